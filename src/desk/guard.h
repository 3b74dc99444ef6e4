/* guard.h: which requests are let in. For desk/ only.
 *
 * Host. A page of another site may point its name at this machine (DNS rebinding) and then read what it likes as if it
 * were ours; so a request must name us as we are known: the address and port that we listen at, localhost where that is
 * loopback, and the names that the operator tells.
 * Origin. Where a browser says which site's page is asking, it must be ours: Origin must be http or https at the same
 * host; Sec-Fetch-Site must not be another site.
 * Rates. A bucket of tokens for each kind of request and address (of IPv6 its /64), as in Turner (1986), "New directions
 * in communications": reads 500 a second, bursts of 1,000; changes 10 a second, bursts of 50; logins 1 in ten seconds,
 * bursts of 5. Addresses fall into 1,024 slots by a keyed hash and share one where they collide: memory is constant.
 *
 * Threads: safe.
 */
#ifndef SR_DESK_GUARD_H
#define SR_DESK_GUARD_H

#include <sys/socket.h>

#include "base/error.h"

struct sr_guard;

struct sr_guard_in {
    char host[64]; /* listened at: "127.0.0.1", "::1", "0.0.0.0" */
    uint16_t port;
    bool loopback;
    const char *const *names; /* [name_count] borrowed */
    uint32_t name_count;
};

struct sr_guard *sr_guard_new(const struct sr_guard_in *in); /* NULL: memory */
void sr_guard_free(struct sr_guard *guard);                  /* NULL is fine */

/* The Host header is one of ours. NULL: none was sent, which isn't. */
bool sr_guard_host(const struct sr_guard *guard, const char *host);

/* True when Origin and Sec-Fetch-Site (each NULL where not sent) are of a page of `host`. */
bool sr_guard_origin(const char *host, const char *origin, const char *fetch_site);

/* A Host header that names this machine by a loopback name, whatever its port. */
bool sr_guard_is_local(const char *host);

enum sr_rate { SR_RATE_READ, SR_RATE_WRITE, SR_RATE_LOGIN, SR_RATE_COUNT };

/* Take a token. 0: go on; else in how many seconds there will be one. */
uint32_t sr_guard_rate(struct sr_guard *guard, enum sr_rate kind, const struct sockaddr *who, int64_t now_ms);

struct sr_guard_counts {
    uint64_t let_in, refused; /* tokens taken; asked for in vain */
};
struct sr_guard_counts sr_guard_count(struct sr_guard *guard);

#endif
