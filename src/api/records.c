#include "api/api.h"
#include "base/file.h"
#include "export/export.h"
#include "merge/explain.h"
#include "merge/merge.h"
#include "record/validate.h"

enum { MOST_FAULTS = 20 };

#define MAX_LINE ((size_t)1 << 30)

const char *sr_schema(const char *name) {
    return sr_schema_text(name);
}

/* What the lines of one stream share. */
struct lines {
    struct sr_stream stream;
    const char *name;
    struct sr_result result;
    sr_sink *sink;
    void *user;
    bool stopped; /* by the sink */
};

static void give(struct lines *l, const struct sr_err *err, const char *bytes, size_t size) {
    struct sr_error fault;
    struct sr_err placed;
    l->result.bytes = bytes;
    l->result.size = size;
    l->result.error = NULL;
    if (err) {
        placed = *err;
        sr_err_at(&placed, l->name, l->stream.line, err->column);
        (void)sr_error_from(&placed, &fault);
        l->result.error = &fault;
    }
    l->stopped = l->sink(l->user, &l->result) != 0;
    l->result.error = NULL;
}

/* The next line that is not blank; false at the end, or when the stream can't be read further (*err, and a status). A
 * line that is too long is given to the sink as a fault. */
static bool next_line(struct lines *l, size_t limit, struct sr_str *line, enum sr_status *status, struct sr_err *err) {
    for (bool end = false; !l->stopped;) {
        *status = sr_stream_line(&l->stream, limit, line, &end, err);
        if (*status == SR_ERR_LIMIT) {
            l->result.documents++;
            l->result.skipped++;
            give(l, err, NULL, 0);
            continue;
        }
        if (*status || end) return false;
        uint32_t i = 0;
        while (i < line->n && strchr(" \t\r", line->p[i])) i++;
        if (i < line->n) return true;
    }
    *status = SR_OK;
    return false;
}

/* ---- validate ---- */

static bool tell(void *user, const char *path, const char *message, const char *mend) {
    struct lines *l = user;
    struct sr_err err;
    (void)sr_fail(&err, SR_ERR_SCHEMA, mend, "%s%s%s", path, *path ? ": " : "", message);
    give(l, &err, NULL, 0);
    return !l->stopped;
}

static enum sr_status validate_line(struct lines *l, const struct sr_validator *v, struct sr_str line,
                                    struct sr_err *err) {
    struct sr_faults faults = {.tell = tell, .user = l, .most = MOST_FAULTS};
    enum sr_status status = sr_validate(v, line, &faults, err);
    if (status == SR_ERR_JSON) give(l, err, NULL, 0);
    else if (status && status != SR_ERR_SCHEMA) return status;
    if (!status) {
        l->result.skipped--;
        give(l, NULL, NULL, 0);
    }
    return SR_OK;
}

int sr_validate_stream(int fd, const char *name, size_t max_size, sr_sink *sink, void *user, struct sr_error *error) {
    struct lines l = {.name = name, .sink = sink, .user = user};
    struct sr_validator *v = NULL;
    struct sr_str line;
    struct sr_err err;
    enum sr_status status = sr_validator_open(&v, &err);
    sr_stream_fd(&l.stream, fd);
    while (!status && next_line(&l, max_size ? max_size : MAX_LINE, &line, &status, &err)) {
        l.result.documents++;
        l.result.skipped++; /* until it is found sound: a fault is told with a count that holds its record */
        status = validate_line(&l, v, line, &err);
    }
    sr_stream_release(&l.stream);
    sr_validator_free(v);
    return status ? sr_error_from(&err, error) : 0;
}

/* ---- merge ---- */

static enum sr_status merge_taken(struct lines *l, struct sr_merger *m, bool end, struct sr_buf *out,
                                  struct sr_err *err) {
    sr_buf_clear(out);
    enum sr_status status = sr_merger_take(m, end, out, err);
    if (!status && out->size) give(l, NULL, out->p, out->size);
    return status;
}

int sr_merge_stream(int fd, const char *name, size_t max_size, sr_sink *sink, void *user, struct sr_error *error) {
    struct lines l = {.name = name, .sink = sink, .user = user};
    struct sr_merger *m = NULL;
    struct sr_buf out = {0};
    struct sr_str line;
    struct sr_err err;
    enum sr_status status = sr_merger_open(&m, &err);
    sr_stream_fd(&l.stream, fd);
    while (!status && next_line(&l, max_size ? max_size : MAX_LINE, &line, &status, &err)) {
        l.result.documents++;
        enum sr_status added = sr_merger_add(m, line, &err);
        if (added) {
            l.result.skipped++;
            give(&l, &err, NULL, 0);
        } else status = merge_taken(&l, m, false, &out, &err);
    }
    if (!status && !l.stopped) status = merge_taken(&l, m, true, &out, &err);
    sr_stream_release(&l.stream);
    sr_buf_release(&out);
    sr_merger_free(m);
    return status ? sr_error_from(&err, error) : 0;
}

/* ---- why two records are merged ---- */

struct explainer {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_merge_rules rules;
    struct sr_schema *schema;
    struct sr_read_record records[2];
    bool has[2];
};

static enum sr_status explainer_open(struct explainer *e, struct sr_err *err) {
    sr_arena_init(&e->arena, 0);
    enum sr_status status = sr_schema_open("sitrep/1", &e->schema, err);
    if (!status) status = sr_lexicon_open(&e->lexicon, err);
    return status ? status : sr_merge_rules_open(&e->rules, &e->arena, &e->lexicon, err);
}

/* Take the record of a line where it is one of the two. */
static enum sr_status explainer_take(struct explainer *e, const char *const ids[2], struct sr_str line,
                                     struct sr_err *err) {
    struct sr_read_record record;
    enum sr_status status = sr_record_read(e->schema, line, &e->arena, &record, err);
    for (int i = 0; !status && i < 2; i++) {
        if (e->has[i] || (ids && !sr_str_is(record.document, ids[i]))) continue;
        e->records[i] = record;
        e->has[i] = true;
        break;
    }
    return status;
}

static enum sr_status explain(struct lines *l, struct explainer *e, const char *const ids[2], struct sr_err *err) {
    struct sr_buf out = {0};
    for (int i = 0; i < 2; i++)
        if (!e->has[i])
            return sr_fail(err, SR_ERR_NOT_FOUND, "name two documents by the ids that their records have",
                           ids ? "no record of '%s' in the input" : "fewer than two records in the input%s",
                           ids ? ids[i] : "");
    enum sr_status status = sr_explain_merge(&e->rules, &e->records[0], &e->records[1], &e->arena, &out, err);
    if (!status) give(l, NULL, out.p, out.size);
    sr_buf_release(&out);
    return status;
}

int sr_explain_merge_stream(int fd, const char *name, const char *const ids[2], size_t max_size, sr_sink *sink,
                            void *user, struct sr_error *error) {
    struct lines l = {.name = name, .sink = sink, .user = user};
    struct explainer e = {0};
    struct sr_str line;
    struct sr_err err;
    enum sr_status status = explainer_open(&e, &err);
    sr_stream_fd(&l.stream, fd);
    while (!status && !(e.has[0] && e.has[1]) && next_line(&l, max_size ? max_size : MAX_LINE, &line, &status, &err)) {
        l.result.documents++;
        if (!explainer_take(&e, ids, line, &err)) continue;
        l.result.skipped++;
        give(&l, &err, NULL, 0);
    }
    if (!status && !l.stopped) status = explain(&l, &e, ids, &err);
    sr_stream_release(&l.stream);
    sr_schema_free(e.schema);
    sr_arena_release(&e.arena);
    return status ? sr_error_from(&err, error) : 0;
}

/* ---- export ---- */

struct sr_export {
    struct sr_exporter *exporter;
    struct sr_buf out;
    uint64_t documents, skipped; /* over all that was added */
};

struct sr_export *sr_export_open(const char *format, const struct sr_export_options *o, struct sr_error *error) {
    struct sr_err err;
    struct sr_exporting in = {0};
    if (o)
        in = (struct sr_exporting){o->incident,     o->extra,       o->url,           o->publisher, o->coverage_start,
                                   o->coverage_end, o->prepared_by, o->authorized_by, o->at};
    struct sr_export *export = calloc(1, sizeof *export);
    enum sr_status status =
        export ? sr_exporter_open(format, &in, &export->exporter, &err) : sr_fail_memory(&err, "opening an export");
    if (!status) return export;
    (void)sr_error_from(&err, error);
    free(export);
    return NULL;
}

void sr_export_close(struct sr_export *export) {
    if (!export) return;
    sr_exporter_free(export->exporter);
    sr_buf_release(&export->out);
    free(export);
}

static void export_line(struct sr_export *x, struct lines *l, struct sr_str line) {
    struct sr_err err;
    sr_buf_clear(&x->out);
    l->result.documents++;
    if (sr_exporter_add(x->exporter, line, &x->out, &err)) {
        l->result.skipped++;
        give(l, &err, NULL, 0);
    } else if (x->out.size) give(l, NULL, x->out.p, x->out.size);
}

/* `l->stream` is open; it is released here. */
static int export_lines(struct sr_export *x, struct lines *l, size_t limit, struct sr_error *error) {
    struct sr_str line;
    struct sr_err err;
    enum sr_status status = SR_OK;
    l->result.documents = x->documents;
    l->result.skipped = x->skipped;
    while (!status && next_line(l, limit, &line, &status, &err)) export_line(x, l, line);
    x->documents = l->result.documents;
    x->skipped = l->result.skipped;
    sr_stream_release(&l->stream);
    return status ? sr_error_from(&err, error) : 0;
}

int sr_export_fd(struct sr_export *export, int fd, const char *name, size_t max_size, sr_sink *sink, void *user,
                 struct sr_error *error) {
    struct lines l = {.name = name, .sink = sink, .user = user};
    sr_stream_fd(&l.stream, fd);
    return export_lines(export, &l, max_size ? max_size : MAX_LINE, error);
}

int sr_export_bytes(struct sr_export *export, const char *bytes, size_t size, const char *name, sr_sink *sink,
                    void *user, struct sr_error *error) {
    struct lines l = {.name = name, .sink = sink, .user = user};
    sr_stream_memory(&l.stream, bytes, size);
    return export_lines(export, &l, MAX_LINE, error);
}

int sr_export_end(struct sr_export *export, sr_sink *sink, void *user, struct sr_error *error) {
    struct lines l = {
        .sink = sink, .user = user, .result = {.documents = export->documents, .skipped = export->skipped}};
    struct sr_err err;
    sr_buf_clear(&export->out);
    if (sr_exporter_end(export->exporter, &export->out, &err)) return sr_error_from(&err, error);
    if (export->out.size) give(&l, NULL, export->out.p, export->out.size);
    return 0;
}

const char *sr_export_note(const struct sr_export *export) {
    return sr_exporter_note(export->exporter);
}
