/* rules.h: what decides whether two records tell of one incident, read once from the tables. Private to merge/.
 *
 * Nothing here depends on which records are at hand: a pair has the same score in a list of ten records and in a store of
 * a million, today and in a year.
 */
#ifndef SR_MERGE_RULES_H
#define SR_MERGE_RULES_H

#include "base/map.h"
#include "lexicon/lexicon.h"

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

struct sr_merge_rules {
    const struct sr_lexicon *lexicon;
    struct sr_weights weights;
    struct sr_map usual;           /* words of names that the news is full of: agencies, nations, first names */
    uint8_t family[SR_KIND_COUNT]; /* of kinds that one incident can be told as: the first kind of each */
    bool seldom[SR_KIND_COUNT];    /* seldom comes twice in one place and time */
    uint8_t wide[SR_KIND_COUNT];   /* has many scenes, far apart, and is news for so many days; 0: no */
    uint32_t ranks;                /* a hash of the table of ranks: what was kept by another one is to be kept anew */
};

const char *sr_feature_name(enum sr_feature feature);

/* Read the tables; the words live in `arena`, the lexicon is borrowed. SR_ERR_TABLE when a row is missing; SR_ERR_MEMORY.
 * Cost: some tens of thousands of words. Threads: read-only afterwards. */
SR_MUST_USE enum sr_status sr_merge_rules_open(struct sr_merge_rules *rules, struct sr_arena *arena,
                                               const struct sr_lexicon *lexicon, struct sr_err *err);

#endif
