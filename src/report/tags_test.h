/* tags_test.h: whether a page's markup is well formed, for its test and its fuzz entry: every element is closed, in order,
 * attributes stand in double quotes, none is an event handler or a style. Style and script are passed over. */
#ifndef SR_REPORT_TAGS_TEST_H
#define SR_REPORT_TAGS_TEST_H

#include "base/span.h"

struct sr_tags {
    char open[64][16];
    uint32_t depth;
    bool wrong;
};

static inline bool sr_tag_is_void(const char *name) {
    return strcmp(name, "meta") == 0 || strcmp(name, "!doctype") == 0;
}

/* One tag, from its "<": returns what follows its ">". Attributes stand in double quotes, none is an event handler or a
 * style. */
static inline const char *sr_tag_take(struct sr_tags *t, const char *p, const char *end) {
    char name[16];
    bool closes = p[1] == '/';
    uint32_t n = 0;
    for (p += closes ? 2 : 1; p < end && n < 15 && *p != '>' && *p != ' ' && *p != '/'; p++) name[n++] = *p;
    name[n] = 0;
    bool quoted = false, empty = false;
    for (; p < end && (quoted || *p != '>'); p++) {
        if (*p == '"') quoted = !quoted;
        if (!quoted && (strncmp(p, " on", 3) == 0 || strncmp(p, " style=", 7) == 0)) t->wrong = true;
        empty = *p == '/';
    }
    if (closes) {
        t->wrong |= !t->depth || strcmp(t->open[t->depth - 1], name) != 0;
        t->depth -= t->depth > 0;
    } else if (!empty && !sr_tag_is_void(name) && t->depth < 64) memcpy(t->open[t->depth++], name, sizeof name);
    return p + 1;
}

static inline bool sr_tags_sound(struct sr_str s) {
    struct sr_tags t = {0};
    const char *end = s.p + s.n;
    for (const char *p = s.p; p < end && !t.wrong;) {
        if (*p != '<') {
            p++;
            continue;
        }
        p = sr_tag_take(&t, p, end);
        const char *raw = t.depth ? t.open[t.depth - 1] : "";
        const char *close = strcmp(raw, "style") == 0 ? "</style>" : strcmp(raw, "script") == 0 ? "</script>" : NULL;
        if (close) p = memmem(p, (size_t)(end - p), close, strlen(close));
        if (!p) return false;
    }
    return !t.wrong && !t.depth;
}

#endif
