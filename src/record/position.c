#include "record/position.h"

#include "base/utf8.h"

enum { STEP = 256 };

static uint32_t count(enum sr_offsets unit, const char *p, size_t n) {
    return unit == SR_OFFSETS_UTF16 ? sr_count_utf16(p, n) : sr_count_codepoints(p, n);
}

bool sr_positions_make(struct sr_str text, enum sr_offsets unit, struct sr_arena *arena, struct sr_positions *out) {
    struct sr_positions p = {unit, text, NULL};
    if (unit != SR_OFFSETS_BYTES) {
        p.marks = sr_arena_alloc(arena, text.n / STEP + 1, sizeof *p.marks);
        if (!p.marks) return false;
        for (uint32_t k = 1; k <= text.n / STEP; k++)
            p.marks[k] = p.marks[k - 1] + count(unit, text.p + (size_t)(k - 1) * STEP, STEP);
    }
    *out = p;
    return true;
}

uint32_t sr_position(const struct sr_positions *p, uint32_t byte) {
    if (p->unit == SR_OFFSETS_BYTES) return byte;
    uint32_t k = byte / STEP;
    /* a block may begin inside a character: its head was counted in the block before */
    return p->marks[k] + count(p->unit, p->text.p + (size_t)k * STEP, byte - k * STEP);
}
