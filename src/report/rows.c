/* rows.c: which rows the tally has, and what stands in their columns. */
#include "report/tally.h"

static const struct sr_claim *claim(const struct sr_report *r, uint32_t i) {
    return &r->f->claims.items[i];
}

static void add_row(struct sr_report *r, struct sr_rows *rows, struct sr_row row) {
    for (uint32_t k = 0; k < row.count; k++) {
        row.first[k] = k;
        for (uint32_t i = 0; i < k && row.first[k] == k; i++)
            if (row.first[i] == i && sr_claims_alike(r, claim(r, row.claims[i]), claim(r, row.claims[k])))
                row.first[k] = i;
    }
    if (!SR_PUSH(r->scratch, rows->v, row)) r->failed = true;
}

static struct sr_str approximately(struct sr_report *r, int64_t value) {
    struct sr_str s = sr_say_count(r, value), out = sr_arena_printf(r->scratch, "~%.*s", (int)s.n, s.p);
    if (!out.p) r->failed = true;
    return out.p ? out : SR_STR("");
}

struct sr_str sr_say_short(struct sr_report *r, const struct sr_claim *c) {
    struct sr_str v = sr_say_count(r, c->value), out;
    switch ((enum sr_hedge)c->hedge) {
    case SR_HEDGE_AT_LEAST:
    case SR_HEDGE_MORE_THAN: out = sr_arena_printf(r->scratch, "%.*s+", (int)v.n, v.p); break;
    case SR_HEDGE_AT_MOST:
    case SR_HEDGE_LESS_THAN: out = sr_arena_printf(r->scratch, "≤%.*s", (int)v.n, v.p); break;
    case SR_HEDGE_ABOUT: return approximately(r, c->value);
    case SR_HEDGE_RANGE: {
        struct sr_str low = sr_say_count(r, c->low), high = sr_say_count(r, c->high);
        out = sr_arena_printf(r->scratch, "%.*s–%.*s", (int)low.n, low.p, (int)high.n, high.p);
        break;
    }
    case SR_HEDGE_VAGUE: return SR_STR("?");
    case SR_HEDGE_EXACT:
    case SR_HEDGE_COUNT:
    default: return v;
    }
    if (!out.p) r->failed = true;
    return out.p ? out : SR_STR("");
}

/* "Around a dozen" widens a figure to 11 and 13, which nobody said: an end that comes of such a claim shows as ~12. */
static struct sr_str bound(struct sr_report *r, const struct sr_figure *f, int64_t value) {
    for (uint32_t i = 0; value != SR_UNKNOWN && i < f->claims.count; i++) {
        const struct sr_claim *c = claim(r, f->claims.items[i]);
        if (c->low == value || c->high == value) break;
        if (c->hedge == SR_HEDGE_ABOUT && (c->value - c->value / 10 == value || c->value + c->value / 10 == value))
            return f->disputed ? approximately(r, c->value) : sr_say_count(r, SR_UNKNOWN);
    }
    return sr_say_count(r, value);
}

static void columns_of_figure(struct sr_report *r, const struct sr_figure *f, struct sr_row *row) {
    bool about = f->chosen != SR_NONE && claim(r, f->chosen)->hedge == SR_HEDGE_ABOUT && f->best != SR_UNKNOWN;
    row->low = bound(r, f, f->low);
    row->high = bound(r, f, f->high);
    row->best = about ? approximately(r, f->best) : sr_say_count(r, f->best);
    row->disputed = f->disputed;
    const int64_t at[] = {f->low, f->best, f->high};
    memcpy(row->at, at, sizeof at);
    if (sr_str_is(row->low, "–")) row->at[0] = SR_UNKNOWN;
    if (sr_str_is(row->high, "–")) row->at[2] = SR_UNKNOWN;
}

static void columns_of_claim(struct sr_report *r, const struct sr_claim *c, struct sr_row *row) {
    row->low = sr_say_count(r, c->low);
    row->high = sr_say_count(r, c->high);
    row->best = c->hedge == SR_HEDGE_ABOUT ? approximately(r, c->value) : sr_say_count(r, c->value);
    const int64_t at[] = {c->low, c->value, c->high};
    memcpy(row->at, at, sizeof at);
}

static void take(struct sr_row *row, uint32_t claim) {
    for (uint32_t i = 0; i < row->count; i++)
        if (row->claims[i] == claim) return;
    row->claims[row->count++] = claim;
}

static bool room(struct sr_report *r, struct sr_row *row, uint32_t count) {
    row->claims = sr_arena_alloc(r->scratch, count + 1, sizeof *row->claims);
    row->first = sr_arena_alloc(r->scratch, count + 1, sizeof *row->first);
    if (!row->claims || !row->first) r->failed = true;
    return row->claims && row->first;
}

static struct sr_str measure_label(struct sr_report *r, uint8_t measure, bool held) {
    const char *key = sr_measure_key(measure, held ? SR_STATE_HELD : SR_STATE_NONE);
    return sr_str_c(sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_MEASURES], key, 1, key));
}

/* A headline's number, when the text tells it too: there it stands with its speaker. */
static bool only_heads(const struct sr_report *r, const struct sr_figure *f, uint32_t i) {
    const struct sr_claim *h = claim(r, i);
    if (!sr_in_headline(r->f, h->span.start)) return false;
    for (uint32_t k = 0; k < f->claims.count; k++) {
        const struct sr_claim *c = claim(r, f->claims.items[k]);
        if (!sr_in_headline(r->f, c->span.start) && c->value == h->value && c->polarity == h->polarity &&
            c->value != SR_UNKNOWN && c->number != SR_NONE)
            return true;
    }
    return false;
}

static void add_figure(struct sr_report *r, struct sr_rows *rows, const struct sr_figure *f, struct sr_row row) {
    if (!room(r, &row, f->claims.count + 1)) return;
    if (f->chosen != SR_NONE && !only_heads(r, f, f->chosen)) take(&row, f->chosen);
    for (uint32_t i = 0; i < f->claims.count; i++)
        if (!only_heads(r, f, f->claims.items[i])) take(&row, f->claims.items[i]);
    columns_of_figure(r, f, &row);
    add_row(r, rows, row);
}

static uint8_t relation_of(const struct sr_figure *whole, struct sr_str facet) {
    for (uint32_t i = 0; whole && i < whole->part_count; i++)
        if (sr_str_eq(whole->parts[i].of, facet)) return whole->parts[i].relation;
    return SR_RELATION_UNSAID;
}

static void add_part(struct sr_report *r, struct sr_rows *rows, const struct sr_figure *whole,
                     const struct sr_figure *f) {
    struct sr_row row = {.part = true, .label = sr_say_facet(r, f->of), .note = SR_STR("")};
    uint8_t relation = relation_of(whole, f->of);
    if (whole && relation == SR_RELATION_BESIDES) row.note = SR_STR("(not among those above)");
    else if (whole && relation == SR_RELATION_INCLUDED) row.note = SR_STR("(among those above)");
    else if (whole && whole->best > 0) row.note = SR_STR("(not said whether among those above)");
    add_figure(r, rows, f, row);
}

/* "Four of them" is in no figure, for it says no facet; it is told beside its total all the same. */
static void add_loose_parts(struct sr_report *r, struct sr_rows *rows, uint32_t incident, uint8_t measure) {
    const struct sr_findings *f = r->f;
    for (uint32_t i = 0; i < f->claims.count; i++) {
        const struct sr_claim *c = &f->claims.items[i];
        bool told =
            f->incidents.of_claim[i] != incident || c->measure != measure || c->part_of == SR_NONE || r->in_figure[i];
        struct sr_row row = {.part = true, .note = SR_STR("(a part of those above)")};
        if (told || !room(r, &row, 1)) continue;
        row.label = c->of.end ? sr_say_name(r, c->of) : SR_STR("some of them");
        bool pronoun = c->of_head != SR_NONE && sr_table_find(&r->lexicon->tables[SR_TABLE_PRONOUNS],
                                                              r->f->reading.tokens[c->of_head].norm) != SR_NONE;
        if (pronoun || sr_page_width_of(row.label) > 20) row.label = SR_STR("some of them");
        take(&row, i);
        columns_of_claim(r, c, &row);
        add_row(r, rows, row);
    }
}

static bool is_of(const struct sr_figure *f, uint32_t incident, uint8_t measure, bool held) {
    return f->incident == incident && f->measure == measure &&
           held == (measure == SR_MEASURE_HOSTAGES && f->state == SR_STATE_HELD);
}

/* A total and its parts. Hostages taken (a count that only grows) and still held (one at one time) are two totals. */
static void add_total(struct sr_report *r, struct sr_rows *rows, uint32_t incident, uint8_t measure, bool held) {
    const struct sr_figures *all = &r->f->figures;
    const struct sr_figure *whole = NULL;
    uint32_t parts = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        if (!is_of(&all->items[i], incident, measure, held)) continue;
        if (!all->items[i].of.n && !whole) whole = &all->items[i];
        else parts++;
    }
    struct sr_row total = {.label = measure_label(r, measure, held), .note = SR_STR("")};
    if (whole) add_figure(r, rows, whole, total);
    else if (parts) {
        total.low = total.best = total.high = sr_say_count(r, SR_UNKNOWN);
        total.note = SR_STR("no total is given");
        total.at[0] = total.at[1] = total.at[2] = SR_UNKNOWN;
        add_row(r, rows, total);
    }
    for (uint32_t i = 0; i < all->count; i++) {
        const struct sr_figure *f = &all->items[i];
        if (!is_of(f, incident, measure, held) || f == whole) continue;
        bool same = whole && whole->claims.items == f->claims.items; /* all that were counted are of one kind */
        if (same && rows->v.count) {
            struct sr_str label = sr_say_facet(r, f->of);
            rows->v.items[rows->v.count - 1].note = SAY("(all of them: %.*s)", S(label));
        } else add_part(r, rows, whole, f);
    }
}

static void add_measure(struct sr_report *r, struct sr_rows *rows, uint32_t incident, uint8_t measure) {
    add_total(r, rows, incident, measure, false);
    if (measure == SR_MEASURE_HOSTAGES) add_total(r, rows, incident, measure, true);
    add_loose_parts(r, rows, incident, measure);
}

void sr_make_rows(struct sr_report *r, uint32_t incident, struct sr_rows *rows) {
    for (uint8_t m = 0; m < SR_MEASURE_COUNT && !r->failed; m++) add_measure(r, rows, incident, m);
}
