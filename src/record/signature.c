#include "record/signature.h"

#include "base/map.h"

enum { RUN = 3, MOST_RUNS = 0xFFFF };

/* The finaliser of splitmix64, Stafford's variant 13. */
static uint64_t mixed(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static void put(char *out, uint32_t digits, uint32_t value) {
    for (uint32_t i = digits; i-- > 0; value >>= 4) out[i] = "0123456789abcdef"[value & 15];
}

struct sr_str sr_signature(struct sr_arena *arena, const struct sr_reading *r) {
    uint64_t least[SR_SIGNATURE_PLACES];
    uint32_t words[RUN] = {0}, seen = 0, runs = 0;
    memset(least, 0xFF, sizeof least);
    for (uint32_t i = 0; i < r->token_count; i++) {
        if (r->tokens[i].kind != SR_TOKEN_WORD && r->tokens[i].kind != SR_TOKEN_NUMBER) continue;
        memmove(words, words + 1, sizeof words - sizeof *words);
        words[RUN - 1] = sr_hash(r->tokens[i].norm);
        if (++seen < RUN) continue;
        uint64_t run = 0;
        for (uint32_t k = 0; k < RUN; k++) run = run * 0x100000001B3u + words[k];
        run = mixed(run);
        uint64_t *place = &least[run >> 57];
        if (run < *place) *place = run;
        if (runs < MOST_RUNS) runs++;
    }
    if (!runs) return (struct sr_str){NULL, 0};
    char *text = sr_arena_alloc(arena, SR_SIGNATURE_DIGITS + 1, 1);
    if (!text) return (struct sr_str){NULL, 0};
    for (uint32_t k = 0; k < SR_SIGNATURE_PLACES; k++)
        put(text + 2 * k, 2, least[k] == UINT64_MAX ? 0 : 1 + (uint32_t)(least[k] & 0xFF) % 255);
    put(text + 2 * SR_SIGNATURE_PLACES, 4, runs);
    return (struct sr_str){text, SR_SIGNATURE_DIGITS};
}
