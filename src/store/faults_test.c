/* What can go wrong with the file, and what must not be lost by it. */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/made_test.h"

static const char *const towns[] = {"Zinder", "Agadez", "Maradi", "Tahoua", "Dosso",
                                    "Diffa",  "Arlit",  "Birni",  "Gaya",   "Ayorou"};

/* The n-th of many articles, each of an incident of its own: town and day differ. */
static struct sr_store_added add_nth(struct made_store *m, int n, enum sr_status *status, struct sr_err *err) {
    char id[32], text[512], published[32];
    int day = n % 28 + 1, month = n / 28 % 12 + 1;
    struct sr_store_added added = {0};
    (void)snprintf(id, sizeof id, "n%d", n);
    (void)snprintf(published, sizeof published, "2021-%02d-%02dT10:00Z", month, day);
    (void)snprintf(text, sizeof text, "%s, Niger (Test Wire) - A bomb killed %d people at a market in %s, police said.",
                   towns[n % 10], n % 90 + 2, towns[n % 10]);
    struct article a = {id, NULL, published, "Test Wire", text};
    struct sr_buf line = record_of(&a);
    struct sr_store_arrival arrival = {.record = {line.p, (uint32_t)line.size}, .at = 1000};
    *status = sr_store_add(m->store, &arrival, &added, err);
    sr_buf_release(&line);
    return added;
}

static uint32_t count_documents(struct made_store *m) {
    struct sr_store_documents found = {0};
    SR_CHECK_INT("documents", sr_store_documents(m->store, 0, 0, 100000, &m->arena, &found, NULL), SR_OK);
    return found.count;
}

/* ---- what is opened ---- */

static void run_sql(const char *path, const char *sql) {
    sqlite3 *db;
    SR_CHECK_INT(sql, sqlite3_open(path, &db), SQLITE_OK);
    SR_CHECK_INT(sql, sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

static void write_file(const char *path, const char *bytes) {
    FILE *file = fopen(path, "w");
    SR_CHECK("a file to write", file != NULL);
    if (!file) return;
    (void)fputs(bytes, file);
    (void)fclose(file);
}

static void test_opening(void) {
    static const struct {
        const char *name, *bytes, *sql; /* how the file is made */
        enum sr_store_mode mode;
        enum sr_status status;
        const char *message; /* a part of it */
    } rows[] = {
        {"no file", NULL, NULL, SR_STORE_READ, SR_ERR_NOT_FOUND, "no such store"},
        {"no file to write to", NULL, NULL, SR_STORE_WRITE, SR_ERR_NOT_FOUND, "no such store"},
        {"made where there is none", NULL, NULL, SR_STORE_CREATE, SR_OK, NULL},
        {"an empty file", "", NULL, SR_STORE_READ, SR_ERR_FORMAT, "is no store"},
        {"an empty file is made one", "", NULL, SR_STORE_CREATE, SR_OK, NULL},
        {"a text", "Two men were killed, police said. No database begins so, and none is as short as this is here.\n",
         NULL, SR_STORE_CREATE, SR_ERR_FORMAT, "is no store"},
        {"another program's database", NULL, "CREATE TABLE t(x)", SR_STORE_CREATE, SR_ERR_FORMAT, "is no store"},
        {"a newer program's", NULL, "PRAGMA application_id = 1936290930; PRAGMA user_version = 99; CREATE TABLE t(x)",
         SR_STORE_WRITE, SR_ERR_FORMAT, "newer sitrep (version 99"},
        {"an older one, to read", NULL, "PRAGMA application_id = 1936290930; CREATE TABLE t(x)", SR_STORE_READ,
         SR_ERR_FORMAT, "older sitrep (version 0)"},
        {"an older one is migrated", NULL, "PRAGMA application_id = 1936290930; CREATE TABLE t(x)", SR_STORE_WRITE,
         SR_OK, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made_store m = {.folder = "/tmp/sitrep-store-XXXXXX"};
        struct sr_err err = {0};
        SR_CHECK("a folder", mkdtemp(m.folder) != NULL);
        (void)snprintf(m.path, sizeof m.path, "%s/t.db", m.folder);
        if (rows[i].bytes) write_file(m.path, rows[i].bytes);
        if (rows[i].sql) run_sql(m.path, rows[i].sql);
        struct sr_store_options options = {.path = m.path, .mode = rows[i].mode};
        SR_CHECK_INT(rows[i].name, sr_store_open(&options, &m.store, &err), rows[i].status);
        if (rows[i].message) SR_CHECK(err.message, strstr(err.message, rows[i].message) != NULL);
        else SR_CHECK_INT(rows[i].name, sr_store_check(m.store, NULL), SR_OK);
        made_remove(&m);
    }
}

/* ---- a disk that is full ---- */

static void test_full(void) {
    struct made_store m;
    struct sr_err err = {0};
    enum sr_status status = SR_OK;
    int n = 0;
    if (!made_store(&m)) return;
    sr_store_close(m.store);
    struct sr_store_options options = {.path = m.path, .mode = SR_STORE_CREATE, .max_bytes = 600000};
    SR_CHECK_INT("opens with a limit", sr_store_open(&options, &m.store, NULL), SR_OK);
    while (n < 2000 && !status) (void)add_nth(&m, n++, &status, &err);
    SR_CHECK_INT("no room is left at last", status, SR_ERR_FULL);
    SR_CHECK("which is told", strstr(err.message, "no room is left") != NULL);
    SR_CHECK_INT("what was stored is there", count_documents(&m), n - 1);
    SR_CHECK_INT("a document that was there is the same", add_nth(&m, 0, &status, &err).outcome, SR_STORE_SAME);
    SR_CHECK_INT("begin", sr_store_begin(m.store, NULL), SR_OK);
    (void)add_nth(&m, n, &status, &err);
    SR_CHECK_INT("full within a transaction", status, SR_ERR_FULL);
    SR_CHECK_INT("which undoes it, and is told", sr_store_commit(m.store, NULL), SR_ERR_USAGE);
    SR_CHECK_INT("nothing is lost by it", count_documents(&m), n - 1);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    sr_store_close(m.store);
    if (made_open(&m, SR_STORE_WRITE)) {
        (void)add_nth(&m, n, &status, &err);
        SR_CHECK_INT("with room it goes on", status, SR_OK);
        SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    }
    made_remove(&m);
}

/* ---- a damaged file ---- */

static enum sr_status count_lines(void *user, struct sr_str line, struct sr_err *err) {
    (void)err;
    *(uint64_t *)user += line.n > 2 && line.p[0] == '{' && line.p[line.n - 1] == '\n';
    return SR_OK;
}

static void test_damaged(void) {
    struct made_store m;
    struct sr_err err = {0};
    enum sr_status status;
    struct stat about;
    char noise[4096];
    if (!made_store(&m)) return;
    for (int n = 0; n < 30; n++) (void)add_nth(&m, n, &status, &err);
    sr_store_close(m.store);
    m.store = NULL;
    memset(noise, 0x5a, sizeof noise);
    int fd = open(m.path, O_RDWR);
    SR_CHECK_INT("the file is there", fstat(fd, &about), 0);
    for (off_t at = 40 * 4096; at < about.st_size; at += 7 * 4096)
        SR_CHECK_INT("spoilt", pwrite(fd, noise, sizeof noise, at), sizeof noise);
    (void)close(fd);
    struct sr_store_options options = {.path = m.path, .mode = SR_STORE_WRITE};
    status = sr_store_open(&options, &m.store, &err);
    if (!status) status = sr_store_check(m.store, &err);
    SR_CHECK_INT("it is told", status, SR_ERR_DAMAGED);
    SR_CHECK("with the way to a backup", strstr(err.mend, "sitrep import") != NULL);
    uint64_t saved = 0, lost = 0;
    if (m.store) SR_CHECK_INT("salvage", sr_store_salvage(m.store, count_lines, &saved, &lost, NULL), SR_OK);
    SR_CHECK("some can be read, some not", saved > 0 && saved < 30 && lost >= 30 - saved);
    made_remove(&m);
}

/* ---- what older builds have left ---- */

/* Documents of one incident, the last added after `sql`: all that is told is as without it. */
static struct sr_str story(const char *sql, struct made_store *m) {
    struct sr_store_incident told = {0};
    uint64_t incident = 0;
    for (int i = 0; i < 3; i++) {
        static const char *const texts[] = {
            "A car bomb exploded in a market in Kirkuk, Iraq, on Tuesday, killing at least 12 people, police said.",
            "The car bombing of a market in Kirkuk, Iraq, on Tuesday killed 15 people, police said.",
            "Police in Kirkuk, Iraq, said 17 people were killed by Tuesday's car bomb at a market.",
        };
        struct article a = {i == 0 ? "one" : i == 1 ? "two" : "three", NULL, "2015-11-24", "Alpha News", texts[i]};
        if (i == 2) {
            sr_store_close(m->store);
            if (sql) run_sql(m->path, sql);
            if (!made_open(m, SR_STORE_WRITE)) return (struct sr_str){"", 0};
        }
        incident = made_add(m, &a, i).incident;
    }
    SR_CHECK_INT("they are of one incident", incident, 1);
    SR_CHECK_INT("told", sr_store_incident(m->store, incident, &m->arena, &told, NULL), SR_OK);
    SR_CHECK_INT("the store is sound", sr_store_check(m->store, NULL), SR_OK);
    return told.json;
}

static void test_derived_anew(void) {
    static const struct {
        const char *name, *sql;
    } rows[] = {
        {"nothing was kept", "DELETE FROM kept"},
        {"kept otherwise", "UPDATE kept SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB)"},
        {"kept, but cut", "UPDATE kept SET bytes = substr(bytes, 1, 20)"},
        {"members of another version",
         "UPDATE member SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB); DELETE FROM key"},
    };
    struct made_store whole;
    if (!made_store(&whole)) return;
    struct sr_str want = story(NULL, &whole);
    SR_CHECK("something is told", want.n > 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made_store m;
        if (!made_store(&m)) break;
        SR_CHECK_STR(rows[i].name, story(rows[i].sql, &m), want);
        made_remove(&m);
    }
    made_remove(&whole);
}

/* ---- several at once ---- */

static void test_two_writers(void) {
    struct made_store m;
    struct sr_store *other = NULL;
    struct sr_err err = {0};
    enum sr_status status;
    if (!made_store(&m)) return;
    struct sr_store_options options = {.path = m.path, .mode = SR_STORE_WRITE, .busy_ms = 50};
    SR_CHECK_INT("a second handle", sr_store_open(&options, &other, NULL), SR_OK);
    SR_CHECK_INT("the first writes", sr_store_begin(m.store, NULL), SR_OK);
    (void)add_nth(&m, 1, &status, &err);
    struct made_store second = m;
    second.store = other;
    SR_CHECK_INT("the second reads what was before", count_documents(&second), 0);
    (void)add_nth(&second, 2, &status, &err);
    SR_CHECK_INT("and waits in vain to write", status, SR_ERR_BUSY);
    SR_CHECK_INT("the first commits", sr_store_commit(m.store, NULL), SR_OK);
    (void)add_nth(&second, 2, &status, &err);
    SR_CHECK_INT("the second writes", status, SR_OK);
    SR_CHECK_INT("the first sees both", count_documents(&m), 2);
    sr_store_close(other);
    made_remove(&m);
}

enum { EACH = 15 };

static int child(const char *path, int from) {
    struct made_store m = {0};
    struct sr_store_options options = {.path = path, .mode = SR_STORE_CREATE, .busy_ms = 60000};
    struct sr_err err = {0};
    enum sr_status status = sr_store_open(&options, &m.store, &err);
    for (int n = from; !status && n < from + EACH; n++) (void)add_nth(&m, n, &status, &err);
    if (status) (void)fprintf(stderr, "    %s\n", err.message);
    sr_store_close(m.store);
    return status != SR_OK;
}

/* Two programs make and fill one store; one of the articles comes to both. */
static void test_two_programs(void) {
    struct made_store m = {.folder = "/tmp/sitrep-store-XXXXXX"};
    pid_t pids[2];
    SR_CHECK("a folder", mkdtemp(m.folder) != NULL);
    (void)snprintf(m.path, sizeof m.path, "%s/t.db", m.folder);
    sr_arena_init(&m.arena, 0);
    (void)fflush(stdout);
    for (int i = 0; i < 2; i++)
        if ((pids[i] = fork()) == 0) _exit(child(m.path, i * (EACH - 1)));
    for (int i = 0; i < 2; i++) {
        int status = -1;
        (void)waitpid(pids[i], &status, 0);
        SR_CHECK_INT("a program has added all", status, 0);
    }
    if (made_open(&m, SR_STORE_WRITE)) {
        SR_CHECK_INT("each document once", count_documents(&m), 2 * EACH - 1);
        SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    }
    made_remove(&m);
}

int main(void) {
    test_opening();
    test_full();
    test_damaged();
    test_derived_anew();
    test_two_writers();
    test_two_programs();
    return sr_test_end("store faults");
}
