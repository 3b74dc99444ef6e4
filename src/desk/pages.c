#include "desk/pages.h"

#include <pthread.h>

#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/write.h"

enum { ROWS = 8192, PAGES = 256 };

struct kept {
    uint64_t incident, version;
    uint32_t rule;
    char *json;
    uint32_t size;
};

struct sr_pages {
    pthread_mutex_t lock;
    struct kept rows[ROWS], pages[PAGES];
};

struct sr_pages *sr_pages_new(void) {
    struct sr_pages *p = calloc(1, sizeof *p);
    if (p && pthread_mutex_init(&p->lock, NULL)) {
        free(p);
        return NULL;
    }
    return p;
}

void sr_pages_free(struct sr_pages *p) {
    if (!p) return;
    for (uint32_t i = 0; i < ROWS; i++) free(p->rows[i].json);
    for (uint32_t i = 0; i < PAGES; i++) free(p->pages[i].json);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

static bool is_kept(struct sr_pages *p, struct kept *k, const struct kept *wanted, struct sr_buf *out) {
    pthread_mutex_lock(&p->lock);
    bool is = k->json && k->incident == wanted->incident && k->version == wanted->version && k->rule == wanted->rule;
    if (is) sr_buf_add(out, k->json, k->size);
    pthread_mutex_unlock(&p->lock);
    return is;
}

static void keep(struct sr_pages *p, struct kept *k, struct kept made, const char *json, size_t size) {
    made.json = malloc(size ? size : 1);
    if (!made.json || size > UINT32_MAX) {
        free(made.json);
        return;
    }
    memcpy(made.json, json, size);
    made.size = (uint32_t)size;
    pthread_mutex_lock(&p->lock);
    char *old = k->json;
    *k = made;
    pthread_mutex_unlock(&p->lock);
    free(old);
}

static enum sr_status make(struct sr_desk *desk, struct sr_store *store, const struct kept *wanted, bool whole,
                           struct sr_buf *out, struct sr_err *err) {
    struct sr_arena arena;
    struct sr_view view;
    struct sr_store_changes changes = {0};
    sr_arena_init(&arena, (size_t)1 << 30);
    enum sr_status status = sr_view_incident(store, wanted->incident, &arena, &view, err);
    if (!status) status = sr_store_changes(store, 0, wanted->incident, whole ? UINT32_MAX : 1, &arena, &changes, err);
    struct sr_writer w = {
        .j = {out, false}, .view = &view, .lexicon = desk->lexicon, .arena = &arena, .rule = wanted->rule};
    if (!status && whole) sr_show_incident(&w, &changes);
    else if (!status) sr_show_row(&w, changes.count ? changes.items[0].at : view.incident.changed_at);
    if (!status && (w.failed || out->failed)) status = sr_fail_memory(err, "an incident's page");
    sr_view_release(&view);
    sr_arena_release(&arena);
    return status;
}

static enum sr_status get(struct sr_desk *desk, struct sr_store *store, const struct sr_store_incident *incident,
                          bool whole, struct sr_buf *out, struct sr_err *err) {
    struct sr_pages *p = desk->pages;
    struct kept *k = whole ? &p->pages[incident->number % PAGES] : &p->rows[incident->number % ROWS];
    struct kept wanted = {incident->number, incident->version, sr_settings_rule(desk->settings), NULL, 0};
    size_t before = out->size;
    if (is_kept(p, k, &wanted, out)) return SR_OK;
    enum sr_status status = make(desk, store, &wanted, whole, out, err);
    if (!status) keep(p, k, wanted, out->p + before, out->size - before);
    else if (!out->failed) out->size = before;
    return status;
}

enum sr_status sr_pages_row(struct sr_desk *desk, struct sr_store *store, const struct sr_store_incident *incident,
                            struct sr_buf *out, struct sr_err *err) {
    return get(desk, store, incident, false, out, err);
}

enum sr_status sr_pages_incident(struct sr_desk *desk, struct sr_store *store, const struct sr_store_incident *incident,
                                 struct sr_buf *out, struct sr_err *err) {
    return get(desk, store, incident, true, out, err);
}
