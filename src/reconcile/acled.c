/* acled.c: the rule `acled`, after the Armed Conflict Location & Event Data project.
 *
 * ACLED, "FAQs: ACLED fatality methodology" (version of 7 May 2024), "How does ACLED code fatalities?": where reports
 * differ or an estimate is vague, the most conservative estimate is used; "tens" is coded 10, "dozens" 12, "hundreds" 100.
 * One number an event, so low = best = high. Deaths that are told but not counted stay unknown here: ACLED's defaults of
 * 10 and 3 depend on whether there is a war, which no single report says.
 */
#include "reconcile/rules.h"

static int64_t conservative(const struct sr_claim *c) {
    if (c->low != SR_UNKNOWN) return c->low;
    if (c->value != SR_UNKNOWN) return c->value;
    return c->order;
}

void sr_rule_acled(const struct sr_group_in *g, struct sr_figure *f) {
    const struct sr_claim *all = g->in->claims->items;
    if (!sr_rule_candidates(g)) return;
    for (uint32_t i = 0; i < g->count; i++) {
        if (g->verdicts[i] != SR_VERDICT_LATER) continue;
        int64_t n = conservative(&all[g->claims[i]]);
        if (n == SR_UNKNOWN) g->verdicts[i] = SR_VERDICT_VAGUE;
        else if (f->chosen == SR_NONE || n < conservative(&all[f->chosen])) f->chosen = g->claims[i];
    }
    if (f->chosen == SR_NONE) return;
    f->low = f->best = f->high = conservative(&all[f->chosen]);
    for (uint32_t i = 0; i < g->count; i++) {
        if (g->claims[i] == f->chosen) g->verdicts[i] = SR_VERDICT_CHOSEN;
        else if (g->verdicts[i] == SR_VERDICT_LATER)
            g->verdicts[i] = conservative(&all[g->claims[i]]) == f->best ? SR_VERDICT_AGREES : SR_VERDICT_HIGHER;
    }
}
