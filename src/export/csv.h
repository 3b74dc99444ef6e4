/* csv.h: rows of comma-separated values. Private to export/.
 *
 * RFC 4180: cells parted by commas, rows ended by CR LF, a cell in quotation marks where it holds a comma, a quotation
 * mark (doubled) or a line break. UTF-8 without a byte-order mark. What is not known is an empty cell.
 *
 * Formulas. A spreadsheet runs a cell that begins with = + - @ or with a tab or carriage return, also one that came
 * out of a news text ("=HYPERLINK(…)"). So a text of that kind gets an apostrophe before it (as OWASP advises), and so
 * that it can be taken off again without loss, one that has such apostrophes already gets another:
 *
 *     =1+1     →  '=1+1          'Ndrangheta  →  'Ndrangheta
 *     '=1+1    →  ''=1+1         -7.98, a number that we write ourselves, stays as it is
 *
 * To undo it: where a cell matches ^'+[=+@\t\r-], drop the first character.
 */
#ifndef SR_EXPORT_CSV_H
#define SR_EXPORT_CSV_H

#include "export/parts.h"

struct sr_cell {
    struct sr_str text; /* {NULL, 0}: empty */
    bool number;        /* written by us: no guard */
};

static inline struct sr_cell sr_cell_text(struct sr_str s) {
    return (struct sr_cell){s, false};
}

/* Empty for SR_READ_UNKNOWN. */
struct sr_cell sr_cell_int(struct sr_exporter *e, int64_t v);
struct sr_cell sr_cell_real(struct sr_exporter *e, double v, int decimals);
struct sr_cell sr_cell_bool(bool v); /* true, false */

/* The strings of a list, parted by `between`. */
struct sr_cell sr_cell_list(struct sr_exporter *e, const json_t *list, const char *between);

void sr_csv_head(struct sr_exporter *e, const char *const *names, uint32_t count);
void sr_csv_row(struct sr_exporter *e, const struct sr_cell *cells, uint32_t count);

#endif
