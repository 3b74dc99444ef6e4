/* fuzz_safetensors.c: any bytes as a model file. Whatever is accepted must lie inside the bytes, in order of name. */
#include <stdlib.h>

#include "tensor/safetensors.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct sr_arena arena;
    struct sr_tensors t;
    unsigned char *copy = malloc(size + 1); /* aligned, as a file in memory is */
    if (!copy) return 0;
    if (size) memcpy(copy, data, size);
    sr_arena_init(&arena, 64u << 20);
    if (sr_tensors_open(copy, size, &arena, &t, NULL) == SR_OK) {
        size_t total = 0;
        for (uint32_t i = 0; i < t.count; i++) {
            const unsigned char *p = t.items[i].data;
            if (p < copy || p > copy + size || t.items[i].size > (size_t)(copy + size - p)) abort();
            if (i > 0 && strcmp(t.items[i - 1].name.p, t.items[i].name.p) >= 0) abort();
            if (sr_tensors_find(&t, t.items[i].name.p) != &t.items[i]) abort();
            total += t.items[i].size;
        }
        if (total > size) abort();
    }
    sr_arena_release(&arena);
    free(copy);
    return 0;
}
