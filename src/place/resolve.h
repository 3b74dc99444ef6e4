/* resolve.h: which of the places that bear a name is meant. For place/ only.
 *
 * Each name's entries are scored and the best is taken, the same for all its occurrences in the document (one sense per
 * discourse: Gale, Church & Yarowsky 1992), unless a qualifier says otherwise ("Bangor, Maine"):
 *
 *     how well known it is (a country, a capital, the logarithm of its people)
 *   + how much the document speaks of its country: names, nations, the dateline, large towns
 *   + the same within the sentence, + a qualifier, + the class that a generic word tells
 *   + whether it lies near the document's other places
 */
#ifndef SR_PLACE_RESOLVE_H
#define SR_PLACE_RESOLVE_H

#include "place/find.h"

struct sr_choice {
    struct sr_gazetteer_entry entry;
    uint32_t table, row; /* SR_NONE: no entry (unknown names, facilities, hints) */
    bool taken;          /* it is a place of the document */
    char country[3];     /* the entry's, or what the words around an unknown name tell */
    float p;
};

struct sr_country_weight {
    char iso[3];
    double weight;
    uint32_t times;
};

enum { SR_MOST_COUNTRIES = 64 };

struct sr_resolved {
    struct sr_choice *choices; /* [finds->count] */
    struct sr_country_weight countries[SR_MOST_COUNTRIES];
    uint32_t country_count;
    char country[3]; /* the document's; "" when nothing tells */
};

SR_MUST_USE bool sr_resolve(const struct sr_place_in *in, const struct sr_names *names, const struct sr_finds *finds,
                            struct sr_arena *arena, struct sr_resolved *out);

#endif
