/* page.h: words onto lines of limited width, with styles. Private to report/.
 *
 * Words are parted by white space; words added without white space between them stick together, whatever their styles.
 * A no-break space (U+00A0) keeps its neighbours on one line. Width is that of a terminal (East Asian wide characters
 * count two, combining marks none). Lines that go on begin at `indent`, with `rail` before it where there is one.
 */
#ifndef SR_REPORT_PAGE_H
#define SR_REPORT_PAGE_H

#include "base/buf.h"

enum sr_style { SR_STYLE_PLAIN, SR_STYLE_STRONG, SR_STYLE_FAINT, SR_STYLE_ALARM, SR_STYLE_STRUCK, SR_STYLE_UNNAMED };

struct sr_page {
    struct sr_buf *out;
    struct sr_buf word; /* the word under way, with its styles */
    uint32_t word_width;
    uint32_t width;   /* of a line */
    uint32_t column;  /* where the line under way ends */
    uint32_t start;   /* where its next word begins at the earliest */
    uint32_t indent;  /* where lines that go on begin */
    uint32_t rail_at; /* the column of the rail */
    const char *rail; /* one character before lines that go on; NULL: none */
    bool gap;         /* white space before the next word */
    bool blank;       /* an empty line before the next word */
    bool colour;
};

void sr_page_text(struct sr_page *page, enum sr_style style, struct sr_str text);
void sr_page_c(struct sr_page *page, enum sr_style style, const char *text);

/* The next word begins at `column`, or right here where the line has passed it. */
void sr_page_tab(struct sr_page *page, uint32_t column);

/* End the line under way, if there is one. */
void sr_page_end_line(struct sr_page *page);

/* The same, and an empty line before what comes next, if anything does: never two, none at the end. */
void sr_page_blank(struct sr_page *page);

/* Marks that turn the direction of text (UAX 9), controls, and what can't be seen: they could make a report read otherwise
 * than it is, so that none reaches the output. */
bool sr_page_unfit(int32_t c);

/* Columns that the text takes on a terminal. */
uint32_t sr_page_width_of(struct sr_str text);

#endif
