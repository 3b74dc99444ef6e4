#include "base/utf8.h"
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

static uint32_t number_at(struct sr_str s, uint32_t *at, uint32_t most_digits) {
    uint32_t value = 0, begin = *at;
    while (*at < s.n && *at - begin < most_digits && is_digit(s.p[*at]))
        value = value * 10 + (uint32_t)(s.p[(*at)++] - '0');
    return value;
}

static void skip_blanks(struct sr_str s, uint32_t *at) {
    while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == '\t' || s.p[*at] == ',' || s.p[*at] == '(')) (*at)++;
}

/* "+0100", "+01:00", "GMT", "GMT+1", "EST". */
static bool zone_at(const struct sr_lexicon *lexicon, struct sr_str s, uint32_t at, int16_t *minutes) {
    skip_blanks(s, &at);
    char key[16];
    uint32_t n = 0;
    while (at < s.n && n < sizeof key && is_letter(s.p[at])) key[n++] = (char)(s.p[at++] | 0x20);
    int base = 0;
    if (n) {
        const struct sr_table *t = &lexicon->tables[SR_TABLE_ZONES];
        uint32_t row = n < sizeof key ? sr_table_find(t, (struct sr_str){key, n}) : SR_NONE;
        if (row == SR_NONE) return false;
        base = (int)sr_table_number(t, row, 1, 0);
    }
    if (at < s.n && (s.p[at] == '+' || s.p[at] == '-') && at + 1 < s.n && is_digit(s.p[at + 1])) {
        int sign = s.p[at++] == '-' ? -1 : 1;
        uint32_t begin = at, value = number_at(s, &at, 4), digits = at - begin, hours = value, rest = 0;
        if (digits > 2) {
            hours = value / 100;
            rest = value % 100;
        } else if (at + 2 < s.n && s.p[at] == ':' && is_digit(s.p[at + 1])) {
            at++;
            rest = number_at(s, &at, 2);
        }
        if (hours > 14 || rest > 59) return false;
        base += sign * (int)(hours * 60 + rest);
    } else if (!n) return false;
    *minutes = (int16_t)base;
    return true;
}

/* "14:05", "2.15pm", "7 a.m.", "0705 GMT" from *at on. */
static bool clock_at(struct sr_str s, uint32_t *at, struct sr_date *d) {
    uint32_t i = *at, begin = i, hour = number_at(s, &i, 2), minute = 0, second = 0;
    bool parted = false, noon = false;
    if (i == begin) return false;
    if (i + 2 < s.n + 0u && (s.p[i] == ':' || s.p[i] == '.') && is_digit(s.p[i + 1]) && i + 2 < s.n &&
        is_digit(s.p[i + 2])) {
        i++;
        minute = number_at(s, &i, 2);
        parted = true;
        if (i + 2 < s.n && s.p[i] == ':' && is_digit(s.p[i + 1]) && is_digit(s.p[i + 2])) {
            i++;
            second = number_at(s, &i, 2);
            parted = true;
            d->precision = SR_PRECISION_SECOND;
        } else d->precision = SR_PRECISION_MINUTE;
    }
    uint32_t k = i;
    while (k < s.n && s.p[k] == ' ') k++;
    if (k + 1 < s.n && (s.p[k] | 0x20) != 0x20 && ((s.p[k] | 0x20) == 'a' || (s.p[k] | 0x20) == 'p')) {
        uint32_t m = k + 1;
        if (m < s.n && s.p[m] == '.') m++;
        if (m < s.n && (s.p[m] | 0x20) == 'm' && (m + 1 >= s.n || !is_letter(s.p[m + 1]))) {
            if (hour < 1 || hour > 12) return false;
            hour = hour % 12 + ((s.p[k] | 0x20) == 'p' ? 12 : 0);
            noon = true;
            i = m + 1;
            if (i < s.n && s.p[i] == '.') i++;
            if (!parted) d->precision = SR_PRECISION_HOUR;
        }
    }
    if ((!parted && !noon) || hour > 23 || minute > 59 || second > 59) return false;
    d->hour = (uint8_t)hour;
    d->minute = (uint8_t)minute;
    d->second = (uint8_t)second;
    *at = i;
    return true;
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
        if (!clock_at(s, &at, &d)) continue;
        d.has_offset = zone_at(lexicon, s, at, &d.offset_minutes);
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
        if (n < s.n && is_digit(s.p[n]) && is_digit(s.p[n - 1])) continue;
        if (!is_digit(s.p[0]) || !sr_date_parse((struct sr_str){s.p, n}, date)) continue;
        if (!date->has_offset && date->precision > SR_PRECISION_DAY)
            date->has_offset = zone_at(lexicon, s, n, &date->offset_minutes);
        return true;
    }
    return in_words(lexicon, s, date);
}
