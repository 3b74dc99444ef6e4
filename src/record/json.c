#include "record/json.h"

#include <inttypes.h>
#include <math.h>

static void separate(struct sr_json *j) {
    if (j->comma) sr_buf_char(j->out, ',');
    j->comma = true;
}

void sr_json_open(struct sr_json *j, char bracket) {
    separate(j);
    sr_buf_char(j->out, bracket);
    j->comma = false;
}

void sr_json_close(struct sr_json *j, char bracket) {
    sr_buf_char(j->out, bracket);
    j->comma = true;
}

static void quoted(struct sr_buf *out, const char *p, size_t n) {
    sr_buf_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        sr_buf_add(out, p + from, i - from);
        from = i + 1;
        switch (c) {
        case '"': sr_buf_c(out, "\\\""); break;
        case '\\': sr_buf_c(out, "\\\\"); break;
        case '\n': sr_buf_c(out, "\\n"); break;
        case '\r': sr_buf_c(out, "\\r"); break;
        case '\t': sr_buf_c(out, "\\t"); break;
        default: sr_buf_printf(out, "\\u%04x", c);
        }
    }
    sr_buf_add(out, p + from, n - from);
    sr_buf_char(out, '"');
}

void sr_json_key(struct sr_json *j, const char *key) {
    separate(j);
    quoted(j->out, key, strlen(key));
    sr_buf_char(j->out, ':');
    j->comma = false;
}

void sr_json_str(struct sr_json *j, struct sr_str s) {
    separate(j);
    quoted(j->out, s.n ? s.p : "", s.n);
}

void sr_json_c(struct sr_json *j, const char *c) {
    if (c) sr_json_str(j, sr_str_c(c));
    else sr_json_null(j);
}

void sr_json_raw(struct sr_json *j, struct sr_str json) {
    separate(j);
    sr_buf_str(j->out, json);
}

void sr_json_int(struct sr_json *j, int64_t v) {
    separate(j);
    sr_buf_printf(j->out, "%" PRId64, v);
}

void sr_json_real(struct sr_json *j, double v, int decimals) {
    if (!isfinite(v)) {
        sr_json_null(j);
        return;
    }
    double scale = 1;
    for (int i = 0; i < decimals; i++) scale *= 10;
    separate(j);
    if (fabs(v) >= 1e15 / scale) {
        sr_buf_printf(j->out, "%.0f", v);
        return;
    }
    int64_t whole = llrint(fabs(v) * scale), part = whole % (int64_t)scale; /* printf would write the locale's point */
    while (decimals && part % 10 == 0) part /= 10, decimals--;
    sr_buf_printf(j->out, "%s%" PRId64, v < 0 && whole ? "-" : "", whole / (int64_t)scale);
    if (decimals) sr_buf_printf(j->out, ".%0*" PRId64, decimals, part);
}

void sr_json_bool(struct sr_json *j, bool v) {
    separate(j);
    sr_buf_c(j->out, v ? "true" : "false");
}

void sr_json_null(struct sr_json *j) {
    separate(j);
    sr_buf_c(j->out, "null");
}

void sr_json_id(struct sr_json *j, char letter, uint32_t index) {
    if (index == SR_NONE) {
        sr_json_null(j);
        return;
    }
    separate(j);
    sr_buf_printf(j->out, "\"%c%" PRIu32 "\"", letter, index + 1);
}

void sr_json_key_str(struct sr_json *j, const char *key, struct sr_str s) {
    sr_json_key(j, key);
    if (s.p) sr_json_str(j, s);
    else sr_json_null(j);
}

void sr_json_key_c(struct sr_json *j, const char *key, const char *c) {
    sr_json_key(j, key);
    sr_json_c(j, c);
}

void sr_json_key_int(struct sr_json *j, const char *key, int64_t v) {
    sr_json_key(j, key);
    if (v == INT64_MIN) sr_json_null(j);
    else sr_json_int(j, v);
}

void sr_json_key_bool(struct sr_json *j, const char *key, bool v) {
    sr_json_key(j, key);
    sr_json_bool(j, v);
}

void sr_json_key_null(struct sr_json *j, const char *key) {
    sr_json_key(j, key);
    sr_json_null(j);
}

void sr_json_key_open(struct sr_json *j, const char *key, char bracket) {
    sr_json_key(j, key);
    sr_json_open(j, bracket);
}
