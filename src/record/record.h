/* record.h: findings as `sitrep/1` (docs/schema.md), one JSON object. Positions turn from bytes into code points (or
 * UTF-16 units) here, at the edge, and nowhere else. */
#ifndef SR_RECORD_RECORD_H
#define SR_RECORD_RECORD_H

#include "base/buf.h"
#include "record/findings.h"

enum sr_offsets { SR_OFFSETS_CODEPOINTS, SR_OFFSETS_BYTES, SR_OFFSETS_UTF16 };

struct sr_record_options {
    enum sr_offsets offsets;
    bool with_text;
    bool source_map;  /* where in the file the text's characters stood */
    bool numbers_all; /* every number that is no claim, with the reason */
};

/* Append one JSON object (no line break at its end) to `out`. The findings are checked first (SR_ERR_SPAN). */
SR_MUST_USE enum sr_status sr_record_write(const struct sr_findings *findings, const struct sr_record_options *options,
                                           struct sr_buf *out, struct sr_err *err);

#endif
