#include "place/names.h"

#include "base/utf8.h"

enum { LONGEST_KEY = 128 };

enum { COUNTRY_NAME = 1, COUNTRY_ISO, COUNTRY_LAT, COUNTRY_LON, COUNTRY_ID, COUNTRY_PEOPLE, COUNTRY_ZONE };
enum {
    PLACE_NAME = 1,
    PLACE_CLASS,
    PLACE_COUNTRY,
    PLACE_ADMIN,
    PLACE_LAT,
    PLACE_LON,
    PLACE_ID,
    PLACE_PEOPLE,
    PLACE_ZONE
};

struct key {
    char p[LONGEST_KEY];
    uint32_t n;
};

bool sr_names_make(const struct sr_place_in *in, struct sr_arena *arena, struct sr_names *out) {
    const struct sr_lexicon *l = in->lexicon;
    *out = (struct sr_names){
        in->reading,
        l,
        {&l->tables[SR_TABLE_COUNTRIES], &l->tables[SR_TABLE_PLACE_EXTRA], &l->tables[SR_TABLE_GAZETTEER]},
        sr_arena_alloc(arena, in->reading->token_count, sizeof *out->plain),
        arena,
        {0},
        {0}};
    if (!out->plain) return false;
    for (uint32_t i = 0; i < in->reading->token_count; i++) {
        out->plain[i] = sr_unaccent(arena, in->reading->tokens[i].norm);
        if (!out->plain[i].p && in->reading->tokens[i].norm.n) return false;
    }
    return true;
}

static bool spell(const struct sr_names *names, uint32_t first, uint32_t end, struct key *key) {
    key->n = 0;
    for (uint32_t i = first; i < end; i++) {
        struct sr_str s = names->plain[i];
        if (key->n + s.n + 1 > LONGEST_KEY) return false;
        if (i > first && names->reading->tokens[i].space_before) key->p[key->n++] = ' ';
        if (s.n) memcpy(key->p + key->n, s.p, s.n);
        key->n += s.n;
    }
    return key->n > 0;
}

uint32_t sr_names_row(const struct sr_names *names, const struct sr_table *table, uint32_t first, uint32_t end) {
    struct key key;
    return spell(names, first, end, &key) ? sr_table_find(table, (struct sr_str){key.p, key.n}) : SR_NONE;
}

static bool look_up(const struct sr_names *names, const struct key *key, struct sr_name_rows *rows) {
    bool found = false;
    for (uint32_t t = 0; t < SR_PLACE_TABLES; t++) {
        rows->row[t] = sr_table_find(names->tables[t], (struct sr_str){key->p, key->n});
        rows->count[t] = rows->row[t] == SR_NONE ? 0 : sr_table_same(names->tables[t], rows->row[t]);
        found |= rows->row[t] != SR_NONE;
    }
    return found;
}

/* Every `from` becomes `to`, or goes when `to` is 0. False when there is none. */
static bool swap(const struct key *in, char from, char to, struct key *out) {
    bool any = false;
    out->n = 0;
    for (uint32_t i = 0; i < in->n; i++) {
        bool hit = in->p[i] == from && i > 0;
        any |= hit;
        if (!hit || to) out->p[out->n++] = hit ? to : in->p[i];
    }
    return any && out->n > 0;
}

static bool saint(const struct key *in, struct key *out) {
    uint32_t cut = in->n > 4 && memcmp(in->p, "st. ", 4) == 0 ? 4 : in->n > 3 && memcmp(in->p, "st ", 3) == 0 ? 3 : 0;
    if (!cut || in->n - cut + 6 > LONGEST_KEY) return false;
    memcpy(out->p, "saint ", 6);
    memcpy(out->p + 6, in->p + cut, in->n - cut);
    out->n = in->n - cut + 6;
    return true;
}

bool sr_names_find(const struct sr_names *names, uint32_t first, uint32_t end, struct sr_name_rows *rows) {
    struct key key, other;
    if (!spell(names, first, end, &key)) return false;
    if (look_up(names, &key, rows)) return true;
    if (swap(&key, '-', ' ', &other) && look_up(names, &other, rows)) return true;
    if (saint(&key, &other) && look_up(names, &other, rows)) return true;
    if (swap(&key, '\'', 0, &other) && look_up(names, &other, rows)) return true;
    /* "al Anbar" for "al-anbar"; never "New York" for "new-york", which no key is */
    return key.n > 3 && key.p[2] == ' ' && swap(&key, ' ', '-', &other) && look_up(names, &other, rows);
}

/* One slip of the key at letter `i`: a letter too many, two that changed places, a wrong one, or one that is missing. */
static bool slip(const struct key *key, uint32_t i, uint32_t kind, char letter, struct key *out) {
    *out = *key;
    switch (kind) {
    case 0: memmove(out->p + i, key->p + i + 1, key->n - i - 1), out->n--; return true;
    case 1:
        if (i + 1 >= key->n) return false;
        out->p[i] = key->p[i + 1], out->p[i + 1] = key->p[i];
        return true;
    case 2: out->p[i] = letter; return true;
    default:
        if (key->n + 1 >= LONGEST_KEY) return false;
        memmove(out->p + i + 1, key->p + i, key->n - i), out->p[i] = letter, out->n++;
        return true;
    }
}

bool sr_names_misspelt(const struct sr_names *names, uint32_t first, uint32_t end, struct sr_name_rows *rows) {
    enum { LEAST_LETTERS = 7, MOST_LETTERS = 40 }; /* of a short name too many are one slip away */
    struct key key, other;
    if (!spell(names, first, end, &key) || key.n < LEAST_LETTERS || key.n > MOST_LETTERS) return false;
    for (uint32_t kind = 0; kind < 4; kind++)
        for (uint32_t i = 1; i < key.n; i++) /* the first letter is seldom wrong */
            for (char letter = 'a'; letter <= (kind < 2 ? 'a' : 'z'); letter++)
                if (slip(&key, i, kind, letter, &other) && look_up(names, &other, rows)) return true;
    return false;
}

static void country_entry(const struct sr_table *t, uint32_t row, struct sr_gazetteer_entry *out) {
    *out = (struct sr_gazetteer_entry){.name = sr_table_cell(t, row, COUNTRY_NAME),
                                       .class = SR_PLACE_COUNTRY,
                                       .country = sr_table_cell(t, row, COUNTRY_ISO),
                                       .admin = "",
                                       .zone = sr_table_cell(t, row, COUNTRY_ZONE),
                                       .lat = sr_table_number(t, row, COUNTRY_LAT, 0),
                                       .lon = sr_table_number(t, row, COUNTRY_LON, 0),
                                       .has_point = *sr_table_cell(t, row, COUNTRY_LAT) != 0,
                                       .geonameid = (uint32_t)sr_table_number(t, row, COUNTRY_ID, 0),
                                       .population = (uint32_t)sr_table_number(t, row, COUNTRY_PEOPLE, 0)};
}

void sr_names_entry(const struct sr_names *names, uint32_t table, uint32_t row, struct sr_gazetteer_entry *out) {
    const struct sr_table *t = names->tables[table];
    if (table == 0) {
        country_entry(t, row, out);
        return;
    }
    const char *class = sr_table_cell(t, row, PLACE_CLASS), *name = sr_table_cell(t, row, PLACE_NAME);
    *out = (struct sr_gazetteer_entry){.name = name,
                                       .country = sr_table_cell(t, row, PLACE_COUNTRY),
                                       .admin = sr_table_cell(t, row, PLACE_ADMIN),
                                       .zone = sr_table_cell(t, row, PLACE_ZONE),
                                       .lat = sr_table_number(t, row, PLACE_LAT, 0),
                                       .lon = sr_table_number(t, row, PLACE_LON, 0),
                                       .has_point = *sr_table_cell(t, row, PLACE_LAT) != 0,
                                       .geonameid = (uint32_t)sr_table_number(t, row, PLACE_ID, 0),
                                       .population = (uint32_t)sr_table_number(t, row, PLACE_PEOPLE, 0)};
    out->capital = strcmp(class, "capital") == 0;
    out->second = strcmp(class, "admin2") == 0;
    out->class = (uint8_t)(out->capital  ? SR_PLACE_CITY
                           : out->second ? SR_PLACE_ADMIN
                                         : sr_place_class_from(sr_str_c(class)));
}

uint32_t sr_names_capital(struct sr_names *names, const char *iso) {
    const struct sr_table *t = names->tables[SR_PLACE_TABLES - 1];
    bool filled = names->capitals.count;
    for (uint32_t row = 0; !filled && row < t->rows; row++)
        if (strcmp(sr_table_cell(t, row, PLACE_CLASS), "capital") == 0 &&
            !sr_map_set(&names->capitals, names->arena, sr_str_c(sr_table_cell(t, row, PLACE_COUNTRY)), row))
            return SR_NONE;
    return sr_map_get(&names->capitals, sr_str_c(iso));
}

uint32_t sr_country_row(const struct sr_lexicon *lexicon, const char *iso) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_COUNTRIES];
    for (uint32_t row = 0; *iso && row < t->rows; row++)
        if (strcmp(sr_table_cell(t, row, COUNTRY_ISO), iso) == 0) return row;
    return SR_NONE;
}

const char *sr_country_zone(const struct sr_lexicon *lexicon, const char *iso) {
    uint32_t row = sr_country_row(lexicon, iso);
    return row == SR_NONE ? "" : sr_table_cell(&lexicon->tables[SR_TABLE_COUNTRIES], row, COUNTRY_ZONE);
}
