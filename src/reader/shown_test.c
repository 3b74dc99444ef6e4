/* shown_test.c: what is shown of a model's mentions and names beside those of the rules. */
#include "reader/shown.h"

#include "base/map.h"
#include "reader/show_test.h"

enum { MOST = 6 };

struct given { /* the n-th time that these words stand in the text */
    const char *words, *head;
    uint8_t type;
    uint32_t entity, time;
};

static const struct row {
    const char *name, *text;
    struct given mentions[MOST], names[MOST]; /* head NULL: no more; a name's `time` is unused, its p 0.9, of "?" 0.5 */
    const char *shown;
} rows[] = {
    {"a title and what follows are no part of a name",
     "President Ann Noor of Kembe spoke.",
     {{"President Ann Noor of Kembe", "Noor", SR_ENTITY_PERSON, 0, 0}, {"Kembe", "Kembe", SR_ENTITY_PLACE, 1, 0}},
     {{"Ann Noor", "", SR_ENTITY_PERSON, 0, 0}, {"Kembe", "", SR_ENTITY_PLACE, 0, 0}},
     "person Ann Noor; place Kembe"},
    {"a nominal ends before another's name",
     "The tall mayor of Kembe spoke.",
     {{"The tall mayor of Kembe", "mayor", SR_ENTITY_PERSON, 0, 0}, {"Kembe", "Kembe", SR_ENTITY_PLACE, 1, 0}},
     {{"Kembe", "", SR_ENTITY_PLACE, 0, 0}},
     "person The tall mayor; place Kembe"},
    {"a nominal without a name is whole",
     "The people who fled wept.",
     {{"The people who fled", "people", SR_ENTITY_PERSON, 0, 0}},
     {{0}},
     "person The people who fled"},
    {"nothing inside a name",
     "The Kembe Farmers Union met.",
     {{"The Kembe Farmers Union", "Union", SR_ENTITY_ORGANIZATION, 0, 0}, {"Kembe", "Kembe", SR_ENTITY_PLACE, 1, 0}},
     {{"Kembe Farmers Union", "", SR_ENTITY_ORGANIZATION, 0, 0}},
     "organization Kembe Farmers Union"},
    {"a name that the model's mentions lack is shown, once for each name",
     "Ogbe burned. Nobody went to Ogbe.",
     {{0}},
     {{"Ogbe", "", SR_ENTITY_PLACE, 0, 0}, {"Ogbe", "", SR_ENTITY_PLACE, 0, 1}},
     "place Ogbe = Ogbe"},
    {"an unsure name is none",
     "The Kembe Farmers Union met.",
     {{"The Kembe Farmers Union", "Union", SR_ENTITY_ORGANIZATION, 0, 0}},
     {{"Farmers", "?", SR_ENTITY_ORGANIZATION, 0, 0}},
     "organization The Kembe Farmers Union"},
    {"what is no person, organization or place is left to the rules",
     "The truck stopped near Kembe.",
     {{"The truck", "truck", SR_ENTITY_OTHER, 0, 0}, {"Kembe", "Kembe", SR_ENTITY_PLACE, 1, 0}},
     {{0}},
     "place Kembe"},
    {"two that the rules tell apart are two, though the model takes them for one",
     "Mali mourned. France mourned.",
     {{"Mali", "Mali", SR_ENTITY_PLACE, 0, 0}, {"France", "France", SR_ENTITY_PLACE, 0, 0}},
     {{0}},
     "place Mali; place France"},
    {"what the rules lack goes with what they have of the same entity",
     "It was a ruin. Mali mourned.",
     {{"It", "It", SR_ENTITY_PLACE, 0, 0},
      {"a ruin", "ruin", SR_ENTITY_PLACE, 0, 0},
      {"Mali", "Mali", SR_ENTITY_PLACE, 0, 0}},
     {{0}},
     "place It = a ruin = Mali"},
};

struct model { /* a reading of the rules' tokens */
    struct sr_reading reading;
    struct sr_mention mentions[MOST];
    struct sr_entity entities[MOST];
    struct sr_name_label names[MOST];
};

static struct sr_span find(const char *text, const struct given *g, const char *words, uint32_t from) {
    const char *p = strstr(text + from, words);
    for (uint32_t n = 0; p && n < g->time; n++) p = strstr(p + 1, words);
    SR_CHECK("the words stand in the text", p != NULL);
    uint32_t start = p ? (uint32_t)(p - text) : 0;
    return (struct sr_span){start, start + (uint32_t)strlen(words)};
}

static void make_model(struct model *m, const struct row *row, const struct sr_reading *rules) {
    *m = (struct model){.reading = *rules};
    struct sr_reading *r = &m->reading;
    r->mention_count = r->entity_count = r->name_count = 0;
    for (uint32_t i = 0; i < MOST && row->mentions[i].words; i++) {
        const struct given *g = &row->mentions[i];
        struct sr_span s = find(row->text, g, g->words, 0), head = find(row->text, g, g->head, s.start);
        m->mentions[i] = (struct sr_mention){.span = s, .entity = g->entity, .type = g->type, .form = SR_FORM_NOMINAL};
        m->mentions[i].first = sr_token_at(rules, s.start);
        m->mentions[i].end = sr_token_at(rules, s.end - 1) + 1;
        m->mentions[i].head = sr_token_at(rules, head.start);
        m->mentions[i].p = 0.9f;
        m->entities[g->entity].type = g->type;
        r->mention_count++;
        if (g->entity >= r->entity_count) r->entity_count = g->entity + 1;
    }
    for (uint32_t i = 0; i < MOST && row->names[i].words; i++) {
        const struct given *g = &row->names[i];
        struct sr_span s = find(row->text, g, g->words, 0);
        m->names[i] = (struct sr_name_label){s, sr_token_at(rules, s.start), sr_token_at(rules, s.end - 1) + 1, g->type,
                                             g->head[0] == '?' ? 0.5f : 0.9f};
        r->name_count++;
    }
    r->mentions = m->mentions;
    r->entities = m->entities;
    r->names = m->names;
}

static struct sr_str write(struct sr_show *s, const struct sr_shown *shown) {
    sr_buf_clear(&s->out);
    for (uint32_t e = 0; e < shown->entity_count; e++) {
        const struct sr_entity *x = &shown->entities[e];
        if (e) sr_buf_c(&s->out, "; ");
        sr_buf_c(&s->out, sr_entity_type_name(x->type));
        for (uint32_t i = 0; i < x->mentions.count; i++) {
            sr_buf_c(&s->out, i ? " = " : " ");
            sr_buf_str(&s->out, sr_slice(s->document.text.p, shown->mentions[x->mentions.items[i]].span));
        }
    }
    return (struct sr_str){s->out.p, (uint32_t)s->out.size};
}

/* An entity of the rules and the one that is shown for it have a mention whose words overlap. */
static void check_links(const char *name, const struct sr_reading *r) {
    for (uint32_t e = 0; e < r->entity_count; e++) {
        uint32_t at = r->shown.of_entity[e];
        if (at == SR_NONE) continue;
        bool met = false;
        for (uint32_t i = 0; i < r->mention_count; i++)
            for (uint32_t k = 0; k < r->shown.mention_count; k++)
                met = met || (r->mentions[i].entity == e && r->shown.mentions[k].entity == at &&
                              sr_span_overlaps(r->mentions[i].span, r->shown.mentions[k].span));
        SR_CHECK(name, met);
    }
}

int main(void) {
    struct sr_show s;
    struct sr_arena scratch;
    struct model model;
    sr_show_open(&s);
    sr_arena_init(&scratch, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sr_show_read(&s, rows[i].name, sr_str_c(rows[i].text));
        make_model(&model, &rows[i], &s.reading);
        const uint32_t before = s.reading.mention_count;
        SR_CHECK("there is memory", sr_show_mentions(s.document.text, &model.reading, &s.reading, &s.arena, &scratch));
        SR_CHECK_STR(rows[i].name, write(&s, &s.reading.shown), sr_str_c(rows[i].shown));
        SR_CHECK_INT("the rules' mentions stay", s.reading.mention_count, before);
        check_links(rows[i].name, &s.reading);
        sr_arena_reset(&scratch);
    }
    sr_arena_release(&scratch);
    sr_show_close(&s);
    return sr_test_end("reader/shown");
}
