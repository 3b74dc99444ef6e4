/* units.c: weeks, months, years, decades, centuries, quarters and seasons, told by where they stand to another. */
#include "time/parse.h"

uint32_t sr_unit_any(const struct sr_parse *p, uint32_t at, const char **unit, bool *plural) {
    uint32_t n = word(p, at, "unit", unit);
    *plural = n == 0;
    return n ? n : word(p, at, "units", unit);
}

/* "last week", "the past year", "this century", "next month", "the current fiscal year". */
uint32_t sr_unit_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell = "0", *unit;
    uint32_t i = at;
    if (is(p, i, "the")) i++;
    uint32_t n = word(p, i, "rel", &cell);
    if (!n) return 0;
    bool past = is(p, i, "past"), recent = past || is(p, i, "coming");
    i += n;
    if (word(p, i, "fiscal", NULL)) i++;
    n = word(p, i, "unit", &unit);
    if (!n || !strcmp(unit, "S") || !strcmp(unit, "TM")) return 0;
    int8_t rel = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
    if ((past && (unit[0] == 'E' || unit[0] == 'C')) || (recent && unit[0] == 'T')) { /* "the past decade": a length */
        *r = blank(at, SR_RAW_LENGTH, SR_TIMEX_DURATION);
        r->number = 1;
        r->unit = unit;
        return i + n - at;
    }
    if (unit[0] == 'T') return 0;                                                  /* "this hour" */
    if (p->t->reading->tokens[i].shape == SR_SHAPE_TITLE && !p->heading) return 0; /* the programme "This Week" */
    bool following = sr_time_is(p->t, i - 1, p->end, "following") || sr_time_is(p->t, i - 1, p->end, "previous") ||
                     sr_time_is(p->t, i - 1, p->end, "preceding");
    *r = blank(at, SR_RAW_UNIT, SR_TIMEX_DATE);
    r->unit = unit;
    r->rel = rel;
    r->anchored = following || (unit[0] == 'D' && is(p, at, "the"));
    i += n;
    return i + word(p, i, "or-so", NULL) - at;
}

/* "the year", "the quarter", "that year", "the week", "the weekend", "the day": one spoken of. */
uint32_t sr_spoken_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *unit;
    uint32_t i = at, n = word(p, i, "that", NULL);
    if (!n && !is(p, i, "the")) return 0;
    bool that = n > 0;
    i += that ? n : 1;
    if (!that && (is(p, i, "same") || is(p, i, "full") || word(p, i, "fiscal", NULL))) i++;
    n = word(p, i, "unit", &unit);
    if (!n || unit[0] == 'T' || !strcmp(unit, "S") || !strcmp(unit, "E") || !strcmp(unit, "C")) return 0;
    if (!that && !strcmp(unit, "D")) return 0;
    if (is(p, i + n, "-")) return 0;                /* "the week-long" */
    if (!strcmp(unit, "W") && is(p, i + n, "of")) { /* "the week of March 6" */
        uint32_t m = i + n + 1 < p->end ? sr_date_at(p, i + n + 1, r) : 0;
        if (m && r->day) {
            r->unit = "W";
            return i + n + 1 + m - at;
        }
    }
    *r = blank(at, SR_RAW_SAME, SR_TIMEX_DATE);
    r->unit = unit;
    r->that = that;
    return i + n - at;
}

/* "in 1998", "since 1990", "the year 2000", "fiscal 1990", "(1998)". A number alone may be a year only in such company.
 */
uint32_t sr_year_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t i = at;
    bool told = false;
    if (is(p, i, "the") && is(p, i + 1, "year")) i += 2, told = true;
    else if (word(p, i, "fiscal", NULL)) {
        i++;
        if (is(p, i, "year")) i++;
        told = true;
    }
    *r = blank(at, SR_RAW_DATE, SR_TIMEX_DATE);
    uint32_t n = sr_time_year(p->t, i, p->end, &r->year);
    if (!n) return 0;
    if (told) return i + n - at;
    if (n > 1) return n; /* "nineteen ninety-seven" */
    const struct sr_token *tokens = p->t->reading->tokens;
    if (r->year < 1500 || (at > p->begin && touches(p, at) && !sr_str_is(tokens[at - 1].norm, "("))) return 0;
    bool follows = at > p->begin && (sr_table_find(p->t->closed, tokens[at - 1].norm) != SR_NONE ||
                                     tokens[at - 1].kind == SR_TOKEN_PUNCT || word(p, at - 1, "early", NULL));
    bool opens = at == p->begin;
    if (at + 1 < p->end) { /* "2000 people", "1500 GMT", "1990 %" */
        const struct sr_token *next = &tokens[at + 1];
        uint32_t zone;
        const char *unit;
        bool plural;
        if (sr_time_zone(p->t, at + 1, p->end, &zone) != SR_NONE || sr_unit_any(p, at + 1, &unit, &plural)) return 0;
        if (next->kind == SR_TOKEN_SYMBOL || sr_str_is(next->norm, "hours")) return 0;
        bool noun = next->kind == SR_TOKEN_WORD && next->shape == SR_SHAPE_LOWER && !next->joined &&
                    sr_table_find(p->t->closed, next->norm) == SR_NONE;
        /* "its 1996 campaign", but not "some 2000 people" */
        if (noun && !(at > p->begin && word(p, at - 1, "before-year", NULL))) return 0;
    }
    return follows || opens ? 1 : 0;
}

/* "the 1980s", "the early 1980s", "the eighties", "'80s". */
uint32_t sr_decade_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t i = at;
    if (is(p, i, "the")) i++;
    if (is(p, i, "early") || is(p, i, "late") || is(p, i, "mid")) {
        i++;
        if (is(p, i, "-")) i++;
    }
    if (i >= p->end) return 0;
    const char *cell;
    if (is(p, at, "the") && word(p, i, "decade", &cell)) { /* "the nineties" */
        *r = blank(at, SR_RAW_DECADE, SR_TIMEX_DATE);
        r->number = (cell[0] - '0') * 100 + (cell[1] - '0') * 10 + cell[2] - '0';
        return i + 1 - at;
    }
    struct sr_str s = p->t->reading->tokens[i].norm;
    uint32_t from = s.n > 4 && memcmp(s.p, "mid-", 4) == 0 ? 4 : 0, digits = 0, v = 0;
    if (from < s.n && s.p[from] == '\'') from++;
    for (uint32_t k = from; k < s.n && s.p[k] >= '0' && s.p[k] <= '9'; k++, digits++)
        v = v * 10 + (uint32_t)(s.p[k] - '0');
    bool tail = digits + from + 1 == s.n && s.p[s.n - 1] == 's';
    if (!tail && !(digits + from + 2 == s.n && s.p[s.n - 2] == '\'' && s.p[s.n - 1] == 's')) return 0;
    if (v % 10 || (digits != 4 && digits != 2) || (digits == 2 && (v < 20 || i == at))) {
        if (!(digits == 2 && from)) return 0;
    }
    *r = blank(at, SR_RAW_DECADE, SR_TIMEX_DATE);
    r->number = digits == 4 ? v / 10 : 190 + v / 10;
    r->rel = (int8_t)(i == at ? SR_REL_NONE : 0);
    return i + 1 - at;
}

/* "the 20th century", "the nineteenth century". */
uint32_t sr_century_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t i = at, v;
    if (is(p, i, "the")) i++;
    if (is(p, i, "early") || is(p, i, "late")) i++;
    uint32_t n = sr_time_ordinal(p->t, i, p->end, &v);
    if (!n || !v || v > 30) return 0;
    i += n;
    if (is(p, i, "-")) i++;
    if (!is(p, i, "century")) return 0;
    *r = blank(at, SR_RAW_CENTURY, SR_TIMEX_DATE);
    r->number = v - 1;
    return i + 1 - at;
}

/* "the third quarter", "fourth-quarter", "third quarter of 1990", "next year's first quarter", "the first half of
 * 1990". */
uint32_t sr_quarter_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t i = at, v, n;
    const char *cell;
    *r = blank(at, SR_RAW_QUARTER, SR_TIMEX_DATE);
    if (word(p, i, "half", &cell)) { /* only "of 1990": halves of other things abound */
        n = word(p, i, "half", &cell);
        uint32_t y = sr_time_year(p->t, i + n, p->end, &r->year);
        r->number = cell[0] - '0';
        r->unit = "H";
        return y ? n + y : 0;
    }
    n = word(p, i, "rel", &cell);
    if (n && is(p, i + n, "year") && is(p, i + n + 1, "'s")) {
        r->rel = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
        i += n + 2;
    } else if (is(p, i, "the")) {
        i++;
        uint32_t y = sr_time_year(p->t, i, p->end, &r->year);
        i += y;
        if (is(p, i, "year") && is(p, i + 1, "-") && (is(p, i + 2, "earlier") || is(p, i + 2, "ago")))
            r->anchored = true, i += 3;
    }
    if (word(p, i, "fiscal", NULL)) {
        i++;
        if (is(p, i, "-")) i++;
    }
    n = sr_time_ordinal(p->t, i, p->end, &v);
    if (!n && is(p, i, "second")) n = 1, v = 2;
    if (!n || v > 4) return 0;
    i += n;
    if (is(p, i, "-")) i++;
    if (!is(p, i, "quarter")) return 0;
    if (sr_time_is(p->t, i - 1, p->end, "-") && is(p, at, "the")) return 0; /* "the third-quarter loss" */
    i++;
    r->number = v;
    if (r->year || r->rel != SR_REL_NONE || r->anchored) return i - at;
    uint32_t y = sr_year_after(p, i, &r->year);
    return i + y - at;
}

/* "the latest quarter", "the year-earlier period", "year-ago": business. */
uint32_t sr_business_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    uint32_t i = at;
    *r = blank(at, SR_RAW_QUARTER, SR_TIMEX_DATE);
    if (is(p, i, "the")) i++;
    if (is(p, i, "comparable") || is(p, i, "corresponding")) i++;
    if (is(p, i, "year") && is(p, i + 1, "-") && (is(p, i + 2, "earlier") || is(p, i + 2, "ago"))) {
        r->anchored = true;
        i += 3;
        if (is(p, i, "quarter") || is(p, i, "period")) i++;
        return i - at;
    }
    uint32_t y = sr_time_year(p->t, i, p->end, &r->year);
    if (!y && !is(p, i, "latest") && !is(p, i, "current")) return 0;
    i += y ? y : 1;
    if (!is(p, i, "period") && !(y && is(p, i, "quarter"))) return 0;
    return i + 1 - at;
}

/* "last summer", "the spring of 1999", "winter 1998", "in the fall". */
uint32_t sr_season_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell;
    uint32_t i = at, n;
    *r = blank(at, SR_RAW_SEASON, SR_TIMEX_DATE);
    bool the = is(p, i, "the");
    i += the;
    if (the && (is(p, i, "early") || is(p, i, "late"))) i++;
    for (int k = 0; k < 2 && (n = word(p, i, "rel", &cell)) > 0; k++, i += n) {
        int8_t told = (int8_t)(cell[0] == '-' ? -1 : cell[0] - '0');
        if (r->rel == SR_REL_NONE || told) r->rel = told;
    }
    n = word(p, i, "season", &r->part);
    if (!n) return 0;
    i += n;
    uint32_t y = sr_year_after(p, i, &r->year);
    if (y || r->rel != SR_REL_NONE) return i + y - at;
    bool in = at > p->begin && word(p, at - 1, "before-season", NULL);
    bool fall = sr_time_is(p->t, i - 1, p->end, "fall") && !the; /* "in fall" is rare, "a fall" is none */
    return (in && !fall) || (the && in) ? i - at : 0;
}
