/* kill: what a store has acknowledged outlives kill -9.
 *
 *     kill KILLS DOCUMENTS SEED
 *
 * A child adds documents one by one and tells each, once it is stored, through a pipe; at random moments it is killed
 * and another goes on. After each kill the store must be sound and hold every document that was told, each once, and at
 * most one more. When all documents are in, the store's export must have the very bytes of one that was never
 * disturbed; then all begins anew, until KILLS have been. Several reports tell of one incident, and every ninth is a
 * revision, so that what a kill can interrupt is all that adding does. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#include "store/made_test.h"

enum { KILLS_A_FILL = 100, REPORTS = 5, REVISED = 9 };

static const char *const towns[] = {"Zinder, Niger",    "Bamako, Mali",     "Cordoba, Argentina",
                                    "Bogota, Colombia", "Quetta, Pakistan", "Mosul, Iraq",
                                    "Aden, Yemen",      "Kano, Nigeria",    "Cebu, Philippines",
                                    "Medan, Indonesia", "Lima, Peru",       "Herat, Afghanistan"};
static const char *const events[][3] = {{"A bomb", "at a market in", "police"},
                                        {"An earthquake", "in", "officials"},
                                        {"Gunmen", "in", "the army"},
                                        {"A flood", "in", "firefighters"}};

static struct sr_buf *records; /* [count] */
static int count;

static void make_record(int n) {
    char id[32], text[512], sentence[400], published[32];
    int incident = n / REPORTS, revision = n % REVISED == REVISED - 1, day = incident * 3;
    const char *town = towns[incident % 12];
    /* a revision of the report before it */
    (void)snprintf(id, sizeof id, "report-%d", n - revision);
    (void)snprintf(published, sizeof published, "20%02d-%02d-%02dT%02d:00Z", 10 + day / 336 % 20, day / 28 % 12 + 1,
                   day % 28 + 1, 8 + n % REPORTS * 2);
    const char *const *event = events[incident / 12 % 4];
    (void)snprintf(sentence, sizeof sentence, "%s killed %d people %s %s, %s said. A hospital counted %d injured.",
                   event[0], incident % 50 + 3 + n % REPORTS, event[1], town, event[2], incident % 70 + 9);
    (void)snprintf(text, sizeof text, "%s (Test Wire) - %s", town, sentence);
    struct article a = {id, NULL, published, "Test Wire", text};
    records[n] = record_of(&a);
}

static enum sr_status add(struct sr_store *store, int n, struct sr_err *err) {
    struct sr_store_arrival arrival = {.record = {records[n].p, (uint32_t)records[n].size}, .at = 1000 + n};
    struct sr_store_added added;
    return sr_store_add(store, &arrival, &added, err);
}

/* Add from the n-th on; tell each. */
static void child(const char *path, int n, int told) {
    struct sr_store_options options = {.path = path, .mode = SR_STORE_CREATE, .busy_ms = 60000};
    struct sr_store *store;
    struct sr_err err;
    enum sr_status status = sr_store_open(&options, &store, &err);
    for (; !status && n < count; n++) {
        status = add(store, n, &err);
        if (!status && write(told, &n, sizeof n) != sizeof n) _exit(2);
    }
    if (status) (void)fprintf(stderr, "kill: %s\n", err.message);
    _exit(status != SR_OK);
}

/* ---- what the store must be like ---- */

static int documents_of(int n) { /* of the first n records */
    int documents = n;
    for (int i = 0; i < n; i++) documents -= i % REVISED == REVISED - 1;
    return documents;
}

static bool holds(struct made_store *m, int n) {
    struct sr_store_document about;
    struct sr_store_version version = {0};
    char id[32];
    uint64_t number = 0;
    (void)snprintf(id, sizeof id, "report-%d", n - (n % REVISED == REVISED - 1));
    sr_arena_reset(&m->arena);
    if (sr_store_find_document(m->store, sr_str_c(id), &number, NULL)) return false;
    uint32_t which = n % REVISED == REVISED - 1 ? 2 : 1;
    if (sr_store_version(m->store, number, which, &m->arena, &about, &version, NULL)) return false;
    return sr_str_eq(version.record, (struct sr_str){records[n].p, (uint32_t)records[n].size});
}

static void look_over(const char *path, int told) {
    struct made_store m = {0};
    struct sr_store_options options = {.path = path, .mode = SR_STORE_CREATE};
    struct sr_store_documents all = {0};
    struct sr_err err = {0};
    sr_arena_init(&m.arena, 0);
    SR_CHECK_INT("the store opens", sr_store_open(&options, &m.store, &err), SR_OK);
    if (!m.store) {
        printf("    %s\n", err.message);
        return;
    }
    SR_CHECK_INT("it is sound", sr_store_check(m.store, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    int lost = 0;
    for (int n = 0; n < told; n++) lost += !holds(&m, n);
    SR_CHECK_INT("nothing is lost", lost, 0);
    sr_arena_reset(&m.arena);
    SR_CHECK_INT("its documents", sr_store_documents(m.store, 0, 0, UINT32_MAX, &m.arena, &all, NULL), SR_OK);
    int most = documents_of(told < count ? told + 1 : told);
    SR_CHECK("nothing is there twice", (int)all.count >= documents_of(told) && (int)all.count <= most);
    sr_store_close(m.store);
    sr_arena_release(&m.arena);
}

static enum sr_status collect(void *user, struct sr_str line, struct sr_err *err) {
    (void)err;
    sr_buf_str(user, line);
    return SR_OK;
}

static struct sr_buf export_of(const char *path) {
    struct sr_store_options options = {.path = path, .mode = SR_STORE_READ};
    struct sr_store *store = NULL;
    struct sr_buf out = {0};
    SR_CHECK_INT("the store opens to be exported", sr_store_open(&options, &store, NULL), SR_OK);
    if (store) SR_CHECK_INT("the export", sr_store_export(store, collect, &out, NULL), SR_OK);
    sr_store_close(store);
    return out;
}

static void remove_store(const char *path) {
    struct made_store m = {.folder = "/nowhere"};
    (void)snprintf(m.path, sizeof m.path, "%s", path);
    made_remove(&m);
}

/* ---- killing ---- */

static uint64_t state;

static double uniform(void) { /* xorshift64 (Marsaglia 2003) */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static void wait_for(double seconds) {
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&t, &t) && errno == EINTR) continue;
}

/* One child until it is killed after `seconds` (below 0: never) or has added all; how many are told then. */
static int run_child(const char *path, int told, double seconds, bool *killed) {
    int ends[2], status, n;
    SR_CHECK_INT("a pipe", pipe(ends), 0);
    (void)fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        (void)close(ends[0]);
        child(path, told, ends[1]);
    }
    (void)close(ends[1]);
    if (seconds >= 0) {
        wait_for(seconds);
        (void)kill(pid, SIGKILL);
    }
    while (read(ends[0], &n, sizeof n) == sizeof n) told = n + 1;
    (void)close(ends[0]);
    (void)waitpid(pid, &status, 0);
    *killed = WIFSIGNALED(status);
    if (!*killed) SR_CHECK_INT("a child that wasn't killed has added all", status, 0);
    return told;
}

static double now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Fill one store, killed on the way at most `kills` times; how often it was. */
static int fill(const char *path, int kills, double mean) {
    int done = 0, told = 0;
    while (told < count && !sr_test_failed) {
        bool killed = false;
        told = run_child(path, told, done < kills ? uniform() * 2 * mean : -1, &killed);
        done += killed;
        if (killed) look_over(path, told);
    }
    return done;
}

int main(int argc, char **argv) {
    char folder[] = "/tmp/sitrep-kill-XXXXXX", whole[64], path[64];
    int kills = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;
    count = argc > 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (kills < 1 || count < 1 || !mkdtemp(folder)) return 2;
    state = strtoull(argv[3], NULL, 10) | 1;
    records = calloc((size_t)count, sizeof *records);
    if (!records) return 2;
    for (int n = 0; n < count; n++) make_record(n);
    (void)snprintf(whole, sizeof whole, "%s/whole.db", folder);
    (void)snprintf(path, sizeof path, "%s/t.db", folder);
    bool killed;
    double begin = now();
    (void)run_child(whole, 0, -1, &killed);
    double mean = (now() - begin) / (kills < KILLS_A_FILL ? kills : KILLS_A_FILL);
    struct sr_buf wanted = export_of(whole);
    int done = 0, fills = 0;
    while (done < kills && !sr_test_failed) {
        done += fill(path, kills - done < KILLS_A_FILL ? kills - done : KILLS_A_FILL, mean);
        struct sr_buf got = export_of(path);
        SR_CHECK_INT("as long an export", got.size, wanted.size);
        SR_CHECK("the same bytes", got.size == wanted.size && memcmp(got.p, wanted.p, wanted.size) == 0);
        sr_buf_release(&got);
        remove_store(path);
        fills++;
    }
    printf("kill: %d times, over %d stores of %d records\n", done, fills, count);
    remove_store(whole);
    (void)rmdir(folder);
    for (int n = 0; n < count; n++) sr_buf_release(&records[n]);
    free(records);
    sr_buf_release(&wanted);
    return sr_test_end("kill");
}
