/* score.h: how much speaks for two records telling of one incident. Private to merge/.
 *
 * A sum of features (features.def), each with its weight from a table: positive speaks for the same incident.
 */
#ifndef SR_MERGE_SCORE_H
#define SR_MERGE_SCORE_H

#include "merge/keep.h"

enum sr_feature {
#define X(ID, name) SR_FEATURE_##ID,
#include "merge/features.def"
#undef X
    SR_FEATURE_COUNT
};

struct sr_weights {
    double feature[SR_FEATURE_COUNT];
    double bias, threshold, floor, ceiling; /* a pair's score is held between floor and ceiling */
};

const char *sr_feature_name(enum sr_feature feature);

/* Read the table. SR_ERR_TABLE when a row is missing. */
SR_MUST_USE enum sr_status sr_weights_read(const struct sr_lexicon *lexicon, struct sr_weights *weights,
                                           struct sr_err *err);

/* The features of a pair, the same whichever comes first. Cost: linear in their words. */
void sr_features(const struct sr_pool *pool, const struct sr_kept *a, const struct sr_kept *b,
                 double features[SR_FEATURE_COUNT]);

double sr_score(const struct sr_pool *pool, const struct sr_weights *weights, const struct sr_kept *a,
                const struct sr_kept *b);

/* The share of equal places of two signatures; 0 when one is missing. */
double sr_signature_share(const struct sr_kept *a, const struct sr_kept *b);

#endif
