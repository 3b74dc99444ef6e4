/* incident_where.c: where the main incident was: the scene among the places that the report names.
 *
 * Each place has a score: how far up the text it stands, whether the words before it put something there, and how
 * specific it is. Towns that only come up in the telling must not win:
 *
 *     exists for      31 people have died of cholera in Mbandaka, the health ministry said in Kinshasa.
 *                     A boat that had left Sfax for Lampedusa sank off Kerkennah; survivors were taken to Monastir.
 *     must not touch  Police in Hyderabad said nine people had died.  (the only town there is)
 */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

static const double BESIDE_KM = 30.0;

/* What an occurrence of a place is to the incident. */
enum occurrence {
    OCCURS,          /* nothing else is told */
    OCCURS_IN,       /* "in X", "near X": something is there */
    OCCURS_LANDMARK, /* "north of X", after the name of another place */
    OCCURS_SPEAKER,  /* of a speaker's name: "Karachi police said" */
    OCCURS_SEAT,     /* where a speaker is */
    OCCURS_SENSED,   /* "felt in X" */
    OCCURS_ORIGIN,
    OCCURS_DESTINATION,
    OCCURS_HOSPITAL
};

struct search {
    const struct sr_incident_in *in;
    const struct sr_scene *scene;
    uint8_t *seat;  /* [token_count] 1: the token is of a speaker's name; 2: a speaker alone ("Kyiv said"); 3: it stands
                       behind the word of saying ("said in Geneva on Friday") */
    uint8_t *tells; /* [sentence_count] the sentence has a word of a kind of incident */
    const char *home; /* the dateline's country, "" without one */
    bool wide;        /* a kind that strikes whole provinces: a town told below the lead is only a part of it */
};

static const char *kind_of_word(const struct search *s, uint32_t token) {
    const struct sr_table *t = &s->in->lexicon->tables[SR_TABLE_PLACE_WORDS];
    uint32_t row = sr_table_find(t, s->in->reading->tokens[token].norm);
    return row == SR_NONE ? "" : sr_table_cell(t, row, 1);
}

static bool clue(const struct search *s, uint32_t token, const char *set) {
    return sr_clue(s->in->lexicon, s->in->reading, token, set);
}

/* The word that puts the place where it is: "in" of "in the northern Italian city of Turin". The sentence's first token
 * where there is none. */
static uint32_t governor(const struct search *s, uint32_t token) {
    enum { LOOK_BACK = 7 };
    const struct sr_reading *r = s->in->reading;
    const struct sr_table *nations = &s->in->lexicon->tables[SR_TABLE_DEMONYMS];
    uint32_t first = r->sentences[r->tokens[token].sentence].first, i = token;
    bool phrase = false; /* "the town of X", "Mali's X": what stands before describes it */
    for (uint32_t steps = 0; i > first && steps < LOOK_BACK; steps++) {
        struct sr_str w = r->tokens[i - 1].norm;
        bool of = sr_str_is(w, "of") && i >= first + 2 && *kind_of_word(s, i - 2);
        bool told = clue(s, i - 1, "scene-preposition") || clue(s, i - 1, "scene-verb") ||
                    clue(s, i - 1, "travel-from") || clue(s, i - 1, "travel-to");
        bool within = of || sr_str_is(w, "the") || sr_str_is(w, "'s") || *kind_of_word(s, i - 1) ||
                      clue(s, i - 1, "before-name") || sr_table_find(nations, w) != SR_NONE ||
                      (phrase && !told && r->tokens[i - 1].kind == SR_TOKEN_WORD);
        if (!within) return i - 1;
        phrase |= of || sr_str_is(w, "'s");
        i--;
    }
    return first;
}

/* "In Sumqayit, north of Baku", "west of Santa Cruz, ": a place that only says where another is. "20 km north of Kabwe"
 * with no name before it says where the thing itself was: *far then. */
static bool is_landmark(const struct search *s, uint32_t governor, bool *far) {
    const struct sr_reading *r = s->in->reading;
    const struct sr_sentence *t = &r->sentences[r->tokens[governor].sentence];
    bool of = sr_str_is(r->tokens[governor].norm, "of"), from = sr_str_is(r->tokens[governor].norm, "from");
    *far = false;
    if (governor < t->first + 1) return false;
    bool direction = of && clue(s, governor - 1, "direction"),
         distance = (of || from) && clue(s, governor - 1, "distance");
    if (direction && governor >= t->first + 2 && sr_str_is(r->tokens[governor - 2].norm, "the"))
        return false; /* "in the south of Toulouse" */
    if (!direction && !distance) return false;
    *far = distance || (governor >= t->first + 2 && clue(s, governor - 2, "distance"));
    for (uint32_t i = governor - 1; *far && i > t->first && governor - i < 9; i--)
        if (sr_str_is(r->tokens[i].norm, ","))
            *far = r->tokens[i - 1].shape == SR_SHAPE_LOWER || clue(s, i - 1, "thoroughfare");
    return true;
}

/* "were taken to hospitals in Agadez" */
static bool is_hospital(const struct search *s, uint32_t token) {
    enum { LOOK_BACK = 9 };
    const struct sr_reading *r = s->in->reading;
    uint32_t first = r->sentences[r->tokens[token].sentence].first;
    bool hospital = false;
    for (uint32_t i = token; i > first && token - i < LOOK_BACK; i--) {
        hospital |= clue(s, i - 1, "hospital");
        if (clue(s, i - 1, "carried")) return hospital;
    }
    return false;
}

/* "a New York couple": the place's last word is right before people. */
static bool is_of_people(const struct search *s, uint32_t token) {
    enum { LONGEST_NAME = 4 };
    const struct sr_reading *r = s->in->reading;
    const struct sr_sentence *t = &r->sentences[r->tokens[token].sentence];
    for (uint32_t i = token + 1; i < t->end && i <= token + LONGEST_NAME; i++) {
        if (r->tokens[i].shape != SR_SHAPE_LOWER) continue;
        return sr_table_find(&s->in->lexicon->tables[SR_TABLE_PEOPLE], r->tokens[i].norm) != SR_NONE;
    }
    return false;
}

static enum occurrence occurrence_of(const struct search *s, uint32_t token) {
    const struct sr_reading *r = s->in->reading;
    uint32_t g = governor(s, token), first = r->sentences[r->tokens[token].sentence].first;
    /* "raided the village of Kalo"; "struck Ecuador" says less: the body may tell the town */
    bool in = clue(s, g, "scene-preposition") || (g + 1 < token && clue(s, g, "scene-verb")), far;
    if (is_landmark(s, g, &far)) return far ? OCCURS_IN : OCCURS_LANDMARK;
    if (s->seat[token] >= 2 || (s->seat[token] == 1 && in && s->seat[g])) return OCCURS_SEAT;
    if (is_hospital(s, token)) return OCCURS_HOSPITAL;
    for (uint32_t i = g; clue(s, g, "travel-from") && i > first && g - i < 3; i--)
        if (clue(s, i - 1, "away")) return OCCURS_IN; /* "4,000 were evacuated from Tanna" */
    if (clue(s, g, "travel-from")) return OCCURS_ORIGIN;
    if (clue(s, g, "travel-to")) return OCCURS_DESTINATION;
    for (uint32_t i = g; i > first && g - i < 4; i--)
        if (clue(s, i - 1, "sensed")) return OCCURS_SENSED;
    if (in && !s->seat[token]) return OCCURS_IN;
    bool theirs = !in && token + 1 < r->token_count && is_of_people(s, token);
    return s->seat[token] || theirs ? OCCURS_SPEAKER : OCCURS;
}

/* How many sentences of the body stand before it: 0 for the headline, 1 for the lead; a dateline is none. */
static uint32_t depth_of(const struct sr_reading *r, uint32_t sentence) {
    enum { DEEP = 64 }; /* far below the lead nothing differs any more */
    uint32_t depth = 0;
    bool body = false;
    if (sentence > DEEP) return DEEP;
    for (uint32_t s = 0; s <= sentence; s++) {
        if (r->sentences[s].kind == SR_SENTENCE_DATELINE) continue;
        if (!body && r->sentences[s].kind == SR_SENTENCE_HEADING) continue;
        body = true;
        depth++;
    }
    return depth;
}

static bool in_dateline(const struct search *s, uint32_t token) {
    return sr_in_dateline(s->in->document, s->in->reading->tokens[token].span);
}

/* How many of its occurrences are not in the dateline. */
static uint32_t body_count(const struct search *s, const struct sr_place *p) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < p->at.count; k++) n += !in_dateline(s, p->at.items[k]);
    return n;
}

/* How far down the text it is mentioned, and whether the words before it say that something is there. `local`: a town
 * that is no seat of government, where speakers are near what they tell of. */
static float mention_score(const struct search *s, uint32_t token, bool local) {
    const struct sr_reading *r = s->in->reading;
    uint32_t sentence = r->tokens[token].sentence;
    if (in_dateline(s, token)) return local ? 1.2f : 0.4f; /* where it was written, which is often not where it was */
    if (sr_is_background(s->scene, r, token)) return -1.5f;
    uint32_t depth = depth_of(r, sentence);
    float score = depth == 0 ? 2.6f : depth == 1 ? 2.8f : depth == 2 ? 1.8f : depth == 3 ? 1.2f : depth <= 6 ? 0.4f : 0;
    switch (occurrence_of(s, token)) {
    case OCCURS_IN: return score + (s->tells[sentence] ? 1.6f : 0.8f) * (depth <= 1 ? 1.0f : depth == 2 ? 0.7f : 0.4f);
    case OCCURS_SPEAKER: return score - 0.6f;
    case OCCURS_LANDMARK: return depth <= 2 ? 1.2f : 0;
    case OCCURS_SEAT: return local && depth <= 2 ? 0.9f : 0;
    case OCCURS_SENSED:
    case OCCURS_ORIGIN:
    case OCCURS_DESTINATION:
    case OCCURS_HOSPITAL: return 0;
    case OCCURS: break;
    }
    return score;
}

/* "Orlando Ruiz said in San Salvador": a namesake abroad, of a country that nothing else in the report is in, where the
 * dateline tells of another. "Dozens died in Bamako", from Paris, stands: Mali or a Malian is told too. */
static bool lonely(const struct sr_incident_in *in, uint32_t index) {
    enum { PLACES_ASKED = 256 };
    const struct sr_places *places = in->places;
    const struct sr_place *p = &places->items[index];
    bool elsewhere = false;
    if (p->dateline || !p->country[0] || p->at.count > 1) return false;
    for (uint32_t i = 0; i < places->count && i < PLACES_ASKED; i++) {
        if (i != index && strcmp(places->items[i].country, p->country) == 0) return false;
        elsewhere |= places->items[i].dateline && places->items[i].country[0];
    }
    for (uint32_t i = 0; i < places->nationality_count && i < PLACES_ASKED; i++)
        if (strcmp(places->nationalities[i].country, p->country) == 0) return false;
    return elsewhere;
}

/* "U.S. officials", "two U.S. missionaries", "Washington sent troops": no mention puts anything in it. */
static bool never_in(const struct search *s, const struct sr_place *p) {
    for (uint32_t k = 0; k < p->at.count; k++)
        if (occurrence_of(s, p->at.items[k]) == OCCURS_IN) return false;
    return true;
}

/* Told below the lead only. */
static bool is_below_lead(const struct search *s, const struct sr_place *p) {
    const struct sr_reading *r = s->in->reading;
    return depth_of(r, r->tokens[p->first].sentence) > 1;
}

static float place_score(const struct search *s, uint32_t index) {
    static const float by_class[] = {[SR_PLACE_COUNTRY] = -1.2f,
                                     [SR_PLACE_ADMIN] = 0.4f,
                                     [SR_PLACE_CITY] = 1.6f,
                                     [SR_PLACE_FACILITY] = 0.2f,
                                     [SR_PLACE_OTHER] = -1.2f};
    const struct sr_place *p = &s->in->places->items[index];
    bool local = p->class == SR_PLACE_CITY && !p->capital;
    float best = -1.5f;
    for (uint32_t k = 0; k < p->at.count; k++) {
        float score = mention_score(s, p->at.items[k], local);
        if (score > best) best = score;
    }
    uint32_t times = body_count(s, p);
    if (times > 1) best += 0.4f * (float)(times < 4 ? times - 1 : 3);
    if (p->class == SR_PLACE_CITY && lonely(s->in, index)) best -= 2.0f;
    bool acts = p->class == SR_PLACE_FACILITY && clue(s, p->end - 1, "institution"); /* "the Church wants a dialogue" */
    bool needs_in = p->class == SR_PLACE_COUNTRY || acts || (p->capital && !p->dateline);
    if (needs_in && never_in(s, p)) best -= 1.0f;
    if (s->home[0] && p->country[0] && strcmp(s->home, p->country) != 0) best -= 0.5f;
    if (s->wide && p->class == SR_PLACE_CITY && is_below_lead(s, p)) best -= 1.5f;
    if (p->class == SR_PLACE_FACILITY && clue(s, p->end - 1, "thoroughfare")) best -= 1.0f; /* it may be long */
    if (p->class == SR_PLACE_OTHER && p->country[0]) best += 1.0f; /* an island, a region: not an ocean */
    if (!p->geonameid && p->class == SR_PLACE_CITY && p->p < 0.7f && p->within == SR_NONE)
        best -= 1.3f; /* a name that no gazetteer holds may be none of a place, unless the words say so */
    return best + by_class[p->class < SR_PLACE_COUNT ? p->class : SR_PLACE_OTHER];
}

typedef bool fits(const struct search *s, const struct sr_place *place, uint32_t other);

static bool any_place(const struct search *s, const struct sr_place *p, uint32_t other) {
    (void)s, (void)p, (void)other;
    return true;
}

/* The place with the highest score above `floor`, the first of equals, among those that fit with `other`; or SR_NONE. */
static uint32_t best_place(const struct search *s, float floor, fits *fit, uint32_t other) {
    float best = floor;
    uint32_t found = SR_NONE;
    for (uint32_t i = 0; i < s->in->places->count; i++) {
        if (!fit(s, &s->in->places->items[i], other)) continue;
        float score = place_score(s, i);
        if (score <= best) continue;
        best = score;
        found = i;
    }
    return found;
}

static bool is_narrower(const struct search *s, const struct sr_place *p, uint32_t wide) {
    const struct sr_place *w = &s->in->places->items[wide];
    bool division = p->class == SR_PLACE_ADMIN && w->class == SR_PLACE_COUNTRY;
    if ((p->class != SR_PLACE_CITY && !division) || !p->geonameid || strcmp(p->country, w->country) != 0) return false;
    if (w->class == SR_PLACE_ADMIN && p->within != wide && !sr_str_eq(p->admin, w->name)) return false;
    if ((p->capital && p->dateline && !body_count(s, p)) || (s->wide && is_below_lead(s, p))) return false;
    return !division || !never_in(s, p);
}

/* The most specific place that is known is the scene: where headline and lead name only the country, or a province, the
 * town, or the province, that the body names in it near its top. The capital of a dateline alone is where the news is
 * told: "WELLINGTON - An earthquake shook northern New Zealand". */
static uint32_t narrow(const struct search *s, uint32_t wide) {
    uint32_t narrower = best_place(s, 1.8f, is_narrower, wide);
    return narrower != SR_NONE ? narrower : wide;
}

static bool is_beside(const struct search *s, const struct sr_place *p, uint32_t near) {
    const struct sr_place *n = &s->in->places->items[near];
    return p->class == SR_PLACE_CITY && p->geonameid && p->precision == 1 && !never_in(s, p) &&
           sr_distance_km(p->lat, p->lon, n->lat, n->lon) <= BESIDE_KM;
}

/* "A school fell in near the capital, Port-au-Prince … the school in Pétionville": of a place that is only near, the town
 * beside it that the text puts something in; or the place. */
static uint32_t beside(const struct search *s, uint32_t near) {
    const struct sr_place *n = &s->in->places->items[near];
    if (n->class != SR_PLACE_CITY || n->precision != 2 || !n->geonameid) return near;
    uint32_t town = best_place(s, 0.5f, is_beside, near);
    return town != SR_NONE ? town : near;
}

/* A building, or a part of a town, stands in its town, where the text names that: the town is the scene, and the
 * building too. */
static uint32_t settle(const struct search *s, uint32_t best) {
    const struct sr_places *places = s->in->places;
    const struct sr_place *b = &places->items[best];
    if (b->class <= SR_PLACE_ADMIN) return beside(s, narrow(s, best));
    if (b->class == SR_PLACE_CITY || b->within == SR_NONE) return beside(s, best);
    const struct sr_place *town = &places->items[b->within];
    bool dateline = town->dateline && !body_count(s, town);
    bool in = town->class == SR_PLACE_CITY && town->geonameid && town->precision == 1 && !dateline;
    return in && place_score(s, b->within) > 0.5f ? b->within : best;
}

static bool is_building_of(const struct search *s, const struct sr_place *p, uint32_t town) {
    const struct sr_place *t = &s->in->places->items[town];
    return p != t && p->class == SR_PLACE_FACILITY && (p->within == town || strcmp(p->country, t->country) == 0);
}

/* The building or camp within the scene's town where it was, if headline or lead name one: it is the scene too. */
static uint32_t facility_of(const struct search *s, uint32_t town) {
    return town != SR_NONE ? best_place(s, 1.6f, is_building_of, town) : SR_NONE;
}

/* What a place that is not the scene is to the incident, where all its occurrences agree. */
static uint8_t role_of(const struct search *s, const struct sr_place *p) {
    enum occurrence all = p->at.count ? occurrence_of(s, p->at.items[0]) : OCCURS;
    for (uint32_t k = 1; k < p->at.count; k++)
        if (occurrence_of(s, p->at.items[k]) != all) return SR_PLACE_ROLE_OTHER;
    return all == OCCURS_ORIGIN        ? SR_PLACE_ROLE_ORIGIN
           : all == OCCURS_DESTINATION ? SR_PLACE_ROLE_DESTINATION
           : all == OCCURS_HOSPITAL    ? SR_PLACE_ROLE_HOSPITAL
                                       : SR_PLACE_ROLE_OTHER;
}

static void mark(const struct search *s, struct sr_span span, uint8_t value) {
    const struct sr_reading *r = s->in->reading;
    for (uint32_t i = sr_token_at(r, span.start); i < r->token_count && r->tokens[i].span.start < span.end; i++)
        if (s->seat[i] < value) s->seat[i] = value;
}

/* "… said in Geneva on Friday": the words between the word of saying and what comes after it. */
static void mark_behind(const struct search *s, const struct sr_attribution *a) {
    enum { LOOK_AHEAD = 8 };
    const struct sr_reading *r = s->in->reading;
    for (uint32_t k = 0; k < a->cue.count; k++) {
        uint32_t from = sr_token_at(r, a->cue.items[k].end);
        for (uint32_t i = from; i < r->token_count && i < from + LOOK_AHEAD; i++) {
            if (r->tokens[i].sentence != r->tokens[from].sentence || r->tokens[i].kind == SR_TOKEN_PUNCT) break;
            bool inside = false;
            for (uint32_t c = 0; c < a->content.count; c++)
                inside |= sr_span_overlaps(a->content.items[c], r->tokens[i].span);
            if (inside) break;
            if (s->seat[i] < 3) s->seat[i] = 3;
        }
    }
}

static void mark_speakers(const struct search *s) {
    const struct sr_attributions *as = s->in->attributions;
    for (uint32_t i = 0; i < as->count; i++) {
        const struct sr_attribution *a = &as->items[i];
        for (uint32_t k = 0; k < a->source.count; k++) {
            uint32_t first = sr_token_at(s->in->reading, a->source.items[k].start);
            bool alone =
                first < s->in->reading->token_count && s->in->reading->tokens[first].span.end == a->source.items[k].end;
            mark(s, a->source.items[k], alone ? 2 : 1);
        }
        if (a->tells) mark_behind(s, a);
    }
}

static void mark_telling(const struct search *s) {
    const struct sr_reading *r = s->in->reading;
    const struct sr_table *kinds = &s->in->lexicon->tables[SR_TABLE_KINDS];
    for (uint32_t i = 0; i < r->token_count; i++) {
        const struct sr_token *t = &r->tokens[i];
        if (!s->tells[t->sentence] && sr_match_at(kinds, r, i, r->sentences[t->sentence].end).row != SR_NONE)
            s->tells[t->sentence] = 1;
    }
}

static const char *home_of(const struct sr_places *places) {
    for (uint32_t i = 0; i < places->count; i++)
        if (places->items[i].dateline) return places->items[i].country;
    return "";
}

bool sr_where(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
              struct sr_incident *incident) {
    struct search s = {.in = in,
                       .scene = scene,
                       .home = home_of(in->places),
                       .wide = sr_kind_reach(in, incident->kind) == SR_REACH_PROVINCES};
    SR_VEC(struct sr_incident_place) places = {0};
    s.seat = sr_arena_alloc(arena, in->reading->token_count, 1);
    s.tells = sr_arena_alloc(arena, in->reading->sentence_count, 1);
    if (!s.seat || !s.tells) return false;
    mark_speakers(&s);
    mark_telling(&s);
    incident->place = best_place(&s, -0.5f, any_place, SR_NONE);
    if (incident->place != SR_NONE) incident->place = settle(&s, incident->place);
    uint32_t facility = facility_of(&s, incident->place);
    for (uint32_t i = 0; i < in->places->count; i++) {
        bool wider = incident->place != SR_NONE && in->places->items[incident->place].within == i;
        uint8_t role = wider                                   ? SR_PLACE_ROLE_WIDER
                       : i == incident->place || i == facility ? SR_PLACE_ROLE_SCENE
                                                               : role_of(&s, &in->places->items[i]);
        if (!SR_PUSH(arena, places, ((struct sr_incident_place){i, role}))) return false;
    }
    incident->places = places.items;
    incident->place_count = places.count;
    return true;
}
