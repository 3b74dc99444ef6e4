/* feeds_api.c: how each feed does, for the pages; one more to follow; pausing and asking at once. */
#include "desk/feeds_parts.h"
#include "desk/settings.h"
#include "desk/teller.h"

static void put_ms(struct sr_json *j, const char *key, int64_t ms, struct sr_arena *arena) {
    sr_json_key_str(j, key, ms ? sr_instant(arena, ms) : (struct sr_str){NULL, 0});
}

static void put_feed(const struct sr_feed *f, struct sr_arena *arena, struct sr_json *j) {
    static const char *const states[] = {"waiting", "fetching", "failing", "paused", "gone"};
    char key[16];
    (void)snprintf(key, sizeof key, "%u", f->key);
    sr_json_open(j, '{');
    sr_json_key_c(j, "key", key);
    sr_json_key_c(j, "kind", f->folder ? "folder" : "feed");
    sr_json_key_c(j, "url", f->url);
    sr_json_key_c(j, "title", f->title);
    sr_json_key_c(j, "state", states[f->state]);
    sr_json_key_int(j, "interval_s", f->interval_s);
    put_ms(j, "last_try", f->last_try, arena);
    put_ms(j, "last_success", f->last_success, arena);
    put_ms(j, "last_new", f->last_new, arena);
    put_ms(j, "next_try", f->state == SR_FEED_PAUSED || f->state == SR_FEED_GONE ? 0 : f->next_try, arena);
    sr_json_key_int(j, "failures", f->failures);
    sr_json_key_c(j, "error", f->error[0] ? f->error : NULL);
    sr_json_key_int(j, "documents", f->documents);
    sr_json_key_int(j, "skipped", f->skipped);
    sr_json_close(j, '}');
}

void sr_feeds_tell(struct sr_feeds *s, const struct sr_feed *f) {
    struct sr_arena arena;
    struct sr_buf out = {0};
    struct sr_json j = {&out, false};
    sr_arena_init(&arena, (size_t)1 << 20);
    put_feed(f, &arena, &j);
    sr_tell_now(s->desk, "feed", &out);
    sr_buf_release(&out);
    sr_arena_release(&arena);
}

/* ---- asked for ---- */

void sr_list_feeds(struct sr_request *q) {
    struct sr_feeds *s = q->desk->feeds;
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_json_key_open(&j, "feeds", '[');
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < s->count; i++) put_feed(s->items[i], &q->arena, &j);
    pthread_mutex_unlock(&s->lock);
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
}

/* A number of the body from least to most; `otherwise` when it isn't there. False, and answered. */
static bool body_number(struct sr_request *q, const json_t *body, const char *key, int64_t least, int64_t most,
                        int64_t otherwise, int64_t *value) {
    const json_t *v = json_object_get(body, key);
    *value = v ? json_integer_value(v) : otherwise;
    if (!v || (json_is_integer(v) && *value >= least && *value <= most)) return true;
    sr_answer_error(q, 400, "bad-request", "", "'%s' is not a number from %lld to %lld", key, (long long)least,
                    (long long)most);
    return false;
}

static void answer_feed(struct sr_request *q, struct sr_feed *f) {
    struct sr_json j = {&q->out, false};
    put_feed(f, &q->arena, &j);
    sr_feeds_tell(q->desk->feeds, f);
    pthread_cond_signal(&q->desk->feeds->nudged);
}

static void add_posted(struct sr_request *q, struct sr_str url, uint32_t interval_s) {
    struct sr_feeds *s = q->desk->feeds;
    struct sr_err err = {0};
    struct sr_feed *f = NULL;
    pthread_mutex_lock(&s->lock);
    enum sr_status status = sr_feeds_find(s, url)
                                ? sr_fail(&err, SR_ERR_USAGE, "", "the feed is followed already")
                                : sr_feeds_add(s, url, (struct sr_str){NULL, 0}, interval_s, false, &f, &err);
    if (!status && sr_settings_add_feed(q->desk->settings, f->url, interval_s, &err)) {
        status = err.status;
        sr_feeds_drop_last(s);
    }
    q->status = MHD_HTTP_CREATED;
    if (status) sr_answer_err(q, &err);
    else answer_feed(q, f);
    pthread_mutex_unlock(&s->lock);
}

void sr_add_feed(struct sr_request *q) {
    static const char *const keys[] = {"url", "interval_s", NULL};
    struct sr_str url;
    int64_t interval;
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    if (sr_body_str(q, body, "url", 2000, &url) && body_number(q, body, "interval_s", SR_FEED_LEAST_S, SR_FEED_MOST_S,
                                                               sr_feeds_interval(q->desk->feeds), &interval)) {
        if (!url.n) sr_answer_error(q, 400, "bad-request", "", "'url' is missing");
        else add_posted(q, url, (uint32_t)interval);
    }
    json_decref(body);
}

void sr_set_feed(struct sr_request *q) {
    static const char *const keys[] = {"paused", "interval_s", "poll", NULL};
    struct sr_feeds *s = q->desk->feeds;
    uint64_t key;
    int64_t interval;
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    const json_t *paused = json_object_get(body, "paused"), *poll = json_object_get(body, "poll");
    bool good = body_number(q, body, "interval_s", SR_FEED_LEAST_S, SR_FEED_MOST_S, 0, &interval);
    if (good && ((paused && !json_is_boolean(paused)) || (poll && !json_is_boolean(poll)))) {
        good = false;
        sr_answer_error(q, 400, "bad-request", "", "'paused' and 'poll' are true or false");
    }
    pthread_mutex_lock(&s->lock);
    struct sr_feed *f = good && sr_digits(q->argument, &key) && key > 0 && key <= s->count ? s->items[key - 1] : NULL;
    if (f) {
        if (interval) f->interval_s = (uint32_t)interval;
        if (json_is_true(paused)) f->state = SR_FEED_PAUSED;
        else if (json_is_false(paused) && f->state == SR_FEED_PAUSED) f->state = SR_FEED_WAITING;
        if (json_is_true(poll) && f->state == SR_FEED_GONE) f->state = SR_FEED_WAITING;
        if (json_is_true(poll) || json_is_false(paused)) f->next_try = 0;
        answer_feed(q, f);
    } else if (good)
        sr_answer_error(q, 404, "not-found", "", "there is no feed '%.*s'", (int)q->argument.n, q->argument.p);
    pthread_mutex_unlock(&s->lock);
    json_decref(body);
}
