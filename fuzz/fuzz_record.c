/* fuzz_record.c: any bytes as a record. What the schema takes is read whole; what merging makes of it follows the
 * schema of incidents; reading twice gives the same. */
#include <stdlib.h>

#include "merge/merge.h"
#include "record/read.h"
#include "record/validate.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static uint64_t told; /* a hash of what was told, to hold a second run against */

static bool tell(void *user, const char *path, const char *message, const char *mend) {
    (void)user;
    for (const char *p = path; *p; p++) told = (told ^ (unsigned char)*p) * 1099511628211u;
    for (const char *p = message; *p; p++) told = (told ^ (unsigned char)*p) * 1099511628211u;
    if (strlen(mend) > 400) abort();
    return true;
}

static void check_record(const struct sr_read_record *r) {
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sr_read_claim *c = &r->claims[i];
        if (c->incident != SR_NONE && c->incident >= r->incident_count) abort();
        if (c->measure >= SR_MEASURE_COUNT || c->hedge >= SR_HEDGE_COUNT || c->polarity >= SR_POLARITY_COUNT) abort();
        if (c->same_as != SR_NONE && c->same_as >= r->claim_count) abort();
        for (uint32_t k = 0; k < c->sources.count; k++)
            if (c->sources.items[k] >= r->source_count) abort();
    }
    for (uint32_t i = 0; i < r->incident_count; i++) {
        if (r->incidents[i].place != SR_NONE && r->incidents[i].place >= r->place_count) abort();
        for (uint32_t k = 0; k < r->incidents[i].figure_count; k++)
            for (uint32_t n = 0; n < r->incidents[i].figures[k].claims.count; n++)
                if (r->incidents[i].figures[k].claims.items[n] >= r->claim_count) abort();
    }
}

static void check_merged(struct sr_merger *m, const struct sr_schema *incident) {
    struct sr_buf out = {0};
    struct sr_faults faults = {.tell = tell};
    if (sr_merger_take(m, true, &out, NULL)) abort();
    for (size_t at = 0; at < out.size;) {
        const char *end = memchr(out.p + at, '\n', out.size - at);
        json_t *value = NULL;
        if (!end || sr_json_load((struct sr_str){out.p + at, (uint32_t)(end - out.p - (ptrdiff_t)at)}, &value, NULL))
            abort();
        sr_schema_check(incident, value, &faults);
        if (faults.count) abort();
        json_decref(value);
        at = (size_t)(end - out.p) + 1;
    }
    sr_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static struct sr_validator *validator;
    static struct sr_schema *record, *incident;
    if (!validator && (sr_validator_open(&validator, NULL) || sr_schema_open("sitrep/1", &record, NULL) ||
                       sr_schema_open("sitrep-incident/1", &incident, NULL)))
        abort();
    struct sr_str line = {(const char *)data, (uint32_t)size};
    struct sr_faults faults = {.tell = tell}, again = {.tell = tell};
    struct sr_read_record r;
    struct sr_arena arena;
    struct sr_merger *merger = NULL;
    told = 0;
    enum sr_status status = sr_validate(validator, line, &faults, NULL);
    if ((status == SR_OK) != (faults.count == 0 && status != SR_ERR_JSON)) abort();
    uint64_t first = told;
    told = 0;
    if (sr_validate(validator, line, &again, NULL) != status || told != first) abort();
    sr_arena_init(&arena, 64u << 20);
    enum sr_status reading = sr_record_read(record, line, &arena, &r, NULL);
    if (reading == SR_OK) check_record(&r);
    if (sr_merger_open(&merger, NULL)) abort();
    if (sr_merger_add(merger, line, NULL) == SR_OK) check_merged(merger, incident);
    sr_merger_free(merger);
    sr_arena_release(&arena);
    return 0;
}
