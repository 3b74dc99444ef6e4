/* facility.c: named buildings and the like, and names of places that no table has.
 *
 *     exists for      the Radisson Blu hotel; Camp Speicher; Hospital San Juan; in Machente; the village of Kalo
 *     must not touch  Turkish schools; a hospital; in Congress; in Islam; near Smith, who
 */
#include "place/find.h"
#include "reader/clue.h"
#include "reader/match.h"

enum { MOST_RUN = 7 };

struct seeker {
    const struct sr_place_in *in;
    const struct sr_reading *r;
    const struct sr_names *names;
    struct sr_arena *arena;
    struct sr_finds *out;
    uint32_t from, upto; /* the sentence's finds of the tables */
    uint32_t fresh;      /* the sentence's finds made here: [fresh, count) */
    uint32_t sentence, first, end;
    bool capitals; /* the sentence is ALL CAPITALS: only words that English does not know are names */
};

static const struct sr_table *table(const struct seeker *s, enum sr_table_id id) {
    return &s->names->lexicon->tables[id];
}

static bool is_nation(const struct seeker *s, uint32_t token) {
    return sr_table_find(table(s, SR_TABLE_DEMONYMS), s->r->tokens[token].norm) != SR_NONE;
}

static bool name_word(const struct seeker *s, uint32_t i) {
    if (s->capitals && !sr_is_strange(s->names, i)) return false;
    unsigned char c = (unsigned char)s->in->document->text.p[s->r->tokens[i].span.start];
    if (c >= 'a' && c <= 'z') return false; /* "pro-Trump" */
    return sr_is_capital(s->r, i) && !sr_is_closed(s->names, i) && !sr_is_stop(s->names, i, i + 1, "title") &&
           sr_table_find(table(s, SR_TABLE_TIME_WORDS), s->r->tokens[i].norm) == SR_NONE;
}

static bool linked(const struct seeker *s, uint32_t i) {
    return sr_is_name_link(s->names, i) && !sr_clue(s->names->lexicon, s->r, i, "no-facility-link");
}

/* A word that opens a run of capitals but names nothing: "Second school", "Ministry building", "Neighboring provinces".
 */
static bool plain_word(const struct seeker *s, uint32_t i) {
    uint32_t row = sr_table_find(table(s, SR_TABLE_PLACE_PREPS), s->r->tokens[i].norm);
    bool direction =
        row != SR_NONE && strcmp(sr_table_cell(table(s, SR_TABLE_PLACE_PREPS), row, PREP_KIND), "direction") == 0;
    bool opens = i == s->first || s->r->tokens[i - 1].kind == SR_TOKEN_PUNCT;
    bool common = opens && sr_table_find(table(s, SR_TABLE_COMMON_WORDS), s->r->tokens[i].norm) != SR_NONE;
    uint32_t word = sr_table_find(table(s, SR_TABLE_PLACE_WORDS), s->r->tokens[i].norm);
    bool kind = word != SR_NONE && strcmp(sr_table_cell(table(s, SR_TABLE_PLACE_WORDS), word, WORD_CLASS), "org") &&
                strcmp(sr_table_cell(table(s, SR_TABLE_PLACE_WORDS), word, WORD_CLASS), "media");
    return direction || common || kind;
}

/* The first token of the run of name words that ends before `end`; `end` itself when there is none. */
static uint32_t run_back(const struct seeker *s, uint32_t end) {
    uint32_t first = end;
    for (uint32_t i = end; i > s->first && end - i < MOST_RUN; i--) {
        if (name_word(s, i - 1)) first = i - 1;
        else if (!linked(s, i - 1) || first == end) break;
    }
    while (first < end && (!name_word(s, first) || plain_word(s, first))) first++;
    return first;
}

/* The end of the run of name words that begins at `first`. */
static uint32_t run_ahead(const struct seeker *s, uint32_t first) {
    uint32_t end = first;
    for (uint32_t i = first; i < s->end && i < first + MOST_RUN; i++) {
        if (name_word(s, i)) end = i + 1;
        else if (!linked(s, i) || sr_str_is(s->r->tokens[i].norm, "'")) break;
    }
    return end;
}

/* "Machente (La Mar Province)", "Bir Ali, Shabwa province", "Okcular, Tex.", "the Kamenge neighbourhood of Bujumbura":
 * the find that says where the name is. */
static uint32_t qualifier_after(const struct seeker *s, uint32_t end, bool *part) {
    *part = false;
    if (end + 1 >= s->end) return SR_NONE;
    struct sr_str mark = s->r->tokens[end].norm;
    for (uint32_t i = s->from; i < s->upto; i++) {
        const struct sr_find *k = &s->out->items[i];
        if (k->first <= end || k->kind == SR_FIND_HINT) continue;
        *part = sr_is_part_of(s->names, end, k->first);
        bool beside = k->first == end + 1 && (sr_str_is(mark, ",") || sr_str_is(mark, "("));
        return *part || beside ? i : SR_NONE;
    }
    return SR_NONE;
}

static bool add(struct seeker *s, uint32_t first, uint32_t end, enum sr_find_kind kind, uint32_t *at) {
    struct sr_find find = {.first = first,
                           .end = end,
                           .name = first,
                           .name_end = end,
                           .sentence = s->sentence,
                           .rows = {{SR_NONE, SR_NONE, SR_NONE}, {0, 0, 0}},
                           .qualifier = SR_NONE,
                           .kind = (uint8_t)kind,
                           .trust = SR_TRUST_TOLD,
                           .generic = SR_PLACE_COUNT};
    if (at) *at = s->out->count;
    find.qualifier = qualifier_after(s, end, &find.part);
    struct sr_finds *out = s->out;
    return SR_PUSH(s->arena, *out, find);
}

/* A name whose mention is a place's. */
static bool place_mention(const struct seeker *s, uint32_t first, uint32_t end) {
    const struct sr_mention *x = sr_tagged_mention(s->r, first);
    return x && x->form == SR_FORM_NAME && x->type == SR_ENTITY_PLACE && x->p >= 0.85f && x->first + 1 >= first &&
           x->end == end;
}

/* A mention of a person, or of an organisation, is no place that only its words suggest. */
static bool other_mention(const struct seeker *s, uint32_t token) {
    if (!(s->r->has & SR_HAS_MENTIONS)) return false;
    bool learned = s->r->has & SR_HAS_TAGS; /* a reader by rule is only trusted on whole names of persons */
    uint32_t m = sr_mention_at(s->r, token);
    if (m == SR_NONE || s->r->mentions[m].form != SR_FORM_NAME || s->r->mentions[m].p < 0.6f) return false;
    uint8_t type = s->r->mentions[m].type;
    if (type == SR_ENTITY_PERSON) return learned || s->r->mentions[m].end > s->r->mentions[m].first + 1;
    return learned && type != SR_ENTITY_PLACE && type != SR_ENTITY_FACILITY; /* "in Scientology" */
}

/* Is the run only nations or countries ("Turkish schools", "U.S. base")? An embassy may be. */
static bool only_nations(const struct seeker *s, uint32_t first, uint32_t end) {
    for (uint32_t i = s->from; i < s->upto; i++) {
        const struct sr_find *k = &s->out->items[i];
        if (k->first == first && k->end >= end && (k->nationality || k->rows.row[0] != SR_NONE)) return true;
    }
    return false;
}

/* "at Perm State University": there something is at a building; "Perm State University said" is an organisation. */
static bool stands_at(const struct seeker *s, uint32_t first) {
    return first > s->first && sr_clue(s->names->lexicon, s->r, first - 1, "place-preposition");
}

/* Names within a facility's are its own: "Pavon prison" names no town of Pavon. */
static void take_in(struct seeker *s, uint32_t first, uint32_t end) {
    for (uint32_t i = s->from; i < s->upto; i++)
        if (s->out->items[i].first >= first && s->out->items[i].end <= end) {
            s->out->items[i].in_facility = true;
            if (stands_at(s, first) && s->out->items[i].rows.row[SR_PLACE_TABLES - 1] != SR_NONE)
                s->out->items[i].kind = SR_FIND_PLACE; /* the reader's organisation made a hint of it */
        }
}

/* "Fort Portal", "Garden City": a town whose name begins with a facility's word. */
static bool opens_known(const struct seeker *s, uint32_t j) {
    for (uint32_t i = s->from; i < s->upto; i++)
        if (s->out->items[i].first == j && s->out->items[i].end > j + 1 && s->out->items[i].kind == SR_FIND_PLACE)
            return true;
    return false;
}

/* The first token of the name before a facility's word at `j`, or `j`: "the Radisson Blu [hotel]", "the San Esteban
 * copper [mine]". Without the article small words between make no name: "in Kabul bread [market]s". */
static uint32_t name_of_facility(const struct seeker *s, uint32_t j) {
    enum { MOST_BETWEEN = 2 };
    uint32_t first = run_back(s, j);
    for (uint32_t k = j; first == j && k > s->first && j - k < MOST_BETWEEN; k--) {
        const struct sr_token *t = &s->r->tokens[k - 1];
        if (t->kind != SR_TOKEN_WORD || t->shape != SR_SHAPE_LOWER || sr_is_closed(s->names, k - 1)) break;
        uint32_t from = run_back(s, k - 1);
        if (from < k - 1 && from > s->first && !only_nations(s, from, k - 1) &&
            sr_str_is(s->r->tokens[from - 1].norm, "the"))
            first = from;
    }
    return first;
}

static bool facility_at(struct seeker *s, uint32_t j, uint32_t *taken) {
    const struct sr_table *words = table(s, SR_TABLE_PLACE_WORDS);
    struct sr_match m = sr_match_at(words, s->r, j, s->end);
    *taken = 1;
    if (m.row == SR_NONE) return true;
    bool embassy = strcmp(sr_table_cell(words, m.row, WORD_CLASS), "embassy") == 0;
    if (!embassy && strcmp(sr_table_cell(words, m.row, WORD_CLASS), "facility")) return true;
    *taken = m.tokens;
    uint32_t end = j + m.tokens, first = name_of_facility(s, j);
    bool capital = sr_is_capital(s->r, j);
    if (first < j && is_nation(s, first) && first + 1 < j && !embassy) first++;
    if (first < j && (embassy || !only_nations(s, first, j)) &&
        (stands_at(s, first) || !((s->r->has & SR_HAS_TAGS) && other_mention(s, first)))) {
        take_in(s, first, end);
        struct sr_find *last = s->out->count > s->fresh ? &s->out->items[s->out->count - 1] : NULL;
        if (last && last->first >= first && last->end <= end)
            s->out->count--; /* "New Street" of "New Street station" */
        return add(s, first, end, SR_FIND_FACILITY, NULL);
    }
    if (!capital || first < j || sr_is_closed(s->names, j) || opens_known(s, j)) return true;
    uint32_t from = end;
    if (from < s->end && sr_str_is(s->r->tokens[from].norm, "of")) from++;
    if (from > end && from < s->end && sr_str_is(s->r->tokens[from].norm, "the")) from++;
    uint32_t stop = run_ahead(s, from);
    if (stop == from || ((s->r->has & SR_HAS_TAGS) && other_mention(s, j))) return true;
    *taken = stop - j;
    take_in(s, j, stop);
    return add(s, j, stop, SR_FIND_FACILITY, NULL);
}

static bool covered(const struct seeker *s, uint32_t first, uint32_t end) {
    const struct sr_find *items = s->out->items;
    for (uint32_t i = s->from; i < s->upto; i++)
        if (items[i].first < end && first < items[i].end) return true;
    for (uint32_t i = s->fresh; i < s->out->count; i++)
        if (items[i].first < end && first < items[i].end) return true;
    return false;
}

static bool prep_is(const struct seeker *s, uint32_t token, const char *kind) {
    const struct sr_table *t = table(s, SR_TABLE_PLACE_PREPS);
    uint32_t row = sr_table_find(t, s->r->tokens[token].norm);
    return row != SR_NONE && strcmp(sr_table_cell(t, row, PREP_KIND), kind) == 0;
}

/* What a generic word at `i` tells of the name beside it; NULL for none or for one that tells no place by itself. */
static const char *generic_at(const struct seeker *s, uint32_t i) {
    const struct sr_table *words = table(s, SR_TABLE_PLACE_WORDS);
    if (i >= s->end) return NULL;
    uint32_t row = sr_table_find(words, s->r->tokens[i].norm);
    if (row == SR_NONE) return NULL;
    const char *class = sr_table_cell(words, row, WORD_CLASS);
    bool place =
        strcmp(class, "facility") && strcmp(class, "org") && strcmp(class, "media") && strcmp(class, "embassy");
    return place && strcmp(sr_table_cell(words, row, WORD_SIDE), "of") ? class : NULL;
}

/* "the village of Kalo": the class, or NULL. */
static const char *class_of_before(const struct seeker *s, uint32_t i) {
    if (i < s->first + 2 || !sr_str_is(s->r->tokens[i - 1].norm, "of")) return NULL;
    return generic_at(s, i - 2);
}

/* "Portapique, a village 100 km north of Halifax": the class, or NULL. */
static const char *class_of_behind(const struct seeker *s, uint32_t end) {
    if (end + 2 >= s->end || !sr_str_is(s->r->tokens[end].norm, ",")) return NULL;
    bool article = sr_str_is(s->r->tokens[end + 1].norm, "a") || sr_str_is(s->r->tokens[end + 1].norm, "the");
    for (uint32_t i = end + 2; article && i < s->end && i < end + 5; i++) { /* "a small mountain village" */
        const char *class = generic_at(s, i);
        if (class) return class;
        if (s->r->tokens[i].shape != SR_SHAPE_LOWER || sr_is_closed(s->names, i)) break;
    }
    return NULL;
}

/* "in Machente": only a name that could be a place's. An acronym ("in NATO") or a word with a capital ("in Congress",
 * "in Parliament") could not. */
static bool place_like(const struct seeker *s, uint32_t first, uint32_t end) {
    const struct sr_token *t = &s->r->tokens[first];
    if (t->shape == SR_SHAPE_UPPER && end == first + 1 && !s->capitals) return false;
    if (end == first + 1 && sr_table_find(table(s, SR_TABLE_COMMON_WORDS), t->norm) != SR_NONE) return false;
    if (sr_is_stop(s->names, first, first + 1, "common") || sr_is_stop(s->names, first, first + 1, "given"))
        return false;
    return !is_nation(s, first) && !other_mention(s, first) && sr_span_size(t->span) >= 3;
}

static bool in_dateline(const struct seeker *s, uint32_t token) {
    return sr_in_dateline(s->in->document, s->r->tokens[token].span);
}

/* May the find behind a comma say where the name before it is: "Okcular, Turkey", "Galtür, Tyrol"? */
static bool says_where(const struct seeker *s, uint32_t find) {
    const struct sr_find *q = &s->out->items[find];
    if (q->generic == SR_PLACE_ADMIN || q->admin_short || q->rows.row[0] != SR_NONE) return true;
    for (uint32_t t = 1; t < SR_PLACE_TABLES; t++)
        for (uint32_t i = 0; i < q->rows.count[t]; i++) {
            struct sr_gazetteer_entry x;
            sr_names_entry(s->names, t, q->rows.row[t] + i, &x);
            if (x.class == SR_PLACE_ADMIN && !x.second) return true;
        }
    return false;
}

/* "the villages of Yoro and Tessogou": the name goes on a list of villages. */
static bool is_listed(const struct seeker *s, uint32_t i) {
    if (i < s->first + 2) return false;
    struct sr_str mark = s->r->tokens[i - 1].norm;
    if (!sr_str_is(mark, "and") && !sr_str_is(mark, ",")) return false;
    for (uint32_t k = s->from; k < s->out->count; k++) {
        if (k == s->upto && k < s->fresh) k = s->fresh;
        if (k >= s->out->count) break;
        if (s->out->items[k].end == i - 1 && s->out->items[k].generic == SR_PLACE_CITY) return true;
    }
    return false;
}

static bool unknown_at(struct seeker *s, uint32_t i, uint32_t *taken) {
    *taken = 1;
    if (!name_word(s, i) || plain_word(s, i)) return true;
    uint32_t end = run_ahead(s, i);
    if (end == i) return true;
    *taken = end - i;
    if (covered(s, i, end)) return true;
    const char *before = class_of_before(s, i), *after = generic_at(s, end);
    if (!before) before = class_of_behind(s, end);
    bool near = i > s->first && prep_is(s, i - 1, "near"), in = i > s->first && prep_is(s, i - 1, "in");
    /* "Reports state that": not a state; "Officials area" never */
    bool verb = after && sr_str_is(s->r->tokens[end].norm, "state");
    bool the = i > s->first + 1 && sr_str_is(s->r->tokens[i - 1].norm, "the") && /* "in the Conacaste neighborhood" */
               (prep_is(s, i - 2, "in") || prep_is(s, i - 2, "near"));
    bool told = before || (after && (in || near || the || (strcmp(after, "area") && !verb))) || in_dateline(s, i);
    bool part;
    uint32_t q = qualifier_after(s, end, &part);
    if (q != SR_NONE && says_where(s, q)) told |= place_like(s, i, end);
    told |= is_listed(s, i) && place_like(s, i, end);
    if (!told && !((in || near || place_mention(s, i, end)) && place_like(s, i, end))) return true;
    if (other_mention(s, i)) return true;
    if (!told && sr_map_get(&s->names->persons, s->names->plain[i]) != SR_NONE) return true; /* "in Gorbachev" */
    uint32_t at;
    if (!add(s, i, end, SR_FIND_UNKNOWN, &at)) return false;
    struct sr_find *find = &s->out->items[at];
    const char *class = before ? before : after;
    find->near = near;
    find->dateline = in_dateline(s, i);
    find->trust = told ? SR_TRUST_TOLD : SR_TRUST_CAPITAL;
    if (class) {
        find->generic = sr_generic_class(class);
        find->second = strcmp(class, "admin2") == 0;
        find->part |= strcmp(class, "area") == 0;
    }
    return true;
}

bool sr_find_facilities(const struct sr_place_in *in, const struct sr_names *names, struct sr_arena *arena,
                        struct sr_finds *finds) {
    struct seeker s = {.in = in, .r = in->reading, .names = names, .arena = arena, .out = finds};
    uint32_t known = finds->count;
    for (s.sentence = 0; s.sentence < s.r->sentence_count; s.sentence++) {
        for (s.from = s.upto; s.upto < known && finds->items[s.upto].sentence == s.sentence;) s.upto++;
        s.fresh = finds->count;
        enum sr_lettering lettering = sr_sentence_lettering(s.r, s.sentence);
        if (lettering == SR_LETTERING_TITLE) continue;
        s.capitals = lettering == SR_LETTERING_CAPITALS;
        s.first = s.r->sentences[s.sentence].first;
        s.end = s.r->sentences[s.sentence].end;
        uint32_t taken;
        for (uint32_t i = s.first; i < s.end; i += taken)
            if (!facility_at(&s, i, &taken)) return false;
        for (uint32_t i = s.first; i < s.end; i += taken)
            if (!unknown_at(&s, i, &taken)) return false;
    }
    return true;
}
