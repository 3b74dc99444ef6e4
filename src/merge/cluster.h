/* cluster.h: which records tell of one incident. Private to merge/.
 *
 * Candidates: pairs that share a key, a key being one of a record's rarest words, a place of its signature, or its
 * country, kind family and week; of each key's records only the next few in order of time are paired, and of each
 * record's candidates only the best few are scored, so that the work per record is bounded.
 *
 * Linkage: pairs from the best score down; two groups become one when the mean score over their pairs (over a sample of
 * each, where they are large) reaches the threshold. So that no chain of weak links joins what nothing else joins:
 * average linkage (Sokal and Michener 1958), in the order of single pairs.
 */
#ifndef SR_MERGE_CLUSTER_H
#define SR_MERGE_CLUSTER_H

#include "merge/score.h"

struct sr_clusters {
    const uint32_t *members; /* [records] by cluster, in a cluster ascending */
    const uint32_t *starts;  /* [count + 1] into members; clusters by their first member */
    uint32_t count;
};

/* `records` in their final order. Everything in `arena`. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_cluster(const struct sr_pool *pool, const struct sr_weights *weights,
                                      struct sr_kept *const *records, uint32_t count, struct sr_arena *arena,
                                      struct sr_clusters *out, struct sr_err *err);

#endif
