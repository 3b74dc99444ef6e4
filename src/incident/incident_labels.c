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

static struct label label_at(const struct sr_roles *r, uint32_t k) {
    const struct sr_reading *reading = r->in->reading;
    const struct sr_role_label *x = &reading->roles[k];
    struct label l = {.role = (enum sr_role)x->role, .p = x->p};
    l.first = sr_token_at(reading, x->span.start);
    l.end = sr_token_at(reading, x->span.end - 1) + 1;
    while (l.first + 1 < l.end && sr_clue(r->in->lexicon, reading, l.first, "one-article")) l.first++;
    return l;
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

/* A label of that role has the head of the filler. */
static bool borne_out(const struct sr_roles *r, enum sr_role role, const struct sr_role_filler *f) {
    uint32_t head = sr_token_at(r->in->reading, f->span.end - 1);
    for (uint32_t k = 0; k < r->in->reading->role_count; k++) {
        struct label l = label_at(r, k);
        if (l.role == role && sr_role_same_head(r, l.end - 1, head)) return true;
    }
    return false;
}

static void take_back(struct sr_roles *r, enum sr_role role) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k < r->of[role].count; k++)
        if (borne_out(r, role, &r->of[role].items[k])) r->of[role].items[kept++] = r->of[role].items[k];
    r->of[role].count = kept;
}

void sr_take_role_labels(struct sr_roles *r) {
    const struct sr_reading *reading = r->in->reading;
    const struct sr_table *trust = &r->in->lexicon->tables[SR_TABLE_ROLE_LABELS];
    double sure[SR_ROLE_COUNT];
    if (!reading->role_count) return;
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        uint32_t row = sr_table_find(trust, sr_str_c(sr_role_name(k)));
        sure[k] = row == SR_NONE ? 2 : sr_table_number(trust, row, 1, 2);
        if (row != SR_NONE && sr_table_has(trust, row, 2, "yes")) take_back(r, (enum sr_role)k);
    }
    for (uint32_t k = 0; k < reading->role_count && !r->failed; k++) {
        struct label l = label_at(r, k);
        if ((double)l.p < sure[l.role] || sr_role_elsewhere(r, l.first) || sr_role_known(r, l.role, l.end - 1))
            continue;
        sr_role_add(r, l.role, l.first, l.end, type_of(r, &l), SR_AS_STATED);
    }
}
