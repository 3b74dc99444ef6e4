/* claim_left.c: words of harm before the number: "killing 12", "the toll rose to 31", "Confirmed dead: 212". */
#include "figure/claim_sides.h"

/* The match that ends with token `last`, the longest. */
static struct sr_harm harm_ending(const struct sr_claim_in *in, uint32_t last, uint32_t first, bool homes,
                                  uint32_t *at) {
    uint32_t reach = in->lexicon->tables[SR_TABLE_TRIGGERS].longest + 2;
    for (uint32_t k = last >= first + reach ? last - reach : first; k <= last; k++) {
        struct sr_harm m = sr_harm_at(in, k, last + 1, homes);
        if (m.row != SR_NONE && k + m.tokens == last + 1) {
            *at = k;
            return m;
        }
    }
    return (struct sr_harm){.row = SR_NONE};
}

static bool passive_before(const struct sr_claim_in *in, uint32_t at, uint32_t first) {
    if (sr_is_gerund(in, at)) return false; /* "had been carrying 52" */
    for (uint32_t k = 1; k <= 3 && at >= first + k; k++) {
        if (sr_is_passive_auxiliary(in, at - k)) return true;
        if (!(sr_word_classes(in, at - k) & (SR_WORD_ADV | SR_WORD_NEG))) return false;
    }
    return false;
}

static float fit_left(const struct sr_claim_in *in, uint32_t row, uint32_t at, uint32_t i, const struct sr_group *g,
                      uint32_t first, float cost, bool broken) {
    uint32_t beside = i + 1; /* an article may stand between */
    while (beside < g->first && (sr_word_classes(in, beside) & SR_WORD_DET)) beside++;
    bool next_to = beside == g->first;
    uint8_t measure = sr_harm_measure(in, row);
    bool only_there = measure == SR_MEASURE_PRESENT || measure == SR_MEASURE_PERPETRATORS;
    if (sr_harm_is(in, row, "of") && only_there) return next_to ? 6.5f : 0; /* "a crew of nine were saved" */
    if (sr_harm_is(in, row, "ing")) /* "School shooting: 12 killed" tells its own */
        return (is(in, g->first - 1, ":") ? 6.0f : 9.5f) - cost;
    if (sr_harm_is(in, row, "self")) return 9.3f - cost;              /* "killing himself and 14 others" */
    if (sr_harm_is(in, row, "base")) return broken ? 0 : 9.3f - cost; /* "the wound, Ruiz said": a noun */
    if (sr_harm_is(in, row, "of")) return next_to ? 9.6f : 9.0f - cost;
    if (sr_harm_is(in, row, "toll")) {
        bool linked = clue(in, g->first - 1, "toll-link") || clue(in, g->first, "toll-link"); /* "has topped 300" */
        if (!linked && !next_to) return 0;
        return 9.3f - (cost > 2.5f ? 2.5f : cost);
    }
    if (is(in, g->first - 1, ":") && at + 4 >= g->first) return 9.0f - cost; /* whatever the word is */
    if (!sr_harm_is(in, row, "obj")) return 0;
    return passive_before(in, at, first) ? 3.0f - cost : 9.3f - cost;
}

/* "They demanded the release of 12 prisoners": it hasn't happened. */
static bool only_wanted(const struct sr_claim_in *in, uint32_t at, uint32_t first) {
    enum { WANTED_WITHIN = 3 };
    for (uint32_t k = 1; k <= WANTED_WITHIN && at >= first + k; k++)
        if (clue(in, at - k, "demand")) return true;
    return false;
}

/* "Shot two guards and hustled 60 people into a hall": a word between "and" and a number is the number's own verb, though no
 * table holds it. */
static bool own_verb(const struct sr_claim_in *in, uint32_t i, uint32_t first) {
    const struct sr_token *t = &in->reading->tokens[i];
    return i > first && t->kind == SR_TOKEN_WORD && t->norm.n > 3 && !sr_word_classes(in, i) &&
           (sr_word_classes(in, i - 1) & SR_WORD_CONJ);
}

/* Nothing but names, numbers and what parts them: the entries of a list before this one. */
static bool names_and_numbers(const struct sr_claim_in *in, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const struct sr_token *t = &in->reading->tokens[i];
        if (t->kind == SR_TOKEN_WORD && t->shape != SR_SHAPE_TITLE && t->shape != SR_SHAPE_UPPER) return false;
    }
    return from < to;
}

void sr_harm_left(const struct sr_claim_in *in, const struct sr_group *g, uint32_t first, struct sr_happened *best) {
    float cost = 0;
    bool doubt = false, comma = false, listed = false;
    uint32_t ends;
    if (g->first > first && clue(in, g->first - 1, "clause-opener") &&
        harm_ending(in, g->first - 1, first, g->homes, &ends).row == SR_NONE &&
        !(g->first > first + 1 && harm_ending(in, g->first - 2, first, g->homes, &ends).row != SR_NONE))
        return; /* "three died as 200 fled": their own clause; not "gave the number of dead as 76" */
    for (uint32_t i = g->first, steps = 0; i > first && steps < 26; steps++) {
        i--;
        uint32_t at = i, bits = sr_word_classes(in, i);
        struct sr_harm m = harm_ending(in, i, first, g->homes, &at);
        if (m.row != SR_NONE) {
            for (uint32_t k = 1; k <= 3 && at >= first + k; k++) {
                struct sr_rightward w = {0};
                sr_note_mode(in, at - k, &w);
                if (w.modal || w.doubt) doubt = true;
            }
            bool found = false;
            if (only_wanted(in, at, first)) return;
            for (uint32_t k = 0; k < m.rows; k++) {
                float score = listed ? 9.0f - cost : fit_left(in, m.row + k, at, i, g, first, cost, comma);
                if (score > 0) sr_harm_offer(in, best, m.row + k, at, m.tokens, score, doubt);
                found |= score > 0;
            }
            if (found) return;
            cost += 2.0f;
            i = at;
            continue;
        }
        const struct sr_number *n = sr_number_at(in->numbers, i);
        if (n) {
            cost += 0.3f;
            i = n->whole_first > first ? n->whole_first : first;
            continue;
        }
        if (is(in, i, ":") && i + 1 == g->first) { /* "Confirmed dead: 212" */
            cost += 0.2f;
            continue;
        }
        if (is(in, i, ":") && names_and_numbers(in, i + 1, g->first)) { /* "Confirmed deaths: Hue 14, Ha Tinh 9" */
            cost = 0.2f;
            listed = true;
            continue;
        }
        if (is(in, i, ";") || is(in, i, ":")) return;
        if (g->zero && is(in, i, ",")) return; /* "seven hurt, nobody in danger" */
        if (i + 1 == g->first && own_verb(in, i, first)) return;
        if (bits & (SR_WORD_AUX | SR_WORD_MODAL | SR_WORD_REL)) cost += 3.0f;
        else if (bits & SR_WORD_SCONJ && !(bits & SR_WORD_PREP)) cost += 3.0f;
        else if (bits & SR_WORD_DET) cost += 0.1f;
        else if (bits & SR_WORD_CONJ) cost += 0.4f;
        else if (bits & SR_WORD_PREP) cost += 1.2f;
        else if (is(in, i, ",")) cost += 0.7f, comma = true;
        else cost += 0.35f;
    }
}
