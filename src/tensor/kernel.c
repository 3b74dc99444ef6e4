/* kernel.c: which kernel this processor runs, and the packing that all of them read. */
#include "tensor/kernel.h"

#include <string.h>

#include "tensor/kernels.h"

const struct sr_kernel *sr_kernel_at(uint32_t index) {
    const struct sr_kernel *able[3];
    uint32_t count = 0;
    able[count++] = &sr_kernel_portable;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) able[count++] = &sr_kernel_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni")) {
        able[count++] = &sr_kernel_avx512;
    }
#endif
    return index < count ? able[index] : NULL;
}

const struct sr_kernel *sr_kernel_best(void) {
    const struct sr_kernel *best = NULL;
    for (uint32_t i = 0; sr_kernel_at(i); i++) best = sr_kernel_at(i);
    return best;
}

size_t sr_attention_scratch(uint32_t rows, uint32_t width) {
    size_t padded = sr_round_up(rows, SR_LANES);
    return 2 * padded * width + 8 * padded; /* keys, values, and the scores of up to eight queries */
}

/* Four steps of depth for sixteen columns, at the edges of the matrix. */
static void pack_edge(const int8_t *weights, uint32_t columns, uint32_t depth, uint32_t c, uint32_t k, int8_t *packed) {
    for (uint32_t j = c; j < c + SR_COLUMNS_STEP; j++) {
        for (uint32_t l = k; l < k + SR_DEPTH_STEP; l++) {
            *packed++ = j < columns && l < depth ? weights[(size_t)j * depth + l] : 0;
        }
    }
}

void sr_pack(const int8_t *weights, uint32_t columns, uint32_t depth, int8_t *packed) {
    uint32_t columns16 = sr_round_up(columns, SR_COLUMNS_STEP), depth4 = sr_round_up(depth, SR_DEPTH_STEP);
    for (uint32_t c = 0; c < columns16; c += SR_COLUMNS_STEP) {
        for (uint32_t k = 0; k < depth4; k += SR_DEPTH_STEP, packed += SR_COLUMNS_STEP * SR_DEPTH_STEP) {
            if (c + SR_COLUMNS_STEP > columns || k + SR_DEPTH_STEP > depth) {
                pack_edge(weights, columns, depth, c, k, packed);
                continue;
            }
            const int8_t *from = weights + (size_t)c * depth + k;
            for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) {
                memcpy(packed + j * SR_DEPTH_STEP, from + (size_t)j * depth, SR_DEPTH_STEP);
            }
        }
    }
}

bool sr_weights_fit(const int8_t *weights, size_t count) {
    uint32_t bad = 0;
    size_t i = 0;
    for (; i + 64 <= count; i += 64) { /* a fixed number of steps is what gcc 12 makes vectors of at -O2 */
        uint8_t block = 0;
        for (uint32_t j = 0; j < 64; j++)
            block |= (uint8_t)((uint8_t)(weights[i + j] + SR_WEIGHT_MAX) > 2 * SR_WEIGHT_MAX);
        bad |= block;
    }
    for (; i < count; i++) bad |= weights[i] > SR_WEIGHT_MAX || weights[i] < -SR_WEIGHT_MAX;
    return !bad;
}

void sr_pack_starts(const int8_t *packed, uint32_t columns16, uint32_t depth4, int32_t *start) {
    for (uint32_t c = 0; c < columns16; c += SR_COLUMNS_STEP) {
        int32_t sum[SR_COLUMNS_STEP] = {0};
        for (uint32_t k = 0; k < depth4; k += SR_DEPTH_STEP, packed += SR_COLUMNS_STEP * SR_DEPTH_STEP) {
            for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) {
                const int8_t *w = packed + j * SR_DEPTH_STEP;
                sum[j] += w[0] + w[1] + w[2] + w[3];
            }
        }
        for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) start[c + j] = -128 * sum[j];
    }
}
