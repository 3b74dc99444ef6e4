#include "base/utf8.h"
#include "input/dateline.h"
#include "lexicon/lexicon.h"

bool sr_head_key(struct sr_str word, char room[96], struct sr_str *key) {
    uint32_t size = 0, step;
    const char *end = word.p + word.n;
    bool space = false;
    for (const char *p = word.p; p < end; p += step) {
        int32_t c = sr_utf8_at(p, end, &step);
        if (sr_is_space(c)) {
            space = true;
            continue;
        }
        if (c == 0x2019 || c == 0x2018) c = '\'';
        if (c == 0x2010 || c == 0x2011 || c == 0x2013) c = '-';
        if (size > 88) return false;
        if (space && size && c != '-' && room[size - 1] != '-') room[size++] = ' ';
        space = false;
        size += sr_utf8_put(sr_lower(c), room + size);
    }
    while (size && (room[size - 1] == '.' || room[size - 1] == ',' || room[size - 1] == ':')) size--;
    *key = (struct sr_str){room, size};
    return size > 0;
}

/* The row of a word of datewords.tsv, or SR_NONE. */
static uint32_t dateword(const struct sr_lexicon *lexicon, struct sr_str word) {
    char room[96];
    struct sr_str key;
    if (word.n > 20 || !sr_head_key(word, room, &key)) return SR_NONE;
    return sr_table_find(&lexicon->tables[SR_TABLE_DATEWORDS], key);
}

static bool is_kind(const struct sr_lexicon *lexicon, uint32_t row, const char *kind) {
    return row != SR_NONE && strcmp(sr_table_cell(&lexicon->tables[SR_TABLE_DATEWORDS], row, 1), kind) == 0;
}

static uint32_t value_of(const struct sr_lexicon *lexicon, uint32_t row) {
    return (uint32_t)sr_table_number(&lexicon->tables[SR_TABLE_DATEWORDS], row, 2, 0);
}

struct cursor {
    const struct sr_lexicon *lexicon;
    const char *p;
    uint32_t at, end;
};

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

static void skip_space(struct cursor *c) {
    uint32_t step;
    while (c->at < c->end && sr_is_space(sr_utf8_at(c->p + c->at, c->p + c->end, &step))) c->at += step;
}

/* A word of ASCII letters, its full stop included. */
static struct sr_str word_at(const struct cursor *c) {
    uint32_t i = c->at;
    while (i < c->end && is_ascii_letter(c->p[i])) i++;
    if (i > c->at && i < c->end && c->p[i] == '.') i++;
    return (struct sr_str){c->p + c->at, i - c->at};
}

/* At most `most` digits that no letter or digit follows ("20th" is 20 where `ordinal`). */
static bool number_at(struct cursor *c, uint32_t most, bool ordinal, uint32_t *value, uint32_t *digits) {
    uint32_t i = c->at, v = 0;
    while (i < c->end && i - c->at <= most && is_ascii_digit(c->p[i])) v = v * 10 + (uint32_t)(c->p[i++] - '0');
    *digits = i - c->at;
    if (!*digits || *digits > most) return false;
    if (ordinal && i + 2 <= c->end && is_ascii_letter(c->p[i])) {
        char two[2] = {(char)(c->p[i] | 32), (char)(c->p[i + 1] | 32)};
        if (memcmp(two, "st", 2) == 0 || memcmp(two, "nd", 2) == 0 || memcmp(two, "rd", 2) == 0 ||
            memcmp(two, "th", 2) == 0)
            i += 2;
    }
    if (i < c->end && (is_ascii_letter(c->p[i]) || is_ascii_digit(c->p[i]))) return false;
    *value = v;
    c->at = i;
    return true;
}

static bool month_at(struct cursor *c, uint32_t *month) {
    struct sr_str word = word_at(c);
    uint32_t row = word.n ? dateword(c->lexicon, word) : SR_NONE;
    if (!is_kind(c->lexicon, row, "month")) return false;
    *month = value_of(c->lexicon, row);
    c->at += word.n;
    return true;
}

/* The number before is an hour: "12:30". "KARACHI, Nov 20: Police" is another matter. */
static bool is_clock(const struct cursor *c) {
    return c->at + 1 < c->end && c->p[c->at] == ':' && is_ascii_digit(c->p[c->at + 1]);
}

/* ", 2015" or " 90" behind a day and a month. A clock time ("Nov. 20 12:30") is no year. */
static void year_after(struct cursor *c, bool two_digits, struct sr_written_date *d) {
    struct cursor ahead = *c;
    uint32_t value, digits;
    skip_space(&ahead);
    if (ahead.at < ahead.end && (c->p[ahead.at] == ',' || c->p[ahead.at] == '.')) ahead.at++;
    skip_space(&ahead);
    if (!number_at(&ahead, 4, false, &value, &digits)) return;
    if (digits != 4 && !(digits == 2 && two_digits)) return;
    if (is_clock(&ahead)) return;
    if (digits == 4 && (value < 1500 || value > 2999)) return;
    d->year = (int32_t)value;
    d->year_digits = digits;
    *c = ahead;
}

static bool iso_at(struct cursor *c, struct sr_written_date *d) {
    struct sr_date date;
    if (c->end - c->at < 10 || !sr_date_parse((struct sr_str){c->p + c->at, 10}, &date)) return false;
    if (date.precision != SR_PRECISION_DAY) return false;
    if (c->end - c->at > 10 && (is_ascii_digit(c->p[c->at + 10]) || is_ascii_letter(c->p[c->at + 10]))) return false;
    d->year = date.year;
    d->year_digits = 4;
    d->month = date.month;
    d->day = date.day;
    c->at += 10;
    return true;
}

static bool day_month(struct cursor *c, struct sr_written_date *d) {
    uint32_t digits;
    struct cursor ahead = *c;
    if (!number_at(&ahead, 2, true, &d->day, &digits)) return false;
    skip_space(&ahead);
    if (!month_at(&ahead, &d->month)) return false;
    year_after(&ahead, true, d);
    *c = ahead;
    return true;
}

static bool month_day(struct cursor *c, struct sr_written_date *d) {
    uint32_t digits;
    struct cursor ahead = *c;
    if (!month_at(&ahead, &d->month)) return false;
    skip_space(&ahead);
    if (!number_at(&ahead, 2, true, &d->day, &digits)) return false;
    if (is_clock(&ahead)) return false; /* "May 12:30" */
    /* "JUNE 11 89 (AFP) --": two figures are a year only where the date ends for certain */
    struct cursor year = ahead;
    struct sr_written_date with = *d;
    year_after(&year, true, &with);
    struct cursor behind = year;
    skip_space(&behind);
    if (with.year_digits == 4 ||
        (with.year_digits == 2 && behind.at < behind.end && strchr("(-[", behind.p[behind.at]))) {
        *d = with;
        ahead = year;
    }
    *c = ahead;
    return true;
}

bool sr_written_date_at(const struct sr_lexicon *lexicon, struct sr_str text, uint32_t at, uint32_t end,
                        struct sr_written_date *out) {
    struct cursor c = {lexicon, text.p, at, end};
    struct sr_written_date d = {.year = -1};
    struct sr_str word = word_at(&c);
    if (word.n && is_kind(lexicon, dateword(lexicon, word), "weekday")) {
        c.at += word.n;
        if (c.at < end && c.p[c.at] == ',') c.at++;
        skip_space(&c);
    }
    if (!iso_at(&c, &d) && !day_month(&c, &d) && !month_day(&c, &d)) return false;
    if (d.day < 1 || d.day > sr_days_in_month(2000, d.month)) return false;
    d.span = (struct sr_span){at, c.at};
    *out = d;
    return true;
}

static int64_t distance(int32_t year, const struct sr_written_date *w, int64_t to) {
    int64_t days = sr_days_from_civil(year, w->month, w->day) - to;
    return days < 0 ? -days : days;
}

bool sr_written_date_resolve(const struct sr_written_date *w, const struct sr_date *published, struct sr_date *date) {
    if (!w->month) return false;
    int64_t near = published ? sr_days_from_civil(published->year, published->month, published->day) : 0;
    int32_t year = w->year;
    if (w->year_digits == 2) {
        year += w->year >= 70 ? 1900 : 2000;
        for (int32_t century = 1700; published && century <= 2200; century += 100)
            if (distance(century + w->year, w, near) < distance(year, w, near)) year = century + w->year;
    }
    if (w->year < 0) {
        if (!published) return false;
        year = published->year;
        if (published->precision >= SR_PRECISION_MONTH)
            for (int32_t y = published->year - 1; y <= published->year + 1; y++)
                if (distance(y, w, near) < distance(year, w, near)) year = y;
    }
    if (w->day > sr_days_in_month(year, w->month)) return false;
    *date = (struct sr_date){
        .year = year, .month = (uint8_t)w->month, .day = (uint8_t)w->day, .precision = SR_PRECISION_DAY};
    return true;
}

bool sr_line_is_date(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span line,
                     struct sr_written_date *written) {
    struct cursor c = {lexicon, text.p, line.start, line.end};
    struct sr_written_date none = {.year = -1};
    bool any = false;
    *written = none;
    while (c.at < c.end) {
        struct sr_written_date d;
        if (!written->month && sr_written_date_at(lexicon, text, c.at, c.end, &d)) {
            *written = d;
            c.at = d.span.end;
            any = true;
            continue;
        }
        struct sr_str word = word_at(&c);
        if (word.n) {
            uint32_t row = dateword(lexicon, word);
            /* "a.m.": two words of one letter; any other word makes it a line of text */
            bool clock = word.n == 2 && word.p[1] == '.' && strchr("apmAPM", word.p[0]);
            if (row == SR_NONE && !clock) return false;
            any = any || is_kind(lexicon, row, "weekday") || is_kind(lexicon, row, "month");
            c.at += word.n;
            continue;
        }
        uint32_t step;
        int32_t ch = sr_utf8_at(c.p + c.at, c.p + c.end, &step);
        if (sr_is_letter(ch)) return false;
        any = any || (ch >= '0' && ch <= '9');
        c.at += step;
    }
    return any;
}
