#include "weigh/amount.h"

void sr_amount_interval(struct sr_amount a, int64_t *low, int64_t *high) {
    *low = a.low;
    *high = a.high;
    if (a.hedge != SR_HEDGE_ABOUT || a.value == SR_AMOUNT_UNKNOWN) return;
    *low = a.value - a.value / 10;
    *high = a.value + a.value / 10;
}

bool sr_amounts_meet(struct sr_amount a, struct sr_amount b) {
    int64_t al, ah, bl, bh;
    if (a.hedge == SR_HEDGE_VAGUE || b.hedge == SR_HEDGE_VAGUE) return true;
    sr_amount_interval(a, &al, &ah);
    sr_amount_interval(b, &bl, &bh);
    bool before = ah != SR_AMOUNT_UNKNOWN && bl != SR_AMOUNT_UNKNOWN && ah < bl;
    bool after = bh != SR_AMOUNT_UNKNOWN && al != SR_AMOUNT_UNKNOWN && bh < al;
    return !before && !after;
}
