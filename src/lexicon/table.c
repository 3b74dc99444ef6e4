#include "lexicon/table.h"

#include <stdlib.h>

#include "base/map.h"
#include "lexicon/blob.h"

enum sr_status sr_table_view(const void *blob, size_t size, const char *name, struct sr_table *table,
                             struct sr_err *err) {
    static const char mend[] = "build it again with tools/mktable";
    struct sr_blob_head h;
    if (size < sizeof h) return sr_fail(err, SR_ERR_TABLE, mend, "table '%s' is cut short", name);
    memcpy(&h, blob, sizeof h);
    uint64_t slots = (uint64_t)h.mask + 1, cells = (uint64_t)h.rows * h.columns;
    uint64_t want = sizeof h + 4 * (slots + cells) + h.pool;
    if (h.magic != SR_BLOB_MAGIC || !h.columns || (slots & (slots - 1)) || slots <= h.rows || want != size || !h.pool)
        return sr_fail(err, SR_ERR_TABLE, mend, "table '%s' is damaged", name);
    const uint32_t *words = (const uint32_t *)(const void *)((const char *)blob + sizeof h);
    const char *pool = (const char *)(words + slots + cells);
    bool sound = pool[h.pool - 1] == 0;
    for (uint64_t i = 0; sound && i < slots; i++) sound = words[i] <= h.rows;
    for (uint64_t i = 0; sound && i < cells; i++) sound = words[slots + i] < h.pool;
    if (!sound) return sr_fail(err, SR_ERR_TABLE, mend, "table '%s' is damaged", name);
    *table = (struct sr_table){name, h.rows, h.columns, h.longest, h.mask, words, words + slots, pool, h.pool};
    return SR_OK;
}

const char *sr_table_cell(const struct sr_table *t, uint32_t row, uint32_t column) {
    return t->pool + t->cells[(size_t)row * t->columns + column];
}

uint32_t sr_table_find(const struct sr_table *t, struct sr_str key) {
    for (uint32_t i = sr_hash(key) & t->mask; t->slots[i]; i = (i + 1) & t->mask)
        if (sr_str_is(key, sr_table_cell(t, t->slots[i] - 1, 0))) return t->slots[i] - 1;
    return SR_NONE;
}

uint32_t sr_table_same(const struct sr_table *t, uint32_t row) {
    uint32_t n = 1;
    const char *key = sr_table_cell(t, row, 0);
    while (row + n < t->rows && strcmp(sr_table_cell(t, row + n, 0), key) == 0) n++;
    return n;
}

bool sr_table_has(const struct sr_table *t, uint32_t row, uint32_t column, const char *word) {
    size_t n = strlen(word);
    for (const char *p = sr_table_cell(t, row, column); *p;) {
        const char *bar = strchr(p, '|');
        size_t size = bar ? (size_t)(bar - p) : strlen(p);
        if (size == n && memcmp(p, word, n) == 0) return true;
        p += size + (bar != NULL);
    }
    return false;
}

double sr_table_number(const struct sr_table *t, uint32_t row, uint32_t column, double otherwise) {
    const char *cell = sr_table_cell(t, row, column);
    char *end;
    double value = strtod(cell, &end);
    return *cell && !*end ? value : otherwise;
}
