/* claim.c: from numbers to claims, and the victims that are told without a number. */
#include "figure/claim.h"

#include "figure/claim_links.h"

struct finder {
    const struct sr_claim_in *in;
    struct sr_arena *arena;
    SR_VEC(struct sr_claim) claims;
    uint8_t *reasons;
    uint32_t *speaks; /* [tokens] see mark_speakers */
};

static struct sr_claim new_claim(void) {
    struct sr_claim c = {.number = SR_NONE,
                         .of_head = SR_NONE,
                         .trigger = SR_NONE,
                         .low = SR_UNKNOWN,
                         .high = SR_UNKNOWN,
                         .value = SR_UNKNOWN,
                         .order = SR_UNKNOWN,
                         .side = SR_SIDE_COUNT,
                         .attribution = SR_NONE,
                         .same_as = SR_NONE,
                         .supersedes = SR_NONE,
                         .part_of = SR_NONE};
    return c;
}

static struct sr_span cover(const struct sr_claim_in *in, const struct sr_claim *c, uint32_t first, uint32_t end) {
    const struct sr_token *t = in->reading->tokens;
    struct sr_span s = {t[first].span.start, t[end - 1].span.end};
    if (c->of.end > s.end) s.end = c->of.end;
    if (c->trigger != SR_NONE) {
        if (t[c->trigger].span.start < s.start) s.start = t[c->trigger].span.start;
        if (t[c->trigger_end - 1].span.end > s.end) s.end = t[c->trigger_end - 1].span.end;
    }
    return s;
}

/* "three of the dead were Nigerian traders" */
static void nation_of_predicate(const struct sr_claim_in *in, struct sr_claim *c, uint32_t at) {
    if (!clue(in, at, "passive-auxiliary")) return;
    for (uint32_t i = 0; i < in->places->nationality_count; i++) {
        const struct sr_nationality *n = &in->places->nationalities[i];
        if (n->first > at && n->first <= at + 2) memcpy(c->nationality, n->country, sizeof c->nationality);
    }
}

/* "by Saturday evening 22 bodies had been found", "as of noon": when the figure was so, told apart from publication. The
 * time, or SR_NONE. */
static uint32_t time_told(const struct sr_claim_in *in, uint32_t token) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[token].sentence];
    for (uint32_t i = sr_time_at(in->times, s->first); i < in->times->count && in->times->items[i].first < s->end;
         i++) {
        const struct sr_timex *t = &in->times->items[i];
        bool point = t->type == SR_TIMEX_DATE || t->type == SR_TIMEX_TIME;
        if (!point || t->first < s->first + 1) continue;
        if (is(in, t->first - 1, "by") ||
            (t->first >= s->first + 2 && is(in, t->first - 1, "of") && is(in, t->first - 2, "as")))
            return i;
    }
    return SR_NONE;
}

static void set_as_of(const struct sr_claim_in *in, struct sr_claim *c, uint32_t token) {
    uint32_t told = time_told(in, token);
    const struct sr_update *update = sr_update_at(in->document, c->span.start);
    if (told != SR_NONE) {
        c->has_as_of = in->times->items[told].has_interval;
        c->as_of = in->times->items[told].begin;
    } else if (update) {
        c->has_as_of = update->has_at;
        c->as_of = update->at;
    }
}

/* "Denied losing 200 men"; not "denied responsibility for the murder of two priests", which says that they were murdered. */
static bool is_denied(const struct sr_claim_in *in, uint32_t attribution, uint32_t token) {
    if (attribution == SR_NONE) return false;
    const struct sr_attribution *a = &in->attributions->items[attribution];
    if (a->stance != SR_STANCE_DENIES) return false;
    enum { NEAR = 12 }; /* tokens */
    uint32_t from = a->cue.count ? sr_token_at(in->reading, a->cue.items[0].start) : token;
    for (uint32_t i = from; i < token && i < from + NEAR; i++)
        if (clue(in, i, "involvement")) return false;
    return true;
}

static bool fill(struct finder *f, struct sr_claim *c, const struct sr_counted *counted, uint32_t first, uint32_t end) {
    const struct sr_token *t = f->in->reading->tokens;
    if (counted->head != SR_NONE && counted->end > counted->first) {
        c->of = (struct sr_span){t[counted->first].span.start, t[counted->end - 1].span.end};
        c->of_head = counted->head;
    }
    c->span = cover(f->in, c, first, end);
    set_as_of(f->in, c, first);
    sr_claim_facets(f->in, c, counted);
    if (c->measure == SR_MEASURE_HOSTAGES) c->state = c->value == 0 ? SR_STATE_HELD : SR_STATE_TAKEN;
    struct sr_span at = {t[first].span.start, t[end - 1].span.end};
    if (!sr_claim_chain(f->in, f->arena, c, at)) return false;
    if (!c->nationality[0] && counted->partitive) nation_of_predicate(f->in, c, counted->end);
    if (!c->nationality[0] && c->of_head != SR_NONE && clue(f->in, c->of_head, "own-nation"))
        sr_claim_own_nation(f->in, c);
    if (c->value != 0 && is_denied(f->in, c->attribution, first)) c->polarity = SR_POLARITY_DENIED;
    return true;
}

static bool add_number(struct finder *f, uint32_t index) {
    const struct sr_number *n = &f->in->numbers->items[index];
    struct sr_claim c = new_claim();
    if (n->kind != SR_NUMBER_COUNT) {
        f->reasons[index] = SR_REASON_KIND;
        return true;
    }
    const struct sr_token *t = f->in->reading->tokens;
    bool hedged = n->whole_end > n->end &&
                  (n->hedge_span.start == t[n->end].span.start || (is(f->in, n->end, "-") && !t[n->end].space_before));
    struct sr_counted counted = sr_find_counted(f->in, hedged ? n->whole_end : n->end); /* "forty-odd people" */
    const struct sr_claim *last = f->claims.count ? &f->claims.items[f->claims.count - 1] : NULL;
    f->reasons[index] = (uint8_t)sr_measure_number(f->in, last, n, &counted, &c);
    if (f->reasons[index] != SR_REASON_CLAIM) return true;
    c.number = index;
    c.low = n->low;
    c.high = n->high;
    c.value = n->value;
    c.hedge = n->hedge;
    c.order = n->order;
    if (clue(f->in, n->end, "new-count") && counted.noun_row != SR_NONE)
        c.counting = SR_COUNTING_NEW; /* "14 more deaths", "13 new cases" */
    return fill(f, &c, &counted, n->first, n->end) && SR_PUSH(f->arena, f->claims, c);
}

/* "Former minister Jorge Ruiz was killed": the title and the name are one victim, told by the words that begin first. "One
 * soldier died" is told by its number; not "one soldier and a civilian", whose second stands behind whom it counts. */
static bool told_already(const struct finder *f, uint32_t at, const struct sr_happened *h) {
    if (!f->claims.count) return false;
    const struct sr_claim *last = &f->claims.items[f->claims.count - 1];
    if (last->number != SR_NONE)
        return f->in->numbers->items[last->number].first <= at && last->of_head != SR_NONE && at <= last->of_head;
    if (!at) return false;
    return last->implicit && last->trigger == h->token && last->of.end >= f->in->reading->tokens[at - 1].span.end;
}

/* Mark the words of speakers: speaks[token] is 1 + the attribution whose source they stand in, 0 for none. */
static void mark_speakers(struct finder *f) {
    const struct sr_attributions *all = f->in->attributions;
    const struct sr_token *tokens = f->in->reading->tokens;
    for (uint32_t a = 0; a < all->count; a++)
        for (uint32_t k = 0; k < all->items[a].source.count; k++) {
            struct sr_span s = all->items[a].source.items[k];
            for (uint32_t i = sr_token_at(f->in->reading, s.start);
                 i < f->in->reading->token_count && tokens[i].span.start < s.end; i++)
                f->speaks[i] = a + 1;
        }
}

/* "A fire killed six people, the minister said": the minister is not the seventh. "The driver, who was hurt, said" is hurt
 * by words of his own phrase. */
static bool only_speaks(const struct finder *f, uint32_t at, const struct sr_happened *h) {
    return f->speaks[at] && h->token != SR_NONE && f->speaks[h->token] != f->speaks[at];
}

static bool add_implicit(struct finder *f, uint32_t at) {
    struct sr_counted counted;
    struct sr_happened h;
    if (!sr_find_singular(f->in, at, &counted, &h) || told_already(f, at, &h) || only_speaks(f, at, &h)) return true;
    struct sr_claim c = new_claim();
    c.implicit = true;
    c.measure = h.measure;
    c.trigger = h.token;
    c.trigger_end = h.token + h.tokens;
    c.ambiguous = h.ambiguous;
    c.low = c.high = c.value = 1;
    c.polarity = h.possible ? SR_POLARITY_POSSIBLE : SR_POLARITY_ASSERTED;
    c.confidence = h.score >= 8 ? 0.6f : 0.4f;
    if (h.at_least > 1) {
        c.low = c.value = h.at_least;
        c.high = SR_UNKNOWN;
        c.hedge = SR_HEDGE_AT_LEAST;
    }
    if (!fill(f, &c, &counted, at, counted.end)) return false;
    if (h.self) c.side = SR_SIDE_PERPETRATORS;
    if (c.of.end && c.of.start > f->in->reading->tokens[at].span.start)
        c.of.start = f->in->reading->tokens[at].span.start;
    return SR_PUSH(f->arena, f->claims, c);
}

enum sr_status sr_find_claims(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claims *out,
                              struct sr_err *err) {
    struct finder f = {.in = in, .arena = arena};
    f.reasons = sr_arena_alloc(arena, in->numbers->count, sizeof *f.reasons);
    f.speaks = sr_arena_alloc(arena, in->reading->token_count, sizeof *f.speaks);
    bool fine = f.reasons && f.speaks;
    if (fine) mark_speakers(&f);
    uint32_t number = 0;
    for (uint32_t i = 0; fine && i < in->reading->token_count; i++) {
        const struct sr_number *n = number < in->numbers->count ? &in->numbers->items[number] : NULL;
        if (n && n->first == i) fine = add_number(&f, number++);
        fine = fine && add_implicit(&f, i);
    }
    if (!fine) return sr_fail_memory(err, "reading claims");
    if (!sr_claim_relate(in, arena, f.claims.items, f.claims.count)) return sr_fail_memory(err, "relating claims");
    *out = (struct sr_claims){f.claims.items, f.claims.count, f.reasons};
    return SR_OK;
}

const char *sr_reason_text(uint32_t reason) {
    static const char *const texts[] = {"a claim",          "not a count",
                                        "counts no people", "nothing is said to have happened to them",
                                        "a general figure", "too unsure"};
    return reason < sizeof texts / sizeof *texts ? texts[reason] : "";
}
