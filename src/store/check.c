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

/* SQLite's own look at the file: "ok", or a row for each fault. */
static enum sr_status check_file(struct sr_store *s, struct sr_str *fault, struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, "PRAGMA integrity_check(1)", SR_WITH_NOTHING);
    if (sr_row(&rows)) *fault = sr_row_str(&rows, 0, &s->scratch);
    if (fault->p && sr_str_is(*fault, "ok")) *fault = (struct sr_str){NULL, 0};
    return sr_rows_end(&rows, err);
}

enum sr_status sr_check_rows(struct sr_store *s, struct sr_str *fault, struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, "PRAGMA foreign_key_check", SR_WITH_NOTHING);
    if (sr_row(&rows)) *fault = SR_STR("a row refers to none");
    enum sr_status status = sr_rows_end(&rows, err);
    for (size_t i = 0; !status && !fault->p && i < sizeof rules / sizeof *rules; i++) {
        int64_t faults = 0;
        status = sr_sql_int(s, rules[i].count, SR_WITH_NOTHING, &faults, NULL, err);
        if (faults) *fault = sr_str_c(rules[i].fault);
    }
    return status;
}

enum sr_status sr_store_check(struct sr_store *s, struct sr_err *err) {
    struct sr_str fault = {NULL, 0};
    bool own;
    sr_arena_reset(&s->scratch);
    enum sr_status status = sr_sql_reading(s, &own, err);
    if (status) return status;
    status = check_file(s, &fault, err);
    if (!status && !fault.p) status = sr_check_rows(s, &fault, err);
    sr_sql_read(s, own);
    if (!status && fault.p)
        status = sr_fail(err, SR_ERR_DAMAGED, "restore your last export: 'sitrep import BACKUP.jsonl --db NEW'",
                         "the store '%.200s' is damaged: %.200s", s->path, fault.p);
    if (status || s->mode == SR_STORE_READ) return status;
    return sr_sql_do(s, "INSERT INTO words(words) VALUES('integrity-check')", SR_WITH_NOTHING, err);
}
