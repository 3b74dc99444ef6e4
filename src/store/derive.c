#include "store/parts.h"

enum sr_status sr_keep_version(struct sr_store *s, uint64_t document, uint32_t version,
                               const struct sr_read_record *record, struct sr_arena *arena, struct sr_kept *out,
                               struct sr_err *err) {
    const struct sr_merge_rules *rules;
    struct sr_buf bytes = {0};
    enum sr_status status = sr_store_rules(s, &rules, err);
    if (status) return status;
    struct sr_pool pool = {.arena = arena, .rules = *rules};
    status = sr_keep(&pool, record, arena, out, err);
    if (status) return status;
    sr_kept_write(rules, out, &bytes);
    if (bytes.failed) status = sr_fail_memory(err, "keeping a record");
    if (!status)
        status = sr_sql_do(
            s, "INSERT OR REPLACE INTO kept(document, version, bytes) VALUES(?, ?, ?)",
            SR_WITH(sr_number(document), sr_int(version), sr_blob((struct sr_str){bytes.p, (uint32_t)bytes.size})),
            err);
    sr_buf_release(&bytes);
    return status;
}

enum sr_status sr_put_words(struct sr_store *s, uint64_t document, const struct sr_read_record *record,
                            struct sr_err *err) {
    enum sr_status status = sr_sql_do(s, "INSERT OR REPLACE INTO searched(number, title, body) VALUES(?, ?, ?)",
                                      SR_WITH(sr_number(document), sr_text(record->title), sr_text(record->text)), err);
    if (status) return status;
    return sr_sql_do(s, "INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)",
                     SR_WITH(sr_number(document), sr_text(record->title), sr_text(record->text)), err);
}

/* An index of another table's content must be told what to forget (FTS5, "External Content Tables"). */
enum sr_status sr_forget_words(struct sr_store *s, uint64_t document, struct sr_err *err) {
    return sr_sql_do(s,
                     "INSERT INTO words(words, rowid, title, body) SELECT 'delete', number, title, body FROM searched "
                     "WHERE number = ?",
                     SR_WITH(sr_number(document)), err);
}

/* ---- all of it ---- */

struct version {
    uint64_t document;
    uint32_t number;
    bool last, words;
};

/* Words, member and keys are those of the last version. */
static enum sr_status derive(struct sr_store *s, const struct version *v, struct sr_str line, struct sr_err *err) {
    struct sr_read_record record;
    struct sr_kept kept;
    enum sr_status status = sr_store_record(s, line, &s->scratch, &record, err);
    if (!status) status = sr_keep_version(s, v->document, v->number, &record, &s->scratch, &kept, err);
    if (!status && v->last && v->words) status = sr_put_words(s, v->document, &record, err);
    return status || !v->last ? status : sr_put_member(s, v->document, &kept.member, err);
}

enum sr_status sr_derive_all(struct sr_store *s, bool words, struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct sr_rows rows = sr_sql(s,
                                 "SELECT d.number, v.version, v.version = d.version, v.record FROM document d JOIN "
                                 "version v ON v.document = d.number ORDER BY d.number, v.version",
                                 SR_WITH_NOTHING);
    while (!status && sr_row(&rows)) {
        struct version v = {sr_row_number(&rows, 0), (uint32_t)sr_row_number(&rows, 1), sr_row_bool(&rows, 2), words};
        sr_arena_reset(&s->scratch);
        struct sr_str line = sr_row_str(&rows, 3, &s->scratch);
        if (line.p) status = derive(s, &v, line, err);
    }
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}

/* Whether its members are of another build; all are of one. What is damaged is told by whoever needs it. */
static enum sr_status find_stale(struct sr_store *s, bool *stale, struct sr_err *err) {
    int64_t any = 0;
    enum sr_status status =
        sr_sql_int(s,
                   "SELECT EXISTS(SELECT 1 FROM (SELECT bytes FROM member LIMIT 1) WHERE "
                   "substr(bytes, 1, 1) IS NOT ?)",
                   SR_WITH(sr_blob((struct sr_str){(const char[]){SR_MEMBER_VERSION}, 1})), &any, NULL, err);
    *stale = any != 0;
    return status == SR_ERR_DAMAGED ? SR_OK : status;
}

enum sr_status sr_derive_stale(struct sr_store *s, struct sr_err *err) {
    bool stale;
    enum sr_status status = find_stale(s, &stale, err);
    if (status || !stale) return status;
    status = sr_sql_writing(s, err);
    if (status) return status;
    status = find_stale(s, &stale, err); /* another program may have done it meanwhile */
    if (!status && stale) status = sr_sql_do(s, "DELETE FROM key", SR_WITH_NOTHING, err);
    if (!status && stale) status = sr_sql_do(s, "DELETE FROM member", SR_WITH_NOTHING, err);
    if (!status && stale) status = sr_derive_all(s, false, err);
    return sr_sql_written(s, status, err);
}
