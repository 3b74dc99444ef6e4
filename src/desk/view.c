#include "desk/view.h"

#include "base/date.h"
#include "base/utf8.h"
#include "record/read.h"

struct sr_str sr_view_json(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) return (struct sr_str){NULL, 0};
    return (struct sr_str){json_string_value(value), (uint32_t)json_string_length(value)};
}

struct sr_str sr_view_key(struct sr_arena *arena, struct sr_str measure, struct sr_str of, struct sr_str state) {
    if (!of.n && !state.n) return measure;
    return sr_arena_printf(arena, "%.*s/%.*s%s%.*s", (int)measure.n, measure.p, (int)of.n, of.n ? of.p : "",
                           state.n ? "/" : "", (int)state.n, state.n ? state.p : "");
}

struct sr_str sr_view_claim_key(struct sr_arena *arena, uint64_t document, struct sr_str claim) {
    return sr_arena_printf(arena, "%llu:%.*s", (unsigned long long)document, (int)claim.n, claim.p);
}

struct sr_str sr_view_words(const struct sr_view_text *t, uint32_t start, uint32_t end) {
    if (end > t->characters) end = t->characters;
    if (start >= end) return SR_STR("");
    return (struct sr_str){t->text.p + t->bytes[start], t->bytes[end] - t->bytes[start]};
}

struct sr_amount sr_view_amount(const struct sr_store_claim *c) {
    return (struct sr_amount){c->low, c->high, c->value, (uint8_t)sr_hedge_from(c->hedge)};
}

const struct sr_view_document *sr_view_find(const struct sr_view *view, struct sr_str id) {
    for (uint32_t i = 0; i < view->document_count; i++)
        if (sr_str_eq(view->documents[i].about->id, id)) return &view->documents[i];
    return NULL;
}

/* ---- loading ---- */

struct loader {
    struct sr_store *store;
    struct sr_arena *arena;
    struct sr_view *view;
    SR_VEC(struct sr_view_claim) claims;
    SR_VEC(json_t *) kept;
    struct sr_err *err;
};

static enum sr_status keep(struct loader *l, struct sr_str line, json_t **value) {
    enum sr_status status = sr_json_load(line, value, l->err);
    if (status) return status;
    if (!SR_PUSH(l->arena, l->kept, *value)) {
        json_decref(*value);
        return sr_fail_memory(l->err, "a record");
    }
    l->view->kept = l->kept.items;
    l->view->kept_count = l->kept.count;
    return SR_OK;
}

static enum sr_status load_text(struct loader *l, const struct sr_store_version *v, struct sr_view_text *out) {
    *out = (struct sr_view_text){.version = v->version, .versions = v->versions};
    enum sr_status status = keep(l, v->record, &out->record);
    if (status) return status;
    out->text = sr_view_json(json_object_get(out->record, "document"), "text");
    if (!out->text.p) out->text = SR_STR("");
    out->characters = sr_count_codepoints(out->text.p, out->text.n);
    uint32_t *bytes = sr_arena_alloc(l->arena, (size_t)out->characters + 1, sizeof *bytes);
    if (!bytes) return sr_fail_memory(l->err, "a text");
    uint32_t at = 0, size;
    for (uint32_t i = 0; i < out->characters; i++, at += size) {
        bytes[i] = at;
        (void)sr_utf8_at(out->text.p + at, out->text.p + out->text.n, &size);
    }
    bytes[out->characters] = out->text.n;
    out->bytes = bytes;
    return SR_OK;
}

/* The entry of a record's list whose id it is; NULL when there is none. */
static const json_t *by_id(const json_t *record, const char *list, struct sr_str id) {
    size_t i;
    const json_t *item, *items = json_object_get(record, list);
    json_array_foreach(items, i, item) if (sr_str_eq(sr_view_json(item, "id"), id)) return item;
    return NULL;
}

static bool add_speakers(struct loader *l, struct sr_view_claim *c, const json_t *record) {
    SR_VEC(struct sr_view_speaker) speakers = {0};
    SR_VEC(uint32_t) links = {0};
    size_t i, k;
    const json_t *link, *id;
    json_array_foreach(json_object_get(c->read, "chain"), i, link) {
        json_array_foreach(json_object_get(link, "speakers"), k, id) {
            const json_t *s = by_id(record, "sources", sr_str_c(json_string_value(id)));
            struct sr_view_speaker speaker = {sr_view_json(s, "name"), sr_view_json(s, "kind"),
                                              json_is_true(json_object_get(s, "anonymous"))};
            if (!speaker.name.p || !speaker.kind.p) continue;
            if (!SR_PUSH(l->arena, speakers, speaker) || !SR_PUSH(l->arena, links, (uint32_t)i)) return false;
        }
    }
    c->speakers = speakers.items;
    c->links = links.items;
    c->speaker_count = speakers.count;
    return true;
}

/* Whom the figures are grouped by; the innermost speaker, as an editor named it, else as it was read. */
static void set_first(struct sr_view_claim *c) {
    const struct sr_store_document *d = c->document->about;
    if (c->speaker_count) c->first = c->speakers[0];
    else c->first = (struct sr_view_speaker){d->outlet.n ? d->outlet : SR_STR("this report"), SR_STR("outlet"), false};
    if (c->claim->standing != SR_CLAIM_CORRECTED || !c->claim->speaker.p) return;
    if (!sr_str_eq(c->first.name, c->claim->speaker))
        c->first = (struct sr_view_speaker){c->claim->speaker, SR_STR("other"), false};
}

/* The facet as figures name it: as src/reconcile/reconcile.c does, for a claim that is no step of a figure. */
static struct sr_str facet_of(struct sr_arena *arena, const struct sr_store_claim *c) {
    if (c->nationality.n) return sr_arena_printf(arena, "nationality=%.*s", (int)c->nationality.n, c->nationality.p);
    if (c->age.n && !sr_str_is(c->age, "adults")) return sr_arena_printf(arena, "age=%.*s", (int)c->age.n, c->age.p);
    if (sr_str_is(c->side, "perpetrators") && !sr_str_is(c->measure, "perpetrators"))
        return SR_STR("side=perpetrators");
    if (sr_str_is(c->side, "security-forces")) return SR_STR("side=security-forces");
    return (struct sr_str){NULL, 0};
}

static bool same(struct sr_str a, struct sr_str b) {
    return (!a.n && !b.n) || sr_str_eq(a, b);
}

/* The figure that a claim is a step of. A claim that is no step of any (a repetition, a part) is told with the figure
 * of its measure and facet. */
static void find_figure(struct loader *l, struct sr_view_claim *c) {
    const struct sr_store_figures *f = &l->view->figures;
    bool elsewhere = c->claim->incident && !c->counts;
    c->figure = SR_NONE;
    c->facet = facet_of(l->arena, c->claim);
    for (uint32_t i = 0; i < f->count && !elsewhere; i++) {
        if (!sr_str_eq(f->items[i].measure, c->claim->measure) || !same(f->items[i].state, c->claim->state)) continue;
        if (same(f->items[i].of, c->facet)) c->figure = i;
        for (uint32_t k = 0; k < f->items[i].step_count; k++) {
            const struct sr_store_step *s = &f->items[i].steps[k];
            if (!sr_str_eq(s->claim, c->claim->id) || !sr_str_eq(s->document, c->document->about->id)) continue;
            c->figure = i;
            c->facet = f->items[i].of;
            return;
        }
    }
}

static void set_time(struct sr_view_claim *c) {
    struct sr_date date;
    c->at = sr_view_json(c->read, "as_of");
    if (!c->at.p) c->at = sr_view_json(json_object_get(c->text.record, "document"), "published");
    c->seconds = c->at.p && sr_date_parse(c->at, &date) ? sr_date_seconds(&date) : INT64_MAX;
}

/* A claim that a later version no longer makes is shown in the words of the last version that made it. */
static enum sr_status text_of(struct loader *l, const struct sr_view_document *d, uint32_t version,
                              struct sr_view_text *earlier, struct sr_view_text *out) {
    *out = d->last;
    if (version == d->last.version) return SR_OK;
    if (earlier->version != version) {
        struct sr_store_document about;
        struct sr_store_version v;
        enum sr_status status = sr_store_version(l->store, d->about->number, version, l->arena, &about, &v, l->err);
        if (!status) status = load_text(l, &v, earlier);
        if (status) return status;
    }
    *out = *earlier;
    return SR_OK;
}

static enum sr_status load_claims(struct loader *l, struct sr_view_document *d) {
    struct sr_store_claims found;
    struct sr_view_text earlier = {0};
    uint64_t shown = l->view->incident.number;
    enum sr_status status = sr_store_claims(l->store, 0, d->about->number, l->arena, &found, l->err);
    for (uint32_t i = 0; !status && i < found.count; i++) {
        struct sr_view_claim c = {.claim = &found.items[i], .document = d};
        c.counts = c.claim->incident && c.claim->incident == (shown ? shown : d->about->incident);
        if (d->guest && !c.counts) continue;
        status = text_of(l, d, c.claim->version, &earlier, &c.text);
        if (status) break;
        d->claims += !c.claim->withdrawn;
        c.read = by_id(c.text.record, "claims", c.claim->id);
        bool kept = add_speakers(l, &c, c.text.record);
        set_first(&c);
        set_time(&c);
        find_figure(l, &c);
        if (!kept || !SR_PUSH(l->arena, l->claims, c)) status = sr_fail_memory(l->err, "the claims");
    }
    l->view->claims = l->claims.items;
    l->view->claim_count = l->claims.count;
    return status;
}

/* The zone of the incident's place, from the first record that tells it. */
static void find_zone(struct sr_view *view) {
    const json_t *place = json_object_get(view->json, "place");
    int64_t id = json_integer_value(json_object_get(place, "geonameid"));
    struct sr_str name = sr_view_json(place, "name");
    for (uint32_t d = 0; d < view->document_count && !view->zone.p; d++) {
        size_t i;
        const json_t *p;
        if (view->documents[d].guest) continue;
        json_array_foreach(json_object_get(view->documents[d].last.record, "places"), i, p) {
            bool is = id ? json_integer_value(json_object_get(p, "geonameid")) == id
                         : name.p && sr_str_eq(sr_view_json(p, "name"), name);
            if (is && !view->zone.p) view->zone = sr_view_json(p, "zone");
        }
    }
}

/* The documents of other incidents whose claims were given to this one, behind its own. */
static enum sr_status find_guests(struct loader *l, struct sr_store_documents *found) {
    struct sr_store_claims claims;
    SR_VEC(struct sr_store_document) all = {0};
    enum sr_status status = sr_store_claims(l->store, l->view->incident.number, 0, l->arena, &claims, l->err);
    for (uint32_t i = 0; !status && i < found->count; i++)
        if (!SR_PUSH(l->arena, all, found->items[i])) status = sr_fail_memory(l->err, "the documents");
    for (uint32_t i = 0; !status && i < claims.count; i++) {
        struct sr_store_documents one = {0};
        bool there = i && claims.items[i - 1].document == claims.items[i].document;
        for (uint32_t k = 0; k < all.count && !there; k++) there = all.items[k].number == claims.items[i].document;
        if (there) continue;
        status = sr_store_documents(l->store, 0, claims.items[i].document - 1, 1, l->arena, &one, l->err);
        if (!status && one.count && !SR_PUSH(l->arena, all, one.items[0]))
            status = sr_fail_memory(l->err, "the documents");
    }
    *found = (struct sr_store_documents){all.items, all.count};
    return status;
}

/* The edits of a guest's claims stand in its own incident's log. */
static enum sr_status add_edits(struct loader *l, const struct sr_store_document *guest) {
    struct sr_store_edits its, *edits = &l->view->edits;
    enum sr_status status = sr_store_edits(l->store, 0, guest->incident, UINT32_MAX, l->arena, &its, l->err);
    if (status || !guest->incident) return status;
    struct sr_store_edit *all = sr_arena_alloc(l->arena, (size_t)edits->count + its.count + 1, sizeof *all);
    if (!all) return sr_fail_memory(l->err, "the edits");
    uint32_t own = 0, other = 0, count = 0;
    while (own < edits->count || other < its.count) { /* both are in the order of their numbers */
        bool first = other == its.count || (own < edits->count && edits->items[own].number < its.items[other].number);
        const struct sr_store_edit *e = first ? &edits->items[own++] : &its.items[other++];
        if (first || (e->document == guest->number && e->claim.n)) all[count++] = *e;
    }
    *edits = (struct sr_store_edits){all, count};
    return SR_OK;
}

static enum sr_status load_documents(struct loader *l, const struct sr_store_documents *found) {
    struct sr_view_document *docs = sr_arena_alloc(l->arena, (size_t)found->count + 1, sizeof *docs);
    enum sr_status status = docs ? SR_OK : sr_fail_memory(l->err, "the documents");
    l->view->documents = docs;
    for (uint32_t i = 0; !status && i < found->count; i++) {
        struct sr_store_document about;
        struct sr_store_version v;
        docs[i].about = &found->items[i];
        docs[i].guest = found->items[i].incident != l->view->incident.number;
        if (docs[i].guest) status = add_edits(l, docs[i].about);
        if (!status) status = sr_store_version(l->store, found->items[i].number, 0, l->arena, &about, &v, l->err);
        if (!status) status = load_text(l, &v, &docs[i].last);
        if (!status) l->view->document_count = i + 1;
        if (!status) status = load_claims(l, &docs[i]);
    }
    return status;
}

enum sr_status sr_view_incident(struct sr_store *store, uint64_t number, struct sr_arena *arena, struct sr_view *view,
                                struct sr_err *err) {
    *view = (struct sr_view){0};
    struct loader l = {.store = store, .arena = arena, .view = view, .err = err};
    struct sr_store_documents found;
    enum sr_status status = sr_store_incident(store, number, arena, &view->incident, err);
    number = view->incident.number;
    if (!status) status = keep(&l, view->incident.json, &view->json);
    if (!status) status = sr_store_figures(store, number, arena, &view->figures, err);
    if (!status) status = sr_store_edits(store, 0, number, UINT32_MAX, arena, &view->edits, err);
    if (!status) status = sr_store_documents(store, number, 0, UINT32_MAX, arena, &found, err);
    if (!status) status = find_guests(&l, &found);
    if (!status) status = load_documents(&l, &found);
    if (!status) find_zone(view);
    return status;
}

enum sr_status sr_view_document(struct sr_store *store, uint64_t number, uint32_t version, struct sr_arena *arena,
                                struct sr_view *view, struct sr_err *err) {
    *view = (struct sr_view){0};
    struct loader l = {.store = store, .arena = arena, .view = view, .err = err};
    struct sr_store_document *about = sr_arena_alloc(arena, 1, sizeof *about);
    struct sr_view_document *d = sr_arena_alloc(arena, 1, sizeof *d);
    struct sr_store_version v;
    if (!about || !d) return sr_fail_memory(err, "a document");
    enum sr_status status = sr_store_version(store, number, version, arena, about, &v, err);
    d->about = about;
    if (!status) status = load_text(&l, &v, &d->last);
    view->documents = d;
    view->document_count = status ? 0 : 1;
    if (!status && about->incident) status = sr_store_figures(store, about->incident, arena, &view->figures, err);
    if (!status && about->incident)
        status = sr_store_edits(store, 0, about->incident, UINT32_MAX, arena, &view->edits, err);
    if (!status) status = load_claims(&l, d);
    return status;
}

void sr_view_release(struct sr_view *view) {
    for (uint32_t i = 0; i < view->kept_count; i++) json_decref(view->kept[i]);
    view->kept_count = 0;
}
