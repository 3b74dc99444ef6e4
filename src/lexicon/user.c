/* user.c: a user's TSV, checked cell by cell and written in the columns of the built-in tables, line by line, so that the
 * table compiler's own messages name the user's lines too. */
#include "lexicon/user.h"

#include "base/utf8.h"

enum { MOST_COLUMNS = 12 };

static const char *const names[] = {"gazetteer", "outlets", "sources"};

const char *sr_user_table_name(uint32_t table) {
    return table < SR_USER_COUNT ? names[table] : "";
}

uint32_t sr_user_table_from(struct sr_str name) {
    for (uint32_t i = 0; i < SR_USER_COUNT; i++)
        if (sr_str_is(name, names[i])) return i;
    return SR_USER_COUNT;
}

enum { NAME, CLASS, COUNTRY, ADMIN, LAT, LON, ID, POPULATION, ZONE, GAZETTEER_COLUMNS };
enum { OUTLET_ZONE = 1, OUTLET_COLUMNS };
enum { SOURCE_KIND = 1, SOURCE_WHO, SOURCE_COLUMNS };

static const struct {
    const char *columns[MOST_COLUMNS];
    uint32_t count, needed; /* needed: bit 1 << column */
} shapes[] = {
    [SR_USER_GAZETTEER] = {{"name", "class", "country", "admin", "lat", "lon", "geonameid", "population", "zone"},
                           GAZETTEER_COLUMNS,
                           1u << NAME | 1u << COUNTRY},
    [SR_USER_OUTLETS] = {{"name", "zone"}, OUTLET_COLUMNS, 3},
    [SR_USER_SOURCES] = {{"name", "kind", "who"}, SOURCE_COLUMNS, 3},
};

enum { OUTS = 3 };

struct adding {
    struct sr_lexicon *lexicon;
    enum sr_user_table table;
    const char *file;
    struct sr_arena *scratch;
    struct sr_err *err;
    uint32_t column_of[MOST_COLUMNS]; /* [place in the file] column */
    uint32_t given;                   /* columns of the file; 0: no head yet */
    uint32_t line;
    struct sr_buf out[OUTS]; /* in the columns of the built-in tables `into` */
    enum sr_table_id into[OUTS];
};

static enum sr_status bad(struct adding *a, uint32_t column, const char *mend, const char *what, struct sr_str word) {
    (void)sr_fail(a->err, SR_ERR_TABLE, mend, "%s: '%.*s'", what, (int)(word.n > 100 ? 100 : word.n),
                  word.p ? word.p : "");
    if (a->err) sr_err_at(a->err, a->file, a->line, column);
    return SR_ERR_TABLE;
}

static struct sr_str trim(struct sr_str s) {
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\r')) s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\r')) s.n--;
    return s;
}

/* Cut the next cell off the line. */
static struct sr_str next(struct sr_str *s, char mark, bool *more) {
    const char *at = s->n ? memchr(s->p, mark, s->n) : NULL;
    struct sr_str head = {s->p, at ? (uint32_t)(at - s->p) : s->n};
    *more = at != NULL;
    *s = at ? (struct sr_str){at + 1, s->n - head.n - 1} : (struct sr_str){NULL, 0};
    return head;
}

static enum sr_status read_head(struct adding *a, struct sr_str line) {
    uint32_t seen = 0;
    bool more = true;
    char list[160] = "its columns are";
    for (uint32_t k = 0; k < shapes[a->table].count; k++) {
        size_t n = strlen(list);
        (void)snprintf(list + n, sizeof list - n, "%s %s", k ? "," : "", shapes[a->table].columns[k]);
    }
    while (more) {
        struct sr_str cell = trim(next(&line, '\t', &more));
        uint32_t k = 0;
        while (k < shapes[a->table].count && !sr_str_is(cell, shapes[a->table].columns[k])) k++;
        if (k == shapes[a->table].count) return bad(a, 0, list, "no such column", cell);
        if (seen & 1u << k) return bad(a, 0, "name it once", "column given twice", cell);
        seen |= 1u << k;
        a->column_of[a->given++] = k;
    }
    for (uint32_t k = 0; k < shapes[a->table].count; k++)
        if (shapes[a->table].needed & ~seen & 1u << k)
            return bad(a, 0, "name the columns in the first line", "a column is missing",
                       sr_str_c(shapes[a->table].columns[k]));
    return SR_OK;
}

static bool is_number(struct sr_str s, double least, double most) {
    double v;
    return !s.n || (sr_decimal(s, &v) && v >= least && v <= most);
}

static bool is_whole(struct sr_str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n < 10;
}

static bool is_country(const struct adding *a, struct sr_str s) {
    const struct sr_table *t = &a->lexicon->tables[SR_TABLE_COUNTRIES];
    for (uint32_t row = 0; row < t->rows; row++)
        if (sr_str_is(s, sr_table_cell(t, row, 2))) return true;
    return false;
}

/* "Africa/Niamey", "Etc/UTC": the shape of an IANA name. The library has no list of them. */
static bool is_zone(struct sr_str s) {
    uint32_t slash = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (c == '/' && i && i + 1 < s.n) slash++;
        else if (!letter && !(i && (c == '_' || c == '-' || c == '+' || (c >= '0' && c <= '9')))) return false;
    }
    return slash > 0 || sr_str_is(s, "UTC");
}

static void put(struct adding *a, uint32_t out, struct sr_str cell, char end) {
    sr_buf_str(&a->out[out], cell);
    sr_buf_char(&a->out[out], end);
}

static void put_c(struct adding *a, uint32_t out, const char *cell, char end) {
    put(a, out, sr_str_c(cell), end);
}

/* The keys of places have no accents: "Téra|Tera". */
static bool put_place_keys(struct adding *a, struct sr_str names_of_it) {
    bool more = true;
    while (more) {
        struct sr_str key = sr_fold(a->scratch, trim(next(&names_of_it, '|', &more)));
        if (key.p) key = sr_unaccent(a->scratch, key);
        if (!key.p) return false;
        put(a, 0, key, more ? '|' : '\t');
    }
    return true;
}

static struct sr_str first_name(struct sr_str cell) {
    bool more;
    return trim(next(&cell, '|', &more));
}

static enum sr_status add_place(struct adding *a, const struct sr_str *cell, const uint32_t *at) {
    uint32_t class = cell[CLASS].n ? sr_place_class_from(cell[CLASS]) : SR_PLACE_CITY;
    if (class == SR_PLACE_COUNT || class == SR_PLACE_COUNTRY)
        return bad(a, at[CLASS], "take one of: city, admin, facility, other", "no class of place", cell[CLASS]);
    if (!is_country(a, cell[COUNTRY]))
        return bad(a, at[COUNTRY], "write its ISO 3166 code, as ML", "no country", cell[COUNTRY]);
    if (!is_number(cell[LAT], -90, 90)) return bad(a, at[LAT], "write degrees, as 12.65", "no latitude", cell[LAT]);
    if (!is_number(cell[LON], -180, 180)) return bad(a, at[LON], "write degrees, as -8.0", "no longitude", cell[LON]);
    if (!cell[LAT].n != !cell[LON].n)
        return bad(a, at[LAT], "give both or none", "latitude without longitude, or the other way round", cell[NAME]);
    if (!is_whole(cell[ID])) return bad(a, at[ID], "write digits alone", "no GeoNames id", cell[ID]);
    if (!is_whole(cell[POPULATION]))
        return bad(a, at[POPULATION], "write digits alone", "no number of people", cell[POPULATION]);
    if (cell[ZONE].n && !is_zone(cell[ZONE]))
        return bad(a, at[ZONE], "write its IANA name, as Africa/Bamako", "no time zone", cell[ZONE]);
    if (!put_place_keys(a, cell[NAME])) return sr_fail_memory(a->err, "reading a table");
    put(a, 0, first_name(cell[NAME]), '\t');
    put_c(a, 0, sr_place_class_name(class), '\t');
    for (uint32_t k = COUNTRY; k < POPULATION; k++) put(a, 0, cell[k], '\t');
    /* who adds a place knows that it is spoken of: it is not to be the least likely of all */
    put(a, 0, cell[POPULATION].n || class != SR_PLACE_CITY ? cell[POPULATION] : SR_STR("100000"), '\t');
    put(a, 0, cell[ZONE], '\n');
    return SR_OK;
}

static enum sr_status add_outlet(struct adding *a, const struct sr_str *cell, const uint32_t *at) {
    if (!is_zone(cell[OUTLET_ZONE]))
        return bad(a, at[OUTLET_ZONE], "write its IANA name, as Africa/Bamako", "no time zone", cell[OUTLET_ZONE]);
    put(a, 0, cell[NAME], '\t');
    put(a, 0, cell[OUTLET_ZONE], '\n');
    put(a, 1, cell[NAME], '\t');
    put_c(a, 1, "outlet", '\n');
    put_c(a, 2, "", '\n');
    return SR_OK;
}

/* Agencies and outlets go where their names are looked for; all others among the nouns and names of those who speak. */
static enum sr_status add_source(struct adding *a, const struct sr_str *cell, const uint32_t *at) {
    uint32_t kind = sr_source_kind_from(cell[SOURCE_KIND]);
    struct sr_str who = cell[SOURCE_WHO].n ? cell[SOURCE_WHO] : SR_STR("institution");
    if (kind == SR_SOURCE_COUNT)
        return bad(a, at[SOURCE_KIND],
                   "take one of: agency, outlet, official, police, military, government, party, armed-group, "
                   "medical, aid, witness, relative, document, social-media, person, other",
                   "no kind of source", cell[SOURCE_KIND]);
    if (!sr_str_is(who, "institution") && !sr_str_is(who, "person") && !sr_str_is(who, "document"))
        return bad(a, at[SOURCE_WHO], "take one of: institution, person, document", "no such 'who'", who);
    uint32_t out = kind == SR_SOURCE_AGENCY ? 1 : kind == SR_SOURCE_OUTLET ? 2 : 0;
    for (uint32_t k = 0; k < OUTS; k++) {
        if (k != out) {
            put_c(a, k, "", '\n');
            continue;
        }
        put(a, k, cell[NAME], '\t');
        put(a, k, cell[SOURCE_KIND], out ? '\n' : '\t');
        if (!out) put(a, k, who, '\n');
    }
    return SR_OK;
}

static enum sr_status add_row(struct adding *a, struct sr_str line) {
    struct sr_str cell[MOST_COLUMNS] = {{0}};
    uint32_t at[MOST_COLUMNS] = {0}, k = 0;
    const char *begin = line.p;
    bool more = true;
    for (; more; k++) {
        if (k == a->given)
            return bad(a, 0, "see the line that names the columns", "more cells than columns", first_name(line));
        const char *p = line.p ? line.p : begin;
        uint32_t column = a->column_of[k];
        at[column] = (uint32_t)(p - begin) + 1;
        cell[column] = trim(next(&line, '\t', &more));
    }
    if (!cell[NAME].n) return bad(a, at[NAME], "write a name", "empty name", cell[NAME]);
    switch (a->table) {
    case SR_USER_GAZETTEER: return add_place(a, cell, at);
    case SR_USER_OUTLETS: return add_outlet(a, cell, at);
    case SR_USER_SOURCES: return add_source(a, cell, at);
    case SR_USER_COUNT: break;
    }
    return SR_OK;
}

static enum sr_status read_lines(struct adding *a, struct sr_str tsv, const char *const heads[OUTS]) {
    bool more = tsv.n > 0;
    if (tsv.n > 2 && memcmp(tsv.p, "\xEF\xBB\xBF", 3) == 0) tsv = (struct sr_str){tsv.p + 3, tsv.n - 3};
    for (a->line = 1; more; a->line++) {
        struct sr_str line = next(&tsv, '\n', &more);
        if (!sr_utf8_valid(line.p, line.n, NULL) || (line.n && memchr(line.p, 0, line.n)))
            return bad(a, 0, "save the table as UTF-8", "bytes that are not UTF-8 text", (struct sr_str){NULL, 0});
        enum sr_status status = SR_OK;
        bool blank = !trim(line).n || line.p[0] == '#';
        if (!blank && a->given) status = add_row(a, line);
        else {
            if (!blank) status = read_head(a, line);
            for (uint32_t k = 0; k < OUTS; k++) put_c(a, k, !blank && heads[k] ? heads[k] : "", '\n');
        }
        if (status) return status;
    }
    a->line = 0;
    if (!a->given) return bad(a, 0, "name the columns in the first line", "no head", (struct sr_str){NULL, 0});
    for (uint32_t k = 0; k < OUTS; k++) {
        if (a->table == SR_USER_GAZETTEER) put_c(a, k, "#! duplicates", '\n');
        if (a->out[k].failed) return sr_fail_memory(a->err, "reading a table");
    }
    return SR_OK;
}

/* Compile what was written and join it to the built-in table. */
static enum sr_status join(struct adding *a, uint32_t k, struct sr_arena *arena, struct sr_table *out) {
    struct sr_buf blob = {0};
    struct sr_table more;
    const struct sr_table *base = &a->lexicon->tables[a->into[k]];
    struct sr_str tsv = {a->out[k].p, (uint32_t)a->out[k].size};
    enum sr_status status = sr_table_compile(tsv, a->file, a->scratch, &blob, a->err);
    if (!status) status = sr_table_view(blob.p, blob.size, base->name, &more, a->err);
    if (!status) status = sr_table_join(base, &more, arena, out, a->err);
    sr_buf_release(&blob);
    return status;
}

enum sr_status sr_lexicon_add(struct sr_lexicon *lexicon, enum sr_user_table table, struct sr_str tsv, const char *file,
                              struct sr_arena *arena, struct sr_err *err) {
    static const enum sr_table_id into[SR_USER_COUNT][OUTS] = {
        [SR_USER_GAZETTEER] = {SR_TABLE_GAZETTEER},
        [SR_USER_OUTLETS] = {SR_TABLE_OUTLET_ZONES, SR_TABLE_NEWS_OUTLETS},
        [SR_USER_SOURCES] = {SR_TABLE_SOURCE_NOUNS, SR_TABLE_AGENCIES, SR_TABLE_NEWS_OUTLETS}};
    static const char *const heads[SR_USER_COUNT][OUTS] = {
        [SR_USER_GAZETTEER] = {"keys\tname\tclass\tcountry\tadmin\tlat\tlon\tgeonameid\tpopulation\tzone"},
        [SR_USER_OUTLETS] = {"name\tzone", "name\tkind"},
        [SR_USER_SOURCES] = {"noun\tkind\twho", "name\tkind", "name\tkind"}};
    struct sr_arena scratch;
    struct sr_table made[OUTS];
    sr_arena_init(&scratch, 0);
    struct adding a = {.lexicon = lexicon, .table = table, .file = file, .scratch = &scratch, .err = err};
    memcpy(a.into, into[table], sizeof a.into);
    enum sr_status status = read_lines(&a, tsv, heads[table]);
    for (uint32_t k = 0; !status && k < OUTS && heads[table][k]; k++) status = join(&a, k, arena, &made[k]);
    for (uint32_t k = 0; !status && k < OUTS && heads[table][k]; k++) lexicon->tables[a.into[k]] = made[k];
    for (uint32_t k = 0; k < OUTS; k++) sr_buf_release(&a.out[k]);
    sr_arena_release(&scratch);
    return status;
}
