/* parse.h: the shapes of time expressions. For time/ only.
 *
 * Each function tries one shape at a token and returns how many tokens it takes, 0 for none. dates.c has days and the
 * times of day, units.c what counts in weeks, years, quarters and seasons, length.c durations and sets, clock.c hours.
 */
#ifndef SR_TIME_PARSE_H
#define SR_TIME_PARSE_H

#include "time/raw.h"

struct sr_parse {
    const struct sr_time_text *t;
    uint32_t begin, end; /* of the sentence */
    bool heading;        /* whose words may all have capitals */
};

static inline bool is(const struct sr_parse *p, uint32_t at, const char *word) {
    return sr_time_is(p->t, at, p->end, word);
}

static inline uint32_t word(const struct sr_parse *p, uint32_t at, const char *kind, const char **value) {
    return sr_time_word(p->t, at, p->end, kind, value);
}

static inline uint32_t number_word(const struct sr_parse *p, uint32_t at, const char *kind, uint32_t *value) {
    const char *cell;
    uint32_t n = word(p, at, kind, &cell);
    if (n)
        *value =
            (uint32_t)(cell[0] - '0') * (cell[1] ? 10u : 1u) + (cell[0] && cell[1] ? (uint32_t)(cell[1] - '0') : 0);
    return n;
}

static inline bool capital(const struct sr_parse *p, uint32_t at) {
    uint8_t shape = p->t->reading->tokens[at].shape;
    return shape == SR_SHAPE_TITLE || shape == SR_SHAPE_UPPER;
}

static inline bool touches(const struct sr_parse *p, uint32_t at) {
    return !p->t->reading->tokens[at].space_before;
}

static inline struct sr_raw blank(uint32_t at, enum sr_raw_form form, enum sr_timex_type type) {
    return (struct sr_raw){
        .first = at, .end = at, .form = (uint8_t)form, .type = (uint8_t)type, .rel = SR_REL_NONE, .zone = SR_NONE};
}

/* "1998", ", 1998", "of 1998" after a month, a quarter, a season. */
uint32_t sr_year_after(const struct sr_parse *p, uint32_t at, int32_t *year);

/* A unit, singular or plural. */
uint32_t sr_unit_any(const struct sr_parse *p, uint32_t at, const char **unit, bool *plural);

typedef uint32_t sr_shape(const struct sr_parse *p, uint32_t at, struct sr_raw *r);

sr_shape sr_date_at, sr_weekday_at, sr_day_at, sr_part_at;
sr_shape sr_unit_at, sr_spoken_at, sr_year_at, sr_decade_at;
sr_shape sr_century_at, sr_quarter_at, sr_business_at, sr_season_at;
sr_shape sr_holiday_at, sr_length_at, sr_bare_units_at, sr_set_at;
sr_shape sr_ref_at, sr_clock_at, sr_loose_part_at;

#endif
