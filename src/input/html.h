/* html.h: a page → the article's text and what the page says of it.
 *
 * The text is the title, a blank line, the body; a title that the body opens with is not doubled. The body is found by
 * content: paragraphs of running text count for the blocks that hold them, links and short scraps against (see
 * html_body.c); classes and ids are hints (data/en/page_hints.tsv), names of sites are never asked for.
 *
 * What is kept:     paragraphs, headings with text below them, lists, quotations; a table of facts, a row a line, its
 *                   cells parted by tabs; an update of a live blog as a group of paragraphs, led by the time that the
 *                   page shows with it.
 * What is left out: captions and credits of pictures (they tell of the picture, which is often an old one); bylines and
 *                   the time of publication (told in the document's fields); comments, related stories, share buttons,
 *                   navigation, advertisements, newsletters, forms; what the page hides; pull quotes.
 */
#ifndef SR_INPUT_HTML_H
#define SR_INPUT_HTML_H

#include "input/document.h"

struct sr_lexicon;

struct sr_html_in {
    struct sr_str bytes;   /* the page as it came */
    struct sr_str charset; /* as HTTP told it; n = 0: not told */
    const struct sr_lexicon *lexicon;
    bool whole;          /* a feed's piece of HTML: all of it is the body, and it has no facts of its own */
    struct sr_str title; /* told from outside; n = 0: the page's own */
};

/* Read a page. Fills out->text, title, outlet, author, url, published, updates, source_map, extracted, repaired.
 * Owns     `out` points into `arena`; the parser's tree lives in scratch memory of its own.
 * Errors   SR_ERR_EMPTY: no article in it; SR_ERR_ENCODING: a binary; SR_ERR_MEMORY. Broken markup is none: HTML5 says
 *          how each is read.
 * Threads  safe. Cost: linear but for the parser's own worst cases, which depth and memory limits bound. */
SR_MUST_USE enum sr_status sr_html_read(const struct sr_html_in *in, struct sr_arena *arena, struct sr_document *out,
                                        struct sr_err *err);

/* Text of a piece of HTML ("Fire &amp; smoke", "<b>Two</b> dead"): tags out, entities decoded, one line. */
struct sr_str sr_html_line(struct sr_str piece, struct sr_arena *arena);

/* A date in ISO 8601, RFC 2822 or English words, with time and zone where they stand. */
bool sr_page_date(const struct sr_lexicon *lexicon, struct sr_str s, struct sr_date *date);

#endif
