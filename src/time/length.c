/* length.c: how long ("two years", "decades-long"), how often ("every day"), and times that are no certain ones
 * ("now"). */
#include "time/parse.h"

/* How many units: "two", "a few", "several", "a couple of", "half a", "a"; -1 for an unsaid number. */
static uint32_t quantity(const struct sr_parse *p, uint32_t at, double *number) {
    const char *cell;
    uint32_t n = word(p, at, "vague", &cell);
    if (n) {
        *number = cell[0] == 'X' ? -1 : cell[0] - '0';
        return n;
    }
    if (is(p, at, "half") && (is(p, at + 1, "a") || is(p, at + 1, "an"))) {
        *number = 0.5;
        return 2;
    }
    n = sr_time_cardinal(p->t, at, p->end, number);
    if (!n && (is(p, at, "a") || is(p, at, "an"))) {
        *number = 1;
        return 1;
    }
    if (!n) return 0;
    double more;
    uint32_t i = at + n;
    if (is(p, i, "to") || is(p, i, "or") ||
        (is(p, i, "-") && touches(p, i))) { /* "two to three weeks", "a year or two" */
        uint32_t m = sr_time_cardinal(p->t, i + 1, p->end, &more);
        if (m && more > *number) return n + 1 + m;
    }
    return n;
}

/* What may open a length: "the past", "the next", "the first", "recent". */
struct opening {
    uint32_t tokens;
    bool the, stretch, recent;
};

static struct opening open_length(const struct sr_parse *p, uint32_t at) {
    const char *cell;
    struct opening o = {.tokens = is(p, at, "the"), .the = is(p, at, "the")};
    uint32_t n = word(p, at + o.tokens, "rel", &cell);
    if (n || (o.the && is(p, at + 1, "first"))) {
        o.tokens += n ? n : 1;
        o.stretch = true;
    } else if (word(p, at + o.tokens, "refadj", &cell)) {
        o.recent = !strcmp(cell, "PAST_REF");
        o.tokens++;
    }
    return o;
}

/* Is the unit no length here? "a second bomb", "three-quarters of them", "the year" */
static bool no_length(const struct sr_parse *p, const struct sr_raw *r, uint32_t after, const char *unit, bool plural,
                      bool article, bool hyphen) {
    bool second = !strcmp(unit, "S"), quarter = !strcmp(unit, "Q");
    if (!strcmp(unit, "WE") || (second && !plural && !hyphen && r->number != 1)) return true;
    if ((second || quarter) && article) return true;
    if (quarter && plural && (hyphen || is(p, after, "of"))) return true;
    return !plural && r->number < 0;
}

/* What follows makes it a date: "two days ago", "a week earlier". 0 when nothing does. */
static uint32_t counts_back(const struct sr_parse *p, uint32_t i, struct sr_raw *r) {
    const char *shift;
    bool ago = word(p, i, "ago", NULL) > 0;
    bool hours = r->unit[0] == 'T' || !strcmp(r->unit, "S"); /* "five hours later": of no day that we know */
    bool moved =
        !hours && word(p, i, "shift", &shift) && (is(p, i, "earlier") || is(p, i, "later") || is(p, i, "previously"));
    if (!ago && !moved) return 0;
    r->form = SR_RAW_BACK;
    r->type = SR_TIMEX_DATE;
    r->anchored = !ago;
    r->rel = (int8_t)(ago || shift[0] == '-' ? -1 : 1);
    return 1;
}

/* "$5 a share a year", "ten times a day": how often, not how long. */
static bool is_rate(const struct sr_parse *p, uint32_t at) {
    if (at <= p->begin) return false;
    const struct sr_token *before = &p->t->reading->tokens[at - 1];
    /* "four flights a week" */
    bool plural = before->kind == SR_TOKEN_WORD && before->norm.n > 3 && before->norm.p[before->norm.n - 1] == 's' &&
                  sr_table_find(p->t->closed, before->norm) == SR_NONE && !before->joined;
    return plural || word(p, at - 1, "often", NULL) || sr_str_is(before->norm, "times") ||
           before->kind == SR_TOKEN_NUMBER || sr_str_is(before->norm, "percent") || sr_str_is(before->norm, "%");
}

/* "and a half", "or two", "or so" after the unit. */
static uint32_t close_length(const struct sr_parse *p, uint32_t at, bool article, struct sr_raw *r) {
    uint32_t i = at, m;
    double more;
    if (is(p, i, "and") && is(p, i + 1, "a") && is(p, i + 2, "half")) {
        r->number += 0.5;
        i += 3;
    }
    if (is(p, i, "or") && article && (m = sr_time_cardinal(p->t, i + 1, p->end, &more)) > 0) i += 1 + m;
    return i + word(p, i, "or-so", NULL) - at;
}

/* A number of units and what follows: a length ("two years", "two-year", "an hour and a half"), "two days ago" (a date
 * back from now), "a week earlier" (back from the time spoken of). */
uint32_t sr_length_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *unit;
    bool plural;
    struct opening o = open_length(p, at);
    uint32_t i = at + o.tokens;
    *r = blank(at, SR_RAW_LENGTH, SR_TIMEX_DURATION);
    uint32_t n = o.recent ? 0 : quantity(p, i, &r->number);
    bool article = n == 1 && (is(p, i, "a") || is(p, i, "an"));
    if (!n && !o.recent && !o.stretch) return 0;
    if (!n) r->number = -1;
    if (article && o.tokens) return 0;
    i += n;
    i += word(p, i, "filler", NULL);
    bool hyphen = n && is(p, i, "-") && touches(p, i);
    if (hyphen && o.the) return 0; /* "the two-day siege": the length is "two-day" */
    i += hyphen;
    n = sr_unit_any(p, i, &unit, &plural);
    if (!n || no_length(p, r, i + n, unit, plural, article, hyphen)) return 0;
    i += n;
    r->unit = unit;
    if (o.recent && is(p, i, "and")) { /* "recent weeks and months" */
        const char *other;
        uint32_t m = word(p, i + 1, "units", &other);
        i += m ? 1 + m : 0;
    }
    if (o.recent) { /* "recent years" */
        r->form = SR_RAW_REF;
        r->type = SR_TIMEX_DATE;
        r->text = "PAST_REF";
        return i - at;
    }
    uint32_t next = is(p, i, "-") ? i + 1 : i; /* ages: "34-year-old", "25 years old", "of age" */
    if (is(p, next, "old") || is(p, next, "olds") || (is(p, i, "of") && is(p, i + 1, "age"))) return 0;
    i += close_length(p, i, article, r);
    if (o.stretch || hyphen) return i - at;
    i += counts_back(p, i, r);
    if (r->form == SR_RAW_LENGTH && article && is_rate(p, at)) {
        r->form = SR_RAW_SET;
        r->type = SR_TIMEX_SET;
    }
    return i - at;
}

/* "years", "for months", "decades ago": units of an unsaid number, in company. */
uint32_t sr_bare_units_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *unit;
    bool plural;
    uint32_t n = sr_unit_any(p, at, &unit, &plural), before = at;
    if (n && is(p, at + n, "-") && is(p, at + n + 1, "long") && strcmp(unit, "S")) { /* "day-long", "decades-long" */
        *r = blank(at, SR_RAW_LENGTH, SR_TIMEX_DURATION);
        r->unit = unit;
        r->number = plural ? -1 : 1;
        return n + 2;
    }
    if (!n || !plural || !strcmp(unit, "WE") || !strcmp(unit, "S") || !strcmp(unit, "Q")) return 0;
    *r = blank(at, SR_RAW_LENGTH, SR_TIMEX_DURATION);
    r->unit = unit;
    r->number = -1;
    if (word(p, at + n, "ago", NULL)) {
        r->form = SR_RAW_BACK;
        r->type = SR_TIMEX_DATE;
        r->rel = -1;
        return n + 1;
    }
    if (before > p->begin && word(p, before - 1, "before-units", NULL)) return n;
    return word(p, at + n, "shift", NULL) ? n : 0;
}

/* "every day", "each July", "every two weeks", "Tuesday nights", "daily". */
uint32_t sr_set_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    const char *cell, *unit;
    bool plural;
    uint32_t day, n = word(p, at, "every", &cell);
    *r = blank(at, SR_RAW_SET, SR_TIMEX_SET);
    if (n) {
        uint32_t m = sr_unit_any(p, at + n, &unit, &plural);
        if (m && !plural && strcmp(unit, "S")) {
            r->unit = unit;
            r->number = 1;
            return n + m;
        }
        m = number_word(p, at + n, "weekday", &day);
        if (m) {
            r->weekday = (uint8_t)day;
            uint32_t k = word(p, at + n + m, "part", &r->part);
            return n + m + k;
        }
        m = number_word(p, at + n, "month", &day);
        if (m) {
            r->month = (uint8_t)day;
            return n + m;
        }
        m = sr_time_cardinal(p->t, at + n, p->end, &r->number);
        uint32_t k = m ? sr_unit_any(p, at + n + m, &unit, &plural) : 0;
        if (k) r->unit = unit;
        return k ? n + m + k : 0;
    }
    n = word(p, at, "often", NULL); /* "twice a week" */
    if (n && is(p, at + n, "a")) {
        uint32_t m = word(p, at + n + 1, "unit", &unit);
        r->unit = unit;
        r->number = 1;
        return m && strcmp(unit, "S") ? n + 1 + m : 0;
    }
    n = number_word(p, at, "weekdays", &day);
    if (n) {
        r->weekday = (uint8_t)day;
        uint32_t k = word(p, at + n, "parts", &r->part);
        return n + k;
    }
    n = number_word(p, at, "weekday", &day);
    uint32_t k = n ? word(p, at + n, "parts", &r->part) : 0;
    if (k) {
        r->weekday = (uint8_t)day;
        return n + k;
    }
    n = word(p, at, "freq", &r->text);
    bool title =
        n && (capital(p, at) || (at + n < p->end && capital(p, at + n))); /* "the Daily Mail", "the daily Granma" */
    return title ? 0 : n;
}

/* "He will be back soon", not "as soon as", "soon after", "soon became". */
static bool soon_is_when(const struct sr_parse *p, uint32_t at) {
    if (at > p->begin && is(p, at - 1, "as")) return false;
    if (at + 1 >= p->end || is(p, at + 1, "after")) return at + 1 >= p->end;
    if (at > p->begin && word(p, at - 1, "future", NULL)) return true;
    const struct sr_token *next = &p->t->reading->tokens[at + 1];
    return next->kind == SR_TOKEN_PUNCT || sr_table_find(p->t->closed, next->norm) != SR_NONE;
}

/* "now", "recently", "the future", "the current". */
uint32_t sr_ref_at(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    *r = blank(at, SR_RAW_REF, SR_TIMEX_DATE);
    uint32_t n = word(p, at, "ref", &r->text);
    if (n == 1 && is(p, at, "soon") && !soon_is_when(p, at)) return 0;
    if (n) return n;
    n = word(p, at, "refnoun", &r->text);
    if (n && at + n < p->end) { /* "the past" alone; "the past year" is another shape */
        const struct sr_token *next = &p->t->reading->tokens[at + n];
        bool noun = next->kind == SR_TOKEN_WORD && sr_table_find(p->t->closed, next->norm) == SR_NONE && !next->joined;
        if (noun || next->kind == SR_TOKEN_NUMBER) return 0;
    }
    if (n) return n;
    return word(p, at, "refadj", &r->text);
}
