/* incident.h: the incidents of one document, and which claim belongs to which.
 *
 * The main incident is what headline and lead report as new; earlier attacks, comparisons, anniversaries and events
 * elsewhere are background, each an incident of its own with `main` false. A document may hold no incident at all. Of a
 * digest or round-up the first item is the news, unless headline and lead tell of another (incident_items.c).
 * Where the reading has roles and news (a trained reader's), roles follow these too (incident_labels.c); figures never do.
 */
#ifndef SR_INCIDENT_INCIDENT_H
#define SR_INCIDENT_INCIDENT_H

#include "figure/claim.h"

struct sr_role_filler {
    struct sr_span span;       /* its first mention in this role */
    uint32_t entity;           /* index into the reading's entities, or SR_NONE */
    uint8_t type;              /* enum sr_entity_type: what it is, where it has no entity */
    uint8_t as;                /* enum sr_role_as */
    struct sr_indices sources; /* who says so: indices into the attributions' sources */
};

struct sr_role_fillers {
    const struct sr_role_filler *items;
    uint32_t count;
};

struct sr_incident_place {
    uint32_t place; /* index into the places */
    uint8_t role;   /* enum sr_place_role */
};

enum sr_phase { SR_PHASE_UNKNOWN, SR_PHASE_ONGOING, SR_PHASE_ENDED };

struct sr_incident {
    bool main;
    uint8_t kind;              /* enum sr_incident_kind */
    uint8_t status;            /* enum sr_incident_status */
    uint8_t phase;             /* enum sr_phase */
    struct sr_date begin, end; /* in the place's own offset where it is known */
    bool has_begin, has_end;
    uint32_t trigger;        /* token that tells of it first ("hostage taking"), or SR_NONE */
    struct sr_indices times; /* indices into the times */
    uint32_t place;          /* index into the places: the most specific scene; or SR_NONE */
    const struct sr_incident_place *places;
    uint32_t place_count;
    struct sr_role_fillers roles[SR_ROLE_COUNT];
    float p;
};

struct sr_incidents {
    const struct sr_incident *items; /* [count], main ones first */
    uint32_t count;
    const uint32_t *of_claim; /* [claims->count] the incident of each claim, or SR_NONE */
    const char *note;         /* why there is no main incident, when there is none; else NULL */
};

struct sr_incident_in {
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
    const struct sr_times *times;
    const struct sr_places *places;
    const struct sr_attributions *attributions;
    const struct sr_numbers *numbers;
    const struct sr_claims *claims;
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY only. Threads: safe. */
SR_MUST_USE enum sr_status sr_find_incidents(const struct sr_incident_in *in, struct sr_arena *arena,
                                             struct sr_incidents *out, struct sr_err *err);

#endif
