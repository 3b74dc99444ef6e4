/* conllu.h: CoNLL-U in and out (https://universaldependencies.org/format.html).
 *
 * In: a file whose tokens spell the document's text stands in for the reader, so that later stages can be built and
 * tested on gold trees. Characters are compared without white space; where the file and the text differ, the error
 * names the file's line. Out: one document as CoNLL-U, multi-word tokens and SpaceAfter=No included; what the reading
 * lacks is
 * "_" (and head "_", relation "_" where there are no trees).
 */
#ifndef SR_READER_CONLLU_H
#define SR_READER_CONLLU_H

#include "base/buf.h"
#include "reader/reader.h"

/* `conllu` is the file's bytes, `file` its name for messages. Fills tokens, sentences, paragraphs, quotations, tags,
 * trees, and (by the rules of reader.h) mentions. */
SR_MUST_USE enum sr_status sr_conllu_read(const struct sr_read_in *in, struct sr_str conllu, const char *file,
                                          struct sr_arena *arena, struct sr_reading *out, struct sr_err *err);

void sr_conllu_write(const struct sr_document *document, const struct sr_reading *reading, struct sr_buf *out);

#endif
