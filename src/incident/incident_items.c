/* incident_items.c: a text that tells of several incidents is taken apart; what isn't the news is marked.
 *
 *     INDIA: A bus fell into a canal near Siliguri …      the news: no headline told of any, so the first item is it
 *     PERU: A landslide buried houses outside Huancayo …  apart: another country, another kind
 *     Elsewhere in Bihar a bridge gave way …              apart: another place, and a crash isn't in two
 *
 * What may begin an item: a label or dateline, a post of a live blog, a bullet or number, a heading (two or more of one
 * sort), words that turn away ("in other news", "elsewhere"), a paragraph that brings a new event to a new place. None of
 * them is enough: an item stands apart by its kind or place. "In Atacames a hotel collapsed" is still the earthquake's.
 */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

enum opener { POSTED, LABELLED, MARKED, HEADED, NO_OPENER };

enum where { NOWHERE, THERE, OTHER_TOWN, OTHER_COUNTRY };

struct items {
    const struct sr_incident_in *in;
    struct sr_scene *scene;
    struct sr_stretch news;
    uint32_t head_end; /* headline and lead end before this sentence */
    uint8_t kind;      /* of the news */
    bool known;        /* its words tell the kind */
    bool digest;       /* headline and lead tell of no incident: the items have nothing to do with each other */
    bool several;      /* headline or lead hold several attacks together: "a string of bombings across Iraq" */
};

static const struct sr_sentence *sentence_at(const struct items *w, uint32_t s) {
    return &w->in->reading->sentences[s];
}

/* The row of a kind in the table of effects, or SR_NONE. */
static uint32_t effects_of(const struct sr_incident_in *in, uint8_t kind) {
    return sr_table_find(&in->lexicon->tables[SR_TABLE_KIND_EFFECTS], sr_str_c(sr_incident_kind_name(kind)));
}

enum sr_reach sr_kind_reach(const struct sr_incident_in *in, uint8_t kind) {
    uint32_t row = effects_of(in, kind);
    if (row == SR_NONE) return SR_REACH_PLACE;
    return (enum sr_reach)sr_table_number(&in->lexicon->tables[SR_TABLE_KIND_EFFECTS], row, 1, SR_REACH_PLACE);
}

/* A storm, not a bomb. */
static bool is_wide(const struct items *w) {
    return sr_kind_reach(w->in, w->kind) > SR_REACH_PLACE;
}

/* Kinds that one incident can be told as. */
static bool same_family(const struct items *w, uint8_t kind) {
    const struct sr_table *t = &w->in->lexicon->tables[SR_TABLE_KIND_FAMILIES];
    uint32_t x = sr_table_find(t, sr_str_c(sr_incident_kind_name(kind))),
             y = sr_table_find(t, sr_str_c(sr_incident_kind_name(w->kind)));
    return kind == w->kind ||
           (x != SR_NONE && y != SR_NONE && strcmp(sr_table_cell(t, x, 1), sr_table_cell(t, y, 1)) == 0);
}

/* … or that the news may have brought about. */
static bool akin(const struct items *w, uint8_t kind) {
    uint32_t row = effects_of(w->in, w->kind);
    return same_family(w, kind) || (row != SR_NONE && sr_table_has(&w->in->lexicon->tables[SR_TABLE_KIND_EFFECTS], row,
                                                                   2, sr_incident_kind_name(kind)));
}

static bool turns(const struct items *w, uint32_t at, uint32_t end, const char *how) {
    const struct sr_table *t = &w->in->lexicon->tables[SR_TABLE_TURNS];
    struct sr_match m = sr_match_at(t, w->in->reading, at, end);
    return m.row != SR_NONE && strcmp(sr_table_cell(t, m.row, 1), how) == 0;
}

static bool turns_within(const struct items *w, uint32_t from, uint32_t to, const char *how) {
    for (uint32_t i = from; i < to; i++)
        if (turns(w, i, to, how)) return true;
    return false;
}

static bool note_places(struct items *w, struct sr_arena *arena) {
    const struct sr_reading *r = w->in->reading;
    w->scene->place_at = sr_arena_alloc(arena, r->token_count, sizeof *w->scene->place_at);
    if (!w->scene->place_at) return false;
    for (uint32_t t = 0; t < r->token_count; t++) w->scene->place_at[t] = SR_NONE;
    for (uint32_t i = 0; i < w->in->places->count; i++) {
        const struct sr_place *p = &w->in->places->items[i];
        if (p->first < r->token_count) w->scene->place_at[p->first] = i;
        for (uint32_t k = 0; k < p->mentions.count; k++)
            w->scene->place_at[r->mentions[p->mentions.items[k]].first] = i;
    }
    return true;
}

/* Is the place that stands at the token one where something happens: "in Sindh", "near the town of Doma", "Doma: …"? Not that
 * of "Metro stations stay shut". */
static bool is_scene(const struct items *w, const struct sr_sentence *s, uint32_t token) {
    const struct sr_reading *r = w->in->reading;
    if (token == s->first || s->kind == SR_SENTENCE_DATELINE) {
        for (uint32_t i = token + 1; i < s->end && i < token + 5; i++) {
            if (r->tokens[i].kind == SR_TOKEN_PUNCT) return true;
            if (r->tokens[i].shape == SR_SHAPE_LOWER) return false;
        }
        return false;
    }
    for (uint32_t k = 1; k <= 2 && token >= s->first + k; k++)
        if (sr_clue(w->in->lexicon, r, token - k, "scene-preposition")) return true;
    return false;
}

/* Where the sentence has it happen: the first town, else the first province or country. */
static uint32_t place_of(const struct items *w, uint32_t s) {
    const struct sr_sentence *t = sentence_at(w, s);
    uint32_t wider = SR_NONE;
    for (uint32_t i = t->first; i < t->end; i++) {
        uint32_t p = w->scene->place_at[i];
        if (p == SR_NONE || !is_scene(w, t, i)) continue;
        uint8_t class = w->in->places->items[p].class;
        if (class == SR_PLACE_CITY) return p;
        if (wider == SR_NONE && (class == SR_PLACE_ADMIN || class == SR_PLACE_COUNTRY)) wider = p;
    }
    return wider;
}

struct nearness {
    bool there, town, country, any; /* it itself is named; a town is; its country is; any place is */
};

/* Within some 15 km: a village and the town that it is told by. */
static bool is_next_to(const struct sr_place *p, const struct sr_place *q) {
    static const double degrees = 0.15;
    double lat = p->lat - q->lat, lon = p->lon - q->lon;
    return p->has_point && q->has_point && lat < degrees && lat > -degrees && lon < degrees && lon > -degrees;
}

/* How a place lies to those that a sentence names. */
static void come_nearer(const struct items *w, uint32_t place, uint32_t s, struct nearness *n) {
    const struct sr_place *places = w->in->places->items, *p = &places[place];
    for (uint32_t i = sentence_at(w, s)->first; i < sentence_at(w, s)->end; i++) {
        if (w->scene->place_at[i] == SR_NONE) continue;
        const struct sr_place *q = &places[w->scene->place_at[i]];
        bool over = q->class == SR_PLACE_COUNTRY && strcmp(q->country, p->country) == 0 && i &&
                    sr_clue(w->in->lexicon, w->in->reading, i - 1, "scene-preposition"); /* "bombings across Iraq" */
        bool beside = p->admin.n && sr_str_eq(p->admin, q->admin);
        n->there |= q == p || is_next_to(p, q) || (beside && (w->several || p->class == SR_PLACE_ADMIN)) ||
                    (over && w->several);
        if (!q->country[0]) continue;
        n->any = true;
        n->town |= q->class == SR_PLACE_CITY || (q->class == SR_PLACE_ADMIN && !beside && p->admin.n);
        n->country |= strcmp(q->country, p->country) == 0;
    }
}

/* How the place of an item lies to those that headline and lead name. A report that names only a country or province is of
 * all its towns; one that tells of several attacks together is of their province, or of the country that they are said to be
 * in. The dateline is where it was written, but better than nothing. */
static enum where where_of(const struct items *w, uint32_t place) {
    struct nearness n = {0};
    if (place == SR_NONE || !w->in->places->items[place].country[0]) return NOWHERE;
    for (int dateline = 0; dateline < 2 && !n.any; dateline++)
        for (uint32_t s = 0; s < w->head_end; s++)
            if ((sentence_at(w, s)->kind == SR_SENTENCE_DATELINE) == dateline) come_nearer(w, place, s, &n);
    if (n.there) return THERE;
    if (!n.any) return NOWHERE;
    if (!n.country) return OTHER_COUNTRY;
    return n.town && w->in->places->items[place].class != SR_PLACE_COUNTRY ? OTHER_TOWN : THERE;
}

static bool tells_harm(const struct items *w, const struct sr_stretch *x) {
    const struct sr_reading *r = w->in->reading;
    for (uint32_t i = sentence_at(w, x->first)->first; i < sentence_at(w, x->end - 1)->end; i++)
        if (sr_match_at(&w->in->lexicon->tables[SR_TABLE_TRIGGERS], r, i, sentence_at(w, r->tokens[i].sentence)->end)
                .row != SR_NONE)
            return true;
    return false;
}

/* Does it stand apart from the news by its kind or its place? */
static bool is_apart(const struct items *w, const struct sr_stretch *x, enum opener opener, bool turned) {
    static const float told = 2.0f;
    uint32_t trigger, s = x->first;
    float score;
    uint8_t kind = sr_kind_of_text(w->in, w->scene, x, &trigger, &score);
    bool known = trigger != SR_NONE && score >= told && kind != SR_KIND_OTHER;
    uint32_t place = place_of(w, s);
    while (place == SR_NONE && ++s < x->end && s <= x->first + 1) place = place_of(w, s);
    enum where where = where_of(w, place);
    bool far = where == OTHER_COUNTRY || where == OTHER_TOWN;
    bool of_it = turned && !is_wide(w) ? same_family(w, kind) : akin(w, kind); /* "meanwhile, three died in clashes" */
    if (known && w->known && !of_it) return true;
    if (w->digest && known && w->known && kind != w->kind && where != THERE && !is_wide(w)) return true;
    if (!far) return false;
    if (is_wide(w)) { /* "Muisne: 60 patients were moved" is the quake's; "Prison break in the south" isn't */
        if (known) return !akin(w, kind);
        return w->digest && (where == OTHER_COUNTRY || opener == HEADED);
    }
    return known || w->digest || (turned && tells_harm(w, x));
}

static void mark(struct items *w, const struct sr_stretch *x) {
    for (uint32_t s = x->first; s < x->end; s++)
        w->scene->background[s] = 1 | SR_APART | (s == x->first ? 0 : SR_CARRIED);
}

/* "MOMBASA, Kenya - Six people died", "Brussels: 80 wounded", "Well gas kills two -- Two labourers …". */
static bool is_labelled(const struct items *w, uint32_t s) {
    enum { LABEL = 10 };
    const struct sr_reading *r = w->in->reading;
    const struct sr_sentence *t = sentence_at(w, s);
    if (t->kind == SR_SENTENCE_DATELINE) return true;
    bool named = w->scene->place_at[t->first] != SR_NONE;
    for (uint32_t i = t->first; i < t->end && i < t->first + LABEL; i++) {
        const struct sr_token *x = &r->tokens[i];
        if (named && sr_str_is(x->norm, ":")) return true;
        if (i > t->first && x->space_before && sr_clue(w->in->lexicon, r, i, "item-dash"))
            return i + 1 < t->end && r->tokens[i + 1].shape != SR_SHAPE_LOWER;
        named &= x->shape != SR_SHAPE_LOWER ||
                 (i > t->first && r->tokens[i - 1].kind == SR_TOKEN_NUMBER); /* "Elm Avenue, 3 a.m.:" */
    }
    return false;
}

static enum opener opener_of(const struct items *w, uint32_t paragraph) {
    const struct sr_reading *r = w->in->reading;
    const struct sr_paragraph *p = &r->paragraphs[paragraph];
    const struct sr_sentence *s = sentence_at(w, p->first);
    if (!p->first && s->kind == SR_SENTENCE_HEADING) return NO_OPENER; /* "Morning briefing - Tuesday" */
    const struct sr_update *post = sr_update_at(w->in->document, s->span.start);
    if (post && post->span.start + 1 >= s->span.start) return POSTED;
    if (sr_clue(w->in->lexicon, r, s->first, "item-mark")) return MARKED;
    bool opened = sr_str_is(r->tokens[s->first].norm, "("); /* "1.", "2)", "(a)" */
    uint32_t number = opened ? s->first + 1 : s->first;
    if (number + 2 < s->end && (opened || r->tokens[number].kind == SR_TOKEN_NUMBER) &&
        sr_clue(w->in->lexicon, r, number + 1, "after-item-number"))
        return MARKED;
    if (s->kind == SR_SENTENCE_HEADING) return HEADED;
    return is_labelled(w, p->first) ? LABELLED : NO_OPENER;
}

static void read_news(struct items *w, uint32_t end) {
    enum { HEAD = 3 };
    uint32_t trigger;
    float score;
    w->news = (struct sr_stretch){0, end, false};
    w->kind = sr_kind_of_text(w->in, w->scene, &w->news, &trigger, &score);
    w->known = trigger != SR_NONE;
    w->several = false;
    w->head_end = end < HEAD ? end : HEAD;
    for (uint32_t s = 0; s < w->head_end; s++)
        w->several |= turns_within(w, sentence_at(w, s)->first, sentence_at(w, s)->end, "several");
}

/* "In other news, …", "17:50 Not to do with the protests: …". */
static bool turns_away(const struct items *w, const struct sr_stretch *x) {
    enum { STAMP = 6 };
    uint32_t from = sentence_at(w, x->first)->first, end = sentence_at(w, x->end - 1)->end;
    for (uint32_t i = from; i < end && i < from + STAMP; i++)
        if (turns(w, i, sentence_at(w, w->in->reading->tokens[i].sentence)->end, "apart")) return true;
    return false;
}

/* The items that openers of one sort begin, each up to the next; a bullet's up to its paragraph's end. */
static void part_items(struct items *w, const uint8_t *openers, enum opener sort) {
    const struct sr_reading *r = w->in->reading;
    uint32_t first = SR_NONE, second = SR_NONE;
    for (uint32_t p = 0; p < r->paragraph_count && second == SR_NONE; p++)
        if (openers[p] == sort) *(first == SR_NONE ? &first : &second) = p;
    read_news(w, r->paragraphs[first].first);
    w->digest = !w->known && !(w->news.end && tells_harm(w, &w->news));
    if (w->digest) read_news(w, r->paragraphs[second].first);
    for (uint32_t p = w->digest ? second : first, next; p < r->paragraph_count; p = next) {
        next = p + 1;
        while (next < r->paragraph_count && openers[next] != sort && sort != MARKED) next++;
        if (openers[p] != sort) continue;
        struct sr_stretch x = {r->paragraphs[p].first, r->paragraphs[next - 1].end, false};
        if (turns_away(w, &x) || is_apart(w, &x, sort, false)) mark(w, &x);
    }
}

bool sr_mark_items(const struct sr_incident_in *in, struct sr_arena *arena, struct sr_scene *scene) {
    struct items w = {.in = in, .scene = scene};
    uint32_t counts[NO_OPENER + 1] = {0};
    uint8_t *openers = sr_arena_alloc(arena, in->reading->paragraph_count, sizeof *openers);
    if (!openers || !note_places(&w, arena)) return false;
    for (uint32_t p = 0; p < in->reading->paragraph_count; p++) {
        openers[p] = (uint8_t)opener_of(&w, p);
        counts[openers[p]]++;
    }
    enum opener most = POSTED;
    for (enum opener sort = LABELLED; sort < NO_OPENER && counts[POSTED] < 2; sort++)
        if (counts[sort] > counts[most]) most = sort;
    if (counts[most] >= 2) part_items(&w, openers, most);
    return true;
}

/* "There was another clash", "a second bomber": told as one more. */
static bool tells_another(const struct items *w, uint32_t s) {
    for (uint32_t i = sentence_at(w, s)->first; i + 1 < sentence_at(w, s)->end; i++)
        if (sr_str_is(w->in->reading->tokens[i].norm, "another") &&
            sr_match_at(&w->in->lexicon->tables[SR_TABLE_KINDS], w->in->reading, i + 1, sentence_at(w, s)->end).row !=
                SR_NONE)
            return true;
    return false;
}

/* The word by which the sentence brings up an event as new ("a bomb damaged a bank"), or SR_NONE where it speaks of one that
 * is known, or of those who were in it: "the attack", "Friday's blast", "seven men linked to the suspects". */
static uint32_t new_event(const struct items *w, uint32_t s) {
    const struct sr_table *kinds = &w->in->lexicon->tables[SR_TABLE_KINDS];
    const struct sr_sentence *t = sentence_at(w, s);
    uint32_t found = SR_NONE;
    for (uint32_t i = t->first; i < t->end; i++) {
        if (i + 1 < t->end && sr_clue(w->in->lexicon, w->in->reading, i, "definite") &&
            sr_clue(w->in->lexicon, w->in->reading, i + 1, "known-party"))
            return SR_NONE;
        struct sr_match m = sr_match_at(kinds, w->in->reading, i, t->end);
        if (m.row == SR_NONE || sr_table_number(kinds, m.row, 3, 0) <= 0) continue;
        for (uint32_t k = 1; k <= 2 && i >= t->first + k; k++)
            if (sr_clue(w->in->lexicon, w->in->reading, i - k, "definite")) return SR_NONE;
        if (found == SR_NONE) found = i;
        i += m.tokens - 1;
    }
    return found;
}

/* A paragraph that brings a new event to a place of its own: "At a checkpoint near Nablus, soldiers shot a man." Not one that
 * is only spoken of there: "In Bamako, officials said gunmen had killed 20." */
static bool brings_new_event(const struct items *w, uint32_t s) {
    const struct sr_reading *r = w->in->reading;
    uint32_t event = new_event(w, s), place = place_of(w, s);
    if (event == SR_NONE || place == SR_NONE || r->sentences[s].kind != SR_SENTENCE_TEXT) return false;
    enum where where = where_of(w, place);
    if (where != OTHER_TOWN && where != OTHER_COUNTRY) return false;
    for (uint32_t i = r->sentences[s].first; i < r->sentences[s].end; i++)
        if (w->scene->place_at[i] == place)
            return sr_attribution_at(w->in->attributions, r->tokens[i].span) ==
                   sr_attribution_at(w->in->attributions, r->tokens[event].span);
    return false;
}

/* "A million have lived in tents since the earthquake in January, which killed 230,000", in a report of cholera: what happened
 * before, of another kind. Not "since the outbreak began". */
static void mark_since(struct items *w, uint32_t s) {
    const struct sr_table *kinds = &w->in->lexicon->tables[SR_TABLE_KINDS];
    const struct sr_reading *r = w->in->reading;
    const struct sr_sentence *t = sentence_at(w, s);
    for (uint32_t i = t->first; i + 2 < t->end && w->known; i++) {
        if (!sr_str_is(r->tokens[i].norm, "since") || !sr_str_is(r->tokens[i + 1].norm, "the")) continue;
        struct sr_match m = sr_match_at(kinds, r, i + 2, t->end);
        uint32_t kind =
            m.row == SR_NONE ? SR_KIND_COUNT : sr_incident_kind_from(sr_str_c(sr_table_cell(kinds, m.row, 1)));
        if (kind == SR_KIND_COUNT || akin(w, (uint8_t)kind)) continue;
        w->scene->background[s] = 2;
        w->scene->background_from[s] = i + 2;
        w->scene->background_to[s] = t->end;
        return;
    }
}

void sr_mark_turns(const struct sr_incident_in *in, struct sr_scene *scene) {
    const struct sr_reading *r = in->reading;
    struct items w = {.in = in, .scene = scene};
    read_news(&w, r->sentence_count);
    uint32_t head_end = w.head_end;
    bool headed = r->sentence_count && r->sentences[0].kind != SR_SENTENCE_TEXT;
    for (uint32_t s = headed ? 2 : 1; s < r->sentence_count; s++) {
        if (s > 1 && !scene->background[s]) mark_since(&w, s);
        if (scene->background[s] || (s == 1 && !r->sentences[s].paragraph)) continue; /* still the lead */
        const struct sr_sentence *t = &r->sentences[s];
        const struct sr_paragraph *p = &r->paragraphs[t->paragraph];
        struct sr_stretch x = {s, p->end, false};
        w.head_end = s < head_end ? s : head_end;
        bool away = turns_within(&w, t->first, t->end, "anywhere");
        bool turned = away || turns(&w, t->first, t->end, "maybe") || tells_another(&w, s);
        bool apart = turns_away(&w, &x) || (away && !is_wide(&w) && tells_harm(&w, &x));
        if (turned || (p->first == s && brings_new_event(&w, s))) apart |= is_apart(&w, &x, NO_OPENER, turned);
        if (apart) scene->background[s] = 1;
    }
}
