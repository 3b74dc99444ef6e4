#include "merge/candidates.h"

enum {
    KEY_WORDS = 64, /* a record's rarest words are keys */
    SLOTS = 2,      /* weeks that a day is in, one laid half over the next */
    MOST_KEYS = KEY_WORDS + SR_KEPT_PLACES + SLOTS,
    REACH = 24, /* records before it, of one key, that a record is paired with */
    BEST = 48   /* of those, how many are scored */
};

/* One key of one record. After sorting by key, neighbours share it. */
struct key {
    uint64_t key;
    double weight;
    uint32_t record;
};

struct candidate {
    double sum;
    uint32_t record;
};

struct finder {
    const struct sr_pool *pool;
    const struct sr_weights *weights;
    struct sr_kept *const *records;
    SR_VEC(struct key) keys;
    uint32_t *by_record, *starts; /* keys in order of the record: those of i are by_record[starts[i]…starts[i + 1]] */
    SR_VEC(struct sr_pair) pairs;
    double *sums;      /* [records] what speaks for each candidate of the record at hand */
    uint32_t *touched; /* [MOST_KEYS * REACH] */
    struct candidate *found;
};

enum { WORD_KEY = 1, SIGNATURE_KEY, SLOT_KEY };

static uint64_t key_of(uint64_t what, uint64_t more) {
    return what << 56 | (more & 0xFFFFFFFFFFFFFF);
}

struct rare {
    double weight;
    uint32_t word;
};

static int by_rarity(const void *a, const void *b) {
    const struct rare *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static bool add_key(struct finder *f, struct sr_arena *arena, uint64_t key, double weight, uint32_t record) {
    struct key item = {key, weight, record};
    return SR_PUSH(arena, f->keys, item);
}

static bool add_words(struct finder *f, struct sr_arena *arena, struct sr_arena *scratch, uint32_t record) {
    const struct sr_kept *k = f->records[record];
    sr_arena_reset(scratch);
    struct rare *rare = sr_arena_alloc(scratch, k->term_count, sizeof *rare);
    if (!rare) return false;
    for (uint32_t i = 0; i < k->term_count; i++)
        rare[i] = (struct rare){f->pool->rarity[k->terms[i].word], k->terms[i].word};
    qsort(rare, k->term_count, sizeof *rare, by_rarity);
    for (uint32_t i = 0; i < k->term_count && i < KEY_WORDS; i++)
        if (!add_key(f, arena, key_of(WORD_KEY, rare[i].word), rare[i].weight * rare[i].weight, record)) return false;
    return true;
}

/* Country, kind family and week. A week is two slots, so that a Sunday and the Monday after share one. */
static bool add_slots(struct finder *f, struct sr_arena *arena, uint32_t record) {
    const struct sr_kept *k = f->records[record];
    int64_t day = k->begin_day != SR_NO_DAY ? k->begin_day : k->published_day;
    if (!k->has_incident || !k->has_place || !k->place.country[0] || day == SR_NO_DAY) return true;
    for (int64_t i = 0; i < SLOTS; i++) {
        int64_t week = (day + 3000003 + i * 4) / 7 * SLOTS + i;
        uint64_t what = (uint64_t)(unsigned char)k->place.country[0] << 8 | (unsigned char)k->place.country[1];
        uint64_t key = sr_hash(sr_str_c(k->family)) ^ (what << 16) ^ ((uint64_t)week << 32);
        if (!add_key(f, arena, key_of(SLOT_KEY, key), 10, record)) return false;
    }
    return true;
}

static bool add_keys(struct finder *f, struct sr_arena *arena, struct sr_arena *scratch, uint32_t record) {
    const struct sr_kept *k = f->records[record];
    for (uint32_t i = 0; k->has_signature && i < SR_KEPT_PLACES; i++)
        if (!add_key(f, arena, key_of(SIGNATURE_KEY, (uint64_t)i << 32 | k->signature[i]), 40, record)) return false;
    return add_words(f, arena, scratch, record) && add_slots(f, arena, record);
}

static int by_key(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* The keys of each record, by counting. */
static bool order_by_record(struct finder *f, struct sr_arena *arena, uint32_t count) {
    f->by_record = sr_arena_alloc(arena, f->keys.count, sizeof *f->by_record);
    f->starts = sr_arena_alloc(arena, (size_t)count + 2, sizeof *f->starts);
    if (!f->by_record || !f->starts) return false;
    for (uint32_t i = 0; i < f->keys.count; i++) f->starts[f->keys.items[i].record + 2]++;
    for (uint32_t i = 2; i < count + 2; i++) f->starts[i] += f->starts[i - 1];
    for (uint32_t i = 0; i < f->keys.count; i++) f->by_record[f->starts[f->keys.items[i].record + 1]++] = i;
    return true;
}

static int by_sum(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->sum != y->sum) return x->sum > y->sum ? -1 : 1;
    return x->record > y->record ? -1 : x->record < y->record; /* the nearer in time first */
}

/* Score the best candidates among the records before this one. */
static bool pair_up(struct finder *f, struct sr_arena *arena, uint32_t record) {
    struct candidate *found = f->found;
    uint32_t n = 0;
    for (uint32_t i = f->starts[record]; i < f->starts[record + 1]; i++) {
        uint32_t at = f->by_record[i];
        const struct key *mine = &f->keys.items[at];
        for (uint32_t back = 1; back <= REACH && back <= at && mine[-(ptrdiff_t)back].key == mine->key; back++) {
            uint32_t other = mine[-(ptrdiff_t)back].record;
            if (f->sums[other] == 0) f->touched[n++] = other;
            f->sums[other] += mine->weight + 1e-9;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        found[i] = (struct candidate){f->sums[f->touched[i]], f->touched[i]};
        f->sums[f->touched[i]] = 0;
    }
    qsort(found, n, sizeof *found, by_sum);
    for (uint32_t i = 0; i < n && i < BEST; i++) {
        struct sr_pair pair = {.a = record, .b = found[i].record};
        pair.score = sr_score(f->pool, f->weights, f->records[pair.a], f->records[pair.b]);
        if (pair.score >= f->weights->threshold && !SR_PUSH(arena, f->pairs, pair)) return false;
    }
    return true;
}

static int by_score(const void *a, const void *b) {
    const struct sr_pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

enum sr_status sr_candidates(const struct sr_pool *pool, const struct sr_weights *weights,
                             struct sr_kept *const *records, uint32_t count, struct sr_arena *arena,
                             struct sr_pair **pairs, uint32_t *pair_count, struct sr_err *err) {
    struct finder f = {.pool = pool, .weights = weights, .records = records};
    struct sr_arena scratch;
    bool good = true;
    sr_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < count && good; i++) good = add_keys(&f, arena, &scratch, i);
    sr_arena_release(&scratch);
    if (f.keys.count) qsort(f.keys.items, f.keys.count, sizeof *f.keys.items, by_key);
    f.sums = sr_arena_alloc(arena, count, sizeof *f.sums);
    f.touched = sr_arena_alloc(arena, (size_t)MOST_KEYS * REACH, sizeof *f.touched);
    f.found = sr_arena_alloc(arena, (size_t)MOST_KEYS * REACH, sizeof *f.found);
    good = good && f.sums && f.touched && f.found && order_by_record(&f, arena, count);
    for (uint32_t i = 0; i < count && good; i++) good = pair_up(&f, arena, i);
    if (!good) return sr_fail_memory(err, "finding pairs");
    if (f.pairs.count) qsort(f.pairs.items, f.pairs.count, sizeof *f.pairs.items, by_score);
    *pairs = f.pairs.items;
    *pair_count = f.pairs.count;
    return SR_OK;
}
