/* write.c: claims, documents and figures. */
#include "desk/write.h"

#include "desk/estimate.h"
#include "desk/labels.h"
#include "desk/parts.h"

enum { AROUND = 90 }; /* characters of the text before and after a claim's words */

void sr_show_time(struct sr_json *j, const char *key, struct sr_str at, struct sr_str zone, const char *zone_from,
                  const char *known) {
    sr_json_key(j, key);
    if (!at.p) {
        sr_json_null(j);
        return;
    }
    sr_json_open(j, '{');
    sr_json_key_str(j, "at", at);
    sr_json_key_str(j, "zone", zone);
    sr_json_key_c(j, "zone_from", zone.p ? zone_from : NULL);
    sr_json_key_c(j, "known", known);
    sr_json_close(j, '}');
}

struct sr_str sr_incident_name(struct sr_arena *arena, uint64_t number) {
    return number ? sr_arena_printf(arena, "I%llu", (unsigned long long)number) : (struct sr_str){NULL, 0};
}

struct sr_str sr_figure_key(struct sr_writer *w, uint32_t figure) {
    const struct sr_store_figure *f = &w->view->figures.items[figure];
    return sr_view_key(w->arena, f->measure, f->of, f->state);
}

static void put_zoned(struct sr_writer *w, const char *key, struct sr_str at, const struct sr_view_document *d) {
    const json_t *document = json_object_get(d->last.record, "document");
    struct sr_str from = sr_view_json(document, "zone_from");
    sr_show_time(&w->j, key, at, sr_view_json(document, "zone"), from.p, "told");
}

/* ---- claims ---- */

static void put_value(struct sr_json *j, const char *key, int64_t low, int64_t high, int64_t value,
                      struct sr_str hedge) {
    sr_json_key_open(j, key, '{');
    sr_json_key_int(j, "low", low);
    sr_json_key_int(j, "high", high);
    sr_json_key_int(j, "value", value);
    sr_json_key_str(j, "hedge", hedge);
    sr_json_close(j, '}');
}

static void put_speaker(struct sr_json *j, const struct sr_view_speaker *s) {
    sr_json_open(j, '{');
    sr_json_key_str(j, "name", s->name);
    sr_json_key_str(j, "kind", s->kind);
    sr_json_key_bool(j, "anonymous", s->anonymous);
    sr_json_close(j, '}');
}

/* The chain, link by link. `first`, not NULL, stands in place of the innermost link. */
static void put_chain(struct sr_json *j, const struct sr_view_claim *c, const struct sr_view_speaker *first) {
    sr_json_key_open(j, "chain", '[');
    if (first && !c->speaker_count) {
        sr_json_open(j, '[');
        put_speaker(j, first);
        sr_json_close(j, ']');
    }
    for (uint32_t i = 0; i < c->speaker_count; i++) {
        bool inner = first && c->links[i] == c->links[0];
        if (inner && i) continue;
        if (i == 0 || c->links[i] != c->links[i - 1]) sr_json_open(j, '[');
        put_speaker(j, inner ? first : &c->speakers[i]);
        if (inner || i + 1 == c->speaker_count || c->links[i + 1] != c->links[i]) sr_json_close(j, ']');
    }
    sr_json_close(j, ']');
}

/* As the edits make it. */
static void put_reading(struct sr_writer *w, const struct sr_view_claim *c) {
    const struct sr_store_claim *k = c->claim;
    bool renamed = k->standing == SR_CLAIM_CORRECTED && k->speaker.n &&
                   (!c->speaker_count || !sr_str_eq(k->speaker, c->speakers[0].name));
    sr_json_key_open(&w->j, "reading", '{');
    sr_json_key_str(&w->j, "incident", sr_incident_name(w->arena, k->incident));
    sr_json_key_str(&w->j, "measure", k->measure);
    sr_json_key_str(&w->j, "of", c->facet);
    sr_json_key_str(&w->j, "state", k->state);
    put_value(&w->j, "value", k->low, k->high, k->value, k->hedge);
    sr_json_key_str(&w->j, "polarity", k->polarity);
    put_chain(&w->j, c, renamed ? &c->first : NULL);
    sr_json_close(&w->j, '}');
}

static int64_t count_of(const json_t *claim, const char *key) {
    const json_t *v = json_object_get(claim, key);
    return json_is_integer(v) ? json_integer_value(v) : SR_STORE_UNKNOWN;
}

/* As the machine read it, from the record. */
static void put_machine(struct sr_writer *w, const struct sr_view_claim *c) {
    sr_json_key(&w->j, "machine");
    if (c->claim->standing != SR_CLAIM_CORRECTED || !c->read) {
        sr_json_null(&w->j);
        return;
    }
    sr_json_open(&w->j, '{');
    uint64_t incident = json_is_string(json_object_get(c->read, "incident")) ? c->document->about->incident : 0;
    sr_json_key_str(&w->j, "incident", sr_incident_name(w->arena, incident));
    sr_json_key_str(&w->j, "measure", sr_view_json(c->read, "measure"));
    sr_json_key_str(&w->j, "of", c->facet);
    sr_json_key_str(&w->j, "state", sr_view_json(c->read, "state"));
    put_value(&w->j, "value", count_of(c->read, "low"), count_of(c->read, "high"), count_of(c->read, "value"),
              sr_view_json(c->read, "hedge"));
    sr_json_key_str(&w->j, "polarity", sr_view_json(c->read, "polarity"));
    put_chain(&w->j, c, NULL);
    sr_json_close(&w->j, '}');
}

static void put_span(struct sr_json *j, const char *key, const uint32_t span[2]) {
    sr_json_key(j, key);
    if (!span[1]) {
        sr_json_null(j);
        return;
    }
    sr_json_open(j, '[');
    sr_json_int(j, span[0]);
    sr_json_int(j, span[1]);
    sr_json_close(j, ']');
}

/* Cut at a word's end, told by dots. */
static struct sr_str cut_before(struct sr_writer *w, struct sr_str s) {
    const char *space = s.n ? memchr(s.p, ' ', s.n) : NULL;
    if (!space) return s;
    s.n -= (uint32_t)(space - s.p);
    return sr_arena_printf(w->arena, "…%.*s", (int)s.n, space);
}

static struct sr_str cut_after(struct sr_writer *w, struct sr_str s) {
    const char *space = s.n ? memrchr(s.p, ' ', s.n) : NULL;
    if (!space) return s;
    return sr_arena_printf(w->arena, "%.*s …", (int)(space - s.p), s.p);
}

/* The text around the words, within their paragraph. */
static void put_around(struct sr_writer *w, const struct sr_view_claim *c) {
    uint32_t start = c->claim->span[0], end = c->claim->span[1];
    struct sr_str before = sr_view_words(&c->text, start > AROUND ? start - AROUND : 0, start);
    struct sr_str after = sr_view_words(&c->text, end, end + AROUND);
    const char *line = before.n ? memrchr(before.p, '\n', before.n) : NULL;
    const char *line_end = after.n ? memchr(after.p, '\n', after.n) : NULL;
    if (line) before = (struct sr_str){line + 1, before.n - (uint32_t)(line + 1 - before.p)};
    else if (start > AROUND) before = cut_before(w, before);
    if (line_end) after.n = (uint32_t)(line_end - after.p);
    else if (end + AROUND < c->text.characters) after = cut_after(w, after);
    sr_json_key_str(&w->j, "words", sr_view_words(&c->text, start, end));
    sr_json_key_str(&w->j, "before", before);
    sr_json_key_str(&w->j, "after", after);
}

static void put_claim_edits(struct sr_writer *w, const struct sr_view_claim *c) {
    sr_json_key_open(&w->j, "edits", '[');
    for (uint32_t i = 0; i < w->view->edits.count; i++) {
        const struct sr_store_edit *e = &w->view->edits.items[i];
        if (e->document == c->claim->document && sr_str_eq(e->claim, c->claim->id))
            sr_json_int(&w->j, (int64_t)e->number);
    }
    sr_json_close(&w->j, ']');
}

void sr_show_claim(struct sr_writer *w, const struct sr_view_claim *c) {
    static const char *const standings[] = {[SR_CLAIM_READ] = "read",
                                            [SR_CLAIM_CONFIRMED] = "confirmed",
                                            [SR_CLAIM_CORRECTED] = "corrected",
                                            [SR_CLAIM_REJECTED] = "rejected"};
    const struct sr_store_claim *k = c->claim;
    struct sr_str key = sr_view_claim_key(w->arena, k->document, k->id);
    const char *state = k->withdrawn && k->standing != SR_CLAIM_REJECTED ? "withdrawn" : standings[k->standing];
    w->failed |= !key.p;
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "key", key);
    sr_json_key_str(&w->j, "document", sr_arena_printf(w->arena, "%llu", (unsigned long long)k->document));
    sr_json_key_str(&w->j, "claim", k->id);
    sr_json_key_int(&w->j, "revision", k->version);
    put_reading(w, c);
    put_machine(w, c);
    sr_json_key_c(&w->j, "state", state);
    put_claim_edits(w, c);
    put_around(w, c);
    put_span(&w->j, "span", k->span);
    put_span(&w->j, "number_span", k->number_span);
    put_zoned(w, "as_of", c->at, c->document);
    sr_json_key_str(&w->j, "counting", sr_view_json(c->read, "counting"));
    sr_json_key(&w->j, "confidence");
    sr_json_real(&w->j, k->confidence, 3);
    sr_json_key_bool(&w->j, "main", c->counts);
    sr_json_close(&w->j, '}');
}

/* ---- documents ---- */

static bool reprint_by_editor(const struct sr_writer *w, uint64_t document) {
    bool by_editor = false;
    for (uint32_t i = 0; i < w->view->edits.count; i++) {
        const struct sr_store_edit *e = &w->view->edits.items[i];
        by_editor |= e->kind == SR_EDIT_REPRINT && e->document == document && !e->undone_by;
    }
    return by_editor;
}

void sr_show_document_row(struct sr_writer *w, const struct sr_view_document *d) {
    const struct sr_store_document *a = d->about;
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "key", sr_arena_printf(w->arena, "%llu", (unsigned long long)a->number));
    sr_json_key_str(&w->j, "id", a->id);
    sr_json_key_str(&w->j, "title", a->title);
    sr_json_key_str(&w->j, "outlet", a->outlet);
    sr_json_key_str(&w->j, "url", a->url);
    sr_json_key_str(&w->j, "incident", sr_incident_name(w->arena, a->incident));
    put_zoned(w, "published", a->published, d);
    sr_json_key_str(&w->j, "received", sr_instant(w->arena, a->arrived));
    sr_json_key_int(&w->j, "revision", d->last.version);
    sr_json_key_int(&w->j, "revisions", d->last.versions);
    sr_json_key_int(&w->j, "characters", d->last.characters);
    sr_json_key_int(&w->j, "claims", d->claims);
    sr_json_key(&w->j, "reprint_of");
    if (a->reprint_of) sr_json_str(&w->j, sr_arena_printf(w->arena, "%llu", (unsigned long long)a->reprint_of));
    else sr_json_null(&w->j);
    sr_json_key_c(&w->j, "reprint_by", !a->reprint_of ? NULL : reprint_by_editor(w, a->number) ? "editor" : "machine");
    sr_json_close(&w->j, '}');
}

/* ---- figures ---- */

static void put_estimate(struct sr_writer *w, uint32_t figure, uint32_t rule) {
    struct sr_estimate e;
    if (!sr_estimate(w->view, w->lexicon, figure, rule, w->arena, &e)) {
        w->failed = true;
        return;
    }
    sr_json_open(&w->j, '{');
    sr_json_key_c(&w->j, "rule", e.rule);
    sr_json_key_int(&w->j, "low", e.low);
    sr_json_key_int(&w->j, "best", e.best);
    sr_json_key_int(&w->j, "high", e.high);
    sr_json_key_bool(&w->j, "disputed", e.disputed);
    sr_json_key_open(&w->j, "trace", '[');
    for (uint32_t i = 0; i < e.count; i++) {
        const struct sr_store_claim *k = w->view->claims[e.of[i]].claim;
        sr_json_open(&w->j, '{');
        sr_json_key_str(&w->j, "claim", sr_view_claim_key(w->arena, k->document, k->id));
        sr_json_key_c(&w->j, "verdict", e.verdicts[i]);
        sr_json_key_c(&w->j, "says", sr_verdict_says(e.verdicts[i]));
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

static int64_t number_of(const struct sr_store_step *s) {
    return s->value != SR_STORE_UNKNOWN ? s->value : s->low != SR_STORE_UNKNOWN ? s->low : s->high;
}

/* 4,237 against 4,327: the same digits, two neighbours changed. */
static bool digits_swapped(int64_t a, int64_t b) {
    char x[24], y[24];
    int n = snprintf(x, sizeof x, "%lld", (long long)a), differ = 0, first = -1;
    if (a == b || a < 100 || snprintf(y, sizeof y, "%lld", (long long)b) != n) return false;
    for (int i = 0; i < n; i++)
        if (x[i] != y[i] && ++differ && first < 0) first = i;
    return differ == 2 && x[first] == y[first + 1] && x[first + 1] == y[first];
}

struct sr_str sr_step_key(struct sr_writer *w, const struct sr_store_step *s) {
    const struct sr_view_document *d = sr_view_find(w->view, s->document);
    return sr_view_claim_key(w->arena, d ? d->about->number : 0, s->claim);
}

static const struct sr_view_claim *claim_of(const struct sr_writer *w, const struct sr_store_step *s) {
    for (uint32_t i = 0; i < w->view->claim_count; i++) {
        const struct sr_view_claim *c = &w->view->claims[i];
        if (sr_str_eq(c->claim->id, s->claim) && sr_str_eq(c->document->about->id, s->document)) return c;
    }
    return NULL;
}

static void put_step(struct sr_writer *w, const struct sr_store_figure *f, uint32_t i) {
    const struct sr_store_step *s = &f->steps[i], *old = s->supersedes == SR_NONE ? NULL : &f->steps[s->supersedes];
    const struct sr_view_claim *c = claim_of(w, s);
    int64_t now = number_of(s), before = old ? number_of(old) : SR_STORE_UNKNOWN;
    bool known = now != SR_STORE_UNKNOWN && before != SR_STORE_UNKNOWN;
    sr_json_open(&w->j, '{');
    if (c) put_zoned(w, "at", s->at, c->document);
    else sr_show_time(&w->j, "at", s->at, (struct sr_str){NULL, 0}, NULL, "told");
    sr_json_key_str(&w->j, "claim", sr_step_key(w, s));
    sr_json_key_str(&w->j, "speaker", c ? c->first.name : s->source_count ? s->sources[0] : SR_STR("this report"));
    put_value(&w->j, "value", s->low, s->high, s->value, s->hedge);
    sr_json_key_str(&w->j, "supersedes", old ? sr_step_key(w, old) : (struct sr_str){NULL, 0});
    sr_json_key_bool(&w->j, "correction", known && now < before);
    sr_json_key_bool(&w->j, "withdrawn", s->withdrawn);
    sr_json_key_bool(&w->j, "jump", known && ((before > 0 && now > 2 * before) || digits_swapped(now, before)));
    sr_json_close(&w->j, '}');
}

/* The whole that a facet is a part of: the figure of the same measure without a facet. */
static uint32_t whole_of(const struct sr_view *v, uint32_t figure) {
    const struct sr_store_figure *f = &v->figures.items[figure];
    for (uint32_t i = 0; i < v->figures.count && f->of.n; i++) {
        const struct sr_store_figure *g = &v->figures.items[i];
        if (!g->of.n && sr_str_eq(g->measure, f->measure) && sr_str_eq(g->state, f->state)) return i;
    }
    return SR_NONE;
}

static void put_figure(struct sr_writer *w, uint32_t i) {
    const struct sr_store_figure *f = &w->view->figures.items[i];
    uint32_t whole = whole_of(w->view, i);
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "key", sr_figure_key(w, i));
    sr_json_key_str(&w->j, "measure", f->measure);
    sr_json_key_str(&w->j, "label", sr_label_measure(w->lexicon, f->measure, f->state));
    sr_json_key_str(&w->j, "of", f->of.n ? f->of : (struct sr_str){NULL, 0});
    sr_json_key_str(&w->j, "of_label", sr_label_facet(w->lexicon, w->arena, f->of));
    sr_json_key_str(&w->j, "state", f->state);
    sr_json_key_str(&w->j, "part_of", whole == SR_NONE ? (struct sr_str){NULL, 0} : sr_figure_key(w, whole));
    sr_json_key_open(&w->j, "estimates", '[');
    put_estimate(w, i, w->rule);
    for (uint32_t r = 0; r < SR_RULES; r++)
        if (r != w->rule) put_estimate(w, i, r);
    sr_json_close(&w->j, ']');
    sr_json_key_int(&w->j, "origins", f->origins);
    sr_json_key_open(&w->j, "course", '[');
    for (uint32_t k = 0; k < f->step_count; k++) put_step(w, f, k);
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

void sr_show_figures(struct sr_writer *w) {
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < w->view->figures.count; i++) put_figure(w, i);
    sr_json_close(&w->j, ']');
}
