/* weigh.h: what several speakers' counts of one thing come to, by the rules of the datasets: of one report's claims (reconcile/)
 * and of all reports' (desk/).
 *
 *     police 24, 18:00    a hospital 31, 12:00    the army 50, 19:00      ucdp   low 24, best 31, high 31; the army is unreliable
 *                                                                       acled  24, the most conservative
 *
 * ucdp   after UCDP's Georeferenced Event Dataset: best is the most reliable speaker's, a number before a vague count, then the
 *        newer, then the lower; low and high the lowest and highest that a reliable speaker gives. Where no speaker is
 *        reliable all count, and low is 0.
 * acled  after the Armed Conflict Location & Event Data project: the most conservative, one number.
 *
 * Which counts stand at all (asserted, not overtaken) is the caller's to say, and what a vague count allows.
 */
#ifndef SR_WEIGH_WEIGH_H
#define SR_WEIGH_WEIGH_H

#include "base/span.h"
#include "weigh/amount.h"
#include "weigh/rank.h"

enum sr_weighed {
    SR_WEIGHED_NOT,     /* it doesn't stand */
    SR_WEIGHED_CHOSEN,  /* gave best */
    SR_WEIGHED_AGREES,  /* says what the chosen one says */
    SR_WEIGHED_WIDENS,  /* gave low or high */
    SR_WEIGHED_WORSE,   /* its speaker is less well placed */
    SR_WEIGHED_AFTER,   /* older, or an equal further down */
    SR_WEIGHED_LEFT_OUT /* ucdp: unreliable; acled: no number */
};

struct sr_count {
    int64_t low, high, told; /* the least and the most that it allows, the number it gives; SR_AMOUNT_UNKNOWN */
    int64_t seconds;         /* when it was said; the same for all where that tells nothing */
    struct sr_rank rank;
    bool stands, vague;
};

struct sr_weight {
    int64_t low, best, high;
    uint32_t chosen; /* SR_NONE: nothing stands */
};

/* `verdicts` [count] is filled with enum sr_weighed. Cost: linear. */
struct sr_weight sr_weigh_ucdp(const struct sr_count *counts, uint32_t count, uint8_t *verdicts);
struct sr_weight sr_weigh_acled(const struct sr_count *counts, uint32_t count, uint8_t *verdicts);

/* Of two that stand, the one that ucdp believes: also what chooses among a figure's claims elsewhere. */
bool sr_count_better(const struct sr_count *a, const struct sr_count *b);

#endif
