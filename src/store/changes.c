#include "store/parts.h"

static const char *const names[] = {
#define X(ID, name, text) [SR_CHANGE_##ID] = name,
#include "store/changes.def"
#undef X
};

const char *sr_change_name(enum sr_change_kind kind) {
    return (unsigned)kind < SR_CHANGE_COUNT ? names[kind] : "unknown";
}

static enum sr_change_kind kind_from(struct sr_str name) {
    unsigned kind = 0;
    while (kind < SR_CHANGE_COUNT && !sr_str_is(name, names[kind])) kind++;
    return (enum sr_change_kind)kind;
}

enum sr_status sr_log(struct sr_store *s, const struct sr_cause *cause, const struct sr_store_change *c,
                      struct sr_err *err) {
    enum sr_status status = sr_sql_do(
        s,
        "INSERT INTO change(number, at, kind, incident, other, document, edit, measure, \"of\", state, low, best, "
        "high, low_before, best_before, high_before, reprint) VALUES((SELECT coalesce(max(number), 0) + 1 FROM "
        "change), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        SR_WITH(sr_int(cause->at), sr_text_c(names[c->kind]), sr_number(c->incident), sr_number(c->other),
                sr_number(cause->document), sr_number(cause->edit), sr_text(c->measure), sr_text(c->of),
                sr_text(c->state), sr_int(c->low), sr_int(c->best), sr_int(c->high), sr_int(c->low_before),
                sr_int(c->best_before), sr_int(c->high_before), sr_int(cause->reprint)),
        err);
    if (status || !c->incident) return status;
    return sr_sql_do(s,
                     "UPDATE incident SET version = (SELECT max(number) FROM change), changed_at = ? WHERE number = ?",
                     SR_WITH(sr_int(cause->at), sr_number(c->incident)), err);
}

enum sr_status sr_log_plain(struct sr_store *s, const struct sr_cause *cause, enum sr_change_kind kind,
                            uint64_t incident, uint64_t other, struct sr_err *err) {
    struct sr_store_change c = {.kind = kind, .incident = incident, .other = other};
    c.low = c.best = c.high = c.low_before = c.best_before = c.high_before = SR_STORE_UNKNOWN;
    return sr_log(s, cause, &c, err);
}

static void take(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_change *c) {
    *c = (struct sr_store_change){.number = sr_row_number(rows, 0),
                                  .at = sr_row_int(rows, 1),
                                  .kind = kind_from(sr_row_str(rows, 2, arena)),
                                  .incident = sr_row_number(rows, 3),
                                  .other = sr_row_number(rows, 4),
                                  .document = sr_row_number(rows, 5),
                                  .edit = sr_row_number(rows, 6),
                                  .measure = sr_row_str(rows, 7, arena),
                                  .of = sr_row_str(rows, 8, arena),
                                  .state = sr_row_str(rows, 9, arena),
                                  .low = sr_row_int(rows, 10),
                                  .best = sr_row_int(rows, 11),
                                  .high = sr_row_int(rows, 12),
                                  .low_before = sr_row_int(rows, 13),
                                  .best_before = sr_row_int(rows, 14),
                                  .high_before = sr_row_int(rows, 15),
                                  .reprint = sr_row_bool(rows, 16)};
}

enum sr_status sr_store_changes(struct sr_store *s, uint64_t after, uint64_t incident, uint32_t limit,
                                struct sr_arena *arena, struct sr_store_changes *out, struct sr_err *err) {
    SR_VEC(struct sr_store_change) found = {0};
    struct sr_rows rows =
        sr_sql(s,
               "SELECT number, at, kind, incident, other, document, edit, measure, \"of\", state, low, best, high, "
               "low_before, best_before, high_before, reprint FROM change WHERE number > ?1 AND (?2 IS NULL OR "
               "incident = ?2) ORDER BY number LIMIT ?3",
               SR_WITH(sr_int((int64_t)after), sr_number(incident), sr_int(limit ? limit : 1000)));
    while (sr_row(&rows)) {
        struct sr_store_change c;
        take(&rows, arena, &c);
        if (!SR_PUSH(arena, found, c)) rows.memory = true;
    }
    enum sr_status status = sr_rows_end(&rows, err);
    if (!status) *out = (struct sr_store_changes){found.items, found.count};
    return status;
}

enum sr_status sr_store_last_change(struct sr_store *s, uint64_t *number, struct sr_err *err) {
    int64_t last = 0;
    enum sr_status status =
        sr_sql_int(s, "SELECT coalesce(max(number), 0) FROM change", SR_WITH_NOTHING, &last, NULL, err);
    if (!status) *number = (uint64_t)last;
    return status;
}
