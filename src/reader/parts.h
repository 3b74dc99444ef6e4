/* parts.h: the steps of reading by rule, for use inside reader/ only.
 *
 * text → blocks (paragraphs) → marks (which ' and " are quotation marks) → tokens → sentences → quotations → mentions
 *
 * One `struct sr_read_work` is handed from step to step; each step appends to its own list and reads the earlier ones.
 * Lists grow in `scratch` and are copied to the caller's arena once, at the end. A step returns false when memory is
 * out, and nothing else can go wrong: whatever the text, there is a reading of it.
 */
#ifndef SR_READER_PARTS_H
#define SR_READER_PARTS_H

#include "reader/reader.h"

struct sr_quote_mark {
    uint32_t at;  /* byte */
    uint8_t size; /* bytes: 1, 2 ('' and ``) or 3 */
    bool opens;
    bool twin; /* " and its kin; else ' and its kin */
};

struct sr_read_work {
    struct sr_str text;
    const struct sr_document *document;
    const struct sr_lexicon *lexicon;
    struct sr_arena *arena;   /* the caller's: strings */
    struct sr_arena *scratch; /* lists */
    SR_VEC(struct sr_span) blocks;
    SR_VEC(struct sr_quote_mark) marks; /* of all blocks, ascending */
    SR_VEC(struct sr_token) tokens;
    SR_VEC(struct sr_sentence) sentences;
    SR_VEC(struct sr_paragraph) paragraphs;
    SR_VEC(struct sr_quotation) quotations;
    SR_VEC(struct sr_mention) mentions;
    SR_VEC(struct sr_entity) entities;
    uint32_t next_mark; /* while tokens are made: the first mark not yet passed */
    uint32_t block;     /* while tokens are made: the block's index */
    bool capitals;      /* the block at hand is ALL CAPITALS */
};

/* Paragraphs: spans without white space at either end, never empty, ascending. See block.c for what ends one. */
bool sr_find_blocks(struct sr_read_work *w);

/* Which marks of a block open and close quotations; all others are apostrophes, feet or inches. */
bool sr_find_marks(struct sr_read_work *w, struct sr_span block);

/* The tokens of a block; sentence is left 0. */
bool sr_find_tokens(struct sr_read_work *w, struct sr_span block);

/* Sentences over tokens [first, end) of one block, and its paragraph. */
bool sr_find_sentences(struct sr_read_work *w, struct sr_span block, uint32_t first, uint32_t end);

/* A paragraph of these tokens is a heading: short, without a final stop. */
bool sr_is_heading(const struct sr_read_work *w, uint32_t first, uint32_t end);

/* Quotations of all paragraphs, from the marks. Needs tokens, sentences and paragraphs. */
bool sr_find_quotations(struct sr_read_work *w);

/* Mentions and their entities, from tokens and sentences (and tags and trees, where *has says so); adds to *has. */
bool sr_find_mentions(struct sr_read_work *w, uint32_t *has);

/* What token.c offers to others: the folded form and shape of a piece of text. */
bool sr_token_dress(struct sr_read_work *w, struct sr_token *t);

/* How many bytes from `at` are one web or e-mail address, or a file's name; 0 when none begins there. (address.c) */
uint32_t sr_address_at(const struct sr_read_work *w, uint32_t at, uint32_t end);

/* A file's or domain's ending with its full stop: ".pdf". (address.c) */
bool sr_is_ending_at(const struct sr_read_work *w, uint32_t at, uint32_t end);

/* Copy the lists of `w` into `out`. */
bool sr_read_finish(struct sr_read_work *w, struct sr_reading *out);

#endif
