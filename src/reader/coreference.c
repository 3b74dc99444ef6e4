#include "base/utf8.h"
#include "reader/mention.h"

/* Which mentions name the same: by rule, each mention looks back for its antecedent.
 *
 *     Salif Traore … Traore              last name             Malian Police Union (MPU) … MPU    acronym
 *     the Radisson Blu hotel … the hotel same head noun        AFP … the news agency              same class
 *     a military source … the source     definite, same head   Traore … he                        a person, near, first
 *     but not: the French forces … the Malian forces           what stands before the head differs */

enum { FAR = 3 };

struct chain {
    uint32_t last; /* its last mention */
    uint32_t best; /* the mention that tells most */
    uint32_t count;
    uint8_t type, sex;
    bool many;
    const char *class; /* of nouns.tsv, known_names.tsv; "" for none */
};

struct linker {
    struct sr_finder *f;
    SR_VEC(struct chain) chains;
    struct sr_map names;    /* whole name → chain */
    struct sr_map lasts;    /* a person's last name → chain */
    struct sr_map initials; /* "mpu" → chain */
    struct sr_map heads;    /* a noun → the last chain that it or its like headed */
    struct sr_map classes;  /* class of nouns → the last chain */
    struct sr_map speakers; /* "1 one 7": person, number and quotation of I, we, you → chain */
};

static struct sr_mention *men(const struct linker *l, uint32_t m) {
    return &l->f->w->mentions.items[m];
}

static const struct sr_token *tok(const struct linker *l, uint32_t i) {
    return sr_f_token(l->f, i);
}

static struct sr_str norms(struct linker *l, uint32_t first, uint32_t end) { /* joined by spaces */
    size_t n = 0;
    for (uint32_t i = first; i < end; i++) n += tok(l, i)->norm.n + 1;
    char *p = sr_arena_alloc(l->f->w->scratch, n + 1, 1);
    if (!p) return (struct sr_str){NULL, 0};
    uint32_t at = 0;
    for (uint32_t i = first; i < end; i++) {
        struct sr_str s = tok(l, i)->norm;
        if (at) p[at++] = ' ';
        if (s.n) memcpy(p + at, s.p, s.n);
        at += s.n;
    }
    return (struct sr_str){p, at};
}

static const char *noun_cell(const struct linker *l, uint32_t token, uint32_t column) {
    uint32_t row = l->f->info[token].noun;
    return row == SR_NONE ? "" : sr_table_cell(sr_f_table(l->f, SR_TABLE_NOUNS), row, column);
}

static bool is_definite(const struct linker *l, const struct sr_mention *m) {
    struct sr_str s = tok(l, m->first)->norm;
    return sr_str_is(s, "the") || sr_str_is(s, "this") || sr_str_is(s, "that") || sr_str_is(s, "these") ||
           sr_str_is(s, "those");
}

/* The tokens of a name without determiners, titles and what else stands before it. */
static uint32_t name_first(const struct linker *l, const struct sr_mention *m) {
    uint32_t i = m->first;
    while (i < m->head) {
        const struct sr_word_info *x = &l->f->info[i];
        bool title =
            m->type == SR_ENTITY_PERSON && (x->is & (SR_IS_TITLE | SR_IS_MODIFIER | SR_IS_DEMONYM | SR_IS_IN_NOUN));
        title = title || (m->type == SR_ENTITY_PERSON && x->noun != SR_NONE);
        if (!title && !(x->is & (SR_IS_DET | SR_IS_NUMBER))) break;
        i++;
    }
    return i;
}

static bool is_many(const struct linker *l, const struct sr_mention *m) {
    if (m->type == SR_ENTITY_PEOPLE) return true;
    return strcmp(noun_cell(l, m->head, 2), "many") == 0;
}

static uint32_t new_chain(struct linker *l, uint32_t index, const char *class) {
    const struct sr_mention *m = men(l, index);
    struct chain c = {.last = index, .best = index, .type = m->type, .many = is_many(l, m), .class = class};
    return SR_PUSH(l->f->w->scratch, l->chains, c) ? l->chains.count - 1 : SR_NONE;
}

static uint32_t weight(const struct sr_mention *m) {
    if (m->form == SR_FORM_PRONOUN) return 0;
    uint32_t n = m->end - m->first;
    return (m->form == SR_FORM_NAME ? 100u : 1u) + (n > 20 ? 20 : n);
}

static bool join(struct linker *l, uint32_t index, uint32_t chain, float p) {
    if (chain == SR_NONE) return false;
    struct sr_mention *m = men(l, index);
    struct chain *c = &l->chains.items[chain];
    m->entity = chain;
    m->p_link = p;
    c->last = index;
    c->count++;
    if (weight(m) > weight(men(l, c->best))) {
        if (m->form == SR_FORM_NAME && men(l, c->best)->form != SR_FORM_NAME && m->p >= 0.5f) c->type = m->type;
        c->best = index;
    }
    uint8_t sex = 0;
    for (uint32_t i = m->first; i <= m->head && !sex; i++)
        if (m->type == SR_ENTITY_PERSON) sex = l->f->info[i].sex;
    if (!c->sex) c->sex = sex;
    return true;
}

/* --- names --- */

static struct sr_str initials_of(struct linker *l, uint32_t first, uint32_t end) {
    char *p = sr_arena_alloc(l->f->w->scratch, end - first + 1, 1);
    uint32_t n = 0;
    for (uint32_t i = first; p && i < end; i++) {
        const struct sr_token *t = tok(l, i);
        if (t->kind != SR_TOKEN_WORD || t->shape == SR_SHAPE_LOWER || (l->f->info[i].is & SR_IS_CLOSED)) continue;
        if (t->norm.n && (unsigned char)t->norm.p[0] < 0x80) p[n++] = t->norm.p[0];
    }
    return (struct sr_str){p, n};
}

/* "(MPU)" right after the mention before: its short form. */
static uint32_t bracketed(const struct linker *l, uint32_t index) {
    const struct sr_mention *m = men(l, index);
    if (!index || m->first < 2 || m->end - m->first != 1) return SR_NONE;
    struct sr_str open = tok(l, m->first - 1)->norm;
    const struct sr_mention *before = men(l, index - 1);
    if ((!sr_str_is(open, "(") && !sr_str_is(open, "[")) || before->end != m->first - 1) return SR_NONE;
    if (before->form != SR_FORM_NAME || before->type == SR_ENTITY_PERSON) return SR_NONE;
    return tok(l, m->first)->shape == SR_SHAPE_UPPER ? before->entity : SR_NONE;
}

static const char *known_class(const struct linker *l, uint32_t first) {
    uint32_t row = l->f->info[first].known;
    if (row != SR_NONE) return sr_table_cell(sr_f_table(l->f, SR_TABLE_KNOWN_NAMES), row, 2);
    if (!l->f->info[first].place) return "";
    const struct sr_token *t = tok(l, first);
    return sr_table_find(sr_f_table(l->f, SR_TABLE_COUNTRIES), t->norm) != SR_NONE ? "country" : "city";
}

static struct sr_str name_key(struct linker *l, uint32_t first, uint32_t end) {
    uint32_t row = l->f->info[first].known;
    if (row != SR_NONE && l->f->info[first].known_size == end - first) {
        const char *same = sr_table_cell(sr_f_table(l->f, SR_TABLE_KNOWN_NAMES), row, 3);
        if (*same) return sr_str_c(same);
    }
    return norms(l, first, end);
}

static bool remember_name(struct linker *l, uint32_t index, uint32_t chain, struct sr_str key) {
    struct sr_arena *a = l->f->w->scratch;
    const struct sr_mention *m = men(l, index);
    uint32_t first = name_first(l, m), end = m->head + 1;
    if (!sr_map_set(&l->names, a, key, chain)) return false;
    if (l->chains.items[chain].type == SR_ENTITY_PERSON) {
        if (!sr_map_set(&l->lasts, a, tok(l, m->head)->norm, chain)) return false;
        if (end - first > 1 && sr_map_get(&l->lasts, tok(l, first)->norm) == SR_NONE)
            return sr_map_set(&l->lasts, a, tok(l, first)->norm, chain);
        return true;
    }
    if (end - first > 1) {
        struct sr_str in = initials_of(l, first, end);
        if (in.n > 1 && !sr_map_set(&l->initials, a, in, chain)) return false;
        if (!sr_map_set(&l->heads, a, tok(l, m->head)->norm, chain)) return false;
        for (uint32_t i = first + 1; i < end; i++) /* "the ministry" of "the Ministry of Defense" */
            if (sr_str_is(tok(l, i)->norm, "of") && !sr_map_set(&l->heads, a, tok(l, i - 1)->norm, chain)) return false;
        uint32_t part = m->head; /* "Radisson Blu" of "the Radisson Blu hotel" */
        bool own =
            l->f->info[first].known == SR_NONE && !l->f->info[first].place && !(l->f->info[first].is & SR_IS_DEMONYM);
        if (own && l->f->info[m->head].noun != SR_NONE && part > first &&
            !sr_map_set(&l->names, a, norms(l, first, part), chain))
            return false;
    }
    const char *class = l->chains.items[chain].class;
    return !*class || sr_map_set(&l->classes, a, sr_str_c(class), chain);
}

static bool link_name(struct linker *l, uint32_t index) {
    struct sr_mention *m = men(l, index);
    uint32_t first = name_first(l, m), end = m->head + 1;
    struct sr_str key = name_key(l, first, end);
    if (!key.p) return false;
    float p = 0.95f;
    uint32_t chain = sr_map_get(&l->names, key);
    if (chain != SR_NONE && m->p >= 0.7f &&
        (l->chains.items[chain].type == SR_ENTITY_PERSON) != (m->type == SR_ENTITY_PERSON))
        chain = SR_NONE; /* Mr Jordan is not the country */
    if (chain == SR_NONE && (chain = bracketed(l, index)) != SR_NONE) p = 0.9f;
    if (chain == SR_NONE && end - first == 1 && tok(l, first)->shape == SR_SHAPE_UPPER &&
        (chain = sr_map_get(&l->initials, tok(l, first)->norm)) != SR_NONE)
        p = 0.8f;
    bool maybe_person = m->type == SR_ENTITY_PERSON || m->p <= 0.5f;
    if (chain == SR_NONE && maybe_person && (chain = sr_map_get(&l->lasts, tok(l, m->head)->norm)) != SR_NONE) {
        p = 0.85f;
        const struct sr_mention *b = men(l, l->chains.items[chain].best); /* two Traores with two first names are two */
        if (end - first > 1 && m->head > 0 && b->head > name_first(l, b) &&
            !sr_str_eq(tok(l, first)->norm, tok(l, name_first(l, b))->norm))
            chain = SR_NONE;
    }
    if (chain != SR_NONE && m->p <= 0.5f) m->type = l->chains.items[chain].type;
    if (chain == SR_NONE) chain = new_chain(l, index, known_class(l, first));
    return join(l, index, chain, p) && remember_name(l, index, chain, key);
}

/* --- nouns --- */

/* Every word before the head stands in the antecedent too: "the gunmen" can be "armed gunmen", not the other way. */
static bool fits(const struct linker *l, const struct sr_mention *m, uint32_t chain) {
    const struct sr_mention *b[2] = {men(l, l->chains.items[chain].best), men(l, l->chains.items[chain].last)};
    for (uint32_t i = m->first; i < m->end; i++) {
        if (i == m->head || (l->f->info[i].is & (SR_IS_CLOSED | SR_IS_DET | SR_IS_IN_NOUN)) ||
            tok(l, i)->kind == SR_TOKEN_PUNCT)
            continue;
        bool found = false;
        for (int k = 0; k < 2 && !found; k++)
            for (uint32_t j = b[k]->first; j < b[k]->end && !found; j++)
                found = sr_str_eq(tok(l, j)->norm, tok(l, i)->norm);
        if (!found) return false;
    }
    return true;
}

static bool takes_up(const char *class) { /* classes whose nouns stand for one another, and for names */
    static const char *const all[] = {"agency", "attacker", "captive", "band", "country", "city", "company"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(class, all[i]) == 0) return true;
    return false;
}

static const char *class_of(const struct linker *l, uint32_t token) {
    const char *class = noun_cell(l, token, 4);
    return strcmp(class, "fighter") == 0 ? "attacker" : class;
}

static bool link_nominal(struct linker *l, uint32_t index) {
    const struct sr_mention *m = men(l, index);
    struct sr_arena *a = l->f->w->scratch;
    struct sr_str head = tok(l, m->head)->norm;
    const char *class = class_of(l, m->head);
    uint32_t chain = SR_NONE;
    float p = 0.7f;
    bool bare_body = m->end - m->first == 1 && m->type == SR_ENTITY_ORGANIZATION;
    if (is_definite(l, m) || bare_body) {
        chain = sr_map_get(&l->heads, head);
        if (chain != SR_NONE && (!fits(l, m, chain) || l->chains.items[chain].many != is_many(l, m))) chain = SR_NONE;
        if (chain == SR_NONE && takes_up(class) && !bare_body) {
            chain = sr_map_get(&l->classes, sr_str_c(class));
            if (chain != SR_NONE && (!fits(l, m, chain) || l->chains.items[chain].many != is_many(l, m)))
                chain = SR_NONE;
            p = 0.6f;
        }
    }
    if (chain == SR_NONE) {
        chain = new_chain(l, index, class);
        p = 1;
    }
    if (!join(l, index, chain, p) || !sr_map_set(&l->heads, a, head, chain)) return false;
    return !*class || sr_map_set(&l->classes, a, sr_str_c(class), chain);
}

/* --- pronouns --- */

static bool can_be(const struct linker *l, const struct sr_mention *m, bool many, char sex) {
    const struct chain *c = &l->chains.items[m->entity];
    bool body = c->type == SR_ENTITY_GROUP || (c->type == SR_ENTITY_ORGANIZATION && c->many);
    if (many) return body || c->type == SR_ENTITY_PEOPLE;
    if (c->type != SR_ENTITY_PERSON || c->many) return false;
    return !sex || !c->sex || c->sex == (uint8_t)sex;
}

/* The best antecedent: near, first of its sentence (which mostly is its subject), a name. */
static uint32_t antecedent(const struct linker *l, uint32_t index, bool many, char sex) {
    const struct sr_mention *m = men(l, index);
    uint32_t here = tok(l, m->first)->sentence, best = SR_NONE;
    int best_score = -1000;
    for (uint32_t k = index; k-- > 0 && index - k < 60;) {
        const struct sr_mention *c = men(l, k);
        uint32_t there = tok(l, c->first)->sentence;
        if (here - there > FAR) break;
        if (c->end > m->first || c->entity == SR_NONE || !can_be(l, c, many, sex)) continue;
        if (c->form == SR_FORM_PRONOUN &&
            sr_table_number(sr_f_table(l->f, SR_TABLE_PRONOUNS),
                            sr_table_find(sr_f_table(l->f, SR_TABLE_PRONOUNS), tok(l, c->first)->norm), 3, 0) != 3)
            continue;
        bool lead = k == 0 || tok(l, men(l, k - 1)->first)->sentence != there;
        int score = -10 * (int)(here - there) + (lead ? 5 : 0) + (c->form == SR_FORM_NAME ? 2 : 0) +
                    (c->form == SR_FORM_PRONOUN ? 3 : 0);
        if (score > best_score) {
            best_score = score;
            best = c->entity;
        }
    }
    return best;
}

static uint32_t quotation_of(const struct linker *l, uint32_t token) {
    const struct sr_read_work *w = l->f->w;
    uint32_t found = SR_NONE, low = 0, high = w->quotations.count;
    while (low < high) { /* the last quotation that begins at or before the token */
        uint32_t mid = low + (high - low) / 2;
        if (w->quotations.items[mid].first <= token) low = mid + 1;
        else high = mid;
    }
    for (uint32_t k = low; k-- > 0 && low - k < 8 && found == SR_NONE;)
        if (w->quotations.items[k].end > token) found = k;
    for (uint32_t steps = 0; found != SR_NONE && w->quotations.items[found].continues != SR_NONE && steps < 100;
         steps++)
        found = w->quotations.items[found].continues;
    return found;
}

static bool link_pronoun(struct linker *l, uint32_t index) {
    const struct sr_mention *m = men(l, index);
    const struct sr_table *t = sr_f_table(l->f, SR_TABLE_PRONOUNS);
    uint32_t row = sr_table_find(t, tok(l, m->first)->norm);
    int person = (int)sr_table_number(t, row, 3, 0);
    bool many = sr_table_has(t, row, 1, "many");
    uint32_t chain = SR_NONE;
    struct sr_str key = {NULL, 0};
    if (person == 3) {
        chain = antecedent(l, index, many, sr_table_cell(t, row, 2)[0]);
    } else if (person) {
        key = sr_arena_printf(l->f->w->scratch, "%d %d %u", person, many, quotation_of(l, m->first));
        if (!key.p) return false;
        chain = sr_map_get(&l->speakers, key);
    }
    bool found = chain != SR_NONE;
    if (!found) chain = new_chain(l, index, "");
    if (!join(l, index, chain, found ? 0.6f : 1.0f)) return false;
    if (!l->chains.items[chain].sex) l->chains.items[chain].sex = (uint8_t)sr_table_cell(t, row, 2)[0];
    return !key.p || sr_map_set(&l->speakers, l->f->w->scratch, key, chain);
}

/* --- the whole --- */

static bool make_entities(struct linker *l) {
    struct sr_read_work *w = l->f->w;
    uint32_t *all = sr_arena_alloc(w->arena, w->mentions.count, sizeof *all), at = 0;
    uint32_t *start = sr_arena_alloc(w->scratch, l->chains.count + 1, sizeof *start);
    if (!all || !start) return false;
    for (uint32_t i = 0; i < l->chains.count; i++) {
        start[i] = at;
        at += l->chains.items[i].count;
    }
    for (uint32_t i = 0; i < l->chains.count; i++) {
        const struct chain *c = &l->chains.items[i];
        struct sr_entity e = {.name = c->best, .mentions = {all + start[i], c->count}, .type = c->type};
        if (!SR_PUSH(w->scratch, w->entities, e)) return false;
    }
    for (uint32_t m = 0; m < w->mentions.count; m++) all[start[men(l, m)->entity]++] = m;
    return true;
}

bool sr_find_coreference(struct sr_finder *f) {
    struct linker l = {.f = f};
    for (uint32_t i = 0; i < f->w->mentions.count; i++) {
        uint8_t form = men(&l, i)->form;
        if (!(form == SR_FORM_NAME      ? link_name(&l, i)
              : form == SR_FORM_NOMINAL ? link_nominal(&l, i)
                                        : link_pronoun(&l, i)))
            return false;
    }
    return make_entities(&l);
}
