/* unpack.h: gzip and zstd, as a stream of the bytes within. For the files of input/.
 *
 *     packed stream  →  sr_unpack_pull  →  sr_stream_from: a stream like any other
 *
 * Several members or frames that follow each other are one stream (WARC packs each record for itself). Memory is
 * constant. A stream that unpacks to more than 200 times its size, once that is more than 64 MiB, is taken for a bomb:
 * text packs to a third or a tenth, the most repetitive logs to a fiftieth.
 */
#ifndef SR_INPUT_UNPACK_H
#define SR_INPUT_UNPACK_H

#include "base/file.h"

enum sr_packing { SR_PACKING_NONE, SR_PACKING_GZIP, SR_PACKING_ZSTD };

/* By the first bytes. */
enum sr_packing sr_packing_of(struct sr_str ahead);

struct sr_unpack;

/* NULL: memory. `packed` is borrowed. */
struct sr_unpack *sr_unpack_new(enum sr_packing packing, struct sr_stream *packed);
void sr_unpack_free(struct sr_unpack *unpack); /* NULL is fine */

/* An sr_pull; `user` is the struct sr_unpack. SR_ERR_FORMAT: damaged or cut off; SR_ERR_LIMIT: a bomb. */
enum sr_status sr_unpack_pull(void *user, char *room, size_t size, size_t *got, struct sr_err *err);

/* Unpack all of `packed`, appended to `out`. SR_ERR_LIMIT when that is more than `limit` bytes. */
SR_MUST_USE enum sr_status sr_unpack_all(struct sr_str packed, size_t limit, struct sr_buf *out, struct sr_err *err);

#endif
