/* merge.c: what merging costs a record, and what it holds, among a thousand records and among a million; for merge.py.
 *
 *     build/sitrep read --input jsonl < DOCUMENTS | build/bench/merge COUNT…
 *
 * The records on standard input become members (src/merge/member.h), patterns of which as many are made up as are asked
 * for. An incident has words of three patterns: the usual ones as they are, and so as often as the news has them; rare names
 * become its own. It has the scene of a fourth, the kind of a fifth, a day (RATE reports a day) and tolls. A report of it holds most of
 * its words and some of another pattern's; one in five is a reprint. So the lists of records that share a key are as long
 * as they would be.
 * A line a count: the count, microseconds of processor time a record, bytes a record (as kept, with its keys), and how
 * many of a hundred pairs of one incident were found, and of those found are of one. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "merge/cluster.h"

enum { MOST_PATTERNS = 1000, RATE = 500, NEW_WORDS = 12 };

static struct sr_member patterns[MOST_PATTERNS];
static uint32_t pattern_count;
static uint64_t state = 88172645463325252u;

/* xorshift64 (Marsaglia 2003) */
static uint32_t draw(uint32_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % below;
}

static int by_word(const void *a, const void *b) {
    const struct sr_term *x = a, *y = b;
    return x->word < y->word ? -1 : x->word > y->word;
}

static uint32_t mixed(uint32_t a, uint32_t b) {
    uint32_t x = a * 2654435761u ^ b * 2246822519u;
    x = (x ^ x >> 15) * 3266489917u;
    return x ^ x >> 13;
}

/* Of the words of three patterns those that the incident holds: a third of each. Rare names become its own. */
static uint32_t words_of(uint32_t incident, struct sr_term words[3 * SR_MEMBER_TERMS]) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < 3; k++) {
        const struct sr_member *p = &patterns[mixed(incident, k) % pattern_count];
        for (uint32_t i = 0; i < p->term_count; i++) {
            if (mixed(incident, p->terms[i].word) % 3) continue;
            words[n] = p->terms[i];
            if (!words[n].usual) words[n].word = mixed(incident, words[n].word);
            n++;
        }
    }
    return n;
}

/* A report of an incident: seven in ten of its words, and a few of another's. */
static void make_up(struct sr_member *m, uint32_t incident, int64_t day, struct sr_arena *scratch) {
    const struct sr_member *scene = &patterns[mixed(incident, 3) % pattern_count],
                           *other = &patterns[draw(pattern_count)];
    struct sr_term words[3 * SR_MEMBER_TERMS];
    uint32_t count = words_of(incident, words), n = 0;
    struct sr_term *terms = sr_arena_alloc(scratch, SR_MEMBER_TERMS, sizeof *terms);
    if (!terms) exit(1);
    *m = *scene;
    for (uint32_t i = 0; i < count && n < SR_MEMBER_TERMS - NEW_WORDS; i++)
        if (draw(10) >= 3) terms[n++] = words[i];
    for (uint32_t i = 0; i < NEW_WORDS && other->term_count; i++) terms[n++] = other->terms[draw(other->term_count)];
    qsort(terms, n, sizeof *terms, by_word);
    m->term_count = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!m->term_count || terms[m->term_count - 1].word != terms[i].word) terms[m->term_count++] = terms[i];
    m->terms = terms;
    m->id = (uint64_t)draw(UINT32_MAX) << 32 | draw(UINT32_MAX);
    m->published_day = day + draw(3);
    m->published_seconds = m->published_day * 86400 + draw(86400);
    if (m->begin_day != SR_NO_DAY) m->begin_day = day;
    m->kind = patterns[mixed(incident, 4) % pattern_count].kind;
    if (m->killed != SR_READ_UNKNOWN) m->killed = mixed(incident, 5) % 23 + draw(3);
    bool reprint = draw(5) == 0;
    for (uint32_t i = 0; i < SR_MEMBER_PLACES; i++)
        m->signature[i] = (uint8_t)(1 + (reprint && draw(3) ? mixed(incident, 6 + i) : draw(255)) % 255);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of all pairs of one incident, how many stand in one cluster; and the other way round. In hundredths. */
static void quality(const struct sr_clusters *c, const uint32_t *incident, uint32_t count, double *found,
                    double *right) {
    double together = 0, both = 0, of_one = 0;
    for (uint32_t g = 0; g < c->count; g++) {
        uint32_t size = c->starts[g + 1] - c->starts[g];
        together += (double)size * (size - 1) / 2;
        for (uint32_t i = c->starts[g]; i < c->starts[g + 1]; i++)
            for (uint32_t k = c->starts[g]; k < i; k++) both += incident[c->members[i]] == incident[c->members[k]];
    }
    for (uint32_t i = 0, size = 1; i < count; i++, size++) {
        if (i + 1 < count && incident[i + 1] == incident[i]) continue;
        of_one += (double)size * (size - 1) / 2;
        size = 0;
    }
    *found = of_one > 0 ? 100 * both / of_one : 100;
    *right = together > 0 ? 100 * both / together : 100;
}

/* By way of its bytes, so that what follows from its terms is right. */
static void settle(struct sr_member *m, struct sr_arena *arena) {
    struct sr_buf bytes = {0};
    struct sr_err err;
    sr_member_write(m, &bytes);
    if (sr_member_read((struct sr_str){bytes.p, (uint32_t)bytes.size}, arena, m, &err)) exit(1);
    sr_buf_release(&bytes);
}

static void measure(const struct sr_merge_rules *rules, uint32_t count) {
    struct sr_arena arena, work;
    struct sr_clusters clusters;
    struct sr_err err;
    double found, right;
    sr_arena_init(&arena, 0);
    sr_arena_init(&work, 0);
    struct sr_member *members = sr_arena_alloc(&arena, count, sizeof *members);
    const struct sr_member **list = sr_arena_alloc(&arena, count, sizeof *list);
    uint32_t *incident = sr_arena_alloc(&arena, count, sizeof *incident);
    if (!members || !list || !incident) exit(1);
    for (uint32_t i = 0, seed = 0, left = 0; i < count; i++, left--) {
        if (!left) {
            left = draw(20) ? 1 + draw(5) : 5 + draw(60); /* most are told once or twice, some by everyone */
            seed++;
        }
        incident[i] = seed;
        list[i] = &members[i];
        sr_arena_reset(&work);
        make_up(&members[i], seed, 15000 + i / RATE, &work);
        settle(&members[i], &arena);
    }
    sr_arena_reset(&work);
    double begun = seconds();
    if (sr_cluster(rules, list, count, &work, &clusters, &err)) exit(1);
    double took = seconds() - begun;
    quality(&clusters, incident, count, &found, &right);
    printf("%u\t%.1f\t%.0f\t%.1f\t%.1f\n", count, 1e6 * took / count, (double)(arena.used + work.used) / count, found,
           right);
    fflush(stdout);
    sr_arena_release(&arena);
    sr_arena_release(&work);
}

static enum sr_status read_patterns(const struct sr_merge_rules *rules, struct sr_arena *arena, struct sr_err *err) {
    struct sr_schema *schema = NULL;
    struct sr_read_record record;
    char *line = NULL;
    size_t size = 0;
    enum sr_status status = sr_schema_open("sitrep/1", &schema, err);
    for (ssize_t n; !status && pattern_count < MOST_PATTERNS && (n = getline(&line, &size, stdin)) > 0;) {
        struct sr_str text = {line, (uint32_t)(line[n - 1] == '\n' ? n - 1 : n)};
        status = sr_record_read(schema, text, arena, &record, err);
        if (!status) status = sr_member_make(rules, &record, arena, arena, &patterns[pattern_count], err);
        pattern_count += !status && patterns[pattern_count].term_count > 0;
    }
    free(line);
    sr_schema_free(schema);
    return status;
}

int main(int argc, char **argv) {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_merge_rules rules;
    struct sr_err err;
    sr_arena_init(&arena, 0);
    enum sr_status status = sr_lexicon_open(&lexicon, &err);
    if (!status) status = sr_merge_rules_open(&rules, &arena, &lexicon, &err);
    if (!status) status = read_patterns(&rules, &arena, &err);
    if (status || !pattern_count) {
        fprintf(stderr, "merge: %s\n", status ? err.message : "no records on standard input");
        return 1;
    }
    for (int i = 1; i < argc; i++) measure(&rules, (uint32_t)strtoul(argv[i], NULL, 10));
    sr_arena_release(&arena);
    return 0;
}
