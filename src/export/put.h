/* put.h: members of a JSON object. Private to export/. A member whose value is not known is left out. */
#ifndef SR_EXPORT_PUT_H
#define SR_EXPORT_PUT_H

#include "export/value.h"
#include "record/json.h"

static inline void sr_put_str(struct sr_json *j, const char *name, struct sr_str s) {
    if (!s.p) return;
    sr_json_key(j, name);
    sr_json_str(j, s);
}

static inline void sr_put_c(struct sr_json *j, const char *name, const char *c) {
    sr_put_str(j, name, sr_str_c(c));
}

static inline void sr_put_int(struct sr_json *j, const char *name, int64_t v) {
    if (v == SR_READ_UNKNOWN) return;
    sr_json_key(j, name);
    sr_json_int(j, v);
}

/* Open an object (or, `bracket` '[', a list) as a member. */
static inline void sr_put_open(struct sr_json *j, const char *name, char bracket) {
    sr_json_key(j, name);
    sr_json_open(j, bracket);
}

#endif
