/* stored_parts.h: what the files that tell of a store share. Private to report/. */
#ifndef SR_REPORT_STORED_PARTS_H
#define SR_REPORT_STORED_PARTS_H

#include "report/parts.h"
#include "report/stored.h"

struct sr_stored {
    struct sr_lexicon lexicon;
    struct sr_arena scratch;
    struct sr_report r; /* without findings: of it only what needs none may be called */
    size_t before;      /* of the output */
};

SR_MUST_USE enum sr_status sr_stored_open(struct sr_stored *s, const struct sr_report_options *options,
                                          struct sr_buf *out, struct sr_err *err);
SR_MUST_USE enum sr_status sr_stored_close(struct sr_stored *s, struct sr_err *err);

/* "a Malian military source, quoted by AFP" */
struct sr_str sr_stored_chain(struct sr_report *r, const struct sr_store_step *step);

/* "at least 22" */
struct sr_str sr_stored_said(struct sr_report *r, const struct sr_store_step *step);

/* Its value, else its low or its high. */
int64_t sr_stored_number(const struct sr_store_step *step);

/* "Bamako, Mali"; "" when unknown */
struct sr_str sr_stored_place(struct sr_report *r, const struct sr_store_incident *incident);

/* "hostages taken" */
struct sr_str sr_stored_label(struct sr_report *r, const struct sr_store_figure *figure);

#endif
