/* steps.h: the steps of one figure's course. Private to merge/. See course.h. */
#ifndef SR_MERGE_STEPS_H
#define SR_MERGE_STEPS_H

#include "merge/course.h"

/* One version's figure. */
struct sr_part {
    const struct sr_kept *document, *version; /* document: the newest version */
    const struct sr_kept_figure *figure;
    uint32_t order; /* of the document; its versions are one */
};

struct sr_parts {
    const struct sr_part *items; /* [count] of one measure and facet, by order, older versions before newer */
    uint32_t count;
};

/* How many documents give a number as the toll; versions that no longer count give nothing. */
struct sr_support {
    struct sr_map at; /* of a number as text: its place in documents[] */
    uint32_t *documents, *last;
    struct sr_arena *arena;
};

SR_MUST_USE bool sr_support_count(struct sr_parts parts, struct sr_arena *arena, struct sr_support *out);
uint32_t sr_support_of(const struct sr_support *support, int64_t number);

/* The number of a claim or figure: as it is told, whatever the hedge. */
int64_t sr_number_of(int64_t value, int64_t low, int64_t high);

static inline int64_t sr_claim_number(const struct sr_kept_claim *c) {
    return sr_number_of(c->value, c->low, c->high);
}

/* Whether two claims can both be true; "about n" is n ± 10 %, a vague one meets everything. */
bool sr_claims_meet(const struct sr_kept_claim *a, const struct sr_kept_claim *b);

/* Whether `later` says less exactly what `exact` says: "more than 200" or "about 220" after 217; 200 after 217 too. */
bool sr_is_rounding(const struct sr_kept_claim *exact, const struct sr_kept_claim *later);

/* Who says it, as one string: the first speaker, or all of the chain; the document's own voice is its outlet's. {NULL, 0}
 * when memory runs out. */
struct sr_str sr_step_speaker(const struct sr_step *step, bool whole, struct sr_arena *arena);

/* Whether a whole count of the figure's measure and state can't fall (merge_measures.tsv). */
bool sr_only_grows(const struct sr_merge_rules *rules, const struct sr_course *course);

/* Fill steps, then the ledger, of `out`; the figure's measure and state are there already. False when memory runs out. */
SR_MUST_USE bool sr_steps_make(const struct sr_merge_rules *rules, struct sr_parts parts,
                               const struct sr_support *support, struct sr_arena *arena, struct sr_course *out);
SR_MUST_USE bool sr_ledger_make(struct sr_arena *arena, struct sr_course *out);

#endif
