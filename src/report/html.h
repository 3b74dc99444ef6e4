/* html.h: what the files that make the web page share. Private to report/.
 *
 * The page is the report and the article side by side. A claim's words in the article are a link to its line of the
 * report (#c7), and its words in the report a link back (#m7), so that they lead to each other without a script; with
 * it, what carries the claim's token in data-c lights up together.
 *
 * Nothing reaches the page but through sr_html_text, which escapes it, or as a literal of ours.
 */
#ifndef SR_REPORT_HTML_PARTS_H
#define SR_REPORT_HTML_PARTS_H

#include "report/tally.h"

struct sr_html {
    struct sr_report report; /* the words' own state; its page is used for the line to copy alone */
    struct sr_buf *out;
    char prefix[16];             /* of every id: "" where the page is the document's own */
    uint8_t level;               /* of the headings of incidents: 1 or 2 */
    uint32_t *line;              /* [claims] the claim whose line of the report tells it, or SR_NONE */
    bool kinds[SR_SOURCE_COUNT]; /* of speakers, that stand on the page: for the key to their marks */
    bool unnamed;                /* so does an unnamed one */
};

/* ---- html_put.c: pieces ---- */

/* Literal markup. */
void sr_html_c(struct sr_html *h, const char *markup);

/* From <!doctype html> on, style and script included; <title> comes next, and </head>. */
const char *sr_html_head_open(void);

/* Text, escaped for element content and for attributes in double quotes; what sr_page_unfit names is left out. */
void sr_html_text(struct sr_html *h, struct sr_str text);

/* The same for a whole document: an XML-free way to say "& < > \" '". */
void sr_html_escape(struct sr_buf *out, struct sr_str text);

/* A value of the tally; "–" is told as "not known" to a screen reader. */
void sr_html_value(struct sr_html *h, struct sr_str value);

/* <time datetime="2015-11-20">Fri 20 Nov 2015</time> */
void sr_html_date(struct sr_html *h, const struct sr_date *date);

/* The same for when the incident began, as precise as that is known. */
void sr_html_begin(struct sr_html *h, const struct sr_incident *incident);

/* A name of the document, PREFIX LETTER N: sr_html_name(h, 'c', 7) writes "c7". */
void sr_html_name(struct sr_html *h, char letter, uint32_t n);

/* "¶7" as a link to the claim's words; to the paragraph, where `claim` is SR_NONE. */
void sr_html_where(struct sr_html *h, uint32_t byte, uint32_t claim);

/* The number that sr_say_where gives the paragraph of a byte; 0: the headline. */
uint32_t sr_html_paragraph(const struct sr_html *h, uint32_t byte);

/* One speaker as a chip with the mark of its kind. */
void sr_html_source(struct sr_html *h, uint32_t source);
void sr_html_sources(struct sr_html *h, struct sr_indices sources);

/* Who says it, reading inwards: AFP ‹ a Malian military source. */
void sr_html_chain(struct sr_html *h, const struct sr_claim *claim);

/* The claim's words between “ ” as a link to them, led by those of its event where that is asked for. The line
 * takes the claim. `alike`: more claims of the same line, whose places follow. */
void sr_html_quote(struct sr_html *h, uint32_t claim, bool with_event, const struct sr_row *row, uint32_t at);

/* The space-parted tokens of the claims of row line `at` (or of one claim): id="" and data-c="" of the line's element.
 */
void sr_html_line_names(struct sr_html *h, uint32_t claim, const struct sr_row *row, uint32_t at);

/* ---- html_tally.c, html_about.c, html_apart.c, html_article.c: the page's parts ---- */
void sr_html_tally(struct sr_html *h, uint32_t incident);
void sr_html_about(struct sr_html *h, const struct sr_incident *incident);
void sr_html_apart(struct sr_html *h, uint32_t main_incident);
void sr_html_key(struct sr_html *h);
void sr_html_article(struct sr_html *h);

#endif
