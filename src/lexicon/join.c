/* join.c: two tables as one. Both are sorted by key, so their rows are merged, and only the slots are made anew. */
#include "base/map.h"
#include "lexicon/blob.h"
#include "lexicon/user.h"

struct joined {
    uint32_t *slots, *cells;
    char *pool;
    uint32_t mask, rows;
};

/* The order of compile.c: by bytes, the shorter first. */
static int compare(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    int d = memcmp(a, b, n < m ? n : m);
    return d ? d : n < m ? -1 : n > m;
}

static bool room(struct sr_arena *arena, const struct sr_table *a, const struct sr_table *b, struct joined *j) {
    uint32_t rows = a->rows + b->rows;
    j->mask = 1;
    while (j->mask < rows * 2 + 1) j->mask = j->mask * 2 + 1;
    j->slots = sr_arena_alloc(arena, (size_t)j->mask + 1, sizeof *j->slots);
    j->cells = sr_arena_alloc(arena, (size_t)rows * a->columns, sizeof *j->cells);
    j->pool = sr_arena_alloc(arena, (size_t)a->pool_size + b->pool_size, 1);
    return j->slots && j->cells && j->pool;
}

static void add_row(struct joined *j, const struct sr_table *from, uint32_t row, uint32_t pool_at) {
    uint32_t *cell = j->cells + (size_t)j->rows * from->columns;
    for (uint32_t k = 0; k < from->columns; k++) cell[k] = from->cells[(size_t)row * from->columns + k] + pool_at;
    const char *key = j->pool + cell[0];
    bool same = j->rows && strcmp(j->pool + j->cells[(size_t)(j->rows - 1) * from->columns], key) == 0;
    j->rows++;
    if (same) return;
    uint32_t hash = sr_hash(sr_str_c(key)), i = hash & j->mask;
    while (j->slots[i]) i = (i + 1) & j->mask;
    j->slots[i] = (hash & SR_BLOB_TAG) | j->rows;
}

enum sr_status sr_table_join(const struct sr_table *base, const struct sr_table *more, struct sr_arena *arena,
                             struct sr_table *out, struct sr_err *err) {
    struct joined j = {0};
    if (base->columns != more->columns || (uint64_t)base->rows + more->rows >= SR_BLOB_ROW ||
        (uint64_t)base->pool_size + more->pool_size > UINT32_MAX)
        return sr_fail(err, SR_ERR_TABLE, "split it", "table '%s' is too long to add to", base->name);
    if (!room(arena, base, more, &j)) return sr_fail_memory(err, "joining tables");
    memcpy(j.pool, base->pool, base->pool_size);
    memcpy(j.pool + base->pool_size, more->pool, more->pool_size);
    for (uint32_t a = 0, b = 0; a < base->rows || b < more->rows;) {
        bool mine =
            b < more->rows && (a == base->rows || compare(sr_table_cell(more, b, 0), sr_table_cell(base, a, 0)) <= 0);
        if (mine) add_row(&j, more, b++, base->pool_size);
        else add_row(&j, base, a++, 0);
    }
    *out = (struct sr_table){.name = base->name,
                             .rows = j.rows,
                             .columns = base->columns,
                             .longest = base->longest > more->longest ? base->longest : more->longest,
                             .mask = j.mask,
                             .slots = j.slots,
                             .cells = j.cells,
                             .pool = j.pool,
                             .pool_size = base->pool_size + more->pool_size};
    return SR_OK;
}
