/* claim_agent.c: verbs whose meaning is another by who does it to whom: the cell `by` of triggers.tsv.
 *
 *     Police held ten people.       detained         Robbers held ten people.      hostages
 *     Officers picked up four.      detained         A trawler picked up four.     rescued
 *     Mud buried nine villagers.    missing          We have buried nine.          killed
 */
#include "figure/claim_parts.h"
#include "reader/match.h"

/* The token is one of a set that a cell names: a side of people.tsv, a set of clues.tsv, or "pronoun". */
static bool one_of(const struct sr_claim_in *in, uint32_t token, const char *set) {
    const struct sr_table *people = &in->lexicon->tables[SR_TABLE_PEOPLE];
    if (clue(in, token, set)) return true;
    if (strcmp(set, "pronoun") == 0) return (sr_word_classes(in, token) & SR_WORD_PRON) != 0;
    struct sr_match m = sr_match_at(people, in->reading, token, in->reading->token_count);
    if (m.row == SR_NONE) return false;
    return sr_table_has(people, m.row, 1, set) ||
           (strcmp(set, "people") == 0 && !sr_table_has(people, m.row, 5, "thing"));
}

/* "perpetrators=hostages|forces=detained": the measure of the first set that the token is of. */
static uint8_t by_set(const struct sr_claim_in *in, uint32_t token, const char *cell) {
    while (*cell) {
        size_t n = strcspn(cell, "|"), name = strcspn(cell, "=");
        char set[24];
        if (name < n && name < sizeof set) {
            memcpy(set, cell, name);
            set[name] = 0;
            if (one_of(in, token, set))
                return (uint8_t)sr_measure_from((struct sr_str){cell + name + 1, (uint32_t)(n - name - 1)});
        }
        cell += n + (cell[n] == '|');
    }
    return SR_MEASURE_COUNT;
}

/* Who does it: after "by", or before the verb, back to the beginning of its clause; the counted people themselves where the
 * verb is theirs ("40 inmates escaped"). */
uint8_t sr_measure_by_agent(const struct sr_claim_in *in, const struct sr_happened *h, const struct sr_counted *c) {
    enum { BY_WITHIN = 4, AGENT_WITHIN = 6, SUBJECT_WITHIN = 12 };
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    const char *cell = sr_table_cell(t, h->row, 4);
    if (!cell[0] || h->token == SR_NONE) return h->measure;
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[h->token].sentence];
    uint8_t found = SR_MEASURE_COUNT;
    if (strcmp(sr_table_cell(t, h->row, 2), "subj") == 0) {
        if (c->head != SR_NONE) found = by_set(in, c->head, cell);
        return found < SR_MEASURE_COUNT ? found : h->measure;
    }
    uint32_t end = h->token + h->tokens, by = end;
    while (by < s->end && by < end + BY_WITHIN && !is(in, by, "by")) by++;
    for (uint32_t i = by + 1; is(in, by, "by") && i < s->end && i < by + AGENT_WITHIN && found == SR_MEASURE_COUNT; i++)
        found = by_set(in, i, cell);
    bool counted_before = c->head != SR_NONE && c->head < h->token; /* "ten people were held": no subject that acts */
    for (uint32_t k = 1; !counted_before && found == SR_MEASURE_COUNT && k <= SUBJECT_WITHIN; k++) {
        if (h->token < s->first + k || is(in, h->token - k, ";") || is(in, h->token - k, "that")) break;
        found = by_set(in, h->token - k, cell);
    }
    if (found == SR_MEASURE_COUNT) found = h->measure;
    bool caught = found == SR_MEASURE_HOSTAGES && c->head != SR_NONE && one_of(in, c->head, "perpetrators");
    return caught ? SR_MEASURE_DETAINED : found; /* "three suspects have been seized" */
}
