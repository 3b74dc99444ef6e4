/* reprint.h: whether two documents are of one text: a reprint, or a rewrite that has moved, cut and exchanged parts.
 *
 * By their signatures (record/signature.h): the estimated share of the shorter text's runs of three words that the other has
 * too. Two reports of one incident by two writers share a tenth at most, for the names and the phrases of the trade; a
 * rewrite of half a report with every eighth word another still shares two fifths. Of two briefs the facts alone force more: "on the
 * Kalamassery bypass in Kochi on Saturday" is a third of two sentences whoever writes them, so that the fewer the runs, the
 * greater the share that is asked for. bench/rewrites.py measures it.
 */
#ifndef SR_MERGE_REPRINT_H
#define SR_MERGE_REPRINT_H

#include "merge/member.h"

/* 0 to 1; 0 when a signature is missing. Cost: 128 comparisons. */
double sr_reprint_share(const struct sr_member *a, const struct sr_member *b);

bool sr_is_reprint(const struct sr_member *a, const struct sr_member *b);

#endif
