/* claim_measure.c: what a number is a figure of: by the word of harm that governs it, by its noun, by the figure before it.
 *
 *     12 people were killed.                       the word of harm
 *     Four gunmen fled.                            the noun alone: perpetrators
 *     22 died. Two were children.                  what the figure before it was of, as a part of it
 *     The hall has room for 400.                   nothing: a capacity
 */
#include "figure/claim_asked.h"
#include "reader/match.h"

static const float enough = 4.0f, /* the score below which a number is held to count nothing */
    sure = 8.0f;                  /* from here on the word of harm is the number's own */

/* Gunmen are perpetrators, hostages are held, houses are homes, passengers were there. */
static uint8_t measure_of_noun(const struct sr_claim_in *in, const struct sr_counted *c, bool *weak) {
    *weak = true;
    if (c->row == SR_NONE) return SR_MEASURE_COUNT;
    const struct sr_table *people = &in->lexicon->tables[SR_TABLE_PEOPLE];
    *weak = sr_table_cell(people, c->row, 6)[0] == '1';
    return (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(people, c->row, 5)));
}

/* "The stadium holds 18,000": a thing that holds people has room for them; people who hold them keep them. */
static bool room_of_a_thing(const struct sr_asked *a) {
    uint32_t first = a->number->whole_first;
    if (!sr_phrase_before(a, first, "room")) return false;
    for (uint32_t k = 2; k <= 6 && first >= k && sentence_of(a, first - k) == sentence_of(a, first); k++) {
        uint32_t i = first - k;
        if (sr_word_classes(a->in, i) & (SR_WORD_PRON | SR_WORD_REL)) return false;
        struct sr_match m = sr_match_at(table(a, SR_TABLE_PEOPLE), a->in->reading, i, first);
        if (m.row != SR_NONE && !sr_table_has(table(a, SR_TABLE_PEOPLE), m.row, 5, "thing")) return false;
    }
    return true;
}

/* "every year", "a year": how often, not when ("a year ago"). */
static bool each_year(const struct sr_asked *a, uint32_t i) {
    const struct sr_claim_in *in = a->in;
    if (!is(in, i + 1, "year") || i <= a->number->first) return false;
    return (is(in, i, "every") || is(in, i, "each") || is(in, i, "a")) && !is(in, i + 2, "ago") &&
           !is(in, i + 2, "after") && !is(in, i + 2, "later") && !is(in, i - 1, "than");
}

/* Capacities, populations, yearly figures, statistics: true of the world, not of the incident. */
static bool is_general(const struct sr_asked *a) {
    const struct sr_number *n = a->number;
    const struct sr_reading *r = a->in->reading;
    const struct sr_sentence *s = &r->sentences[sentence_of(a, n->first)];
    uint32_t from = n->first > s->first + 8 ? n->first - 8 : s->first, to = n->end + 9 < s->end ? n->end + 9 : s->end;
    for (uint32_t i = from; i < to; i++) {
        struct sr_match m = sr_match_at(table(a, SR_TABLE_GENERAL), r, i, to);
        if ((m.row != SR_NONE && sr_table_has(table(a, SR_TABLE_GENERAL), m.row, 1, "near")) || each_year(a, i))
            return true;
    }
    return sr_phrase_before(a, n->whole_first, "before") || room_of_a_thing(a);
}

/* Those who come because of what happened: forces, rescuers. */
static bool come_for_it(const struct sr_asked *a) {
    uint32_t head = a->counted->head;
    return head != SR_NONE && (clue(a->in, head, "forces") || clue(a->in, head, "rescuers"));
}

/* "There were 141 people in the mine", "hundreds were worshipping inside": people who were where it happened. Not "200
 * soldiers were combing the hills". */
static bool exposed(const struct sr_asked *a) {
    const struct sr_claim_in *in = a->in;
    uint32_t end = a->counted->head == SR_NONE ? a->number->end : a->counted->end, first = a->number->whole_first;
    bool there = false;
    for (uint32_t k = 1; k <= 2 && first >= k; k++) there |= clue(in, first - k, "existence");
    if (clue(in, end, "place-preposition") && sr_is_time(in, end + 1)) return false; /* "there were 36 in 2015" */
    bool placed = clue(in, end, "place-preposition") || (clue(in, end + 1, "place-preposition") && is(in, end, "were"));
    bool busy = is(in, end, "were") && sr_is_gerund(in, end + 1) && !come_for_it(a);
    bool been = is(in, end, "had") && is(in, end + 1, "been") && clue(in, end + 2, "place-preposition");
    return busy || been || (placed && (there || is(in, end, "were") || is(in, end, "aboard")));
}

/* "by 30 men", "by a group of five men", after a passive of harm. */
static bool by_phrase(const struct sr_asked *a) {
    const struct sr_claim_in *in = a->in;
    const struct sr_table *t = table(a, SR_TABLE_TRIGGERS);
    uint32_t begin = in->reading->sentences[sentence_of(a, a->number->first)].first, by = SR_NONE;
    for (uint32_t k = 1; k <= 4 && a->number->whole_first >= begin + k && by == SR_NONE; k++) {
        uint32_t i = a->number->whole_first - k;
        if (is(in, i, "by")) by = i;
        else if (!(sr_word_classes(in, i) & (SR_WORD_DET | SR_WORD_PREP)) && !clue(in, i, "band")) break;
    }
    for (uint32_t k = 1; by != SR_NONE && k <= 6 && by >= begin + k; k++) {
        struct sr_match m = sr_match_at(t, in->reading, by - k, by);
        if (m.row != SR_NONE && strcmp(sr_table_cell(t, m.row, 2), "obj") == 0) return true;
    }
    return false;
}

/* "There might be a dozen people under that roof", "the toll could rise to 40". */
static bool doubted(const struct sr_asked *a) {
    uint32_t begin = a->in->reading->sentences[sentence_of(a, a->number->first)].first;
    for (uint32_t k = 1; k <= 6 && a->number->whole_first >= begin + k; k++) {
        uint32_t i = a->number->whole_first - k;
        if (a->in->reading->tokens[i].kind == SR_TOKEN_PUNCT ||
            (sr_word_classes(a->in, i) & (SR_WORD_REL | SR_WORD_SCONJ)))
            return false;
        if (clue(a->in, i, "may") && !sr_is_time(a->in, i)) return true;
    }
    return false;
}

/* "Several", "a few": no number. */
static bool is_some(const struct sr_asked *a) {
    if (a->number->hedge != SR_HEDGE_VAGUE) return false;
    const struct sr_table *t = table(a, SR_TABLE_NUMBERS);
    uint32_t row = sr_table_find(t, a->in->reading->tokens[a->number->end - 1].norm);
    return row != SR_NONE && strcmp(sr_table_cell(t, row, 1), "some") == 0;
}

/* "All but six of those aboard died": what happened, didn't happen to the six. Of the dead they are the survivors, of freed
 * hostages the hostages; else it is left open what became of them. Not "24, all but three of them women". */
static bool excepted(const struct sr_asked *a) {
    uint32_t own = a->happened.token;
    return own != SR_NONE && own >= a->number->end && sr_phrase_before(a, a->number->whole_first, "excepted");
}

/* "Houses destroyed: 1,905", "livestock lost: 900": a label before a bare number names what it counts. Not "Building collapse:
 * 11 dead". */
static bool labelled(const struct sr_asked *a, const char *measure) {
    enum { LABEL_WITHIN = 6 };
    uint32_t first = a->number->whole_first, begin = a->in->reading->sentences[sentence_of(a, first)].first;
    uint32_t end = a->number->whole_end, stop = a->in->reading->sentences[sentence_of(a, first)].end;
    bool alone = end >= stop || a->in->reading->tokens[end].kind == SR_TOKEN_PUNCT;
    if (!alone || a->counted->head != SR_NONE || first < begin + 2 || !is(a->in, first - 1, ":")) return false;
    for (uint32_t k = 2; k <= LABEL_WITHIN && first >= begin + k; k++) {
        uint32_t row = sr_table_find(table(a, SR_TABLE_PEOPLE), a->in->reading->tokens[first - k].norm);
        if (row != SR_NONE) return sr_table_has(table(a, SR_TABLE_PEOPLE), row, 5, measure);
    }
    return false;
}

static bool is_families(const struct sr_asked *a) {
    uint32_t row = a->counted->row;
    return row != SR_NONE && sr_table_has(table(a, SR_TABLE_PEOPLE), row, 5, "families");
}

/* What those do or are who have no word of harm of their own; SR_MEASURE_COUNT when nothing is said of them. */
static uint8_t by_noun(const struct sr_asked *a) {
    const struct sr_counted *c = a->counted;
    if (a->noun < SR_MEASURE_COUNT && !a->weak) return a->noun;
    uint8_t answer = sr_answered(a);
    if (answer < SR_MEASURE_COUNT) return answer;
    if (a->number->zero_word && c->head != SR_NONE && clue(a->in, c->head, "those-counted"))
        return SR_MEASURE_KILLED; /* "there were no victims" */
    if (a->noun == SR_MEASURE_HOMES) return a->happened.whole ? SR_MEASURE_COUNT : SR_MEASURE_HOMES;
    if (c->head == SR_NONE && exposed(a)) return SR_MEASURE_PRESENT; /* "there were four in the car" */
    if (is_families(a)) return SR_MEASURE_COUNT;
    if (c->head == SR_NONE || a->happened.speak || (c->row == SR_NONE && !c->nationality[0])) return SR_MEASURE_COUNT;
    bool acts = a->noun == SR_MEASURE_PERPETRATORS || a->noun == SR_MEASURE_RESCUED;
    if (a->happened.agent && acts) return a->noun;
    if (a->happened.agent &&
        !sr_table_has(table(a, SR_TABLE_PEOPLE), c->row == SR_NONE ? 0 : c->row, 1, "security-forces"))
        return SR_MEASURE_PERPETRATORS; /* "200 prisoners who are holding 500 people" */
    if (a->noun == SR_MEASURE_PRESENT || a->happened.whole || exposed(a)) return SR_MEASURE_PRESENT;
    return SR_MEASURE_OTHER;
}

/* "He leaves a wife and two children", "her 12 children": kin of somebody told, to whom nothing happened. */
static bool are_kin(const struct sr_asked *a) {
    const struct sr_claim_in *in = a->in;
    uint32_t first = a->number->whole_first, begin = in->reading->sentences[sentence_of(a, first)].first;
    if (a->counted->head == SR_NONE || !clue(in, a->counted->head, "kin")) return false;
    if (a->happened.measure < SR_MEASURE_COUNT && a->happened.score >= enough) return false;
    if (first > begin && clue(in, first - 1, "possessive")) return true;
    for (uint32_t k = 1; k <= 6 && first >= begin + k; k++)
        if (clue(in, first - k, "leaves")) return true;
        else if (sr_word_classes(in, first - k) & SR_WORD_PREP) return is(in, first - k, "with");
    return false;
}

/* "Carrying 52, seven more than it has seats for": a difference. */
static bool compares(const struct sr_asked *a) {
    uint32_t end = a->number->end;
    return is(a->in, end + 1, "than") && (is(a->in, end, "more") || is(a->in, end, "fewer") || is(a->in, end, "less"));
}

/* Why a number with that measure is no claim after all, or SR_REASON_CLAIM. */
static enum sr_reason refused(const struct sr_asked *a, bool own, bool up) {
    const struct sr_number *n = a->number;
    bool victims = a->counted->head != SR_NONE && clue(a->in, a->counted->head, "those-counted");
    bool counts_none = victims || a->noun == SR_MEASURE_HOSTAGES || a->noun == SR_MEASURE_RESCUED ||
                       a->counted->noun_row != SR_NONE; /* "no survivors", "no deaths" */
    if (n->zero_word && (!own || a->happened.score < 8.2f) && !counts_none) return SR_REASON_NO_EVENT;
    if (n->zero_word && a->counted->partitive && a->counted->noun_row != SR_NONE)
        return SR_REASON_NO_EVENT; /* "none of the injuries was serious": there are some */
    bool one = n->value == 1 && n->hedge == SR_HEDGE_EXACT && a->counted->row == SR_NONE;
    if (one && !up && (!own || a->happened.score < sure)) return SR_REASON_UNSURE;
    return is_some(a) ? SR_REASON_UNSURE : SR_REASON_CLAIM;
}

static void take_happened(const struct sr_happened *h, struct sr_claim *out) {
    out->trigger = h->token;
    out->trigger_end = h->token + h->tokens;
    out->ambiguous = h->ambiguous;
    out->condition = h->condition;
    out->combined = h->combined;
    out->confidence = h->score >= 9 ? 0.9f : h->score >= 7 ? 0.75f : 0.5f;
}

enum sr_reason sr_measure_number(const struct sr_claim_in *in, const struct sr_claim *last, const struct sr_number *n,
                                 const struct sr_counted *c, struct sr_claim *out) {
    struct sr_asked a = {.in = in, .last = last, .number = n, .counted = c};
    a.noun = labelled(&a, "homes") ? SR_MEASURE_HOMES : measure_of_noun(in, c, &a.weak);
    bool homes = a.noun == SR_MEASURE_HOMES, possible = false;
    struct sr_group g = {n->whole_first, n->whole_end, n->end, n->zero_word, homes};
    a.happened = sr_find_happened(in, &g, c);
    struct sr_happened *h = &a.happened;
    bool personal = h->measure == SR_MEASURE_KILLED || h->measure == SR_MEASURE_DETAINED ||
                    (h->measure == SR_MEASURE_INJURED && !h->ambiguous &&
                     h->token + h->tokens == n->whole_first); /* done to people only, whatever the noun is */
    if (c->thing && !homes && !(c->unknown && h->score >= 8.4f && personal)) return SR_REASON_NO_PEOPLE;
    if (labelled(&a, "thing")) return SR_REASON_NO_PEOPLE;
    if (is_general(&a)) return SR_REASON_GENERAL;
    if (are_kin(&a) || compares(&a)) return SR_REASON_NO_EVENT;
    if (is_families(&a) && n->whole_first && is(in, n->whole_first - 1, "from")) return SR_REASON_NO_EVENT;
    bool own = h->measure < SR_MEASURE_COUNT && h->score >= enough && (homes || h->measure != SR_MEASURE_HOMES);
    out->polarity = SR_POLARITY_ASSERTED;
    if (own && excepted(&a)) {
        uint8_t left = a.noun < SR_MEASURE_COUNT && !a.weak ? a.noun : (uint8_t)SR_MEASURE_OTHER;
        out->measure = h->measure == SR_MEASURE_KILLED ? (uint8_t)SR_MEASURE_RESCUED : left;
        out->confidence = 0.6f;
        return SR_REASON_CLAIM;
    }
    if (by_phrase(&a) && c->row != SR_NONE && !(own && h->score >= sure)) { /* "were murdered by 30 men in uniform" */
        out->measure = SR_MEASURE_PERPETRATORS;
        out->confidence = 0.6f;
        return SR_REASON_CLAIM;
    }
    uint8_t up = h->whole || (own && h->score >= sure) ? SR_MEASURE_COUNT : sr_inherited(&a, &possible);
    if (up < SR_MEASURE_COUNT) own = false, out->measure = up;
    else if (own) out->measure = homes ? SR_MEASURE_HOMES : h->measure, possible = h->possible;
    else if ((out->measure = by_noun(&a)) == SR_MEASURE_COUNT) return SR_REASON_NO_EVENT;
    enum sr_reason no = refused(&a, own, up < SR_MEASURE_COUNT);
    if (no != SR_REASON_CLAIM) return no;
    if (n->zero_word && own && (h->combined & (1u << SR_MEASURE_KILLED)))
        out->measure = SR_MEASURE_KILLED; /* nobody hurt or killed */
    out->confidence = 0.5f;
    if (own) take_happened(h, out);
    if (possible || doubted(&a)) out->polarity = SR_POLARITY_POSSIBLE;
    out->of_the_last = up < SR_MEASURE_COUNT && sr_resumes(&a);
    return SR_REASON_CLAIM;
}
