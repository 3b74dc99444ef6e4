/* rank.h: how well a kind of speaker is placed to know a measure (data/en/ranks.tsv). */
#ifndef SR_WEIGH_RANK_H
#define SR_WEIGH_RANK_H

#include "lexicon/lexicon.h"

struct sr_rank {
    uint32_t place;  /* 1 best; one past the table's last for a kind that it lacks */
    bool unreliable; /* the last group, or none: a party to the fight, an armed group, social media */
};

/* Of a measure's name and a kind of source, or "own" for a document's own voice. */
struct sr_rank sr_rank_of(const struct sr_lexicon *lexicon, struct sr_str measure, const char *kind);

#endif
