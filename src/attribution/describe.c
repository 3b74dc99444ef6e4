#include "attribution/parts.h"

/* What a phrase tells of its speaker, by the tables: kind, name, whether a person or an institution. */

static const float SURE_PLACE = 0.85f;

bool sr_att_name_word(const struct sr_attributing *a, uint32_t i, bool capitals) {
    if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK)) return false;
    if (!capitals) return sr_att_is(a, i, SR_WORD_NAME) || (a->tokens[i].shape == SR_SHAPE_TITLE && sr_att_noun(a, i));
    return sr_att_noun(a, i) && !sr_att_is(a, i, SR_WORD_DET | SR_WORD_SUBJECT);
}

static bool in_capitals(const struct sr_attributing *a, struct sr_range r) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (a->tokens[i].kind == SR_TOKEN_WORD && a->tokens[i].norm.n > 1 &&
            (a->word[i] & SR_WORD_NAME || a->tokens[i].shape != SR_SHAPE_UPPER))
            return false;
    return true;
}

/* The end of the phrase's first piece: before a comma, a preposition, a relative clause or a participle with "by". */
static uint32_t piece_end(const struct sr_attributing *a, struct sr_range r, bool over_prep) {
    for (uint32_t i = r.first; i < r.end; i++) {
        if (sr_att_is(a, i, SR_WORD_COMMA | SR_WORD_REL) || sr_att_text_is(a, i, "(")) return i;
        if (!over_prep && i > r.first && sr_att_is(a, i, SR_WORD_PREP) && !sr_att_is(a, i, SR_WORD_NAME)) {
            while (i > r.first + 1 && sr_att_is(a, i - 1, SR_WORD_CUE | SR_WORD_VERB)) i--;
            return i;
        }
    }
    return r.end;
}

static uint8_t kind_of(const char *cell) {
    uint32_t k = sr_source_kind_from(sr_str_c(cell));
    return (uint8_t)(k == SR_SOURCE_COUNT ? SR_SOURCE_OTHER : k);
}

/* The kind of a head that doesn't tell: by the words before it ("a military source"), then by what it belongs to ("a
 * spokesman for the interior ministry"). */
static uint8_t kind_beside(const struct sr_attributing *a, struct sr_range all, uint32_t head_at, uint32_t head_end,
                           const char *otherwise) {
    bool agency;
    for (uint32_t i = head_at; i-- > all.first;) {
        uint32_t row = sr_table_find(a->modifiers, a->tokens[i].norm);
        if (row != SR_NONE) return kind_of(sr_table_cell(a->modifiers, row, 1));
        row = sr_table_find(a->nouns, a->tokens[i].norm);
        if (row != SR_NONE && sr_table_cell(a->nouns, row, 1)[0] != '-')
            return kind_of(sr_table_cell(a->nouns, row, 1));
    }
    for (uint32_t i = head_end; i < all.end; i++) {
        struct sr_match m = sr_match_at(a->nouns, a->reading, i, all.end);
        if (m.row != SR_NONE && sr_table_cell(a->nouns, m.row, 1)[0] != '-' &&
            sr_table_has(a->nouns, m.row, 2, "institution"))
            return kind_of(sr_table_cell(a->nouns, m.row, 1));
        uint32_t row = sr_table_find(a->modifiers, a->tokens[i].norm);
        if (row != SR_NONE) return kind_of(sr_table_cell(a->modifiers, row, 1));
    }
    if (sr_att_is_outlet(a, all, &agency)) return SR_SOURCE_OUTLET;
    return *otherwise == '|' ? kind_of(otherwise + 1) : SR_SOURCE_PERSON;
}

/* Read one piece of a phrase: its last word of source_nouns.tsv is its head; names after the head name the speaker. */
static void read_piece(const struct sr_attributing *a, struct sr_range p, struct sr_range all, struct sr_speaker *s) {
    uint32_t at = SR_NONE, end = 0, row = SR_NONE;
    for (uint32_t i = p.first; i < p.end; i++) {
        struct sr_match m = sr_match_at(a->nouns, a->reading, i, p.end);
        if (m.row == SR_NONE) continue;
        /* "Ministry spokesman": the later noun is the head; "Minister Salif Traore" has names after it */
        at = i;
        end = i + m.tokens;
        row = m.row;
        i += m.tokens - 1;
    }
    uint32_t names = 0, unknown = 0;
    for (uint32_t i = at == SR_NONE ? p.first : end; i < p.end; i++) {
        names += sr_att_name_word(a, i, s->capitals);
        unknown += !sr_att_is(a, i, SR_WORD_DET | SR_WORD_PUNCT);
    }
    if (at == SR_NONE) {
        s->named = names > 0;
        return;
    }
    s->head = row;
    const char *kind = sr_table_cell(a->nouns, row, 1);
    s->who = sr_table_has(a->nouns, row, 2, "person")     ? SR_WHO_PERSON
             : sr_table_has(a->nouns, row, 2, "document") ? SR_WHO_DOCUMENT
                                                          : SR_WHO_INSTITUTION;
    s->kind = kind[0] == '-' ? kind_beside(a, all, at, end, kind + 1) : kind_of(kind);
    s->named = names > 0 && (s->who == SR_WHO_PERSON || unknown == names);
    struct sr_str n = a->tokens[end - 1].norm;
    s->plural = n.n > 3 && n.p[n.n - 1] == 's' && n.p[n.n - 2] != 's';
}

uint32_t sr_att_entity_of(const struct sr_attributing *a, struct sr_range r) {
    const struct sr_reading *x = a->reading;
    uint32_t best = SR_NONE;
    if (!(x->has & SR_HAS_MENTIONS)) return SR_NONE;
    for (uint32_t i = r.first; i < r.end; i++) {
        uint32_t m = sr_mention_at(x, i);
        if (m == SR_NONE || x->mentions[m].head < r.first || x->mentions[m].head >= r.end) continue;
        bool person = x->mentions[m].type == SR_ENTITY_PERSON,
             best_person = best != SR_NONE && x->mentions[best].type == SR_ENTITY_PERSON;
        if (best == SR_NONE || (person && !best_person)) best = m;
    }
    return best == SR_NONE ? SR_NONE : x->mentions[best].entity;
}

static void by_entity(const struct sr_attributing *a, struct sr_speaker *s) {
    if (s->entity == SR_NONE || s->head != SR_NONE || s->outlet != SR_NONE) return;
    switch ((enum sr_entity_type)a->reading->entities[s->entity].type) {
    case SR_ENTITY_PERSON:
        s->kind = SR_SOURCE_PERSON;
        s->who = SR_WHO_PERSON;
        return;
    case SR_ENTITY_PLACE:
        if (a->reading->mentions[a->reading->entities[s->entity].name].p < SURE_PLACE)
            return; /* "Berg" may be a person */
        s->kind = SR_SOURCE_GOVERNMENT;
        s->who = SR_WHO_INSTITUTION;
        return; /* "India said" */
    case SR_ENTITY_ORGANIZATION:
    case SR_ENTITY_GROUP:
    case SR_ENTITY_FACILITY: s->who = SR_WHO_INSTITUTION; return;
    case SR_ENTITY_VEHICLE:
    case SR_ENTITY_WEAPON:
    case SR_ENTITY_PEOPLE:
    case SR_ENTITY_OTHER:
    case SR_ENTITY_COUNT: return;
    }
}

struct sr_speaker sr_att_describe(const struct sr_attributing *a, struct sr_range r) {
    struct sr_speaker s = {.all = r,
                           .name = r,
                           .last = r.first,
                           .head = SR_NONE,
                           .outlet = SR_NONE,
                           .entity = SR_NONE,
                           .kind = SR_SOURCE_OTHER};
    s.capitals = in_capitals(a, r);
    s.pronoun = r.end - r.first == 1 &&
                sr_att_is(a, r.first, SR_WORD_SUBJECT | SR_WORD_POSSESSIVE | SR_WORD_REL | SR_WORD_OBJECT) &&
                !sr_att_is(a, r.first, SR_WORD_NAME);
    if (s.pronoun) return s;
    s.entity = sr_att_entity_of(a, r);
    s.definite = sr_table_has(a->words, sr_table_find(a->words, SR_STR("the")), 1, "det") &&
                 (sr_att_text_is(a, r.first, "the") || sr_att_text_is(a, r.first, "that") ||
                  sr_att_text_is(a, r.first, "this") || sr_att_text_is(a, r.first, "those") ||
                  sr_att_text_is(a, r.first, "these"));
    struct sr_range first = {r.first, piece_end(a, r, false)};
    if (first.end == first.first) first.end = r.end;
    read_piece(a, first, r, &s);
    s.name.end = piece_end(a, r, true);
    if (s.name.end == s.name.first) s.name.end = r.end;
    for (uint32_t i = first.first; i < first.end && s.outlet == SR_NONE; i++) {
        struct sr_match m = sr_att_outlet_at(a, i, first.end);
        if (m.row != SR_NONE && (s.head == SR_NONE || s.who != SR_WHO_PERSON)) s.outlet = m.row;
    }
    if (s.outlet != SR_NONE) {
        s.kind = kind_of(sr_att_outlet_kind(a, s.outlet));
        s.who = SR_WHO_INSTITUTION;
        s.named = true;
    }
    for (uint32_t i = first.end; i < r.end && (s.head == SR_NONE || (!s.named && s.who == SR_WHO_PERSON));) {
        if (!sr_att_is(a, i, SR_WORD_COMMA)) {
            i++;
            continue;
        } /* ", a Labour MP"; "a spokesman …, David Amsel" */
        struct sr_range p = {i + 1, piece_end(a, (struct sr_range){i + 1, r.end}, false)};
        struct sr_speaker t = {.head = SR_NONE, .kind = SR_SOURCE_OTHER, .capitals = s.capitals};
        read_piece(a, p, (struct sr_range){p.first, r.end}, &t);
        if (t.head != SR_NONE && s.head == SR_NONE && s.outlet == SR_NONE) {
            s.head = t.head;
            s.kind = t.kind;
            s.who = SR_WHO_PERSON;
        } else if (t.named && !s.named && (t.head == SR_NONE || t.who == SR_WHO_PERSON) &&
                   (sr_att_name_word(a, p.first, s.capitals) ||
                    sr_table_find(a->nouns, a->tokens[p.first].norm) != SR_NONE)) {
            s.named = true;
            s.name = p;
        }
        i = p.end > i ? p.end : i + 1;
    }
    if (s.who == SR_WHO_UNKNOWN && s.named && s.name.end - s.name.first > 1 && !s.definite) {
        s.who = SR_WHO_PERSON;
        s.kind = SR_SOURCE_PERSON;
    }
    by_entity(a, &s);
    return s;
}
