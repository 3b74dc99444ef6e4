/* grammar.c: what a time expression looks like. Each function tries one shape at a token and returns how many tokens it
 * takes, 0 for none; sr_time_parse takes the longest. Modifiers are added around it: "the end of 1990", "about two
 * years ago", "nearly three hours". Shapes that English also uses for other things ask for company:
 *
 *     exists for      in May; by March 3; for years; within a week; the third quarter; 7 a.m. EST Friday
 *     must not touch  they may; troops march; a 34-year-old; 25 years old; a second bomb; half of them; $5 a share
 */
#include "time/parse.h"

static uint32_t longest(const struct sr_parse *p, uint32_t at, struct sr_raw *r) {
    static sr_shape *const shapes[] = {sr_date_at,     sr_weekday_at, sr_day_at,     sr_part_at,      sr_unit_at,
                                       sr_spoken_at,   sr_year_at,    sr_decade_at,  sr_century_at,   sr_quarter_at,
                                       sr_business_at, sr_season_at,  sr_holiday_at, sr_length_at,    sr_bare_units_at,
                                       sr_set_at,      sr_ref_at,     sr_clock_at,   sr_loose_part_at};
    uint32_t best = 0;
    for (uint32_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        struct sr_raw x;
        uint32_t n = shapes[k](p, at, &x);
        if (n > best) {
            best = n;
            *r = x;
        }
    }
    return best;
}

/* "May" and "March" are months only with a capital and in company; a month's short form needs a capital. */
static bool month_in_company(const struct sr_parse *p, const struct sr_raw *r) {
    if (r->form != SR_RAW_DATE || r->day || r->year || r->end - r->first > 1) return true;
    struct sr_str norm = p->t->reading->tokens[r->first].norm;
    if (norm.n > 4 && memcmp(norm.p, "mid-", 4) == 0) return true;
    if (!capital(p, r->first)) return false;
    if (norm.n == 3 && !is(p, r->first, "may")) return false; /* "Jan Kavan"; with a day it is a date */
    bool doubtful =
        is(p, r->first, "may") || is(p, r->first, "march") || is(p, r->first, "sat") || is(p, r->first, "mar.");
    if (!doubtful) return true;
    if (r->first == p->begin) return false;
    const struct sr_token *before = &p->t->reading->tokens[r->first - 1];
    bool upper = p->t->reading->tokens[r->first].shape == SR_SHAPE_UPPER;
    if (word(p, r->first - 1, "before-month", NULL)) return true;
    return !upper && is(p, r->first, "march") && before->kind == SR_TOKEN_WORD;
}

/* Modifiers before: what kind of them an expression takes. */
static bool takes_about(const struct sr_parse *p, const struct sr_raw *r) {
    if (is(p, r->first, "the") || word(p, r->first, "rel", NULL)) return false; /* "over the past two days" */
    bool some = r->form == SR_RAW_LENGTH && r->number < 0;                      /* "over several years" */
    return (r->form == SR_RAW_LENGTH && !some) || r->form == SR_RAW_BACK || r->clock ||
           (r->form == SR_RAW_DATE && (r->day || r->year));
}

static bool takes_early(const struct sr_raw *r) {
    return r->type != SR_TIMEX_DURATION && r->type != SR_TIMEX_SET && r->form != SR_RAW_REF && r->form != SR_RAW_BACK &&
           !r->clock;
}

/* "Earlier Friday" is Friday; "early Friday" and "earlier this month" are parts of theirs. */
static bool only_earlier(const struct sr_parse *p, uint32_t at, const struct sr_raw *r) {
    bool later = is(p, at, "earlier") || is(p, at, "later");
    return later && (r->form == SR_RAW_WEEKDAY || (r->form == SR_RAW_DAYS && !is(p, r->first, "yesterday")));
}

bool sr_time_parse(const struct sr_time_text *t, uint32_t at, uint32_t end, struct sr_raw *raw) {
    const struct sr_sentence *sentence = &t->reading->sentences[t->reading->tokens[at].sentence];
    struct sr_parse p = {t, sentence->first, end, sentence->kind == SR_SENTENCE_HEADING};
    uint32_t early = word(&p, at, "early", NULL), about = word(&p, at, "about", NULL), n;
    struct sr_raw x;
    uint32_t best = 0;
    if (early && is(&p, at + early, "-")) early++; /* "late-November" */
    if (early && (n = longest(&p, at + early, &x)) > 0 && takes_early(&x) && !only_earlier(&p, at, &x)) {
        best = early + n;
        *raw = x;
    }
    if (is(&p, at + early, "in") && early && (n = longest(&p, at + early + 1, &x)) > 0 && takes_early(&x)) {
        best = early + 1 + n; /* "earlier in the year" */
        *raw = x;
    }
    if (about && (n = longest(&p, at + about, &x)) > 0 && takes_about(&p, &x) && about + n > best) {
        best = about + n;
        *raw = x;
    }
    n = longest(&p, at, &x);
    if (n) x.end = at + n;
    if (n > best && month_in_company(&p, &x)) {
        best = n;
        *raw = x;
    }
    if (!best) return false;
    raw->first = at;
    raw->end = at + best;
    return true;
}
