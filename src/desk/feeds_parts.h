/* feeds_parts.h: what feeds.c (which feeds, when) and feeds_api.c (what is told and asked of them) share. For them only. */
#ifndef SR_DESK_FEEDS_PARTS_H
#define SR_DESK_FEEDS_PARTS_H

#include <pthread.h>

#include "desk/feeds.h"
#include "desk/parts.h"

enum sr_feed_state { SR_FEED_WAITING, SR_FEED_FETCHING, SR_FEED_FAILING, SR_FEED_PAUSED, SR_FEED_GONE };

struct sr_feed {
    uint32_t key;
    bool folder;
    char *url, *title;
    enum sr_feed_state state;
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
    struct sr_feed *items[SR_FEEDS_MOST];
    uint32_t count;
    bool started, stop;
};

/* The list. The lock is held. */
struct sr_feed *sr_feeds_find(struct sr_feeds *feeds, struct sr_str url);
SR_MUST_USE enum sr_status sr_feeds_add(struct sr_feeds *feeds, struct sr_str url, struct sr_str title,
                                        uint32_t interval_s, bool folder, struct sr_feed **out, struct sr_err *err);
void sr_feeds_drop_last(struct sr_feeds *feeds);

/* Seconds between two looks where nothing else is said. */
uint32_t sr_feeds_interval(const struct sr_feeds *feeds);

/* Send a feed's state to the pages. The lock is held. */
void sr_feeds_tell(struct sr_feeds *feeds, const struct sr_feed *feed);

#endif
