/* member.h: what of a record decides which incident it belongs to, in at most two kilobytes.
 *
 *     sitrep/1 → sr_member_make → struct sr_member → sr_member_write → bytes, to be kept
 *                                        ↑                               │
 *                                        └────── sr_member_read ─────────┘
 *
 * A member stands by itself: the words of the record's names and mentions as numbers, each with its rarity in the news, the
 * signature, the main incident's days, scene, kind and whole tolls. No text can be had back from it. Two members have the
 * same score whatever else is kept (score.h), and sr_cluster (cluster.h) gives the same groups in whatever order its
 * members come.
 *
 * Keys. Two records that may tell of one incident share a key, nearly always several: one of the record's heaviest words,
 * three places of its signature and the fortnight, or country, family of kinds and week. A store keeps (key, day, member) and finds a
 * record's neighbourhood so, with constant work:
 *
 *     for each key of the new member: the SR_MEMBER_REACH members of that key nearest before its day, and as many after
 *     the weights of the keys that a member shares are added up; the SR_MEMBER_BEST greatest sums are the neighbours
 *     the neighbours, and the members of the incidents that they are in, are what sr_cluster is asked about
 *
 * Words are of three classes: of the name of a person, organisation or thing; of the name of a place; and other words,
 * of the title and of what the document's mentions are called ("a parking lot"). A word is folded, without "'s".
 */
#ifndef SR_MERGE_MEMBER_H
#define SR_MERGE_MEMBER_H

#include "base/buf.h"
#include "merge/rules.h"
#include "record/read.h"

enum {
    SR_MEMBER_VERSION = 6,  /* of the bytes and the keys: kept ones of another version are to be made anew */
    SR_MEMBER_BYTES = 2048, /* at most */
    SR_MEMBER_TERMS = 192,  /* the heaviest words; a long document's other ones add nothing */
    SR_MEMBER_SCENE = 3,    /* words of the scene's name */
    SR_MEMBER_PLACES = 128, /* of a signature */
    SR_MEMBER_BANDS = 16,   /* of them, three each, that are keys */
    SR_MEMBER_KEYS = 32 + SR_MEMBER_BANDS + 2,
    SR_MEMBER_REACH = 24, /* neighbours in time, each way, that are looked at for one key */
    SR_MEMBER_BEST = 48   /* of those, how many are scored */
};

#define SR_NO_DAY INT64_MIN

enum sr_term_class { SR_TERM_NAME, SR_TERM_PLACE, SR_TERM_WORD };

struct sr_term {
    uint32_t word;   /* its hash */
    uint16_t weight; /* rarity times (1 + ln count); in fortieths of a nat, as rarity */
    uint8_t rarity;
    uint8_t cls : 2;
    bool usual : 1; /* the news is full of it: an agency, a nation, a great city, a first name, an English word */
};

struct sr_member {
    uint64_t id;                      /* a hash of the document's id: orders members published at one time */
    int64_t published_seconds;        /* INT64_MAX when not known: such documents come last */
    int64_t published_day, begin_day; /* days since 1970-01-01, or SR_NO_DAY */
    const struct sr_term *terms;      /* [term_count] by word */
    uint32_t term_count, own_names;   /* own_names: terms that are names of no place, and not usual */
    double name_norm, word_norm;
    uint8_t signature[SR_MEMBER_PLACES];               /* 0: nothing stands there (record/signature.h) */
    uint32_t runs;                                     /* of words; 0: there is no signature */
    bool has_incident, has_point, in_town, looks_back; /* in_town: the scene is a town or a spot; looks_back: terms.h */
    uint8_t kind;                                      /* of the main incident, where it has one, as all that follows */
    char country[3];                                   /* of the scene; "" when not known */
    double lat, lon;
    uint32_t scene[SR_MEMBER_SCENE]; /* the hashes of the words of its name, where it is no country; 0: none */
    int64_t killed, injured;         /* the whole tolls, or SR_READ_UNKNOWN */
};

struct sr_member_key {
    uint64_t key;
    float weight; /* what it says that two share it; above 0 */
};

/* Make a record's member. Its terms live in `arena`; `scratch` holds what is needed meanwhile. Errors: SR_ERR_MEMORY.
 * Cost: linear in the record's entities, mentions and claims; about what reading its JSON costs. */
SR_MUST_USE enum sr_status sr_member_make(const struct sr_merge_rules *rules, const struct sr_read_record *record,
                                          struct sr_arena *arena, struct sr_arena *scratch, struct sr_member *out,
                                          struct sr_err *err);

/* Append its bytes, at most SR_MEMBER_BYTES: little-endian whatever the machine, the version first. Memory that fails is
 * told by out->failed. */
void sr_member_write(const struct sr_member *member, struct sr_buf *out);

/* The member again, equal to the one that was written. SR_ERR_FORMAT for bytes that are none: cut, of another version, or
 * with a value that none can have. SR_ERR_MEMORY. Nothing borrows `bytes`. Cost: some microseconds. */
SR_MUST_USE enum sr_status sr_member_read(struct sr_str bytes, struct sr_arena *arena, struct sr_member *out,
                                          struct sr_err *err);

/* Its keys, each once; how many. The same for the same bytes. */
uint32_t sr_member_keys(const struct sr_merge_rules *rules, const struct sr_member *member,
                        struct sr_member_key keys[SR_MEMBER_KEYS]);

/* By which "nearest in time" is meant: the day of publication, else that of the incident, else SR_NO_DAY. */
int64_t sr_member_day(const struct sr_member *member);

/* <0, 0, >0: by time of publication, then by id. */
int sr_member_order(const struct sr_member *a, const struct sr_member *b);

#endif
