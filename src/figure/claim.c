/* claim.c: from numbers to claims, and the victims that are told without a number. */
#include "figure/claim.h"

#include "figure/claim_links.h"
#include "reader/match.h"

static const float enough = 4.0f; /* the score below which a number is held to count nothing */

struct finder {
    const struct sr_claim_in *in;
    struct sr_arena *arena;
    SR_VEC(struct sr_claim) claims;
    uint8_t *reasons;
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
        if (t[c->trigger].span.end > s.end) s.end = t[c->trigger].span.end;
    }
    return s;
}

/* What the counted noun alone says: gunmen are perpetrators, hostages are held, houses are homes. */
static uint8_t measure_of_noun(const struct sr_claim_in *in, const struct sr_counted *c, bool *weak) {
    if (c->row == SR_NONE) return SR_MEASURE_COUNT;
    const struct sr_table *people = &in->lexicon->tables[SR_TABLE_PEOPLE];
    *weak = sr_table_cell(people, c->row, 6)[0] == '1';
    return (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(people, c->row, 5)));
}

/* A number that follows a comma, "and", a colon or a bracket goes on with a list of the same kind. */
static bool in_list(const struct sr_claim_in *in, const struct sr_number *n) {
    if (!n->whole_first || in->reading->tokens[n->whole_first - 1].sentence != in->reading->tokens[n->first].sentence)
        return false;
    if (clue(in, n->whole_first - 1, "list-mark")) return true;
    return false;
}

/* "… while at least seven Chinese were involved": in what was told before. */
static bool goes_along(const struct sr_claim_in *in, uint32_t at) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    struct sr_match m = sr_match_at(t, in->reading, at, in->reading->token_count);
    return m.row != SR_NONE && strcmp(sr_table_cell(t, m.row, 2), "same") == 0;
}

/* A part takes the measure of what it is a part of: "22 killed, including two children"; "four of the victims were
 * children". The whole is the last claim of this sentence, or of the one before where "of them" points back. */
static uint8_t inherited(struct finder *f, const struct sr_number *n, const struct sr_counted *c, bool *possible) {
    const struct sr_reading *r = f->in->reading;
    bool victims = c->partitive && c->row != SR_NONE && /* "of the victims" */
                   sr_table_has(&f->in->lexicon->tables[SR_TABLE_PEOPLE], c->row, 1, "victims");
    uint32_t sentence = r->tokens[n->first].sentence, back = c->pronoun || victims ? 1 : 0;
    bool listed = in_list(f->in, n) || goes_along(f->in, c->end); /* "three by the first blast, two by the second" */
    if (!f->claims.count || (!n->is_part && !back && !listed)) return SR_MEASURE_COUNT;
    const struct sr_claim *last = &f->claims.items[f->claims.count - 1];
    uint32_t at = r->tokens[sr_token_at(r, last->span.start)].sentence;
    if (at + back < sentence || last->number == SR_NONE) return SR_MEASURE_COUNT;
    if (!n->is_part && !back && at != sentence) return SR_MEASURE_COUNT;
    *possible = last->polarity == SR_POLARITY_POSSIBLE;
    return last->measure;
}

/* Populations, yearly figures, statistics: true of the world, not of the incident. */
static bool is_general(const struct sr_claim_in *in, const struct sr_number *n) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[n->first].sentence];
    uint32_t from = n->first > s->first + 8 ? n->first - 8 : s->first, to = n->end + 9 < s->end ? n->end + 9 : s->end;
    for (uint32_t i = from; i < to; i++) {
        if (clue(in, i, "general")) return true;
        if ((is(in, i, "every") || is(in, i, "each") || is(in, i, "a")) && is(in, i + 1, "year") && i > n->first &&
            !is(in, i + 2, "ago") && !is(in, i + 2, "after") && !is(in, i + 2, "later") && !is(in, i - 1, "than"))
            return true;
    }
    return false;
}

static bool is_some(const struct sr_claim_in *in, const struct sr_number *n) {
    if (n->hedge != SR_HEDGE_VAGUE) return false;
    uint32_t row = sr_table_find(&in->lexicon->tables[SR_TABLE_NUMBERS], in->reading->tokens[n->end - 1].norm);
    return row != SR_NONE && strcmp(sr_table_cell(&in->lexicon->tables[SR_TABLE_NUMBERS], row, 1), "some") == 0;
}

/* A bare number that somebody says, after figures of one measure, is another figure of it: "Kakar spoke of five." "The
 * company says seven." Not "one", which is more often a pronoun, and not far from the figure that it answers. */
static uint8_t answered(struct finder *f, const struct sr_number *n, const struct sr_counted *c) {
    const struct sr_reading *r = f->in->reading;
    if (c->head != SR_NONE || !f->claims.count || n->value == 1 || n->zero_word || c->thing) return SR_MEASURE_COUNT;
    const struct sr_token *after = n->end < r->token_count ? &r->tokens[n->end] : NULL;
    bool closed = !after || after->sentence != r->tokens[n->first].sentence || after->kind == SR_TOKEN_PUNCT;
    uint32_t at = f->in->attributions->count ? sr_attribution_at(f->in->attributions, n->span) : SR_NONE;
    if (!closed || at == SR_NONE) return SR_MEASURE_COUNT;
    const struct sr_claim *last = &f->claims.items[f->claims.count - 1];
    uint32_t sentence = r->tokens[sr_token_at(r, last->span.start)].sentence;
    return sentence + 2 >= r->tokens[n->first].sentence && last->number != SR_NONE ? last->measure : SR_MEASURE_COUNT;
}

/* "There were 141 people in the mine": people who were where it happened. */
static bool exposed(const struct sr_claim_in *in, const struct sr_number *n, const struct sr_counted *c) {
    bool there = false, placed = false;
    for (uint32_t k = 1; k <= 2 && n->whole_first >= k; k++) there |= clue(in, n->whole_first - k, "existence");
    placed |= clue(in, c->end, "place-preposition");
    placed |= clue(in, c->end + 1, "place-preposition") && is(in, c->end, "were");
    return placed && (there || is(in, c->end, "were") || is(in, c->end, "aboard"));
}

/* "by 30 men", "by a group of five men", after a passive of harm. */
static bool by_phrase(const struct sr_claim_in *in, const struct sr_number *n) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[n->first].sentence];
    uint32_t by = SR_NONE;
    for (uint32_t k = 1; k <= 4 && n->whole_first >= s->first + k; k++) {
        uint32_t i = n->whole_first - k;
        if (is(in, i, "by")) by = i;
        if (by != SR_NONE || !(sr_word_classes(in, i) & (SR_WORD_DET | SR_WORD_PREP))) {
            if (by != SR_NONE || !clue(in, i, "band")) break;
        }
    }
    if (by == SR_NONE) return false;
    for (uint32_t k = 1; k <= 6 && by >= s->first + k; k++) {
        struct sr_match m = sr_match_at(&in->lexicon->tables[SR_TABLE_TRIGGERS], in->reading, by - k, by);
        if (m.row != SR_NONE && strcmp(sr_table_cell(&in->lexicon->tables[SR_TABLE_TRIGGERS], m.row, 2), "obj") == 0)
            return true;
    }
    return false;
}

/* "There might be a dozen people under that roof", "the toll could rise to 40". */
static bool doubted(const struct sr_claim_in *in, const struct sr_number *n) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[n->first].sentence];
    for (uint32_t k = 1; k <= 6 && n->whole_first >= s->first + k; k++) {
        uint32_t i = n->whole_first - k;
        if (in->reading->tokens[i].kind == SR_TOKEN_PUNCT || (sr_word_classes(in, i) & (SR_WORD_REL | SR_WORD_SCONJ)))
            return false;
        if (clue(in, i, "may")) return true;
    }
    return false;
}

static enum sr_reason decide(struct finder *f, const struct sr_number *n, struct sr_counted *c, struct sr_claim *out) {
    const struct sr_claim_in *in = f->in;
    struct sr_group g = {n->whole_first, n->whole_end, n->end, n->zero_word};
    struct sr_happened h = sr_find_happened(in, &g, c);
    bool weak = true, possible = false;
    uint8_t noun = measure_of_noun(in, c, &weak);
    bool homes = noun == SR_MEASURE_HOMES;
    out->polarity = SR_POLARITY_ASSERTED;
    out->confidence = n->p;
    bool personal = h.measure == SR_MEASURE_KILLED ||
                    h.measure == SR_MEASURE_DETAINED; /* done to people only, whatever the noun is */
    if (c->thing && !homes && !(c->unknown && h.score >= 8.4f && personal)) return SR_REASON_NO_PEOPLE;
    if (homes) h.measure = SR_MEASURE_HOMES;
    bool own = h.measure < SR_MEASURE_COUNT && h.score >= enough;
    if (own && h.measure == SR_MEASURE_HOMES && !homes) own = false;
    if (by_phrase(in, n) && c->row != SR_NONE && !(own && h.score >= 8.0f)) { /* "were murdered by 30 men in uniform" */
        out->measure = SR_MEASURE_PERPETRATORS;
        out->confidence = 0.6f;
        return is_general(in, n) ? SR_REASON_GENERAL : SR_REASON_CLAIM;
    }
    uint8_t up = h.whole || (own && h.score >= 8.0f) ? SR_MEASURE_COUNT : inherited(f, n, c, &possible);
    if (up < SR_MEASURE_COUNT) own = false, out->measure = up;
    else if (own) out->measure = h.measure, possible = h.possible;
    else if (noun < SR_MEASURE_COUNT && !weak) out->measure = noun;
    else if (answered(f, n, c) < SR_MEASURE_COUNT) out->measure = answered(f, n, c);
    else if (c->head == SR_NONE || h.speak) return SR_REASON_NO_EVENT;
    else if (c->row == SR_NONE && !c->nationality[0]) return SR_REASON_NO_EVENT;
    else if (h.agent && noun < SR_MEASURE_COUNT && noun != SR_MEASURE_OTHER) out->measure = noun;
    else if (h.agent &&
             !sr_table_has(&in->lexicon->tables[SR_TABLE_PEOPLE], c->row == SR_NONE ? 0 : c->row, 1, "security-forces"))
        out->measure = SR_MEASURE_PERPETRATORS; /* "200 prisoners who are holding 500 people" */
    else out->measure = h.whole || exposed(in, n, c) ? SR_MEASURE_PRESENT : SR_MEASURE_OTHER;
    if (n->zero_word && (!own || h.score < 8.2f) && !(noun == SR_MEASURE_HOSTAGES) && c->noun_row == SR_NONE)
        return SR_REASON_NO_EVENT;
    if (n->value == 1 && n->hedge == SR_HEDGE_EXACT && (!own || h.score < 8.0f) && c->row == SR_NONE)
        return SR_REASON_UNSURE;
    if (n->zero_word && own && (h.combined & (1u << SR_MEASURE_KILLED)))
        out->measure = SR_MEASURE_KILLED; /* nobody hurt or killed */
    if (own) {
        out->trigger = h.token;
        out->ambiguous = h.ambiguous;
        out->combined = h.combined;
        out->confidence = h.score >= 9 ? 0.9f : h.score >= 7 ? 0.75f : 0.5f;
    } else {
        out->confidence = 0.5f;
    }
    if (possible || doubted(in, n)) out->polarity = SR_POLARITY_POSSIBLE;
    if (is_general(in, n)) return SR_REASON_GENERAL;
    return SR_REASON_CLAIM;
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
    if (c->attribution != SR_NONE && f->in->attributions->items[c->attribution].stance == SR_STANCE_DENIES &&
        c->value != 0)
        c->polarity = SR_POLARITY_DENIED; /* "denied losing 200 men" */
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
    f->reasons[index] = (uint8_t)decide(f, n, &counted, &c);
    if (f->reasons[index] == SR_REASON_CLAIM && is_some(f->in, n)) f->reasons[index] = SR_REASON_UNSURE;
    if (f->reasons[index] != SR_REASON_CLAIM) return true;
    c.number = index;
    c.low = n->low;
    c.high = n->high;
    c.value = n->value;
    c.hedge = n->hedge;
    c.order = n->order;
    if (is(f->in, n->end, "more") && counted.noun_row != SR_NONE) c.counting = SR_COUNTING_NEW; /* "14 more deaths" */
    return fill(f, &c, &counted, n->first, n->end) && SR_PUSH(f->arena, f->claims, c);
}

static bool add_implicit(struct finder *f, uint32_t at) {
    struct sr_counted counted;
    struct sr_happened h;
    if (!sr_find_singular(f->in, at, &counted, &h)) return true;
    struct sr_claim c = new_claim();
    c.implicit = true;
    c.measure = h.measure;
    c.trigger = h.token;
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
    bool fine = f.reasons != NULL;
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
