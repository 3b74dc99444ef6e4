#include "merge/versions.h"

/* A record among all. */
struct entry {
    struct sr_kept *kept;
    uint32_t document; /* the first entry of its document */
    uint32_t arrival;
};

static uint32_t root(struct entry *entries, uint32_t i) {
    while (entries[i].document != i) i = entries[i].document = entries[entries[i].document].document;
    return i;
}

/* One name of a record: whoever had it before is a version of the same document. */
static bool name(struct entry *entries, uint32_t i, struct sr_map *names, struct sr_arena *arena, const char *what,
                 struct sr_str value) {
    if (!value.p) return true;
    struct sr_str key = sr_arena_printf(arena, "%s%.*s", what, (int)value.n, value.p);
    if (!key.p) return false;
    uint32_t other = sr_map_get(names, key);
    if (other == SR_NONE) return sr_map_set(names, arena, key, i);
    uint32_t a = root(entries, i), b = root(entries, other);
    if (a < b) entries[b].document = a;
    else entries[a].document = b;
    return true;
}

static int by_version(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    int64_t at = x->kept->member.published_seconds, other = y->kept->member.published_seconds;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (at != other) return at < other ? -1 : 1;
    return x->arrival < y->arrival ? -1 : x->arrival > y->arrival;
}

static int by_time(const void *a, const void *b) {
    const struct sr_kept *const *x = a, *const *y = b;
    return sr_member_order(&(*x)->member, &(*y)->member);
}

static bool same_text(const struct sr_kept *a, const struct sr_kept *b) {
    return a->sha256.p && b->sha256.p && sr_str_eq(a->sha256, b->sha256);
}

enum sr_status sr_link_versions(struct sr_kept **records, uint32_t *count, struct sr_arena *scratch,
                                struct sr_err *err) {
    struct entry *entries = sr_arena_alloc(scratch, *count, sizeof *entries);
    struct sr_map names = {0};
    uint32_t n = 0;
    bool good = entries != NULL;
    for (uint32_t i = 0; good && i < *count; i++) entries[i] = (struct entry){records[i], i, i};
    for (uint32_t i = 0; good && i < *count; i++)
        good = name(entries, i, &names, scratch, "id ", records[i]->document) &&
               name(entries, i, &names, scratch, "url ", records[i]->url);
    if (!good) return sr_fail_memory(err, "bringing versions together");
    for (uint32_t i = 0; i < *count; i++) entries[i].document = root(entries, i);
    if (*count) qsort(entries, *count, sizeof *entries, by_version);
    for (uint32_t i = 0; i < *count; i++) {
        struct sr_kept *k = entries[i].kept, *last = n ? records[n - 1] : NULL;
        bool again = i && entries[i].document == entries[i - 1].document;
        k->older = !again ? NULL : same_text(last, k) ? last->older : last;
        k->version = k->older ? k->older->version + 1 : 1;
        if (again) records[n - 1] = k;
        else records[n++] = k;
    }
    if (n) qsort(records, n, sizeof *records, by_time);
    *count = n;
    return SR_OK;
}
