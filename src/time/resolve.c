/* resolve.c: from what is written to the value and interval that it has in this document. */
#include <math.h>

#include "time/raw.h"

/* A stretch of days with its TIMEX3 value; days are counted from 1970-01-01, half-open. */
struct stretch {
    int64_t begin, end;
    struct sr_str value;
    bool known;
};

struct ymd {
    int32_t year;
    uint32_t month, day;
};

static struct ymd civil(int64_t days) {
    struct ymd d;
    sr_civil_from_days(days, &d.year, &d.month, &d.day);
    return d;
}

static int64_t days_of(const struct sr_date *d) {
    return sr_days_from_civil(d->year, d->month, d->day);
}

static int64_t month_days(int32_t year, int64_t month) { /* month from 1, may run over */
    int64_t m = (int64_t)year * 12 + month - 1;
    int64_t y = m >= 0 ? m / 12 : -((11 - m) / 12);
    return sr_days_from_civil((int32_t)y, (uint32_t)(m - y * 12 + 1), 1);
}

static struct sr_str text(const char *c) {
    return sr_str_c(c);
}

static struct stretch day_stretch(struct sr_arena *a, int64_t days) {
    struct ymd d = civil(days);
    return (struct stretch){
        days, days + 1, sr_arena_printf(a, "%04d-%02u-%02u", (int)d.year, (unsigned)d.month, (unsigned)d.day), true};
}

static struct stretch month_stretch(struct sr_arena *a, int32_t year, int64_t month) {
    int64_t begin = month_days(year, month);
    struct ymd d = civil(begin);
    return (struct stretch){begin, month_days(year, month + 1),
                            sr_arena_printf(a, "%04d-%02u", (int)d.year, (unsigned)d.month), true};
}

static struct stretch year_stretch(struct sr_arena *a, int32_t year) {
    return (struct stretch){month_days(year, 1), month_days(year + 1, 1), sr_arena_printf(a, "%04d", (int)year), true};
}

static struct stretch quarter_stretch(struct sr_arena *a, int32_t index) { /* year * 4 + quarter - 1 */
    int32_t year = index / 4, q = index % 4;
    return (struct stretch){month_days(year, q * 3 + 1), month_days(year, q * 3 + 4),
                            sr_arena_printf(a, "%04d-Q%d", (int)year, (int)q + 1), true};
}

/* The week of ISO 8601 that holds the day: the year is that of its Thursday. */
static struct stretch week_stretch(struct sr_arena *a, int64_t days, bool weekend) {
    int64_t monday = days - (int64_t)sr_weekday(days);
    struct ymd thursday = civil(monday + 3);
    int64_t week = (monday + 3 - sr_days_from_civil(thursday.year, 1, 1)) / 7 + 1;
    return (struct stretch){weekend ? monday + 5 : monday, monday + 7,
                            sr_arena_printf(a, "%04d-W%02d%s", (int)thursday.year, (int)week, weekend ? "-WE" : ""),
                            true};
}

static struct stretch years_stretch(struct sr_arena *a, int32_t first, int32_t count) {
    return (struct stretch){month_days(first, 1), month_days(first + count, 1),
                            count == 10 ? sr_arena_printf(a, "%03d", (int)(first / 10))
                                        : sr_arena_printf(a, "%02d", (int)(first / 100)),
                            true};
}

/* A date whose year is unsaid: the nearest to publication, or the nearest on the side that the tense tells. */
static int32_t pick_year(const struct sr_time_clock *c, const struct sr_raw *r, uint32_t month, uint32_t day) {
    int64_t now = days_of(&c->published), best_gap = INT64_MAX;
    int32_t best = c->published.year;
    for (int32_t y = c->published.year - 1; y <= c->published.year + 1; y++) {
        uint32_t last = sr_days_in_month(y, month), d = day ? day : 15;
        int64_t then = sr_days_from_civil(y, month, d > last ? last : d), gap = then > now ? then - now : now - then;
        bool same_month = !day && y == c->published.year && month == c->published.month;
        if (r->tense < 0 && then > now && !same_month && gap > 20) gap += day ? 120 : 200;
        if (r->tense > 0 && then < now && !same_month) gap += 300;
        if (r->rel == 0 && y != c->published.year) gap += 2000; /* "this September" */
        if (r->rel == -1 && (then >= now || same_month)) gap += 2000;
        if (r->rel == 1 && (then <= now || same_month)) gap += 2000;
        if (gap < best_gap) best_gap = gap, best = y;
    }
    return best;
}

static struct stretch dated(struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    int32_t year = r->year;
    if (!year && !c->known) {
        struct sr_str v = r->day ? sr_arena_printf(a, "XXXX-%02u-%02u", (unsigned)r->month, (unsigned)r->day)
                                 : sr_arena_printf(a, "XXXX-%02u", (unsigned)r->month);
        return (struct stretch){0, 0, v, false};
    }
    if (!r->month) return year_stretch(a, year);
    if (!year && r->rel != SR_REL_NONE && r->year_word) year = c->published.year + r->rel; /* "june last year" */
    if (!year) year = pick_year(c, r, r->month, r->day);
    if (!r->day) return month_stretch(a, year, r->month);
    uint32_t last = sr_days_in_month(year, r->month);
    if (r->day > last) return (struct stretch){0, 0, text(""), false};
    int64_t days = sr_days_from_civil(year, r->month, r->day);
    return r->unit ? week_stretch(a, days, false) : day_stretch(a, days);
}

static struct stretch weekday(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    if (!c->known) return (struct stretch){0, 0, sr_arena_printf(a, "XXXX-WXX-%u", (unsigned)r->weekday), false};
    int64_t now = days_of(&c->published);
    int64_t back = ((int64_t)sr_weekday(now) + 1 - r->weekday + 7) % 7, ahead = (7 - back) % 7, days;
    if (r->rel == -1) days = now - (back ? back : 7);
    else if (r->rel == 1) days = now + (ahead ? ahead : 7);
    else if (r->rel == 0) days = r->tense < 0 ? now - back : now + ahead;
    else days = r->tense > 0 ? now + ahead : now - back;
    return day_stretch(a, days);
}

static int32_t quarter_of(const struct sr_date *d) {
    return d->year * 4 + (d->month - 1) / 3;
}

/* A unit counted from a day: rel units on. */
static struct stretch unit_from(struct sr_arena *a, const struct sr_date *from, const char *unit, int32_t rel) {
    int64_t now = days_of(from);
    switch (unit[0]) {
    case 'D': return day_stretch(a, now + rel);
    case 'M': return month_stretch(a, from->year, (int64_t)from->month + rel);
    case 'Q': return quarter_stretch(a, quarter_of(from) + rel);
    case 'Y': return year_stretch(a, from->year + rel);
    case 'E': return years_stretch(a, (from->year / 10 + rel) * 10, 10);
    case 'C': return years_stretch(a, (from->year / 100 + rel) * 100, 100);
    case 'W': return week_stretch(a, now + (int64_t)rel * 7, unit[1] == 'E');
    default: return (struct stretch){0, 0, text(""), false};
    }
}

static struct stretch unit(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    bool spoken = r->anchored && c->spoken_known;
    if (!spoken && !c->known)
        return (struct stretch){0, 0, text(r->rel < 0 ? "PAST_REF" : r->rel > 0 ? "FUTURE_REF" : "PRESENT_REF"), false};
    return unit_from(a, spoken ? &c->spoken : &c->published, r->unit, r->rel);
}

/* "two days ago", "a year earlier". What a year earlier means follows the date spoken of: a quarter stays one. */
static struct stretch back(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    bool spoken = r->anchored && c->spoken_known;
    if (r->number < 0 || (!spoken && !c->known))
        return (struct stretch){0, 0, text(r->rel < 0 ? "PAST_REF" : "FUTURE_REF"), false};
    struct sr_date from = spoken ? c->spoken : c->published;
    double n = r->number * r->rel;
    if (n > 5000 || n < -5000) return (struct stretch){0, 0, text(r->rel < 0 ? "PAST_REF" : "FUTURE_REF"), false};
    int32_t k = (int32_t)n;
    if (!strcmp(r->unit, "TH") || !strcmp(r->unit, "TM") || !strcmp(r->unit, "S")) {
        double minutes = !strcmp(r->unit, "TH") ? n * 60 : !strcmp(r->unit, "TM") ? n : n / 60;
        int64_t at = days_of(&from) * 1440 + from.hour * 60 + from.minute + (int64_t)minutes;
        int64_t day = at >= 0 ? at / 1440 : -((1439 - at) / 1440);
        struct stretch s = day_stretch(a, day);
        if (from.precision >= SR_PRECISION_HOUR && s.value.p)
            s.value = sr_arena_printf(a, "%.*sT%02d:%02d", (int)s.value.n, s.value.p, (int)((at - day * 1440) / 60),
                                      (int)((at - day * 1440) % 60));
        return s;
    }
    if (!strcmp(r->unit, "E") || !strcmp(r->unit, "C"))
        return year_stretch(a, from.year + k * (r->unit[0] == 'E' ? 10 : 100));
    if (!strcmp(r->unit, "2W")) return week_stretch(a, days_of(&from) + (int64_t)k * 14, false);
    if (r->unit[0] == 'Y' && r->number == 1 && c->spoken_quarter != INT32_MIN)
        return quarter_stretch(a, c->spoken_quarter + 4 * k);
    if (r->unit[0] == 'Y' && spoken && c->spoken_precision == SR_PRECISION_MONTH)
        return month_stretch(a, from.year + k, from.month);
    if (r->unit[0] == 'W' && spoken) return day_stretch(a, days_of(&from) + (int64_t)k * 7);
    return unit_from(a, &from, r->unit, k);
}

/* A quarter without a year: the last that has begun, or the next to come. Companies report on the one that has ended.
 */
static struct stretch quarter(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    if (r->unit && r->unit[0] == 'H') {
        int32_t half = r->number > 1 ? 7 : 1;
        return (struct stretch){month_days(r->year, half), month_days(r->year, half + 6),
                                sr_arena_printf(a, "%04d-H%d", (int)r->year, half > 1 ? 2 : 1), true};
    }
    int32_t q = (int32_t)r->number;
    if (!c->known && !(q && r->year)) return (struct stretch){0, 0, text("PAST_REF"), false};
    int32_t now = c->known ? quarter_of(&c->published) : 0,
            latest = c->spoken_quarter != INT32_MIN ? c->spoken_quarter : now - 1;
    if (q && r->year) return quarter_stretch(a, r->year * 4 + q - 1);
    if (q && r->rel != SR_REL_NONE) return quarter_stretch(a, (c->published.year + r->rel) * 4 + q - 1);
    if (q) {
        int32_t index = c->published.year * 4 + q - 1;
        if (r->tense > 0 && index < now - 1) index += 4; /* companies tell of the last one as "expected" */
        else if (index > now && r->tense <= 0) index -= 4;
        return quarter_stretch(a, r->anchored ? index - 4 : index);
    }
    if (r->year && c->spoken_quarter != INT32_MIN) return quarter_stretch(a, r->year * 4 + c->spoken_quarter % 4);
    if (r->year) return year_stretch(a, r->year);
    return quarter_stretch(a, r->anchored ? latest - 4 : latest);
}

static struct stretch season(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    int32_t month = !strcmp(r->part, "SP") ? 3 : !strcmp(r->part, "SU") ? 6 : !strcmp(r->part, "FA") ? 9 : 12;
    int32_t year = r->year;
    if (!year && !c->known) return (struct stretch){0, 0, sr_arena_printf(a, "XXXX-%s", r->part), false};
    if (!year) {
        year = c->published.year;
        int64_t now = days_of(&c->published);
        if (r->rel == 1) year += month_days(year, month) <= now;
        else if (r->rel == -1) year -= month_days(year, month + 3) > now;
        else if (r->rel == SR_REL_NONE && r->tense <= 0) year -= month_days(year, month) > now;
    }
    return (struct stretch){month_days(year, month), month_days(year, month + 3),
                            sr_arena_printf(a, "%04d-%s", (int)year, r->part), true};
}

/* Easter Sunday of the Western church: Meeus (1991), "Astronomical Algorithms", chapter 8. */
static int64_t easter(int32_t y) {
    int32_t a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return sr_days_from_civil(y, (uint32_t)(n / 31), (uint32_t)(n % 31 + 1));
}

/* "12-25": a day; "11-4-4": the fourth Thursday (0 Monday … in the table 1 Monday) of November; "05-1-5": the last one.
 */
static int64_t holiday_in(const char *rule, int32_t year) {
    if (!strncmp(rule, "easter", 6)) return easter(year) + (rule[6] == '-' ? -(rule[7] - '0') : rule[7] - '0');
    if (!strcmp(rule, "election")) { /* the Tuesday after the first Monday of November */
        int64_t first = sr_days_from_civil(year, 11, 1);
        return first + (7 - (int64_t)sr_weekday(first)) % 7 + 1;
    }
    uint32_t month = (uint32_t)((rule[0] - '0') * 10 + rule[1] - '0');
    if (strlen(rule) == 5) return sr_days_from_civil(year, month, (uint32_t)((rule[3] - '0') * 10 + rule[4] - '0'));
    int64_t first = sr_days_from_civil(year, month, 1), want = rule[3] - '1', nth = rule[5] - '0';
    int64_t day = first + (want - (int64_t)sr_weekday(first) + 7) % 7 + (nth - 1) * 7;
    return day - first >= (int64_t)sr_days_in_month(year, month) ? day - 7 : day;
}

static struct stretch holiday(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    if (r->year) return day_stretch(a, holiday_in(r->text, r->year));
    if (!c->known) return (struct stretch){0, 0, text(""), false};
    int64_t now = days_of(&c->published), best = 0, best_gap = INT64_MAX;
    for (int32_t y = c->published.year - 1; y <= c->published.year + 1; y++) {
        int64_t then = holiday_in(r->text, y), gap = then > now ? then - now : now - then;
        if ((r->rel == -1 && then >= now) || (r->rel == 1 && then <= now)) gap += 2000;
        if ((r->tense < 0 && then > now) || (r->tense > 0 && then < now)) gap += 400;
        if (gap < best_gap) best_gap = gap, best = then;
    }
    return day_stretch(a, best);
}

/* "that day", "the year", "the weekend": of the time spoken of last, else of publication. */
static struct stretch same(const struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    const struct sr_date *from = c->spoken_known ? &c->spoken : &c->published;
    if (!c->spoken_known && !c->known) return (struct stretch){0, 0, text("PAST_REF"), false};
    bool that = r->that;
    if (r->unit[0] == 'Q' && !(that && c->spoken_quarter != INT32_MIN)) {
        struct sr_raw latest = *r;
        latest.number = 0;
        latest.year = 0;
        return quarter(c, &latest, a);
    }
    if (r->unit[0] == 'Q') return quarter_stretch(a, c->spoken_quarter);
    if (r->unit[0] == 'Y' && that && c->spoken_year != INT32_MIN) return year_stretch(a, c->spoken_year);
    if (!that && r->unit[0] != 'D') from = c->known ? &c->published : from;
    if (!strcmp(r->unit, "WE") && !that && c->known) {
        int64_t now = days_of(from);
        bool early_week = sr_weekday(now) < 4 && r->tense <= 0;
        return week_stretch(a, now - (early_week ? 7 : 0), true);
    }
    return unit_from(a, from, r->unit, 0);
}

static struct sr_str length_value(const struct sr_raw *r, struct sr_arena *a) {
    double n = r->number, whole = floor(n);
    bool half = n - whole > 0.25;
    const char *unit = r->unit;
    int k = n > 1e6 ? 1000000 : (int)whole;
    if (n < 0) {
        if (unit[0] == 'T' || unit[0] == 'S') return sr_arena_printf(a, "PTX%c", unit[0] == 'S' ? 'S' : unit[1]);
        return sr_arena_printf(a, "PX%c", !strcmp(unit, "2W") ? 'W' : unit[0]);
    }
    if (!strcmp(unit, "TH"))
        return half ? k ? sr_arena_printf(a, "PT%dH30M", k) : text("PT30M") : sr_arena_printf(a, "PT%dH", k);
    if (!strcmp(unit, "TM")) return sr_arena_printf(a, half ? "PT%dM30S" : "PT%dM", k);
    if (!strcmp(unit, "S")) return sr_arena_printf(a, "PT%dS", k);
    if (!strcmp(unit, "E")) return sr_arena_printf(a, "P%dY", (int)(n * 10));
    if (!strcmp(unit, "C")) return sr_arena_printf(a, "P%dY", (int)(n * 100));
    if (!strcmp(unit, "2W")) return sr_arena_printf(a, "P%dW", (int)(n * 2));
    if (half && unit[0] == 'Y') return k ? sr_arena_printf(a, "P%dY6M", k) : text("P6M");
    if (half && unit[0] == 'D') return k ? sr_arena_printf(a, "P%dDT12H", k) : text("PT12H");
    if (half) return sr_arena_printf(a, "P%d.5%c", k, unit[0]);
    return sr_arena_printf(a, "P%d%c", k, unit[0]);
}

static struct sr_str set_value(const struct sr_raw *r, struct sr_arena *a) {
    if (r->text) return text(r->text);
    if (r->weekday)
        return sr_arena_printf(a, "XXXX-WXX-%u%s%s", (unsigned)r->weekday, r->part ? "T" : "", r->part ? r->part : "");
    if (r->month) return sr_arena_printf(a, "XXXX-%02u", (unsigned)r->month);
    return length_value(r, a);
}

static struct sr_date date_at(int64_t days) {
    struct ymd d = civil(days);
    return (struct sr_date){
        .year = d.year, .month = (uint8_t)d.month, .day = (uint8_t)d.day, .precision = SR_PRECISION_DAY};
}

static struct sr_date minute_at(int64_t minutes) {
    int64_t days = minutes >= 0 ? minutes / 1440 : -((1439 - minutes) / 1440);
    struct sr_date d = date_at(days);
    d.hour = (uint8_t)((minutes - days * 1440) / 60);
    d.minute = (uint8_t)((minutes - days * 1440) % 60);
    d.precision = SR_PRECISION_MINUTE;
    return d;
}

/* The hours that a part of the day takes, in hours from the day's midnight. */
static void part_hours(const char *part, int *from, int *to) {
    *from = !strcmp(part, "MO") ? 5 : !strcmp(part, "AF") ? 12 : !strcmp(part, "EV") ? 18 : 20;
    *to = !strcmp(part, "MO") ? 12 : !strcmp(part, "AF") ? 18 : !strcmp(part, "EV") ? 23 : 30;
}

static bool set_interval(const struct sr_time_clock *c, const struct sr_raw *r, const struct stretch *s,
                         struct sr_timex *out) {
    out->has_interval = true;
    out->begin = date_at(s->begin);
    out->end_date = date_at(s->end);
    if (r->clock) {
        int64_t at = s->begin * 1440 + r->hour * 60 + r->minute;
        out->begin = minute_at(at);
        out->end_date = minute_at(at + 1);
        double offset = r->zone == SR_NONE ? 0 : sr_table_number(c->text->zones, r->zone, 1, 0);
        bool told = r->zone != SR_NONE && *sr_table_cell(c->text->zones, r->zone, 2);
        out->begin.has_offset = out->end_date.has_offset = told;
        out->begin.offset_minutes = out->end_date.offset_minutes = (int16_t)(told ? offset : 0);
    } else if (r->part && s->end - s->begin == 1) {
        int from, to;
        part_hours(r->part, &from, &to);
        out->begin = minute_at(s->begin * 1440 + from * 60);
        out->end_date = minute_at(s->begin * 1440 + to * 60);
        out->begin.precision = out->end_date.precision = SR_PRECISION_HOUR;
    }
    return true;
}

static void remember(struct sr_time_clock *c, const struct sr_raw *r, const struct stretch *s) {
    int64_t size = s->end - s->begin;
    if (r->form == SR_RAW_BACK) return; /* what "a year earlier" is set against goes on being spoken of */
    c->spoken = date_at(s->begin);
    c->spoken_known = true;
    c->spoken_year = c->spoken.year;
    c->spoken_precision = size == 1 ? SR_PRECISION_DAY : size <= 31 ? SR_PRECISION_MONTH : SR_PRECISION_YEAR;
    if (r->form == SR_RAW_QUARTER && !r->anchored && size > 80 && size < 100)
        c->spoken_quarter = c->spoken.year * 4 + (c->spoken.month - 1) / 3;
    else if (r->form == SR_RAW_DATE && r->month) c->spoken_quarter = INT32_MIN;
    if (r->clock) c->spoken.hour = r->hour, c->spoken.minute = r->minute, c->spoken.precision = SR_PRECISION_MINUTE;
}

static struct stretch stretch_of(struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a) {
    switch ((enum sr_raw_form)r->form) {
    case SR_RAW_DATE: return dated(c, r, a);
    case SR_RAW_WEEKDAY: return weekday(c, r, a);
    case SR_RAW_DAYS:
        if (r->clock && !r->has_day && c->spoken_known && c->spoken_precision == SR_PRECISION_DAY)
            return day_stretch(a, days_of(&c->spoken));
        if (!c->known) return (struct stretch){0, 0, text("XXXX-XX-XX"), false};
        return day_stretch(a, days_of(&c->published) + (int64_t)r->number);
    case SR_RAW_UNIT: return unit(c, r, a);
    case SR_RAW_BACK: return back(c, r, a);
    case SR_RAW_QUARTER: return quarter(c, r, a);
    case SR_RAW_SEASON: return season(c, r, a);
    case SR_RAW_DECADE: return years_stretch(a, (int32_t)r->number * 10, 10);
    case SR_RAW_CENTURY: return years_stretch(a, (int32_t)r->number * 100, 100);
    case SR_RAW_HOLIDAY: return holiday(c, r, a);
    case SR_RAW_LENGTH: return (struct stretch){0, 0, length_value(r, a), false};
    case SR_RAW_SET:
        return (struct stretch){0, 0, r->text || r->unit || r->weekday || r->month ? set_value(r, a) : text(""), false};
    case SR_RAW_REF: return (struct stretch){0, 0, text(r->text), false};
    case SR_RAW_SAME: return same(c, r, a);
    }
    return (struct stretch){0, 0, text(""), false};
}

bool sr_time_resolve(struct sr_time_clock *c, const struct sr_raw *r, struct sr_arena *a, struct sr_timex *out) {
    struct stretch s = stretch_of(c, r, a);
    if (!s.value.p) return false;
    const struct sr_token *tokens = c->text->reading->tokens;
    *out = (struct sr_timex){.span = {tokens[r->first].span.start, tokens[r->end - 1].span.end},
                             .first = r->first,
                             .end = r->end,
                             .type = r->type,
                             .value = s.value,
                             .zone = {"", 0},
                             .p = 0.9f};
    if (r->clock && s.value.n) {
        bool utc = r->zone != SR_NONE && !strcmp(sr_table_cell(c->text->zones, r->zone, 2), "Etc/UTC");
        out->value = sr_arena_printf(a, "%.*sT%02u:%02u%s", (int)s.value.n, s.value.p, (unsigned)r->hour,
                                     (unsigned)r->minute, utc ? "Z" : "");
    } else if (r->part && r->form != SR_RAW_SET && r->form != SR_RAW_SEASON) {
        out->value = sr_arena_printf(a, "%.*sT%s", (int)s.value.n, s.value.p, r->part);
        out->type = SR_TIMEX_TIME;
    }
    if (!out->value.p) return false;
    if (r->zone != SR_NONE) out->zone = sr_slice(c->text->document->text.p, r->zone_span);
    if (s.known && out->type != SR_TIMEX_DURATION && out->type != SR_TIMEX_SET) {
        (void)set_interval(c, r, &s, out);
        remember(c, r, &s);
    }
    return true;
}
