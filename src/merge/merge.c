#include "merge/merge.h"

#include <sha2.h>

#include "base/map.h"
#include "record/json.h"
#include "record/read.h"

#define MOST_MEMORY ((size_t)4 << 30)

struct sr_merger {
    struct sr_schema *schema;
    struct sr_arena arena; /* of the line under way */
    struct sr_buf ready;   /* finished incidents that were not taken yet */
};

enum sr_status sr_merger_open(struct sr_merger **merger, struct sr_err *err) {
    struct sr_merger *m = calloc(1, sizeof *m);
    if (!m) return sr_fail_memory(err, "opening a merger");
    sr_arena_init(&m->arena, MOST_MEMORY);
    enum sr_status status = sr_schema_open("sitrep/1", &m->schema, err);
    if (status) sr_merger_free(m);
    else *merger = m;
    return status;
}

void sr_merger_free(struct sr_merger *m) {
    if (!m) return;
    sr_schema_free(m->schema);
    sr_arena_release(&m->arena);
    sr_buf_release(&m->ready);
    free(m);
}

struct writer {
    struct sr_json j;
    const struct sr_read_record *r;
    const struct sr_read_incident *incident;
};

static void key_str(struct writer *w, const char *key, struct sr_str s) {
    sr_json_key(&w->j, key);
    if (s.p) sr_json_str(&w->j, s);
    else sr_json_null(&w->j);
}

static void key_count(struct writer *w, const char *key, int64_t v) {
    sr_json_key(&w->j, key);
    if (v == SR_READ_UNKNOWN) sr_json_null(&w->j);
    else sr_json_int(&w->j, v);
}

static void open_list(struct writer *w, const char *key) {
    sr_json_key(&w->j, key);
    sr_json_open(&w->j, '[');
}

/* Six digits tell documents apart for a reader; they are no promise that two never meet. The second incident of a
 * document takes its digits further on in the hash. */
static void write_id(struct writer *w, uint32_t nth) {
    char hex[SHA256_DIGEST_STRING_LENGTH], id[16];
    SHA256Data((const uint8_t *)(w->r->document.n ? w->r->document.p : ""), w->r->document.n, hex);
    (void)snprintf(id, sizeof id, "I-%.6s", hex + 6 * (nth % 10));
    key_str(w, "id", sr_str_c(id));
}

static void write_place(struct writer *w) {
    sr_json_key(&w->j, "place");
    if (w->incident->place == SR_NONE) {
        sr_json_null(&w->j);
        return;
    }
    const struct sr_read_place *p = &w->r->places[w->incident->place];
    sr_json_open(&w->j, '{');
    key_str(w, "name", p->name);
    key_str(w, "country", p->country[0] ? sr_str_c(p->country) : (struct sr_str){NULL, 0});
    sr_json_key(&w->j, "lat");
    if (p->has_point) sr_json_real(&w->j, p->lat, 5);
    else sr_json_null(&w->j);
    sr_json_key(&w->j, "lon");
    if (p->has_point) sr_json_real(&w->j, p->lon, 5);
    else sr_json_null(&w->j);
    key_count(w, "geonameid", p->geonameid);
    sr_json_close(&w->j, '}');
}

/* The speaker who first gave the figure: a source's place in the record, or SR_NONE for the document's own voice. */
static uint32_t origin(const struct sr_read_claim *c) {
    return c->sources.count ? c->sources.items[0] : SR_NONE;
}

static uint32_t count_origins(struct writer *w, const struct sr_read_figure *f) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->claims.count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++)
            seen = origin(&w->r->claims[f->claims.items[k]]) == origin(&w->r->claims[f->claims.items[i]]);
        n += !seen;
    }
    return n;
}

static void write_entry(struct writer *w, const struct sr_read_claim *c) {
    sr_json_open(&w->j, '{');
    key_str(w, "at", c->as_of.p ? c->as_of : w->r->published);
    key_count(w, "low", c->low);
    key_count(w, "high", c->high);
    key_count(w, "value", c->value);
    key_str(w, "hedge", sr_str_c(sr_hedge_name(c->hedge)));
    key_str(w, "document", w->r->document);
    key_str(w, "claim", c->id);
    open_list(w, "sources");
    for (uint32_t i = 0; i < c->sources.count; i++) sr_json_str(&w->j, w->r->sources[c->sources.items[i]].name);
    sr_json_close(&w->j, ']');
    sr_json_key(&w->j, "supersedes");
    if (c->supersedes == SR_NONE) sr_json_null(&w->j);
    else {
        sr_json_open(&w->j, '{');
        key_str(w, "document", w->r->document);
        key_str(w, "claim", w->r->claims[c->supersedes].id);
        sr_json_close(&w->j, '}');
    }
    sr_json_key(&w->j, "withdrawn");
    sr_json_bool(&w->j, false);
    sr_json_close(&w->j, '}');
}

/* A denied or merely feared figure never was one; what repeats an earlier claim, or counts only those since then, is no
 * step of the total's course. A figure that has nothing else keeps its first claim. */
static bool is_step(const struct sr_read_record *r, const struct sr_read_claim *c, const struct sr_read_figure *f) {
    if (c->polarity != SR_POLARITY_ASSERTED || (c->counting.p && sr_str_is(c->counting, "new"))) return false;
    for (uint32_t i = 0; c->same_as != SR_NONE && i < f->claims.count; i++)
        if (&r->claims[f->claims.items[i]] == &r->claims[c->same_as]) return false;
    return true;
}

static void write_figure(struct writer *w, const struct sr_read_figure *f) {
    uint32_t steps = 0;
    sr_json_open(&w->j, '{');
    key_str(w, "measure", sr_str_c(sr_measure_name(f->measure)));
    key_str(w, "of", f->of);
    key_str(w, "state", f->state);
    key_str(w, "rule", f->rule);
    key_count(w, "low", f->low);
    key_count(w, "high", f->high);
    key_count(w, "best", f->best);
    sr_json_key(&w->j, "disputed");
    sr_json_bool(&w->j, f->disputed);
    sr_json_key(&w->j, "includes_perpetrators");
    if (f->includes_perpetrators < 0) sr_json_null(&w->j);
    else sr_json_bool(&w->j, f->includes_perpetrators == 1);
    sr_json_key(&w->j, "origins");
    sr_json_int(&w->j, count_origins(w, f));
    open_list(w, "history");
    for (uint32_t i = 0; i < f->claims.count; i++) {
        const struct sr_read_claim *c = &w->r->claims[f->claims.items[i]];
        if (!is_step(w->r, c, f)) continue;
        write_entry(w, c);
        steps++;
    }
    if (!steps && f->claims.count) write_entry(w, &w->r->claims[f->claims.items[0]]);
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

static void write_roles(struct writer *w) {
    sr_json_key(&w->j, "roles");
    sr_json_open(&w->j, '{');
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        open_list(w, sr_role_name(k));
        for (uint32_t i = 0; i < w->incident->roles[k].count; i++) sr_json_str(&w->j, w->incident->roles[k].items[i]);
        sr_json_close(&w->j, ']');
    }
    sr_json_close(&w->j, '}');
}

static void write_incident(struct writer *w, uint32_t index, uint32_t nth) {
    sr_json_open(&w->j, '{');
    key_str(w, "schema", SR_STR("sitrep-incident/1"));
    write_id(w, nth);
    key_str(w, "kind", sr_str_c(sr_incident_kind_name(w->incident->kind)));
    key_str(w, "begin", w->incident->begin);
    key_str(w, "end", w->incident->end);
    write_place(w);
    open_list(w, "documents");
    sr_json_str(&w->j, w->r->document);
    sr_json_close(&w->j, ']');
    open_list(w, "figures");
    for (uint32_t i = 0; i < w->incident->figure_count; i++) write_figure(w, &w->incident->figures[i]);
    sr_json_close(&w->j, ']');
    write_roles(w);
    open_list(w, "claims");
    for (uint32_t i = 0; i < w->r->claim_count; i++) {
        if (w->r->claims[i].incident != index) continue;
        sr_json_open(&w->j, '{');
        key_str(w, "document", w->r->document);
        key_str(w, "claim", w->r->claims[i].id);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
    sr_buf_char(w->j.out, '\n');
}

enum sr_status sr_merger_add(struct sr_merger *m, struct sr_str line, struct sr_err *err) {
    struct sr_read_record record;
    sr_arena_reset(&m->arena);
    enum sr_status status = sr_record_read(m->schema, line, &m->arena, &record, err);
    if (status) return status;
    size_t before = m->ready.size;
    for (uint32_t i = 0, nth = 0; i < record.incident_count; i++) {
        struct writer w = {.j = {&m->ready, false}, .r = &record, .incident = &record.incidents[i]};
        if (w.incident->main) write_incident(&w, i, nth++);
    }
    if (!m->ready.failed) return SR_OK;
    m->ready.size = before;
    m->ready.failed = false;
    return sr_fail_memory(err, "writing an incident");
}

enum sr_status sr_merger_take(struct sr_merger *m, bool end, struct sr_buf *out, struct sr_err *err) {
    (void)end; /* an incident is finished when its document is */
    size_t before = out->size;
    sr_buf_add(out, m->ready.p, m->ready.size);
    if (out->failed) {
        out->size = before;
        return sr_fail_memory(err, "writing incidents");
    }
    sr_buf_clear(&m->ready);
    return SR_OK;
}
