#include "desk/teller.h"

#include <pthread.h>

#include "desk/alerts.h"
#include "desk/closing.h"
#include "desk/hours.h"
#include "desk/hub.h"
#include "desk/parts.h"
#include "desk/stores.h"

enum { LOOK_MS = 250, COMMENT_MS = 15000, BATCH = 200 };

struct sr_teller {
    struct sr_desk *desk;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t nudged;
    bool nudge, stop;
    uint64_t told; /* the last change told */
    int64_t comment_ms;
    struct sr_now now; /* of the desk's hours, as it was told last */
};

void sr_tell_now(struct sr_desk *desk, const char *event, const struct sr_buf *data) {
    struct sr_buf out = {0};
    sr_buf_printf(&out, "event: %s\ndata: ", event);
    sr_buf_add(&out, data->p, data->size);
    sr_buf_c(&out, "\n\n");
    if (!out.failed && !data->failed) sr_hub_tell(desk->hub, (struct sr_str){out.p, (uint32_t)out.size}, 0);
    sr_buf_release(&out);
}

enum sr_status sr_event_write(struct sr_desk *desk, struct sr_store *store, const struct sr_store_change *c,
                              struct sr_arena *arena, struct sr_buf *out, struct sr_err *err) {
    struct sr_json j = {out, false};
    sr_buf_printf(out, "event: change\nid: %llu\ndata: ", (unsigned long long)c->number);
    enum sr_status status = sr_change_write(desk, store, c, arena, &j, err);
    sr_buf_c(out, "\n\n");
    return status;
}

/* Tell up to a batch of changes; *more: there may be others. */
static enum sr_status tell_batch(struct sr_teller *t, struct sr_store *store, struct sr_arena *arena, bool *more,
                                 struct sr_err *err) {
    struct sr_store_changes found;
    struct sr_buf out = {0};
    enum sr_status status = sr_store_changes(store, t->told, 0, BATCH, arena, &found, err);
    *more = !status && found.count == BATCH;
    for (uint32_t i = 0; !status && i < found.count; i++) {
        sr_buf_clear(&out);
        status = sr_event_write(t->desk, store, &found.items[i], arena, &out, err);
        if (status) break;
        sr_hub_tell(t->desk->hub, (struct sr_str){out.p, (uint32_t)out.size}, found.items[i].number);
        t->told = found.items[i].number;
    }
    sr_buf_release(&out);
    return status;
}

static void tell_changes(struct sr_teller *t) {
    struct sr_store *store = NULL;
    struct sr_arena arena;
    struct sr_err err;
    bool more = true;
    sr_arena_init(&arena, (size_t)256 << 20);
    enum sr_status status = sr_stores_take(t->desk->stores, &store, &err);
    while (!status && more) {
        status = tell_batch(t, store, &arena, &more, &err);
        sr_arena_reset(&arena);
    }
    sr_stores_give(t->desk->stores, store);
    sr_arena_release(&arena);
    if (status) sr_desk_say(t->desk, "changes can't be told: %s", err.message);
}

static void post_closing(struct sr_teller *t, int64_t now_ms, struct sr_arena *arena) {
    struct sr_store *store = NULL;
    struct sr_err err;
    uint32_t posted = 0;
    enum sr_status status = sr_stores_take(t->desk->stores, &store, &err);
    if (!status) status = sr_closing_post(t->desk, store, now_ms, arena, &posted, &err);
    sr_stores_give(t->desk->stores, store);
    if (status) sr_desk_say(t->desk, "the closing note can't be posted: %s", err.message);
    else if (posted)
        sr_desk_say(t->desk, "the closing note was posted to %u incident%s", posted, posted == 1 ? "" : "s");
}

/* The desk has opened or closed, or begins to look: say so, once. */
static void tell_hours(struct sr_teller *t, int64_t now_ms) {
    struct sr_arena arena;
    struct sr_now now;
    struct sr_buf out = {0};
    sr_arena_init(&arena, (size_t)256 << 20);
    if (sr_desk_hours_now(t->desk, now_ms, &arena, &now) &&
        (now.open != t->now.open || now.until_s != t->now.until_s)) {
        sr_desk_write(t->desk, &arena, &out);
        sr_tell_now(t->desk, "desk", &out);
        if (t->now.open && !now.open) sr_desk_say(t->desk, "%.*s", (int)now.says.n, now.says.p);
        t->now = (struct sr_now){.open = now.open, .until_s = now.until_s};
        post_closing(t, now_ms, &arena);
    }
    sr_buf_release(&out);
    sr_arena_release(&arena);
}

/* Wait for a nudge, or for the next look. False: the desk closes. */
static bool wait(struct sr_teller *t) {
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
    pthread_mutex_lock(&t->lock);
    while (!t->nudge && !t->stop)
        if (pthread_cond_timedwait(&t->nudged, &t->lock, &until)) break;
    t->nudge = false;
    bool go_on = !t->stop;
    pthread_mutex_unlock(&t->lock);
    return go_on;
}

static void *run(void *user) {
    struct sr_teller *t = user;
    int64_t hours_ms = 0;
    while (wait(t)) {
        int64_t now = sr_desk_now_ms();
        tell_changes(t);
        if (now - t->comment_ms >= COMMENT_MS || now < t->comment_ms) {
            sr_hub_tell(t->desk->hub, SR_STR(":\n\n"), 0);
            t->comment_ms = now;
        }
        if (now - hours_ms < 1000 && now >= hours_ms) continue;
        hours_ms = now;
        tell_hours(t, now);
    }
    return NULL;
}

enum sr_status sr_teller_start(struct sr_desk *desk, struct sr_teller **teller, struct sr_err *err) {
    struct sr_store *store = NULL;
    struct sr_teller *t = calloc(1, sizeof *t);
    if (!t) return sr_fail_memory(err, "the teller");
    t->desk = desk;
    enum sr_status status = sr_stores_take(desk->stores, &store, err);
    if (!status) status = sr_store_last_change(store, &t->told, err);
    sr_stores_give(desk->stores, store);
    (void)pthread_mutex_init(&t->lock, NULL);
    (void)pthread_cond_init(&t->nudged, NULL);
    /* listeners that come before the first change must know where the log stands */
    if (!status) sr_hub_tell(desk->hub, SR_STR(":\n\n"), t->told);
    if (!status && pthread_create(&t->thread, NULL, run, t))
        status = sr_fail(err, SR_ERR_MEMORY, "", "no thread to be had");
    if (status) {
        pthread_mutex_destroy(&t->lock);
        pthread_cond_destroy(&t->nudged);
        free(t);
        return status;
    }
    *teller = t;
    return SR_OK;
}

void sr_teller_nudge(struct sr_teller *t) {
    pthread_mutex_lock(&t->lock);
    t->nudge = true;
    pthread_cond_signal(&t->nudged);
    pthread_mutex_unlock(&t->lock);
}

void sr_teller_stop(struct sr_teller *t) {
    if (!t) return;
    pthread_mutex_lock(&t->lock);
    t->stop = true;
    pthread_cond_signal(&t->nudged);
    pthread_mutex_unlock(&t->lock);
    (void)pthread_join(t->thread, NULL);
    pthread_mutex_destroy(&t->lock);
    pthread_cond_destroy(&t->nudged);
    free(t);
}
