/* when.h: the days of an incident. Private to export/. */
#ifndef SR_EXPORT_WHEN_H
#define SR_EXPORT_WHEN_H

#include "base/date.h"
#include "export/parts.h"

struct sr_when {
    struct sr_str first,
        last;     /* "2015-11-20": the first and the last day on which it can have been, by its own place's clock */
    int64_t days; /* from the first to the last, both counted */
    struct sr_date begin; /* as it is told */
};

/* "2015-11" is any day of that month. False where the incident's begin is not known. */
bool sr_when_of(struct sr_exporter *e, const json_t *incident, struct sr_when *out);

#endif
