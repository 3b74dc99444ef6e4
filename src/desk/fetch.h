/* fetch.h: bytes from addresses of the web, with care. For desk/ only.
 *
 * libcurl fetches, in one thread, up to eight at a time. What a stranger's feed or an editor's paste names may not reach
 * where the desk can and they cannot:
 *   http and https alone, no user or password in the address, no proxy, at most 5 redirects, each under the same rules
 *   no private address: what is looked at is the address that the socket is about to connect to, after the name was
 *     looked up, so that a name which answers otherwise the second time gains nothing (DNS rebinding)
 *   at most 8 MiB unpacked, 64 KiB of headers, 30 seconds in all, 10 to connect, and never slower than 64 bytes/s for 15 s
 *
 * Threads: ask from any; `done` is called in the fetching thread.
 */
#ifndef SR_DESK_FETCH_H
#define SR_DESK_FETCH_H

#include <netinet/in.h>

#include "base/buf.h"

struct sr_fetcher;

struct sr_fetch {
    const char *url;
    const char *etag, *modified; /* of the last time; NULL: none */
    void *user;
};

enum sr_fetched_how {
    SR_FETCHED,         /* there it is */
    SR_FETCH_UNCHANGED, /* 304 */
    SR_FETCH_GONE,      /* 410 */
    SR_FETCH_REFUSED,   /* not allowed, and never will be */
    SR_FETCH_FAILED     /* try again later */
};

struct sr_fetched {
    enum sr_fetched_how how;
    struct sr_str body; /* lent */
    const char *url;    /* after redirects; lent */
    char etag[200], modified[80];
    uint32_t retry_s; /* Retry-After; 0: not told */
    char error[256];
};

typedef void sr_fetch_done(void *owner, void *user, const struct sr_fetched *fetched);

/* `allow_private`: loopback and private addresses too. NULL: memory. */
struct sr_fetcher *sr_fetcher_new(bool allow_private, sr_fetch_done *done, void *owner);

/* Ask; what is asked is copied. False: memory, or 64 wait already. */
bool sr_fetcher_ask(struct sr_fetcher *fetcher, const struct sr_fetch *what);

/* Stop; what is under way is given up. NULL is fine. */
void sr_fetcher_free(struct sr_fetcher *fetcher);

/* An address that no stranger may make us connect to: this machine, private and link-local networks, and all that is not
 * the public unicast Internet (RFC 6890 and its registries), in IPv6 forms that hold an IPv4 address too. */
bool sr_address_is_private(const struct sockaddr *address);

/* An address that may be fetched, as far as can be told from its text: http or https, a host, no user, no control
 * characters. */
bool sr_url_is_web(struct sr_str url);

#endif
