/* claim_asked.h: the question what one number is a figure of, and the answers that other figures give. Private to figure/. */
#ifndef SR_FIGURE_CLAIM_ASKED_H
#define SR_FIGURE_CLAIM_ASKED_H

#include "figure/claim_parts.h"

struct sr_asked { /* one number, and what is known of it so far */
    const struct sr_claim_in *in;
    const struct sr_claim *last; /* the claim before it in the text, or NULL */
    const struct sr_number *number;
    const struct sr_counted *counted;
    struct sr_happened happened;
    uint8_t noun; /* what the counted noun alone says; SR_MEASURE_COUNT for nothing */
    bool weak;    /* and it makes no claim alone */
};

static inline const struct sr_table *table(const struct sr_asked *a, enum sr_table_id id) {
    return &a->in->lexicon->tables[id];
}

static inline uint32_t sentence_of(const struct sr_asked *a, uint32_t token) {
    return a->in->reading->tokens[token].sentence;
}

/* A phrase of general.tsv with that side ends right before token `first`, an article or a hedge between them at most. */
bool sr_phrase_before(const struct sr_asked *a, uint32_t first, const char *side);

/* The number stands alone where a sentence begins, so it is of those who were just told. */
bool sr_resumes(const struct sr_asked *a);

/* The measure of what the number is a part of; SR_MEASURE_COUNT: of nothing told. */
uint8_t sr_inherited(const struct sr_asked *a, bool *possible);

/* The measure of the figure that a bare number answers or is replaced by; SR_MEASURE_COUNT: none. */
uint8_t sr_answered(const struct sr_asked *a);

#endif
