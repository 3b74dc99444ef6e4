#include "record/entities.h"

struct teller {
    const struct sr_findings *f;
    struct sr_arena *arena;
    SR_VEC(struct sr_told_entity) items;
    uint32_t *of_entity, *of_place, *of_filler;
    bool *pointed; /* [entities of the reading] a source, a place or a role points to it */
};

static uint32_t filler_count(const struct sr_findings *f) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->incidents.count; i++)
        for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) n += f->incidents.items[i].roles[k].count;
    return n;
}

static bool make_room(struct teller *t) {
    const struct sr_reading *r = &t->f->reading;
    t->of_entity = sr_arena_alloc(t->arena, r->entity_count, sizeof *t->of_entity);
    t->of_place = sr_arena_alloc(t->arena, t->f->places.count, sizeof *t->of_place);
    t->of_filler = sr_arena_alloc(t->arena, filler_count(t->f), sizeof *t->of_filler);
    t->pointed = sr_arena_alloc(t->arena, r->entity_count, sizeof *t->pointed);
    if (!t->of_entity || !t->of_place || !t->of_filler || !t->pointed) return false;
    return true;
}

/* --- what the stages point to ------------------------------------------------------------------------------------- */

static void point(struct teller *t, uint32_t entity) {
    if (entity != SR_NONE) t->pointed[entity] = true;
}

static void find_pointed(struct teller *t) {
    const struct sr_findings *f = t->f;
    for (uint32_t i = 0; i < f->places.count; i++) point(t, f->places.items[i].entity);
    for (uint32_t i = 0; i < f->attributions.source_count; i++) point(t, f->attributions.sources[i].entity);
    for (uint32_t i = 0; i < f->incidents.count; i++)
        for (uint32_t k = 0; k < SR_ROLE_COUNT; k++)
            for (uint32_t n = 0; n < f->incidents.items[i].roles[k].count; n++)
                point(t, f->incidents.items[i].roles[k].items[n].entity);
}

/* --- entities of the one list and of the other ---------------------------------------------------------------------- */

static bool tell(struct teller *t, const struct sr_entity *e, const struct sr_mention *mentions) {
    struct sr_span *spans = sr_arena_alloc(t->arena, e->mentions.count, sizeof *spans);
    if (!spans) return false;
    for (uint32_t i = 0; i < e->mentions.count; i++) spans[i] = mentions[e->mentions.items[i]].span;
    struct sr_told_entity told = {mentions[e->name].span, {spans, e->mentions.count}, e->type};
    return SR_PUSH(t->arena, t->items, told);
}

static bool tell_shown(struct teller *t) {
    const struct sr_shown *s = &t->f->reading.shown;
    for (uint32_t i = 0; i < s->entity_count; i++)
        if (!tell(t, &s->entities[i], s->mentions)) return false;
    return true;
}

/* The rules' types are finer: a person of the model's may be people, a place a facility. */
static bool refines(uint8_t fine, uint8_t coarse) {
    if (coarse == SR_ENTITY_PERSON) return fine == SR_ENTITY_PEOPLE || fine == SR_ENTITY_GROUP;
    if (coarse == SR_ENTITY_ORGANIZATION) return fine == SR_ENTITY_GROUP;
    return coarse == SR_ENTITY_PLACE && fine == SR_ENTITY_FACILITY;
}

static bool is_thing(uint8_t type) { /* what a model's mentions that are shown leave out */
    return type == SR_ENTITY_VEHICLE || type == SR_ENTITY_WEAPON || type == SR_ENTITY_OTHER;
}

/* What a stage points to keeps the name that the report tells it by. */
static bool tell_read(struct teller *t) {
    const struct sr_reading *r = &t->f->reading;
    for (uint32_t e = 0; e < r->entity_count; e++) {
        uint32_t at = r->has & SR_HAS_SHOWN ? r->shown.of_entity[e] : SR_NONE;
        if (at != SR_NONE) {
            struct sr_told_entity *told = &t->items.items[at];
            if (refines(r->entities[e].type, told->type)) told->type = r->entities[e].type;
            if (t->pointed[e] || r->mentions[r->entities[e].name].form == SR_FORM_NAME)
                told->name = r->mentions[r->entities[e].name].span;
        } else if (!(r->has & SR_HAS_SHOWN) || t->pointed[e] || is_thing(r->entities[e].type)) {
            at = t->items.count;
            if (!tell(t, &r->entities[e], r->mentions)) return false;
        }
        t->of_entity[e] = at;
    }
    return true;
}

/* --- what is no mention ----------------------------------------------------------------------------------------------- */

static bool tell_span(struct teller *t, struct sr_span span, uint8_t type, uint32_t *index) {
    struct sr_span *spans = sr_arena_alloc(t->arena, 1, sizeof *spans);
    if (!spans) return false;
    spans[0] = span;
    *index = t->items.count;
    struct sr_told_entity told = {span, {spans, 1}, type};
    return SR_PUSH(t->arena, t->items, told);
}

static bool tell_places(struct teller *t) {
    for (uint32_t i = 0; i < t->f->places.count; i++) {
        const struct sr_place *p = &t->f->places.items[i];
        if (p->entity != SR_NONE) t->of_place[i] = t->of_entity[p->entity];
        else if (!tell_span(t, p->span, SR_ENTITY_PLACE, &t->of_place[i])) return false;
    }
    return true;
}

static bool tell_fillers(struct teller *t) {
    uint32_t *at = t->of_filler;
    for (uint32_t i = 0; i < t->f->incidents.count; i++)
        for (uint32_t k = 0; k < SR_ROLE_COUNT; k++)
            for (uint32_t n = 0; n < t->f->incidents.items[i].roles[k].count; n++, at++) {
                const struct sr_role_filler *r = &t->f->incidents.items[i].roles[k].items[n];
                if (r->entity != SR_NONE) *at = t->of_entity[r->entity];
                else if (!tell_span(t, r->span, r->type, at)) return false;
            }
    return true;
}

bool sr_tell_entities(const struct sr_findings *findings, struct sr_arena *arena, struct sr_told *out) {
    struct teller t = {.f = findings, .arena = arena};
    if (!make_room(&t)) return false;
    find_pointed(&t);
    if (!tell_shown(&t) || !tell_read(&t) || !tell_places(&t) || !tell_fillers(&t)) return false;
    *out = (struct sr_told){t.items.items, t.items.count, t.of_entity, t.of_place, t.of_filler};
    return true;
}
