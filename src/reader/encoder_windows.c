/* encoder_windows.c: a long text as windows that overlap at likely sentence ends. */
#include "reader/encoder_pieces.h"

#define OVERLAP_MIN 24u /* pieces that two windows share, where the cuts allow it */

static uint32_t size_of(const struct sr_pieces *p, uint32_t from, uint32_t to) {
    return p->starts[to] - p->starts[from];
}

/* The greatest token e with size(from, e) <= room. */
static uint32_t reach(const struct sr_pieces *p, uint32_t from, uint32_t room) {
    uint32_t low = from, high = p->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (size_of(p, from, middle) <= room) low = middle;
        else high = middle - 1;
    }
    return low;
}

static uint32_t window_end(const struct sr_pieces *p, uint32_t a, uint32_t e, uint32_t limit) {
    for (uint32_t c = e; c > a && size_of(p, a, c) >= limit / 2; c--) {
        if (p->cuts[c]) return c;
    }
    return e;
}

/* Where the window after [a, b) begins: at a cut, so that it reads a sentence or two for context. */
static uint32_t next_begin(const struct sr_pieces *p, uint32_t a, uint32_t b, uint32_t limit) {
    for (uint32_t c = b - 1; c > a && size_of(p, c, b) <= limit / 2; c--) {
        if (p->cuts[c] && size_of(p, c, b) >= OVERLAP_MIN) return c;
    }
    for (uint32_t c = a + 1; c < b; c++) {
        if (size_of(p, c, b) <= OVERLAP_MIN) return c;
    }
    return b;
}

/* The first token of the later of two windows, [c, …) after […, d), that belongs to it. */
static uint32_t first_owned(const struct sr_pieces *p, uint32_t c, uint32_t d) {
    if (c >= d) return c;
    for (uint32_t t = d - 1; t > c; t--) {
        if (p->cuts[t]) return t;
    }
    for (uint32_t t = c; t < d; t++) {
        if (size_of(p, c, t) >= size_of(p, t, d)) return t;
    }
    return d;
}

enum sr_status sr_windows_make(const struct sr_pieces *pieces, uint32_t limit, struct sr_arena *arena,
                               struct sr_windows *out, struct sr_err *err) {
    SR_VEC(struct sr_window) windows = {0};
    for (uint32_t a = 0; a < pieces->token_count;) {
        uint32_t e = reach(pieces, a, limit - 2);
        uint32_t b = e == pieces->token_count ? e : window_end(pieces, a, e, limit);
        uint32_t own = windows.count ? first_owned(pieces, a, windows.items[windows.count - 1].end) : a;
        struct sr_window window = {a, b, own};
        if (!SR_PUSH(arena, windows, window)) return sr_fail_memory(err, "the reader's windows");
        if (b == pieces->token_count) break;
        a = next_begin(pieces, a, b, limit);
    }
    *out = (struct sr_windows){windows.items, windows.count};
    return SR_OK;
}
