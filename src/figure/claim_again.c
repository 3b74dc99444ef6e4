/* claim_again.c: what a number is a figure of by the figures around it: the one before it, of which it is a part or which it
 * replaces, or a noun that names the whole.
 *
 *     22 died. Two were children.                  a part of it
 *     The survivors, including 31 women            a part of those
 *     It rose to 31, up from 22.                   the figure that it replaces
 *     The company says seven.                      another figure of the same
 */
#include "figure/claim_asked.h"
#include "reader/match.h"

/* A phrase of general.tsv with that side ends right before `first`, an article or a hedge between them at most. */
bool sr_phrase_before(const struct sr_asked *a, uint32_t first, const char *side) {
    const struct sr_table *general = table(a, SR_TABLE_GENERAL);
    uint32_t begin = a->in->reading->sentences[sentence_of(a, first)].first, reach = general->longest + 2;
    for (uint32_t i = first > begin + reach ? first - reach : begin; i < first; i++) {
        struct sr_match m = sr_match_at(general, a->in->reading, i, first);
        if (m.row == SR_NONE || i + m.tokens + 1 < first || !sr_table_has(general, m.row, 1, side)) continue;
        if (i + m.tokens == first || (sr_word_classes(a->in, first - 1) & (SR_WORD_DET | SR_WORD_PREP))) return true;
    }
    return false;
}

/* A number that follows a comma, "and", a colon or a bracket goes on with a list of the same kind. */
static bool in_list(const struct sr_asked *a) {
    uint32_t first = a->number->whole_first;
    if (first > 1 && is(a->in, first - 1, "with") && is(a->in, first - 2, ","))
        first--; /* "3,728, with 198 since Monday" */
    return first && sentence_of(a, first - 1) == sentence_of(a, first) && clue(a->in, first - 1, "list-mark");
}

/* "… while at least seven Chinese were involved": in what was told before. */
static bool goes_along(const struct sr_asked *a) {
    const struct sr_table *t = table(a, SR_TABLE_TRIGGERS);
    struct sr_match m = sr_match_at(t, a->in->reading, a->counted->end, a->in->reading->token_count);
    return m.row != SR_NONE && strcmp(sr_table_cell(t, m.row, 2), "same") == 0;
}

/* A number that stands alone where a sentence begins is of those who were just told: "Four were hurt. Two are in surgery."
 * "Three men died. One, a miner, left a note." Not "Two people …", "One said …". */
bool sr_resumes(const struct sr_asked *a) {
    const struct sr_number *n = a->number;
    const struct sr_reading *r = a->in->reading;
    uint32_t s = sentence_of(a, n->first);
    if (a->counted->head != SR_NONE || n->value == SR_UNKNOWN || n->zero_word || n->end >= r->sentences[s].end)
        return false;
    if (n->whole_first != r->sentences[s].first) return false;
    return is(a->in, n->end, ",") || (sr_word_classes(a->in, n->end) & SR_WORD_AUX);
}

static bool no_more_than(const struct sr_number *part, const struct sr_claim *whole) {
    int64_t most = whole->high != SR_UNKNOWN ? whole->high : whole->value;
    return most == SR_UNKNOWN || part->value == SR_UNKNOWN || part->value <= most;
}

/* "The survivors, including 31 women", "the dead, among them two nurses": the whole is a noun that tells what became of them,
 * without a number of its own. */
static uint8_t of_a_named_whole(const struct sr_asked *a) {
    enum { WHOLE_WITHIN = 7 };
    const struct sr_claim_in *in = a->in;
    uint32_t first = a->number->whole_first, begin = in->reading->sentences[sentence_of(a, first)].first;
    bool told_so = false;
    for (uint32_t k = 1; k <= WHOLE_WITHIN && first >= begin + k; k++) {
        uint32_t i = first - k;
        if (clue(in, i, "part-before")) told_so = true;
        if (!told_so || !clue(in, i, "those-counted")) continue;
        uint32_t row = sr_table_find(table(a, SR_TABLE_PEOPLE), in->reading->tokens[i].norm);
        if (row != SR_NONE && !sr_table_has(table(a, SR_TABLE_PEOPLE), row, 6, "1"))
            return (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(table(a, SR_TABLE_PEOPLE), row, 5)));
        struct sr_harm h = sr_harm_at(in, i, first, false);
        return h.row == SR_NONE ? SR_MEASURE_COUNT : sr_harm_measure(in, h.row);
    }
    return SR_MEASURE_COUNT;
}

/* A part takes the measure of what it is a part of: "22 killed, including two children"; "four of the victims were
 * children". The whole is the last claim of this sentence, or of the one before where "of them" points back. */
uint8_t sr_inherited(const struct sr_asked *a, bool *possible) {
    const struct sr_number *n = a->number;
    const struct sr_counted *c = a->counted;
    bool victims = c->partitive && c->row != SR_NONE && /* "of the victims" */
                   sr_table_has(table(a, SR_TABLE_PEOPLE), c->row, 1, "victims");
    bool again = sr_resumes(a);
    uint32_t sentence = sentence_of(a, n->first), back = c->pronoun || victims || again ? 1 : 0;
    bool listed = in_list(a) || goes_along(a); /* "three by the first blast, two by the second" */
    uint8_t named = of_a_named_whole(a);
    if (named < SR_MEASURE_COUNT) return named;
    if (!a->last || a->last->number == SR_NONE || (!n->is_part && !back && !listed)) return SR_MEASURE_COUNT;
    uint32_t at = sentence_of(a, sr_token_at(a->in->reading, a->last->span.start));
    if (at + back < sentence || (again && !no_more_than(n, a->last))) return SR_MEASURE_COUNT;
    if (!n->is_part && !back && at != sentence) return SR_MEASURE_COUNT;
    *possible = a->last->polarity == SR_POLARITY_POSSIBLE;
    return a->last->measure;
}

/* "The figure of 23", "a tally that stood at 40": the word before says no more than that it is one. */
static bool told_as_figure(const struct sr_asked *a) {
    uint32_t first = a->number->whole_first, link = 0;
    for (uint32_t k = 1; k <= 4 && first >= k && sentence_of(a, first - k) == sentence_of(a, first); k++) {
        if (clue(a->in, first - k, "toll-link")) link = k;
        else if (link && clue(a->in, first - k, "figure")) return true;
        else if (!(sr_word_classes(a->in, first - k) & (SR_WORD_AUX | SR_WORD_REL | SR_WORD_SCONJ | SR_WORD_ADV)))
            return false;
    }
    return false;
}

/* "Up from 33 a day earlier", "three instead of five": the figure that the one before it replaces. */
static bool replaced(const struct sr_asked *a) {
    return sr_phrase_before(a, a->number->whole_first, "replaced");
}

/* A bare number that somebody says, after figures of one measure, is another figure of it: "Kakar spoke of five." "The
 * company says seven." "It put the figure at nine." Not "one", which is more often a pronoun, and not far from the figure
 * that it answers. */
uint8_t sr_answered(const struct sr_asked *a) {
    const struct sr_number *n = a->number;
    const struct sr_reading *r = a->in->reading;
    if (a->counted->head != SR_NONE || !a->last || a->last->number == SR_NONE || n->value == 1 || n->zero_word ||
        a->counted->thing)
        return SR_MEASURE_COUNT;
    const struct sr_token *after = n->end < r->token_count ? &r->tokens[n->end] : NULL;
    bool closed = !after || after->sentence != sentence_of(a, n->first) || after->kind == SR_TOKEN_PUNCT;
    uint32_t at = a->in->attributions->count ? sr_attribution_at(a->in->attributions, n->span) : SR_NONE;
    if ((!closed || at == SR_NONE) && !told_as_figure(a) && !replaced(a)) return SR_MEASURE_COUNT;
    uint32_t sentence = sentence_of(a, sr_token_at(r, a->last->span.start));
    return sentence + 2 >= sentence_of(a, n->first) ? a->last->measure : SR_MEASURE_COUNT;
}
