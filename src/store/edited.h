/* edited.h: what the edits that stand make of what was read. Private to store/.
 *
 * A record is never altered. Where an incident is told anew, each document's figures pass through sr_edited_figures
 * before they are brought together; where claims are asked for, through sr_edited_claims. An edit is of a claim's row,
 * which a revision that says the same keeps (claims.c), so that an edit stands over revisions.
 */
#ifndef SR_STORE_EDITED_H
#define SR_STORE_EDITED_H

#include "merge/keep.h"
#include "store/parts.h"

struct sr_edited_in { /* one version of a document, for the incident that is told */
    uint64_t document, incident;
    uint32_t version;
};

/* The figures of one version of a document with its claims rejected and corrected. A figure that loses the claim it was
 * made of is made anew of the best-placed claim that is left; without any it is gone. A claim that an editor gave to this
 * incident counts, whatever it was read to tell of. Lists that change are new ones in `arena`. */
SR_MUST_USE enum sr_status sr_edited_figures(struct sr_store *store, const struct sr_edited_in *in,
                                             struct sr_kept *kept, struct sr_arena *arena, struct sr_err *err);

/* Claims of any documents: their standing, and the fields that an editor corrected. */
SR_MUST_USE enum sr_status sr_edited_claims(struct sr_store *store, struct sr_store_claim *claims, uint32_t count,
                                            struct sr_arena *arena, struct sr_err *err);

/* Whether an edit has what its kind needs. SR_ERR_USAGE: the message says what it lacks. */
SR_MUST_USE enum sr_status sr_edit_check(const struct sr_store_edit *edit, struct sr_err *err);

/* Set the facet that a correction's value names, "nationality=IN", and no other. False: it names none. */
bool sr_edited_facet(struct sr_str of, struct sr_store_claim *claim);

/* The incident that a correction's value names: "I12"; 0 for "none". False: it is neither. */
bool sr_edited_incident(struct sr_str value, uint64_t *incident);

/* Of an edit `e` that gives a claim to an incident: the number of that incident now. */
#define SR_EDIT_NAMES                                                                                        \
    "(SELECT coalesce(joined, number) FROM incident WHERE number = CAST(substr(e.value, 2) AS INTEGER) AND " \
    "e.kind = 'correct' AND e.field = 'incident' AND e.undone_by IS NULL)"

/* The edits `e` that give a claim to the incident numbered ?1, or to one that joined it: found without looking at others. */
#define SR_EDITS_GIVEN                                                                                  \
    "incident i JOIN edit e ON CAST(substr(e.value, 2) AS INTEGER) = i.number WHERE (i.number = ?1 OR " \
    "i.joined = ?1) AND e.kind = 'correct' AND e.field = 'incident' AND e.undone_by IS NULL "

/* Have `visit` called with each incident that the document's claims were given to, by an edit that stands. */
typedef enum sr_status sr_edited_visit(void *user, uint64_t incident, struct sr_err *err);
SR_MUST_USE enum sr_status sr_edited_visits(struct sr_store *store, uint64_t document, sr_edited_visit *visit,
                                            void *user, struct sr_err *err);

#endif
