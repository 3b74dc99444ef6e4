#include "input/clock.h"

#include "lexicon/lexicon.h"

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

bool sr_written_zone_at(const struct sr_lexicon *lexicon, struct sr_str s, uint32_t *where, int16_t *minutes) {
    uint32_t at = *where;
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
    *where = at;
    return true;
}

bool sr_written_clock_at(struct sr_str s, uint32_t *at, struct sr_date *d) {
    uint32_t i = *at, begin = i, hour = number_at(s, &i, 2), minute = 0, second = 0;
    bool parted = false, noon = false;
    if (i == begin) return false;
    if (i + 2 < s.n && (s.p[i] == ':' || s.p[i] == '.') && is_digit(s.p[i + 1]) && is_digit(s.p[i + 2])) {
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
