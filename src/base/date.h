/* date.h: civil dates and times (ISO 8601), proleptic Gregorian. No clock, no time zone data: an offset is a number.
 *
 * Method: days from civil and back after Hinnant (2013), "chrono-compatible low-level date algorithms".
 */
#ifndef SR_BASE_DATE_H
#define SR_BASE_DATE_H

#include "base/arena.h"

enum sr_precision {
    SR_PRECISION_YEAR,
    SR_PRECISION_MONTH,
    SR_PRECISION_DAY,
    SR_PRECISION_HOUR,
    SR_PRECISION_MINUTE,
    SR_PRECISION_SECOND
};

struct sr_date {
    int32_t year;
    uint8_t month, day;           /* from 1; 1 where the precision is coarser */
    uint8_t hour, minute, second; /* 0 where the precision is coarser */
    uint8_t precision;            /* enum sr_precision */
    bool has_offset;              /* an offset or Z was written */
    int16_t offset_minutes;       /* east of UTC */
};

/* Read "2015", "2015-11", "2015-11-20", "2015-11-20T07:00", "…T07:00:05.123Z", "…+02:00", "…+0200", "… 07:00" (a space
 * for the T). False, with *date untouched, for anything else, a day that the month lacks (2015-02-29) included. */
bool sr_date_parse(struct sr_str text, struct sr_date *date);

/* The shortest form that keeps the precision and the offset: "2015-11-20", "2015-11-20T07:00+00:00". */
struct sr_str sr_date_write(struct sr_arena *arena, const struct sr_date *date);

int64_t sr_days_from_civil(int32_t year, uint32_t month, uint32_t day); /* days since 1970-01-01 */
void sr_civil_from_days(int64_t days, int32_t *year, uint32_t *month, uint32_t *day);
uint32_t sr_weekday(int64_t days); /* 0 Monday … 6 Sunday */
uint32_t sr_days_in_month(int32_t year, uint32_t month);

/* Seconds since 1970-01-01T00:00Z; a date without offset counts as UTC, a coarser one as its beginning. */
int64_t sr_date_seconds(const struct sr_date *date);

#endif
