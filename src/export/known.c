#include "export/known.h"

#include "export/value.h"

struct sr_str sr_known_key(struct sr_arena *arena, struct sr_str document, struct sr_str claim) {
    return sr_arena_printf(arena, "%.*s\n%.*s", (int)document.n, document.p, (int)claim.n, claim.p);
}

static bool keep(struct sr_arena *arena, const json_t *object, const char *key, struct sr_str *out) {
    struct sr_str s = sr_value_str(object, key);
    *out = s.p ? sr_arena_str(arena, s) : s;
    return !s.p || out->p;
}

static const json_t *main_place(const json_t *record) {
    const json_t *incidents = json_object_get(record, "incidents");
    for (size_t i = 0; i < json_array_size(incidents); i++) {
        const json_t *incident = json_array_get(incidents, i);
        if (!sr_value_true(incident, "main")) continue;
        struct sr_str entity = sr_value_str(json_object_get(incident, "place"), "entity");
        return sr_value_find(json_object_get(record, "places"), "entity", entity);
    }
    return NULL;
}

static bool add_kinds(struct sr_known *known, struct sr_arena *arena, const json_t *record, struct sr_str document) {
    const json_t *claims = json_object_get(record, "claims"), *sources = json_object_get(record, "sources");
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = json_array_get(claims, i);
        if (!sr_str_is(sr_value_str(claim, "measure"), "killed")) continue;
        const json_t *first = sr_value_find(sources, "id", sr_item_str(json_object_get(claim, "sources"), 0));
        uint32_t kind = first ? sr_source_kind_from(sr_value_str(first, "kind")) : SR_SOURCE_COUNT;
        struct sr_str key = sr_known_key(arena, document, sr_value_str(claim, "id"));
        if (!key.p || !sr_map_set(&known->kinds, arena, key, kind)) return false;
    }
    return true;
}

bool sr_known_add(struct sr_known *known, struct sr_arena *arena, const json_t *record) {
    const json_t *document = json_object_get(record, "document"), *place = main_place(record);
    struct sr_known_document d = {.precision = SR_READ_UNKNOWN};
    bool ok = keep(arena, document, "id", &d.id) && keep(arena, document, "title", &d.title) &&
              keep(arena, document, "outlet", &d.outlet) && keep(arena, document, "url", &d.url) &&
              keep(arena, document, "published", &d.published);
    if (place) {
        ok = ok && keep(arena, place, "name", &d.scene);
        d.precision = sr_value_int(place, "precision");
    }
    ok = ok && add_kinds(known, arena, record, d.id);
    if (!ok) return false;
    uint32_t at = sr_map_get(&known->by_id, d.id);
    if (at != SR_NONE) {
        known->documents.items[at] = d;
        return true;
    }
    if (!SR_PUSH(arena, known->documents, d)) return false;
    at = known->documents.count - 1; /* known by its id only once it is there */
    return sr_map_set(&known->by_id, arena, d.id, at);
}

const struct sr_known_document *sr_known_find(const struct sr_known *known, struct sr_str id) {
    uint32_t at = sr_map_get(&known->by_id, id);
    return at == SR_NONE ? NULL : &known->documents.items[at];
}
