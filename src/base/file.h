/* file.h: bytes from files and to them, by descriptor. No stdio, no locale.
 *
 * A stream is read line by line or whole, in pieces of 64 KiB: its memory is that of its longest line, whatever the
 * file's size. Bytes in memory can stand in for a file. Not thread-safe; one stream, one thread.
 *
 *     struct sr_stream s;
 *     sr_stream_fd(&s, 0);
 *     while (!(status = sr_stream_line(&s, limit, &line, &end, err)) && !end) …
 *     sr_stream_release(&s);
 */
#ifndef SR_BASE_FILE_H
#define SR_BASE_FILE_H

#include "base/buf.h"

/* Give up to `size` bytes into `room`; *got 0 at the end only. */
typedef enum sr_status sr_pull(void *user, char *room, size_t size, size_t *got, struct sr_err *err);

struct sr_stream {
    int fd;        /* -1: the bytes are all in memory */
    sr_pull *pull; /* not NULL: bytes come from it instead of fd, unpacked perhaps */
    void *user;
    struct sr_buf buf;  /* what was read and not yet given is [start, size) */
    const char *memory; /* instead of buf, where fd is -1 */
    size_t memory_size;
    size_t start;
    bool ended;    /* the descriptor gave its last byte */
    uint64_t line; /* number of the line given last, from 1 */
};

/* Open for reading. SR_ERR_NOT_FOUND, SR_ERR_ACCESS, SR_ERR_IO; the message names the path and the system's reason. */
SR_MUST_USE enum sr_status sr_file_open(const char *path, int *fd, struct sr_err *err);

/* Write all bytes, however many calls it takes. SR_ERR_IO; *number (may be NULL) is then the system's errno. */
SR_MUST_USE enum sr_status sr_file_write(int fd, const void *bytes, size_t size, int *number, struct sr_err *err);

void sr_stream_fd(struct sr_stream *stream, int fd);                             /* borrowed, not closed */
void sr_stream_memory(struct sr_stream *stream, const char *bytes, size_t size); /* borrowed */
void sr_stream_from(struct sr_stream *stream, sr_pull *pull, void *user);        /* borrowed */
void sr_stream_release(struct sr_stream *stream);

/* The next line without its "\n", borrowed until the next call; *end where there is none. A last line needs no "\n".
 * SR_ERR_LIMIT: it is longer than `limit` bytes; it was skipped, in constant memory, and the next call goes on after
 * it. SR_ERR_IO, SR_ERR_MEMORY: the stream has ended. */
SR_MUST_USE enum sr_status sr_stream_line(struct sr_stream *stream, size_t limit, struct sr_str *line, bool *end,
                                          struct sr_err *err);

/* All that is left, borrowed until the next call. SR_ERR_LIMIT: it is longer than `limit` bytes. */
SR_MUST_USE enum sr_status sr_stream_rest(struct sr_stream *stream, size_t limit, struct sr_str *rest,
                                          struct sr_err *err);

/* Look at the bytes ahead without taking them: at least one unless the stream is at its end; borrowed until the next
 * call. Waits for one read only, so that a pipe's first line is seen as soon as it is written. */
SR_MUST_USE enum sr_status sr_stream_peek(struct sr_stream *stream, struct sr_str *ahead, struct sr_err *err);

/* The next `size` bytes, or what is left where that is less; borrowed until the next call. */
SR_MUST_USE enum sr_status sr_stream_take(struct sr_stream *stream, uint32_t size, struct sr_str *bytes,
                                          struct sr_err *err);

/* Leave out `size` bytes, in constant memory; *missing (may be NULL): how many of them there weren't. */
SR_MUST_USE enum sr_status sr_stream_skip(struct sr_stream *stream, uint64_t size, uint64_t *missing,
                                          struct sr_err *err);

#endif
