/* sound.c: what no schema can say of a record. The record follows the schema, so that types need no second look. */
#include <inttypes.h>
#include <sha2.h>

#include "base/map.h"
#include "base/utf8.h"
#include "record/validate.h"

enum { PATH_ROOM = 160, LONG_ROOM = 320 };

struct sound {
    const json_t *root;
    struct sr_faults *faults;
    struct sr_arena arena;
    struct sr_map ids; /* "c12" → its place in its list; letters keep the lists apart */
    int64_t limit;     /* positions end here at the latest */
    const bool *edges; /* [limit + 1] where characters begin; NULL: the text isn't there, or any position is one */
    const char *unit;
    bool failed;
};

#define AT(...)           \
    char path[PATH_ROOM]; \
    (void)snprintf(path, sizeof path, __VA_ARGS__)

static const json_t *list(const struct sound *s, const char *key) {
    return json_object_get(s->root, key);
}

static const char *text_of(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

/* ---- ids ---- */

static void take_ids(struct sound *s, const char *key) {
    const json_t *all = list(s, key);
    for (size_t i = 0; i < json_array_size(all); i++) {
        struct sr_str id = sr_str_c(text_of(json_array_get(all, i), "id"));
        AT("/%s/%zu/id", key, i);
        if (sr_map_get(&s->ids, id) != SR_NONE)
            sr_fault(s->faults, path, "give each its own", "'%s' is used twice", id.p);
        else if (!sr_map_set(&s->ids, &s->arena, id, (uint32_t)i)) s->failed = true;
    }
}

/* The place in its list of what `id` refers to; SR_NONE, and told, when there is nothing. `id` may be NULL. */
static uint32_t refers(struct sound *s, const char *id, const char *path) {
    if (!id) return SR_NONE;
    uint32_t at = sr_map_get(&s->ids, sr_str_c(id));
    if (at == SR_NONE) sr_fault(s->faults, path, "name one that is there, or null", "'%s' refers to nothing", id);
    return at;
}

static void refer_all(struct sound *s, const json_t *ids, const char *path) {
    for (size_t i = 0; i < json_array_size(ids); i++) {
        char one[LONG_ROOM];
        (void)snprintf(one, sizeof one, "%s/%zu", path, i);
        (void)refers(s, json_string_value(json_array_get(ids, i)), one);
    }
}

/* ---- positions ---- */

static void check_span(struct sound *s, const json_t *span, const char *path) {
    if (!json_is_array(span)) return;
    json_int_t a = json_integer_value(json_array_get(span, 0)), b = json_integer_value(json_array_get(span, 1));
    if (b <= a)
        sr_fault(s->faults, path, "a span is [start, end), end after start",
                 "[%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT "] marks nothing", a, b);
    else if (b > s->limit)
        sr_fault(s->faults, path, "take the unit that document.offsets names",
                 "[%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT "] ends after the text, which has %" PRId64 " %s",
                 a, b, s->limit, s->unit);
    else if (s->edges && (!s->edges[a] || !s->edges[b]))
        sr_fault(s->faults, path, "take the unit that document.offsets names",
                 "[%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT "] begins or ends inside a character", a, b);
}

static void check_spans(struct sound *s, const json_t *spans, const char *path) {
    json_int_t last = 0;
    for (size_t i = 0; i < json_array_size(spans); i++) {
        const json_t *span = json_array_get(spans, i);
        char one[LONG_ROOM];
        (void)snprintf(one, sizeof one, "%s/%zu", path, i);
        check_span(s, span, one);
        if (i && json_integer_value(json_array_get(span, 0)) < last)
            sr_fault(s->faults, one, "sort them, without overlap", "the span begins before the one ahead of it ends");
        last = json_integer_value(json_array_get(span, 1));
    }
}

static bool mark_edges(struct sound *s, struct sr_str text, bool utf16) {
    bool *edges = sr_arena_alloc(&s->arena, (size_t)text.n + 1, sizeof *edges);
    if (!edges) return false;
    uint32_t size, at = 0;
    for (uint32_t i = 0; i < text.n; i += size) {
        (void)sr_utf8_at(text.p + i, text.p + text.n, &size);
        edges[at] = true;
        at += utf16 ? (size == 4 ? 2 : 1) : size;
    }
    edges[at] = true;
    s->edges = edges;
    s->limit = at;
    return true;
}

static void check_text(struct sound *s) {
    const json_t *d = list(s, "document"), *text = json_object_get(d, "text");
    json_int_t characters = json_integer_value(json_object_get(d, "characters"));
    bool bytes = strcmp(text_of(d, "offsets"), "bytes") == 0, utf16 = strcmp(text_of(d, "offsets"), "utf16") == 0;
    s->unit = bytes ? "bytes" : utf16 ? "UTF-16 units" : "code points";
    s->limit = characters > INT64_MAX / 4 ? INT64_MAX : characters * (bytes ? 4 : utf16 ? 2 : 1); /* at most */
    if (!json_is_string(text) || json_string_length(text) > UINT32_MAX) return;
    struct sr_str t = {json_string_value(text), (uint32_t)json_string_length(text)};
    if (characters != sr_count_codepoints(t.p, t.n))
        sr_fault(s->faults, "/document/characters", "count code points",
                 "the text has %u characters, not %" JSON_INTEGER_FORMAT, sr_count_codepoints(t.p, t.n), characters);
    char hex[SHA256_DIGEST_STRING_LENGTH];
    SHA256Data((const uint8_t *)t.p, t.n, hex);
    if (strcmp(hex, text_of(d, "text_sha256")) != 0)
        sr_fault(s->faults, "/document/text_sha256", "hash the text's UTF-8 bytes", "it is not the text's");
    if (bytes || utf16) {
        if (!mark_edges(s, t, utf16)) s->failed = true;
    } else s->limit = sr_count_codepoints(t.p, t.n);
}

/* ---- figures ---- */

static bool number(const json_t *object, const char *key, json_int_t *value) {
    const json_t *v = json_object_get(object, key);
    *value = json_integer_value(v);
    return json_is_integer(v);
}

/* low ≤ middle ≤ high, wherever two of them are known */
static void check_order(struct sound *s, const json_t *object, const char *middle, const char *path) {
    json_int_t low, mid, high;
    bool has_low = number(object, "low", &low), has_mid = number(object, middle, &mid),
         has_high = number(object, "high", &high);
    static const char mend[] = "low is at most the middle, the middle at most high; null for an end that is open";
    if (has_low && has_high && low > high)
        sr_fault(s->faults, path, mend, "low %" JSON_INTEGER_FORMAT " is more than high %" JSON_INTEGER_FORMAT, low,
                 high);
    if (has_low && has_mid && low > mid)
        sr_fault(s->faults, path, mend, "low %" JSON_INTEGER_FORMAT " is more than %s %" JSON_INTEGER_FORMAT, low,
                 middle, mid);
    if (has_mid && has_high && mid > high)
        sr_fault(s->faults, path, mend, "%s %" JSON_INTEGER_FORMAT " is more than high %" JSON_INTEGER_FORMAT, middle,
                 mid, high);
}

static void check_figure(struct sound *s, const json_t *incident, const json_t *figure, const char *path) {
    const json_t *claims = json_object_get(figure, "claims");
    check_order(s, figure, "best", path);
    for (size_t i = 0; i < json_array_size(claims); i++) {
        char one[LONG_ROOM + 40];
        (void)snprintf(one, sizeof one, "%s/claims/%zu", path, i);
        uint32_t at = refers(s, json_string_value(json_array_get(claims, i)), one);
        const json_t *claim = at == SR_NONE ? NULL : json_array_get(list(s, "claims"), at);
        if (!claim) continue;
        const char *of = text_of(claim, "incident");
        if (strcmp(text_of(claim, "measure"), text_of(figure, "measure")) != 0)
            sr_fault(s->faults, one, "", "the claim counts '%s', the figure '%s'", text_of(claim, "measure"),
                     text_of(figure, "measure"));
        if (!of || strcmp(of, text_of(incident, "id")) != 0)
            sr_fault(s->faults, one, "", "the claim belongs to %s, the figure to %s", of ? of : "no incident",
                     text_of(incident, "id"));
    }
}

static void check_roles(struct sound *s, const json_t *incident, size_t n) {
    json_t *roles = json_object_get(incident, "roles"), *fillers;
    const char *role;
    json_object_foreach(roles, role, fillers) {
        for (size_t i = 0; i < json_array_size(fillers); i++) {
            const json_t *f = json_array_get(fillers, i);
            AT("/incidents/%zu/roles/%s/%zu", n, role, i);
            if (json_is_string(f)) {
                (void)refers(s, json_string_value(f), path);
                continue;
            }
            (void)refers(s, text_of(f, "entity"), path);
            refer_all(s, json_object_get(f, "sources"), path);
            const json_t *spans = json_object_get(f, "spans");
            check_spans(s, spans, path);
        }
    }
}

static void check_incidents(struct sound *s) {
    const json_t *all = list(s, "incidents");
    bool main = false;
    for (size_t n = 0; n < json_array_size(all); n++) {
        const json_t *inc = json_array_get(all, n), *place = json_object_get(inc, "place");
        const json_t *places = json_object_get(inc, "places"), *figures = json_object_get(inc, "figures");
        AT("/incidents/%zu", n);
        main |= json_is_true(json_object_get(inc, "main"));
        refer_all(s, json_object_get(inc, "times"), path);
        if (json_is_object(place)) (void)refers(s, text_of(place, "entity"), path);
        for (size_t i = 0; i < json_array_size(places); i++)
            (void)refers(s, text_of(json_array_get(places, i), "entity"), path);
        check_roles(s, inc, n);
        for (size_t i = 0; i < json_array_size(figures); i++) {
            char one[LONG_ROOM];
            (void)snprintf(one, sizeof one, "%s/figures/%zu", path, i);
            check_figure(s, inc, json_array_get(figures, i), one);
        }
    }
    if (main != json_is_true(json_object_get(list(s, "document"), "news")))
        sr_fault(s->faults, "/document/news", "true where an incident is the document's news",
                 main ? "an incident is 'main', but there is no news" : "there is news, but no incident is 'main'");
}

/* ---- claims, speakers, and the rest ---- */

static void check_claim(struct sound *s, const json_t *c, size_t n) {
    AT("/claims/%zu", n);
    char part[LONG_ROOM];
#define PART(name) ((void)snprintf(part, sizeof part, "%s/" name, path), part)
    static const char *const links[] = {"same_as", "supersedes", "part_of"};
    const json_t *chain = json_object_get(c, "chain"), *number_span = json_object_get(c, "number_span");
    bool implicit = json_is_true(json_object_get(c, "implicit"));
    check_span(s, json_object_get(c, "span"), PART("span"));
    check_span(s, number_span, PART("number_span"));
    check_order(s, c, "value", path);
    if (implicit != json_is_null(number_span))
        sr_fault(s->faults, PART("implicit"), "a claim without a number is implicit, one with a number isn't",
                 implicit ? "an implicit claim has a number" : "a claim without a number isn't told as implicit");
    (void)refers(s, text_of(c, "incident"), PART("incident"));
    (void)refers(s, text_of(c, "attribution"), PART("attribution"));
    refer_all(s, json_object_get(c, "sources"), PART("sources"));
    for (size_t i = 0; i < json_array_size(chain); i++) {
        const json_t *link = json_array_get(chain, i);
        refer_all(s, json_object_get(link, "speakers"), PART("chain"));
        (void)refers(s, text_of(link, "attribution"), PART("chain"));
    }
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        (void)snprintf(part, sizeof part, "%s/%s", path, links[i]);
        if (refers(s, text_of(c, links[i]), part) == n) sr_fault(s->faults, part, "", "a claim refers to itself");
    }
#undef PART
}

static void check_attributions(struct sound *s) {
    const json_t *all = list(s, "attributions");
    for (size_t n = 0; n < json_array_size(all); n++) {
        const json_t *a = json_array_get(all, n);
        AT("/attributions/%zu", n);
        (void)refers(s, text_of(a, "source"), path);
        uint32_t inside = refers(s, text_of(a, "inside"), path);
        if (inside != SR_NONE && inside >= n)
            sr_fault(s->faults, path, "the outer one stands before the inner", "it lies inside one that comes later");
        check_spans(s, json_object_get(a, "source_spans"), path);
        check_spans(s, json_object_get(a, "cue_spans"), path);
        check_spans(s, json_object_get(a, "content_spans"), path);
    }
}

static void check_lists(struct sound *s) {
    const json_t *all = list(s, "entities");
    check_span(s, json_object_get(list(s, "document"), "title_span"), "/document/title_span");
    check_spans(s, list(s, "sentences"), "/sentences");
    for (size_t n = 0; n < json_array_size(all); n++) {
        const json_t *mentions = json_object_get(json_array_get(all, n), "mentions");
        AT("/entities/%zu/mentions", n);
        for (size_t i = 0; i < json_array_size(mentions); i++) check_span(s, json_array_get(mentions, i), path);
    }
    all = list(s, "times");
    for (size_t n = 0; n < json_array_size(all); n++) {
        AT("/times/%zu/span", n);
        check_span(s, json_object_get(json_array_get(all, n), "span"), path);
    }
    all = list(s, "places");
    for (size_t n = 0; n < json_array_size(all); n++) {
        AT("/places/%zu/entity", n);
        (void)refers(s, text_of(json_array_get(all, n), "entity"), path);
    }
    all = list(s, "sources");
    for (size_t n = 0; n < json_array_size(all); n++) {
        AT("/sources/%zu/entity", n);
        (void)refers(s, text_of(json_array_get(all, n), "entity"), path);
    }
    all = list(s, "numbers");
    for (size_t n = 0; n < json_array_size(all); n++) {
        AT("/numbers/%zu/span", n);
        check_span(s, json_object_get(json_array_get(all, n), "span"), path);
    }
}

void sr_record_sound(const json_t *record, struct sr_faults *faults) {
    static const char *const with_ids[] = {"entities", "times", "sources", "attributions", "incidents", "claims"};
    struct sound s = {.root = record, .faults = faults};
    sr_arena_init(&s.arena, 0);
    check_text(&s);
    for (size_t i = 0; i < sizeof with_ids / sizeof *with_ids; i++) take_ids(&s, with_ids[i]);
    check_lists(&s);
    check_attributions(&s);
    check_incidents(&s);
    const json_t *claims = list(&s, "claims");
    for (size_t n = 0; n < json_array_size(claims); n++) check_claim(&s, json_array_get(claims, n), n);
    if (s.failed) sr_fault(faults, "", "", "out of memory: the record was not checked whole");
    sr_arena_release(&s.arena);
}

/* ---- sitrep-incident/1 ---- */

static const char named[] = "name it in 'documents' too";

/* What names a document of the incident, itself or by its links to other steps. */
static void check_named(struct sound *s, const json_t *item, const char *path) {
    static const char *const links[] = {"supersedes", "takes_up"};
    const char *document = text_of(item, "document");
    if (sr_map_get(&s->ids, sr_str_c(document)) == SR_NONE)
        sr_fault(s->faults, path, named, "its document '%.100s' is none of the incident's", document);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        const char *other = text_of(json_object_get(item, links[i]), "document");
        if (other && sr_map_get(&s->ids, sr_str_c(other)) == SR_NONE)
            sr_fault(s->faults, path, named, "'%s' names '%.100s', which is none of the incident's documents", links[i],
                     other);
    }
}

static void check_course(struct sound *s, const json_t *figure, const char *list, const char *path) {
    const json_t *items = json_object_get(figure, list);
    for (size_t i = 0; i < json_array_size(items); i++) {
        char one[LONG_ROOM + 40];
        (void)snprintf(one, sizeof one, "%s/%s/%zu", path, list, i);
        check_order(s, json_array_get(items, i), "value", one);
        check_named(s, json_array_get(items, i), one);
    }
}

void sr_incident_sound(const json_t *incident, struct sr_faults *faults) {
    struct sound s = {.root = incident, .faults = faults};
    sr_arena_init(&s.arena, 0);
    const json_t *figures = list(&s, "figures"), *claims = list(&s, "claims"), *documents = list(&s, "documents");
    const json_t *versions = list(&s, "versions");
    for (size_t i = 0; i < json_array_size(documents); i++) {
        struct sr_str id = sr_str_c(json_string_value(json_array_get(documents, i)));
        AT("/documents/%zu", i);
        if (sr_map_get(&s.ids, id) != SR_NONE)
            sr_fault(faults, path, "name it once", "'%.100s' stands here twice", id.p);
        else if (!sr_map_set(&s.ids, &s.arena, id, (uint32_t)i)) s.failed = true;
    }
    for (size_t n = 0; n < json_array_size(figures); n++) {
        AT("/figures/%zu", n);
        check_order(&s, json_array_get(figures, n), "best", path);
        check_course(&s, json_array_get(figures, n), "history", path);
        check_course(&s, json_array_get(figures, n), "ledger", path);
    }
    for (size_t n = 0; n < json_array_size(versions); n++) {
        AT("/versions/%zu", n);
        check_named(&s, json_array_get(versions, n), path);
    }
    for (size_t n = 0; n < json_array_size(claims); n++) {
        AT("/claims/%zu", n);
        check_named(&s, json_array_get(claims, n), path);
    }
    if (s.failed) sr_fault(faults, "", "", "out of memory: the record was not checked whole");
    sr_arena_release(&s.arena);
}
