#include "reconcile/dispute.h"

struct sr_amount sr_claim_amount(const struct sr_claim *c) {
    struct sr_amount a = {c->low, c->high, c->value, c->hedge};
    if (!c->found) return a;
    sr_amount_interval(a, &a.low, &a.high);
    if (a.hedge == SR_HEDGE_ABOUT) a.hedge = SR_HEDGE_AT_LEAST;
    a.high = SR_UNKNOWN; /* "the hospital received 33 bodies" says nothing against 41 dead */
    return a;
}

bool sr_same_speaker(const struct sr_claim *a, const struct sr_claim *b) {
    if (!a->chain_count || !b->chain_count) return a->chain_count == b->chain_count;
    return a->chain[0].speakers.items[0] == b->chain[0].speakers.items[0];
}

bool sr_same_time(const struct sr_claim *a, const struct sr_claim *b) {
    if (a->has_as_of != b->has_as_of) return false;
    if (!a->has_as_of) return true;
    int64_t gap = sr_date_seconds(&a->as_of) - sr_date_seconds(&b->as_of);
    return gap <= 6 * 3600 && gap >= -6 * 3600;
}

bool sr_disputes(const struct sr_reconcile_in *in, uint32_t i, uint32_t k) {
    const struct sr_claim *a = &in->claims->items[i], *b = &in->claims->items[k];
    if (a->polarity != SR_POLARITY_ASSERTED || b->polarity != SR_POLARITY_ASSERTED) return false;
    if (a->counting == SR_COUNTING_NEW || b->counting == SR_COUNTING_NEW || a->implicit || b->implicit) return false;
    if (a->beside || b->beside) return false; /* "three others" says nothing against twelve */
    if (!sr_str_eq(a->sex, b->sex) || !sr_str_eq(a->occupation, b->occupation))
        return false; /* "two people", "one male" */
    if (a->supersedes == k || b->supersedes == i || sr_same_speaker(a, b) || !sr_same_time(a, b)) return false;
    return !sr_amounts_meet(sr_claim_amount(a), sr_claim_amount(b));
}
