/* compile.c: TSV to blob. Used by tools/mktable at build time and for a user's own tables at run time. */
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "lexicon/blob.h"
#include "lexicon/table.h"

struct row {
    struct sr_str key;
    struct sr_str rest; /* the line after the key's tab */
    uint32_t line, order;
};

struct compiler {
    struct sr_arena *arena;
    const char *file;
    struct sr_err *err;
    uint32_t columns, longest;
    bool duplicates;
    SR_VEC(struct row) rows;
    struct sr_map pool_at; /* string → offset */
    struct sr_buf pool;
};

static enum sr_status bad(struct compiler *c, uint32_t line, const char *mend, const char *what, struct sr_str word) {
    sr_fail(c->err, SR_ERR_TABLE, mend, "%s: '%.*s'", what, (int)word.n, word.p ? word.p : "");
    sr_err_at(c->err, c->file, line, 0);
    return SR_ERR_TABLE;
}

static struct sr_str trim(struct sr_str s) {
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\r')) s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\r')) s.n--;
    return s;
}

/* Cut `s` at the first `mark`; what is before it is returned, `s` becomes what is after it. */
static struct sr_str cut(struct sr_str *s, char mark, bool *found) {
    const char *at = s->n ? memchr(s->p, mark, s->n) : NULL;
    *found = at != NULL;
    struct sr_str head = {s->p, at ? (uint32_t)(at - s->p) : s->n};
    *s = at ? (struct sr_str){at + 1, s->n - head.n - 1} : (struct sr_str){NULL, 0};
    return head;
}

static uint32_t words_in(struct sr_str key) {
    uint32_t n = 1;
    for (uint32_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}

static enum sr_status add_line(struct compiler *c, struct sr_str line, uint32_t number) {
    bool more;
    struct sr_str keys = cut(&line, '\t', &more);
    uint32_t cells = 1;
    for (uint32_t i = 0; i < line.n; i++) cells += line.p[i] == '\t';
    if (more && cells + 1 > c->columns)
        return bad(c, number, "see the line that names the columns", "more columns than the head names", keys);
    do {
        struct sr_str key = sr_fold(c->arena, trim(cut(&keys, '|', &more)));
        if (!key.p) return sr_fail_memory(c->err, "compiling a table");
        if (!key.n) return bad(c, number, "write a word or phrase in the first column", "empty key", key);
        if (words_in(key) > c->longest) c->longest = words_in(key);
        if (!SR_PUSH(c->arena, c->rows, ((struct row){key, line, number, c->rows.count})))
            return sr_fail_memory(c->err, "compiling a table");
    } while (more);
    return SR_OK;
}

static int by_key(const void *pa, const void *pb) {
    const struct row *a = pa, *b = pb;
    int d = memcmp(a->key.p, b->key.p, a->key.n < b->key.n ? a->key.n : b->key.n);
    if (d) return d;
    if (a->key.n != b->key.n) return a->key.n < b->key.n ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static uint32_t pooled(struct compiler *c, struct sr_str s) {
    uint32_t at = sr_map_get(&c->pool_at, s);
    if (at != SR_NONE) return at;
    at = (uint32_t)c->pool.size;
    sr_buf_str(&c->pool, s);
    sr_buf_char(&c->pool, 0);
    if (!sr_map_set(&c->pool_at, c->arena, s, at)) c->pool.failed = true;
    return at;
}

static void write_blob(struct compiler *c, struct sr_buf *blob) {
    uint32_t mask = 1;
    while (mask < c->rows.count * 2 + 1) mask = mask * 2 + 1;
    uint32_t *slots = sr_arena_alloc(c->arena, (size_t)mask + 1, sizeof *slots);
    uint32_t *cells = sr_arena_alloc(c->arena, (size_t)c->rows.count * c->columns, sizeof *cells);
    if (!slots || !cells) {
        blob->failed = true;
        return;
    }
    (void)pooled(c, SR_STR(""));
    for (uint32_t r = 0; r < c->rows.count; r++) {
        struct row *row = &c->rows.items[r];
        uint32_t *cell = cells + (size_t)r * c->columns;
        cell[0] = pooled(c, row->key);
        struct sr_str rest = row->rest;
        bool more = true;
        for (uint32_t k = 1; k < c->columns; k++) cell[k] = pooled(c, trim(cut(&rest, '\t', &more)));
        if (r && sr_str_eq(row->key, c->rows.items[r - 1].key)) continue;
        uint32_t hash = sr_hash(row->key), i = hash & mask;
        while (slots[i]) i = (i + 1) & mask;
        slots[i] = (hash & SR_BLOB_TAG) | (r + 1);
    }
    while (c->pool.size % 4) sr_buf_char(&c->pool, 0);
    struct sr_blob_head head = {SR_BLOB_MAGIC, c->rows.count, c->columns, c->longest, mask, (uint32_t)c->pool.size};
    sr_buf_add(blob, &head, sizeof head);
    sr_buf_add(blob, slots, ((size_t)mask + 1) * sizeof *slots);
    sr_buf_add(blob, cells, (size_t)c->rows.count * c->columns * sizeof *cells);
    sr_buf_add(blob, c->pool.p, c->pool.size);
    if (c->pool.failed) blob->failed = true;
}

static enum sr_status read_lines(struct compiler *c, struct sr_str tsv) {
    bool more = tsv.n > 0;
    for (uint32_t number = 1; more; number++) {
        struct sr_str line = cut(&tsv, '\n', &more);
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (line.n > 2 && memcmp(line.p, "#!", 2) == 0)
            c->duplicates |= sr_str_is(trim((struct sr_str){line.p + 2, line.n - 2}), "duplicates");
        if (!trim(line).n || line.p[0] == '#') continue;
        if (memchr(line.p, 0, line.n)) /* a cell ends in NUL: the rest of it would be lost */
            return bad(c, number, "save the table as text", "a NUL byte", (struct sr_str){NULL, 0});
        if (!sr_utf8_valid(line.p, line.n, NULL))
            return bad(c, number, "save the table as UTF-8", "bytes that are not UTF-8", (struct sr_str){NULL, 0});
        if (!c->columns) {
            c->columns = 1;
            for (uint32_t i = 0; i < line.n; i++) c->columns += line.p[i] == '\t';
            continue;
        }
        enum sr_status status = add_line(c, line, number);
        if (status) return status;
    }
    if (!c->columns) return bad(c, 0, "name the columns in the first line", "no head", (struct sr_str){NULL, 0});
    return SR_OK;
}

enum sr_status sr_table_compile(struct sr_str tsv, const char *file, struct sr_arena *scratch, struct sr_buf *blob,
                                struct sr_err *err) {
    struct compiler c = {.arena = scratch, .file = file, .err = err};
    enum sr_status status = read_lines(&c, tsv);
    if (status) return status;
    if (c.rows.count) qsort(c.rows.items, c.rows.count, sizeof *c.rows.items, by_key);
    for (uint32_t r = 1; !c.duplicates && r < c.rows.count; r++)
        if (sr_str_eq(c.rows.items[r].key, c.rows.items[r - 1].key))
            return bad(&c, c.rows.items[r].line, "take one of the rows out", "key given twice", c.rows.items[r].key);
    if (c.rows.count >= SR_BLOB_ROW)
        return bad(&c, 0, "split the table", "more than 16 million rows", (struct sr_str){NULL, 0});
    write_blob(&c, blob);
    sr_buf_release(&c.pool);
    return blob->failed ? sr_fail_memory(err, "compiling a table") : SR_OK;
}
