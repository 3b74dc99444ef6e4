/* write.h: one incident as sitrep-incident/1. Private to merge/. */
#ifndef SR_MERGE_WRITE_H
#define SR_MERGE_WRITE_H

#include "merge/course.h"

struct sr_incident_out {
    struct sr_str id;
    const struct sr_kept *const *documents; /* [count] in order of time; one at least has an incident */
    uint32_t count;
    struct sr_courses courses;
};

/* Append it, a line. Errors: SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_write_incident(const struct sr_incident_out *incident, struct sr_arena *scratch,
                                             struct sr_buf *out, struct sr_err *err);

#endif
