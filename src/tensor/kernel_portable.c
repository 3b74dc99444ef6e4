/* kernel_portable.c: the kernel that every processor runs. Its results are what the others must give. */
#include <string.h>

#include "tensor/kernel.h"
#include "tensor/kernels.h"

#define KW 4
#define KFN
#include "tensor/kernel_types.h"

static inline kv kmax(kv a, kv b) {
    ki larger = a > b;
    return (kv)(((ki)a & larger) | ((ki)b & ~larger));
}

static inline kv kmin(kv a, kv b) {
    ki less = a < b;
    return (kv)(((ki)a & less) | ((ki)b & ~less));
}

static inline void kstore_u8(uint8_t *p, ki v) {
    for (uint32_t i = 0; i < KW; i++) p[i] = (uint8_t)(v[i] < 0 ? 0 : v[i] > 255 ? 255 : v[i]);
}

#include "tensor/kernel_float.inc"

typedef int8_t bytes16 __attribute__((vector_size(16)));
typedef int16_t shorts8 __attribute__((vector_size(16)));
typedef int16_t shorts16 __attribute__((vector_size(32)));

#define PAIRS 8u /* registers of sums for sixteen columns: two lanes a column */

/* Sixteen columns of one row. u8 times s8 fits 16 bits, and so does the sum of two; as 32-bit lanes, each register of
 * products holds two neighbours of the depth in its halves. */
static void product_block(const uint8_t *q, const int8_t *w, uint32_t depth4, int32_t *sum) {
    ki pair[PAIRS] = {{0}};
    for (uint32_t k = 0; k < depth4; k += SR_DEPTH_STEP, w += SR_COLUMNS_STEP * SR_DEPTH_STEP) {
        int16_t a0 = q[k], a1 = q[k + 1], a2 = q[k + 2], a3 = q[k + 3];
        shorts8 a = {a0, a1, a2, a3, a0, a1, a2, a3};
        for (uint32_t l = 0; l < PAIRS / 2; l++) {
            bytes16 b;
            memcpy(&b, w + 16 * l, sizeof b);
            shorts16 wide = __builtin_convertvector(b, shorts16);
            shorts8 half[2];
            memcpy(half, &wide, sizeof wide);
            for (uint32_t h = 0; h < 2; h++) {
                ki p = (ki)(half[h] * a);
                pair[2 * l + h] += ((ki)((ku)p << 16) >> 16) + (p >> 16);
            }
        }
    }
    for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) sum[j] = pair[j / 2][j % 2 * 2] + pair[j / 2][j % 2 * 2 + 1];
}

static void kernel_product(const struct sr_quants *in, uint32_t rows, const struct sr_matrix *matrix, float *out,
                           uint32_t out_stride) {
    for (uint32_t c = 0; c < matrix->columns16; c += SR_COLUMNS_STEP) {
        const int8_t *w = matrix->packed + (size_t)c * matrix->depth4;
        for (uint32_t i = 0; i < rows; i++) {
            int32_t sum[SR_COLUMNS_STEP];
            product_block(in->q + (size_t)i * in->stride, w, matrix->depth4, sum);
            float *o = out + (size_t)i * out_stride + c;
            for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) {
                float exact = (float)(sum[j] + matrix->start[c + j]);
                o[j] = exact * (in->scale[i] * matrix->scale[c + j]) + matrix->bias[c + j];
            }
        }
    }
}

const struct sr_kernel sr_kernel_portable = {
    "portable", kernel_product, kernel_quantise, kernel_normalise, kernel_attend, kernel_dot, kernel_softmax,
};
