/* server.h: HTTP/1.1 for the desk, by libmicrohttpd. For desk/ only.
 *
 * Each request passes, in this order: the Host check, the rate, the route, the session, the Origin check and the token (of
 * those that change something), the size of the body. Then its route's handler writes the answer (routes.def). Whatever
 * is answered carries the same headers: nothing may be framed, sniffed, cached by others, or run but our own files.
 */
#ifndef SR_DESK_SERVER_H
#define SR_DESK_SERVER_H

#include "desk/desk.h"

enum {
    SR_SERVER_STREAMS = 1024,   /* open event streams */
    SR_SERVER_OTHERS = 256,     /* other connections at a time */
    SR_SERVER_THREADS = 4,      /* that answer */
    SR_SERVER_IDLE_S = 45,      /* a connection that does nothing so long is closed */
    SR_SERVER_MEMORY = 24 << 10 /* of a connection: its request's head fits in it or is refused */
};

/* Listen at desk->options.listen and answer. Sets the address. SR_ERR_USAGE, SR_ERR_IO, SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_server_listen(struct sr_desk *desk, int *socket, struct sr_err *err);
SR_MUST_USE enum sr_status sr_server_start(struct sr_desk *desk, int socket, struct sr_err *err);
void sr_server_stop(struct sr_desk *desk); /* the hub is closed before */

#endif
