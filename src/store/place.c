/* Merging on arrival. A new document's neighbours are found by its keys; they and the documents of their incidents are
 * grouped afresh by sr_cluster; what the groups say is made true with as few changes of number as can be:
 *
 *     an incident stays with the greatest part of its documents (of two as great, the one that came first)
 *     of the incidents that stay in one group the lowest number wins, the others join it
 *     another part of an incident goes to its group's incident, or gets a new number
 *
 * Documents that an edit has placed stay where they are, and two incidents that hold such documents never join. Of a
 * large incident only the newest documents are asked about, so that the work for a document has a bound. */
#include "merge/cluster.h"
#include "merge/reprint.h"
#include "merge/score.h"
#include "store/parts.h"

enum {
    MOST_NEAR = 640,  /* documents that are grouped at one time */
    MOST_OF_ONE = 48, /* of one incident */
    MOST_SEEN = SR_MEMBER_KEYS * 2 * SR_MEMBER_REACH
};

struct near {
    uint64_t number, incident; /* incident as it was; 0: none */
    const struct sr_member *member;
    bool placed;
    uint32_t group;
};

struct place { /* an incident that is there, and where it goes */
    uint64_t number;
    bool fixed;     /* an edit has placed documents in it */
    uint32_t group; /* of its greatest part; SR_NONE: none of its documents has one */
    uint64_t joins; /* the incident that it joins; 0: it stays */
};

struct placing {
    struct sr_store *store;
    struct sr_arena *arena;
    const struct sr_cause *cause;
    SR_VEC(struct near) near;
    SR_VEC(struct place) places;
    struct sr_clusters groups;
    uint64_t *incident_of; /* [groups] */
    bool *fresh;           /* [groups] its incident is a new one */
    SR_VEC(uint64_t) touched;
};

/* ---- the neighbourhood ---- */

struct seen {
    uint64_t document;
    float sum;
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

/* Who shares a key, the nearest in time on one side. */
static enum sr_status look(struct placing *p, const char *sql, const struct sr_member_key *key, int64_t day,
                           uint64_t self, struct seen *seen, uint32_t *count, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(p->store, sql, SR_WITH(sr_int((int64_t)key->key), sr_int(day), sr_int(SR_MEMBER_REACH)));
    while (sr_row(&rows) && *count < MOST_SEEN) {
        uint64_t document = sr_row_number(&rows, 0);
        if (document != self) seen[(*count)++] = (struct seen){document, key->weight};
    }
    return sr_rows_end(&rows, err);
}

/* The documents that share most with this one, the nearest first, at most SR_MEMBER_BEST. */
static enum sr_status find_neighbours(struct placing *p, uint64_t self, const struct sr_merge_rules *rules,
                                      const struct sr_member *member, struct seen **found, uint32_t *count,
                                      struct sr_err *err) {
    struct sr_member_key keys[SR_MEMBER_KEYS];
    struct seen *seen = sr_arena_alloc(p->arena, MOST_SEEN, sizeof *seen);
    uint32_t key_count = sr_member_keys(rules, member, keys), all = 0, n = 0;
    enum sr_status status = seen ? SR_OK : sr_fail_memory(err, "merging");
    for (uint32_t i = 0; !status && i < key_count; i++) {
        status = look(p, "SELECT document FROM key WHERE key = ? AND day <= ? ORDER BY day DESC, document DESC LIMIT ?",
                      &keys[i], sr_key_day(member), self, seen, &all, err);
        if (!status)
            status = look(p, "SELECT document FROM key WHERE key = ? AND day > ? ORDER BY day, document LIMIT ?",
                          &keys[i], sr_key_day(member), self, seen, &all, err);
    }
    if (status) return status;
    if (all) qsort(seen, all, sizeof *seen, by_document);
    for (uint32_t i = 0; i < all; i++)
        if (n && seen[n - 1].document == seen[i].document) seen[n - 1].sum += seen[i].sum;
        else seen[n++] = seen[i];
    if (n) qsort(seen, n, sizeof *seen, by_sum);
    *found = seen;
    *count = n < SR_MEMBER_BEST ? n : SR_MEMBER_BEST;
    return SR_OK;
}

static bool is_near(const struct placing *p, uint64_t document) {
    for (uint32_t i = 0; i < p->near.count; i++)
        if (p->near.items[i].number == document) return true;
    return false;
}

static struct place *place_of(struct placing *p, uint64_t incident) {
    for (uint32_t i = 0; i < p->places.count; i++)
        if (p->places.items[i].number == incident) return &p->places.items[i];
    return NULL;
}

/* Rows of number, incident, placed, bytes. */
static void take_near(struct placing *p, struct sr_rows *rows, struct sr_err *err, enum sr_status *status) {
    while (sr_row(rows) && !*status && p->near.count < MOST_NEAR) {
        struct near n = {.number = sr_row_number(rows, 0),
                         .incident = sr_row_number(rows, 1),
                         .placed = sr_row_bool(rows, 2),
                         .group = SR_NONE};
        struct sr_member *member = sr_arena_alloc(p->arena, 1, sizeof *member);
        struct sr_str bytes = sr_row_str(rows, 3, p->arena);
        if (is_near(p, n.number)) continue;
        n.member = member;
        if (!member || !bytes.p || !SR_PUSH(p->arena, p->near, n)) rows->memory = true;
        else *status = sr_member_read(bytes, p->arena, member, err);
    }
}

static enum sr_status load_document(struct placing *p, uint64_t document, struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct sr_rows rows = sr_sql(p->store,
                                 "SELECT d.number, d.incident, d.placed, m.bytes FROM document d JOIN member m "
                                 "ON m.document = d.number WHERE d.number = ?",
                                 SR_WITH(sr_number(document)));
    take_near(p, &rows, err, &status);
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}

static enum sr_status load_incident(struct placing *p, uint64_t incident, struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct place place = {.number = incident, .group = SR_NONE};
    int64_t fixed = 0;
    if (!incident || place_of(p, incident)) return SR_OK;
    status = sr_sql_int(p->store, "SELECT EXISTS(SELECT 1 FROM document WHERE incident = ? AND placed)",
                        SR_WITH(sr_number(incident)), &fixed, NULL, err);
    place.fixed = fixed != 0;
    if (!status && !SR_PUSH(p->arena, p->places, place)) status = sr_fail_memory(err, "merging");
    if (status) return status;
    struct sr_rows rows = sr_sql(p->store,
                                 "SELECT d.number, d.incident, d.placed, m.bytes FROM document d JOIN member m "
                                 "ON m.document = d.number WHERE d.incident = ? ORDER BY d.number DESC LIMIT ?",
                                 SR_WITH(sr_number(incident), sr_int(MOST_OF_ONE)));
    take_near(p, &rows, err, &status);
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}

/* Of the neighbours only those stay that speak for one incident with it: no other can bring it anywhere, and what they
 * are to each other is not changed by its coming. */
static enum sr_status load_neighbours(struct placing *p, const struct sr_merge_rules *rules,
                                      const struct sr_member *member, const struct seen *found, uint32_t count,
                                      struct sr_err *err) {
    enum sr_status status = SR_OK;
    for (uint32_t i = 0; !status && i < count; i++) {
        uint32_t before = p->near.count;
        status = load_document(p, found[i].document, err);
        if (status || p->near.count == before) continue;
        const struct sr_member *other = p->near.items[before].member;
        if (sr_score(rules, member, other) < rules->weights.threshold && !sr_is_reprint(member, other))
            p->near.count = before;
    }
    return status;
}

/* The document (which is the first), its neighbours, and the documents of the incidents that all these are in. */
static enum sr_status gather(struct placing *p, uint64_t document, const struct sr_merge_rules *rules,
                             const struct sr_member *member, struct sr_err *err) {
    struct seen *found;
    uint32_t count;
    enum sr_status status = find_neighbours(p, document, rules, member, &found, &count, err);
    if (!status) status = load_document(p, document, err);
    if (!status) status = load_neighbours(p, rules, member, found, count, err);
    uint32_t direct = p->near.count;
    for (uint32_t i = 0; !status && i < direct; i++) status = load_incident(p, p->near.items[i].incident, err);
    return status;
}

static enum sr_status group(struct placing *p, const struct sr_merge_rules *rules, struct sr_err *err) {
    const struct sr_member **members = sr_arena_alloc(p->arena, p->near.count, sizeof *members);
    if (!members) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < p->near.count; i++) members[i] = p->near.items[i].member;
    enum sr_status status = sr_cluster(rules, members, p->near.count, p->arena, &p->groups, err);
    if (status) return status;
    for (uint32_t g = 0; g < p->groups.count; g++)
        for (uint32_t i = p->groups.starts[g]; i < p->groups.starts[g + 1]; i++)
            p->near.items[p->groups.members[i]].group = g;
    p->incident_of = sr_arena_alloc(p->arena, p->groups.count, sizeof *p->incident_of);
    p->fresh = sr_arena_alloc(p->arena, p->groups.count, sizeof *p->fresh);
    return p->incident_of && p->fresh ? SR_OK : sr_fail_memory(err, "merging");
}

/* ---- what the groups mean for the incidents ---- */

/* The group with most of an incident's documents; where an edit has placed some, with most of those. */
static void find_home(const struct placing *p, struct place *place, uint32_t *sizes) {
    memset(sizes, 0, p->groups.count * sizeof *sizes);
    for (uint32_t i = 0; i < p->near.count; i++) {
        const struct near *n = &p->near.items[i];
        if (n->incident == place->number && n->placed == place->fixed) sizes[n->group]++;
    }
    for (uint32_t g = 0; g < p->groups.count; g++)
        if (sizes[g] && (place->group == SR_NONE || sizes[g] > sizes[place->group])) place->group = g;
}

static int by_number(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Which incident each group is, of those that are there. */
static enum sr_status find_homes(struct placing *p, struct sr_err *err) {
    uint32_t *sizes = sr_arena_alloc(p->arena, p->groups.count, sizeof *sizes);
    if (!sizes) return sr_fail_memory(err, "merging");
    if (p->places.count) qsort(p->places.items, p->places.count, sizeof *p->places.items, by_number);
    for (uint32_t i = 0; i < p->places.count; i++) {
        struct place *x = &p->places.items[i];
        find_home(p, x, sizes);
        if (x->group == SR_NONE) continue;
        uint64_t other = p->incident_of[x->group];
        if (!other) p->incident_of[x->group] = x->number;
        else if (!x->fixed || !place_of(p, other)->fixed) x->joins = other;
    }
    return SR_OK;
}

static bool tells_of_one(const struct placing *p, uint32_t group) {
    for (uint32_t i = 0; i < p->near.count; i++)
        if (p->near.items[i].group == group && p->near.items[i].member->has_incident) return true;
    return false;
}

/* Where a document belongs now. */
static uint64_t target_of(struct placing *p, const struct near *n) {
    const struct place *was = n->incident ? place_of(p, n->incident) : NULL;
    if (was && n->placed) return was->joins ? was->joins : was->number;
    if (was && was->group == n->group && !was->joins) return was->number;
    return p->incident_of[n->group];
}

static enum sr_status touch(struct placing *p, uint64_t incident, struct sr_err *err) {
    for (uint32_t i = 0; i < p->touched.count; i++)
        if (p->touched.items[i] == incident) return SR_OK;
    return SR_PUSH(p->arena, p->touched, incident) ? SR_OK : sr_fail_memory(err, "merging");
}

static enum sr_status tell(struct placing *p, enum sr_change_kind kind, uint64_t incident, uint64_t other,
                           uint64_t document, struct sr_err *err) {
    struct sr_cause cause = *p->cause;
    if (document) cause.document = document;
    enum sr_status status = touch(p, incident, err);
    return status ? status : sr_log_plain(p->store, &cause, kind, incident, other, err);
}

static enum sr_status join(struct placing *p, const struct place *x, struct sr_err *err) {
    enum sr_status status = sr_sql_do(p->store, "UPDATE document SET incident = ? WHERE incident = ?",
                                      SR_WITH(sr_number(x->joins), sr_number(x->number)), err);
    if (!status)
        status = sr_sql_do(p->store, "UPDATE incident SET joined = ?1 WHERE number = ?2 OR joined = ?2",
                           SR_WITH(sr_number(x->joins), sr_number(x->number)), err);
    if (!status) status = tell(p, SR_CHANGE_JOINED, x->joins, x->number, 0, err);
    return status ? status : touch(p, x->number, err);
}

/* A group that is none of the incidents that are there: a part split off one, or something new. */
static enum sr_status found(struct placing *p, uint32_t group, struct sr_err *err) {
    uint64_t from = 0;
    bool any = false;
    for (uint32_t i = 0; i < p->near.count; i++) {
        const struct near *n = &p->near.items[i];
        if (n->group != group || n->placed) continue;
        any = true;
        if (!from) from = n->incident;
    }
    if (!any || !tells_of_one(p, group)) return SR_OK;
    enum sr_status status = sr_new_incident(p->store, p->cause, &p->incident_of[group], err);
    p->fresh[group] = true;
    if (!status && from) status = tell(p, SR_CHANGE_SPLIT, from, p->incident_of[group], 0, err);
    return status ? status : tell(p, SR_CHANGE_NEW, p->incident_of[group], from, 0, err);
}

static enum sr_status move(struct placing *p, const struct near *n, uint64_t to, struct sr_err *err) {
    const struct place *was = n->incident ? place_of(p, n->incident) : NULL;
    uint64_t from = was && was->joins ? was->joins : n->incident; /* it went along already */
    enum sr_status status = SR_OK;
    if (from == to) return SR_OK;
    status = sr_sql_do(p->store, "UPDATE document SET incident = ? WHERE number = ?",
                       SR_WITH(sr_number(to), sr_number(n->number)), err);
    bool told = n->number == p->cause->document || p->fresh[n->group]; /* the arrival itself; the split */
    if (!status && to) status = told ? touch(p, to, err) : tell(p, SR_CHANGE_MOVED, to, from, n->number, err);
    if (!status && from) status = told ? touch(p, from, err) : tell(p, SR_CHANGE_LEFT, from, to, n->number, err);
    return status;
}

static enum sr_status make_true(struct placing *p, struct sr_err *err) {
    enum sr_status status = find_homes(p, err);
    for (uint32_t i = 0; !status && i < p->places.count; i++)
        if (p->places.items[i].joins) status = join(p, &p->places.items[i], err);
    for (uint32_t g = 0; !status && g < p->groups.count; g++)
        if (!p->incident_of[g]) status = found(p, g, err);
    for (uint32_t i = 0; !status && i < p->near.count; i++)
        status = move(p, &p->near.items[i], target_of(p, &p->near.items[i]), err);
    return status;
}

/* ---- reprints ---- */

/* Of the documents that came before and say the same in the same words, the one most like it. */
static enum sr_status find_origin(struct placing *p, bool *reprint, struct sr_err *err) {
    double best = 0;
    uint64_t origin = 0;
    const struct near *self = &p->near.items[0];
    for (uint32_t i = 1; i < p->near.count; i++) {
        const struct sr_member *other = p->near.items[i].member;
        double share = sr_reprint_share(self->member, other);
        if (!sr_is_reprint(self->member, other) || share <= best || sr_member_order(other, self->member) > 0) continue;
        best = share;
        origin = p->near.items[i].number;
    }
    *reprint = origin != 0;
    return sr_sql_do(p->store, "UPDATE document SET reprint_of = ? WHERE number = ?",
                     SR_WITH(sr_number(origin), sr_number(self->number)), err);
}

enum sr_status sr_place(struct sr_store *s, uint64_t document, const struct sr_member *member,
                        const struct sr_cause *cause, struct sr_placed *out, struct sr_err *err) {
    struct placing p = {.store = s, .arena = &s->scratch, .cause = cause};
    const struct sr_merge_rules *rules;
    enum sr_status status = sr_store_rules(s, &rules, err);
    if (!status) status = gather(&p, document, rules, member, err);
    if (!status) status = group(&p, rules, err);
    if (!status) status = make_true(&p, err);
    if (!status) status = find_origin(&p, &out->reprint, err);
    if (status) return status;
    out->incident = target_of(&p, &p.near.items[0]);
    status = out->incident ? touch(&p, out->incident, err) : SR_OK;
    out->touched = p.touched.items;
    out->count = p.touched.count;
    return status;
}
