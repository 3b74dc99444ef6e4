/* keep.h: what is kept of a record until the input ends. Private to merge/.
 *
 * A record of thirty kilobytes of JSON becomes some two kilobytes: the words of its names, its signature, the main
 * incident's date, place, kind and figures. Strings that many records share (names of speakers, words) are held once.
 *
 * Words are of three classes: of the name of a person, organisation or thing; of the name of a place; and other words,
 * of the title and of what the document's mentions are called ("a parking lot"). A word is folded, without "'s".
 */
#ifndef SR_MERGE_KEEP_H
#define SR_MERGE_KEEP_H

#include "base/map.h"
#include "lexicon/lexicon.h"
#include "record/read.h"

enum { SR_KEPT_PLACES = 32 }; /* of a signature */
#define SR_NO_DAY INT64_MIN

enum sr_term_class { SR_TERM_NAME, SR_TERM_PLACE, SR_TERM_WORD };

struct sr_term {
    uint32_t word; /* index into the pool; after sr_pool_settle: the word's rank in the order of strings */
    float weight;  /* how often; after settling: rarity times (1 + ln count) */
    uint8_t cls;
    bool usual; /* the news is full of it: an agency, a nation, a great city, a first name, an English word */
};

struct sr_kept_claim {
    struct sr_str id, at; /* at: as_of, else when the document was published */
    int64_t low, high, value, seconds;
    const struct sr_str *sources; /* [source_count] innermost first; shared strings */
    uint32_t source_count;
    uint32_t supersedes; /* a claim of the same figure, or SR_NONE */
    uint8_t hedge, rank; /* rank: how well the first speaker is placed; 1 best */
    bool step;           /* one step of the total's course */
    bool exact_time;     /* `at` has an hour */
};

struct sr_kept_figure {
    struct sr_str of, state, rule; /* {NULL, 0} for null */
    int64_t low, high, best;
    const struct sr_kept_claim *claims;
    uint32_t claim_count;
    uint8_t measure;
    int8_t includes_perpetrators;
    bool disputed;
};

struct sr_kept {
    struct sr_str document, outlet, published;
    int64_t published_seconds;        /* INT64_MAX when not known: such documents come last */
    int64_t published_day, begin_day; /* days since 1970-01-01, or SR_NO_DAY */
    uint32_t print;                   /* a hash of the whole line: the last word where two are alike */
    struct sr_term *terms;            /* [term_count] by word */
    uint32_t term_count, own_names;   /* own_names: terms that are names of no place, and not usual */
    double name_norm, word_norm;
    uint32_t signature[SR_KEPT_PLACES];
    bool has_signature, has_incident;
    /* of the main incident */
    uint8_t kind;
    const char *family; /* of the kind, or the kind's own name; borrowed from the tables */
    bool seldom;        /* the family's kinds seldom come twice in one place and time */
    struct sr_str begin, end;
    struct sr_read_place place;
    bool has_place;
    const struct sr_kept_figure *figures;
    uint32_t figure_count;
    const struct sr_str *claims; /* [claim_count] ids of all its claims */
    uint32_t claim_count;
    struct sr_read_names roles[SR_ROLE_COUNT];
};

struct sr_pool {
    struct sr_arena *arena; /* of what is kept */
    const struct sr_lexicon *lexicon;
    struct sr_map strings; /* every shared string, once */
    struct sr_map usual;   /* words of names that the news is full of: agencies, nations, first names' kin */
    double *rarity;        /* after settling: [strings.count] by rank */
};

/* Make a pool. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_pool_open(struct sr_pool *pool, struct sr_arena *arena, const struct sr_lexicon *lexicon,
                                        struct sr_err *err);

/* Keep a record; `scratch` holds it and what is needed meanwhile. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_keep(struct sr_pool *pool, const struct sr_read_record *record, struct sr_arena *scratch,
                                   struct sr_kept *out, struct sr_err *err);

/* Once all are kept: number the words by the order of their strings and weigh them by rarity over the records. What
 * follows doesn't depend on the order in which records came. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_pool_settle(struct sr_pool *pool, struct sr_kept *const *records, uint32_t count,
                                          struct sr_err *err);

#endif
