/* incident_background.c: the news against the background, by words and by dates.
 *
 *     The assault came a week after the Paris massacre that left 130 people dead.    130: background, after "a week after"
 *     In August 1999 a quake killed 20,000 people in Izmit.                          background: a month long before
 *     At least 22 people were killed on Friday.                                      the news: the incident's own day
 */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

static int64_t day_of(const struct sr_date *d) {
    return sr_days_from_civil(d->year, d->month, d->day);
}

bool sr_is_stamp(const struct sr_incident_in *in, const struct sr_timex *t) {
    const struct sr_update *update = sr_update_at(in->document, t->span.start);
    return update && t->span.start <= update->span.start + 1; /* a bracket may stand before it */
}

static bool usable_day(const struct sr_incident_in *in, const struct sr_timex *t) {
    if (!t->has_interval || (t->type != SR_TIMEX_DATE && t->type != SR_TIMEX_TIME)) return false;
    if (t->begin.precision < SR_PRECISION_DAY || sr_is_stamp(in, t)) return false;
    int64_t length = day_of(&t->end_date) - day_of(&t->begin);
    if (length > 1) return false;
    if (!in->document->has_published || in->document->published.precision < SR_PRECISION_DAY) return true;
    int64_t before = day_of(&in->document->published) - day_of(&t->begin);
    return before >= 0 && before <= 45;
}

/* A word for harm, which befalls when it happens. Not for what comes after it: "rescued by Wednesday", "arrested on Friday". */
static bool tells_of_harm(const struct sr_incident_in *in, uint32_t at, uint32_t stop) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    struct sr_match m = sr_match_at(t, in->reading, at, stop);
    if (m.row == SR_NONE) return false;
    uint32_t measure = sr_measure_from(sr_str_c(sr_table_cell(t, m.row, 1)));
    return measure == SR_MEASURE_KILLED || measure == SR_MEASURE_INJURED || measure == SR_MEASURE_HOSTAGES ||
           measure == SR_MEASURE_HOMES;
}

/* How near, in tokens, a word for the event or for harm stands to the time. */
static uint32_t distance_to_event(const struct sr_incident_in *in, const struct sr_timex *t) {
    const struct sr_reading *r = in->reading;
    const struct sr_sentence *s = &r->sentences[r->tokens[t->first].sentence];
    uint32_t best = SR_NONE;
    for (uint32_t k = s->first; k < s->end; k++) {
        if (k >= t->first && k < t->end) continue;
        if (sr_match_at(&in->lexicon->tables[SR_TABLE_KINDS], r, k, s->end).row == SR_NONE &&
            !tells_of_harm(in, k, s->end))
            continue;
        uint32_t gap = k < t->first ? t->first - k : k - t->end + 1;
        if (gap < best) best = gap;
    }
    return best;
}

/* "police said on Wednesday", "it was reported today": the day of the telling. */
static bool day_of_telling(const struct sr_incident_in *in, const struct sr_timex *t) {
    const struct sr_reading *r = in->reading;
    for (uint32_t i = 0; i < in->attributions->count; i++) {
        const struct sr_spans cue = in->attributions->items[i].cue;
        for (uint32_t k = 0; k < cue.count; k++) {
            uint32_t first = sr_token_at(r, cue.items[k].start), end = sr_token_at(r, cue.items[k].end - 1) + 1;
            if (end <= t->first && t->first - end <= 1) return true; /* said [on] Wednesday */
            if (t->end <= first && first - t->end == 0) return true; /* on Wednesday said */
            if (first <= t->first && t->end <= end) return true;
        }
    }
    return false;
}

/* A line that holds a date and little else is the report's own date. */
static bool alone(const struct sr_incident_in *in, const struct sr_timex *t) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[t->first].sentence];
    return s->end - s->first <= t->end - t->first + 3;
}

static float weight_of_day(const struct sr_incident_in *in, const struct sr_timex *t) {
    uint32_t s = in->reading->tokens[t->first].sentence, gap = distance_to_event(in, t);
    float score = s <= 2 ? 1.0f : s <= 4 ? 0.7f : 0.4f;
    score *= gap <= 4 ? 2.4f : gap <= 10 ? 2.0f : gap != SR_NONE ? 1.6f : 0.6f;
    if (day_of_telling(in, t)) score *= 0.3f;
    if (alone(in, t)) score *= 0.2f;
    bool today = in->document->has_published && day_of(&t->begin) == day_of(&in->document->published);
    if (t->first && sr_str_is(in->reading->tokens[t->first - 1].norm, "since") && !today)
        score *= 1.4f; /* when it began; not "we have buried 14 since this morning" */
    return score;
}

static void set_day(struct sr_scene *scene, const struct sr_date *day) {
    scene->day = *day;
    scene->day.precision = SR_PRECISION_DAY;
    scene->day.has_offset = false;
    scene->has_day = true;
}

/* "Two days after gunmen raided a school, …": counted back from the day of the telling; the lead's are the news. Gives how
 * many days, or 0. Not "two days after the funeral", where no word tells of an event. */
static int days_after(const struct sr_incident_in *in, const struct sr_timex *t) {
    enum { EVENT_WITHIN = 6 };
    const struct sr_reading *r = in->reading;
    uint32_t s = r->tokens[t->first].sentence, stop = r->sentences[s].end;
    struct sr_str v = t->value;
    if (s > 2 || t->type != SR_TIMEX_DURATION || v.n != 3 || v.p[0] != 'P' || v.p[2] != 'D') return 0;
    if (t->end >= stop || !sr_str_is(r->tokens[t->end].norm, "after")) return 0;
    for (uint32_t i = t->end + 1; i < stop && i <= t->end + EVENT_WITHIN; i++)
        if (sr_match_at(&in->lexicon->tables[SR_TABLE_KINDS], r, i, stop).row != SR_NONE || tells_of_harm(in, i, stop))
            return v.p[1] - '0';
    return 0;
}

/* The day where no time expression is the incident's own: told by a length, or by being followed live. */
static void day_by_publication(const struct sr_incident_in *in, struct sr_scene *scene) {
    const struct sr_date *published = &in->document->published;
    if (!in->document->has_published || published->precision < SR_PRECISION_DAY) return;
    for (uint32_t i = 0; i < in->times->count; i++) {
        int days = days_after(in, &in->times->items[i]);
        if (days <= 0) continue;
        struct sr_date day = *published;
        uint32_t month, of_month;
        sr_civil_from_days(day_of(published) - days, &day.year, &month, &of_month);
        day.month = (uint8_t)month;
        day.day = (uint8_t)of_month;
        set_day(scene, &day);
        return;
    }
    if (!scene->has_day && in->document->update_count) set_day(scene, published);
}

void sr_main_day(const struct sr_incident_in *in, struct sr_scene *scene) {
    float best = 0;
    scene->day_time = SR_NONE;
    for (uint32_t i = 0; i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (in->reading->tokens[t->first].sentence > 5) break;
        if (!usable_day(in, t)) continue;
        if (in->document->dateline.span.end && t->span.end <= in->document->dateline.span.end) continue;
        float score = weight_of_day(in, t);
        if (score <= best) continue;
        best = score;
        set_day(scene, &t->begin);
        scene->day_time = i;
    }
    day_by_publication(in, scene);
}

/* The last day that a time expression can mean is well before the main one: another event's. */
static bool long_before(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_timex *t) {
    if (!t->has_interval || t->type == SR_TIMEX_SET) return false;
    const struct sr_date *main = scene->has_day                ? &scene->day
                                 : in->document->has_published ? &in->document->published
                                                               : NULL;
    if (!main || main->precision < SR_PRECISION_DAY) return false;
    if (t->begin.precision < SR_PRECISION_MONTH && t->begin.year == main->year) return false;
    int64_t gap = day_of(main) - day_of(&t->end_date);
    return scene->has_day ? gap >= 2 : gap >= 5;
}

/* "In 2010, more than 300 people were killed in Bududa", in a report that no date is known of: a sentence that begins with
 * a bare year looks back. */
static bool looks_back(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_timex *t) {
    if (scene->has_day || in->document->has_published || !t->has_interval || t->type != SR_TIMEX_DATE) return false;
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[t->first].sentence];
    bool year = t->value.n == 4 || t->value.n == 7; /* "2010", "2010-05"; not "XXXX-05" */
    return year && t->value.p[0] >= '0' && t->value.p[0] <= '9' && t->first <= s->first + 2;
}

/* "Less than a week after the school in Petionville fell, a second one …": a clause at the sentence's beginning ends with
 * its comma, one at its end with the sentence. */
static uint32_t end_of_clause(const struct sr_incident_in *in, const struct sr_sentence *s, uint32_t cue,
                              uint32_t from) {
    enum { FRONT = 5, SHORTEST = 3 };
    if (cue > s->first + FRONT) return s->end;
    for (uint32_t i = from + SHORTEST; i < s->end; i++)
        if (sr_str_is(in->reading->tokens[i].norm, ",") && i + 2 < s->end) {
            bool place = in->reading->tokens[i + 1].shape == SR_SHAPE_TITLE; /* "in Petionville, Haiti collapsed," */
            if (!place) return i;
        }
    return s->end;
}

/* "Forty are missing two days after a bus plunged into a river": a toll after an event is that event's. Not "the assault came
 * a week after the Paris massacre", where an event of its own is told before the cue or behind the clause; nor "he spoke a
 * month after a bomb killed 19", where none is. */
static bool is_toll_after(const struct sr_incident_in *in, const struct sr_sentence *s, uint32_t from, uint32_t to) {
    const struct sr_table *kinds = &in->lexicon->tables[SR_TABLE_KINDS];
    bool toll = false;
    for (uint32_t i = s->first; i < s->end; i++) {
        if (i == from) i = to;
        if (i >= s->end) break;
        struct sr_match m = sr_match_at(kinds, in->reading, i, s->end);
        bool said = i < from && sr_clue(in->lexicon, in->reading, i, "event-told"); /* "it came a week after" */
        if (said || (m.row != SR_NONE && sr_table_number(kinds, m.row, 3, 0) > 0)) return false;
        toll |= sr_match_at(&in->lexicon->tables[SR_TABLE_TRIGGERS], in->reading, i, s->end).row != SR_NONE;
    }
    return toll;
}

static void mark_by_words(const struct sr_incident_in *in, uint32_t s, struct sr_scene *scene) {
    const struct sr_table *words = &in->lexicon->tables[SR_TABLE_BACKGROUND];
    const struct sr_sentence *sentence = &in->reading->sentences[s];
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        struct sr_match m = sr_match_at(words, in->reading, i, sentence->end);
        if (m.row == SR_NONE) continue;
        bool whole = strcmp(sr_table_cell(words, m.row, 1), "sentence") == 0;
        if (whole && s > 1) {
            scene->background[s] = 1;
            return;
        }
        uint32_t from = i + m.tokens, to = end_of_clause(in, sentence, i, from);
        bool after = sr_str_is(in->reading->tokens[from - 1].norm, "after");
        if (after && s <= 2 && is_toll_after(in, sentence, from, to)) continue;
        if (!whole || s <= 1) { /* the lead's own figures stand before such words */
            scene->background[s] = 2;
            scene->background_from[s] = from;
            scene->background_to[s] = to;
            return;
        }
    }
}

static void mark_by_dates(const struct sr_incident_in *in, struct sr_scene *scene) {
    for (uint32_t i = 0; i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        uint32_t s = in->reading->tokens[t->first].sentence;
        if (i == scene->day_time || scene->background[s]) continue;
        if (!long_before(in, scene, t) && !looks_back(in, scene, t)) continue;
        if (s <= 1 || in->reading->sentences[s].kind == SR_SENTENCE_DATELINE) continue;
        scene->background[s] = 3;
    }
}

void sr_forget_dates(const struct sr_incident_in *in, struct sr_scene *scene) {
    for (uint32_t s = 0; s < in->reading->sentence_count; s++)
        if ((scene->background[s] & 3) == 3) scene->background[s] = 0;
}

/* Kinds that one incident can be told as. */
static bool related(const struct sr_incident_in *in, uint8_t a, uint8_t b) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_KIND_FAMILIES];
    uint32_t x = sr_table_find(t, sr_str_c(sr_incident_kind_name(a))),
             y = sr_table_find(t, sr_str_c(sr_incident_kind_name(b)));
    return a == b || (x != SR_NONE && y != SR_NONE && strcmp(sr_table_cell(t, x, 1), sr_table_cell(t, y, 1)) == 0);
}

/* "Meanwhile, three guerrillas were killed in clashes in Usulutan": a sentence that turns to an event of another kind. */
static bool turns(const struct sr_incident_in *in, uint32_t s) {
    const struct sr_sentence *sentence = &in->reading->sentences[s];
    if (sr_clue(in->lexicon, in->reading, sentence->first, "turn")) return true;
    for (uint32_t i = sentence->first; i + 1 < sentence->end; i++) /* "there was another clash" */
        if (sr_str_is(in->reading->tokens[i].norm, "another") &&
            sr_match_at(&in->lexicon->tables[SR_TABLE_KINDS], in->reading, i + 1, sentence->end).row != SR_NONE)
            return true;
    return false;
}

static void mark_turns(const struct sr_incident_in *in, struct sr_scene *scene) {
    uint32_t trigger;
    float score;
    uint8_t main = sr_kind_of_text(in, scene, SR_NONE, &trigger, &score);
    for (uint32_t s = 2; s < in->reading->sentence_count; s++) {
        if (scene->background[s] || !turns(in, s)) continue;
        uint8_t kind = sr_kind_of_text(in, scene, s, &trigger, &score);
        if (trigger != SR_NONE && score > 0 && !related(in, kind, main)) scene->background[s] = 1;
    }
}

/* What follows in the paragraph of a background sentence goes on about it, unless it comes back to the main day. */
static void carry_on(const struct sr_incident_in *in, struct sr_scene *scene) {
    const struct sr_reading *r = in->reading;
    for (uint32_t s = 1; s < r->sentence_count; s++) {
        if (scene->background[s] || !(scene->background[s - 1] & 1)) continue;
        if (r->sentences[s].paragraph != r->sentences[s - 1].paragraph) continue;
        bool back = false;
        for (uint32_t i = sr_time_at(in->times, r->sentences[s].first); i < in->times->count && !back; i++) {
            const struct sr_timex *t = &in->times->items[i];
            if (t->first >= r->sentences[s].end) break;
            back = r->tokens[t->first].sentence == s && t->has_interval && scene->has_day &&
                   day_of(&t->begin) == day_of(&scene->day);
        }
        if (!back) scene->background[s] = scene->background[s - 1] | SR_CARRIED;
    }
}

bool sr_mark_background(const struct sr_incident_in *in, struct sr_arena *arena, struct sr_scene *scene) {
    const struct sr_reading *r = in->reading;
    scene->background = sr_arena_alloc(arena, r->sentence_count, sizeof *scene->background);
    scene->background_from = sr_arena_alloc(arena, r->sentence_count, sizeof *scene->background_from);
    scene->background_to = sr_arena_alloc(arena, r->sentence_count, sizeof *scene->background_to);
    if (!scene->background || !scene->background_from || !scene->background_to) return false;
    for (uint32_t s = 0; s < r->sentence_count; s++) mark_by_words(in, s, scene);
    mark_by_dates(in, scene);
    mark_turns(in, scene);
    carry_on(in, scene);
    return true;
}

bool sr_stretch_holds(const struct sr_stretch *stretch, const struct sr_scene *scene, const struct sr_reading *r,
                      uint32_t token) {
    uint32_t s = r->tokens[token].sentence;
    return s >= stretch->first && s < stretch->end && sr_is_background(scene, r, token) == stretch->background;
}

bool sr_is_background(const struct sr_scene *scene, const struct sr_reading *r, uint32_t token) {
    uint32_t s = r->tokens[token].sentence;
    return (scene->background[s] & 1) ||
           (scene->background[s] == 2 && token >= scene->background_from[s] && token < scene->background_to[s]);
}
