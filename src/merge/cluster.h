/* cluster.h: which members tell of one incident.
 *
 * Candidates: pairs that share a key (member.h); of each key's members only the next few in order of time are paired, and
 * of each member's candidates only the best few are scored, so that the work per member is bounded.
 *
 * Linkage: pairs from the best score down; two groups become one when the mean score over their pairs (over six of each,
 * spread, where they are larger) reaches the threshold. So that no chain of weak links joins what nothing else joins:
 * average linkage (Sokal and Michener 1958), in the order of single pairs.
 */
#ifndef SR_MERGE_CLUSTER_H
#define SR_MERGE_CLUSTER_H

#include "merge/member.h"

struct sr_clusters {
    const uint32_t *members; /* [count of members] by cluster; in a cluster by time of publication, then by id */
    const uint32_t *starts;  /* [count + 1] into members; clusters by their first member */
    uint32_t count;
};

/* The groups of a set of members, the same in whatever order they come; no two may share an id and a time of publication.
 * Everything in `arena`. Errors: SR_ERR_MEMORY. Cost: per member some fifty scores and the sorting of a hundred keys. */
SR_MUST_USE enum sr_status sr_cluster(const struct sr_merge_rules *rules, const struct sr_member *const *members,
                                      uint32_t count, struct sr_arena *arena, struct sr_clusters *out,
                                      struct sr_err *err);

#endif
