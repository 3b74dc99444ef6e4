/* intake.h: bytes into the store: taken apart into documents, read, added. For desk/ only.
 *
 * What comes from feeds and the folder waits its turn, at most 256 pieces, and is read by one thread; what an editor posts
 * is read at once, by the thread that serves them. A document that the desk has seen before, byte for byte, is not read
 * again; whether another text is a revision, the store knows.
 *
 * Threads: safe.
 */
#ifndef SR_DESK_INTAKE_H
#define SR_DESK_INTAKE_H

#include "base/buf.h"

struct sr_desk;
struct sr_intake;

struct sr_intake_counts {
    uint32_t added;   /* documents that are new or have changed */
    uint32_t same;    /* those that were there */
    uint32_t skipped; /* that could not be read */
    char error[256];  /* why the last of these; or why nothing could be added; "" */
    bool failed;      /* the store or the memory failed: come again with the same */
    bool from_link;   /* as the piece was */
};

/* Called in the intake's thread when a piece is done. */
typedef void sr_intake_done(void *owner, void *user, const struct sr_intake_counts *counts);

struct sr_intake_piece {
    const char *format;             /* of sitrep.h: "feed", "auto" … */
    const char *name;               /* an address or a path: messages, and a text's id */
    const char *input;              /* whence: the feed's address; NULL: as name */
    const char *outlet, *published; /* NULL: as the document says */
    struct sr_str bytes;
    bool links; /* items that are summaries are left to links.h */
    /* of what links.h brings */
    bool from_link, keeps_longer; /* keeps_longer: a longer text that is in the store under its address stays */
    uint32_t least;               /* a text of fewer bytes is passed over */
    struct sr_str instead;        /* JSON Lines, read where nothing came of `bytes`; {NULL, 0}: none */
};

struct sr_intake_text { /* what is told of a text; {NULL, 0} where it is not */
    struct sr_str id, text, title, outlet, published, url;
};

/* A text as a line of JSON Lines, which can say all that was told of it. */
void sr_intake_line(const struct sr_intake_text *text, struct sr_buf *line);

SR_MUST_USE enum sr_status sr_intake_start(struct sr_desk *desk, sr_intake_done *done, void *owner,
                                           struct sr_intake **intake, struct sr_err *err);
void sr_intake_stop(struct sr_intake *intake); /* what is being read is finished, what waits is given up */
void sr_intake_free(struct sr_intake *intake);

/* Let it wait its turn; copied. False: memory, or too many wait. */
bool sr_intake_put(struct sr_intake *intake, const struct sr_intake_piece *piece, void *user);

/* How many pieces wait. */
uint32_t sr_intake_waiting(struct sr_intake *intake);

struct sr_intake_added { /* the last document of a piece */
    int outcome;         /* enum sr_store_outcome; -1: none */
    uint64_t document, incident;
    char note[256]; /* "no incident is reported here"; "" */
};

/* Read a piece now. *added (may be NULL) tells of its last document. */
void sr_intake_now(struct sr_intake *intake, const struct sr_intake_piece *piece, struct sr_intake_counts *counts,
                   struct sr_intake_added *added);

#endif
