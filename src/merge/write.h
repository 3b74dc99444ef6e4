/* write.h: one incident as sitrep-incident/1. */
#ifndef SR_MERGE_WRITE_H
#define SR_MERGE_WRITE_H

#include "merge/course.h"

struct sr_incident_out {
    const struct sr_merge_rules *rules;
    struct sr_str id;
    const struct sr_kept *const *documents; /* [count] as sr_link_versions leaves them; one at least has an incident */
    uint32_t count;
};

/* Append it, a line, with its figures' courses (course.h). Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_write_incident(const struct sr_incident_out *incident, struct sr_arena *scratch,
                                             struct sr_buf *out, struct sr_err *err);

#endif
