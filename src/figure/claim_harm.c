/* claim_harm.c: the word of harm at a token: a row of triggers.tsv, or a phrase that is built like one.
 *
 *     taken to hospital · taken to Queen Mary Hospital                      the table holds the first alone
 *     in serious condition · in a life-threatening condition
 *     with injuries · with severe breathing problems
 * and not: two patients at a Geraldton clinic
 */
#include "figure/claim_sides.h"
#include "reader/match.h"

bool sr_is_time(const struct sr_claim_in *in, uint32_t token) {
    uint32_t time = sr_time_at(in->times, token);
    return time < in->times->count && in->times->items[time].first <= token;
}

static const struct sr_table *triggers(const struct sr_claim_in *in) {
    return &in->lexicon->tables[SR_TABLE_TRIGGERS];
}

bool sr_harm_is(const struct sr_claim_in *in, uint32_t row, const char *class) {
    return strcmp(sr_table_cell(triggers(in), row, 2), class) == 0;
}

uint8_t sr_harm_measure(const struct sr_claim_in *in, uint32_t row) {
    return (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(triggers(in), row, 1)));
}

/* "to Mount Sinai Hospital", "at the Royal Free hospital in London": one past the hospital's word, or 0. Not "to the chief of
 * the hospital": between stand names and articles alone. */
static uint32_t hospital_end(const struct sr_claim_in *in, uint32_t at, uint32_t end) {
    enum { NAME_WITHIN = 7 };
    if (!clue(in, at, "hospital-preposition")) return 0;
    for (uint32_t i = at + 1; i < end && i < at + NAME_WITHIN; i++) {
        const struct sr_token *t = &in->reading->tokens[i];
        if (clue(in, i, "hospital")) return i + 1;
        bool name = t->kind == SR_TOKEN_WORD && (t->shape == SR_SHAPE_TITLE || t->shape == SR_SHAPE_UPPER);
        if (!name && !clue(in, i, "hospital-modifier")) return 0;
    }
    return 0;
}

/* "in a life-threatening condition", "with severe breathing problems": one past the noun of that set, or 0. Not "in Dansadau,
 * Zamfara state": no name and no comma stands between. */
static uint32_t ailment_end(const struct sr_claim_in *in, uint32_t at, uint32_t end, const char *set) {
    enum { NOUN_WITHIN = 5 };
    for (uint32_t i = at + 1; i < end && i < at + NOUN_WITHIN; i++) {
        const struct sr_token *t = &in->reading->tokens[i];
        if (i > at + 1 && clue(in, i, set)) return i + 1;
        if (t->kind == SR_TOKEN_PUNCT || t->shape == SR_SHAPE_TITLE) return 0;
        if (sr_word_classes(in, i) & ~(uint32_t)(SR_WORD_DET | SR_WORD_CONJ | SR_WORD_ADV)) return 0;
    }
    return 0;
}

/* "Admitted" and their like with nothing behind them that is admitted: "240 had fled, its director admitted.", "claiming victory
 * over". Not "admitted 71 patients", "two were admitted", "claiming 12 lives". */
static bool only_says(const struct sr_claim_in *in, uint32_t at) {
    const struct sr_token *t = &in->reading->tokens[at];
    if (!clue(in, at, "also-says") || (at && sr_is_passive_auxiliary(in, at - 1))) return false;
    if (at + 1 >= in->reading->token_count || t[1].sentence != t->sentence) return true;
    bool counts = sr_number_at(in->numbers, at + 1) != NULL;
    return t[1].kind == SR_TOKEN_PUNCT || is(in, at + 1, "that") || (sr_is_gerund(in, at) && !counts);
}

/* "A rescue team", "the murder charge": a bare form that the tagger, where there is one, holds for a noun. */
static bool is_noun(const struct sr_claim_in *in, uint32_t at, uint32_t row) {
    return sr_harm_is(in, row, "base") && (in->reading->has & SR_HAS_TAGS) &&
           in->reading->tokens[at].upos == SR_UPOS_NOUN;
}

struct sr_harm sr_harm_at(const struct sr_claim_in *in, uint32_t at, uint32_t end, bool homes) {
    struct sr_match m = sr_match_at(triggers(in), in->reading, at, end);
    struct sr_harm h = {.row = m.row, .tokens = m.tokens};
    uint32_t hospital = m.row == SR_NONE ? hospital_end(in, at, end) : 0;
    if (hospital) {
        h.row = sr_table_find(triggers(in), sr_str_c("to hospital"));
        h.tokens = hospital - at;
    }
    bool state = is(in, at, "in"), ailing = state || is(in, at, "with");
    uint32_t noun = h.row == SR_NONE && ailing ? ailment_end(in, at, end, state ? "condition" : "ailment") : 0;
    if (noun) {
        h.row = sr_table_find(triggers(in), sr_str_c(state ? "in serious condition" : "with injuries"));
        h.tokens = noun - at;
    }
    if (h.row == SR_NONE) return h;
    if (only_says(in, at) || is_noun(in, at, h.row)) return (struct sr_harm){.row = SR_NONE};
    uint32_t same = sr_table_same(triggers(in), h.row); /* rows on homes stand last */
    while (h.rows < same && (homes || sr_harm_measure(in, h.row + h.rows) != SR_MEASURE_HOMES)) h.rows++;
    if (!h.rows) h.row = SR_NONE;
    return h;
}

void sr_harm_offer(const struct sr_claim_in *in, struct sr_happened *best, uint32_t row, uint32_t token,
                   uint32_t tokens, float score, bool possible) {
    if (score <= best->score) return;
    best->score = score;
    best->measure = sr_harm_measure(in, row);
    best->possible = possible || sr_table_has(triggers(in), row, 3, "possible");
    best->ambiguous = sr_table_has(triggers(in), row, 3, "ambiguous");
    best->condition = sr_table_has(triggers(in), row, 3, "condition");
    best->token = token;
    best->tokens = tokens;
    best->row = row;
    best->agent = false;
}
