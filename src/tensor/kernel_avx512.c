/* kernel_avx512.c: AVX-512 with VNNI. Six rows by sixty-four columns are summed at a time, in 24 registers. */
#ifdef __x86_64__
#include <immintrin.h>
#include <string.h>

#include "tensor/kernel.h"
#include "tensor/kernels.h"

#define KW 16
#define KFN __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#include "tensor/kernel_types.h"

KFN static inline kv kmax(kv a, kv b) {
    return (kv)_mm512_max_ps((__m512)a, (__m512)b);
}

KFN static inline kv kmin(kv a, kv b) {
    return (kv)_mm512_min_ps((__m512)a, (__m512)b);
}

KFN static inline void kstore_u8(uint8_t *p, ki v) {
    __m512i positive = _mm512_max_epi32((__m512i)v, _mm512_setzero_si512());
    _mm_storeu_si128((__m128i *)(void *)p, _mm512_cvtusepi32_epi8(positive));
}

#include "tensor/kernel_float.inc"

KFN static inline __m512i four_bytes(const uint8_t *q) {
    int32_t word;
    memcpy(&word, q, sizeof word);
    return _mm512_set1_epi32(word);
}

KFN static inline void finish(const struct sr_quants *in, uint32_t row, const struct sr_matrix *matrix, uint32_t column,
                              __m512i sum, float *out) {
    __m512 exact = _mm512_cvtepi32_ps(sum);
    __m512 scale = _mm512_mul_ps(_mm512_set1_ps(in->scale[row]), _mm512_loadu_ps(matrix->scale + column));
    _mm512_storeu_ps(out, _mm512_add_ps(_mm512_mul_ps(exact, scale), _mm512_loadu_ps(matrix->bias + column)));
}

/* A tile of the output. The lists name its rows and its groups of sixteen columns: V(row, group) for each.
 * Each sum is a variable of its own, and the instruction is written out, because with an array, or with
 * _mm512_dpbusd_epi32, gcc 12 copies every sum to memory at every step and loses half the speed. */
#define GROUPS_1(V, i) V(i, 0)
#define GROUPS_4(V, i) V(i, 0) V(i, 1) V(i, 2) V(i, 3)
#define ROWS_1(V, GROUPS) V(0, GROUPS)
#define ROWS_6(V, GROUPS) V(0, GROUPS) V(1, GROUPS) V(2, GROUPS) V(3, GROUPS) V(4, GROUPS) V(5, GROUPS)

#define BEGIN_SUM(i, g) __m512i sum_##i##_##g = _mm512_loadu_si512(matrix->start + column + g * SR_COLUMNS_STEP);
#define BEGIN_ROW(i, GROUPS)                                      \
    const uint8_t *q##i = in->q + (size_t)(row + i) * in->stride; \
    GROUPS(BEGIN_SUM, i)
#define LOAD_WEIGHTS(i, g) __m512i w##g = _mm512_loadu_si512(w + g * group_bytes);
#define ADD_SUM(i, g) __asm__("vpdpbusd %2, %1, %0" : "+v"(sum_##i##_##g) : "v"(a), "v"(w##g));
#define ADD_ROW(i, GROUPS)                \
    {                                     \
        __m512i a = four_bytes(q##i + k); \
        GROUPS(ADD_SUM, i)                \
    }
#define END_SUM(i, g) finish(in, row + i, matrix, column + g * SR_COLUMNS_STEP, sum_##i##_##g, o + g * SR_COLUMNS_STEP);
#define END_ROW(i, GROUPS)                                        \
    {                                                             \
        float *o = out + (size_t)(row + i) * out_stride + column; \
        GROUPS(END_SUM, i)                                        \
    }

#define TILE(name, ROWS, GROUPS)                                                                                \
    KFN __attribute__((noinline)) static void name(const struct sr_quants *in, uint32_t row,                    \
                                                   const struct sr_matrix *matrix, uint32_t column, float *out, \
                                                   uint32_t out_stride) {                                       \
        const size_t group_bytes = (size_t)SR_COLUMNS_STEP * matrix->depth4;                                    \
        const int8_t *w = matrix->packed + (size_t)column * matrix->depth4;                                     \
        (void)group_bytes;                                                                                      \
        ROWS(BEGIN_ROW, GROUPS)                                                                                 \
        for (uint32_t k = 0; k < matrix->depth4; k += SR_DEPTH_STEP) {                                          \
            GROUPS(LOAD_WEIGHTS, 0)                                                                             \
            ROWS(ADD_ROW, GROUPS)                                                                               \
            w += SR_COLUMNS_STEP * SR_DEPTH_STEP;                                                               \
        }                                                                                                       \
        ROWS(END_ROW, GROUPS)                                                                                   \
    }

TILE(tile_6x4, ROWS_6, GROUPS_4)
TILE(tile_1x4, ROWS_1, GROUPS_4)
TILE(tile_6x1, ROWS_6, GROUPS_1)
TILE(tile_1x1, ROWS_1, GROUPS_1)

KFN static void kernel_product(const struct sr_quants *in, uint32_t rows, const struct sr_matrix *matrix, float *out,
                               uint32_t out_stride) {
    const uint32_t panel = 4 * SR_COLUMNS_STEP;
    uint32_t c = 0;
    for (; c + panel <= matrix->columns16; c += panel) {
        uint32_t i = 0;
        for (; i + 6 <= rows; i += 6) tile_6x4(in, i, matrix, c, out, out_stride);
        for (; i < rows; i++) tile_1x4(in, i, matrix, c, out, out_stride);
    }
    for (; c < matrix->columns16; c += SR_COLUMNS_STEP) {
        uint32_t i = 0;
        for (; i + 6 <= rows; i += 6) tile_6x1(in, i, matrix, c, out, out_stride);
        for (; i < rows; i++) tile_1x1(in, i, matrix, c, out, out_stride);
    }
}

const struct sr_kernel sr_kernel_avx512 = {
    "avx512vnni", kernel_product, kernel_quantise, kernel_normalise, kernel_attend, kernel_dot, kernel_softmax,
};
#else
typedef int sr_no_avx512; /* ISO C wants something in a file */
#endif
