#include "desk/stores.h"

#include <pthread.h>

enum { KEPT = 16 };

struct sr_stores {
    pthread_mutex_t lock;
    const char *path;
    struct sr_store *idle[KEPT];
    uint32_t count;
};

struct sr_stores *sr_stores_new(const char *path) {
    struct sr_stores *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->path = path;
    if (pthread_mutex_init(&s->lock, NULL)) {
        free(s);
        return NULL;
    }
    return s;
}

void sr_stores_free(struct sr_stores *s) {
    if (!s) return;
    for (uint32_t i = 0; i < s->count; i++) sr_store_close(s->idle[i]);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

enum sr_status sr_stores_take(struct sr_stores *s, struct sr_store **store, struct sr_err *err) {
    pthread_mutex_lock(&s->lock);
    struct sr_store *idle = s->count ? s->idle[--s->count] : NULL;
    pthread_mutex_unlock(&s->lock);
    if (idle) {
        *store = idle;
        return SR_OK;
    }
    struct sr_store_options options = {.path = s->path, .mode = SR_STORE_CREATE};
    return sr_store_open(&options, store, err);
}

void sr_stores_give(struct sr_stores *s, struct sr_store *store) {
    if (!store) return;
    pthread_mutex_lock(&s->lock);
    bool kept = s->count < KEPT;
    if (kept) s->idle[s->count++] = store;
    pthread_mutex_unlock(&s->lock);
    if (!kept) sr_store_close(store);
}
