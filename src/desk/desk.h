/* desk.h: the newsroom's server: it follows feeds, keeps the store, and shows it to browsers as it changes.
 *
 *     feeds, folder, POST ──► intake ──► store ──► teller ──► hub ──► open pages          (threads: fetch, intake, tell)
 *                             reads      edits ◄── HTTP API ◄────────  editors            (threads: the server's)
 *
 * docs/openapi.json is the API, docs/desk.md the manual, docs/desk-security.md what it defends against and each limit.
 * The desk has a clock (the system's) and threads of its own, unlike the library, and prints nothing: what an operator
 * must know goes to `log`. Nothing is kept in memory that a restart would miss: a change is told after it is on the disk.
 *
 * Threads: open, close and the questions below from one thread; signals are the caller's.
 */
#ifndef SR_DESK_DESK_H
#define SR_DESK_DESK_H

#include "base/buf.h"

struct sr_desk;

/* One line for the operator, without line break. May be called from any of the desk's threads. */
typedef void sr_desk_log(void *user, const char *line);

struct sr_desk_options {
    const char *db;           /* the store; made where there is none */
    const char *listen;       /* "127.0.0.1:8400", "[::1]:0"; NULL: 127.0.0.1:8400. Port 0: one that is free */
    const char *opml;         /* the feeds to follow; NULL: none but those added on the page */
    const char *folder;       /* a folder to watch; NULL: none */
    const char *editors;      /* the editors' file; NULL: none, which only a loopback address may do */
    const char *hours;        /* the desk's hours (hours.h); NULL: as they were set before, else none */
    const char *zone;         /* the desk's time zone, by its IANA name; NULL: as it was set before, else UTC */
    const char *const *hosts; /* [host_count] names that it is reached by, beside the address */
    uint32_t host_count;
    uint32_t interval_s; /* between two looks at a feed; 0: 60 */
    bool allow_private;  /* fetch from private addresses too */
    bool no_articles;    /* of feeds' items that are summaries, the summary is read, its article not fetched */
    sr_desk_log *log;    /* NULL: nobody wants to know */
    void *log_user;
};

/* Open the store and begin to serve. SR_ERR_USAGE: an option's value is none; an address that is not loopback without
 * an editors' file. SR_ERR_IO: the address is taken. SR_ERR_FORMAT: the OPML or editors' file is none. And the store's. */
SR_MUST_USE enum sr_status sr_desk_open(const struct sr_desk_options *options, struct sr_desk **desk,
                                        struct sr_err *err);

/* "http://127.0.0.1:8400/"; lent until the desk is closed. */
const char *sr_desk_address(const struct sr_desk *desk);

/* End: streams are ended, what is being read is finished and kept, what waits is given up (its feed tells it again).
 * NULL is fine. */
void sr_desk_close(struct sr_desk *desk);

/* The desk's hours of the coming seven days as text, without opening it: those of `options`, else those set before.
 * Errors: SR_ERR_USAGE: a rule can't be read, there is no such zone; and those of the files. */
SR_MUST_USE enum sr_status sr_desk_week(const struct sr_desk_options *options, struct sr_buf *out, struct sr_err *err);

/* The window in which the desk of a store keeps its readers updated: the one that is open, else the last that closed (of eight
 * days), else the next. Times as ISO 8601 in the desk's zone; both "" where no hours were set. Errors: those of the files. */
SR_MUST_USE enum sr_status sr_desk_coverage(const char *db, char opens[40], char closes[40], struct sr_err *err);

/* A new editor, whose token is shown once, in token [40]. Errors: SR_ERR_USAGE: no name, or one that is there; and those of
 * the file. */
SR_MUST_USE enum sr_status sr_desk_add_editor(const char *file, const char *name, char token[40], struct sr_err *err);

#endif
