/* read.h: `sitrep/1` back in: as much of a record as merging and its tests need.
 *
 * A record is held against its schema first, so that what follows may rely on it; what it refers to must be there. It
 * need not have been written by this program. Strings and lists live in the arena; nothing borrows the line.
 */
#ifndef SR_RECORD_READ_H
#define SR_RECORD_READ_H

#include "base/arena.h"
#include "lexicon/terms.h"
#include "record/schema.h"

#define SR_READ_UNKNOWN INT64_MIN /* null */

struct sr_read_entity {
    struct sr_str id, name;
    uint8_t type;      /* enum sr_entity_type */
    uint32_t mentions; /* how many */
};

struct sr_read_source {
    struct sr_str id, name;
    uint8_t kind; /* enum sr_source_kind */
    bool anonymous;
};

struct sr_read_place {
    struct sr_str entity, name;
    char country[3]; /* "" for null */
    double lat, lon;
    bool has_point;
    int64_t geonameid;
    uint8_t cls; /* enum sr_place_class */
};

struct sr_read_claim {
    struct sr_str id;
    uint32_t incident; /* index, or SR_NONE */
    uint8_t measure, hedge, polarity;
    int64_t low, high, value;
    struct sr_str state, of, as_of, counting;              /* {NULL, 0} for null */
    struct sr_str side, age, sex, nationality, occupation; /* facets; {NULL, 0} for null */
    struct sr_indices sources;                             /* indices, innermost speaker first */
    uint32_t span[2], number_span[2];                      /* in the document's unit; {0, 0} for null */
    uint32_t same_as, supersedes, part_of;                 /* indices, or SR_NONE */
    bool implicit;
    double confidence;
};

struct sr_read_figure {
    uint8_t measure;
    struct sr_str of, state, rule; /* of, state: {NULL, 0} for null */
    int64_t low, high, best;
    bool disputed;
    int8_t includes_perpetrators; /* 1, 0; -1: null */
    struct sr_indices claims;
};

struct sr_read_names {
    const struct sr_str *items;
    uint32_t count;
};

struct sr_read_incident {
    struct sr_str id, begin, end; /* begin, end: {NULL, 0} for null */
    bool main, coarse;            /* coarse: begin is known by its month or year only */
    uint8_t kind;
    uint32_t place;                            /* index, or SR_NONE */
    struct sr_read_names roles[SR_ROLE_COUNT]; /* the names of their entities, each once */
    const struct sr_read_figure *figures;
    uint32_t figure_count;
};

struct sr_read_record {
    /* {NULL, 0} for null; document: its id; text: where the record holds it */
    struct sr_str document, url, title, outlet, published, language, offsets, sha256, signature, text;
    int64_t characters;
    bool news;
    const struct sr_read_entity *entities;
    const struct sr_read_source *sources;
    const struct sr_read_place *places;
    const struct sr_read_claim *claims;
    const struct sr_read_incident *incidents;
    uint32_t entity_count, source_count, place_count, claim_count, incident_count;
};

/* Parse one JSON text that is an object. SR_ERR_JSON, with the column, or SR_ERR_MEMORY. Free it with json_decref. */
SR_MUST_USE enum sr_status sr_json_load(struct sr_str line, json_t **value, struct sr_err *err);

/* Read one line. Errors: SR_ERR_JSON; SR_ERR_SCHEMA, with the first fault and where it is; SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_record_read(const struct sr_schema *schema, struct sr_str line, struct sr_arena *arena,
                                          struct sr_read_record *out, struct sr_err *err);

#endif
