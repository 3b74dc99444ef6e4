#include "record/validate.h"

#include "record/read.h"

struct sr_validator {
    struct sr_schema *record, *incident;
};

enum sr_status sr_validator_open(struct sr_validator **validator, struct sr_err *err) {
    struct sr_validator *v = calloc(1, sizeof *v);
    if (!v) return sr_fail_memory(err, "opening a validator");
    enum sr_status status = sr_schema_open("sitrep/1", &v->record, err);
    if (!status) status = sr_schema_open("sitrep-incident/1", &v->incident, err);
    if (status) sr_validator_free(v);
    else *validator = v;
    return status;
}

void sr_validator_free(struct sr_validator *v) {
    if (!v) return;
    sr_schema_free(v->record);
    sr_schema_free(v->incident);
    free(v);
}

enum sr_status sr_validate(const struct sr_validator *v, struct sr_str line, struct sr_faults *faults,
                           struct sr_err *err) {
    json_t *value = NULL;
    enum sr_status status = sr_json_load(line, &value, err);
    if (status) return status;
    uint32_t before = faults->count;
    const char *name = json_string_value(json_object_get(value, "schema"));
    bool incident = name && strcmp(name, "sitrep-incident/1") == 0;
    sr_schema_check(incident ? v->incident : v->record, value, faults);
    if (faults->count == before) {
        if (incident) sr_incident_sound(value, faults);
        else sr_record_sound(value, faults);
    }
    json_decref(value);
    if (faults->count == before) return SR_OK;
    return sr_fail(err, SR_ERR_SCHEMA, "", "the record has %u %s", faults->count - before,
                   faults->count - before == 1 ? "fault" : "faults");
}
