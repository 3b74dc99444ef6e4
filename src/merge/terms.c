#include "merge/terms.h"

#include <math.h>

#include "base/utf8.h"

enum { MOST_TERMS = 1024 }; /* of one record: a long document's later names add nothing */

/* One pass over the words of a text. */
struct walk {
    const char *p, *end;
};

static bool is_word(int32_t c) {
    return sr_is_letter(c) || sr_is_digit(c);
}

/* The next word: letters and digits, an apostrophe between them included ("O'Neill"). */
static bool next_word(struct walk *w, struct sr_str *word) {
    uint32_t size, more;
    while (w->p < w->end && !is_word(sr_utf8_at(w->p, w->end, &size))) w->p += size;
    const char *start = w->p;
    while (w->p < w->end) {
        int32_t c = sr_utf8_at(w->p, w->end, &size);
        bool inside = is_word(c);
        if (!inside && (c == '\'' || c == 0x2019) && w->p + size < w->end)
            inside = is_word(sr_utf8_at(w->p + size, w->end, &more));
        if (!inside) break;
        w->p += size;
    }
    *word = (struct sr_str){start, (uint32_t)(w->p - start)};
    return word->n > 0;
}

static struct sr_str folded(struct sr_arena *arena, struct sr_str word) {
    struct sr_str f = sr_fold(arena, word);
    if (f.p && f.n > 2 && f.p[f.n - 2] == '\'' && f.p[f.n - 1] == 's') f.n -= 2;
    return f;
}

bool sr_words_of_table(const struct sr_table *table, struct sr_arena *arena, struct sr_map *words) {
    for (uint32_t row = 0; row < table->rows; row++) {
        struct sr_str key = sr_str_c(sr_table_cell(table, row, 0)), word;
        for (struct walk w = {key.p, key.p + key.n}; next_word(&w, &word);) {
            struct sr_str f = folded(arena, word);
            if (!f.p || !sr_map_set(words, arena, f, 1)) return false;
        }
    }
    return true;
}

/* The words of one record, while they are counted. */
struct bag {
    const struct sr_merge_rules *rules;
    struct sr_arena *scratch;
    struct sr_map carriers;                /* folded names of those that carry the news, not of what happened */
    struct sr_map words[SR_TERM_WORD + 1]; /* counts by word, a map a class */
    struct sr_map great;                   /* words of the names of great cities */
    bool failed;
};

static void add(struct bag *b, uint8_t cls, struct sr_str word, uint32_t count) {
    uint32_t had = sr_map_get(&b->words[cls], word);
    if (had == SR_NONE && b->words[cls].count >= MOST_TERMS) return;
    if (!sr_map_set(&b->words[cls], b->scratch, word, had == SR_NONE ? count : had + count)) b->failed = true;
}

/* Add a text's words: capitals tell a name's, but in a word that English writes small ("Police said", "SHOT"). */
static void add_text(struct bag *b, struct sr_str text, uint8_t name_class, uint32_t count) {
    const struct sr_table *t = b->rules->lexicon->tables;
    struct sr_str word;
    uint32_t size;
    if (!text.p) return;
    for (struct walk w = {text.p, text.p + text.n}; next_word(&w, &word);) {
        struct sr_str f = folded(b->scratch, word);
        if (!f.p) b->failed = true;
        if (!f.p || f.n < 2 || sr_table_find(&t[SR_TABLE_FUNCTION_WORDS], f) != SR_NONE) continue;
        bool name = sr_is_upper(sr_utf8_at(word.p, word.p + word.n, &size)) &&
                    sr_table_find(&t[SR_TABLE_COMMON_WORDS], f) == SR_NONE;
        add(b, name ? name_class : SR_TERM_WORD, f, count);
    }
}

/* A place where many live has news of its own every day: that two documents name it says less. */
static bool is_great(const struct sr_table *gazetteer, struct sr_str name, int64_t geonameid) {
    static const double many = 200000;
    enum { GEONAMEID = 7, POPULATION = 8 };
    uint32_t row = sr_table_find(gazetteer, name);
    for (uint32_t i = row, n = row == SR_NONE ? 0 : sr_table_same(gazetteer, row); n-- > 0; i++)
        if ((int64_t)sr_table_number(gazetteer, i, GEONAMEID, -1) == geonameid)
            return sr_table_number(gazetteer, i, POPULATION, 0) >= many;
    return false;
}

static void add_great(struct bag *b, const struct sr_read_place *p) {
    struct sr_str f = sr_fold(b->scratch, p->name), word;
    if (f.p) f = sr_unaccent(b->scratch, f);
    if (!f.p) b->failed = true;
    if (!f.p || !is_great(&b->rules->lexicon->tables[SR_TABLE_GAZETTEER], f, p->geonameid)) return;
    for (struct walk w = {p->name.p, p->name.p + p->name.n}; next_word(&w, &word);) {
        f = folded(b->scratch, word);
        if (!f.p || !sr_map_set(&b->great, b->scratch, f, 1)) b->failed = true;
    }
}

static void add_carrier(struct bag *b, struct sr_str name) {
    struct sr_str f = name.p ? sr_fold(b->scratch, name) : name;
    if (name.p && (!f.p || !sr_map_set(&b->carriers, b->scratch, f, 1))) b->failed = true;
}

/* The outlet, and the agencies and outlets that it quotes: any two reports of "Sahel Wire" name it. */
static void add_carriers(struct bag *b, const struct sr_read_record *r) {
    add_carrier(b, r->outlet);
    for (uint32_t i = 0; i < r->source_count; i++)
        if (r->sources[i].kind == SR_SOURCE_AGENCY || r->sources[i].kind == SR_SOURCE_OUTLET)
            add_carrier(b, r->sources[i].name);
}

static bool carries(struct bag *b, struct sr_str name) {
    static const enum sr_table_id known[] = {SR_TABLE_AGENCIES, SR_TABLE_NEWS_OUTLETS};
    struct sr_str f = sr_fold(b->scratch, name);
    bool found = f.p && sr_map_get(&b->carriers, f) != SR_NONE;
    if (!f.p) b->failed = true;
    for (size_t i = 0; f.p && i < sizeof known / sizeof *known; i++)
        found |= sr_table_find(&b->rules->lexicon->tables[known[i]], f) != SR_NONE;
    return found;
}

static void add_entities(struct bag *b, const struct sr_read_record *r) {
    struct sr_map places = {0};
    for (uint32_t i = 0; i < r->place_count; i++)
        if (!sr_map_set(&places, b->scratch, r->places[i].entity, i)) b->failed = true;
    for (uint32_t i = 0; i < r->entity_count; i++) {
        const struct sr_read_entity *e = &r->entities[i];
        uint32_t place = sr_map_get(&places, e->id);
        if (place != SR_NONE && r->places[place].cls == SR_PLACE_COUNTRY) continue; /* the scene tells it */
        if (place == SR_NONE && carries(b, e->name)) continue;
        if (place != SR_NONE) add_great(b, &r->places[place]);
        bool is_place = place != SR_NONE || e->type == SR_ENTITY_PLACE;
        bool plural = e->type == SR_ENTITY_PEOPLE; /* "Bandits" at the head of a sentence is nobody's name */
        add_text(b, e->name, is_place ? SR_TERM_PLACE : plural ? SR_TERM_WORD : SR_TERM_NAME, e->mentions);
    }
}

/* How seldom a word is in the news, as the logarithm of one over the share of reports that have it. A word that the table
 * lacks is in one of two hundred, a usual name ("Reuters", "Germany") in one of thirty. */
static uint8_t rarity(const struct sr_merge_rules *rules, struct sr_str word, bool usual) {
    static const double unseen = 0.005, usual_share = 0.035;
    const struct sr_table *t = &rules->lexicon->tables[SR_TABLE_MERGE_WORDS];
    uint32_t row = sr_table_find(t, word);
    double share = row == SR_NONE ? 0 : sr_table_number(t, row, 1, 0) / 1000;
    if (usual && share < usual_share) share = usual_share;
    double nats = -log(fmin(1, share + unseen));
    return (uint8_t)lround(nats * SR_TERM_NAT);
}

/* ---- what a member tells besides its terms ---- */

bool sr_member_scene(struct sr_str name, struct sr_arena *scratch, uint32_t scene[SR_MEMBER_SCENE]) {
    struct sr_str word;
    uint32_t n = 0;
    for (struct walk w = {name.p, name.p + name.n}; n < SR_MEMBER_SCENE && next_word(&w, &word);) {
        struct sr_str f = folded(scratch, word);
        if (!f.p) return false;
        uint32_t hash = sr_hash(f);
        if (hash) scene[n++] = hash;
    }
    return true;
}

/* Whether a word of the text looks back; the last one only, of a name: "Bristol Crown Court", not "Court Street". */
static bool looks_back(const struct sr_table *clues, struct sr_str text, struct sr_arena *scratch, bool name) {
    struct sr_str word;
    bool found = false;
    if (!text.p) return false;
    for (struct walk w = {text.p, text.p + text.n}; next_word(&w, &word);) {
        struct sr_str f = folded(scratch, word);
        uint32_t row = f.p ? sr_table_find(clues, f) : SR_NONE;
        found = (found && !name) || (row != SR_NONE && sr_table_has(clues, row, 1, "looks-back"));
    }
    return found;
}

bool sr_looks_back(const struct sr_merge_rules *rules, const struct sr_read_record *r, struct sr_arena *scratch) {
    const struct sr_table *clues = &rules->lexicon->tables[SR_TABLE_CLUES];
    bool found = looks_back(clues, r->title, scratch, false);
    for (uint32_t i = 0; i < r->entity_count && !found; i++)
        found = looks_back(clues, r->entities[i].name, scratch, true);
    return found;
}

/* One class a word: a place's name before another's ("Paris" in "Paris police"), any name before a plain word. */
static void take(struct bag *b, uint8_t cls, struct sr_term *terms, uint32_t *n) {
    const struct sr_map *from = &b->words[cls];
    for (uint32_t i = 0; i < from->count && !b->failed; i++) {
        struct sr_str word = from->keys[i];
        uint32_t count = from->values[i];
        uint32_t place = sr_map_get(&b->words[SR_TERM_PLACE], word), name = sr_map_get(&b->words[SR_TERM_NAME], word);
        if (cls == SR_TERM_NAME && place != SR_NONE) continue;
        if (cls == SR_TERM_WORD && (place != SR_NONE || name != SR_NONE)) continue;
        if (cls == SR_TERM_PLACE && name != SR_NONE) count += name;
        bool usual = sr_map_get(&b->rules->usual, word) != SR_NONE || sr_map_get(&b->great, word) != SR_NONE;
        struct sr_term t = {.word = sr_hash(word), .rarity = rarity(b->rules, word, usual), .usual = usual};
        t.cls = cls & 3u;
        t.weight = (uint16_t)lround(t.rarity * (1 + log(fmax(1, fmin(count, 1000)))));
        terms[(*n)++] = t;
    }
}

static int by_weight(const void *a, const void *b) {
    const struct sr_term *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static int by_word(const void *a, const void *b) {
    const struct sr_term *x = a, *y = b;
    if (x->word != y->word) return x->word < y->word ? -1 : 1;
    return by_weight(a, b);
}

/* The heaviest, each hash once. */
static uint32_t settle(struct sr_term *terms, uint32_t count) {
    uint32_t n = 0;
    qsort(terms, count, sizeof *terms, by_weight);
    if (count > SR_MEMBER_TERMS) count = SR_MEMBER_TERMS;
    qsort(terms, count, sizeof *terms, by_word);
    for (uint32_t i = 0; i < count; i++)
        if (!n || terms[n - 1].word != terms[i].word) terms[n++] = terms[i];
    return n;
}

bool sr_member_terms(const struct sr_merge_rules *rules, const struct sr_read_record *r, struct sr_arena *arena,
                     struct sr_arena *scratch, struct sr_member *out) {
    struct bag b = {.rules = rules, .scratch = scratch};
    uint32_t most = 0, n = 0;
    add_carriers(&b, r);
    add_text(&b, r->title, SR_TERM_WORD, 2);
    add_entities(&b, r);
    for (uint32_t i = 0; i < r->claim_count; i++) add_text(&b, r->claims[i].of, SR_TERM_WORD, 1);
    for (uint8_t c = 0; c <= SR_TERM_WORD; c++) most += b.words[c].count;
    struct sr_term *terms = sr_arena_alloc(scratch, most, sizeof *terms);
    if (!terms || b.failed) return false;
    for (uint8_t c = 0; c <= SR_TERM_WORD; c++) take(&b, c, terms, &n);
    n = settle(terms, n);
    struct sr_term *kept = sr_arena_alloc(arena, n, sizeof *terms);
    if (!kept || b.failed) return false;
    if (n) memcpy(kept, terms, n * sizeof *terms);
    out->terms = kept;
    out->term_count = n;
    return true;
}

static struct sr_str find_word(struct sr_str text, uint32_t hash, struct sr_arena *arena) {
    struct sr_str word;
    for (struct walk w = {text.p, text.p + text.n}; text.p && next_word(&w, &word);) {
        struct sr_str f = folded(arena, word);
        if (f.p && sr_hash(f) == hash) return f;
    }
    return (struct sr_str){NULL, 0};
}

struct sr_str sr_member_word(const struct sr_read_record *r, uint32_t hash, struct sr_arena *arena) {
    struct sr_str found = find_word(r->title, hash, arena);
    for (uint32_t i = 0; !found.p && i < r->entity_count; i++) found = find_word(r->entities[i].name, hash, arena);
    for (uint32_t i = 0; !found.p && i < r->claim_count; i++) found = find_word(r->claims[i].of, hash, arena);
    return found;
}
