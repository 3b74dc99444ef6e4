#include "store/parts.h"

/* What must hold of the rows, each as a count of those of which it doesn't. */
static const struct {
    const char *fault, *count;
} rules[] = {
    {"a change is missing in the log", "SELECT coalesce(max(number), 0) - count(*) FROM change"},
    {"an incident's version is not its last change",
     "SELECT count(*) FROM incident i WHERE joined IS NULL AND version <> (SELECT max(number) FROM change WHERE "
     "incident = i.number)"},
    {"an incident has joined one that has joined another",
     "SELECT count(*) FROM incident a JOIN incident b ON b.number = a.joined WHERE b.joined IS NOT NULL"},
    {"a document tells of an incident that has joined another",
     "SELECT count(*) FROM document d JOIN incident i ON i.number = d.incident WHERE i.joined IS NOT NULL"},
    {"an incident counts its documents wrongly",
     "SELECT count(*) FROM incident i WHERE documents <> (SELECT count(*) FROM document WHERE incident = i.number)"},
    {"a version of a document is missing",
     "SELECT count(*) FROM document d WHERE version <> (SELECT count(*) FROM version WHERE document = d.number)"},
    {"a document can't be found by merging or by search",
     "SELECT count(*) FROM document d WHERE NOT EXISTS(SELECT 1 FROM member WHERE document = d.number) OR NOT "
     "EXISTS(SELECT 1 FROM searched WHERE number = d.number)"},
    {"an edit is undone by none that undoes it",
     "SELECT count(*) FROM edit a WHERE undone_by IS NOT NULL AND NOT EXISTS(SELECT 1 FROM edit b WHERE "
     "b.number = a.undone_by AND b.undoes = a.number)"},
};

static enum sr_status fail_check(const struct sr_store *s, const char *fault, struct sr_err *err) {
    return sr_fail(err, SR_ERR_DAMAGED, "restore your last export: 'sitrep import BACKUP.jsonl --db NEW'",
                   "the store '%.200s' is damaged: %s", s->path, fault);
}

/* SQLite's own look at the file: "ok", or a row for each fault. */
static enum sr_status check_file(struct sr_store *s, struct sr_err *err) {
    char fault[200] = "";
    struct sr_rows rows = sr_sql(s, "PRAGMA integrity_check(1)", SR_WITH_NOTHING);
    if (sr_row(&rows)) {
        struct sr_str said = sr_row_str(&rows, 0, &s->scratch);
        (void)snprintf(fault, sizeof fault, "%s", said.p ? said.p : "");
    }
    enum sr_status status = sr_rows_end(&rows, err);
    if (status) return status;
    return strcmp(fault, "ok") == 0 ? SR_OK : fail_check(s, fault, err);
}

static enum sr_status check_rows(struct sr_store *s, struct sr_err *err) {
    bool any = false;
    struct sr_rows rows = sr_sql(s, "PRAGMA foreign_key_check", SR_WITH_NOTHING);
    any = sr_row(&rows);
    enum sr_status status = sr_rows_end(&rows, err);
    if (!status && any) status = fail_check(s, "a row refers to none", err);
    for (size_t i = 0; !status && i < sizeof rules / sizeof *rules; i++) {
        int64_t faults = 0;
        status = sr_sql_int(s, rules[i].count, SR_WITH_NOTHING, &faults, NULL, err);
        if (!status && faults) status = fail_check(s, rules[i].fault, err);
    }
    return status;
}

enum sr_status sr_store_check(struct sr_store *s, struct sr_err *err) {
    bool own;
    sr_arena_reset(&s->scratch);
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = check_file(s, err);
    if (!status) status = check_rows(s, err);
    sr_sql_read(s, own);
    if (status || s->mode == SR_STORE_READ) return status;
    return sr_sql_do(s, "INSERT INTO words(words) VALUES('integrity-check')", SR_WITH_NOTHING, err);
}
