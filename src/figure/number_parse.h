/* number_parse.h: one number from tokens, without hedge or kind. Private to figure/. */
#ifndef SR_FIGURE_NUMBER_PARSE_H
#define SR_FIGURE_NUMBER_PARSE_H

#include "figure/number.h"
#include "reader/clue.h"

enum sr_number_form {
    SR_FORM_NOTHING,  /* no number begins here */
    SR_FORM_DIGITS,   /* 22, 1,500 */
    SR_FORM_DECIMAL,  /* 6.1: a measure unless a scale follows */
    SR_FORM_WORDS,    /* twenty-two, a dozen */
    SR_FORM_VAGUE,    /* dozens, several hundred */
    SR_FORM_SOME,     /* several, a few: no number at all */
    SR_FORM_ZERO,     /* no, none, no one */
    SR_FORM_ORDINAL,  /* third, 19th */
    SR_FORM_FRACTION, /* two-thirds, half */
    SR_FORM_CLOCK,    /* 10:30 */
    SR_FORM_PAIR,     /* 20-25, 3-1 in one token or three that touch */
};

struct sr_cardinal {
    uint32_t end;   /* one past its last token */
    uint8_t form;   /* enum sr_number_form */
    int64_t value;  /* the first of a pair */
    int64_t second; /* of a pair */
    bool scaled;    /* a scale word took part: "2.5 million" */
    bool grouped;   /* "1,500": digits with separators */
    uint8_t digits; /* how many digits its figure has; 0 for words */
    bool plus;      /* "100+" */
};

static inline bool clue(const struct sr_number_in *in, uint32_t token, const char *set) {
    return sr_clue(in->lexicon, in->reading, token, set);
}

/* The longest number that begins at token `at` (before token `end`). form SR_FORM_NOTHING when there is none. */
struct sr_cardinal sr_parse_cardinal(const struct sr_reading *reading, const struct sr_table *numbers, uint32_t at,
                                     uint32_t end);

#endif
