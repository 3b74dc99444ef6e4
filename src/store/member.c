#include "store/parts.h"

enum sr_status sr_store_rules(struct sr_store *s, const struct sr_merge_rules **rules, struct sr_err *err) {
    enum sr_status status = s->has_rules ? SR_OK : sr_merge_rules_open(&s->rules, &s->tables, &s->lexicon, err);
    s->has_rules = !status;
    *rules = &s->rules;
    return status;
}

/* A day that isn't known stands as 0, so that such documents are each other's neighbours. */
int64_t sr_key_day(const struct sr_member *member) {
    int64_t day = sr_member_day(member);
    return day == SR_NO_DAY ? 0 : day;
}

static enum sr_status each_key(struct sr_store *s, const char *sql, uint64_t document, const struct sr_member *member,
                               struct sr_err *err) {
    struct sr_member_key keys[SR_MEMBER_KEYS];
    uint32_t count = sr_member_keys(&s->rules, member, keys);
    enum sr_status status = SR_OK;
    for (uint32_t i = 0; !status && i < count; i++)
        status = sr_sql_do(s, sql,
                           SR_WITH(sr_int((int64_t)keys[i].key), sr_int(sr_key_day(member)), sr_number(document)), err);
    return status;
}

/* The keys that it was found by before are those of its bytes. */
static enum sr_status forget_keys(struct sr_store *s, uint64_t document, struct sr_err *err) {
    struct sr_member before;
    struct sr_rows rows = sr_sql(s, "SELECT bytes FROM member WHERE document = ?", SR_WITH(sr_number(document)));
    bool any = sr_row(&rows);
    struct sr_str bytes = any ? sr_row_str(&rows, 0, &s->scratch) : (struct sr_str){NULL, 0};
    enum sr_status status = sr_rows_end(&rows, err);
    if (status || !any) return status;
    status = sr_member_read(bytes, &s->scratch, &before, err);
    if (status) return status;
    return each_key(s, "DELETE FROM key WHERE key = ? AND day = ? AND document = ?", document, &before, err);
}

enum sr_status sr_put_member(struct sr_store *s, uint64_t document, const struct sr_member *member,
                             struct sr_err *err) {
    struct sr_buf bytes = {0};
    enum sr_status status = forget_keys(s, document, err);
    sr_member_write(member, &bytes);
    if (bytes.failed && !status) status = sr_fail_memory(err, "keeping a member");
    if (!status)
        status = sr_sql_do(s, "INSERT OR REPLACE INTO member(document, bytes) VALUES(?, ?)",
                           SR_WITH(sr_number(document), sr_blob((struct sr_str){bytes.p, (uint32_t)bytes.size})), err);
    sr_buf_release(&bytes);
    if (status) return status;
    return each_key(s, "INSERT OR IGNORE INTO key(key, day, document) VALUES(?, ?, ?)", document, member, err);
}
