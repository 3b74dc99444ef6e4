/* kernel.c: which kernel this processor runs, and the packing that all of them read. */
#include "tensor/kernel.h"

#include "tensor/kernels.h"

const struct sr_kernel *sr_kernel_at(uint32_t index) {
    const struct sr_kernel *able[3];
    uint32_t count = 0;
    able[count++] = &sr_kernel_portable;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) able[count++] = &sr_kernel_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")) {
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
    return padded * width + 4 * padded; /* keys on their side, and the scores of four queries */
}

void sr_pack(const int8_t *weights, uint32_t columns, uint32_t depth, int8_t *packed) {
    uint32_t columns16 = sr_round_up(columns, SR_COLUMNS_STEP), depth4 = sr_round_up(depth, SR_DEPTH_STEP);
    for (uint32_t c = 0; c < columns16; c += SR_COLUMNS_STEP) {
        for (uint32_t k = 0; k < depth4; k += SR_DEPTH_STEP) {
            for (uint32_t j = c; j < c + SR_COLUMNS_STEP; j++) {
                for (uint32_t l = k; l < k + SR_DEPTH_STEP; l++) {
                    *packed++ = j < columns && l < depth ? weights[(size_t)j * depth + l] : 0;
                }
            }
        }
    }
}

void sr_pack_starts(const int8_t *packed, uint32_t columns16, uint32_t depth4, int32_t *start) {
    for (uint32_t c = 0; c < columns16; c += SR_COLUMNS_STEP) {
        for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) start[c + j] = 0;
        for (uint32_t k = 0; k < depth4; k += SR_DEPTH_STEP) {
            for (uint32_t j = 0; j < SR_COLUMNS_STEP; j++) {
                for (uint32_t l = 0; l < SR_DEPTH_STEP; l++) start[c + j] -= 128 * *packed++;
            }
        }
    }
}
