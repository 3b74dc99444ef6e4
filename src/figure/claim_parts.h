/* claim_parts.h: the two questions that a claim answers: whom does the number count, and what happened to them.
 * Private to figure/. */
#ifndef SR_FIGURE_CLAIM_PARTS_H
#define SR_FIGURE_CLAIM_PARTS_H

#include "figure/claim.h"
#include "reader/clue.h"

enum sr_word_class { /* of data/en/function_words.tsv, as bits: "as" is a preposition and a conjunction */
                     SR_WORD_DET = 1,
                     SR_WORD_PREP = 2,
                     SR_WORD_AUX = 4,
                     SR_WORD_MODAL = 8,
                     SR_WORD_CONJ = 16,
                     SR_WORD_SCONJ = 32,
                     SR_WORD_REL = 64,
                     SR_WORD_PRON = 128,
                     SR_WORD_NEG = 256,
                     SR_WORD_ADV = 512,
};

struct sr_counted {         /* whom a number counts */
    uint32_t first, end;    /* tokens of the phrase after the number: "armed assailants"; empty when first == end */
    uint32_t head;          /* its head, or SR_NONE */
    uint32_t row;           /* of data/en/people.tsv, or SR_NONE */
    uint32_t noun_row;      /* of data/en/triggers.tsv, class noun: "deaths"; or SR_NONE */
    uint32_t adjective_row; /* of triggers.tsv: "12 wounded soldiers"; or SR_NONE */
    uint32_t adjective;     /* its token */
    char nationality[3];
    bool partitive; /* "two of the gunmen" */
    bool pronoun;   /* "two of them" */
    bool thing;     /* surely no people and no homes */
    bool unknown;   /* a noun that no table holds */
};

struct sr_happened {               /* what happened to them */
    uint8_t measure;               /* SR_MEASURE_COUNT: nothing found */
    bool possible, negated, agent; /* agent: they did it */
    bool ambiguous;                /* "shot": dead or alive */
    bool condition;                /* "in surgery": how some of them are */
    bool speak;                    /* "two doctors said": nothing but that they say it */
    bool whole;                    /* "three of the 45 passengers": what happened, happened to the part */
    bool self;                     /* "killed himself": the attacker, or by accident */
    uint8_t at_least;              /* "double homicide": 2; 0 and 1: one */
    uint32_t token, tokens;        /* the trigger */
    uint32_t row;                  /* and its row of triggers.tsv */
    uint32_t combined;             /* a second measure joined by "or": "dead or missing" */
    float score;                   /* higher is surer; below 4 nothing is claimed */
};

struct sr_group {        /* a number, or an article with a singular noun, and its place in the sentence */
    uint32_t first, end; /* tokens with hedge */
    uint32_t number_end; /* where the counted noun may begin */
    bool zero;
    bool homes; /* it counts homes */
};

struct sr_harm {   /* a word of harm */
    uint32_t row;  /* its first row of triggers.tsv, or SR_NONE */
    uint32_t rows; /* how many of them may be meant */
    uint32_t tokens;
};

static inline bool clue(const struct sr_claim_in *in, uint32_t token, const char *set) {
    return sr_clue(in->lexicon, in->reading, token, set);
}

static inline bool is(const struct sr_claim_in *in, uint32_t i, const char *norm) {
    return i < in->reading->token_count && sr_str_is(in->reading->tokens[i].norm, norm);
}

/* Bits of enum sr_word_class; 0 for an open-class word. */
uint32_t sr_word_classes(const struct sr_claim_in *in, uint32_t token);

/* True for a form of "be" or "get", which make a passive. */
bool sr_is_passive_auxiliary(const struct sr_claim_in *in, uint32_t token);

/* The word of harm that begins at token `at` and ends by `end`; what befalls homes alone is none where no homes are counted
 * ("a toll from flooding of 41"). */
struct sr_harm sr_harm_at(const struct sr_claim_in *in, uint32_t at, uint32_t end, bool homes);
bool sr_harm_is(const struct sr_claim_in *in, uint32_t row, const char *class);
uint8_t sr_harm_measure(const struct sr_claim_in *in, uint32_t row);

/* A participle in -ing: "worshipping". */
static inline bool sr_is_gerund(const struct sr_claim_in *in, uint32_t token) {
    struct sr_str w = token < in->reading->token_count ? in->reading->tokens[token].norm : SR_STR("");
    return w.n > 5 && memcmp(w.p + w.n - 3, "ing", 3) == 0;
}

/* True for a token of a date or a time: "May". */
bool sr_is_time(const struct sr_claim_in *in, uint32_t token);

struct sr_counted sr_find_counted(const struct sr_claim_in *in, uint32_t number_end);
struct sr_happened sr_find_happened(const struct sr_claim_in *in, const struct sr_group *group,
                                    const struct sr_counted *counted);

/* The measure that the word of harm means by who does it: `h->measure` where that makes no difference. */
uint8_t sr_measure_by_agent(const struct sr_claim_in *in, const struct sr_happened *h,
                            const struct sr_counted *counted);

/* What the number is a figure of; `last` is the claim before it in the text, or NULL. Fills measure, polarity, trigger,
 * ambiguous, combined, confidence and of_the_last of `out`. */
enum sr_reason sr_measure_number(const struct sr_claim_in *in, const struct sr_claim *last, const struct sr_number *n,
                                 const struct sr_counted *counted, struct sr_claim *out);

/* A single victim told without a number, whose words begin at the token: "a policeman was killed", "Ruiz, 34, died",
 * "killing a 17-year-old", a headline's "Man dies in crash". False when none begins there. */
bool sr_find_singular(const struct sr_claim_in *in, uint32_t at, struct sr_counted *counted,
                      struct sr_happened *happened);

#endif
