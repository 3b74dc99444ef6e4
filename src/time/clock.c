/* clock.c: hours of the day. */
#include "time/parse.h"

/* "7:15" in one token, "7", "0700" before GMT or "hours". */
static bool clock_digits(const struct sr_parse *p, uint32_t at, uint32_t *hour, uint32_t *minute, bool *colon,
                         bool *military) {
    struct sr_str s = p->t->reading->tokens[at].norm;
    uint32_t k = 0, h = 0, m = 0, hd = 0, md = 0;
    *colon = *military = false;
    while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9' && hd < 5) h = h * 10 + (uint32_t)(s.p[k++] - '0'), hd++;
    if (k < s.n && (s.p[k] == ':' || s.p[k] == '.') && hd <= 2) {
        *colon = s.p[k] == ':'; /* "7.15 p.m."; never "0.55" */
        k++;
        while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9' && md < 3) m = m * 10 + (uint32_t)(s.p[k++] - '0'), md++;
        if (md != 2) return false;
        if (k < s.n && s.p[k] == ':') k = s.n; /* seconds are dropped */
    }
    if (k != s.n || !hd) return false;
    if (hd == 4 && !*colon) {
        *military = true;
        m = h % 100;
        h /= 100;
    } else if (hd > 2) {
        return false;
    }
    *hour = h;
    *minute = m;
    return h <= 24 && m <= 59;
}

static uint32_t zone_after(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t n, i = is(p, at, "(") ? at + 1 : at, row = sr_time_zone(p->t, i, p->end, &n);
    if (row == SR_NONE) return 0;
    r->zone = row;
    r->zone_span = (struct sr_span){p->t->reading->tokens[i].span.start, p->t->reading->tokens[i + n - 1].span.end};
    return i == at ? n : is(p, i + n, ")") ? n + 2 : 0;
}

/* A day or a zone right after: "noon Saturday", "noon GMT". */
static bool weekday_follows(const struct sr_parse *p, uint32_t at) {
    uint32_t day, n;
    if (is(p, at, ",") || is(p, at, "on")) at++;
    return number_word(p, at, "weekday", &day) || number_word(p, at, "month", &day) || word(p, at, "day", NULL) ||
           sr_time_zone(p->t, at, p->end, &n) != SR_NONE;
}

/* The hour: "7 a.m.", "7:15", "0700 GMT", "noon", "10 o'clock", "4 in the morning". */
static uint32_t hour_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell;
    uint32_t hour = 0, minute = 0, i = at, n = word(p, at, "noon", &cell);
    bool colon = false, military = false, firm = false;
    *r = blank(at, SR_RAW_DAYS, SR_TIMEX_TIME);
    r->clock = true;
    bool at_word = at > p->begin && word(p, at - 1, "before-hour", NULL);
    bool sure = at_word || is(p, at + 1, "(") || weekday_follows(p, at + n);
    if (n && !sure) return 0; /* "High Noon" */
    if (n) hour = 12, firm = true, i += n, r->minutes = true;
    else if ((n = word(p, at, "midnight", &cell)) > 0) hour = 24, firm = true, i += n, r->minutes = true;
    else {
        double value;
        if (clock_digits(p, at, &hour, &minute, &colon, &military)) i++;
        else if ((n = sr_time_cardinal(p->t, at, p->end, &value)) > 0 && value >= 1 && value <= 12)
            hour = (uint32_t)value, i += n;
        else return 0;
        if (word(p, i, "oclock", NULL)) firm = true, i++;
        if ((n = word(p, i, "am", &cell)) > 0) firm = true, i += n, hour = hour % 12;
        else if ((n = word(p, i, "pm", &cell)) > 0) firm = true, i += n, hour = hour % 12 + 12;
        else if (is(p, i, "in") && is(p, i + 1, "the") && (n = word(p, i + 2, "part", &cell)) > 0 && hour <= 12) {
            firm = true;
            i += 2 + n;
            if (strcmp(cell, "MO") && hour < 12) hour += 12;
        }
        if (military && is(p, i, "hours")) firm = true, i++;
        r->minutes = true;
    }
    n = zone_after(p, i, r);
    i += n;
    if (!n && military && is(p, i, "(")) { /* "at 1100 (1700 GMT)" */
        uint32_t h, m;
        bool c, mil;
        struct sr_raw other;
        if (i + 2 < p->end && clock_digits(p, i + 1, &h, &m, &c, &mil) && zone_after(p, i + 2, &other)) firm = true;
    }
    if (!firm && !(n && (colon || military || at_word)) && !(colon && at_word)) return 0;
    r->hour = (uint8_t)hour;
    r->minute = (uint8_t)minute;
    return i - at;
}

/* "04:32 (02:32 GMT) on Monday": past the same moment in another zone, from before it or from within it. */
static uint32_t past_twin(const struct sr_parse *p, uint32_t at) {
    struct sr_raw twin;
    if (is(p, at, ")")) return at + 1;
    if (!is(p, at, "(")) return at;
    uint32_t n = hour_at(p, at + 1, &twin);
    return n && is(p, at + 1 + n, ")") ? at + n + 2 : at;
}

/* The hour with its day beside it: "5 p.m. EST, Nov. 6", "noon Saturday". "at 7 a.m. on Friday" are two expressions,
 * but the hour is that day's. */
uint32_t sr_clock_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t n = hour_at(p, at, r);
    if (!n) return 0;
    uint32_t i = past_twin(p, at + n), from = is(p, i, ",") || is(p, i, "on") ? i + 1 : i;
    bool apart = is(p, i, "on") || i != at + n;
    struct sr_raw day;
    if (from >= p->end) return n;
    uint32_t m = sr_weekday_at(p, from, &day);
    if (!m) m = sr_date_at(p, from, &day);
    if (!m) m = sr_day_at(p, from, &day);
    if (m && day.form == SR_RAW_DATE && !day.day) m = 0;
    if (!m || day.type != SR_TIMEX_DATE || day.part) return n;
    day.first = r->first;
    day.type = SR_TIMEX_TIME;
    day.clock = day.has_day = true;
    day.hour = r->hour;
    day.minute = r->minute;
    day.minutes = r->minutes;
    day.zone = r->zone;
    day.zone_span = r->zone_span;
    *r = day;
    return apart ? n : from + m - at;
}

/* "the following day", "the same day" are units; a part of the day alone ("the morning", "overnight") only so: */
uint32_t sr_loose_part_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *part;
    uint32_t i = at + is(p, at, "the");
    if (is(p, i, "early") || is(p, i, "late") || is(p, i, "mid")) i++;
    uint32_t n = word(p, i, "part", &part);
    if (!n) return 0;
    bool in = at > p->begin && word(p, at - 1, "before-part", NULL);
    bool early = i > at + is(p, at, "the");
    if (!is(p, i, "overnight") && !(in && i > at) && !(early && !is(p, at, "the"))) return 0;
    *r = blank(at, SR_RAW_SAME, SR_TIMEX_TIME);
    r->unit = "D";
    r->part = part;
    return i + n - at;
}
