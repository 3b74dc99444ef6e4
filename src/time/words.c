#include "time/words.h"

#include <stdlib.h>

enum { KIND = 1, VALUE = 2, CLASS = 1 };

/* A word, a number or a figure that time expressions are made of. */
static bool is_part(const struct sr_time_text *t, uint32_t at) {
    struct sr_str s = t->reading->tokens[at].norm;
    if (t->matches[at].row != SR_NONE || !s.n) return s.n > 0;
    if ((s.p[0] >= '0' && s.p[0] <= '9') || s.p[0] == '\'') return true;
    if (s.n > 4 && memcmp(s.p, "mid-", 4) == 0) return true;
    return sr_table_find(t->numbers, s) != SR_NONE;
}

bool sr_time_scan(struct sr_time_text *t, struct sr_arena *arena) {
    const struct sr_reading *r = t->reading;
    t->matches = sr_arena_alloc(arena, r->token_count, sizeof *t->matches);
    t->opens = sr_arena_alloc(arena, r->token_count, sizeof *t->opens);
    if (!t->matches || !t->opens) return false;
    for (uint32_t i = 0; i < r->token_count; i++) t->matches[i] = sr_match_at(t->words, r, i, r->token_count);
    for (uint32_t i = r->token_count; i-- > 0;) {
        uint32_t end = r->sentences[r->tokens[i].sentence].end;
        bool article = sr_time_is(t, i, end, "the") || sr_time_is(t, i, end, "a") || sr_time_is(t, i, end, "an");
        bool near = (i + 1 < end && is_part(t, i + 1)) || (i + 2 < end && is_part(t, i + 2)) ||
                    (i + 3 < end && is_part(t, i + 3));
        t->opens[i] = article ? near || t->matches[i].tokens > 1 : is_part(t, i);
    }
    return true;
}

uint32_t sr_time_word(const struct sr_time_text *t, uint32_t at, uint32_t end, const char *kind, const char **value) {
    if (at >= end) return 0;
    struct sr_match m = t->matches[at];
    if (m.row != SR_NONE && at + m.tokens > end) m = sr_match_at(t->words, t->reading, at, end);
    if (m.row == SR_NONE) return 0;
    for (uint32_t i = 0, n = sr_table_same(t->words, m.row); i < n; i++) {
        if (strcmp(sr_table_cell(t->words, m.row + i, KIND), kind)) continue;
        if (value) *value = sr_table_cell(t->words, m.row + i, VALUE);
        return m.tokens;
    }
    /* a longer phrase of another kind hides a word: "some time" hides "some" */
    if (m.tokens > 1) return sr_time_word(t, at, at + m.tokens - 1, kind, value);
    return 0;
}

bool sr_time_is(const struct sr_time_text *t, uint32_t at, uint32_t end, const char *word) {
    return at < end && sr_str_is(t->reading->tokens[at].norm, word);
}

bool sr_time_digits(const struct sr_time_text *t, uint32_t at, uint32_t digits, uint32_t *value) {
    struct sr_str s = t->reading->tokens[at].norm;
    if (!s.n || s.n > 9 || (digits && s.n != digits)) return false;
    uint32_t v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    }
    *value = v;
    return true;
}

static const char *number_class(const struct sr_time_text *t, uint32_t at, uint32_t end, double *value) {
    if (at >= end) return "";
    uint32_t row = sr_table_find(t->numbers, t->reading->tokens[at].norm);
    if (row == SR_NONE) return "";
    *value = sr_table_number(t->numbers, row, VALUE, 0);
    return sr_table_cell(t->numbers, row, CLASS);
}

/* "four" after "twenty", joined by a hyphen, a space or nothing. */
static uint32_t after_hyphen(const struct sr_time_text *t, uint32_t at, uint32_t end) {
    return sr_time_is(t, at, end, "-") && !t->reading->tokens[at].space_before ? at + 1 : at;
}

/* Words below a hundred; 0 when there are none. */
static uint32_t small(const struct sr_time_text *t, uint32_t at, uint32_t end, double *value) {
    double v, more;
    const char *class = number_class(t, at, end, &v);
    if (!strcmp(class, "small")) {
        *value = v;
        return 1;
    }
    if (strcmp(class, "tens")) return 0;
    *value = v;
    uint32_t next = after_hyphen(t, at + 1, end);
    if (!strcmp(number_class(t, next, end, &more), "small") && more >= 1 && more <= 9) {
        *value = v + more;
        return next + 1 - at;
    }
    return 1;
}

/* ½, "1/2", "and a half" after a number. */
static uint32_t half(const struct sr_time_text *t, uint32_t at, uint32_t end, double *value) {
    if (at >= end) return 0;
    struct sr_str s = t->reading->tokens[at].norm;
    if (sr_str_is(s, "1/2") || sr_str_is(s, "\xc2\xbd")) {
        *value = 0.5;
        return 1;
    }
    if (sr_time_is(t, at, end, "and") && sr_time_is(t, at + 1, end, "a") && sr_time_is(t, at + 2, end, "half")) {
        *value = 0.5;
        return 3;
    }
    return 0;
}

uint32_t sr_time_cardinal(const struct sr_time_text *t, uint32_t at, uint32_t end, double *value) {
    uint32_t v, i = at;
    double x = 0, part;
    if (at >= end) return 0;
    if (sr_time_digits(t, at, 0, &v)) {
        x = v;
        i++;
    } else {
        uint32_t n = small(t, at, end, &x);
        if (!n && sr_time_is(t, at, end, "a") &&
            (sr_time_is(t, at + 1, end, "hundred") || sr_time_is(t, at + 1, end, "thousand"))) {
            n = 1;
            x = 1;
        }
        if (!n) return 0;
        i += n;
        if (sr_time_is(t, i, end, "hundred")) x *= 100, i++;
        else if (sr_time_is(t, i, end, "thousand")) x *= 1000, i++;
    }
    uint32_t n = half(t, i, end, &part);
    if (n) x += part;
    *value = x;
    return i + n - at;
}

uint32_t sr_time_ordinal(const struct sr_time_text *t, uint32_t at, uint32_t end, uint32_t *value) {
    double v, more;
    if (at >= end) return 0;
    struct sr_str s = t->reading->tokens[at].norm;
    if (s.n >= 3 && s.n <= 4 && s.p[0] >= '0' && s.p[0] <= '9') { /* "3rd", "20th" */
        uint32_t x = 0, i = 0;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') x = x * 10 + (uint32_t)(s.p[i++] - '0');
        struct sr_str rest = {s.p + i, s.n - i};
        if (!sr_str_is(rest, "st") && !sr_str_is(rest, "nd") && !sr_str_is(rest, "rd") && !sr_str_is(rest, "th"))
            return 0;
        *value = x;
        return 1;
    }
    const char *class = number_class(t, at, end, &v);
    if (!strcmp(class, "ordinal")) {
        *value = (uint32_t)v;
        return 1;
    }
    if (strcmp(class, "tens")) return 0;
    uint32_t next = after_hyphen(t, at + 1, end);
    if (strcmp(number_class(t, next, end, &more), "ordinal") || more > 9) return 0;
    *value = (uint32_t)(v + more);
    return next + 1 - at;
}

uint32_t sr_time_year(const struct sr_time_text *t, uint32_t at, uint32_t end, int32_t *year) {
    uint32_t v;
    double century, rest;
    if (at >= end) return 0;
    if (sr_time_digits(t, at, 4, &v) && v >= 1000 && v < 2200) {
        *year = (int32_t)v;
        return 1;
    }
    uint32_t n = small(t, at, end, &century);
    if (!n || century < 11 || century > 20) {
        if (sr_time_is(t, at, end, "two") &&
            sr_time_is(t, at + 1, end, "thousand")) { /* "the year two thousand (and) six" */
            uint32_t i = at + 2 + sr_time_is(t, at + 2, end, "and"), m = small(t, i, end, &rest);
            *year = 2000 + (m ? (int32_t)rest : 0);
            bool told = at && (sr_time_is(t, at - 1, at, "in") || sr_time_is(t, at - 1, at, "year"));
            return m ? i + m - at : told ? 2 : 0; /* not "two thousand labourers" */
        }
        return 0;
    }
    uint32_t m = small(t, at + n, end, &rest);
    if (!m || rest < 10) return 0;
    *year = (int32_t)(century * 100 + rest);
    return n + m;
}

uint32_t sr_time_zone(const struct sr_time_text *t, uint32_t at, uint32_t end, uint32_t *tokens) {
    *tokens = 0;
    if (at >= end) return SR_NONE;
    struct sr_match m = sr_match_at(t->zones, t->reading, at, end);
    if (m.row == SR_NONE) return SR_NONE;
    uint8_t shape = t->reading->tokens[at].shape;
    /* "ET", "Pacific time"; not "et" nor "cat" */
    if (m.tokens == 1 && shape != SR_SHAPE_UPPER && !sr_time_is(t, at, end, "gmt") &&
        !sr_time_is(t, at, end, "local") && !memchr(t->reading->tokens[at].norm.p, '.', t->reading->tokens[at].norm.n))
        return SR_NONE;
    *tokens = m.tokens;
    return m.row;
}
