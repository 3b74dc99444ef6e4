#include "store/near.h"

#include "merge/reprint.h"
#include "merge/score.h"

enum {
    MOST_NEAR = 640,  /* documents that are grouped at one time */
    MOST_OF_ONE = 48, /* of one incident */
    MOST_SEEN = SR_MEMBER_KEYS * 2 * SR_MEMBER_REACH
};

/* ---- who shares a key ---- */

struct seen {
    uint64_t document;
    float sum;
};

struct seeing {
    struct sr_store *store;
    struct seen *items; /* [MOST_SEEN] */
    uint32_t count;
    uint64_t self;
    int64_t day;
};

static int by_document(const void *a, const void *b) {
    const struct seen *x = a, *y = b;
    return x->document < y->document ? -1 : x->document > y->document;
}

static int by_sum(const void *a, const void *b) {
    const struct seen *x = a, *y = b;
    if (x->sum != y->sum) return x->sum > y->sum ? -1 : 1;
    return by_document(a, b);
}

static void see(struct seeing *s, uint64_t document, float weight) {
    if (document != s->self && s->count < MOST_SEEN) s->items[s->count++] = (struct seen){document, weight};
}

/* The nearest in time on one side. */
static enum sr_status look(struct seeing *s, const char *sql, const struct sr_member_key *key, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(s->store, sql, SR_WITH(sr_int((int64_t)key->key), sr_int(s->day), sr_int(SR_MEMBER_REACH)));
    while (sr_row(&rows)) see(s, sr_row_number(&rows, 0), key->weight);
    return sr_rows_end(&rows, err);
}

static enum sr_status look_both_ways(struct seeing *s, const struct sr_member_key *key, struct sr_err *err) {
    enum sr_status status = look(
        s, "SELECT document FROM key WHERE key = ? AND day <= ? ORDER BY day DESC, document DESC LIMIT ?", key, err);
    if (status) return status;
    return look(s, "SELECT document FROM key WHERE key = ? AND day > ? ORDER BY day, document LIMIT ?", key, err);
}

/* The same in one walk from the newest on, where no more than REACH are of later days: what comes in as it happens has
 * hardly any. */
static enum sr_status look_back(struct seeing *s, const struct sr_member_key *key, struct sr_err *err) {
    uint32_t later = 0, earlier = 0, before = s->count;
    struct sr_rows rows =
        sr_sql(s->store, "SELECT document, day FROM key WHERE key = ? ORDER BY day DESC, document DESC",
               SR_WITH(sr_int((int64_t)key->key)));
    while (later <= SR_MEMBER_REACH && earlier < SR_MEMBER_REACH && sr_row(&rows)) {
        *(sr_row_int(&rows, 1) > s->day ? &later : &earlier) += 1;
        see(s, sr_row_number(&rows, 0), key->weight);
    }
    enum sr_status status = sr_rows_end(&rows, err);
    if (status || later <= SR_MEMBER_REACH) return status;
    s->count = before;
    return look_both_ways(s, key, err);
}

/* The documents that share most with this one, the nearest first, at most SR_MEMBER_BEST. */
static enum sr_status find_neighbours(struct sr_neighbourhood *n, uint64_t self, const struct sr_member *member,
                                      const struct seen **found, uint32_t *count, struct sr_err *err) {
    struct sr_member_key keys[SR_MEMBER_KEYS];
    struct seeing s = {.store = n->store, .self = self, .day = sr_key_day(member)};
    uint32_t key_count = sr_member_keys(&n->store->rules, member, keys), all = 0;
    s.items = sr_arena_alloc(n->arena, MOST_SEEN, sizeof *s.items);
    enum sr_status status = s.items ? SR_OK : sr_fail_memory(err, "merging");
    for (uint32_t i = 0; !status && i < key_count; i++) status = look_back(&s, &keys[i], err);
    if (status) return status;
    if (s.count) qsort(s.items, s.count, sizeof *s.items, by_document);
    for (uint32_t i = 0; i < s.count; i++)
        if (all && s.items[all - 1].document == s.items[i].document) s.items[all - 1].sum += s.items[i].sum;
        else s.items[all++] = s.items[i];
    if (all) qsort(s.items, all, sizeof *s.items, by_sum);
    *found = s.items;
    *count = all < SR_MEMBER_BEST ? all : SR_MEMBER_BEST;
    return SR_OK;
}

/* ---- what they are ---- */

static bool is_near(const struct sr_neighbourhood *n, uint64_t document) {
    for (uint32_t i = 0; i < n->all.count; i++)
        if (n->all.items[i].number == document) return true;
    return false;
}

/* The member of a document; NULL where it has none. */
static enum sr_status load_member(struct sr_neighbourhood *n, uint64_t document, const struct sr_member **out,
                                  struct sr_err *err) {
    struct sr_member *member = sr_arena_alloc(n->arena, 1, sizeof *member);
    struct sr_rows rows = sr_sql(n->store, "SELECT bytes FROM member WHERE document = ?", SR_WITH(sr_number(document)));
    struct sr_str bytes = sr_row(&rows) ? sr_row_str(&rows, 0, n->arena) : (struct sr_str){NULL, 0};
    enum sr_status status = sr_rows_end(&rows, err);
    *out = NULL;
    if (status || !bytes.p) return status;
    if (!member) return sr_fail_memory(err, "merging");
    status = sr_member_read(bytes, n->arena, member, err);
    if (!status) *out = member;
    return status;
}

/* Rows of number, incident, placed. `member`: of the one row; NULL: they are to be read. */
static enum sr_status take(struct sr_neighbourhood *n, struct sr_rows *rows, const struct sr_member *member,
                           struct sr_err *err) {
    enum sr_status status = SR_OK;
    while (!status && sr_row(rows) && n->all.count < MOST_NEAR) {
        struct sr_near one = {.number = sr_row_number(rows, 0),
                              .incident = sr_row_number(rows, 1),
                              .member = member,
                              .placed = sr_row_bool(rows, 2),
                              .group = SR_NONE};
        if (is_near(n, one.number)) continue;
        if (!member) status = load_member(n, one.number, &one.member, err);
        if (!status && one.member && !SR_PUSH(n->arena, n->all, one)) rows->memory = true;
    }
    enum sr_status end = sr_rows_end(rows, status ? NULL : err);
    return status ? status : end;
}

static enum sr_status add(struct sr_neighbourhood *n, uint64_t document, const struct sr_member *member,
                          struct sr_err *err) {
    struct sr_rows rows = sr_sql(n->store, "SELECT number, incident, placed FROM document WHERE number = ?",
                                 SR_WITH(sr_number(document)));
    return take(n, &rows, member, err);
}

/* Of the neighbours only those are added that speak for one incident with it: no other can bring it anywhere, and what
 * they are to each other is not changed by its coming. */
enum sr_status sr_near_find(struct sr_neighbourhood *n, uint64_t document, const struct sr_member *member,
                            struct sr_err *err) {
    const struct sr_merge_rules *rules;
    const struct seen *found;
    uint32_t count = 0;
    enum sr_status status = sr_store_rules(n->store, &rules, err);
    if (!status) status = find_neighbours(n, document, member, &found, &count, err);
    if (!status) status = add(n, document, member, err);
    for (uint32_t i = 0; !status && i < count; i++) {
        const struct sr_member *other;
        status = load_member(n, found[i].document, &other, err);
        if (status || !other) continue;
        if (sr_score(rules, member, other) >= rules->weights.threshold || sr_is_reprint(member, other))
            status = add(n, found[i].document, other, err);
    }
    return status;
}

enum sr_status sr_near_add_incident(struct sr_neighbourhood *n, uint64_t incident, struct sr_err *err) {
    struct sr_rows rows = sr_sql(n->store,
                                 "SELECT number, incident, placed FROM document WHERE incident = ? "
                                 "ORDER BY number DESC LIMIT ?",
                                 SR_WITH(sr_number(incident), sr_int(MOST_OF_ONE)));
    return take(n, &rows, NULL, err);
}
