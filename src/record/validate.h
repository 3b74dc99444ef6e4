/* validate.h: whether a line is a record that other programs can rely on.
 *
 * First the schema (schema.h), then what no schema can say: that every position lies in the text, at the edges of
 * characters where the record holds the text; that every id is one record's only and refers to something; that low ≤
 * best ≤ high; that a figure's claims are there and count what it counts; that text and hash agree.
 *
 *     /claims/2/number_span  [40, 38]: a span ends before it begins
 */
#ifndef SR_RECORD_VALIDATE_H
#define SR_RECORD_VALIDATE_H

#include "record/schema.h"

struct sr_validator;

SR_MUST_USE enum sr_status sr_validator_open(struct sr_validator **validator, struct sr_err *err);
void sr_validator_free(struct sr_validator *validator);

/* Check one line, a sitrep/1 or sitrep-incident/1 object. Faults are told through `faults`.
 * Errors   SR_ERR_JSON, with the column: it is no JSON; nothing is told then. SR_ERR_SCHEMA: faults were told.
 *          SR_ERR_MEMORY. Threads: safe. Cost: linear in the line. */
SR_MUST_USE enum sr_status sr_validate(const struct sr_validator *validator, struct sr_str line,
                                       struct sr_faults *faults, struct sr_err *err);

/* What no schema can say, of a value that follows it. */
void sr_record_sound(const json_t *record, struct sr_faults *faults);
void sr_incident_sound(const json_t *incident, struct sr_faults *faults);

#endif
