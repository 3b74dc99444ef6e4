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

void sr_rule_ucdp(const struct sr_group_in *g, struct sr_figure *f) {
    sr_rule_weigh(&(struct sr_weighing){sr_weigh_ucdp, lowest, SR_VERDICT_LATER, SR_VERDICT_UNRELIABLE}, g, f);
}
