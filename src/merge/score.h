/* score.h: how much speaks for two records telling of one incident. Private to merge/.
 *
 * A sum of features (features.def), each with its weight from a table: positive speaks for the same incident.
 */
#ifndef SR_MERGE_SCORE_H
#define SR_MERGE_SCORE_H

#include "merge/member.h"

/* The features of a pair, the same whichever comes first. Cost: linear in their words. */
void sr_features(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b,
                 double features[SR_FEATURE_COUNT]);

double sr_score(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b);

#endif
