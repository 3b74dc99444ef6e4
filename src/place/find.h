/* find.h: the names in the text that may be places, before it is decided which. For place/ only. */
#ifndef SR_PLACE_FIND_H
#define SR_PLACE_FIND_H

#include "place/names.h"

enum { WORD_CLASS = 1, WORD_SIDE = 2, PREP_KIND = 1 }; /* columns of place_words.tsv, of place_preps.tsv */

enum sr_find_kind {
    SR_FIND_PLACE,    /* a name that the tables know */
    SR_FIND_UNKNOWN,  /* a name that they lack, told to be a place by the words around it */
    SR_FIND_FACILITY, /* a building or the like: a name beside its kind ("the Radisson Blu hotel") */
    SR_FIND_HINT,     /* no place, but it tells a country: "Malian", "Air France", "the Iraq War" */
};

enum sr_find_trust {
    SR_TRUST_BARE,    /* a capital that may mean nothing: a sentence's beginning, a headline, ALL CAPITALS */
    SR_TRUST_CAPITAL, /* a capital within a sentence */
    SR_TRUST_TOLD,    /* "in Bamako", "the town of Bath", "Mobile, Ala.", "Anbar province", a dateline */
};

struct sr_find {
    uint32_t first, end;     /* tokens; a capitalised generic word is taken in ("Anbar Province") */
    uint32_t name, name_end; /* tokens of the bare name */
    uint32_t sentence;
    struct sr_name_rows rows; /* of a known name */
    uint32_t qualifier;       /* the find, after it, that says where it is: "Bangor, [Maine]"; or SR_NONE */
    bool part;                /* … and it is a part of that: "the Chelsea section of [Manhattan]" */
    const char *admin_short;  /* "Me." names this division of admin_country; NULL for others */
    char country[3];          /* SR_FIND_HINT and short forms: the country that it tells */
    uint8_t kind, trust;      /* enum sr_find_kind, enum sr_find_trust */
    uint8_t generic;          /* the class that a word beside it tells, or SR_PLACE_COUNT */
    bool second;              /* … and that is a division of a division: "district" */
    bool near, common, dateline, nationality;
    bool capitals;    /* in a sentence that is ALL CAPITALS */
    bool stands_for;  /* no name: "the Afghan capital" stands for it */
    bool read;        /* its mention is a place's (sr_tagged_mention) */
    bool given;       /* it is a given name too ("Florence") */
    bool person;      /* the document has a person of that name: "Gorbachev" is no town */
    bool in_facility; /* "Pavon prison": a town only when it is a large one ("Kabul airport") */
};

struct sr_finds {
    struct sr_find *items; /* [count], by first token; a facility may hold a town ("Kabul airport") */
    uint32_t count, room;
};

/* Fill `out` and names->persons, in `arena`. False when the arena's limit is met. */
SR_MUST_USE bool sr_find_names(const struct sr_place_in *in, struct sr_names *names, struct sr_arena *arena,
                               struct sr_finds *out);

/* The classes of place_words.tsv beside those of enum sr_place_class. */
uint8_t sr_generic_class(const char *word);

/* Do the tokens between a name's end and the next name say that the first is a part of the second: "section of",
 * "district,"? */
bool sr_is_part_of(const struct sr_names *names, uint32_t end, uint32_t next);

/* Facilities are found after the names, for they may hold one. */
SR_MUST_USE bool sr_find_facilities(const struct sr_place_in *in, const struct sr_names *names, struct sr_arena *arena,
                                    struct sr_finds *finds);

/* What tokens look like; shared by find.c and facility.c. */
bool sr_is_capital(const struct sr_reading *reading, uint32_t token);
bool sr_is_name_link(const struct sr_names *names, uint32_t token); /* "de", "of", "al" within a name */
bool sr_is_stop(const struct sr_names *names, uint32_t first, uint32_t end, const char *kind);
bool sr_is_closed(const struct sr_names *names, uint32_t token);

/* The innermost mention that holds the token, where the reading has tags too; or NULL. Without tags a mention knows less
 * of places than the tables here do: "US President Barack Obama" is a person's, and names the United States. */
const struct sr_mention *sr_tagged_mention(const struct sr_reading *reading, uint32_t token);

/* In ALL CAPITALS: a word that English does not know, so probably a name. */
bool sr_is_strange(const struct sr_names *names, uint32_t token);

/* How a sentence is written. */
enum sr_lettering { SR_LETTERING_NORMAL, SR_LETTERING_TITLE, SR_LETTERING_CAPITALS };
enum sr_lettering sr_sentence_lettering(const struct sr_reading *reading, uint32_t sentence);

#endif
