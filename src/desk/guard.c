#include "desk/guard.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <strings.h>

enum { SLOTS = 1024 };

static const struct {
    int64_t each_ms; /* one token comes in so many milliseconds … */
    int64_t burst;   /* … and at most so many are kept */
} rates[SR_RATE_COUNT] = {[SR_RATE_READ] = {2, 1000}, [SR_RATE_WRITE] = {100, 50}, [SR_RATE_LOGIN] = {10000, 5}};

struct sr_guard {
    struct sr_guard_in in;
    pthread_mutex_t lock;
    int64_t full_at[SR_RATE_COUNT][SLOTS]; /* when a slot's bucket is full again, milliseconds */
    struct sr_guard_counts counts;
    unsigned char key[crypto_shorthash_KEYBYTES];
};

struct sr_guard *sr_guard_new(const struct sr_guard_in *in) {
    struct sr_guard *g = calloc(1, sizeof *g);
    if (!g) return NULL;
    g->in = *in;
    crypto_shorthash_keygen(g->key);
    if (pthread_mutex_init(&g->lock, NULL)) {
        free(g);
        return NULL;
    }
    return g;
}

void sr_guard_free(struct sr_guard *g) {
    if (!g) return;
    pthread_mutex_destroy(&g->lock);
    free(g);
}

/* Take a Host header apart: "[::1]:8400" gives ::1 and 8400. False when it is none. */
static bool split(const char *host, struct sr_str *name, uint32_t *port) {
    if (!host) return false;
    const char *end = NULL;
    if (*host == '[') {
        end = strchr(host, ']');
        if (!end) return false;
        *name = (struct sr_str){host + 1, (uint32_t)(end++ - host - 1)};
    } else {
        end = host + strcspn(host, ":");
        *name = (struct sr_str){host, (uint32_t)(end - host)};
    }
    *port = 0;
    if (!*end) return name->n > 0;
    if (*end++ != ':' || !*end) return false;
    for (; *end; end++) {
        if (*end < '0' || *end > '9' || *port > 65535) return false;
        *port = *port * 10 + (uint32_t)(*end - '0');
    }
    return name->n > 0 && *port <= 65535;
}

static bool is(struct sr_str name, const char *known) {
    return name.n == strlen(known) && strncasecmp(name.p, known, name.n) == 0;
}

static bool local_name(struct sr_str name) {
    return is(name, "localhost") || is(name, "127.0.0.1") || is(name, "::1");
}

bool sr_guard_is_local(const char *host) {
    struct sr_str name;
    uint32_t port;
    return split(host, &name, &port) && local_name(name);
}

bool sr_guard_host(const struct sr_guard *g, const char *host) {
    struct sr_str name;
    uint32_t port;
    if (!split(host, &name, &port)) return false;
    /* behind a proxy the port is the proxy's, so a name that the operator told may come with any */
    for (uint32_t i = 0; i < g->in.name_count; i++)
        if (is(name, g->in.names[i])) return true;
    if (port != g->in.port && !(port == 0 && g->in.port == 80)) return false;
    return is(name, g->in.host) || (g->in.loopback && local_name(name));
}

bool sr_guard_origin(const char *host, const char *origin, const char *fetch_site) {
    if (fetch_site && strcmp(fetch_site, "same-origin") != 0 && strcmp(fetch_site, "none") != 0) return false;
    if (!origin) return true;
    if (strncmp(origin, "http://", 7) == 0) origin += 7;
    else if (strncmp(origin, "https://", 8) == 0) origin += 8;
    else return false;
    return strcasecmp(origin, host) == 0;
}

static uint32_t slot_of(const struct sr_guard *g, const struct sockaddr *who) {
    unsigned char bytes[8] = {0}, hash[crypto_shorthash_BYTES];
    if (who && who->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, who, sizeof v4);
        memcpy(bytes, &v4.sin_addr, 4);
    } else if (who && who->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, who, sizeof v6);
        memcpy(bytes, &v6.sin6_addr, 8);
    }
    crypto_shorthash(hash, bytes, sizeof bytes, g->key);
    return (uint32_t)(hash[0] | hash[1] << 8) % SLOTS;
}

/* The bucket as the moment when it is full again: each token taken puts that off (the "virtual scheduling" form of the
 * generic cell rate algorithm, ITU-T I.371). */
uint32_t sr_guard_rate(struct sr_guard *g, enum sr_rate kind, const struct sockaddr *who, int64_t now_ms) {
    int64_t each = rates[kind].each_ms, room = each * rates[kind].burst;
    pthread_mutex_lock(&g->lock);
    int64_t *full_at = &g->full_at[kind][slot_of(g, who)];
    if (*full_at < now_ms) *full_at = now_ms;
    int64_t late = *full_at + each - now_ms - room;
    if (late <= 0) {
        *full_at += each;
        g->counts.let_in++;
    } else g->counts.refused++;
    pthread_mutex_unlock(&g->lock);
    return late <= 0 ? 0 : (uint32_t)((late + 999) / 1000);
}

struct sr_guard_counts sr_guard_count(struct sr_guard *g) {
    pthread_mutex_lock(&g->lock);
    struct sr_guard_counts counts = g->counts;
    pthread_mutex_unlock(&g->lock);
    return counts;
}
