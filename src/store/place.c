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
#include "store/near.h"

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
    struct sr_neighbourhood near;
    SR_VEC(struct place) places;
    struct sr_clusters groups;
    uint64_t *incident_of; /* [groups] */
    bool *fresh;           /* [groups] its incident is a new one */
    SR_VEC(uint64_t) touched;
};

static struct place *place_of(struct placing *p, uint64_t incident) {
    for (uint32_t i = 0; i < p->places.count; i++)
        if (p->places.items[i].number == incident) return &p->places.items[i];
    return NULL;
}

static enum sr_status add_place(struct placing *p, uint64_t incident, struct sr_err *err) {
    struct place place = {.number = incident, .group = SR_NONE};
    int64_t fixed = 0;
    if (!incident || place_of(p, incident)) return SR_OK;
    enum sr_status status = sr_sql_int(p->store, "SELECT EXISTS(SELECT 1 FROM document WHERE incident = ? AND placed)",
                                       SR_WITH(sr_number(incident)), &fixed, NULL, err);
    place.fixed = fixed != 0;
    if (!status && !SR_PUSH(p->arena, p->places, place)) status = sr_fail_memory(err, "merging");
    return status ? status : sr_near_add_incident(&p->near, incident, err);
}

/* The document, its neighbours, and the documents of the incidents that all these are in. */
static enum sr_status gather(struct placing *p, uint64_t document, const struct sr_member *member, struct sr_err *err) {
    enum sr_status status = sr_near_find(&p->near, document, member, err);
    uint32_t direct = p->near.all.count;
    for (uint32_t i = 0; !status && i < direct; i++) status = add_place(p, p->near.all.items[i].incident, err);
    return status;
}

static enum sr_status group(struct placing *p, const struct sr_merge_rules *rules, struct sr_err *err) {
    const struct sr_member **members = sr_arena_alloc(p->arena, p->near.all.count, sizeof *members);
    if (!members) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < p->near.all.count; i++) members[i] = p->near.all.items[i].member;
    enum sr_status status = sr_cluster(rules, members, p->near.all.count, p->arena, &p->groups, err);
    if (status) return status;
    for (uint32_t g = 0; g < p->groups.count; g++)
        for (uint32_t i = p->groups.starts[g]; i < p->groups.starts[g + 1]; i++)
            p->near.all.items[p->groups.members[i]].group = g;
    p->incident_of = sr_arena_alloc(p->arena, p->groups.count, sizeof *p->incident_of);
    p->fresh = sr_arena_alloc(p->arena, p->groups.count, sizeof *p->fresh);
    return p->incident_of && p->fresh ? SR_OK : sr_fail_memory(err, "merging");
}

/* ---- what the groups mean for the incidents ---- */

/* The group with most of an incident's documents; where an edit has placed some, with most of those. */
static void find_home(const struct placing *p, struct place *place, uint32_t *sizes) {
    memset(sizes, 0, p->groups.count * sizeof *sizes);
    for (uint32_t i = 0; i < p->near.all.count; i++) {
        const struct sr_near *n = &p->near.all.items[i];
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
    for (uint32_t i = 0; i < p->near.all.count; i++)
        if (p->near.all.items[i].group == group && p->near.all.items[i].member->has_incident) return true;
    return false;
}

/* Where a document belongs now. */
static uint64_t target_of(struct placing *p, const struct sr_near *n) {
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
    if (!status) status = sr_redirect(p->store, x->number, x->joins, err);
    if (!status) status = tell(p, SR_CHANGE_JOINED, x->joins, x->number, 0, err);
    return status ? status : touch(p, x->number, err);
}

/* A group that is none of the incidents that are there: a part split off one, or something new. */
static enum sr_status found(struct placing *p, uint32_t group, struct sr_err *err) {
    uint64_t from = 0;
    bool any = false;
    for (uint32_t i = 0; i < p->near.all.count; i++) {
        const struct sr_near *n = &p->near.all.items[i];
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

static enum sr_status move(struct placing *p, const struct sr_near *n, uint64_t to, struct sr_err *err) {
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
    for (uint32_t i = 0; !status && i < p->near.all.count; i++)
        status = move(p, &p->near.all.items[i], target_of(p, &p->near.all.items[i]), err);
    return status;
}

/* ---- reprints ---- */

/* Of the documents that came before and say the same in the same words, the one most like it. */
static enum sr_status find_origin(struct placing *p, bool *reprint, struct sr_err *err) {
    double best = 0;
    uint64_t origin = 0;
    const struct sr_near *self = &p->near.all.items[0];
    for (uint32_t i = 1; i < p->near.all.count; i++) {
        const struct sr_member *other = p->near.all.items[i].member;
        double share = sr_reprint_share(self->member, other);
        if (!sr_is_reprint(self->member, other) || share <= best || sr_member_order(other, self->member) > 0) continue;
        best = share;
        origin = p->near.all.items[i].number;
    }
    *reprint = origin != 0;
    return sr_sql_do(p->store, "UPDATE document SET reprint_of = ? WHERE number = ?",
                     SR_WITH(sr_number(origin), sr_number(self->number)), err);
}

enum sr_status sr_place(struct sr_store *s, uint64_t document, const struct sr_member *member,
                        const struct sr_cause *cause, struct sr_placed *out, struct sr_err *err) {
    struct placing p = {.store = s, .arena = &s->scratch, .cause = cause, .near = {.store = s, .arena = &s->scratch}};
    const struct sr_merge_rules *rules;
    enum sr_status status = sr_store_rules(s, &rules, err);
    if (!status) status = gather(&p, document, member, err);
    if (!status) status = group(&p, rules, err);
    if (!status) status = make_true(&p, err);
    if (!status) status = find_origin(&p, &out->reprint, err);
    if (status) return status;
    out->incident = target_of(&p, &p.near.all.items[0]);
    status = out->incident ? touch(&p, out->incident, err) : SR_OK;
    out->touched = p.touched.items;
    out->count = p.touched.count;
    return status;
}
