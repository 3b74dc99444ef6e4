/* error.h: an error is a value.
 *
 * A call that can fail returns enum sr_status and fills a caller's struct sr_err (which may be NULL) with the place,
 * the fault and the mend. The message is lower case, the subject quoted, no full stop; the mend is a phrase of its own:
 *
 *     sitrep: feed.jsonl:14:22: 'published' is not a date: '20-11-2015'; write it as 2015-11-20
 *             ^file      ^line ^column (bytes, from 1)                   ^mend
 *
 * On failure a call's output is untouched. The library never prints and never exits. errors.def lists the codes.
 */
#ifndef SR_BASE_ERROR_H
#define SR_BASE_ERROR_H

#include <stdint.h>

#include "base/span.h"

#define SR_MUST_USE __attribute__((warn_unused_result))
#define SR_PRINTF(a, b) __attribute__((format(printf, a, b)))
#define SR_API __attribute__((visibility("default")))

enum sr_status {
#define X(code, name, text) SR_##code,
#include "base/errors.def"
#undef X
    SR_STATUS_COUNT
};

struct sr_err {
    enum sr_status status;
    char file[512];      /* "" when the input has no name; cut, never overrun */
    uint64_t line;       /* from 1; 0: not known */
    uint64_t column;     /* bytes, from 1; 0: not known */
    struct sr_span span; /* within the document's text, where it makes sense; else {0, 0} */
    char message[512];   /* the fault */
    char mend[256];      /* how to mend it; may be "" */
};

/* Fill `err` (may be NULL) and return `status`; file, line, column and span are cleared. */
enum sr_status sr_fail(struct sr_err *err, enum sr_status status, const char *mend, const char *format, ...)
    SR_PRINTF(4, 5);

/* The same for "out of memory": the arena's limit was met, or the system gave none. */
enum sr_status sr_fail_memory(struct sr_err *err, const char *what);

/* Set the place of an error that is already filled. `file` may be NULL. */
void sr_err_at(struct sr_err *err, const char *file, uint64_t line, uint64_t column);

/* "file:line:column: message; mend", without what is not known. Cut to fit `size`; always ends in NUL. */
void sr_err_format(const struct sr_err *err, char *out, size_t size);

const char *sr_status_name(enum sr_status status);
const char *sr_status_text(enum sr_status status);

#endif
