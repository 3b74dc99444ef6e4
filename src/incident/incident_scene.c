/* incident_scene.c: when the main incident was. */
#include "incident/incident_parts.h"
#include "reader/match.h"

/* "around 0700 GMT": a time of the main day sharpens the day. A clock time without a day is the day of publication's. */
static void sharpen(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_incident *incident) {
    for (uint32_t i = 0; i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (t->type != SR_TIMEX_TIME || !t->has_interval || t->begin.precision < SR_PRECISION_HOUR) continue;
        if (sr_is_background(scene, in->reading, t->first) || sr_is_stamp(in, t)) continue;
        if (incident->has_begin && sr_day_number(&t->begin) != sr_day_number(&incident->begin)) continue;
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

bool sr_when_and_where(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
                       struct sr_incident *incident) {
    SR_VEC(uint32_t) times = {0};
    when(in, scene, incident);
    for (uint32_t i = 0; incident->has_begin && i < in->times->count; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (t->has_interval && !sr_is_stamp(in, t) && sr_day_number(&t->begin) == sr_day_number(&incident->begin) &&
            t->begin.precision >= SR_PRECISION_DAY && !SR_PUSH(arena, times, i))
            return false;
    }
    incident->times = (struct sr_indices){times.items, times.count};
    return sr_where(in, scene, arena, incident);
}
