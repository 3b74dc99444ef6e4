#include "reader/shown.h"

#include <stdlib.h>

#include "base/map.h"
#include "reader/group.h"

static const float SURE_NAME = 0.7f; /* less sure names cost more mentions than they mend */

struct shower {
    struct sr_str text;
    const struct sr_reading *r;     /* the model's */
    const struct sr_reading *rules; /* the same tokens */
    uint32_t *name_at;              /* [token] the name label that holds it, or SR_NONE */
    uint32_t *head_of;              /* [token] the rules' innermost mention of that head, or SR_NONE */
    uint32_t *joined;               /* [entities of the model] the rules' entity of its last mention; or SR_NONE */
    SR_VEC(struct sr_mention) mentions;
    struct sr_map named; /* a name's words → a number of the entity that has it */
    struct sr_arena *scratch;
};

static uint32_t *nones(const struct shower *s, uint32_t count) {
    uint32_t *p = sr_arena_alloc(s->scratch, count, sizeof *p);
    if (p) memset(p, 0xFF, count * sizeof *p);
    return p;
}

static bool note(struct shower *s) {
    const struct sr_reading *r = s->r;
    s->name_at = nones(s, r->token_count);
    s->head_of = nones(s, r->token_count);
    s->joined = nones(s, r->entity_count);
    if (!s->name_at || !s->head_of || !s->joined) return false;
    for (uint32_t n = 0; n < r->name_count; n++) {
        if (r->names[n].p < SURE_NAME) continue;
        for (uint32_t t = r->names[n].first; t < r->names[n].end; t++) s->name_at[t] = n;
    }
    for (uint32_t i = 0; i < s->rules->mention_count; i++) s->head_of[s->rules->mentions[i].head] = i; /* inner last */
    return true;
}

static bool is_kind(uint8_t type) {
    return type == SR_ENTITY_PERSON || type == SR_ENTITY_ORGANIZATION || type == SR_ENTITY_PLACE;
}

/* Cut the mention to what is shown of it; false where nothing is, since it lies inside a name. */
static bool cut(const struct shower *s, struct sr_mention *m) {
    const struct sr_reading *r = s->r;
    const uint32_t own = s->name_at[m->head], last = s->name_at[m->end - 1];
    if (own != SR_NONE && r->names[own].first >= m->first && r->names[own].end <= m->end) {
        m->first = r->names[own].first;
        m->end = r->names[own].end;
        m->form = SR_FORM_NAME;
    } else if (last != SR_NONE && s->name_at[m->first] == last) {
        return false;
    } else if (last != SR_NONE && r->names[last].first > m->head && r->names[last].end == m->end) {
        m->end = m->head + 1;
    }
    m->span = (struct sr_span){r->tokens[m->first].span.start, r->tokens[m->end - 1].span.end};
    return true;
}

/* The rules' mention that is the same: each holds the other's head. */
static uint32_t same_by_rule(const struct shower *s, const struct sr_mention *m) {
    for (uint32_t t = m->end; t-- > m->first;) {
        uint32_t at = s->head_of[t];
        if (at == SR_NONE) continue;
        const struct sr_mention *x = &s->rules->mentions[at];
        if (x->first <= m->head && m->head < x->end) return at;
    }
    return SR_NONE;
}

static bool add_mentions(struct shower *s) {
    const struct sr_reading *r = s->r;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        struct sr_mention m = r->mentions[i];
        const uint32_t entity = m.entity;
        m.type = r->entities[entity].type;
        if (!is_kind(m.type) || !cut(s, &m)) continue;
        uint32_t same = same_by_rule(s, &m);
        if (same != SR_NONE) s->joined[entity] = s->rules->mentions[same].entity;
        m.entity = s->joined[entity] != SR_NONE ? s->joined[entity] : s->rules->entity_count + entity;
        if (!SR_PUSH(s->scratch, s->mentions, m)) return false;
    }
    return true;
}

/* Mentions before the first that the rules have of their entity go with that one. */
static bool join_earlier(struct shower *s) {
    const uint32_t base = s->rules->entity_count;
    for (uint32_t i = s->mentions.count; i-- > 0;) {
        struct sr_mention *m = &s->mentions.items[i];
        if (m->entity >= base && s->joined[m->entity - base] != SR_NONE) m->entity = s->joined[m->entity - base];
        if (m->form == SR_FORM_NAME && !sr_map_set(&s->named, s->scratch, sr_slice(s->text.p, m->span), m->entity))
            return false;
    }
    return true;
}

/* The names, those too that no mention has; these are of the entity that is called so, or of one of their own. */
static bool add_names(struct shower *s, uint32_t *numbers) {
    for (uint32_t n = 0; n < s->r->name_count; n++) {
        const struct sr_name_label *x = &s->r->names[n];
        struct sr_str words = sr_slice(s->text.p, x->span);
        if (x->p < SURE_NAME || !is_kind(x->type)) continue;
        struct sr_mention m = {.span = x->span, .first = x->first, .end = x->end, .head = x->end - 1};
        m.type = x->type;
        m.form = SR_FORM_NAME;
        m.p = m.p_link = x->p;
        uint32_t same = same_by_rule(s, &m);
        m.entity = same != SR_NONE ? s->rules->mentions[same].entity : sr_map_get(&s->named, words);
        if (m.entity == SR_NONE) m.entity = (*numbers)++;
        if (!sr_map_set(&s->named, s->scratch, words, m.entity) || !SR_PUSH(s->scratch, s->mentions, m)) return false;
    }
    return true;
}

static int by_place(const void *a, const void *b) { /* outer before inner, a mention before a bare name of its span */
    const struct sr_mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static uint32_t unique(struct sr_mention *to, const struct sr_mention *from, uint32_t count) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!n || to[n - 1].first != from[i].first || to[n - 1].end != from[i].end) to[n++] = from[i];
    return n;
}

/* Where the rules' entities went: each of their mentions that is shown has its number until they are grouped. */
static uint32_t *places_of(const struct shower *s, const struct sr_mention *mentions, const uint32_t *numbers,
                           uint32_t count, struct sr_arena *arena) {
    const uint32_t entities = s->rules->entity_count;
    uint32_t *out = sr_arena_alloc(arena, entities, sizeof *out);
    if (!out) return NULL;
    memset(out, 0xFF, entities * sizeof *out);
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i] < entities) out[numbers[i]] = mentions[i].entity;
    return out;
}

bool sr_show_mentions(struct sr_str text, const struct sr_reading *model, struct sr_reading *out,
                      struct sr_arena *arena, struct sr_arena *scratch) {
    struct shower s = {.text = text, .r = model, .rules = out, .scratch = scratch};
    uint32_t numbers = out->entity_count + model->entity_count;
    if (!note(&s) || !add_mentions(&s) || !join_earlier(&s) || !add_names(&s, &numbers)) return false;
    struct sr_mention_groups g = {.mentions = sr_arena_alloc(arena, s.mentions.count, sizeof *g.mentions)};
    uint32_t *number = sr_arena_alloc(scratch, s.mentions.count, sizeof *number);
    if (!g.mentions || !number) return false;
    if (s.mentions.count) qsort(s.mentions.items, s.mentions.count, sizeof *s.mentions.items, by_place);
    g.mention_count = unique(g.mentions, s.mentions.items, s.mentions.count);
    for (uint32_t i = 0; i < g.mention_count; i++) number[i] = g.mentions[i].entity;
    if (!sr_group_mentions(&g, numbers, arena, scratch)) return false;
    const uint32_t *of_entity = places_of(&s, g.mentions, number, g.mention_count, arena);
    if (!of_entity) return false;
    out->shown = (struct sr_shown){g.mentions, g.entities, of_entity, g.mention_count, g.entity_count};
    out->has |= SR_HAS_SHOWN;
    return true;
}
