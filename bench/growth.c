/* growth: what a document costs that is added to a store, as the store grows.
 *
 *     growth RECORDS.jsonl DOCUMENTS [compact] [crowded]
 *
 * Records are made up of RECORDS (growth_records.h says how; `compact` and `crowded` too).
 *
 * Written: at 2,000 documents, 5,000, 10,000 …, what each of the last few thousand took of the processor's time and the
 * clock's, added one at a time (as `sitrep add` does), then a hundred in one transaction; what that is to what the same
 * records take, in turn with it, in a store of 500 to 1,000 documents; the bytes a document takes in the file; what a search
 * for two words takes; the peak of the program's memory. The stores are removed at the end. */
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "growth_records.h"
#include "store/made_test.h"

enum { FIRST = 1000, BATCH = 100, ROUNDS = 2, SEARCHES = 20 };

static double seconds(clockid_t clock) {
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What adding documents took of the store's time, and how long their records are. */
struct cost {
    double cpu, wall;
    size_t documents, bytes;
};

static bool add(struct sr_store *store, char *const *lines, bool together, struct cost *cost) {
    struct sr_err err;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
    enum sr_status status = together ? sr_store_begin(store, &err) : SR_OK;
    for (size_t i = 0; !status && i < BATCH; i++) {
        struct sr_store_arrival arrival = {.record = sr_str_c(lines[i])};
        struct sr_store_added added;
        status = sr_store_add(store, &arrival, &added, &err);
        cost->bytes += arrival.record.n;
    }
    if (!status && together) status = sr_store_commit(store, &err);
    cost->cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    cost->wall += seconds(CLOCK_MONOTONIC) - wall;
    cost->documents += BATCH;
    if (status) printf("growth: %s\n", err.message);
    return !status;
}

static bool make_lines(char **lines) {
    bool good = true;
    for (size_t i = 0; i < BATCH; i++) good &= (lines[i] = growth_record()) != NULL;
    return good;
}

static void free_lines(char **lines) {
    for (size_t i = 0; i < BATCH; i++) free(lines[i]);
}

/* A hundred at a time, whose cost isn't asked for. */
static bool grow(struct sr_store *store, size_t count) {
    struct cost unused = {0};
    bool good = true;
    for (size_t n = 0; good && n < count; n += BATCH) {
        char *lines[BATCH];
        good = make_lines(lines) && add(store, lines, true, &unused);
        free_lines(lines);
    }
    return good;
}

/* The same records into the store and into another that holds none: what they cost there while it goes from 500 documents
 * to 1,000 is what they are to cost here. In turn, so that a busy machine is as busy for both. */
static bool grow_beside(struct sr_store *store, bool together, struct cost *here, struct cost *there) {
    struct made_store small;
    bool good = made_store(&small);
    for (size_t n = 0; good && n < FIRST; n += BATCH) {
        struct cost unused = {0};
        char *lines[BATCH];
        bool counts = n >= FIRST / 2;
        good = make_lines(lines) && add(store, lines, together, counts ? here : &unused) &&
               add(small.store, lines, together, counts ? there : &unused);
        free_lines(lines);
    }
    made_remove(&small);
    return good;
}

/* Milliseconds of a search by the clock. */
static double search(struct made_store *m, const char *words) {
    struct sr_store_hits hits;
    double begun = seconds(CLOCK_MONOTONIC);
    for (int i = 0; i < SEARCHES; i++) {
        sr_arena_reset(&m->arena);
        if (sr_store_search(m->store, sr_str_c(words), 0, 0, &m->arena, &hits, NULL)) return -1;
    }
    return (seconds(CLOCK_MONOTONIC) - begun) * 1000 / SEARCHES;
}

static uint32_t count_incidents(struct made_store *m) {
    struct sr_store_incidents found = {0};
    struct sr_store_filter filter = {.limit = UINT32_MAX};
    if (sr_store_incidents(m->store, &filter, &m->arena, &found, NULL)) return 0;
    sr_arena_reset(&m->arena);
    return found.count;
}

struct row {
    struct cost single[2], batch[2]; /* here, there */
};

static double each(double seconds_of, const struct cost *c) {
    return seconds_of * 1000 / (double)c->documents;
}

static void tell(struct made_store *m, size_t documents, const struct row *r) {
    struct stat about;
    struct rusage usage;
    const struct cost *s = r->single, *b = r->batch;
    double file = stat(m->path, &about) ? 0 : (double)about.st_size / 1024 / (double)documents;
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("| %zu | %u | %zu | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %ld |\n", documents,
           count_incidents(m), s->bytes / s->documents, each(s->cpu, s), s->cpu / s[1].cpu, each(s->wall, s),
           s->wall / s[1].wall, each(b->cpu, b), b->cpu / b[1].cpu, file, search(m, "police hospital"),
           usage.ru_maxrss / 1024);
    (void)fflush(stdout);
}

static bool measure(struct made_store *m, size_t rounds, struct row *r) {
    bool good = true;
    for (size_t i = 0; good && i < rounds; i++)
        good = grow_beside(m->store, false, &r->single[0], &r->single[1]) &&
               grow_beside(m->store, true, &r->batch[0], &r->batch[1]);
    return good;
}

int main(int argc, char **argv) {
    struct made_store m;
    struct growth_shape shape = {0};
    size_t most = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    for (int i = 3; i < argc; i++) {
        shape.compact |= strcmp(argv[i], "compact") == 0;
        shape.crowded |= strcmp(argv[i], "crowded") == 0;
    }
    if (most < 2 * FIRST || !growth_open(argv[1], &shape) || !made_store(&m)) return 2;
    printf("| documents | incidents | bytes a record | CPU ms a document | to the first | clock ms | to the first "
           "| in batches, CPU ms | to the first | KB in the file | search ms | MB |\n"
           "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (size_t mark = 2 * FIRST, done = 0, k = 1; mark <= most;
         done = mark, k++, mark = k % 3 == 2 ? mark / 2 * 5 : mark * 2) {
        struct row row = {0};
        size_t rounds = mark < 10 * FIRST ? 1 : ROUNDS;
        if (!grow(m.store, mark - 2 * rounds * FIRST - done) || !measure(&m, rounds, &row)) return 1;
        tell(&m, mark, &row);
    }
    made_remove(&m);
    growth_close();
    return 0;
}
