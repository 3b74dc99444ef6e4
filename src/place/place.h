/* place.h: places of the text, resolved against the gazetteer.
 *
 * Takes a reading's mentions (places, facilities; also names that the gazetteer knows); gives for each entity that is a
 * place its entry: name, country (ISO 3166-1 alpha-2), coordinates, GeoNames id, class, zone. A name that the gazetteer
 * lacks is kept, without coordinates, and takes its country from the places around it. Adjectives of nations ("Malian")
 * are no places but are told as `nationalities`, for they say which country is meant.
 */
#ifndef SR_PLACE_PLACE_H
#define SR_PLACE_PLACE_H

#include "reader/reader.h"

struct sr_place {
    uint32_t entity;     /* index into the reading's entities, or SR_NONE (a place that is no mention: a dateline) */
    struct sr_span span; /* of its first mention */
    uint32_t first, end; /* tokens of that mention */
    struct sr_indices mentions; /* indices into the reading's mentions; may be empty */
    struct sr_indices at;       /* the first token of each occurrence of its name, ascending */
    struct sr_str name;         /* a country's: the table's; else the text's, with the gazetteer's accents */
    char country[3];            /* ISO code, "" when not known */
    struct sr_str admin;        /* state, province, department: its name; "" when not known */
    uint32_t within;            /* the place of this list that it stands in ("Bangor, Maine"), or SR_NONE */
    double lat, lon;
    bool has_point;
    uint32_t geonameid;  /* 0: none */
    uint32_t population; /* 0: not known */
    uint8_t class;       /* enum sr_place_class */
    uint8_t precision;   /* UCDP where_prec: 1 exact place … 4 first-order division, 6 country */
    struct sr_str zone;  /* IANA name; "" when not known */
    bool dateline;       /* it is the dateline's place */
    bool capital;        /* of its country */
    float p;
};

struct sr_nationality {  /* "Malian", "Chinese": an adjective or noun of a nation */
    uint32_t first, end; /* tokens */
    char country[3];
};

struct sr_places {
    const struct sr_place *items; /* [count], by first mention */
    const struct sr_nationality *nationalities;
    uint32_t count, nationality_count;
};

struct sr_place_in {
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY only. Threads: safe. */
SR_MUST_USE enum sr_status sr_find_places(const struct sr_place_in *in, struct sr_arena *arena, struct sr_places *out,
                                          struct sr_err *err);

/* Kilometres between two points on the sphere. */
double sr_distance_km(double lat1, double lon1, double lat2, double lon2);

#endif
