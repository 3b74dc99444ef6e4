#include "base/utf8.h"
#include "input/clock.h"
#include "input/dateline.h"
#include "input/html_parts.h"

/* Dates as pages and feeds write them: ISO 8601; "Fri, 20 Nov 2015 07:00:00 GMT" (RFC 2822); "Published: 20 November
 * 2015, 2.15pm GMT"; seconds or milliseconds since 1970. "20/11/2015" is none: who can say which is the month? */

enum { LONGEST = 200 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_words(const struct sr_lexicon *lexicon, struct sr_str s, struct sr_date *date) {
    struct sr_written_date written;
    struct sr_date d = {0};
    bool found = false;
    for (uint32_t i = 0; i < s.n && !found; i++) {
        if (i && (is_letter(s.p[i - 1]) || is_digit(s.p[i - 1]))) continue;
        found = sr_written_date_at(lexicon, s, i, s.n, &written) && written.month &&
                sr_written_date_resolve(&written, NULL, &d);
    }
    if (!found) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (i == written.span.start) i = written.span.end;
        if (i >= s.n) break;
        if (!is_digit(s.p[i]) || (i && (is_digit(s.p[i - 1]) || is_letter(s.p[i - 1])))) continue;
        uint32_t at = i;
        if (!sr_written_clock_at(s, &at, &d)) continue;
        d.has_offset = sr_written_zone_at(lexicon, s, &at, &d.offset_minutes);
        break;
    }
    *date = d;
    return true;
}

static bool since_1970(struct sr_str s, struct sr_date *date) {
    int64_t value = 0;
    if (s.n != 10 && s.n != 13) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i])) return false;
        value = value * 10 + (s.p[i] - '0');
    }
    if (s.n == 13) value /= 1000;
    struct sr_date d = {.precision = SR_PRECISION_SECOND, .has_offset = true};
    uint32_t month, day, rest = (uint32_t)(value % 86400);
    sr_civil_from_days(value / 86400, &d.year, &month, &day);
    d.month = (uint8_t)month;
    d.day = (uint8_t)day;
    d.hour = (uint8_t)(rest / 3600);
    d.minute = (uint8_t)(rest / 60 % 60);
    d.second = (uint8_t)(rest % 60);
    *date = d;
    return true;
}

bool sr_page_date(const struct sr_lexicon *lexicon, struct sr_str s, struct sr_date *date) {
    while (s.n && (unsigned char)*s.p <= ' ') s.p++, s.n--;
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    if (!s.n || s.n > LONGEST) return false;
    if (sr_date_parse(s, date) || since_1970(s, date)) return true;
    /* "2015-11-20 07:00:05 UTC", "2015-11-20T07:00:05.000-05:00[America/New_York]" */
    for (uint32_t n = s.n; n >= 10; n--) {
        uint32_t zone = n;
        if (n < s.n && is_digit(s.p[n]) && is_digit(s.p[n - 1])) continue;
        if (!is_digit(s.p[0]) || !sr_date_parse((struct sr_str){s.p, n}, date)) continue;
        if (!date->has_offset && date->precision > SR_PRECISION_DAY)
            date->has_offset = sr_written_zone_at(lexicon, s, &zone, &date->offset_minutes);
        return true;
    }
    return in_words(lexicon, s, date);
}
