/* arena.h: memory that lives and dies together.
 *
 * One arena holds the findings of one document; a second one, reset often, holds scratch. There is no free: a whole
 * arena is reset (its memory kept for the next document) or released. Nothing here is thread-safe; each thread has its
 * own arenas. Method: region allocation (Hanson 1990, "Fast allocation and deallocation of memory based on object
 * lifetimes", SP&E 20(1)).
 *
 *     struct sr_arena a;
 *     sr_arena_init(&a, 256u << 20);               at most 256 MiB
 *     uint32_t *n = sr_arena_alloc(&a, 10, sizeof *n);   NULL when the limit is met
 *     sr_arena_reset(&a);                          everything in it is gone, the blocks stay
 *     sr_arena_release(&a);
 */
#ifndef SR_BASE_ARENA_H
#define SR_BASE_ARENA_H

#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct sr_arena_block;

struct sr_arena {
    struct sr_arena_block *first, *current;
    size_t limit;        /* bytes that all blocks together may take; 0: none */
    size_t taken;        /* bytes that the blocks take now */
    size_t peak;         /* the most bytes in use since init */
    size_t used;         /* bytes in use now */
    uint64_t fail_after; /* for tests: the n-th allocation from now fails; 0: never */
};

void sr_arena_init(struct sr_arena *arena, size_t limit_bytes);

/* Zeroed memory for `count` items of `size` bytes, aligned for any type; NULL when the limit is met, the product
 * overflows, or the system has none. count or size 0 gives a valid pointer that must not be read. */
void *sr_arena_alloc(struct sr_arena *arena, size_t count, size_t size);

/* Grow the last allocation in place where that is possible, else copy it. `old` may be NULL with old_count 0. */
void *sr_arena_grow(struct sr_arena *arena, void *old, size_t old_count, size_t new_count, size_t size);

/* A copy that ends in NUL; {NULL, 0} when the limit is met. */
struct sr_str sr_arena_str(struct sr_arena *arena, struct sr_str text);

/* A formatted string; {NULL, 0} when the limit is met. */
struct sr_str sr_arena_printf(struct sr_arena *arena, const char *format, ...) SR_PRINTF(2, 3);

/* Forget all allocations; the blocks stay for the next use. */
void sr_arena_reset(struct sr_arena *arena);
void sr_arena_release(struct sr_arena *arena);

/* A growing array in an arena:
 *
 *     struct { struct sr_span *items; uint32_t count, room; } v = {0};
 *     if (!SR_PUSH(arena, v, ((struct sr_span){1, 2}))) return sr_fail_memory(err, "…");
 */
bool sr_vec_room(struct sr_arena *arena, void **items, uint32_t count, uint32_t *room, size_t size);

#define SR_VEC(type)    \
    struct {            \
        type *items;    \
        uint32_t count; \
        uint32_t room;  \
    }

#define SR_PUSH(arena, v, item)                                                                      \
    (((v).count < (v).room ||                                                                        \
      sr_vec_room((arena), (void **)(void *)&(v).items, (v).count, &(v).room, sizeof *(v).items)) && \
     ((v).items[(v).count++] = (item), true))

#endif
