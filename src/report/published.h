/* published.h: an incident of a store as a static web page for readers, and the page that lists them.
 *
 * A page tells the tally with low, best and high and who stands behind each figure, then what changed, the newest first;
 * a correction stands in the update that makes it. It holds the schema.org LiveBlogPosting that it was made of, asks for
 * nothing outside it, and runs no script.
 */
#ifndef SR_REPORT_PUBLISHED_H
#define SR_REPORT_PUBLISHED_H

#include "report/stored.h"

struct sr_published_in {
    struct sr_stored_in stored;
    struct sr_str posting; /* the incident as LiveBlogPosting (export/), one JSON object */
    const char *publisher; /* NULL: not told */
};

/* Append the page of one incident. Errors: SR_ERR_JSON: the posting is none; SR_ERR_MEMORY. `out` is then as it was. */
SR_MUST_USE enum sr_status sr_published_page(const struct sr_published_in *in, struct sr_buf *out, struct sr_err *err);

/* Append the page that lists them, each a link to NAME.html ("I12.html"). SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_published_index(const struct sr_store_incidents *incidents, const char *publisher,
                                              struct sr_buf *out, struct sr_err *err);

#endif
