/* claim_happened.c: what happened to the people counted: the word of harm that governs the number.
 *
 * Without trees, candidates to the right ("12 people were killed": claim_right.c) and to the left ("killing 12":
 * claim_left.c) are scored by how they stand to the number: an adjacent one beats a distant one, a finished clause between
 * costs more than words do.
 *
 *     A bomb killed at least 40 people and almost 100 were injured.     40: killed (left, next to it); 100: injured
 *     Two gunmen killed 12 people.                                      Two: agents of "killed", not its victims
 */
#include "figure/claim_sides.h"
#include "reader/match.h"

static const struct sr_table *triggers(const struct sr_claim_in *in) {
    return &in->lexicon->tables[SR_TABLE_TRIGGERS];
}

/* "42 dead or missing": the second measure that "or" joins to the first. */
static uint32_t joined_measure(const struct sr_claim_in *in, const struct sr_happened *h, uint32_t stop) {
    uint32_t i = h->token + h->tokens;
    if (!is(in, i, "or") || i + 1 >= stop) return 0;
    struct sr_harm m = sr_harm_at(in, i + 1, stop, false);
    if (m.row == SR_NONE) return 0;
    uint32_t other = sr_harm_measure(in, m.row);
    if (other == h->measure || other >= SR_MEASURE_COUNT) return 0;
    return (1u << h->measure) | (1u << other);
}

/* The whole that a part is taken of: "three of the 45 passengers were killed", "of the 45 passengers, three were killed".
 * What the sentence tells is told of the part. Not "all of the 45", "the lives of 45 people". */
static bool is_whole(const struct sr_claim_in *in, const struct sr_group *g, const struct sr_counted *c, uint32_t first,
                     uint32_t stop) {
    uint32_t i = g->first;
    while (i > first && (sr_word_classes(in, i - 1) & SR_WORD_DET) && !is(in, i - 1, "no")) i--;
    bool definite = i < g->first;
    if (i == first || !(is(in, i - 1, "of") || is(in, i - 1, "among"))) return false;
    i--;
    if (is(in, i, "among")) return definite; /* "no survivors among the 112 passengers" */
    bool opens = i == first || is(in, i - 1, ",") || is(in, i - 1, "but");
    for (uint32_t k = c->end; opens && k < stop && k < c->end + 6; k++)
        if (is(in, k, ",")) return k + 1 < stop && !is(in, k + 1, "who") && !is(in, k + 1, "which");
    if (i == first || !definite) return false;
    return clue(in, i - 1, "part-of") || sr_number_at(in->numbers, i - 1) != NULL;
}

/* "One doctor said nine people had been killed": those counted speak, and what they tell befell others. Not "12 people are
 * said to have died", "three men found dead". */
static bool they_speak(const struct sr_claim_in *in, const struct sr_group *g, uint32_t after) {
    uint32_t start = in->reading->tokens[after].span.start, own = in->reading->tokens[g->number_end - 1].span.start;
    bool harmed =
        sr_is_passive_auxiliary(in, after) || sr_harm_at(in, after, in->reading->token_count, false).row != SR_NONE;
    harmed |= is(in, after + 1, "of"); /* "sixty officers suspected of a plot" */
    for (uint32_t i = 0; i < in->attributions->count && !harmed; i++) {
        const struct sr_attribution *a = &in->attributions->items[i];
        if (!a->cue.count || !a->source.count || a->cue.items[0].start != start) continue;
        for (uint32_t k = 0; k < a->source.count; k++)
            if (a->source.items[k].start <= own && own < a->source.items[k].end) return true;
    }
    return false;
}

/* "let 12 women go", "let its last five captives leave": the verb's other half stands behind those it frees. */
static uint32_t let_go(const struct sr_claim_in *in, const struct sr_group *g, const struct sr_counted *c,
                       uint32_t first, uint32_t stop) {
    uint32_t after = c->end > g->number_end ? c->end : g->number_end;
    if (after >= stop || !clue(in, after, "go")) return SR_NONE;
    for (uint32_t k = 1; k <= 5 && g->first >= first + k; k++)
        if (clue(in, g->first - k, "let")) return g->first - k;
    return SR_NONE;
}

/* "He suffered a single, self-inflicted gunshot wound": as open as "he was shot". */
static bool shot_wound(const struct sr_claim_in *in, const struct sr_happened *h, uint32_t stop) {
    enum { WOUND_WITHIN = 7 };
    if (h->measure != SR_MEASURE_INJURED || h->token == SR_NONE) return false;
    uint32_t from = h->token + h->tokens;
    for (uint32_t i = from; i < stop && i < from + WOUND_WITHIN && !is(in, i, "."); i++)
        if (clue(in, i, "shot-wound") && is(in, i + 1, "wound")) return true;
    return false;
}

/* "A girl was rushed to hospital but was dead on arrival", "he was shot in the head and later died": they were left open, dead
 * or alive, and the same clause goes on to tell. Not where somebody else comes between: "two were shot and one died". */
static void end_of_the_story(const struct sr_claim_in *in, uint32_t stop, struct sr_happened *best) {
    enum { FAR = 24 };
    uint32_t from = best->token + best->tokens;
    for (uint32_t i = from; i < stop && i < from + FAR; i++) {
        const struct sr_number *n = sr_number_at(in->numbers, i);
        if (n && n->kind == SR_NUMBER_COUNT) return;
        if (is(in, i, ";") || sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, i, stop).row != SR_NONE)
            return;
        struct sr_harm m = sr_harm_at(in, i, stop, false);
        for (uint32_t k = 0; k < m.rows; k++) {
            bool ends = sr_harm_is(in, m.row + k, "subj") || sr_harm_is(in, m.row + k, "adj") ||
                        (i && clue(in, i - 1, "list-mark")); /* "shot in the head, killed" */
            if (!ends || sr_harm_measure(in, m.row + k) != SR_MEASURE_KILLED) continue;
            float score = best->score;
            best->score = 0;
            sr_harm_offer(in, best, m.row + k, i, m.tokens, score, best->possible);
            return;
        }
    }
}

/* "One of the wounded, a woman in her sixties, later died": the harm only says of whom one is, the verb what happened then. */
static void went_on(const struct sr_claim_in *in, uint32_t start, uint32_t stop, struct sr_happened *best) {
    struct sr_happened then = {.measure = SR_MEASURE_COUNT, .token = SR_NONE};
    if (start < stop) sr_harm_right(in, start, stop, false, &then);
    if (then.measure < SR_MEASURE_COUNT && then.score >= 6.0f) *best = then;
}

struct sr_happened sr_find_happened(const struct sr_claim_in *in, const struct sr_group *g,
                                    const struct sr_counted *c) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[g->first].sentence];
    struct sr_happened best = {.measure = SR_MEASURE_COUNT, .token = SR_NONE};
    if (c->noun_row != SR_NONE) { /* "two deaths", "no casualties": the noun is the harm */
        sr_harm_offer(in, &best, c->noun_row, c->head, 1, 8.0f, false);
        return best;
    }
    if (c->adjective_row != SR_NONE) sr_harm_offer(in, &best, c->adjective_row, c->adjective, 1, 7.6f, false);
    if (is_whole(in, g, c, s->first, s->end)) {
        struct sr_rightward w = {.homes = g->homes};
        struct sr_harm m;
        uint32_t at = c->end > g->number_end ? c->end : g->number_end; /* "of the 12 injured, three died" */
        if (at < s->end) sr_harm_try(in, at, at, s->end, &w, &best, &m);
        best.whole = true;
        return best;
    }
    uint32_t start = c->end > g->number_end ? c->end : g->number_end, let = let_go(in, g, c, s->first, s->end);
    uint32_t freed = let == SR_NONE ? SR_NONE : sr_table_find(triggers(in), sr_str_c("let go"));
    if (freed != SR_NONE) sr_harm_offer(in, &best, freed, let, 1, 9.6f, false);
    if (c->head == SR_NONE)
        while (start + 1 < s->end && clue(in, start, "beside-after")) start++; /* "150 more hurt in a crush" */
    bool speak = start < s->end && they_speak(in, g, start);
    if (start < s->end && !speak) {
        sr_harm_right(in, start, s->end, g->homes, &best);
        if (c->partitive && best.token == start && best.measure != SR_MEASURE_KILLED)
            went_on(in, start + best.tokens, s->end, &best);
    }
    bool agent = best.agent;
    sr_harm_left(in, g, s->first, &best);
    if (best.measure == SR_MEASURE_MISSING && best.token < g->first && start < s->end) {
        struct sr_happened after = {.measure = SR_MEASURE_COUNT, .token = SR_NONE}; /* "buried 29 workers killed in" */
        sr_harm_right(in, start, start + 1, g->homes, &after);
        if (after.measure == SR_MEASURE_KILLED) best = after;
    }
    if (agent && best.score < 9.0f)
        best = (struct sr_happened){.measure = SR_MEASURE_COUNT, .token = SR_NONE, .agent = true};
    best.ambiguous |= shot_wound(in, &best, s->end);
    if (best.ambiguous) end_of_the_story(in, s->end, &best);
    if (best.measure < SR_MEASURE_COUNT) {
        best.measure = sr_measure_by_agent(in, &best, c);
        best.combined = joined_measure(in, &best, s->end);
    }
    best.speak = speak;
    return best;
}
