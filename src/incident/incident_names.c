/* incident_names.c: names of people, by the words' tables and their case.
 *
 *     MAYOR JORGE RUIZ MORA SAID                 "jorge ruiz mora": no word of it stands in a table of words
 *     the Radisson Blu hotel                     no name of a person: a word for a thing follows
 */
#include "incident/incident_names.h"

#include "reader/match.h"

enum { NAMES_REMEMBERED = 200, NAME_LONGEST = 6 };

static const struct sr_table *table(const struct sr_roles *r, enum sr_table_id id) {
    return &r->in->lexicon->tables[id];
}

static bool in(const struct sr_roles *r, enum sr_table_id id, uint32_t token) {
    return sr_table_find(table(r, id), r->in->reading->tokens[token].norm) != SR_NONE;
}

/* A word that can be part of a name: written large, in no table of words that are none. In capitals the tables decide; but
 * right behind a given name even a common word is a surname: "JORGE GREEN WAS SHOT". */
static bool may_be_name(const struct sr_roles *r, uint32_t i) {
    static const enum sr_table_id no_names[] = {SR_TABLE_FUNCTION_WORDS, SR_TABLE_PEOPLE,       SR_TABLE_PERSON_TITLES,
                                                SR_TABLE_TRIGGERS,       SR_TABLE_KINDS,        SR_TABLE_NUMBERS,
                                                SR_TABLE_NOUNS,          SR_TABLE_DEMONYMS,     SR_TABLE_TARGETS,
                                                SR_TABLE_ROLE_WORDS,     SR_TABLE_COUNTRIES,    SR_TABLE_CLUES,
                                                SR_TABLE_TIME_WORDS,     SR_TABLE_SOURCE_NOUNS, SR_TABLE_NAME_WORDS,
                                                SR_TABLE_WEAPONS,        SR_TABLE_ARMED_GROUPS, SR_TABLE_CUES};
    const struct sr_token *t = &r->in->reading->tokens[i];
    if (t->kind != SR_TOKEN_WORD || t->norm.n < 2 ||
        (t->shape != SR_SHAPE_TITLE && t->shape != SR_SHAPE_UPPER && t->shape != SR_SHAPE_MIXED))
        return false;
    if (in(r, SR_TABLE_FIRST_NAMES, i)) return true;
    for (size_t k = 0; k < sizeof no_names / sizeof *no_names; k++)
        if (in(r, no_names[k], i)) return false;
    bool given = i && r->in->reading->tokens[i - 1].sentence == t->sentence && in(r, SR_TABLE_FIRST_NAMES, i - 1);
    return given || !in(r, SR_TABLE_COMMON_WORDS, i);
}

static bool after_title(const struct sr_roles *r, uint32_t i) {
    uint32_t k = i && sr_str_is(r->in->reading->tokens[i - 1].norm, ".") ? i - 1 : i;
    return k && in(r, SR_TABLE_PERSON_TITLES, k - 1);
}

/* The end of the name that begins at `i`: two words or more, one behind a title, the first no particle; `i` when none
 * begins there. */
static uint32_t name_end(const struct sr_roles *r, uint32_t i, uint32_t stop) {
    uint32_t end = i, words = 0;
    if (in(r, SR_TABLE_NAME_PARTICLES, i)) return i;
    while (end < stop && words < NAME_LONGEST) {
        uint32_t k = end;
        while (words && k < stop && k < end + 2 && in(r, SR_TABLE_NAME_PARTICLES, k)) k++; /* "de la Cruz" */
        if (k >= stop || !may_be_name(r, k)) break;
        words++;
        end = k + 1;
    }
    return words >= 2 || (words && after_title(r, i)) ? end : i;
}

static bool same_word(const struct sr_roles *r, uint32_t a, uint32_t b) {
    return sr_str_eq(r->in->reading->tokens[a].norm, r->in->reading->tokens[b].norm);
}

static bool words_of_place(const struct sr_roles *r, const struct sr_place *p, uint32_t first, uint32_t end) {
    for (uint32_t k = first; k < end; k++) {
        bool found = false;
        for (uint32_t w = p->first; w < p->end && !found; w++) found = same_word(r, w, k);
        if (!found) return false;
    }
    return true;
}

/* Places, organisations and things have names too. */
static bool of_a_person(const struct sr_roles *r, uint32_t first, uint32_t end, uint32_t stop) {
    enum { PLACES_ASKED = 64 };
    const struct sr_places *places = r->in->places;
    if (end < stop &&
        (in(r, SR_TABLE_NAME_WORDS, end) || in(r, SR_TABLE_TARGETS, end) || in(r, SR_TABLE_PLACE_WORDS, end)))
        return false;
    if (in(r, SR_TABLE_PLACE_WORDS, end - 1)) return false; /* "Dudley Street" */
    for (uint32_t k = first; k < end; k++)
        if (sr_match_at(table(r, SR_TABLE_ARMED_GROUPS), r->in->reading, k, stop).tokens > 1) return false;
    bool given = in(r, SR_TABLE_FIRST_NAMES, first) || after_title(r, first);
    for (uint32_t k = 0; k < places->count && k < PLACES_ASKED && !given; k++)
        if (words_of_place(r, &places->items[k], first, end)) return false;
    uint32_t m = sr_mention_at(r->in->reading, first);
    if (m == SR_NONE || given) return true;
    const struct sr_mention *x = &r->in->reading->mentions[m];
    return x->form != SR_FORM_NAME ||
           (x->type != SR_ENTITY_PLACE && x->type != SR_ENTITY_FACILITY && x->type != SR_ENTITY_ORGANIZATION);
}

/* All words of one name stand in the other, in order. */
static bool within(const struct sr_roles *r, const struct sr_person_name *part, const struct sr_person_name *whole) {
    uint32_t k = whole->first;
    for (uint32_t i = part->first; i < part->end; i++, k++) {
        while (k < whole->end && !same_word(r, i, k)) k++;
        if (k == whole->end) return false;
    }
    return true;
}

static void add(struct sr_person_names *names, uint32_t first, uint32_t end) {
    struct sr_roles *r = names->roles;
    if (names->count == names->room &&
        !sr_vec_room(r->arena, (void **)(void *)&names->items, names->count, &names->room, sizeof *names->items)) {
        r->failed = true;
        return;
    }
    names->items[names->count] = (struct sr_person_name){first, end, names->count, false};
    names->count++;
}

/* The first of the longest names that hold this one; `full` are the names of two words or more, each once. */
static uint32_t fullest(const struct sr_person_names *names, uint32_t n, const uint32_t *full, uint32_t count) {
    uint32_t best = n;
    for (uint32_t k = 0; k < count; k++) {
        const struct sr_person_name *x = &names->items[full[k]], *b = &names->items[best];
        bool longer = x->end - x->first > b->end - b->first,
             earlier = x->end - x->first == b->end - b->first && full[k] < best;
        if ((longer || earlier) && within(names->roles, &names->items[n], x)) best = full[k];
    }
    return best;
}

/* Surnames alone, of people whose full names are told. */
static void add_singles(struct sr_person_names *names) {
    const struct sr_reading *reading = names->roles->in->reading;
    struct sr_person_names all = {.roles = names->roles};
    uint32_t full[NAMES_REMEMBERED], count = 0;
    for (uint32_t n = 0; n < names->count && count < NAMES_REMEMBERED; n++)
        if (fullest(names, n, full, count) == n) full[count++] = n;
    for (uint32_t i = 0, n = 0; i < reading->token_count && !names->roles->failed;) {
        if (n < names->count && names->items[n].first == i) {
            add(&all, i, names->items[n].end);
            i = names->items[n++].end;
            continue;
        }
        bool known = false;
        for (uint32_t k = 0; k < count && !known && may_be_name(names->roles, i); k++)
            for (uint32_t w = names->items[full[k]].first + 1; w < names->items[full[k]].end; w++)
                known |= same_word(names->roles, w, i);
        if (known) add(&all, i, i + 1);
        i++;
    }
    *names = all;
}

void sr_find_person_names(struct sr_person_names *names) {
    const struct sr_reading *reading = names->roles->in->reading;
    for (uint32_t s = 0; s < reading->sentence_count && !names->roles->failed; s++) {
        uint32_t stop = reading->sentences[s].end;
        for (uint32_t i = reading->sentences[s].first; i < stop;) {
            uint32_t end = name_end(names->roles, i, stop);
            if (end > i && of_a_person(names->roles, i, end, stop)) add(names, i, end);
            i = end > i ? end : i + 1;
        }
    }
    if (!names->roles->failed) add_singles(names);
    uint32_t full[NAMES_REMEMBERED], count = 0;
    for (uint32_t n = 0; n < names->count && count < NAMES_REMEMBERED; n++)
        if (names->items[n].end - names->items[n].first > 1 && fullest(names, n, full, count) == n) full[count++] = n;
    for (uint32_t n = 0; n < names->count; n++) names->items[n].full = fullest(names, n, full, count);
}

uint32_t sr_person_name_at(const struct sr_person_names *names, uint32_t token) {
    uint32_t low = 0, high = names->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (names->items[mid].first < token) low = mid + 1;
        else high = mid;
    }
    return low < names->count && names->items[low].first == token ? low : SR_NONE;
}
