/* candidates.h: the pairs of records that are worth scoring. Private to merge/. See cluster.h. */
#ifndef SR_MERGE_CANDIDATES_H
#define SR_MERGE_CANDIDATES_H

#include "merge/score.h"

struct sr_pair {
    double score;
    uint32_t a, b; /* a > b */
};

/* The candidate pairs whose score reaches the threshold, best first. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_candidates(const struct sr_pool *pool, const struct sr_weights *weights,
                                         struct sr_kept *const *records, uint32_t count, struct sr_arena *arena,
                                         struct sr_pair **pairs, uint32_t *pair_count, struct sr_err *err);

#endif
