/* tally.h: the rows of the tally. Private to report/. */
#ifndef SR_REPORT_TALLY_H
#define SR_REPORT_TALLY_H

#include "report/parts.h"

struct sr_row {
    struct sr_str label;
    struct sr_str low, best, high;
    int64_t at[3];      /* the same as numbers; SR_UNKNOWN where the words are "–" */
    struct sr_str note; /* "" for none: how a part stands to its total */
    uint32_t *claims;   /* [count], the one that gave `best` first */
    uint32_t *first;    /* [count] the first of them that says the same, by the same speakers: its own line */
    uint32_t count;
    bool part, disputed;
};

struct sr_rows {
    SR_VEC(struct sr_row) v;
};

/* The rows of one incident: by measure, each total before its parts. Memory: the report's scratch. */
void sr_make_rows(struct sr_report *r, uint32_t incident, struct sr_rows *rows);

/* "22", "22+", "≤ 12", "~12", "2–3", "?" */
struct sr_str sr_say_short(struct sr_report *r, const struct sr_claim *claim);

/* Who says it, the words, where: one line for each figure and speaker. `most`: columns of the quoted words. */
void sr_write_claim(struct sr_report *r, const struct sr_row *row, uint32_t at, uint32_t most);

#endif
