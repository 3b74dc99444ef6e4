/* incident_scene.c: when and where the main incident was. */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

static int64_t day_of(const struct sr_date *d) {
    return sr_days_from_civil(d->year, d->month, d->day);
}

/* "around 0700 GMT": a time of the main day sharpens the day. A clock time without a day is the day of publication's. */
static void sharpen(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_incident *incident) {
    for (uint32_t i = 0; i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (t->type != SR_TIMEX_TIME || !t->has_interval || t->begin.precision < SR_PRECISION_HOUR) continue;
        if (sr_is_background(scene, in->reading, t->first) || sr_is_stamp(in, t)) continue;
        if (incident->has_begin && day_of(&t->begin) != day_of(&incident->begin)) continue;
        incident->begin = t->begin;
        incident->has_begin = true;
        return;
    }
}

static void when(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_incident *incident) {
    if (scene->has_day) {
        incident->begin = scene->day;
        incident->has_begin = true;
    }
    sharpen(in, scene, incident);
    const struct sr_table *phases = &in->lexicon->tables[SR_TABLE_PHASES];
    const struct sr_reading *r = in->reading;
    for (uint32_t i = 0; i < r->token_count; i++) {
        struct sr_match m = sr_match_at(phases, r, i, r->token_count);
        if (m.row == SR_NONE || sr_is_background(scene, r, i)) continue;
        bool ended = strcmp(sr_table_cell(phases, m.row, 1), "ended") == 0;
        incident->phase = ended ? SR_PHASE_ENDED : SR_PHASE_ONGOING;
        if (ended) return;
    }
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

/* "In Sumqayit, north of Baku", "west of Santa Cruz", "40 kilometres from Lima": a place that only says where another is. */
static bool is_landmark(const struct sr_incident_in *in, uint32_t token) {
    if (token < 2 || in->reading->tokens[token - 2].sentence != in->reading->tokens[token].sentence) return false;
    bool of = sr_str_is(in->reading->tokens[token - 1].norm, "of"),
         from = sr_str_is(in->reading->tokens[token - 1].norm, "from");
    return (of && sr_clue(in->lexicon, in->reading, token - 2, "direction")) ||
           ((of || from) && sr_clue(in->lexicon, in->reading, token - 2, "distance"));
}

/* How far down the text it is mentioned, and whether the words before it say that something is there. */
static float mention_score(const struct sr_incident_in *in, const struct sr_scene *scene, uint32_t token, bool tells) {
    const struct sr_reading *r = in->reading;
    uint32_t s = r->tokens[token].sentence;
    if (sr_is_background(scene, r, token)) return -1.5f;
    uint32_t depth = depth_of(r, s);
    if (is_landmark(in, token)) return depth <= 2 ? 1.2f : 0;
    float score = depth == 0 ? 2.6f : depth == 1 ? 2.8f : depth == 2 ? 1.8f : depth == 3 ? 1.2f : depth <= 6 ? 0.4f : 0;
    for (uint32_t k = 1; k <= 2; k++)
        if (token >= k && r->tokens[token - k].sentence == s && sr_clue(in->lexicon, r, token - k, "scene-preposition"))
            return score + (tells ? 1.6f : 0.8f) * (depth <= 1 ? 1.0f : depth == 2 ? 0.7f : 0.4f);
    return score;
}

static bool sentence_tells(const struct sr_incident_in *in, uint32_t s) {
    const struct sr_sentence *t = &in->reading->sentences[s];
    for (uint32_t i = t->first; i < t->end; i++)
        if (sr_match_at(&in->lexicon->tables[SR_TABLE_KINDS], in->reading, i, t->end).row != SR_NONE) return true;
    return false;
}

/* "Orlando Ruiz said in San Salvador": a namesake abroad, of a country that nothing else in the report is in, where the
 * dateline tells of another. "Dozens died in Bamako", from Paris, stands: Mali or a Malian is told too. */
static bool lonely(const struct sr_incident_in *in, uint32_t index) {
    enum { PLACES_ASKED = 256 };
    const struct sr_places *places = in->places;
    const struct sr_place *p = &places->items[index];
    bool elsewhere = false;
    if (p->dateline || !p->country[0] || p->mentions.count > 1) return false;
    for (uint32_t i = 0; i < places->count && i < PLACES_ASKED; i++) {
        if (i != index && strcmp(places->items[i].country, p->country) == 0) return false;
        elsewhere |= places->items[i].dateline && places->items[i].country[0];
    }
    for (uint32_t i = 0; i < places->nationality_count && i < PLACES_ASKED; i++)
        if (strcmp(places->nationalities[i].country, p->country) == 0) return false;
    return elsewhere;
}

/* "U.S. officials", "two U.S. missionaries": a country that no mention puts anything in. */
static bool never_in(const struct sr_incident_in *in, const struct sr_place *p) {
    for (uint32_t k = 0; k < p->mentions.count; k++) {
        uint32_t token = in->reading->mentions[p->mentions.items[k]].first;
        for (uint32_t n = 1; n <= 2 && token >= n; n++)
            if (sr_clue(in->lexicon, in->reading, token - n, "scene-preposition")) return false;
    }
    return true;
}

static float place_score(const struct sr_incident_in *in, const struct sr_scene *scene, uint32_t index) {
    static const float by_class[] = {[SR_PLACE_COUNTRY] = -1.2f,
                                     [SR_PLACE_ADMIN] = 0.4f,
                                     [SR_PLACE_CITY] = 1.6f,
                                     [SR_PLACE_FACILITY] = 0.2f,
                                     [SR_PLACE_OTHER] = -1.2f};
    const struct sr_place *p = &in->places->items[index];
    const struct sr_reading *r = in->reading;
    float best = mention_score(in, scene, p->first, sentence_tells(in, r->tokens[p->first].sentence));
    for (uint32_t k = 0; k < p->mentions.count; k++) {
        uint32_t token = r->mentions[p->mentions.items[k]].first;
        float score = mention_score(in, scene, token, sentence_tells(in, r->tokens[token].sentence));
        if (score > best) best = score;
    }
    if (p->mentions.count > 1) best += 0.4f * (float)(p->mentions.count < 4 ? p->mentions.count - 1 : 3);
    if (p->dateline && p->mentions.count <= 1) best -= 2.2f; /* where it was written, which is often not where it was */
    if (p->class == SR_PLACE_CITY && lonely(in, index)) best -= 2.0f;
    if (p->class == SR_PLACE_COUNTRY && never_in(in, p)) best -= 1.0f;
    if (!p->geonameid && p->class == SR_PLACE_CITY)
        best -= 1.3f; /* a name that no gazetteer holds may be none of a place */
    return best + by_class[p->class < SR_PLACE_COUNT ? p->class : SR_PLACE_OTHER];
}

/* The most specific place that is known is the scene: where headline and lead name only the country, or a province, the
 * town that the body names in it near its top. */
static uint32_t narrow(const struct sr_incident_in *in, const struct sr_scene *scene, uint32_t wide) {
    const struct sr_place *w = &in->places->items[wide];
    float best = 1.2f;
    uint32_t town = SR_NONE;
    for (uint32_t i = 0; i < in->places->count; i++) {
        const struct sr_place *p = &in->places->items[i];
        if (p->class != SR_PLACE_CITY || !p->geonameid || strcmp(p->country, w->country) != 0) continue;
        if (w->class == SR_PLACE_ADMIN && p->within != wide) continue;
        float score = place_score(in, scene, i);
        if (score <= best) continue;
        best = score;
        town = i;
    }
    return town != SR_NONE ? town : wide;
}

/* The building or camp within the scene's town where it was, if headline or lead name one: it is the scene too. */
static uint32_t facility_of(const struct sr_incident_in *in, const struct sr_scene *scene, uint32_t town) {
    float best = 1.6f;
    uint32_t found = SR_NONE;
    for (uint32_t i = 0; i < in->places->count && town != SR_NONE; i++) {
        const struct sr_place *p = &in->places->items[i];
        bool apart = p->within != town && strcmp(p->country, in->places->items[town].country) != 0;
        if (i == town || p->class != SR_PLACE_FACILITY || apart) continue;
        float score = place_score(in, scene, i);
        if (score <= best) continue;
        best = score;
        found = i;
    }
    return found;
}

bool sr_when_and_where(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
                       struct sr_incident *incident) {
    SR_VEC(uint32_t) times = {0};
    SR_VEC(struct sr_incident_place) places = {0};
    when(in, scene, incident);
    for (uint32_t i = 0; incident->has_begin && i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (t->has_interval && !sr_is_stamp(in, t) && day_of(&t->begin) == day_of(&incident->begin) &&
            t->begin.precision >= SR_PRECISION_DAY && !SR_PUSH(arena, times, i))
            return false;
    }
    float best = 0.5f;
    for (uint32_t i = 0; i < in->places->count; i++) {
        float score = place_score(in, scene, i);
        if (score <= best) continue;
        best = score;
        incident->place = i;
    }
    if (incident->place != SR_NONE && in->places->items[incident->place].class <= SR_PLACE_ADMIN)
        incident->place = narrow(in, scene, incident->place);
    uint32_t facility = facility_of(in, scene, incident->place);
    for (uint32_t i = 0; i < in->places->count; i++) {
        uint8_t role = i == incident->place || i == facility ? SR_PLACE_ROLE_SCENE : SR_PLACE_ROLE_OTHER;
        if (incident->place != SR_NONE && in->places->items[incident->place].within == i) role = SR_PLACE_ROLE_WIDER;
        if (!SR_PUSH(arena, places, ((struct sr_incident_place){i, role}))) return false;
    }
    incident->times = (struct sr_indices){times.items, times.count};
    incident->places = places.items;
    incident->place_count = places.count;
    return true;
}
