/* claim.h: one figure, as one speaker gives it at one point of the text.
 *
 *     Malian security sources said at least 22 hostages had been killed
 *     measure killed, of "hostages", >= 22, asserted, by [Malian security sources]
 *
 * Takes the numbers, the attributions, times and places; gives the claims, one for each mention, the headline's too.
 * Which incident a claim belongs to is decided later (incident/incident.h).
 */
#ifndef SR_FIGURE_CLAIM_H
#define SR_FIGURE_CLAIM_H

#include "attribution/attribution.h"
#include "figure/number.h"
#include "place/place.h"

struct sr_speaker_link {        /* one step of the chain of speakers */
    struct sr_indices speakers; /* indices into the attributions' sources, joint speakers together */
    uint32_t attribution;
};

enum sr_counting { SR_COUNTING_UNSAID, SR_COUNTING_TOTAL, SR_COUNTING_NEW };
enum sr_hostage_state { SR_STATE_NONE, SR_STATE_TAKEN, SR_STATE_HELD };

struct sr_claim {
    struct sr_span span;      /* number, counted words and the word of harm */
    uint32_t number;          /* index into the numbers, or SR_NONE for an implicit claim */
    struct sr_span of;        /* whom it counts, as written; {0, 0} when unsaid */
    uint32_t of_head;         /* its head token, or SR_NONE */
    uint32_t trigger;         /* the token that says what happened to them ("killed"), or SR_NONE */
    uint32_t trigger_end;     /* one past the last of them: "taken to hospital" */
    int64_t low, high, value; /* as in number.h */
    int64_t order;            /* of a vague figure, as in number.h */
    uint8_t measure, hedge, polarity;
    uint32_t combined;   /* bit 1 << measure for each measure of "42 dead or missing"; 0 when it is one */
    uint8_t state;       /* enum sr_hostage_state */
    uint8_t counting;    /* enum sr_counting */
    uint8_t side;        /* enum sr_side; SR_SIDE_COUNT: unsaid */
    char nationality[3]; /* ISO code, "" when unsaid */
    struct sr_str age, sex, occupation;  /* "children", "female", "police"; "" when unsaid */
    const struct sr_speaker_link *chain; /* [chain_count] innermost speaker first; none: the document's own voice */
    uint32_t chain_count;
    uint32_t attribution; /* the innermost attribution that holds it, or SR_NONE */
    struct sr_date as_of; /* when the figure was so: as the text tells, or by the stamp of a live blog's update */
    bool has_as_of;
    uint32_t same_as;    /* the first claim by the same speaker of the same figure, a smaller index; or SR_NONE */
    uint32_t supersedes; /* an earlier claim that this one updates, or SR_NONE */
    uint32_t part_of;    /* the claim of which it counts a part, or SR_NONE */
    bool beside;         /* "three others": told on top of a figure before it */
    bool of_the_last;    /* "Two are in surgery.": a part of the claim before it */
    bool found;          /* it counts bodies that were found or seen: the dead are so many or more */
    bool families;       /* it counts families or households, each of an unknown number of people */
    bool implicit;
    bool condition; /* the word of harm tells where or how some of them are: "in surgery", "in serious condition" */
    bool ambiguous; /* the word of harm leaves open whether they lived: "shot", "struck" */
    float confidence;
};

enum sr_reason {                      /* why a number of the text is no claim */
                 SR_REASON_CLAIM,     /* it is one */
                 SR_REASON_KIND,      /* no count: see sr_number.kind */
                 SR_REASON_NO_PEOPLE, /* counts things, not people or homes */
                 SR_REASON_NO_EVENT,  /* people, but nothing is said to have happened to them */
                 SR_REASON_GENERAL,   /* a population, a yearly figure, a statistic */
                 SR_REASON_UNSURE,
};

struct sr_claims {
    const struct sr_claim *items; /* [count], in the order of the text */
    uint32_t count;
    const uint8_t *reasons; /* [numbers->count], enum sr_reason */
};

struct sr_claim_in {
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
    const struct sr_times *times;
    const struct sr_places *places;
    const struct sr_attributions *attributions;
    const struct sr_numbers *numbers;
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY only. Threads: safe. Cost: linear in tokens. */
SR_MUST_USE enum sr_status sr_find_claims(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claims *out,
                                          struct sr_err *err);

const char *sr_reason_text(uint32_t reason);

#endif
