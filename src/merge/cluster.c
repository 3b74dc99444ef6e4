#include "merge/cluster.h"

#include "merge/candidates.h"

enum { SAMPLE = 6, FEW = 6, PASSES = 4, MOST_REFUSALS = 1 << 24 };

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
    const struct sr_merge_rules *rules;
    const struct sr_member *const *members;
    struct group *groups;     /* [records] by their first record */
    uint32_t *of, *next;      /* [records] */
    struct refusal *refusals; /* [mask + 1] by hash, the newest stays */
    uint32_t mask;
};

static uint32_t root(struct linkage *l, uint32_t i) {
    while (l->of[i] != i) i = l->of[i] = l->of[l->of[i]];
    return i;
}

/* Whether the mean score of their pairs reaches the threshold. Pairs are taken slantwise, so that every few are of many
 * records; the mean of a few that is far below is believed. */
static bool alike(const struct linkage *l, const struct group *a, const struct group *b) {
    static const double far_below = 1.5;
    double threshold = l->rules->weights.threshold, sum = 0;
    uint32_t n = 0;
    for (uint32_t slant = 0; slant < b->samples; slant++) {
        for (uint32_t i = 0; i < a->samples; i++, n++)
            sum += sr_score(l->rules, l->members[a->sample[i]], l->members[b->sample[(i + slant) % b->samples]]);
        if (n >= FEW && sum < (threshold - far_below) * n) return false;
    }
    return sum >= threshold * n;
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
    uint64_t hash = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    struct refusal *was = &l->refusals[hash >> 32 & l->mask];
    if (was->a == a && was->b == b && was->size_a == now.size_a && was->size_b == now.size_b) return false;
    if (alike(l, &l->groups[a], &l->groups[b])) return true;
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

static enum sr_status make_linkage(struct linkage *l, uint32_t count, struct sr_arena *arena, struct sr_err *err) {
    uint32_t refusals = 64;
    while (refusals < MOST_REFUSALS && refusals < count * 16) refusals *= 2;
    l->groups = sr_arena_alloc(arena, count, sizeof *l->groups);
    l->of = sr_arena_alloc(arena, count, sizeof *l->of);
    l->next = sr_arena_alloc(arena, count, sizeof *l->next);
    l->refusals = sr_arena_alloc(arena, refusals, sizeof *l->refusals);
    if (!l->groups || !l->of || !l->next || !l->refusals) return sr_fail_memory(err, "merging");
    l->mask = refusals - 1;
    for (uint32_t i = 0; i < count; i++) {
        l->of[i] = i;
        l->next[i] = SR_NONE;
        l->groups[i] = (struct group){{i}, 1, 1, i, i};
    }
    return SR_OK;
}

struct placed {
    const struct sr_member *member;
    uint32_t index; /* as the caller counts */
};

static int by_order(const void *a, const void *b) {
    const struct placed *x = a, *y = b;
    int order = sr_member_order(x->member, y->member);
    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

enum sr_status sr_cluster(const struct sr_merge_rules *rules, const struct sr_member *const *members, uint32_t count,
                          struct sr_arena *arena, struct sr_clusters *out, struct sr_err *err) {
    struct placed *placed = sr_arena_alloc(arena, count, sizeof *placed);
    const struct sr_member **ordered = sr_arena_alloc(arena, count, sizeof *ordered);
    uint32_t *listed = sr_arena_alloc(arena, count, sizeof *listed);
    uint32_t *starts = sr_arena_alloc(arena, (size_t)count + 1, sizeof *starts);
    struct linkage l = {.rules = rules, .members = ordered};
    struct sr_pairs pairs;
    if (!placed || !ordered || !listed || !starts) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < count; i++) placed[i] = (struct placed){members[i], i};
    qsort(placed, count, sizeof *placed, by_order);
    for (uint32_t i = 0; i < count; i++) ordered[i] = placed[i].member;
    enum sr_status status = sr_candidates(rules, ordered, count, arena, &pairs, err);
    if (!status) status = make_linkage(&l, count, arena, err);
    if (status) return status;
    for (int pass = 0; pass < PASSES && link_pass(&l, pairs.items, pairs.count); pass++) continue;
    list(&l, count, listed, starts, out);
    for (uint32_t i = 0; i < count; i++) listed[i] = placed[listed[i]].index;
    return SR_OK;
}
