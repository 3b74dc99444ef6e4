/* hub.h: what happens, told to all who listen. For desk/ only.
 *
 *     one thread tells         sr_hub_tell ──►  ring of events ──►  listener 1   server-sent events, one HTTP stream each
 *                                               e17 e18 e19    ──►  listener 2   (HTML Living Standard, 9.2)
 *
 * An event's text is kept once, in a ring of at most 4,096 events and 1 MiB. A listener is a place in the ring: it takes
 * no memory of its own but what it had missed when it came. One that is so slow that the ring has gone past its place
 * is cut; it comes back with the number of the last change that it saw. While there is nothing to send, its connection
 * is suspended and costs no time.
 *
 * Threads: all may be called from any; one thread tells.
 */
#ifndef SR_DESK_HUB_H
#define SR_DESK_HUB_H

#include <microhttpd.h>

#include "base/buf.h"

enum { SR_HUB_EVENTS = 4096, SR_HUB_BYTES = 1 << 20 };

struct sr_hub;
struct sr_listener;

/* NULL: memory. `most`: listeners at a time. */
struct sr_hub *sr_hub_new(uint32_t most);
void sr_hub_free(struct sr_hub *hub); /* NULL is fine; no listener may be left */

/* End all streams: each ends when it is read next, which this brings about. No more can join. */
void sr_hub_close(struct sr_hub *hub);

/* Send an event, its blank line included. `change`: the number of the change that it tells; 0: of none. */
void sr_hub_tell(struct sr_hub *hub, struct sr_str event, uint64_t change);

/* Listen: NULL when no place is free (or memory is short). Every event that is told from now on is for it; *change is
 * that of the last one before. It owns no connection yet. */
struct sr_listener *sr_hub_join(struct sr_hub *hub, uint64_t *change);

/* Give it what it missed, to be sent first; the bytes become its own. Before sr_listener_response only. */
void sr_listener_missed(struct sr_listener *listener, struct sr_buf *missed);

/* The response that streams to `connection`; NULL: memory. The listener leaves with it. */
struct MHD_Response *sr_listener_response(struct sr_listener *listener, struct MHD_Connection *connection);

/* Leave without having answered. */
void sr_listener_leave(struct sr_listener *listener);

struct sr_hub_counts {
    uint32_t listeners;
    uint64_t cut;    /* listeners that were too slow */
    uint64_t change; /* the last change told */
};
struct sr_hub_counts sr_hub_count(struct sr_hub *hub);

#endif
