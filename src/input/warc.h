/* warc.h: the pages of a web archive (WARC 1.0, 1.1; ISO 28500), one record after the other. For the files of input/.
 *
 * What is read: `response` records with an HTTP status of 200 and a body of type text/html, application/xhtml+xml or
 * text/plain; `resource` and `conversion` records of those types. The rest is passed over. Bodies come out of chunks
 * (Transfer-Encoding) and out of gzip (Content-Encoding). The id is the record's address.
 */
#ifndef SR_INPUT_WARC_H
#define SR_INPUT_WARC_H

#include "input/input.h"

/* The next document of the archive into raw: bytes, head, format. *none: the stream has ended. SR_ERR_FORMAT: no WARC,
 * or cut off; SR_ERR_LIMIT: a record is longer than max_size, it was passed over and the next call goes on. *record
 * counts the records. */
SR_MUST_USE enum sr_status sr_warc_next(struct sr_stream *stream, size_t max_size, uint64_t *record, struct sr_raw *raw,
                                        bool *none, struct sr_err *err);

#endif
