/* number_parse.c: numerals and number words.
 *
 * English number names after the grammar of Hurford (1975), "The linguistic theory of numerals": a sum of products, each
 * scale smaller than the one before. "two hundred and fifty thousand three hundred" = (2·100 + 50)·1000 + 3·100.
 */
#include "figure/number_parse.h"

#include <stdlib.h>

#define MOST ((int64_t)1000 * 1000 * 1000 * 1000 * 1000)

enum class { NONE, SMALL, TENS, HUNDRED, SCALE, DOZEN, VAGUE, SOME, SOMEBEFORE, ZERO, ORDINAL, FRACTION };

static const char *const class_names[] = {"",      "small", "tens",       "hundred", "scale",   "dozen",
                                          "vague", "some",  "somebefore", "zero",    "ordinal", "fraction"};

struct word {
    uint8_t class;
    int64_t value;
};

static struct word look_up(const struct sr_table *numbers, struct sr_str norm) {
    uint32_t row = norm.n ? sr_table_find(numbers, norm) : SR_NONE;
    if (row == SR_NONE) return (struct word){NONE, 0};
    const char *class = sr_table_cell(numbers, row, 1);
    for (uint8_t i = 1; i < sizeof class_names / sizeof *class_names; i++)
        if (strcmp(class, class_names[i]) == 0) return (struct word){i, (int64_t)sr_table_number(numbers, row, 2, 0)};
    return (struct word){NONE, 0};
}

static bool is(const struct sr_reading *r, uint32_t i, uint32_t end, const char *norm) {
    return i < end && sr_str_is(r->tokens[i].norm, norm);
}

/* "twenty-five" as one token: the sum of its parts; -1 when they are no number. */
static int64_t hyphenated(const struct sr_table *numbers, struct sr_str norm) {
    const char *dash = norm.n ? memchr(norm.p, '-', norm.n) : NULL;
    if (!dash) return -1;
    struct word a = look_up(numbers, (struct sr_str){norm.p, (uint32_t)(dash - norm.p)});
    struct word b = look_up(numbers, (struct sr_str){dash + 1, norm.n - (uint32_t)(dash + 1 - norm.p)});
    if (a.class == TENS && b.class == SMALL && b.value > 0 && b.value < 10) return a.value + b.value;
    return -1;
}

struct numeral {
    double value;
    uint32_t size; /* bytes read */
    uint8_t digits;
    bool grouped, decimal;
};

/* "1,500" "45.000" is left to the decimal reading: English news groups by commas. */
static struct numeral read_numeral(const char *p, const char *end) {
    struct numeral n = {0};
    const char *q = p;
    double scale = 0;
    while (q < end) {
        if (*q >= '0' && *q <= '9') {
            n.digits++;
            if (scale != 0) {
                n.value += (*q - '0') * scale;
                scale /= 10;
            } else {
                n.value = n.value * 10 + (*q - '0');
            }
            q++;
        } else if (*q == ',' && scale == 0 && end - q > 3 && q > p && q[1] >= '0' && q[1] <= '9' && q[2] >= '0' &&
                   q[2] <= '9' && q[3] >= '0' && q[3] <= '9' && (end - q == 4 || q[4] < '0' || q[4] > '9')) {
            n.grouped = true;
            q++;
        } else if (*q == '.' && scale == 0 && q > p && end - q > 1 && q[1] >= '0' && q[1] <= '9') {
            n.decimal = true;
            scale = 0.1;
            q++;
        } else {
            break;
        }
    }
    n.size = (uint32_t)(q - p);
    if (n.digits > 15) n.size = 0;
    return n;
}

static int64_t rounded(double v) {
    return v < 0 || v > (double)MOST ? -1 : (int64_t)(v + 0.5);
}

/* A token made of digits, with what may cling to it: "22", "1,500", "100+", "20-25", "19th". */
static struct sr_cardinal digits_at(const struct sr_reading *r, uint32_t at) {
    struct sr_cardinal c = {.end = at + 1};
    struct sr_str s = r->tokens[at].norm;
    if (!s.n || s.p[0] < '0' || s.p[0] > '9') return c;
    const char *end = s.p + s.n;
    struct numeral n = read_numeral(s.p, end);
    if (!n.size) return c;
    struct sr_str rest = {s.p + n.size, s.n - n.size};
    c.value = rounded(n.value);
    c.digits = n.digits;
    c.grouped = n.grouped;
    if (!rest.n) c.form = n.decimal ? SR_FORM_DECIMAL : SR_FORM_DIGITS;
    else if (sr_str_is(rest, "+")) c.form = SR_FORM_DIGITS, c.plus = true;
    else if (sr_str_is(rest, "st") || sr_str_is(rest, "nd") || sr_str_is(rest, "rd") || sr_str_is(rest, "th"))
        c.form = SR_FORM_ORDINAL;
    else if (rest.p[0] == ':' && rest.n > 2 && rest.p[1] >= '0' && rest.p[1] <= '9') c.form = SR_FORM_CLOCK;
    else if ((rest.p[0] == '-' || rest.p[0] == '/') && rest.n > 1) {
        struct numeral m = read_numeral(rest.p + 1, end);
        if (m.size + 1 == rest.n && !m.decimal && !n.decimal) {
            c.form = rest.p[0] == '-' ? SR_FORM_PAIR : SR_FORM_FRACTION;
            c.second = rounded(m.value);
        }
    }
    return c;
}

/* "20-25" that the tokenizer cut in three. The tokens must touch. */
static struct sr_cardinal joined_pair(const struct sr_reading *r, const struct sr_cardinal *a, uint32_t at,
                                      uint32_t end) {
    struct sr_cardinal c = *a;
    if (at + 2 < end && a->form == SR_FORM_DIGITS && !r->tokens[at + 1].space_before &&
        !r->tokens[at + 2].space_before && (is(r, at + 1, end, "-") || is(r, at + 1, end, "/"))) {
        struct sr_cardinal b = digits_at(r, at + 2);
        if (b.form == SR_FORM_DIGITS) {
            c.form = is(r, at + 1, end, "-") ? SR_FORM_PAIR : SR_FORM_FRACTION;
            c.second = b.value;
            c.end = at + 3;
        }
    }
    return c;
}

/* Scale words after a numeral: "2.5 million", "45 thousand", "20 dozen" is no English. */
static void scale_after(const struct sr_reading *r, const struct sr_table *numbers, struct sr_cardinal *c, double value,
                        uint32_t end) {
    struct word w;
    while (c->end < end && ((w = look_up(numbers, r->tokens[c->end].norm)).class == SCALE || w.class == HUNDRED)) {
        value *= (double)w.value;
        c->value = rounded(value);
        c->form = c->value < 0 ? SR_FORM_NOTHING : SR_FORM_DIGITS;
        c->scaled = true;
        c->end++;
    }
}

/* Number words from `at`: the sum of products. Gives the end, or `at` when none begins here. */
static uint32_t read_words(const struct sr_reading *r, const struct sr_table *numbers, uint32_t at, uint32_t end,
                           int64_t *value) {
    int64_t total = 0, group = 0, last_scale = MOST;
    uint32_t i = at, good = at;
    uint8_t before = NONE; /* class of the word before, to refuse "two three" and "twenty thirty" */
    while (i < end) {
        struct sr_str norm = r->tokens[i].norm;
        struct word w = look_up(numbers, norm);
        int64_t both = w.class == NONE ? hyphenated(numbers, norm) : -1;
        if (both >= 0 && before != SMALL && before != TENS) group += both, before = SMALL;
        else if (w.class == SMALL && before != SMALL && (before != TENS || (w.value > 0 && w.value < 10)))
            group += w.value, before = SMALL;
        else if (w.class == TENS && before != SMALL && before != TENS) group += w.value, before = TENS;
        else if (w.class == HUNDRED && before == SMALL && group > 0)
            group = group / 100 * 100 + group % 100 * 100, before = HUNDRED;
        else if (w.class == SCALE && group > 0 && w.value < last_scale) {
            total += group * w.value;
            last_scale = w.value;
            group = 0;
            before = SCALE;
        } else if (i > at && sr_str_is(norm, "-") && before == TENS && !r->tokens[i].space_before) {
            i++;
            continue;
        } else if (i > at && sr_str_is(norm, "and") && (before == HUNDRED || before == SCALE)) {
            i++;
            continue;
        } else {
            break;
        }
        good = ++i;
        if (total > MOST || group > MOST) return at;
    }
    *value = total + group;
    return good;
}

/* "two-thirds", "one third", "a quarter", "half": only as a part "of" something, or it is no fraction of people. */
static bool fraction_at(const struct sr_reading *r, const struct sr_table *numbers, uint32_t at, uint32_t end,
                        struct sr_cardinal *c) {
    uint32_t i = at;
    struct word w = look_up(numbers, r->tokens[i].norm);
    if (w.class == FRACTION && w.value == 2) {
        *c = (struct sr_cardinal){.end = at + 1, .form = SR_FORM_FRACTION, .value = 1, .second = 2};
        return !(is(r, at + 1, end, "a") || is(r, at + 1, end, "dozen"));
    }
    bool article = is(r, i, end, "a") || is(r, i, end, "one");
    int64_t top = article ? 1 : w.class == SMALL ? w.value : 0;
    if (!top || ++i >= end) return false;
    if (is(r, i, end, "-")) i++;
    if (i >= end) return false;
    w = look_up(numbers, r->tokens[i].norm);
    bool third = w.class == ORDINAL && w.value > 2 && top == 1 && !is(r, at, end, "a");
    if (w.class != FRACTION && !third) return false;
    *c = (struct sr_cardinal){.end = i + 1, .form = SR_FORM_FRACTION, .value = top, .second = w.value};
    return third || w.value != 4 || top == 1 || is(r, i + 1, end, "of");
}

/* Units that a count or a quantifier stands before: "a dozen", "two dozen", "half a dozen", "several hundred". */
static bool unit_phrase(const struct sr_reading *r, const struct sr_table *numbers, uint32_t at, uint32_t end,
                        struct sr_cardinal *c) {
    uint32_t i = at;
    struct word w = look_up(numbers, r->tokens[i].norm);
    bool vague = false;
    double times = 1;
    if (w.class == FRACTION && w.value == 2) { /* half a dozen, half a million */
        times = 0.5;
        i++;
        if (is(r, i, end, "a")) i++;
    } else if (is(r, i, end, "a") || is(r, i, end, "an") || is(r, i, end, "the")) {
        i++;
        if (i < end && look_up(numbers, r->tokens[i].norm).class == SOME) vague = true, i++; /* a few hundred */
        else if (is(r, i, end, "half")) times = 0.5, i++;
        if (is(r, i, end, "-")) i++;
    } else if (w.class == SOME) {
        vague = true;
        i++;
    } else {
        int64_t value;
        uint32_t stop = read_words(r, numbers, at, end, &value);
        if (stop == at) return false;
        times = (double)value;
        i = stop;
    }
    if (i >= end) return false;
    struct word unit = look_up(numbers, r->tokens[i].norm);
    bool counted = unit.class == DOZEN || unit.class == HUNDRED || unit.class == SCALE;
    if (!counted || (unit.class == DOZEN && unit.value == 20 && is(r, i + 1, end, "or"))) return false;
    if (i == at) return false;
    *c = (struct sr_cardinal){.end = i + 1, .form = vague ? SR_FORM_VAGUE : SR_FORM_WORDS, .scaled = true};
    c->value = rounded(times * (double)unit.value);
    while (c->end < end) { /* a hundred thousand */
        unit = look_up(numbers, r->tokens[c->end].norm);
        if (unit.class != SCALE) break;
        c->value = rounded((double)c->value * (double)unit.value);
        c->end++;
    }
    /* "a couple of dozen", "a hundred and fifty" */
    if (!vague && is(r, c->end, end, "and")) {
        int64_t more;
        uint32_t stop = read_words(r, numbers, c->end + 1, end, &more);
        if (stop > c->end + 1 && more > 0 && more < 100 && c->value >= 100) c->value += more, c->end = stop;
    }
    return c->value >= 0;
}

static struct sr_cardinal vague_at(const struct sr_reading *r, const struct sr_table *numbers, uint32_t at,
                                   uint32_t end) {
    struct sr_cardinal c = {.end = at + 1, .form = SR_FORM_VAGUE};
    c.value = look_up(numbers, r->tokens[at].norm).value;
    while (is(r, c.end, end, "of") && c.end + 1 < end) { /* tens of thousands, hundreds of thousands */
        struct word w = look_up(numbers, r->tokens[c.end + 1].norm);
        if (w.class != VAGUE) break;
        c.value *= w.value;
        c.end += 2;
    }
    return c;
}

static struct sr_cardinal zero_at(const struct sr_reading *r, uint32_t at, uint32_t end) {
    struct sr_cardinal c = {.end = at + 1, .form = SR_FORM_ZERO};
    if (is(r, at, end, "no") && is(r, at + 1, end, "-") && is(r, at + 2, end, "one")) c.end = at + 3;
    else if (is(r, at, end, "no") && is(r, at + 1, end, "one")) c.end = at + 2;
    return c;
}

/* "two and a half million", "one and a half thousand" */
static bool and_a_half(const struct sr_reading *r, const struct sr_table *numbers, int64_t whole, uint32_t at,
                       uint32_t end, struct sr_cardinal *c) {
    if (!(is(r, at, end, "and") && is(r, at + 1, end, "a") && is(r, at + 2, end, "half"))) return false;
    *c = (struct sr_cardinal){.end = at + 3, .form = SR_FORM_DECIMAL, .value = whole};
    scale_after(r, numbers, c, (double)whole + 0.5, end);
    return true;
}

struct sr_cardinal sr_parse_cardinal(const struct sr_reading *r, const struct sr_table *numbers, uint32_t at,
                                     uint32_t end) {
    struct sr_cardinal c = {.end = at};
    if (at >= end) return c;
    const struct sr_token *t = &r->tokens[at];
    c = digits_at(r, at);
    if (c.form != SR_FORM_NOTHING) {
        c = joined_pair(r, &c, at, end);
        if (c.form == SR_FORM_DIGITS || c.form == SR_FORM_DECIMAL)
            scale_after(r, numbers, &c, read_numeral(t->norm.p, t->norm.p + t->norm.n).value, end);
        return c;
    }
    struct sr_cardinal phrase;
    if (unit_phrase(r, numbers, at, end, &phrase)) return phrase;
    if (fraction_at(r, numbers, at, end, &phrase)) return phrase;
    int64_t value;
    uint32_t stop = read_words(r, numbers, at, end, &value);
    if (stop > at) {
        if (and_a_half(r, numbers, value, stop, end, &phrase)) return phrase;
        c = (struct sr_cardinal){.end = stop, .form = SR_FORM_WORDS, .value = value};
        return c;
    }
    struct word w = look_up(numbers, t->norm);
    if (w.class == VAGUE) return vague_at(r, numbers, at, end);
    if (w.class == ZERO) return zero_at(r, at, end);
    c.end = at + 1;
    c.value = w.value;
    if (w.class == SOME) c.form = SR_FORM_SOME;
    else if (w.class == ORDINAL) c.form = SR_FORM_ORDINAL;
    else c.form = SR_FORM_NOTHING;
    return c;
}
