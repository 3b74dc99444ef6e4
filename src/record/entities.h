/* entities.h: which entities a record tells of, and which of them a stage's entity is.
 *
 * The stages go by the reading's own mentions. Where a model found others to show (reader/shown.h), those are told, and an
 * entity of the stages is the shown one that its mentions fall on: a source, a place or a role then points to the one
 * that holds all its mentions. What a stage points to and a model did not find is told beside them; nothing twice.
 *
 *     police chief Ann Noor said         by rule    e: [police chief Ann Noor], the source
 *                                        shown      [Ann Noor]                     told once, the source points to it
 *
 * After them stand places that are no mention (a dateline) and fillers of roles that are none.
 */
#ifndef SR_RECORD_ENTITIES_H
#define SR_RECORD_ENTITIES_H

#include "record/findings.h"

struct sr_told_entity {
    struct sr_span name;
    struct sr_spans mentions; /* ascending, no span twice */
    uint8_t type;             /* enum sr_entity_type */
};

struct sr_told { /* indices into items */
    const struct sr_told_entity *items;
    uint32_t count;
    const uint32_t *of_entity; /* [entities of the reading]; SR_NONE: not told */
    const uint32_t *of_place;  /* [places] */
    const uint32_t *of_filler; /* [fillers of all incidents and roles, in their order] */
};

/* Owns `out` in `arena`; false when memory is out. n log n in the mentions. Threads: safe. */
SR_MUST_USE bool sr_tell_entities(const struct sr_findings *findings, struct sr_arena *arena, struct sr_told *out);

#endif
