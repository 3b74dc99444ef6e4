#include "record/signature.h"

#include <stdio.h>

#include "base/map.h"

enum { RUN = 5 };

/* One of a family of hash functions: a multiply-xorshift mix of the run's hash with the place's own odd number
 * (Stafford's variant 13 of the finaliser of splitmix64). */
static uint32_t mixed(uint64_t run, uint32_t place) {
    uint64_t x = run + (uint64_t)(place + 1) * 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((x ^ (x >> 31)) >> 32);
}

struct sr_str sr_signature(struct sr_arena *arena, const struct sr_reading *r) {
    uint32_t least[SR_SIGNATURE_PLACES], words[RUN] = {0}, seen = 0;
    memset(least, 0xFF, sizeof least);
    for (uint32_t i = 0; i < r->token_count; i++) {
        if (r->tokens[i].kind != SR_TOKEN_WORD && r->tokens[i].kind != SR_TOKEN_NUMBER) continue;
        memmove(words, words + 1, sizeof words - sizeof *words);
        words[RUN - 1] = sr_hash(r->tokens[i].norm);
        if (++seen < RUN) continue;
        uint64_t run = 0;
        for (uint32_t k = 0; k < RUN; k++) run = run * 0x100000001B3u + words[k];
        for (uint32_t k = 0; k < SR_SIGNATURE_PLACES; k++) {
            uint32_t h = mixed(run, k);
            if (h < least[k]) least[k] = h;
        }
    }
    if (seen < RUN) return (struct sr_str){NULL, 0};
    char *text = sr_arena_alloc(arena, SR_SIGNATURE_PLACES * 8 + 1, 1);
    if (!text) return (struct sr_str){NULL, 0};
    for (uint32_t k = 0; k < SR_SIGNATURE_PLACES; k++) (void)snprintf(text + k * 8, 9, "%08x", least[k]);
    return (struct sr_str){text, SR_SIGNATURE_PLACES * 8};
}
