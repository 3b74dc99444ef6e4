/* weighed.c: the claims of a group as counts for the rules of weigh/, and back. */
#include "reconcile/rules.h"

static struct sr_count count_of(const struct sr_group_in *g, uint32_t i, int64_t (*lowest)(const struct sr_claim *)) {
    const struct sr_claim *c = &g->in->claims->items[g->claims[i]];
    int64_t low = lowest(c), told = c->value != SR_UNKNOWN ? c->value : low;
    return (struct sr_count){.low = low,
                             .high = c->high != SR_UNKNOWN ? c->high : told,
                             .told = told,
                             .rank = sr_claim_rank(g->in, c),
                             .stands = g->verdicts[i] == SR_VERDICT_LATER,
                             .vague = c->hedge == SR_HEDGE_VAGUE};
}

void sr_rule_weigh(const struct sr_weighing *w, const struct sr_group_in *g, struct sr_figure *f) {
    const uint8_t verdicts[] = {[SR_WEIGHED_CHOSEN] = SR_VERDICT_CHOSEN, [SR_WEIGHED_AGREES] = SR_VERDICT_AGREES,
                                [SR_WEIGHED_WIDENS] = SR_VERDICT_WIDENS, [SR_WEIGHED_WORSE] = SR_VERDICT_LESS_PLACED,
                                [SR_WEIGHED_AFTER] = (uint8_t)w->after,  [SR_WEIGHED_LEFT_OUT] = (uint8_t)w->left_out};
    if (!sr_rule_candidates(g)) return;
    for (uint32_t i = 0; i < g->count; i++) g->counts[i] = count_of(g, i, w->lowest);
    struct sr_weight found = w->weigh(g->counts, g->count, g->weighed);
    for (uint32_t i = 0; i < g->count; i++)
        if (g->counts[i].stands) g->verdicts[i] = verdicts[g->weighed[i]];
    if (found.chosen == SR_NONE) return;
    f->chosen = g->claims[found.chosen];
    f->low = found.low;
    f->best = found.best;
    f->high = found.high;
}
