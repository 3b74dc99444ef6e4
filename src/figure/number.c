/* number.c: number expressions: cardinals, ranges between them, the hedges around them. */
#include "figure/number.h"

#include "figure/number_kind.h"
#include "reader/match.h"

static bool is(const struct sr_number_in *in, uint32_t i, const char *norm) {
    return i < in->reading->token_count && sr_str_is(in->reading->tokens[i].norm, norm);
}

static bool counts(const struct sr_cardinal *c) {
    return c->form == SR_FORM_DIGITS || c->form == SR_FORM_WORDS;
}

/* "5 to 7 thousand": what scales the second scales the first, if that leaves it smaller. */
static void share_scale(const struct sr_number_in *in, struct sr_cardinal *a, const struct sr_cardinal *b) {
    static const int64_t scales[] = {100, 1000, 1000000, 1000000000};
    if (a->scaled || b->value < 100 || (b->digits && !b->scaled)) return;
    uint32_t last = b->end - 1;
    uint32_t row = sr_table_find(&in->lexicon->tables[SR_TABLE_NUMBERS], in->reading->tokens[last].norm);
    if (row == SR_NONE) return;
    int64_t scale = (int64_t)sr_table_number(&in->lexicon->tables[SR_TABLE_NUMBERS], row, 2, 1);
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (scale == scales[i] && a->value < b->value / scale) a->value *= scale;
}

/* A second number that makes a range of the first: "two or three", "20 to 25", "between 10 and 15", "25 - 30". The
 * second must be the larger: "killed 3 or 2" is no range, nor is "from 5 to 3". Gives its end, or 0. */
static uint32_t range_after(const struct sr_number_in *in, struct sr_cardinal *a, uint32_t first, uint32_t end,
                            struct sr_cardinal *b) {
    uint32_t i = a->end;
    if (!counts(a) || i + 1 >= end) return 0;
    bool between = first > 0 && is(in, first - 1, "between");
    bool joined =
        is(in, i, "or") || is(in, i, "to") || is(in, i, "-") || is(in, i, "--") || (between && is(in, i, "and"));
    if (is(in, i, ",") && clue(in, i + 1, "doubt") && i + 2 < end) i++; /* "eight, possibly ten" */
    else if (!joined) return 0;
    if (is(in, i, "-") && is(in, i + 1, "to")) i++; /* 10- to 15- */
    *b = sr_parse_cardinal(in->reading, &in->lexicon->tables[SR_TABLE_NUMBERS], i + 1, end);
    if (!counts(b)) return 0;
    share_scale(in, a, b);
    /* "one or two" is a range, "1 to 2,000" hardly; a range's ends are of like size */
    return b->value > a->value && (b->value <= a->value * 20 || between) ? b->end : 0;
}

static void set_values(struct sr_number *n, const struct sr_cardinal *a, const struct sr_cardinal *b) {
    n->low = n->high = n->value = a->value;
    n->hedge = SR_HEDGE_EXACT;
    n->order = a->form == SR_FORM_VAGUE ? a->value : SR_UNKNOWN;
    if (a->form == SR_FORM_VAGUE || a->form == SR_FORM_SOME) {
        n->low = n->high = n->value = SR_UNKNOWN;
        n->hedge = SR_HEDGE_VAGUE;
    } else if (a->form == SR_FORM_ZERO) {
        n->low = n->high = n->value = 0;
        n->zero_word = true;
    } else if (a->form == SR_FORM_PAIR && a->second > a->value) {
        n->high = a->second;
        n->value = SR_UNKNOWN;
        n->hedge = SR_HEDGE_RANGE;
    } else if (b) {
        n->high = b->value;
        n->value = SR_UNKNOWN;
        n->hedge = SR_HEDGE_RANGE;
    }
    if (a->plus) {
        n->high = SR_UNKNOWN;
        n->hedge = SR_HEDGE_AT_LEAST;
    }
}

static void apply_hedge(struct sr_number *n, uint8_t hedge) {
    if (n->hedge == SR_HEDGE_VAGUE || n->zero_word) return; /* "at least a few dozen" stays vague */
    if (n->hedge == SR_HEDGE_RANGE) {
        if (hedge == SR_HEDGE_ABOUT) return; /* "some 20 to 25" is the range still */
        if (hedge == SR_HEDGE_AT_LEAST || hedge == SR_HEDGE_MORE_THAN) n->value = n->low, n->high = SR_UNKNOWN;
        else n->value = n->high, n->low = SR_UNKNOWN;
    } else if (hedge == SR_HEDGE_AT_LEAST || hedge == SR_HEDGE_MORE_THAN) {
        n->low = n->value;
        n->high = SR_UNKNOWN;
    } else if (hedge == SR_HEDGE_AT_MOST || hedge == SR_HEDGE_LESS_THAN) {
        n->high = n->value;
        n->low = SR_UNKNOWN;
    } else {
        n->low = n->high = SR_UNKNOWN;
    }
    n->hedge = hedge;
}

/* The hedge that ends right before token `at`; its first token, or SR_NONE. */
static uint32_t hedge_before(const struct sr_number_in *in, uint32_t first, uint32_t at, uint8_t *hedge) {
    const struct sr_table *table = &in->lexicon->tables[SR_TABLE_HEDGES];
    uint32_t span = table->longest + 2;
    for (uint32_t i = at > first + span ? at - span : first; i < at; i++) {
        struct sr_match m = sr_match_at(table, in->reading, i, at);
        if (m.row == SR_NONE || i + m.tokens != at) continue;
        if (!sr_table_has(table, m.row, 2, "before") && !sr_table_has(table, m.row, 2, "both")) continue;
        *hedge = (uint8_t)sr_hedge_from(sr_str_c(sr_table_cell(table, m.row, 1)));
        return i;
    }
    return SR_NONE;
}

static uint32_t hedge_after(const struct sr_number_in *in, uint32_t at, uint32_t end, uint8_t *hedge) {
    const struct sr_table *table = &in->lexicon->tables[SR_TABLE_HEDGES];
    uint32_t i = at;
    if (i < end && is(in, i, ",")) i++; /* "22, and counting" */
    for (uint32_t tried = 0; tried < 2 && i < end; tried++, i++) {
        struct sr_match m = sr_match_at(table, in->reading, i, end);
        if (m.row != SR_NONE && (sr_table_has(table, m.row, 2, "after") ||
                                 (sr_table_has(table, m.row, 2, "both") &&
                                  (i + m.tokens >= end || in->reading->tokens[i + m.tokens].kind == SR_TOKEN_PUNCT)))) {
            *hedge = (uint8_t)sr_hedge_from(sr_str_c(sr_table_cell(table, m.row, 1)));
            return i + m.tokens;
        }
        /* one counted noun may stand between: "20 people or more" */
        if (in->reading->tokens[i].kind != SR_TOKEN_WORD || i != at) break;
    }
    return 0;
}

/* Hedges on both sides. Of two before it the outer one rules, unless it only says "about": "at least some 20". */
static void add_hedges(const struct sr_number_in *in, struct sr_number *n) {
    const struct sr_reading *r = in->reading;
    const struct sr_sentence *s = &r->sentences[r->tokens[n->first].sentence];
    uint8_t hedge, outer;
    n->whole_first = n->first;
    n->whole_end = n->end;
    uint32_t at = hedge_before(in, s->first, n->first, &hedge);
    if (at != SR_NONE && at > s->first) {
        uint32_t further = hedge_before(in, s->first, at, &outer);
        if (further != SR_NONE) {
            at = further;
            if (outer != SR_HEDGE_ABOUT) hedge = outer;
        }
    }
    if (at != SR_NONE) {
        apply_hedge(n, hedge);
        n->whole_first = at;
        n->hedge_span = (struct sr_span){r->tokens[at].span.start, r->tokens[n->first - 1].span.end};
    }
    uint32_t stop = hedge_after(in, n->end, s->end, &hedge);
    if (stop && n->hedge == hedge) n->whole_end = stop; /* "some 40-odd" */
    if (!stop || n->hedge != SR_HEDGE_EXACT || n->zero_word) return;
    apply_hedge(n, hedge);
    n->whole_end = stop;
    n->hedge_span = (struct sr_span){r->tokens[n->end].span.start, r->tokens[stop - 1].span.end};
}

static bool told_as_part(const struct sr_number_in *in, const struct sr_number *n) {
    if (n->whole_first > 0 && clue(in, n->whole_first - 1, "part-before")) return true;
    if (n->whole_first > 1 && clue(in, n->whole_first - 1, "one-article") &&
        clue(in, n->whole_first - 2, "part-before"))
        return true; /* "including the two bombers" */
    if (clue(in, n->end, "part-after")) return true;
    return false;
}

static struct sr_number build(const struct sr_number_in *in, uint32_t first, const struct sr_cardinal *a, uint32_t end,
                              const struct sr_cardinal *b) {
    const struct sr_reading *r = in->reading;
    struct sr_number n = {.first = first, .end = end};
    /* the article stays with the unit: "[a dozen]", "[a hundred]"; but "the" does not */
    if (is(in, first, "the") && end > first + 1) n.first++;
    n.span = (struct sr_span){r->tokens[n.first].span.start, r->tokens[end - 1].span.end};
    set_values(&n, a, b);
    add_hedges(in, &n);
    if (a->form == SR_FORM_WORDS && is(in, end - 1, "couple") && n.hedge == SR_HEDGE_EXACT)
        apply_hedge(&n, SR_HEDGE_ABOUT);
    n.kind = sr_number_kind_of(in, &n, a);
    if (n.zero_word && (is(in, end, "longer") || is(in, end, "matter") || is(in, end, "doubt")))
        n.kind = SR_NUMBER_PRONOUN;
    n.is_part = told_as_part(in, &n);
    n.p = a->form == SR_FORM_WORDS && n.value == 1 ? 0.6f : 0.9f;
    return n;
}

/* "no fewer than 9", "as many as 40": the hedge's own words are no number. Gives the number's token, or 0. */
static uint32_t past_hedge(const struct sr_number_in *in, uint32_t i, uint32_t end) {
    struct sr_match m = sr_match_at(&in->lexicon->tables[SR_TABLE_HEDGES], in->reading, i, end);
    if (m.row == SR_NONE || m.tokens < 2 || i + m.tokens >= end) return 0;
    struct sr_cardinal c = sr_parse_cardinal(in->reading, &in->lexicon->tables[SR_TABLE_NUMBERS], i + m.tokens, end);
    return c.form == SR_FORM_NOTHING || c.form == SR_FORM_ORDINAL ? 0 : i + m.tokens;
}

/* "aged nine and six were found", "ages 3, 5 and 12": a bare number that is joined to an age is one. Not "a man aged 34 and
 * six others". */
static bool more_ages(const struct sr_number_in *in, const struct sr_number *before, const struct sr_number *n) {
    uint32_t i = before->end;
    if (before->kind != SR_NUMBER_AGE || n->kind != SR_NUMBER_COUNT || n->value > 110 || n->hedge != SR_HEDGE_EXACT)
        return false;
    while (i < n->first && clue(in, i, "list-mark")) i++;
    if (i == before->end || i < n->first) return false;
    const struct sr_token *after = n->end < in->reading->token_count ? &in->reading->tokens[n->end] : NULL;
    return !after || after->kind == SR_TOKEN_PUNCT || clue(in, n->end, "list-mark") ||
           clue(in, n->end, "passive-auxiliary");
}

/* "The children were 9 and 10 years old": a bare number before an age that it is joined to. Not "killed six and a boy of 9". */
static bool age_follows(const struct sr_number_in *in, const struct sr_number *before, const struct sr_number *n) {
    enum { OLDEST = 110 };
    if (n->kind != SR_NUMBER_AGE || before->kind != SR_NUMBER_COUNT || before->value < 1 || before->value > OLDEST)
        return false;
    bool joined = before->end + 1 == n->first && (is(in, before->end, "and") || is(in, before->end, "or"));
    bool years = is(in, n->end, "years") || is(in, n->end, "months");
    return joined && years && before->hedge == SR_HEDGE_EXACT;
}

enum sr_status sr_find_numbers(const struct sr_number_in *in, struct sr_arena *arena, struct sr_numbers *out,
                               struct sr_err *err) {
    const struct sr_reading *r = in->reading;
    SR_VEC(struct sr_number) v = {0};
    for (uint32_t i = 0; i < r->token_count;) {
        uint32_t end = r->sentences[r->tokens[i].sentence].end;
        struct sr_cardinal b, a = sr_parse_cardinal(r, &in->lexicon->tables[SR_TABLE_NUMBERS], i, end);
        if (a.form == SR_FORM_NOTHING) {
            i++;
            continue;
        }
        uint32_t hedged =
            a.form == SR_FORM_ZERO || a.form == SR_FORM_SOME || a.form == SR_FORM_WORDS ? past_hedge(in, i, end) : 0;
        if (!hedged && a.form == SR_FORM_SOME && i > r->sentences[r->tokens[i].sentence].first)
            hedged = past_hedge(in, i - 1, end); /* "as [many] as 40" */
        if (hedged) {
            i = hedged;
            continue;
        }
        if (a.end < end && is(in, a.end, "+") && !r->tokens[a.end].space_before && counts(&a)) a.plus = true;
        uint32_t stop = range_after(in, &a, i, end, &b);
        struct sr_number n = build(in, i, &a, stop ? stop : a.end, stop ? &b : NULL);
        if (v.count && more_ages(in, &v.items[v.count - 1], &n)) n.kind = SR_NUMBER_AGE;
        if (v.count && age_follows(in, &v.items[v.count - 1], &n)) v.items[v.count - 1].kind = SR_NUMBER_AGE;
        if (!SR_PUSH(arena, v, n)) return sr_fail_memory(err, "reading numbers");
        i = n.end;
    }
    *out = (struct sr_numbers){v.items, v.count};
    return SR_OK;
}

const struct sr_number *sr_number_at(const struct sr_numbers *numbers, uint32_t token) {
    for (uint32_t low = 0, high = numbers->count; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        const struct sr_number *n = &numbers->items[mid];
        if (n->whole_end <= token) low = mid + 1;
        else if (n->whole_first > token) high = mid;
        else return n;
    }
    return NULL;
}
