/* links.h: the articles behind feeds' items that hold a summary only. For desk/ only.
 *
 *     item: "Floods killed 19 people in Lagos, police said …"  ──► its link ──► page ──► intake: the article
 *                                                                   └─ fails, or holds less ──► intake: the summary
 *
 * An item is a summary where its text, without the title, is a single paragraph of at most 600 bytes. Its page is fetched once the
 * item is new or changed, and again each quarter of an hour as long as the feed holds the item, with a conditional GET;
 * one that fails is asked for after twice the time of before, up to an hour. The limits and the refused addresses are those of
 * fetch.h. A summary never takes the place of an article that is in the store.
 *
 * What is known of 4,096 links is kept in memory; of others, and while 64 wait, the summary is read.
 *
 * Threads: safe.
 */
#ifndef SR_DESK_LINKS_H
#define SR_DESK_LINKS_H

#include "base/buf.h"

struct sr_desk;
struct sr_links;

struct sr_link_item { /* as it was read from the feed; all lent */
    struct sr_str id, url, title, outlet, published, text;
    const char *feed; /* the feed's address */
    void *user;       /* of the feed: told to the intake with what comes of it */
};

/* NULL: memory, or no thread. */
struct sr_links *sr_links_new(struct sr_desk *desk);
void sr_links_free(struct sr_links *links); /* what is under way is given up; NULL is fine */

/* Whether the item is left to its article: it is a summary, and its page is known, or being fetched. */
bool sr_links_take(struct sr_links *links, const struct sr_link_item *item);

/* What was fetched could not be stored: fetch all anew. */
void sr_links_again(struct sr_links *links);

/* Whether a text is no more than a summary. */
bool sr_is_summary(struct sr_str text, struct sr_str title);

#endif
