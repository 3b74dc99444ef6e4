/* dates.c: written dates, days of the week, days counted from today, parts of the day, holidays. */
#include "time/parse.h"

static uint32_t day_number(const struct sr_parse *p, uint32_t at, uint32_t *day) {
    if (at >= p->end) return 0;
    uint32_t n = sr_time_ordinal(p->t, at, p->end, day);
    if (!n && sr_time_digits(p->t, at, 0, day) && p->t->reading->tokens[at].norm.n <= 2) n = 1;
    return n && *day >= 1 && *day <= 31 ? n : 0;
}

/* "98" or "'98" after a day and a month: "3 JAN 90" */
static uint32_t short_year(const struct sr_parse *p, uint32_t at, int32_t *year) {
    uint32_t v;
    if (at >= p->end) return 0;
    struct sr_str s = p->t->reading->tokens[at].norm;
    if (s.n == 3 && s.p[0] == '\'' && s.p[1] >= '0' && s.p[1] <= '9' && s.p[2] >= '0' && s.p[2] <= '9')
        v = (uint32_t)(s.p[1] - '0') * 10 + (uint32_t)(s.p[2] - '0');
    else if (!sr_time_digits(p->t, at, 2, &v)) return 0;
    *year = (int32_t)(v < 50 ? 2000 + v : 1900 + v);
    return 1;
}

uint32_t sr_year_after(const struct sr_parse *p, uint32_t at, int32_t *year) {
    uint32_t i = at;
    if (is(p, i, ",")) i++;
    if (is(p, i, "of") || is(p, i, "in")) i++;
    uint32_t n = sr_time_year(p->t, i, p->end, year);
    return n ? i + n - at : 0;
}

/* "Nov. 20, 1998", "November 20th", "Nov. 20-22" (its first day), "November 1998", "November". */
static uint32_t month_first(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell = "9";
    uint32_t month, day, back = word(p, at, "rel", &cell), n = number_word(p, at + back, "month", &month);
    if (!n) return 0;
    *r = blank(at, SR_RAW_DATE, SR_TIMEX_DATE);
    r->month = (uint8_t)month;
    r->rel = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
    uint32_t i = at + back + n, d = day_number(p, i, &day);
    if (back && !d) return back + n;
    if (!d && is(p, i, "the")) {
        d = day_number(p, i + 1, &day);
        d += d > 0;
    }
    if (d) {
        r->day = (uint8_t)day;
        i += d;
        uint32_t y = sr_year_after(p, i, &r->year);
        return i + y - at;
    }
    uint32_t y = sr_year_after(p, i, &r->year);
    bool next = is(p, i, "next"), this = is(p, i, "this");
    if (!y && (this || next || is(p, i, "last")) && is(p, i + 1, "year")) { /* "June last year" */
        r->rel = (int8_t)(this ? 0 : next ? 1 : -1);
        r->year_word = true;
        y = 2;
    }
    return i + y - at;
}

/* "20 November 1998", "the 20th of November", "3 JAN 90". */
static uint32_t day_first(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t day, month, i = at;
    uint32_t d = day_number(p, i, &day);
    if (!d) return 0;
    i += d;
    if (is(p, i, "-") && touches(p, i) && i + 1 < p->end) { /* "20-22 November": its first day */
        uint32_t last, n = day_number(p, i + 1, &last);
        if (n) i += 1 + n;
    }
    if (is(p, i, "of")) i++;
    uint32_t m = number_word(p, i, "month", &month);
    if (!m) return 0;
    *r = blank(at, SR_RAW_DATE, SR_TIMEX_DATE);
    r->day = (uint8_t)day;
    r->month = (uint8_t)month;
    i += m;
    uint32_t y = sr_year_after(p, i, &r->year);
    if (!y) y = short_year(p, i, &r->year);
    return i + y - at;
}

/* "2009-10-25", "20/11/2015" in one token. Day and month change places when only that makes a date; where both do, the
 * American order is taken for a slash, the European for dots. */
static uint32_t numeric(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    struct sr_str s = p->t->reading->tokens[at].norm;
    struct sr_date date;
    if (s.n < 7 || s.n > 25) return 0;
    *r = blank(at, SR_RAW_DATE, SR_TIMEX_DATE);
    if (memchr(s.p, '-', s.n) && sr_date_parse(s, &date)) {
        r->year = date.year;
        r->month = date.month;
        r->day = date.precision >= SR_PRECISION_DAY ? date.day : 0;
        if (date.precision < SR_PRECISION_HOUR) return 1;
        r->clock = r->has_day = r->minutes = true;
        r->type = SR_TIMEX_TIME;
        r->hour = date.hour;
        r->minute = date.minute;
        return 1;
    }
    uint32_t part[3] = {0, 0, 0}, k = 0;
    char mark = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            part[k] = part[k] * 10 + (uint32_t)(s.p[i] - '0');
            if (part[k] > 9999) return 0;
        } else if ((s.p[i] == '/' || s.p[i] == '.') && (!mark || mark == s.p[i]) && k < 2 && i > 0) {
            mark = s.p[i];
            k++;
        } else {
            return 0;
        }
    }
    if (k != 2 || part[2] < 1900 || part[2] > 2199) return 0;
    bool day_first_order = part[0] > 12 || (mark == '.' && part[1] <= 12);
    r->day = (uint8_t)(day_first_order ? part[0] : part[1]);
    r->month = (uint8_t)(day_first_order ? part[1] : part[0]);
    r->year = (int32_t)part[2];
    return r->month >= 1 && r->month <= 12 && r->day >= 1 && r->day <= 31 ? 1 : 0;
}

/* "mid-November", "mid-1996": one token. */
static uint32_t middle(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    struct sr_str s = p->t->reading->tokens[at].norm;
    if (s.n < 7 || memcmp(s.p, "mid-", 4)) return 0;
    struct sr_str rest = {s.p + 4, s.n - 4};
    *r = blank(at, SR_RAW_DATE, SR_TIMEX_DATE);
    uint32_t row = sr_table_find(p->t->words, rest);
    if (row != SR_NONE && !strcmp(sr_table_cell(p->t->words, row, 1), "month")) {
        r->month = (uint8_t)sr_table_number(p->t->words, row, 2, 0);
        uint32_t y = sr_year_after(p, at + 1, &r->year);
        return 1 + y;
    }
    struct sr_date date;
    if (rest.n != 4 || !sr_date_parse(rest, &date)) return 0;
    r->year = date.year;
    return 1;
}

/* "year-end", "year's end": the end of this one. */
static uint32_t year_end(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    if (!is(p, at, "year")) return 0;
    uint32_t i = at + 1 + (is(p, at + 1, "-") || is(p, at + 1, "'s"));
    if (!is(p, i, "end")) return 0;
    *r = blank(at, SR_RAW_UNIT, SR_TIMEX_DATE);
    r->unit = "Y";
    r->rel = 0;
    return i + 1 - at;
}

uint32_t sr_date_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    struct sr_raw x;
    uint32_t best = month_first(p, at, r), n = day_first(p, at, &x);
    if (n > best) best = n, *r = x;
    n = numeric(p, at, &x);
    if (n > best) best = n, *r = x;
    n = middle(p, at, &x);
    if (n > best) best = n, *r = x;
    n = year_end(p, at, &x);
    if (n > best) best = n, *r = x;
    return best;
}

/* "Friday", "last Friday", "Friday, Oct. 23", "this coming Sunday, March eighth", and the part of the day after it. */
uint32_t sr_weekday_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell;
    uint32_t i = at, day, n;
    int8_t rel = SR_REL_NONE;
    if (is(p, i, "the") && (is(p, i + 1, "previous") || is(p, i + 1, "following"))) i++;
    for (int k = 0; k < 2 && (n = word(p, i, "rel", &cell)) > 0; k++, i += n) {
        int8_t told = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
        if (rel == SR_REL_NONE || told) rel = told; /* "this past", "this coming" */
    }
    n = number_word(p, i, "weekday", &day);
    if (!n) return 0;
    *r = blank(at, SR_RAW_WEEKDAY, SR_TIMEX_DATE);
    r->weekday = (uint8_t)day;
    r->rel = rel;
    i += n;
    if (is(p, i, "week") && rel == SR_REL_NONE) return 0;
    struct sr_raw date;
    uint32_t from = is(p, i, ",") ? i + 1 : i;
    if (is(p, from, "the")) from++;
    uint32_t m = from < p->end ? sr_date_at(p, from, &date) : 0;
    if (m && date.day) {
        r->form = SR_RAW_DATE;
        r->year = date.year;
        r->month = date.month;
        r->day = date.day;
        i = from + m;
    } else if ((is(p, i, "last") || is(p, i, "this") || is(p, i, "next")) &&
               is(p, i + 1, "week")) { /* "Friday last week" */
        r->form = SR_RAW_UNIT;
        r->unit = "W";
        r->rel = (int8_t)(is(p, i, "last") ? -1 : is(p, i, "next") ? 1 : 0);
        i += 2;
    }
    n = word(p, i, "part", &r->part);
    return i + n - at;
}

uint32_t sr_day_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell;
    uint32_t n = word(p, at, "day", &cell), m;
    if (n) {
        *r = blank(at, SR_RAW_DAYS, SR_TIMEX_DATE);
        r->number = cell[0] == '-' ? -(double)(cell[1] - '0') : (double)(cell[0] - '0');
        m = word(p, at + n, "part", &r->part);
        return n + m;
    }
    n = word(p, at, "tonight", &cell);
    if (!n) return 0;
    *r = blank(at, SR_RAW_DAYS, SR_TIMEX_TIME);
    r->part = "NI";
    return n;
}

/* "this morning", "last night", "the morning" only after "in" ("in the morning"), "that night". */
uint32_t sr_part_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell = "0", *part;
    bool the = is(p, at, "the") && (is(p, at + 1, "next") || is(p, at + 1, "following") || is(p, at + 1, "previous"));
    uint32_t n = word(p, at + the, "rel", &cell), m = word(p, at + the + n, "part", &part);
    if (n && m) {
        *r = blank(at, the ? SR_RAW_UNIT : SR_RAW_DAYS, SR_TIMEX_TIME);
        if (the) { /* "the next morning": after the day spoken of */
            r->unit = "D";
            r->rel = (int8_t)(cell[0] == '-' ? -1 : 1);
            r->anchored = true;
            r->part = part;
            return 1 + n + m;
        }
        r->number = cell[0] == '-' ? -1 : cell[0] - '0';
        if (r->number < 0 && strcmp(part, "NI")) return 0; /* nobody says "last morning" */
        r->part = part;
        return n + m;
    }
    n = word(p, at, "that", &cell);
    if (!n) return 0;
    m = word(p, at + n, "part", &part);
    if (!m) return 0;
    *r = blank(at, SR_RAW_SAME, SR_TIMEX_TIME);
    r->unit = "D";
    r->that = true;
    r->part = part;
    return n + m;
}

uint32_t sr_holiday_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell;
    uint32_t i = at, n = word(p, i, "rel", &cell);
    *r = blank(at, SR_RAW_HOLIDAY, SR_TIMEX_DATE);
    if (n) r->rel = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
    i += n;
    n = word(p, i, "holiday", &r->text);
    if (!n || !capital(p, i)) return 0;
    uint32_t y = sr_year_after(p, i + n, &r->year);
    return i + n + y - at;
}
