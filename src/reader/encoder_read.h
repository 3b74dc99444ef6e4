/* encoder_read.h: the learned reader: from a reading by rule to one by the model.
 *
 *     sr_read_text(&in, &arena, &base, &err);                                     tokens, paragraphs, quotations
 *     sr_read_learned(&learned, &in, &base, &arena, &scratch, &reading, &err)   all the rest
 *
 * sr_read (reader.h) does both, and finds mentions by rule where the model is not asked for them. Tokens, paragraphs and quotations stay as the rules have them. Sentences are the
 * model's, but one never crosses the edge of a paragraph, of a heading or of a dateline. What the model has no head for,
 * or is not asked for, stays as it is in `base`. Nothing contradicts: trees have one root, mentions nest or lie apart,
 * links join only what is there.
 */
#ifndef SR_READER_ENCODER_READ_H
#define SR_READER_ENCODER_READ_H

#include "reader/encoder.h"
#include "reader/reader.h"

/* Read a document by the model.
 *
 * Takes    `base`: a reading of the same document; borrowed as long as `out` is used, since `out` shares its strings.
 * Owns     `out` lives in `arena`; `scratch` may be reset afterwards. Nothing of `out` points into the encoder.
 * Errors   SR_ERR_MEMORY; `out` is unchanged.
 * Threads  safe, each call with its own arenas; the encoder is shared.
 * Cost     docs/performance.md. */
SR_MUST_USE enum sr_status sr_read_learned(const struct sr_learned *learned, const struct sr_read_in *in,
                                           const struct sr_reading *base, struct sr_arena *arena,
                                           struct sr_arena *scratch, struct sr_reading *out, struct sr_err *err);

#endif
