/* parts.h: what the files of desk/ share: the desk, a request, and how it is answered. */
#ifndef SR_DESK_PARTS_H
#define SR_DESK_PARTS_H

#include <jansson.h>
#include <microhttpd.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/buf.h"
#include "desk/desk.h"
#include "record/json.h"
#include "sitrep.h"
#include "store/store.h"

struct sr_desk {
    struct sr_desk_options options; /* its strings are the caller's, who keeps them while the desk is open */
    struct sr_context *context;
    struct sr_lexicon *lexicon; /* the labels of measures and facets */
    struct sr_stores *stores;
    struct sr_hub *hub;
    struct sr_guard *guard;
    struct sr_sessions *sessions;
    struct sr_settings *settings;
    struct sr_pages *pages; /* JSON of incidents, kept by version */
    struct sr_teller *teller;
    struct sr_intake *intake;
    struct sr_feeds *feeds;
    struct sr_links *links; /* NULL: articles are not fetched */
    struct MHD_Daemon *daemon;
    atomic_uint connections; /* open now */
    char address[96];        /* "http://127.0.0.1:8400/" */
    bool loopback;           /* it listens on this machine alone */
    uint16_t port;
    int64_t started_ms;
};

int64_t sr_desk_now_ms(void);

/* A number that two pairs of texts have in common by chance only; never 0. For memory, not for the disk. */
uint64_t sr_desk_hash(struct sr_str a, struct sr_str b);

/* Tell the operator. */
void sr_desk_say(const struct sr_desk *desk, const char *format, ...) SR_PRINTF(2, 3);

/* The Desk of the API. */
void sr_desk_write(struct sr_desk *desk, struct sr_arena *arena, struct sr_buf *out);

/* ---- a request ---- */

struct sr_session { /* a copy: the session may end meanwhile */
    char editor[48];
    char token[40]; /* that requests which change something carry */
};

struct sr_route;

struct sr_request {
    struct sr_desk *desk;
    struct MHD_Connection *connection;
    const struct sr_route *route;
    const char *method, *path;
    struct sr_str argument; /* what stands for {…} in the route's path */
    struct sr_arena arena;  /* of this request */
    struct sr_buf body;
    bool answered; /* a response is queued already: what comes of the body is dropped */
    bool has_session;
    struct sr_session session;
    /* the answer, filled by the route's handler */
    unsigned status;
    const char *type;     /* of `out`; NULL: application/json */
    const char *encoding; /* Content-Encoding; NULL: none */
    bool keeps;           /* the bytes under this path never change */
    struct sr_buf out;
    char etag[64];                 /* "" for none */
    char cookie[160];              /* Set-Cookie; "" for none */
    uint32_t retry_s;              /* Retry-After; 0: none */
    struct MHD_Response *response; /* in place of `out` */
};

typedef void sr_handler(struct sr_request *request);

/* Answer with an Error. `mend` may be "". */
void sr_answer_error(struct sr_request *q, unsigned status, const char *code, const char *mend, const char *format, ...)
    SR_PRINTF(5, 6);

/* The same for an error of the store or the library. */
void sr_answer_err(struct sr_request *q, const struct sr_err *err);

/* A query's value; {NULL, 0} when it isn't there. */
struct sr_str sr_query(struct sr_request *q, const char *name);

/* A number from the query, or `otherwise` when it isn't there; false, and answered, when it is none from least to most. */
bool sr_query_number(struct sr_request *q, const char *name, int64_t least, int64_t most, int64_t otherwise,
                     int64_t *value);

/* The body as a JSON object whose keys are all among `keys` (ended by NULL); NULL, and answered, when it is not. Free
 * it with json_decref. */
json_t *sr_body_json(struct sr_request *q, const char *const *keys);

/* A string of the body; {NULL, 0} when it isn't there or null. False, and answered, for another type or a longer one. */
bool sr_body_str(struct sr_request *q, const json_t *body, const char *key, uint32_t most, struct sr_str *value);

/* A number written in decimal digits alone, of at most 18; false for anything else. */
bool sr_digits(struct sr_str s, uint64_t *value);

/* "2026-03-14T12:04:09Z" */
struct sr_str sr_instant(struct sr_arena *arena, int64_t ms);

/* ---- the handlers ---- */

#define X(METHOD, PATH, HANDLER, FLAGS, LIMIT) sr_handler HANDLER;
#include "desk/routes.def"
#undef X

#endif
