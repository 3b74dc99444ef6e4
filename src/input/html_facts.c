#include "base/utf8.h"
#include "input/html_parts.h"

/* What the page says of itself. Where several say it, the lower rank is taken: JSON-LD 10, <meta> by
 * data/en/page_meta.tsv, <time> and marked elements 50 and up, the <title> 60. */

enum { TITLE_BYTES = 400, NAME_BYTES = 200, TITLE_RANK = 60, TIME_RANK = 50, DATE_RANK = 55, BYLINE_RANK = 50 };

struct finder {
    const struct sr_lexicon *lexicon;
    const struct sr_html_tree *tree;
    struct sr_arena *arena;
    struct sr_html_facts *facts;
    struct sr_str page_title;       /* <title> */
    SR_VEC(struct sr_str) headings; /* h1s, in order */
};

void sr_html_fact(struct sr_str *slot, uint32_t *slot_rank, struct sr_str value, uint32_t rank) {
    if (!value.n || (*slot_rank && *slot_rank <= rank)) return;
    *slot = value;
    *slot_rank = rank;
}

static void take_date(struct finder *f, struct sr_str value, uint32_t rank) {
    struct sr_date date;
    struct sr_html_facts *facts = f->facts;
    if ((facts->published_rank && facts->published_rank <= rank) || !sr_page_date(f->lexicon, value, &date)) return;
    facts->published = date;
    facts->has_published = true;
    facts->published_rank = rank;
}

/* An author must be a name: a profile's address is none. */
static struct sr_str author_of(struct finder *f, struct sr_str s) {
    s = sr_html_squeeze(s, f->arena);
    if (s.n > 3 && (s.p[0] | 0x20) == 'b' && (s.p[1] | 0x20) == 'y' && (s.p[2] == ' ' || s.p[2] == ':')) {
        uint32_t at = 2;
        while (at < s.n && (s.p[at] == ' ' || s.p[at] == ':')) at++;
        s = (struct sr_str){s.p + at, s.n - at};
    }
    /* "Ann Example | 12 May 2018", "Ann Example · Nairobi" */
    static const char *const marks[] = {" |", " \xC2\xB7", " \xE2\x80\xA2", " \xE2\x80\x94", " \xE2\x80\x93"};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        const char *at = s.n ? memmem(s.p, s.n, marks[m], strlen(marks[m])) : NULL;
        if (at) s.n = (uint32_t)(at - s.p);
    }
    for (uint32_t i = 0; i + 2 < s.n; i++)
        if (memcmp(s.p + i, "://", 3) == 0 || s.p[i] == '@') return (struct sr_str){0};
    return s.n > NAME_BYTES ? (struct sr_str){0} : s;
}

static void take_named(struct finder *f, const char *name, const char *value) {
    const struct sr_table *t = &f->lexicon->tables[SR_TABLE_PAGE_META];
    struct sr_str folded = sr_fold(f->arena, sr_str_c(name));
    uint32_t row = folded.n ? sr_table_find(t, folded) : SR_NONE;
    if (row == SR_NONE || !*value) return;
    const char *field = sr_table_cell(t, row, 1);
    uint32_t rank = (uint32_t)sr_table_number(t, row, 2, 99);
    struct sr_str s = sr_html_squeeze(sr_str_c(value), f->arena);
    struct sr_html_facts *facts = f->facts;
    if (strcmp(field, "title") == 0) sr_html_fact(&facts->title, &facts->title_rank, s, rank);
    else if (strcmp(field, "outlet") == 0) {
        if (s.n < NAME_BYTES && !author_of(f, s).n) return; /* a page's address */
        sr_html_fact(&facts->outlet, &facts->outlet_rank, s, rank);
    } else if (strcmp(field, "author") == 0) sr_html_fact(&facts->author, &facts->author_rank, author_of(f, s), rank);
    else if (strcmp(field, "url") == 0) sr_html_fact(&facts->url, &facts->url_rank, s, rank);
    else if (strcmp(field, "published") == 0) take_date(f, s, rank);
    else if (!facts->language.n) facts->language = s;
}

static void take_meta(struct finder *f, const struct sr_html_node *n) {
    static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = sr_html_attribute(n, "content");
    for (size_t i = 0; content && i < sizeof names / sizeof *names; i++) {
        const char *name = sr_html_attribute(n, names[i]);
        if (name) take_named(f, name, content);
    }
}

static struct sr_str inside(struct finder *f, uint32_t node, uint32_t most) {
    return sr_html_text_of(f->tree, node, most, f->arena);
}

static bool is_hinted(const struct finder *f, uint32_t node, uint8_t hint) {
    for (uint32_t i = node; i != SR_NONE; i = f->tree->nodes[i].parent) {
        uint8_t hints = f->tree->nodes[i].hints & hint;
        if (hints & SR_HINT_DROP && !f->tree->nodes[i].dropped) hints &= (uint8_t)~SR_HINT_DROP; /* overruled */
        if (hints) return true;
    }
    return false;
}

static void take_element(struct finder *f, uint32_t i) {
    const struct sr_html_node *n = &f->tree->nodes[i];
    struct sr_html_facts *facts = f->facts;
    const char *itemprop = sr_html_attribute(n, "itemprop"), *rel = sr_html_attribute(n, "rel");
    bool apart = is_hinted(f, i, SR_HINT_DROP | SR_HINT_UPDATE);
    if (n->tag == GUMBO_TAG_TIME && !apart) {
        const char *when = sr_html_attribute(n, "datetime");
        /* the first <time> of the page that is no part of a list of other stories; a marked one goes before it */
        bool marked = is_hinted(f, i, SR_HINT_DATE) || sr_html_attribute(n, "pubdate") ||
                      sr_html_above(f->tree, i, GUMBO_TAG_HEADER) != SR_NONE;
        struct sr_str said = when && *when ? sr_str_c(when) : inside(f, i, NAME_BYTES);
        take_date(f, said, TIME_RANK + (marked ? 0u : 2u) + (n->dropped && !marked ? 2u : 0u));
    }
    if (itemprop && !apart) {
        const char *content = sr_html_attribute(n, "content"), *when = sr_html_attribute(n, "datetime");
        struct sr_str text = content && *content ? sr_str_c(content)
                             : when && *when     ? sr_str_c(when)
                                                 : inside(f, i, NAME_BYTES);
        if (text.n) take_named(f, itemprop, text.p);
    }
    if (n->hints & SR_HINT_DATE && !apart) take_date(f, inside(f, i, NAME_BYTES), DATE_RANK);
    if (apart || n->tag == GUMBO_TAG_BODY || n->tag == GUMBO_TAG_HTML) return;
    if (rel && strcmp(rel, "author") == 0)
        sr_html_fact(&facts->author, &facts->author_rank, author_of(f, inside(f, i, NAME_BYTES)), BYLINE_RANK - 1);
    if (n->hints & SR_HINT_BYLINE) {
        struct sr_str s = inside(f, i, 2 * NAME_BYTES);
        bool by = s.n > 3 && (s.p[0] | 0x20) == 'b' && (s.p[1] | 0x20) == 'y' && s.p[2] == ' ';
        take_date(f, s, DATE_RANK + 2);
        s = author_of(f, s);
        bool date = false;
        for (uint32_t k = 0; k < s.n; k++) date = date || (s.p[k] >= '0' && s.p[k] <= '9');
        if (!date && s.n < 80) sr_html_fact(&facts->author, &facts->author_rank, s, BYLINE_RANK + (by ? 0u : 2u));
    }
}

static bool take_script(struct finder *f, uint32_t i) {
    const char *type = sr_html_attribute(&f->tree->nodes[i], "type");
    if (!type || !strstr(type, "ld+json")) return true;
    for (uint32_t k = i + 1; k < f->tree->nodes[i].end; k++)
        if (f->tree->nodes[k].text &&
            !sr_html_linked_data(sr_str_c(f->tree->nodes[k].text->text), f->lexicon, f->arena, f->facts))
            return false;
    return true;
}

/* ---- the title ---- */

/* Words that both hold, in per cent of the shorter's. */
static uint32_t alike(struct sr_str a, struct sr_str b) {
    uint32_t words = 0, same = 0;
    if (a.n > b.n) {
        struct sr_str s = a;
        a = b;
        b = s;
    }
    for (uint32_t i = 0; i < a.n;) {
        while (i < a.n && a.p[i] == ' ') i++;
        uint32_t begin = i;
        while (i < a.n && a.p[i] != ' ') i++;
        if (i == begin) break;
        words++;
        for (uint32_t k = 0; k + (i - begin) <= b.n; k++)
            if ((!k || b.p[k - 1] == ' ') && memcmp(b.p + k, a.p + begin, i - begin) == 0) {
                same++;
                break;
            }
    }
    return words ? same * 100 / words : 0;
}

/* Where "Gunmen storm hotel | The Example" parts: the last " | ", " - ", " – ", " — ", " :: ". SR_NONE: nowhere. */
static uint32_t site_part(struct sr_str s, uint32_t *behind) {
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB "};
    uint32_t best = SR_NONE;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        uint32_t n = (uint32_t)strlen(marks[m]);
        for (uint32_t i = 1; i + n < s.n; i++)
            if (memcmp(s.p + i, marks[m], n) == 0 && (best == SR_NONE || i > best)) {
                best = i;
                *behind = i + n;
            }
    }
    return best;
}

static uint32_t words_in(struct sr_str s) {
    uint32_t words = s.n > 0;
    for (uint32_t i = 0; i < s.n; i++) words += s.p[i] == ' ';
    return words;
}

/* Take the outlet's name off a title's end: it is the one that is known, or short. Its name is a fact too. */
static struct sr_str without_site(struct finder *f, struct sr_str title, bool tell) {
    for (int i = 0; i < 3; i++) {
        uint32_t behind = 0, at = site_part(title, &behind);
        if (at == SR_NONE) return title;
        struct sr_str site = {title.p + behind, title.n - behind};
        bool known = f->facts->outlet.n && alike(site, f->facts->outlet) >= 50;
        if (!known && (words_in(site) > 5 || words_in((struct sr_str){title.p, at}) < 3)) return title;
        if (tell) sr_html_fact(&f->facts->outlet, &f->facts->outlet_rank, site, TITLE_RANK);
        title.n = at;
    }
    return title;
}

/* A page's <h1> is its title as readers see it; but some sites make their own name one. It must agree with what is told
 * elsewhere, where anything is. */
static void choose_title(struct finder *f) {
    struct sr_html_facts *facts = f->facts;
    struct sr_str told = facts->title_rank == 10 ? facts->title : (struct sr_str){0};
    struct sr_str page = without_site(f, f->page_title, true);
    if (!told.n) told = facts->title_rank ? without_site(f, facts->title, false) : page;
    for (uint32_t i = 0; i < f->headings.count; i++) {
        struct sr_str h = f->headings.items[i];
        if (facts->outlet.n && sr_str_eq(h, facts->outlet)) continue;
        if (words_in(h) < 2 && f->headings.count > 1) continue;
        if (told.n && alike(h, told) < 60 && (!page.n || alike(h, page) < 60)) continue;
        facts->title = h;
        facts->title_rank = 1;
        return;
    }
    facts->title = told.n ? told : f->headings.count ? f->headings.items[0] : told;
    facts->title_rank = facts->title.n ? TITLE_RANK : 0;
}

static bool scan(struct finder *f) {
    for (uint32_t i = 0; i < f->tree->count; i++) {
        const struct sr_html_node *n = &f->tree->nodes[i];
        if (!n->element) continue;
        if (n->tag == GUMBO_TAG_META) take_meta(f, n);
        else if (n->tag == GUMBO_TAG_SCRIPT) {
            if (!take_script(f, i)) return false;
        } else if (n->tag == GUMBO_TAG_TITLE && !f->page_title.n) f->page_title = inside(f, i, TITLE_BYTES);
        else if (n->tag == GUMBO_TAG_LINK) {
            const char *rel = sr_html_attribute(n, "rel"), *href = sr_html_attribute(n, "href");
            if (rel && href && strcmp(rel, "canonical") == 0)
                sr_html_fact(&f->facts->url, &f->facts->url_rank, sr_html_squeeze(sr_str_c(href), f->arena), 20);
        } else if (n->tag == GUMBO_TAG_HTML && !f->facts->language.n) {
            const char *lang = sr_html_attribute(n, "lang");
            if (lang) f->facts->language = sr_str_c(lang);
        } else take_element(f, i);
        if (n->tag == GUMBO_TAG_H1 || (n->hints & SR_HINT_TITLE && sr_html_is_heading(n->tag))) {
            struct sr_str h = inside(f, i, TITLE_BYTES);
            if (h.n && !SR_PUSH(f->arena, f->headings, h)) return false;
        }
    }
    return true;
}

enum sr_status sr_html_facts(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree, struct sr_arena *arena,
                             struct sr_html_facts *out, struct sr_err *err) {
    struct sr_html_facts facts = {0};
    struct finder f = {.lexicon = lexicon, .tree = tree, .arena = arena, .facts = &facts};
    facts.live = tree->live;
    if (!scan(&f)) return sr_fail_memory(err, "reading a page");
    choose_title(&f);
    *out = facts;
    return SR_OK;
}

/* The lines between the headline and the body, where a page marks nothing: "By A. Reporter", "Posted on 4 March 2012 at
 * 18:40 CET by L. Morin". A sentence that begins with "By" is in the body, and is no such line. */
bool sr_html_head_lines(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree,
                        const struct sr_html_paragraphs *all, struct sr_arena *arena, struct sr_html_facts *facts) {
    enum { LINES = 6, WORDS = 20, RANK = 58 };
    struct finder f = {.lexicon = lexicon, .tree = tree, .arena = arena, .facts = facts};
    uint32_t first = 0;
    while (first < all->count && !all->items[first].kept) first++;
    if (first == all->count) return true;
    for (uint32_t i = first, n = 0; i-- > 0 && n < LINES; n++) {
        const struct sr_html_paragraph *p = &all->items[i];
        struct sr_str text = sr_slice(all->text.p, p->span);
        if (p->words > WORDS || p->sentence || p->link_words * 2 > p->words + 4) continue;
        take_date(&f, text, RANK);
        for (uint32_t k = 0; k + 4 < text.n; k++) {
            bool begins = !k || text.p[k - 1] == '\n' || text.p[k - 1] == ' ';
            if (!begins || (text.p[k] | 0x20) != 'b' || text.p[k + 1] != 'y' || text.p[k + 2] != ' ') continue;
            const char *nl = memchr(text.p + k, '\n', text.n - k);
            struct sr_str line = {text.p + k, nl ? (uint32_t)(nl - text.p) - k : text.n - k};
            struct sr_str name = author_of(&f, line);
            if (!name.n) continue;
            bool digits = false;
            for (uint32_t d = 0; d < name.n; d++) digits = digits || (name.p[d] >= '0' && name.p[d] <= '9');
            if (!digits && name.n < 80) sr_html_fact(&facts->author, &facts->author_rank, name, RANK);
            break;
        }
    }
    return true;
}
