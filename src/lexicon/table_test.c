#include "lexicon/table.h"

#include <stdlib.h>

#include "base/test.h"
#include "lexicon/lexicon.h"

static enum sr_status compile(const char *tsv, struct sr_arena *arena, struct sr_buf *blob, struct sr_err *err) {
    return sr_table_compile(sr_str_c(tsv), "t.tsv", arena, blob, err);
}

static void look_ups(void) {
    static const struct {
        const char *name, *key, *cell;
    } rows[] = {
        {"a word", "about", "about"},
        {"a phrase", "no fewer than", "at-least"},
        {"its alternative", "at least", "at-least"},
        {"a typographic apostrophe in the table", "o'clock", "time"},
        {"an unknown key", "never", NULL},
        {"the empty key", "", NULL},
    };
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_buf blob = {0};
    struct sr_err err = {0};
    SR_CHECK_INT("compiles",
                 compile("# a comment\nphrase\thedge\nAt Least|no fewer than\tat-least\nabout\tabout\no’clock\ttime\n",
                         &arena, &blob, &err),
                 SR_OK);
    struct sr_table t;
    SR_CHECK_INT("views", sr_table_view(blob.p, blob.size, "t", &t, &err), SR_OK);
    SR_CHECK_INT("longest", t.longest, 3);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t row = sr_table_find(&t, sr_str_c(rows[i].key));
        SR_CHECK_INT(rows[i].name, row != SR_NONE, rows[i].cell != NULL);
        if (row != SR_NONE && rows[i].cell) SR_CHECK_C(rows[i].name, sr_table_cell(&t, row, 1), rows[i].cell);
    }
    for (size_t cut = 0; cut < blob.size; cut++) /* a damaged blob is refused, whatever is missing */
        SR_CHECK_INT("cut blob", sr_table_view(blob.p, cut, "t", &t, &err), SR_ERR_TABLE);
    sr_buf_release(&blob);
    sr_arena_release(&arena);
}

static void numbers(void) {
    static const struct {
        const char *cell;
        double want;
    } rows[] = {{"42.54", 42.54},
                {"-8.0", -8.0},
                {"12.65432", 12.65432},
                {"-0.13", -0.13},
                {"2460596", 2460596},
                {"0", 0},
                {"5.", 5},
                {".5", 0.5},
                {"", -1},
                {"-", -1},
                {".", -1},
                {"12,65", -1},
                {"1.2.3", -1},
                {"1e3", -1},
                {"1234567890123456", -1},
                {"1.234567890123456789", 1.23456789012345}};
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_buf blob = {0}, tsv = {0};
        struct sr_table t;
        struct sr_err err = {0};
        sr_buf_printf(&tsv, "p\tn\nkey\t%s\n", rows[i].cell);
        SR_CHECK_INT("compiles",
                     sr_table_compile((struct sr_str){tsv.p, (uint32_t)tsv.size}, "t.tsv", &arena, &blob, &err), SR_OK);
        SR_CHECK_INT("views", sr_table_view(blob.p, blob.size, "t", &t, &err), SR_OK);
        double got = sr_table_number(&t, 0, 1, -1);
        char have[40], want[40];
        (void)snprintf(have, sizeof have, "%.17g", got);
        (void)snprintf(want, sizeof want, "%.17g", rows[i].want);
        SR_CHECK_C(rows[i].cell, have, want);
        sr_buf_release(&blob);
        sr_buf_release(&tsv);
    }
    sr_arena_release(&arena);
}

static void refusals(void) {
    static const struct {
        const char *name, *tsv, *message;
    } rows[] = {
        {"a key given twice", "p\tq\na\t1\nb\t2\nA\t3\n", "t.tsv:4: key given twice: 'a'; take one of the rows out"},
        {"too many columns", "p\tq\na\t1\t2\n",
         "t.tsv:2: more columns than the head names: 'a'; see the line that names the columns"},
        {"an empty key", "p\tq\n\t1\n", "t.tsv:2: empty key: ''; write a word or phrase in the first column"},
        {"no head", "# only this\n", "t.tsv: no head: ''; name the columns in the first line"},
        {"not UTF-8", "p\na\xff\n", "t.tsv:2: bytes that are not UTF-8: ''; save the table as UTF-8"},
    };
    struct sr_arena nul_arena;
    struct sr_buf none = {0};
    sr_arena_init(&nul_arena, 0);
    SR_CHECK_INT("a NUL byte", sr_table_compile((struct sr_str){"p\na\0b\n", 6}, "t.tsv", &nul_arena, &none, NULL),
                 SR_ERR_TABLE);
    sr_arena_release(&nul_arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        struct sr_buf blob = {0};
        struct sr_err err = {0};
        SR_CHECK_INT(rows[i].name, compile(rows[i].tsv, &arena, &blob, &err), SR_ERR_TABLE);
        char line[1400];
        sr_err_format(&err, line, sizeof line);
        SR_CHECK_C(rows[i].name, line, rows[i].message);
        sr_buf_release(&blob);
        sr_arena_release(&arena);
    }
}

#define X(ID, name)                     \
    extern const char sr_blob_##name[]; \
    extern const char sr_blob_##name##_end[];
#include "gen/tables.def"
#undef X

/* Opening the lexicon looks at the heads only; here is every cell of what the build linked in. */
static void linked(void) {
    struct sr_table t;
    struct sr_err err = {0};
#define X(ID, name)                                                                                               \
    SR_CHECK_INT("the whole of " #name,                                                                           \
                 sr_table_view(sr_blob_##name, (size_t)(sr_blob_##name##_end - sr_blob_##name), #name, &t, &err), \
                 SR_OK);
#include "gen/tables.def"
#undef X
}

/* A byte changed anywhere gives an error, or a table in which every look-up ends and stays inside. */
static void changed(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_buf blob = {0};
    struct sr_err err = {0};
    struct sr_table t = {0};
    SR_CHECK_INT("compiles", compile("p\tq\na\t1\nb\t2\nc d\t3\n", &arena, &blob, &err), SR_OK);
    unsigned refused = 0;
    for (size_t i = 0; i < blob.size; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            blob.p[i] = (char)(blob.p[i] ^ (1 << bit));
            if (sr_table_view(blob.p, blob.size, "t", &t, &err) != SR_OK) refused++;
            else if (t.rows && sr_table_find(&t, SR_STR("no such key")) != SR_NONE)
                SR_CHECK("finds what is not there", false);
            blob.p[i] = (char)(blob.p[i] ^ (1 << bit));
        }
    SR_CHECK("some are refused", refused > 100);
    uint32_t *slots = (uint32_t *)(void *)(blob.p + 24);
    for (uint32_t i = 0; i <= t.mask; i++) slots[i] = 1; /* row 0, whatever its hash */
    SR_CHECK_INT("no gap among the slots", sr_table_view(blob.p, blob.size, "t", &t, &err), SR_ERR_TABLE);
    sr_buf_release(&blob);
    sr_arena_release(&arena);
}

int main(void) {
    linked();
    changed();
    look_ups();
    numbers();
    refusals();
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the linked tables open", sr_lexicon_open(&lexicon, &err), SR_OK);
    return sr_test_end("lexicon/table");
}
