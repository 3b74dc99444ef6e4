/* rules.h: the rules by which one claim of a group is chosen. Private to reconcile/. */
#ifndef SR_RECONCILE_RULES_H
#define SR_RECONCILE_RULES_H

#include "reconcile/reconcile.h"

/* How well the claim's first speaker is placed to know its measure: 1 best (data/en/ranks.tsv). */
uint32_t sr_rank(const struct sr_reconcile_in *in, const struct sr_claim *claim);

/* The claim chosen of the group (indices into the claims), or SR_NONE when none is asserted. */
uint32_t sr_rule_latest(const struct sr_reconcile_in *in, const uint32_t *claims, uint32_t count);

#endif
