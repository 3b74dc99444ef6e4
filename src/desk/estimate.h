/* estimate.h: a figure by each of the rules, and what the rule made of each claim. For desk/ only.
 *
 * `latest` is the store's own figure, over all documents (merge/course.h); `ucdp` and `acled` are weigh/'s, of the same claims.
 * A claim counts for a rule when it is asserted, stands (neither rejected nor withdrawn nor superseded), and is its
 * speaker's newest of this figure.
 */
#ifndef SR_DESK_ESTIMATE_H
#define SR_DESK_ESTIMATE_H

#include "desk/view.h"
#include "lexicon/lexicon.h"

struct sr_estimate {
    const char *rule;
    int64_t low, best, high;
    bool disputed;
    const char *const *verdicts; /* [count] of the claims of `of`: a word for programs, "chosen" … */
    const uint32_t *of;          /* [count] indices into the view's claims, in the order of time */
    uint32_t count;
};

enum { SR_RULES = 3 };
extern const char *const sr_rules[SR_RULES][2]; /* name, what it does in a sentence */

/* The words for a person of a verdict. */
const char *sr_verdict_says(const char *verdict);

/* The claims of a figure, in the order of time. NULL: memory. */
uint32_t *sr_estimate_claims(const struct sr_view *view, uint32_t figure, struct sr_arena *arena, uint32_t *count);

/* A figure (an index) by a rule. False: memory. */
bool sr_estimate(const struct sr_view *view, const struct sr_lexicon *lexicon, uint32_t figure, uint32_t rule,
                 struct sr_arena *arena, struct sr_estimate *out);

#endif
