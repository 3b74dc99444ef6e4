#include "input/unpack.h"

#include <zlib.h>
#include <zstd.h>

enum { MOST_RATIO = 200, BITS = 15 + 16 }; /* zlib: the largest window, gzip's head */
#define BOMB_LEAST ((uint64_t)64 << 20)

struct sr_unpack {
    enum sr_packing packing;
    struct sr_stream *packed;
    z_stream gzip;
    ZSTD_DStream *zstd;
    bool within; /* a member or frame has begun and not ended */
    bool any;    /* one has ended */
    bool over;
    uint64_t in, out;
};

enum sr_packing sr_packing_of(struct sr_str ahead) {
    if (ahead.n >= 2 && memcmp(ahead.p, "\x1F\x8B", 2) == 0) return SR_PACKING_GZIP;
    if (ahead.n >= 4 && memcmp(ahead.p, "\x28\xB5\x2F\xFD", 4) == 0) return SR_PACKING_ZSTD;
    return SR_PACKING_NONE;
}

struct sr_unpack *sr_unpack_new(enum sr_packing packing, struct sr_stream *packed) {
    struct sr_unpack *u = calloc(1, sizeof *u);
    if (!u) return NULL;
    u->packing = packing;
    u->packed = packed;
    bool ready =
        packing == SR_PACKING_ZSTD ? (u->zstd = ZSTD_createDStream()) != NULL : inflateInit2(&u->gzip, BITS) == Z_OK;
    if (ready) return u;
    free(u);
    return NULL;
}

void sr_unpack_free(struct sr_unpack *u) {
    if (!u) return;
    if (u->packing == SR_PACKING_ZSTD) ZSTD_freeDStream(u->zstd);
    else (void)inflateEnd(&u->gzip);
    free(u);
}

static const char *name_of(const struct sr_unpack *u) {
    return u->packing == SR_PACKING_ZSTD ? "zstd" : "gzip";
}

static enum sr_status damaged(const struct sr_unpack *u, const char *why, struct sr_err *err) {
    return sr_fail(err, SR_ERR_FORMAT, u->packing == SR_PACKING_ZSTD ? "test it: zstd -t" : "test it: gzip -t",
                   "the %s data are damaged at byte %llu: %s", name_of(u), (unsigned long long)u->in, why);
}

/* Unpack from `bytes` into `room`; *used and *made tell how much. */
static enum sr_status step_gzip(struct sr_unpack *u, struct sr_str bytes, char *room, size_t size, uint32_t *used,
                                size_t *made, struct sr_err *err) {
    union {
        const char *in;
        Bytef *unconst; /* zlib only reads it */
    } from = {bytes.p};
    u->gzip.next_in = from.unconst;
    u->gzip.avail_in = bytes.n;
    u->gzip.next_out = (Bytef *)room;
    u->gzip.avail_out = size > (1u << 30) ? 1u << 30 : (uInt)size;
    uInt before = u->gzip.avail_out;
    u->within = true;
    int code = inflate(&u->gzip, Z_NO_FLUSH);
    *used = bytes.n - u->gzip.avail_in;
    *made = before - u->gzip.avail_out;
    u->in += *used;
    if (code == Z_STREAM_END) {
        u->within = false;
        u->any = true;
        return inflateReset(&u->gzip) == Z_OK ? SR_OK : sr_fail_memory(err, "unpacking");
    }
    if (code == Z_MEM_ERROR) return sr_fail_memory(err, "unpacking");
    if (code != Z_OK && code != Z_BUF_ERROR) return damaged(u, u->gzip.msg ? u->gzip.msg : "it can't be read", err);
    return SR_OK;
}

static enum sr_status step_zstd(struct sr_unpack *u, struct sr_str bytes, char *room, size_t size, uint32_t *used,
                                size_t *made, struct sr_err *err) {
    ZSTD_inBuffer in = {bytes.p, bytes.n, 0};
    ZSTD_outBuffer out = {room, size, 0};
    u->within = true;
    size_t code = ZSTD_decompressStream(u->zstd, &out, &in);
    *used = (uint32_t)in.pos;
    *made = out.pos;
    u->in += in.pos;
    if (ZSTD_isError(code)) return damaged(u, ZSTD_getErrorName(code), err);
    if (code == 0) {
        u->within = false;
        u->any = true;
    }
    return SR_OK;
}

enum sr_status sr_unpack_pull(void *user, char *room, size_t size, size_t *got, struct sr_err *err) {
    struct sr_unpack *u = user;
    *got = 0;
    while (!*got && !u->over) {
        struct sr_str ahead = {0};
        uint32_t used = 0;
        enum sr_status status = sr_stream_peek(u->packed, &ahead, err);
        if (status) return status;
        /* zeros or other bytes behind the last member are padding, as gzip(1) has it */
        if (!u->within && u->any &&
            (!ahead.n || (unsigned char)*ahead.p != (u->packing == SR_PACKING_GZIP ? 0x1F : 0x28)))
            u->over = true;
        if (u->over) break;
        bool ended = !ahead.n;
        status = u->packing == SR_PACKING_ZSTD ? step_zstd(u, ahead, room, size, &used, got, err)
                                               : step_gzip(u, ahead, room, size, &used, got, err);
        if (status) return status;
        if (used) {
            status = sr_stream_skip(u->packed, used, NULL, err);
            if (status) return status;
        }
        u->out += *got;
        if (u->out > BOMB_LEAST && u->out / MOST_RATIO > u->in)
            return sr_fail(err, SR_ERR_LIMIT, "if it is sound, unpack it first",
                           "the %s data unpack to more than %d times their size", name_of(u), MOST_RATIO);
        if (!*got && !used && u->within)
            return ended ? sr_fail(err, SR_ERR_FORMAT, "fetch the file again",
                                   "the %s data are cut off after %llu bytes", name_of(u), (unsigned long long)u->in)
                         : damaged(u, "it can't be read", err);
    }
    return SR_OK;
}

enum sr_status sr_unpack_all(struct sr_str packed, size_t limit, struct sr_buf *out, struct sr_err *err) {
    struct sr_stream from, to;
    sr_stream_memory(&from, packed.p, packed.n);
    struct sr_unpack *u = sr_unpack_new(sr_packing_of(packed), &from);
    if (!u) return sr_fail_memory(err, "unpacking");
    sr_stream_from(&to, sr_unpack_pull, u);
    struct sr_str bytes = {0};
    enum sr_status status = sr_stream_rest(&to, limit, &bytes, err);
    if (!status) sr_buf_str(out, bytes);
    sr_stream_release(&to);
    sr_unpack_free(u);
    return status;
}
