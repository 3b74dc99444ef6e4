/* feeds.h: which feeds the desk follows, and when it looks at them. For desk/ only.
 *
 *     OPML file, settings ──► feeds ──► fetch.h ──► intake.h ──► store
 *     watched folder      ──►   ▲ when   conditional GET           ▲ ETag is kept once all is in the store
 *
 * Each feed is asked again after its interval, with a jitter of a tenth, so that a hundred feeds are not asked at once.
 * One that fails is asked after twice the time of before, up to an hour; Retry-After is honoured; 410 ends it. What a
 * feed said last (ETag, Last-Modified) is kept in memory only, after its items are in the store: after a restart each is
 * read once more, and the store knows what it has.
 *
 * The folder is looked through every two seconds for files that are new or changed, once they have been left alone for a
 * second; what was there at the start is read too.
 *
 * Threads: safe.
 */
#ifndef SR_DESK_FEEDS_H
#define SR_DESK_FEEDS_H

#include "base/buf.h"
#include "desk/fetch.h"
#include "desk/intake.h"

struct sr_feeds;

enum { SR_FEEDS_MOST = 500, SR_FEED_LEAST_S = 10, SR_FEED_MOST_S = 86400 };

/* Read the OPML file and the settings. SR_ERR_FORMAT, SR_ERR_LIMIT, SR_ERR_IO … of the OPML file. */
SR_MUST_USE enum sr_status sr_feeds_open(struct sr_desk *desk, struct sr_feeds **feeds, struct sr_err *err);
SR_MUST_USE enum sr_status sr_feeds_start(struct sr_feeds *feeds, struct sr_err *err); /* the intake is there */
void sr_feeds_stop(struct sr_feeds *feeds);                                            /* NULL is fine */
void sr_feeds_free(struct sr_feeds *feeds);

/* Fetch one document's page; false: too many wait. */
bool sr_feeds_fetch(struct sr_feeds *feeds, const char *url);

/* The intake's word on a piece of a feed (user NULL: of a posted address). */
void sr_feeds_taken(void *feeds, void *user, const struct sr_intake_counts *counts);

/* Read an OPML file's bytes (OPML 2.0: outline elements with xmlUrl, at any depth); each is given to `take`. */
typedef enum sr_status sr_opml_take(void *user, struct sr_str url, struct sr_str title, struct sr_err *err);
SR_MUST_USE enum sr_status sr_opml_read(struct sr_str bytes, const char *name, sr_opml_take *take, void *user,
                                        struct sr_err *err);

/* How long to wait before a feed is asked again, after so many failures in a row. */
int64_t sr_feed_delay_ms(uint32_t interval_s, uint32_t failures, uint32_t retry_s);

#endif
