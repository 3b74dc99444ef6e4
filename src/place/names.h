/* names.h: looking up runs of tokens as place names. For place/ only.
 *
 * A key is made of the tokens' folded forms without accents, joined as the text joins them. Where that is not found,
 * the spellings that news varies are tried: hyphens as spaces and the other way round ("al Anbar", "Al-Anbar"), "St."
 * as "Saint", no apostrophes ("Sana'a", "Sanaa").
 */
#ifndef SR_PLACE_NAMES_H
#define SR_PLACE_NAMES_H

#include "base/map.h"
#include "lexicon/lexicon.h"
#include "place/place.h"

/* What a row of countries.tsv, gazetteer.tsv or place_extra.tsv says. Strings point into the tables. */
struct sr_gazetteer_entry {
    const char *name;            /* "": as the text writes it (the key is the only spelling) */
    uint8_t class;               /* enum sr_place_class */
    bool capital, second;        /* a country's capital; a second-order division */
    const char *country, *admin; /* "" when not known */
    const char *zone;            /* "": the country's */
    double lat, lon;
    bool has_point;
    uint32_t geonameid, population;
};

enum { SR_PLACE_TABLES = 3 };  /* countries, place_extra, gazetteer: in this order */
enum { SR_SMALL_TOWN = 5000 }; /* people; half of all surnames are the name of a town that is smaller */

struct sr_names {
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
    const struct sr_table *tables[SR_PLACE_TABLES];
    struct sr_str *plain; /* [token_count] */
    struct sr_arena *arena;
    struct sr_map capitals; /* country → row of its capital in the gazetteer; filled when first asked */
    struct sr_map persons;  /* words that stand behind a given name or a title somewhere in the text */
};

/* The rows of one name, in up to three tables. */
struct sr_name_rows {
    uint32_t row[SR_PLACE_TABLES]; /* SR_NONE where the table lacks it */
    uint32_t count[SR_PLACE_TABLES];
};

/* False when the arena's limit is met. */
SR_MUST_USE bool sr_names_make(const struct sr_place_in *in, struct sr_arena *arena, struct sr_names *out);

/* The name that tokens [first, end) spell; false when no table has it. */
bool sr_names_find(const struct sr_names *names, uint32_t first, uint32_t end, struct sr_name_rows *rows);

/* The name that they spell but for one letter: "San Salvadror". For a dateline, which is sure to be a place. */
bool sr_names_misspelt(const struct sr_names *names, uint32_t first, uint32_t end, struct sr_name_rows *rows);

/* The row of the table that tokens [first, end) spell, without the variants; or SR_NONE. */
uint32_t sr_names_row(const struct sr_names *names, const struct sr_table *table, uint32_t first, uint32_t end);

void sr_names_entry(const struct sr_names *names, uint32_t table, uint32_t row, struct sr_gazetteer_entry *out);

/* The row of a country's capital in the gazetteer: what "the Malian capital" means. SR_NONE when it has none, or when the
 * arena's limit is met. Cost: one walk over the gazetteer, once a document. */
uint32_t sr_names_capital(struct sr_names *names, const char *iso);

/* The row of a country in countries.tsv by its ISO code, or SR_NONE. */
uint32_t sr_country_row(const struct sr_lexicon *lexicon, const char *iso);

/* Its zone: "" when the country is not known. */
const char *sr_country_zone(const struct sr_lexicon *lexicon, const char *iso);

#endif
