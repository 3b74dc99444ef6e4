/* kernel.h: the arithmetic of the encoder, written once for each kind of processor.
 *
 * A kernel is a table of functions: products of small integers, and the few float loops between them. There are
 * three: portable C, AVX2, and AVX-512 with VNNI. All give the same bits:
 *
 *   - Integer sums are exact in each. AVX2 adds two products of u8 by s8 in 16 bits, which saturates; so weights are
 *     kept within -63..63, and 2 * 255 * 63 = 32130 fits.
 *   - Float loops are one text (kernel_float.inc), compiled for each processor. A sum over a row is kept in sixteen
 *     lanes, whatever the width of the registers, and the lanes are added in one written order. A product and a sum
 *     stay two roundings (no fused multiply-add), because the portable kernel has no other.
 *
 * The product:   out[i][j] = bias[j] + (row_scale[i] * scale[j]) * (sum over k of r[i][k] * w[j][k])
 *
 *     rows: r is -127..127, kept as r + 128 in a byte;     weights: -63..63,
 *     one scale a row, found when it is quantised          packed [columns / 16][depth / 4][16][4]
 *
 * so that one 64-byte load holds four steps of depth for sixteen output columns: a register of AVX-512, two of AVX2.
 * Columns are padded to a multiple of 16 and depth to one of 4, with zeros. The 128 is taken off by starting each sum
 * at -128 times the column's weights. train/FORMAT.md, section 5, has the arithmetic.
 *
 * Threads  all functions are pure in their arguments. Memory: none is allocated here.
 */
#ifndef SR_TENSOR_KERNEL_H
#define SR_TENSOR_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SR_COLUMNS_STEP 16u /* columns are padded to this */
#define SR_DEPTH_STEP 4u    /* depth is padded to this */
#define SR_LANES 16u        /* float rows are padded to this; also the number of partial sums */
#define SR_WEIGHT_MAX 63    /* |weight| at most: see above */
#define SR_DEPTH_MAX 65536u /* 65536 * 255 * 63 < 2^31 */

/* An output matrix: columns x depth weights, ready for any kernel. */
struct sr_matrix {
    const int8_t *packed; /* [columns16 / 16][depth4 / 4][16][4], any alignment, 64 is fastest */
    const float *scale;   /* [columns16] */
    const float *bias;    /* [columns16] */
    const int32_t *start; /* [columns16] -128 times the sum of the column's weights */
    uint32_t columns;     /* as named in the file */
    uint32_t columns16;   /* rounded up */
    uint32_t depth;       /* as named in the file */
    uint32_t depth4;      /* rounded up */
};

/* Quantised rows. `q` has `stride` bytes a row, at least depth4 of the matrices that it meets; what lies between
 * depth and depth4 may be anything, since it meets zero weights. */
struct sr_quants {
    uint8_t *q;
    float *scale; /* [rows] */
    uint32_t stride;
};

/* One head of attention over one window: rows of q, k, v lie `stride` floats apart. */
struct sr_attention {
    const float *q, *k, *v; /* q is scaled already */
    float *out;             /* rows `out_stride` floats apart */
    uint32_t rows;          /* of the window */
    uint32_t stride;        /* of q, k, v */
    uint32_t out_stride;
    uint32_t width; /* of a head: a multiple of 16 */
    float *scratch; /* sr_attention_scratch() floats */
};

struct sr_kernel {
    const char *name; /* "portable", "avx2", "avx512vnni" */

    /* out[i][j], rows `out_stride` >= columns16 floats apart; columns16 of each row are written. */
    void (*product)(const struct sr_quants *in, uint32_t rows, const struct sr_matrix *matrix, float *out,
                    uint32_t out_stride);

    /* Quantise `rows` rows of `columns` floats. `gelu` != 0: GELU is taken first (x is overwritten). */
    void (*quantise)(float *x, uint32_t rows, uint32_t columns, uint32_t stride, int gelu, struct sr_quants *out);

    /* x = layer norm of (x + add), rows of `columns` floats, a multiple of 16; `add` NULL for none. */
    void (*normalise)(float *x, uint32_t x_stride, const float *add, uint32_t add_stride, uint32_t rows,
                      uint32_t columns, const float *gain, const float *bias, float epsilon);

    /* out = softmax(q k') v, each query over all of the window's rows. */
    void (*attend)(const struct sr_attention *a);

    /* out[i][j] = sum over k of a[i][k] * b[j][k]: floats, for the heads. Rows of a and b are `columns` (a multiple
     * of 16) long and `a_stride`, `b_stride` floats apart; out is rows x b_rows, `out_stride` apart. */
    void (*dot)(const float *a, uint32_t a_stride, uint32_t rows, const float *b, uint32_t b_stride, uint32_t b_rows,
                uint32_t columns, float *out, uint32_t out_stride);

    /* x = softmax of x, in place; any count, no alignment. */
    void (*softmax)(float *x, uint32_t count);
};

/* The best kernel that this processor runs. */
const struct sr_kernel *sr_kernel_best(void);

/* The kernel of that index, 0 the portable one, NULL past the last that this processor runs. */
const struct sr_kernel *sr_kernel_at(uint32_t index);

/* Floats of scratch that attention over a window of `rows` needs. */
size_t sr_attention_scratch(uint32_t rows, uint32_t width);

/* `n` rounded up to a multiple of `step`. n + step must not wrap. */
static inline uint32_t sr_round_up(uint32_t n, uint32_t step) {
    return (n + step - 1) / step * step;
}

/* Pack `columns` rows of `depth` weights (PyTorch's [out][in] order) into `packed`, which holds
 * sr_round_up(columns, 16) * sr_round_up(depth, 4) bytes. Weights beyond SR_WEIGHT_MAX are the caller's to refuse:
 * sr_weights_fit(). */
void sr_pack(const int8_t *weights, uint32_t columns, uint32_t depth, int8_t *packed);

/* Whether all weights lie within -SR_WEIGHT_MAX..SR_WEIGHT_MAX. */
bool sr_weights_fit(const int8_t *weights, size_t count);

/* -128 times the sum of each packed column's weights, into start[columns16]. */
void sr_pack_starts(const int8_t *packed, uint32_t columns16, uint32_t depth4, int32_t *start);

#endif
