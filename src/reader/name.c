#include "base/utf8.h"
#include "reader/clue.h"
#include "reader/mention.h"

/* Names.
 *
 *     Security Minister Salif Traore · the Ministry of Defense · Ahmed al-Noor · Radisson Blu · AFP
 *     but not: Witnesses said (opens its sentence and is a noun), Friday (a date), The (of a closed class)
 *
 * In ALL CAPITALS only what tables know is a name: names and places listed, and after a title or a given name the next
 * word: "PRESIDENT CEREZO HAS", "LUIS ARTURO ISAACS SAID". */

enum { LONGEST_NAME = 20 };

static uint32_t is_(const struct sr_finder *f, uint32_t i) {
    return f->info[i].is;
}

static bool touches(const struct sr_finder *f, uint32_t i) {
    return !sr_f_token(f, i)->space_before;
}

static bool is_hyphen(const struct sr_finder *f, uint32_t i) {
    return sr_str_is(sr_f_token(f, i)->norm, "-");
}

static bool is_acronym(const struct sr_finder *f, uint32_t i) {
    const struct sr_token *t = sr_f_token(f, i);
    return !f->capitals && t->shape == SR_SHAPE_UPPER && t->norm.n >= 2 && t->kind == SR_TOKEN_WORD;
}

static bool is_listed(const struct sr_finder *f, uint32_t i) {
    const struct sr_word_info *x = &f->info[i];
    return x->known != SR_NONE || x->place || (x->is & SR_IS_FIRST_NAME);
}

/* The capital of a word that opens its sentence: a name's, or only the sentence's? */
static bool opens_as_name(const struct sr_finder *f, uint32_t i, uint32_t end) {
    const struct sr_word_info *x = &f->info[i];
    const struct sr_token *t = sr_f_token(f, i);
    if (is_listed(f, i) || is_acronym(f, i)) return true;
    bool common = x->noun != SR_NONE || (x->is & (SR_IS_MODIFIER | SR_IS_IN_NOUN | SR_IS_NUMBER | SR_IS_DEMONYM));
    bool next_capital = i + 1 < end && (is_(f, i + 1) & SR_IS_CAPITAL) && !(is_(f, i + 1) & SR_IS_CLOSED);
    if (x->is & SR_IS_TITLE) return next_capital;
    if (sr_map_get(&f->small, t->norm) != SR_NONE) return false;
    if (sr_map_get(&f->capital, t->norm) != SR_NONE) return true;
    if (common || (x->is & SR_IS_VERB)) return next_capital && x->noun != SR_NONE;
    if (next_capital) return true;
    bool plural = t->norm.n > 2 && t->norm.p[t->norm.n - 1] == 's';
    return i + 1 < end && !plural && ((is_(f, i + 1) & SR_IS_VERB) && i + 2 < end) && t->norm.n > 3 &&
           !(t->norm.p[t->norm.n - 1] == 'y' && t->norm.p[t->norm.n - 2] == 'l');
}

static bool can_be(const struct sr_finder *f, uint32_t i, uint32_t end) {
    const struct sr_token *t = sr_f_token(f, i);
    uint32_t is = is_(f, i);
    if (t->kind != SR_TOKEN_WORD || t->joined) return false;
    if (f->has & SR_HAS_TAGS) return t->upos == SR_UPOS_PROPN && t->kind != SR_TOKEN_URL;
    if (f->capitals) /* what bears a capital where capitals tell, is a name in the headline too */
        return is_listed(f, i) || ((is & SR_IS_TITLE) && !(is & SR_IS_CLOSED)) ||
               (f->info[i].noun == SR_NONE && !(is & (SR_IS_CLOSED | SR_IS_MODIFIER)) &&
                sr_map_get(&f->capital, t->norm) != SR_NONE);
    if (!(is & SR_IS_CAPITAL)) return false;
    if ((is & SR_IS_CLOSED) && f->info[i].known == SR_NONE) return false;
    if (t->shape == SR_SHAPE_UPPER && !is_listed(f, i) && sr_map_get(&f->small, t->norm) != SR_NONE)
        return false; /* shouted */
    return !(is & SR_IS_OPENING) || opens_as_name(f, i, end);
}

/* In capitals: the word after a title or a given name belongs to the name. */
static bool follows_in_capitals(const struct sr_finder *f, uint32_t at, uint32_t i) {
    if (i == at || !(is_(f, i - 1) & (SR_IS_TITLE | SR_IS_FIRST_NAME))) return false;
    uint32_t is = is_(f, i);
    return sr_f_token(f, i)->kind == SR_TOKEN_WORD &&
           !(is & (SR_IS_CLOSED | SR_IS_VERB | SR_IS_MODIFIER | SR_IS_NUMBER | SR_IS_DEMONYM)) &&
           f->info[i].noun == SR_NONE;
}

/* "al-Noor", "Port-au-Prince", "Ahmed bin Salman", "Ministry of Defense": small words and hyphens within a name. How
 * many tokens from `i` on link it to a further capital; 0 when none. */
static uint32_t link(const struct sr_finder *f, uint32_t at, uint32_t i, uint32_t end) {
    uint32_t k = i;
    while (k < end && k < i + 5) {
        if (k > i && (is_(f, k) & SR_IS_CAPITAL) && !(is_(f, k) & SR_IS_CLOSED)) return k - i;
        const struct sr_token *t = sr_f_token(f, k);
        bool hyphen = is_hyphen(f, k) && touches(f, k) && k + 1 < end && touches(f, k + 1);
        bool particle = (is_(f, k) & SR_IS_PARTICLE) && t->kind == SR_TOKEN_WORD;
        bool of = k > at && sr_str_is(t->norm, "of") && f->info[k - 1].named != SR_NONE;
        bool the = k > i && sr_str_is(t->norm, "the") && sr_str_is(sr_f_token(f, k - 1)->norm, "of");
        bool amp = sr_str_is(t->norm, "&");
        if (!hyphen && !particle && !of && !the && !amp) return 0;
        k++;
    }
    return 0;
}

uint32_t sr_name_end(const struct sr_finder *f, uint32_t at, uint32_t end) {
    uint32_t i = at;
    if (!f->capitals && (is_(f, at) & SR_IS_PARTICLE) && !(is_(f, at) & SR_IS_CAPITAL)) { /* al-Noor */
        const struct sr_table *t = sr_f_table(f, SR_TABLE_NAME_PARTICLES);
        uint32_t row = sr_table_find(t, sr_f_token(f, at)->norm), n;
        if (row == SR_NONE || !*sr_table_cell(t, row, 1)) return at;
        n = link(f, at, at, end);
        if (!n) return at;
        i = at + n;
    }
    if (end - at > LONGEST_NAME) end = at + LONGEST_NAME;
    while (i < end) {
        const struct sr_word_info *x = &f->info[i];
        uint32_t listed = x->known_size > x->place ? x->known_size : x->place;
        if (listed && (f->capitals || can_be(f, i, end) || i == at)) {
            if (f->capitals && i > at) break;
            i = i + listed < end ? i + listed : end;
        } else if (can_be(f, i, end) || (f->capitals && follows_in_capitals(f, at, i))) {
            i++;
        } else {
            break;
        }
        if (!f->capitals && !(f->has & SR_HAS_TAGS) && i < end) {
            uint32_t n = link(f, at, i, end);
            i += n;
        }
    }
    return i;
}

bool sr_name_is_nominal(const struct sr_finder *f, uint32_t first, uint32_t end) {
    if (f->info[first].known != SR_NONE || f->info[first].place) return false;
    for (uint32_t i = first; i < end; i++) {
        const struct sr_word_info *x = &f->info[i];
        if (x->noun == SR_NONE && !(x->is & (SR_IS_TITLE | SR_IS_MODIFIER | SR_IS_IN_NOUN | SR_IS_DEMONYM)))
            return false;
    }
    return f->info[end - 1].noun != SR_NONE || (is_(f, end - 1) & SR_IS_TITLE);
}

static enum sr_entity_type type_cell(const struct sr_finder *f, enum sr_table_id id, uint32_t row) {
    return (enum sr_entity_type)sr_entity_type_from(sr_str_c(sr_table_cell(sr_f_table(f, id), row, 1)));
}

static bool is_where(const struct sr_finder *f, uint32_t row, const char *where) {
    return strcmp(sr_table_cell(sr_f_table(f, SR_TABLE_NAME_WORDS), row, 2), where) == 0;
}

/* "in Kidal", "near Kidal": the preposition tells a place. */
static bool after_place_preposition(const struct sr_finder *f, uint32_t first) {
    if (!first || sr_f_token(f, first - 1)->sentence != sr_f_token(f, first)->sentence) return false;
    return sr_clue(f->w->lexicon, f->view, first - 1, "before-place");
}

/* A preposition before, or a larger place after a comma: "Noorabad, Iran". */
static bool is_placed(const struct sr_finder *f, uint32_t first, uint32_t end) {
    if (after_place_preposition(f, first)) return true;
    if (first > 1 && sr_str_is(sr_f_token(f, first - 1)->norm, "of") && f->info[first - 2].noun != SR_NONE &&
        sr_table_has(sr_f_table(f, SR_TABLE_NOUNS), f->info[first - 2].noun, 1, "place"))
        return true; /* the city of Noorabad */
    return end + 1 < f->w->tokens.count && sr_str_is(sr_f_token(f, end)->norm, ",") && f->info[end + 1].place &&
           f->info[end + 1].is_large && sr_f_token(f, end + 1)->sentence == sr_f_token(f, first)->sentence;
}

static bool before_saying(const struct sr_finder *f, uint32_t end) {
    if (end >= f->w->tokens.count || sr_f_token(f, end)->sentence != sr_f_token(f, end - 1)->sentence) return false;
    return sr_table_find(sr_f_table(f, SR_TABLE_SAYING), sr_f_token(f, end)->norm) != SR_NONE;
}

static enum sr_entity_type unknown_type(const struct sr_finder *f, uint32_t first, uint32_t end, float *p) {
    uint32_t n = end - first;
    *p = 0.5f;
    if (n == 1 && is_acronym(f, first)) return SR_ENTITY_ORGANIZATION;
    if (is_placed(f, first, end)) return SR_ENTITY_PLACE;
    if (before_saying(f, end)) return SR_ENTITY_PERSON;
    if (n > 4) return SR_ENTITY_ORGANIZATION;
    *p = 0.4f;
    if (first && (is_(f, first - 1) & SR_IS_DET) && n > 1) return SR_ENTITY_ORGANIZATION;
    return SR_ENTITY_PERSON;
}

enum sr_entity_type sr_name_type(const struct sr_finder *f, uint32_t first, uint32_t end, float *p) {
    const struct sr_word_info *a = &f->info[first];
    while (first + 1 < end && (a->is & SR_IS_DET)) a = &f->info[++first];
    uint32_t last = end - 1;
    *p = 0.9f;
    if (a->known != SR_NONE && first + a->known_size == end) return type_cell(f, SR_TABLE_KNOWN_NAMES, a->known);
    if (a->place > 1 && first + a->place == end) return SR_ENTITY_PLACE; /* St. Petersburg */
    for (uint32_t i = first; i < last; i++)
        if ((is_(f, i) & SR_IS_TITLE) && f->info[last].named == SR_NONE) return SR_ENTITY_PERSON;
    if (a->place && first + a->place == end && (a->is_large || is_placed(f, first, end))) {
        *p = a->is_large ? 0.85f : 0.7f;
        return SR_ENTITY_PLACE;
    }
    *p = 0.8f;
    for (uint32_t i = first; i < end; i++) /* "Ministry of Defense": what stands before "of" tells */
        if (i + 1 < end && i > first && sr_str_is(sr_f_token(f, i)->norm, "of") && f->info[i - 1].named != SR_NONE)
            return type_cell(f, SR_TABLE_NAME_WORDS, f->info[i - 1].named);
    uint32_t named = f->info[last].named;
    if (named != SR_NONE && a->place && first + a->place == last) { /* Ayacucho Department */
        const char *beside = sr_table_cell(sr_f_table(f, SR_TABLE_NAME_WORDS), named, 3);
        if (*beside) return (enum sr_entity_type)sr_entity_type_from(sr_str_c(beside));
    }
    if (named != SR_NONE && end - first > 1 && is_where(f, named, "last"))
        return type_cell(f, SR_TABLE_NAME_WORDS, named);
    if (f->info[last].noun != SR_NONE && end - first > 1) return type_cell(f, SR_TABLE_NOUNS, f->info[last].noun);
    if (a->named != SR_NONE && end - first > 1 && type_cell(f, SR_TABLE_NAME_WORDS, a->named) == SR_ENTITY_FACILITY)
        return SR_ENTITY_FACILITY; /* Hospital San Juan */
    if (is_(f, first) & SR_IS_FIRST_NAME) return SR_ENTITY_PERSON;
    for (uint32_t i = first; i < last; i++)
        if ((is_(f, i) & SR_IS_FIRST_NAME)) return SR_ENTITY_PERSON;
    if (a->named != SR_NONE && end - first > 1 && is_where(f, a->named, "first"))
        return type_cell(f, SR_TABLE_NAME_WORDS, a->named);
    *p = 0.7f;
    if (f->info[last].place && last > first && is_placed(f, first, end)) return SR_ENTITY_PLACE;
    if (end - first > 2 && a->known != SR_NONE) return type_cell(f, SR_TABLE_KNOWN_NAMES, a->known);
    return unknown_type(f, first, end, p);
}
