/* span.h: where something stands, and pieces of text.
 *
 * A span is a half-open pair of byte offsets into one document's text; a list of spans is ascending and does not
 * overlap. Items of one stage's result refer to each other by uint32_t index; SR_NONE means none. Owned by nobody:
 * both are values that borrow what they point into.
 */
#ifndef SR_BASE_SPAN_H
#define SR_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SR_NONE UINT32_MAX

struct sr_span {
    uint32_t start; /* bytes */
    uint32_t end;   /* bytes, one past the last */
};

struct sr_spans {
    const struct sr_span *items; /* [count] */
    uint32_t count;
};

struct sr_indices {
    const uint32_t *items; /* [count] */
    uint32_t count;
};

/* A piece of text that need not end in NUL. `p` may be NULL when n is 0. */
struct sr_str {
    const char *p;
    uint32_t n; /* bytes */
};

#define SR_STR(literal) ((struct sr_str){(literal), (uint32_t)(sizeof(literal) - 1)})

static inline struct sr_str sr_str_c(const char *c) {
    return (struct sr_str){c, c ? (uint32_t)strlen(c) : 0};
}

static inline bool sr_str_eq(struct sr_str a, struct sr_str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool sr_str_is(struct sr_str a, const char *c) {
    return sr_str_eq(a, sr_str_c(c));
}

static inline uint32_t sr_span_size(struct sr_span s) {
    return s.end - s.start;
}

static inline bool sr_span_overlaps(struct sr_span a, struct sr_span b) {
    return a.start < b.end && b.start < a.end;
}

static inline bool sr_span_holds(struct sr_span outer, struct sr_span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* The text that a span marks. The span must lie within the text. */
static inline struct sr_str sr_slice(const char *text, struct sr_span s) {
    return (struct sr_str){text + s.start, s.end - s.start};
}

#endif
