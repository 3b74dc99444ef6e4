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
    sr_rule_weigh(&(struct sr_weighing){sr_weigh_acled, conservative, SR_VERDICT_HIGHER, SR_VERDICT_VAGUE}, g, f);
}
