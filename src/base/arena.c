#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

/* Blocks start small so that a two-line update costs little, and double so that a long one costs few calls. */
enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 8 * 1024 * 1024 };

struct sr_arena_block {
    struct sr_arena_block *next;
    size_t size, used; /* bytes of data[] */
    alignas(max_align_t) unsigned char data[];
};

void sr_arena_init(struct sr_arena *arena, size_t limit_bytes) {
    memset(arena, 0, sizeof *arena);
    arena->limit = limit_bytes;
}

static size_t aligned(size_t n) {
    return (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static struct sr_arena_block *add_block(struct sr_arena *arena, size_t need) {
    size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
    if (size < need) size = need;
    if (size > SIZE_MAX - sizeof(struct sr_arena_block)) return NULL;
    if (arena->limit && (arena->taken > arena->limit || size > arena->limit - arena->taken)) {
        size = need; /* the last block may be just large enough */
        if (arena->taken > arena->limit || size > arena->limit - arena->taken) return NULL;
    }
    struct sr_arena_block *block = malloc(sizeof *block + size);
    if (!block) return NULL;
    block->next = NULL;
    block->size = size;
    block->used = 0;
    arena->taken += size;
    if (arena->current) {
        block->next = arena->current->next;
        arena->current->next = block;
    } else {
        arena->first = block;
    }
    arena->current = block;
    return block;
}

static void *take(struct sr_arena *arena, size_t bytes) {
    struct sr_arena_block *block = arena->current;
    while (block && block->size - block->used < bytes && block->next) {
        block = block->next;
        arena->current = block;
    }
    if (!block || block->size - block->used < bytes) block = add_block(arena, bytes);
    if (!block) return NULL;
    void *p = block->data + block->used;
    block->used += bytes;
    arena->used += bytes;
    if (arena->used > arena->peak) arena->peak = arena->used;
    return p;
}

void *sr_arena_alloc(struct sr_arena *arena, size_t count, size_t size) {
    if (arena->fail_after && --arena->fail_after == 0) return NULL;
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2) return NULL;
    bytes = aligned(bytes ? bytes : 1);
    void *p = take(arena, bytes);
    if (p) memset(p, 0, bytes);
    return p;
}

void *sr_arena_grow(struct sr_arena *arena, void *old, size_t old_count, size_t new_count, size_t size) {
    if (arena->fail_after && --arena->fail_after == 0) return NULL;
    size_t old_bytes, new_bytes;
    if (__builtin_mul_overflow(old_count, size, &old_bytes)) return NULL;
    if (__builtin_mul_overflow(new_count, size, &new_bytes) || new_bytes > SIZE_MAX / 2) return NULL;
    old_bytes = aligned(old_bytes ? old_bytes : 1);
    new_bytes = aligned(new_bytes ? new_bytes : 1);
    struct sr_arena_block *block = arena->current;
    if (old && old_count && new_bytes >= old_bytes && (unsigned char *)old + old_bytes == block->data + block->used &&
        (unsigned char *)old >= block->data && block->size - block->used >= new_bytes - old_bytes) {
        memset((unsigned char *)old + old_bytes, 0, new_bytes - old_bytes);
        block->used += new_bytes - old_bytes;
        arena->used += new_bytes - old_bytes;
        if (arena->used > arena->peak) arena->peak = arena->used;
        return old;
    }
    void *p = take(arena, new_bytes);
    if (!p) return NULL;
    size_t kept = old && old_count ? (old_bytes < new_bytes ? old_bytes : new_bytes) : 0;
    if (kept) memcpy(p, old, kept);
    memset((unsigned char *)p + kept, 0, new_bytes - kept);
    return p;
}

bool sr_vec_room(struct sr_arena *arena, void **items, uint32_t count, uint32_t *room, size_t size) {
    if (count > UINT32_MAX / 2) return false;
    uint32_t want = count ? count * 2 : 8;
    void *p = sr_arena_grow(arena, *items, count, want, size);
    if (!p) return false;
    *items = p;
    *room = want;
    return true;
}

struct sr_str sr_arena_str(struct sr_arena *arena, struct sr_str text) {
    char *p = sr_arena_alloc(arena, (size_t)text.n + 1, 1);
    if (!p) return (struct sr_str){NULL, 0};
    if (text.n) memcpy(p, text.p, text.n);
    return (struct sr_str){p, text.n};
}

struct sr_str sr_arena_printf(struct sr_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = n < 0 ? NULL : sr_arena_alloc(arena, (size_t)n + 1, 1);
    if (p) (void)vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p ? (struct sr_str){p, (uint32_t)n} : (struct sr_str){NULL, 0};
}

void sr_arena_reset(struct sr_arena *arena) {
    for (struct sr_arena_block *b = arena->first; b; b = b->next) b->used = 0;
    arena->current = arena->first;
    arena->used = 0;
}

void sr_arena_release(struct sr_arena *arena) {
    for (struct sr_arena_block *b = arena->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    sr_arena_init(arena, arena->limit);
}
