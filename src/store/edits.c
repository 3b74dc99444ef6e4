/* edits.c: editors' words: what each kind does. What it needs is in edit_check.c, how it is read again in edit_log.c.
 *
 * An edit is stale where the same thing was edited after the change that its author saw: the same claim; the same
 * document's place or origin; the same incident's extent. A claim is also another where its document was revised or
 * read anew since. News alone makes no edit stale: a desk that had to begin again at each report would edit nothing. */
#include "store/edit_value.h"
#include "store/edited.h"
#include "store/parts.h"

struct editing {
    struct sr_store *store;
    struct sr_store_edit edit; /* as it is kept: incidents redirected, `before` filled */
    uint64_t claim;            /* the claim's row; 0: none */
    uint64_t incident;         /* which it is about when it is done */
    struct sr_cause cause;
    SR_VEC(uint64_t) touched; /* incidents to be settled */
};

/* ---- what it is about ---- */

static enum sr_status number_of(struct sr_store *s, const char *sql, uint64_t key, uint64_t *out, const char *what,
                                struct sr_err *err) {
    int64_t n = 0;
    bool found = false;
    enum sr_status status = sr_sql_int(s, sql, SR_WITH(sr_number(key)), &n, &found, err);
    if (!status && !found) status = sr_fail(err, SR_ERR_NOT_FOUND, "", "there is no such %s", what);
    *out = !status && n > 0 ? (uint64_t)n : 0;
    return status;
}

static enum sr_status follow(struct editing *g, uint64_t *incident, struct sr_err *err) {
    if (!*incident) return SR_OK;
    return number_of(g->store, "SELECT coalesce(joined, number) FROM incident WHERE number = ?", *incident, incident,
                     "incident", err);
}

static enum sr_status find_document(struct editing *g, uint64_t document, uint64_t *incident, struct sr_err *err) {
    return number_of(g->store, "SELECT coalesce(incident, 0) FROM document WHERE number = ?", document, incident,
                     "document", err);
}

static enum sr_status find_claim(struct editing *g, struct sr_err *err) {
    int64_t row = 0;
    bool found = false;
    enum sr_status status = sr_sql_int(
        g->store, "SELECT number FROM claim WHERE document = ? AND id = ? AND gone < 2 ORDER BY version DESC LIMIT 1",
        SR_WITH(sr_number(g->edit.document), sr_text(g->edit.claim)), &row, &found, err);
    if (!status && !found) status = sr_fail(err, SR_ERR_NOT_FOUND, "", "the document has no such claim");
    g->claim = status ? 0 : (uint64_t)row;
    return status;
}

static enum sr_status find_target(struct editing *g, struct sr_err *err) {
    struct sr_store_edit *e = &g->edit;
    uint64_t its = 0, unused;
    enum sr_status status = follow(g, &e->incident, err);
    if (!status && e->document) status = find_document(g, e->document, &its, err);
    if (!status && e->document && e->kind != SR_EDIT_NOTE) e->incident = its;
    if (!status && e->claim.n) status = find_claim(g, err);
    if (!status && e->kind == SR_EDIT_REPRINT && e->other) status = find_document(g, e->other, &unused, err);
    else if (!status && e->kind != SR_EDIT_UNDO) status = follow(g, &e->other, err);
    for (uint32_t i = 0; !status && i < e->document_count; i++) {
        status = find_document(g, e->documents[i], &its, err);
        if (!status && its != e->incident)
            status = sr_fail(err, SR_ERR_USAGE, "", "document %llu does not tell of the incident",
                             (unsigned long long)e->documents[i]);
    }
    return status;
}

static enum sr_status check_stale(struct editing *g, struct sr_err *err) {
    const struct sr_store_edit *e = &g->edit;
    int64_t stale = 0;
    bool extent = e->kind == SR_EDIT_MERGE || e->kind == SR_EDIT_SPLIT;
    if (e->kind == SR_EDIT_NOTE || e->kind == SR_EDIT_UNDO) return SR_OK;
    enum sr_status status = sr_sql_int(
        g->store,
        "SELECT EXISTS(SELECT 1 FROM change c JOIN edit e ON e.number = c.edit WHERE c.kind = 'edit' AND "
        "c.number > ?1 AND c.incident IS e.incident AND CASE WHEN ?2 IS NOT NULL THEN e.claim = ?2 WHEN ?3 THEN "
        "e.claim IS NULL AND e.document IS NULL AND e.kind <> 'note' AND (e.incident IN (?4, ?5) OR "
        "e.other IN (?4, ?5)) ELSE e.claim IS NULL AND e.document = ?6 AND e.kind <> 'note' END) OR "
        "(?2 IS NOT NULL AND EXISTS(SELECT 1 FROM change WHERE number > ?1 AND document = ?6 AND "
        "kind IN ('revision', 'reread')))",
        SR_WITH(sr_int((int64_t)e->version), sr_number(g->claim), sr_int(extent), sr_number(e->incident),
                sr_number(e->other), sr_number(e->document)),
        &stale, NULL, err);
    if (status || !stale) return status;
    return sr_fail(err, SR_ERR_CONFLICT, "look at it as it is now, and edit again if you still want to",
                   "it was edited since you saw it");
}

/* ---- writing it down ---- */

static struct sr_str list_of(struct sr_arena *arena, const uint64_t *numbers, uint32_t count) {
    struct sr_buf out = {0};
    sr_buf_char(&out, '[');
    for (uint32_t i = 0; i < count; i++) sr_buf_printf(&out, "%s%llu", i ? "," : "", (unsigned long long)numbers[i]);
    sr_buf_char(&out, ']');
    struct sr_str copy =
        out.failed ? (struct sr_str){NULL, 0} : sr_arena_str(arena, (struct sr_str){out.p, (uint32_t)out.size});
    sr_buf_release(&out);
    return copy;
}

static enum sr_status put(struct editing *g, struct sr_err *err) {
    struct sr_store_edit *e = &g->edit;
    struct sr_str documents = {NULL, 0};
    if (e->document_count) documents = list_of(&g->store->scratch, e->documents, e->document_count);
    if (e->document_count && !documents.p) return sr_fail_memory(err, "an edit");
    enum sr_status status =
        sr_sql_do(g->store,
                  "INSERT INTO edit(kind, at, author, reason, incident, version, document, claim, claim_id, field, "
                  "value, before, other, documents, undoes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  SR_WITH(sr_text_c(sr_edit_name(e->kind)), sr_int(e->at), sr_text(e->author), sr_text(e->reason),
                          sr_number(e->incident), sr_int((int64_t)e->version), sr_number(e->document),
                          sr_number(g->claim), sr_text(e->claim), sr_text(e->field), sr_text(e->value),
                          sr_text(e->before), sr_number(e->other), sr_text(documents), sr_number(e->undoes)),
                  err);
    e->number = status ? 0 : (uint64_t)sqlite3_last_insert_rowid(g->store->db);
    g->cause = (struct sr_cause){.at = e->at, .document = e->document, .edit = e->number};
    return status;
}

static enum sr_status touch(struct editing *g, uint64_t incident, struct sr_err *err) {
    for (uint32_t i = 0; i < g->touched.count; i++)
        if (g->touched.items[i] == incident) return SR_OK;
    if (!incident || SR_PUSH(&g->store->scratch, g->touched, incident)) return SR_OK;
    return sr_fail_memory(err, "an edit");
}

static enum sr_status log_it(struct editing *g, enum sr_change_kind kind, uint64_t incident, uint64_t other,
                             struct sr_err *err) {
    return sr_log_plain(g->store, &g->cause, kind, incident, other, err);
}

/* ---- documents go from one incident to another ---- */

static enum sr_status place_document(struct editing *g, uint64_t document, uint64_t incident, struct sr_err *err) {
    return sr_sql_do(g->store, "UPDATE document SET incident = ?, placed = 1 WHERE number = ?",
                     SR_WITH(sr_number(incident), sr_number(document)), err);
}

/* What merging would bring together again stays apart when both hold documents that an editor has placed. */
static enum sr_status hold_apart(struct editing *g, uint64_t incident, struct sr_err *err) {
    return sr_sql_do(g->store, "UPDATE document SET placed = 1 WHERE incident = ?", SR_WITH(sr_number(incident)), err);
}

/* An incident that has lost all its documents is the other one now. */
static enum sr_status redirect_if_empty(struct editing *g, uint64_t incident, uint64_t to, struct sr_err *err) {
    int64_t left = 0;
    enum sr_status status = touch(g, incident, err);
    if (!status && incident)
        status = sr_sql_int(g->store, "SELECT count(*) FROM document WHERE incident = ?", SR_WITH(sr_number(incident)),
                            &left, NULL, err);
    if (status || left || !incident || incident == to) return status;
    status = sr_redirect(g->store, incident, to, err);
    return status ? status : log_it(g, SR_CHANGE_JOINED, to, incident, err);
}

static enum sr_status move_documents(struct editing *g, const uint64_t *documents, uint32_t count, uint64_t from,
                                     uint64_t to, struct sr_err *err) {
    enum sr_status status = touch(g, to, err);
    for (uint32_t i = 0; !status && i < count; i++) {
        status = place_document(g, documents[i], to, err);
        struct sr_cause cause = g->cause;
        cause.document = documents[i];
        if (!status) status = sr_log_plain(g->store, &cause, SR_CHANGE_MOVED, to, from, err);
        if (!status && from) status = sr_log_plain(g->store, &cause, SR_CHANGE_LEFT, from, to, err);
    }
    return status ? status : redirect_if_empty(g, from, to, err);
}

/* The documents of an incident, in the scratch arena. */
static enum sr_status documents_of(struct editing *g, uint64_t incident, const uint64_t **out, uint32_t *count,
                                   struct sr_err *err) {
    SR_VEC(uint64_t) found = {0};
    struct sr_rows rows = sr_sql(g->store, "SELECT number FROM document WHERE incident = ? ORDER BY number",
                                 SR_WITH(sr_number(incident)));
    while (sr_row(&rows))
        if (!SR_PUSH(&g->store->scratch, found, sr_row_number(&rows, 0))) rows.memory = true;
    *out = found.items;
    *count = found.count;
    return sr_rows_end(&rows, err);
}

/* ---- what each kind does: before it is written down, and after ---- */

static struct sr_str incident_name(struct editing *g, uint64_t incident) {
    return incident ? sr_arena_printf(&g->store->scratch, "I%llu", (unsigned long long)incident) : SR_STR("none");
}

/* What a field of the claim says now, edits that stand applied. */
static enum sr_status fill_before(struct editing *g, struct sr_err *err) {
    struct sr_arena *arena = &g->store->scratch;
    struct sr_store_claims found;
    struct sr_str field = g->edit.field;
    enum sr_status status = sr_store_claims(g->store, 0, g->edit.document, arena, &found, err);
    for (uint32_t i = 0; !status && i < found.count; i++) {
        const struct sr_store_claim *c = &found.items[i];
        if (!sr_str_eq(c->id, g->edit.claim)) continue;
        struct sr_edit_value v = {c->low, c->high, c->value, c->hedge.p};
        if (sr_str_is(field, "value")) g->edit.before = sr_edit_value_write(arena, &v);
        else if (sr_str_is(field, "measure")) g->edit.before = c->measure;
        else if (sr_str_is(field, "polarity")) g->edit.before = c->polarity;
        else if (sr_str_is(field, "speaker")) g->edit.before = c->speaker;
        else if (sr_str_is(field, "incident")) g->edit.before = incident_name(g, c->incident);
        else g->edit.before = c->side.n ? c->side : SR_STR("none");
    }
    return status;
}

static enum sr_status prepare(struct editing *g, struct sr_err *err) {
    struct sr_store_edit *e = &g->edit;
    int64_t reprint = 0;
    enum sr_status status = SR_OK;
    if (e->kind == SR_EDIT_CORRECT) return fill_before(g, err);
    if (e->kind == SR_EDIT_MOVE) e->before = incident_name(g, e->incident);
    if (e->kind == SR_EDIT_MERGE) {
        if (e->incident == e->other) return sr_fail(err, SR_ERR_USAGE, "", "an incident can't be merged with itself");
        status = documents_of(g, e->incident, &e->documents, &e->document_count, err);
    }
    if (e->kind == SR_EDIT_REPRINT) {
        if (e->other == e->document) return sr_fail(err, SR_ERR_USAGE, "", "a document can't repeat itself");
        status = sr_sql_int(g->store, "SELECT coalesce(reprint_of, 0) FROM document WHERE number = ?",
                            SR_WITH(sr_number(e->document)), &reprint, NULL, err);
        e->before = sr_arena_printf(&g->store->scratch, "%lld", (long long)reprint);
    }
    if (e->kind == SR_EDIT_SPLIT || (e->kind == SR_EDIT_MOVE && !e->other)) {
        struct sr_cause cause = {.at = e->at, .document = e->document};
        status = sr_new_incident(g->store, &cause, &e->other, err);
    }
    return status;
}

static enum sr_status tell_visited(void *user, uint64_t incident, struct sr_err *err) {
    struct editing *g = user;
    enum sr_status status = log_it(g, SR_CHANGE_EDIT, incident, g->edit.incident, err);
    return status ? status : touch(g, incident, err);
}

/* A claim counts for its document's incident, or for one that it was given to, which `e` may have been the edit to do: each
 * is told anew. */
static enum sr_status touch_named(struct editing *g, const struct sr_store_edit *e, struct sr_err *err) {
    uint64_t incident = 0;
    enum sr_status status = touch(g, e->incident, err);
    if (!status) status = sr_edited_visits(g->store, e->document, tell_visited, g, err);
    if (status || !sr_str_is(e->field, "incident") || !sr_edited_incident(e->value, &incident)) return status;
    status = follow(g, &incident, err);
    for (uint32_t i = 0; i < g->touched.count; i++)
        if (g->touched.items[i] == incident) return status;
    return status || !incident ? status : tell_visited(g, incident, err); /* an undone edit names it no longer */
}

static enum sr_status set_reprint(struct editing *g, uint64_t document, uint64_t of, struct sr_err *err) {
    return sr_sql_do(g->store, "UPDATE document SET reprint_of = ? WHERE number = ?",
                     SR_WITH(sr_number(of), sr_number(document)), err);
}

static enum sr_status do_it(struct editing *g, struct sr_err *err) {
    const struct sr_store_edit *e = &g->edit;
    enum sr_status status = SR_OK;
    switch (e->kind) {
    case SR_EDIT_REJECT:
    case SR_EDIT_CORRECT: return touch_named(g, e, err);
    case SR_EDIT_MOVE: g->incident = e->other; return move_documents(g, &e->document, 1, e->incident, e->other, err);
    case SR_EDIT_MERGE:
        g->incident = e->other;
        return move_documents(g, e->documents, e->document_count, e->incident, e->other, err);
    case SR_EDIT_SPLIT:
        g->incident = e->other;
        status = move_documents(g, e->documents, e->document_count, e->incident, e->other, err);
        if (!status) status = log_it(g, SR_CHANGE_SPLIT, e->incident, e->other, err);
        return status ? status : hold_apart(g, e->incident, err);
    case SR_EDIT_REPRINT:
        status = set_reprint(g, e->document, e->other, err);
        return status ? status : touch(g, e->incident, err);
    case SR_EDIT_CONFIRM: return sr_edited_visits(g->store, e->document, tell_visited, g, err);
    case SR_EDIT_NOTE:
    case SR_EDIT_UNDO:
    case SR_EDIT_COUNT: break;
    }
    return SR_OK;
}

/* ---- undoing ---- */

static enum sr_status load_undone(struct editing *g, struct sr_store_edit *old, uint64_t *claim, struct sr_err *err) {
    struct sr_store_edits found;
    bool any = false;
    int64_t row = 0;
    enum sr_status status = sr_store_edits(g->store, g->edit.undoes - 1, 0, 1, &g->store->scratch, &found, err);
    if (!status && (!found.count || found.items[0].number != g->edit.undoes))
        status = sr_fail(err, SR_ERR_NOT_FOUND, "", "there is no edit %llu", (unsigned long long)g->edit.undoes);
    if (status) return status;
    *old = found.items[0];
    if (old->kind == SR_EDIT_UNDO)
        return sr_fail(err, SR_ERR_USAGE, "make the edit again", "an undoing can't be undone");
    if (old->undone_by)
        return sr_fail(err, SR_ERR_CONFLICT, "", "it was undone already, by edit %llu",
                       (unsigned long long)old->undone_by);
    status = sr_sql_int(g->store, "SELECT coalesce(claim, 0) FROM edit WHERE number = ?",
                        SR_WITH(sr_number(old->number)), &row, &any, err);
    *claim = (uint64_t)row;
    return status;
}

/* The incident that a merge, a move or a split left behind stands again. */
static enum sr_status revive(struct editing *g, uint64_t incident, struct sr_err *err) {
    return sr_sql_do(g->store, "UPDATE incident SET joined = NULL WHERE number = ?", SR_WITH(sr_number(incident)), err);
}

static enum sr_status undo_effect(struct editing *g, const struct sr_store_edit *old, struct sr_err *err) {
    uint64_t was = 0;
    enum sr_status status = SR_OK;
    switch (old->kind) {
    case SR_EDIT_MOVE:
        if (!sr_edited_incident(old->before, &was)) return SR_OK;
        if (was) status = revive(g, was, err);
        g->incident = was;
        return status ? status : move_documents(g, &old->document, 1, old->other, was, err);
    case SR_EDIT_MERGE:
        status = revive(g, old->incident, err);
        if (!status) status = move_documents(g, old->documents, old->document_count, old->other, old->incident, err);
        g->incident = old->incident;
        return status ? status : hold_apart(g, old->other, err);
    case SR_EDIT_SPLIT:
        g->incident = old->incident;
        return move_documents(g, old->documents, old->document_count, old->other, old->incident, err);
    case SR_EDIT_REPRINT:
        for (uint32_t i = 0; i < old->before.n; i++) was = was * 10 + (uint64_t)(old->before.p[i] - '0');
        status = set_reprint(g, old->document, was, err);
        return status ? status : touch(g, old->incident, err);
    case SR_EDIT_REJECT:
    case SR_EDIT_CORRECT: return touch_named(g, old, err);
    case SR_EDIT_CONFIRM:
    case SR_EDIT_NOTE:
    case SR_EDIT_UNDO:
    case SR_EDIT_COUNT: break;
    }
    return SR_OK;
}

static enum sr_status undo(struct editing *g, struct sr_err *err) {
    struct sr_store_edit old;
    enum sr_status status = load_undone(g, &old, &g->claim, err);
    if (status) return status;
    g->edit.incident = g->incident = old.incident;
    g->edit.document = old.document;
    g->edit.claim = old.claim;
    status = put(g, err);
    if (!status)
        status = sr_sql_do(g->store, "UPDATE edit SET undone_by = ? WHERE number = ?",
                           SR_WITH(sr_number(g->edit.number), sr_number(old.number)), err);
    if (!status) status = follow(g, &g->incident, err);
    if (!status) status = log_it(g, SR_CHANGE_EDIT, g->incident, 0, err);
    return status ? status : undo_effect(g, &old, err);
}

/* ---- the whole ---- */

static enum sr_status make(struct editing *g, struct sr_err *err) {
    if (g->edit.kind == SR_EDIT_UNDO) return undo(g, err);
    enum sr_status status = find_target(g, err);
    if (!status) status = check_stale(g, err);
    if (!status) status = prepare(g, err);
    g->incident = g->edit.incident;
    if (!status) status = put(g, err);
    if (!status) status = log_it(g, SR_CHANGE_EDIT, g->edit.incident, 0, err);
    return status ? status : do_it(g, err);
}

static enum sr_status edit(struct editing *g, struct sr_store_edited *out, struct sr_err *err) {
    int64_t version = 0;
    enum sr_status status = make(g, err);
    for (uint32_t i = 0; !status && i < g->touched.count; i++)
        status = sr_settle(g->store, g->touched.items[i], &g->cause, err);
    if (!status && g->incident)
        status = sr_sql_int(g->store, "SELECT version FROM incident WHERE number = ?", SR_WITH(sr_number(g->incident)),
                            &version, NULL, err);
    *out = (struct sr_store_edited){.edit = g->edit.number, .incident = g->incident, .version = (uint64_t)version};
    return status ? status : sr_store_last_change(g->store, &out->change, err);
}

enum sr_status sr_store_edit(struct sr_store *s, const struct sr_store_edit *wanted, struct sr_arena *arena,
                             struct sr_store_edited *out, struct sr_store_incident *found, struct sr_err *err) {
    struct editing g = {.store = s, .edit = *wanted};
    struct sr_store_edited result;
    struct sr_err unused;
    enum sr_status status = sr_edit_check(wanted, err);
    if (status) return status;
    sr_arena_reset(&s->scratch);
    status = sr_sql_writing(s, err);
    if (status) return status;
    status = sr_sql_written(s, edit(&g, &result, err), err);
    if (!status) *out = result;
    uint64_t about = g.edit.incident ? g.edit.incident : wanted->incident;
    if (status == SR_ERR_CONFLICT && found && about && sr_store_incident(s, about, arena, found, &unused))
        *found = (struct sr_store_incident){0};
    return status;
}
