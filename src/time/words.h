/* words.h: the words of time expressions in the text. For time/ only. */
#ifndef SR_TIME_WORDS_H
#define SR_TIME_WORDS_H

#include "reader/match.h"
#include "time/timex.h"

struct sr_time_text { /* borrowed; what the grammar reads */
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_table *words, *numbers, *zones, *closed;
    struct sr_match *matches; /* [token_count] the longest phrase of `words` at each token, within its sentence */
    bool *opens;              /* [token_count] a time expression may begin here */
};

/* Fill matches and opens, so that the shapes need not look each word up again. False when the arena's limit is met. */
SR_MUST_USE bool sr_time_scan(struct sr_time_text *t, struct sr_arena *arena);

/* The longest word or phrase of time_words.tsv at token `at` that has the kind; 0 when there is none, else how many
 * tokens it takes. *value (may be NULL) is its value. `end` bounds it. */
uint32_t sr_time_word(const struct sr_time_text *t, uint32_t at, uint32_t end, const char *kind, const char **value);

/* A cardinal in figures or words: "12", "2 1/2", "twenty-four", "a hundred", "two and a half"; 0 when there is none,
 * else its tokens. "a" alone is none. */
uint32_t sr_time_cardinal(const struct sr_time_text *t, uint32_t at, uint32_t end, double *value);

/* "third", "20th", "twenty-first". */
uint32_t sr_time_ordinal(const struct sr_time_text *t, uint32_t at, uint32_t end, uint32_t *value);

/* A year in figures ("1998") or words ("nineteen ninety-seven", "two thousand"). */
uint32_t sr_time_year(const struct sr_time_text *t, uint32_t at, uint32_t end, int32_t *year);

/* A zone after a time: the row of zones.tsv, or SR_NONE. */
uint32_t sr_time_zone(const struct sr_time_text *t, uint32_t at, uint32_t end, uint32_t *tokens);

/* The token's folded form is one of these: "the|a|an" */
bool sr_time_is(const struct sr_time_text *t, uint32_t at, uint32_t end, const char *word);

/* A token that is `digits` decimal digits (0: any number up to nine). */
bool sr_time_digits(const struct sr_time_text *t, uint32_t at, uint32_t digits, uint32_t *value);

#endif
