#include "base/date.h"
#include "store/parts.h"

#define COLUMNS                                                                                                   \
    "SELECT number, version, changed_at, documents, kind, begin, \"end\", place, country, lat, lon, killed_low, " \
    "killed_best, killed_high, injured_best, disputed, json FROM incident "

static void take(struct sr_rows *rows, struct sr_arena *arena, struct sr_store_incident *out) {
    *out = (struct sr_store_incident){.number = sr_row_number(rows, 0),
                                      .version = sr_row_number(rows, 1),
                                      .changed_at = sr_row_int(rows, 2),
                                      .documents = (uint32_t)sr_row_number(rows, 3),
                                      .kind = sr_row_str(rows, 4, arena),
                                      .begin = sr_row_str(rows, 5, arena),
                                      .end = sr_row_str(rows, 6, arena),
                                      .place = sr_row_str(rows, 7, arena),
                                      .country = sr_row_str(rows, 8, arena),
                                      .lat = sr_row_real(rows, 9),
                                      .lon = sr_row_real(rows, 10),
                                      .has_point = sr_row_int(rows, 9) != SR_STORE_UNKNOWN,
                                      .killed_low = sr_row_int(rows, 11),
                                      .killed_best = sr_row_int(rows, 12),
                                      .killed_high = sr_row_int(rows, 13),
                                      .injured_best = sr_row_int(rows, 14),
                                      .disputed = sr_row_bool(rows, 15),
                                      .json = sr_row_str(rows, 16, arena)};
}

/* ---- the filter ---- */

/* The first or the last day of "2015-11-20", "2015-11" or "2015"; SR_STORE_UNKNOWN for none. */
static enum sr_status day_of(struct sr_str text, const char *what, bool last, int64_t *day, struct sr_err *err) {
    struct sr_date d;
    *day = SR_STORE_UNKNOWN;
    if (!text.p) return SR_OK;
    if (!sr_date_parse(text, &d))
        return sr_fail(err, SR_ERR_DATE, "write it as 2015-11-20", "'%s' is not a date: '%.*s'", what, (int)text.n,
                       text.p);
    if (last && d.precision == SR_PRECISION_YEAR) d.month = 12;
    if (last && d.precision < SR_PRECISION_DAY) d.day = (uint8_t)sr_days_in_month(d.year, d.month);
    *day = sr_days_from_civil(d.year, d.month, d.day);
    return SR_OK;
}

static bool is_family(const struct sr_table *families, struct sr_str name) {
    for (uint32_t row = 0; row < families->rows; row++)
        if (sr_str_is(name, sr_table_cell(families, row, 1))) return true;
    return false;
}

static enum sr_status check_kind(const struct sr_store *s, struct sr_str kind, struct sr_err *err) {
    bool known = !kind.p || sr_incident_kind_from(kind) < SR_KIND_COUNT ||
                 is_family(&s->lexicon.tables[SR_TABLE_KIND_FAMILIES], kind);
    if (known) return SR_OK;
    return sr_fail(err, SR_ERR_USAGE, "'sitrep schema' lists the kinds", "'%.*s' is no kind of incident", (int)kind.n,
                   kind.p);
}

static struct sr_str upper(struct sr_str country, char room[3]) {
    if (country.n != 2) return country;
    for (size_t i = 0; i < 2; i++)
        room[i] = country.p[i] >= 'a' && country.p[i] <= 'z' ? (char)(country.p[i] - 'a' + 'A') : country.p[i];
    return (struct sr_str){room, 2};
}

#define FILTER                                                                                                      \
    "WHERE joined IS NULL AND json IS NOT NULL AND (?1 IS NULL OR country = ?1) AND (?2 IS NULL OR kind = ?2 OR "   \
    "family = ?2) AND (?3 IS NULL OR day >= ?3) AND (?4 IS NULL OR day <= ?4) AND version > ?5 AND (?6 IS NULL OR " \
    "number IN (SELECT d.incident FROM words w JOIN document d ON d.number = w.rowid WHERE words MATCH ?6)) "

/* Each goes on after the last row of the page before, so that a page is right whatever has been added meanwhile. */
static const char *const orders[] = {
    [SR_STORE_BY_CHANGE] = COLUMNS FILTER "AND (?7 IS NULL OR version < ?9) ORDER BY version DESC LIMIT ?8",
    [SR_STORE_BY_BEGIN] = COLUMNS FILTER "AND (?7 IS NULL OR (coalesce(day, -9e9), number) < (SELECT coalesce(day, "
                                         "-9e9), number FROM incident WHERE number = ?7)) AND ?9 IS ?9 "
                                         "ORDER BY coalesce(day, -9e9) DESC, number DESC LIMIT ?8",
    [SR_STORE_BY_NUMBER] = COLUMNS FILTER "AND (?7 IS NULL OR number > ?7) AND ?9 IS ?9 ORDER BY number LIMIT ?8"};

enum sr_status sr_store_incidents(struct sr_store *s, const struct sr_store_filter *f, struct sr_arena *arena,
                                  struct sr_store_incidents *out, struct sr_err *err) {
    SR_VEC(struct sr_store_incident) found = {0};
    int64_t since, until;
    char country[3];
    struct sr_str query = {NULL, 0};
    enum sr_status status = day_of(f->since, "since", false, &since, err);
    if (!status) status = day_of(f->until, "until", true, &until, err);
    if (!status) status = check_kind(s, f->kind, err);
    if (!status && f->words.p) status = sr_words_query(f->words, arena, &query, err);
    if (status) return status;
    struct sr_rows rows = sr_sql(
        s, orders[f->order],
        SR_WITH(sr_text(upper(f->country, country)), sr_text(f->kind), sr_int(since), sr_int(until),
                sr_int((int64_t)f->changed_after), sr_text(query), sr_number(f->page_after ? f->page_after->number : 0),
                sr_int(f->limit ? f->limit : 100), sr_number(f->page_after ? f->page_after->version : 0)));
    while (sr_row(&rows)) {
        struct sr_store_incident incident;
        take(&rows, arena, &incident);
        if (!SR_PUSH(arena, found, incident)) rows.memory = true;
    }
    status = sr_rows_end(&rows, err);
    if (!status) *out = (struct sr_store_incidents){found.items, found.count};
    return status;
}

/* ---- one ---- */

static enum sr_status fail_none(struct sr_str name, struct sr_err *err) {
    return sr_fail(err, SR_ERR_NOT_FOUND, "'sitrep incidents' lists them", "no such incident: '%.*s'",
                   (int)(name.n < 40 ? name.n : 40), name.p ? name.p : "");
}

/* The digits after "I" or nothing; 0: it is none, or too great. */
static uint64_t number_in(struct sr_str name) {
    uint64_t n = 0;
    uint32_t i = name.n > 1 && (name.p[0] == 'I' || name.p[0] == 'i');
    if (i == name.n) return 0;
    for (; i < name.n; i++) {
        if (name.p[i] < '0' || name.p[i] > '9' || n > INT64_MAX / 10 - 1) return 0;
        n = n * 10 + (uint64_t)(name.p[i] - '0');
    }
    return n;
}

static bool is_hash(struct sr_str name) {
    if (name.n < 8 || name.n > 66 || (name.p[0] != 'I' && name.p[0] != 'i') || name.p[1] != '-') return false;
    for (uint32_t i = 2; i < name.n; i++)
        if (!strchr("0123456789abcdef", name.p[i])) return false;
    return true;
}

/* What an incident is now; 0: there is none of that number. */
static enum sr_status follow(struct sr_store *s, uint64_t number, uint64_t *now, struct sr_err *err) {
    int64_t found = 0;
    enum sr_status status = sr_sql_int(s, "SELECT coalesce(joined, number) FROM incident WHERE number = ?",
                                       SR_WITH(sr_number(number)), &found, NULL, err);
    if (!status) *now = (uint64_t)found;
    return status;
}

enum sr_status sr_store_find(struct sr_store *s, struct sr_str name, uint64_t *number, struct sr_err *err) {
    uint64_t now = number_in(name);
    int64_t found = 0;
    enum sr_status status = SR_OK;
    if (now) status = follow(s, now, &now, err);
    else if (is_hash(name)) {
        struct sr_str hex = {name.p + 2, name.n - 2 < 24 ? name.n - 2 : 24};
        status = sr_sql_int(s,
                            "SELECT coalesce(incident, 0) FROM document WHERE name >= ?1 AND name < ?1 || 'g' ORDER BY "
                            "incident IS NULL, number LIMIT 1",
                            SR_WITH(sr_text(hex)), &found, NULL, err);
        now = (uint64_t)found;
    } else
        return sr_fail(err, SR_ERR_USAGE, "write it as I12", "'%.*s' is no name of an incident",
                       (int)(name.n < 40 ? name.n : 40), name.p ? name.p : "");
    if (status) return status;
    if (!now) return fail_none(name, err);
    *number = now;
    return SR_OK;
}

enum sr_status sr_store_incident(struct sr_store *s, uint64_t number, struct sr_arena *arena,
                                 struct sr_store_incident *out, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(s, COLUMNS "WHERE number = (SELECT coalesce(joined, number) FROM incident WHERE number = ?)",
               SR_WITH(sr_number(number)));
    struct sr_store_incident found;
    bool any = sr_row(&rows);
    if (any) take(&rows, arena, &found);
    enum sr_status status = sr_rows_end(&rows, err);
    if (status) return status;
    if (!any) {
        char name[24];
        (void)snprintf(name, sizeof name, "I%llu", (unsigned long long)number);
        return fail_none(sr_str_c(name), err);
    }
    *out = found;
    return SR_OK;
}

enum sr_status sr_store_figures(struct sr_store *s, uint64_t incident, struct sr_arena *arena,
                                struct sr_store_figures *out, struct sr_err *err) {
    struct sr_store_incident about;
    struct sr_told told;
    enum sr_status status = sr_store_incident(s, incident, arena, &about, err);
    if (status) return status;
    if (about.json.p) status = sr_tell(about.json, arena, &told, err);
    else told.figures = (struct sr_store_figures){NULL, 0};
    if (!status) *out = told.figures;
    return status;
}
