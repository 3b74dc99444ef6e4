/* write_places.c: the places that an incident's reports connect with it, each once, the scenes first.
 *
 *     Zinder    scene   3 reports           a bomb at the market in Zinder
 *     Mirriah   other   1 report            "a second blast hit a bus station in Mirriah"
 *
 * A place with a point alone can be drawn; the point of a country, a region or a sea says nothing of where in it something
 * happened, so these are left out. Where reports give one place several roles the foremost stands. */
#include "desk/parts.h"
#include "desk/write.h"

struct place {
    const json_t *is; /* a record's entry */
    uint32_t role;    /* index into roles */
    const struct sr_view_document *last;
    uint32_t reports;
};

struct places {
    struct sr_writer *w;
    SR_VEC(struct place) items;
};

static const char *const roles[] = {"scene", "origin", "destination", "hospital", "other"};
enum { ROLES = sizeof roles / sizeof *roles };

/* SR_NONE: a region around it, or a role that is none. */
static uint32_t role_of(const json_t *named) {
    for (uint32_t i = 0; i < ROLES; i++)
        if (sr_str_is(sr_view_json(named, "role"), roles[i])) return i;
    return SR_NONE;
}

static bool same_place(const json_t *a, const json_t *b) {
    json_int_t id = json_integer_value(json_object_get(a, "geonameid"));
    if (id || json_integer_value(json_object_get(b, "geonameid")))
        return id == json_integer_value(json_object_get(b, "geonameid"));
    return sr_str_eq(sr_view_json(a, "name"), sr_view_json(b, "name"));
}

static void add(struct places *p, const struct sr_view_document *d, const json_t *is, uint32_t role) {
    struct place *found = NULL;
    for (uint32_t i = 0; i < p->items.count && !found; i++)
        if (same_place(p->items.items[i].is, is)) found = &p->items.items[i];
    if (!found) {
        struct place fresh = {.is = is, .role = role};
        if (!SR_PUSH(p->w->arena, p->items, fresh)) {
            p->w->failed = true;
            return;
        }
        found = &p->items.items[p->items.count - 1];
    }
    if (role < found->role) found->role = role;
    if (found->last != d) found->reports++;
    found->last = d;
}

static void add_named(struct places *p, const struct sr_view_document *d, const json_t *named) {
    uint32_t role = role_of(named);
    size_t i;
    const json_t *is;
    json_array_foreach(json_object_get(d->last.record, "places"), i, is) {
        struct sr_str class = sr_view_json(is, "class");
        bool drawn =
            json_is_number(json_object_get(is, "lat")) && !sr_str_is(class, "country") && !sr_str_is(class, "other");
        if (role != SR_NONE && drawn && sr_str_eq(sr_view_json(is, "entity"), sr_view_json(named, "entity")))
            add(p, d, is, role);
    }
}

static void add_document(struct places *p, const struct sr_view_document *d) {
    size_t i, k;
    const json_t *incident, *named;
    json_array_foreach(json_object_get(d->last.record, "incidents"), i, incident) {
        if (!json_is_true(json_object_get(incident, "main"))) continue;
        json_array_foreach(json_object_get(incident, "places"), k, named) add_named(p, d, named);
    }
}

static void put_place(struct sr_json *j, const struct place *p) {
    sr_json_open(j, '{');
    sr_json_key_str(j, "name", sr_view_json(p->is, "name"));
    sr_json_key_str(j, "country", sr_view_json(p->is, "country"));
    sr_json_key(j, "lat");
    sr_json_real(j, json_number_value(json_object_get(p->is, "lat")), 5);
    sr_json_key(j, "lon");
    sr_json_real(j, json_number_value(json_object_get(p->is, "lon")), 5);
    sr_json_key_c(j, "role", roles[p->role]);
    sr_json_key_int(j, "reports", p->reports);
    sr_json_close(j, '}');
}

void sr_show_places(struct sr_writer *w) {
    struct places p = {.w = w};
    for (uint32_t d = 0; d < w->view->document_count; d++)
        if (!w->view->documents[d].guest && !w->view->documents[d].about->reprint_of)
            add_document(&p, &w->view->documents[d]);
    sr_json_open(&w->j, '[');
    for (uint32_t role = 0; role < ROLES; role++)
        for (uint32_t i = 0; i < p.items.count; i++)
            if (p.items.items[i].role == role) put_place(&w->j, &p.items.items[i]);
    sr_json_close(&w->j, ']');
}
