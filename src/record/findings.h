/* findings.h: all that was found in one document, stage by stage, and the run through the stages.
 *
 * The findings borrow the document and live in one arena. Running them is the one place that knows the order of the
 * stages; `until` stops early (what comes later is then empty). Before they are written, sr_findings_check holds every
 * span against the text: a figure without its characters cannot be printed.
 */
#ifndef SR_RECORD_FINDINGS_H
#define SR_RECORD_FINDINGS_H

#include "reconcile/reconcile.h"

enum sr_stage {
    SR_STAGE_INPUT,
    SR_STAGE_READER,
    SR_STAGE_TIME,
    SR_STAGE_PLACE,
    SR_STAGE_ATTRIBUTION,
    SR_STAGE_FIGURE,
    SR_STAGE_INCIDENT,
    SR_STAGE_RECONCILE,
    SR_STAGE_COUNT
};

struct sr_findings {
    const struct sr_document *document;
    struct sr_reading reading;
    struct sr_times times;
    struct sr_places places;
    struct sr_attributions attributions;
    struct sr_numbers numbers;
    struct sr_claims claims;
    struct sr_incidents incidents;
    struct sr_figures figures;
};

struct sr_find_in {
    const struct sr_document *document;
    const struct sr_lexicon *lexicon;
    struct sr_str conllu;             /* stands in for the reader; {NULL, 0}: none */
    const char *conllu_file;          /* its name for messages */
    enum sr_stage until;              /* the last stage to run: SR_STAGE_RECONCILE for all */
    const char *rule;                 /* of reconcile; NULL: "latest" */
    const struct sr_learned *learned; /* what a model reads; NULL: by rule alone */
};

/* Run the stages. Owns `out` in `arena`. Errors: those of the stages. Threads: safe, each call with its own arena. */
SR_MUST_USE enum sr_status sr_find(const struct sr_find_in *in, struct sr_arena *arena, struct sr_findings *out,
                                   struct sr_err *err);

/* Check that every span lies in the text, at character edges, and every index in its list: SR_ERR_SPAN names the first
 * that doesn't. */
SR_MUST_USE enum sr_status sr_findings_check(const struct sr_findings *findings, struct sr_err *err);

const char *sr_stage_name(uint32_t stage);
uint32_t sr_stage_from(struct sr_str name); /* SR_STAGE_COUNT for none */

#endif
