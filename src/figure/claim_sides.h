/* claim_sides.h: the two sides of a number where its word of harm may stand. Private to figure/. */
#ifndef SR_FIGURE_CLAIM_SIDES_H
#define SR_FIGURE_CLAIM_SIDES_H

#include "figure/claim_parts.h"

struct sr_rightward { /* what has been passed on the way right */
    bool passive, modal, doubt, negated, other, relative, joined;
    bool homes; /* homes are counted */
    float cost;
};

/* Take the row for the word of harm when its score is higher than that of `best`. */
void sr_harm_offer(const struct sr_claim_in *in, struct sr_happened *best, uint32_t row, uint32_t token,
                   uint32_t tokens, float score, bool possible);

/* Words that doubt or deny what follows them: "feared", "may have been". */
void sr_note_mode(const struct sr_claim_in *in, uint32_t i, struct sr_rightward *w);

/* Try every row of the word of harm at i, which has several where a word has several uses. True when one fits, or when
 * those counted turn out to do it. */
bool sr_harm_try(const struct sr_claim_in *in, uint32_t i, uint32_t start, uint32_t stop, const struct sr_rightward *w,
                 struct sr_happened *best, struct sr_harm *m);

/* Look from token `start`, where the phrase of those counted has ended, to `stop`. */
void sr_harm_right(const struct sr_claim_in *in, uint32_t start, uint32_t stop, bool homes, struct sr_happened *best);

/* Look from the number back to token `first`. */
void sr_harm_left(const struct sr_claim_in *in, const struct sr_group *g, uint32_t first, struct sr_happened *best);

#endif
