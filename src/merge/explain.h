/* explain.h: why two records are held to tell of one incident, or not, in words an editor can follow.
 *
 *     a.txt and b.txt: one incident: 3.42, and -1.75 is enough
 *
 *       +3.20  names that both have, by their rarity (0.71): afrasiab, kamil, qorya, kirkuk
 *       +1.96  published on one day or the next
 *       -0.89  tolls of killed that differ (0.24): 12 and 19
 *       -4.53  where every pair begins
 */
#ifndef SR_MERGE_EXPLAIN_H
#define SR_MERGE_EXPLAIN_H

#include "merge/score.h"

/* Append the text. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_explain_merge(const struct sr_merge_rules *rules, const struct sr_read_record *a,
                                            const struct sr_read_record *b, struct sr_arena *arena, struct sr_buf *out,
                                            struct sr_err *err);

#endif
