/* closing.h: the note that the desk posts by itself when its hours end. For desk/ only.
 *
 *     Fri 07:00 ── Zinder: 12 dead ── Mombasa: 9 dead ── 16:12 closes: a note in both incidents' timelines
 *     "This desk is closed until Sunday 07:00 (EST)."
 *
 * Each incident of which something was told while the window was open gets one note, as an edit in the audit log, by an author whom no
 * editor can be. A desk that was not running when its hours ended posts it when it starts, and none twice.
 */
#ifndef SR_DESK_CLOSING_H
#define SR_DESK_CLOSING_H

#include "store/store.h"

struct sr_desk;

#define SR_CLOSING_AUTHOR SR_STR("desk: hours") /* editors' names have no colon */

/* Post what is to be posted at a moment; nothing while the desk is open, or has no hours. *posted: how many notes. Errors: the
 * store's. */
SR_MUST_USE enum sr_status sr_closing_post(struct sr_desk *desk, struct sr_store *store, int64_t now_ms,
                                           struct sr_arena *arena, uint32_t *posted, struct sr_err *err);

/* Whether an edit is such a note. */
bool sr_is_closing(const struct sr_store_edit *edit);

#endif
