/* encoder.h: the learned reader's encoder: from tokens to vectors.
 *
 * A BERT-shaped transformer of MiniLM size reads each window of the text once; many heads answer from its vectors
 * (encoder_read.h). Devlin et al. (2019), "BERT"; Wang et al. (2020), "MiniLM". We differ in the input: each token is
 * cut alone, and its letter case and the gap before it are embedded beside its pieces. train/FORMAT.md is the contract
 * with the weights' maker, and has each formula.
 *
 *     struct sr_encoder *encoder;
 *     sr_encoder_open(bytes, size, NULL, &arena, &encoder, &err);
 *     sr_encode(encoder, &pieces, &windows, &arena, &scratch, &encoded, &err);
 */
#ifndef SR_READER_ENCODER_H
#define SR_READER_ENCODER_H

#include "reader/encoder_pieces.h"
#include "tensor/kernel.h"

struct sr_encoder;

/* Open a model.
 *
 * Takes    a whole safetensors file in memory, 8-byte aligned (64 is fastest), borrowed for as long as the encoder is
 *          used; `kernel` NULL for the best that this processor runs.
 * Owns     the encoder, with its weights packed for the kernel, lives in `arena`; read-only, so threads may share it.
 * Errors   SR_ERR_MODEL: the file is damaged, or not what this version reads; SR_ERR_MEMORY.
 * Cost     one pass over the weights, 5 to 10 ms for six layers. */
SR_MUST_USE enum sr_status sr_encoder_open(const void *bytes, size_t size, const struct sr_kernel *kernel,
                                           struct sr_arena *arena, struct sr_encoder **out, struct sr_err *err);

/* The vectors of a document, quantised as the heads take them. */
struct sr_encoded {
    struct sr_quants tokens;  /* row offsets[w] + t - windows.items[w].first: token t in window w, at its first piece */
    struct sr_quants windows; /* [windows.count]: at [CLS] */
    const uint32_t *offsets;  /* [windows.count] */
    const float *vectors;     /* the tokens' rows before quantising, `width` floats each; NULL unless asked for */
};

/* Encode a document's windows. `out` lives in `arena`; `scratch` is used and may be reset afterwards. With
 * keep_vectors, out->vectors is filled. SR_ERR_MEMORY. Linear in pieces times the window's size. */
SR_MUST_USE enum sr_status sr_encode(const struct sr_encoder *encoder, const struct sr_pieces *pieces,
                                     const struct sr_windows *windows, bool keep_vectors, struct sr_arena *arena,
                                     struct sr_arena *scratch, struct sr_encoded *out, struct sr_err *err);

#endif
