/* teller.h: the one thread that tells the hub of each change in the store, in order, whoever made it: the desk's feeds,
 * its editors, or another program that writes to the same store. For desk/ only.
 *
 * It looks when it is nudged, and four times a second besides; every 15 seconds it sends a comment, so that proxies keep
 * the streams and the server notices those that are gone.
 */
#ifndef SR_DESK_TELLER_H
#define SR_DESK_TELLER_H

#include "base/buf.h"
#include "store/store.h"

struct sr_desk;
struct sr_teller;

SR_MUST_USE enum sr_status sr_teller_start(struct sr_desk *desk, struct sr_teller **teller, struct sr_err *err);
void sr_teller_stop(struct sr_teller *teller); /* NULL is fine */

/* Something was written. Any thread; never waits. */
void sr_teller_nudge(struct sr_teller *teller);

/* Send an event that is no change: "feed" or "desk". */
void sr_tell_now(struct sr_desk *desk, const char *event, const struct sr_buf *data);

/* A change as an event. Errors: those of the store. */
SR_MUST_USE enum sr_status sr_event_write(struct sr_desk *desk, struct sr_store *store,
                                          const struct sr_store_change *change, struct sr_arena *arena,
                                          struct sr_buf *out, struct sr_err *err);

#endif
