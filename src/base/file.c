#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

/* strerror is not thread-safe everywhere; glibc's _r form gives the message as its value. */
static const char *reason(int number, char *room, size_t size) {
    return strerror_r(number, room, size);
}

enum sr_status sr_file_open(const char *path, int *fd, struct sr_err *err) {
    int f;
    do f = open(path, O_RDONLY | O_CLOEXEC);
    while (f < 0 && errno == EINTR);
    if (f >= 0) {
        *fd = f;
        return SR_OK;
    }
    char room[128];
    int number = errno;
    if (number == ENOENT || number == ENOTDIR)
        return sr_fail(err, SR_ERR_NOT_FOUND, "check the name", "no such file: '%s'", path);
    if (number == EACCES || number == EPERM)
        return sr_fail(err, SR_ERR_ACCESS, "check who may read it: ls -l", "may not read '%s'", path);
    return sr_fail(err, SR_ERR_IO, NULL, "can't open '%s': %s", path, reason(number, room, sizeof room));
}

enum sr_status sr_file_write(int fd, const void *bytes, size_t size, int *number, struct sr_err *err) {
    const char *p = bytes;
    while (size) {
        ssize_t n = write(fd, p, size);
        if (n >= 0) {
            p += n;
            size -= (size_t)n;
            continue;
        }
        if (errno == EINTR) continue;
        char room[128];
        int e = errno;
        if (number) *number = e;
        return sr_fail(err, SR_ERR_IO, NULL, "can't write: %s", reason(e, room, sizeof room));
    }
    return SR_OK;
}

void sr_stream_fd(struct sr_stream *s, int fd) {
    *s = (struct sr_stream){.fd = fd};
}

void sr_stream_memory(struct sr_stream *s, const char *bytes, size_t size) {
    *s = (struct sr_stream){.fd = -1, .memory = bytes, .memory_size = size, .ended = true};
}

void sr_stream_from(struct sr_stream *s, sr_pull *pull, void *user) {
    *s = (struct sr_stream){.pull = pull, .user = user};
}

void sr_stream_release(struct sr_stream *s) {
    sr_buf_release(&s->buf);
    *s = (struct sr_stream){.fd = -1, .ended = true};
}

static const char *ahead_of(const struct sr_stream *s) {
    const char *base = s->fd < 0 ? s->memory : s->buf.p;
    return base ? base + s->start : NULL;
}

static size_t size_ahead(const struct sr_stream *s) {
    return (s->fd < 0 ? s->memory_size : s->buf.size) - s->start;
}

/* Read one piece more behind what is there. */
static enum sr_status fill(struct sr_stream *s, struct sr_err *err) {
    if (s->ended) return SR_OK;
    if (s->start) { /* move what is left to the front, so that the buffer's size is that of a line, not of the file */
        s->buf.size -= s->start;
        memmove(s->buf.p, s->buf.p + s->start, s->buf.size);
        s->start = 0;
    }
    size_t before = s->buf.size;
    if (s->buf.room - before < PIECE) {
        /* room for a piece; growing by doubling keeps the copying linear */
        size_t room = s->buf.room < PIECE ? 2 * PIECE : 2 * s->buf.room;
        char *p = realloc(s->buf.p, room);
        if (!p) {
            s->ended = true;
            return sr_fail_memory(err, "reading");
        }
        s->buf.p = p;
        s->buf.room = room;
    }
    if (s->pull) {
        size_t got = 0;
        enum sr_status status = s->pull(s->user, s->buf.p + before, PIECE, &got, err);
        s->ended = status || !got;
        s->buf.size += got;
        return status;
    }
    ssize_t n;
    do n = read(s->fd, s->buf.p + before, PIECE);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        char room[128];
        int number = errno;
        s->ended = true;
        if (number == EISDIR)
            return sr_fail(err, SR_ERR_IO, "name it on the command line to have it walked", "is a directory");
        return sr_fail(err, SR_ERR_IO, NULL, "can't read: %s", reason(number, room, sizeof room));
    }
    if (n == 0) s->ended = true;
    s->buf.size += (size_t)n;
    return SR_OK;
}

/* Drop bytes up to and with the next "\n", in constant memory. */
static enum sr_status skip_line(struct sr_stream *s, struct sr_err *err) {
    for (;;) {
        size_t n = size_ahead(s);
        const char *p = ahead_of(s), *nl = n ? memchr(p, '\n', n) : NULL;
        if (nl) {
            s->start += (size_t)(nl - p) + 1;
            return SR_OK;
        }
        s->start += n;
        if (s->ended) return SR_OK;
        enum sr_status status = fill(s, err);
        if (status) return status;
    }
}

static enum sr_status too_long(size_t limit, const char *what, struct sr_err *err) {
    return sr_fail(err, SR_ERR_LIMIT, "raise --max-size, or split it", "%s is longer than the limit of %zu bytes", what,
                   limit);
}

enum sr_status sr_stream_line(struct sr_stream *s, size_t limit, struct sr_str *line, bool *end, struct sr_err *err) {
    if (limit > UINT32_MAX - 1) limit = UINT32_MAX - 1;
    size_t seen = 0;
    for (;;) {
        size_t n = size_ahead(s);
        const char *p = ahead_of(s), *nl = n > seen ? memchr(p + seen, '\n', n - seen) : NULL;
        size_t size = nl ? (size_t)(nl - p) : n;
        if (size > limit) {
            s->line++;
            enum sr_status status = skip_line(s, err);
            return status ? status : too_long(limit, "the line", err);
        }
        if (nl || (s->ended && n)) {
            *line = (struct sr_str){p, (uint32_t)size};
            s->start += size + (nl ? 1 : 0);
            s->line++;
            *end = false;
            return SR_OK;
        }
        if (s->ended) {
            *end = true;
            return SR_OK;
        }
        seen = n;
        enum sr_status status = fill(s, err);
        if (status) return status;
    }
}

enum sr_status sr_stream_rest(struct sr_stream *s, size_t limit, struct sr_str *rest, struct sr_err *err) {
    if (limit > UINT32_MAX - 1) limit = UINT32_MAX - 1;
    while (!s->ended && size_ahead(s) <= limit) {
        enum sr_status status = fill(s, err);
        if (status) return status;
    }
    size_t n = size_ahead(s);
    if (n > limit) {
        s->start += n;
        s->ended = true;
        return too_long(limit, "the document", err);
    }
    *rest = (struct sr_str){ahead_of(s), (uint32_t)n};
    s->start += n;
    return SR_OK;
}

enum sr_status sr_stream_peek(struct sr_stream *s, struct sr_str *ahead, struct sr_err *err) {
    if (!size_ahead(s)) {
        enum sr_status status = fill(s, err);
        if (status) return status;
    }
    size_t n = size_ahead(s);
    *ahead = (struct sr_str){ahead_of(s), n > PIECE ? PIECE : (uint32_t)n};
    return SR_OK;
}

enum sr_status sr_stream_take(struct sr_stream *s, uint32_t size, struct sr_str *bytes, struct sr_err *err) {
    while (!s->ended && size_ahead(s) < size) {
        enum sr_status status = fill(s, err);
        if (status) return status;
    }
    size_t n = size_ahead(s);
    *bytes = (struct sr_str){ahead_of(s), n < size ? (uint32_t)n : size};
    s->start += bytes->n;
    return SR_OK;
}

enum sr_status sr_stream_skip(struct sr_stream *s, uint64_t size, uint64_t *missing, struct sr_err *err) {
    while (size) {
        struct sr_str part = {0};
        enum sr_status status = sr_stream_take(s, size < PIECE ? (uint32_t)size : PIECE, &part, err);
        if (status) return status;
        if (!part.n) break;
        size -= part.n;
    }
    if (missing) *missing = size;
    return SR_OK;
}
