#include "desk/feeds.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "desk/folder.h"
#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/teller.h"

enum { LOOK_MS = 500, LONGEST_DELAY_S = 3600, MOST_OPML = 4 << 20 };

enum state { WAITING, FETCHING, FAILING, PAUSED, GONE };

struct feed {
    uint32_t key;
    bool folder;
    char *url, *title;
    enum state state;
    uint32_t interval_s, failures, documents, skipped;
    int64_t last_try, last_success, last_new, next_try; /* ms; 0: never */
    char etag[200], modified[80];                       /* of what is in the store */
    char new_etag[200], new_modified[80];               /* of what is being taken in */
    char error[256];
};

struct sr_feeds {
    struct sr_desk *desk;
    struct sr_fetcher *fetcher;
    struct sr_folder *folder;
    pthread_t thread;
    pthread_mutex_t lock; /* all below, and the feeds' fields */
    pthread_cond_t nudged;
    struct feed *items[SR_FEEDS_MOST];
    uint32_t count;
    bool started, stop;
};

/* ---- the list ---- */

static void feed_free(struct feed *f) {
    free(f->url);
    free(f->title);
    free(f);
}

static struct feed *find_url(struct sr_feeds *s, struct sr_str url) {
    for (uint32_t i = 0; i < s->count; i++)
        if (sr_str_is(url, s->items[i]->url)) return s->items[i];
    return NULL;
}

static enum sr_status add(struct sr_feeds *s, struct sr_str url, struct sr_str title, uint32_t interval_s, bool folder,
                          struct feed **out, struct sr_err *err) {
    if (!folder && !sr_url_is_web(url))
        return sr_fail(err, SR_ERR_USAGE, "take one that begins with http:// or https://",
                       "no address of a feed: '%.*s'", url.n < 80 ? (int)url.n : 80, url.p);
    if (s->count == SR_FEEDS_MOST)
        return sr_fail(err, SR_ERR_LIMIT, "", "there are more feeds than the limit of %d", SR_FEEDS_MOST);
    struct feed *f = calloc(1, sizeof *f);
    if (!f) return sr_fail_memory(err, "a feed");
    *f = (struct feed){.key = s->count + 1,
                       .folder = folder,
                       .interval_s = interval_s,
                       .url = strndup(url.p, url.n),
                       .title = title.n ? strndup(title.p, title.n) : NULL};
    if (!f->url) {
        feed_free(f);
        return sr_fail_memory(err, "a feed");
    }
    s->items[s->count++] = f;
    if (out) *out = f;
    return SR_OK;
}

static uint32_t usual_interval(const struct sr_feeds *s) {
    return s->desk->options.interval_s ? s->desk->options.interval_s : 60;
}

static enum sr_status take_outline(void *user, struct sr_str url, struct sr_str title, struct sr_err *err) {
    struct sr_feeds *s = user;
    return find_url(s, url) ? SR_OK : add(s, url, title, usual_interval(s), false, NULL, err);
}

static enum sr_status read_opml(struct sr_feeds *s, const char *path, struct sr_err *err) {
    int fd;
    struct sr_stream stream;
    struct sr_str bytes;
    enum sr_status status = sr_file_open(path, &fd, err);
    if (status) return status;
    sr_stream_fd(&stream, fd);
    status = sr_stream_rest(&stream, MOST_OPML, &bytes, err);
    if (!status) status = sr_opml_read(bytes, path, take_outline, s, err);
    sr_stream_release(&stream);
    (void)close(fd);
    return status;
}

static enum sr_status read_settings(struct sr_feeds *s, struct sr_err *err) {
    json_t *list = sr_settings_feeds(s->desk->settings), *item;
    enum sr_status status = SR_OK;
    size_t i;
    json_array_foreach(list, i, item) {
        struct sr_str url = sr_str_c(json_string_value(json_object_get(item, "url")));
        int64_t interval = json_integer_value(json_object_get(item, "interval_s"));
        if (interval < SR_FEED_LEAST_S || interval > SR_FEED_MOST_S) interval = usual_interval(s);
        if (!status && url.n && !find_url(s, url))
            status = add(s, url, (struct sr_str){NULL, 0}, (uint32_t)interval, false, NULL, err);
    }
    json_decref(list);
    return status;
}

enum sr_status sr_feeds_open(struct sr_desk *desk, struct sr_feeds **feeds, struct sr_err *err) {
    struct sr_feeds *s = calloc(1, sizeof *s);
    if (!s) return sr_fail_memory(err, "the feeds");
    s->desk = desk;
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->nudged, NULL);
    enum sr_status status = desk->options.opml ? read_opml(s, desk->options.opml, err) : SR_OK;
    if (!status) status = read_settings(s, err);
    if (!status && desk->options.folder) {
        status = sr_folder_open(desk->options.folder, &s->folder, err);
        if (!status) status = add(s, sr_str_c(desk->options.folder), (struct sr_str){NULL, 0}, 2, true, NULL, err);
    }
    if (status) sr_feeds_free(s);
    else *feeds = s;
    return status;
}

void sr_feeds_free(struct sr_feeds *s) {
    if (!s) return;
    for (uint32_t i = 0; i < s->count; i++) feed_free(s->items[i]);
    sr_folder_free(s->folder);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->nudged);
    free(s);
}

/* ---- when ---- */

int64_t sr_feed_delay_ms(uint32_t interval_s, uint32_t failures, uint32_t retry_s) {
    int64_t delay = interval_s;
    for (uint32_t i = 0; i < failures && delay < LONGEST_DELAY_S; i++) delay *= 2;
    if (failures && delay > LONGEST_DELAY_S) delay = interval_s > LONGEST_DELAY_S ? interval_s : LONGEST_DELAY_S;
    if (retry_s > delay) delay = retry_s;
    return delay * 1000;
}

static void schedule(struct feed *f, uint32_t retry_s) {
    int64_t delay = sr_feed_delay_ms(f->interval_s, f->failures, retry_s);
    uint32_t jitter =
        delay >= 10 ? randombytes_uniform((uint32_t)(delay / 10 < INT32_MAX ? delay / 10 : INT32_MAX)) : 0;
    f->next_try = sr_desk_now_ms() + delay + (f->folder ? 0 : jitter);
}

/* ---- told ---- */

static void put_ms(struct sr_json *j, const char *key, int64_t ms, struct sr_arena *arena) {
    sr_put_str(j, key, ms ? sr_instant(arena, ms) : (struct sr_str){NULL, 0});
}

static void put_feed(const struct feed *f, struct sr_arena *arena, struct sr_json *j) {
    static const char *const states[] = {"waiting", "fetching", "failing", "paused", "gone"};
    char key[16];
    (void)snprintf(key, sizeof key, "%u", f->key);
    sr_json_open(j, '{');
    sr_put_c(j, "key", key);
    sr_put_c(j, "kind", f->folder ? "folder" : "feed");
    sr_put_c(j, "url", f->url);
    sr_put_c(j, "title", f->title);
    sr_put_c(j, "state", states[f->state]);
    sr_put_int(j, "interval_s", f->interval_s);
    put_ms(j, "last_try", f->last_try, arena);
    put_ms(j, "last_success", f->last_success, arena);
    put_ms(j, "last_new", f->last_new, arena);
    put_ms(j, "next_try", f->state == PAUSED || f->state == GONE ? 0 : f->next_try, arena);
    sr_put_int(j, "failures", f->failures);
    sr_put_c(j, "error", f->error[0] ? f->error : NULL);
    sr_put_int(j, "documents", f->documents);
    sr_put_int(j, "skipped", f->skipped);
    sr_json_close(j, '}');
}

/* Send a feed's state to the pages. The lock is held. */
static void tell(struct sr_feeds *s, const struct feed *f) {
    struct sr_arena arena;
    struct sr_buf out = {0};
    struct sr_json j = {&out, false};
    sr_arena_init(&arena, (size_t)1 << 20);
    put_feed(f, &arena, &j);
    sr_tell_now(s->desk, "feed", &out);
    sr_buf_release(&out);
    sr_arena_release(&arena);
}

/* ---- what comes of it ---- */

static void settle(struct sr_feeds *s, struct feed *f, bool good, const char *error, uint32_t retry_s) {
    if (good) {
        f->failures = 0;
        f->last_success = sr_desk_now_ms();
    } else f->failures++;
    if (f->state == FETCHING || f->state == FAILING) f->state = good ? WAITING : FAILING;
    (void)snprintf(f->error, sizeof f->error, "%s", error);
    schedule(f, retry_s);
    tell(s, f);
}

void sr_feeds_taken(void *feeds, void *user, const struct sr_intake_counts *counts) {
    struct sr_feeds *s = feeds;
    struct feed *f = user;
    if (!f) return;
    pthread_mutex_lock(&s->lock);
    f->documents += counts->added;
    f->skipped += counts->skipped;
    if (counts->added) f->last_new = sr_desk_now_ms();
    if (!counts->failed) {
        memcpy(f->etag, f->new_etag, sizeof f->etag);
        memcpy(f->modified, f->new_modified, sizeof f->modified);
    }
    settle(s, f, !counts->failed, counts->error, 0);
    pthread_mutex_unlock(&s->lock);
}

static void fetched(void *owner, void *user, const struct sr_fetched *got) {
    struct sr_feeds *s = owner;
    struct feed *f = user;
    struct sr_intake_piece piece = {.format = f ? "feed" : "auto", .name = f ? f->url : got->url, .bytes = got->body};
    bool put = got->how == SR_FETCHED && sr_intake_put(s->desk->intake, &piece, f);
    if (!f) {
        if (!put) sr_desk_say(s->desk, "'%s' was not fetched: %s", got->url, got->error);
        return;
    }
    pthread_mutex_lock(&s->lock);
    memcpy(f->new_etag, got->etag, sizeof f->new_etag);
    memcpy(f->new_modified, got->modified, sizeof f->new_modified);
    if (got->how == SR_FETCH_GONE) f->state = GONE;
    if (!put) {
        const char *why = got->how == SR_FETCHED ? "too much waits to be read" : got->error;
        settle(s, f, got->how == SR_FETCH_UNCHANGED, why, got->retry_s);
    }
    pthread_mutex_unlock(&s->lock);
}

bool sr_feeds_fetch(struct sr_feeds *s, const char *url) {
    struct sr_fetch what = {.url = url};
    return sr_fetcher_ask(s->fetcher, &what);
}

/* ---- the thread ---- */

/* The folder: files one after the other, each a piece; the feed's state is that of the last. */
static void scan(struct sr_feeds *s, struct feed *f) {
    struct sr_err err;
    uint32_t put = 0;
    enum sr_status status = sr_folder_scan(s->folder, sr_desk_now_ms(), s->desk->intake, f, &put, &err);
    pthread_mutex_lock(&s->lock);
    if (status || f->failures) settle(s, f, !status, status ? err.message : "", 0);
    else {
        f->last_success = sr_desk_now_ms();
        schedule(f, 0);
    }
    if (f->state == FETCHING) f->state = WAITING;
    pthread_mutex_unlock(&s->lock);
}

static void ask(struct sr_feeds *s, struct feed *f) {
    struct sr_fetch what = {.url = f->url, .etag = f->etag, .modified = f->modified, .user = f};
    if (f->folder) scan(s, f);
    else if (!sr_fetcher_ask(s->fetcher, &what)) {
        pthread_mutex_lock(&s->lock);
        settle(s, f, false, "too many feeds wait to be fetched", 0);
        pthread_mutex_unlock(&s->lock);
    }
}

/* The next feed whose time has come, marked as being fetched; NULL: none. */
static struct feed *due(struct sr_feeds *s) {
    int64_t now = sr_desk_now_ms();
    struct feed *found = NULL;
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < s->count && !found; i++)
        if ((s->items[i]->state == WAITING || s->items[i]->state == FAILING) && s->items[i]->next_try <= now)
            found = s->items[i];
    if (found) {
        found->state = FETCHING;
        found->last_try = now;
    }
    pthread_mutex_unlock(&s->lock);
    return found;
}

static bool wait(struct sr_feeds *s) {
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
    pthread_mutex_lock(&s->lock);
    if (!s->stop) (void)pthread_cond_timedwait(&s->nudged, &s->lock, &until);
    bool go_on = !s->stop;
    pthread_mutex_unlock(&s->lock);
    return go_on;
}

static void *run(void *user) {
    struct sr_feeds *s = user;
    do {
        for (struct feed *f; (f = due(s));) ask(s, f);
    } while (wait(s));
    return NULL;
}

enum sr_status sr_feeds_start(struct sr_feeds *s, struct sr_err *err) {
    s->fetcher = sr_fetcher_new(s->desk->options.allow_private, fetched, s);
    if (!s->fetcher || pthread_create(&s->thread, NULL, run, s))
        return sr_fail(err, SR_ERR_MEMORY, "", "no thread to be had");
    s->started = true;
    return SR_OK;
}

void sr_feeds_stop(struct sr_feeds *s) {
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_signal(&s->nudged);
    pthread_mutex_unlock(&s->lock);
    if (s->started) (void)pthread_join(s->thread, NULL);
    s->started = false;
    sr_fetcher_free(s->fetcher);
    s->fetcher = NULL;
}

/* ---- asked for ---- */

void sr_list_feeds(struct sr_request *q) {
    struct sr_feeds *s = q->desk->feeds;
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_put_open(&j, "feeds", '[');
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

static void answer_feed(struct sr_request *q, struct feed *f) {
    struct sr_json j = {&q->out, false};
    put_feed(f, &q->arena, &j);
    tell(q->desk->feeds, f);
    pthread_cond_signal(&q->desk->feeds->nudged);
}

static void add_posted(struct sr_request *q, struct sr_str url, uint32_t interval_s) {
    struct sr_feeds *s = q->desk->feeds;
    struct sr_err err = {0};
    struct feed *f = NULL;
    pthread_mutex_lock(&s->lock);
    enum sr_status status = find_url(s, url) ? sr_fail(&err, SR_ERR_USAGE, "", "the feed is followed already")
                                             : add(s, url, (struct sr_str){NULL, 0}, interval_s, false, &f, &err);
    if (!status && sr_settings_add_feed(q->desk->settings, f->url, interval_s, &err)) {
        status = err.status;
        s->count--;
        feed_free(f);
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
                                                               usual_interval(q->desk->feeds), &interval)) {
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
    struct feed *f = good && sr_digits(q->argument, &key) && key > 0 && key <= s->count ? s->items[key - 1] : NULL;
    if (f) {
        if (interval) f->interval_s = (uint32_t)interval;
        if (json_is_true(paused)) f->state = PAUSED;
        else if (json_is_false(paused) && f->state == PAUSED) f->state = WAITING;
        if (json_is_true(poll) && f->state == GONE) f->state = WAITING;
        if (json_is_true(poll) || json_is_false(paused)) f->next_try = 0;
        answer_feed(q, f);
    } else if (good)
        sr_answer_error(q, 404, "not-found", "", "there is no feed '%.*s'", (int)q->argument.n, q->argument.p);
    pthread_mutex_unlock(&s->lock);
    json_decref(body);
}
