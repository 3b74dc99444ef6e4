#include "base/date.h"

#include <limits.h>

int64_t sr_days_from_civil(int32_t year, uint32_t month, uint32_t day) {
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void sr_civil_from_days(int64_t days, int32_t *year, uint32_t *month, uint32_t *day) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    *day = (uint32_t)(of_year - (153 * from_march + 2) / 5 + 1);
    *month = (uint32_t)(from_march < 10 ? from_march + 3 : from_march - 9);
    *year = (int32_t)(years + era * 400 + (*month <= 2));
}

uint32_t sr_weekday(int64_t days) {
    int64_t d = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    return (uint32_t)(d < 0 ? d + 7 : d);
}

static bool is_leap(int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

uint32_t sr_days_in_month(int32_t year, uint32_t month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

struct cursor {
    const char *p, *end;
};

/* Exactly `count` ASCII digits. */
static bool digits(struct cursor *c, uint32_t count, uint32_t *value) {
    if ((size_t)(c->end - c->p) < count) return false;
    uint32_t v = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (c->p[i] < '0' || c->p[i] > '9') return false;
        v = v * 10 + (uint32_t)(c->p[i] - '0');
    }
    c->p += count;
    *value = v;
    return true;
}

static bool eat(struct cursor *c, char what) {
    if (c->p == c->end || *c->p != what) return false;
    c->p++;
    return true;
}

static bool parse_offset(struct cursor *c, struct sr_date *d) {
    if (c->p == c->end) return true;
    if (eat(c, 'Z') || eat(c, 'z')) {
        d->has_offset = true;
        return true;
    }
    bool west = *c->p == '-';
    if (!eat(c, '+') && !eat(c, '-')) return false;
    uint32_t hours, minutes = 0;
    if (!digits(c, 2, &hours)) return false;
    bool colon = eat(c, ':');
    if ((colon || c->p != c->end) && !digits(c, 2, &minutes)) return false;
    if (hours > 23 || minutes > 59) return false;
    int32_t offset = (int32_t)(hours * 60 + minutes);
    d->offset_minutes = (int16_t)(west ? -offset : offset);
    d->has_offset = true;
    return true;
}

static bool parse_time(struct cursor *c, struct sr_date *d) {
    uint32_t v;
    if (!digits(c, 2, &v) || v > 24) return false;
    d->hour = (uint8_t)v;
    d->precision = SR_PRECISION_HOUR;
    if (eat(c, ':')) {
        if (!digits(c, 2, &v) || v > 59) return false;
        d->minute = (uint8_t)v;
        d->precision = SR_PRECISION_MINUTE;
        if (eat(c, ':')) {
            if (!digits(c, 2, &v) || v > 60) return false; /* 60: a leap second, told as 59 */
            d->second = (uint8_t)(v == 60 ? 59 : v);
            d->precision = SR_PRECISION_SECOND;
            if (eat(c, '.') || eat(c, ',')) { /* parts of a second are read and dropped */
                if (!digits(c, 1, &v)) return false;
                while (digits(c, 1, &v)) {
                }
            }
        }
    }
    /* "24:00" is the midnight that ends the day in ISO 8601, but no feed of news means it: we take 00 to 23 only */
    if (d->hour == 24) return false;
    return parse_offset(c, d);
}

bool sr_date_parse(struct sr_str text, struct sr_date *date) {
    if (!text.p) return false;
    struct cursor c = {text.p, text.p + text.n};
    struct sr_date d = {.month = 1, .day = 1, .precision = SR_PRECISION_YEAR};
    uint32_t v;
    if (!digits(&c, 4, &v)) return false;
    d.year = (int32_t)v;
    if (c.p != c.end) {
        if (!eat(&c, '-') || !digits(&c, 2, &v) || v < 1 || v > 12) return false;
        d.month = (uint8_t)v;
        d.precision = SR_PRECISION_MONTH;
    }
    if (c.p != c.end) {
        if (!eat(&c, '-') || !digits(&c, 2, &v) || v < 1 || v > sr_days_in_month(d.year, d.month)) return false;
        d.day = (uint8_t)v;
        d.precision = SR_PRECISION_DAY;
    }
    if (c.p != c.end) {
        if (!eat(&c, 'T') && !eat(&c, 't') && !eat(&c, ' ')) return false;
        if (!parse_time(&c, &d)) return false;
    }
    if (c.p != c.end) return false;
    *date = d;
    return true;
}

struct sr_str sr_date_write(struct sr_arena *arena, const struct sr_date *d) {
    char time[16] = "", offset[16] = "";
    if (d->precision == SR_PRECISION_HOUR) (void)snprintf(time, sizeof time, "T%02u", d->hour);
    if (d->precision == SR_PRECISION_MINUTE) (void)snprintf(time, sizeof time, "T%02u:%02u", d->hour, d->minute);
    if (d->precision == SR_PRECISION_SECOND)
        (void)snprintf(time, sizeof time, "T%02u:%02u:%02u", d->hour, d->minute, d->second);
    if (d->has_offset && d->precision >= SR_PRECISION_HOUR) {
        uint32_t minutes = (uint32_t)(d->offset_minutes < 0 ? -d->offset_minutes : d->offset_minutes);
        (void)snprintf(offset, sizeof offset, "%c%02u:%02u", d->offset_minutes < 0 ? '-' : '+', minutes / 60 % 100,
                       minutes % 60);
    }
    if (d->precision == SR_PRECISION_YEAR) return sr_arena_printf(arena, "%04d", d->year);
    if (d->precision == SR_PRECISION_MONTH) return sr_arena_printf(arena, "%04d-%02u", d->year, d->month);
    return sr_arena_printf(arena, "%04d-%02u-%02u%s%s", d->year, d->month, d->day, time, offset);
}

int64_t sr_date_seconds(const struct sr_date *d) {
    int64_t days = sr_days_from_civil(d->year, d->month, d->day);
    int64_t seconds = days * 86400 + d->hour * 3600 + d->minute * 60 + d->second;
    return d->has_offset ? seconds - d->offset_minutes * 60 : seconds;
}
