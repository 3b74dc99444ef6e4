/* get.c: incidents and documents asked for. */
#include "desk/pages.h"
#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/stores.h"
#include "desk/write.h"

static bool take_store(struct sr_request *q, struct sr_store **store) {
    struct sr_err err;
    if (!sr_stores_take(q->desk->stores, store, &err)) return true;
    sr_answer_err(q, &err);
    return false;
}

/* ---- the list ---- */

struct list {
    struct sr_request *q;
    struct sr_store *store;
    struct sr_store_filter filter;
    struct sr_str kinds, countries; /* comma between several; n = 0: all */
    bool disputed;
    uint32_t limit;
};

/* Whether one of the words parted by commas is `word`. */
static bool among(struct sr_str list, struct sr_str word) {
    const char *p = list.p, *end = list.p + list.n;
    while (p < end) {
        const char *comma = memchr(p, ',', (size_t)(end - p));
        struct sr_str item = {p, (uint32_t)((comma ? comma : end) - p)};
        if (sr_str_eq(item, word)) return true;
        p += item.n + 1;
    }
    return list.n == 0;
}

static bool wanted(const struct list *l, const struct sr_store_incident *i) {
    return (!l->disputed || i->disputed) && among(l->kinds, i->kind) && among(l->countries, i->country);
}

static bool read_filter(struct list *l) {
    struct sr_request *q = l->q;
    int64_t limit, after;
    uint64_t cursor;
    struct sr_str disputed = sr_query(q, "disputed"), page = sr_query(q, "cursor");
    if (!sr_query_number(q, "limit", 1, 2000, 100, &limit) ||
        !sr_query_number(q, "changed_after", 0, INT64_MAX, 0, &after))
        return false;
    if (disputed.p && !sr_str_is(disputed, "true") && !sr_str_is(disputed, "false")) {
        sr_answer_error(q, 400, "bad-request", "", "'disputed' is neither true nor false");
        return false;
    }
    if (page.p && !sr_digits(page, &cursor)) {
        sr_answer_error(q, 400, "bad-request", "take what 'next' gave", "'cursor' is none: '%.60s'", page.p);
        return false;
    }
    l->limit = (uint32_t)limit;
    l->disputed = sr_str_is(disputed, "true");
    l->kinds = sr_query(q, "kind");
    l->countries = sr_query(q, "country");
    l->filter = (struct sr_store_filter){.since = sr_query(q, "since"),
                                         .words = sr_query(q, "q"),
                                         .changed_after = (uint64_t)after,
                                         .limit = UINT32_MAX};
    return true;
}

/* The last word may be a beginning: who types "mark" looks for the market. */
static bool open_words(struct list *l) {
    struct sr_str words = l->filter.words;
    if (!words.n) {
        l->filter.words = (struct sr_str){NULL, 0};
        return true;
    }
    char last = words.p[words.n - 1];
    if (last == ' ' || last == '"' || last == '*') return true;
    l->filter.words = sr_arena_printf(&l->q->arena, "%.*s*", (int)words.n, words.p);
    return l->filter.words.p != NULL;
}

static void put_list(struct list *l, const struct sr_store_incidents *found) {
    struct sr_request *q = l->q;
    struct sr_json j = {&q->out, false};
    struct sr_err err;
    uint64_t cursor = UINT64_MAX, total = 0, change = 0, next = 0;
    uint32_t given = 0;
    if (sr_query(q, "cursor").p) (void)sr_digits(sr_query(q, "cursor"), &cursor);
    enum sr_status status = sr_store_last_change(l->store, &change, &err);
    sr_json_open(&j, '{');
    sr_json_key_open(&j, "incidents", '[');
    for (uint32_t i = 0; !status && i < found->count; i++) {
        const struct sr_store_incident *inc = &found->items[i];
        if (!wanted(l, inc)) continue;
        total++;
        if (inc->version >= cursor || given == l->limit) continue;
        if (given++) sr_buf_char(&q->out, ',');
        status = sr_pages_row(q->desk, l->store, inc, &q->out, &err);
        next = inc->version;
    }
    j.comma = given > 0;
    sr_json_close(&j, ']');
    bool more = given == l->limit && found->count && next > found->items[found->count - 1].version;
    sr_json_key_str(&j, "next",
                    more ? sr_arena_printf(&q->arena, "%llu", (unsigned long long)next) : (struct sr_str){NULL, 0});
    sr_json_key_int(&j, "total", (int64_t)total);
    sr_json_key_int(&j, "change", (int64_t)change);
    sr_json_close(&j, '}');
    if (status) sr_answer_err(q, &err);
}

void sr_list_incidents(struct sr_request *q) {
    struct list l = {.q = q};
    struct sr_store_incidents found;
    struct sr_err err;
    if (!read_filter(&l) || !take_store(q, &l.store)) return;
    if (!open_words(&l)) sr_answer_error(q, 500, "internal", "", "out of memory");
    else if (sr_store_incidents(l.store, &l.filter, &q->arena, &found, &err)) sr_answer_err(q, &err);
    else put_list(&l, &found);
    sr_stores_give(q->desk->stores, l.store);
}

/* ---- one ---- */

static bool as_before(struct sr_request *q) {
    const char *seen = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "If-None-Match");
    return seen && strstr(seen, q->etag) != NULL;
}

void sr_get_incident(struct sr_request *q) {
    struct sr_store *store;
    struct sr_store_incident incident;
    struct sr_err err;
    uint64_t number;
    if (!take_store(q, &store)) return;
    enum sr_status status = sr_store_find(store, q->argument, &number, &err);
    if (!status) status = sr_store_incident(store, number, &q->arena, &incident, &err);
    if (!status) {
        (void)snprintf(q->etag, sizeof q->etag, "\"%llu-%llu-%u\"", (unsigned long long)incident.number,
                       (unsigned long long)incident.version, sr_settings_rule(q->desk->settings));
        if (as_before(q)) q->status = MHD_HTTP_NOT_MODIFIED;
        else status = sr_pages_incident(q->desk, store, &incident, &q->out, &err);
    }
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, store);
}

/* When each version came. */
static enum sr_status list_versions(struct sr_request *q, struct sr_store *store, uint64_t number, uint32_t count,
                                    struct sr_store_version **versions, struct sr_err *err) {
    struct sr_store_document about;
    enum sr_status status = SR_OK;
    *versions = sr_arena_alloc(&q->arena, count, sizeof **versions);
    if (!*versions) return sr_fail_memory(err, "the versions");
    for (uint32_t i = 0; !status && i < count; i++)
        status = sr_store_version(store, number, i + 1, &q->arena, &about, &(*versions)[i], err);
    return status;
}

void sr_get_document(struct sr_request *q) {
    struct sr_store *store;
    struct sr_view view;
    struct sr_err err;
    struct sr_store_version *versions = NULL;
    int64_t revision;
    uint64_t number;
    if (!sr_digits(q->argument, &number) || number == 0) {
        sr_answer_error(q, 404, "not-found", "", "there is no such document");
        return;
    }
    if (!sr_query_number(q, "revision", 1, UINT32_MAX, 0, &revision) || !take_store(q, &store)) return;
    enum sr_status status = sr_view_document(store, number, (uint32_t)revision, &q->arena, &view, &err);
    uint32_t count = status ? 0 : view.documents[0].last.versions;
    if (!status) status = list_versions(q, store, number, count, &versions, &err);
    struct sr_writer w = {.j = {&q->out, false},
                          .view = &view,
                          .lexicon = q->desk->lexicon,
                          .arena = &q->arena,
                          .rule = sr_settings_rule(q->desk->settings)};
    if (!status) sr_show_document(&w, versions, count);
    if (!status && w.failed) status = sr_fail_memory(&err, "a document");
    if (status) sr_answer_err(q, &err);
    sr_view_release(&view);
    sr_stores_give(q->desk->stores, store);
}
