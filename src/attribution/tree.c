#include "attribution/parts.h"

/* Where the reading has trees: the speaker is the verb's subject with all that hangs on it, and what is said is the
 * clause that hangs on the verb. The rules by words stay as they are for whatever the tree doesn't answer. */

enum { CLIMBS = 200 };

bool sr_att_prepare_trees(struct sr_attributing *a) {
    if (!(a->reading->has & SR_HAS_TREES)) return true;
    a->under_first = sr_arena_alloc(a->arena, a->n, sizeof *a->under_first);
    a->under_end = sr_arena_alloc(a->arena, a->n, sizeof *a->under_end);
    if (!a->under_first || !a->under_end) return false;
    for (uint32_t i = 0; i < a->n; i++) {
        a->under_first[i] = i;
        a->under_end[i] = i + 1;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t up = i;
        for (uint32_t n = 0; n < CLIMBS; n++) { /* a tree that is a ring ends here */
            uint32_t head = a->tokens[up].head;
            if (head == SR_NONE || head == up || head >= a->n) break;
            up = head;
            if (i < a->under_first[up]) a->under_first[up] = i;
            if (i + 1 > a->under_end[up]) a->under_end[up] = i + 1;
        }
    }
    return true;
}

static uint32_t child(const struct sr_attributing *a, uint32_t head, uint32_t deprel, struct sr_range within) {
    for (uint32_t i = within.first; i < within.end; i++)
        if (a->tokens[i].head == head && i != head && a->tokens[i].deprel == deprel) return i;
    return SR_NONE;
}

/* The verb's subject, or that of the verb which it is joined to or hangs on. Empty when the tree tells none. */
struct sr_range sr_att_subject(const struct sr_attributing *a, uint32_t verb, struct sr_range within) {
    struct sr_range none = {0, 0};
    if (!a->under_first) return none;
    for (uint32_t v = verb, n = 0; n < 4; n++) {
        uint32_t s = child(a, v, SR_DEP_NSUBJ, within);
        if (s != SR_NONE) {
            struct sr_range r = {a->under_first[s], a->under_end[s]};
            if (r.first < within.first) r.first = within.first;
            if (r.end > within.end) r.end = within.end;
            if (r.first <= verb && verb < r.end) { /* the verb stands inside it: keep the subject's side */
                if (s < verb) r.end = verb;
                else r.first = verb + 1;
            }
            while (r.end > r.first && sr_att_is(a, r.end - 1, SR_WORD_COMMA | SR_WORD_AUX | SR_WORD_ADVERB)) r.end--;
            return s >= r.first && s < r.end ? r : none;
        }
        uint8_t dep = a->tokens[v].deprel;
        uint32_t head = a->tokens[v].head;
        if (head == SR_NONE || head == v || head < within.first || head >= within.end) return none;
        if (dep != SR_DEP_CONJ && dep != SR_DEP_XCOMP && dep != SR_DEP_ADVCL) return none;
        v = head;
    }
    return none;
}

/* Where the clause that begins at `start` and hangs on one of the cue's tokens ends, or SR_NONE. */
uint32_t sr_att_tree_end(const struct sr_attributing *a, struct sr_range cue, uint32_t start) {
    if (!a->under_first) return SR_NONE;
    uint32_t up = start;
    for (uint32_t n = 0; n < CLIMBS; n++) {
        uint32_t head = a->tokens[up].head;
        if (head == SR_NONE || head == up || head >= a->n) return SR_NONE;
        if (head >= cue.first && head < cue.end) {
            uint8_t dep = a->tokens[up].deprel;
            bool clause = dep == SR_DEP_CCOMP || dep == SR_DEP_XCOMP || dep == SR_DEP_PARATAXIS;
            return clause && a->under_end[up] > start ? a->under_end[up] : SR_NONE;
        }
        up = head;
    }
    return SR_NONE;
}
