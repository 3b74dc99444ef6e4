/* finder.h: the search for names of the tables, one sentence at a time; shared by find.c and around.c. */
#ifndef SR_PLACE_FINDER_H
#define SR_PLACE_FINDER_H

#include "place/find.h"

struct sr_finder {
    const struct sr_place_in *in;
    const struct sr_reading *r;
    struct sr_names *names;
    struct sr_arena *arena;
    struct sr_finds *out;
    enum sr_lettering lettering; /* of the sentence at hand */
    uint32_t first, end;         /* its tokens */
    uint32_t sentence;
};

static inline const struct sr_table *table(const struct sr_names *names, enum sr_table_id id) {
    return &names->lexicon->tables[id];
}

static inline bool is_country(const struct sr_find *find) {
    return find->rows.row[0] != SR_NONE;
}

/* What place_preps.tsv has the tokens as: "in", "near", "direction"; "" when it lacks them. */
const char *sr_prep_kind(const struct sr_finder *f, uint32_t first, uint32_t end);

/* The word is known to be no person's name: a place's generic word, a preposition of place, a nation's adjective. */
bool sr_known_class(const struct sr_finder *f, uint32_t token);

/* Set what the words right before the name say: a preposition of place, perhaps with "the", a direction or a nation
 * between. */
void sr_look_before(const struct sr_finder *f, struct sr_find *find);

/* Set what a generic word before the name says ("the town of X"), or one after it ("Anbar province"). */
void sr_generic_before(const struct sr_finder *f, struct sr_find *find);
void sr_generic_after(const struct sr_finder *f, struct sr_find *find);

/* False when the name is part of a person's or thing's name. A part of an institution's becomes a hint. */
bool sr_look_beside(const struct sr_finder *f, struct sr_find *find);

#endif
