#include "desk/hub.h"

#include <pthread.h>

enum { BLOCK = 4096 }; /* bytes handed to the server at a time */

struct event {
    char *text;
    uint32_t size;
};

struct sr_hub {
    pthread_mutex_t lock; /* all below, and the listeners' places */
    struct event ring[SR_HUB_EVENTS];
    uint64_t first, end; /* events [first, end) are in the ring, each at its number modulo the ring's size */
    size_t bytes;        /* of these */
    uint64_t change, cut;
    struct sr_listener *listeners;
    uint32_t count, most;
    bool closing;
};

struct sr_listener {
    struct sr_hub *hub;
    struct sr_listener *next, **link; /* the hub's list */
    struct MHD_Connection *connection;
    struct sr_buf missed;
    size_t missed_sent;
    uint64_t event; /* the next to send, and how much of it is sent */
    uint32_t event_sent;
    bool suspended;
};

struct sr_hub *sr_hub_new(uint32_t most) {
    struct sr_hub *hub = calloc(1, sizeof *hub);
    if (!hub) return NULL;
    hub->most = most;
    if (pthread_mutex_init(&hub->lock, NULL)) {
        free(hub);
        return NULL;
    }
    return hub;
}

void sr_hub_free(struct sr_hub *hub) {
    if (!hub) return;
    for (uint64_t i = hub->first; i < hub->end; i++) free(hub->ring[i % SR_HUB_EVENTS].text);
    pthread_mutex_destroy(&hub->lock);
    free(hub);
}

static void wake_all(struct sr_hub *hub) {
    for (struct sr_listener *l = hub->listeners; l; l = l->next) {
        if (!l->suspended) continue;
        l->suspended = false;
        MHD_resume_connection(l->connection);
    }
}

void sr_hub_close(struct sr_hub *hub) {
    pthread_mutex_lock(&hub->lock);
    hub->closing = true;
    wake_all(hub);
    pthread_mutex_unlock(&hub->lock);
}

static void drop_first(struct sr_hub *hub) {
    struct event *e = &hub->ring[hub->first++ % SR_HUB_EVENTS];
    hub->bytes -= e->size;
    free(e->text);
    *e = (struct event){NULL, 0};
}

void sr_hub_tell(struct sr_hub *hub, struct sr_str event, uint64_t change) {
    char *text = malloc(event.n ? event.n : 1);
    pthread_mutex_lock(&hub->lock);
    if (text) {
        memcpy(text, event.p, event.n);
        while (hub->end > hub->first && (hub->end - hub->first == SR_HUB_EVENTS || hub->bytes + event.n > SR_HUB_BYTES))
            drop_first(hub);
        hub->ring[hub->end++ % SR_HUB_EVENTS] = (struct event){text, event.n};
        hub->bytes += event.n;
    } else { /* without memory for it everybody has missed it: all places are behind now, and all are cut */
        while (hub->end > hub->first) drop_first(hub);
        hub->first = ++hub->end;
    }
    if (change) hub->change = change;
    wake_all(hub);
    pthread_mutex_unlock(&hub->lock);
}

struct sr_listener *sr_hub_join(struct sr_hub *hub, uint64_t *change) {
    struct sr_listener *l = calloc(1, sizeof *l);
    if (!l) return NULL;
    pthread_mutex_lock(&hub->lock);
    if (hub->closing || hub->count == hub->most) {
        pthread_mutex_unlock(&hub->lock);
        free(l);
        return NULL;
    }
    *l = (struct sr_listener){.hub = hub, .event = hub->end, .next = hub->listeners, .link = &hub->listeners};
    if (l->next) l->next->link = &l->next;
    hub->listeners = l;
    hub->count++;
    *change = hub->change;
    pthread_mutex_unlock(&hub->lock);
    return l;
}

void sr_listener_leave(struct sr_listener *l) {
    struct sr_hub *hub = l->hub;
    pthread_mutex_lock(&hub->lock);
    *l->link = l->next;
    if (l->next) l->next->link = l->link;
    hub->count--;
    pthread_mutex_unlock(&hub->lock);
    sr_buf_release(&l->missed);
    free(l);
}

void sr_listener_missed(struct sr_listener *l, struct sr_buf *missed) {
    l->missed = *missed;
    *missed = (struct sr_buf){0};
}

static size_t take(const char *text, size_t size, size_t sent, char *room, size_t max) {
    size_t n = size - sent < max ? size - sent : max;
    memcpy(room, text + sent, n);
    return n;
}

/* The next bytes of a stream, for the server. With nothing to send the connection is suspended under the hub's lock, so
 * that no event can fall between the look and the sleep. */
static ssize_t give(void *user, uint64_t at, char *room, size_t max) {
    struct sr_listener *l = user;
    struct sr_hub *hub = l->hub;
    (void)at;
    if (l->missed_sent < l->missed.size) {
        size_t n = take(l->missed.p, l->missed.size, l->missed_sent, room, max);
        l->missed_sent += n;
        if (l->missed_sent == l->missed.size) sr_buf_release(&l->missed), l->missed_sent = 0;
        return (ssize_t)n;
    }
    ssize_t n = 0;
    pthread_mutex_lock(&hub->lock);
    if (hub->closing) n = MHD_CONTENT_READER_END_OF_STREAM;
    else if (l->event < hub->first) {
        hub->cut++;
        n = MHD_CONTENT_READER_END_WITH_ERROR;
    }
    while (n >= 0 && (size_t)n < max && l->event < hub->end) {
        const struct event *e = &hub->ring[l->event % SR_HUB_EVENTS];
        size_t taken = take(e->text, e->size, l->event_sent, room + n, max - (size_t)n);
        n += (ssize_t)taken;
        l->event_sent += (uint32_t)taken;
        if (l->event_sent == e->size) l->event++, l->event_sent = 0;
    }
    if (!n) {
        l->suspended = true;
        MHD_suspend_connection(l->connection);
    }
    pthread_mutex_unlock(&hub->lock);
    return n;
}

static void gone(void *user) {
    sr_listener_leave(user);
}

struct MHD_Response *sr_listener_response(struct sr_listener *l, struct MHD_Connection *connection) {
    l->connection = connection;
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, give, l, gone);
}

struct sr_hub_counts sr_hub_count(struct sr_hub *hub) {
    pthread_mutex_lock(&hub->lock);
    struct sr_hub_counts counts = {hub->count, hub->cut, hub->change};
    pthread_mutex_unlock(&hub->lock);
    return counts;
}
