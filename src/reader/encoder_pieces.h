/* encoder_pieces.h: from tokens to what the encoder reads: word pieces, letter case, gaps, and windows over them.
 *
 *     tokens     Haitian | 's | embassies              (bytes of the text)
 *     pieces     haitian | ' s | embassies             each token cut by itself, lower-cased, no accents
 *     case       title   | lower | lower
 *     gap        paragraph | none | space              what stands before the token
 *
 * Word pieces after Wu et al. (2016), "Google's neural machine translation system", with BERT's uncased vocabulary.
 * We differ in cutting each token alone and in telling the encoder the case and the gap. train/FORMAT.md, sections 2
 * and 3, has every rule; train/text.py must give the same.
 */
#ifndef SR_READER_ENCODER_PIECES_H
#define SR_READER_ENCODER_PIECES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

enum sr_case {
    SR_CASE_NONE, /* no letter that has case */
    SR_CASE_LOWER,
    SR_CASE_TITLE,  /* the first upper, the others lower */
    SR_CASE_UPPER,  /* two or more */
    SR_CASE_SINGLE, /* one letter, upper */
    SR_CASE_MIXED,
    SR_CASE_COUNT
};
enum sr_gap { SR_GAP_NONE, SR_GAP_SPACE, SR_GAP_LINE, SR_GAP_PARAGRAPH, SR_GAP_INSIDE, SR_GAP_COUNT };

struct sr_vocabulary {
    const char *text;       /* entries, each ended by a line feed; borrowed */
    const uint32_t *starts; /* [count + 1] */
    const uint32_t *slots;  /* [mask + 1]: entry + 1, or 0 */
    uint32_t count, mask;
    uint32_t longest;             /* bytes of the longest entry */
    uint32_t unknown, begin, end; /* [UNK], [CLS], [SEP] */
};

/* Index a vocabulary: `text` is borrowed, the index lives in `arena`. SR_ERR_MODEL when an entry stands twice, the last
 * line does not end, or one of the three is missing. */
SR_MUST_USE enum sr_status sr_vocabulary_make(struct sr_str text, struct sr_arena *arena, struct sr_vocabulary *out,
                                              struct sr_err *err);

struct sr_pieces {
    const uint32_t *pieces; /* [starts[token_count]] */
    const uint32_t *starts; /* [token_count + 1]: a token's pieces are [starts[t], starts[t + 1]), at least one */
    const uint8_t *cases;   /* [token_count] enum sr_case */
    const uint8_t *gaps;    /* [token_count] enum sr_gap */
    const uint8_t *cuts;    /* [token_count] 1: a sentence probably begins here */
    uint32_t token_count;
};

/* Cut tokens into pieces. `tokens` are spans of `text`, ascending. SR_ERR_MEMORY. Linear in the text. */
SR_MUST_USE enum sr_status sr_pieces_make(const struct sr_vocabulary *vocabulary, struct sr_str text,
                                          struct sr_spans tokens, struct sr_arena *arena, struct sr_pieces *out,
                                          struct sr_err *err);

struct sr_window {
    uint32_t first, end; /* tokens [first, end) */
    uint32_t own;        /* the first token whose answers come from here; they go on to the next window's own */
};

struct sr_windows {
    const struct sr_window *items; /* [count], ascending; they overlap at likely sentence ends */
    uint32_t count;
};

/* Windows of at most `limit` positions, two of which are [CLS] and [SEP]. limit is at least 2 + SR_PIECES_MAX. No
 * tokens give no windows. */
SR_MUST_USE enum sr_status sr_windows_make(const struct sr_pieces *pieces, uint32_t limit, struct sr_arena *arena,
                                           struct sr_windows *out, struct sr_err *err);

#define SR_PIECES_MAX 32u /* of one token */

#endif
