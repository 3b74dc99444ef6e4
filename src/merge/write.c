#include "merge/write.h"

#include "base/utf8.h"
#include "record/json.h"

struct writer {
    struct sr_json j;
    const struct sr_incident_out *in;
    struct sr_arena *scratch;
    bool failed;
};

/* Which of several values most documents give: of equals the first. The index of the first document that gives it, or
 * SR_NONE. */
static uint32_t commonest(struct writer *w, struct sr_str (*of)(const struct sr_kept *, struct sr_arena *)) {
    struct sr_map at = {0};
    uint32_t best = SR_NONE, most = 0;
    uint32_t *counts = sr_arena_alloc(w->scratch, w->in->count, sizeof *counts);
    if (!counts) w->failed = true;
    for (uint32_t i = 0; counts && i < w->in->count; i++) {
        struct sr_str value = of(w->in->documents[i], w->scratch);
        if (!value.p) continue;
        uint32_t first = sr_map_get(&at, value);
        if (first == SR_NONE && !sr_map_set(&at, w->scratch, value, first = i)) w->failed = true;
        counts[first]++;
    }
    for (uint32_t i = 0; counts && i < w->in->count; i++) {
        if (counts[i] <= most) continue;
        most = counts[i];
        best = i;
    }
    return best;
}

static struct sr_str kind_of(const struct sr_kept *k, struct sr_arena *arena) {
    (void)arena;
    return k->has_incident ? sr_str_c(sr_incident_kind_name(k->kind)) : (struct sr_str){NULL, 0};
}

static struct sr_str day_of(const struct sr_kept *k, struct sr_arena *arena) {
    (void)arena;
    if (!k->begin.p || k->member.begin_day == SR_NO_DAY) return (struct sr_str){NULL, 0};
    return (struct sr_str){k->begin.p, k->begin.n < 10 ? k->begin.n : 10};
}

static struct sr_str begin_of(const struct sr_kept *k, struct sr_arena *arena) {
    (void)arena;
    return k->begin;
}

static struct sr_str place_of(const struct sr_kept *k, struct sr_arena *arena) {
    if (!k->has_place) return (struct sr_str){NULL, 0};
    if (k->place.geonameid != SR_READ_UNKNOWN) return sr_arena_printf(arena, "%lld", (long long)k->place.geonameid);
    return sr_arena_printf(arena, "%s %.*s", k->place.country, (int)k->place.name.n, k->place.name.p);
}

/* The day that most documents give, as exactly as any of them that gives it; its end by the last that tells one. */
static void write_dates(struct writer *w) {
    uint32_t at = commonest(w, day_of);
    if (at == SR_NONE) at = commonest(w, begin_of);
    struct sr_str begin = {NULL, 0}, end = {NULL, 0};
    for (uint32_t i = 0; at != SR_NONE && i < w->in->count; i++) {
        const struct sr_kept *k = w->in->documents[i], *first = w->in->documents[at];
        if (k->member.begin_day != first->member.begin_day || !k->begin.p) continue;
        if (k->begin.n > begin.n) begin = k->begin;
        if (k->end.p) end = k->end;
    }
    sr_json_key_str(&w->j, "begin", begin);
    sr_json_key_str(&w->j, "end", end);
}

static void write_place(struct writer *w) {
    uint32_t at = commonest(w, place_of);
    sr_json_key(&w->j, "place");
    if (at == SR_NONE) {
        sr_json_null(&w->j);
        return;
    }
    const struct sr_read_place *p = &w->in->documents[at]->place;
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "name", p->name);
    sr_json_key_str(&w->j, "country", p->country[0] ? sr_str_c(p->country) : (struct sr_str){NULL, 0});
    sr_json_key(&w->j, "lat");
    if (p->has_point) sr_json_real(&w->j, p->lat, 5);
    else sr_json_null(&w->j);
    sr_json_key(&w->j, "lon");
    if (p->has_point) sr_json_real(&w->j, p->lon, 5);
    else sr_json_null(&w->j);
    sr_json_key_int(&w->j, "geonameid", p->geonameid);
    sr_json_close(&w->j, '}');
}

/* {"document", "claim"} of a step, or null. */
static void key_step(struct writer *w, const char *key, const struct sr_course *course, uint32_t step) {
    sr_json_key(&w->j, key);
    if (step == SR_NONE) {
        sr_json_null(&w->j);
        return;
    }
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "document", course->steps[step].document->document);
    sr_json_key_str(&w->j, "claim", course->steps[step].claim->id);
    sr_json_close(&w->j, '}');
}

static void write_form(struct writer *w, const struct sr_kept_claim *c) {
    sr_json_key_int(&w->j, "low", c->low);
    sr_json_key_int(&w->j, "high", c->high);
    sr_json_key_int(&w->j, "value", c->value);
    sr_json_key_c(&w->j, "hedge", sr_hedge_name(c->hedge));
}

static void write_step(struct writer *w, const struct sr_course *course, const struct sr_step *s) {
    const struct sr_kept_claim *c = s->claim;
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "at", c->at);
    write_form(w, c);
    sr_json_key_str(&w->j, "document", s->document->document);
    sr_json_key_int(&w->j, "version", s->version->version);
    sr_json_key_str(&w->j, "claim", c->id);
    sr_json_key_open(&w->j, "sources", '[');
    for (uint32_t i = 0; i < c->source_count; i++) sr_json_str(&w->j, c->sources[i]);
    sr_json_close(&w->j, ']');
    sr_json_key_c(&w->j, "change", sr_step_change_name(s->change));
    key_step(w, "supersedes", course, s->supersedes);
    key_step(w, "takes_up", course, s->takes_up);
    sr_json_key_open(&w->j, "warnings", '[');
    for (uint32_t i = 0; i < SR_STEP_WARNING_COUNT; i++)
        if (s->warnings >> i & 1) sr_json_c(&w->j, sr_step_warning_name(i));
    sr_json_close(&w->j, ']');
    sr_json_key_bool(&w->j, "withdrawn", s->withdrawn_by != NULL);
    sr_json_key_str(&w->j, "withdrawn_at", s->withdrawn_by ? s->withdrawn_by->published : (struct sr_str){NULL, 0});
    sr_json_close(&w->j, '}');
}

/* What one speaker says; its source null for a document's own voice, which is its outlet's. */
static void write_entry(struct writer *w, const struct sr_course *course, const struct sr_entry *p) {
    const struct sr_step *s = &course->steps[p->step];
    struct sr_str none = {NULL, 0};
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "source", s->claim->source_count ? s->claim->sources[0] : none);
    sr_json_key_str(&w->j, "outlet", s->claim->source_count ? none : s->document->outlet);
    write_form(w, s->claim);
    sr_json_key_str(&w->j, "since", s->claim->at);
    bool replaced = p->until != SR_NONE;
    sr_json_key_str(&w->j, "until",
                    replaced          ? course->steps[p->until].claim->at
                    : p->withdrawn_by ? p->withdrawn_by->published
                                      : none);
    sr_json_key_str(&w->j, "ended", replaced ? SR_STR("superseded") : p->withdrawn_by ? SR_STR("withdrawn") : none);
    sr_json_key_str(&w->j, "document", s->document->document);
    sr_json_key_str(&w->j, "claim", s->claim->id);
    sr_json_key_int(&w->j, "documents", p->documents);
    sr_json_close(&w->j, '}');
}

static void write_course(struct writer *w, const struct sr_course *c) {
    sr_json_open(&w->j, '{');
    sr_json_key_c(&w->j, "measure", sr_measure_name(c->measure));
    sr_json_key_str(&w->j, "of", c->of);
    sr_json_key_str(&w->j, "state", c->state);
    sr_json_key_str(&w->j, "rule", c->rule);
    sr_json_key_int(&w->j, "low", c->low);
    sr_json_key_int(&w->j, "high", c->high);
    sr_json_key_int(&w->j, "best", c->best);
    sr_json_key_bool(&w->j, "disputed", c->disputed);
    sr_json_key(&w->j, "includes_perpetrators");
    if (c->includes_perpetrators < 0) sr_json_null(&w->j);
    else sr_json_bool(&w->j, c->includes_perpetrators == 1);
    sr_json_key_int(&w->j, "origins", c->origins);
    sr_json_key_open(&w->j, "ledger", '[');
    for (uint32_t i = 0; i < c->ledger_count; i++) write_entry(w, c, &c->ledger[i]);
    sr_json_close(&w->j, ']');
    sr_json_key_open(&w->j, "history", '[');
    for (uint32_t i = 0; i < c->step_count; i++) write_step(w, c, &c->steps[i]);
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

/* The versions of each document that has several, oldest first. */
static void write_versions(struct writer *w) {
    sr_json_key_open(&w->j, "versions", '[');
    for (uint32_t d = 0; d < w->in->count; d++) {
        const struct sr_kept *newest = w->in->documents[d];
        for (uint32_t n = 1; newest->older && n <= newest->version; n++) {
            const struct sr_kept *v = newest;
            while (v->version > n) v = v->older;
            sr_json_open(&w->j, '{');
            sr_json_key_str(&w->j, "document", newest->document);
            sr_json_key_int(&w->j, "version", n);
            sr_json_key_str(&w->j, "published", v->published);
            sr_json_key_str(&w->j, "text_sha256", v->sha256);
            sr_json_close(&w->j, '}');
        }
    }
    sr_json_close(&w->j, ']');
}

/* A role's names over all documents, each once, however it is written. */
static void write_role(struct writer *w, uint32_t role) {
    struct sr_map seen = {0};
    sr_json_key_open(&w->j, sr_role_name(role), '[');
    for (uint32_t d = 0; d < w->in->count; d++) {
        const struct sr_read_names *names = &w->in->documents[d]->roles[role];
        for (uint32_t i = 0; i < names->count; i++) {
            struct sr_str f = sr_fold(w->scratch, names->items[i]);
            if (!f.p) w->failed = true;
            if (!f.p || sr_map_get(&seen, f) != SR_NONE) continue;
            if (!sr_map_set(&seen, w->scratch, f, 1)) w->failed = true;
            sr_json_str(&w->j, names->items[i]);
        }
    }
    sr_json_close(&w->j, ']');
}

static void write_claims(struct writer *w) {
    sr_json_key_open(&w->j, "claims", '[');
    for (uint32_t d = 0; d < w->in->count; d++) {
        for (uint32_t i = 0; i < w->in->documents[d]->claim_count; i++) {
            sr_json_open(&w->j, '{');
            sr_json_key_str(&w->j, "document", w->in->documents[d]->document);
            sr_json_key_str(&w->j, "claim", w->in->documents[d]->claims[i]);
            sr_json_close(&w->j, '}');
        }
    }
    sr_json_close(&w->j, ']');
}

enum sr_status sr_write_incident(const struct sr_incident_out *in, struct sr_arena *scratch, struct sr_buf *out,
                                 struct sr_err *err) {
    struct writer w = {.j = {out, false}, .in = in, .scratch = scratch};
    struct sr_courses courses;
    enum sr_status status = sr_courses(in->rules, in->documents, in->count, scratch, &courses, err);
    if (status) return status;
    sr_json_open(&w.j, '{');
    sr_json_key_str(&w.j, "schema", SR_STR("sitrep-incident/1"));
    sr_json_key_str(&w.j, "id", in->id);
    uint32_t kind = commonest(&w, kind_of);
    sr_json_key_str(&w.j, "kind", kind == SR_NONE ? (struct sr_str){NULL, 0} : kind_of(in->documents[kind], scratch));
    write_dates(&w);
    write_place(&w);
    sr_json_key_open(&w.j, "documents", '[');
    for (uint32_t i = 0; i < in->count; i++) sr_json_str(&w.j, in->documents[i]->document);
    sr_json_close(&w.j, ']');
    write_versions(&w);
    sr_json_key_open(&w.j, "figures", '[');
    for (uint32_t i = 0; i < courses.count; i++) write_course(&w, &courses.items[i]);
    sr_json_close(&w.j, ']');
    sr_json_key(&w.j, "roles");
    sr_json_open(&w.j, '{');
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) write_role(&w, k);
    sr_json_close(&w.j, '}');
    write_claims(&w);
    sr_json_close(&w.j, '}');
    sr_buf_char(out, '\n');
    return w.failed || out->failed ? sr_fail_memory(err, "writing an incident") : SR_OK;
}
