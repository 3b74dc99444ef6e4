/* number_kind.c: what sort of number it is: a count, or an age, a date, money, a measure … */
#include "figure/number_kind.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "reader/match.h"

static bool is(const struct sr_number_in *in, uint32_t i, const char *norm) {
    return i < in->reading->token_count && sr_str_is(in->reading->tokens[i].norm, norm);
}

static bool same_sentence(const struct sr_number_in *in, uint32_t a, uint32_t b) {
    return b < in->reading->token_count && in->reading->tokens[a].sentence == in->reading->tokens[b].sentence;
}

/* The class that a unit beside the number gives it; SR_NUMBER_KIND_COUNT for none. */
static uint8_t unit_class(const struct sr_number_in *in, uint32_t at, const char *side, bool touching) {
    const struct sr_table *units = &in->lexicon->tables[SR_TABLE_UNITS];
    const struct sr_reading *r = in->reading;
    struct sr_match m = sr_match_at(units, r, at, r->sentences[r->tokens[at].sentence].end);
    if (m.row == SR_NONE) return SR_NUMBER_KIND_COUNT;
    for (uint32_t k = 0, n = sr_table_same(units, m.row); k < n; k++) {
        if (!sr_table_has(units, m.row + k, 2, side) && !sr_table_has(units, m.row + k, 2, "both")) continue;
        const char *class = sr_table_cell(units, m.row + k, 1);
        if (touching && sr_table_cell(units, m.row, 0)[0] != '-') continue;
        return (uint8_t)sr_number_kind_from(sr_str_c(class));
    }
    return SR_NUMBER_KIND_COUNT;
}

static bool in_time(const struct sr_number_in *in, const struct sr_number *n, uint8_t *kind) {
    static const uint8_t of_type[] = {[SR_TIMEX_DATE] = SR_NUMBER_DATE,
                                      [SR_TIMEX_TIME] = SR_NUMBER_TIME,
                                      [SR_TIMEX_DURATION] = SR_NUMBER_DURATION,
                                      [SR_TIMEX_SET] = SR_NUMBER_DURATION};
    uint32_t i = sr_time_at(in->times, n->first);
    if (i == in->times->count) return false;
    const struct sr_timex *t = &in->times->items[i];
    if (t->first > n->first || n->end > t->end) return false;
    *kind = t->type < 4 ? of_type[t->type] : SR_NUMBER_DATE;
    return true;
}

static bool is_person_noun(const struct sr_number_in *in, uint32_t i) {
    return sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, i, i + 1).row != SR_NONE;
}

/* "Confirmed deaths by province: Hue 14, Ha Tinh 9": a list of counts, each behind its place. */
static bool in_list_of_counts(const struct sr_number_in *in, uint32_t at, uint32_t first) {
    enum { LABEL_WITHIN = 40 };
    bool colon = false;
    for (uint32_t k = 1; k <= LABEL_WITHIN && at >= first + k; k++)
        if (is(in, at - k, ":")) colon = true;
        else if (colon && clue(in, at - k, "those-counted")) return true;
    return false;
}

/* An age that only its place shows: "Pedro Ruiz, 34,", "Boy, 8, dies", "Atkins 21, was", "also 18", "who was 42,". */
static bool is_bare_age(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    uint32_t a = n->first, b = n->end, s = r->sentences[r->tokens[a].sentence].first;
    if (n->first != n->whole_first || n->end != n->whole_end || a < s + 1) return false;
    bool inside = same_sentence(in, a, b);
    if (in_list_of_counts(in, a, s)) return false;
    bool closed = !inside || is(in, b, ",") || is(in, b, ".") || is(in, b, ";") || is(in, b, ")") || is(in, b, "and");
    if (a >= s + 2 && clue(in, a - 1, "age-verb") && clue(in, a - 2, "person-subject"))
        return closed || is(in, b, "when");
    uint32_t who = a - 1;
    bool comma = is(in, who, ",") || is(in, who, "(");
    if (is(in, who, "also") && a >= s + 2 && is(in, who - 1, ",")) return closed;
    if (comma && who > s) who--;
    else if (!(inside && is(in, b, ","))) return false;
    const struct sr_token *t = &r->tokens[who];
    if (t->kind != SR_TOKEN_WORD || !closed) return false;
    if (is_person_noun(in, who) || clue(in, who, "age-owner")) return comma; /* "One, 21, is in hospital" */
    bool capitals = t->shape == SR_SHAPE_UPPER && t->norm.n > 3 &&           /* "RODRIGUEZ PORTH, 65, WAS KILLED" */
                    sr_table_find(&in->lexicon->tables[SR_TABLE_COMMON_WORDS], t->norm) == SR_NONE;
    if (capitals) return comma;
    bool title = (t->shape == SR_SHAPE_TITLE || t->shape == SR_SHAPE_MIXED) && who > s;
    bool surname = comma && inside && is(in, b, ",") && r->tokens[a].kind == SR_TOKEN_NUMBER && who > s &&
                   !clue(in, who - 1, "place-preposition"); /* "killed Ruiz, 80, who"; not "in Ruiz, 80, mostly" */
    return title && (surname || r->tokens[who - 1].shape != SR_SHAPE_LOWER);
}

/* "the two boys, 12 and 16,": the second of two. */
static bool is_second_age(const struct sr_number_in *in, uint32_t a, uint32_t first) {
    if (a < first + 4 || !is(in, a - 1, "and") || in->reading->tokens[a - 2].kind != SR_TOKEN_NUMBER) return false;
    return is(in, a - 3, ",") && is_person_noun(in, a - 4);
}

/* "children under four", "people over 65 were moved": a limit of age; not "fewer than 40 children under guard", "killed people
 * over 2,000 metres". */
static bool is_age_limit(const struct sr_number_in *in, const struct sr_number *n, uint32_t first) {
    enum { OLDEST = 110 };
    uint32_t i = n->first;
    if (i < first + 2 || !clue(in, i - 1, "age-limit") || !is_person_noun(in, i - 2)) return false;
    const struct sr_token *after = n->end < in->reading->token_count ? &in->reading->tokens[n->end] : NULL;
    bool closed = !after || after->sentence != in->reading->tokens[i].sentence || after->kind == SR_TOKEN_PUNCT ||
                  after->upos == SR_UPOS_VERB || after->upos == SR_UPOS_AUX || after->upos == SR_UPOS_ADP;
    return closed && n->value >= 1 && n->value <= OLDEST;
}

/* "a 34-year-old", "aged 34", "a girl of seven", "a mother of three" (her children are no victims either), "34 years
 * old", "Pedro Ruiz, 34, a driver", "ages of 12 and 15"; but not "34, the ministry said", where no name stands before the
 * comma. */
static bool is_age(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    uint32_t a = n->first, b = n->end, s = r->sentences[r->tokens[a].sentence].first;
    if (a > s && clue(in, a - 1, "age-before")) return true;
    if (is_second_age(in, a, s) || is_age_limit(in, n, s)) return true;
    if (a > s + 1 && is(in, a - 1, "of") && clue(in, a - 2, "age-before")) return true;
    if (a > s + 1 && is(in, a - 1, "of") && clue(in, a - 2, "person-of")) return n->low == n->high && n->value <= 110;
    for (uint32_t i = b, k = 0; k < 5 && same_sentence(in, a, i); i++, k++) {
        if (clue(in, i, "age-after") && (is(in, i - 1, "-") || clue(in, i - 1, "age-unit"))) return true;
        struct sr_str w = r->tokens[i].norm;
        if (w.n > 4 && (memcmp(w.p + w.n - 4, "-old", 4) == 0)) return k < 2;
        if (!is(in, i, "-") && !clue(in, i, "age-unit")) break;
    }
    if (is(in, b, "years") && is(in, b + 1, "of") && is(in, b + 2, "age")) return true;
    return n->value >= 1 && n->value <= 110 && n->low == n->high && is_bare_age(in, n);
}

/* Four digits that can be a year. "in 2008", "the 2010 earthquake"; "2000 people" is left to the counted noun. */
static bool is_year(const struct sr_number_in *in, const struct sr_number *n) {
    return n->value >= 1500 && n->value < 2100 && n->low == n->high && n->hedge == SR_HEDGE_EXACT &&
           !clue(in, n->end, "counted-after-year");
}

/* "LEX 18 reports", "(WHAS 11)": short capitals before a number that counts no word of its own, in a text that has small
 * letters too. Not "CNN: 12 people", "IN ALL 22". */
static bool is_station(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    const struct sr_sentence *s = &r->sentences[r->tokens[n->first].sentence];
    const struct sr_token *before = &r->tokens[n->first - 1];
    if (before->shape != SR_SHAPE_UPPER || before->norm.n < 3 || before->norm.n > 5 || n->value > 99) return false;
    if (n->end < s->end && r->tokens[n->end].shape == SR_SHAPE_LOWER && !clue(in, n->end, "passive-auxiliary"))
        return false;
    bool mixed = false;
    for (uint32_t i = s->first; i < s->end && !mixed; i++) mixed = r->tokens[i].shape == SR_SHAPE_LOWER;
    return mixed;
}

/* "Route 9", "Boeing 737", "No. 4", "B-17", "Group of 20": the number belongs to a name. The word before must be written
 * as a name is, but for text in capitals, where any will do. */
static bool in_name(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    uint32_t first = r->sentences[r->tokens[n->first].sentence].first;
    if (n->first == first) return false;
    const struct sr_token *before = &r->tokens[n->first - 1];
    if (!r->tokens[n->first].space_before && n->first > first &&
        (before->kind == SR_TOKEN_WORD ||
         (sr_str_is(before->norm, "-") && n->first > first + 1 && !before->space_before &&
          r->tokens[n->first - 2].kind == SR_TOKEN_WORD &&
          (r->tokens[n->first - 2].shape == SR_SHAPE_UPPER || r->tokens[n->first - 2].shape == SR_SHAPE_TITLE))))
        return true;
    if (before->shape == SR_SHAPE_LOWER && !clue(in, n->first - 1, "numbered")) return false;
    if (sr_str_is(before->norm, "no") && before->shape == SR_SHAPE_LOWER) return false;
    if (is_station(in, n)) return true;
    for (uint32_t k = 1; k <= 2 && n->first >= first + k; k++) {
        if (r->tokens[n->first - k].shape == SR_SHAPE_LOWER && k > 1) break;
        uint32_t at = n->first - k;
        struct sr_match m = sr_match_at(&in->lexicon->tables[SR_TABLE_UNITS], r, at, n->first);
        if (m.row != SR_NONE && m.tokens == k && unit_class(in, at, "before", false) == SR_NUMBER_NAME) return true;
    }
    return false;
}

static bool is_address(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    if (is(in, n->end, "block") && is(in, n->end + 1, "of")) return true;
    for (uint32_t i = n->end, k = 0; k < 4 && same_sentence(in, n->first, i); i++, k++) {
        if (r->tokens[i].shape != SR_SHAPE_TITLE && r->tokens[i].shape != SR_SHAPE_UPPER &&
            r->tokens[i].kind != SR_TOKEN_NUMBER && !is(in, i, "."))
            return false;
        if (k && unit_class(in, i, "after", false) == SR_NUMBER_ADDRESS) return true;
    }
    return false;
}

/* "won 3-1", "a 2-0 defeat": a pair whose first is larger, or beside a word of sport. */
static bool is_score(const struct sr_number_in *in, const struct sr_number *n, const struct sr_cardinal *c) {
    if (c->form != SR_FORM_PAIR) return false;
    if (c->value > c->second) return true;
    for (uint32_t k = 1; k <= 4; k++) {
        if (n->first >= k && same_sentence(in, n->first - k, n->first) && clue(in, n->first - k, "sport")) return true;
        if (same_sentence(in, n->first, n->end + k - 1) && clue(in, n->end + k - 1, "sport")) return true;
    }
    return false;
}

static bool is_phone(const struct sr_number_in *in, const struct sr_number *n, const struct sr_cardinal *c) {
    if (!c->digits) return false;
    if (n->first && is(in, n->first - 1, "(") && is(in, n->end, ")") && c->digits == 3 &&
        same_sentence(in, n->first, n->end + 1) && in->reading->tokens[n->end + 1].kind == SR_TOKEN_NUMBER)
        return true; /* "(305) 471-8477" */
    uint32_t back = n->first, groups = 1;
    while (back > 0 && same_sentence(in, back - 1, n->first) &&
           (is(in, back - 1, "-") || is(in, back - 1, "(") || is(in, back - 1, ")") || is(in, back - 1, "+") ||
            in->reading->tokens[back - 1].kind == SR_TOKEN_NUMBER) &&
           n->first - back < 6) {
        groups += in->reading->tokens[back - 1].kind == SR_TOKEN_NUMBER;
        back--;
    }
    if (n->first && clue(in, n->first, "emergency-number") && clue(in, n->first - 1, "calling")) return true;
    for (uint32_t k = 1; k <= 3; k++)
        if (back >= k && same_sentence(in, back - k, n->first) && clue(in, back - k, "telephone")) return true;
    return groups >= 3 || (c->form == SR_FORM_PAIR && c->digits == 3 && c->second >= 0 && c->second < 10000 &&
                           sr_span_size(n->span) == 8);
}

/* "0745", "0800 100 066": a numeral that begins with a nought is a clock's or a telephone's. */
static bool begins_with_nought(const struct sr_number_in *in, const struct sr_number *n) {
    struct sr_str w = in->reading->tokens[n->first].norm;
    return w.n > 1 && w.p[0] == '0' && w.p[1] >= '0' && w.p[1] <= '9';
}

static uint8_t by_form(const struct sr_cardinal *c) {
    if (c->form == SR_FORM_CLOCK) return SR_NUMBER_TIME;
    if (c->form == SR_FORM_ORDINAL) return SR_NUMBER_ORDINAL;
    if (c->form == SR_FORM_FRACTION) return SR_NUMBER_FRACTION;
    return SR_NUMBER_KIND_COUNT;
}

/* "7:30", "10.30 am": the digits after the colon, or before one, are a clock time. */
static bool is_clock(const struct sr_number_in *in, const struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    if (is(in, n->end, ":") && !r->tokens[n->end].space_before && n->end + 1 < r->token_count &&
        !r->tokens[n->end + 1].space_before && r->tokens[n->end + 1].kind == SR_TOKEN_NUMBER)
        return true;
    return n->first > 1 && is(in, n->first - 1, ":") && !r->tokens[n->first].space_before &&
           r->tokens[n->first - 2].kind == SR_TOKEN_NUMBER && !r->tokens[n->first - 1].space_before;
}

/* "one" is a pronoun or an article more often than a count: "one of them" is told apart by who follows. */
static bool is_pronoun_one(const struct sr_number_in *in, const struct sr_number *n) {
    if (!is(in, n->first, "one") || n->end != n->first + 1) return false;
    if (sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, n->end, in->reading->token_count).row !=
        SR_NONE)
        return false; /* "that one guard was killed" */
    if (n->first > 0 && same_sentence(in, n->first - 1, n->first) && clue(in, n->first - 1, "one-before")) return true;
    return clue(in, n->end, "one-after");
}

uint8_t sr_number_kind_of(const struct sr_number_in *in, const struct sr_number *n, const struct sr_cardinal *c) {
    uint8_t kind;
    const struct sr_reading *r = in->reading;
    uint32_t first = r->sentences[r->tokens[n->first].sentence].first;
    if (c->form == SR_FORM_ZERO) return SR_NUMBER_COUNT;
    if (is_age(in, n)) return SR_NUMBER_AGE;
    if (in_time(in, n, &kind)) return kind;
    if (n->first > first && unit_class(in, n->first - 1, "before", false) == SR_NUMBER_MONEY) return SR_NUMBER_MONEY;
    if (n->first > first + 1 && sr_str_is(r->tokens[n->first - 1].norm, "$")) return SR_NUMBER_MONEY;
    if (is_clock(in, n)) return SR_NUMBER_TIME;
    uint32_t after = n->end;
    if (same_sentence(in, n->first, after)) {
        if (is(in, after, "-") && !r->tokens[after].space_before && same_sentence(in, n->first, after + 1)) {
            kind = unit_class(in, after, "after", true);
            if (kind == SR_NUMBER_KIND_COUNT) kind = unit_class(in, after + 1, "after", false);
        } else {
            kind = unit_class(in, after, "after", false);
            bool counts = kind == SR_NUMBER_SCORE || kind == SR_NUMBER_ADDRESS;
            if (counts) kind = SR_NUMBER_KIND_COUNT;
        }
        if (kind != SR_NUMBER_KIND_COUNT) return kind;
    }
    if (n->first > first && unit_class(in, n->first - 1, "before", false) == SR_NUMBER_MEASURE)
        return SR_NUMBER_MEASURE;
    if (by_form(c) != SR_NUMBER_KIND_COUNT) return by_form(c);
    if (begins_with_nought(in, n)) return c->digits == 4 && n->value < 2400 ? SR_NUMBER_TIME : SR_NUMBER_PHONE;
    if (is_phone(in, n, c)) return SR_NUMBER_PHONE;
    if (is_score(in, n, c)) return SR_NUMBER_SCORE;
    if (c->form == SR_FORM_DECIMAL && !c->scaled) return SR_NUMBER_MEASURE;
    if (c->digits == 4 && !c->grouped && c->form == SR_FORM_DIGITS && !c->scaled && is_year(in, n))
        return SR_NUMBER_DATE;
    if (c->digits && in_name(in, n)) return SR_NUMBER_NAME;
    if (c->digits && is_address(in, n)) return SR_NUMBER_ADDRESS;
    if (is_pronoun_one(in, n)) return SR_NUMBER_PRONOUN;
    return SR_NUMBER_COUNT;
}
