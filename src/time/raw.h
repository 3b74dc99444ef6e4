/* raw.h: a time expression as it is written, before it is known which day it means. For time/ only.
 *
 * grammar.c finds the extents and says what is written; resolve.c counts from the time of publication.
 */
#ifndef SR_TIME_RAW_H
#define SR_TIME_RAW_H

#include "time/words.h"

enum sr_raw_form {
    SR_RAW_DATE,    /* year, month, day; 0 where unsaid */
    SR_RAW_WEEKDAY, /* weekday, rel (or SR_REL_NONE) */
    SR_RAW_DAYS,    /* today + number */
    SR_RAW_UNIT,    /* "last week", "this year": unit, rel */
    SR_RAW_BACK,    /* "two days ago", "a year earlier": unit, number (negative: back), anchored */
    SR_RAW_QUARTER, /* number 1-4 or 0 ("the quarter"), year or rel; half: of a year */
    SR_RAW_SEASON,  /* part, year or rel */
    SR_RAW_DECADE,  /* number: 198 for the 1980s */
    SR_RAW_CENTURY, /* number: 19 for the 20th */
    SR_RAW_HOLIDAY, /* text: its rule */
    SR_RAW_LENGTH,  /* a duration: unit, number; number < 0: unsaid how many */
    SR_RAW_SET,     /* text: its value */
    SR_RAW_REF,     /* text */
    SR_RAW_SAME,    /* "that day": unit, of the time spoken of last */
};

enum { SR_REL_NONE = 9 };

struct sr_raw {
    uint32_t first, end; /* tokens */
    uint8_t form, type;  /* enum sr_raw_form, enum sr_timex_type */
    int32_t year;
    uint8_t month, day, weekday;
    int8_t rel;
    bool that;      /* "that year": the one spoken of */
    bool year_word; /* "June last year": rel is the year's */
    bool anchored;  /* counts from the time spoken of, not from publication */
    bool clock;     /* an hour is said; day of a bare one: that spoken of */
    bool has_day;   /* a clock with its day beside it */
    uint8_t hour, minute;
    bool minutes;     /* minutes are said: "7:00", not "7 a.m." */
    const char *part; /* MO AF EV NI, or a season; NULL when none */
    const char *unit; /* as in time_words.tsv */
    double number;
    const char *text;
    uint32_t zone; /* row of zones.tsv, or SR_NONE */
    struct sr_span zone_span;
    int8_t tense; /* -1 past, 1 future, 0 unsaid: of the clause */
};

/* The longest expression that begins at token `at`, before `end`; false when there is none. */
bool sr_time_parse(const struct sr_time_text *t, uint32_t at, uint32_t end, struct sr_raw *raw);

struct sr_time_clock {        /* what values count from; changed as the text is walked */
    struct sr_date published; /* precision DAY or finer */
    bool known;
    struct sr_date spoken; /* the last day told, for "that day", a bare clock time */
    bool spoken_known;
    int32_t spoken_quarter;   /* year * 4 + quarter - 1 of the last quarter told, or INT32_MIN */
    int32_t spoken_year;      /* or INT32_MIN */
    uint8_t spoken_precision; /* of the last date told: enum sr_precision; what "a year earlier" keeps */
    const struct sr_time_text *text;
};

/* Value, interval and zone. False when the arena's limit is met. A value that can't be told stays "". */
SR_MUST_USE bool sr_time_resolve(struct sr_time_clock *clock, const struct sr_raw *raw, struct sr_arena *arena,
                                 struct sr_timex *out);

#endif
