/* reader.h: from a document to its reading.
 *
 * By rule: tokens and sentences by Unicode and by tables of abbreviations; quotations; mentions (names, and nominals
 * whose head word a table knows) with a simple coreference by name; no tags and no trees. With a model (encoder_read.h)
 * whatever part is asked of it. A CoNLL-U file can stand in for both (conllu.h).
 *
 *     "Gen. Sow doesn't know," the U.N.'s envoy said.
 *      Gen.|Sow|does^n't|know|,|"|the|U.N.^'s|envoy|said|.     ^ joined: one surface word
 *     [Gen. Sow]                 [[the U.N.]'s envoy]          mentions; outer before inner
 *
 * Tokens follow the UD treebanks of English (EWT, GUM). A paragraph ends at a blank line, or at a line break where
 * lines are evidently paragraphs (block.c). A dateline that the document tells is a sentence of its own kind. A token
 * of one capital letter ("A", "I") has the shape TITLE. A mention is a noun phrase without what follows its head; a
 * title belongs to the name's mention, whose `head` is the name's last token; "it" and the relative "who" are none. p
 * is a fixed guess: a name that a table knows 0.9, one guessed by its capital 0.4 to 0.5.
 */
#ifndef SR_READER_READER_H
#define SR_READER_READER_H

#include "input/document.h"
#include "lexicon/lexicon.h"
#include "reader/reading.h"

struct sr_read_in { /* all borrowed, none written to */
    const struct sr_document *document;
    const struct sr_lexicon *lexicon;
};

struct sr_encoder;

enum {
    SR_LEARN_SENTENCES = 1 << 16,
    /* its mentions, coreference and names are for the record alone (shown.h): the stages get the rules' */
    SR_LEARN_SHOWN = 1 << 17,
    SR_LEARN_ALL = SR_LEARN_SENTENCES | 1023,
    /* What a model reads better than the rules do, or what they don't read at all; the rest costs accuracy in the stages
     * after it (docs/decisions/0001-reader.md). */
    SR_LEARN_BEST = SR_HAS_TAGS | SR_HAS_TREES | SR_HAS_ATTRIBUTIONS | SR_HAS_ROLES | SR_HAS_NEWS | SR_HAS_MENTIONS |
                    SR_HAS_COREFERENCE | SR_HAS_NAMES | SR_LEARN_SHOWN,
};

struct sr_learned { /* what a model reads; shared by threads */
    const struct sr_encoder *encoder;
    uint32_t parts; /* enum sr_has, or-ed, and SR_LEARN_…: what is asked of it, where it has a head for it.
                       Mentions need tags and trees, coreference needs mentions. */
};

/* Read one document, `learned` NULL by rule alone.
 * Owns     `out` points into `arena`.
 * Errors   SR_ERR_MEMORY; `out` is unchanged. Odd text is no error.
 * Threads  safe, each call with its own arena.
 * Cost     linear in the text. */
SR_MUST_USE enum sr_status sr_read(const struct sr_read_in *in, const struct sr_learned *learned,
                                   struct sr_arena *arena, struct sr_reading *out, struct sr_err *err);

/* The same by rule. */
SR_MUST_USE enum sr_status sr_read_text(const struct sr_read_in *in, struct sr_arena *arena, struct sr_reading *out,
                                        struct sr_err *err);

#endif
