/* incident_background.c: the news against the background, by words and by dates.
 *
 *     The assault came a week after the Paris massacre that left 130 people dead.    130: background, after "a week after"
 *     In August 1999 a quake killed 20,000 people in Izmit.                          background: a month long before
 *     At least 22 people were killed on Friday.                                      the news: the incident's own day
 */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

/* "It is the third loss in eight days. On Wednesday 48 people died …": the sentence before counts the event among
 * others. */
static bool counts_others(const struct sr_incident_in *in, uint32_t s) {
    const struct sr_reading *r = in->reading;
    if (!s || r->sentences[s].paragraph != r->sentences[s - 1].paragraph) return false;
    for (uint32_t i = r->sentences[s - 1].first; i < r->sentences[s - 1].end; i++)
        if (sr_clue(in->lexicon, r, i, "ordinal")) return true;
    return false;
}

/* The last day that a time expression can mean is well before the main one: another event's. */
static bool long_before(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_timex *t) {
    if (!t->has_interval || t->type == SR_TIMEX_SET) return false;
    const struct sr_date *main = scene->has_day                ? &scene->day
                                 : in->document->has_published ? &in->document->published
                                                               : NULL;
    if (!main || main->precision < SR_PRECISION_DAY) return false;
    if (t->begin.precision < SR_PRECISION_MONTH && t->begin.year == main->year) return false;
    int64_t gap = sr_day_number(main) - sr_day_number(&t->end_date);
    bool before = scene->has_day && sr_day_number(&t->begin) < sr_day_number(main);
    if (before && counts_others(in, in->reading->tokens[t->first].sentence)) return true;
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

static bool has_superlative(const struct sr_incident_in *in, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (sr_clue(in->lexicon, in->reading, i, "superlative")) return true;
    return false;
}

/* The words of the reach stand in headline or lead, so that they are the news. */
static bool is_the_news(const struct sr_incident_in *in, const char *reach) {
    const struct sr_table *words = &in->lexicon->tables[SR_TABLE_BACKGROUND];
    const struct sr_reading *r = in->reading;
    for (uint32_t i = 0; i < r->token_count && r->tokens[i].sentence <= 1; i++) {
        struct sr_match m = sr_match_at(words, r, i, r->sentences[r->tokens[i].sentence].end);
        if (m.row != SR_NONE && strcmp(sr_table_cell(words, m.row, 1), reach) == 0) return true;
    }
    return false;
}

/* "… shooting; three hurt in other cases": from the semicolon on, or nothing. */
static uint32_t part_of_headline(const struct sr_incident_in *in, const struct sr_sentence *s, uint32_t cue) {
    for (uint32_t i = cue; i > s->first; i--)
        if (sr_str_is(in->reading->tokens[i - 1].norm, ";")) return i;
    return cue;
}

/* How much the words at the token mark: the whole sentence (2), what follows them (1), nothing (0). */
static int reach_of(const struct sr_incident_in *in, uint32_t s, uint32_t at, const char *reach) {
    bool below = s > 1;
    if (strcmp(reach, "sentence") == 0 || strcmp(reach, "aside") == 0) return below ? 2 : 1;
    if (strcmp(reach, "trial") == 0) return below && !is_the_news(in, reach) ? 2 : 0;
    if (strcmp(reach, "lead") == 0) return below ? 0 : 1;
    if (strcmp(reach, "superlative") == 0) return has_superlative(in, in->reading->sentences[s].first, at) ? 1 : 0;
    return 1;
}

static void mark_by_words(const struct sr_incident_in *in, uint32_t s, struct sr_scene *scene) {
    const struct sr_table *words = &in->lexicon->tables[SR_TABLE_BACKGROUND];
    const struct sr_sentence *sentence = &in->reading->sentences[s];
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        struct sr_match m = sr_match_at(words, in->reading, i, sentence->end);
        if (m.row == SR_NONE) continue;
        const char *reach = sr_table_cell(words, m.row, 1);
        int marks = reach_of(in, s, i, reach);
        if (!marks) continue;
        if (marks == 2) {
            scene->background[s] = 1;
            return;
        }
        uint32_t from = i + m.tokens, to = end_of_clause(in, sentence, i, from);
        bool after = sr_str_is(in->reading->tokens[from - 1].norm, "after");
        if (after && s <= 2 && is_toll_after(in, sentence, from, to)) continue;
        if (strcmp(reach, "aside") == 0) from = part_of_headline(in, sentence, i);
        scene->background[s] = 2; /* the lead's own figures stand before such words */
        scene->background_from[s] = from;
        scene->background_to[s] = to;
        return;
    }
}

static bool is_weeks(struct sr_str length) {
    char unit = length.n ? length.p[length.n - 1] : 0;
    return length.n >= 3 && length.p[0] == 'P' && length.p[1] != 'T' && (unit == 'W' || unit == 'M' || unit == 'Y');
}

/* "The attackers had killed 26 people there a fortnight before": an earlier event by its tense and a length of a week or
 * more. Not "the two had gone missing a month before", where no harm is told. */
static void mark_by_tense(const struct sr_incident_in *in, const struct sr_timex *t, struct sr_scene *scene) {
    const struct sr_reading *r = in->reading;
    const struct sr_sentence *s = &r->sentences[r->tokens[t->first].sentence];
    if (t->type != SR_TIMEX_DURATION || !is_weeks(t->value)) return;
    if (t->end >= s->end || !sr_clue(in->lexicon, r, t->end, "earlier")) return;
    for (uint32_t i = s->first; i + 1 < s->end; i++) {
        if (!sr_str_is(r->tokens[i].norm, "had")) continue;
        for (uint32_t k = i + 1; k < s->end && k <= i + 2; k++)
            if (sr_tells_of_harm(in, k, s->end)) scene->background[r->tokens[t->first].sentence] = 1;
    }
}

/* "Over four years the country counts 37": the figures of a long time. Not "the worst fire in ten years", which doesn't begin
 * the sentence. */
static bool is_long_time(const struct sr_incident_in *in, const struct sr_timex *t) {
    enum { FRONT = 3 };
    if (t->type != SR_TIMEX_DURATION || !is_weeks(t->value) || t->value.p[t->value.n - 1] != 'Y') return false;
    uint32_t first = in->reading->sentences[in->reading->tokens[t->first].sentence].first;
    for (uint32_t i = first; i <= t->first && i <= first + FRONT; i++)
        if (sr_clue(in->lexicon, in->reading, i, "before-long")) return t->first <= first + FRONT;
    return false;
}

static void mark_by_dates(const struct sr_incident_in *in, struct sr_scene *scene) {
    for (uint32_t i = 0; i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        uint32_t s = in->reading->tokens[t->first].sentence;
        if (i == scene->day_time || scene->background[s]) continue;
        if (s > 1) mark_by_tense(in, t, scene);
        if (!long_before(in, scene, t) && !looks_back(in, scene, t) && !is_long_time(in, t)) continue;
        if (s <= 1 || in->reading->sentences[s].kind == SR_SENTENCE_DATELINE) continue;
        scene->background[s] = 3;
    }
}

void sr_forget_dates(const struct sr_incident_in *in, struct sr_scene *scene) {
    for (uint32_t s = 0; s < in->reading->sentence_count; s++)
        if ((scene->background[s] & 3) == 3) scene->background[s] = 0;
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
                   sr_day_number(&t->begin) == sr_day_number(&scene->day);
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
    if (!sr_mark_items(in, arena, scene)) return false;
    sr_main_day(in, scene);
    for (uint32_t s = 0; s < r->sentence_count; s++)
        if (!scene->background[s]) mark_by_words(in, s, scene);
    mark_by_dates(in, scene);
    sr_mark_turns(in, scene);
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
