/* answer.c: the small things that handlers share: errors, the query, the body, keys with values. */
#include <inttypes.h>
#include <stdarg.h>

#include "base/date.h"
#include "base/utf8.h"
#include "desk/parts.h"
#include "record/read.h"

int64_t sr_desk_now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void sr_desk_say(const struct sr_desk *desk, const char *format, ...) {
    char line[1024];
    va_list arguments;
    if (!desk->options.log) return;
    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    desk->options.log(desk->options.log_user, line);
}

/* ---- values ---- */

struct sr_str sr_instant(struct sr_arena *arena, int64_t ms) {
    int64_t seconds = ms / 1000 - (ms % 1000 < 0), day = seconds / 86400 - (seconds % 86400 < 0);
    struct sr_date date = {.precision = SR_PRECISION_SECOND};
    uint32_t month, dom, rest = (uint32_t)(seconds - day * 86400);
    sr_civil_from_days(day, &date.year, &month, &dom);
    return sr_arena_printf(arena, "%04d-%02u-%02uT%02u:%02u:%02uZ", date.year, month, dom, rest / 3600, rest / 60 % 60,
                           rest % 60);
}

/* ---- errors ---- */

void sr_answer_error(struct sr_request *q, unsigned status, const char *code, const char *mend, const char *format,
                     ...) {
    char message[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    for (char *p = message; !sr_utf8_valid(message, strlen(message), NULL) && *p; p++)
        if (*p & 0x80)
            *p = '?'; /* what a stranger sent may be no text, and a message that was cut may end in half a letter */
    sr_buf_release(&q->out);
    q->status = status;
    q->type = q->encoding = NULL;
    q->keeps = false;
    q->etag[0] = 0;
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_json_key_open(&j, "error", '{');
    sr_json_key_c(&j, "code", code);
    sr_json_key_c(&j, "message", message);
    sr_json_key_c(&j, "mend", mend);
    sr_json_close(&j, '}');
    sr_json_close(&j, '}');
}

static bool is_request_fault(enum sr_status s) {
    return s == SR_ERR_USAGE || s == SR_ERR_FIELD || s == SR_ERR_DATE || s == SR_ERR_JSON || s == SR_ERR_EMPTY ||
           s == SR_ERR_ENCODING || s == SR_ERR_FORMAT || s == SR_ERR_SCHEMA;
}

void sr_answer_err(struct sr_request *q, const struct sr_err *err) {
    if (err->status == SR_ERR_NOT_FOUND) sr_answer_error(q, 404, "not-found", err->mend, "%s", err->message);
    else if (err->status == SR_ERR_LIMIT) sr_answer_error(q, 413, "too-large", err->mend, "%s", err->message);
    else if (is_request_fault(err->status)) sr_answer_error(q, 400, "bad-request", err->mend, "%s", err->message);
    else {
        sr_desk_say(q->desk, "%s %s: %s", q->method, q->path, err->message);
        sr_answer_error(q, 500, "internal", err->mend, "%s", err->message);
    }
}

/* ---- the request ---- */

struct sr_str sr_query(struct sr_request *q, const char *name) {
    return sr_str_c(MHD_lookup_connection_value(q->connection, MHD_GET_ARGUMENT_KIND, name));
}

bool sr_digits(struct sr_str s, uint64_t *value) {
    uint64_t v = 0;
    if (!s.n || s.n > 18) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    *value = v;
    return true;
}

bool sr_query_number(struct sr_request *q, const char *name, int64_t least, int64_t most, int64_t otherwise,
                     int64_t *value) {
    struct sr_str text = sr_query(q, name);
    uint64_t v;
    if (!text.p) {
        *value = otherwise;
        return true;
    }
    if (sr_digits(text, &v) && (int64_t)v >= least && (int64_t)v <= most) {
        *value = (int64_t)v;
        return true;
    }
    if (most == INT64_MAX) sr_answer_error(q, 400, "bad-request", "", "'%s' is not a number: '%.60s'", name, text.p);
    else
        sr_answer_error(q, 400, "bad-request", "", "'%s' is not a number from %" PRId64 " to %" PRId64 ": '%.60s'",
                        name, least, most, text.p);
    return false;
}

json_t *sr_body_json(struct sr_request *q, const char *const *keys) {
    struct sr_err err;
    json_t *body = NULL;
    if (q->body.failed) {
        sr_answer_error(q, 500, "internal", "", "out of memory");
        return NULL;
    }
    if (sr_json_load((struct sr_str){q->body.p, (uint32_t)q->body.size}, &body, &err)) {
        sr_answer_error(q, 400, "bad-request", "", "the body is no JSON object: %s", err.message);
        return NULL;
    }
    const char *key;
    json_t *value;
    json_object_foreach(body, key, value) {
        uint32_t i = 0;
        while (keys[i] && strcmp(keys[i], key) != 0) i++;
        if (keys[i]) continue;
        sr_answer_error(q, 400, "bad-request", "docs/openapi.json tells which there are",
                        "no key '%.60s' is known here", key);
        json_decref(body);
        return NULL;
    }
    return body;
}

bool sr_body_str(struct sr_request *q, const json_t *body, const char *key, uint32_t most, struct sr_str *value) {
    const json_t *found = json_object_get(body, key);
    *value = (struct sr_str){NULL, 0};
    if (!found || json_is_null(found)) return true;
    if (!json_is_string(found)) {
        sr_answer_error(q, 400, "bad-request", "", "'%s' is not a string", key);
        return false;
    }
    if (json_string_length(found) > most) {
        sr_answer_error(q, 400, "bad-request", "", "'%s' is longer than %u bytes", key, most);
        return false;
    }
    *value = (struct sr_str){json_string_value(found), (uint32_t)json_string_length(found)};
    return true;
}
