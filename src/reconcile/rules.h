/* rules.h: the rules by which the claims of one group become a figure. Private to reconcile/. */
#ifndef SR_RECONCILE_RULES_H
#define SR_RECONCILE_RULES_H

#include "reconcile/reconcile.h"
#include "weigh/weigh.h"

struct sr_group_in {
    const struct sr_reconcile_in *in;
    const uint32_t *claims; /* [count] indices into the claims, in the order of the text */
    uint32_t count;
    const uint32_t *adds_to; /* by claim: the one that it was added to, or SR_NONE */
    uint8_t *verdicts;       /* [count] to be filled */
    struct sr_count *counts; /* [count] room for what weigh/ is given … */
    uint8_t *weighed;        /* [count] … and what it says of each */
};

/* Set low, best, high and chosen of the figure, and every verdict. */
typedef void sr_rule(const struct sr_group_in *group, struct sr_figure *figure);

sr_rule sr_rule_latest, sr_rule_ucdp, sr_rule_acled;

/* The rule of a name, or NULL. */
sr_rule *sr_rule_of(const char *name);

/* How well the claim's first speaker is placed to know its measure. */
struct sr_rank sr_claim_rank(const struct sr_reconcile_in *in, const struct sr_claim *claim);

/* Mark what no rule takes: not asserted, overtaken, added to another. Others are left as SR_VERDICT_LATER. Gives how many
 * are left. */
uint32_t sr_rule_candidates(const struct sr_group_in *group);

struct sr_weighing { /* a rule of weigh/, for claims */
    struct sr_weight (*weigh)(const struct sr_count *counts, uint32_t count, uint8_t *verdicts);
    int64_t (*lowest)(const struct sr_claim *claim); /* what a claim allows at least */
    enum sr_verdict after, left_out;                 /* of what is SR_WEIGHED_AFTER, SR_WEIGHED_LEFT_OUT */
};

/* By a rule of weigh/, where sr_rule_candidates leaves any. */
void sr_rule_weigh(const struct sr_weighing *weighing, const struct sr_group_in *group, struct sr_figure *figure);

/* low, best, high of one claim: "about n" is n ± 10 %. */
void sr_figure_from(struct sr_figure *figure, const struct sr_claim *claim);

#endif
