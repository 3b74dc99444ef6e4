/* incident_roles.c: who did it, to whom, with what, and who says so. By mentions and the words beside them. */
#include "incident/incident_parts.h"
#include "reader/match.h"


struct roles {
    const struct sr_incident_in *in;
    const struct sr_scene *scene;
    struct sr_arena *arena;
    struct {
        struct sr_role_filler *items;
        uint32_t count, room;
    } of[SR_ROLE_COUNT];
    bool failed;
};

/* The use in role_words.tsv of the words that begin at `at`; NULL for none. */
static const char *use_at(const struct sr_incident_in *in, uint32_t at, uint32_t *tokens) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_ROLE_WORDS];
    struct sr_match m = sr_match_at(t, in->reading, at, in->reading->token_count);
    *tokens = m.tokens;
    return m.row == SR_NONE ? NULL : sr_table_cell(t, m.row, 1);
}

static bool use_near(const struct sr_incident_in *in, uint32_t from, uint32_t to, uint32_t sentence, const char *use) {
    for (uint32_t i = from; i < to && i < in->reading->token_count; i++) {
        uint32_t tokens;
        if (in->reading->tokens[i].sentence != sentence) continue;
        const char *u = use_at(in, i, &tokens);
        if (u && strcmp(u, use) == 0) return true;
    }
    return false;
}

static void add(struct roles *r, enum sr_role role, const struct sr_mention *m, enum sr_role_as as) {
    const struct sr_attributions *a = r->in->attributions;
    for (uint32_t i = 0; i < r->of[role].count; i++)
        if (r->of[role].items[i].entity == m->entity) return;
    struct sr_role_filler f = {.span = m->span, .entity = m->entity, .as = (uint8_t)as};
    uint32_t at = a->count ? sr_attribution_at(a, m->span) : SR_NONE;
    if (at != SR_NONE) f.sources = a->items[at].speakers;
    if (r->of[role].count == r->of[role].room &&
        !sr_vec_room(r->arena, (void **)(void *)&r->of[role].items, r->of[role].count, &r->of[role].room, sizeof f))
        r->failed = true;
    else r->of[role].items[r->of[role].count++] = f;
}

static const char *side_of(const struct sr_incident_in *in, const struct sr_mention *m) {
    const struct sr_table *people = &in->lexicon->tables[SR_TABLE_PEOPLE];
    for (uint32_t i = m->first; i < m->end; i++) {
        struct sr_match k = sr_match_at(people, in->reading, i, m->end);
        if (k.row != SR_NONE && i + k.tokens > m->head) return sr_table_cell(people, k.row, 1);
    }
    return "";
}

static bool is_weapon(const struct sr_incident_in *in, const struct sr_mention *m) {
    struct sr_match k = sr_match_at(&in->lexicon->tables[SR_TABLE_WEAPONS], in->reading, m->first, m->end);
    return m->type == SR_ENTITY_WEAPON || (k.row != SR_NONE && m->first + k.tokens == m->end);
}

/* "the Shining Path claimed responsibility", "an attack blamed on the FARC" */
static void organisation(struct roles *r, const struct sr_mention *m, uint32_t s) {
    const struct sr_incident_in *in = r->in;
    if (use_near(in, m->end, m->end + 6, s, "denial")) add(r, SR_ROLE_PERPETRATOR_ORGANIZATION, m, SR_AS_DENIED);
    else if (use_near(in, m->end, m->end + 6, s, "claim")) add(r, SR_ROLE_PERPETRATOR_ORGANIZATION, m, SR_AS_CLAIMED);
    else if (use_near(in, m->first > 5 ? m->first - 5 : 0, m->first, s, "blame"))
        add(r, SR_ROLE_PERPETRATOR_ORGANIZATION, m, SR_AS_ACCUSED);
}

static void one(struct roles *r, const struct sr_mention *m) {
    const struct sr_incident_in *in = r->in;
    uint32_t s = in->reading->tokens[m->first].sentence;
    if (sr_is_background(r->scene, in->reading, m->first)) return;
    bool people = m->type == SR_ENTITY_PEOPLE || m->type == SR_ENTITY_PERSON || m->type == SR_ENTITY_GROUP;
    if (people && m->form == SR_FORM_NOMINAL && strcmp(side_of(in, m), "perpetrators") == 0) {
        bool doubt = use_near(in, m->first > 3 ? m->first - 3 : 0, m->end, s, "suspect");
        add(r, SR_ROLE_PERPETRATOR_INDIVIDUAL, m, doubt ? SR_AS_SUSPECTED : SR_AS_STATED);
    }
    if (m->form == SR_FORM_NAME && (m->type == SR_ENTITY_ORGANIZATION || m->type == SR_ENTITY_GROUP)) organisation(r, m, s);
    if (m->type == SR_ENTITY_FACILITY || m->type == SR_ENTITY_VEHICLE)
        if (use_near(in, m->first > 4 ? m->first - 4 : 0, m->first, s, "attack")) add(r, SR_ROLE_TARGET, m, SR_AS_STATED);
    if (is_weapon(in, m)) add(r, SR_ROLE_WEAPON, m, SR_AS_STATED);
    if (m->form == SR_FORM_NOMINAL && people && strcmp(side_of(in, m), "perpetrators") != 0 &&
        use_near(in, m->first, m->end, s, "respond"))
        add(r, SR_ROLE_RESPONDER, m, SR_AS_STATED);
}

/* A victim is a mention that a claim of harm counts, or a name that one stands beside. */
static void victims(struct roles *r) {
    const struct sr_incident_in *in = r->in;
    for (uint32_t i = 0; i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        bool harm = c->measure == SR_MEASURE_KILLED || c->measure == SR_MEASURE_INJURED || c->measure == SR_MEASURE_HOSTAGES;
        if (!harm || c->of_head == SR_NONE || c->side == SR_SIDE_PERPETRATORS || c->polarity != SR_POLARITY_ASSERTED) continue;
        if (sr_is_background(r->scene, in->reading, c->of_head)) continue;
        uint32_t m = sr_mention_at(in->reading, c->of_head);
        if (m != SR_NONE) add(r, SR_ROLE_VICTIM, &in->reading->mentions[m], SR_AS_STATED);
    }
    const struct sr_table *triggers = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    for (uint32_t i = 0; i < in->reading->mention_count; i++) {
        const struct sr_mention *m = &in->reading->mentions[i];
        if (m->form != SR_FORM_NAME || m->type != SR_ENTITY_PERSON) continue;
        if (sr_is_background(r->scene, in->reading, m->first)) continue;
        uint32_t stop = in->reading->sentences[in->reading->tokens[m->first].sentence].end;
        for (uint32_t k = m->end; k < stop && k < m->end + 4; k++) { /* "Jorge Ruiz was killed", "Ruiz, 34, died" */
            struct sr_match t = sr_match_at(triggers, in->reading, k, stop);
            if (t.row == SR_NONE) continue;
            const char *class = sr_table_cell(triggers, t.row, 2);
            bool passive = k > m->end && strcmp(class, "obj") == 0;
            if (passive || strcmp(class, "subj") == 0) add(r, SR_ROLE_VICTIM, m, SR_AS_STATED);
            break;
        }
        for (uint32_t k = m->first > 3 ? m->first - 3 : 0; k < m->first; k++) { /* "the murder of Jorge Ruiz" */
            struct sr_match t = sr_match_at(triggers, in->reading, k, m->first);
            if (t.row != SR_NONE && strcmp(sr_table_cell(triggers, t.row, 2), "of") == 0 && k + t.tokens == m->first)
                add(r, SR_ROLE_VICTIM, m, SR_AS_STATED);
        }
    }
}

bool sr_who_did_what(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
                     struct sr_incident *incident) {
    struct roles r = {.in = in, .scene = scene, .arena = arena};
    for (uint32_t i = 0; i < in->reading->mention_count; i++) one(&r, &in->reading->mentions[i]);
    victims(&r);
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++)
        incident->roles[k] = (struct sr_role_fillers){r.of[k].items, r.of[k].count};
    return !r.failed;
}
