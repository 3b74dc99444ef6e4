/* fuzz_table.c: any bytes as a table in TSV, as one of a user's, and as a compiled one. Whatever the compiler takes, the view takes, and each
 * row's key is found at that row or at the first row of the same key; whatever the view takes, look-ups end inside. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/user.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void need(bool holds) {
    if (!holds) abort();
}

static void look_around(const struct sr_table *t, bool sound) {
    uint32_t rows = t->rows < 4096 ? t->rows : 4096;
    for (uint32_t r = 0; r < rows; r++) {
        struct sr_str key = sr_str_c(sr_table_cell(t, r, 0));
        uint32_t at = sr_table_find(t, key);
        need(at == SR_NONE || at < t->rows);
        if (sound) need(at <= r && r < at + sr_table_same(t, at));
        for (uint32_t k = 0; k < t->columns && k < 8; k++) {
            need(strlen(sr_table_cell(t, r, k)) < t->pool_size);
            (void)sr_table_has(t, r, k, "a");
            (void)sr_table_number(t, r, k, 0);
        }
    }
    need(sr_table_find(t, SR_STR("\x01 no key holds this \x01")) == SR_NONE || !sound);
}

/* As a table of a user's: what it adds to is sound after it. The small ones, so that a run is short. */
static void add(struct sr_str tsv, struct sr_arena *arena) {
    static struct sr_lexicon built_in;
    static bool open;
    if (!open) need(sr_lexicon_open(&built_in, NULL) == SR_OK);
    open = true;
    for (uint32_t i = 0; i < SR_USER_COUNT; i++) {
        struct sr_lexicon lexicon = built_in;
        if (sr_lexicon_add(&lexicon, (enum sr_user_table)i, tsv, "fuzz.tsv", arena, NULL)) continue;
        look_around(&lexicon.tables[SR_TABLE_OUTLET_ZONES], true);
        look_around(&lexicon.tables[SR_TABLE_SOURCE_NOUNS], true);
        look_around(&lexicon.tables[SR_TABLE_GAZETTEER], true);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct sr_arena arena;
    struct sr_buf blob = {0};
    struct sr_table table;
    if (size > 1u << 16) return 0;
    sr_arena_init(&arena, 256u << 20);
    if (sr_table_compile((struct sr_str){(const char *)data, (uint32_t)size}, "fuzz.tsv", &arena, &blob, NULL) ==
        SR_OK) {
        need(sr_table_view(blob.p, blob.size, "fuzz", &table, NULL) == SR_OK);
        look_around(&table, true);
    }
    add((struct sr_str){(const char *)data, (uint32_t)size}, &arena);
    sr_buf_release(&blob);
    unsigned char *copy = malloc(size + 1); /* aligned, and of the exact size but for one byte */
    if (copy && size) memcpy(copy, data, size);
    if (copy && sr_table_view(copy, size, "fuzz", &table, NULL) == SR_OK) look_around(&table, false);
    free(copy);
    sr_arena_release(&arena);
    return 0;
}
