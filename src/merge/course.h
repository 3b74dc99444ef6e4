/* course.h: a figure's course over the documents of one incident. Private to merge/.
 *
 *     09:00  Alpha News   police: at least 3     ─┐ superseded by
 *     12:30  Beta News    police: 7              ◄┘          the same chain, later
 *     13:00  Gamma Press  a hospital: 5                      disputed: within six hours, another speaker, no number in common
 *
 * Steps are the claims of the whole toll (or of one facet), each form once for each document, ordered by as-of or
 * publication time. Of several documents' claims a number is a step where it is its document's own figure or near it,
 * where another document gives it too, or where the text tells it as overtaken by such a one.
 * low, best and high are the newest document's, with one proviso: a lower figure overtakes only where the same chain corrects
 * itself or more documents give it, a higher one not from a speaker far worse placed whom nobody bears out.
 * Origins: one first speaker is one, whoever repeats it; so are documents in their own voice that are reprints of each
 * other (half of their runs of words the same) or of one outlet.
 */
#ifndef SR_MERGE_COURSE_H
#define SR_MERGE_COURSE_H

#include "merge/keep.h"

struct sr_step {
    const struct sr_kept *document;
    const struct sr_kept_claim *claim;
    uint32_t supersedes; /* an earlier step, or SR_NONE */
};

struct sr_course {
    uint8_t measure;
    struct sr_str of, state, rule;
    int64_t low, high, best;
    int8_t includes_perpetrators;
    bool disputed;
    uint32_t origins;
    const struct sr_step *steps;
    uint32_t step_count;
};

struct sr_courses {
    const struct sr_course *items;
    uint32_t count;
};

/* The courses of one incident's figures, by measure and facet, the whole toll first. `documents` in order of time.
 * Everything in `arena`. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_courses(const struct sr_kept *const *documents, uint32_t count, struct sr_arena *arena,
                                      struct sr_courses *out, struct sr_err *err);

#endif
