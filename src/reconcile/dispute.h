/* dispute.h: whether two claims contradict each other. Private to reconcile/. */
#ifndef SR_RECONCILE_DISPUTE_H
#define SR_RECONCILE_DISPUTE_H

#include "reconcile/reconcile.h"
#include "weigh/amount.h"

/* Two asserted claims of one group, by different first speakers, as of the same time, neither superseding the other,
 * whose intervals do not meet. "about n" is n ± 10 %; a vague figure meets everything. */
bool sr_disputes(const struct sr_reconcile_in *in, uint32_t a, uint32_t b);

/* Have they the same first speaker (or none)? Are they as of one time: within six hours, or both of none that is told? */
bool sr_same_speaker(const struct sr_claim *a, const struct sr_claim *b);
bool sr_same_time(const struct sr_claim *a, const struct sr_claim *b);

/* What a claim allows; bodies that were found are a lower bound. */
struct sr_amount sr_claim_amount(const struct sr_claim *claim);

#endif
