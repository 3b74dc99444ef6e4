#include "reader/mention.h"

/* Mentions by trees: each noun that the table knows, each name and each pronoun heads one, which spans what hangs on it
 * without what only follows (relative clauses, appositions, conjuncts) or joins it to the sentence (prepositions,
 * marks).
 *
 *     a Malian military source quoted by AFP      [a Malian military source], [AFP] */

static bool stays_outside(const struct sr_token *t) {
    switch (t->deprel) {
    case SR_DEP_CASE:
    case SR_DEP_PUNCT:
    case SR_DEP_CC:
    case SR_DEP_CONJ:
    case SR_DEP_APPOS:
    case SR_DEP_PARATAXIS:
    case SR_DEP_ACL:
    case SR_DEP_MARK:
    case SR_DEP_COP:
    case SR_DEP_NSUBJ:
    case SR_DEP_CSUBJ:
    case SR_DEP_AUX:
    case SR_DEP_ADVCL:
    case SR_DEP_OBL:
    case SR_DEP_OBJ:
    case SR_DEP_CCOMP:
    case SR_DEP_XCOMP:
    case SR_DEP_DISCOURSE:
    case SR_DEP_VOCATIVE:
    case SR_DEP_DISLOCATED:
    case SR_DEP_EXPL:
    case SR_DEP_ADVMOD: return true;
    default: return false;
    }
}

/* The token hangs on `head` by what belongs to its phrase. */
static bool belongs(const struct sr_finder *f, uint32_t i, uint32_t head) {
    for (uint32_t steps = 0; i != head; steps++) {
        const struct sr_token *t = sr_f_token(f, i);
        if (t->head == i || t->head == SR_NONE || steps > 64) return false;
        if (t->head == head ? stays_outside(t) : (t->deprel == SR_DEP_ACL || t->deprel == SR_DEP_PARATAXIS))
            return false;
        i = t->head;
    }
    return true;
}

static void span_of(const struct sr_finder *f, uint32_t head, uint32_t *first, uint32_t *end) {
    const struct sr_sentence *s = &f->w->sentences.items[sr_f_token(f, head)->sentence];
    *first = head;
    *end = head + 1;
    while (*first > s->first &&
           (belongs(f, *first - 1, head) ||
            (*first >= s->first + 2 && belongs(f, *first - 2, head) &&
             sr_f_token(f, *first - 1)->deprel == SR_DEP_PUNCT && !sr_f_token(f, *first)->space_before)))
        --*first;
    while (*end < s->end && belongs(f, *end, head)) ++*end;
}

/* The name's own tokens around its head: flat and compound parts that are proper nouns. */
static void name_of(const struct sr_finder *f, uint32_t head, uint32_t *first, uint32_t *end) {
    const struct sr_sentence *s = &f->w->sentences.items[sr_f_token(f, head)->sentence];
    *first = head;
    *end = head + 1;
    while (*first > s->first && sr_f_token(f, *first - 1)->upos == SR_UPOS_PROPN && belongs(f, *first - 1, head))
        --*first;
    while (*end < s->end && sr_f_token(f, *end)->upos == SR_UPOS_PROPN && belongs(f, *end, head)) ++*end;
}

static bool noun(struct sr_finder *f, uint32_t i) {
    uint32_t first, end, row = f->info[i].noun;
    if (row == SR_NONE) return true;
    span_of(f, i, &first, &end);
    const struct sr_table *t = sr_f_table(f, SR_TABLE_NOUNS);
    enum sr_entity_type type = (enum sr_entity_type)sr_entity_type_from(sr_str_c(sr_table_cell(t, row, 1)));
    bool named = false;
    if (type != SR_ENTITY_PERSON && type != SR_ENTITY_PEOPLE)
        for (uint32_t k = first; k < i; k++) named = named || sr_f_token(f, k)->upos == SR_UPOS_PROPN;
    return sr_mention_add(f, first, end, i, type, named ? SR_FORM_NAME : SR_FORM_NOMINAL, 0.85f);
}

static bool proper(struct sr_finder *f, uint32_t i) {
    const struct sr_token *t = sr_f_token(f, i);
    uint32_t first, end, from, to;
    if (t->deprel == SR_DEP_FLAT || (t->deprel == SR_DEP_COMPOUND && sr_f_token(f, t->head)->upos == SR_UPOS_PROPN))
        return true;
    if ((f->info[i].is & SR_IS_CLOSED) || t->kind == SR_TOKEN_URL) return true; /* Friday */
    name_of(f, i, &from, &to);
    span_of(f, i, &first, &end);
    float p;
    enum sr_entity_type type = sr_name_type(f, from, to, &p);
    return sr_mention_add(f, first, end, to - 1, type, SR_FORM_NAME, p);
}

static bool pronoun(struct sr_finder *f, uint32_t i) {
    const struct sr_table *t = sr_f_table(f, SR_TABLE_PRONOUNS);
    uint32_t row = sr_table_find(t, sr_f_token(f, i)->norm);
    if (row == SR_NONE) return true;
    enum sr_entity_type type = sr_table_has(t, row, 1, "many") ? SR_ENTITY_PEOPLE : SR_ENTITY_PERSON;
    return sr_mention_add(f, i, i + 1, i, type, SR_FORM_PRONOUN, 0.95f);
}

bool sr_mentions_by_tree(struct sr_finder *f) {
    for (uint32_t i = 0; i < f->w->tokens.count; i++) {
        const struct sr_token *t = sr_f_token(f, i);
        bool done = true;
        if (t->upos == SR_UPOS_NOUN) done = noun(f, i);
        else if (t->upos == SR_UPOS_PROPN) done = proper(f, i);
        else if (t->upos == SR_UPOS_PRON || t->upos == SR_UPOS_DET) done = pronoun(f, i);
        if (!done) return false;
    }
    return true;
}
