/* ledger.c: the ledger of disagreement: who says what of which measure, since when, against whom.
 *
 *     killed   the health ministry   17 or more   since 10:30 until 12:00   Sahel Wire, Zinder Post   superseded
 *              the health ministry   21           since 12:40               Sahel Wire                stands
 *              a police officer      30           since 11:00               Zinder Post               stands, against the row above
 *
 * A row is one speaker's one figure; claims that repeat it are in the same row. What a document says in its own voice and
 * of a named speaker too ("Bomb kills 12" above "killing 12 people, the ministry said") is that speaker's. */
#include "desk/parts.h"
#include "desk/write.h"

struct row {
    uint32_t figure;
    struct sr_view_speaker speaker;
    const struct sr_view_claim *first, *last; /* in time */
    SR_VEC(const struct sr_view_claim *) claims;
    bool live, rejected; /* live: one claim at least is neither rejected nor withdrawn */
    bool superseded;
};

struct ledger {
    struct sr_writer *w;
    SR_VEC(struct row) rows;
};

/* "the health ministry" is "health ministry". */
static struct sr_str plain(struct sr_str name) {
    static const char *const articles[] = {"the ", "The ", "a ", "A ", "an ", "An "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        uint32_t n = (uint32_t)strlen(articles[i]);
        if (name.n > n && memcmp(name.p, articles[i], n) == 0) return (struct sr_str){name.p + n, name.n - n};
    }
    return name;
}

static bool same_value(const struct sr_store_claim *a, const struct sr_store_claim *b) {
    return a->low == b->low && a->high == b->high && a->value == b->value && sr_str_eq(a->hedge, b->hedge) &&
           sr_str_eq(a->polarity, b->polarity);
}

static struct row *row_for(struct ledger *l, const struct sr_view_claim *c) {
    for (uint32_t i = 0; i < l->rows.count; i++) {
        struct row *r = &l->rows.items[i];
        if (r->figure == c->figure && sr_str_eq(plain(r->speaker.name), plain(c->first.name)) &&
            same_value(r->first->claim, c->claim))
            return r;
    }
    struct row row = {.figure = c->figure, .speaker = c->first, .first = c, .last = c};
    if (SR_PUSH(l->w->arena, l->rows, row)) return &l->rows.items[l->rows.count - 1];
    l->w->failed = true;
    return NULL;
}

/* The claim by whose speaker the same document gives the same number. */
static const struct sr_view_claim *spoken(const struct sr_view *v, const struct sr_view_claim *c) {
    for (uint32_t i = 0; i < v->claim_count && !c->speaker_count && !c->claim->speaker.n; i++) {
        const struct sr_view_claim *d = &v->claims[i];
        if (d->document == c->document && d->figure == c->figure && d->speaker_count && d->claim->incident &&
            d->claim->value == c->claim->value && d->claim->value != SR_STORE_UNKNOWN &&
            d->claim->withdrawn == c->claim->withdrawn)
            return d;
    }
    return c;
}

static void add(struct ledger *l, const struct sr_view_claim *c) {
    struct row *r = row_for(l, spoken(l->w->view, c));
    bool rejected = c->claim->standing == SR_CLAIM_REJECTED;
    if (!r) return;
    if (!SR_PUSH(l->w->arena, r->claims, c)) l->w->failed = true;
    if (c->seconds < r->first->seconds) r->first = c;
    if (c->seconds >= r->last->seconds || r->last->seconds == INT64_MAX) r->last = c;
    r->live |= !rejected && !c->claim->withdrawn;
    r->rejected |= rejected;
}

/* A row gives way to a later one of the same speaker. */
static void supersede(struct ledger *l) {
    for (uint32_t i = 0; i < l->rows.count; i++) {
        struct row *a = &l->rows.items[i];
        for (uint32_t k = 0; k < l->rows.count; k++) {
            const struct row *b = &l->rows.items[k];
            a->superseded |= k != i && b->live && a->figure == b->figure && b->last->seconds > a->last->seconds &&
                             sr_str_eq(plain(a->speaker.name), plain(b->speaker.name));
        }
    }
}

static const char *state_of(const struct row *r) {
    if (!r->live) return r->rejected ? "rejected" : "withdrawn";
    return r->superseded ? "superseded" : "stands";
}

static bool against(const struct row *a, const struct row *b) {
    const struct sr_store_claim *x = a->first->claim, *y = b->first->claim;
    if (a == b || a->figure != b->figure || !a->live || !b->live || a->superseded || b->superseded) return false;
    if (!sr_str_is(x->polarity, "asserted") || !sr_str_is(y->polarity, "asserted")) return false;
    return !sr_amounts_meet(sr_view_amount(x), sr_view_amount(y));
}

static void put_outlets(struct sr_json *j, const struct row *r) {
    sr_json_key_open(j, "outlets", '[');
    for (uint32_t i = 0; i < r->claims.count; i++) {
        struct sr_str outlet = r->claims.items[i]->document->about->outlet;
        bool seen = !outlet.n;
        for (uint32_t k = 0; k < i; k++) seen |= sr_str_eq(outlet, r->claims.items[k]->document->about->outlet);
        if (!seen) sr_json_str(j, outlet);
    }
    sr_json_close(j, ']');
}

static void put_at(struct sr_writer *w, const char *key, const struct sr_view_claim *c) {
    const json_t *document = json_object_get(c->text.record, "document");
    struct sr_str from = sr_view_json(document, "zone_from");
    sr_show_time(&w->j, key, c->at, sr_view_json(document, "zone"), from.p, "told");
}

static void put_row(struct ledger *l, uint32_t i) {
    struct sr_writer *w = l->w;
    const struct row *r = &l->rows.items[i];
    const struct sr_store_claim *k = r->first->claim;
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "figure", sr_figure_key(w, r->figure));
    sr_json_key_open(&w->j, "speaker", '{');
    sr_json_key_str(&w->j, "name", r->speaker.name);
    sr_json_key_str(&w->j, "kind", r->speaker.kind);
    sr_json_key_bool(&w->j, "anonymous", r->speaker.anonymous);
    sr_json_close(&w->j, '}');
    sr_json_key_open(&w->j, "value", '{');
    sr_json_key_int(&w->j, "low", k->low);
    sr_json_key_int(&w->j, "high", k->high);
    sr_json_key_int(&w->j, "value", k->value);
    sr_json_key_str(&w->j, "hedge", k->hedge);
    sr_json_close(&w->j, '}');
    sr_json_key_str(&w->j, "polarity", k->polarity);
    put_at(w, "since", r->first);
    put_at(w, "last", r->last);
    sr_json_key_open(&w->j, "claims", '[');
    for (uint32_t c = 0; c < r->claims.count; c++)
        sr_json_str(&w->j,
                    sr_view_claim_key(w->arena, r->claims.items[c]->claim->document, r->claims.items[c]->claim->id));
    sr_json_close(&w->j, ']');
    put_outlets(&w->j, r);
    sr_json_key_c(&w->j, "state", state_of(r));
    sr_json_key_open(&w->j, "against", '[');
    for (uint32_t k2 = 0; k2 < l->rows.count; k2++)
        if (against(r, &l->rows.items[k2])) sr_json_int(&w->j, k2);
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

static int by_figure_and_time(const void *a, const void *b) {
    const struct row *x = a, *y = b;
    if (x->figure != y->figure) return x->figure < y->figure ? -1 : 1;
    if (x->first->seconds != y->first->seconds) return x->first->seconds < y->first->seconds ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

void sr_show_ledger(struct sr_writer *w) {
    struct ledger l = {.w = w};
    for (uint32_t i = 0; i < w->view->claim_count; i++) {
        const struct sr_view_claim *c = &w->view->claims[i];
        if (c->figure != SR_NONE && c->claim->incident) add(&l, c);
    }
    if (l.rows.count) qsort(l.rows.items, l.rows.count, sizeof *l.rows.items, by_figure_and_time);
    supersede(&l);
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < l.rows.count; i++) put_row(&l, i);
    sr_json_close(&w->j, ']');
}
