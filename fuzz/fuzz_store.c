/* fuzz_store.c: any bytes as lines that are added to a store, imported into one, and searched for. Whatever was taken
 * in, the store is sound, and its export brings back the same store. */
#include <stdlib.h>

#include "base/buf.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static struct sr_store *open_store(void) {
    struct sr_store_options options = {.path = ":memory:", .mode = SR_STORE_CREATE};
    struct sr_store *store = NULL;
    if (sr_store_open(&options, &store, NULL)) abort();
    return store;
}

static enum sr_status collect(void *user, struct sr_str line, struct sr_err *err) {
    (void)err;
    sr_buf_str(user, line);
    return SR_OK;
}

/* The next line of what is left, its line break included. */
static struct sr_str next_line(struct sr_str *left) {
    const char *end = left->n ? memchr(left->p, '\n', left->n) : NULL;
    struct sr_str line = {left->p, end ? (uint32_t)(end - left->p) + 1 : left->n};
    *left = (struct sr_str){left->p + line.n, left->n - line.n};
    return line;
}

static enum sr_status import(struct sr_store *store, struct sr_str lines) {
    enum sr_status status = sr_store_import_begin(store, NULL);
    while (!status && lines.n) status = sr_store_import_line(store, next_line(&lines), NULL);
    if (!status) status = sr_store_import_finish(store, NULL);
    if (status) sr_store_rollback(store);
    return status;
}

static void check(struct sr_store *store) {
    struct sr_buf out = {0}, again = {0};
    struct sr_store *other = open_store();
    if (sr_store_check(store, NULL) || sr_store_export(store, collect, &out, NULL)) abort();
    if (import(other, (struct sr_str){out.p, (uint32_t)out.size})) abort();
    if (sr_store_export(other, collect, &again, NULL)) abort();
    if (again.size != out.size || memcmp(again.p, out.p, out.size) != 0) abort();
    sr_store_close(other);
    sr_buf_release(&out);
    sr_buf_release(&again);
}

static void search(struct sr_store *store, struct sr_str words) {
    struct sr_store_hits hits;
    struct sr_store_incidents incidents;
    struct sr_store_filter filter = {.words = words};
    struct sr_arena arena;
    sr_arena_init(&arena, 64u << 20);
    if (sr_store_search(store, words, 0, 0, &arena, &hits, NULL)) abort();
    if (sr_store_incidents(store, &filter, &arena, &incidents, NULL)) abort();
    sr_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct sr_str all = {(const char *)data, (uint32_t)size}, left = all;
    struct sr_store *store = open_store();
    if (import(store, all) == SR_OK) check(store);
    sr_store_close(store);
    store = open_store();
    for (int64_t at = 1; left.n; at++) {
        struct sr_str line = next_line(&left);
        struct sr_store_added added;
        while (line.n && line.p[line.n - 1] == '\n') line.n--;
        struct sr_store_arrival arrival = {.record = line, .at = at};
        (void)!sr_store_add(store, &arrival, &added, NULL);
    }
    check(store);
    search(store, (struct sr_str){all.p, all.n < 200 ? all.n : 200});
    sr_store_close(store);
    return 0;
}
