/* versions.h: the versions of one document. Private to merge/.
 *
 *     09:00  http://news.example/1   "12 killed"      version 1 ─┐ older
 *     12:00  http://news.example/1   "9 killed"       version 2 ◄┘ what counts; the 12 is withdrawn
 *
 * Records of one id, or of one URL, are versions of one document. The newest is the document; the others tell how its
 * figures moved. The same text read again is no further version: the later reading counts.
 */
#ifndef SR_MERGE_VERSIONS_H
#define SR_MERGE_VERSIONS_H

#include "merge/keep.h"

/* Leave the newest version of each document in `records`, by time of publication and id, its older ones behind it
 * (kept.older), numbered from 1. Versions that tell one time of publication stand in the order of `records`, which matters
 * to nothing else. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_link_versions(struct sr_kept **records, uint32_t *count, struct sr_arena *scratch,
                                            struct sr_err *err);

#endif
