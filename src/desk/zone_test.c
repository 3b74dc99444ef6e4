#include "desk/zone.h"

#include "base/date.h"
#include "base/test.h"

/* What the clock showed, as published by the countries themselves. */
static const struct {
    const char *name, *zone, *utc, *local, *clock;
} rows[] = {
    {"winter in New York", "America/New_York", "2015-11-20T21:16Z", "2015-11-20T16:16", "EST"},
    {"summer in New York", "America/New_York", "2015-07-20T21:16Z", "2015-07-20T17:16", "EDT"},
    {"the last second of summer", "America/New_York", "2015-11-01T05:59:59Z", "2015-11-01T01:59:59", "EDT"},
    {"the first second of winter", "America/New_York", "2015-11-01T06:00:00Z", "2015-11-01T01:00:00", "EST"},
    {"after the last transition of the file, by its rule", "America/New_York", "2050-07-01T12:00Z", "2050-07-01T08:00",
     "EDT"},
    {"Jerusalem", "Asia/Jerusalem", "2015-11-20T13:57Z", "2015-11-20T15:57", "IST"},
    {"Jerusalem's summer begins on a Friday", "Asia/Jerusalem", "2050-03-25T00:00:00Z", "2050-03-25T03:00:00", "IDT"},
    {"a second before it", "Asia/Jerusalem", "2050-03-24T23:59:59Z", "2050-03-25T01:59:59", "IST"},
    {"summer over the new year, in the south", "Australia/Sydney", "2050-01-15T00:00Z", "2050-01-15T11:00", "AEDT"},
    {"a zone without summer", "Africa/Bamako", "2030-06-01T00:00Z", "2030-06-01T00:00", "GMT"},
    {"a quarter of an hour", "Asia/Kathmandu", "2020-01-01T00:00Z", "2020-01-01T05:45", "+0545"},
    {"before there was a rule", "Europe/London", "1970-06-01T00:00Z", "1970-06-01T01:00", "BST"},
};

/* Local times that are none, or two. */
static const struct {
    const char *name, *zone, *local, *utc;
} instants[] = {
    {"plain", "America/New_York", "2015-11-20T16:16", "2015-11-20T21:16Z"},
    {"passed over in spring", "America/New_York", "2015-03-08T02:30", "2015-03-08T07:30Z"},
    {"twice in autumn: the first", "America/New_York", "2015-11-01T01:30", "2015-11-01T05:30Z"},
    {"the day of the change, later", "America/New_York", "2015-11-01T12:00", "2015-11-01T17:00Z"},
    {"far east", "Pacific/Apia", "2026-01-02T12:00", "2026-01-01T23:00Z"},
};

static int64_t seconds(const char *text) {
    struct sr_date date = {0};
    if (!sr_date_parse(sr_str_c(text), &date)) return INT64_MIN;
    return sr_date_seconds(&date);
}

static void check_damaged(void) {
    struct sr_zone *zone;
    struct sr_err err;
    char bytes[128] = "TZif2";
    static const uint32_t sizes[] = {0, 4, 44, 100, 128};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        SR_CHECK_INT("a damaged file", sr_zone_read((struct sr_str){bytes, sizes[i]}, "none", &zone, &err),
                     SR_ERR_FORMAT);
    SR_CHECK_INT("no such zone", sr_zone_open("Europe/Atlantis", &zone, &err), SR_ERR_NOT_FOUND);
    SR_CHECK_INT("a way out of the folder", sr_zone_open("../../../etc/passwd", &zone, &err), SR_ERR_NOT_FOUND);
    SR_CHECK_INT("a path", sr_zone_open("/etc/passwd", &zone, &err), SR_ERR_NOT_FOUND);
}

int main(void) {
    struct sr_zone *zone;
    struct sr_err err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *clock = "";
        SR_CHECK_INT(rows[i].name, sr_zone_open(rows[i].zone, &zone, &err), SR_OK);
        int64_t at = seconds(rows[i].utc);
        SR_CHECK_INT(rows[i].name, at + sr_zone_offset(zone, at, &clock), seconds(rows[i].local));
        SR_CHECK_C(rows[i].name, clock, rows[i].clock);
        sr_zone_close(zone);
    }
    for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
        SR_CHECK_INT(instants[i].name, sr_zone_open(instants[i].zone, &zone, &err), SR_OK);
        SR_CHECK_INT(instants[i].name, sr_zone_instant(zone, seconds(instants[i].local)), seconds(instants[i].utc));
        sr_zone_close(zone);
    }
    check_damaged();
    return sr_test_end("zone");
}
