#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool room_for(struct sr_buf *buf, size_t more) {
    if (buf->failed) return false;
    if (more <= buf->room - buf->size) return true;
    size_t want = buf->room ? buf->room : 256;
    while (want - buf->size < more) {
        if (want > SIZE_MAX / 2) {
            buf->failed = true;
            return false;
        }
        want *= 2;
    }
    char *p = realloc(buf->p, want);
    if (!p) {
        buf->failed = true;
        return false;
    }
    buf->p = p;
    buf->room = want;
    return true;
}

void sr_buf_add(struct sr_buf *buf, const void *bytes, size_t size) {
    if (!size || !room_for(buf, size)) return;
    memcpy(buf->p + buf->size, bytes, size);
    buf->size += size;
}

void sr_buf_str(struct sr_buf *buf, struct sr_str s) {
    sr_buf_add(buf, s.p, s.n);
}

void sr_buf_c(struct sr_buf *buf, const char *c) {
    sr_buf_add(buf, c, strlen(c));
}

void sr_buf_char(struct sr_buf *buf, char c) {
    sr_buf_add(buf, &c, 1);
}

void sr_buf_printf(struct sr_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) buf->failed = true;
    else if (room_for(buf, (size_t)n + 1)) {
        (void)vsnprintf(buf->p + buf->size, (size_t)n + 1, format, again);
        buf->size += (size_t)n;
    }
    va_end(again);
}

void sr_buf_clear(struct sr_buf *buf) {
    buf->size = 0;
    buf->failed = false;
}

void sr_buf_release(struct sr_buf *buf) {
    free(buf->p);
    memset(buf, 0, sizeof *buf);
}
