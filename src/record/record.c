/* record.c: findings as `sitrep/1`. Keys are always present, in the order of docs/schema.md; one only when asked for. */
#include "record/record.h"

#include <sha2.h>
#include <stdio.h>

#include "base/utf8.h"
#include "record/entities.h"
#include "record/json.h"
#include "record/position.h"
#include "record/signature.h"

struct writer {
    struct sr_json j;
    const struct sr_findings *f;
    const struct sr_record_options *options;
    struct sr_positions at;
    struct sr_told told;
    struct sr_arena *scratch;
};

static struct sr_str text_of(const struct writer *w, struct sr_span s) {
    return sr_slice(w->f->document->text.p, s);
}

static void key_str(struct writer *w, const char *key, struct sr_str s) {
    sr_json_key(&w->j, key);
    if (s.n) sr_json_str(&w->j, s);
    else sr_json_null(&w->j);
}

/* An hour is written with its minutes: "T20" alone is ISO 8601, but few programs read it. How precise a time is stands
 * beside it (an incident's `precision`, a time expression's `value`). */
static void key_date(struct writer *w, const char *key, const struct sr_date *date, bool known) {
    struct sr_date d = *date;
    if (d.precision == SR_PRECISION_HOUR) d.precision = SR_PRECISION_MINUTE;
    key_str(w, key, known ? sr_date_write(w->scratch, &d) : (struct sr_str){NULL, 0});
}

static void span(struct writer *w, struct sr_span s) {
    sr_json_open(&w->j, '[');
    sr_json_int(&w->j, sr_position(&w->at, s.start));
    sr_json_int(&w->j, sr_position(&w->at, s.end));
    sr_json_close(&w->j, ']');
}

static void key_span(struct writer *w, const char *key, struct sr_span s) {
    sr_json_key(&w->j, key);
    if (s.end) span(w, s);
    else sr_json_null(&w->j);
}

static void key_spans(struct writer *w, const char *key, struct sr_spans s) {
    sr_json_key(&w->j, key);
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < s.count; i++) span(w, s.items[i]);
    sr_json_close(&w->j, ']');
}

static void key_ids(struct writer *w, const char *key, char letter, struct sr_indices ids) {
    sr_json_key(&w->j, key);
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < ids.count; i++) sr_json_id(&w->j, letter, ids.items[i]);
    sr_json_close(&w->j, ']');
}

static void key_id(struct writer *w, const char *key, char letter, uint32_t index) {
    sr_json_key(&w->j, key);
    sr_json_id(&w->j, letter, index);
}

static void write_hash(struct writer *w, struct sr_str text) {
    char hex[SHA256_DIGEST_STRING_LENGTH];
    SHA256Data((const uint8_t *)(text.n ? text.p : ""), text.n, hex);
    sr_json_key_c(&w->j, "text_sha256", hex);
}

/* [start, end, byte, byte_end]: those characters of the text are those bytes of the file. */
static void write_source_map(struct writer *w) {
    const struct sr_source_map *map = &w->f->document->source_map;
    sr_json_key(&w->j, "source_map");
    if (!map->count) {
        sr_json_null(&w->j);
        return;
    }
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < map->count; i++) {
        const struct sr_source_run *run = &map->runs[i];
        sr_json_open(&w->j, '[');
        sr_json_int(&w->j, sr_position(&w->at, run->text));
        sr_json_int(&w->j, sr_position(&w->at, run->text + run->size));
        sr_json_int(&w->j, run->source);
        sr_json_int(&w->j, run->source + run->length);
        sr_json_close(&w->j, ']');
    }
    sr_json_close(&w->j, ']');
}

static void write_document(struct writer *w) {
    static const char *const units[] = {"codepoints", "bytes", "utf16"};
    static const char *const zones[] = {NULL, "stated", "dateline", "outlet", "inferred"};
    const struct sr_document *d = w->f->document;
    bool news = w->f->incidents.count > 0 && w->f->incidents.items[0].main;
    sr_json_key(&w->j, "document");
    sr_json_open(&w->j, '{');
    sr_json_key(&w->j, "id");
    sr_json_str(&w->j, d->id);
    key_str(w, "title", d->title);
    key_span(w, "title_span", d->title_span);
    key_str(w, "url", d->url);
    key_str(w, "outlet", d->outlet);
    key_date(w, "published", &d->published, d->has_published);
    key_str(w, "zone", d->zone);
    sr_json_key_c(&w->j, "zone_from", zones[d->zone_from]);
    key_str(w, "language", d->language.n ? d->language : SR_STR("en"));
    sr_json_key(&w->j, "characters");
    sr_json_int(&w->j, sr_count_codepoints(d->text.p, d->text.n));
    sr_json_key_c(&w->j, "offsets", units[w->options->offsets]);
    write_hash(w, d->text);
    sr_json_key(&w->j, "text");
    if (w->options->with_text || d->extracted) sr_json_str(&w->j, d->text);
    else sr_json_null(&w->j);
    key_str(w, "signature", sr_signature(w->scratch, &w->f->reading));
    sr_json_key_bool(&w->j, "news", news);
    sr_json_key_c(&w->j, "note", w->f->incidents.note);
    if (w->options->source_map) write_source_map(w);
    sr_json_close(&w->j, '}');
}

static void write_entities(struct writer *w) {
    const struct sr_reading *r = &w->f->reading;
    sr_json_key_open(&w->j, "sentences", '[');
    for (uint32_t i = 0; i < r->sentence_count; i++) span(w, r->sentences[i].span);
    sr_json_close(&w->j, ']');
    sr_json_key_open(&w->j, "entities", '[');
    for (uint32_t i = 0; i < w->told.count; i++) {
        const struct sr_told_entity *e = &w->told.items[i];
        sr_json_open(&w->j, '{');
        key_id(w, "id", 'e', i);
        sr_json_key_c(&w->j, "type", sr_entity_type_name(e->type));
        sr_json_key(&w->j, "name");
        sr_json_str(&w->j, text_of(w, e->name));
        key_spans(w, "mentions", e->mentions);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_times(struct writer *w) {
    sr_json_key_open(&w->j, "times", '[');
    for (uint32_t i = 0; i < w->f->times.count; i++) {
        const struct sr_timex *t = &w->f->times.items[i];
        sr_json_open(&w->j, '{');
        key_id(w, "id", 't', i);
        key_span(w, "span", t->span);
        sr_json_key_c(&w->j, "type", sr_timex_type_name(t->type));
        key_str(w, "value", t->value);
        key_date(w, "begin", &t->begin, t->has_interval);
        key_date(w, "end", &t->end_date, t->has_interval);
        key_str(w, "zone", t->zone);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_places(struct writer *w) {
    sr_json_key_open(&w->j, "places", '[');
    for (uint32_t i = 0; i < w->f->places.count; i++) {
        const struct sr_place *p = &w->f->places.items[i];
        sr_json_open(&w->j, '{');
        key_id(w, "entity", 'e', w->told.of_place[i]);
        sr_json_key(&w->j, "name");
        sr_json_str(&w->j, p->name.n ? p->name : text_of(w, p->span));
        sr_json_key_c(&w->j, "country", p->country[0] ? p->country : NULL);
        sr_json_key(&w->j, "lat");
        if (p->has_point) sr_json_real(&w->j, p->lat, 5);
        else sr_json_null(&w->j);
        sr_json_key(&w->j, "lon");
        if (p->has_point) sr_json_real(&w->j, p->lon, 5);
        else sr_json_null(&w->j);
        sr_json_key(&w->j, "geonameid");
        if (p->geonameid) sr_json_int(&w->j, p->geonameid);
        else sr_json_null(&w->j);
        sr_json_key_c(&w->j, "class", sr_place_class_name(p->class));
        sr_json_key(&w->j, "precision");
        sr_json_int(&w->j, p->precision);
        key_str(w, "zone", p->zone);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_sources(struct writer *w) {
    const struct sr_attributions *a = &w->f->attributions;
    sr_json_key_open(&w->j, "sources", '[');
    for (uint32_t i = 0; i < a->source_count; i++) {
        sr_json_open(&w->j, '{');
        key_id(w, "id", 's', i);
        key_id(w, "entity", 'e', a->sources[i].entity == SR_NONE ? SR_NONE : w->told.of_entity[a->sources[i].entity]);
        sr_json_key(&w->j, "name");
        sr_json_str(&w->j, text_of(w, a->sources[i].name));
        sr_json_key_c(&w->j, "kind", sr_source_kind_name(a->sources[i].kind));
        sr_json_key_bool(&w->j, "anonymous", a->sources[i].anonymous);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
    sr_json_key_open(&w->j, "attributions", '[');
    for (uint32_t i = 0; i < a->count; i++) {
        const struct sr_attribution *t = &a->items[i];
        sr_json_open(&w->j, '{');
        key_id(w, "id", 'a', i);
        key_id(w, "source", 's', t->speakers.count ? t->speakers.items[0] : SR_NONE);
        key_spans(w, "source_spans", t->source);
        key_spans(w, "cue_spans", t->cue);
        key_spans(w, "content_spans", t->content);
        sr_json_key_c(&w->j, "speech", sr_speech_name(t->speech));
        sr_json_key_c(&w->j, "stance", sr_stance_name(t->stance));
        key_id(w, "inside", 'a', t->inside);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_roles(struct writer *w, const struct sr_incident *inc, const uint32_t **filler) {
    sr_json_key(&w->j, "roles");
    sr_json_open(&w->j, '{');
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        sr_json_key_open(&w->j, sr_role_name(k), '[');
        for (uint32_t i = 0; i < inc->roles[k].count; i++) {
            const struct sr_role_filler *r = &inc->roles[k].items[i];
            sr_json_open(&w->j, '{');
            key_id(w, "entity", 'e', *(*filler)++);
            sr_json_key_c(&w->j, "as", sr_role_as_name(r->as));
            key_ids(w, "sources", 's', r->sources);
            sr_json_key_open(&w->j, "spans", '[');
            span(w, r->span);
            sr_json_close(&w->j, ']');
            sr_json_close(&w->j, '}');
        }
        sr_json_close(&w->j, ']');
    }
    sr_json_close(&w->j, '}');
}

static const char *state_name(uint8_t state) {
    return state == SR_STATE_TAKEN ? "taken" : state == SR_STATE_HELD ? "held" : NULL;
}

static void write_figures(struct writer *w, uint32_t incident) {
    static const char *const relations[] = {"unsaid", "included", "besides"};
    sr_json_key_open(&w->j, "figures", '[');
    for (uint32_t i = 0; i < w->f->figures.count; i++) {
        const struct sr_figure *g = &w->f->figures.items[i];
        if (g->incident != incident) continue;
        sr_json_open(&w->j, '{');
        sr_json_key_c(&w->j, "measure", sr_measure_name(g->measure));
        key_str(w, "of", g->of);
        sr_json_key_c(&w->j, "state", state_name(g->state));
        sr_json_key_c(&w->j, "rule", g->rule);
        sr_json_key_int(&w->j, "low", g->low);
        sr_json_key_int(&w->j, "high", g->high);
        sr_json_key_int(&w->j, "best", g->best);
        sr_json_key_bool(&w->j, "disputed", g->disputed);
        sr_json_key(&w->j, "includes_perpetrators");
        if (g->includes_perpetrators < 0) sr_json_null(&w->j);
        else sr_json_bool(&w->j, g->includes_perpetrators == 1);
        sr_json_key_open(&w->j, "parts", '[');
        for (uint32_t k = 0; k < g->part_count; k++) {
            sr_json_open(&w->j, '{');
            key_str(w, "of", g->parts[k].of);
            sr_json_key_c(&w->j, "relation", relations[g->parts[k].relation]);
            sr_json_close(&w->j, '}');
        }
        sr_json_close(&w->j, ']');
        key_ids(w, "claims", 'c', g->claims);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_incidents(struct writer *w) {
    static const char *const phases[] = {NULL, "ongoing", "ended"};
    static const char *const precisions[] = {"year", "month", "day", "hour", "minute", "minute"};
    const struct sr_incidents *all = &w->f->incidents;
    const uint32_t *filler = w->told.of_filler;
    sr_json_key_open(&w->j, "incidents", '[');
    for (uint32_t i = 0; i < all->count; i++) {
        const struct sr_incident *inc = &all->items[i];
        sr_json_open(&w->j, '{');
        key_id(w, "id", 'i', i);
        sr_json_key_bool(&w->j, "main", inc->main);
        sr_json_key_c(&w->j, "kind", sr_incident_kind_name(inc->kind));
        sr_json_key_c(&w->j, "status", sr_incident_status_name(inc->status));
        sr_json_key_c(&w->j, "phase", phases[inc->phase]);
        key_date(w, "begin", &inc->begin, inc->has_begin);
        key_date(w, "end", &inc->end, inc->has_end);
        sr_json_key_c(&w->j, "precision", inc->has_begin ? precisions[inc->begin.precision] : NULL);
        key_ids(w, "times", 't', inc->times);
        sr_json_key(&w->j, "place");
        if (inc->place == SR_NONE) sr_json_null(&w->j);
        else {
            sr_json_open(&w->j, '{');
            key_id(w, "entity", 'e', w->told.of_place[inc->place]);
            sr_json_close(&w->j, '}');
        }
        sr_json_key_open(&w->j, "places", '[');
        for (uint32_t k = 0; k < inc->place_count; k++) {
            sr_json_open(&w->j, '{');
            key_id(w, "entity", 'e', w->told.of_place[inc->places[k].place]);
            sr_json_key_c(&w->j, "role", sr_place_role_name(inc->places[k].role));
            sr_json_close(&w->j, '}');
        }
        sr_json_close(&w->j, ']');
        write_roles(w, inc, &filler);
        write_figures(w, i);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_chain(struct writer *w, const struct sr_claim *c) {
    sr_json_key_open(&w->j, "sources", '[');
    for (uint32_t i = 0; i < c->chain_count; i++) sr_json_id(&w->j, 's', c->chain[i].speakers.items[0]);
    sr_json_close(&w->j, ']');
    sr_json_key_open(&w->j, "chain", '[');
    for (uint32_t i = 0; i < c->chain_count; i++) {
        sr_json_open(&w->j, '{');
        key_ids(w, "speakers", 's', c->chain[i].speakers);
        key_id(w, "attribution", 'a', c->chain[i].attribution);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_facets(struct writer *w, const struct sr_claim *c) {
    sr_json_key(&w->j, "facets");
    sr_json_open(&w->j, '{');
    sr_json_key_c(&w->j, "side", c->side < SR_SIDE_COUNT ? sr_side_name(c->side) : NULL);
    key_str(w, "age", c->age);
    key_str(w, "sex", c->sex);
    sr_json_key_c(&w->j, "nationality", c->nationality[0] ? c->nationality : NULL);
    key_str(w, "occupation", c->occupation);
    sr_json_close(&w->j, '}');
}

static void write_claim(struct writer *w, uint32_t i) {
    static const char *const countings[] = {NULL, "total", "new"};
    const struct sr_claim *c = &w->f->claims.items[i];
    sr_json_open(&w->j, '{');
    key_id(w, "id", 'c', i);
    key_id(w, "incident", 'i', w->f->incidents.of_claim ? w->f->incidents.of_claim[i] : SR_NONE);
    sr_json_key_c(&w->j, "measure", sr_measure_name(c->measure));
    sr_json_key(&w->j, "combined");
    if (!c->combined) sr_json_null(&w->j);
    else {
        sr_json_open(&w->j, '[');
        sr_json_c(&w->j, sr_measure_name(c->measure)); /* the first of them, then the others */
        for (uint32_t m = 0; m < SR_MEASURE_COUNT; m++)
            if (m != c->measure && (c->combined & (1u << m))) sr_json_c(&w->j, sr_measure_name(m));
        sr_json_close(&w->j, ']');
    }
    sr_json_key_c(&w->j, "state", state_name(c->state));
    key_str(w, "of", c->of.end ? text_of(w, c->of) : (struct sr_str){NULL, 0});
    write_facets(w, c);
    sr_json_key_int(&w->j, "low", c->low);
    sr_json_key_int(&w->j, "high", c->high);
    sr_json_key_int(&w->j, "value", c->value);
    sr_json_key_c(&w->j, "hedge", sr_hedge_name(c->hedge));
    sr_json_key_c(&w->j, "polarity", sr_polarity_name(c->polarity));
    write_chain(w, c);
    key_id(w, "attribution", 'a', c->attribution);
    key_span(w, "span", c->span);
    key_span(w, "number_span", c->number == SR_NONE ? (struct sr_span){0, 0} : w->f->numbers.items[c->number].span);
    sr_json_key_bool(&w->j, "implicit", c->implicit);
    key_date(w, "as_of", &c->as_of, c->has_as_of);
    sr_json_key_c(&w->j, "counting", countings[c->counting]);
    sr_json_key(&w->j, "confidence");
    sr_json_real(&w->j, (double)c->confidence, 2);
    key_id(w, "same_as", 'c', c->same_as);
    key_id(w, "supersedes", 'c', c->supersedes);
    key_id(w, "part_of", 'c', c->part_of);
    sr_json_close(&w->j, '}');
}

static void write_numbers(struct writer *w) {
    const struct sr_numbers *n = &w->f->numbers;
    sr_json_key_open(&w->j, "numbers", '[');
    for (uint32_t i = 0; w->options->numbers_all && w->f->claims.reasons && i < n->count; i++) {
        uint8_t reason = w->f->claims.reasons[i];
        if (reason == SR_REASON_CLAIM) continue;
        sr_json_open(&w->j, '{');
        key_span(w, "span", n->items[i].span);
        sr_json_key(&w->j, "text");
        sr_json_str(&w->j, text_of(w, n->items[i].span));
        sr_json_key_int(&w->j, "value", n->items[i].value);
        sr_json_key_c(&w->j, "reason",
                      reason == SR_REASON_KIND ? sr_number_kind_name(n->items[i].kind) : sr_reason_text(reason));
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}

static void write_all(struct writer *w) {
    sr_json_open(&w->j, '{');
    sr_json_key_c(&w->j, "schema", "sitrep/1");
    write_document(w);
    write_entities(w);
    write_times(w);
    write_places(w);
    write_sources(w);
    write_incidents(w);
    sr_json_key_open(&w->j, "claims", '[');
    for (uint32_t i = 0; i < w->f->claims.count; i++) write_claim(w, i);
    sr_json_close(&w->j, ']');
    write_numbers(w);
    sr_json_close(&w->j, '}');
}

enum sr_status sr_record_write(const struct sr_findings *findings, const struct sr_record_options *options,
                               struct sr_buf *out, struct sr_err *err) {
    enum sr_status status = sr_findings_check(findings, err);
    if (status) return status;
    struct sr_arena scratch;
    sr_arena_init(&scratch, 0);
    size_t before = out->size;
    struct writer w = {.j = {out, false}, .f = findings, .options = options, .scratch = &scratch};
    if (sr_positions_make(findings->document->text, options->offsets, &scratch, &w.at) &&
        sr_tell_entities(findings, &scratch, &w.told))
        write_all(&w);
    else out->failed = true;
    sr_arena_release(&scratch);
    if (!out->failed) return SR_OK;
    out->size = before;
    return sr_fail_memory(err, "writing a record");
}
