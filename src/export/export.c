#include "export/export.h"

#include "export/parts.h"
#include "record/validate.h"

#define MOST_MEMORY ((size_t)4 << 30) /* for one line */

static const struct sr_export_format *const formats[] = {&sr_export_claims, &sr_export_annotation, &sr_export_ucdp,
                                                         &sr_export_acled,  &sr_export_geojson,    &sr_export_liveblog,
                                                         &sr_export_edxl};
enum { FORMATS = sizeof formats / sizeof *formats };

struct sr_str sr_export_kept(struct sr_exporter *e, struct sr_str s) {
    if (s.p) return s;
    e->failed = true;
    return SR_STR("");
}

struct sr_str sr_export_taken(struct sr_exporter *e, struct sr_buf *buf) {
    struct sr_str s = {buf->p, (uint32_t)buf->size}, none = {NULL, 0};
    s = sr_export_kept(e, buf->failed || buf->size > UINT32_MAX ? none : sr_arena_str(&e->line, s));
    sr_buf_release(buf);
    return s;
}

static const struct sr_export_format *find_format(const char *name) {
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i]->name) == 0) return formats[i];
    return NULL;
}

static bool copy(struct sr_arena *arena, const char **string) {
    if (*string) *string = sr_arena_str(arena, sr_str_c(*string)).p;
    return *string;
}

static enum sr_status copy_options(struct sr_exporter *e, const struct sr_exporting *options, struct sr_err *err) {
    if (!options) return SR_OK;
    e->options = *options;
    const char **const strings[] = {
        &e->options.incident,     &e->options.url,         &e->options.publisher,     &e->options.coverage_start,
        &e->options.coverage_end, &e->options.prepared_by, &e->options.authorized_by, &e->options.at};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i] && !copy(&e->own, strings[i])) return sr_fail_memory(err, "opening an exporter");
    return SR_OK;
}

static enum sr_status open(struct sr_exporter *e, const struct sr_exporting *options, struct sr_err *err) {
    enum sr_status status = copy_options(e, options, err);
    if (!status && e->format->open) status = e->format->open(e, err);
    if (!status) status = sr_lexicon_open(&e->lexicon, err);
    if (!status) status = sr_schema_open("sitrep/1", &e->record_schema, err);
    if (!status) status = sr_schema_open("sitrep-incident/1", &e->incident_schema, err);
    return status;
}

enum sr_status sr_exporter_open(const char *format, const struct sr_exporting *options, struct sr_exporter **exporter,
                                struct sr_err *err) {
    const struct sr_export_format *f = find_format(format);
    if (!f)
        return sr_fail(err, SR_ERR_USAGE, "there are claims, annotation, ucdp, acled, geojson, liveblog and edxl",
                       "no export format '%.40s'", format);
    struct sr_exporter *e = calloc(1, sizeof *e);
    if (!e) return sr_fail_memory(err, "opening an exporter");
    e->format = f;
    sr_arena_init(&e->own, 0);
    sr_arena_init(&e->line, MOST_MEMORY);
    enum sr_status status = open(e, options, err);
    if (status) sr_exporter_free(e);
    else *exporter = e;
    return status;
}

void sr_exporter_free(struct sr_exporter *e) {
    if (!e) return;
    sr_schema_free(e->record_schema);
    sr_schema_free(e->incident_schema);
    sr_buf_release(&e->held);
    json_decref(e->edits);
    sr_arena_release(&e->own);
    sr_arena_release(&e->line);
    free(e);
}

/* ---- a line ---- */

static bool tell(void *user, const char *path, const char *message, const char *mend) {
    (void)sr_fail(user, SR_ERR_SCHEMA, mend, "%s%s%s", path, *path ? ": " : "", message);
    return false; /* the first fault is the error */
}

static enum sr_status check(const struct sr_schema *schema, void (*sound)(const json_t *, struct sr_faults *),
                            const json_t *value, struct sr_err *err) {
    struct sr_err fault;
    struct sr_faults faults = {.tell = tell, .user = &fault};
    sr_schema_check(schema, value, &faults);
    if (!faults.count) sound(value, &faults);
    if (!faults.count) return SR_OK;
    if (err) *err = fault;
    return SR_ERR_SCHEMA;
}

static enum sr_status add_record(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    enum sr_status status = check(e->record_schema, sr_record_sound, v, err);
    if (status) return status;
    e->records++;
    if (e->format->incident && !sr_known_add(&e->known, &e->own, v)) e->failed = true;
    return e->format->record ? e->format->record(e, v, err) : SR_OK;
}

static enum sr_status add_incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    enum sr_status status = check(e->incident_schema, sr_incident_sound, v, err);
    if (status) return status;
    if (e->options.incident && !sr_str_is(sr_value_str(v, "id"), e->options.incident)) return SR_OK;
    e->incidents++;
    return e->format->incident ? e->format->incident(e, v, err) : SR_OK;
}

/* Keep them for the record that follows. */
static enum sr_status add_edits(struct sr_exporter *e, json_t *v, struct sr_err *err) {
    bool sound = json_is_string(json_object_get(v, "document")) && json_is_array(json_object_get(v, "claims"));
    if (!sound)
        return sr_fail(err, SR_ERR_SCHEMA, "write it as 'sitrep export --db' does",
                       "edits need 'document', a string, and 'claims', a list");
    json_decref(e->edits);
    e->edits = json_incref(v);
    return SR_OK;
}

/* A line by its schema; what editors made of a record's claims is forgotten after the record. */
static enum sr_status add(struct sr_exporter *e, json_t *v, struct sr_err *err) {
    struct sr_str schema = sr_value_str(v, "schema");
    if (sr_str_is(schema, "sitrep-incident/1")) return add_incident(e, v, err);
    if (sr_str_is(schema, "sitrep-edits/1")) return add_edits(e, v, err);
    enum sr_status status = add_record(e, v, err);
    json_decref(e->edits);
    e->edits = NULL;
    return status;
}

static void begin(struct sr_exporter *e) {
    if (!e->begun && e->format->begin) e->format->begin(e);
    e->begun = true;
}

enum sr_status sr_exporter_add(struct sr_exporter *e, struct sr_str line, struct sr_buf *out, struct sr_err *err) {
    size_t before = out->size;
    json_t *value = NULL;
    enum sr_status status = sr_json_load(line, &value, err);
    if (status) return status;
    bool begun = e->begun;
    e->out = out;
    e->failed = false;
    sr_arena_reset(&e->line);
    begin(e);
    status = add(e, value, err);
    json_decref(value);
    if (!status && (e->failed || out->failed)) status = sr_fail_memory(err, "exporting");
    if (!status) return SR_OK;
    out->size = before;
    e->begun = begun;
    return status;
}

/* What whoever reads the file should know. */
static void note(struct sr_exporter *e) {
    bool of_incidents = e->format->incident;
    if (e->left_out)
        (void)snprintf(e->note, sizeof e->note, "%llu %s left out: %s", (unsigned long long)e->left_out,
                       e->left_out == 1 ? "incident was" : "incidents were", e->why);
    else if (of_incidents && !e->incidents && e->options.incident)
        (void)snprintf(e->note, sizeof e->note, "no incident '%.60s' was in the input", e->options.incident);
    else if (of_incidents && !e->incidents && e->records)
        (void)snprintf(e->note, sizeof e->note,
                       "only records were in the input; make incidents of them: 'sitrep merge'");
    else if (!of_incidents && !e->records) (void)snprintf(e->note, sizeof e->note, "no record was in the input");
}

enum sr_status sr_exporter_end(struct sr_exporter *e, struct sr_buf *out, struct sr_err *err) {
    size_t before = out->size;
    e->out = out;
    e->failed = false;
    begin(e);
    enum sr_status status = e->format->end ? e->format->end(e, err) : SR_OK;
    if (!status && (e->failed || out->failed)) status = sr_fail_memory(err, "exporting");
    if (status) out->size = before;
    note(e);
    return status;
}

const char *sr_exporter_note(const struct sr_exporter *e) {
    return e->note[0] ? e->note : NULL;
}
