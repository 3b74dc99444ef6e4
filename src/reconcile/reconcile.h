/* reconcile.h: the claims of one incident and one measure become a figure, by a rule with a name.
 *
 * Claims are never overwritten or averaged. The rules, each in its file: `latest`, the newest claim of the best-placed
 * speaker, hedges widen it; `ucdp` and `acled`, as those datasets code (ucdp.c, acled.c cite them). Best placed: the
 * order of source kinds by measure in data/en/ranks.tsv. Disputed: two asserted claims of the same incident, measure and
 * facets, by different first speakers, as of the same time (within six hours, or both unknown and neither supersedes the
 * other), whose intervals do not meet ("about n" is n ± 10 %). What a speaker tells on top of an own figure ("three
 * others") is added to it first (sum.h).
 */
#ifndef SR_RECONCILE_RECONCILE_H
#define SR_RECONCILE_RECONCILE_H

#include "incident/incident.h"

enum sr_relation { SR_RELATION_UNSAID, SR_RELATION_INCLUDED, SR_RELATION_BESIDES };

enum sr_verdict {                          /* what the rule made of a claim, for `sitrep explain` */
                  SR_VERDICT_CHOSEN,       /* it gave `best` */
                  SR_VERDICT_WIDENS,       /* it gave `low` or `high` */
                  SR_VERDICT_AGREES,       /* it says nothing else than the chosen one, or less exactly */
                  SR_VERDICT_ADDED,        /* told on top of another, which counts it */
                  SR_VERDICT_NOT_ASSERTED, /* denied, feared, possible */
                  SR_VERDICT_OVERTAKEN,    /* the text gives a newer figure by it */
                  SR_VERDICT_VAGUE,        /* no number where another has one */
                  SR_VERDICT_LESS_PLACED,  /* its speaker is less well placed */
                  SR_VERDICT_UNRELIABLE,   /* its speaker is a party to the fight, or social media */
                  SR_VERDICT_LATER,        /* an equal that stands further down */
                  SR_VERDICT_HIGHER,       /* acled: not the most conservative */
};

struct sr_part {
    struct sr_str of; /* the facet of the part, as in sr_figure.of */
    uint8_t relation; /* enum sr_relation */
};

struct sr_figure {
    uint32_t incident;
    uint8_t measure;
    struct sr_str of; /* "" for the whole toll; else a facet: "nationality=IN", "side=perpetrators", "age=children" */
    uint8_t state;    /* enum sr_hostage_state */
    int64_t low, high, best; /* SR_UNKNOWN where not known */
    bool disputed;
    int8_t includes_perpetrators; /* 1, 0; -1: unsaid */
    const char *rule;             /* "latest", "ucdp", "acled" */
    const uint8_t *verdicts;      /* [claims.count] enum sr_verdict */
    struct sr_indices claims;     /* that it was derived from, in the order of the text */
    uint32_t chosen;              /* the claim that gave `best`, or SR_NONE */
    const struct sr_part *parts;
    uint32_t part_count;
};

struct sr_figures {
    const struct sr_figure *items; /* [count], by incident, then measure, the whole before its facets */
    uint32_t count;
};

struct sr_reconcile_in {
    const struct sr_document *document;
    const struct sr_lexicon *lexicon;
    const struct sr_times *times;
    const struct sr_attributions *attributions;
    const struct sr_claims *claims;
    const struct sr_incidents *incidents;
    const char *rule; /* NULL: "latest" */
};

/* Owns `out` in `arena`. Errors: SR_ERR_MEMORY; SR_ERR_USAGE for a rule that is none. Threads: safe. */
SR_MUST_USE enum sr_status sr_reconcile(const struct sr_reconcile_in *in, struct sr_arena *arena,
                                        struct sr_figures *out, struct sr_err *err);

const char *sr_verdict_text(uint32_t verdict);

/* "latest", "ucdp" …; NULL past the last. */
const char *sr_rule_name(uint32_t index);

#endif
