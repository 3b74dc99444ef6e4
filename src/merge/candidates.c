#include "merge/candidates.h"

/* One key of one record. After sorting by key, neighbours share it. */
struct key {
    uint64_t key;
    float weight;
    uint32_t record;
};

struct candidate {
    float sum;
    uint32_t record;
};

struct finder {
    const struct sr_merge_rules *rules;
    const struct sr_member *const *members;
    struct key *keys;
    uint32_t key_count;
    uint32_t *by_record, *starts; /* keys in order of the record: those of i are by_record[starts[i]…starts[i + 1]] */
    SR_VEC(struct sr_pair) pairs;
    float *sums;       /* [records] what speaks for each candidate of the record at hand */
    uint32_t *touched; /* [SR_MEMBER_KEYS * SR_MEMBER_REACH] */
};

static bool add_keys(struct finder *f, struct sr_arena *arena, uint32_t count) {
    struct sr_member_key keys[SR_MEMBER_KEYS];
    for (uint32_t i = 0; i < count; i++) f->key_count += sr_member_keys(f->rules, f->members[i], keys);
    f->keys = sr_arena_alloc(arena, f->key_count, sizeof *f->keys);
    if (!f->keys) return false;
    f->key_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = sr_member_keys(f->rules, f->members[i], keys);
        for (uint32_t k = 0; k < n; k++) f->keys[f->key_count++] = (struct key){keys[k].key, keys[k].weight, i};
    }
    return true;
}

static int by_key(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* The keys of each record, by counting. */
static bool order_by_record(struct finder *f, struct sr_arena *arena, uint32_t count) {
    f->by_record = sr_arena_alloc(arena, f->key_count, sizeof *f->by_record);
    f->starts = sr_arena_alloc(arena, (size_t)count + 2, sizeof *f->starts);
    if (!f->by_record || !f->starts) return false;
    for (uint32_t i = 0; i < f->key_count; i++) f->starts[f->keys[i].record + 2]++;
    for (uint32_t i = 2; i < count + 2; i++) f->starts[i] += f->starts[i - 1];
    for (uint32_t i = 0; i < f->key_count; i++) f->by_record[f->starts[f->keys[i].record + 1]++] = i;
    return true;
}

/* The nearer in time first where two are as good: the later of those before it. */
static bool better(const struct candidate *a, const struct candidate *b) {
    return a->sum != b->sum ? a->sum > b->sum : a->record > b->record;
}

/* The best few, best first: of the thousands that share a usual word nearly all are no better than the last of them. */
static void offer(struct candidate *best, uint32_t *count, struct candidate c) {
    if (*count == SR_MEMBER_BEST && !better(&c, &best[*count - 1])) return;
    uint32_t i = *count < SR_MEMBER_BEST ? (*count)++ : *count - 1;
    for (; i > 0 && better(&c, &best[i - 1]); i--) best[i] = best[i - 1];
    best[i] = c;
}

/* Score the best candidates among the records before this one. */
static bool pair_up(struct finder *f, struct sr_arena *arena, uint32_t record) {
    struct candidate best[SR_MEMBER_BEST];
    uint32_t n = 0, count = 0;
    for (uint32_t i = f->starts[record]; i < f->starts[record + 1]; i++) {
        uint32_t at = f->by_record[i];
        const struct key *mine = &f->keys[at];
        for (uint32_t back = 1; back <= SR_MEMBER_REACH && back <= at && mine[-(ptrdiff_t)back].key == mine->key;
             back++) {
            uint32_t other = mine[-(ptrdiff_t)back].record;
            if (f->sums[other] == 0) f->touched[n++] = other;
            f->sums[other] += mine->weight;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        offer(best, &count, (struct candidate){f->sums[f->touched[i]], f->touched[i]});
        f->sums[f->touched[i]] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct sr_pair pair = {.a = record, .b = best[i].record};
        pair.score = sr_score(f->rules, f->members[pair.a], f->members[pair.b]);
        if (pair.score >= f->rules->weights.threshold && !SR_PUSH(arena, f->pairs, pair)) return false;
    }
    return true;
}

static int by_score(const void *a, const void *b) {
    const struct sr_pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

enum sr_status sr_candidates(const struct sr_merge_rules *rules, const struct sr_member *const *members, uint32_t count,
                             struct sr_arena *arena, struct sr_pairs *pairs, struct sr_err *err) {
    struct finder f = {.rules = rules, .members = members};
    bool good = add_keys(&f, arena, count);
    if (good && f.key_count) qsort(f.keys, f.key_count, sizeof *f.keys, by_key);
    f.sums = sr_arena_alloc(arena, count, sizeof *f.sums);
    f.touched = sr_arena_alloc(arena, (size_t)SR_MEMBER_KEYS * SR_MEMBER_REACH, sizeof *f.touched);
    good = good && f.sums && f.touched && order_by_record(&f, arena, count);
    for (uint32_t i = 0; i < count && good; i++) good = pair_up(&f, arena, i);
    if (!good) return sr_fail_memory(err, "finding pairs");
    if (f.pairs.count) qsort(f.pairs.items, f.pairs.count, sizeof *f.pairs.items, by_score);
    *pairs = (struct sr_pairs){f.pairs.items, f.pairs.count};
    return SR_OK;
}
