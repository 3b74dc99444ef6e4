#include "lexicon/table.h"

#include "base/map.h"
#include "lexicon/blob.h"

static enum sr_status damaged(const char *name, const char *how, struct sr_err *err) {
    return sr_fail(err, SR_ERR_TABLE, "build it again with tools/mktable", "table '%s' is %s", name, how);
}

enum sr_status sr_table_view_linked(const void *blob, size_t size, const char *name, struct sr_table *table,
                                    struct sr_err *err) {
    struct sr_blob_head h;
    if (size < sizeof h) return damaged(name, "cut short", err);
    memcpy(&h, blob, sizeof h);
    uint64_t slots = (uint64_t)h.mask + 1, cells = (uint64_t)h.rows * h.columns;
    uint64_t want = sizeof h + 4 * (slots + cells) + h.pool;
    if (h.magic != SR_BLOB_MAGIC || !h.columns || (slots & (slots - 1)) || slots <= h.rows || want != size || !h.pool)
        return damaged(name, "damaged", err);
    const uint32_t *words = (const uint32_t *)(const void *)((const char *)blob + sizeof h);
    const char *pool = (const char *)(words + slots + cells);
    if (pool[h.pool - 1]) return damaged(name, "damaged", err);
    *table = (struct sr_table){name, h.rows, h.columns, h.longest, h.mask, words, words + slots, pool, h.pool};
    return SR_OK;
}

enum sr_status sr_table_view(const void *blob, size_t size, const char *name, struct sr_table *table,
                             struct sr_err *err) {
    struct sr_table t = {0};
    enum sr_status status = sr_table_view_linked(blob, size, name, &t, err);
    if (status) return status;
    bool sound = true, gap = false; /* without a gap a look-up of an unknown key would never end */
    for (uint64_t i = 0; sound && i <= t.mask; i++) {
        sound = (t.slots[i] & SR_BLOB_ROW) <= t.rows && (!t.slots[i] || (t.slots[i] & SR_BLOB_ROW));
        gap |= !t.slots[i];
    }
    sound = sound && gap;
    for (uint64_t i = 0; sound && i < (uint64_t)t.rows * t.columns; i++) sound = t.cells[i] < t.pool_size;
    if (!sound) return damaged(name, "damaged", err);
    *table = t;
    return SR_OK;
}

const char *sr_table_cell(const struct sr_table *t, uint32_t row, uint32_t column) {
    return t->pool + t->cells[(size_t)row * t->columns + column];
}

uint32_t sr_table_find(const struct sr_table *t, struct sr_str key) {
    return sr_table_find_hashed(t, key, sr_hash(key));
}

uint32_t sr_table_find_hashed(const struct sr_table *t, struct sr_str key, uint32_t hash) {
    for (uint32_t i = hash & t->mask; t->slots[i]; i = (i + 1) & t->mask) {
        if ((t->slots[i] ^ hash) & SR_BLOB_TAG) continue;
        uint32_t row = (t->slots[i] & SR_BLOB_ROW) - 1, at = t->cells[(size_t)row * t->columns];
        if (key.n < t->pool_size - at && !t->pool[at + key.n] && (!key.n || memcmp(t->pool + at, key.p, key.n) == 0))
            return row;
    }
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

/* Up to 15 digits are whole in a double, so that one division gives the nearest. */
bool sr_decimal(struct sr_str s, double *value) {
    bool minus = s.n && s.p[0] == '-', point = false;
    uint64_t digits = 0, scale = 1;
    uint32_t count = 0;
    for (uint32_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
        } else if (s.p[i] >= '0' && s.p[i] <= '9') {
            if (count == 15 && point) continue;
            if (count == 15) return false;
            digits = digits * 10 + (uint64_t)(s.p[i] - '0');
            if (point) scale *= 10;
            count++;
        } else {
            return false;
        }
    }
    if (!count) return false;
    *value = (double)digits / (double)scale;
    if (minus) *value = -*value;
    return true;
}

double sr_table_number(const struct sr_table *t, uint32_t row, uint32_t column, double otherwise) {
    double value;
    return sr_decimal(sr_str_c(sr_table_cell(t, row, column)), &value) ? value : otherwise;
}
