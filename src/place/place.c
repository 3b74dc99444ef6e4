#include "place/place.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "place/resolve.h"
#include "reader/clue.h"

struct writer {
    const struct sr_place_in *in;
    const struct sr_names *names;
    const struct sr_finds *finds;
    const struct sr_resolved *resolved;
    struct sr_arena *arena;
    uint32_t *order;      /* finds by first token */
    uint32_t *place_of;   /* [finds] the place that a find became, or SR_NONE */
    uint32_t *mention_of; /* [finds] the reader's mention that it is, or SR_NONE */
    SR_VEC(struct sr_place) places;
    SR_VEC(struct sr_nationality) nations;
    struct sr_map by_key;
};

static struct sr_span span_of(const struct writer *w, uint32_t first, uint32_t end) {
    return (struct sr_span){w->in->reading->tokens[first].span.start, w->in->reading->tokens[end - 1].span.end};
}

/* One token of a name: its letters as they are, or with one capital where everything has capitals. */
static uint32_t put_word(const struct writer *w, uint32_t token, bool lower_all, bool lower_rest, char *out) {
    struct sr_str text = sr_slice(w->in->document->text.p, w->in->reading->tokens[token].span);
    uint32_t n = 0, size;
    for (uint32_t i = 0; i < text.n; i += size) {
        int32_t c = sr_utf8_at(text.p + i, text.p + text.n, &size);
        n += sr_utf8_put(lower_all || (lower_rest && i > 0) ? sr_lower(c) : c, out + n);
    }
    return n;
}

/* The name as the text has it, with single spaces; "SAN LUIS DE LA REINA" is told as "San Luis de la Reina". */
static struct sr_str text_name(struct writer *w, const struct sr_find *f, bool bare) {
    const struct sr_token *tokens = w->in->reading->tokens;
    uint32_t first = bare ? f->name : f->first, end = bare ? f->name_end : f->end, n = 0;
    uint32_t size = sr_span_size(span_of(w, first, end));
    bool capitals = size > 3;
    for (uint32_t i = first; i < end; i++)
        capitals &= tokens[i].shape == SR_SHAPE_UPPER || tokens[i].kind != SR_TOKEN_WORD;
    char *out = sr_arena_alloc(w->arena, (size_t)size * 2 + 8, 1); /* a letter may grow when lowered (U+0130) */
    if (!out) return (struct sr_str){NULL, 0};
    for (uint32_t i = first; i < end; i++) {
        if (i > first && tokens[i].space_before) out[n++] = ' ';
        bool dotted = memchr(tokens[i].norm.p, '.', tokens[i].norm.n) != NULL; /* "U.S." */
        bool link = i > first && i + 1 < end && sr_is_name_link(w->names, i);
        n += put_word(w, i, capitals && link, capitals && !dotted, out + n);
    }
    return (struct sr_str){out, n};
}

static uint32_t entity_of(const struct writer *w, const struct sr_find *f, uint32_t *mention) {
    *mention = SR_NONE;
    if (!(w->in->reading->has & SR_HAS_MENTIONS)) return SR_NONE;
    uint32_t m = sr_mention_at(w->in->reading, f->name);
    if (m == SR_NONE) return SR_NONE;
    const struct sr_mention *x = &w->in->reading->mentions[m];
    bool type = x->type == SR_ENTITY_PLACE || x->type == SR_ENTITY_FACILITY;
    if (!type || x->form != SR_FORM_NAME || x->first > f->name || x->end < f->name_end) return SR_NONE;
    *mention = m;
    return x->entity;
}

/* UCDP's where_prec: 1 the place itself, 2 near it, 3 a second-order division, 4 a first-order one, 5 a region or
 * water, 6 a country (Högbladh 2023, UCDP GED Codebook 23.1). */
static uint8_t precision(const struct sr_place *p, const struct sr_find *f, const struct sr_choice *c) {
    switch ((enum sr_place_class)p->class) {
    case SR_PLACE_COUNTRY: return 6;
    case SR_PLACE_ADMIN: return f->second || (c->table != SR_NONE && c->entry.second) ? 3 : 4;
    case SR_PLACE_OTHER: return 5;
    case SR_PLACE_CITY:
    case SR_PLACE_FACILITY:
    case SR_PLACE_COUNT: break;
    }
    return f->near && !f->part ? 2 : 1;
}

/* The name of an entry that has only its folded key, with capitals again. */
static struct sr_str key_name(struct writer *w, const char *key) {
    uint32_t n = (uint32_t)strlen(key);
    char *out = sr_arena_alloc(w->arena, n + 1, 1);
    if (!out) return (struct sr_str){NULL, 0};
    for (uint32_t i = 0; i < n; i++) {
        bool begins = i == 0 || key[i - 1] == ' ' || key[i - 1] == '-';
        out[i] = (char)(begins && key[i] >= 'a' && key[i] <= 'z' ? key[i] - 'a' + 'A' : key[i]);
    }
    return (struct sr_str){out, n};
}

/* A country goes by the table's name ("U.S." is the United States); any other place by the text's, with the gazetteer's
 * accents where that is the only difference: "Bogota" is Bogotá, but "Kobani" stays Kobani. */
static struct sr_str entry_name(struct writer *w, const struct sr_find *f, const struct sr_choice *c) {
    const struct sr_gazetteer_entry *e = &c->entry;
    struct sr_str text = text_name(w, f, true), name = sr_str_c(e->name);
    if (f->stands_for && !name.n) return key_name(w, sr_table_cell(w->names->tables[c->table], c->row, 0));
    if (!name.n || !text.p) return text;
    if (e->class == SR_PLACE_COUNTRY || f->stands_for) return name;
    struct sr_str a = sr_fold(w->arena, text), b = sr_fold(w->arena, name);
    if (!a.p || !b.p) return (struct sr_str){NULL, 0};
    a = sr_unaccent(w->arena, a);
    b = sr_unaccent(w->arena, b);
    return sr_str_eq(a, b) ? name : text;
}

static void fill_known(struct writer *w, struct sr_place *p, const struct sr_find *f, const struct sr_choice *c) {
    const struct sr_gazetteer_entry *e = &c->entry;
    p->name = entry_name(w, f, c);
    p->admin = sr_str_c(e->admin);
    p->lat = e->lat;
    p->lon = e->lon;
    p->has_point = e->has_point;
    p->geonameid = e->geonameid;
    p->population = e->population;
    p->class = e->class;
    p->capital = e->capital;
    p->zone = sr_str_c(*e->zone ? e->zone : sr_country_zone(w->in->lexicon, e->country));
    /* "Peshawar district": the town's row stands for its division */
    if (f->generic == SR_PLACE_ADMIN && e->class == SR_PLACE_CITY) p->class = SR_PLACE_ADMIN;
}

/* "the Lena": a river, a region; towns have no article. */
static bool has_article(const struct writer *w, uint32_t first) {
    const struct sr_token *tokens = w->in->reading->tokens;
    return first > 0 && tokens[first - 1].sentence == tokens[first].sentence &&
           sr_str_is(tokens[first - 1].norm, "the");
}

static void fill_unknown(struct writer *w, struct sr_place *p, const struct sr_find *f) {
    p->name = text_name(w, f, false);
    p->class = f->kind == SR_FIND_FACILITY    ? SR_PLACE_FACILITY
               : f->generic != SR_PLACE_COUNT ? f->generic
               : has_article(w, f->first)     ? SR_PLACE_OTHER
                                              : SR_PLACE_CITY;
    p->zone = sr_str_c(sr_country_zone(w->in->lexicon, p->country));
}

/* What two occurrences share: the entry, or for an unknown name its folded text. */
static struct sr_str key_of(struct writer *w, const struct sr_find *f, const struct sr_choice *c) {
    if (c->table != SR_NONE && c->entry.geonameid)
        return sr_arena_printf(w->arena, "#%u.%d", (unsigned)c->entry.geonameid,
                               f->generic == SR_PLACE_ADMIN && c->entry.class == SR_PLACE_CITY);
    if (c->table != SR_NONE) return sr_arena_printf(w->arena, "@%u.%u", (unsigned)c->table, (unsigned)c->row);
    struct sr_span s = span_of(w, f->first, f->end);
    return sr_fold(w->arena, sr_slice(w->in->document->text.p, s));
}

static bool write_place(struct writer *w, uint32_t at) {
    const struct sr_find *f = &w->finds->items[at];
    const struct sr_choice *c = &w->resolved->choices[at];
    struct sr_str key = key_of(w, f, c);
    if (!key.p) return false;
    uint32_t entity = entity_of(w, f, &w->mention_of[at]), k = sr_map_get(&w->by_key, key);
    if (k == SR_NONE) {
        struct sr_place p = {.entity = entity,
                             .span = span_of(w, f->first, f->end),
                             .first = f->first,
                             .end = f->end,
                             .within = SR_NONE,
                             .p = c->p,
                             .dateline = f->dateline};
        memcpy(p.country, c->country, 3);
        if (c->table != SR_NONE) fill_known(w, &p, f, c);
        else fill_unknown(w, &p, f);
        if (!p.name.p) return false;
        p.precision = precision(&p, f, c);
        k = w->places.count;
        if (!SR_PUSH(w->arena, w->places, p) || !sr_map_set(&w->by_key, w->arena, key, k)) return false;
    } else {
        struct sr_place *p = &w->places.items[k];
        if (p->entity == SR_NONE) p->entity = entity;
        if (c->p > p->p) p->p = c->p;
        if (p->precision == 2 && !f->near) p->precision = 1;
        p->dateline |= f->dateline;
    }
    w->place_of[at] = k;
    return true;
}

/* Where each place occurs, and its mentions: counted first, so that the cost stays linear in the finds. */
static bool list_occurrences(struct writer *w) {
    uint32_t n = w->places.count, most = w->finds->count;
    uint32_t *at = sr_arena_alloc(w->arena, most, sizeof *at);
    uint32_t *mentions = sr_arena_alloc(w->arena, most, sizeof *mentions);
    uint32_t *starts = sr_arena_alloc(w->arena, (size_t)n + 1, sizeof *starts);
    if (!at || !mentions || !starts) return false;
    for (uint32_t i = 0; i < most; i++)
        if (w->place_of[i] != SR_NONE) starts[w->place_of[i] + 1]++;
    for (uint32_t k = 0; k < n; k++) {
        starts[k + 1] += starts[k];
        w->places.items[k].at.items = at + starts[k];
        w->places.items[k].mentions.items = mentions + starts[k];
    }
    for (uint32_t i = 0; i < most; i++) {
        uint32_t find = w->order[i], k = w->place_of[find], mention = w->mention_of[find];
        if (k == SR_NONE) continue;
        struct sr_place *p = &w->places.items[k];
        at[starts[k] + p->at.count++] = w->finds->items[find].first;
        bool known = p->mentions.count && mentions[starts[k] + p->mentions.count - 1] == mention;
        if (mention != SR_NONE && !known) mentions[starts[k] + p->mentions.count++] = mention;
    }
    return true;
}

struct ordered {
    uint32_t first, index;
};

static int by_first(const void *pa, const void *pb) {
    const struct ordered *a = pa, *b = pb;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Finds of the tables come first, facilities and unknown names after them; places go by first mention. */
static bool set_order(struct writer *w) {
    uint32_t n = w->finds->count;
    struct ordered *o = sr_arena_alloc(w->arena, n, sizeof *o);
    w->order = sr_arena_alloc(w->arena, n, sizeof *w->order);
    w->place_of = sr_arena_alloc(w->arena, n, sizeof *w->place_of);
    w->mention_of = sr_arena_alloc(w->arena, n, sizeof *w->mention_of);
    if (!o || !w->order || !w->place_of || !w->mention_of) return false;
    for (uint32_t i = 0; i < n; i++) {
        o[i] = (struct ordered){w->finds->items[i].first, i};
        w->place_of[i] = w->mention_of[i] = SR_NONE;
    }
    if (n) qsort(o, n, sizeof *o, by_first);
    for (uint32_t i = 0; i < n; i++) w->order[i] = o[i].index;
    return true;
}

static const struct sr_place *best_town(const struct writer *w, const struct sr_find *f, uint32_t *at) {
    const struct sr_place *best = NULL;
    int32_t best_rank = INT32_MIN;
    for (uint32_t i = 0; i < w->finds->count; i++) {
        const struct sr_find *k = &w->finds->items[i];
        if (w->place_of[i] == SR_NONE || k->kind != SR_FIND_PLACE) continue;
        const struct sr_place *p = &w->places.items[w->place_of[i]];
        if (p->class != SR_PLACE_CITY || !p->has_point) continue;
        int32_t rank = 0;
        if (k->sentence == f->sentence) {
            bool after = k->first >= f->end;
            rank = 1000 - (int32_t)(after ? k->first - f->end : k->first < f->first ? (f->first - k->first) * 2 : 0);
            /* "Brussels Airport in Zaventem": the town right behind it rather than the one in its name */
            if (k->first == f->end + 1 && sr_str_is(w->in->reading->tokens[f->end].norm, "in")) rank += 10;
        } else if (k->dateline) rank = 500;
        else if (k->sentence < f->sentence)
            rank = 400 - (int32_t)(f->sentence - k->sentence > 300 ? 300 : f->sentence - k->sentence);
        else rank = 50 - (int32_t)(k->sentence - f->sentence > 40 ? 40 : k->sentence - f->sentence);
        if (k->sentence != f->sentence && memcmp(p->country, w->resolved->country, 2) == 0) rank += 150;
        if (rank > best_rank) {
            best_rank = rank;
            best = p;
            *at = w->place_of[i];
        }
    }
    return best;
}

/* May the token stand between a name and the place that says where it is? "…, some 30 kilometres from [Dori]", "… in the
 * northern province of [Ayacucho]", but not "… villagers fled to [Abuja]". */
static bool is_between(const struct writer *w, uint32_t token) {
    static const enum sr_table_id tables[] = {SR_TABLE_PLACE_PREPS, SR_TABLE_PLACE_WORDS, SR_TABLE_DEMONYMS,
                                              SR_TABLE_HEDGES};
    const struct sr_token *t = &w->in->reading->tokens[token];
    if (sr_str_is(t->norm, "'s") || sr_str_is(t->norm, "'") || sr_str_is(t->norm, "a")) return true;
    if (t->kind == SR_TOKEN_NUMBER || t->kind == SR_TOKEN_PUNCT) return !sr_str_is(t->norm, ";");
    for (uint32_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (sr_table_find(&w->in->lexicon->tables[tables[i]], t->norm) != SR_NONE) return true;
    return sr_clue(w->in->lexicon, w->in->reading, token, "distance") ||
           sr_clue(w->in->lexicon, w->in->reading, token, "direction");
}

/* The place behind the name of w->order[position], in its sentence, that says where it is; or SR_NONE. */
static uint32_t container_of(const struct writer *w, uint32_t position) {
    enum { LOOK_AHEAD = 10, FINDS_ASKED = 8 };
    const struct sr_find *f = &w->finds->items[w->order[position]];
    uint32_t end = f->end;
    for (uint32_t i = position + 1; i < w->finds->count && i <= position + FINDS_ASKED; i++) {
        const struct sr_find *k = &w->finds->items[w->order[i]];
        if (k->sentence != f->sentence || k->first > f->end + LOOK_AHEAD) return SR_NONE;
        for (uint32_t token = end; token < k->first; token++)
            if (!is_between(w, token)) return SR_NONE;
        uint32_t place = w->place_of[w->order[i]];
        if (k->kind == SR_FIND_UNKNOWN && k->end > end) end = k->end; /* "the villages of Yoro and Tessogou in …" */
        if (k->first <= f->end || place == SR_NONE || k->kind != SR_FIND_PLACE) continue;
        const struct sr_place *p = &w->places.items[place];
        if (p->class != SR_PLACE_COUNTRY) return p->has_point ? place : SR_NONE;
        end = k->end; /* "in Ethiopia's Somali region" */
    }
    return SR_NONE;
}

/* The place takes its point from the one that it stands in or near, and says by its precision how well that fits. */
static void stand_in(struct sr_place *p, const struct sr_place *in, bool exact) {
    memcpy(p->country, in->country, 3);
    p->zone = in->zone;
    p->admin = in->class == SR_PLACE_ADMIN && !in->admin.n ? in->name : in->admin;
    if (!in->has_point || in->class == SR_PLACE_COUNTRY) return;
    p->lat = in->lat;
    p->lon = in->lon;
    p->has_point = true;
    if (in->class != SR_PLACE_CITY) p->precision = in->precision;
    else if (!exact) p->precision = 2;
}

/* A facility, or a part of a town, stands in the town that its sentence names, or the dateline's, or the last one named
 * before. A village that the gazetteer lacks stands where the words behind it say; else it has no point. */
static void attach_unknown(struct writer *w) {
    for (uint32_t position = 0; position < w->finds->count; position++) {
        uint32_t i = w->order[position];
        const struct sr_find *f = &w->finds->items[i];
        if (w->place_of[i] == SR_NONE || w->resolved->choices[i].table != SR_NONE) continue;
        struct sr_place *p = &w->places.items[w->place_of[i]];
        if (p->within != SR_NONE) continue;
        bool inner = f->kind == SR_FIND_FACILITY || (f->part && f->generic == SR_PLACE_COUNT);
        bool behind = f->qualifier == SR_NONE && f->kind != SR_FIND_FACILITY;
        uint32_t at = f->qualifier != SR_NONE ? w->place_of[f->qualifier]
                      : behind                ? container_of(w, position)
                                              : SR_NONE;
        const struct sr_place *in = at == SR_NONE ? NULL : &w->places.items[at];
        if (inner && (!in || !in->has_point)) in = best_town(w, f, &at);
        if (!in || in == p || in->within == w->place_of[i]) continue;
        p->within = at;
        stand_in(p, in, inner);
        bool part = f->part || (f->kind == SR_FIND_UNKNOWN && f->qualifier != SR_NONE); /* "Waterside, Derry" */
        if (part && in->class == SR_PLACE_CITY) p->class = SR_PLACE_OTHER;
    }
}

/* "Bangor, Maine": the town stands within the state, where both are places. */
static void attach_qualified(struct writer *w) {
    for (uint32_t i = 0; i < w->finds->count; i++) {
        const struct sr_find *f = &w->finds->items[i];
        if (f->kind != SR_FIND_PLACE || f->qualifier == SR_NONE || w->place_of[i] == SR_NONE) continue;
        uint32_t q = w->place_of[f->qualifier];
        struct sr_place *p = &w->places.items[w->place_of[i]];
        if (q == SR_NONE || q == w->place_of[i] || w->places.items[q].class == SR_PLACE_CITY) continue;
        if (memcmp(p->country, w->places.items[q].country, 3) == 0 && p->class != SR_PLACE_COUNTRY) p->within = q;
    }
}

enum sr_status sr_find_places(const struct sr_place_in *in, struct sr_arena *arena, struct sr_places *out,
                              struct sr_err *err) {
    static const char what[] = "places";
    struct sr_names names;
    struct sr_finds finds = {0};
    struct sr_resolved resolved;
    if (!sr_names_make(in, arena, &names) || !sr_find_names(in, &names, arena, &finds) ||
        !sr_find_facilities(in, &names, arena, &finds) || !sr_resolve(in, &names, &finds, arena, &resolved))
        return sr_fail_memory(err, what);
    struct writer w = {.in = in, .names = &names, .finds = &finds, .resolved = &resolved, .arena = arena};
    if (!set_order(&w)) return sr_fail_memory(err, what);
    for (uint32_t i = 0; i < finds.count; i++) {
        const struct sr_find *f = &finds.items[w.order[i]];
        if (f->nationality) {
            struct sr_nationality n = {f->first, f->end, {0}};
            memcpy(n.country, f->country, 3);
            if (!SR_PUSH(arena, w.nations, n)) return sr_fail_memory(err, what);
        }
        if (resolved.choices[w.order[i]].taken && !write_place(&w, w.order[i])) return sr_fail_memory(err, what);
    }
    attach_qualified(&w);
    attach_unknown(&w);
    if (!list_occurrences(&w)) return sr_fail_memory(err, what);
    *out = (struct sr_places){w.places.items, w.nations.items, w.places.count, w.nations.count};
    return SR_OK;
}
