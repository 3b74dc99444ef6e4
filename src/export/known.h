/* known.h: what is kept of each record for the incidents that come after it. Private to export/. */
#ifndef SR_EXPORT_KNOWN_H
#define SR_EXPORT_KNOWN_H

#include <jansson.h>

#include "base/map.h"

struct sr_known_document {
    struct sr_str id, title, outlet, url, published; /* {NULL, 0} for null */
    struct sr_str scene;                             /* the name of the main incident's place */
    int64_t precision; /* … and how exactly it is known: UCDP's where_prec; SR_READ_UNKNOWN: not told */
};

struct sr_known {
    SR_VEC(struct sr_known_document) documents;
    struct sr_map by_id;
    struct sr_map
        kinds; /* "document\nclaim", of the killed → enum sr_source_kind of the first speaker, or SR_SOURCE_COUNT */
};

/* Keep what is wanted of a record; a later one of the same id stands in its place. False when memory is out. */
SR_MUST_USE bool sr_known_add(struct sr_known *known, struct sr_arena *arena, const json_t *record);

/* The document of that id, or NULL. */
const struct sr_known_document *sr_known_find(const struct sr_known *known, struct sr_str id);

/* The key of a claim in `kinds`; {NULL, 0} when memory is out. */
struct sr_str sr_known_key(struct sr_arena *arena, struct sr_str document, struct sr_str claim);

#endif
