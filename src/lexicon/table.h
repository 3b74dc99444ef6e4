/* table.h: look-ups in a table that was compiled from data/en/NAME.tsv.
 *
 * A table is one read-only blob, linked into the program and read in place: no start-up cost, no copy, pages shared
 * between processes. Column 0 is the key: a word or a phrase, folded (sr_fold), its words parted by one space.
 *
 *     # data/en/hedges.tsv
 *     phrase                hedge      side
 *     at least|no fewer than  at-least   before      two keys, one row each
 *
 * Rows are sorted by key. A table whose head says `#! duplicates` may hold a key several times (many towns are called
 * Springfield); its rows then stand together, in the order of the file.
 * Cost: a look-up is one hash of the key and, nearly always, one comparison. Threads: all read-only.
 */
#ifndef SR_LEXICON_TABLE_H
#define SR_LEXICON_TABLE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct sr_table {
    const char *name;
    uint32_t rows, columns;
    uint32_t longest;      /* words in the longest key */
    uint32_t mask;         /* size of `slots` - 1 */
    const uint32_t *slots; /* [mask + 1] see blob.h */
    const uint32_t *cells; /* [rows][columns] offsets into pool */
    const char *pool;      /* strings that end in NUL */
    uint32_t pool_size;
};

/* View a blob as a table. The blob (4-byte aligned) must outlive it. Every slot and cell is checked, so that a
 * look-up can't leave the blob, whatever its bytes: SR_ERR_TABLE when it is damaged. Cost: linear in its size. */
SR_MUST_USE enum sr_status sr_table_view(const void *blob, size_t size, const char *name, struct sr_table *table,
                                         struct sr_err *err);

/* The same for a blob that the build made and linked in: only its head and its end are looked at, so that a program
 * that starts touches no page of a table that its text doesn't ask for. The gazetteer's ten megabytes would take half
 * of the start. A test holds every linked-in table against the full check. */
SR_MUST_USE enum sr_status sr_table_view_linked(const void *blob, size_t size, const char *name, struct sr_table *table,
                                                struct sr_err *err);

/* The first row whose key is `key` (already folded), or SR_NONE. */
uint32_t sr_table_find(const struct sr_table *table, struct sr_str key);

/* The same where sr_hash(key) is known. */
uint32_t sr_table_find_hashed(const struct sr_table *table, struct sr_str key, uint32_t hash);

/* How many rows, from `row` on, share its key. */
uint32_t sr_table_same(const struct sr_table *table, uint32_t row);

/* A cell; "" when the row leaves it out. row < rows, column < columns. */
const char *sr_table_cell(const struct sr_table *table, uint32_t row, uint32_t column);

/* True when the cell's words, parted by '|', hold `word`. */
bool sr_table_has(const struct sr_table *table, uint32_t row, uint32_t column, const char *word);

/* A decimal number ("-8", "12.65"), told by *value; false for anything else, which leaves *value as it was. Not strtod: that
 * reads by the locale of the program that uses the library, and a German one knows no "12.65". Of a fraction, what goes
 * beyond 15 digits in all is left out; a whole number longer than that is none. */
bool sr_decimal(struct sr_str s, double *value);

/* A cell that is a decimal number, or `otherwise` when it is empty or none. */
double sr_table_number(const struct sr_table *table, uint32_t row, uint32_t column, double otherwise);

/* Compile TSV text to a blob, appended to `blob`. Lines that begin with '#' are comments, the first other line names
 * the columns. Refused, with file and line: a wrong number of columns (trailing ones may be left out), an empty key, a
 * key given twice, bytes that are not UTF-8. `file` is told in errors only. */
SR_MUST_USE enum sr_status sr_table_compile(struct sr_str tsv, const char *file, struct sr_arena *scratch,
                                            struct sr_buf *blob, struct sr_err *err);

#endif
