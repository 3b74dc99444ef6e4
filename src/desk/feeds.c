#include <sodium.h>
#include <unistd.h>

#include "base/file.h"
#include "desk/feeds_parts.h"
#include "desk/folder.h"
#include "desk/links.h"
#include "desk/settings.h"

enum { LOOK_MS = 500, LONGEST_DELAY_S = 3600, MOST_OPML = 4 << 20 };

/* ---- the list ---- */

static void feed_free(struct sr_feed *f) {
    free(f->url);
    free(f->title);
    free(f);
}

struct sr_feed *sr_feeds_find(struct sr_feeds *s, struct sr_str url) {
    for (uint32_t i = 0; i < s->count; i++)
        if (sr_str_is(url, s->items[i]->url)) return s->items[i];
    return NULL;
}

enum sr_status sr_feeds_add(struct sr_feeds *s, struct sr_str url, struct sr_str title, uint32_t interval_s,
                            bool folder, struct sr_feed **out, struct sr_err *err) {
    if (!folder && !sr_url_is_web(url))
        return sr_fail(err, SR_ERR_USAGE, "take one that begins with http:// or https://",
                       "no address of a feed: '%.*s'", url.n < 80 ? (int)url.n : 80, url.p);
    if (s->count == SR_FEEDS_MOST)
        return sr_fail(err, SR_ERR_LIMIT, "", "there are more feeds than the limit of %d", SR_FEEDS_MOST);
    struct sr_feed *f = calloc(1, sizeof *f);
    if (!f) return sr_fail_memory(err, "a feed");
    *f = (struct sr_feed){.key = s->count + 1,
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

void sr_feeds_drop_last(struct sr_feeds *s) {
    feed_free(s->items[--s->count]);
}

uint32_t sr_feeds_interval(const struct sr_feeds *s) {
    return s->desk->options.interval_s ? s->desk->options.interval_s : 60;
}

static enum sr_status take_outline(void *user, struct sr_str url, struct sr_str title, struct sr_err *err) {
    struct sr_feeds *s = user;
    return sr_feeds_find(s, url) ? SR_OK : sr_feeds_add(s, url, title, sr_feeds_interval(s), false, NULL, err);
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
        if (interval < SR_FEED_LEAST_S || interval > SR_FEED_MOST_S) interval = sr_feeds_interval(s);
        if (!status && url.n && !sr_feeds_find(s, url))
            status = sr_feeds_add(s, url, (struct sr_str){NULL, 0}, (uint32_t)interval, false, NULL, err);
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
        if (!status)
            status = sr_feeds_add(s, sr_str_c(desk->options.folder), (struct sr_str){NULL, 0}, 2, true, NULL, err);
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

static void schedule(struct sr_feed *f, uint32_t retry_s) {
    int64_t delay = sr_feed_delay_ms(f->interval_s, f->failures, retry_s);
    uint32_t jitter =
        delay >= 10 ? randombytes_uniform((uint32_t)(delay / 10 < INT32_MAX ? delay / 10 : INT32_MAX)) : 0;
    f->next_try = sr_desk_now_ms() + delay + (f->folder ? 0 : jitter);
}

/* ---- what comes of it ---- */

static void settle(struct sr_feeds *s, struct sr_feed *f, bool good, const char *error, uint32_t retry_s) {
    if (good) {
        f->failures = 0;
        f->last_success = sr_desk_now_ms();
    } else f->failures++;
    if (f->state == SR_FEED_FETCHING || f->state == SR_FEED_FAILING)
        f->state = good ? SR_FEED_WAITING : SR_FEED_FAILING;
    (void)snprintf(f->error, sizeof f->error, "%s", error);
    schedule(f, retry_s);
    sr_feeds_tell(s, f);
}

void sr_feeds_taken(void *feeds, void *user, const struct sr_intake_counts *counts) {
    struct sr_feeds *s = feeds;
    struct sr_feed *f = user;
    if (!f) return;
    if (counts->from_link && counts->failed) sr_links_again(s->desk->links);
    pthread_mutex_lock(&s->lock);
    f->documents += counts->added;
    f->skipped += counts->skipped;
    if (counts->added) f->last_new = sr_desk_now_ms();
    if (counts->from_link) { /* which says nothing of how the feed itself does */
        sr_feeds_tell(s, f);
        pthread_mutex_unlock(&s->lock);
        return;
    }
    if (!counts->failed) {
        memcpy(f->etag, f->new_etag, sizeof f->etag);
        memcpy(f->modified, f->new_modified, sizeof f->modified);
    }
    settle(s, f, !counts->failed, counts->error, 0);
    pthread_mutex_unlock(&s->lock);
}

static void fetched(void *owner, void *user, const struct sr_fetched *got) {
    struct sr_feeds *s = owner;
    struct sr_feed *f = user;
    struct sr_intake_piece piece = {
        .format = f ? "feed" : "auto", .name = f ? f->url : got->url, .bytes = got->body, .links = f && s->desk->links};
    bool put = got->how == SR_FETCHED && sr_intake_put(s->desk->intake, &piece, f);
    if (!f) {
        if (!put) sr_desk_say(s->desk, "'%s' was not fetched: %s", got->url, got->error);
        return;
    }
    pthread_mutex_lock(&s->lock);
    memcpy(f->new_etag, got->etag, sizeof f->new_etag);
    memcpy(f->new_modified, got->modified, sizeof f->new_modified);
    if (got->how == SR_FETCH_GONE) f->state = SR_FEED_GONE;
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
static void scan(struct sr_feeds *s, struct sr_feed *f) {
    struct sr_err err;
    uint32_t put = 0;
    enum sr_status status = sr_folder_scan(s->folder, sr_desk_now_ms(), s->desk->intake, f, &put, &err);
    pthread_mutex_lock(&s->lock);
    if (status || f->failures) settle(s, f, !status, status ? err.message : "", 0);
    else {
        f->last_success = sr_desk_now_ms();
        schedule(f, 0);
    }
    if (f->state == SR_FEED_FETCHING) f->state = SR_FEED_WAITING;
    pthread_mutex_unlock(&s->lock);
}

static void ask(struct sr_feeds *s, struct sr_feed *f) {
    struct sr_fetch what = {.url = f->url, .etag = f->etag, .modified = f->modified, .user = f};
    if (f->folder) scan(s, f);
    else if (!sr_fetcher_ask(s->fetcher, &what)) {
        pthread_mutex_lock(&s->lock);
        settle(s, f, false, "too many feeds wait to be fetched", 0);
        pthread_mutex_unlock(&s->lock);
    }
}

/* The next feed whose time has come, marked as being fetched; NULL: none. */
static struct sr_feed *due(struct sr_feeds *s) {
    int64_t now = sr_desk_now_ms();
    struct sr_feed *found = NULL;
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < s->count && !found; i++)
        if ((s->items[i]->state == SR_FEED_WAITING || s->items[i]->state == SR_FEED_FAILING) &&
            s->items[i]->next_try <= now)
            found = s->items[i];
    if (found) {
        found->state = SR_FEED_FETCHING;
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
        for (struct sr_feed *f; (f = due(s));) ask(s, f);
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
