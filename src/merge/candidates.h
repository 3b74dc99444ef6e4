/* candidates.h: the pairs of members that are worth scoring. Private to merge/. See cluster.h. */
#ifndef SR_MERGE_CANDIDATES_H
#define SR_MERGE_CANDIDATES_H

#include "merge/score.h"

struct sr_pair {
    double score;
    uint32_t a, b; /* a > b */
};

struct sr_pairs {
    const struct sr_pair *items;
    uint32_t count;
};

/* The candidate pairs whose score reaches the threshold, best first; `members` in their order (sr_member_order). Errors:
 * SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_candidates(const struct sr_merge_rules *rules, const struct sr_member *const *members,
                                         uint32_t count, struct sr_arena *arena, struct sr_pairs *pairs,
                                         struct sr_err *err);

#endif
