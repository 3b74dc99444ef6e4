#include "record/read.h"

#include "base/map.h"

struct reader {
    const json_t *root;
    struct sr_arena *arena;
    struct sr_map ids; /* of sources, claims, incidents, entities: their letters keep them apart */
    struct sr_read_record out;
    struct sr_err *err;
    enum sr_status status; /* the first fault */
};

enum sr_status sr_json_load(struct sr_str line, json_t **value, struct sr_err *err) {
    json_error_t e;
    json_t *v = json_loadb(line.n ? line.p : "", line.n, JSON_REJECT_DUPLICATES, &e);
    if (json_is_object(v)) {
        *value = v;
        return SR_OK;
    }
    enum json_error_code code = v ? json_error_invalid_format : json_error_code(&e);
    json_decref(v);
    if (code == json_error_out_of_memory) return sr_fail_memory(err, "reading JSON");
    if (v) return sr_fail(err, SR_ERR_JSON, "a record is an object: {…}", "the line is not an object");
    char text[JSON_ERROR_TEXT_LENGTH];
    (void)snprintf(text, sizeof text, "%s", e.text);
    (void)sr_fail(err, SR_ERR_JSON, "write one record on each line", "not JSON: %s", text);
    if (err) err->column = e.position > 0 ? (uint64_t)e.position : 1;
    return SR_ERR_JSON;
}

static void fail_memory(struct reader *r) {
    if (!r->status) r->status = sr_fail_memory(r->err, "reading a record");
}

static void *room(struct reader *r, size_t count, size_t size) {
    void *p = sr_arena_alloc(r->arena, count, size);
    if (!p) fail_memory(r);
    return p;
}

static struct sr_str string(struct reader *r, const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v)) return (struct sr_str){NULL, 0};
    struct sr_str s = sr_arena_str(r->arena, (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)});
    if (!s.p) fail_memory(r);
    return s;
}

static int64_t integer(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    return json_is_integer(v) ? json_integer_value(v) : SR_READ_UNKNOWN;
}

static uint8_t term(const json_t *object, const char *key, uint32_t (*from)(struct sr_str)) {
    return (uint8_t)from(sr_str_c(json_string_value(json_object_get(object, key))));
}

static uint32_t place_of(struct reader *r, const char *id) {
    uint32_t at = id ? sr_map_get(&r->ids, sr_str_c(id)) : SR_NONE;
    if (id && at == SR_NONE && !r->status)
        r->status = sr_fail(r->err, SR_ERR_SCHEMA, "see 'sitrep validate'", "'%.40s' refers to nothing", id);
    return at;
}

static uint32_t refer(struct reader *r, const json_t *object, const char *key) {
    return place_of(r, json_string_value(json_object_get(object, key)));
}

static struct sr_indices refer_all(struct reader *r, const json_t *ids) {
    uint32_t count = (uint32_t)json_array_size(ids), *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) items[i] = place_of(r, json_string_value(json_array_get(ids, i)));
    return (struct sr_indices){items, items ? count : 0};
}

static void take_ids(struct reader *r, const char *key) {
    const json_t *all = json_object_get(r->root, key);
    for (uint32_t i = 0; i < json_array_size(all); i++) {
        struct sr_str id = sr_str_c(json_string_value(json_object_get(json_array_get(all, i), "id")));
        if (!sr_map_set(&r->ids, r->arena, id, i)) fail_memory(r);
    }
}

static void pair(const json_t *object, const char *key, uint32_t out[2]) {
    const json_t *v = json_object_get(object, key);
    for (size_t i = 0; i < 2; i++) {
        json_int_t n = json_integer_value(json_array_get(v, i));
        out[i] = n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
    }
}

static void country(const json_t *object, char out[3]) {
    const char *iso = json_string_value(json_object_get(object, "country"));
    for (size_t i = 0; iso && i < 2; i++) out[i] = iso[i]; /* the schema: two letters */
}

static void read_document(struct reader *r) {
    const json_t *d = json_object_get(r->root, "document");
    r->out.document = string(r, d, "id");
    r->out.url = string(r, d, "url");
    r->out.title = string(r, d, "title");
    r->out.outlet = string(r, d, "outlet");
    r->out.published = string(r, d, "published");
    r->out.language = string(r, d, "language");
    r->out.offsets = string(r, d, "offsets");
    r->out.sha256 = string(r, d, "text_sha256");
    r->out.signature = string(r, d, "signature");
    r->out.text = string(r, d, "text");
    r->out.characters = integer(d, "characters");
    r->out.news = json_is_true(json_object_get(d, "news"));
}

static void read_entities(struct reader *r) {
    const json_t *all = json_object_get(r->root, "entities");
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_entity *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i);
        items[i] = (struct sr_read_entity){.id = string(r, v, "id"),
                                           .name = string(r, v, "name"),
                                           .type = term(v, "type", sr_entity_type_from),
                                           .mentions = (uint32_t)json_array_size(json_object_get(v, "mentions"))};
    }
    r->out.entities = items;
    r->out.entity_count = items ? count : 0;
}

static void read_sources(struct reader *r) {
    const json_t *all = json_object_get(r->root, "sources");
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_source *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i);
        items[i] = (struct sr_read_source){.id = string(r, v, "id"),
                                           .name = string(r, v, "name"),
                                           .kind = term(v, "kind", sr_source_kind_from),
                                           .anonymous = json_is_true(json_object_get(v, "anonymous"))};
    }
    r->out.sources = items;
    r->out.source_count = items ? count : 0;
}

static void read_places(struct reader *r) {
    const json_t *all = json_object_get(r->root, "places");
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_place *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i), *lat = json_object_get(v, "lat"), *lon = json_object_get(v, "lon");
        items[i] = (struct sr_read_place){
            .entity = string(r, v, "entity"), .name = string(r, v, "name"), .geonameid = integer(v, "geonameid")};
        items[i].cls = term(v, "class", sr_place_class_from);
        country(v, items[i].country);
        items[i].has_point = json_is_number(lat) && json_is_number(lon);
        items[i].lat = json_number_value(lat);
        items[i].lon = json_number_value(lon);
    }
    r->out.places = items;
    r->out.place_count = items ? count : 0;
}

static void read_claim(struct reader *r, const json_t *v, struct sr_read_claim *c) {
    const json_t *facets = json_object_get(v, "facets");
    *c = (struct sr_read_claim){.id = string(r, v, "id"),
                                .incident = refer(r, v, "incident"),
                                .measure = term(v, "measure", sr_measure_from),
                                .hedge = term(v, "hedge", sr_hedge_from),
                                .polarity = term(v, "polarity", sr_polarity_from),
                                .low = integer(v, "low"),
                                .high = integer(v, "high"),
                                .value = integer(v, "value"),
                                .state = string(r, v, "state"),
                                .of = string(r, v, "of"),
                                .as_of = string(r, v, "as_of"),
                                .counting = string(r, v, "counting"),
                                .side = string(r, facets, "side"),
                                .age = string(r, facets, "age"),
                                .sex = string(r, facets, "sex"),
                                .nationality = string(r, facets, "nationality"),
                                .occupation = string(r, facets, "occupation"),
                                .sources = refer_all(r, json_object_get(v, "sources")),
                                .same_as = refer(r, v, "same_as"),
                                .supersedes = refer(r, v, "supersedes"),
                                .part_of = refer(r, v, "part_of"),
                                .implicit = json_is_true(json_object_get(v, "implicit")),
                                .confidence = json_number_value(json_object_get(v, "confidence"))};
    pair(v, "span", c->span);
    pair(v, "number_span", c->number_span);
}

static void read_claims(struct reader *r) {
    const json_t *all = json_object_get(r->root, "claims");
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_claim *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) read_claim(r, json_array_get(all, i), &items[i]);
    r->out.claims = items;
    r->out.claim_count = items ? count : 0;
}

static void read_figures(struct reader *r, const json_t *all, struct sr_read_incident *inc) {
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_figure *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i), *both = json_object_get(v, "includes_perpetrators");
        items[i] = (struct sr_read_figure){.measure = term(v, "measure", sr_measure_from),
                                           .of = string(r, v, "of"),
                                           .state = string(r, v, "state"),
                                           .rule = string(r, v, "rule"),
                                           .low = integer(v, "low"),
                                           .high = integer(v, "high"),
                                           .best = integer(v, "best"),
                                           .disputed = json_is_true(json_object_get(v, "disputed")),
                                           .includes_perpetrators = json_is_null(both) ? -1 : json_is_true(both),
                                           .claims = refer_all(r, json_object_get(v, "claims"))};
    }
    inc->figures = items;
    inc->figure_count = items ? count : 0;
}

/* A role's entities by name, each name once. */
static struct sr_read_names read_role(struct reader *r, const json_t *fillers) {
    const json_t *entities = json_object_get(r->root, "entities");
    uint32_t count = (uint32_t)json_array_size(fillers), n = 0;
    struct sr_str *names = room(r, count, sizeof *names);
    struct sr_map seen = {0};
    for (uint32_t i = 0; names && i < count; i++) {
        const json_t *f = json_array_get(fillers, i), *id = json_is_string(f) ? f : json_object_get(f, "entity");
        uint32_t at = place_of(r, json_string_value(id));
        if (at == SR_NONE) continue;
        struct sr_str name = string(r, json_array_get(entities, at), "name");
        if (!name.p || sr_map_get(&seen, name) != SR_NONE) continue;
        if (!sr_map_set(&seen, r->arena, name, n)) fail_memory(r);
        names[n++] = name;
    }
    return (struct sr_read_names){names, n};
}

static uint32_t place_index(const struct reader *r, const char *entity) {
    for (uint32_t i = 0; entity && i < r->out.place_count; i++)
        if (sr_str_is(r->out.places[i].entity, entity)) return i;
    return SR_NONE;
}

static void read_incidents(struct reader *r) {
    const json_t *all = json_object_get(r->root, "incidents");
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_read_incident *items = room(r, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i), *roles = json_object_get(v, "roles");
        items[i] = (struct sr_read_incident){.id = string(r, v, "id"),
                                             .begin = string(r, v, "begin"),
                                             .end = string(r, v, "end"),
                                             .main = json_is_true(json_object_get(v, "main")),
                                             .kind = term(v, "kind", sr_incident_kind_from)};
        const char *precision = json_string_value(json_object_get(v, "precision"));
        items[i].coarse = precision && (strcmp(precision, "month") == 0 || strcmp(precision, "year") == 0);
        items[i].place = place_index(r, json_string_value(json_object_get(json_object_get(v, "place"), "entity")));
        for (uint32_t k = 0; k < SR_ROLE_COUNT; k++)
            items[i].roles[k] = read_role(r, json_object_get(roles, sr_role_name(k)));
        read_figures(r, json_object_get(v, "figures"), &items[i]);
    }
    r->out.incidents = items;
    r->out.incident_count = items ? count : 0;
}

/* The first fault of the schema becomes the error. */
static bool tell(void *user, const char *path, const char *message, const char *mend) {
    struct reader *r = user;
    r->status = sr_fail(r->err, SR_ERR_SCHEMA, mend, "%s%s%s", path, *path ? ": " : "", message);
    return false;
}

enum sr_status sr_record_read(const struct sr_schema *schema, struct sr_str line, struct sr_arena *arena,
                              struct sr_read_record *out, struct sr_err *err) {
    static const char *const with_ids[] = {"entities", "sources", "claims", "incidents"};
    struct reader r = {.arena = arena, .err = err};
    json_t *value = NULL;
    enum sr_status status = sr_json_load(line, &value, err);
    if (status) return status;
    struct sr_faults faults = {.tell = tell, .user = &r};
    sr_schema_check(schema, value, &faults);
    r.root = value;
    for (size_t i = 0; !r.status && i < sizeof with_ids / sizeof *with_ids; i++) take_ids(&r, with_ids[i]);
    if (!r.status) {
        read_document(&r);
        read_entities(&r);
        read_sources(&r);
        read_places(&r);
        read_claims(&r);
        read_incidents(&r);
    }
    json_decref(value);
    if (!r.status) *out = r.out;
    return r.status;
}
