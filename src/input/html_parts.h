/* html_parts.h: what the files that read a page share. Not for others: html.h is the door.
 *
 *     bytes → charset → sieve → gumbo → nodes → paragraphs → body: root, what is kept → text, map
 *                                   └→ facts: title, outlet, author, time of publication, updates
 *
 * The tree is flat: nodes in the order of the document, each with its parent and the end of its subtree, so that no
 * walk recurses, however deep the tags are nested.
 */
#ifndef SR_INPUT_HTML_PARTS_H
#define SR_INPUT_HTML_PARTS_H

#include <gumbo.h>

#include "input/html.h"
#include "lexicon/lexicon.h"

/* ---- sieve: the page without what no reader sees ---- */

struct sr_html_cut {
    uint32_t kept, source; /* from this byte of what was kept on, the source's byte is this one */
};

struct sr_html_sieve {
    struct sr_str kept;
    const struct sr_html_cut *cuts; /* [count], ascending */
    uint32_t count;
};

/* Leave out scripts (but JSON-LD), styles, pictures' code, comments, attributes that nobody here asks for, and tags
 * nested deeper than 1000. It is a lexer only: what is left is parsed as it was. SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_html_sieve(struct sr_str source, struct sr_arena *arena, struct sr_html_sieve *out,
                                         struct sr_err *err);
uint32_t sr_html_source_of(const struct sr_html_sieve *sieve, uint32_t kept);

/* ---- tree ---- */

enum {                   /* hints, from class, id, role, itemprop: data/en/page_hints.tsv */
       SR_HINT_DROP = 1, /* comments, related, share … */
       SR_HINT_BODY = 2, /* article body, story … */
       SR_HINT_BYLINE = 4,
       SR_HINT_DATE = 8,
       SR_HINT_CAPTION = 16,
       SR_HINT_UPDATE = 32, /* an entry of a live blog */
       SR_HINT_HIDDEN = 64, /* hidden, aria-hidden, display: none */
       SR_HINT_TITLE = 128,
};

#define SR_HTML_TEXT ((uint16_t)0xFFFF) /* the tag of a text node */

struct sr_html_node {
    uint32_t parent, end; /* the subtree is [this, end); the root's parent is SR_NONE */
    uint16_t tag;         /* GumboTag, or SR_HTML_TEXT */
    uint8_t hints;
    bool dropped;                /* it, or one above it, is no part of any article */
    const GumboElement *element; /* NULL for text */
    const GumboText *text;       /* NULL for an element */
};

struct sr_html_tree {
    struct sr_html_sieve sieve;
    struct sr_html_node *nodes; /* [count] */
    uint32_t count;
    bool live; /* the page is a live blog */
};

/* `fragment`: a feed's piece of HTML. Owns: into `arena`, which holds the parser's own tree too. SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_html_parse(const struct sr_lexicon *lexicon, struct sr_str source, struct sr_arena *arena,
                                         struct sr_html_tree *out, struct sr_err *err);

const char *sr_html_attribute(const struct sr_html_node *node, const char *name); /* NULL: none */
bool sr_html_is_block(uint16_t tag);
bool sr_html_is_heading(uint16_t tag); /* h1 … h6 */
/* The nearest node above or at `node` with the tag; SR_NONE. */
uint32_t sr_html_above(const struct sr_html_tree *tree, uint32_t node, uint16_t tag);
/* The text below a node, white space as one space, at most `most` bytes. {NULL, 0}: memory. */
struct sr_str sr_html_text_of(const struct sr_html_tree *tree, uint32_t node, uint32_t most, struct sr_arena *arena);
/* White space to single spaces, none at the ends. {NULL, 0}: memory. */
struct sr_str sr_html_squeeze(struct sr_str s, struct sr_arena *arena);

uint8_t sr_html_hints(const struct sr_lexicon *lexicon, struct sr_str words);

/* ---- paragraphs ---- */

struct sr_html_paragraph {
    struct sr_span span; /* within sr_html_paragraphs.text */
    uint32_t node;       /* the block that it stands in */
    uint32_t first;      /* the first text node in it */
    uint32_t words, link_words;
    uint32_t first_run; /* into the runs */
    bool dropped;       /* stands in a dropped node */
    bool sentence;      /* ends with a sentence's mark */
    bool phrase;        /* "Read more: …" and its like */
    bool row;           /* of a table */
    bool kept;
};

struct sr_html_paragraphs {
    struct sr_str text;
    struct sr_html_paragraph *items; /* [count] */
    uint32_t count;
    const struct sr_source_run *runs; /* [run_count]: text → the sieve's bytes */
    uint32_t run_count;
};

/* Lengthen `run` by `next` where that goes on with the same bytes, in the text and in the source; else false. */
bool sr_source_run_join(struct sr_source_run *run, const struct sr_source_run *next);

SR_MUST_USE enum sr_status sr_html_break(const struct sr_html_tree *tree, struct sr_arena *arena,
                                         struct sr_html_paragraphs *out, struct sr_err *err);

/* ---- body ---- */

/* Mark the paragraphs that are the article's body (`kept`). `title`: not kept again. `whole`: everything is the body
 * (a feed's item) but for what hints and phrases rule out. False: memory. */
bool sr_html_choose(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree, struct sr_html_paragraphs *all,
                    struct sr_str title, bool whole, struct sr_arena *arena);

/* ---- facts ---- */

struct sr_html_facts {
    struct sr_str title, outlet, author, url, language, body; /* body: JSON-LD's articleBody */
    struct sr_date published;
    bool has_published;
    bool live;
    uint32_t title_rank, outlet_rank, author_rank, url_rank, published_rank; /* 0: not known; the lower, the better */
    SR_VEC(struct sr_html_stamp) stamps;
};

struct sr_html_stamp { /* an update told in JSON-LD */
    struct sr_str title, body;
    struct sr_date at;
    bool has_at;
};

SR_MUST_USE enum sr_status sr_html_facts(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree,
                                         struct sr_arena *arena, struct sr_html_facts *out, struct sr_err *err);
/* What lines above the body tell, once that is chosen. False: memory. */
bool sr_html_head_lines(const struct sr_lexicon *lexicon, const struct sr_html_tree *tree,
                        const struct sr_html_paragraphs *all, struct sr_arena *arena, struct sr_html_facts *facts);
/* JSON-LD's share of it; what is no JSON is passed over. False: memory. */
bool sr_html_linked_data(struct sr_str json, const struct sr_lexicon *lexicon, struct sr_arena *arena,
                         struct sr_html_facts *facts);
/* Take a fact if none better is there. Lower ranks are better; an empty value is none. */
void sr_html_fact(struct sr_str *slot, uint32_t *slot_rank, struct sr_str value, uint32_t rank);
#endif
