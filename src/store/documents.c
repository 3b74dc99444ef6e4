#include "store/edited.h"

#define DOCUMENT                                                                                                  \
    "SELECT d.number, d.incident, d.version, d.id, d.url, d.title, d.outlet, d.published, d.language, d.sha256, " \
    "d.arrived, d.changed, v.input, v.reader, d.reprint_of, d.placed FROM document d JOIN version v ON "          \
    "v.document = d.number AND v.version = d.version "

static void take(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_document *out) {
    *out = (struct sr_store_document){.number = sr_row_number(rows, 0),
                                      .incident = sr_row_number(rows, 1),
                                      .version = (uint32_t)sr_row_number(rows, 2),
                                      .id = sr_row_str(rows, 3, arena),
                                      .url = sr_row_str(rows, 4, arena),
                                      .title = sr_row_str(rows, 5, arena),
                                      .outlet = sr_row_str(rows, 6, arena),
                                      .published = sr_row_str(rows, 7, arena),
                                      .language = sr_row_str(rows, 8, arena),
                                      .sha256 = sr_row_str(rows, 9, arena),
                                      .arrived = sr_row_int(rows, 10),
                                      .changed = sr_row_int(rows, 11),
                                      .input = sr_row_str(rows, 12, arena),
                                      .reader = sr_row_str(rows, 13, arena),
                                      .reprint_of = sr_row_number(rows, 14),
                                      .placed_by_editor = sr_row_bool(rows, 15)};
}

static enum sr_status list(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_documents *out,
                           struct sr_err *err) {
    SR_VEC(struct sr_store_document) found = {0};
    while (sr_row(rows)) {
        struct sr_store_document d;
        take(rows, arena, &d);
        if (!SR_PUSH(arena, found, d)) rows->memory = true;
    }
    enum sr_status status = sr_rows_end(rows, err);
    if (!status) *out = (struct sr_store_documents){found.items, found.count};
    return status;
}

enum sr_status sr_store_documents(struct sr_store *s, uint64_t incident, uint64_t after, uint32_t limit,
                                  struct sr_arena *arena, struct sr_store_documents *out, struct sr_err *err) {
    struct sr_rows rows;
    if (incident)
        rows = sr_sql(s,
                      DOCUMENT "WHERE d.incident = (SELECT coalesce(joined, number) FROM incident WHERE number = ?) "
                               "ORDER BY d.published IS NULL, d.published, d.number",
                      SR_WITH(sr_number(incident)));
    else
        rows = sr_sql(s, DOCUMENT "WHERE d.number > ? ORDER BY d.number LIMIT ?",
                      SR_WITH(sr_int((int64_t)after), sr_int(limit ? limit : 100)));
    return list(&rows, arena, out, err);
}

enum sr_status sr_store_find_document(struct sr_store *s, struct sr_str name, uint64_t *number, struct sr_err *err) {
    int64_t found = 0;
    bool any;
    enum sr_status status =
        sr_sql_int(s, "SELECT number FROM document WHERE id = ?1 OR url = ?1 ORDER BY id = ?1 DESC LIMIT 1",
                   SR_WITH(sr_text(name)), &found, &any, err);
    if (status) return status;
    if (!any)
        return sr_fail(err, SR_ERR_NOT_FOUND, "'sitrep search' finds documents by their words",
                       "no such document: '%.*s'", (int)(name.n < 200 ? name.n : 200), name.p ? name.p : "");
    *number = (uint64_t)found;
    return SR_OK;
}

static enum sr_status one(struct sr_store *s, uint64_t number, uint32_t version, struct sr_arena *arena,
                          struct sr_store_document *about, struct sr_store_version *out, struct sr_err *err) {
    struct sr_store_documents found;
    struct sr_rows rows = sr_sql(s, DOCUMENT "WHERE d.number = ?", SR_WITH(sr_number(number)));
    enum sr_status status = list(&rows, arena, &found, err);
    if (status) return status;
    if (!found.count)
        return sr_fail(err, SR_ERR_NOT_FOUND, "'sitrep search' finds documents by their words",
                       "no document has the number %llu", (unsigned long long)number);
    struct sr_store_version v = {.version = version ? version : found.items[0].version,
                                 .versions = found.items[0].version};
    rows = sr_sql(s, "SELECT record, input, reader, at FROM version WHERE document = ? AND version = ?",
                  SR_WITH(sr_number(number), sr_int(v.version)));
    bool any = sr_row(&rows);
    if (any) {
        v.record = sr_row_str(&rows, 0, arena);
        v.input = sr_row_str(&rows, 1, arena);
        v.reader = sr_row_str(&rows, 2, arena);
        v.at = sr_row_int(&rows, 3);
    }
    status = sr_rows_end(&rows, err);
    if (status) return status;
    if (!any)
        return sr_fail(err, SR_ERR_NOT_FOUND, "its versions are numbered from 1", "the document has no version %u",
                       version);
    *about = found.items[0];
    *out = v;
    return SR_OK;
}

enum sr_status sr_store_version(struct sr_store *s, uint64_t document, uint32_t version, struct sr_arena *arena,
                                struct sr_store_document *about, struct sr_store_version *out, struct sr_err *err) {
    bool own;
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = one(s, document, version, arena, about, out, err);
    sr_sql_read(s, own);
    return status;
}

/* ---- claims ---- */

#define CLAIM                                                                                                     \
    "SELECT c.document, CASE WHEN c.main THEN d.incident END, c.version, c.id, c.measure, c.hedge, c.polarity, "  \
    "c.\"of\", c.state, c.side, c.speaker, c.nationality, c.age, c.sex, c.occupation, c.low, c.high, c.value, "   \
    "c.start, c.\"end\", c.number_start, c.number_end, c.confidence, c.gone = 1 FROM claim c JOIN document d ON " \
    "d.number = c.document WHERE c.gone < 2 AND "

static void take_claim(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_claim *out) {
    *out = (struct sr_store_claim){.document = sr_row_number(rows, 0),
                                   .incident = sr_row_number(rows, 1),
                                   .version = (uint32_t)sr_row_number(rows, 2),
                                   .id = sr_row_str(rows, 3, arena),
                                   .measure = sr_row_str(rows, 4, arena),
                                   .hedge = sr_row_str(rows, 5, arena),
                                   .polarity = sr_row_str(rows, 6, arena),
                                   .of = sr_row_str(rows, 7, arena),
                                   .state = sr_row_str(rows, 8, arena),
                                   .side = sr_row_str(rows, 9, arena),
                                   .speaker = sr_row_str(rows, 10, arena),
                                   .nationality = sr_row_str(rows, 11, arena),
                                   .age = sr_row_str(rows, 12, arena),
                                   .sex = sr_row_str(rows, 13, arena),
                                   .occupation = sr_row_str(rows, 14, arena),
                                   .low = sr_row_int(rows, 15),
                                   .high = sr_row_int(rows, 16),
                                   .value = sr_row_int(rows, 17),
                                   .confidence = sr_row_real(rows, 22),
                                   .withdrawn = sr_row_bool(rows, 23)};
    for (int i = 0; i < 2; i++) {
        out->span[i] = (uint32_t)sr_row_number(rows, 18 + i);
        out->number_span[i] = (uint32_t)sr_row_number(rows, 20 + i);
    }
}

/* Of an incident those alone that edits leave with it, or gave to it. */
static void drop_others(struct sr_store_claim *claims, uint32_t *count, uint64_t incident) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++)
        if (claims[i].incident == incident) claims[kept++] = claims[i];
    *count = kept;
}

static enum sr_status claims_of(struct sr_store *s, uint64_t incident, uint64_t document, struct sr_arena *arena,
                                struct sr_store_claims *out, struct sr_err *err) {
    SR_VEC(struct sr_store_claim) found = {0};
    struct sr_rows rows;
    int64_t now = 0; /* the incident that it is now */
    enum sr_status status = document ? SR_OK
                                     : sr_sql_int(s, "SELECT coalesce(joined, number) FROM incident WHERE number = ?",
                                                  SR_WITH(sr_number(incident)), &now, NULL, err);
    if (status) return status;
    if (document) rows = sr_sql(s, CLAIM "c.document = ? ORDER BY c.start, c.number", SR_WITH(sr_number(document)));
    else
        rows = sr_sql(s,
                      CLAIM "c.number IN (SELECT own.number FROM document its JOIN claim own ON own.document = "
                            "its.number WHERE its.incident = ?1 AND own.main UNION SELECT e.claim FROM " SR_EDITS_GIVEN
                            ") ORDER BY d.published IS NULL, d.published, d.number, c.start, c.number",
                      SR_WITH(sr_int(now)));
    while (sr_row(&rows)) {
        struct sr_store_claim c;
        take_claim(&rows, arena, &c);
        if (!SR_PUSH(arena, found, c)) rows.memory = true;
    }
    status = sr_rows_end(&rows, err);
    if (!status) status = sr_edited_claims(s, found.items, found.count, arena, err);
    if (!status && !document) drop_others(found.items, &found.count, (uint64_t)now);
    if (!status) *out = (struct sr_store_claims){found.items, found.count};
    return status;
}

enum sr_status sr_store_claims(struct sr_store *s, uint64_t incident, uint64_t document, struct sr_arena *arena,
                               struct sr_store_claims *out, struct sr_err *err) {
    bool own;
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = claims_of(s, incident, document, arena, out, err);
    sr_sql_read(s, own);
    return status;
}
