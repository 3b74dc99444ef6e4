/* keep.h: what is kept of a record until the input ends, or in a store.
 *
 * A record of thirty kilobytes of JSON becomes some two kilobytes: the words of its names, its signature, the main
 * incident's date, place, kind and figures. Strings that many records share (names of speakers, words) are held once.
 */
#ifndef SR_MERGE_KEEP_H
#define SR_MERGE_KEEP_H

#include "merge/member.h"
#include "weigh/amount.h"

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

static inline struct sr_amount sr_kept_amount(const struct sr_kept_claim *c) {
    return (struct sr_amount){c->low, c->high, c->value, c->hedge};
}

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
    struct sr_str document, url, outlet, published, sha256;
    const struct sr_kept *older; /* the version of the document before this one, or NULL (versions.h) */
    uint32_t version;            /* from 1 */
    struct sr_member member;
    bool has_incident;
    /* of the main incident */
    uint8_t kind;
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
    struct sr_merge_rules rules;
    struct sr_map strings; /* every shared string, once */
};

/* Make a pool. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_pool_open(struct sr_pool *pool, struct sr_arena *arena, const struct sr_lexicon *lexicon,
                                        struct sr_err *err);

/* One claim of a record, whichever incident it was read to tell of: a figure for each that it was counted in, holding it
 * alone; one of its measure where it was counted in none. No figure when the record has no claim of that id. In the pool's
 * arena. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_keep_claim(struct sr_pool *pool, const struct sr_read_record *record, struct sr_str id,
                                         const struct sr_kept_figure **figures, uint32_t *count, struct sr_err *err);

/* Keep a record; `scratch` holds it and what is needed meanwhile. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_keep(struct sr_pool *pool, const struct sr_read_record *record, struct sr_arena *scratch,
                                   struct sr_kept *out, struct sr_err *err);

/* What is kept, as bytes, in a tenth of the record's; and back: equal to what sr_keep made of the record, but for the words of
 * its member, of which there are none, and `older`. A field that is added above is added there too (kept_bytes.c). Read, its
 * strings point into `bytes` and its lists are in `arena`. SR_ERR_FORMAT: the bytes are none, or of a build that kept
 * otherwise, and the record is to be kept anew; SR_ERR_MEMORY, as out->failed where they are written. */
void sr_kept_write(const struct sr_merge_rules *rules, const struct sr_kept *kept, struct sr_buf *out);
SR_MUST_USE enum sr_status sr_kept_read(const struct sr_merge_rules *rules, struct sr_str bytes, struct sr_arena *arena,
                                        struct sr_kept *out, struct sr_err *err);

#endif
