/* feed.h: RSS 2.0 (0.9x, 1.0 too), Atom and JSON Feed, as a stream of their items. For the files of input/.
 *
 *     bytes → sr_feed_push → items that are whole → sr_feed_next: a raw document, its piece of HTML and what the feed
 *                                                   says of it
 *
 * XML is read as it comes, an item is given as soon as it has ended, and what is kept is that item. External entities
 * are never fetched: a feed that asks for one is refused, a DTD that it names is passed over; entities that expand to
 * much more than the feed are refused by the parser (expat's limit: a hundredfold, beyond 8 MiB). Entities of HTML that
 * XML doesn't know (&nbsp;) are taken for what they are in HTML.
 */
#ifndef SR_INPUT_FEED_H
#define SR_INPUT_FEED_H

#include "input/input.h"

struct sr_feed;

struct sr_feed *sr_feed_new(size_t max_size); /* NULL: memory */
void sr_feed_free(struct sr_feed *feed);      /* NULL is fine */

/* More of an XML feed; `last`: there is no more. Errors have a line. SR_ERR_FORMAT, SR_ERR_LIMIT (an item is longer
 * than max_size), SR_ERR_MEMORY; items that were whole before can still be had. */
SR_MUST_USE enum sr_status sr_feed_push(struct sr_feed *feed, struct sr_str bytes, bool last, struct sr_err *err);

/* A whole JSON Feed. */
SR_MUST_USE enum sr_status sr_feed_json(struct sr_feed *feed, struct sr_str bytes, struct sr_err *err);

/* The next item into raw->bytes, head and line. False: none is there yet, or (raw->bytes.failed …) memory is short. */
bool sr_feed_next(struct sr_feed *feed, struct sr_raw *raw);

#endif
