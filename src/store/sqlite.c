#include "store/sqlite.h"

struct sr_value sr_int(int64_t v) {
    return (struct sr_value){.type = v == SR_STORE_UNKNOWN ? SR_VALUE_NULL : SR_VALUE_INT, .integer = v};
}

struct sr_value sr_number(uint64_t v) {
    return (struct sr_value){.type = v ? SR_VALUE_INT : SR_VALUE_NULL, .integer = (int64_t)v};
}

struct sr_value sr_real(double v) {
    return (struct sr_value){.type = SR_VALUE_REAL, .real = v};
}

struct sr_value sr_text(struct sr_str v) {
    return (struct sr_value){.type = v.p ? SR_VALUE_TEXT : SR_VALUE_NULL, .string = v};
}

struct sr_value sr_text_c(const char *v) {
    return sr_text(sr_str_c(v));
}

struct sr_value sr_blob(struct sr_str v) {
    return (struct sr_value){.type = SR_VALUE_BLOB, .string = v};
}

/* ---- faults ---- */

static enum sr_status fail_damaged(const struct sr_store *s, struct sr_err *err) {
    char mend[256];
    (void)snprintf(mend, sizeof mend,
                   "restore your last export: 'sitrep import BACKUP.jsonl --db NEW'; or save the records that can be "
                   "read: 'sitrep export --salvage --db %.60s > RECORDS', 'sitrep add --db NEW RECORDS'",
                   s->path);
    return sr_fail(err, SR_ERR_DAMAGED, mend, "the store '%.200s' is damaged: %s", s->path, sqlite3_errmsg(s->db));
}

enum sr_status sr_sql_fail(const struct sr_store *s, int code, struct sr_err *err) {
    switch (code & 0xff) {
    case SQLITE_NOMEM: return sr_fail_memory(err, "in the store");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return sr_fail(err, SR_ERR_BUSY, "try again; another program writes to it", "the store '%.200s' is busy",
                       s->path);
    case SQLITE_FULL:
        return sr_fail(err, SR_ERR_FULL, "make room; what was stored before is safe",
                       "no room is left for the store '%.200s'", s->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return sr_fail(err, SR_ERR_ACCESS, "check who may write it, and its folder: ls -ld",
                       "may not write to the store '%.200s'", s->path);
    case SQLITE_NOTADB:
        return sr_fail(err, SR_ERR_FORMAT, "name a file that 'sitrep add --db FILE' made", "'%.200s' is no store",
                       s->path);
    case SQLITE_CORRUPT: return fail_damaged(s, err);
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return sr_fail(err, SR_ERR_FORMAT, "give what 'sitrep export' wrote, as it is", "it doesn't fit the store: %s",
                       sqlite3_errmsg(s->db));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return sr_fail(err, SR_ERR_IO, "check the disk, and that the folder is there",
                       "can't read or write the store '%.200s': %s", s->path, sqlite3_errmsg(s->db));
    default:
        return sr_fail(err, SR_ERR_INTERNAL, "please report it", "the store '%.200s': %s", s->path,
                       sqlite3_errmsg(s->db));
    }
}

/* ---- statements ---- */

static sqlite3_stmt *prepared(struct sr_store *s, const char *sql, int *fault) {
    for (uint32_t i = 0; i < s->statement_count; i++)
        if (s->statements[i].sql == sql) return s->statements[i].statement;
    sqlite3_stmt *made = NULL;
    *fault = s->statement_count == SR_MOST_STATEMENTS
                 ? SQLITE_NOMEM
                 : sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL);
    if (!made) return NULL;
    s->statements[s->statement_count].sql = sql;
    s->statements[s->statement_count++].statement = made;
    return made;
}

/* Strings are borrowed until the rows end: SQLITE_STATIC, no copy. */
static int bind(sqlite3_stmt *statement, int at, const struct sr_value *v) {
    switch (v->type) {
    case SR_VALUE_INT: return sqlite3_bind_int64(statement, at, v->integer);
    case SR_VALUE_REAL: return sqlite3_bind_double(statement, at, v->real);
    case SR_VALUE_TEXT: return sqlite3_bind_text64(statement, at, v->string.p, v->string.n, SQLITE_STATIC, SQLITE_UTF8);
    case SR_VALUE_BLOB:
        return sqlite3_bind_blob64(statement, at, v->string.n ? v->string.p : "", v->string.n, SQLITE_STATIC);
    case SR_VALUE_NULL: break;
    }
    return sqlite3_bind_null(statement, at);
}

struct sr_rows sr_sql(struct sr_store *s, const char *sql, struct sr_values values) {
    struct sr_rows rows = {.store = s, .fault = SQLITE_OK};
    rows.statement = prepared(s, sql, &rows.fault);
    if (rows.statement && sqlite3_stmt_busy(rows.statement)) rows.fault = SQLITE_MISUSE; /* asked within itself */
    for (int i = 0; rows.statement && !rows.fault && i < values.count; i++)
        rows.fault = bind(rows.statement, i + 1, &values.items[i]);
    return rows;
}

bool sr_row(struct sr_rows *rows) {
    if (rows->fault || rows->memory) return false;
    int code = sqlite3_step(rows->statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) rows->fault = code;
    return false;
}

int64_t sr_row_int(const struct sr_rows *rows, int column) {
    return sqlite3_column_type(rows->statement, column) == SQLITE_NULL ? SR_STORE_UNKNOWN
                                                                       : sqlite3_column_int64(rows->statement, column);
}

uint64_t sr_row_number(const struct sr_rows *rows, int column) {
    return (uint64_t)sqlite3_column_int64(rows->statement, column);
}

double sr_row_real(const struct sr_rows *rows, int column) {
    return sqlite3_column_double(rows->statement, column);
}

bool sr_row_bool(const struct sr_rows *rows, int column) {
    return sqlite3_column_int(rows->statement, column) != 0;
}

struct sr_str sr_row_str(struct sr_rows *rows, int column, struct sr_arena *arena) {
    struct sr_str none = {NULL, 0};
    if (sqlite3_column_type(rows->statement, column) == SQLITE_NULL) return none;
    const char *p = (const char *)sqlite3_column_blob(rows->statement, column); /* NULL for no bytes */
    struct sr_str s = {p ? p : "", (uint32_t)sqlite3_column_bytes(rows->statement, column)};
    s = sr_arena_str(arena, s);
    if (!s.p) rows->memory = true;
    return s;
}

int sr_row_columns(const struct sr_rows *rows) {
    return rows->statement ? sqlite3_column_count(rows->statement) : 0;
}

const char *sr_row_name(const struct sr_rows *rows, int column) {
    return sqlite3_column_name(rows->statement, column);
}

struct sr_value sr_row_value(const struct sr_rows *rows, int column) {
    switch (sqlite3_column_type(rows->statement, column)) {
    case SQLITE_INTEGER: return sr_int(sqlite3_column_int64(rows->statement, column));
    case SQLITE_FLOAT: return sr_real(sqlite3_column_double(rows->statement, column));
    case SQLITE_NULL: return sr_number(0);
    default: break;
    }
    const char *p = (const char *)sqlite3_column_text(rows->statement, column);
    return sr_text((struct sr_str){p ? p : "", (uint32_t)sqlite3_column_bytes(rows->statement, column)});
}

enum sr_status sr_rows_end(struct sr_rows *rows, struct sr_err *err) {
    enum sr_status status = SR_OK;
    if (rows->fault) status = sr_sql_fail(rows->store, rows->fault, err);
    else if (rows->memory) status = sr_fail_memory(err, "reading from the store");
    if (rows->statement) {
        (void)sqlite3_reset(rows->statement); /* tells the fault of the last step again */
        (void)sqlite3_clear_bindings(rows->statement);
    }
    return status;
}

enum sr_status sr_sql_do(struct sr_store *s, const char *sql, struct sr_values values, struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, sql, values);
    while (sr_row(&rows)) continue;
    return sr_rows_end(&rows, err);
}

enum sr_status sr_sql_int(struct sr_store *s, const char *sql, struct sr_values values, int64_t *out, bool *found,
                          struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, sql, values);
    bool any = sr_row(&rows);
    int64_t value = any ? sr_row_int(&rows, 0) : 0;
    enum sr_status status = sr_rows_end(&rows, err);
    if (status) return status;
    if (found) *found = any;
    if (any) *out = value;
    return SR_OK;
}

/* ---- transactions ---- */

static int control(struct sr_store *s, const char *sql) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static bool is_within(const struct sr_store *s) {
    return sqlite3_get_autocommit(s->db) == 0;
}

enum sr_status sr_sql_reading(struct sr_store *s, bool *own, struct sr_err *err) {
    *own = !is_within(s);
    int code = *own ? control(s, "BEGIN") : SQLITE_OK;
    return code ? sr_sql_fail(s, code, err) : SR_OK;
}

void sr_sql_read(struct sr_store *s, bool own) {
    if (own) (void)control(s, "COMMIT");
}

enum sr_status sr_sql_writing(struct sr_store *s, struct sr_err *err) {
    if (s->mode == SR_STORE_READ)
        return sr_fail(err, SR_ERR_ACCESS, "open it to write", "the store '%.200s' was opened to read", s->path);
    if (s->begun && !is_within(s)) /* on a full disk SQLite undoes the whole transaction */
        return sr_fail(err, SR_ERR_USAGE, "roll back and begin anew", "a fault has undone what was begun");
    int code = control(s, s->begun ? "SAVEPOINT call" : "BEGIN IMMEDIATE");
    return code ? sr_sql_fail(s, code, err) : SR_OK;
}

enum sr_status sr_sql_written(struct sr_store *s, enum sr_status status, struct sr_err *err) {
    int code = status ? SQLITE_OK : control(s, s->begun ? "RELEASE call" : "COMMIT");
    if (code) status = sr_sql_fail(s, code, err);
    if (status && is_within(s)) (void)control(s, s->begun ? "ROLLBACK TO call; RELEASE call" : "ROLLBACK");
    return status;
}

enum sr_status sr_store_begin(struct sr_store *s, struct sr_err *err) {
    if (s->begun) return sr_fail(err, SR_ERR_USAGE, "commit or roll back first", "a transaction was begun already");
    enum sr_status status = sr_sql_writing(s, err);
    s->begun = !status;
    return status;
}

enum sr_status sr_store_commit(struct sr_store *s, struct sr_err *err) {
    if (!s->begun) return sr_fail(err, SR_ERR_USAGE, "", "no transaction was begun");
    s->begun = false;
    if (!is_within(s))
        return sr_fail(err, SR_ERR_USAGE, "add it again", "a fault has undone what was begun; nothing of it is stored");
    return sr_sql_written(s, SR_OK, err);
}

void sr_store_rollback(struct sr_store *s) {
    s->begun = s->importing = false;
    if (is_within(s)) (void)control(s, "ROLLBACK");
}
