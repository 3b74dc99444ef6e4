#include "input/warc.h"

#include "input/unpack.h"

enum { LONGEST_LINE = 1 << 16, MOST_LINES = 1000 };

struct header {
    char type[32], url[2048], content[256];
    uint64_t size;
    bool has_size;
};

static char low(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins(struct sr_str s, const char *with) {
    uint32_t i = 0;
    for (; with[i]; i++)
        if (i >= s.n || low(s.p[i]) != with[i]) return false;
    return true;
}

static struct sr_str trimmed(struct sr_str s) {
    while (s.n && (unsigned char)*s.p <= ' ') s.p++, s.n--;
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    return s;
}

/* The value of "name: value"; false: the line is another. `name` ends with its colon, in lower case. */
static bool value_of(struct sr_str line, const char *name, struct sr_str *value) {
    uint32_t n = (uint32_t)strlen(name);
    if (!begins(line, name)) return false;
    *value = trimmed((struct sr_str){line.p + n, line.n - n});
    return true;
}

static void keep(char *room, size_t size, struct sr_str value) {
    if (value.n && *value.p == '<' && value.p[value.n - 1] == '>') value = (struct sr_str){value.p + 1, value.n - 2};
    (void)snprintf(room, size, "%.*s", (int)value.n, value.p);
}

static bool number_of(struct sr_str s, uint64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || *number > UINT64_MAX / 100) return false;
        *number = *number * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n > 0;
}

static enum sr_status broken(uint64_t record, const char *why, struct sr_err *err) {
    return sr_fail(err, SR_ERR_FORMAT, "fetch the archive again", "record %llu of the WARC file %s",
                   (unsigned long long)record, why);
}

/* The head of a record, up to its blank line. *none: the stream has ended before one. */
static enum sr_status read_header(struct sr_stream *stream, uint64_t record, struct header *h, bool *none,
                                  struct sr_err *err) {
    struct sr_str line = {0}, value;
    bool end = false, first = true;
    *h = (struct header){0};
    *none = false;
    for (uint32_t lines = 0; lines < MOST_LINES; lines++) {
        enum sr_status status = sr_stream_line(stream, LONGEST_LINE, &line, &end, err);
        if (status == SR_ERR_LIMIT) return broken(record, "has no head that can be read", err);
        if (status) return status;
        line = end ? (struct sr_str){0} : trimmed(line);
        if (first && !end && !line.n) continue;
        if (first && end) {
            *none = true;
            return SR_OK;
        }
        if (end) return broken(record, "is cut off", err);
        if (first && !begins(line, "warc/")) return broken(record, "does not begin with 'WARC/'", err);
        first = false;
        if (!line.n) return h->has_size ? SR_OK : broken(record, "has no Content-Length", err);
        if (value_of(line, "warc-type:", &value)) keep(h->type, sizeof h->type, value);
        else if (value_of(line, "warc-target-uri:", &value)) keep(h->url, sizeof h->url, value);
        else if (value_of(line, "content-type:", &value)) keep(h->content, sizeof h->content, value);
        else if (value_of(line, "content-length:", &value)) h->has_size = number_of(value, &h->size);
    }
    return broken(record, "has no head that can be read", err);
}

/* ---- HTTP ---- */

static bool next_line(struct sr_str *rest, struct sr_str *line) {
    if (!rest->n) return false;
    const char *nl = memchr(rest->p, '\n', rest->n);
    uint32_t n = nl ? (uint32_t)(nl - rest->p) : rest->n, took = nl ? n + 1 : n;
    *line = trimmed((struct sr_str){rest->p, n});
    rest->p += took;
    rest->n -= took;
    return true;
}

struct http {
    char type[256];
    bool ok, chunked, packed;
    struct sr_str body;
};

static struct http read_http(struct sr_str block) {
    struct http h = {0};
    struct sr_str line, value;
    if (!next_line(&block, &line) || !begins(line, "http/")) return h;
    const char *blank = memchr(line.p, ' ', line.n);
    h.ok = blank && line.p + line.n - blank >= 4 && memcmp(blank, " 200", 4) == 0;
    while (next_line(&block, &line) && line.n) {
        if (value_of(line, "content-type:", &value)) keep(h.type, sizeof h.type, value);
        else if (value_of(line, "transfer-encoding:", &value)) h.chunked = begins(value, "chunked");
        else if (value_of(line, "content-encoding:", &value)) h.packed = value.n && !begins(value, "identity");
    }
    h.body = block;
    return h;
}

/* Some archives keep the chunks, some took them out and kept the header: false where these are none. */
static bool join_chunks(struct sr_str body, struct sr_buf *out) {
    struct sr_str line;
    bool any = false;
    while (next_line(&body, &line)) {
        uint64_t size = 0;
        uint32_t digits = 0;
        for (; digits < line.n && digits < 9; digits++) {
            char c = low(line.p[digits]);
            if (c >= '0' && c <= '9') size = size * 16 + (uint64_t)(c - '0');
            else if (c >= 'a' && c <= 'f') size = size * 16 + (uint64_t)(c - 'a' + 10);
            else break;
        }
        if (!digits || (digits < line.n && line.p[digits] != ';' && line.p[digits] != ' ')) return any;
        if (!size) return true;
        if (size > body.n) size = body.n; /* cut off: what is there is there */
        sr_buf_add(out, body.p, (size_t)size);
        body.p += size;
        body.n -= (uint32_t)size;
        if (body.n && !next_line(&body, &line)) return true;
        any = true;
    }
    return any;
}

static bool is_text(const char *type, enum sr_format *format) {
    struct sr_str s = sr_str_c(type);
    if (begins(s, "text/html") || begins(s, "application/xhtml")) *format = SR_FORMAT_HTML;
    else if (begins(s, "text/plain")) *format = SR_FORMAT_TEXT;
    else return false;
    return true;
}

static enum sr_status give(struct sr_raw *raw, const struct header *h, const char *type, struct sr_str body,
                           struct sr_err *err) {
    sr_buf_clear(&raw->bytes);
    sr_buf_clear(&raw->head);
    sr_buf_str(&raw->bytes, body);
    sr_buf_printf(&raw->head, "id: %s\nurl: %s\ntype: %s\n", h->url, h->url, type);
    return raw->bytes.failed || raw->head.failed ? sr_fail_memory(err, "reading a WARC file") : SR_OK;
}

/* A record's block into raw, where it is a document. */
static enum sr_status read_block(const struct header *h, struct sr_str block, size_t max_size, struct sr_raw *raw,
                                 bool *is_document, struct sr_err *err) {
    bool response = strcmp(h->type, "response") == 0;
    struct http http = {.ok = true, .body = block};
    *is_document = false;
    if (response) http = read_http(block);
    else (void)snprintf(http.type, sizeof http.type, "%s", h->content);
    if (!http.ok || !http.body.n || !is_text(http.type, &raw->format)) return SR_OK;
    struct sr_buf joined = {0}, unpacked = {0};
    struct sr_str body = http.body;
    enum sr_status status = SR_OK;
    if (http.chunked && join_chunks(body, &joined)) body = (struct sr_str){joined.p, (uint32_t)joined.size};
    if (http.packed && sr_packing_of(body)) {
        status = sr_unpack_all(body, max_size, &unpacked, err);
        body = (struct sr_str){unpacked.p, (uint32_t)unpacked.size};
    } else if (http.packed && body.n && memchr("<", *trimmed(body).p, 1) == NULL)
        body.n = 0; /* packed in a way unknown */
    if (!status && (joined.failed || unpacked.failed)) status = sr_fail_memory(err, "reading a WARC file");
    if (!status && body.n) {
        *is_document = true;
        status = give(raw, h, http.type, body, err);
    }
    sr_buf_release(&joined);
    sr_buf_release(&unpacked);
    return status;
}

enum sr_status sr_warc_next(struct sr_stream *stream, size_t max_size, uint64_t *record, struct sr_raw *raw, bool *none,
                            struct sr_err *err) {
    for (;;) {
        struct header h;
        enum sr_status status = read_header(stream, *record + 1, &h, none, err);
        if (status || *none) return status;
        ++*record;
        bool wanted =
            strcmp(h.type, "response") == 0 || strcmp(h.type, "resource") == 0 || strcmp(h.type, "conversion") == 0;
        uint64_t missing = 0;
        if (!wanted || h.size > max_size || h.size > UINT32_MAX / 2) {
            status = sr_stream_skip(stream, h.size, &missing, err);
            if (status) return status;
            if (missing) return broken(*record, "is cut off", err);
            if (!wanted) continue;
            return sr_fail(err, SR_ERR_LIMIT, "raise --max-size", "record %llu is longer than the limit of %zu bytes",
                           (unsigned long long)*record, max_size);
        }
        struct sr_str block = {0};
        status = sr_stream_take(stream, (uint32_t)h.size, &block, err);
        if (status) return status;
        if (block.n < h.size) return broken(*record, "is cut off", err);
        bool is_document;
        status = read_block(&h, block, max_size, raw, &is_document, err);
        if (status || is_document) return status;
    }
}
