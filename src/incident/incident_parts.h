/* incident_parts.h: the questions that make an incident, each in its file. Private to incident/. */
#ifndef SR_INCIDENT_INCIDENT_PARTS_H
#define SR_INCIDENT_INCIDENT_PARTS_H

#include "incident/incident.h"

enum { SR_CARRIED = 4, SR_APART = 8 };

struct sr_scene {
    struct sr_date day; /* of the main incident, to the day */
    bool has_day;
    uint32_t day_time;         /* the time expression that gives it, or SR_NONE */
    uint8_t *background;       /* [sentence_count] 1: the whole sentence; 2: what follows background_from; 3: the whole,
                                 for its date; with SR_CARRIED: as the sentence before it; with
                                 SR_APART: of an item that layout sets apart */
    uint32_t *background_from; /* [sentence_count] token */
    uint32_t *background_to;   /* [sentence_count] token: where what follows background_from ends */
    uint32_t *place_at;        /* [token_count] index of the place that is named there, or SR_NONE */
};

struct sr_stretch {      /* where the text tells of one incident */
    uint32_t first, end; /* sentences */
    bool background;     /* of them what is background, or what is not */
};

/* A word for harm, which befalls when it happens, begins at the token. Not for what comes after it: "rescued by Wednesday",
 * "arrested on Friday". */
bool sr_tells_of_harm(const struct sr_incident_in *in, uint32_t at, uint32_t stop);

/* Days since 1970-01-01. */
int64_t sr_day_number(const struct sr_date *date);

/* The day of what headline and lead report, from the time expression that is likeliest to give it. */
void sr_main_day(const struct sr_incident_in *in, struct sr_scene *scene);

/* Mark the sentences that tell of other events. False when memory runs out. */
bool sr_mark_background(const struct sr_incident_in *in, struct sr_arena *arena, struct sr_scene *scene);

/* Of a text that tells of several incidents, the items that aren't the news, by its layout. Fills scene->place_at. False when
 * memory runs out. */
bool sr_mark_items(const struct sr_incident_in *in, struct sr_arena *arena, struct sr_scene *scene);

/* The same by words that turn away, and paragraphs that bring a new event to a new place. */
void sr_mark_turns(const struct sr_incident_in *in, struct sr_scene *scene);

/* Take back what is background for its date alone. */
void sr_forget_dates(const struct sr_incident_in *in, struct sr_scene *scene);

/* The stamp of a live blog's update: the time of the telling, not of what is told. */
bool sr_is_stamp(const struct sr_incident_in *in, const struct sr_timex *t);

/* True when what stands at the token belongs to another event than the main one. */
bool sr_is_background(const struct sr_scene *scene, const struct sr_reading *reading, uint32_t token);

/* In how many places one incident of the kind is (kind_effects.tsv). */
enum sr_reach { SR_REACH_PLACE, SR_REACH_PLACES, SR_REACH_PROVINCES };
enum sr_reach sr_kind_reach(const struct sr_incident_in *in, uint8_t kind);

/* The kind that the words of the stretch tell of; *trigger is the first token that does, *score how surely. */
uint8_t sr_kind_of_text(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                        uint32_t *trigger, float *score);

/* The kind by a trained reader's word, where it has one and may know better than the words, which gave `kind` the best of
 * these scores; else `kind` itself. incident_labels.c */
uint8_t sr_kind_by_label(const struct sr_incident_in *in, uint8_t kind, const float scores[SR_KIND_COUNT]);

/* Scene, wider and other places of the main incident. False when memory runs out. */
bool sr_where(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
              struct sr_incident *incident);

/* Begin, end, phase, times and places of the main incident. False when memory runs out. */
bool sr_when_and_where(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
                       struct sr_incident *incident);

/* True when what stands at the token is of that stretch. */
bool sr_stretch_holds(const struct sr_stretch *stretch, const struct sr_scene *scene, const struct sr_reading *reading,
                      uint32_t token);

/* Perpetrators, targets, victims, weapons, responders of the incident that the stretch tells. False when memory runs out. */
bool sr_who_did_what(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                     struct sr_arena *arena, struct sr_incident *incident);

#endif
