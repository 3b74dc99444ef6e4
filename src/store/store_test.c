#include "store/made_test.h"
#include "store/sqlite.h"

/* Articles of ours: two towns, three outlets. */
static const struct article market = {
    "a1", "https://one.example/market", "2021-06-03T10:00Z", "Test Wire",
    "ZINDER, Niger, June 3, 2021 (Test Wire) - A bomb killed 17 people at a market in Zinder on Thursday, the health "
    "ministry said. Forty people were injured, the regional hospital said. No group claimed the bombing at Kollia "
    "market."};
static const struct article market_again = {
    "a2", "https://two.example/zinder", "2021-06-03T15:00Z", "Second Post",
    "ZINDER, Niger, June 3, 2021 - The bomb at the Kollia market in Zinder killed 19 people, the health ministry said "
    "on "
    "Thursday. The regional hospital said 43 people were injured in the bombing in Zinder."};
static const struct article market_revised = {
    "a1", "https://one.example/market", "2021-06-03T18:00Z", "Test Wire",
    "ZINDER, Niger, June 3, 2021 (Test Wire) - A bomb killed 21 people at a market in Zinder on Thursday, the health "
    "ministry said. No group claimed the bombing at Kollia market."};
static const struct article flood = {
    "b1", NULL, "2021-09-12T08:00Z", "Test Wire",
    "CORDOBA, Argentina, Sept 12, 2021 (Test Wire) - A flood killed three people in Cordoba on Sunday, firefighters "
    "said. Some 200 were evacuated after the river burst its banks."};
static const struct article recipe = {"c1", NULL, "2021-09-12T08:00Z", "Test Wire",
                                      "A soup of leeks and potatoes. Cook for twenty minutes and serve with bread."};

static void count(struct made_store *m, const char *name, const struct sr_store_filter *filter, uint32_t want) {
    struct sr_store_incidents found = {0};
    struct sr_err err = {0};
    SR_CHECK_INT(name, sr_store_incidents(m->store, filter, &m->arena, &found, &err), SR_OK);
    SR_CHECK_INT(name, found.count, want);
}

static bool has_change(struct made_store *m, uint64_t after, enum sr_change_kind kind, const char *measure) {
    struct sr_store_changes found = {0};
    SR_CHECK_INT("changes", sr_store_changes(m->store, after, 0, 0, &m->arena, &found, NULL), SR_OK);
    for (uint32_t i = 0; i < found.count; i++) {
        SR_CHECK_INT("the log has no hole", found.items[i].number, after + i + 1);
        if (found.items[i].kind == kind && (!measure || sr_str_is(found.items[i].measure, measure))) return true;
    }
    return false;
}

static void test_adding(void) {
    struct made_store m;
    if (!made_store(&m)) return;
    struct sr_store_added one = made_add(&m, &market, 1000), same = made_add(&m, &market, 2000);
    SR_CHECK_INT("new", one.outcome, SR_STORE_NEW);
    SR_CHECK_INT("the first incident", one.incident, 1);
    SR_CHECK_INT("the same again", same.outcome, SR_STORE_SAME);
    SR_CHECK_INT("and nothing is logged", same.change, one.change);
    struct sr_store_added two = made_add(&m, &market_again, 3000), other = made_add(&m, &flood, 4000);
    SR_CHECK_INT("merged on arrival", two.incident, 1);
    SR_CHECK_INT("another incident", other.incident, 2);
    SR_CHECK_INT("no incident", made_add(&m, &recipe, 5000).incident, 0);
    SR_CHECK("a figure has changed", has_change(&m, one.change, SR_CHANGE_FIGURE, "killed"));
    SR_CHECK("a document came", has_change(&m, one.change, SR_CHANGE_DOCUMENT, NULL));

    struct sr_store_incident incident = {0};
    SR_CHECK_INT("one", sr_store_incident(m.store, 1, &m.arena, &incident, NULL), SR_OK);
    SR_CHECK_INT("its reports", incident.documents, 2);
    SR_CHECK_INT("the toll now", incident.killed_best, 19);
    SR_CHECK_C("where", incident.country.p, "NE");
    SR_CHECK_INT("when it changed", incident.changed_at, 3000);
    SR_CHECK("its name in the line", memmem(incident.json.p, incident.json.n, "\"id\":\"I1\"", 9) != NULL);

    count(&m, "all", &(struct sr_store_filter){0}, 2);
    count(&m, "of a country, in either case", &(struct sr_store_filter){.country = SR_STR("ne")}, 1);
    count(&m, "of a kind", &(struct sr_store_filter){.kind = SR_STR("flood")}, 1);
    count(&m, "of a family of kinds", &(struct sr_store_filter){.kind = SR_STR("attack")}, 1);
    count(&m, "since a month", &(struct sr_store_filter){.since = SR_STR("2021-09")}, 1);
    count(&m, "until a month's end", &(struct sr_store_filter){.until = SR_STR("2021-06")}, 1);
    count(&m, "with words", &(struct sr_store_filter){.words = SR_STR("kollia")}, 1);
    count(&m, "changed since", &(struct sr_store_filter){.changed_after = two.change}, 1);
    SR_CHECK_INT("no date",
                 sr_store_incidents(m.store, &(struct sr_store_filter){.since = SR_STR("soon")}, &m.arena,
                                    &(struct sr_store_incidents){0}, NULL),
                 SR_ERR_DATE);
    SR_CHECK_INT("no kind",
                 sr_store_incidents(m.store, &(struct sr_store_filter){.kind = SR_STR("bomb")}, &m.arena,
                                    &(struct sr_store_incidents){0}, NULL),
                 SR_ERR_USAGE);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    made_remove(&m);
}

static void test_paging(void) {
    static const enum sr_store_order orders[] = {SR_STORE_BY_CHANGE, SR_STORE_BY_BEGIN, SR_STORE_BY_NUMBER};
    struct made_store m;
    if (!made_store(&m)) return;
    (void)made_add(&m, &market, 1000);
    (void)made_add(&m, &flood, 2000);
    for (size_t i = 0; i < 3; i++) {
        struct sr_store_incidents first = {0}, second = {0}, third = {0};
        struct sr_store_filter filter = {.order = orders[i], .limit = 1};
        SR_CHECK_INT("first page", sr_store_incidents(m.store, &filter, &m.arena, &first, NULL), SR_OK);
        filter.page_after = &first.items[0];
        SR_CHECK_INT("second page", sr_store_incidents(m.store, &filter, &m.arena, &second, NULL), SR_OK);
        SR_CHECK_INT("one on it", second.count, 1);
        if (!second.count) continue;
        SR_CHECK_INT("by order", second.items[0].number, orders[i] == SR_STORE_BY_NUMBER ? 2 : 1);
        filter.page_after = &second.items[0];
        SR_CHECK_INT("third page", sr_store_incidents(m.store, &filter, &m.arena, &third, NULL), SR_OK);
        SR_CHECK_INT("is empty", third.count, 0);
    }
    made_remove(&m);
}

static void test_revision(void) {
    struct made_store m;
    struct sr_store_document about;
    struct sr_store_version version = {0};
    struct sr_store_claims claims = {0};
    if (!made_store(&m)) return;
    struct sr_store_added first = made_add(&m, &market, 1000), second = made_add(&m, &market_revised, 2000);
    SR_CHECK_INT("a revision", second.outcome, SR_STORE_REVISION);
    SR_CHECK_INT("of the same document", second.document, first.document);
    SR_CHECK_INT("of the same incident", second.incident, first.incident);
    SR_CHECK("the figure has changed", has_change(&m, first.change, SR_CHANGE_FIGURE, "killed"));
    SR_CHECK("the injured are withdrawn", has_change(&m, first.change, SR_CHANGE_WITHDRAWAL, "injured"));
    SR_CHECK_INT("the version before", sr_store_version(m.store, first.document, 1, &m.arena, &about, &version, NULL),
                 SR_OK);
    SR_CHECK("is kept", memmem(version.record.p, version.record.n, "killed 17", 9) != NULL);
    SR_CHECK_INT("of two", version.versions, 2);
    SR_CHECK_INT("claims", sr_store_claims(m.store, first.incident, 0, &m.arena, &claims, NULL), SR_OK);
    uint32_t withdrawn = 0, steps = 0;
    for (uint32_t i = 0; i < claims.count; i++) withdrawn += claims.items[i].withdrawn;
    SR_CHECK_INT("the seventeen and the forty are withdrawn", withdrawn, 2);
    struct sr_store_figures figures = {0};
    SR_CHECK_INT("figures", sr_store_figures(m.store, first.incident, &m.arena, &figures, NULL), SR_OK);
    for (uint32_t i = 0; i < figures.count; i++)
        for (uint32_t k = 0; k < figures.items[i].step_count; k++) steps += figures.items[i].steps[k].withdrawn;
    SR_CHECK_INT("and are kept as such in the courses", steps, 2);
    SR_CHECK_INT("an older one again is nothing new", made_add(&m, &market, 3000).outcome, SR_STORE_SAME);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    made_remove(&m);
}

/* No statement so far has walked a table from end to end: what adding and editing cost must not grow with the store. */
static void check_walks(const struct made_store *m) {
    for (uint32_t i = 0; i < m->store->statement_count; i++) {
        sqlite3_stmt *statement = m->store->statements[i].statement;
        const char *sql = m->store->statements[i].sql;
        if (strncmp(sql, "PRAGMA", 6) == 0) continue;
        SR_CHECK_INT(sql, sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0), 0);
        SR_CHECK_INT(sql, sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_AUTOINDEX, 0), 0);
    }
}

/* Two reports that have nothing in common are two incidents until a third tells of what both do. */
static void test_join(void) {
    static const struct article reports[] = {
        {"a", NULL, "2021-06-03T10:00Z", "Alpha",
         "An explosion at the Kollia market killed 17 people on Thursday, trader Moussa Idrissa said. Idrissa said the "
         "Kollia traders fled."},
        {"b", NULL, "2021-06-03T12:00Z", "Beta",
         "ZINDER, Niger - A bomb killed 19 people on Thursday, police colonel Harouna Sani said in Zinder. Sani said "
         "that "
         "no group had claimed the bombing."},
        {"c", NULL, "2021-06-03T14:00Z", "Gamma",
         "ZINDER, Niger - The bomb at the Kollia market in Zinder killed 19 people on Thursday, colonel Harouna Sani "
         "said. Trader Moussa Idrissa said that the Kollia traders fled when the bomb exploded. Sani and Idrissa spoke "
         "at "
         "the market."}};
    struct made_store m;
    struct sr_store_incident incident = {0};
    uint64_t number = 0;
    if (!made_store(&m)) return;
    SR_CHECK_INT("one", made_add(&m, &reports[0], 1000).incident, 1);
    struct sr_store_added second = made_add(&m, &reports[1], 2000);
    SR_CHECK_INT("another", second.incident, 2);
    SR_CHECK_INT("the lower number stays", made_add(&m, &reports[2], 3000).incident, 1);
    SR_CHECK("which is told", has_change(&m, second.change, SR_CHANGE_JOINED, NULL));
    SR_CHECK_INT("the other's name leads to it", sr_store_find(m.store, SR_STR("I2"), &number, NULL), SR_OK);
    SR_CHECK_INT("the other's name leads to it", number, 1);
    SR_CHECK_INT("by number too", sr_store_incident(m.store, 2, &m.arena, &incident, NULL), SR_OK);
    SR_CHECK_INT("all three", incident.documents, 3);
    check_walks(&m);
    count(&m, "it is listed once", &(struct sr_store_filter){0}, 1);
    SR_CHECK_INT("its number is not given again", made_add(&m, &flood, 4000).incident, 3);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    made_remove(&m);
}

/* What an editor rejected comes back neither with a revision that says it again nor out of the version before. */
static void test_edit_over_revision(void) {
    struct made_store m;
    struct sr_store_claims claims = {0};
    struct sr_store_incident incident = {0};
    struct sr_store_edited edited = {0};
    struct sr_store_figures figures = {0};
    struct sr_err err = {0};
    struct article longer = market;
    char text[600];
    if (!made_store(&m)) return;
    uint64_t number = made_add(&m, &market, 1000).incident;
    SR_CHECK_INT("claims", sr_store_claims(m.store, number, 0, &m.arena, &claims, NULL), SR_OK);
    SR_CHECK_INT("the incident", sr_store_incident(m.store, number, &m.arena, &incident, NULL), SR_OK);
    struct sr_store_edit edit = {.kind = SR_EDIT_REJECT,
                                 .at = 2000,
                                 .author = SR_STR("An Editor"),
                                 .incident = number,
                                 .version = incident.version};
    for (uint32_t i = 0; i < claims.count; i++) {
        if (!sr_str_is(claims.items[i].measure, "injured")) continue;
        edit.document = claims.items[i].document;
        edit.claim = claims.items[i].id;
    }
    struct sr_buf judged = {0};
    SR_CHECK_INT("nothing judged",
                 sr_store_judged(m.store, edit.document, sr_str_c(market.id), &m.arena, &judged, NULL), SR_OK);
    SR_CHECK_INT("nothing is told of it", (int64_t)judged.size, 0);
    SR_CHECK_INT("rejected", sr_store_edit(m.store, &edit, &m.arena, &edited, NULL, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    SR_CHECK_INT("judged", sr_store_judged(m.store, edit.document, sr_str_c(market.id), &m.arena, &judged, NULL),
                 SR_OK);
    SR_CHECK("told as rejected", judged.size && strstr(judged.p, "\"standing\":\"rejected\",\"incident\":\"I1\""));
    sr_buf_release(&judged);
    (void)snprintf(text, sizeof text, "Security was tightened in the region. %s", market.text);
    longer.text = text;
    SR_CHECK_INT("a revision", made_add(&m, &longer, 3000).outcome, SR_STORE_REVISION);
    SR_CHECK_INT("figures", sr_store_figures(m.store, number, &m.arena, &figures, NULL), SR_OK);
    for (uint32_t i = 0; i < figures.count; i++)
        SR_CHECK("no injured are told of", !sr_str_is(figures.items[i].measure, "injured"));
    SR_CHECK_INT("but of the killed", figures.count > 0 && sr_str_is(figures.items[0].measure, "killed"), 1);
    check_walks(&m);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    made_remove(&m);
}

static int64_t best_of(struct made_store *m, uint64_t incident, const char *measure) {
    struct sr_store_figures figures = {0};
    SR_CHECK_INT(measure, sr_store_figures(m->store, incident, &m->arena, &figures, NULL), SR_OK);
    for (uint32_t i = 0; i < figures.count; i++)
        if (sr_str_is(figures.items[i].measure, measure)) return figures.items[i].best;
    return SR_STORE_UNKNOWN;
}

/* How many steps of a figure are of a document. */
static uint32_t steps_of(struct made_store *m, uint64_t incident, const char *measure, const char *document) {
    struct sr_store_figures figures = {0};
    uint32_t count = 0;
    SR_CHECK_INT(measure, sr_store_figures(m->store, incident, &m->arena, &figures, NULL), SR_OK);
    for (uint32_t i = 0; i < figures.count; i++)
        for (uint32_t k = 0; k < figures.items[i].step_count; k++)
            count +=
                sr_str_is(figures.items[i].measure, measure) && sr_str_is(figures.items[i].steps[k].document, document);
    return count;
}

/* What a claim that an editor gave to another incident does to both: the flood's dead are told of the market's. */
static void test_claim_given_away(void) {
    struct made_store m;
    struct sr_store_claims claims = {0}, there = {0};
    struct sr_store_incident incident = {0};
    struct sr_store_edited edited = {0}, undone = {0};
    struct sr_err err = {0};
    if (!made_store(&m)) return;
    uint64_t one = made_add(&m, &market, 1000).incident, two = made_add(&m, &flood, 1000).incident;
    int64_t flooded = best_of(&m, two, "killed");
    SR_CHECK_INT("claims", sr_store_claims(m.store, two, 0, &m.arena, &claims, NULL), SR_OK);
    SR_CHECK_INT("the incident", sr_store_incident(m.store, two, &m.arena, &incident, NULL), SR_OK);
    struct sr_store_edit edit = {.kind = SR_EDIT_CORRECT,
                                 .at = 2000,
                                 .author = SR_STR("An Editor"),
                                 .reason = SR_STR("of the market"),
                                 .field = SR_STR("incident"),
                                 .value = SR_STR("I1"),
                                 .incident = two,
                                 .version = incident.version};
    for (uint32_t i = 0; i < claims.count; i++) {
        if (!sr_str_is(claims.items[i].measure, "killed")) continue;
        edit.document = claims.items[i].document;
        edit.claim = claims.items[i].id;
    }
    SR_CHECK_INT("given away", sr_store_edit(m.store, &edit, &m.arena, &edited, NULL, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    SR_CHECK_INT("it counts no more where it was", best_of(&m, two, "killed"), SR_STORE_UNKNOWN);
    SR_CHECK_INT("and counts where it is", steps_of(&m, one, "killed", "b1"), 1);
    SR_CHECK_INT("claims there", sr_store_claims(m.store, one, 0, &m.arena, &there, NULL), SR_OK);
    bool among = false;
    for (uint32_t i = 0; i < there.count; i++)
        among |= there.items[i].document == edit.document && sr_str_eq(there.items[i].id, edit.claim);
    SR_CHECK("it is among them", among);
    SR_CHECK_INT("the incident there", sr_store_incident(m.store, one, &m.arena, &incident, NULL), SR_OK);
    SR_CHECK_INT("has no report more", incident.documents, 1);
    check_walks(&m);
    SR_CHECK_INT("the store is sound", sr_store_check(m.store, NULL), SR_OK);
    struct sr_store_edit back = {
        .kind = SR_EDIT_UNDO, .at = 3000, .author = SR_STR("An Editor"), .undoes = edited.edit};
    SR_CHECK_INT("undone", sr_store_edit(m.store, &back, &m.arena, &undone, NULL, &err), SR_OK);
    SR_CHECK_INT("the flood's own again", best_of(&m, two, "killed"), flooded);
    SR_CHECK_INT("the market's as it was", steps_of(&m, one, "killed", "b1"), 0);
    made_remove(&m);
}

static void test_search(void) {
    static const struct {
        const char *words;
        uint32_t hits;
    } rows[] = {{"zinder", 1},
                {"ZINDER market", 1},
                {"\"regional hospital\"", 1},
                {"\"hospital regional\"", 0},
                {"fire*", 1},
                {"zinder flood", 0},
                {"\"", 0},
                {"", 0},
                {"* AND (", 0},
                {"córdoba", 1},
                {"NEAR", 0},
                {"market \"", 1},
                {"title:x", 0},
                {"-zinder", 1}};
    struct made_store m;
    if (!made_store(&m)) return;
    (void)made_add(&m, &market, 1000);
    (void)made_add(&m, &flood, 1000);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_store_hits hits = {0};
        SR_CHECK_INT(rows[i].words, sr_store_search(m.store, sr_str_c(rows[i].words), 0, 0, &m.arena, &hits, NULL),
                     SR_OK);
        SR_CHECK_INT(rows[i].words, hits.count, rows[i].hits);
    }
    (void)made_add(&m, &market_revised, 2000);
    struct sr_store_hits hits = {0};
    SR_CHECK_INT("search", sr_store_search(m.store, SR_STR("hospital"), 0, 0, &m.arena, &hits, NULL), SR_OK);
    SR_CHECK_INT("words of the version before are forgotten", hits.count, 0);
    made_remove(&m);
}

static void test_names(void) {
    static const struct {
        const char *name;
        enum sr_status status;
        uint64_t number;
    } rows[] = {{"I1", SR_OK, 1},
                {"i2", SR_OK, 2},
                {"2", SR_OK, 2},
                {"I3", SR_ERR_NOT_FOUND, 0},
                {"I0", SR_ERR_USAGE, 0},
                {"", SR_ERR_USAGE, 0},
                {"I", SR_ERR_USAGE, 0},
                {"I99999999999999999999", SR_ERR_USAGE, 0},
                {"I-000000", SR_ERR_NOT_FOUND, 0},
                {"I-f55ff1", SR_OK, 1}, /* the hash of "a1" */
                {"I-xyz", SR_ERR_USAGE, 0},
                {"Bamako", SR_ERR_USAGE, 0}};
    struct made_store m;
    if (!made_store(&m)) return;
    (void)made_add(&m, &market, 1000);
    (void)made_add(&m, &flood, 1000);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t number = 0;
        SR_CHECK_INT(rows[i].name, sr_store_find(m.store, sr_str_c(rows[i].name), &number, NULL), rows[i].status);
        SR_CHECK_INT(rows[i].name, number, rows[i].number);
    }
    uint64_t document = 0;
    SR_CHECK_INT("by URL", sr_store_find_document(m.store, sr_str_c(market.url), &document, NULL), SR_OK);
    SR_CHECK_INT("by URL", document, 1);
    SR_CHECK_INT("no document", sr_store_find_document(m.store, SR_STR("x"), &document, NULL), SR_ERR_NOT_FOUND);
    made_remove(&m);
}

/* A transaction's documents are there together or not at all; one that fails within it is left out by itself. */
static void test_transactions(void) {
    struct made_store m;
    struct sr_store_added added;
    struct sr_store_arrival bad = {.record = SR_STR("{\"schema\":\"sitrep/1\"}")};
    if (!made_store(&m)) return;
    SR_CHECK_INT("not begun", sr_store_commit(m.store, NULL), SR_ERR_USAGE);
    SR_CHECK_INT("begin", sr_store_begin(m.store, NULL), SR_OK);
    SR_CHECK_INT("begun already", sr_store_begin(m.store, NULL), SR_ERR_USAGE);
    (void)made_add(&m, &market, 1000);
    sr_store_rollback(m.store);
    count(&m, "rolled back", &(struct sr_store_filter){0}, 0);
    SR_CHECK_INT("begin again", sr_store_begin(m.store, NULL), SR_OK);
    (void)made_add(&m, &market, 1000);
    SR_CHECK_INT("a bad record", sr_store_add(m.store, &bad, &added, NULL), SR_ERR_SCHEMA);
    (void)made_add(&m, &flood, 1000);
    SR_CHECK_INT("commit", sr_store_commit(m.store, NULL), SR_OK);
    count(&m, "both", &(struct sr_store_filter){0}, 2);
    sr_store_close(m.store);
    if (made_open(&m, SR_STORE_READ)) {
        count(&m, "both are on the disk", &(struct sr_store_filter){0}, 2);
        SR_CHECK_INT("not to be written", sr_store_begin(m.store, NULL), SR_ERR_ACCESS);
    }
    made_remove(&m);
}

/* ---- out and in ---- */

static enum sr_status collect(void *user, struct sr_str line, struct sr_err *err) {
    (void)err;
    sr_buf_str(user, line);
    return SR_OK;
}

/* Import the lines; the first status that is none of success. */
static enum sr_status import(struct sr_store *store, struct sr_str all, struct sr_err *err) {
    enum sr_status status = sr_store_import_begin(store, err);
    for (const char *p = all.p, *end = all.p + all.n; !status && p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop + 1 : end;
        status = sr_store_import_line(store, (struct sr_str){p, (uint32_t)(stop - p)}, err);
        p = stop;
    }
    if (!status) status = sr_store_import_finish(store, err);
    if (status) sr_store_rollback(store);
    return status;
}

static void test_round_trip(void) {
    struct made_store m, n;
    struct sr_buf out = {0}, again = {0};
    struct sr_err err = {0};
    if (!made_store(&m) || !made_store(&n)) return;
    (void)made_add(&m, &market, 1000);
    (void)made_add(&m, &market_again, 2000);
    (void)made_add(&m, &market_revised, 3000);
    (void)made_add(&m, &flood, 4000);
    (void)made_add(&m, &recipe, 5000);
    SR_CHECK_INT("export", sr_store_export(m.store, collect, &out, NULL), SR_OK);
    struct sr_str lines = {out.p, (uint32_t)out.size};
    SR_CHECK_INT("import", import(n.store, lines, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    SR_CHECK_INT("export again", sr_store_export(n.store, collect, &again, NULL), SR_OK);
    SR_CHECK_STR("the same bytes", ((struct sr_str){again.p, (uint32_t)again.size}), lines);
    SR_CHECK_INT("the import is sound", sr_store_check(n.store, NULL), SR_OK);
    struct sr_store_hits hits = {0};
    SR_CHECK_INT("search", sr_store_search(n.store, SR_STR("kollia"), 0, 0, &n.arena, &hits, NULL), SR_OK);
    SR_CHECK_INT("what was imported is found", hits.count, 2);
    struct article more = market_again;
    more.id = "a3";
    more.url = NULL;
    SR_CHECK_INT("and merged with", made_add(&n, &more, 6000).incident, 1);
    SR_CHECK_INT("into a store that holds something", import(n.store, lines, NULL), SR_ERR_USAGE);
    sr_buf_release(&out);
    sr_buf_release(&again);
    made_remove(&m);
    made_remove(&n);
}

static void test_bad_imports(void) {
    static const struct {
        const char *name, *lines;
        enum sr_status status;
    } rows[] = {
        {"nothing", "", SR_ERR_EMPTY},
        {"no export", "{\"schema\":\"sitrep/1\"}\n", SR_ERR_FORMAT},
        {"no JSON", "{\"store\":\n", SR_ERR_JSON},
        {"cut", "{\"store\":\"sitrep-store/1\"}\n", SR_ERR_EMPTY},
        {"no such table", "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"x\"}\n", SR_ERR_FORMAT},
        {"a field is missing", "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"version\",\"document\":1}\n",
         SR_ERR_FORMAT},
        {"lines are missing", "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"end\",\"lines\":7}\n", SR_ERR_FORMAT},
        {"something after the end", "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"end\",\"lines\":2}\n{}\n",
         SR_ERR_FORMAT},
        {"a document without its version",
         "{\"store\":\"sitrep-store/"
         "1\"}\n{\"table\":\"document\",\"number\":1,\"id\":\"a\",\"url\":null,\"name\":\"a\","
         "\"incident\":null,\"version\":1,\"title\":null,\"outlet\":null,\"published\":null,\"language\":null,"
         "\"sha256\":null,\"arrived\":1,\"changed\":1,\"reprint_of\":null,\"placed\":0}\n"
         "{\"table\":\"end\",\"lines\":3}\n",
         SR_ERR_FORMAT},
        {"a type that the column can't have",
         "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"version\",\"document\":\"x\",\"version\":1,\"at\":1,"
         "\"input\":null,\"reader\":null,\"record\":{}}\n",
         SR_ERR_FORMAT},
        {"an empty store", "{\"store\":\"sitrep-store/1\"}\n{\"table\":\"end\",\"lines\":2}\n", SR_OK}};
    struct made_store m;
    if (!made_store(&m)) return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        SR_CHECK_INT(rows[i].name, import(m.store, sr_str_c(rows[i].lines), NULL), rows[i].status);
    made_remove(&m);
}

int main(void) {
    test_adding();
    test_paging();
    test_revision();
    test_join();
    test_edit_over_revision();
    test_claim_given_away();
    test_search();
    test_names();
    test_transactions();
    test_round_trip();
    test_bad_imports();
    return sr_test_end("store");
}
