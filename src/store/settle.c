#include "base/date.h"
#include "merge/versions.h"
#include "merge/write.h"
#include "store/edited.h"

struct reprint { /* one document's last version */
    struct sr_kept *kept;
    uint64_t number, of; /* of 0: it repeats none */
    bool by_editor;
};

struct settling {
    struct sr_store *store;
    struct sr_arena *arena;
    const struct sr_cause *cause;
    uint64_t incident;
    SR_VEC(struct sr_kept *) documents; /* its own, and guests: of which an editor gave it a claim */
    SR_VEC(struct reprint) reprints;    /* of its own */
    uint32_t guests;
    struct sr_told before, now;
};

enum sr_status sr_new_incident(struct sr_store *s, const struct sr_cause *cause, uint64_t *number, struct sr_err *err) {
    enum sr_status status =
        sr_sql_do(s, "INSERT INTO incident(version, changed_at, documents, disputed) VALUES(0, ?, 0, 0)",
                  SR_WITH(sr_int(cause->at)), err);
    if (!status) *number = (uint64_t)sqlite3_last_insert_rowid(s->db);
    return status;
}

enum sr_status sr_redirect(struct sr_store *s, uint64_t incident, uint64_t to, struct sr_err *err) {
    return sr_sql_do(s, "UPDATE incident SET joined = ?1 WHERE number = ?2 OR joined = ?2",
                     SR_WITH(sr_number(to), sr_number(incident)), err);
}

/* ---- what was kept of its documents ---- */

struct version { /* one that was found */
    uint64_t document;
    uint32_t number;
    struct sr_str bytes; /* {NULL, 0}: nothing was kept of it */
    bool guest;
};

/* A guest brings the claims that were given to this incident, and tells nothing else of it. */
static void keep_apart(struct sr_kept *k) {
    struct sr_kept guest = {.document = k->document,
                            .url = k->url,
                            .outlet = k->outlet,
                            .published = k->published,
                            .sha256 = k->sha256,
                            .version = k->version,
                            .member = k->member};
    guest.member.begin_day = SR_NO_DAY;
    *k = guest;
}

/* A version that an older build has stored, or kept otherwise. */
static enum sr_status keep_anew(struct settling *t, const struct version *v, struct sr_kept *kept, struct sr_err *err) {
    struct sr_read_record record;
    enum sr_status status = sr_store_reread(t->store, v->document, v->number, t->arena, &record, err);
    return status ? status : sr_keep_version(t->store, v->document, v->number, &record, t->arena, kept, err);
}

static enum sr_status keep(struct settling *t, const struct version *v, struct sr_kept **out, struct sr_err *err) {
    struct sr_edited_in in = {v->document, t->incident, v->number};
    struct sr_kept *kept = sr_arena_alloc(t->arena, 1, sizeof *kept);
    if (!kept) return sr_fail_memory(err, "telling an incident");
    enum sr_status status = v->bytes.p ? sr_kept_read(&t->store->rules, v->bytes, t->arena, kept, NULL) : SR_ERR_FORMAT;
    if (status == SR_ERR_MEMORY) return sr_fail_memory(err, "telling an incident");
    if (status == SR_ERR_FORMAT) status = keep_anew(t, v, kept, err);
    if (!status && v->guest) keep_apart(kept);
    if (!status) status = sr_edited_figures(t->store, &in, kept, t->arena, err);
    *out = kept;
    if (!status && !SR_PUSH(t->arena, t->documents, kept)) status = sr_fail_memory(err, "telling an incident");
    return status;
}

#define ITS_VERSIONS                                                                                           \
    "SELECT d.number, v.version, k.bytes, d.incident IS NOT ?1, d.version = v.version, d.reprint_of, "         \
    "EXISTS(SELECT 1 FROM edit e WHERE e.document = d.number AND e.kind = 'reprint' AND e.undone_by IS NULL) " \
    "FROM document d JOIN version v ON v.document = d.number "                                                 \
    "LEFT JOIN kept k ON k.document = v.document AND k.version = v.version WHERE "

/* The versions of its own documents, or of its guests. */
static enum sr_status load(struct settling *t, const char *sql, struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct sr_rows rows = sr_sql(t->store, sql, SR_WITH(sr_number(t->incident)));
    while (!status && sr_row(&rows)) {
        struct version v = {sr_row_number(&rows, 0), (uint32_t)sr_row_number(&rows, 1), sr_row_str(&rows, 2, t->arena),
                            sr_row_bool(&rows, 3)};
        bool last = sr_row_bool(&rows, 4);
        struct reprint r = {.number = v.document, .of = sr_row_number(&rows, 5), .by_editor = sr_row_bool(&rows, 6)};
        if (rows.memory) break;
        status = keep(t, &v, &r.kept, err);
        t->guests += !status && last && v.guest;
        if (!status && last && !v.guest && !SR_PUSH(t->arena, t->reprints, r)) rows.memory = true;
    }
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}

static enum sr_status load_documents(struct settling *t, struct sr_err *err) {
    enum sr_status status = load(t, ITS_VERSIONS "d.incident = ?1 ORDER BY d.number, v.version", err);
    if (status || !t->documents.count) return status;
    return load(t,
                ITS_VERSIONS "d.incident IS NOT ?1 AND d.number IN (SELECT e.document FROM " SR_EDITS_GIVEN
                             "AND NOT EXISTS(SELECT 1 FROM edit later WHERE later.document = e.document AND "
                             "later.claim = e.claim AND later.number > e.number AND later.field = 'incident' AND "
                             "later.undone_by IS NULL)) ORDER BY d.number, v.version",
                err);
}

static bool same_kept(const struct sr_kept_figure *a, const struct sr_kept_figure *b) {
    return a->measure == b->measure && a->low == b->low && a->high == b->high && a->best == b->best &&
           sr_str_eq(a->of, b->of) && sr_str_eq(a->state, b->state);
}

static bool says_no_more(const struct sr_kept *a, const struct sr_kept *b) {
    for (uint32_t i = 0; i < a->figure_count; i++) {
        bool there = false;
        for (uint32_t k = 0; k < b->figure_count; k++) there |= same_kept(&a->figures[i], &b->figures[k]);
        if (!there) return false;
    }
    return true;
}

/* A reprint is no newer word: printed at eleven, a report of ten o'clock must not overtake what was said in between.
 * One that gives another figure than its origin was updated, and counts, unless an editor says that it is a reprint. */
static void silence_reprints(struct settling *t) {
    for (uint32_t i = 0; i < t->reprints.count; i++) {
        const struct reprint *r = &t->reprints.items[i];
        for (uint32_t k = 0; k < t->reprints.count && r->of; k++) {
            const struct reprint *origin = &t->reprints.items[k];
            if (origin->number != r->of || origin->of == r->number) continue;
            if (r->by_editor || says_no_more(r->kept, origin->kept)) r->kept->figure_count = 0;
        }
    }
}

/* ---- what is told ---- */

static enum sr_status write(struct settling *t, struct sr_buf *out, struct sr_err *err) {
    enum sr_status status = sr_link_versions(t->documents.items, &t->documents.count, t->arena, err);
    struct sr_incident_out told = {.rules = &t->store->rules,
                                   .id = sr_arena_printf(t->arena, "I%llu", (unsigned long long)t->incident),
                                   .documents = (const struct sr_kept *const *)t->documents.items,
                                   .count = t->documents.count};
    if (!status && !told.id.p) status = sr_fail_memory(err, "telling an incident");
    return status ? status : sr_write_incident(&told, t->arena, out, err);
}

/* Of its beginning; where that isn't known, of its first report. */
static int64_t day_of(const struct settling *t) {
    struct sr_date d;
    if (t->now.row.begin.p && sr_date_parse(t->now.row.begin, &d)) return sr_days_from_civil(d.year, d.month, d.day);
    for (uint32_t i = 0; i < t->documents.count; i++)
        if (t->documents.items[i]->has_incident && t->documents.items[i]->member.published_day != SR_NO_DAY)
            return t->documents.items[i]->member.published_day;
    return SR_STORE_UNKNOWN;
}

static enum sr_status put(struct settling *t, struct sr_err *err) {
    const struct sr_store_incident *r = &t->now.row;
    const struct sr_table *families = &t->store->lexicon.tables[SR_TABLE_KIND_FAMILIES];
    uint32_t row = r->kind.p ? sr_table_find(families, r->kind) : SR_NONE;
    struct sr_str family = row == SR_NONE ? r->kind : sr_str_c(sr_table_cell(families, row, 1));
    return sr_sql_do(
        t->store,
        "UPDATE incident SET day = ?, kind = ?, family = ?, begin = ?, \"end\" = ?, place = ?, country = ?, "
        "lat = ?, lon = ?, documents = ?, killed_low = ?, killed_best = ?, killed_high = ?, "
        "injured_best = ?, disputed = ?, json = ? WHERE number = ?",
        SR_WITH(sr_int(day_of(t)), sr_text(r->kind), sr_text(family), sr_text(r->begin), sr_text(r->end),
                sr_text(r->place), sr_text(r->country), r->has_point ? sr_real(r->lat) : sr_number(0),
                r->has_point ? sr_real(r->lon) : sr_number(0), sr_int(r->documents - t->guests), sr_int(r->killed_low),
                sr_int(r->killed_best), sr_int(r->killed_high), sr_int(r->injured_best), sr_int(r->disputed),
                sr_text(r->json), sr_number(t->incident)),
        err);
}

/* An incident without documents has joined another, or all of it was moved away. */
static enum sr_status put_nothing(struct settling *t, struct sr_err *err) {
    return sr_sql_do(t->store, "UPDATE incident SET documents = 0, disputed = 0, json = NULL WHERE number = ?",
                     SR_WITH(sr_number(t->incident)), err);
}

/* ---- what has changed ---- */

static bool same_figure(const struct sr_store_figure *a, const struct sr_store_figure *b) {
    return sr_str_eq(a->measure, b->measure) && sr_str_eq(a->of, b->of) && sr_str_eq(a->state, b->state);
}

static const struct sr_store_figure *find(const struct sr_store_figures *all, const struct sr_store_figure *like) {
    for (uint32_t i = 0; i < all->count; i++)
        if (same_figure(&all->items[i], like)) return &all->items[i];
    return NULL;
}

/* Lower than before, and its last step supersedes a greater one of the same chain of speakers. */
static bool is_correction(const struct sr_store_figure *f, const struct sr_store_figure *before) {
    if (f->best == SR_STORE_UNKNOWN || before->best == SR_STORE_UNKNOWN || f->best >= before->best) return false;
    for (uint32_t i = f->step_count; i-- > 0;)
        if (f->steps[i].value == f->best) return f->steps[i].supersedes != SR_NONE;
    return false;
}

/* The figure that `name` names, now and before; NULL where there is, or was, none. */
static enum sr_status log_figure(struct settling *t, const struct sr_store_figure *name,
                                 const struct sr_store_figure *f, const struct sr_store_figure *before,
                                 struct sr_err *err) {
    static const struct sr_store_figure none = {
        .low = SR_STORE_UNKNOWN, .best = SR_STORE_UNKNOWN, .high = SR_STORE_UNKNOWN};
    const struct sr_store_figure *is = f ? f : &none, *was = before ? before : &none;
    struct sr_store_change c = {.incident = t->incident,
                                .measure = name->measure,
                                .of = name->of,
                                .state = name->state,
                                .low = is->low,
                                .best = is->best,
                                .high = is->high,
                                .low_before = was->low,
                                .best_before = was->best,
                                .high_before = was->high};
    enum sr_status status = SR_OK;
    if (!f || !before || is->low != was->low || is->best != was->best || is->high != was->high) {
        c.kind = f && before && is_correction(f, before) ? SR_CHANGE_CORRECTION : SR_CHANGE_FIGURE;
        status = sr_log(t->store, t->cause, &c, err);
    }
    if (status || is->disputed == was->disputed) return status;
    c.kind = is->disputed ? SR_CHANGE_DISPUTE : SR_CHANGE_AGREEMENT;
    return sr_log(t->store, t->cause, &c, err);
}

static bool same_details(const struct sr_store_incident *a, const struct sr_store_incident *b) {
    return sr_str_eq(a->kind, b->kind) && sr_str_eq(a->begin, b->begin) && sr_str_eq(a->end, b->end) &&
           sr_str_eq(a->place, b->place) && sr_str_eq(a->country, b->country);
}

static enum sr_status log_changes(struct settling *t, struct sr_err *err) {
    enum sr_status status = SR_OK;
    const struct sr_store_figures *before = &t->before.figures, *now = &t->now.figures;
    bool new = !t->before.row.json.p;
    if (!new && !same_details(&t->before.row, &t->now.row))
        status = sr_log_plain(t->store, t->cause, SR_CHANGE_DETAIL, t->incident, 0, err);
    for (uint32_t i = 0; !status && i < now->count; i++)
        status = log_figure(t, &now->items[i], &now->items[i], find(before, &now->items[i]), err);
    for (uint32_t i = 0; !status && i < before->count; i++)
        if (!find(now, &before->items[i])) status = log_figure(t, &before->items[i], NULL, &before->items[i], err);
    return status;
}

static enum sr_status load_before(struct settling *t, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(t->store, "SELECT json FROM incident WHERE number = ?", SR_WITH(sr_number(t->incident)));
    struct sr_str line = sr_row(&rows) ? sr_row_str(&rows, 0, t->arena) : (struct sr_str){NULL, 0};
    enum sr_status status = sr_rows_end(&rows, err);
    return status || !line.p ? status : sr_tell(line, t->arena, &t->before, err);
}

static enum sr_status settle(struct settling *t, struct sr_buf *line, struct sr_err *err) {
    const struct sr_merge_rules *rules;
    enum sr_status status = sr_store_rules(t->store, &rules, err);
    if (!status) status = load_before(t, err);
    if (!status) status = load_documents(t, err);
    if (!status) silence_reprints(t);
    if (status || !t->documents.count) return status ? status : put_nothing(t, err);
    status = write(t, line, err);
    if (status) return status;
    struct sr_str json = {line->p, (uint32_t)line->size - 1}; /* without its line break */
    status = sr_tell(json, t->arena, &t->now, err);
    if (!status) status = log_changes(t, err);
    return status ? status : put(t, err);
}

enum sr_status sr_settle(struct sr_store *s, uint64_t incident, const struct sr_cause *cause, struct sr_err *err) {
    struct sr_arena arena;
    struct sr_buf line = {0};
    struct settling t = {.store = s, .arena = &arena, .cause = cause, .incident = incident};
    sr_arena_init(&arena, 0);
    enum sr_status status = settle(&t, &line, err);
    sr_buf_release(&line);
    sr_arena_release(&arena);
    return status;
}
