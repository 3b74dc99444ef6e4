/* pages.h: an incident's JSON, kept until the incident changes. For desk/ only.
 *
 * A page is asked for by everybody who has it open, each time that it changes, and a list shows thousands of rows; each is
 * put together once for a version. What is kept: 8,192 rows and 256 pages, by the incident's number modulo that.
 *
 * Threads: safe.
 */
#ifndef SR_DESK_PAGES_H
#define SR_DESK_PAGES_H

#include "base/buf.h"
#include "store/store.h"

struct sr_desk;
struct sr_pages;

struct sr_pages *sr_pages_new(void); /* NULL: memory */
void sr_pages_free(struct sr_pages *pages);

/* Append the IncidentRow, or the Incident, of an incident as the store has it. Errors: those of the store. */
SR_MUST_USE enum sr_status sr_pages_row(struct sr_desk *desk, struct sr_store *store,
                                        const struct sr_store_incident *incident, struct sr_buf *out,
                                        struct sr_err *err);
SR_MUST_USE enum sr_status sr_pages_incident(struct sr_desk *desk, struct sr_store *store,
                                             const struct sr_store_incident *incident, struct sr_buf *out,
                                             struct sr_err *err);

#endif
