#include <strings.h>

#include "base/utf8.h"
#include "input/html_parts.h"

/* The page's text as paragraphs: a block's beginning or end parts them, and two line breaks do (old pages have no other
 * paragraphs). White space is one space, a single <br> a line break, soft hyphens and joiners of no width go. */

struct breaker {
    const struct sr_html_tree *tree;
    struct sr_arena *arena;
    struct sr_buf text;
    SR_VEC(struct sr_html_paragraph) items;
    SR_VEC(struct sr_source_run) runs;
    struct sr_html_paragraph now; /* being built; span.start is where it begins */
    bool open, in_word, gap, failed;
    uint32_t breaks;              /* <br> since the last word */
    uint32_t block, links, table; /* the nearest block; open <a>; the fact table that we are in */
    int32_t last;                 /* the last character that isn't a closing mark */
};

static void flush(struct breaker *b) {
    if (b->open) {
        b->now.span.end = (uint32_t)b->text.size;
        b->now.sentence = b->last == '.' || b->last == '!' || b->last == '?' || b->last == 0x2026 || b->last == ':';
        b->failed = b->failed || !SR_PUSH(b->arena, b->items, b->now);
        sr_buf_char(&b->text, '\n');
    }
    b->open = b->in_word = b->gap = false;
    b->breaks = 0;
    b->last = 0;
}

bool sr_source_run_join(struct sr_source_run *run, const struct sr_source_run *next) {
    if (run->size != run->length || next->size != next->length) return false;
    if (run->text + run->size != next->text || run->source + run->length != next->source) return false;
    run->size += next->size;
    run->length += next->length;
    return true;
}

static void add_run(struct breaker *b, struct sr_source_run run) {
    struct sr_source_run *last = b->runs.count ? &b->runs.items[b->runs.count - 1] : NULL;
    if (!last || !sr_source_run_join(last, &run)) b->failed = b->failed || !SR_PUSH(b->arena, b->runs, run);
}

/* The space before a word: where the source has one too, it is that one. */
static void add_space(struct breaker *b, uint32_t word) {
    const char *kept = b->tree->sieve.kept.p;
    if (!b->breaks && word != SR_NONE && word && kept[word - 1] == ' ')
        add_run(b, (struct sr_source_run){(uint32_t)b->text.size, 1, word - 1, 1});
    sr_buf_char(&b->text, b->breaks ? '\n' : ' ');
}

/* A character of n bytes, which are `length` bytes at `source`; SR_NONE: it stands nowhere. */
static void add_char(struct breaker *b, uint32_t first, const char *p, uint32_t n, int32_t c, uint32_t source,
                     uint32_t length) {
    if (!b->open) {
        b->open = true;
        b->now = (struct sr_html_paragraph){.span.start = (uint32_t)b->text.size,
                                            .node = b->block,
                                            .first = first,
                                            .first_run = b->runs.count,
                                            .row = b->table != SR_NONE,
                                            .dropped = b->tree->nodes[first].dropped};
    } else if (b->gap || b->breaks) add_space(b, source);
    b->gap = false;
    b->breaks = 0;
    if (!b->in_word) {
        b->now.words++;
        b->now.link_words += b->links > 0;
    }
    b->in_word = true;
    if (source != SR_NONE) add_run(b, (struct sr_source_run){(uint32_t)b->text.size, n, source, length});
    sr_buf_add(&b->text, p, n);
    /* closing quotation marks and brackets stand behind the sentence's mark */
    if (!strchr("\"')]", c < 128 ? (int)c : 'x') && c != 0x201D && c != 0x2019 && c != 0xBB) b->last = c;
}

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_alphanumeric(char c) {
    return is_hex(c) || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z');
}

/* Behind "&#8217;", "&#x2019", with or without its semicolon; `at` stands on the '&'. */
static uint32_t behind_number(const char *source, uint32_t size, uint32_t at) {
    uint32_t i = at + 2;
    bool hex = i < size && (source[i] == 'x' || source[i] == 'X');
    if (hex) i++;
    while (i < size && (hex ? is_hex(source[i]) : source[i] >= '0' && source[i] <= '9')) i++;
    return i < size && source[i] == ';' ? i + 1 : i;
}

/* Behind "&eacute;", "&eacute", "&amp" in "&amp1;": where what follows in the source is what follows in the text, or
 * another entity does. "R&D" has none. */
static uint32_t behind_name(const char *source, uint32_t size, uint32_t at, const char *p, const char *next) {
    enum { LONGEST_ENTITY = 33 };
    uint32_t end = at + 1;
    bool bare = *p == '&' && (end >= size || (source[end] == *next && strncasecmp(source + end, "amp", 3) != 0));
    if (bare) return end;
    while (end < size && end - at < LONGEST_ENTITY && is_alphanumeric(source[end])) end++;
    if (end < size && source[end] == ';') end++;
    for (uint32_t i = end; i > at + 1; i--)
        if (i >= size ? !*next : source[i] == *next || source[i] == '&' || source[i] == '\r') return i;
    return at + 1; /* a bare '&' */
}

/* Where the source's next character is, for a character of n bytes of the decoded text at p: behind an entity, or n on. */
static uint32_t step_source(const char *source, uint32_t size, uint32_t at, const char *p, uint32_t n) {
    if (at >= size) return at;
    if (source[at] == '&' && at + 1 < size && source[at + 1] == '#' && (*p != '&' || p[1] != '#'))
        return behind_number(source, size, at);
    if (source[at] == '&') return behind_name(source, size, at, p, p + n);
    if (source[at] == '\r' && *p == '\n') return at + (at + 1 < size && source[at + 1] == '\n' ? 2 : 1);
    return at + n;
}

static void add_text(struct breaker *b, uint32_t node) {
    const struct sr_html_node *t = &b->tree->nodes[node];
    const char *p = t->text->text, *end = p + strlen(p);
    const struct sr_str kept = b->tree->sieve.kept;
    const char *source = t->text->original_text.data;
    bool placed = source && source >= kept.p && source < kept.p + kept.n;
    uint32_t base = placed ? (uint32_t)(source - kept.p) : 0, at = 0, n;
    uint32_t size = placed ? (uint32_t)t->text->original_text.length : 0;
    if (size > kept.n - base) size = kept.n - base;
    bool pre = sr_html_above(b->tree, node, GUMBO_TAG_PRE) != SR_NONE;
    if (pre && at < size && source[at] == '\r') at++;
    if (pre && at < size && source[at] == '\n' && *p != '\n') at++; /* the parser drops a <pre>'s first line break */
    for (; p < end; p += n) {
        int32_t c = sr_utf8_at(p, end, &n);
        bool read = placed && at < size && (source[at] == *p || source[at] == '&' || source[at] == '\r');
        if (at < size && !read) placed = false;     /* the parser changed it: better no place than a wrong one */
        uint32_t here = read ? base + at : SR_NONE; /* or the parser moved it here from elsewhere */
        at = placed ? step_source(source, size, at, p, n) : 0;
        if (c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x2060) continue;
        if (sr_is_space(c) || c < 32) {
            b->gap = b->open;
            b->in_word = false;
            if (pre && c == '\n' && b->open) b->breaks++;
            if (b->breaks >= 2) flush(b);
            continue;
        }
        add_char(b, node, p, n, c, here, base + at - here);
    }
}

/* A table of facts has two rows and two columns or more, no table in it, and short cells; any other lays the page out.
 * Its caption and head count as rows. */
static bool is_fact_table(const struct sr_html_tree *t, uint32_t table) {
    enum { LONG_CELL = 200, ENOUGH = 4 };
    uint32_t rows = 0, cells = 0, bytes = 0;
    for (uint32_t i = table + 1; i < t->nodes[table].end; i++) {
        const struct sr_html_node *n = &t->nodes[i];
        if (n->tag == GUMBO_TAG_TABLE || n->tag == GUMBO_TAG_H1 || n->tag == GUMBO_TAG_FORM) return false;
        if (n->dropped) continue;
        rows += n->tag == GUMBO_TAG_TR;
        cells += n->tag == GUMBO_TAG_TD || n->tag == GUMBO_TAG_TH;
        if (n->text) bytes += (uint32_t)strlen(n->text->text);
    }
    return rows >= 2 && cells >= 2 * rows && cells >= ENOUGH && bytes / cells < LONG_CELL;
}

static void enter(struct breaker *b, uint32_t node) {
    uint16_t tag = b->tree->nodes[node].tag;
    if (tag == GUMBO_TAG_A) b->links++;
    if (tag == GUMBO_TAG_BR && ++b->breaks >= 2) flush(b);
    if (tag == GUMBO_TAG_BR) b->in_word = false;
    if (!sr_html_is_block(tag)) return;
    if (b->table != SR_NONE) { /* within a row only the cells part */
        if (tag == GUMBO_TAG_TR) flush(b);
        else if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && b->open) {
            sr_buf_char(&b->text, '\t');
            b->gap = false;
            b->breaks = 0;
            b->in_word = false;
        } else {
            b->gap = b->open;
            b->in_word = false;
        }
        return;
    }
    flush(b);
    b->block = node;
    if (tag == GUMBO_TAG_TABLE && is_fact_table(b->tree, node)) b->table = node;
}

static void leave(struct breaker *b, uint32_t node) {
    const struct sr_html_node *n = &b->tree->nodes[node];
    if (n->tag == GUMBO_TAG_A && b->links) b->links--;
    if (b->table == node) b->table = SR_NONE;
    else if (b->table != SR_NONE) {
        if (sr_html_is_block(n->tag)) {
            b->gap = b->open;
            b->in_word = false;
        }
        return;
    }
    if (!sr_html_is_block(n->tag)) return;
    flush(b);
    b->block = n->parent == SR_NONE ? 0 : n->parent;
    while (b->block && !sr_html_is_block(b->tree->nodes[b->block].tag)) b->block = b->tree->nodes[b->block].parent;
}

enum sr_status sr_html_break(const struct sr_html_tree *tree, struct sr_arena *arena, struct sr_html_paragraphs *out,
                             struct sr_err *err) {
    struct breaker b = {.tree = tree, .arena = arena, .table = SR_NONE};
    SR_VEC(uint32_t) open = {0}; /* elements that were entered and not left */
    for (uint32_t i = 0; i <= tree->count && !b.failed; i++) {
        while (open.count && (i == tree->count || tree->nodes[open.items[open.count - 1]].end <= i))
            leave(&b, open.items[--open.count]);
        if (i == tree->count) break;
        if (tree->nodes[i].dropped) { /* a dropped block still parts what stands around it */
            uint32_t end = tree->nodes[i].end;
            if (sr_html_is_block(tree->nodes[i].tag) && b.table == SR_NONE) flush(&b);
            i = end - 1;
            continue;
        }
        if (tree->nodes[i].text) {
            add_text(&b, i);
            continue;
        }
        enter(&b, i);
        b.failed = b.failed || !SR_PUSH(arena, open, i);
    }
    flush(&b);
    struct sr_str text = sr_arena_str(arena, (struct sr_str){b.text.p ? b.text.p : "", (uint32_t)b.text.size});
    bool failed = b.failed || b.text.failed || !text.p;
    sr_buf_release(&b.text);
    if (failed) return sr_fail_memory(err, "reading a page");
    *out = (struct sr_html_paragraphs){text, b.items.items, b.items.count, b.runs.items, b.runs.count};
    return SR_OK;
}
