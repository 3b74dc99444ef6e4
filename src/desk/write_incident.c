/* write_incident.c: an incident's row, its page, and a document's. */
#include "desk/estimate.h"
#include "desk/labels.h"
#include "desk/parts.h"
#include "desk/write.h"

static void put_place(struct sr_writer *w) {
    const json_t *place = json_object_get(w->view->json, "place");
    const struct sr_store_incident *i = &w->view->incident;
    sr_json_key(&w->j, "place");
    if (!json_is_object(place) || !i->place.p) {
        sr_json_null(&w->j);
        return;
    }
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "name", i->place);
    sr_json_key_str(&w->j, "country", i->country);
    sr_json_key(&w->j, "lat");
    if (i->has_point) sr_json_real(&w->j, i->lat, 5);
    else sr_json_null(&w->j);
    sr_json_key(&w->j, "lon");
    if (i->has_point) sr_json_real(&w->j, i->lon, 5);
    else sr_json_null(&w->j);
    sr_json_key_str(&w->j, "zone", w->view->zone);
    sr_json_close(&w->j, '}');
}

/* The title of its newest document that has one. */
static struct sr_str headline(const struct sr_view *v) {
    for (uint32_t i = v->document_count; i-- > 0;)
        if (v->documents[i].about->title.n && !v->documents[i].guest) return v->documents[i].about->title;
    return (struct sr_str){NULL, 0};
}

/* Whether it is over, as the newest document that says so has it. */
static struct sr_str phase(const struct sr_view *v) {
    for (uint32_t i = v->document_count; i-- > 0;) {
        size_t k;
        const json_t *incident;
        if (v->documents[i].guest) continue;
        json_array_foreach(json_object_get(v->documents[i].last.record, "incidents"), k, incident) {
            struct sr_str phase = sr_view_json(incident, "phase");
            if (json_is_true(json_object_get(incident, "main")) && phase.p) return phase;
        }
    }
    return (struct sr_str){NULL, 0};
}

static void put_brief(struct sr_writer *w, uint32_t figure) {
    const struct sr_store_figure *f = &w->view->figures.items[figure];
    struct sr_estimate e;
    if (!sr_estimate(w->view, w->lexicon, figure, w->rule, w->arena, &e)) {
        w->failed = true;
        return;
    }
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "key", sr_figure_key(w, figure));
    sr_json_key_str(&w->j, "label", sr_label_measure(w->lexicon, f->measure, f->state));
    sr_json_key_str(&w->j, "of_label", sr_label_facet(w->lexicon, w->arena, f->of));
    sr_json_key_int(&w->j, "low", e.low);
    sr_json_key_int(&w->j, "best", e.best);
    sr_json_key_int(&w->j, "high", e.high);
    sr_json_key_bool(&w->j, "disputed", e.disputed);
    sr_json_close(&w->j, '}');
}

void sr_show_row(struct sr_writer *w, int64_t first_seen) {
    const struct sr_view *v = w->view;
    const struct sr_store_incident *i = &v->incident;
    uint32_t documents = 0, origins = 0;
    for (uint32_t d = 0; d < v->document_count; d++) {
        documents += !v->documents[d].guest;
        origins += !v->documents[d].guest && !v->documents[d].about->reprint_of;
    }
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "id", sr_incident_name(w->arena, i->number));
    sr_json_key_str(&w->j, "kind", i->kind.p ? i->kind : SR_STR("other"));
    sr_json_key_str(&w->j, "headline", headline(v));
    put_place(w);
    sr_show_time(&w->j, "begin", i->begin, v->zone, "place", "told");
    sr_show_time(&w->j, "end", i->end, v->zone, "place", "told");
    sr_json_key_str(&w->j, "phase", phase(v));
    sr_json_key_int(&w->j, "documents", documents);
    sr_json_key_int(&w->j, "origins", origins);
    sr_json_key_open(&w->j, "figures", '[');
    for (uint32_t k = 0; k < v->figures.count; k++) put_brief(w, k);
    sr_json_close(&w->j, ']');
    sr_json_key_bool(&w->j, "disputed", i->disputed);
    sr_json_key_int(&w->j, "change", (int64_t)i->version);
    sr_json_key_str(&w->j, "changed", sr_instant(w->arena, i->changed_at));
    sr_json_key_str(&w->j, "first_seen", sr_instant(w->arena, first_seen));
    sr_json_key_int(&w->j, "edits", v->edits.count);
    sr_json_close(&w->j, '}');
}

/* ---- the page ---- */

static void put_also(struct sr_writer *w, const struct sr_store_changes *changes) {
    sr_json_key_open(&w->j, "also", '[');
    for (uint32_t i = 0; i < changes->count; i++)
        if (changes->items[i].kind == SR_CHANGE_JOINED && changes->items[i].other)
            sr_json_str(&w->j, sr_incident_name(w->arena, changes->items[i].other));
    sr_json_close(&w->j, ']');
}

/* A role's name, with how it is told and by whom in the first record that names it so. */
static void put_role(struct sr_writer *w, const char *role, struct sr_str name) {
    const json_t *found = NULL, *record = NULL;
    for (uint32_t d = 0; d < w->view->document_count && !found; d++) {
        record = w->view->documents[d].last.record;
        size_t i, k;
        const json_t *incident, *filler;
        if (w->view->documents[d].guest) continue;
        json_array_foreach(json_object_get(record, "incidents"), i, incident) {
            json_array_foreach(json_object_get(json_object_get(incident, "roles"), role), k, filler) {
                size_t e;
                const json_t *entity;
                json_array_foreach(json_object_get(record, "entities"), e,
                                   entity) if (!found &&
                                               sr_str_eq(sr_view_json(entity, "id"), sr_view_json(filler, "entity")) &&
                                               sr_str_eq(sr_view_json(entity, "name"), name)) found = filler;
            }
        }
    }
    sr_json_open(&w->j, '{');
    sr_json_key_c(&w->j, "role", role);
    sr_json_key_str(&w->j, "name", name);
    sr_json_key_str(&w->j, "as", sr_view_json(found, "as"));
    sr_json_key_open(&w->j, "sources", '[');
    size_t i, s;
    const json_t *id, *source;
    json_array_foreach(json_object_get(found, "sources"), i, id) {
        json_array_foreach(json_object_get(record, "sources"), s,
                           source) if (sr_str_eq(sr_view_json(source, "id"), sr_str_c(json_string_value(id))))
            sr_json_str(&w->j, sr_view_json(source, "name"));
    }
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

static void put_roles(struct sr_writer *w) {
    const char *role;
    json_t *names, *name;
    size_t i;
    sr_json_key_open(&w->j, "roles", '[');
    json_object_foreach(json_object_get(w->view->json, "roles"), role, names) {
        json_array_foreach(names, i, name) if (json_is_string(name))
            put_role(w, role, sr_str_c(json_string_value(name)));
    }
    sr_json_close(&w->j, ']');
}

/* The place of a record's incident, by its entity's name. */
static struct sr_str scene(const json_t *record, const json_t *incident) {
    size_t i;
    const json_t *p;
    struct sr_str entity = sr_view_json(json_object_get(incident, "place"), "entity");
    json_array_foreach(json_object_get(record, "places"), i,
                       p) if (entity.p && sr_str_eq(sr_view_json(p, "entity"), entity)) return sr_view_json(p, "name");
    return (struct sr_str){NULL, 0};
}

static void put_background_of(struct sr_writer *w, const struct sr_view_document *d, const json_t *incident) {
    struct sr_str kind = sr_view_json(incident, "kind"), id = sr_view_json(incident, "id");
    sr_json_open(&w->j, '{');
    sr_json_key_str(&w->j, "kind", kind.p ? kind : SR_STR("other"));
    sr_json_key_str(&w->j, "place", scene(d->last.record, incident));
    sr_json_key_str(&w->j, "begin", sr_view_json(incident, "begin"));
    sr_json_key_str(&w->j, "document", sr_arena_printf(w->arena, "%llu", (unsigned long long)d->about->number));
    sr_json_key_open(&w->j, "claims", '[');
    for (uint32_t i = 0; i < w->view->claim_count; i++) {
        const struct sr_view_claim *c = &w->view->claims[i];
        if (c->document == d && !c->claim->incident && !c->claim->withdrawn &&
            sr_str_eq(sr_view_json(c->read, "incident"), id))
            sr_json_str(&w->j, sr_view_claim_key(w->arena, c->claim->document, c->claim->id));
    }
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

static void put_background(struct sr_writer *w) {
    sr_json_key_open(&w->j, "background", '[');
    for (uint32_t d = 0; d < w->view->document_count; d++) {
        size_t i;
        const json_t *incident;
        if (w->view->documents[d].about->reprint_of || w->view->documents[d].guest) continue;
        json_array_foreach(json_object_get(w->view->documents[d].last.record, "incidents"), i, incident) {
            if (!json_is_true(json_object_get(incident, "main")))
                put_background_of(w, &w->view->documents[d], incident);
        }
    }
    sr_json_close(&w->j, ']');
}

static void put_claims(struct sr_writer *w) {
    sr_json_key_open(&w->j, "claims", '[');
    for (uint32_t i = 0; i < w->view->claim_count; i++) sr_show_claim(w, &w->view->claims[i]);
    sr_json_close(&w->j, ']');
}

void sr_show_incident(struct sr_writer *w, const struct sr_store_changes *changes) {
    sr_json_open(&w->j, '{');
    sr_json_key(&w->j, "summary");
    sr_show_row(w, changes->count ? changes->items[0].at : w->view->incident.changed_at);
    put_also(w, changes);
    put_roles(w);
    sr_json_key(&w->j, "places");
    sr_show_places(w);
    sr_json_key(&w->j, "figures");
    sr_show_figures(w);
    sr_json_key(&w->j, "ledger");
    sr_show_ledger(w);
    sr_json_key(&w->j, "timeline");
    sr_show_timeline(w, changes);
    put_claims(w);
    sr_json_key_open(&w->j, "documents", '[');
    for (uint32_t i = 0; i < w->view->document_count; i++) sr_show_document_row(w, &w->view->documents[i]);
    sr_json_close(&w->j, ']');
    put_background(w);
    sr_json_key_open(&w->j, "edits", '[');
    for (uint32_t i = 0; i < w->view->edits.count; i++) sr_show_edit(w, &w->view->edits.items[i]);
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}

void sr_show_document(struct sr_writer *w, const struct sr_store_version *versions, uint32_t count) {
    const struct sr_view_document *d = &w->view->documents[0];
    sr_json_open(&w->j, '{');
    sr_json_key(&w->j, "about");
    sr_show_document_row(w, d);
    sr_json_key_str(&w->j, "text", d->last.text);
    sr_json_key_str(&w->j, "text_sha256", sr_view_json(json_object_get(d->last.record, "document"), "text_sha256"));
    put_claims(w);
    sr_json_key_open(&w->j, "incidents", '[');
    if (d->about->incident) sr_json_str(&w->j, sr_incident_name(w->arena, d->about->incident));
    sr_json_close(&w->j, ']');
    sr_json_key_open(&w->j, "revisions", '[');
    for (uint32_t i = 0; i < count; i++) {
        sr_json_open(&w->j, '{');
        sr_json_key_int(&w->j, "revision", versions[i].version);
        sr_json_key_str(&w->j, "received", sr_instant(w->arena, versions[i].at));
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
    sr_json_close(&w->j, '}');
}
