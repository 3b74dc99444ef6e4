/* kernel_avx2.c: AVX2. Four rows by sixteen columns are summed at a time, in eight registers. */
#ifdef __x86_64__
#include <immintrin.h>
#include <string.h>

#include "tensor/kernel.h"
#include "tensor/kernels.h"

#define KW 8
#define KFN __attribute__((target("avx2")))
#include "tensor/kernel_types.h"

KFN static inline kv kmax(kv a, kv b) {
    return (kv)_mm256_max_ps((__m256)a, (__m256)b);
}

KFN static inline kv kmin(kv a, kv b) {
    return (kv)_mm256_min_ps((__m256)a, (__m256)b);
}

KFN static inline void kstore_u8(uint8_t *p, ki v) {
    __m128i words = _mm_packs_epi32(_mm256_castsi256_si128((__m256i)v), _mm256_extracti128_si256((__m256i)v, 1));
    _mm_storel_epi64((__m128i *)(void *)p, _mm_packus_epi16(words, words));
}

#include "tensor/kernel_float.inc"

#define ROWS 4u
#define HALVES 2u /* registers for sixteen columns */

KFN static inline __m256i load(const void *p) {
    return _mm256_loadu_si256((const __m256i *)p);
}

KFN static inline __m256i four_bytes(const uint8_t *q) {
    int32_t word;
    memcpy(&word, q, sizeof word);
    return _mm256_set1_epi32(word);
}

KFN static inline void finish(const struct sr_quants *in, uint32_t row, const struct sr_matrix *matrix, uint32_t column,
                              __m256i sum, float *out) {
    __m256 exact = _mm256_cvtepi32_ps(sum);
    __m256 scale = _mm256_mul_ps(_mm256_set1_ps(in->scale[row]), _mm256_loadu_ps(matrix->scale + column));
    _mm256_storeu_ps(out, _mm256_add_ps(_mm256_mul_ps(exact, scale), _mm256_loadu_ps(matrix->bias + column)));
}

KFN __attribute__((always_inline)) static inline void product_rows(const struct sr_quants *in, uint32_t row,
                                                                   const uint32_t rows, const struct sr_matrix *matrix,
                                                                   uint32_t column, float *out, uint32_t out_stride) {
    const uint8_t *q = in->q + (size_t)row * in->stride;
    const int8_t *w = matrix->packed + (size_t)column * matrix->depth4;
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i sum[ROWS][HALVES];
    for (uint32_t i = 0; i < rows; i++) {
        sum[i][0] = load(matrix->start + column);
        sum[i][1] = load(matrix->start + column + 8);
    }
    for (uint32_t k = 0; k < matrix->depth4; k += SR_DEPTH_STEP, w += SR_COLUMNS_STEP * SR_DEPTH_STEP) {
        __m256i w0 = load(w), w1 = load(w + 32);
#pragma GCC unroll 4
        for (uint32_t i = 0; i < rows; i++) {
            __m256i a = four_bytes(q + (size_t)i * in->stride + k);
            sum[i][0] = _mm256_add_epi32(sum[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(a, w0), ones));
            sum[i][1] = _mm256_add_epi32(sum[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(a, w1), ones));
        }
    }
#pragma GCC unroll 4
    for (uint32_t i = 0; i < rows; i++) {
        float *o = out + (size_t)(row + i) * out_stride + column;
        finish(in, row + i, matrix, column, sum[i][0], o);
        finish(in, row + i, matrix, column + 8, sum[i][1], o + 8);
    }
}

KFN static void kernel_product(const struct sr_quants *in, uint32_t rows, const struct sr_matrix *matrix, float *out,
                               uint32_t out_stride) {
    for (uint32_t c = 0; c < matrix->columns16; c += SR_COLUMNS_STEP) {
        uint32_t i = 0;
        for (; i + ROWS <= rows; i += ROWS) product_rows(in, i, ROWS, matrix, c, out, out_stride);
        for (; i < rows; i++) product_rows(in, i, 1, matrix, c, out, out_stride);
    }
}

const struct sr_kernel sr_kernel_avx2 = {
    "avx2", kernel_product, kernel_quantise, kernel_normalise, kernel_attend, kernel_dot, kernel_softmax,
};
#else
typedef int sr_no_avx2; /* ISO C wants something in a file */
#endif
