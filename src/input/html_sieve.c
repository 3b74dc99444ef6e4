#include "input/html_parts.h"

/* Most of a saved page's bytes are scripts, styles and attributes for scripts. The parser makes a token of each
 * character, so that what it is spared is most of the time. */

enum { DEEPEST = 1000 }; /* open tags; browsers stop at 512. The parser's searches cost depth × tags */

struct sieve {
    const char *p, *end; /* where the source is read */
    const char *begin;
    char *out;
    uint32_t size;
    struct sr_arena *arena;
    SR_VEC(struct sr_html_cut) cuts;
    uint32_t depth;
    bool open_picture; /* there is an <svg> without an end, hence no </svg> behind it */
    bool failed;
};

static char low(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
    return low(c) >= 'a' && low(c) <= 'z';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool same(const char *p, uint32_t n, const char *word) {
    uint32_t i = 0;
    for (; i < n && word[i]; i++)
        if (low(p[i]) != word[i]) return false;
    return i == n && !word[i];
}

static bool is_one_of(const char *p, uint32_t n, const char *const *words) {
    for (; *words; words++)
        if (same(p, n, *words)) return true;
    return false;
}

static void keep(struct sieve *s, const char *from, const char *to) {
    if (to <= from || s->failed) return;
    uint32_t source = (uint32_t)(from - s->begin);
    const struct sr_html_cut *last = s->cuts.count ? &s->cuts.items[s->cuts.count - 1] : NULL;
    if (!last || source - last->source != s->size - last->kept)
        s->failed = !SR_PUSH(s->arena, s->cuts, ((struct sr_html_cut){s->size, source}));
    memcpy(s->out + s->size, from, (size_t)(to - from));
    s->size += (uint32_t)(to - from);
}

/* Where "</name" begins, at or after p; the end when nowhere. */
static const char *close_of(const char *p, const char *end, const char *name, uint32_t n) {
    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        if ((size_t)(end - p) >= n + 2u && p[1] == '/' && same(p + 2, n, name) &&
            ((size_t)(end - p) == n + 2u || !is_letter(p[n + 2])))
            return p;
        p++;
    }
    return end;
}

static const char *behind(const char *p, const char *end, char c) {
    const char *q = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
    return q ? q + 1 : end;
}

/* The end of a tag that begins at p: behind its '>'. A quotation mark counts after '=' only, as in HTML5. Calls keep
 * for the tag's name and the attributes that are asked for, when `kept`. */
static const char *walk_tag(struct sieve *s, const char *p, bool kept, bool *linked_data) {
    static const char *const wanted[] = {"class",    "id",       "name",    "property",    "content", "itemprop",
                                         "itemtype", "datetime", "pubdate", "href",        "rel",     "role",
                                         "hidden",   "lang",     "type",    "aria-hidden", "style",   NULL};
    const char *q = p + 1;
    while (q < s->end && !is_blank(*q) && *q != '>' && *q != '/') q++;
    bool link = same(p + 1, (uint32_t)(q - p) - 1, "link") || same(p + 1, (uint32_t)(q - p) - 1, "a");
    if (kept) keep(s, p, q);
    for (;;) {
        const char *gap = q;
        while (q < s->end && (is_blank(*q) || *q == '/')) q++;
        if (q >= s->end) return q;
        if (*q == '>') {
            if (kept) keep(s, q, q + 1);
            return q + 1;
        }
        const char *name = q;
        for (q++; q < s->end && !is_blank(*q) && *q != '=' && *q != '>' && *q != '/';) q++;
        const char *name_end = q;
        while (q < s->end && is_blank(*q)) q++;
        const char *value = q;
        if (q < s->end && *q == '=') {
            for (q++; q < s->end && is_blank(*q);) q++;
            value = q;
            if (q < s->end && (*q == '"' || *q == '\'')) q = behind(q + 1, s->end, *q);
            else
                while (q < s->end && !is_blank(*q) && *q != '>') q++;
        } else q = name_end;
        uint32_t n = (uint32_t)(name_end - name);
        if (linked_data && same(name, n, "type"))
            for (const char *t = value; t + 7 <= q; t++) *linked_data = *linked_data || same(t, 7, "ld+json");
        if (!kept || !is_one_of(name, n, wanted) || (same(name, n, "href") && !link)) continue;
        keep(s, gap, q);
    }
}

/* An element whose content is no text of the page: behind its end tag. */
static const char *walk_raw(struct sieve *s, const char *p, const char *name, bool kept) {
    uint32_t n = (uint32_t)strlen(name);
    bool linked_data = false;
    const char *inside = walk_tag(s, p, false, &linked_data);
    const char *close = close_of(inside, s->end, name, n), *end = behind(close, s->end, '>');
    if (kept || (linked_data && strcmp(name, "script") == 0)) {
        (void)walk_tag(s, p, true, NULL);
        keep(s, inside, end);
    }
    return end;
}

/* Tags that are never open for long: they have no content, or their end may be left out. */
static bool counts(const char *p, uint32_t n) {
    static const char *const light[] = {"p",     "br",    "hr",    "img",    "input", "meta",   "link",  "li",
                                        "td",    "tr",    "th",    "dd",     "dt",    "option", "area",  "base",
                                        "col",   "embed", "param", "source", "track", "wbr",    "tbody", "thead",
                                        "tfoot", "body",  "html",  "head",   NULL};
    return !is_one_of(p, n, light);
}

/* A script that never closes takes the rest of the page, as it does in a browser; a picture doesn't. */
static bool closes_below(struct sieve *s, const char *p) {
    if (!s->open_picture) s->open_picture = close_of(p, s->end, "svg", 3) == s->end;
    return !s->open_picture;
}

static const char *walk_markup(struct sieve *s, const char *p) {
    static const char *const raw[] = {"script", "style", "svg", "iframe", "noframes", "canvas", NULL};
    static const char *const text[] = {"title", "textarea", "xmp", NULL};
    const char *end = s->end;
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        /* "<!-->" and "<!--->" are whole comments, hence the search from within */
        for (const char *q = p + 2; (q = memchr(q, '-', (size_t)(end - q))); q++)
            if (end - q >= 3 && q[1] == '-' && q[2] == '>') return q + 3;
        return end;
    }
    bool closes = end - p > 1 && p[1] == '/';
    const char *name = p + 1 + closes, *q = name;
    if (q >= end || !is_letter(*q)) {
        if (q < end && (*q == '!' || *q == '?' || closes)) q = behind(p, end, '>');
        keep(s, p, q);
        return q;
    }
    while (q < end && !is_blank(*q) && *q != '>' && *q != '/') q++;
    uint32_t n = (uint32_t)(q - name);
    if (closes) {
        q = behind(q, end, '>');
        bool deep = s->depth > DEEPEST && counts(name, n);
        if (counts(name, n) && s->depth) s->depth--;
        if (!deep) keep(s, p, q);
        return q;
    }
    for (const char *const *r = raw; *r; r++)
        if (same(name, n, *r) && (strcmp(*r, "svg") != 0 || closes_below(s, q))) return walk_raw(s, p, *r, false);
    for (const char *const *r = text; *r; r++)
        if (same(name, n, *r)) return walk_raw(s, p, *r, true);
    if (counts(name, n)) s->depth++;
    return walk_tag(s, p, s->depth <= DEEPEST || !counts(name, n), NULL);
}

enum sr_status sr_html_sieve(struct sr_str source, struct sr_arena *arena, struct sr_html_sieve *out,
                             struct sr_err *err) {
    struct sieve s = {.p = source.p, .begin = source.p, .end = source.p + source.n, .arena = arena};
    s.out = sr_arena_alloc(arena, (size_t)source.n + 1, 1);
    if (!s.out) return sr_fail_memory(err, "reading a page");
    while (s.p < s.end) {
        const char *tag = memchr(s.p, '<', (size_t)(s.end - s.p));
        keep(&s, s.p, tag ? tag : s.end);
        s.p = tag ? walk_markup(&s, tag) : s.end;
    }
    if (s.failed) return sr_fail_memory(err, "reading a page");
    *out = (struct sr_html_sieve){{s.out, s.size}, s.cuts.items, s.cuts.count};
    return SR_OK;
}

uint32_t sr_html_source_of(const struct sr_html_sieve *sieve, uint32_t kept) {
    uint32_t low_at = 0, high = sieve->count;
    while (high - low_at > 1) {
        uint32_t middle = low_at + (high - low_at) / 2;
        if (sieve->cuts[middle].kept <= kept) low_at = middle;
        else high = middle;
    }
    return sieve->count ? sieve->cuts[low_at].source + (kept - sieve->cuts[low_at].kept) : kept;
}
