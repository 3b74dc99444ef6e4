#include "desk/links.h"

#include <pthread.h>

#include "desk/feeds.h"
#include "desk/parts.h"

enum { LINKS = 4096, SUMMARY = 600, AGAIN_S = 900 };

struct link { /* a page, at the place of its address's hash */
    char *url;
    uint64_t item; /* the hash of the item that it was last fetched for */
    char etag[200], modified[80];
    int64_t next_ms;
    uint32_t failures;
    bool pending;
    /* while it is pending */
    struct sr_buf summary;           /* as a line of JSON Lines */
    char *outlet, *published, *feed; /* outlet, published: NULL where they are not told */
    uint32_t least;                  /* bytes of the summary's text */
    void *user;
};

struct sr_links {
    struct sr_desk *desk;
    struct sr_fetcher *fetcher;
    pthread_mutex_t lock; /* the links */
    struct link items[LINKS];
};

bool sr_is_summary(struct sr_str text, struct sr_str title) {
    if (title.n && text.n > title.n && memcmp(text.p, title.p, title.n) == 0) {
        text.p += title.n;
        text.n -= title.n;
    }
    while (text.n && *text.p == '\n') text.p++, text.n--;
    while (text.n && text.p[text.n - 1] == '\n') text.n--;
    return text.n <= SUMMARY && !(text.n && memmem(text.p, text.n, "\n\n", 2));
}

/* ---- what is kept of an item ---- */

static void settle(struct link *l) {
    sr_buf_release(&l->summary);
    free(l->outlet);
    free(l->published);
    free(l->feed);
    l->outlet = l->published = l->feed = NULL;
    l->pending = false;
}

static void forget(struct link *l) {
    settle(l);
    free(l->url);
    *l = (struct link){0};
}

static char *copy(struct sr_str s) {
    return s.n ? strndup(s.p, s.n) : NULL;
}

static bool keep(struct link *l, const struct sr_link_item *item) {
    sr_intake_line(
        &(struct sr_intake_text){item->id, item->text, item->title, item->outlet, item->published, item->url},
        &l->summary);
    l->outlet = copy(item->outlet);
    l->published = copy(item->published);
    l->feed = strdup(item->feed);
    l->least = item->text.n;
    l->user = item->user;
    l->pending = true;
    return !l->summary.failed && l->feed && !l->outlet == !item->outlet.n && !l->published == !item->published.n;
}

/* ---- fetching ---- */

static bool ask(struct sr_links *s, struct link *l, const struct sr_link_item *item) {
    struct sr_fetch what = {.url = l->url, .etag = l->etag, .modified = l->modified, .user = l};
    if (keep(l, item) && sr_fetcher_ask(s->fetcher, &what)) return true;
    settle(l);
    return false;
}

bool sr_links_take(struct sr_links *s, const struct sr_link_item *item) {
    if (!sr_url_is_web(item->url) || !sr_is_summary(item->text, item->title)) return false;
    uint64_t hash = sr_desk_hash(item->text, item->title);
    int64_t now = sr_desk_now_ms();
    struct link *l = &s->items[sr_desk_hash(item->url, (struct sr_str){NULL, 0}) % LINKS];
    bool taken = true;
    pthread_mutex_lock(&s->lock);
    bool same = l->url && sr_str_is(item->url, l->url);
    if (l->pending) taken = same;
    else if (!same || l->item != hash || now >= l->next_ms) {
        if (!same) forget(l);
        if (!l->url) l->url = copy(item->url);
        taken = l->url && ask(s, l, item);
        if (taken) l->item = hash;
    }
    pthread_mutex_unlock(&s->lock);
    return taken;
}

/* The page, to be read if it holds more than the summary does; else the summary. False: too much waits to be read. */
static bool hand_over(struct sr_links *s, const struct link *l, const struct sr_fetched *got) {
    struct sr_str summary = {l->summary.p, (uint32_t)l->summary.size};
    struct sr_intake_piece piece = {
        .format = "jsonl", .name = l->url, .input = l->feed, .bytes = summary, .from_link = true, .keeps_longer = true};
    if (got->how == SR_FETCHED) {
        piece.format = "auto";
        piece.outlet = l->outlet;
        piece.published = l->published;
        piece.bytes = got->body;
        piece.least = l->least;
        piece.instead = summary;
        piece.keeps_longer = false;
    }
    return sr_intake_put(s->desk->intake, &piece, l->user);
}

static void fetched(void *owner, void *user, const struct sr_fetched *got) {
    struct sr_links *s = owner;
    struct link *l = user;
    bool good = got->how == SR_FETCHED || got->how == SR_FETCH_UNCHANGED;
    pthread_mutex_lock(&s->lock);
    l->failures = good ? 0 : l->failures + 1;
    l->next_ms = sr_desk_now_ms() + sr_feed_delay_ms(AGAIN_S, l->failures, got->retry_s);
    if (!good) sr_desk_say(s->desk, "'%s' was not fetched: %s", l->url, got->error);
    if (got->how != SR_FETCH_UNCHANGED && !hand_over(s, l, got)) l->next_ms = 0;
    else if (got->how == SR_FETCHED) {
        memcpy(l->etag, got->etag, sizeof l->etag);
        memcpy(l->modified, got->modified, sizeof l->modified);
    }
    settle(l);
    pthread_mutex_unlock(&s->lock);
}

void sr_links_again(struct sr_links *s) {
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < LINKS; i++) {
        s->items[i].etag[0] = s->items[i].modified[0] = 0;
        s->items[i].next_ms = 0;
    }
    pthread_mutex_unlock(&s->lock);
}

struct sr_links *sr_links_new(struct sr_desk *desk) {
    struct sr_links *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->desk = desk;
    (void)pthread_mutex_init(&s->lock, NULL);
    s->fetcher = sr_fetcher_new(desk->options.allow_private, fetched, s);
    if (s->fetcher) return s;
    sr_links_free(s);
    return NULL;
}

void sr_links_free(struct sr_links *s) {
    if (!s) return;
    sr_fetcher_free(s->fetcher);
    for (uint32_t i = 0; i < LINKS; i++) forget(&s->items[i]);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
