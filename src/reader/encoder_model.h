/* encoder_model.h: the learned reader's weights as the encoder's own files see them.
 *
 * Everything here is read-only once opened; threads share it. Sizes and names: train/FORMAT.md, sections 1, 4 and 6.
 */
#ifndef SR_READER_ENCODER_MODEL_H
#define SR_READER_ENCODER_MODEL_H

#include "reader/encoder_pieces.h"
#include "tensor/kernel.h"
#include "tensor/safetensors.h"

#define SR_COREF_FEATURES 24u
#define SR_LINK_DISTANCES 15u

enum sr_head {
#define HEAD(ID, name) SR_HEAD_##ID,
#include "reader/encoder_heads.def"
    SR_HEAD_COUNT
};

enum sr_label_set {
#define LABELS(ID, name, head) SR_LABELS_##ID,
#include "reader/encoder_heads.def"
    SR_LABELS_COUNT
};

struct sr_labels {
    const struct sr_str *items; /* [count] */
    uint32_t count;
};

struct sr_norm {
    const float *gain, *bias; /* [width] */
};

struct sr_layer {
    struct sr_matrix qkv, out, ffn1, ffn2;
    struct sr_norm norm1, norm2;
};

struct sr_encoder {
    const struct sr_kernel *kernel;
    uint32_t width, layer_count, attention_heads, ffn, window;
    float epsilon;
    struct sr_vocabulary vocabulary;
    const int8_t *word;      /* [vocabulary.count][width] */
    const float *word_scale; /* [vocabulary.count] */
    const float *position;   /* [window][width] */
    const float *cases;      /* [SR_CASE_COUNT][width] */
    const float *gaps;       /* [SR_GAP_COUNT][width] */
    struct sr_norm norm;
    const struct sr_layer *layers; /* [layer_count] */

    bool has[SR_HEAD_COUNT];
    struct sr_labels labels[SR_LABELS_COUNT];
#define WIDTH(field, name, head) uint32_t field;
#define LINEAR(field, name, head, columns, depth) struct sr_matrix field;
#define VECTOR(field, name, head, size) const float *field; /* [size] */
#include "reader/encoder_heads.def"
};

#endif
