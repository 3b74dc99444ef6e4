#include "store/parts.h"

static const char *const names[] = {
#define X(ID, name, text) [SR_EDIT_##ID] = name,
#include "store/edits.def"
#undef X
};

const char *sr_edit_name(enum sr_edit_kind kind) {
    return (unsigned)kind < SR_EDIT_COUNT ? names[kind] : "unknown";
}

static enum sr_edit_kind kind_from(struct sr_str name) {
    uint32_t kind = 0;
    while (kind < SR_EDIT_COUNT && !sr_str_is(name, names[kind])) kind++;
    return (enum sr_edit_kind)kind;
}

/* "[3,17]" */
static bool read_list(struct sr_str text, struct sr_arena *arena, struct sr_store_edit *e) {
    SR_VEC(uint64_t) numbers = {0};
    uint64_t n = 0;
    bool digits = false;
    for (uint32_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (digit) n = n * 10 + (uint64_t)(text.p[i] - '0');
        if (!digit && digits && !SR_PUSH(arena, numbers, n)) return false;
        if (!digit) n = 0;
        digits = digit;
    }
    e->documents = numbers.items;
    e->document_count = numbers.count;
    return true;
}

static void take(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_edit *e) {
    *e = (struct sr_store_edit){.number = sr_row_number(rows, 0),
                                .kind = kind_from(sr_row_str(rows, 1, arena)),
                                .at = sr_row_int(rows, 2),
                                .author = sr_row_str(rows, 3, arena),
                                .reason = sr_row_str(rows, 4, arena),
                                .incident = sr_row_number(rows, 5),
                                .version = sr_row_number(rows, 6),
                                .document = sr_row_number(rows, 7),
                                .claim = sr_row_str(rows, 8, arena),
                                .field = sr_row_str(rows, 9, arena),
                                .value = sr_row_str(rows, 10, arena),
                                .before = sr_row_str(rows, 11, arena),
                                .other = sr_row_number(rows, 12),
                                .undoes = sr_row_number(rows, 14),
                                .undone_by = sr_row_number(rows, 15)};
    if (!read_list(sr_row_str(rows, 13, arena), arena, e)) rows->memory = true;
}

enum sr_status sr_store_edits(struct sr_store *s, uint64_t after, uint64_t incident, uint32_t limit,
                              struct sr_arena *arena, struct sr_store_edits *out, struct sr_err *err) {
    SR_VEC(struct sr_store_edit) found = {0};
    struct sr_rows rows = sr_sql(
        s,
        "SELECT number, kind, at, author, reason, incident, version, document, claim_id, field, value, before, other, "
        "documents, undoes, undone_by FROM edit WHERE number > ?1 AND (?2 IS NULL OR incident IN (SELECT number FROM "
        "incident WHERE number = ?2 OR joined = ?2) OR (kind <> 'reprint' AND other = ?2)) ORDER BY number LIMIT ?3",
        SR_WITH(sr_int((int64_t)after), sr_number(incident), sr_int(limit ? limit : 1000)));
    while (sr_row(&rows)) {
        struct sr_store_edit e;
        take(&rows, arena, &e);
        if (!SR_PUSH(arena, found, e)) rows.memory = true;
    }
    enum sr_status status = sr_rows_end(&rows, err);
    if (!status) *out = (struct sr_store_edits){found.items, found.count};
    return status;
}
