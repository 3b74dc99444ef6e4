/* incident_labels.c: what a trained reader says of roles, where it does (SR_HAS_ROLES), beside what the rules found.
 *
 * It knows reports of attacks as MUC-4 has them. So it adds what it is sure of, and takes a rule's finding back only in a
 * text where it names somebody or something itself.
 */
#include "incident/incident_roles.h"
#include "reader/clue.h"

struct label {
    uint32_t first, end; /* tokens, without article */
    enum sr_role role;
    float p;
};

struct labels {
    struct sr_roles *roles;
    struct label *items; /* in the order of the text */
    uint32_t count;
};

/* How far the labels of one role are taken: role_labels.tsv. */
struct trust {
    double sure;      /* a filler that it is so sure of is added */
    bool in_text;     /* a rule's filler must be borne out by a label, in a text where it names anything */
    bool in_role;     /* the same, where it is sure of one in this role */
    bool knows_words; /* where both name the same, its words are taken: "guerrillas", not "the guerrillas who" */
};

static bool function_word(const struct sr_roles *r, uint32_t token) {
    return sr_table_find(&r->in->lexicon->tables[SR_TABLE_FUNCTION_WORDS], r->in->reading->tokens[token].norm) !=
           SR_NONE;
}

/* "Colonel" and "Jorge Ruiz", side by side: one man. */
static bool goes_on(const struct labels *l, const struct label *next) {
    const struct label *last = l->count ? &l->items[l->count - 1] : NULL;
    return last && next->role == SR_ROLE_PERPETRATOR_INDIVIDUAL && last->role == next->role && last->end == next->first;
}

/* Whom a rule has as harmed attacked nobody: "the slain officers were identified as Ann Ruiz and Ben Ode". */
static bool is_harmed(const struct sr_roles *r, const struct label *l) {
    return l->role == SR_ROLE_PERPETRATOR_INDIVIDUAL && sr_role_known(r, SR_ROLE_VICTIM, l->end - 1);
}

/* The labels as words that can be told: no article before them, no "of the" left hanging behind. */
static void gather(struct labels *l) {
    const struct sr_roles *r = l->roles;
    const struct sr_reading *reading = r->in->reading;
    l->items = sr_arena_alloc(r->arena, reading->role_count, sizeof *l->items);
    l->roles->failed |= !l->items;
    for (uint32_t k = 0; l->items && k < reading->role_count; k++) {
        const struct sr_role_label *x = &reading->roles[k];
        struct label next = {.role = (enum sr_role)x->role, .p = x->p};
        next.first = sr_token_at(reading, x->span.start);
        next.end = sr_token_at(reading, x->span.end - 1) + 1;
        while (next.first + 1 < next.end && sr_clue(r->in->lexicon, reading, next.first, "one-article")) next.first++;
        while (next.first + 1 < next.end && function_word(r, next.end - 1)) next.end--;
        if (is_harmed(r, &next)) continue;
        if (!goes_on(l, &next)) {
            l->items[l->count++] = next;
            continue;
        }
        struct label *last = &l->items[l->count - 1];
        last->end = next.end;
        if (next.p > last->p) last->p = next.p;
    }
}

static struct trust trust_in(const struct sr_roles *r, enum sr_role role) {
    const struct sr_table *t = &r->in->lexicon->tables[SR_TABLE_ROLE_LABELS];
    uint32_t row = sr_table_find(t, sr_str_c(sr_role_name(role)));
    if (row == SR_NONE) return (struct trust){.sure = 2};
    return (struct trust){sr_table_number(t, row, 1, 2), sr_table_has(t, row, 2, "text"),
                          sr_table_has(t, row, 2, "role"), sr_table_has(t, row, 3, "yes")};
}

static enum sr_entity_type type_of(const struct sr_roles *r, const struct label *l) {
    switch (l->role) {
    case SR_ROLE_PERPETRATOR_ORGANIZATION: return SR_ENTITY_ORGANIZATION;
    case SR_ROLE_TARGET: return SR_ENTITY_FACILITY;
    case SR_ROLE_WEAPON: return SR_ENTITY_WEAPON;
    case SR_ROLE_PERPETRATOR_INDIVIDUAL:
    case SR_ROLE_VICTIM:
    case SR_ROLE_RESPONDER:
    case SR_ROLE_COUNT: break;
    }
    return r->in->reading->tokens[l->end - 1].upos == SR_UPOS_PROPN ? SR_ENTITY_PERSON : SR_ENTITY_PEOPLE;
}

/* Sure enough, of the incident that is looked at, and no bare number ("five" of "five died"). */
static bool takes(const struct sr_roles *r, const struct label *l, const struct trust *trust) {
    bool number = l->end == l->first + 1 && r->in->reading->tokens[l->first].upos == SR_UPOS_NUM;
    return (double)l->p >= trust->sure && !number && !sr_role_elsewhere(r, l->first);
}

/* A label of that role has the head of the filler. */
static bool borne_out(const struct labels *l, enum sr_role role, uint32_t head) {
    for (uint32_t k = 0; k < l->count; k++)
        if (l->items[k].role == role && sr_role_same_head(l->roles, l->items[k].end - 1, head)) return true;
    return false;
}

/* The surest label of that role on some of the words, or NULL. */
static const struct label *label_on(const struct labels *l, enum sr_role role, uint32_t first, uint32_t end) {
    const struct label *best = NULL;
    for (uint32_t k = 0; k < l->count; k++) {
        const struct label *x = &l->items[k];
        if (x->role == role && x->first < end && first < x->end && (!best || x->p > best->p)) best = x;
    }
    return best;
}

/* What the rules found, as far as the labels bear it out. What was said of it (suspected, accused, by whom) stays. */
static void weigh_rules(const struct labels *l, enum sr_role role, const struct trust *trust) {
    struct sr_roles *r = l->roles;
    const struct sr_role_filler *found = r->of[role].items;
    uint32_t count = r->of[role].count;
    bool doubted = trust->in_text;
    for (uint32_t k = 0; k < l->count && trust->in_role; k++)
        doubted |= l->items[k].role == role && takes(r, &l->items[k], trust);
    r->of[role].items = NULL;
    r->of[role].count = r->of[role].room = 0;
    for (uint32_t k = 0; k < count && !r->failed; k++) {
        const struct sr_role_filler *f = &found[k];
        uint32_t first = sr_token_at(r->in->reading, f->span.start),
                 end = sr_token_at(r->in->reading, f->span.end - 1) + 1;
        const struct label *same = trust->knows_words ? label_on(l, role, first, end) : NULL;
        if (doubted && !same && !borne_out(l, role, end - 1)) continue;
        sr_role_add(r, role, same ? same->first : first, same ? same->end : end, (enum sr_entity_type)f->type,
                    (enum sr_role_as)f->as);
    }
}

void sr_take_role_labels(struct sr_roles *r) {
    struct labels l = {.roles = r};
    struct trust trust[SR_ROLE_COUNT];
    const struct sr_table *kinds = &r->in->lexicon->tables[SR_TABLE_KIND_LABELS];
    uint32_t row = sr_table_find(kinds, sr_str_c(sr_incident_kind_name(r->kind)));
    if (!r->in->reading->role_count || row == SR_NONE || !sr_table_has(kinds, row, 1, "yes")) return;
    gather(&l);
    if (!l.count) return;
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        trust[k] = trust_in(r, (enum sr_role)k);
        weigh_rules(&l, (enum sr_role)k, &trust[k]);
    }
    for (uint32_t k = 0; k < l.count && !r->failed; k++) {
        const struct label *x = &l.items[k];
        if (takes(r, x, &trust[x->role]) && !sr_role_known(r, x->role, x->end - 1) &&
            !(x->role == SR_ROLE_PERPETRATOR_ORGANIZATION && sr_group_told(r, x->first, x->end)))
            sr_role_add(r, x->role, x->first, x->end, type_of(r, x), SR_AS_STATED);
    }
}

uint8_t sr_kind_by_label(const struct sr_incident_in *in, uint8_t kind, const float scores[SR_KIND_COUNT]) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_KIND_LABELS];
    uint32_t row = sr_table_find(t, sr_str_c(sr_incident_kind_name(kind))), best = kind;
    float p = 0;
    if (row == SR_NONE || !(in->reading->has & SR_HAS_ROLES)) return kind;
    for (uint32_t k = 0; k < SR_KIND_COUNT; k++)
        if (in->reading->p_kind[k] > p) p = in->reading->p_kind[best = k];
    bool sure =
             (double)in->reading->p_news >= sr_table_number(t, row, 2, 2) && (double)p >= sr_table_number(t, row, 3, 2),
         told = !sr_table_has(t, row, 4, "yes") || scores[best] > 0;
    return sure && told ? (uint8_t)best : kind;
}
