#include "base/utf8.h"
#include "input/dateline.h"
#include "input/html_parts.h"

/* Which paragraphs are the article.
 *
 * Each paragraph has a worth: running text counts for, links and scraps against. The article is the subtree whose
 * paragraphs' worth sums highest (the maximum-scoring segment of Pasternack & Roth 2009, "Extracting article text from
 * the web with maximum subsequence segmentation", WWW; on the tree instead of the token sequence, so that no training
 * is needed), the smallest that has nearly all of it. An element that says it is an article goes before a larger one
 * that says nothing, when it holds a good share: what scrolls in below it is another article.
 */

enum { GOOD_WORDS = 8, MOST_WORTH = 120, PHRASE_WORDS = 25, HEAD = 100, TITLE_WORDS = 40 };

struct chooser {
    const struct sr_lexicon *lexicon;
    const struct sr_html_tree *tree;
    struct sr_html_paragraph *items;
    uint32_t count;
    const char *text;
    struct sr_str title;
    int32_t *worth;        /* [tree->count] of the subtrees */
    uint32_t *words;       /* [tree->count] words of running text in the subtrees */
    uint32_t *all, *links; /* [tree->count] all words in the subtrees, those in links */
    struct sr_arena *arena;
};

static struct sr_str text_of(const struct chooser *c, const struct sr_html_paragraph *p) {
    return sr_slice(c->text, p->span);
}

static bool is_good(const struct sr_html_paragraph *p) {
    return p->words >= GOOD_WORDS && p->link_words * 3 < p->words && (p->sentence || p->words >= 20);
}

static int32_t worth_of(const struct chooser *c, const struct sr_html_paragraph *p) {
    if (is_good(p)) {
        int32_t w = (int32_t)p->words - 2 * (int32_t)p->link_words;
        return w > MOST_WORTH ? MOST_WORTH : w;
    }
    if (p->link_words * 2 >= p->words) return -2 - (int32_t)(p->link_words > 20 ? 20 : p->link_words);
    if (p->sentence || p->row || sr_html_is_heading(c->tree->nodes[p->node].tag)) return 0;
    return -1;
}

/* Fold the first bytes of a paragraph to letters, digits and single spaces in lower case: a table's key. */
static uint32_t fold(struct sr_str s, char *room, uint32_t size) {
    uint32_t n, at = 0;
    const char *end = s.p + s.n;
    for (const char *p = s.p; p < end && at + 5 < size; p += n) {
        int32_t ch = sr_utf8_at(p, end, &n);
        if (sr_is_letter(ch) || sr_is_digit(ch)) at += sr_utf8_put(sr_lower(ch), room + at);
        else if (ch == '\'' || ch == 0x2019) continue;
        else if (at && room[at - 1] != ' ') room[at++] = ' ';
    }
    while (at && room[at - 1] == ' ') at--;
    return at;
}

/* "Read more: …", "Advertisement", "Sign up for …": data/en/page_phrases.tsv. A `whole` row is all of a paragraph, a
 * `lead` row begins a short one ("Related: Flood kills nine", but not a sentence that begins with "Related"). */
static bool is_phrase(const struct chooser *c, const struct sr_html_paragraph *p) {
    char room[400];
    const struct sr_table *t = &c->lexicon->tables[SR_TABLE_PAGE_PHRASES];
    if (p->words > 60) return false;
    /* no key is longer than the head that is folded; what it cuts off only matters to a paragraph as short as a key */
    uint32_t size = fold(text_of(c, p), room, p->words > PHRASE_WORDS ? HEAD : sizeof room), words = 0;
    for (uint32_t i = 1; i <= size; i++) {
        if (i < size && room[i] != ' ') continue;
        if (++words > t->longest) return false;
        uint32_t row = sr_table_find(t, (struct sr_str){room, i});
        if (row == SR_NONE) continue;
        const char *kind = sr_table_cell(t, row, 1);
        if (i == size || strcmp(kind, "any") == 0) return true;
        if (strcmp(kind, "lead") == 0 && p->words <= PHRASE_WORDS) return true;
        /* "link" leads only what is mostly a link, or a label before a colon */
        if (strcmp(kind, "link") == 0 && p->link_words * 2 >= p->words) return true;
        uint32_t colon = p->span.start;
        for (uint32_t k = 0; k < i + 4 && colon < p->span.end && c->text[colon] != ':'; k++) colon++;
        if (strcmp(kind, "link") == 0 && p->words <= PHRASE_WORDS && colon < p->span.end && c->text[colon] == ':')
            return true;
    }
    return false;
}

static bool same_words(struct sr_str a, struct sr_str b) {
    char one[400], two[400];
    uint32_t n = fold(a, one, sizeof one), m = fold(b, two, sizeof two);
    return n && n == m && memcmp(one, two, n) == 0;
}

/* ---- the root ---- */

static void sum(struct chooser *c) {
    for (uint32_t i = 0; i < c->count; i++) {
        const struct sr_html_paragraph *p = &c->items[i];
        bool junk = c->items[i].phrase = is_phrase(c, p);
        c->worth[p->node] += junk ? -2 : worth_of(c, p);
        if (is_good(p) && !junk) c->words[p->node] += p->words;
        c->all[p->node] += p->words;
        c->links[p->node] += p->link_words;
    }
    for (uint32_t i = c->tree->count; i-- > 1;) {
        uint32_t parent = c->tree->nodes[i].parent;
        if (parent == SR_NONE) continue;
        c->worth[parent] += c->worth[i];
        c->words[parent] += c->words[i];
        c->all[parent] += c->all[i];
        c->links[parent] += c->links[i];
    }
}

/* The smallest node below `from` with nearly all of its worth. */
static uint32_t narrow(const struct chooser *c, uint32_t from) {
    uint32_t best = from;
    int32_t most = c->worth[from];
    for (uint32_t i = from; i < c->tree->nodes[from].end; i++)
        if (c->worth[i] > most) most = c->worth[i];
    for (uint32_t i = from; i < c->tree->nodes[from].end; i++) {
        if (c->worth[i] < most - most / 50 || !sr_html_is_block(c->tree->nodes[i].tag)) continue;
        if (c->tree->nodes[i].end - i <= c->tree->nodes[best].end - best || c->worth[best] < most - most / 50) best = i;
    }
    return best;
}

static bool says_article(const struct sr_html_node *n) {
    const char *itemprop = sr_html_attribute(n, "itemprop"), *role = sr_html_attribute(n, "role");
    return n->tag == GUMBO_TAG_ARTICLE || n->hints & SR_HINT_BODY || (role && strcmp(role, "article") == 0) ||
           (itemprop && strcmp(itemprop, "articleBody") == 0);
}

static uint32_t find_root(const struct chooser *c) {
    uint32_t whole = 0;
    for (uint32_t i = 0; i < c->tree->count; i++)
        if (c->tree->nodes[i].tag == GUMBO_TAG_BODY) whole = i;
    uint32_t best = narrow(c, whole);
    if (c->tree->live) return best;
    for (uint32_t i = whole; i < c->tree->count; i++) {
        const struct sr_html_node *n = &c->tree->nodes[i];
        if (n->dropped || !n->element || !says_article(n) || !sr_html_is_block(n->tag)) continue;
        if (c->words[i] * 20 < c->words[best] * 7 || c->worth[i] <= 0) continue;
        return narrow(c, i);
    }
    return best;
}

/* ---- what is kept below the root ---- */

static bool within(const struct chooser *c, const struct sr_html_paragraph *p, uint32_t node) {
    return p->node >= node && p->node < c->tree->nodes[node].end;
}

/* A second <h1> with a byline or a time below it begins another article. Gives the paragraph that it is, or count. */
static uint32_t next_article(const struct chooser *c, uint32_t root) {
    uint32_t seen = 0, text = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct sr_html_paragraph *p = &c->items[i];
        bool h1 = sr_html_above(c->tree, p->node, GUMBO_TAG_H1) != SR_NONE;
        if (!within(c, p, root)) {
            seen += h1 && i < c->count; /* the first may stand above the root */
            continue;
        }
        if (h1 && seen && text > 50 && !same_words(text_of(c, p), c->title)) {
            uint32_t end = i + 1 < c->count ? c->items[i + 1].first : c->tree->count;
            for (uint32_t k = p->first; k < end; k++)
                if (c->tree->nodes[k].tag == GUMBO_TAG_TIME ||
                    c->tree->nodes[k].hints & (SR_HINT_BYLINE | SR_HINT_DATE))
                    return i;
        }
        seen += h1;
        text += p->words;
    }
    return c->count;
}

/* How many of the words of the list, or other small block, that the paragraph stands in are links. */
static bool is_link_list(const struct chooser *c, const struct sr_html_paragraph *p) {
    uint32_t list = p->node;
    while (list != SR_NONE && c->tree->nodes[list].tag != GUMBO_TAG_UL && c->tree->nodes[list].tag != GUMBO_TAG_OL)
        list = c->tree->nodes[list].parent;
    if (list == SR_NONE) return false;
    return c->links[list] * 5 >= c->all[list] * 3;
}

static bool is_byline(const struct chooser *c, const struct sr_html_paragraph *p) {
    struct sr_written_date date;
    struct sr_str text = text_of(c, p);
    struct sr_span line = {0, text.n};
    if (p->words > 16) return false;
    return sr_line_is_byline(text, line) || (!c->tree->live && sr_line_is_date(c->lexicon, text, line, &date));
}

static bool is_kept(const struct chooser *c, const struct sr_html_paragraph *p, bool whole) {
    const struct sr_html_node *n = &c->tree->nodes[p->node];
    if (p->phrase) return false;
    if (sr_html_above(c->tree, p->node, GUMBO_TAG_H1) != SR_NONE && !whole) return false;
    if (c->title.n && p->words <= TITLE_WORDS && same_words(text_of(c, p), c->title)) return false;
    if (p->row) return true;
    if (is_byline(c, p)) return false;
    if (p->link_words * 5 >= p->words * 4 && (p->words < 30 || is_link_list(c, p)))
        return p->sentence && p->words >= 12 && n->tag == GUMBO_TAG_P && !is_link_list(c, p);
    return !(p->link_words && is_link_list(c, p));
}

static bool is_scrap(const struct chooser *c, const struct sr_html_paragraph *p) {
    uint16_t tag = c->tree->nodes[p->node].tag;
    if (p->sentence || p->row || p->words >= 12 || sr_html_is_heading(tag)) return false;
    if (tag == GUMBO_TAG_LI || sr_html_above(c->tree, p->node, GUMBO_TAG_BLOCKQUOTE) != SR_NONE) return false;
    struct sr_str text = text_of(c, p);
    return !sr_dateline_at(c->lexicon, text, 0, NULL).span.end;
}

/* A heading below which nothing is kept; scraps before the first running text and behind the last. */
static void trim(struct chooser *c) {
    uint32_t first = SR_NONE, last = 0;
    bool below = false;
    for (uint32_t i = 0; i < c->count; i++) {
        if (!c->items[i].kept || !is_good(&c->items[i])) continue;
        if (first == SR_NONE) first = i;
        last = i;
    }
    for (uint32_t i = c->count; i-- > 0;) {
        struct sr_html_paragraph *p = &c->items[i];
        if (!p->kept) continue;
        bool heading = sr_html_is_heading(c->tree->nodes[p->node].tag);
        if (heading) {
            p->kept = below;
            continue;
        }
        if (first != SR_NONE && (i < first || i > last) && !c->tree->live && is_scrap(c, p)) p->kept = false;
        else below = true;
    }
}

bool sr_html_choose(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree, struct sr_html_paragraphs *all,
                    struct sr_str title, bool whole, struct sr_arena *arena) {
    struct chooser c = {lexicon, tree, all->items, all->count, all->text.p, title, NULL, NULL, NULL, NULL, arena};
    c.worth = sr_arena_alloc(arena, tree->count, sizeof *c.worth);
    c.words = sr_arena_alloc(arena, tree->count, sizeof *c.words);
    c.all = sr_arena_alloc(arena, tree->count, sizeof *c.all);
    c.links = sr_arena_alloc(arena, tree->count, sizeof *c.links);
    if (!c.worth || !c.words || !c.all || !c.links) return false;
    sum(&c);
    uint32_t root = whole || !tree->count ? 0 : find_root(&c);
    uint32_t stop = whole ? c.count : next_article(&c, root);
    for (uint32_t i = 0; i < stop; i++)
        c.items[i].kept = within(&c, &c.items[i], root) && is_kept(&c, &c.items[i], whole);
    if (!whole) trim(&c);
    return true;
}
