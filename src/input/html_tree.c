#include <setjmp.h>

#include "base/map.h"
#include "base/utf8.h"
#include "input/html_parts.h"

enum { WORDS = 12, LONGEST_KEY = 3, STYLE = 400 };

/* ---- the parser's memory is the arena's; nothing is freed one by one, so that no walk for freeing recurses ---- */

struct parser_memory {
    struct sr_arena *arena;
    jmp_buf full;
};

static void *give(void *userdata, size_t size) {
    struct parser_memory *m = userdata;
    void *p = sr_arena_alloc(m->arena, size ? size : 1, 1);
    /* gumbo takes no NULL for an answer; it holds nothing but this arena's memory, so leaving it leaks nothing */
    if (!p) longjmp(m->full, 1);
    return p;
}

static void take_back(void *userdata, void *p) {
    (void)userdata;
    (void)p;
}

static GumboOutput *parse(struct sr_str source, struct sr_arena *arena) {
    struct parser_memory m = {.arena = arena};
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = give;
    options.deallocator = take_back;
    options.userdata = &m;
    options.max_errors = 0;
    if (setjmp(m.full)) return NULL;
    return gumbo_parse_with_options(&options, source.p, source.n);
}

/* ---- hints ---- */

static char low(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_alnum(char c) {
    return (low(c) >= 'a' && low(c) <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* "storyBody__share-tools" → "story", "body", "share", "tools". */
static uint32_t split(struct sr_str token, char room[256], struct sr_str words[WORDS]) {
    uint32_t count = 0, size = 0, begin = 0;
    for (uint32_t i = 0; i <= token.n && size < 254; i++) {
        bool in = i < token.n && is_alnum(token.p[i]);
        bool hump = in && i && token.p[i] >= 'A' && token.p[i] <= 'Z' && token.p[i - 1] >= 'a' && token.p[i - 1] <= 'z';
        if ((!in || hump) && size > begin) {
            if (count < WORDS) words[count++] = (struct sr_str){room + begin, size - begin};
            room[size++] = 0;
            begin = size;
        }
        if (in) room[size++] = low(token.p[i]);
    }
    return count;
}

static uint8_t hint_of(const char *kind) {
    static const struct {
        const char *name;
        uint8_t hint;
    } kinds[] = {{"drop", SR_HINT_DROP},     {"body", SR_HINT_BODY},       {"byline", SR_HINT_BYLINE},
                 {"date", SR_HINT_DATE},     {"caption", SR_HINT_CAPTION}, {"update", SR_HINT_UPDATE},
                 {"hidden", SR_HINT_HIDDEN}, {"title", SR_HINT_TITLE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].name) == 0) return kinds[i].hint;
    return 0;
}

/* One class name. "has-sidebar" tells of the page's state, not of this element: its first word is of kind `state`. */
static uint8_t hints_of_token(const struct sr_table *t, struct sr_str token) {
    char room[256], key[256];
    struct sr_str words[WORDS];
    uint32_t count = split(token, room, words);
    uint8_t hints = 0;
    for (uint32_t i = 0; i < count;) {
        uint32_t took = 1, row = SR_NONE;
        for (uint32_t n = LONGEST_KEY < count - i ? LONGEST_KEY : count - i; n && row == SR_NONE; n--) {
            uint32_t size = 0;
            for (uint32_t k = 0; k < n; k++) {
                if (k) key[size++] = ' ';
                memcpy(key + size, words[i + k].p, words[i + k].n);
                size += words[i + k].n;
            }
            row = sr_table_find(t, (struct sr_str){key, size});
            took = n;
        }
        if (row != SR_NONE) {
            const char *kind = sr_table_cell(t, row, 1);
            if (i == 0 && strcmp(kind, "state") == 0) return 0;
            hints |= hint_of(kind);
        }
        i += took;
    }
    if (hints & SR_HINT_DROP) hints &= (uint8_t)~SR_HINT_BODY;
    return hints;
}

uint8_t sr_html_hints(const struct sr_lexicon *lexicon, struct sr_str names) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_PAGE_HINTS];
    uint8_t hints = 0, body = 0;
    if (!t->rows) return 0; /* no tables: only the text is wanted */
    for (uint32_t i = 0; i < names.n;) {
        while (i < names.n && (unsigned char)names.p[i] <= ' ') i++;
        uint32_t begin = i;
        while (i < names.n && (unsigned char)names.p[i] > ' ') i++;
        if (i - begin > 200) continue;
        uint8_t one = hints_of_token(t, (struct sr_str){names.p + begin, i - begin});
        body |= one & SR_HINT_BODY;
        hints |= one;
    }
    /* "story comments-open": one name says the one thing, another the other; then content decides */
    if (body && hints & SR_HINT_DROP) hints &= (uint8_t) ~(SR_HINT_DROP | SR_HINT_BODY);
    return hints;
}

/* ---- nodes ---- */

const char *sr_html_attribute(const struct sr_html_node *node, const char *name) {
    if (!node->element) return NULL;
    const GumboAttribute *a = gumbo_get_attribute(&node->element->attributes, name);
    return a ? a->value : NULL;
}

static bool is_hidden(const struct sr_html_node *node) {
    const char *aria = sr_html_attribute(node, "aria-hidden"), *style = sr_html_attribute(node, "style");
    if (sr_html_attribute(node, "hidden") || (aria && strcmp(aria, "true") == 0)) return true;
    if (!style || strlen(style) > STYLE) return false;
    for (const char *p = style; (p = strstr(p, "display")); p++) {
        const char *q = p + 7;
        while (*q == ' ' || *q == ':') q++;
        if (strncmp(q, "none", 4) == 0) return true;
    }
    return false;
}

struct hinter {
    const struct sr_lexicon *lexicon;
    struct sr_arena *arena;
    struct sr_map seen; /* class names → hints: a page says the same few again and again */
    bool failed;
};

static uint8_t hints_of_value(struct hinter *h, const char *value) {
    if (!value || !*value) return 0;
    struct sr_str key = sr_str_c(value);
    uint32_t known = sr_map_get(&h->seen, key);
    if (known != SR_NONE) return (uint8_t)known;
    uint8_t hints = sr_html_hints(h->lexicon, key);
    h->failed = h->failed || !sr_map_set(&h->seen, h->arena, key, hints);
    return hints;
}

static uint8_t hints_of(struct hinter *h, const struct sr_html_node *node) {
    static const char *const names[] = {"class", "id", "itemprop", "role", "rel"};
    uint8_t hints = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        hints |= hints_of_value(h, sr_html_attribute(node, names[i]));
    if (is_hidden(node)) hints |= SR_HINT_HIDDEN;
    return hints;
}

bool sr_html_is_heading(uint16_t tag) {
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool sr_html_is_block(uint16_t tag) {
    static const uint16_t inline_tags[] = {
        GUMBO_TAG_A,      GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_B,     GUMBO_TAG_BDI,  GUMBO_TAG_BDO,
        GUMBO_TAG_BIG,    GUMBO_TAG_CITE,   GUMBO_TAG_CODE,    GUMBO_TAG_DATA,  GUMBO_TAG_DEL,  GUMBO_TAG_DFN,
        GUMBO_TAG_EM,     GUMBO_TAG_FONT,   GUMBO_TAG_I,       GUMBO_TAG_INS,   GUMBO_TAG_KBD,  GUMBO_TAG_MARK,
        GUMBO_TAG_Q,      GUMBO_TAG_S,      GUMBO_TAG_SAMP,    GUMBO_TAG_SMALL, GUMBO_TAG_SPAN, GUMBO_TAG_STRIKE,
        GUMBO_TAG_STRONG, GUMBO_TAG_SUB,    GUMBO_TAG_SUP,     GUMBO_TAG_TIME,  GUMBO_TAG_TT,   GUMBO_TAG_U,
        GUMBO_TAG_VAR,    GUMBO_TAG_WBR,    GUMBO_TAG_NOBR,    GUMBO_TAG_LABEL, GUMBO_TAG_IMG,  GUMBO_TAG_SOURCE,
        GUMBO_TAG_BR,     GUMBO_TAG_UNKNOWN};
    if (tag == SR_HTML_TEXT) return false;
    for (size_t i = 0; i < sizeof inline_tags / sizeof *inline_tags; i++)
        if (tag == inline_tags[i]) return false;
    return true;
}

static bool is_never_text(uint16_t tag) {
    static const uint16_t tags[] = {GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,     GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT,
                                    GUMBO_TAG_TEMPLATE, GUMBO_TAG_NAV,        GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,
                                    GUMBO_TAG_BUTTON,   GUMBO_TAG_INPUT,      GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA,
                                    GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,      GUMBO_TAG_IFRAME, GUMBO_TAG_SVG,
                                    GUMBO_TAG_MATH,     GUMBO_TAG_AUDIO,      GUMBO_TAG_VIDEO,  GUMBO_TAG_CANVAS,
                                    GUMBO_TAG_MENU,     GUMBO_TAG_FIGCAPTION, GUMBO_TAG_LABEL,  GUMBO_TAG_TITLE,
                                    GUMBO_TAG_FRAMESET, GUMBO_TAG_NOFRAMES,   GUMBO_TAG_MAP,    GUMBO_TAG_APPLET};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tag == tags[i]) return true;
    return false;
}

/* A byline or date within a paragraph ("<p><span class=dateline>BAMAKO</span> — …") is part of what it says. */
static bool within_paragraph(const struct sr_html_tree *t, uint32_t node) {
    for (uint32_t i = t->nodes[node].parent; i != SR_NONE; i = t->nodes[i].parent)
        if (sr_html_is_block(t->nodes[i].tag)) return t->nodes[i].tag == GUMBO_TAG_P || t->nodes[i].tag == GUMBO_TAG_LI;
    return false;
}

/* Does it hold the article, whatever its class says? "hero-banner" often holds the headline. */
static bool holds_article(const struct sr_html_tree *t, uint32_t node) {
    for (uint32_t i = node + 1; i < t->nodes[node].end; i++) {
        const struct sr_html_node *n = &t->nodes[i];
        if (n->hints & (SR_HINT_DROP | SR_HINT_HIDDEN)) continue;
        if (n->tag == GUMBO_TAG_H1 || n->tag == GUMBO_TAG_MAIN || n->hints & SR_HINT_BODY) return true;
    }
    return false;
}

static uint32_t words_below(const struct sr_html_tree *t, uint32_t node, uint32_t enough) {
    uint32_t words = 0;
    for (uint32_t i = node; i < t->nodes[node].end && words <= enough; i++) {
        if (!t->nodes[i].text) continue;
        bool in = false;
        for (const char *p = t->nodes[i].text->text; *p && words <= enough; p++) {
            bool blank = (unsigned char)*p <= ' ';
            words += !blank && !in;
            in = !blank;
        }
    }
    return words;
}

static bool is_dropped(const struct sr_html_tree *t, uint32_t i) {
    enum { BYLINE_WORDS = 40, CAPTION_WORDS = 120 };
    const struct sr_html_node *n = &t->nodes[i];
    if (n->tag == GUMBO_TAG_HTML || n->tag == GUMBO_TAG_BODY) return false;
    if (is_never_text(n->tag)) return true;
    if (n->hints & SR_HINT_HIDDEN) return true;
    if (n->hints & SR_HINT_DROP && n->tag != GUMBO_TAG_MAIN && n->tag != GUMBO_TAG_H1) return !holds_article(t, i);
    if (n->hints & SR_HINT_CAPTION) return words_below(t, i, CAPTION_WORDS) <= CAPTION_WORDS;
    if (n->hints & (SR_HINT_BYLINE | SR_HINT_DATE) && !(t->live && n->hints & SR_HINT_DATE) &&
        !sr_html_is_heading(n->tag))
        return !within_paragraph(t, i) && words_below(t, i, BYLINE_WORDS) <= BYLINE_WORDS;
    return false;
}

struct walk {
    const GumboNode *node;
    uint32_t next; /* child */
    uint32_t index;
};

static const GumboVector *children_of(const GumboNode *node) {
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) return &node->v.element.children;
    return NULL;
}

/* Lay the tree out flat, without recursion. False: memory. */
static bool flatten(const GumboNode *root, struct hinter *h, struct sr_html_tree *t) {
    SR_VEC(struct walk) stack = {0};
    SR_VEC(struct sr_html_node) nodes = {0};
    if (!SR_PUSH(h->arena, stack, ((struct walk){root, 0, SR_NONE}))) return false;
    while (stack.count) {
        struct walk *top = &stack.items[stack.count - 1];
        const GumboVector *children = children_of(top->node);
        if (top->next == children->length) {
            if (top->index != SR_NONE) nodes.items[top->index].end = nodes.count;
            stack.count--;
            continue;
        }
        const GumboNode *child = children->data[top->next++];
        struct sr_html_node n = {.parent = top->index, .end = nodes.count + 1};
        bool inner = children_of(child) != NULL;
        if (inner) {
            n.tag = (uint16_t)child->v.element.tag;
            n.element = &child->v.element;
            n.hints = hints_of(h, &n);
        } else if (child->type == GUMBO_NODE_COMMENT) continue;
        else {
            n.tag = SR_HTML_TEXT;
            n.text = &child->v.text;
        }
        uint32_t index = nodes.count;
        if (!SR_PUSH(h->arena, nodes, n)) return false;
        if (inner && !SR_PUSH(h->arena, stack, ((struct walk){child, 0, index}))) return false;
    }
    t->nodes = nodes.items;
    t->count = nodes.count;
    return !h->failed;
}

static bool holds_time(const struct sr_html_tree *t, uint32_t node) {
    for (uint32_t i = node + 1; i < t->nodes[node].end; i++)
        if (t->nodes[i].tag == GUMBO_TAG_TIME && sr_html_attribute(&t->nodes[i], "datetime")) return true;
    return false;
}

/* A page is a live blog when two entries or more say so by class or itemprop; or when it says so of itself and has
 * three dated pieces. */
static bool is_live(struct sr_html_tree *t) {
    enum { ENTRIES = 2, PIECES = 3 };
    uint32_t updates = 0, pieces = 0;
    for (uint32_t i = 0; i < t->count; i++) updates += (t->nodes[i].hints & SR_HINT_UPDATE) != 0;
    if (updates >= ENTRIES) return true;
    const struct sr_str kept = t->sieve.kept;
    if (!kept.n || !memmem(kept.p, kept.n, "LiveBlogPosting", 15)) return false;
    for (int mark = 0; mark < 2 && (!mark || pieces >= PIECES); mark++)
        for (uint32_t i = 0; i < t->count; i++) {
            struct sr_html_node *n = &t->nodes[i];
            bool piece = n->tag == GUMBO_TAG_ARTICLE || n->tag == GUMBO_TAG_SECTION || n->tag == GUMBO_TAG_LI;
            bool outer = false;
            for (uint32_t k = i + 1; piece && k < n->end; k++) outer = outer || t->nodes[k].tag == n->tag;
            if (!piece || outer || n->hints & SR_HINT_DROP || !holds_time(t, i)) continue;
            pieces += !mark;
            if (mark) n->hints |= SR_HINT_UPDATE;
        }
    return pieces >= PIECES;
}

enum sr_status sr_html_parse(const struct sr_lexicon *lexicon, struct sr_str source, struct sr_arena *arena,
                             struct sr_html_tree *out, struct sr_err *err) {
    struct sr_html_tree t = {0};
    struct hinter h = {.lexicon = lexicon, .arena = arena};
    enum sr_status status = sr_html_sieve(source, arena, &t.sieve, err);
    if (status) return status;
    GumboOutput *output = parse(t.sieve.kept, arena);
    if (!output || !flatten(output->document, &h, &t)) return sr_fail_memory(err, "reading a page");
    t.live = is_live(&t);
    /* from the top down; what is below a dropped node is dropped with it, unasked, so that each node is searched only
     * as often as hints above it are nested */
    for (uint32_t i = 0; i < t.count; i++) {
        struct sr_html_node *n = &t.nodes[i];
        n->dropped = n->parent != SR_NONE && t.nodes[n->parent].dropped;
        if (!n->dropped && n->element) n->dropped = is_dropped(&t, i);
    }
    *out = t;
    return SR_OK;
}

uint32_t sr_html_above(const struct sr_html_tree *tree, uint32_t node, uint16_t tag) {
    while (node != SR_NONE && tree->nodes[node].tag != tag) node = tree->nodes[node].parent;
    return node;
}

/* ---- text of a node ---- */

struct sr_str sr_html_squeeze(struct sr_str s, struct sr_arena *arena) {
    char *p = sr_arena_alloc(arena, (size_t)s.n + 1, 1);
    if (!p) return (struct sr_str){0};
    uint32_t size = 0, n;
    const char *end = s.p + s.n;
    for (const char *q = s.p; q < end; q += n) {
        int32_t c = sr_utf8_at(q, end, &n);
        if (c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0) continue;
        if (!sr_is_space(c) && c >= 32) {
            memcpy(p + size, q, n);
            size += n;
        } else if (size && p[size - 1] != ' ') p[size++] = ' ';
    }
    while (size && p[size - 1] == ' ') size--;
    return (struct sr_str){p, size};
}

struct sr_str sr_html_text_of(const struct sr_html_tree *tree, uint32_t node, uint32_t most, struct sr_arena *arena) {
    struct sr_buf buf = {0};
    for (uint32_t i = node; i < tree->nodes[node].end && buf.size < most; i++) {
        const struct sr_html_node *n = &tree->nodes[i];
        if (n->text) sr_buf_c(&buf, n->text->text);
        else if (sr_html_is_block(n->tag) || n->tag == GUMBO_TAG_BR) sr_buf_char(&buf, ' ');
    }
    uint32_t size = buf.size > most ? most : (uint32_t)buf.size;
    while (size && size < buf.size && ((unsigned char)buf.p[size] & 0xC0) == 0x80) size--;
    struct sr_str out =
        buf.failed ? (struct sr_str){0} : sr_html_squeeze((struct sr_str){buf.p ? buf.p : "", size}, arena);
    sr_buf_release(&buf);
    return out;
}
