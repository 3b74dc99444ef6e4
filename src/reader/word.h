/* word.h: where a word or a number ends, and where clitics are cut off it. For token.c only. */
#ifndef SR_READER_WORD_H
#define SR_READER_WORD_H

#include "reader/parts.h"

enum { SR_MOST_PARTS = 4 };

bool sr_is_apostrophe(int32_t c);

/* A word of letters (and digits) begins at `at`, perhaps with an apostrophe; *next is where it ends. `end` is the end
 * of the chunk. Keeps the full stop of an abbreviation and of an initial, the hyphen of a bound prefix. Always true. */
bool sr_word_end(const struct sr_read_work *w, uint32_t at, uint32_t end, uint32_t *next);

/* A number begins at `at`: digits with separators, times, dates, telephone numbers, "20th", "1990s". */
uint32_t sr_number_end(const struct sr_read_work *w, uint32_t at, uint32_t end);

/* Letters, digits and underscores. */
uint32_t sr_plain_run(const struct sr_read_work *w, uint32_t at, uint32_t end);

/* Where the word [start, end) is cut: "don't" before n't, "Mali's" before 's, "cannot" after can. Ascending. */
uint32_t sr_word_cuts(const struct sr_read_work *w, uint32_t start, uint32_t end, uint32_t cuts[SR_MOST_PARTS]);

#endif
