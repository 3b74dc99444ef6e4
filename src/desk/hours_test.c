#include "desk/hours.h"

#include "base/date.h"
#include "base/test.h"

/* A rule, the day it is planned on, and its windows in UTC, "none (why)" where it has none. */
static const struct {
    const char *name, *zone, *rules, *day, *wanted;
} rows[] = {
    {"fixed hours", "UTC", "Mon-Fri 07:00 - 23:00", "2026-03-13", "2026-03-13T07:00 2026-03-13T23:00"},
    {"a day without a rule", "UTC", "Mon-Fri 07:00 - 23:00", "2026-03-14", ""},
    {"two windows a day", "UTC", "daily 12:00 - 13:00; daily 07:00 - 08:00", "2026-03-14",
     "2026-03-14T07:00 2026-03-14T08:00, 2026-03-14T12:00 2026-03-14T13:00"},
    {"days by name, and over the week's end", "UTC", "Sat-Mon,Wed 09:00 - 10:00", "2026-03-15",
     "2026-03-15T09:00 2026-03-15T10:00"},
    {"beyond midnight", "UTC", "Sat 20:00 - 02:00", "2026-03-14", "2026-03-14T20:00 2026-03-15T02:00"},
    {"to the end of the day", "UTC", "Sat 20:00 - 24:00", "2026-03-14", "2026-03-14T20:00 2026-03-15T00:00"},
    {"the desk's own zone", "America/New_York", "Fri 07:00 - 23:00", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-21T04:00"},
    {"the day that summer time begins", "America/New_York", "Sun 01:00 - 04:00", "2015-03-08T12:00",
     "2015-03-08T06:00 2015-03-08T08:00"},
    {"candle lighting in New York", "America/New_York", "Fri 07:00 - candle lighting in New York", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-20T21:16"},
    {"and by its other name", "America/New_York", "Fri 07:00 - Shabbat in New York", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-20T21:16"},
    {"forty minutes in Jerusalem", "Asia/Jerusalem", "Fri 07:00 - candle lighting in Jerusalem", "2015-11-20T08:00",
     "2015-11-20T05:00 2015-11-20T13:57"},
    {"its minutes told", "America/New_York", "Fri 07:00 - candle lighting 40 in New York", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-20T20:54"},
    {"sunset, cut to the minute", "America/New_York", "Fri 07:00 - sunset in New York", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-20T21:34"},
    {"minutes after it", "America/New_York", "Fri 07:00 - sunset+20 in New York, US", "2015-11-20T12:00",
     "2015-11-20T12:00 2015-11-20T21:54"},
    {"no sunset where there is none", "Europe/Oslo", "daily 07:00 - sunset in Tromsø", "2026-06-21T12:00",
     "none (no sunset in Tromsø on this day)"},
    {"a city across the date line", "Pacific/Apia", "daily 07:00 - sunset in Apia", "2026-01-02T00:00",
     "2026-01-01T18:00 2026-01-02T05:58"},
};

static const char *const bad[] = {
    "whenever",
    "Mon 07:00",
    "Mon 07:00 - ",
    "Mon 25:00 - 26:00",
    "Mon 07:60 - 08:00",
    "Mon-Foo 07:00 - 08:00",
    "Mon 07:00 - moonrise in New York",
    "Mon 07:00 - sunset",
    "Mon 07:00 - sunset in Atlantis under the Sea",
    "Mon 07:00 - sunset in New York, FR",
    "Mon Shabbat in New York - 23:00",
    "Mon 07:00 - sunset+999 in New York",
};

static void put_time(struct sr_buf *out, int64_t instant) {
    int32_t year;
    uint32_t month, day, rest = (uint32_t)(instant % 86400);
    sr_civil_from_days(instant / 86400, &year, &month, &day);
    sr_buf_printf(out, "%04d-%02u-%02uT%02u:%02u", year, month, day, rest / 3600, rest / 60 % 60);
}

int main(void) {
    static struct sr_lexicon lexicon;
    struct sr_arena arena;
    struct sr_err err;
    sr_arena_init(&arena, 0);
    SR_CHECK_INT("tables", sr_lexicon_open(&lexicon, &err), SR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_windows w = {0};
        struct sr_date day = {0};
        struct sr_buf out = {0};
        SR_CHECK(rows[i].name, sr_date_parse(sr_str_c(rows[i].day), &day));
        SR_CHECK_INT(
            rows[i].name,
            sr_hours_plan(&lexicon, sr_str_c(rows[i].rules), rows[i].zone, sr_date_seconds(&day), 1, &arena, &w, &err),
            SR_OK);
        for (uint32_t k = 0; k < w.count; k++) {
            if (k) sr_buf_c(&out, ", ");
            if (w.items[k].none) {
                sr_buf_printf(&out, "none (%.*s)", (int)w.items[k].note.n, w.items[k].note.p);
                continue;
            }
            put_time(&out, w.items[k].opens);
            sr_buf_c(&out, " ");
            put_time(&out, w.items[k].closes);
        }
        SR_CHECK_STR(rows[i].name, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(rows[i].wanted));
        sr_buf_release(&out);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        SR_CHECK_INT(bad[i], sr_hours_check(&lexicon, sr_str_c(bad[i]), &err), SR_ERR_USAGE);
    SR_CHECK_INT("no hours at all", sr_hours_check(&lexicon, SR_STR(""), &err), SR_OK);
    sr_arena_release(&arena);
    return sr_test_end("hours");
}
