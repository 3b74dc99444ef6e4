/* buf.h: bytes that grow, for output. Owned by whoever declares it; released by sr_buf_release. A failed growth is
 * remembered (`failed`) and everything after it is dropped, so that a writer checks once, at the end. */
#ifndef SR_BASE_BUF_H
#define SR_BASE_BUF_H

#include <stddef.h>

#include "base/error.h"

struct sr_buf {
    char *p; /* [size], not ended by NUL */
    size_t size, room;
    bool failed;
};

void sr_buf_add(struct sr_buf *buf, const void *bytes, size_t size);
void sr_buf_str(struct sr_buf *buf, struct sr_str s);
void sr_buf_c(struct sr_buf *buf, const char *c);
void sr_buf_char(struct sr_buf *buf, char c);
void sr_buf_printf(struct sr_buf *buf, const char *format, ...) SR_PRINTF(2, 3);
void sr_buf_clear(struct sr_buf *buf); /* keeps the memory */
void sr_buf_release(struct sr_buf *buf);

#endif
