/* scene.h: where an incident took place, as datasets tell it. Private to export/. */
#ifndef SR_EXPORT_SCENE_H
#define SR_EXPORT_SCENE_H

#include "export/parts.h"

struct sr_export_scene {
    struct sr_str name, country,
        admin;         /* country: its English name; admin: the first-order division. {NULL, 0}: not known */
    struct sr_str iso; /* two letters */
    double lat, lon;
    bool has_point, listed; /* listed: the gazetteer has it by this name, so the point is its own */
    int64_t precision; /* UCDP's where_prec: 1 exact place … 4 first-order division, 6 country; SR_READ_UNKNOWN */
};

/* False where the incident has no place. The precision is that of a record whose scene bears the place's name; without
 * one it is looked up in the gazetteer, as the division is. */
bool sr_export_scene(struct sr_exporter *e, const json_t *incident, struct sr_export_scene *out);

/* "Mali" for "ML"; {NULL, 0} for letters that are no country's. */
struct sr_str sr_country_name(const struct sr_exporter *e, struct sr_str iso);

#endif
