/* line.c: the report's last line, which can be copied into a story. */
#include "report/tally.h"

/* Newspapers write one to nine as words. */
static struct sr_str count_in_words(struct sr_report *r, int64_t n) {
    static const char *const small[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    return n >= 0 && n <= 9 ? sr_str_c(small[n]) : sr_say_count(r, n);
}

static struct sr_str amount(struct sr_report *r, const struct sr_claim *c) {
    static const char *const hedges[SR_HEDGE_COUNT] = {
        [SR_HEDGE_EXACT] = "",         [SR_HEDGE_AT_LEAST] = "at least ",    [SR_HEDGE_MORE_THAN] = "more than ",
        [SR_HEDGE_AT_MOST] = "up to ", [SR_HEDGE_LESS_THAN] = "fewer than ", [SR_HEDGE_ABOUT] = "about ",
        [SR_HEDGE_RANGE] = ""};
    if (c->hedge == SR_HEDGE_VAGUE || (c->hedge != SR_HEDGE_RANGE && c->value == SR_UNKNOWN)) {
        if (c->number == SR_NONE) return SR_STR("");
        struct sr_str word = sr_say_name(r, r->f->numbers.items[c->number].span);
        return word;
    }
    if (c->hedge == SR_HEDGE_RANGE && c->low != SR_UNKNOWN && c->high != SR_UNKNOWN) {
        struct sr_str low = count_in_words(r, c->low), high = count_in_words(r, c->high);
        return SAY("%.*s %s %.*s", S(low), c->high == c->low + 1 ? "or" : "to", S(high));
    }
    struct sr_str n = count_in_words(r, c->value);
    return SAY("%s%.*s", hedges[c->hedge], S(n));
}

static bool is_one(const struct sr_claim *c) {
    return c->value == 1 && (c->hedge == SR_HEDGE_EXACT || c->hedge == SR_HEDGE_AT_LEAST);
}

/* "22 hostages", "one person": the text's own word where it is a plain one that agrees in number. */
static struct sr_str noun(struct sr_report *r, const struct sr_claim *c) {
    const char *key = sr_measure_key(c->measure, c->state);
    const char *both = sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_MEASURES], key, 4, "person/people");
    const char *slash = strchr(both, '/');
    struct sr_str one = slash ? (struct sr_str){both, (uint32_t)(slash - both)} : sr_str_c(both);
    if (is_one(c) || !slash) return one;
    if (c->of_head == SR_NONE || c->of_head >= r->f->reading.token_count || c->implicit) return sr_str_c(slash + 1);
    const struct sr_token *t = &r->f->reading.tokens[c->of_head];
    bool plural = t->norm.n > 3 && (t->norm.p[t->norm.n - 1] == 's' || sr_str_is(t->norm, "children"));
    bool people = sr_table_find(&r->lexicon->tables[SR_TABLE_PEOPLE], t->norm) != SR_NONE;
    return plural && (people || c->measure == SR_MEASURE_HOMES) && !sr_str_is(t->norm, "others") ? t->norm
                                                                                                 : sr_str_c(slash + 1);
}

/* "at least 22 people were killed"; "no one was killed" */
static struct sr_str clause(struct sr_report *r, const struct sr_claim *c) {
    const char *key = sr_measure_key(c->measure, c->state);
    const struct sr_table *t = &r->lexicon->tables[SR_TABLE_REPORT_MEASURES];
    const char *verb = sr_say_cell(t, key, is_one(c) ? 2 : 3, "");
    struct sr_str n = amount(r, c), of = noun(r, c);
    if (!n.n || !*verb) return SR_STR("");
    if (c->value == 0 && c->hedge == SR_HEDGE_EXACT && sr_str_is(of, "people")) {
        n = SR_STR("no");
        of = SR_STR("one");
        verb = sr_say_cell(t, key, 2, "");
    }
    const char *link = c->hedge == SR_HEDGE_VAGUE && n.p[n.n - 1] == 's' ? "of " : "";
    if (c->polarity == SR_POLARITY_POSSIBLE) verb = "were feared to be among them";
    return SAY("%.*s %s%.*s %s", S(n), link, S(of), verb);
}

static struct sr_str speaker(struct sr_report *r, const struct sr_claim *c) {
    static const char unnamed[] = "speaker not named, quoted by ";
    struct sr_str who = c->chain_count ? sr_say_chain(r, c) : SR_STR("");
    uint32_t n = sizeof unnamed - 1;
    if (who.n > n && memcmp(who.p, unnamed, n) == 0) return (struct sr_str){who.p + n, who.n - n};
    if (who.n) return who;
    if (c->attribution != SR_NONE) return SR_STR("");
    return r->f->document->outlet;
}

static bool worth_telling(const struct sr_report *r, const struct sr_row *row) {
    if (row->part || !row->count) return false;
    const struct sr_claim *c = &r->f->claims.items[row->claims[0]];
    return c->polarity == SR_POLARITY_ASSERTED && c->measure != SR_MEASURE_OTHER && c->measure != SR_MEASURE_PRESENT;
}

struct line {
    struct sr_str text;    /* finished sentences' parts */
    struct sr_str open;    /* clauses whose speaker is still to be told */
    struct sr_str last;    /* the latest of them, held back so that "and" can stand before it */
    struct sr_str speaker; /* of the open clauses */
    bool own;              /* it is the document's outlet */
    uint32_t clauses;
};

static struct sr_str joined(struct sr_report *r, struct sr_str a, const char *between, struct sr_str b) {
    if (!a.n) return b;
    return b.n ? SAY("%.*s%s%.*s", S(a), between, S(b)) : a;
}

/* Tell who said the open clauses: "…, AFP said"; "…, according to a minister, quoted by AFP". */
static void finish(struct sr_report *r, struct line *line) {
    struct sr_str all = joined(r, line->open, " and ", line->last), who = line->speaker;
    if (all.n && who.n && memchr(who.p, ',', who.n)) all = SAY("%.*s, according to %.*s", S(all), S(who));
    else if (all.n && who.n) all = SAY("%.*s, %.*s %s", S(all), S(who), line->own ? "reported" : "said");
    line->text = joined(r, line->text, "; ", all);
    line->open = line->last = SR_STR("");
}

/* One "said" serves all clauses of one speaker that follow each other. */
static void add(struct sr_report *r, struct line *line, struct sr_str clause_text, const struct sr_claim *c) {
    if (!clause_text.n) return;
    struct sr_str who = speaker(r, c);
    if (line->last.n && !sr_str_eq(who, line->speaker)) finish(r, line);
    line->open = joined(r, line->open, ", ", line->last);
    line->last = clause_text;
    line->speaker = who;
    line->own = !c->chain_count;
    line->clauses++;
}

/* A headline's "31" is the ministry's "at least 31". */
static bool same_amount(const struct sr_claim *a, const struct sr_claim *b) {
    return a->value == b->value && (a->value != SR_UNKNOWN || (a->low == b->low && a->high == b->high));
}

static bool is_told(const struct sr_report *r, uint32_t claim) {
    const struct sr_claim *c = &r->f->claims.items[claim];
    return c->polarity == SR_POLARITY_ASSERTED && !r->overtaken[claim];
}

/* Of the claims of one amount the one that is told: the first that somebody says, so that a headline doesn't speak for
 * the ministry. */
static uint32_t teller(const struct sr_report *r, const struct sr_row *row, uint32_t first) {
    const struct sr_claim *all = r->f->claims.items;
    for (uint32_t k = first; k < row->count; k++)
        if (is_told(r, row->claims[k]) && all[row->claims[k]].chain_count &&
            same_amount(&all[row->claims[k]], &all[row->claims[first]]))
            return k;
    return first;
}

/* "At least 31" by the governor leaves room for a doctor's 40, which an editor wants to see. */
static bool goes_beyond(const struct sr_claim *c, const struct sr_claim *told) {
    return c->chain_count && told->high == SR_UNKNOWN && told->low != SR_UNKNOWN && c->hedge != SR_HEDGE_VAGUE &&
           c->value > told->value;
}

/* Rivals are both told, each amount once: "witnesses said about 12 attackers took part; two or three attackers took part,
 * officials said". What came in addition ("five more bodies") is no rival. */
static void add_row(struct sr_report *r, struct line *line, const struct sr_row *row) {
    const struct sr_claim *all = r->f->claims.items;
    const struct sr_claim *first = NULL;
    for (uint32_t k = 0; k < row->count && line->clauses < 5; k++) {
        const struct sr_claim *c = &all[row->claims[k]];
        if (!is_told(r, row->claims[k])) continue;
        if (first && (r->added[row->claims[k]] || !(row->disputed || goes_beyond(c, first)))) continue;
        if (first && c->hedge == SR_HEDGE_VAGUE) continue; /* "dozens" says nothing beside 56 */
        bool again = false;
        for (uint32_t n = 0; n < k; n++) again |= same_amount(c, &all[row->claims[n]]) && is_told(r, row->claims[n]);
        if (again) continue;
        c = &all[row->claims[teller(r, row, k)]];
        add(r, line, clause(r, c), c);
        if (!first) first = c;
    }
}

/* A sentence doesn't begin with a figure where a word will do. */
static struct sr_str spelt(struct sr_report *r, struct sr_str line) {
    static const char *const teens[] = {"ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (line.n < 3 || line.p[0] < '1' || line.p[0] > '9' || line.p[1] < '0' || line.p[1] > '9' || line.p[2] != ' ')
        return line;
    uint32_t n = (uint32_t)(line.p[0] - '0') * 10 + (uint32_t)(line.p[1] - '0');
    if (n < 20) return SAY("%s%.*s", teens[n - 10], (int)(line.n - 2), line.p + 2);
    struct sr_str one = n % 10 ? count_in_words(r, n % 10) : SR_STR("");
    return SAY("%s%s%.*s%.*s", tens[n / 10], one.n ? "-" : "", S(one), (int)(line.n - 2), line.p + 2);
}

void sr_write_line(struct sr_report *r, uint32_t incident) {
    struct sr_rows rows = {0};
    struct line line = {.text = SR_STR(""), .open = SR_STR(""), .last = SR_STR("")};
    sr_make_rows(r, incident, &rows);
    for (uint32_t i = 0; i < rows.v.count && line.clauses < 4; i++)
        if (worth_telling(r, &rows.v.items[i])) add_row(r, &line, &rows.v.items[i]);
    finish(r, &line);
    if (!line.text.n || r->failed) return;
    struct sr_str text = spelt(r, line.text);
    char first = text.p[0] >= 'a' && text.p[0] <= 'z' ? (char)(text.p[0] - 'a' + 'A') : text.p[0];
    text = SAY("%c%.*s.", first, (int)(text.n - 1), text.p + 1);
    sr_page_blank(&r->page);
    r->page.indent = 0;
    sr_page_text(&r->page, SR_STYLE_PLAIN, text);
    sr_page_end_line(&r->page);
}
