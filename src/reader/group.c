#include "reader/group.h"

/* Whether mention x tells more than y: a name more than a nominal, and among names the longer; else the earlier. */
static bool tells_more(const struct sr_mention *x, const struct sr_mention *y) {
    if (x->form != y->form) return x->form < y->form;
    return x->form == SR_FORM_NAME && sr_span_size(x->span) > sr_span_size(y->span);
}

/* The type that its mentions speak for most. */
static uint8_t type_of(const struct sr_mention *mentions, struct sr_indices members) {
    float sum[SR_ENTITY_COUNT] = {0};
    uint32_t best = mentions[members.items[0]].type;
    for (uint32_t i = 0; i < members.count; i++) {
        const struct sr_mention *m = &mentions[members.items[i]];
        if (m->form != SR_FORM_PRONOUN || members.count == 1) sum[m->type] += m->p;
    }
    for (uint32_t k = 0; k < SR_ENTITY_COUNT; k++) {
        if (sum[k] > sum[best]) best = k;
    }
    return (uint8_t)best;
}

bool sr_group_mentions(struct sr_mention_groups *g, uint32_t numbers, struct sr_arena *arena,
                       struct sr_arena *scratch) {
    const uint32_t count = g->mention_count;
    uint32_t *index = sr_arena_alloc(scratch, numbers, sizeof *index); /* [number] its entity's index + 1, or 0 */
    uint32_t *sizes = sr_arena_alloc(scratch, count, sizeof *sizes), entities = 0;
    uint32_t *members = sr_arena_alloc(arena, count, sizeof *members);
    struct sr_entity *out = sr_arena_alloc(arena, count, sizeof *out);
    if (!index || !sizes || !members || !out) return false;
    for (uint32_t i = 0; i < count; i++) {
        struct sr_mention *m = &g->mentions[i];
        if (!index[m->entity]) index[m->entity] = ++entities;
        m->entity = index[m->entity] - 1;
        sizes[m->entity]++;
    }
    for (uint32_t e = 0, at = 0; e < entities; at += sizes[e++]) out[e].mentions = (struct sr_indices){members + at, 0};
    for (uint32_t i = 0; i < count; i++) {
        struct sr_entity *e = &out[g->mentions[i].entity];
        members[(size_t)(e->mentions.items - members) + e->mentions.count++] = i;
        if (e->mentions.count == 1 || tells_more(&g->mentions[i], &g->mentions[e->name])) e->name = i;
    }
    for (uint32_t e = 0; e < entities; e++) out[e].type = type_of(g->mentions, out[e].mentions);
    g->entities = out;
    g->entity_count = entities;
    return true;
}
