/* The whole store as JSON Lines, and back.
 *
 *     {"store":"sitrep-store/1"}
 *     {"table":"incident","number":1, … ,"json":{"schema":"sitrep-incident/1", … }}
 *     {"table":"version","document":1, … ,"record":{"schema":"sitrep/1", … }}
 *     {"table":"end","lines":3}
 *
 * A row's last column, where it is JSON, stands in its line as it is, so that its bytes are kept; it is found again by
 * its key, which can stand in no string before it (there a quotation mark is escaped). What is derived from the records
 * is left out, and made anew by an import. */
#include <jansson.h>

#include "record/json.h"
#include "store/parts.h"

#define FORMAT_NAME "sitrep-store/1"

struct table {
    const char *name, *select, *insert;
    const char *raw; /* the last column, where it is JSON; NULL: none */
};

#define TABLE(name, order, raw, marks, columns)                        \
    {                                                                  \
        name, "SELECT " columns " FROM " name " ORDER BY " order,      \
            "INSERT INTO " name "(" columns ") VALUES(" marks ")", raw \
    }

static const struct table tables[] = {
    TABLE(
        "incident", "number", "json", "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
        "number, version, changed_at, joined, day, kind, family, begin, \"end\", place, country, lat, lon, documents, "
        "killed_low, killed_best, killed_high, injured_best, disputed, json"),
    TABLE("document", "number", NULL, "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
          "number, id, url, name, incident, version, title, outlet, published, language, sha256, arrived, changed, "
          "reprint_of, placed"),
    TABLE("version", "document, version", "record", "?,?,?,?,?,?", "document, version, at, input, reader, record"),
    TABLE("claim", "number", NULL, "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
          "number, document, version, id, main, measure, hedge, polarity, \"of\", state, side, nationality, age, sex, "
          "occupation, speaker, low, high, value, start, \"end\", number_start, number_end, confidence, gone"),
    TABLE(
        "edit", "number", NULL, "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
        "number, kind, at, author, reason, incident, version, document, claim, claim_id, field, value, before, other, "
        "documents, undoes, undone_by"),
    TABLE("change", "number", NULL, "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
          "number, at, kind, incident, other, document, edit, measure, \"of\", state, low, best, high, low_before, "
          "best_before, high_before, reprint"),
};
enum { TABLES = sizeof tables / sizeof *tables, MOST_COLUMNS = 32 };

/* ---- out ---- */

/* As many digits as bring a number back, whatever the locale. */
static void put_real(struct sr_json *j, double v) {
    char text[40];
    sqlite3_snprintf(sizeof text, text, "%!.17g", v);
    sr_json_raw(j, sr_str_c(text));
}

static void put_value(struct sr_json *j, const struct sr_value *v, bool raw) {
    switch (v->type) {
    case SR_VALUE_INT: sr_json_int(j, v->integer); return;
    case SR_VALUE_REAL: put_real(j, v->real); return;
    case SR_VALUE_TEXT:
    case SR_VALUE_BLOB:
        if (raw) sr_json_raw(j, v->string);
        else sr_json_str(j, v->string);
        return;
    case SR_VALUE_NULL: break;
    }
    sr_json_null(j);
}

struct exporting {
    struct sr_store *store;
    sr_store_sink *sink;
    void *user;
    struct sr_buf line;
    uint64_t lines;
};

static enum sr_status give(struct exporting *e, struct sr_err *err) {
    sr_buf_char(&e->line, '\n');
    if (e->line.failed) return sr_fail_memory(err, "exporting");
    enum sr_status status = e->sink(e->user, (struct sr_str){e->line.p, (uint32_t)e->line.size}, err);
    sr_buf_clear(&e->line);
    e->lines++;
    return status;
}

static enum sr_status export_table(struct exporting *e, const struct table *t, struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct sr_rows rows = sr_sql(e->store, t->select, SR_WITH_NOTHING);
    int columns = sr_row_columns(&rows);
    while (!status && sr_row(&rows)) {
        struct sr_json j = {&e->line, false};
        sr_json_open(&j, '{');
        sr_json_key_c(&j, "table", t->name);
        for (int i = 0; i < columns; i++) {
            struct sr_value v = sr_row_value(&rows, i);
            sr_json_key(&j, sr_row_name(&rows, i));
            put_value(&j, &v, t->raw && i + 1 == columns);
        }
        sr_json_close(&j, '}');
        status = give(e, err);
    }
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}

static enum sr_status export_all(struct exporting *e, struct sr_err *err) {
    sr_buf_c(&e->line, "{\"store\":\"" FORMAT_NAME "\"}");
    enum sr_status status = give(e, err);
    for (size_t i = 0; !status && i < TABLES; i++) status = export_table(e, &tables[i], err);
    if (status) return status;
    sr_buf_printf(&e->line, "{\"table\":\"end\",\"lines\":%llu}", (unsigned long long)e->lines + 1);
    return give(e, err);
}

enum sr_status sr_store_export(struct sr_store *s, sr_store_sink *sink, void *user, struct sr_err *err) {
    struct exporting e = {.store = s, .sink = sink, .user = user};
    bool own;
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = export_all(&e, err);
    sr_sql_read(s, own);
    sr_buf_release(&e.line);
    return status;
}

/* Row by row, so that a page that can't be read costs no more than the rows on it. */
enum sr_status sr_store_salvage(struct sr_store *s, sr_store_sink *sink, void *user, uint64_t *lost,
                                struct sr_err *err) {
    int64_t last = 0;
    enum sr_status status =
        sr_sql_int(s, "SELECT coalesce(max(rowid), 0) FROM version", SR_WITH_NOTHING, &last, NULL, err);
    if (status == SR_ERR_DAMAGED) /* the last page can't be read: there are no more rows than pages, as records go */
        status = sr_sql_int(s, "PRAGMA page_count", SR_WITH_NOTHING, &last, NULL, err);
    *lost = 0;
    for (int64_t row = 1; !status && row <= last; row++) {
        sr_arena_reset(&s->scratch);
        struct sr_rows rows = sr_sql(s, "SELECT record || char(10) FROM version WHERE rowid = ?", SR_WITH(sr_int(row)));
        struct sr_str line = sr_row(&rows) ? sr_row_str(&rows, 0, &s->scratch) : (struct sr_str){NULL, 0};
        status = sr_rows_end(&rows, err);
        *lost += status == SR_ERR_DAMAGED;
        if (status == SR_ERR_DAMAGED) status = SR_OK;
        else if (!status && line.p) status = sink(user, line, err);
    }
    return status;
}

/* ---- in ---- */

enum sr_status sr_store_import_begin(struct sr_store *s, struct sr_err *err) {
    int64_t any = 0;
    enum sr_status status = sr_store_begin(s, err);
    if (status) return status;
    status = sr_sql_int(s, "SELECT EXISTS(SELECT 1 FROM incident) OR EXISTS(SELECT 1 FROM document)", SR_WITH_NOTHING,
                        &any, NULL, err);
    if (!status && any)
        status =
            sr_fail(err, SR_ERR_USAGE, "import into a new one", "the store '%.200s' holds something already", s->path);
    if (!status) status = sr_sql_do(s, "PRAGMA defer_foreign_keys = ON", SR_WITH_NOTHING, err);
    s->importing = !status;
    s->imported = 0;
    if (status) sr_store_rollback(s);
    return status;
}

static enum sr_status fail_line(const struct sr_store *s, struct sr_err *err, const char *what) {
    (void)sr_fail(err, SR_ERR_FORMAT, "give the whole of what 'sitrep export' wrote, as it is", "%s", what);
    sr_err_at(err, NULL, s->imported + 1, 0);
    return SR_ERR_FORMAT;
}

static struct sr_value value_of(const json_t *v) {
    if (json_is_integer(v)) return sr_int(json_integer_value(v));
    if (json_is_real(v)) return sr_real(json_real_value(v));
    if (json_is_string(v)) return sr_text((struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)});
    return sr_number(0);
}

/* The bytes of a line's last value, whose key is `key`. */
static struct sr_str raw_of(struct sr_str line, const char *key) {
    char mark[32];
    int n = snprintf(mark, sizeof mark, ",\"%s\":", key);
    const char *at = memmem(line.p, line.n, mark, (size_t)n);
    if (!at) return (struct sr_str){NULL, 0};
    at += n;
    return (struct sr_str){at, (uint32_t)(line.p + line.n - 1 - at)}; /* without the brace */
}

static enum sr_status import_row(struct sr_store *s, const struct table *t, const json_t *row, struct sr_str line,
                                 struct sr_err *err) {
    struct sr_value values[MOST_COLUMNS];
    struct sr_rows names = sr_sql(s, t->select, SR_WITH_NOTHING); /* for its columns; no row is asked for */
    int columns = sr_row_columns(&names);
    bool whole = columns > 0 && columns <= MOST_COLUMNS && json_object_size(row) == (size_t)columns + 1;
    for (int i = 0; whole && i < columns; i++) {
        const json_t *v = json_object_get(row, sr_row_name(&names, i));
        whole = v != NULL && (!json_is_object(v) || (t->raw && i + 1 == columns));
        if (whole) values[i] = json_is_object(v) ? sr_text(raw_of(line, t->raw)) : value_of(v);
    }
    enum sr_status status = sr_rows_end(&names, err);
    if (status) return status;
    if (!whole) return fail_line(s, err, "the line has not the fields of its table");
    return sr_sql_do(s, t->insert, (struct sr_values){values, columns}, err);
}

static const struct table *table_of(const char *name) {
    for (size_t i = 0; name && i < TABLES; i++)
        if (strcmp(tables[i].name, name) == 0) return &tables[i];
    return NULL;
}

static enum sr_status import_object(struct sr_store *s, const json_t *row, struct sr_str line, struct sr_err *err) {
    const char *name = json_string_value(json_object_get(row, "table"));
    const char *format = json_string_value(json_object_get(row, "store"));
    if (s->imported == 0)
        return format && strcmp(format, FORMAT_NAME) == 0
                   ? SR_OK
                   : fail_line(s, err,
                               "it is no export of a store: its first line is not {\"store\":\"" FORMAT_NAME "\"}");
    if (!s->importing) return fail_line(s, err, "there is something after the end of the export");
    if (name && strcmp(name, "end") == 0) {
        bool all = json_integer_value(json_object_get(row, "lines")) == (json_int_t)s->imported + 1;
        s->importing = !all;
        return all ? SR_OK : fail_line(s, err, "lines of the export are missing");
    }
    const struct table *table = table_of(name);
    return table ? import_row(s, table, row, line, err) : fail_line(s, err, "the line is of no table of an export");
}

enum sr_status sr_store_import_line(struct sr_store *s, struct sr_str line, struct sr_err *err) {
    json_t *row = NULL;
    while (line.n && strchr("\r\n", line.p[line.n - 1])) line.n--;
    enum sr_status status =
        s->begun ? sr_json_load(line, &row, err) : sr_fail(err, SR_ERR_USAGE, "", "no import was begun");
    if (status == SR_ERR_JSON) sr_err_at(err, NULL, s->imported + 1, err ? err->column : 0);
    if (status) return status;
    status = import_object(s, row, line, err);
    json_decref(row);
    s->imported += !status;
    return status;
}

enum sr_status sr_store_import_finish(struct sr_store *s, struct sr_err *err) {
    struct sr_str fault = {NULL, 0};
    if (!s->begun) return sr_fail(err, SR_ERR_USAGE, "", "no import was begun");
    if (s->importing || !s->imported)
        return sr_fail(err, SR_ERR_EMPTY, "give the whole of what 'sitrep export' wrote",
                       "the export ends after %llu lines, before its end", (unsigned long long)s->imported);
    enum sr_status status = sr_derive_all(s, true, err); /* every version must be a record */
    if (!status) status = sr_check_rows(s, &fault, err);
    if (!status && fault.p)
        status = sr_fail(err, SR_ERR_FORMAT, "give it as 'sitrep export' wrote it",
                         "the export doesn't hold together: %s", fault.p);
    return status ? status : sr_store_commit(s, err);
}
