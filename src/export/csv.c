#include "export/csv.h"

#include <inttypes.h>

#include "record/json.h"

struct sr_cell sr_cell_int(struct sr_exporter *e, int64_t v) {
    if (v == SR_READ_UNKNOWN) return (struct sr_cell){{NULL, 0}, true};
    return (struct sr_cell){SAY("%" PRId64, v), true};
}

struct sr_cell sr_cell_real(struct sr_exporter *e, double v, int decimals) {
    struct sr_buf digits = {0};
    struct sr_json j = {&digits, false};
    sr_json_real(&j, v, decimals);
    return (struct sr_cell){sr_export_taken(e, &digits), true};
}

struct sr_cell sr_cell_bool(bool v) {
    return (struct sr_cell){v ? SR_STR("true") : SR_STR("false"), true};
}

struct sr_cell sr_cell_list(struct sr_exporter *e, const json_t *list, const char *between) {
    struct sr_buf all = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (i) sr_buf_c(&all, between);
        sr_buf_str(&all, sr_item_str(list, i));
    }
    return sr_cell_text(sr_export_taken(e, &all));
}

static bool is_formula(struct sr_str s) {
    uint32_t i = 0;
    while (i < s.n && s.p[i] == '\'') i++;
    return i < s.n && memchr("=+-@\t\r", s.p[i], 6);
}

static void put(struct sr_buf *out, struct sr_cell cell) {
    struct sr_str s = cell.text;
    bool quoted = false, guarded = !cell.number && is_formula(s);
    for (uint32_t i = 0; i < s.n && !quoted; i++) quoted = memchr(",\"\r\n", s.p[i], 4);
    if (quoted) sr_buf_char(out, '"');
    if (guarded) sr_buf_char(out, '\'');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') sr_buf_char(out, '"');
        sr_buf_char(out, s.p[i]);
    }
    if (quoted) sr_buf_char(out, '"');
}

void sr_csv_head(struct sr_exporter *e, const char *const *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (i) sr_buf_char(e->out, ',');
        sr_buf_c(e->out, names[i]);
    }
    sr_buf_c(e->out, "\r\n");
}

void sr_csv_row(struct sr_exporter *e, const struct sr_cell *cells, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (i) sr_buf_char(e->out, ',');
        put(e->out, cells[i]);
    }
    sr_buf_c(e->out, "\r\n");
}
