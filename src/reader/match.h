/* match.h: phrases of a table in the text.
 *
 * A key's words are compared with the tokens' folded forms as the text joins them: "car-bomb" matches the three tokens
 * car - bomb that touch, "car bomb" two tokens with white space between. A match never crosses the end of a sentence.
 */
#ifndef SR_READER_MATCH_H
#define SR_READER_MATCH_H

#include "lexicon/table.h"
#include "reader/reading.h"

struct sr_match {
    uint32_t row;    /* SR_NONE: nothing matches */
    uint32_t tokens; /* how many tokens the match takes */
};

/* The longest key that begins at token `at` and ends at or before token `end`. */
struct sr_match sr_match_at(const struct sr_table *table, const struct sr_reading *reading, uint32_t at, uint32_t end);

#endif
