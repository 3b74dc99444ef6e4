/* map.h: strings to numbers, in an arena. Order of iteration is order of insertion, so that it never depends on a hash.
 */
#ifndef SR_BASE_MAP_H
#define SR_BASE_MAP_H

#include "base/arena.h"

struct sr_map {
    struct sr_str *keys; /* [count], in order of insertion; borrowed, must outlive the map */
    uint32_t *values;    /* [count] */
    uint32_t count, room;
    uint32_t *slots; /* [mask + 1]: index + 1, or 0 */
    uint32_t mask;
};

/* FNV-1a (Fowler, Noll, Vo), 32 bits: tables and maps share it. */
#define SR_HASH_BEGIN 2166136261u

/* Go on with a hash: sr_hash_more(sr_hash(a), b) is the hash of a followed by b. */
static inline uint32_t sr_hash_more(uint32_t hash, const char *p, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)p[i]) * 16777619u;
    return hash;
}

static inline uint32_t sr_hash(struct sr_str s) {
    return sr_hash_more(SR_HASH_BEGIN, s.p, s.n);
}

/* The value of a key, or SR_NONE. */
uint32_t sr_map_get(const struct sr_map *map, struct sr_str key);

/* Set it, new or not; false when the arena's limit is met. A map starts as {0}. */
SR_MUST_USE bool sr_map_set(struct sr_map *map, struct sr_arena *arena, struct sr_str key, uint32_t value);

#endif
