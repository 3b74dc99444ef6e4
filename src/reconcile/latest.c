/* latest.c: the rule `latest`: the newest claim of the best-placed speaker; hedges widen it.
 *
 * Within one document a claim is older than another only where the text says so (supersedes, as_of). Of those that are
 * left, the best-placed speaker's is taken; of equals, one with a number before a vague one, then the first in the text.
 */
#include "reconcile/rules.h"

uint32_t sr_rank(const struct sr_reconcile_in *in, const struct sr_claim *c) {
    const struct sr_table *ranks = &in->lexicon->tables[SR_TABLE_RANKS];
    uint32_t row = sr_table_find(ranks, sr_str_c(sr_measure_name(c->measure)));
    if (row == SR_NONE) row = sr_table_find(ranks, SR_STR("default"));
    const char *kind = "own";
    if (c->chain_count) kind = sr_source_kind_name(in->attributions->sources[c->chain[0].speakers.items[0]].kind);
    for (uint32_t k = 1; row != SR_NONE && k < ranks->columns; k++)
        if (sr_table_has(ranks, row, k, kind)) return k;
    return ranks->columns;
}

static int64_t as_of(const struct sr_reconcile_in *in, const struct sr_claim *c) {
    if (c->as_of == SR_NONE || !in->times->items[c->as_of].has_interval) return INT64_MIN;
    return sr_date_seconds(&in->times->items[c->as_of].begin);
}

static bool better(const struct sr_reconcile_in *in, const struct sr_claim *a, const struct sr_claim *b) {
    if (as_of(in, a) != as_of(in, b) && as_of(in, a) != INT64_MIN && as_of(in, b) != INT64_MIN)
        return as_of(in, a) > as_of(in, b);
    bool vague_a = a->hedge == SR_HEDGE_VAGUE, vague_b = b->hedge == SR_HEDGE_VAGUE;
    if (vague_a != vague_b) return vague_b;
    return sr_rank(in, a) < sr_rank(in, b);
}

uint32_t sr_rule_latest(const struct sr_reconcile_in *in, const uint32_t *claims, uint32_t count) {
    uint32_t best = SR_NONE;
    for (uint32_t i = 0; i < count; i++) {
        const struct sr_claim *c = &in->claims->items[claims[i]];
        bool overtaken = false;
        for (uint32_t k = 0; k < count; k++) overtaken |= in->claims->items[claims[k]].supersedes == claims[i];
        if (overtaken || c->polarity != SR_POLARITY_ASSERTED) continue;
        if (best == SR_NONE || better(in, c, &in->claims->items[best])) best = claims[i];
    }
    return best;
}
