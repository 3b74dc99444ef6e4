#include "base/date.h"

#include "base/test.h"

static const struct {
    const char *input, *written; /* NULL: not a date */
    int64_t seconds;
} dates[] = {
    {"2015", "2015", 1420070400},
    {"2015-11", "2015-11", 1446336000},
    {"2015-11-20", "2015-11-20", 1447977600},
    {"2016-02-29", "2016-02-29", 1456704000},
    {"2000-02-29", "2000-02-29", 951782400},
    {"1969-12-31", "1969-12-31", -86400},
    {"0001-01-01", "0001-01-01", -62135596800},
    {"2015-11-20T07", "2015-11-20T07", 1448002800},
    {"2015-11-20T07:00", "2015-11-20T07:00", 1448002800},
    {"2015-11-20 07:00", "2015-11-20T07:00", 1448002800},
    {"2015-11-20T07:00Z", "2015-11-20T07:00+00:00", 1448002800},
    {"2015-11-20t07:00z", "2015-11-20T07:00+00:00", 1448002800},
    {"2015-11-20T07:00:05.123Z", "2015-11-20T07:00:05+00:00", 1448002805},
    {"2015-11-20T07:00:05,5+02:00", "2015-11-20T07:00:05+02:00", 1447995605},
    {"2015-11-20T07:00+0200", "2015-11-20T07:00+02:00", 1447995600},
    {"2015-11-20T07:00+02", "2015-11-20T07:00+02:00", 1447995600},
    {"2015-11-20T07:00-03:30", "2015-11-20T07:00-03:30", 1448015400},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00", 1483228799},
    {"", NULL, 0},
    {"15", NULL, 0},
    {"201", NULL, 0},
    {"20151", NULL, 0},
    {"20-11-2015", NULL, 0},
    {"2015-1-2", NULL, 0},
    {"2015-13", NULL, 0},
    {"2015-00-10", NULL, 0},
    {"2015-02-29", NULL, 0},
    {"1900-02-29", NULL, 0},
    {"2015-11-31", NULL, 0},
    {"2015-11-20T", NULL, 0},
    {"2015-11-20T25:00", NULL, 0},
    {"2015-11-20T24:00", NULL, 0},
    {"2015-11-20T07:60", NULL, 0},
    {"2015-11-20T07:00:61", NULL, 0},
    {"2015-11-20T07:00:00.", NULL, 0},
    {"2015-11-20T07:00+", NULL, 0},
    {"2015-11-20T07:00+02:", NULL, 0},
    {"2015-11-20T07:00+2:00", NULL, 0},
    {"2015-11-20T07:00+02:00 ", NULL, 0},
    {"2015-11-20T07:00ZZ", NULL, 0},
    {" 2015-11-20", NULL, 0},
    {"2015/11/20", NULL, 0},
    {"20 November 2015", NULL, 0},
};

static const struct {
    int32_t year;
    uint32_t month, day;
    int64_t days;
    uint32_t weekday;
} days[] = {
    {1970, 1, 1, 0, 3},        {1969, 12, 31, -1, 2}, {2000, 3, 1, 11017, 2},     {2015, 11, 20, 16759, 4},
    {1600, 2, 29, -135081, 1}, {1, 1, 1, -719162, 0}, {9999, 12, 31, 2932896, 4}, {2024, 2, 29, 19782, 3},
};

static void check_dates(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct sr_date d = {.year = 7};
        bool ok = sr_date_parse(sr_str_c(dates[i].input), &d);
        SR_CHECK_INT(dates[i].input, ok, dates[i].written != NULL);
        if (!ok) {
            SR_CHECK_INT(dates[i].input, d.year, 7); /* untouched */
            continue;
        }
        SR_CHECK_STR(dates[i].input, sr_date_write(&arena, &d), sr_str_c(dates[i].written));
        SR_CHECK_INT(dates[i].input, sr_date_seconds(&d), dates[i].seconds);
    }
    SR_CHECK("no text", !sr_date_parse((struct sr_str){NULL, 0}, &(struct sr_date){0}));
    sr_arena_release(&arena);
}

static void check_days(void) {
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%d-%u-%u", days[i].year, days[i].month, days[i].day);
        SR_CHECK_INT(name, sr_days_from_civil(days[i].year, days[i].month, days[i].day), days[i].days);
        SR_CHECK_INT(name, sr_weekday(days[i].days), days[i].weekday);
    }
    /* there and back, a day at a time, over four centuries: no day is skipped or told twice */
    int32_t year = 1799;
    uint32_t month = 12, day = 31;
    int64_t wrong = 0;
    for (int64_t n = sr_days_from_civil(1800, 1, 1); n < sr_days_from_civil(2200, 1, 1); n++) {
        if (++day > sr_days_in_month(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
        int32_t y;
        uint32_t m, d;
        sr_civil_from_days(n, &y, &m, &d);
        wrong += y != year || m != month || d != day || sr_days_from_civil(y, m, d) != n;
    }
    SR_CHECK_INT("every day from 1800 to 2199", wrong, 0);
    SR_CHECK_INT("a month that is none", sr_days_in_month(2015, 13), 0);
}

int main(void) {
    check_dates();
    check_days();
    return sr_test_end("date");
}
