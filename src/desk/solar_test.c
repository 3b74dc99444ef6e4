#include "desk/solar.h"

#include "base/date.h"
#include "base/test.h"

/* Sunsets, to be met within a minute. New York and Jerusalem: NOAA's computation. The others: the equinox, when the sun
 * sets near six by the sun's own clock everywhere, worked out by hand from the equation of time (-7 min 26 s) and the time
 * that 0.833 degrees take (3.4 minutes at the equator, more by 1/cos of the latitude). */
static const struct {
    const char *name;
    double lat, lon;
    const char *day, *utc; /* utc NULL: no sunset */
} rows[] = {
    {"New York", 40.7143, -74.0060, "2015-11-20", "2015-11-20T21:34:29Z"},
    {"Jerusalem", 31.7690, 35.2163, "2015-11-20", "2015-11-20T14:37:42Z"},
    {"the equator at the equinox", 0, 0, "2026-03-20", "2026-03-20T18:10:48Z"},
    {"Tromsø in the polar night", 69.65, 18.96, "2026-12-21", NULL},
    {"Tromsø in the midnight sun", 69.65, 18.96, "2026-06-21", NULL},
    {"the north pole", 90, 0, "2026-06-21", NULL},
    {"the south pole", -90, 0, "2026-06-21", NULL},
};

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_date day, utc = {0};
        int64_t at = 0;
        SR_CHECK(rows[i].name, sr_date_parse(sr_str_c(rows[i].day), &day));
        bool sets =
            sr_sun_sinks(rows[i].lat, rows[i].lon, sr_days_from_civil(day.year, day.month, day.day), SR_SUNSET, &at);
        SR_CHECK_INT(rows[i].name, sets, rows[i].utc != NULL);
        if (!sets || !rows[i].utc) continue;
        SR_CHECK(rows[i].name, sr_date_parse(sr_str_c(rows[i].utc), &utc));
        int64_t off = at - sr_date_seconds(&utc);
        if (off < -60 || off > 60) SR_CHECK_INT(rows[i].name, at, sr_date_seconds(&utc));
        else SR_CHECK(rows[i].name, true);
    }
    return sr_test_end("solar");
}
