/* stored.h: what a store holds, as text for a terminal: a list of incidents, one incident, the course of a figure, what
 * a search found. As in report.h, no line is wider than options->width, and no control character is let through.
 *
 *     I12  2015-11-20  hostage-taking  Bamako, ML     22 killed   100 injured   3 reports
 *
 * Each appends to `out`. Errors: SR_ERR_MEMORY; `out` is then as it was. Threads: safe. Cost: linear.
 */
#ifndef SR_REPORT_STORED_H
#define SR_REPORT_STORED_H

#include "report/report.h"
#include "store/store.h"

SR_MUST_USE enum sr_status sr_stored_list(const struct sr_store_incidents *incidents,
                                          const struct sr_report_options *options, struct sr_buf *out,
                                          struct sr_err *err);

/* One incident: its tally with the speakers of each figure, and its reports. */
struct sr_stored_in {
    const struct sr_store_incident *incident;
    const struct sr_store_figures *figures;
    const struct sr_store_documents *documents;
};
SR_MUST_USE enum sr_status sr_stored_incident(const struct sr_stored_in *in, const struct sr_report_options *options,
                                              struct sr_buf *out, struct sr_err *err);

SR_MUST_USE enum sr_status sr_stored_hits(const struct sr_store_hits *hits, const struct sr_report_options *options,
                                          struct sr_buf *out, struct sr_err *err);

/* The course of those figures of `measure` ("killed"; NULL: all): each step with who says it and a bar of its
 * number. */
SR_MUST_USE enum sr_status sr_stored_course(const struct sr_stored_in *in, const char *measure,
                                            const struct sr_report_options *options, struct sr_buf *out,
                                            struct sr_err *err);

/* The whole toll of `measure` as a step chart, an SVG image: a line for each first speaker, never one through two.
 * Steps whose time is not known stand in a list beneath. SR_ERR_NOT_FOUND: the incident has no such figure. */
SR_MUST_USE enum sr_status sr_stored_chart(const struct sr_stored_in *in, const char *measure, struct sr_buf *out,
                                           struct sr_err *err);

#endif
