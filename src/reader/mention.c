#include "reader/mention.h"

#include <stdlib.h>

/* Mentions by rule, without tags or trees: a phrase is a determiner or number, words before the head, the head.
 *
 *     a Malian military source     the gunmen      two policemen     police     the Chinese Xinhua news agency
 *     but not: the hotel lobby (the head is no noun that we know), hotel (a singular noun without a determiner)
 *
 * A verb ends a phrase, as far as its form can be told ("the gunmen fled", "police arrested rebels"). */

enum { LONGEST_PHRASE = 14, MOST_UNKNOWN = 4, DEEPEST = 4 };

struct phrase {
    uint32_t first, end, head;
    uint32_t noun;                   /* its noun's row; SR_NONE: a name heads it */
    uint32_t name_first, name_end;   /* the last name within it; equal: none */
    uint32_t inner_first, inner_end; /* an earlier name before a title or noun: "NASA" of "NASA chief Ann Noor" */
    bool determined;                 /* by a determiner, a number, a possessor */
};

static uint32_t is_(const struct sr_finder *f, uint32_t i) {
    return f->info[i].is;
}

bool sr_mention_add(struct sr_finder *f, uint32_t first, uint32_t end, uint32_t head, enum sr_entity_type type,
                    enum sr_mention_form form, float p) {
    struct sr_mention m = {.span = {sr_f_token(f, first)->span.start, sr_f_token(f, end - 1)->span.end},
                           .first = first,
                           .end = end,
                           .head = head,
                           .entity = SR_NONE,
                           .type = (uint8_t)type,
                           .form = (uint8_t)form,
                           .p = p,
                           .p_link = 1};
    return SR_PUSH(f->w->scratch, f->w->mentions, m);
}

static bool is_hyphen(const struct sr_finder *f, uint32_t i, uint32_t end) {
    return sr_str_is(sr_f_token(f, i)->norm, "-") && !sr_f_token(f, i)->space_before && i + 1 < end &&
           !sr_f_token(f, i + 1)->space_before;
}

static bool is_title_noun(const struct sr_finder *f, uint32_t i) {
    if (is_(f, i) & SR_IS_TITLE) return true;
    uint32_t row = f->info[i].noun;
    if (row == SR_NONE) return false;
    const struct sr_table *t = sr_f_table(f, SR_TABLE_NOUNS);
    return sr_table_has(t, row, 1, "person") && sr_table_has(t, row, 2, "one");
}

static bool is_adjective(const struct sr_finder *f, uint32_t row) {
    return sr_table_has(sr_f_table(f, SR_TABLE_NOUNS), row, 4, "adjective");
}

/* Walk the words before the head and the head itself; p->end is where the walk may end, or p->first. */
static void walk(const struct sr_finder *f, uint32_t from, uint32_t end, struct phrase *p) {
    uint32_t unknown = 0;
    p->noun = SR_NONE;
    p->head = SR_NONE;
    p->name_first = p->name_end = p->end = p->first;
    for (uint32_t k = from; k < end && k < p->first + LONGEST_PHRASE;) {
        const struct sr_word_info *x = &f->info[k];
        const struct sr_token *t = sr_f_token(f, k);
        if (k > from && is_hyphen(f, k, end)) {
            k++;
            continue;
        }
        if (t->kind != SR_TOKEN_WORD || t->joined) break;
        uint32_t stop = sr_name_end(f, k, end);
        if (stop > k && !sr_name_is_nominal(f, k, stop)) {
            if (p->head != SR_NONE && !is_title_noun(f, p->head)) break;
            if (p->name_end > p->name_first) p->inner_first = p->name_first, p->inner_end = p->name_end;
            p->name_first = k;
            p->name_end = p->end = k = stop;
            p->head = stop - 1;
            p->noun = SR_NONE;
            continue;
        }
        if (x->noun != SR_NONE && is_adjective(f, x->noun) && (!p->determined || k > from)) {
            if (p->head != SR_NONE) break; /* "22 people dead" */
            k++;
            continue;
        }
        if (x->noun != SR_NONE && !(p->head != SR_NONE && (x->is & SR_IS_VERB))) {
            p->head = k;
            p->noun = x->noun;
            p->end = ++k;
            continue;
        }
        bool fits = (x->is & (SR_IS_IN_NOUN | SR_IS_DEMONYM)) || (p->noun == SR_NONE && (x->is & SR_IS_MODIFIER));
        if (!fits && (p->noun != SR_NONE || (x->is & SR_IS_CLOSED) || !p->determined || ++unknown > MOST_UNKNOWN))
            break;
        if (!fits && (x->is & SR_IS_VERB) && (unknown > 1 || p->name_end > p->first)) break;
        if (!fits && p->name_end > p->first) break; /* "the Taliban overran the city" */
        k++;
    }
}

static bool ends_in(struct sr_str s, const char *tail) {
    uint32_t n = (uint32_t)strlen(tail);
    return s.n > n + 2 && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* The word after a noun seems to be the true head: "the hotel lobby", "police operation"; not "the gunmen opened". */
static bool goes_on(const struct sr_finder *f, const struct phrase *p, uint32_t end) {
    if (p->end >= end) return false;
    const struct sr_token *t = sr_f_token(f, p->end);
    if (is_hyphen(f, p->end, end)) return true; /* "hostage-taking" */
    if (p->noun != SR_NONE && is_adjective(f, p->noun))
        return t->kind == SR_TOKEN_WORD && !(is_(f, p->end) & SR_IS_CLOSED);
    uint32_t is = is_(f, p->end);
    if (t->kind != SR_TOKEN_WORD || (is & (SR_IS_CLOSED | SR_IS_VERB | SR_IS_NUMBER)) || t->joined) return false;
    if (f->has & SR_HAS_TAGS) return t->upos == SR_UPOS_NOUN;
    if (ends_in(t->norm, "ly")) return false;
    if (p->noun == SR_NONE || sr_table_has(sr_f_table(f, SR_TABLE_NOUNS), p->noun, 2, "one")) return !f->capitals;
    static const char *const tails[] = {"tion", "tions", "ment", "ments", "ity", "ness", "ance", "ence", "ship", "ism"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ends_in(t->norm, tails[i])) return true;
    return false;
}

/* "that" which joins clauses ("said that the men left", "said that police came"), not "in that town". */
static bool is_that(const struct sr_finder *f, uint32_t i) {
    if (!sr_str_is(sr_f_token(f, i)->norm, "that") || (is_(f, i) & SR_IS_OPENING)) return false;
    if (i + 1 >= f->w->tokens.count || (is_(f, i + 1) & (SR_IS_DET | SR_IS_NUMBER | SR_IS_CAPITAL))) return true;
    const struct sr_table *t = sr_f_table(f, SR_TABLE_CLOSED_WORDS);
    uint32_t row = i ? sr_table_find(t, sr_f_token(f, i - 1)->norm) : SR_NONE;
    return row == SR_NONE || !sr_table_has(t, row, 1, "prep");
}

static bool find_phrase(const struct sr_finder *f, uint32_t at, uint32_t end, bool possessed, struct phrase *p) {
    uint32_t k = at;
    *p = (struct phrase){.first = at, .determined = possessed};
    if (is_that(f, at)) return false;
    while (k < end && k < at + 4 && (is_(f, k) & (SR_IS_DET | SR_IS_NUMBER))) {
        if ((is_(f, k) & SR_IS_CAPITAL) && sr_name_end(f, k, end) > k + 1) break; /* "The Hague" */
        k++;
    }
    p->determined = possessed || k > at;
    walk(f, k, end, p);
    if (p->head == SR_NONE || p->end <= k) return false;
    if (p->noun == SR_NONE) {
        if (possessed) return false;
        if (goes_on(f, p, end)) p->first = p->name_first; /* "the Paris massacre" names Paris */
        return true;
    }
    bool many = sr_table_has(sr_f_table(f, SR_TABLE_NOUNS), p->noun, 2, "many");
    if (!many && !p->determined && p->name_end == p->first) return false;
    return !goes_on(f, p, end);
}

/* "Malians", "the French", "seven Chinese": people, where no noun follows; a nation's adjective alone is no mention. */
static bool is_nation(const struct sr_finder *f, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (!(is_(f, i) & SR_IS_DEMONYM)) return false;
    return f->info[first].known == SR_NONE && !f->info[first].place;
}

/* A name that stands before a noun is an entity of its own ("UN officials", "the Mali government"), unless the noun
 * only says what it names ("the Radisson Blu hotel"). */
static bool add_inner(struct sr_finder *f, const struct phrase *p, uint32_t type) {
    float sure;
    uint32_t first = p->inner_first, end = p->inner_end;
    if (end == first) first = p->name_first, end = p->noun == SR_NONE ? first : p->name_end;
    if (p->noun == SR_NONE && end == first) { /* "US" of "US President Ann Noor" */
        const struct sr_word_info *x = &f->info[first];
        uint32_t n = x->known_size > x->place ? x->known_size : x->place;
        if (type == SR_ENTITY_PERSON && n && first + n < p->name_end && (is_(f, first + n) & SR_IS_TITLE))
            end = first + n;
    }
    if (end == first || is_nation(f, first, end)) return true;
    enum sr_entity_type inner = sr_name_type(f, first, end, &sure);
    bool same = type != SR_ENTITY_PERSON && type != SR_ENTITY_PEOPLE && (inner != SR_ENTITY_PLACE || sure < 0.8f);
    return same || sr_mention_add(f, first, end, end - 1, inner, SR_FORM_NAME, sure * 0.9f);
}

static bool add_nation(struct sr_finder *f, const struct phrase *p, uint32_t end) {
    struct sr_str s = sr_f_token(f, p->head)->norm;
    bool many = s.n && s.p[s.n - 1] == 's';
    const struct sr_token *next = p->end < end ? sr_f_token(f, p->end) : NULL;
    bool open = next && next->kind == SR_TOKEN_WORD && !next->joined && !(is_(f, p->end) & (SR_IS_CLOSED | SR_IS_VERB));
    if (!many && (!p->determined || open || is_hyphen(f, p->end < end ? p->end : p->head, end))) return true;
    return sr_mention_add(f, p->first, p->end, p->head, SR_ENTITY_PEOPLE, SR_FORM_NOMINAL, many ? 0.8f : 0.6f);
}

static bool add_phrase(struct sr_finder *f, const struct phrase *p, uint32_t end) {
    float sure;
    if (p->noun == SR_NONE && is_nation(f, p->name_first, p->name_end)) return add_nation(f, p, end);
    if (p->noun == SR_NONE) {
        enum sr_entity_type type = sr_name_type(f, p->name_first, p->name_end, &sure);
        uint32_t before = p->name_first;
        if (before > p->first && is_title_noun(f, before - 1)) {
            type = SR_ENTITY_PERSON;
            sure = 0.85f;
        }
        return add_inner(f, p, type) && sr_mention_add(f, p->first, p->end, p->head, type, SR_FORM_NAME, sure);
    }
    const struct sr_table *t = sr_f_table(f, SR_TABLE_NOUNS);
    uint32_t type = sr_entity_type_from(sr_str_c(sr_table_cell(t, p->noun, 1)));
    bool named = p->name_end > p->name_first && type != SR_ENTITY_PERSON && type != SR_ENTITY_PEOPLE;
    sure = p->determined ? 0.8f : 0.65f;
    return add_inner(f, p, type) && sr_mention_add(f, p->first, p->end, p->head, (enum sr_entity_type)type,
                                                   named ? SR_FORM_NAME : SR_FORM_NOMINAL, sure);
}

/* In ALL CAPITALS a long name shows by the short one after it: "THE NORTHERN FARMERS UNITY (UCN)". */
static bool long_name(const struct sr_finder *f, uint32_t at, uint32_t end, struct phrase *p) {
    if (!f->capitals || !sr_str_is(sr_f_token(f, at)->norm, "the")) return false;
    uint32_t k = at + 1;
    for (; k < end && k < at + 10 && sr_f_token(f, k)->kind == SR_TOKEN_WORD; k++) {
        struct sr_str s = sr_f_token(f, k)->norm;
        bool link = sr_str_is(s, "of") || sr_str_is(s, "for") || sr_str_is(s, "and") || (is_(f, k) & SR_IS_PARTICLE);
        if (!link && (is_(f, k) & (SR_IS_CLOSED | SR_IS_VERB))) return false;
    }
    if (k < at + 3 || k + 2 >= end) return false;
    struct sr_str open = sr_f_token(f, k)->norm, close = sr_f_token(f, k + 2)->norm;
    if ((!sr_str_is(open, "(") && !sr_str_is(open, "[")) || (!sr_str_is(close, ")") && !sr_str_is(close, "]")))
        return false;
    if (sr_f_token(f, k + 1)->kind != SR_TOKEN_WORD || sr_f_token(f, k + 1)->norm.n > 8) return false;
    *p = (struct phrase){
        .first = at, .end = k, .head = k - 1, .noun = SR_NONE, .name_first = at + 1, .name_end = k, .determined = true};
    return true;
}

static bool add_long_name(struct sr_finder *f, const struct phrase *p) {
    float sure;
    enum sr_entity_type type = sr_name_type(f, p->name_end + 1, p->name_end + 2, &sure);
    if (f->info[p->name_end + 1].known == SR_NONE) type = sr_name_type(f, p->name_first, p->name_end, &sure);
    if (type == SR_ENTITY_PERSON || type == SR_ENTITY_PLACE || type == SR_ENTITY_PEOPLE) type = SR_ENTITY_ORGANIZATION;
    uint32_t at = p->name_end + 1;
    if (!sr_map_set(&f->capital, f->w->scratch, sr_f_token(f, at)->norm, 1)) return false;
    return sr_mention_add(f, p->first, p->end, p->head, type, SR_FORM_NAME, 0.75f) &&
           sr_mention_add(f, at, at + 1, at, type, SR_FORM_NAME, 0.85f);
}

static bool is_possessive(const struct sr_finder *f, uint32_t i, uint32_t end) {
    if (i + 1 >= end) return false;
    struct sr_str s = sr_f_token(f, i)->norm;
    return (sr_str_is(s, "'s") || sr_str_is(s, "'")) && !sr_f_token(f, i)->space_before &&
           sr_f_token(f, i)->kind == SR_TOKEN_WORD;
}

/* he, she, they, …: persons. "it" is left out: it mostly stands for a fact. */
static bool pronoun(struct sr_finder *f, uint32_t i, bool *done) {
    const struct sr_table *t = sr_f_table(f, SR_TABLE_PRONOUNS);
    const struct sr_token *k = sr_f_token(f, i);
    uint32_t row = k->kind == SR_TOKEN_WORD ? sr_table_find(t, k->norm) : SR_NONE;
    if (sr_str_is(k->norm, "us") && k->shape == SR_SHAPE_UPPER && !f->capitals) row = SR_NONE; /* US troops */
    *done = row != SR_NONE;
    if (row == SR_NONE) return true;
    enum sr_entity_type type = sr_table_has(t, row, 1, "many") ? SR_ENTITY_PEOPLE : SR_ENTITY_PERSON;
    return sr_mention_add(f, i, i + 1, i, type, SR_FORM_PRONOUN, 0.9f);
}

static bool sentence(struct sr_finder *f, const struct sr_sentence *s) {
    f->capitals = (is_(f, s->first) & SR_IS_MUTE) != 0;
    for (uint32_t i = s->first; i < s->end;) {
        bool done;
        struct phrase p;
        if (!pronoun(f, i, &done)) return false;
        if (long_name(f, i, s->end, &p)) {
            if (!add_long_name(f, &p)) return false;
            i = p.end + 3;
            continue;
        }
        bool found = find_phrase(f, i, s->end, false, &p);
        if (!found) {
            i++;
            continue;
        }
        if (!add_phrase(f, &p, s->end)) return false;
        uint32_t first = p.first, end = p.end;
        for (uint32_t depth = 0;
             depth < DEEPEST && is_possessive(f, end, s->end) && find_phrase(f, end + 1, s->end, true, &p); depth++) {
            p.first = first; /* the possessor's phrase determines a larger one: "Mali's capital" */
            p.name_first = p.name_end = p.inner_first = p.inner_end = first;
            if (!add_phrase(f, &p, s->end)) return false;
            end = p.end;
        }
        i = end;
    }
    return true;
}

static int by_place(const void *a, const void *b) { /* outer before inner */
    const struct sr_mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return 0;
}

static uint32_t unique(struct sr_mention *m, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!kept || m[kept - 1].first != m[i].first || m[kept - 1].end != m[i].end) m[kept++] = m[i];
    return kept;
}

bool sr_find_mentions(struct sr_read_work *w, uint32_t *has) {
    struct sr_reading view = {.tokens = w->tokens.items,
                              .sentences = w->sentences.items,
                              .token_count = w->tokens.count,
                              .sentence_count = w->sentences.count};
    struct sr_finder f = {.w = w, .view = &view, .has = *has};
    if (!sr_words_look_up(&f)) return false;
    if ((*has & SR_HAS_TREES) && (*has & SR_HAS_TAGS)) {
        if (!sr_mentions_by_tree(&f)) return false;
    } else {
        for (uint32_t i = 0; i < w->sentences.count; i++)
            if (!sentence(&f, &w->sentences.items[i])) return false;
    }
    if (w->mentions.count) {
        qsort(w->mentions.items, w->mentions.count, sizeof *w->mentions.items, by_place);
        w->mentions.count = unique(w->mentions.items, w->mentions.count);
    }
    *has |= SR_HAS_MENTIONS | SR_HAS_COREFERENCE;
    return sr_find_coreference(&f);
}
