/* alerts.h: changes as the page is told them, and those among them that an editor must know at once. For desk/ only.
 *
 * An alert is a change of the store's log (changes.def) that matters: a new incident, a figure changed, a correction, a
 * withdrawal, a dispute begun or ended, of an incident that the desk's filter lets through. It has no life of its own, so
 * that none is lost or sent twice: the same change is the same alert, whenever it is asked for. A
 * reprint raises none, since it changes no figure; a document that was taken for one and does change it is told. Nor are
 * the figures that a new incident comes with alerts, the incident itself being one.
 */
#ifndef SR_DESK_ALERTS_H
#define SR_DESK_ALERTS_H

#include "base/buf.h"
#include "record/json.h"
#include "store/store.h"

struct sr_desk;

struct sr_alert {
    const struct sr_store_change *change;
    const char *kind;
    struct sr_store_incident incident;
    struct sr_str headline, figure, label, says; /* figure {NULL, 0}: of none */
    struct sr_str document, claim;               /* keys */
};

/* Whether a change is an alert; then *out, in the arena. Errors: those of the store. */
SR_MUST_USE enum sr_status sr_alert_of(struct sr_desk *desk, struct sr_store *store,
                                       const struct sr_store_change *change, struct sr_arena *arena, bool *is,
                                       struct sr_alert *out, struct sr_err *err);

/* A Change, its alert within. */
SR_MUST_USE enum sr_status sr_change_write(struct sr_desk *desk, struct sr_store *store,
                                           const struct sr_store_change *change, struct sr_arena *arena,
                                           struct sr_json *j, struct sr_err *err);

void sr_alert_write(const struct sr_alert *alert, struct sr_arena *arena, struct sr_json *j);

#endif
