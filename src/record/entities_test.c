/* entities_test.c: what a record tells of, where the stages' entities and those that are shown differ. */
#include "record/entities.h"

#include "record/made_test.h"

static const char text[] =
    "KEMBE, 3 June – Police chief Ann Noor said a bomb killed seven people near the Red Palm hotel "
    "in Bamako. Rescuers dug in a truck.";

static struct sr_str words(struct sr_span s) {
    return sr_slice(text, s);
}

/* The reading's entity whose name is these words, or SR_NONE. */
static uint32_t entity_of(const struct sr_reading *r, const char *name) {
    for (uint32_t e = 0; e < r->entity_count; e++)
        if (sr_str_is(words(r->mentions[r->entities[e].name].span), name)) return e;
    return SR_NONE;
}

static uint32_t count_of(const struct sr_told *told, const char *name) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < told->count; i++) n += sr_str_is(words(told->items[i].name), name);
    return n;
}

/* Without a model the reading's entities are told, in their order. */
static void check_rules(struct made *m) {
    struct sr_told told;
    SR_CHECK("there is memory", sr_tell_entities(&m->findings, &m->arena, &told));
    SR_CHECK("there are entities", m->findings.reading.entity_count > 2);
    for (uint32_t e = 0; e < m->findings.reading.entity_count; e++) SR_CHECK_INT("its own place", told.of_entity[e], e);
    for (uint32_t i = 0; i < m->findings.places.count; i++) SR_CHECK("a place is told", told.of_place[i] < told.count);
}

/* With two shown, "Ann Noor" for the police chief and "Rescuers", whom the rules may have missed. */
static void check_shown(struct made *m) {
    struct sr_reading *r = &m->findings.reading;
    const uint32_t chief = entity_of(r, "Police chief Ann Noor"), hotel = entity_of(r, "the Red Palm hotel");
    SR_CHECK("the rules find the chief", chief != SR_NONE);
    SR_CHECK("the rules find the hotel", hotel != SR_NONE);
    if (chief == SR_NONE || hotel == SR_NONE) return;
    static const uint32_t first[] = {0}, second[] = {1};
    struct sr_mention mentions[2] = {{.entity = 0}, {.entity = 1}};
    struct sr_entity entities[2] = {{0, {first, 1}, SR_ENTITY_PERSON}, {1, {second, 1}, SR_ENTITY_PERSON}};
    const char *noor = strstr(text, "Ann Noor"), *rescuers = strstr(text, "Rescuers");
    mentions[0].span = (struct sr_span){(uint32_t)(noor - text), (uint32_t)(noor - text) + 8};
    mentions[1].span = (struct sr_span){(uint32_t)(rescuers - text), (uint32_t)(rescuers - text) + 8};
    uint32_t *of_entity = sr_arena_alloc(&m->arena, r->entity_count, sizeof *of_entity);
    for (uint32_t e = 0; e < r->entity_count; e++) of_entity[e] = e == chief ? 0 : SR_NONE;
    r->shown = (struct sr_shown){mentions, entities, of_entity, 2, 2};
    r->has |= SR_HAS_SHOWN;
    struct sr_told told;
    SR_CHECK("there is memory", sr_tell_entities(&m->findings, &m->arena, &told));
    SR_CHECK_INT("the chief is the shown one", told.of_entity[chief], 0);
    SR_CHECK_STR("a source keeps the name that the report tells it by", words(told.items[0].name),
                 SR_STR("Police chief Ann Noor"));
    SR_CHECK_STR("its mention is the shown one", words(told.items[0].mentions.items[0]), SR_STR("Ann Noor"));
    SR_CHECK_INT("what a model found alone is told", count_of(&told, "Rescuers"), 1);
    SR_CHECK_INT("what a place points to is told beside them", count_of(&told, "the Red Palm hotel"), 1);
    SR_CHECK_INT("a thing of the rules is told", count_of(&told, "a truck"), 1);
    SR_CHECK_INT("people whom no stage points to and no model found are not", count_of(&told, "seven people"), 0);
    for (uint32_t i = 0; i < m->findings.places.count; i++) SR_CHECK("a place is told", told.of_place[i] < told.count);
}

int main(void) {
    struct made m;
    if (made_read(&m, text)) {
        check_rules(&m);
        check_shown(&m);
    }
    made_release(&m);
    return sr_test_end("record/entities");
}
