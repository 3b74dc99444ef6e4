#include <sha2.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/edited.h"

enum { NAME_DIGITS = 24 };

/* A document that is there already; number 0: there is none. */
struct held {
    uint64_t number, incident;
    uint32_t version;
    struct sr_str sha256;
    bool same, placed; /* same: this record is one that it had */
};

struct arriving {
    struct sr_store *store;
    const struct sr_store_arrival *arrival;
    struct sr_read_record record;
    struct held held;
    uint64_t number;
    enum sr_store_outcome outcome;
    struct sr_cause cause;
};

/* By its id, else by its URL. A record that it had before is the same again, unless the last one is no newer: then an
 * outlet has taken a revision back, and that is one more. */
static enum sr_status find_held(struct arriving *a, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(a->store,
               "SELECT d.number, d.incident, d.version, d.sha256, d.placed, EXISTS(SELECT 1 FROM version v WHERE "
               "v.document = d.number AND v.record = ?3 AND (v.version = d.version OR ?4 < d.published)) "
               "FROM document d WHERE d.id = ?1 OR d.url = ?2 ORDER BY d.id = ?1 DESC LIMIT 1",
               SR_WITH(sr_text(a->record.document), sr_text(a->record.url), sr_text(a->arrival->record),
                       sr_text(a->record.published)));
    if (sr_row(&rows))
        a->held = (struct held){.number = sr_row_number(&rows, 0),
                                .incident = sr_row_number(&rows, 1),
                                .version = (uint32_t)sr_row_number(&rows, 2),
                                .sha256 = sr_row_str(&rows, 3, &a->store->scratch),
                                .placed = sr_row_bool(&rows, 4),
                                .same = sr_row_bool(&rows, 5)};
    return sr_rows_end(&rows, err);
}

/* A file's name may be any bytes: one that is no text is left out, for an export is text. */
static struct sr_str utf8(struct sr_str s) {
    return s.p && sr_utf8_valid(s.p, s.n, NULL) ? s : (struct sr_str){NULL, 0};
}

static enum sr_status put_document(struct arriving *a, struct sr_err *err) {
    const struct sr_read_record *r = &a->record;
    char name[SHA256_DIGEST_STRING_LENGTH];
    SHA256Data((const uint8_t *)(r->document.n ? r->document.p : ""), r->document.n, name);
    name[NAME_DIGITS] = 0;
    enum sr_status status = sr_sql_do(
        a->store,
        "INSERT INTO document(number, id, url, name, version, title, outlet, published, language, sha256, arrived, "
        "changed, "
        "placed) VALUES(?1, ?2, CASE WHEN EXISTS(SELECT 1 FROM document WHERE url = ?3 AND number IS NOT ?1) THEN NULL "
        "ELSE ?3 END, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, 0) ON CONFLICT(number) DO UPDATE SET id = excluded.id, "
        "url = excluded.url, name = excluded.name, version = excluded.version, title = excluded.title, "
        "outlet = excluded.outlet, published = excluded.published, language = excluded.language, "
        "sha256 = excluded.sha256, changed = excluded.changed",
        SR_WITH(sr_number(a->held.number), sr_text(r->document), sr_text(r->url), sr_text_c(name),
                sr_int(a->held.version + 1), sr_text(r->title), sr_text(r->outlet), sr_text(r->published),
                sr_text(r->language), sr_text(r->sha256), sr_int(a->arrival->at)),
        err);
    a->number = a->held.number ? a->held.number : (uint64_t)sqlite3_last_insert_rowid(a->store->db);
    if (status) return status;
    return sr_sql_do(
        a->store, "INSERT INTO version(document, version, at, input, reader, record) VALUES(?, ?, ?, ?, ?, ?)",
        SR_WITH(sr_number(a->number), sr_int(a->held.version + 1), sr_int(a->arrival->at),
                sr_text(utf8(a->arrival->input)), sr_text(utf8(a->arrival->reader)), sr_text(a->arrival->record)),
        err);
}

static enum sr_status settle_visited(void *user, uint64_t incident, struct sr_err *err) {
    struct arriving *a = user;
    return sr_settle(a->store, incident, &a->cause, err);
}

/* Which incident it tells of; then the log says that it came, and what it changed. */
static enum sr_status merge(struct arriving *a, const struct sr_member *member, struct sr_err *err) {
    static const enum sr_change_kind kinds[] = {[SR_STORE_NEW] = SR_CHANGE_DOCUMENT,
                                                [SR_STORE_REVISION] = SR_CHANGE_REVISION,
                                                [SR_STORE_REREAD] = SR_CHANGE_REREAD};
    struct sr_placed placed = {0};
    enum sr_status status = sr_place(a->store, a->number, member, &a->cause, &placed, err);
    a->cause.reprint = placed.reprint;
    if (!status) status = sr_log_plain(a->store, &a->cause, kinds[a->outcome], placed.incident, 0, err);
    if (!status && a->outcome == SR_STORE_REVISION)
        status = sr_log_withdrawals(a->store, &a->cause, placed.incident, a->held.version, err);
    for (uint32_t i = 0; !status && i < placed.count; i++)
        status = sr_settle(a->store, placed.touched[i], &a->cause, err);
    return status ? status : sr_edited_visits(a->store, a->number, settle_visited, a, err);
}

static enum sr_status put(struct arriving *a, struct sr_err *err) {
    bool revised = a->outcome == SR_STORE_REVISION;
    enum sr_status status = a->held.number ? sr_forget_words(a->store, a->number, err) : SR_OK;
    if (!status) status = put_document(a, err);
    a->cause = (struct sr_cause){.at = a->arrival->at, .document = a->number};
    if (!status) status = sr_put_claims(a->store, a->number, a->held.version + 1, &a->record, revised, err);
    struct sr_kept kept;
    if (!status)
        status = sr_keep_version(a->store, a->number, a->held.version + 1, &a->record, &a->store->scratch, &kept, err);
    if (!status) status = sr_put_words(a->store, a->number, &a->record, err);
    if (!status) status = sr_put_member(a->store, a->number, &kept.member, err);
    return status ? status : merge(a, &kept.member, err);
}

static enum sr_status add(struct arriving *a, struct sr_store_added *added, struct sr_err *err) {
    enum sr_status status = find_held(a, err);
    if (status) return status;
    a->number = a->held.number;
    if (a->held.same) a->outcome = SR_STORE_SAME;
    else if (!a->held.number) a->outcome = SR_STORE_NEW;
    else a->outcome = sr_str_eq(a->held.sha256, a->record.sha256) ? SR_STORE_REREAD : SR_STORE_REVISION;
    if (a->outcome != SR_STORE_SAME) status = put(a, err);
    int64_t incident = 0;
    if (!status)
        status = sr_sql_int(a->store, "SELECT coalesce(incident, 0) FROM document WHERE number = ?",
                            SR_WITH(sr_number(a->number)), &incident, NULL, err);
    *added = (struct sr_store_added){
        .outcome = a->outcome, .document = a->number, .incident = (uint64_t)incident, .id = a->record.document};
    return status ? status : sr_store_last_change(a->store, &added->change, err);
}

enum sr_status sr_store_record(struct sr_store *s, struct sr_str line, struct sr_arena *arena,
                               struct sr_read_record *out, struct sr_err *err) {
    enum sr_status status = s->schema ? SR_OK : sr_schema_open("sitrep/1", &s->schema, err);
    return status ? status : sr_record_read(s->schema, line, arena, out, err);
}

enum sr_status sr_store_reread(struct sr_store *s, uint64_t document, uint32_t version, struct sr_arena *arena,
                               struct sr_read_record *out, struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, "SELECT record FROM version WHERE document = ? AND version = ?",
                                 SR_WITH(sr_number(document), sr_int(version)));
    struct sr_str line = sr_row(&rows) ? sr_row_str(&rows, 0, arena) : (struct sr_str){"", 0};
    enum sr_status status = sr_rows_end(&rows, err);
    return status ? status : sr_store_record(s, line, arena, out, err);
}

enum sr_status sr_store_time(struct sr_str text, int64_t *ms, struct sr_err *err) {
    struct sr_date date;
    if (!text.p || !sr_date_parse(text, &date))
        return sr_fail(err, SR_ERR_DATE, "write it as 2015-11-20T07:00Z", "not a time: '%.*s'",
                       (int)(text.n < 40 ? text.n : 40), text.p ? text.p : "");
    *ms = sr_date_seconds(&date) * 1000;
    return SR_OK;
}

enum sr_status sr_store_add(struct sr_store *s, const struct sr_store_arrival *arrival, struct sr_store_added *added,
                            struct sr_err *err) {
    struct arriving a = {.store = s, .arrival = arrival};
    struct sr_store_added result;
    sr_arena_reset(&s->scratch);
    if (arrival->record.n && memchr(arrival->record.p, '\n', arrival->record.n)) /* an export is one line for each */
        return sr_fail(err, SR_ERR_JSON, "write it on one line", "the record goes over several lines");
    enum sr_status status = sr_store_record(s, arrival->record, &s->scratch, &a.record, err);
    if (!status) status = sr_sql_writing(s, err);
    if (status) return status;
    status = sr_sql_written(s, add(&a, &result, err), err);
    if (!status) *added = result;
    return status;
}
