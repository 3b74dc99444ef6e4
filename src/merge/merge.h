/* merge.h: from records of documents to incidents of the world.
 *
 *     sitrep/1, a document each  →  sr_merger_add  →  sr_merger_take  →  sitrep-incident/1
 *
 * This version holds every document's main incident to be one of its own: a document without one gives none. What comes
 * with real merging (the same incident told by many documents) fits behind the same calls: an incident is taken when it
 * is finished, which is at once here, and at the end of the input at the latest.
 *
 * An incident's id is derived from its earliest document ("I-" and six hexadecimal digits of the SHA-256 of the
 * document's id, then the incident's place in it), so that the same input gives the same id. A figure's history holds
 * the claims of its measure and facet in the order of the text, each figure of one first speaker once; `origins` counts
 * the distinct first speakers behind them, all that stands in the document's own voice being one.
 */
#ifndef SR_MERGE_MERGE_H
#define SR_MERGE_MERGE_H

#include "base/buf.h"

struct sr_merger;

SR_MUST_USE enum sr_status sr_merger_open(struct sr_merger **merger, struct sr_err *err);
void sr_merger_free(struct sr_merger *merger);

/* Take in one line, a sitrep/1 object. SR_ERR_JSON, SR_ERR_SCHEMA, SR_ERR_MEMORY: the line is left out, the merger goes
 * on. Memory in this version: that of the longest line. */
SR_MUST_USE enum sr_status sr_merger_add(struct sr_merger *merger, struct sr_str line, struct sr_err *err);

/* Append the incidents that are finished (at the input's end: all), one JSON object a line, to `out`. */
SR_MUST_USE enum sr_status sr_merger_take(struct sr_merger *merger, bool end, struct sr_buf *out, struct sr_err *err);

#endif
