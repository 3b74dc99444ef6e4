/* incident_day.c: the day of what headline and lead report.
 *
 *     Police said on Friday that a bus plunged into a ravine on Tuesday.    Tuesday: beside the word for the event
 *     Two days after gunmen raided a school, 30 pupils are missing.         two days before publication
 */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

int64_t sr_day_number(const struct sr_date *d) {
    return sr_days_from_civil(d->year, d->month, d->day);
}

bool sr_is_stamp(const struct sr_incident_in *in, const struct sr_timex *t) {
    const struct sr_update *update = sr_update_at(in->document, t->span.start);
    return update && t->span.start <= update->span.start + 1; /* a bracket may stand before it */
}

static bool usable_day(const struct sr_incident_in *in, const struct sr_timex *t) {
    if (!t->has_interval || (t->type != SR_TIMEX_DATE && t->type != SR_TIMEX_TIME)) return false;
    if (t->begin.precision < SR_PRECISION_DAY || sr_is_stamp(in, t)) return false;
    int64_t length = sr_day_number(&t->end_date) - sr_day_number(&t->begin);
    if (length > 1) return false;
    if (!in->document->has_published || in->document->published.precision < SR_PRECISION_DAY) return true;
    int64_t before = sr_day_number(&in->document->published) - sr_day_number(&t->begin);
    return before >= 0 && before <= 45;
}

bool sr_tells_of_harm(const struct sr_incident_in *in, uint32_t at, uint32_t stop) {
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
            !sr_tells_of_harm(in, k, s->end))
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
    bool today = in->document->has_published && sr_day_number(&t->begin) == sr_day_number(&in->document->published);
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
        if (sr_match_at(&in->lexicon->tables[SR_TABLE_KINDS], r, i, stop).row != SR_NONE ||
            sr_tells_of_harm(in, i, stop))
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
        sr_civil_from_days(sr_day_number(published) - days, &day.year, &month, &of_month);
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
        if (scene->background[in->reading->tokens[t->first].sentence]) continue;
        if (!usable_day(in, t)) continue;
        if (sr_span_holds(in->document->dateline.span, t->span)) continue;
        float score = weight_of_day(in, t);
        if (score <= best) continue;
        best = score;
        set_day(scene, &t->begin);
        scene->day_time = i;
    }
    day_by_publication(in, scene);
}
