/* report.h: the situation report of one document, as plain text for a terminal.
 *
 *     HOSTAGE-TAKING   Radisson Blu hotel, Bamako, Mali   Fri 20 Nov 2015 07:00 UTC   over
 *     1 report: Arutz Sheva, after AFP
 *
 *                       low  best  high
 *     killed             22    22     –   AFP: “At least 22 people are dead” ¶1
 *       attackers         2     2     2   a Malian military source, quoted by AFP: “Two of the gunmen had been killed”
 * ¶8 … At least 22 people were killed, AFP said.
 *
 * An editor reads it, so it names no field and no id. Every row says who says so, in which words, in which paragraph;
 * the words are the document's own, hedge and all. What a figure is (disputed, overtaken, denied, background) is told
 * by words and shape; colour only repeats it. The last line can be copied into a story. Where no incident is reported,
 * the report says so and tells what was found instead.
 *
 * Control characters and marks that change the direction of text never reach the output: a text can't draw on the
 * terminal of whoever reads its report.
 */
#ifndef SR_REPORT_REPORT_H
#define SR_REPORT_REPORT_H

#include "base/buf.h"
#include "lexicon/lexicon.h"
#include "record/findings.h"

struct sr_report_in {
    const struct sr_findings *findings; /* borrowed */
    const struct sr_lexicon *lexicon;
};

struct sr_report_options {
    uint32_t width;   /* columns; 0: 80. No line is wider, unless one word is */
    bool colour;      /* ANSI escapes (ECMA-48 SGR) */
    bool numbers_all; /* every number that is not counted, and why */
};

/* Append the report, ended by a line break, to `out`. The findings are checked first.
 * Errors  SR_ERR_SPAN; SR_ERR_MEMORY. `out` is then as it was. Threads: safe. Cost: linear in the findings. */
SR_MUST_USE enum sr_status sr_report_text(const struct sr_report_in *in, const struct sr_report_options *options,
                                          struct sr_buf *out, struct sr_err *err);

/* How each figure (of `measure`, or NULL: of all) came about: its claims and what the rule made of them.
 * Errors  SR_ERR_USAGE for a measure that is none; SR_ERR_SPAN; SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_report_explain(const struct sr_report_in *in, const struct sr_report_options *options,
                                             const char *measure, struct sr_buf *out, struct sr_err *err);

/* Append the same report as a web page: one file that asks for nothing outside it, the report and the article side by
 * side. `section`: only the document's <article>, to stand between what sr_report_html_open and sr_report_html_close
 * give; every id then begins with a name that comes of the document's id and text. As sr_report_text else. */
SR_MUST_USE enum sr_status sr_report_html(const struct sr_report_in *in, bool section, struct sr_buf *out,
                                          struct sr_err *err);
const char *sr_report_html_open(void);
const char *sr_report_html_close(void);

#endif
