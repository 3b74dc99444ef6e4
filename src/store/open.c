#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "store/parts.h"

#define OURS 0x73697472 /* "sitr": by which a file is known as a store (PRAGMA application_id) */

enum { CACHE_KB = 16384, CHECKPOINT_PAGES = 4000, BUSY_MS = 10000, PAUSE_MS = 10 };

extern const char sr_migration_1[], sr_migration_2[];
/* The n-th makes version n of version n - 1. */
static const char *const migrations[] = {sr_migration_1, sr_migration_2};
enum { KNOWN = sizeof migrations / sizeof *migrations };

static enum sr_status fail_no_store(const char *path, struct sr_err *err) {
    return sr_fail(err, SR_ERR_FORMAT, "name a file that 'sitrep add --db FILE' made", "'%.200s' is no store", path);
}

/* A wrong name is told better than SQLite does. The file itself is not opened for it: closing it would drop the locks
 * that other handles of this process have on it (POSIX). */
static enum sr_status look(const struct sr_store_options *o, bool *empty, struct sr_err *err) {
    struct stat about;
    *empty = true;
    if (stat(o->path, &about)) {
        if (errno == EACCES)
            return sr_fail(err, SR_ERR_ACCESS, "check who may read it: ls -ld", "may not read '%.200s'", o->path);
        if (o->mode == SR_STORE_CREATE) return SR_OK;
        return sr_fail(err, SR_ERR_NOT_FOUND, "check the name; 'sitrep add' makes a store", "no such store: '%.200s'",
                       o->path);
    }
    if (!S_ISREG(about.st_mode)) return fail_no_store(o->path, err);
    *empty = about.st_size == 0;
    return *empty && o->mode != SR_STORE_CREATE ? fail_no_store(o->path, err) : SR_OK;
}

static SR_PRINTF(2, 3) int run(struct sr_store *s, const char *format, ...) {
    char sql[160];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(sql, sizeof sql, format, args);
    va_end(args);
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

/* A store on a medium that can't be written to: its log can't be opened then, and there is none. */
static int open_immutable(struct sr_store *s) {
    char *escaped = sqlite3_mprintf("file:%s?immutable=1", s->path);
    int code = escaped ? SQLITE_OK : SQLITE_NOMEM;
    struct stat log;
    char *name = sqlite3_mprintf("%s-wal", s->path);
    if (!name || !escaped || strpbrk(s->path, "?#%") || (stat(name, &log) == 0 && log.st_size)) code = SQLITE_CANTOPEN;
    if (!code) {
        (void)sqlite3_close(s->db);
        s->db = NULL;
        code = sqlite3_open_v2(escaped, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, NULL);
    }
    sqlite3_free(name);
    sqlite3_free(escaped);
    return code;
}

static int busy_ms(const struct sr_store_options *o) {
    return o->busy_ms ? (int)o->busy_ms : BUSY_MS;
}

static int open_file(struct sr_store *s, const struct sr_store_options *o) {
    static const int flags[] = {[SR_STORE_READ] = SQLITE_OPEN_READONLY,
                                [SR_STORE_WRITE] = SQLITE_OPEN_READWRITE,
                                [SR_STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    int code = sqlite3_open_v2(s->path, &s->db, flags[o->mode] | SQLITE_OPEN_EXRESCODE, NULL);
    if (!code) code = sqlite3_busy_timeout(s->db, busy_ms(o));
    if (!code) code = sqlite3_exec(s->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
    if (o->mode == SR_STORE_READ && ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY))
        code = open_immutable(s);
    return code;
}

/* Nothing is trusted that the file may say of itself; a commit has reached the disk when it returns. */
static int set_up(struct sr_store *s, const struct sr_store_options *o) {
    int code = run(s, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -%d", CACHE_KB);
    if (!code) code = sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code || o->mode == SR_STORE_READ) return code;
    code = run(s, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = %d", CHECKPOINT_PAGES);
    if (!code && o->max_bytes) code = run(s, "PRAGMA max_page_count = %lld", (long long)(o->max_bytes / 4096 + 1));
    return code;
}

/* All three of one moment: another program may be making the store. */
static enum sr_status version_of(struct sr_store *s, int64_t *version, struct sr_err *err) {
    int64_t mark = 0, tables = 0;
    bool own;
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (!status) status = sr_sql_int(s, "PRAGMA application_id", SR_WITH_NOTHING, &mark, NULL, err);
    if (!status) status = sr_sql_int(s, "PRAGMA user_version", SR_WITH_NOTHING, version, NULL, err);
    if (!status) status = sr_sql_int(s, "SELECT count(*) FROM sqlite_schema", SR_WITH_NOTHING, &tables, NULL, err);
    sr_sql_read(s, own);
    if (status) return status;
    if (mark != OURS && (mark || *version || tables)) return fail_no_store(s->path, err);
    if (*version > KNOWN)
        return sr_fail(err, SR_ERR_FORMAT, "update sitrep",
                       "the store '%.200s' was made by a newer sitrep (version %lld, this one knows %d)", s->path,
                       (long long)*version, (int)KNOWN);
    return SR_OK;
}

/* A write-ahead log: readers never wait. For this switch alone SQLite does not wait by itself while another program has
 * the file open. */
static int use_log(struct sr_store *s, const struct sr_store_options *o) {
    int code = run(s, "PRAGMA journal_mode = WAL");
    for (int waited = 0; (code & 0xff) == SQLITE_BUSY && waited < busy_ms(o); waited += PAUSE_MS) {
        (void)sqlite3_sleep(PAUSE_MS);
        code = run(s, "PRAGMA journal_mode = WAL");
    }
    return code;
}

/* From whatever version it has to the newest, all or nothing. Another program may be at it too: who comes second waits,
 * and finds nothing left to do. */
static enum sr_status migrate(struct sr_store *s, struct sr_err *err) {
    int64_t version = 0;
    enum sr_status status = sr_sql_writing(s, err);
    if (status) return status;
    status = version_of(s, &version, err);
    int code = status ? SQLITE_OK : run(s, "PRAGMA application_id = %d", OURS);
    for (int64_t v = version; !status && !code && v < KNOWN; v++) {
        code = sqlite3_exec(s->db, migrations[v], NULL, NULL, NULL);
        if (!code) code = run(s, "PRAGMA user_version = %d", (int)v + 1);
    }
    if (code) status = sr_sql_fail(s, code, err);
    return sr_sql_written(s, status, err);
}

static enum sr_status open_store(struct sr_store *s, const struct sr_store_options *o, struct sr_err *err) {
    bool empty;
    int64_t version = 0;
    enum sr_status status = look(o, &empty, err);
    if (status) return status;
    int code = open_file(s, o);
    if (!code) code = set_up(s, o);
    if (code) return sr_sql_fail(s, code, err);
    status = version_of(s, &version, err);
    if (status || version == KNOWN) return status;
    if (o->mode == SR_STORE_READ)
        return sr_fail(err, SR_ERR_FORMAT, "write to it once: 'sitrep add --db FILE /dev/null' brings it up to date",
                       "the store '%.200s' is of an older sitrep (version %lld)", s->path, (long long)version);
    status = migrate(s, err);
    code = status ? SQLITE_OK : use_log(s, o);
    return code ? sr_sql_fail(s, code, err) : status;
}

enum sr_status sr_store_open(const struct sr_store_options *options, struct sr_store **store, struct sr_err *err) {
    struct sr_store *s = calloc(1, sizeof *s);
    if (s) s->path = strdup(options->path);
    if (!s || !s->path) {
        free(s);
        return sr_fail_memory(err, "opening a store");
    }
    s->mode = options->mode;
    sr_arena_init(&s->scratch, 0);
    sr_arena_init(&s->tables, 0);
    enum sr_status status = sr_lexicon_open(&s->lexicon, err);
    if (!status) status = open_store(s, options, err);
    if (!status && s->mode != SR_STORE_READ) status = sr_derive_stale(s, err);
    if (status) sr_store_close(s);
    else *store = s;
    return status;
}

void sr_store_close(struct sr_store *s) {
    if (!s) return;
    for (uint32_t i = 0; i < s->statement_count; i++) (void)sqlite3_finalize(s->statements[i].statement);
    (void)sqlite3_close(s->db); /* rolls back what was not committed */
    sr_schema_free(s->schema);
    sr_arena_release(&s->scratch);
    sr_arena_release(&s->tables);
    free(s->path);
    free(s);
}
