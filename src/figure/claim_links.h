/* claim_links.h: how claims stand to each other and to their speakers. Private to figure/. */
#ifndef SR_FIGURE_CLAIM_LINKS_H
#define SR_FIGURE_CLAIM_LINKS_H

#include "figure/claim_parts.h"

/* The chain of speakers of what stands at `span`: innermost first. False when memory runs out. */
bool sr_claim_chain(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claim *claim, struct sr_span span);

/* Fill side, age, sex, occupation, nationality from whom it counts. */
void sr_claim_facets(const struct sr_claim_in *in, struct sr_claim *claim, const struct sr_counted *counted);

/* "India said 20 of its nationals were held": the nation is the first speaker's. */
void sr_claim_own_nation(const struct sr_claim_in *in, struct sr_claim *claim);

/* Set same_as, part_of and supersedes over all claims, which stand in the order of the text. False when the arena's limit is met. */
SR_MUST_USE bool sr_claim_relate(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claim *claims,
                                 uint32_t count);

#endif
