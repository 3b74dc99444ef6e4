/* incident_victims.c: the names of those who suffered it.
 *
 *     the murder of Liberal Senator Jorge Ruiz Mora          a name after a noun of harm and titles
 *     JORGE RUIZ MORA WAS KILLED                             a name before its passive verb, in capitals too
 */
#include "incident/incident_roles.h"
#include "reader/clue.h"
#include "reader/match.h"

static const struct sr_table *table(const struct sr_roles *r, enum sr_table_id id) { return &r->in->lexicon->tables[id]; }

/* A word that can be part of a name: written large, in no table of words that are none. In capitals the tables decide. */
static bool may_be_name(const struct sr_roles *r, uint32_t i) {
    static const enum sr_table_id no_names[] = {SR_TABLE_FUNCTION_WORDS, SR_TABLE_PEOPLE, SR_TABLE_PERSON_TITLES, SR_TABLE_TRIGGERS,
                                                SR_TABLE_KINDS, SR_TABLE_NUMBERS, SR_TABLE_NOUNS, SR_TABLE_DEMONYMS,
                                                SR_TABLE_COMMON_WORDS, SR_TABLE_TARGETS, SR_TABLE_ROLE_WORDS, SR_TABLE_COUNTRIES,
                                                SR_TABLE_CLUES, SR_TABLE_TIME_WORDS, SR_TABLE_SOURCE_NOUNS};
    const struct sr_token *t = &r->in->reading->tokens[i];
    if (t->kind != SR_TOKEN_WORD || t->norm.n < 2 || (t->shape != SR_SHAPE_TITLE && t->shape != SR_SHAPE_UPPER && t->shape != SR_SHAPE_MIXED))
        return false;
    if (sr_table_find(table(r, SR_TABLE_FIRST_NAMES), t->norm) != SR_NONE) return true;
    for (size_t k = 0; k < sizeof no_names / sizeof *no_names; k++)
        if (sr_table_find(table(r, no_names[k]), t->norm) != SR_NONE) return false;
    return true;
}

static bool is_particle(const struct sr_roles *r, uint32_t i) {
    return sr_table_find(table(r, SR_TABLE_NAME_PARTICLES), r->in->reading->tokens[i].norm) != SR_NONE;
}

/* The end of the name that begins at `i`: two to five words, the first no particle; `i` when none begins there. */
static uint32_t name_end(const struct sr_roles *r, uint32_t i, uint32_t stop) {
    uint32_t end = i, words = 0;
    while (end < stop && words < 5) {
        if (may_be_name(r, end)) words++;
        else if (!(words && is_particle(r, end) && end + 1 < stop && may_be_name(r, end + 1))) break;
        end++;
    }
    return words >= 2 ? end : i;
}

static bool harm_class(const struct sr_roles *r, uint32_t row, const char *class) {
    const struct sr_table *t = table(r, SR_TABLE_TRIGGERS);
    uint32_t m = sr_measure_from(sr_str_c(sr_table_cell(t, row, 1)));
    return strcmp(sr_table_cell(t, row, 2), class) == 0 &&
           (m == SR_MEASURE_KILLED || m == SR_MEASURE_INJURED || m == SR_MEASURE_HOSTAGES);
}

/* After "murder of", "killed", "kidnapping of": titles and other nouns may stand before the name. */
static void after_harm(struct sr_roles *r, uint32_t i, uint32_t stop) {
    const struct sr_table *t = table(r, SR_TABLE_TRIGGERS);
    struct sr_match m = sr_match_at(t, r->in->reading, i, stop);
    bool harm = false;
    for (uint32_t k = 0, n = m.row == SR_NONE ? 0 : sr_table_same(t, m.row); k < n; k++)
        harm |= harm_class(r, m.row + k, "of") || harm_class(r, m.row + k, "ing") ||
                (harm_class(r, m.row + k, "obj") && !(i && sr_clue(r->in->lexicon, r->in->reading, i - 1, "target-passive")));
    if (!harm) return;
    for (uint32_t k = i + m.tokens; k < stop && k < i + m.tokens + 8; k++) {
        const struct sr_token *w = &r->in->reading->tokens[k];
        if (w->kind == SR_TOKEN_PUNCT || sr_str_is(w->norm, "by") || sr_str_is(w->norm, "in")) return;
        uint32_t end = name_end(r, k, stop);
        if (end == k) continue;
        sr_role_add(r, SR_ROLE_VICTIM, k, end, SR_AS_STATED);
        if (end + 1 < stop && sr_str_is(r->in->reading->tokens[end].norm, "and") && name_end(r, end + 1, stop) > end + 1)
            sr_role_add(r, SR_ROLE_VICTIM, end + 1, name_end(r, end + 1, stop), SR_AS_STATED);
        return;
    }
}

/* A name, its age or post between commas, then "was killed", "died". */
static void before_harm(struct sr_roles *r, uint32_t first, uint32_t end, uint32_t stop) {
    const struct sr_table *t = table(r, SR_TABLE_TRIGGERS);
    bool passive = false;
    uint32_t limit = end + 4;
    if (end < stop && sr_str_is(r->in->reading->tokens[end].norm, ",")) limit = end + 12;
    for (uint32_t k = end; k < stop && k < limit; k++) {
        struct sr_match m = sr_match_at(t, r->in->reading, k, stop);
        for (uint32_t n = 0, all = m.row == SR_NONE ? 0 : sr_table_same(t, m.row); n < all; n++)
            if ((passive && harm_class(r, m.row + n, "obj")) || harm_class(r, m.row + n, "subj")) {
                sr_role_add(r, SR_ROLE_VICTIM, first, end, SR_AS_STATED);
                return;
            }
        if (sr_clue(r->in->lexicon, r->in->reading, k, "target-passive")) passive = true;
        else if (m.row != SR_NONE) return;
    }
}

static void counted(struct sr_roles *r) {
    const struct sr_incident_in *in = r->in;
    for (uint32_t i = 0; i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        bool harm = c->measure == SR_MEASURE_KILLED || c->measure == SR_MEASURE_INJURED || c->measure == SR_MEASURE_HOSTAGES;
        if (!harm || c->of_head == SR_NONE || c->side == SR_SIDE_PERPETRATORS || c->polarity != SR_POLARITY_ASSERTED) continue;
        if (sr_is_background(r->scene, in->reading, c->of_head) || c->value == 0 || !c->of.end) continue;
        uint32_t first = sr_token_at(in->reading, c->of.start);
        while (first < c->of_head && sr_clue(in->lexicon, in->reading, first, "one-article")) first++;
        if (sr_table_find(table(r, SR_TABLE_PEOPLE), in->reading->tokens[c->of_head].norm) != SR_NONE && first <= c->of_head)
            sr_role_add(r, SR_ROLE_VICTIM, first, c->of_head + 1, SR_AS_STATED);
    }
}

void sr_find_victims(struct sr_roles *r) {
    const struct sr_reading *reading = r->in->reading;
    for (uint32_t s = 0; s < reading->sentence_count && !r->failed; s++) {
        uint32_t stop = reading->sentences[s].end;
        for (uint32_t i = reading->sentences[s].first; i < stop;) {
            uint32_t end = name_end(r, i, stop);
            if (sr_is_background(r->scene, reading, i)) end = i;
            else if (end > i) before_harm(r, i, end, stop);
            else after_harm(r, i, stop);
            i = end > i ? end : i + 1;
        }
    }
    counted(r);
}
