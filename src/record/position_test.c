#include "record/position.h"

#include "base/test.h"

static const struct {
    const char *name, *text;
    uint32_t byte, codepoint, utf16;
} rows[] = {
    {"ASCII", "abc", 2, 2, 2},
    {"the beginning", "é", 0, 0, 0},
    {"the end", "é", 2, 1, 1},
    {"two bytes", "Zürich", 3, 2, 2},
    {"three bytes", "“Three", 3, 1, 1},
    {"four bytes are two units", "🚑x", 4, 1, 2},
    {"several", "é🚑—🚑é", 13, 4, 6},
    {"a combining mark is a code point", "e\u0301x", 3, 2, 2},
    {"a byte-order mark counts",
     "\xEF\xBB\xBF"
     "a",
     3, 1, 1},
};

/* Every edge of a long text, whose characters straddle the marks that are kept, against a count from the beginning. */
static void test_long(struct sr_arena *arena) {
    static const char *const pieces[] = {"a", "é", "—", "🚑"};
    char text[4096];
    uint32_t edges[4096], units[4096], n = 0, count = 0, unit = 0;
    for (uint32_t seed = 1; n + 4 < sizeof text; seed = seed * 1103515245u + 12345u) {
        const char *piece = pieces[(seed >> 16) & 3];
        uint32_t size = (uint32_t)strlen(piece);
        edges[count] = n;
        units[count++] = unit;
        memcpy(text + n, piece, size);
        n += size;
        unit += size == 4 ? 2 : 1;
    }
    struct sr_positions cp, u16;
    SR_CHECK("made", sr_positions_make((struct sr_str){text, n}, SR_OFFSETS_CODEPOINTS, arena, &cp));
    SR_CHECK("made", sr_positions_make((struct sr_str){text, n}, SR_OFFSETS_UTF16, arena, &u16));
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < count; i++)
        wrong += sr_position(&cp, edges[i]) != i || sr_position(&u16, edges[i]) != units[i];
    SR_CHECK_INT("edges of a long text that are told wrongly", wrong, 0);
    SR_CHECK_INT("its end", sr_position(&cp, n), count);
}

int main(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_positions p;
        struct sr_str text = sr_str_c(rows[i].text);
        SR_CHECK("made", sr_positions_make(text, SR_OFFSETS_CODEPOINTS, &arena, &p));
        SR_CHECK_INT(rows[i].name, sr_position(&p, rows[i].byte), rows[i].codepoint);
        SR_CHECK("made", sr_positions_make(text, SR_OFFSETS_UTF16, &arena, &p));
        SR_CHECK_INT(rows[i].name, sr_position(&p, rows[i].byte), rows[i].utf16);
        SR_CHECK("made", sr_positions_make(text, SR_OFFSETS_BYTES, &arena, &p));
        SR_CHECK_INT(rows[i].name, sr_position(&p, rows[i].byte), rows[i].byte);
    }
    test_long(&arena);
    struct sr_arena small;
    struct sr_positions p;
    sr_arena_init(&small, 0);
    small.fail_after = 1;
    SR_CHECK("no memory", !sr_positions_make(SR_STR("x"), SR_OFFSETS_UTF16, &small, &p));
    sr_arena_release(&small);
    sr_arena_release(&arena);
    return sr_test_end("position");
}
