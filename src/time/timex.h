/* timex.h: time expressions, their values and the intervals that they denote.
 *
 * Takes a reading (and its timex labels, where the reader has them); gives TIMEX3 of ISO-TimeML (ISO 24617-1), with
 * `value` resolved against the time of publication, or the dateline's date where that is all there is.
 *
 *     Friday's attack … around 0700 GMT … about nine hours … the third quarter
 *     DATE 2015-11-20   TIME 2015-11-20T07:00Z  DURATION PT9H   DATE 2015-Q3
 *
 * Extents follow TempEval-3: no preposition, but determiners and modifiers ("about a decade", "the third quarter").
 */
#ifndef SR_TIME_TIMEX_H
#define SR_TIME_TIMEX_H

#include "reader/reader.h"

struct sr_timex {
    struct sr_span span;
    uint32_t first, end;            /* tokens [first, end) */
    uint8_t type;                   /* enum sr_timex_type */
    struct sr_str value;            /* TIMEX3 value: "2015-11-20", "PT9H", "PRESENT_REF"; "" when it can't be told */
    struct sr_date begin, end_date; /* the interval that it denotes, half-open */
    bool has_interval;
    struct sr_str zone; /* as written: "GMT", "local time"; "" when unsaid */
    float p;
};

struct sr_times {
    const struct sr_timex *items; /* [count], in the order of the text, not overlapping */
    uint32_t count;
};

struct sr_time_in {
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY only. Threads: safe. Cost: linear in tokens. */
SR_MUST_USE enum sr_status sr_find_times(const struct sr_time_in *in, struct sr_arena *arena, struct sr_times *out,
                                         struct sr_err *err);

/* The first time expression that ends after the token, or times->count. Binary search. */
uint32_t sr_time_at(const struct sr_times *times, uint32_t token);

#endif
