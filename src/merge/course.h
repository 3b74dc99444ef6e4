/* course.h: a figure's course over the documents of one incident.
 *
 *     09:00  Alpha News   police: at least 3     ─┐ superseded by
 *     12:30  Beta News    police: 7              ◄┘          the same chain, later: raised
 *     13:00  Gamma Press  a hospital: 5                      disputed: within six hours, another speaker, no number in common
 *     15:00  Delta        a hospital: 5                      takes up Gamma's
 *
 * Steps are the claims of the whole toll (or of one facet), each form once for each document, ordered by as-of or
 * publication time. Of several documents' claims a number is a step where it is its document's own figure or near it,
 * where another document gives it too, or where the text tells it as overtaken by such a one.
 * low, best and high are the newest document's, with two provisos: a lower figure overtakes only where the same chain corrects
 * itself or more documents give it, a higher one not from a speaker far worse placed whom nobody bears out; and a rounded
 * or approximate figure never takes the place of an exact one that it agrees with.
 * A step is withdrawn where it is of an older version of its document and the newest no longer tells it; what is withdrawn
 * disputes nothing, bears nothing out and is nobody's figure. A figure of which all is withdrawn has no numbers.
 * The ledger: who says what, since when, until when.
 * Origins: one first speaker is one, whoever repeats it; so are documents in their own voice that are reprints of each
 * other (reprint.h) or of one outlet.
 */
#ifndef SR_MERGE_COURSE_H
#define SR_MERGE_COURSE_H

#include "merge/keep.h"

/* change: what the step is to the last earlier one of the same chain of speakers: the first, the same again, restated (the same number,
 * hedged otherwise: "at least 22", then 22), rounded (217, then "more than 200": supersedes nothing), raised, or lowered, which
 * is a correction. warnings: what an editor should look at: a jump (ten times the highest number before it), a drop (lowered,
 * of a count that only grows), digits swapped (a number before it with two neighbouring digits in the other order: 4,237
 * and 4,327). */
struct sr_step {
    const struct sr_kept *document, *version; /* the newest version, and the one that tells it */
    const struct sr_kept_claim *claim;
    const struct sr_kept *withdrawn_by; /* the first version of the document without it; NULL while it stands */
    uint32_t supersedes;                /* an earlier step, or SR_NONE */
    uint32_t takes_up;                  /* the first step that tells this number, or SR_NONE for that one itself */
    bool own;                           /* the document's own figure, not another number of its text */
    uint8_t change, warnings;           /* enum sr_step_change; bits 1 << enum sr_step_warning */
};

/* What one speaker says, from its first step to the one that took its place. */
struct sr_entry {
    uint32_t step, until;               /* steps; until: SR_NONE while nothing took its place */
    uint32_t documents;                 /* that tell it */
    const struct sr_kept *withdrawn_by; /* where every step of it is withdrawn: by the last of these versions */
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
    const struct sr_entry *ledger; /* by their first step */
    uint32_t ledger_count;
};

struct sr_courses {
    const struct sr_course *items;
    uint32_t count;
};

/* The courses of one incident's figures, by measure and facet, the whole toll first. `documents` as sr_link_versions
 * leaves them. Everything in `arena`. Errors: SR_ERR_MEMORY. Cost: the square of a figure's steps within six hours, at
 * most 64 of them each; else linear. */
SR_MUST_USE enum sr_status sr_courses(const struct sr_merge_rules *rules, const struct sr_kept *const *documents,
                                      uint32_t count, struct sr_arena *arena, struct sr_courses *out,
                                      struct sr_err *err);

#endif
