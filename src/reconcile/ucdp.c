/* ucdp.c: the rule `ucdp`, after the UCDP Georeferenced Event Dataset.
 *
 * UCDP GED codebook (Croicu and Sundberg; versions to 24.1), variables best, high, low: `best` is the most reliable
 * estimate, `low` and `high` the lowest and the highest reliable estimate of deaths of the same event; estimates that are
 * thought unreliable or partisan are left out; where sources cannot be ranked, best leans to the conservative one. The
 * codebook's text could not be had here; this is read from its variables' descriptions, and its section numbers are not
 * cited for that reason (docs/decisions/0005-rules.md).
 *   reliable   every speaker but those of the last rank in data/en/ranks.tsv (parties to the fight, armed groups, social
 *              media); where nobody else speaks, low = 0 and their figures are `high`
 *   vague      "dozens" is at least the unit that it is told in: it can be `low`, and `best` only where no number is given
 */
#include "reconcile/rules.h"

static int64_t lowest(const struct sr_claim *c) {
    if (c->low != SR_UNKNOWN) return c->low;
    if (c->value != SR_UNKNOWN)
        return c->hedge == SR_HEDGE_AT_MOST || c->hedge == SR_HEDGE_LESS_THAN ? SR_UNKNOWN : c->value;
    return c->order;
}

static int64_t highest(const struct sr_claim *c) {
    return c->high != SR_UNKNOWN ? c->high : c->value != SR_UNKNOWN ? c->value : lowest(c);
}

static bool more_reliable(const struct sr_group_in *g, uint32_t a, uint32_t b) {
    const struct sr_claim *x = &g->in->claims->items[a], *y = &g->in->claims->items[b];
    bool vague_x = x->hedge == SR_HEDGE_VAGUE, vague_y = y->hedge == SR_HEDGE_VAGUE;
    if (vague_x != vague_y) return vague_y;
    uint32_t rank_x = sr_rank(g->in, x), rank_y = sr_rank(g->in, y);
    if (rank_x != rank_y) return rank_x < rank_y;
    return lowest(x) != SR_UNKNOWN && lowest(y) != SR_UNKNOWN && lowest(x) < lowest(y);
}

void sr_rule_ucdp(const struct sr_group_in *g, struct sr_figure *f) {
    const struct sr_claim *all = g->in->claims->items;
    if (!sr_rule_candidates(g)) return;
    uint32_t reliable = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        if (g->verdicts[i] != SR_VERDICT_LATER) continue;
        if (sr_unreliable(g->in, &all[g->claims[i]])) g->verdicts[i] = SR_VERDICT_UNRELIABLE;
        else reliable++;
    }
    for (uint32_t i = 0; i < g->count; i++) {
        const struct sr_claim *c = &all[g->claims[i]];
        bool taken = g->verdicts[i] == SR_VERDICT_LATER || (!reliable && g->verdicts[i] == SR_VERDICT_UNRELIABLE);
        if (!taken) continue;
        if (f->chosen == SR_NONE || more_reliable(g, g->claims[i], f->chosen)) f->chosen = g->claims[i];
        if (lowest(c) != SR_UNKNOWN && (f->low == SR_UNKNOWN || lowest(c) < f->low)) f->low = lowest(c);
        if (highest(c) != SR_UNKNOWN && (f->high == SR_UNKNOWN || highest(c) > f->high)) f->high = highest(c);
    }
    const struct sr_claim *best = &all[f->chosen];
    f->best = best->value != SR_UNKNOWN ? best->value : lowest(best);
    /* "up to one" has no lowest figure, and may still be the best one beside "two" */
    if (f->best != SR_UNKNOWN && f->low > f->best) f->low = f->best;
    if (f->best != SR_UNKNOWN && f->high != SR_UNKNOWN && f->high < f->best) f->high = f->best;
    if (!reliable) f->low = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        const struct sr_claim *c = &all[g->claims[i]];
        if (g->claims[i] == f->chosen) g->verdicts[i] = SR_VERDICT_CHOSEN;
        else if (g->verdicts[i] != SR_VERDICT_LATER) continue;
        else if (lowest(c) == f->low || highest(c) == f->high)
            g->verdicts[i] =
                lowest(c) == lowest(best) && highest(c) == highest(best) ? SR_VERDICT_AGREES : SR_VERDICT_WIDENS;
        else if (sr_rank(g->in, c) > sr_rank(g->in, best)) g->verdicts[i] = SR_VERDICT_LESS_PLACED;
    }
}
