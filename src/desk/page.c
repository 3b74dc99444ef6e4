#include "desk/page.h"

#define ZLIB_CONST /* what is read is not written to */
#include <zlib.h>

#include "desk/dist.h"
#include "desk/parts.h"

static const char missing[] =
    "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>sitrep desk</title></head>\n<body>\n"
    "<h1>The desk runs</h1>\n<p>This program was built without its page. Build the page, then the program:</p>\n"
    "<pre>tools/needs web\nmake web\nmake</pre>\n"
    "<p>The release tarball has the page in it. The API is at <a "
    "href=\"/api/openapi.json\">/api/openapi.json</a>.</p>\n"
    "</body>\n</html>\n";

static uint32_t size_within(const struct sr_dist_file *f) {
    const unsigned char *end = f->gz + f->gz_n - 4; /* ISIZE, little-endian (RFC 1952, 2.3.1) */
    return end[0] | (uint32_t)end[1] << 8 | (uint32_t)end[2] << 16 | (uint32_t)end[3] << 24;
}

static bool unpack(const struct sr_dist_file *f, struct sr_buf *out) {
    uint32_t size = size_within(f);
    z_stream z = {0};
    char *room = malloc(size ? size : 1);
    if (!room || inflateInit2(&z, 15 + 16) != Z_OK) {
        free(room);
        return false;
    }
    z.next_in = f->gz;
    z.avail_in = (uInt)f->gz_n;
    z.next_out = (Bytef *)room;
    z.avail_out = size;
    bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END;
    (void)inflateEnd(&z);
    if (whole) sr_buf_add(out, room, size);
    free(room);
    return whole;
}

static void give(struct sr_request *q, const struct sr_dist_file *f) {
    const char *takes = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Accept-Encoding");
    q->type = f->type;
    q->keeps = strncmp(f->path, "/assets/", 8) == 0;
    if (takes && strstr(takes, "gzip")) {
        q->encoding = "gzip";
        sr_buf_add(&q->out, f->gz, f->gz_n);
    } else if (!unpack(f, &q->out)) sr_answer_error(q, 500, "internal", "", "the page is damaged");
}

/* A view of the page has an address of its own ("/incidents/I12"), which is no file. */
void sr_page_serve(struct sr_request *q) {
    bool view = !strchr(q->path, '.');
    const char *wanted = view ? "/index.html" : q->path;
    if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        sr_answer_error(q, 405, "method", "", "%s is not for '%s'", q->method, q->path);
        return;
    }
    for (size_t i = 0; i < sr_dist_count; i++) {
        if (strcmp(sr_dist_files[i].path, wanted) != 0) continue;
        give(q, &sr_dist_files[i]);
        return;
    }
    if (!view) {
        sr_answer_error(q, 404, "not-found", "", "there is no '%s'", q->path);
        return;
    }
    q->type = "text/html; charset=utf-8";
    sr_buf_c(&q->out, missing);
}
