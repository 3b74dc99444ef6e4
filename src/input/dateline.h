/* dateline.h: the lines at the head of a report: title, byline, date, dateline. For the files of input/ and their
 * tests; sr_dateline_find, in document.h, is what the rest of the program calls.
 *
 *     Gunmen storm hotel in Mali            title
 *     By A. Reporter                        byline: skipped
 *     Friday, November 20, 2015             a line that holds a date and little else
 *     BAMAKO, Mali, Nov. 20 (Reuters) — At least …
 *     pppppppppppp  dddddd   aaaaaaa
 *
 * A dateline is read by its shape, left to right: place, date, agency in parentheses or strokes, then a dash (or, after
 * a place in capitals, a colon). It counts as one when enough of that is there: a date; a known agency; or a place in
 * capitals before a dash, in a text that is not all capitals. The words are in data/en/datelines.tsv, agencies.tsv and
 * datewords.tsv.
 */
#ifndef SR_INPUT_DATELINE_H
#define SR_INPUT_DATELINE_H

#include "input/document.h"

struct sr_lexicon;

struct sr_written_date {
    struct sr_span span; /* "Nov. 20, 2015"; a weekday before it is within */
    uint32_t day, month; /* from 1; 0, 0 for "no date" */
    int32_t year;        /* as written, 90 for "90"; -1: none */
    uint32_t year_digits;
};

/* A date in words at byte `at`: "20 November 2015", "5 JUL 89", "Nov. 20", "March 9, 2010", "Friday, Nov. 20",
 * "2015-11-20". False: none begins there. Nothing is read at or behind `end`. */
bool sr_written_date_at(const struct sr_lexicon *lexicon, struct sr_str text, uint32_t at, uint32_t end,
                        struct sr_written_date *out);

/* Give it its year: as written; two figures are the century nearest to publication (else 1970–2069); none is the year
 * that brings it nearest to publication. False: there is no year to be had, or the month lacks the day. */
bool sr_written_date_resolve(const struct sr_written_date *written, const struct sr_date *published,
                             struct sr_date *date);

/* The dateline that begins at byte `at` (white space skipped); span {0, 0} when none does. */
struct sr_dateline sr_dateline_at(const struct sr_lexicon *lexicon, struct sr_str text, uint32_t at,
                                  const struct sr_date *published);

/* The date of a line among the first that holds one and little else ("Sunday, October 25, 2009"; "POSTED: 10:04 a.m.
 * Dec. 8, 2010"). False when none does, or its year is missing. */
bool sr_head_date(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span title, struct sr_date *date);

/* The line holds a date or a time and nothing else but the words around one. *written has month 0 when it is no whole
 * date. */
bool sr_line_is_date(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span line,
                     struct sr_written_date *written);

/* The next line at or after *at that isn't blank, without white space at its ends; *at goes behind it. False: none. */
bool sr_next_line(struct sr_str text, uint32_t *at, struct sr_span *line);

/* "By A. Reporter", "From our correspondent": who wrote it. */
bool sr_line_is_byline(struct sr_str text, struct sr_span line);

/* The line's last word ends with a full stop, question or exclamation mark (closing quotation marks skipped). */
bool sr_line_ends_sentence(struct sr_str text, struct sr_span line);

/* Fold a word or phrase to a table's key: lower case, white space as one space, none around a hyphen, full stops at its
 * end dropped. False when it doesn't fit. */
bool sr_head_key(struct sr_str word, char room[96], struct sr_str *key);

#endif
