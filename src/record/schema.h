/* schema.h: the JSON Schema of what the program writes, and whether a record follows it.
 *
 * The schemas are data/schema/NAME.schema.json (draft 2020-12), linked in. Debian has no JSON Schema library for C, so
 * schema.c reads the part of the language that ours use: type, enum, const, pattern, minimum, maximum, required,
 * properties, additionalProperties (false), items, minItems, maxItems, $ref into $defs. A schema that uses another
 * keyword that would restrict anything is refused when it is opened: nothing is silently left unchecked.
 */
#ifndef SR_RECORD_SCHEMA_H
#define SR_RECORD_SCHEMA_H

#include <jansson.h>

#include "base/buf.h"

/* The text of "sitrep/1" or "sitrep-incident/1", ended by NUL; NULL for another name. */
const char *sr_schema_text(const char *name);

struct sr_schema;

/* SR_ERR_USAGE: no such schema; SR_ERR_INTERNAL: it uses what isn't read; SR_ERR_MEMORY. Free it with sr_schema_free.
 */
SR_MUST_USE enum sr_status sr_schema_open(const char *name, struct sr_schema **schema, struct sr_err *err);
void sr_schema_free(struct sr_schema *schema);

/* Where faults go: `path` is a JSON Pointer (RFC 6901) into the record, "" for the whole. Returns false to end the
 * check. */
struct sr_faults {
    bool (*tell)(void *user, const char *path, const char *message, const char *mend);
    void *user;
    uint32_t most; /* faults of one record that are told; 0: all */
    uint32_t count;
    bool ended;
};

void sr_fault(struct sr_faults *faults, const char *path, const char *mend, const char *format, ...) SR_PRINTF(4, 5);

/* Hold a value against the schema; each fault is told. Threads: safe (the schema is only read). Cost: linear. */
void sr_schema_check(const struct sr_schema *schema, const json_t *value, struct sr_faults *faults);

#endif
