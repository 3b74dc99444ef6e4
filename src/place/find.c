/* find.c: names of the tables in the text. What the words around them say of each: around.c.
 *
 * A capital is the sign of a name, but headlines and wire copy in capitals give everything one; there a name must be
 * told to be a place, or be a large one (resolve.c weighs that). A person's name is never a place:
 *
 *     exists for      Bomb kills six in Jackson, Mississippi      (a stop word, but qualified)
 *     must not touch  President Jackson said … Paris Hilton, who … George Washington Smith
 */
#include "place/finder.h"
#include "reader/clue.h"
#include "reader/match.h"

enum { MOST_WORDS = 7, MOST_TOKENS = 11 };
enum { STOP_KIND = 1, SHORT_NAME = 1, SHORT_COUNTRY = 2 };

bool sr_is_capital(const struct sr_reading *r, uint32_t token) {
    uint8_t shape = r->tokens[token].shape;
    if (r->tokens[token].kind != SR_TOKEN_WORD && r->tokens[token].kind != SR_TOKEN_OTHER) return false;
    return shape == SR_SHAPE_TITLE || shape == SR_SHAPE_UPPER || shape == SR_SHAPE_MIXED;
}

bool sr_is_closed(const struct sr_names *names, uint32_t token) {
    return sr_table_find(table(names, SR_TABLE_CLOSED_WORDS), names->reading->tokens[token].norm) != SR_NONE;
}

static bool has_kind(const struct sr_table *t, uint32_t row, uint32_t column, const char *kind) {
    if (row == SR_NONE) return false;
    for (uint32_t i = 0, n = sr_table_same(t, row); i < n; i++)
        if (strcmp(sr_table_cell(t, row + i, column), kind) == 0) return true;
    return false;
}

bool sr_is_stop(const struct sr_names *names, uint32_t first, uint32_t end, const char *kind) {
    const struct sr_table *t = table(names, SR_TABLE_PLACE_STOPS);
    return has_kind(t, sr_names_row(names, t, first, end), STOP_KIND, kind);
}

bool sr_is_name_link(const struct sr_names *names, uint32_t token) {
    struct sr_str s = names->reading->tokens[token].norm;
    const struct sr_table *t = table(names, SR_TABLE_PLACE_PREPS);
    return sr_str_is(s, "-") || sr_str_is(s, "'") || has_kind(t, sr_table_find(t, s), PREP_KIND, "link");
}

bool sr_is_strange(const struct sr_names *names, uint32_t token) {
    const struct sr_token *t = &names->reading->tokens[token];
    if (t->norm.n > 4 && memcmp(t->norm.p + t->norm.n - 3, "ing", 3) == 0) return false; /* "misinforming" */
    return t->kind == SR_TOKEN_WORD && t->norm.n >= 3 && !t->joined && !sr_is_closed(names, token) &&
           sr_table_find(table(names, SR_TABLE_COMMON_WORDS), t->norm) == SR_NONE;
}

/* Capitals that mean nothing: all words have them, or all long ones. A short sentence of names is no headline:
 * "President Obama visited Kenya" must stay normal. */
enum sr_lettering sr_sentence_lettering(const struct sr_reading *r, uint32_t sentence) {
    const struct sr_sentence *s = &r->sentences[sentence];
    uint32_t words = 0, upper = 0, capital = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        if (r->tokens[i].kind != SR_TOKEN_WORD || sr_span_size(r->tokens[i].span) < 4) continue;
        words++;
        upper += r->tokens[i].shape == SR_SHAPE_UPPER;
        capital += sr_is_capital(r, i);
    }
    if (words >= 3 && upper * 10 >= words * 7) return SR_LETTERING_CAPITALS;
    if (words >= 4 && capital * 10 >= words * (s->kind == SR_SENTENCE_HEADING ? 7u : 9u)) return SR_LETTERING_TITLE;
    return SR_LETTERING_NORMAL;
}

const struct sr_mention *sr_tagged_mention(const struct sr_reading *r, uint32_t token) {
    if (!(r->has & SR_HAS_MENTIONS) || !(r->has & SR_HAS_TAGS)) return NULL;
    uint32_t m = sr_mention_at(r, token);
    return m == SR_NONE ? NULL : &r->mentions[m];
}

bool sr_is_part_of(const struct sr_names *names, uint32_t end, uint32_t next) {
    if (next != end + 2) return false;
    const struct sr_token *tokens = names->reading->tokens;
    struct sr_str mark = tokens[next - 1].norm;
    bool link = sr_str_is(mark, "of") || sr_str_is(mark, "in") || sr_str_is(mark, ",");
    const struct sr_table *t = table(names, SR_TABLE_PLACE_WORDS);
    uint32_t row = link && tokens[end].space_before ? sr_table_find(t, tokens[end].norm) : SR_NONE;
    if (row == SR_NONE) return false;
    const char *class = sr_table_cell(t, row, WORD_CLASS);
    return !strcmp(class, "area") || !strcmp(class, "admin2");
}

uint8_t sr_generic_class(const char *word) {
    static const struct {
        const char *word;
        uint8_t class;
    } classes[] = {{"country", SR_PLACE_COUNTRY}, {"admin", SR_PLACE_ADMIN},       {"admin2", SR_PLACE_ADMIN},
                   {"city", SR_PLACE_CITY},       {"facility", SR_PLACE_FACILITY}, {"other", SR_PLACE_OTHER},
                   {"water", SR_PLACE_OTHER}};
    for (uint32_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strcmp(word, classes[i].word) == 0) return classes[i].class;
    return SR_PLACE_COUNT;
}

/* "al-Hasakah" begins with a small letter, but its hyphen leads to a capital. */
static bool may_begin(const struct sr_finder *f, uint32_t i) {
    const struct sr_token *t = &f->r->tokens[i];
    if (i > f->first && !t->space_before && t->kind == SR_TOKEN_WORD && i > f->first + 1 &&
        sr_str_is(f->r->tokens[i - 1].norm, "-") && !f->r->tokens[i - 1].space_before && sr_is_capital(f->r, i - 2))
        return sr_is_capital(f->r, i); /* "Baghdad-Basra": the second town */
    if (sr_is_capital(f->r, i)) return true;
    return t->kind == SR_TOKEN_WORD && t->norm.n == 2 && i + 2 < f->end && sr_is_name_link(f->names, i) &&
           sr_str_is(f->r->tokens[i + 1].norm, "-") && sr_is_capital(f->r, i + 2);
}

/* The longest run from `i` that the tables know. */
static bool longest(const struct sr_finder *f, uint32_t i, struct sr_find *find) {
    uint32_t words = 0;
    bool found = false;
    for (uint32_t e = i; e < f->end && e < i + MOST_TOKENS; e++) {
        const struct sr_token *t = &f->r->tokens[e];
        if (e > i && t->space_before && ++words >= MOST_WORDS) break;
        bool capital = sr_is_capital(f->r, e);
        bool hyphened = e > i && !t->space_before && sr_str_is(f->r->tokens[e - 1].norm, "-"); /* Port-au-Prince */
        hyphened |= t->joined && sr_str_is(t->norm, "'s");                                     /* Cox's Bazar */
        if (!capital && e > i && t->kind == SR_TOKEN_WORD && !hyphened && !sr_is_name_link(f->names, e)) break;
        if (e > i && t->kind == SR_TOKEN_PUNCT && !sr_str_is(t->norm, "-") && !sr_str_is(t->norm, "'") &&
            !sr_str_is(t->norm, ",") && !sr_str_is(t->norm, "."))
            break;
        struct sr_name_rows rows;
        if ((capital || t->kind == SR_TOKEN_PUNCT || e == i || f->r->tokens[e - 1].kind == SR_TOKEN_PUNCT) &&
            sr_names_find(f->names, i, e + 1, &rows)) {
            find->rows = rows;
            find->end = e + 1;
            found = true;
        }
    }
    return found;
}

static bool add(struct sr_finder *f, struct sr_find find) {
    struct sr_finds *out = f->out;
    return SR_PUSH(f->arena, *out, find);
}

static struct sr_find blank(const struct sr_finder *f, uint32_t first, uint32_t end) {
    return (struct sr_find){.first = first,
                            .end = end,
                            .name = first,
                            .name_end = end,
                            .sentence = f->sentence,
                            .rows = {{SR_NONE, SR_NONE, SR_NONE}, {0, 0, 0}},
                            .qualifier = SR_NONE,
                            .kind = SR_FIND_PLACE,
                            .trust = SR_TRUST_BARE,
                            .generic = SR_PLACE_COUNT};
}

static void set_country(struct sr_find *find, const char *iso) {
    memcpy(find->country, iso, 2);
    find->country[2] = 0;
}

/* The ISO code of a row of countries.tsv. */
static void set_iso(const struct sr_finder *f, uint32_t row, char iso[3]) {
    struct sr_gazetteer_entry x;
    sr_names_entry(f->names, 0, row, &x);
    memcpy(iso, x.country, *x.country ? 3 : 1);
}

/* A nation's adjective or noun at `i`; 0 when there is none, else its tokens. */
static uint32_t nation_at(const struct sr_finder *f, uint32_t i, struct sr_find *find) {
    const struct sr_table *t = table(f->names, SR_TABLE_DEMONYMS);
    struct sr_match m = sr_match_at(t, f->r, i, f->end);
    if (m.row == SR_NONE) return 0;
    *find = blank(f, i, i + m.tokens);
    find->kind = SR_FIND_HINT;
    find->nationality = true;
    set_country(find, sr_table_cell(t, m.row, 1));
    return m.tokens;
}

/* Does the document's dateline hold the token? */
static bool in_dateline(const struct sr_finder *f, uint32_t token) {
    return sr_in_dateline(f->in->document, f->r->tokens[token].span);
}

/* The short forms of states, only after a comma: "Bangor, Me." */
static uint32_t short_at(const struct sr_finder *f, uint32_t i, struct sr_find *find) {
    if (!f->out->count || i < f->first + 2 || !sr_str_is(f->r->tokens[i - 1].norm, ",") ||
        f->out->items[f->out->count - 1].end != i - 1)
        return 0;
    const struct sr_table *t = table(f->names, SR_TABLE_ADMIN_SHORT);
    struct sr_match m = sr_match_at(t, f->r, i, f->end);
    if (m.row == SR_NONE) return 0;
    bool dotted = memchr(f->r->tokens[i].norm.p, '.', f->r->tokens[i].norm.n) != NULL;
    if (!dotted && (f->lettering == SR_LETTERING_CAPITALS || f->r->tokens[i].shape != SR_SHAPE_UPPER)) return 0;
    *find = blank(f, i, i + m.tokens);
    find->admin_short = sr_table_cell(t, m.row, SHORT_NAME);
    set_country(find, sr_table_cell(t, m.row, SHORT_COUNTRY));
    find->trust = SR_TRUST_TOLD;
    find->generic = SR_PLACE_ADMIN;
    return m.tokens;
}

/* "Bangor, Maine" and "Bamako (Mali)": the find that ends two tokens before is qualified by this one. So is "the Chelsea
 * section of Manhattan", with a word for a part of a town between. */
static void qualify(const struct sr_finder *f, const struct sr_find *find) {
    if (!f->out->count || find->first < f->first + 2) return;
    struct sr_find *before = &f->out->items[f->out->count - 1];
    struct sr_str mark = f->r->tokens[find->first - 1].norm;
    if (before->sentence != f->sentence || before->kind == SR_FIND_HINT) return;
    if (sr_is_part_of(f->names, before->end, find->first)) {
        before->qualifier = f->out->count;
        before->part = true;
        return;
    }
    if (before->end != find->first - 1) return;
    bool in = sr_str_is(mark, "in") && (is_country(find) || find->generic == SR_PLACE_ADMIN);
    if (!sr_str_is(mark, ",") && !sr_str_is(mark, "(") && !in) return;
    before->qualifier = f->out->count;
}

/* "San Luis de la Reina": the tables know San Luis only, and that is another place. The end of the whole name, or the
 * known one's end. */
static uint32_t goes_on(const struct sr_finder *f, const struct sr_find *find) {
    uint32_t i = find->end;
    while (i < f->end && i < find->end + 2 && f->r->tokens[i].space_before) {
        const struct sr_table *t = table(f->names, SR_TABLE_PLACE_PREPS);
        if (!has_kind(t, sr_table_find(t, f->r->tokens[i].norm), PREP_KIND, "long")) break;
        i++;
    }
    if (i == find->end || i >= f->end) return find->end;
    bool name = f->lettering == SR_LETTERING_CAPITALS ? sr_is_strange(f->names, i) : sr_is_capital(f->r, i);
    struct sr_name_rows rows;
    if (name && sr_names_find(f->names, i, i + 1, &rows) && rows.row[0] != SR_NONE)
        name = false; /* "Santiago de Chile" */
    return name ? i + 1 : find->end;
}

/* "Five Points South": the tables know Five Points only, but the mention of a place goes on. The end of
 * its capitals, or the known one's end. */
static uint32_t reads_on(const struct sr_finder *f, const struct sr_find *find) {
    const struct sr_mention *x = sr_tagged_mention(f->r, find->first);
    uint32_t end = find->end;
    if (!x || f->lettering != SR_LETTERING_NORMAL) return end;
    bool begins = x->first == find->first || (x->first + 1 == find->first && sr_is_closed(f->names, x->first));
    if (!begins || x->type != SR_ENTITY_PLACE || x->p < 0.8f) return end;
    while (end < x->end && sr_is_capital(f->r, end) && f->r->tokens[end].space_before && !sr_known_class(f, end)) end++;
    if (end < x->end && sr_is_capital(f->r, end) && strcmp(sr_prep_kind(f, end, end + 1), "direction") == 0) end++;
    return end;
}

/* After it a capital says little: a quotation mark, a colon, a full stop; but not "Vienna; Santiago". */
static bool opens_clause(const struct sr_finder *f, uint32_t token) {
    struct sr_str norm = f->r->tokens[token].norm;
    bool within = sr_str_is(norm, ",") || sr_str_is(norm, ";") || sr_str_is(norm, "(") || sr_str_is(norm, "-") ||
                  sr_str_is(norm, "/");
    return f->r->tokens[token].kind == SR_TOKEN_PUNCT && !within;
}

/* A name the tables know, with what stands around it. */
static bool known_at(struct sr_finder *f, uint32_t i, uint32_t *taken, bool *ok) {
    struct sr_find find = blank(f, i, i + 1);
    if (!longest(f, i, &find)) return false;
    if (find.end == i + 1 && sr_table_find(table(f->names, SR_TABLE_TIME_WORDS), f->r->tokens[i].norm) != SR_NONE)
        return false; /* "in March" */
    uint32_t whole = is_country(&find) ? find.end : goes_on(f, &find);
    if (whole == find.end && !is_country(&find)) whole = reads_on(f, &find);
    if (whole > find.end) {
        find.end = whole;
        find.kind = SR_FIND_UNKNOWN;
        find.rows = blank(f, i, i).rows;
    }
    find.name_end = find.end;
    find.dateline = in_dateline(f, i);
    find.common = !is_country(&find) &&
                  (sr_is_stop(f->names, i, find.end, "common") || sr_is_stop(f->names, i, find.end, "surname") ||
                   sr_is_stop(f->names, i, find.end, "given") ||
                   sr_str_is(f->r->tokens[i].norm, "the")); /* "The Bank", a town in Georgia */
    find.given = sr_is_stop(f->names, i, find.end, "given");
    find.person = find.end == i + 1 && sr_map_get(&f->names->persons, f->names->plain[i]) != SR_NONE;
    find.capitals = f->lettering == SR_LETTERING_CAPITALS;
    bool known = sr_table_find(table(f->names, SR_TABLE_PLACE_WORDS), f->r->tokens[i].norm) != SR_NONE; /* "a Gulf" */
    known |= strcmp(sr_prep_kind(f, i, i + 1), "direction") == 0;                                       /* "Central" */
    if (!is_country(&find) && find.end == i + 1 && (known || (find.capitals && !sr_is_strange(f->names, i))))
        find.common = true;
    if (sr_is_stop(f->names, i, find.end, "acronym") && f->r->tokens[i].shape != SR_SHAPE_UPPER) return false;
    bool opens = i == f->first || opens_clause(f, i - 1);
    if (f->lettering == SR_LETTERING_NORMAL && (!opens || find.end - find.first > 1)) find.trust = SR_TRUST_CAPITAL;
    *taken = find.end - i;
    if (!find.dateline && !sr_look_beside(f, &find)) return true;
    sr_look_before(f, &find);
    sr_generic_before(f, &find);
    sr_generic_after(f, &find);
    if (find.dateline) find.trust = SR_TRUST_TOLD;
    *taken = find.end - i;
    qualify(f, &find);
    *ok = add(f, find);
    return true;
}

/* "the Somali region" is a place, "the Somali government" is not. */
static bool is_division_word(const struct sr_finder *f, uint32_t i) {
    const struct sr_table *t = table(f->names, SR_TABLE_PLACE_WORDS);
    uint32_t row = i < f->end ? sr_table_find(t, f->r->tokens[i].norm) : SR_NONE;
    return row != SR_NONE && !strncmp(sr_table_cell(t, row, WORD_CLASS), "admin", 5);
}

/* "the Afghan capital", "Kenya's capital", "the capital of Kenya", where its name does not follow: the capital. 0, or its
 * tokens. It must not touch "the capital of Haiti, Port-au-Prince", "Nigerian capital markets". */
static uint32_t capital_at(const struct sr_finder *f, uint32_t i, struct sr_find *find) {
    const struct sr_find *last = f->out->count ? &f->out->items[f->out->count - 1] : NULL;
    if (!sr_str_is(f->r->tokens[i].norm, "capital")) return 0;
    char iso[3] = "";
    uint32_t next = i + 1;
    bool owner = last && (last->end == i || (last->end + 1 == i && sr_str_is(f->r->tokens[i - 1].norm, "'s")));
    if (owner && last->nationality) memcpy(iso, last->country, 3);
    else if (owner && is_country(last)) set_iso(f, last->rows.row[0], iso);
    if (!*iso && next + 1 < f->end && sr_str_is(f->r->tokens[next].norm, "of")) {
        struct sr_find land = blank(f, next + 1, next + 1);
        if (sr_str_is(f->r->tokens[next + 1].norm, "the") && next + 2 < f->end) land = blank(f, next + 2, next + 2);
        if (longest(f, land.first, &land) && is_country(&land)) set_iso(f, land.rows.row[0], iso);
        next = land.end;
    }
    bool comma = next < f->end && sr_str_is(f->r->tokens[next].norm, ",");
    if (!*iso || (next + comma < f->end && sr_is_capital(f->r, next + comma))) return 0; /* its name follows */
    if (sr_clue(f->names->lexicon, f->r, i + 1, "capital-else")) return 0;
    uint32_t row = sr_names_capital(f->names, iso);
    if (row == SR_NONE) return 0;
    *find = blank(f, i, i + 1);
    find->rows.row[SR_PLACE_TABLES - 1] = row;
    find->rows.count[SR_PLACE_TABLES - 1] = 1;
    find->trust = SR_TRUST_TOLD;
    find->stands_for = true;
    sr_look_before(f, find);
    return 1;
}

/* A dateline whose town no table has as it is written: the town that is one letter away. 0, or its tokens. */
static uint32_t misspelt_at(const struct sr_finder *f, uint32_t i, struct sr_find *find) {
    struct sr_name_rows rows;
    uint32_t end = i;
    if (!in_dateline(f, i) || (i > f->first && in_dateline(f, i - 1))) return 0;
    while (end < f->end && in_dateline(f, end) && f->r->tokens[end].kind == SR_TOKEN_WORD) end++;
    if (sr_names_find(f->names, i, end, &rows) || !sr_names_misspelt(f->names, i, end, &rows)) return 0;
    *find = blank(f, i, end);
    find->rows = rows;
    find->dateline = true;
    find->trust = SR_TRUST_TOLD;
    return end - i;
}

static bool walk_sentence(struct sr_finder *f) {
    for (uint32_t i = f->first; i < f->end;) {
        uint32_t taken = 0;
        bool ok = true;
        struct sr_find find, nation;
        if (capital_at(f, i, &find)) {
            if (!add(f, find)) return false;
            i++;
            continue;
        }
        if (!may_begin(f, i)) {
            i++;
            continue;
        }
        uint32_t ready = short_at(f, i, &find);
        if (!ready) ready = misspelt_at(f, i, &find);
        if (ready) {
            qualify(f, &find);
            if (!add(f, find)) return false;
            i += ready;
            continue;
        }
        uint32_t nation_tokens = nation_at(f, i, &nation);
        struct sr_find longer = blank(f, i, i);
        bool place_longer = nation_tokens && longest(f, i, &longer) &&
                            (longer.end - i > nation_tokens || is_division_word(f, longer.end));
        if (nation_tokens && !place_longer) {
            if (!add(f, nation)) return false;
            i += nation_tokens;
            continue;
        }
        if (!known_at(f, i, &taken, &ok)) taken = 1;
        if (!ok) return false;
        i += taken ? taken : 1;
    }
    return true;
}

/* "George Washington", "President Bush": what follows is a surname here, and alone it is one elsewhere in the text. */
static bool note_persons(struct sr_finder *f, struct sr_names *names) {
    const struct sr_token *tokens = f->r->tokens;
    for (uint32_t i = f->first; i + 1 < f->end; i++) {
        bool person =
            sr_is_capital(f->r, i) && (sr_is_stop(names, i, i + 1, "given") || sr_is_stop(names, i, i + 1, "title"));
        if (!person) continue;
        for (uint32_t k = i + 1; k < f->end && k < i + 4 && sr_is_capital(f->r, k) && tokens[k].space_before; k++)
            if (!sr_is_stop(names, k, k + 1, "title") && !sr_known_class(f, k) &&
                !sr_map_set(&names->persons, f->arena, names->plain[k], k))
                return false;
    }
    return true;
}

bool sr_find_names(const struct sr_place_in *in, struct sr_names *names, struct sr_arena *arena, struct sr_finds *out) {
    struct sr_finder f = {.in = in, .r = in->reading, .names = names, .arena = arena, .out = out};
    for (int pass = 0; pass < 2; pass++) { /* persons first: they may be named in full after their first mention */
        for (f.sentence = 0; f.sentence < f.r->sentence_count; f.sentence++) {
            f.first = f.r->sentences[f.sentence].first;
            f.end = f.r->sentences[f.sentence].end;
            f.lettering = sr_sentence_lettering(f.r, f.sentence);
            bool ok = pass ? walk_sentence(&f) : f.lettering != SR_LETTERING_NORMAL || note_persons(&f, names);
            if (!ok) return false;
        }
    }
    return true;
}
