/* amount.h: what a hedged number allows, and whether two of them can both be true.
 *
 *     "about 220"      198 … 242
 *     "at least 14"    14 …            meets "17", not "four"
 *     "dozens"         meets everything
 */
#ifndef SR_WEIGH_AMOUNT_H
#define SR_WEIGH_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "lexicon/terms.h"

#define SR_AMOUNT_UNKNOWN INT64_MIN /* as SR_UNKNOWN, SR_READ_UNKNOWN and SR_STORE_UNKNOWN */

struct sr_amount {
    int64_t low, high, value; /* SR_AMOUNT_UNKNOWN: not told */
    uint8_t hedge;            /* enum sr_hedge */
};

/* Its ends; SR_AMOUNT_UNKNOWN for an open one. "about n" is n ± 10 %. */
void sr_amount_interval(struct sr_amount amount, int64_t *low, int64_t *high);

bool sr_amounts_meet(struct sr_amount a, struct sr_amount b);

#endif
