/* reconcile.c: group the claims of an incident by measure and facet, and make one figure of each group. */
#include "reconcile/reconcile.h"

#include "reconcile/dispute.h"
#include "reconcile/rules.h"
#include "reconcile/sum.h"

struct maker {
    const struct sr_reconcile_in *in;
    struct sr_arena *arena;
    sr_rule *rule;
    bool widens; /* latest: a dispute widens the figure; the other rules have their own low and high */
    SR_VEC(struct sr_figure) figures;
    const uint32_t *members; /* [claims->count] the claims by incident, within one in the order of the text */
    const uint32_t *begins;  /* [incidents->count + 1] where an incident's begin in members */
    struct sr_str *facet;    /* [claims->count] "" the whole */
    uint32_t *adds_to;       /* [claims->count] the claim that it was added to, or SR_NONE */
    uint8_t state;           /* of hostages: those taken and those held are two figures; SR_STATE_NONE: no matter */
    bool failed;
};

/* The facet that a claim counts; "" for the whole toll. A part of a total that no facet names is kept out of every
 * figure: "four of them" adds nothing and may not stand for all. So are families, among figures of people, and "no one else",
 * which says that there was one. */
static bool facet_of(struct maker *m, uint32_t i, struct sr_str *out) {
    const struct sr_claim *c = &m->in->claims->items[i];
    *out = SR_STR("");
    if (c->families || (c->beside && c->value == 0)) return false;
    if (c->nationality[0]) *out = sr_arena_printf(m->arena, "nationality=%s", c->nationality);
    else if (c->age.n && !sr_str_is(c->age, "adults")) *out = sr_arena_printf(m->arena, "age=%s", c->age.p);
    else if (c->side == SR_SIDE_PERPETRATORS && c->measure != SR_MEASURE_PERPETRATORS)
        *out = SR_STR("side=perpetrators");
    else if (c->side == SR_SIDE_SECURITY_FORCES) *out = SR_STR("side=security-forces");
    else if (c->sex.n && c->part_of != SR_NONE) *out = sr_arena_printf(m->arena, "sex=%s", c->sex.p);
    else if (c->part_of != SR_NONE) return false;
    if (!out->p) m->failed = true;
    return true;
}

static bool in_group(const struct maker *m, uint32_t i, uint32_t incident, uint8_t measure, struct sr_str facet) {
    const struct sr_claim *c = &m->in->claims->items[i];
    return m->in->incidents->of_claim[i] == incident && c->measure == measure && m->facet[i].p &&
           c->state == m->state && sr_str_eq(m->facet[i], facet);
}

/* "He was shot in the head … he died": who is told singly to have been shot, where somebody died, is not another victim. */
static bool only_ambiguous(const struct maker *m, const uint32_t *claims, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!m->in->claims->items[claims[i]].ambiguous) return false;
    return true;
}

/* Shot, stabbed, hit: it is left open whether they live. Those who are in hospital do, so far. */
static bool shot(const struct sr_claim *c) {
    return c->ambiguous && !c->condition;
}

static bool all_shot(const struct maker *m, const uint32_t *claims, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!shot(&m->in->claims->items[claims[i]])) return false;
    return true;
}

/* "Seven were shot, one fatally; six are in hospital": where some say how many lived, those who leave it open say nothing
 * of it. Gives how many claims are left. */
static uint32_t without_ambiguous(const struct maker *m, uint32_t *claims, uint32_t count) {
    uint32_t kept = 0;
    if (all_shot(m, claims, count)) return count;
    for (uint32_t i = 0; i < count; i++)
        if (!shot(&m->in->claims->items[claims[i]])) claims[kept++] = claims[i];
    return kept;
}

static bool someone_died(const struct maker *m, uint32_t incident) {
    for (uint32_t n = m->begins[incident]; n < m->begins[incident + 1]; n++) {
        const struct sr_claim *c = &m->in->claims->items[m->members[n]];
        if (c->measure == SR_MEASURE_KILLED && c->value != 0) return true;
    }
    return false;
}

/* An end that one side leaves open ("at least 14" against "four") stays open: no high of 4 beside a best of 14. */
static void widen(struct sr_figure *f, int64_t low, int64_t high) {
    bool told = f->low != SR_UNKNOWN || f->high != SR_UNKNOWN || f->best != SR_UNKNOWN;
    if (!told || (f->low != SR_UNKNOWN && low < f->low)) f->low = low; /* SR_UNKNOWN is less than any */
    if (!told || (f->high != SR_UNKNOWN && (high == SR_UNKNOWN || high > f->high))) f->high = high;
}

/* What is overtaken, or counted by another, is no side of a dispute. */
static bool no_side(uint8_t verdict) {
    return verdict == SR_VERDICT_OVERTAKEN || verdict == SR_VERDICT_ADDED;
}

/* A dispute is shown as one: the outermost figures of both sides, and no best unless one speaker is better placed. What a
 * later claim has overtaken is history and disputes nothing: "police had put the toll at 26" beside 31 and 33. */
static void mark_dispute(const struct maker *m, struct sr_figure *f, const uint32_t *claims, uint32_t count) {
    enum { MOST = 256 }; /* no report tells one figure so often; a hostile text may, and pairs are many */
    if (count > MOST) count = MOST;
    const struct sr_claim *all = m->in->claims->items;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++) {
            if (no_side(f->verdicts[i]) || no_side(f->verdicts[k])) continue;
            if (!sr_disputes(m->in, claims[i], claims[k])) continue;
            f->disputed = true;
            if (!m->widens) continue;
            for (uint32_t n = 0; n < 2; n++) {
                int64_t low, high;
                sr_amount_interval(sr_claim_amount(&all[claims[n ? k : i]]), &low, &high);
                widen(f, low, high);
            }
            if (sr_claim_rank(m->in, &all[claims[i]]).place == sr_claim_rank(m->in, &all[claims[k]]).place)
                f->best = SR_UNKNOWN;
        }
}

/* "Five policemen and a civilian were killed": where no number counts all, what is counted of the forces is the toll that
 * is told, with what is joined to it. Gives how many claims were added. */
static uint32_t add_forces(struct maker *m, uint32_t incident, uint8_t measure, uint32_t **items, uint32_t *count,
                           uint32_t *room) {
    uint32_t added = 0;
    for (uint32_t n = m->begins[incident]; n < m->begins[incident + 1]; n++) {
        uint32_t i = m->members[n];
        const struct sr_claim *c = &m->in->claims->items[i];
        if (c->part_of != SR_NONE || c->implicit || !in_group(m, i, incident, measure, SR_STR("side=security-forces")))
            continue;
        if (*count == *room && !sr_vec_room(m->arena, (void **)(void *)items, *count, room, sizeof **items)) {
            m->failed = true;
            return 0;
        }
        (*items)[(*count)++] = i;
        added++;
    }
    return added;
}

/* "Five people were shot. Three died.": of those of whom it is left open, the dead are none of the injured. False when
 * nobody is left. Not "two were killed and five others were shot", who are told beside the dead. */
static bool take_away_dead(const struct maker *m, struct sr_figure *f) {
    int64_t dead = SR_UNKNOWN;
    for (uint32_t i = 0; i < m->figures.count; i++) {
        const struct sr_figure *k = &m->figures.items[i];
        if (k->incident == f->incident && k->measure == SR_MEASURE_KILLED && !k->of.n) dead = k->best;
    }
    const struct sr_claim *c = f->chosen == SR_NONE ? NULL : &m->in->claims->items[f->chosen];
    if (f->of.n || !c || c->beside || dead == SR_UNKNOWN || f->best == SR_UNKNOWN || dead > f->best || dead <= 0)
        return true;
    f->best -= dead;
    if (f->low != SR_UNKNOWN) f->low -= dead < f->low ? dead : f->low;
    if (f->high != SR_UNKNOWN) f->high -= dead < f->high ? dead : f->high;
    return f->best > 0;
}

static void make(struct maker *m, uint32_t incident, uint8_t measure, struct sr_str facet) {
    const struct sr_claims *all = m->in->claims;
    SR_VEC(uint32_t) group = {0};
    uint32_t numbered = 0;
    for (uint32_t n = m->begins[incident]; n < m->begins[incident + 1] && !m->failed; n++) {
        uint32_t i = m->members[n];
        if (!in_group(m, i, incident, measure, facet)) continue;
        if (!SR_PUSH(m->arena, group, i)) m->failed = true;
        numbered += !all->items[i].implicit;
    }
    if (!facet.n && !numbered && !m->failed)
        numbered = add_forces(m, incident, measure, &group.items, &group.count, &group.room);
    if (m->failed) return;
    uint32_t *members = group.items, count = group.count;
    if (numbered && numbered < count) { /* a number told outranks victims told singly */
        uint32_t kept = 0;
        for (uint32_t i = 0; i < count; i++)
            if (!all->items[members[i]].implicit) members[kept++] = members[i];
        count = kept;
    }
    if (numbered && someone_died(m, incident)) count = without_ambiguous(m, members, count);
    if (facet.n && numbered && someone_died(m, incident) && all_shot(m, members, count))
        return; /* "she and her two sons were each shot", and all died */
    if (!numbered && count && only_ambiguous(m, members, count) && someone_died(m, incident)) return;
    if (!count) return;
    struct sr_figure f = {.incident = incident,
                          .measure = measure,
                          .of = facet,
                          .low = SR_UNKNOWN,
                          .high = SR_UNKNOWN,
                          .best = SR_UNKNOWN,
                          .includes_perpetrators = -1,
                          .rule = m->in->rule ? m->in->rule : "latest",
                          .claims = {members, count},
                          .state = m->state};
    uint8_t *verdicts = sr_arena_alloc(m->arena, count, 2 * sizeof *verdicts);
    struct sr_count *counts = sr_arena_alloc(m->arena, count, sizeof *counts);
    if (!verdicts || !counts) {
        m->failed = true;
        return;
    }
    f.chosen = SR_NONE;
    f.verdicts = verdicts;
    m->rule(&(struct sr_group_in){m->in, members, count, m->adds_to, verdicts, counts, verdicts + count}, &f);
    if (f.chosen != SR_NONE) {
        if (!numbered) f.low = f.high = f.best = sr_told_singly(m->in, members, count);
        else if (!facet.n) sr_add_joined(m->in, &f);
    }
    mark_dispute(m, &f, members, count);
    if (numbered && all_shot(m, members, count) && !take_away_dead(m, &f)) return;
    if (!SR_PUSH(m->arena, m->figures, f)) m->failed = true;
}

static bool has_whole(const struct maker *m, uint32_t incident, uint8_t measure) {
    for (uint32_t n = m->begins[incident]; n < m->begins[incident + 1]; n++) {
        uint32_t i = m->members[n];
        if (in_group(m, i, incident, measure, SR_STR("")) && m->in->claims->items[i].polarity == SR_POLARITY_ASSERTED)
            return true;
    }
    return false;
}

/* Where the text counts only soldiers, or only children, they are all that it counts: the one facet is the whole. Where
 * it counts several sides, which don't overlap, the whole is what they add up to. */
static void whole_of_facets(struct maker *m, uint32_t incident, uint8_t measure, uint32_t from) {
    struct sr_figure whole = {.incident = incident,
                              .measure = measure,
                              .of = SR_STR(""),
                              .rule = m->in->rule ? m->in->rule : "latest",
                              .includes_perpetrators = -1,
                              .chosen = SR_NONE,
                              .low = SR_UNKNOWN,
                              .high = SR_UNKNOWN,
                              .best = SR_UNKNOWN};
    uint32_t sides = 0, facets = 0, only = SR_NONE;
    for (uint32_t i = from; i < m->figures.count; i++) {
        facets++;
        only = i;
        sides += m->figures.items[i].of.n > 5 && memcmp(m->figures.items[i].of.p, "side=", 5) == 0;
    }
    if (facets != 1 || only == SR_NONE) return;
    whole = m->figures.items[only];
    whole.of = SR_STR("");
    whole.includes_perpetrators = sides && sr_str_is(m->figures.items[only].of, "side=perpetrators") ? 1 : -1;
    if (!SR_PUSH(m->arena, m->figures, whole)) m->failed = true;
    if (m->failed) return;
    struct sr_figure part = m->figures.items[only]; /* the whole stands before its facets */
    m->figures.items[only] = m->figures.items[m->figures.count - 1];
    m->figures.items[m->figures.count - 1] = part;
}

static bool stands_in(uint32_t claim, const struct sr_indices *claims) {
    for (uint32_t i = 0; i < claims->count; i++)
        if (claims->items[i] == claim) return true;
    return false;
}

static void tell_parts(struct maker *m, uint32_t whole) {
    struct sr_figure *w = &m->figures.items[whole];
    SR_VEC(struct sr_part) parts = {0};
    for (uint32_t i = whole + 1; i < m->figures.count; i++) {
        const struct sr_figure *f = &m->figures.items[i];
        bool included = false;
        for (uint32_t k = 0; k < f->claims.count; k++)
            included |= m->in->claims->items[f->claims.items[k]].part_of != SR_NONE ||
                        stands_in(f->claims.items[k], &w->claims);
        struct sr_part p = {f->of, included ? SR_RELATION_INCLUDED : SR_RELATION_UNSAID};
        if (sr_str_is(f->of, "side=perpetrators") && included) w->includes_perpetrators = 1;
        if (!SR_PUSH(m->arena, parts, p)) m->failed = true;
    }
    w->parts = parts.items;
    w->part_count = parts.count;
}

static void measure_of_incident(struct maker *m, uint32_t incident, uint8_t measure) {
    uint32_t from = m->figures.count;
    bool whole = has_whole(m, incident, measure);
    make(m, incident, measure, SR_STR(""));
    for (uint32_t n = m->begins[incident]; n < m->begins[incident + 1] && !m->failed; n++) {
        uint32_t i = m->members[n];
        struct sr_str facet = m->facet[i];
        if (!facet.n || !in_group(m, i, incident, measure, facet)) continue;
        bool done = false;
        for (uint32_t k = from; k < m->figures.count; k++) done |= sr_str_eq(m->figures.items[k].of, facet);
        if (!done) make(m, incident, measure, facet);
    }
    if (!whole && m->figures.count > from && m->figures.items[from].of.n) whole_of_facets(m, incident, measure, from);
    if (m->figures.count > from + 1 && !m->figures.items[from].of.n) tell_parts(m, from);
}

static const struct {
    const char *name;
    sr_rule *rule;
} rules[] = {{"latest", sr_rule_latest}, {"ucdp", sr_rule_ucdp}, {"acled", sr_rule_acled}};
enum { RULES = sizeof rules / sizeof *rules };

sr_rule *sr_rule_of(const char *name) {
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].name, name) == 0) return rules[i].rule;
    return NULL;
}

const char *sr_rule_name(uint32_t index) {
    return index < RULES ? rules[index].name : NULL;
}

const char *sr_verdict_text(uint32_t verdict) {
    static const char *const texts[] = {"chosen",
                                        "widens low or high",
                                        "agrees with the chosen one",
                                        "added to the figure before it",
                                        "set aside: not asserted",
                                        "set aside: the text gives a newer figure",
                                        "set aside: no number",
                                        "set aside: its speaker is less well placed",
                                        "set aside: its speaker is a party to the fight, or hearsay",
                                        "set aside: an equal stands before it",
                                        "set aside: not the most conservative"};
    return verdict < sizeof texts / sizeof *texts ? texts[verdict] : "";
}

/* Sort the claims by incident (counting sort), so that an incident is gone through without looking at the others'. */
static bool sort_by_incident(struct maker *m) {
    const struct sr_incidents *inc = m->in->incidents;
    uint32_t count = m->in->claims->count;
    uint32_t *members = sr_arena_alloc(m->arena, count, sizeof *members);
    uint32_t *begins = sr_arena_alloc(m->arena, (size_t)inc->count + 2, sizeof *begins);
    if (!members || !begins) return false;
    for (uint32_t i = 0; i < count; i++)
        if (inc->of_claim[i] != SR_NONE) begins[inc->of_claim[i] + 2]++;
    for (uint32_t i = 2; i < inc->count + 2; i++) begins[i] += begins[i - 1];
    for (uint32_t i = 0; i < count; i++)
        if (inc->of_claim[i] != SR_NONE) members[begins[inc->of_claim[i] + 1]++] = i;
    m->members = members;
    m->begins = begins;
    return true;
}

/* "Blast kills 14" over "at least 14 people were killed, police said": a headline leaves out the hedge, which holds. */
static void hedge_headline(const struct maker *m, struct sr_claim *headline, uint32_t at) {
    const struct sr_claims *all = m->in->claims;
    struct sr_span title = m->in->document->title_span;
    if (!title.end || !sr_span_holds(title, headline->span) || headline->number == SR_NONE ||
        headline->hedge != SR_HEDGE_EXACT || !m->facet[at].p)
        return;
    for (uint32_t k = at + 1; k < all->count; k++) {
        const struct sr_claim *c = &all->items[k];
        if (c->span.start < title.end || c->number == SR_NONE || c->measure != headline->measure ||
            c->state != headline->state || c->value != headline->value || c->polarity != headline->polarity ||
            m->in->incidents->of_claim[k] != m->in->incidents->of_claim[at] || !m->facet[k].p ||
            !sr_str_eq(m->facet[at], m->facet[k]))
            continue;
        headline->hedge = c->hedge;
        headline->low = c->low;
        headline->high = c->high;
        return;
    }
}

/* Sort the claims, tell their facets, and give in `claims` the copy in which each counts what is told on top of it. */
static bool prepare(struct maker *m, struct sr_claims *claims) {
    uint32_t count = m->in->claims->count;
    m->facet = sr_arena_alloc(m->arena, count, sizeof *m->facet);
    m->adds_to = sr_arena_alloc(m->arena, count, sizeof *m->adds_to);
    struct sr_claim *items = sr_arena_alloc(m->arena, count, sizeof *items);
    if (!m->facet || !m->adds_to || !items || !sort_by_incident(m)) return false;
    for (uint32_t i = 0; i < count; i++) {
        struct sr_str facet;
        items[i] = m->in->claims->items[i];
        if (facet_of(m, i, &facet)) m->facet[i] = facet;
    }
    for (uint32_t i = 0; i < count; i++) hedge_headline(m, &items[i], i);
    sr_add_told_besides(m->in, m->facet, items, m->adds_to);
    claims->items = items;
    return true;
}

enum sr_status sr_reconcile(const struct sr_reconcile_in *in, struct sr_arena *arena, struct sr_figures *out,
                            struct sr_err *err) {
    sr_rule *rule = sr_rule_of(in->rule ? in->rule : "latest");
    if (!rule) return sr_fail(err, SR_ERR_USAGE, "write latest, ucdp or acled", "no such rule: '%s'", in->rule);
    struct maker m = {.in = in, .arena = arena, .rule = rule, .widens = rule == sr_rule_latest};
    struct sr_claims claims = *in->claims;
    struct sr_reconcile_in counted = *in;
    counted.claims = &claims;
    if (!prepare(&m, &claims)) return sr_fail_memory(err, "reconciling figures");
    m.in = &counted;
    for (uint32_t n = 0; n < in->incidents->count && !m.failed; n++)
        for (uint8_t k = 0; k < SR_MEASURE_COUNT && !m.failed; k++)
            for (m.state = k == SR_MEASURE_HOSTAGES ? SR_STATE_TAKEN : SR_STATE_NONE;
                 m.state <= (k == SR_MEASURE_HOSTAGES ? SR_STATE_HELD : SR_STATE_NONE) && !m.failed; m.state++)
                measure_of_incident(&m, n, k);
    if (m.failed) return sr_fail_memory(err, "reconciling figures");
    *out = (struct sr_figures){m.figures.items, m.figures.count};
    return SR_OK;
}
