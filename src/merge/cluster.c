#include "merge/cluster.h"

#include "merge/candidates.h"

enum { SAMPLE = 12, PASSES = 4, REFUSALS = 1 << 16 };

/* A group of records: all as a list through next[], some as a sample spread over it. */
struct group {
    uint32_t sample[SAMPLE];
    uint32_t samples, size, first, last;
};

/* Two groups, as they were when they were found too far apart: not scored again while neither has grown. */
struct refusal {
    uint32_t a, b, size_a, size_b;
};

struct linkage {
    const struct sr_pool *pool;
    const struct sr_weights *weights;
    struct sr_kept *const *records;
    struct group *groups;     /* [records] by their first record */
    uint32_t *of, *next;      /* [records] */
    struct refusal *refusals; /* [REFUSALS] by hash, the newest stays */
};

static uint32_t root(struct linkage *l, uint32_t i) {
    while (l->of[i] != i) i = l->of[i] = l->of[l->of[i]];
    return i;
}

static double mean_score(const struct linkage *l, const struct group *a, const struct group *b) {
    double sum = 0;
    for (uint32_t i = 0; i < a->samples; i++)
        for (uint32_t k = 0; k < b->samples; k++)
            sum += sr_score(l->pool, l->weights, l->records[a->sample[i]], l->records[b->sample[k]]);
    return sum / (a->samples * b->samples);
}

/* Both samples, in order, thinned evenly. */
static void join_samples(struct group *to, const struct group *from) {
    uint32_t all[2 * SAMPLE], n = 0;
    for (uint32_t i = 0, k = 0; i < to->samples || k < from->samples;) {
        bool left = k == from->samples || (i < to->samples && to->sample[i] < from->sample[k]);
        all[n++] = left ? to->sample[i++] : from->sample[k++];
    }
    to->samples = n < SAMPLE ? n : SAMPLE;
    for (uint32_t i = 0; i < to->samples; i++) to->sample[i] = all[i * n / to->samples];
}

static void join(struct linkage *l, uint32_t a, uint32_t b) {
    uint32_t to = a < b ? a : b, from = a < b ? b : a;
    struct group *x = &l->groups[to], *y = &l->groups[from];
    join_samples(x, y);
    x->size += y->size;
    l->next[x->last] = y->first;
    x->last = y->last;
    l->of[from] = to;
}

static bool may_join(struct linkage *l, uint32_t a, uint32_t b) {
    struct refusal now = {a, b, l->groups[a].size, l->groups[b].size};
    struct refusal *was = &l->refusals[(a * 2654435761u ^ b * 40503u) >> 16 & (REFUSALS - 1)];
    if (was->a == a && was->b == b && was->size_a == now.size_a && was->size_b == now.size_b) return false;
    if (mean_score(l, &l->groups[a], &l->groups[b]) >= l->weights->threshold) return true;
    *was = now;
    return false;
}

/* One pass over the pairs; true when anything was joined. */
static bool link_pass(struct linkage *l, const struct sr_pair *pairs, uint32_t count) {
    bool joined = false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t a = root(l, pairs[i].a), b = root(l, pairs[i].b);
        if (a == b || !may_join(l, a < b ? a : b, a < b ? b : a)) continue;
        join(l, a, b);
        joined = true;
    }
    return joined;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void list(struct linkage *l, uint32_t count, uint32_t *members, uint32_t *starts, struct sr_clusters *out) {
    uint32_t n = 0, clusters = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (l->of[i] != i) continue;
        starts[clusters++] = n;
        uint32_t begin = n;
        for (uint32_t m = l->groups[i].first; m != SR_NONE; m = l->next[m]) members[n++] = m;
        qsort(members + begin, n - begin, sizeof *members, by_value);
    }
    starts[clusters] = n;
    *out = (struct sr_clusters){members, starts, clusters};
}

enum sr_status sr_cluster(const struct sr_pool *pool, const struct sr_weights *weights, struct sr_kept *const *records,
                          uint32_t count, struct sr_arena *arena, struct sr_clusters *out, struct sr_err *err) {
    struct linkage l = {.pool = pool, .weights = weights, .records = records};
    struct sr_pair *pairs = NULL;
    uint32_t pair_count = 0;
    enum sr_status status = sr_candidates(pool, weights, records, count, arena, &pairs, &pair_count, err);
    if (status) return status;
    l.groups = sr_arena_alloc(arena, count, sizeof *l.groups);
    l.of = sr_arena_alloc(arena, count, sizeof *l.of);
    l.next = sr_arena_alloc(arena, count, sizeof *l.next);
    l.refusals = sr_arena_alloc(arena, REFUSALS, sizeof *l.refusals);
    uint32_t *members = sr_arena_alloc(arena, count, sizeof *members);
    uint32_t *starts = sr_arena_alloc(arena, (size_t)count + 1, sizeof *starts);
    if (!l.groups || !l.of || !l.next || !l.refusals || !members || !starts) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < count; i++) {
        l.of[i] = i;
        l.next[i] = SR_NONE;
        l.groups[i] = (struct group){{i}, 1, 1, i, i};
    }
    for (int pass = 0; pass < PASSES && link_pass(&l, pairs, pair_count); pass++) continue;
    list(&l, count, members, starts, out);
    return SR_OK;
}
