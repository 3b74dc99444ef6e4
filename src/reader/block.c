#include "base/utf8.h"
#include "reader/parts.h"

/* Paragraphs. A blank line always ends one. A single line break ends one too where the lines are evidently paragraphs
 * of their own, and is a space where they are hard-wrapped copy:
 *
 *     Two people died.⏎Police said more.           two paragraphs: the first line ends a sentence
 *     Gunmen stormed a hotel in⏎Bamako on Friday.  one: the first line ends in a word that can't end anything
 *        GUNMEN KILLED SIX PEOPLE IN THE VILLAGE⏎AND BURNED ITS MILL.   one: every line runs to the same width
 *
 * In wrapped copy an indented line begins a paragraph. A title that the text holds, told by the document, ends where
 * the document says. */

enum { WIDEST_WRAP = 110, LONG_LINE = 130, HEADING_LINE = 100 };

struct line {
    struct sr_span span; /* without white space at the ends */
    uint32_t indent;     /* white space before, in characters */
    uint32_t width;      /* characters, indent included */
};

struct lines {
    SR_VEC(struct line) v;
    uint32_t widest;
    bool wrapped;
};

static uint32_t next_break(struct sr_str text, uint32_t at, uint32_t *after) {
    const char *end = text.p + text.n;
    while (at < text.n) {
        uint32_t size;
        int32_t c = sr_utf8_at(text.p + at, end, &size);
        if (c == '\n' || c == '\r' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) {
            *after = at + size;
            if (c == '\r' && *after < text.n && text.p[*after] == '\n') ++*after;
            return at;
        }
        at += size;
    }
    *after = at;
    return at;
}

static struct line trimmed(struct sr_str text, uint32_t start, uint32_t end) {
    struct line l = {{start, end}, 0, 0};
    uint32_t size;
    while (l.span.start < end && sr_is_space(sr_utf8_at(text.p + l.span.start, text.p + end, &size))) {
        l.span.start += size;
        l.indent++;
    }
    while (l.span.end > l.span.start && sr_is_space(sr_utf8_before(text.p + l.span.start, text.p + l.span.end, &size)))
        l.span.end -= size;
    l.width = l.indent + sr_count_codepoints(text.p + l.span.start, sr_span_size(l.span));
    return l;
}

static bool is_empty(const struct line *l) {
    return l->span.start == l->span.end;
}

/* The line ends a sentence: a full stop and its kin, whatever closes after it. */
static bool ends_sentence(struct sr_str text, const struct line *l) {
    for (uint32_t at = l->span.end, size; at > l->span.start; at -= size) {
        int32_t c = sr_utf8_before(text.p + l->span.start, text.p + at, &size);
        switch (c) {
        case '.':
        case '!':
        case '?':
        case ':':
        case 0x2026: return true;
        case '"':
        case '\'':
        case ')':
        case ']':
        case 0x201D:
        case 0x2019:
        case 0xBB: continue;
        default: return false;
        }
    }
    return false;
}

static int32_t first_char(struct sr_str text, const struct line *l) {
    uint32_t size;
    return sr_utf8_at(text.p + l->span.start, text.p + l->span.end, &size);
}

static uint32_t first_word_width(struct sr_str text, const struct line *l) {
    uint32_t n = 0, size;
    for (uint32_t at = l->span.start; at < l->span.end; at += size, n++)
        if (sr_is_space(sr_utf8_at(text.p + at, text.p + l->span.end, &size))) break;
    return n;
}

static bool is_item(struct sr_str text, const struct line *l) { /* "- …", "* …", "• …", "3. …", "b) …" */
    const char *p = text.p + l->span.start, *end = text.p + l->span.end;
    uint32_t size;
    int32_t c = sr_utf8_at(p, end, &size);
    bool sign = c == '-' || c == '*' || c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x2013 || c == 0xB7;
    if (sign) return p + size < end && sr_is_space(sr_utf8_at(p + size, end, &size));
    uint32_t n = 0;
    while (p < end && n < 3 && sr_is_digit(sr_utf8_at(p, end, &size))) p += size, n++;
    if (!n && p < end && sr_is_letter(sr_utf8_at(p, end, &size))) p += size, n++;
    if (!n || p + 1 >= end || (*p != '.' && *p != ')')) return false;
    return sr_is_space(sr_utf8_at(p + 1, end, &size));
}

/* The line's last word can't end a sentence or a heading ("in", "the", "and"), or a comma or dash stands there. */
static bool hangs(const struct sr_read_work *w, const struct line *l) {
    char key[24];
    uint32_t n = 0, at = l->span.end;
    char last = w->text.p[at - 1];
    if (last == ',' || last == ';' || last == '-') return true;
    while (at > l->span.start && n < sizeof key) {
        char c = w->text.p[at - 1];
        if (!sr_is_letter((unsigned char)c) || (unsigned char)c >= 0x80) break;
        at--, n++;
    }
    if (!n || n == sizeof key) return false;
    for (uint32_t i = 0; i < n; i++) key[i] = (char)sr_lower((unsigned char)w->text.p[at + i]);
    const struct sr_table *t = &w->lexicon->tables[SR_TABLE_CLOSED_WORDS];
    uint32_t row = sr_table_find(t, (struct sr_str){key, n});
    return row != SR_NONE && (sr_table_has(t, row, 1, "det") || sr_table_has(t, row, 1, "prep") ||
                              sr_table_has(t, row, 1, "conj") || sr_table_has(t, row, 1, "aux"));
}

/* The copy is hard-wrapped when most lines that another line follows could not have taken its first word. */
static void measure(const struct sr_read_work *w, struct lines *l) {
    uint32_t pairs = 0, full = 0, running = 0;
    for (uint32_t i = 0; i < l->v.count; i++)
        if (l->v.items[i].width > l->widest) l->widest = l->v.items[i].width;
    for (uint32_t i = 0; i + 1 < l->v.count; i++) {
        const struct line *a = &l->v.items[i], *b = a + 1;
        if (is_empty(a) || is_empty(b)) continue;
        pairs++;
        bool is_full = a->width + 1 + first_word_width(w->text, b) + 8 > l->widest;
        full += is_full;
        running += is_full && !ends_sentence(w->text, a);
    }
    l->wrapped = l->widest <= WIDEST_WRAP && pairs > 1 && full * 10 >= pairs * 6 && running * 2 >= pairs;
}

static bool breaks(const struct sr_read_work *w, const struct lines *l, uint32_t i) {
    const struct line *a = &l->v.items[i], *b = a + 1;
    struct sr_span title = w->document->title_span;
    if (title.end > title.start && title.end > a->span.start && title.end <= b->span.start) return true;
    if (is_item(w->text, b)) return true;
    if (sr_is_lower(first_char(w->text, b))) return false;
    bool ended = ends_sentence(w->text, a);
    if (l->wrapped) {
        if (b->indent >= a->indent + 2) return true;
        if (a->width + 1 + first_word_width(w->text, b) + 12 > l->widest) return false;
        return ended || (a->width * 2 < l->widest && !hangs(w, a));
    }
    if (ended || a->width > LONG_LINE) return true;
    return a->width <= HEADING_LINE && !hangs(w, a);
}

bool sr_find_blocks(struct sr_read_work *w) {
    struct lines l = {0};
    for (uint32_t at = 0, after; at < w->text.n; at = after) {
        uint32_t end = next_break(w->text, at, &after);
        if (!SR_PUSH(w->scratch, l.v, trimmed(w->text, at, end))) return false;
    }
    measure(w, &l);
    for (uint32_t i = 0; i < l.v.count; i++) {
        if (is_empty(&l.v.items[i])) continue;
        struct sr_span block = l.v.items[i].span;
        while (i + 1 < l.v.count && !is_empty(&l.v.items[i + 1]) && !breaks(w, &l, i))
            block.end = l.v.items[++i].span.end;
        if (!SR_PUSH(w->scratch, w->blocks, block)) return false;
    }
    return true;
}
