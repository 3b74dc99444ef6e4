#include <jansson.h>

#include "base/utf8.h"
#include "input/input.h"

/* Where the value of a key of the outermost object begins, as a column (bytes, from 1); 0: not found. The line is known
 * to be JSON; jansson keeps no positions of values. */
static uint64_t column_of(struct sr_str line, const char *key) {
    size_t n = strlen(key);
    uint32_t depth = 0;
    for (uint32_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        if (c != '"') continue;
        uint32_t begin = ++i;
        while (i < line.n && line.p[i] != '"') i += line.p[i] == '\\' ? 2 : 1;
        if (depth != 1 || i >= line.n || i - begin != n || memcmp(line.p + begin, key, n) != 0) continue;
        uint32_t at = i + 1;
        while (at < line.n && memchr(" \t\r\n", line.p[at], 4)) at++;
        if (at >= line.n || line.p[at] != ':') continue; /* a value that reads like the key */
        for (at++; at < line.n && memchr(" \t\r\n", line.p[at], 4);) at++;
        return (uint64_t)at + 1;
    }
    return 0;
}

static int hex4(const char *p) {
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0) return -1;
        v = v * 16 + d;
    }
    return v;
}

/* A \u escape of half a surrogate pair is no character. Programs that cut strings by UTF-16 units write them, and most
 * readers of JSON take them; jansson doesn't, so they become \ufffd first. Gives the line itself where there are none.
 */
static bool mend_surrogates(struct sr_str *line, struct sr_arena *arena, uint32_t *repaired) {
    char *out = NULL;
    for (uint32_t i = 0; i + 1 < line->n; i++) {
        if (line->p[i] != '\\') continue;
        int unit = line->p[i + 1] == 'u' && i + 6 <= line->n ? hex4(line->p + i + 2) : -1;
        if (unit < 0xD800 || unit > 0xDFFF) {
            i++; /* the escaped character */
            continue;
        }
        bool pair = unit < 0xDC00 && i + 12 <= line->n && line->p[i + 6] == '\\' && line->p[i + 7] == 'u';
        int second = pair ? hex4(line->p + i + 8) : -1;
        if (second >= 0xDC00 && second <= 0xDFFF) {
            i += 11;
            continue;
        }
        if (!out) {
            out = sr_arena_alloc(arena, line->n, 1);
            if (!out) return false;
            memcpy(out, line->p, line->n);
        }
        memcpy(out + i + 2, "fffd", 4);
        (*repaired)++;
        i += 5;
    }
    if (out) line->p = out;
    return true;
}

struct record {
    json_t *object;
    struct sr_str line;
    struct sr_arena *arena;
    struct sr_err *err;
};

/* A value as a message may show it: cut at a character's edge, control characters, which a terminal would obey, as '?'.
 */
static void quote(struct sr_str value, char room[80]) {
    enum { MOST = 60 };
    uint32_t n = value.n;
    if (n > MOST)
        for (n = MOST; n && ((unsigned char)value.p[n] & 0xC0) == 0x80;) n--;
    for (uint32_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        room[i] = c < 32 || c == 127 ? '?' : value.p[i];
    }
    (void)snprintf(room + n, 80 - n, "%s", n < value.n ? "…" : "");
}

static enum sr_status field_fail(const struct record *r, enum sr_status status, const char *key, const char *mend,
                                 const char *fault, struct sr_str value) {
    char shown[80];
    quote(value, shown);
    sr_fail(r->err, status, mend, value.n ? "'%s' %s: '%s'" : "'%s' %s", key, fault, shown);
    sr_err_at(r->err, NULL, 0, column_of(r->line, key));
    return status;
}

static const char *type_of(const json_t *value) {
    if (json_is_object(value)) return "must be a string, not an object";
    if (json_is_array(value)) return "must be a string, not a list";
    if (json_is_number(value)) return "must be a string, not a number";
    if (json_is_boolean(value)) return "must be a string, not true or false";
    return "must be a string, not null";
}

/* A string of the object, copied to the arena; {NULL, 0} where it is absent or null and needn't be there. */
static enum sr_status field(const struct record *r, const char *key, bool required, struct sr_str *out) {
    const json_t *value = json_object_get(r->object, key);
    *out = (struct sr_str){0};
    if (!value && required)
        return field_fail(r, SR_ERR_FIELD, key, "each line needs \"id\" and \"text\"", "is missing",
                          (struct sr_str){0});
    if (!value || (json_is_null(value) && !required)) return SR_OK;
    if (!json_is_string(value)) return field_fail(r, SR_ERR_FIELD, key, NULL, type_of(value), (struct sr_str){0});
    size_t size = json_string_length(value); /* at most the line's */
    *out = sr_arena_str(r->arena, (struct sr_str){json_string_value(value), (uint32_t)size});
    return out->p ? SR_OK : sr_fail_memory(r->err, "reading a JSON line");
}

static enum sr_status fields(const struct record *r, struct sr_document *d) {
    struct sr_str published;
    enum sr_status status;
    if ((status = field(r, "id", true, &d->id))) return status;
    if (!d->id.n) return field_fail(r, SR_ERR_FIELD, "id", "give each document a name", "is empty", (struct sr_str){0});
    if ((status = field(r, "text", true, &d->text))) return status;
    if ((status = field(r, "title", false, &d->title))) return status;
    if ((status = field(r, "outlet", false, &d->outlet))) return status;
    if ((status = field(r, "url", false, &d->url))) return status;
    if ((status = field(r, "published", false, &published))) return status;
    if (!published.n) return SR_OK;
    d->has_published = sr_date_parse(published, &d->published);
    if (!d->has_published)
        return field_fail(r, SR_ERR_DATE, "published", "write it as 2015-11-20 or 2015-11-20T07:00Z", "is not a date",
                          published);
    return SR_OK;
}

enum sr_status sr_jsonl_read(struct sr_str line, struct sr_arena *arena, struct sr_document *out, struct sr_err *err) {
    struct sr_document d = {0};
    uint32_t halves = 0;
    struct sr_str text = line;
    enum sr_status status = sr_text_repair(line, arena, &text, &d.repaired, err);
    if (status) return status;
    if (!mend_surrogates(&text, arena, &halves)) return sr_fail_memory(err, "reading a JSON line");
    d.repaired += halves;
    uint32_t first = 0;
    while (first < text.n && memchr(" \t\r\n", text.p[first], 4)) first++;
    if (first == text.n || text.p[first] != '{') {
        sr_fail(err, SR_ERR_JSON, "a line must be one whole JSON object; plain text is read with --input text",
                "not a JSON object");
        sr_err_at(err, NULL, 0, (uint64_t)first + 1);
        return SR_ERR_JSON;
    }
    json_error_t fault;
    json_t *object = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &fault);
    if (!object) {
        /* jansson's words end "near '…'" with a piece of the line, which may be long */
        char *near = strstr(fault.text, " near ");
        if (near) *near = 0;
        sr_fail(err, SR_ERR_JSON, "a line must be one whole JSON object", "not JSON: %s", fault.text);
        sr_err_at(err, NULL, 0, (uint64_t)(fault.position > 0 ? fault.position : 1));
        return SR_ERR_JSON;
    }
    struct record r = {object, text, arena, err};
    status = fields(&r, &d);
    json_decref(object);
    if (status) return status;
    status = sr_text_format(d.text, "'text'", err);
    if (!status) status = sr_text_check(d.text, "'text'", err);
    if (status) {
        sr_err_at(err, NULL, 0, column_of(text, "text"));
        return status;
    }
    *out = d;
    return SR_OK;
}
