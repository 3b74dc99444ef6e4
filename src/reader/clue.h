/* clue.h: small closed sets of words that a rule asks for by name; they stand in data/en/clues.tsv, not in code. */
#ifndef SR_READER_CLUE_H
#define SR_READER_CLUE_H

#include "lexicon/lexicon.h"
#include "reader/reading.h"

/* True when the token's folded form is in the set. False for a token past the end. Cost: one look-up. */
bool sr_clue(const struct sr_lexicon *lexicon, const struct sr_reading *reading, uint32_t token, const char *set);

#endif
