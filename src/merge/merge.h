/* merge.h: from records of documents to incidents of the world.
 *
 *     sitrep/1, a document each  →  sr_merger_add  →  sr_merger_take  →  sitrep-incident/1
 *
 * Documents whose main incident is the same one of the world are brought together (cluster.h); its figures are told with
 * their course over the documents (course.h). A document without a main incident joins those that it shares enough with,
 * and gives no incident of its own. Nothing is finished before the input ends: any later document may tell of any earlier
 * incident. The order of the input doesn't matter: records are put in the order of their publication, then of their ids;
 * of two with one id the later counts.
 *
 * An incident's id is derived from its earliest document ("I-" and six hexadecimal digits of the SHA-256 of the
 * document's id; more where two incidents would share them), so that the same input gives the same id.
 *
 * Memory: some kilobytes a record (keep.h). Time: a bounded number of pairs a record, and sorting.
 */
#ifndef SR_MERGE_MERGE_H
#define SR_MERGE_MERGE_H

#include "base/buf.h"

struct sr_merger;

SR_MUST_USE enum sr_status sr_merger_open(struct sr_merger **merger, struct sr_err *err);
void sr_merger_free(struct sr_merger *merger);

/* Take in one line, a sitrep/1 object. SR_ERR_JSON, SR_ERR_SCHEMA, SR_ERR_MEMORY: the line is left out, the merger goes
 * on. */
SR_MUST_USE enum sr_status sr_merger_add(struct sr_merger *merger, struct sr_str line, struct sr_err *err);

/* At the input's end, once: append the incidents, one JSON object a line, to `out`. Before it: nothing. */
SR_MUST_USE enum sr_status sr_merger_take(struct sr_merger *merger, bool end, struct sr_buf *out, struct sr_err *err);

#endif
