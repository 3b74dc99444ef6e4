/* around.c: what the words around a name of the tables say of it: "in", "the town of", "province", "Mr".
 *
 *     exists for      in the south of Toulouse; the province of Anbar; Anbar province
 *     must not touch  the Perdizes district of Sao Paulo; Lahore High Court; Plovdiv post office
 */
#include "place/finder.h"
#include "reader/match.h"

const char *sr_prep_kind(const struct sr_finder *f, uint32_t first, uint32_t end) {
    const struct sr_table *t = table(f->names, SR_TABLE_PLACE_PREPS);
    uint32_t row = sr_names_row(f->names, t, first, end);
    return row == SR_NONE ? "" : sr_table_cell(t, row, PREP_KIND);
}

/* "near the capital, Nairobi", "near the capital of Haiti, Port-au-Prince": where the phrase begins that the name is in
 * apposition to, or the name's own first token. */
static uint32_t apposed(const struct sr_finder *f, uint32_t first) {
    if (first < f->first + 3 || !sr_str_is(f->r->tokens[first - 1].norm, ",")) return first;
    const struct sr_find *land = f->out->count ? &f->out->items[f->out->count - 1] : NULL;
    uint32_t i = first - 2;
    if (land && land->end == first - 1 && land->first >= f->first + 2 && land->rows.row[0] != SR_NONE &&
        sr_str_is(f->r->tokens[land->first - 1].norm, "of"))
        i = land->first - 2;
    return sr_str_is(f->r->tokens[i].norm, "capital") ? i : first;
}

/* The words right before the name: a preposition of place, perhaps with "the", a direction or a nation between. */
void sr_look_before(const struct sr_finder *f, struct sr_find *find) {
    uint32_t i = apposed(f, find->first);
    for (int steps = 0; steps < 3 && i > f->first; steps++) {
        const struct sr_token *t = &f->r->tokens[i - 1];
        bool pass = sr_str_is(t->norm, "the") || strcmp(sr_prep_kind(f, i - 1, i), "direction") == 0 ||
                    sr_table_find(table(f->names, SR_TABLE_DEMONYMS), t->norm) != SR_NONE || sr_str_is(t->norm, "'s");
        if (!pass) break;
        i--;
    }
    for (uint32_t n = 3; n >= 1; n--) {
        if (i < f->first + n) continue;
        const char *kind = sr_prep_kind(f, i - n, i);
        if (strcmp(kind, "in") && strcmp(kind, "to") && strcmp(kind, "near")) continue;
        bool inside =
            i > f->first + n && sr_str_is(f->r->tokens[i - n - 1].norm, "the"); /* "in the south of Toulouse" */
        find->near = strcmp(kind, "near") == 0 && !(inside && n == 2);
        /* "of" and "to" say little of a stop word: "the office of Jackson", "told to Lincoln"; nor does "IN" where
         * everything has capitals */
        if (!find->common || (strcmp(kind, "to") && f->lettering == SR_LETTERING_NORMAL)) find->trust = SR_TRUST_TOLD;
        return;
    }
}

/* "the town of X", "province of X": the generic word before. */
void sr_generic_before(const struct sr_finder *f, struct sr_find *find) {
    uint32_t i = find->first;
    if (i > f->first && sr_str_is(f->r->tokens[i - 1].norm, "the")) i--;
    if (i < f->first + 2 || !sr_str_is(f->r->tokens[i - 1].norm, "of")) return;
    if (i > f->first + 2 && sr_is_capital(f->r, i - 3) && !sr_is_closed(f->names, i - 3))
        return; /* "the Perdizes district of Sao Paulo" */
    const struct sr_table *t = table(f->names, SR_TABLE_PLACE_WORDS);
    uint32_t row = sr_table_find(t, f->r->tokens[i - 2].norm);
    if (row == SR_NONE || strcmp(sr_table_cell(t, row, WORD_SIDE), "after") == 0) return;
    if (i > f->first + 2 && strcmp(sr_prep_kind(f, i - 3, i - 2), "direction") == 0)
        return; /* "northern districts of" */
    const char *class = sr_table_cell(t, row, WORD_CLASS);
    if (!strcmp(class, "facility") || !strcmp(class, "embassy") || !strcmp(class, "org") || !strcmp(class, "media"))
        return;
    find->generic = sr_generic_class(class);
    find->second = strcmp(class, "admin2") == 0;
    find->trust = SR_TRUST_TOLD;
}

/* "Anbar province", "Orange County"; "Kabul University" is left to facility.c, "Lahore High Court" is no place. */
void sr_generic_after(const struct sr_finder *f, struct sr_find *find) {
    if (find->end >= f->end || !f->r->tokens[find->end].space_before) return;
    const struct sr_table *t = table(f->names, SR_TABLE_PLACE_WORDS);
    struct sr_match m = sr_match_at(t, f->r, find->end, f->end);
    if (m.row == SR_NONE || strcmp(sr_table_cell(t, m.row, WORD_SIDE), "of") == 0) return;
    const char *class = sr_table_cell(t, m.row, WORD_CLASS);
    bool capital =
        sr_is_capital(f->r, find->end) || f->lettering != SR_LETTERING_NORMAL; /* not "Plovdiv post office" */
    if (strcmp(class, "media") == 0 && !is_country(find) && capital) find->kind = SR_FIND_HINT;
    if (!strcmp(class, "org") || !strcmp(class, "media")) {
        if (sr_is_capital(f->r, find->end) && f->lettering == SR_LETTERING_NORMAL) find->kind = SR_FIND_HINT;
        return;
    }
    if (!strcmp(class, "facility") || !strcmp(class, "embassy")) return;
    if (strcmp(class, "area") == 0 || strcmp(class, "city") == 0) { /* "the Bamako area", "New York City" */
        find->trust = SR_TRUST_TOLD;
        find->near |= strcmp(class, "area") == 0;
        return;
    }
    find->generic = sr_generic_class(class);
    find->second = strcmp(class, "admin2") == 0;
    find->trust = SR_TRUST_TOLD;
    if (sr_is_capital(f->r, find->end) && f->lettering == SR_LETTERING_NORMAL) find->end += m.tokens;
}

/* A capitalised neighbour, in a sentence whose capitals mean something. */
static bool name_beside(const struct sr_finder *f, uint32_t token) {
    if (f->lettering == SR_LETTERING_CAPITALS || !sr_is_capital(f->r, token)) return false;
    return !sr_is_closed(f->names, token);
}

bool sr_known_class(const struct sr_finder *f, uint32_t token) {
    const struct sr_table *words = table(f->names, SR_TABLE_PLACE_WORDS);
    struct sr_str norm = f->r->tokens[token].norm;
    return sr_table_find(words, norm) != SR_NONE || *sr_prep_kind(f, token, token + 1) ||
           sr_table_find(table(f->names, SR_TABLE_DEMONYMS), norm) != SR_NONE;
}

/* What the mention that holds the name says of it. */
static void look_mention(const struct sr_finder *f, struct sr_find *find, bool *person) {
    const struct sr_mention *m = sr_tagged_mention(f->r, find->name);
    if (!m || m->form != SR_FORM_NAME) return;
    bool whole = m->first == find->name && m->end == find->name_end;
    if (m->type == SR_ENTITY_PERSON && m->p >= 0.6f && m->head < find->name_end) *person = true;
    if ((m->type == SR_ENTITY_ORGANIZATION || m->type == SR_ENTITY_GROUP) && !whole && m->p >= 0.6f)
        find->kind = SR_FIND_HINT;
    find->read = m->type == SR_ENTITY_PLACE && whole && m->p >= 0.8f;
    if (find->read && find->trust < SR_TRUST_CAPITAL) find->trust = SR_TRUST_CAPITAL;
}

/* In ALL CAPITALS: is there another name right before, as in "ARTURO RIVERA Y DAMAS"? A town found there is none:
 * "SOYAPANGO, MEJICANOS". */
static bool name_before(const struct sr_finder *f, uint32_t token) {
    if (token > f->first && sr_str_is(f->r->tokens[token].norm, "y")) token--;
    const struct sr_find *last = f->out->count ? &f->out->items[f->out->count - 1] : NULL;
    if (last && last->end > token) return false;
    return sr_is_strange(f->names, token) && !sr_known_class(f, token);
}

/* "Radio" and the like, as a name begins with it: not "the radio in Bota". */
static bool is_media_word(const struct sr_finder *f, uint32_t token) {
    const struct sr_table *t = table(f->names, SR_TABLE_PLACE_WORDS);
    uint32_t row = sr_is_capital(f->r, token) ? sr_table_find(t, f->r->tokens[token].norm) : SR_NONE;
    return row != SR_NONE && strcmp(sr_table_cell(t, row, WORD_CLASS), "media") == 0 &&
           strcmp(sr_table_cell(t, row, WORD_SIDE), "both") == 0;
}

/* Are all places of the name small towns? */
static bool is_small(const struct sr_finder *f, const struct sr_name_rows *rows) {
    struct sr_gazetteer_entry x;
    for (uint32_t t = 0; t < SR_PLACE_TABLES; t++)
        for (uint32_t i = 0; i < rows->count[t]; i++) {
            sr_names_entry(f->names, t, rows->row[t] + i, &x);
            if (x.class != SR_PLACE_CITY || x.population >= SR_SMALL_TOWN) return false;
        }
    return true;
}

/* False when the name is part of a person's or thing's name. A part of an institution's becomes a hint. */
bool sr_look_beside(const struct sr_finder *f, struct sr_find *find) {
    bool person = false, title = f->lettering == SR_LETTERING_TITLE;
    const struct sr_token *tokens = f->r->tokens;
    look_mention(f, find, &person);
    if (person) return false;
    uint32_t before = find->first - 1, after = find->end;
    if (find->first > f->first && is_media_word(f, before)) {
        find->kind = SR_FIND_HINT; /* "Radio Bota" */
        return true;
    }
    const struct sr_table *agencies = table(f->names, SR_TABLE_AGENCIES);
    if (!is_country(find) && sr_match_at(agencies, f->r, find->first, find->end).row != SR_NONE)
        return false; /* "SANA" */
    if (find->first > f->first && tokens[find->first].space_before &&
        (name_beside(f, before) || f->lettering == SR_LETTERING_CAPITALS)) {
        bool titled = sr_is_stop(f->names, before, before + 1, "title");
        if (titled && (!is_country(find) || f->lettering == SR_LETTERING_NORMAL)) return false; /* "Mr Jordan" */
        if (sr_is_stop(f->names, before, before + 1, "given") && !sr_known_class(f, before)) return false;
        if (f->lettering == SR_LETTERING_CAPITALS && !is_country(find) && name_before(f, before)) return false;
        if (f->lettering == SR_LETTERING_NORMAL && !sr_known_class(f, before)) {
            if (!is_country(find)) return false; /* "Salif Bamako" */
            find->kind = SR_FIND_HINT;           /* "Air France" */
        }
    }
    if (after >= f->end || !tokens[after].space_before || !name_beside(f, after) || title) return true;
    if (sr_is_stop(f->names, find->name, find->name_end, "given") && !is_country(find))
        return false; /* "Paris Hilton" */
    const struct sr_table *words = table(f->names, SR_TABLE_PLACE_WORDS);
    bool kind_word = sr_match_at(words, f->r, after, f->end).row != SR_NONE;
    if (!kind_word && !is_country(find) && !sr_is_stop(f->names, after, after + 1, "title")) {
        struct sr_name_rows rows;
        if (sr_names_find(f->names, after, after + 1, &rows)) return true;
        if (is_small(f, &find->rows)) return false; /* "Punta Islita" is one name, and no table has it */
        find->kind = SR_FIND_HINT;                  /* "London Bridge" */
    }
    return true;
}
