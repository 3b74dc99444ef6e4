/* sqlite.h: SQLite, as the store's files use it. Private to store/.
 *
 *     struct sr_rows rows = sr_sql(store, "SELECT id FROM document WHERE incident = ?", SR_WITH(sr_number(12)));
 *     while (sr_row(&rows)) id = sr_row_str(&rows, 0, arena);
 *     return sr_rows_end(&rows, err);
 *
 * Statements are literals: each is prepared once and kept by its address, so one must not be asked again before its
 * rows have ended. A fault, the arena's included, ends the rows and is told at the end.
 */
#ifndef SR_STORE_SQLITE_H
#define SR_STORE_SQLITE_H

#include <sqlite3.h>

#include "merge/rules.h"
#include "record/schema.h"
#include "store/store.h"

enum { SR_MOST_STATEMENTS = 128 };

struct sr_store {
    sqlite3 *db;
    char *path;
    enum sr_store_mode mode;
    bool begun;        /* by sr_store_begin */
    bool importing;    /* by sr_store_import_begin */
    uint64_t imported; /* lines so far */
    struct {
        const char *sql;
        sqlite3_stmt *statement;
    } statements[SR_MOST_STATEMENTS];
    uint32_t statement_count;
    struct sr_schema *schema; /* of a record; NULL until the first is added */
    struct sr_lexicon lexicon;
    struct sr_merge_rules rules; /* where has_rules; their words are in `tables` */
    bool has_rules;
    struct sr_arena tables;
    struct sr_arena scratch; /* of the call under way */
};

struct sr_value {
    enum { SR_VALUE_NULL, SR_VALUE_INT, SR_VALUE_REAL, SR_VALUE_TEXT, SR_VALUE_BLOB } type;
    int64_t integer;
    double real;
    struct sr_str string;
};

struct sr_value sr_int(int64_t v);     /* SR_STORE_UNKNOWN is null */
struct sr_value sr_number(uint64_t v); /* 0 is null */
struct sr_value sr_real(double v);
struct sr_value sr_text(struct sr_str v); /* {NULL, 0} is null */
struct sr_value sr_text_c(const char *v);
struct sr_value sr_blob(struct sr_str v);

struct sr_values {
    const struct sr_value *items;
    int count;
};
#define SR_WITH(...)                                            \
    ((struct sr_values){(const struct sr_value[]){__VA_ARGS__}, \
                        (int)(sizeof((const struct sr_value[]){__VA_ARGS__}) / sizeof(struct sr_value))})
#define SR_WITH_NOTHING ((struct sr_values){NULL, 0})

struct sr_rows {
    struct sr_store *store;
    sqlite3_stmt *statement;
    int fault;   /* SQLite's code */
    bool memory; /* the arena's limit was met */
};

struct sr_rows sr_sql(struct sr_store *store, const char *sql, struct sr_values values);
bool sr_row(struct sr_rows *rows);                              /* the next; false: there is none, or a fault */
int64_t sr_row_int(const struct sr_rows *rows, int column);     /* null: SR_STORE_UNKNOWN */
uint64_t sr_row_number(const struct sr_rows *rows, int column); /* null: 0 */
double sr_row_real(const struct sr_rows *rows, int column);
bool sr_row_bool(const struct sr_rows *rows, int column);
struct sr_str sr_row_str(struct sr_rows *rows, int column, struct sr_arena *arena); /* text or blob; ends in NUL */
SR_MUST_USE enum sr_status sr_rows_end(struct sr_rows *rows, struct sr_err *err);

int sr_row_columns(const struct sr_rows *rows);
const char *sr_row_name(const struct sr_rows *rows, int column); /* of a column */
/* The value of a column, borrowed until the next row. */
struct sr_value sr_row_value(const struct sr_rows *rows, int column);

/* A statement of which no row is wanted. */
SR_MUST_USE enum sr_status sr_sql_do(struct sr_store *store, const char *sql, struct sr_values values,
                                     struct sr_err *err);

/* One whole number: the first column of the first row; *found (may be NULL): whether there was one. */
SR_MUST_USE enum sr_status sr_sql_int(struct sr_store *store, const char *sql, struct sr_values values, int64_t *out,
                                      bool *found, struct sr_err *err);

/* What SQLite says of the call that failed last, as our error. */
enum sr_status sr_sql_fail(const struct sr_store *store, int code, struct sr_err *err);

/* Around what a call reads, so that all of it is of one state; within a transaction nothing is done. */
SR_MUST_USE enum sr_status sr_sql_reading(struct sr_store *store, bool *own, struct sr_err *err);
void sr_sql_read(struct sr_store *store, bool own);

/* Around what a call writes: all of it or, where `status` is a fault, nothing. */
SR_MUST_USE enum sr_status sr_sql_writing(struct sr_store *store, struct sr_err *err);
SR_MUST_USE enum sr_status sr_sql_written(struct sr_store *store, enum sr_status status, struct sr_err *err);

#endif
