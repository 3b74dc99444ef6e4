#include "input/charset.h"

#include <iconv.h>
#include <uchardet.h>

#include "base/utf8.h"
#include "input/input.h"

enum {
    AHEAD = 4096,     /* bytes of a page in which a label is looked for; browsers take 1024 */
    DETECT = 1 << 16, /* bytes that the detector is given */
    LABEL = 31,
};

/* lower case of ASCII only: labels and tags are ASCII */
static char low(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_label_char(char c) {
    return (low(c) >= 'a' && low(c) <= 'z') || (c >= '0' && c <= '9') || strchr("-_:.+()", c) != NULL;
}

/* Find `what` (lower case) in s, from *at on; *at goes behind it. */
static bool find(struct sr_str s, uint32_t *at, const char *what) {
    uint32_t n = (uint32_t)strlen(what);
    for (uint32_t i = *at; i + n <= s.n; i++) {
        uint32_t k = 0;
        while (k < n && low(s.p[i + k]) == what[k]) k++;
        if (k < n) continue;
        *at = i + n;
        return true;
    }
    return false;
}

/* The label that follows at `at`: blanks, '=', a quotation mark perhaps, the label. */
static struct sr_str label_at(struct sr_str s, uint32_t at) {
    while (at < s.n && strchr(" \t\r\n", s.p[at]) && s.p[at]) at++;
    if (at >= s.n || s.p[at] != '=') return (struct sr_str){0};
    for (at++; at < s.n && s.p[at] && strchr(" \t\r\n\"'", s.p[at]);) at++;
    uint32_t end = at;
    while (end < s.n && s.p[end] && is_label_char(s.p[end])) end++;
    return (struct sr_str){s.p + at, end - at > LABEL ? 0 : end - at};
}

struct sr_str sr_charset_of_type(struct sr_str type) {
    uint32_t at = 0;
    return find(type, &at, "charset") ? label_at(type, at) : (struct sr_str){0};
}

struct sr_str sr_charset_of_page(struct sr_str bytes) {
    struct sr_str head = {bytes.p, bytes.n < AHEAD ? bytes.n : AHEAD};
    uint32_t at = 0;
    if (head.n > 5 && memcmp(head.p, "<?xml", 5) == 0) {
        const char *end = memchr(head.p, '>', head.n);
        struct sr_str declaration = {head.p, end ? (uint32_t)(end - head.p) : head.n};
        if (find(declaration, &at, "encoding")) return label_at(declaration, at);
    }
    for (at = 0; find(head, &at, "<meta");) {
        const char *end = memchr(head.p + at, '>', head.n - at);
        uint32_t n = end ? (uint32_t)(end - head.p) - at : head.n - at, in = 0;
        struct sr_str tag = {head.p + at, n};
        while (find(tag, &in, "charset")) {
            struct sr_str label = label_at(tag, in);
            if (label.n) return label;
        }
    }
    return (struct sr_str){0};
}

/* A label as iconv knows it, in upper case; false: unusable. */
static bool name_of(struct sr_str label, char name[32]) {
    static const char *const latin[] = {"ISO-8859-1", "ISO8859-1", "LATIN1",     "L1",       "ASCII",       "US-ASCII",
                                        "CP1252",     "X-CP1252",  "ISO_8859-1", "ISO88591", "WINDOWS-1252"};
    if (!label.n || label.n > LABEL) return false;
    for (uint32_t i = 0; i < label.n; i++) {
        char c = label.p[i];
        if (!c || !is_label_char(c)) return false;
        name[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    name[label.n] = 0;
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (strcmp(name, latin[i]) == 0) memcpy(name, "WINDOWS-1252", sizeof "WINDOWS-1252");
    if (strcmp(name, "UTF8") == 0) memcpy(name, "UTF-8", sizeof "UTF-8");
    return true;
}

static bool is(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

bool sr_charset_bytes(const char *name, int32_t map[256]) {
    iconv_t cd = iconv_open("UTF-32LE", name);
    if (cd == (iconv_t)-1) return false;
    uint32_t known = 0;
    for (int b = 0; b < 256; b++) {
        char in = (char)b, *from = &in;
        unsigned char out[16];
        char *to = (char *)out;
        size_t left = 1, room = sizeof out;
        (void)iconv(cd, NULL, NULL, NULL, NULL);
        size_t done = iconv(cd, &from, &left, &to, &room);
        bool one = done != (size_t)-1 && room == sizeof out - 4;
        map[b] =
            one ? (int32_t)((uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16 | (uint32_t)out[3] << 24)
                : -1;
        known += one;
    }
    (void)iconv_close(cd);
    /* the five bytes that windows-1252 leaves out are control characters to a browser, and noise to us */
    return known >= 200 && map['A'] == 'A';
}

static enum sr_status by_table(struct sr_str bytes, const int32_t map[256], struct sr_arena *arena,
                               struct sr_decoded *out, struct sr_err *err) {
    uint64_t size = 0;
    char one[4];
    uint8_t sizes[256];
    for (int b = 0; b < 256; b++) sizes[b] = (uint8_t)sr_utf8_put(map[b] < 0 ? 0xFFFD : map[b], one);
    for (uint32_t i = 0; i < bytes.n; i++) size += sizes[(unsigned char)bytes.p[i]];
    if (size > UINT32_MAX) return sr_fail(err, SR_ERR_LIMIT, "split it", "too long to convert: %u bytes", bytes.n);
    char *p = sr_arena_alloc(arena, (size_t)size, 1), *q = p;
    if (!p) return sr_fail_memory(err, "converting a text");
    uint32_t bad = 0;
    for (uint32_t i = 0; i < bytes.n; i++) {
        unsigned char b = (unsigned char)bytes.p[i];
        bad += map[b] < 0;
        q += sr_utf8_put(map[b] < 0 ? 0xFFFD : map[b], q);
    }
    out->text = (struct sr_str){p, (uint32_t)(q - p)};
    out->repaired = bad;
    out->single = true;
    return SR_OK;
}

/* Encodings of several bytes a character: iconv does it, a byte that is none becomes U+FFFD. */
static enum sr_status by_iconv(struct sr_str bytes, iconv_t cd, struct sr_arena *arena, struct sr_decoded *out,
                               struct sr_err *err) {
    /* iconv only reads its input, but its type says otherwise */
    union {
        const char *in;
        char *unconst;
    } from = {bytes.p};
    uint64_t room = 3 * (uint64_t)bytes.n + 16; /* a byte never gives more than three */
    if (room > UINT32_MAX) return sr_fail(err, SR_ERR_LIMIT, "split it", "too long to convert: %u bytes", bytes.n);
    char *p = sr_arena_alloc(arena, (size_t)room, 1), *to = p;
    if (!p) return sr_fail_memory(err, "converting a text");
    size_t left = bytes.n, space = (size_t)room;
    while (left) {
        if (iconv(cd, &from.unconst, &left, &to, &space) != (size_t)-1) break;
        if (!left || space < 4) break;
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        space -= 3;
        from.unconst++;
        left--;
        out->repaired++;
    }
    out->text = (struct sr_str){p, (uint32_t)(to - p)};
    return SR_OK;
}

static enum sr_status convert(struct sr_str bytes, const char *name, struct sr_arena *arena, struct sr_decoded *out,
                              bool *known, struct sr_err *err) {
    int32_t map[256];
    *known = true;
    (void)snprintf(out->name, sizeof out->name, "%.31s", name);
    if (sr_charset_bytes(name, map)) return by_table(bytes, map, arena, out, err);
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) {
        *known = false;
        return SR_OK;
    }
    enum sr_status status = by_iconv(bytes, cd, arena, out, err);
    (void)iconv_close(cd);
    return status;
}

static void detect(struct sr_str bytes, char name[32]) {
    uchardet_t u = uchardet_new();
    name[0] = 0;
    if (!u) return;
    if (uchardet_handle_data(u, bytes.p, bytes.n < DETECT ? bytes.n : DETECT) == 0) {
        uchardet_data_end(u);
        const char *found = uchardet_get_charset(u);
        if (!name_of((struct sr_str){found, (uint32_t)strlen(found)}, name)) name[0] = 0;
    }
    uchardet_delete(u);
}

/* Are these bytes UTF-8 with a few faults, rather than something else? Whole characters of several bytes come by chance
 * once in a hundred high bytes of Latin-1. */
static bool mostly_utf8(struct sr_str bytes) {
    uint32_t whole = 0, broken = 0, n;
    const char *end = bytes.p + bytes.n;
    for (const char *p = bytes.p; p < end; p += n) {
        (void)sr_utf8_at(p, end, &n);
        whole += n > 1;
        broken += n == 1 && (unsigned char)*p >= 0x80;
    }
    return whole >= broken;
}

/* One byte in twenty or fewer is beyond ASCII. */
static bool is_sparse(struct sr_str bytes) {
    uint32_t high = 0;
    for (uint32_t i = 0; i < bytes.n; i++) high += (unsigned char)bytes.p[i] >= 0x80;
    return high <= bytes.n / 20;
}

static enum sr_status repair(struct sr_str bytes, struct sr_arena *arena, struct sr_decoded *out, struct sr_err *err) {
    (void)snprintf(out->name, sizeof out->name, "UTF-8");
    enum sr_status status = sr_text_repair(bytes, arena, &out->text, &out->repaired, err);
    out->utf8 = out->repaired == 0;
    return status;
}

static enum sr_status decode(struct sr_str bytes, struct sr_str told, struct sr_arena *arena, struct sr_decoded *d,
                             struct sr_err *err) {
    char name[32] = "";
    bool known = false;
    if (sr_utf8_valid(bytes.p, bytes.n, NULL)) return repair(bytes, arena, d, err);
    if (name_of(told, name) && !is(name, "UTF-8")) {
        enum sr_status status = convert(bytes, name, arena, d, &known, err);
        if (status || known) return status;
    }
    if (mostly_utf8(bytes)) return repair(bytes, arena, d, err);
    d->guessed = true;
    /* English with an accent or a curly quotation mark here and there gives the detector nothing to go by */
    name[0] = 0;
    if (!is_sparse(bytes)) detect(bytes, name);
    if (name[0] && !is(name, "UTF-8")) {
        enum sr_status status = convert(bytes, name, arena, d, &known, err);
        if (status || known) return status;
    }
    enum sr_status status = convert(bytes, "WINDOWS-1252", arena, d, &known, err);
    return status || known ? status : repair(bytes, arena, d, err);
}

enum sr_status sr_charset_decode(struct sr_str bytes, struct sr_str told, struct sr_arena *arena,
                                 struct sr_decoded *out, struct sr_err *err) {
    static const struct {
        const char *mark;
        uint32_t size;
        const char *name;
    } marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
                 {"\xFF\xFE\0\0", 4, "UTF-32LE"},
                 {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                 {"\xFF\xFE", 2, "UTF-16LE"},
                 {"\xFE\xFF", 2, "UTF-16BE"}};
    struct sr_decoded d = {0};
    enum sr_status status = SR_OK;
    const char *mark = NULL;
    if (!bytes.p) bytes.p = "";
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !mark; i++) {
        if (bytes.n < marks[i].size || memcmp(bytes.p, marks[i].mark, marks[i].size) != 0) continue;
        mark = marks[i].name;
        d.skipped = marks[i].size;
    }
    struct sr_str rest = {bytes.p + d.skipped, bytes.n - d.skipped};
    if (!mark) status = decode(rest, told, arena, &d, err);
    else if (is(mark, "UTF-8")) status = repair(rest, arena, &d, err);
    else {
        bool known;
        status = convert(rest, mark, arena, &d, &known, err);
    }
    if (!status) *out = d;
    return status;
}
