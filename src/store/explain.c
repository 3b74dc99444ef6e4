/* Why two documents or incidents of the store are held to be one, or not. Documents by what merge/explain.h tells of a
 * pair; incidents by the mean over the pairs of their newest documents, as merging decides (merge/cluster.h), and by the
 * pair that has most in common. */
#include "merge/explain.h"

#include "store/parts.h"

enum { MOST = 12 }; /* documents of an incident that are asked about: the newest */

struct side {
    uint64_t incident; /* named as such; 0: a document was named */
    uint32_t count;
    bool placed; /* an editor has placed some document of it */
    struct sr_read_record records[MOST];
    struct sr_member members[MOST];
    uint64_t incidents[MOST]; /* that each document tells of; 0: none */
};

struct explaining {
    struct sr_store *store;
    const struct sr_merge_rules *rules;
    struct side *a, *b;
    struct sr_buf out;
};

/* How many bytes of a name a message shows. */
static int shown(struct sr_str name) {
    return (int)(name.n < 200 ? name.n : 200);
}

/* A document by its id or URL, else an incident by its name. */
static enum sr_status find(struct sr_store *s, struct sr_str name, uint64_t *document, uint64_t *incident,
                           struct sr_err *err) {
    *document = *incident = 0;
    enum sr_status status = sr_store_find_document(s, name, document, err);
    if (status != SR_ERR_NOT_FOUND) return status;
    status = sr_store_find(s, name, incident, err);
    if (status != SR_ERR_NOT_FOUND && status != SR_ERR_USAGE) return status;
    return sr_fail(err, SR_ERR_NOT_FOUND,
                   "'sitrep search' finds documents by their words, 'sitrep incidents' lists incidents",
                   "no document and no incident of the store is '%.*s'", shown(name), name.p);
}

static enum sr_status load(struct explaining *e, struct side *side, uint64_t document, uint64_t incident,
                           struct sr_err *err) {
    struct sr_arena *arena = &e->store->scratch;
    enum sr_status status = SR_OK;
    struct sr_rows rows =
        sr_sql(e->store,
               "SELECT number, version, incident, placed FROM document WHERE number = ?1 OR incident = "
               "?2 ORDER BY number DESC LIMIT ?3",
               SR_WITH(sr_number(document), sr_number(incident), sr_int(MOST)));
    while (!status && sr_row(&rows)) {
        struct sr_read_record *record = &side->records[side->count];
        side->placed |= sr_row_bool(&rows, 3);
        side->incidents[side->count] = sr_row_number(&rows, 2);
        status =
            sr_store_reread(e->store, sr_row_number(&rows, 0), (uint32_t)sr_row_number(&rows, 1), arena, record, err);
        if (!status) status = sr_member_make(e->rules, record, arena, arena, &side->members[side->count++], err);
    }
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    side->incident = incident;
    return status ? status : end;
}

/* ---- what is told ---- */

static void tell_incident(struct explaining *e, uint64_t incident) {
    if (incident) sr_buf_printf(&e->out, "I%llu", (unsigned long long)incident);
    else sr_buf_c(&e->out, "no incident");
}

static void tell_side(struct explaining *e, const struct side *side) {
    if (side->incident) tell_incident(e, side->incident);
    else sr_buf_str(&e->out, side->records[0].document);
}

static void tell_placed(struct explaining *e) {
    if (e->a->placed && e->b->placed)
        sr_buf_c(&e->out, "An editor has placed reports of both: merging alone never brings them together.\n");
    else if (e->a->placed || e->b->placed) {
        sr_buf_c(&e->out, "An editor has placed reports of ");
        tell_side(e, e->a->placed ? e->a : e->b);
        sr_buf_c(&e->out, ": merging leaves them there.\n");
    }
}

/* The mean over all pairs, and the pair that has most in common. */
static double mean(const struct explaining *e, uint32_t best[2]) {
    double sum = 0, most = 0;
    for (uint32_t i = 0; i < e->a->count; i++)
        for (uint32_t k = 0; k < e->b->count; k++) {
            double score = sr_score(e->rules, &e->a->members[i], &e->b->members[k]);
            bool first = i == 0 && k == 0;
            sum += score;
            if (!first && score <= most) continue;
            most = score;
            best[0] = i;
            best[1] = k;
        }
    return sum / (e->a->count * e->b->count);
}

static enum sr_status tell_groups(struct explaining *e, struct sr_err *err) {
    uint32_t best[2] = {0, 0}, pairs = e->a->count * e->b->count;
    double score = mean(e, best), enough = e->rules->weights.threshold;
    tell_side(e, e->a);
    sr_buf_c(&e->out, " and ");
    tell_side(e, e->b);
    sr_buf_printf(&e->out, ": %s: %.2f in the mean of %u pair%s of reports, and %.2f is enough\n",
                  score >= enough ? "one incident" : "two incidents", score, pairs, pairs == 1 ? "" : "s", enough);
    tell_placed(e);
    sr_buf_c(&e->out, "The pair that has most in common:\n\n");
    return sr_explain_merge(e->rules, &e->a->records[best[0]], &e->b->records[best[1]], &e->store->scratch, &e->out,
                            err);
}

static enum sr_status tell_documents(struct explaining *e, struct sr_err *err) {
    enum sr_status status =
        sr_explain_merge(e->rules, &e->a->records[0], &e->b->records[0], &e->store->scratch, &e->out, err);
    if (status) return status;
    bool both = e->a->incidents[0] == e->b->incidents[0];
    sr_buf_c(&e->out, both ? "In the store both tell of " : "In the store the one tells of ");
    tell_incident(e, e->a->incidents[0]);
    if (!both) {
        sr_buf_c(&e->out, ", the other of ");
        tell_incident(e, e->b->incidents[0]);
    }
    sr_buf_c(&e->out, ".\n");
    tell_placed(e);
    return SR_OK;
}

static enum sr_status explain(struct explaining *e, const struct sr_str names[2], struct sr_err *err) {
    uint64_t documents[2], incidents[2];
    enum sr_status status = sr_store_rules(e->store, &e->rules, err);
    for (int i = 0; !status && i < 2; i++) status = find(e->store, names[i], &documents[i], &incidents[i], err);
    if (!status && documents[0] == documents[1] && incidents[0] == incidents[1])
        return sr_fail(err, SR_ERR_USAGE, "name two documents of it to see why they are together",
                       "'%.*s' and '%.*s' are the same", shown(names[0]), names[0].p, shown(names[1]), names[1].p);
    if (!status) status = load(e, e->a, documents[0], incidents[0], err);
    if (!status) status = load(e, e->b, documents[1], incidents[1], err);
    if (status) return status;
    if (!e->a->count || !e->b->count) {
        struct sr_str untold = names[e->a->count ? 1 : 0];
        return sr_fail(err, SR_ERR_NOT_FOUND, "", "no document tells of '%.*s'", shown(untold), untold.p);
    }
    return incidents[0] || incidents[1] ? tell_groups(e, err) : tell_documents(e, err);
}

enum sr_status sr_store_explain(struct sr_store *s, const struct sr_str names[2], struct sr_arena *arena,
                                struct sr_str *text, struct sr_err *err) {
    struct explaining e = {.store = s};
    bool own;
    sr_arena_reset(&s->scratch);
    e.a = sr_arena_alloc(&s->scratch, 1, sizeof *e.a);
    e.b = sr_arena_alloc(&s->scratch, 1, sizeof *e.b);
    if (!e.a || !e.b) return sr_fail_memory(err, "explaining a merge");
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = explain(&e, names, err);
    sr_sql_read(s, own);
    struct sr_str copy =
        status ? (struct sr_str){NULL, 0} : sr_arena_str(arena, (struct sr_str){e.out.p, (uint32_t)e.out.size});
    if (!status && (e.out.failed || !copy.p)) status = sr_fail_memory(err, "explaining a merge");
    if (!status) *text = copy;
    sr_buf_release(&e.out);
    return status;
}
