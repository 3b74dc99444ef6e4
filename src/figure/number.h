/* number.h: every number expression of the text, with its value, its hedge and what sort of number it is.
 *
 *     at least 22 people · two or three attackers · around a dozen · hundreds · no one · a 34-year-old · 0700 GMT
 *     >= 22, hedge [0,8)   2..3                     ~12              vague      0        AGE 34       TIME
 *
 * Takes a reading and the time expressions (a number inside one is a date, a time or a duration). It doesn't say what a
 * number counts: claim.h does. Values: n exactly: low = high = value = n. "at least n": low = value = n, high unknown;
 * "more than n": the same, with n as written; "at most n", "up to n", "fewer than n": high = value = n, low unknown;
 * "about n": value alone; a range: low and high; vague ("dozens"): all unknown.
 */
#ifndef SR_FIGURE_NUMBER_H
#define SR_FIGURE_NUMBER_H

#include "time/timex.h"

#define SR_UNKNOWN INT64_MIN

struct sr_number {
    struct sr_span span;             /* the number without its hedge: "22", "two or three", "a dozen", "no" */
    struct sr_span hedge_span;       /* the words of the hedge, before or after; {0, 0} when there are none */
    uint32_t first, end;             /* tokens of span */
    uint32_t whole_first, whole_end; /* tokens with the hedge */
    int64_t low, high, value;        /* SR_UNKNOWN where not known */
    int64_t order;  /* of a vague number: the unit that it is told in (dozens 12, hundreds 100); else SR_UNKNOWN */
    uint8_t hedge;  /* enum sr_hedge */
    uint8_t kind;   /* enum sr_number_kind; only SR_NUMBER_COUNT can be a claim */
    bool zero_word; /* "no", "no one", "none", "nobody", "without any" */
    bool is_part;   /* "two of the gunmen", "of whom 7", "three others": told of a larger set, or beside one */
    float p;        /* that the kind is right */
};

struct sr_numbers {
    const struct sr_number *items; /* [count], in the order of the text, not overlapping */
    uint32_t count;
};

struct sr_number_in {
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
    const struct sr_times *times;
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY only. Threads: safe. Cost: linear in tokens. */
SR_MUST_USE enum sr_status sr_find_numbers(const struct sr_number_in *in, struct sr_arena *arena,
                                           struct sr_numbers *out, struct sr_err *err);

/* The number whose words, hedge included, hold the token; NULL: none does. */
const struct sr_number *sr_number_at(const struct sr_numbers *numbers, uint32_t token);

#endif
