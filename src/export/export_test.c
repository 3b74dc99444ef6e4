/* export_test.c: what a line gives in each format, and what is refused. What whole files hold is checked by
 * tests/export/check.py. */
#include "export/export.h"

#include "export/made_test.h"
#include "record/made_test.h"

#define KILLED(n)                                                                   \
    {                                                                               \
        "killed", NULL, NULL, (n), (n), (n), -1, {                                  \
            { "2015-11-20T12:00+00:00", "a", "AFP", NULL, (n), (n), (n), 0, false } \
        }                                                                           \
    }

static const struct made_figure killed[] = {KILLED(22)};
static const struct made_figure corrected[] = {{"killed",
                                                NULL,
                                                NULL,
                                                19,
                                                19,
                                                19,
                                                -1,
                                                {{"2015-11-20T12:00+00:00", "a", "police", NULL, 27, 27, 27, 0, false},
                                                 {"2015-11-20T13:00+00:00", "b", "radio", NULL, 27, 27, 27, 0, false},
                                                 {"2015-11-20T18:00+00:00", "c", "police", NULL, 19, 19, 19, 1, false},
                                                 {NULL, "d", NULL, NULL, 40, 40, 40, 0, true}}}};

static const struct made_figure twice[] = {KILLED(22), KILLED(23)};

static const struct row {
    const char *name, *format;
    const char *kind, *begin, *place;
    const struct made_figure *figures;
    unsigned count;
    struct sr_exporting options;
    const char *has; /* the output holds it; NULL: it is the head alone */
} rows[] = {
    {"a day",
     "ucdp",
     "bombing",
     "2015-11-20T07:00+00:00",
     MADE_BAMAKO,
     killed,
     1,
     {0},
     ",1,1,2015-11-20,2015-11-20,,,,,22,22,22,"},
    {"a month", "ucdp", "bombing", "2016-02", MADE_BAMAKO, killed, 1, {0}, ",Africa,2,4,2016-02-01,2016-02-29,"},
    {"a year", "ucdp", "bombing", "2015", MADE_BAMAKO, killed, 1, {0}, ",Mali,432,Africa,2,5,2015-01-01,2015-12-31,"},
    {"the country's number and region",
     "acled",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {0},
     ",466,Western Africa,Mali,"},
    {"a town",
     "ucdp",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {0},
     ",1,Bamako,Bamako,Bamako,,12.61,-7.98,POINT (-7.98 12.61),147945,Mali,"},
    {"a country",
     "ucdp",
     "bombing",
     "2015-11-20",
     "{\"name\":\"Mali\",\"country\":\"ML\",\"lat\":12.61,\"lon\":-7.98,\"geonameid\":2453866}",
     killed,
     1,
     {0},
     ",6,Mali,Mali,,,12.61,"},
    {"a place that the gazetteer lacks",
     "ucdp",
     "bombing",
     "2015-11-20",
     "{\"name\":\"Kossobara\",\"country\":\"ML\",\"lat\":null,\"lon\":null,\"geonameid\":null}",
     killed,
     1,
     {0},
     ",,,Kossobara,,,,,,,Mali,"},
    {"no place, no day", "ucdp", "bombing", NULL, NULL, killed, 1, {0}, "I-000001,,,,"},
    {"a flood is no event of theirs", "ucdp", "flood", "2015-11-20", MADE_BAMAKO, killed, 1, {0}, NULL},
    {"nor is one without a death", "ucdp", "bombing", "2015-11-20", MADE_BAMAKO, NULL, 0, {0}, NULL},
    {"acled takes one without a death", "acled", "bombing", "2015-11-20", MADE_BAMAKO, NULL, 0, {0}, ",0,,"},
    {"its words, where the kind decides them",
     "acled",
     "airstrike",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {0},
     ",1,Political violence,Explosions/Remote violence,Air/drone strike,"},
    {"… and where it does not",
     "acled",
     "shooting",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {0},
     "2015-11-20,2015,1,,,,"},
    {"a month", "acled", "shooting", "2015-11", MADE_BAMAKO, killed, 1, {0}, "2015-11-01,2015,3,"},
    {"sitrep's own columns",
     "acled",
     "shooting",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {.extra = true},
     ",I-000001,shooting,1,false,,,,,,,,killed: 22 (AFP).,a; b; c; d"},
    {"longitude first", "geojson", "flood", "2015-11-20", MADE_BAMAKO, killed, 1, {0}, "\"coordinates\":[-7.98,12.61]"},
    {"no point", "geojson", "flood", NULL, NULL, killed, 1, {0}, "\"geometry\":null"},
    {"a toll that is told twice is one property",
     "geojson",
     "flood",
     NULL,
     NULL,
     twice,
     2,
     {0},
     "\"killed_high\":22,\"disputed\":false"},
    {"another incident", "geojson", "flood", NULL, NULL, killed, 1, {.incident = "I-000002"}, NULL},
    {"an update",
     "liveblog",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     corrected,
     1,
     {0},
     "\"headline\":\"Killed: 27\",\"datePublished\":\"2015-11-20T12:00+00:00\",\"articleBody\":\"Killed: 27 "
     "(police).\""},
    {"a repetition is none: the next is the correction",
     "liveblog",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     corrected,
     1,
     {0},
     "\"articleBody\":\"Killed: 19 (police). Before: 27 (police).\",\"correction\":{\"@type\":\"CorrectionComment\","
     "\"text\":\"Corrected: killed: 27 (police); now 19.\"}"},
    {"what was withdrawn, and has no date, stands last",
     "liveblog",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     corrected,
     1,
     {0},
     "\"text\":\"Withdrawn: killed: 40 (d).\"},\"citation\":{\"@type\":\"NewsArticle\",\"identifier\":\"d\"}}]}"},
    {"the window",
     "liveblog",
     "bombing",
     "2015-11-20",
     MADE_BAMAKO,
     killed,
     1,
     {.coverage_end = "2015-11-20T16:16-05:00"},
     "\"coverageEndTime\":\"2015-11-20T16:16-05:00\""},
    {"XML is escaped",
     "edxl",
     "bombing",
     "2015-11-20T07:00+00:00",
     MADE_BAMAKO,
     killed,
     1,
     {.prepared_by = "A & <B>\x01", .authorized_by = "C", .at = "2015-11-20T16:16-05:00"},
     "<xnl:nameElement>A &amp; &lt;B&gt;\xEF\xBF\xBD</xnl:nameElement>"},
    {"dates as the schema wants them",
     "edxl",
     "bombing",
     "2015-11-20T07:00Z",
     MADE_BAMAKO,
     killed,
     1,
     {.prepared_by = "A", .authorized_by = "C", .at = "2015-11-20T16:16-05:00"},
     "<ct:fromDateTime>2015-11-20T07:00:00+00:00</ct:fromDateTime>\n    <ct:toDateTime>2015-11-20T16:16:00-05:00<"},
};

static bool holds(struct sr_str all, const char *part) {
    return memmem(all.p, all.n, part, strlen(part)) != NULL;
}

static void check(const struct row *r) {
    struct sr_exporter *e = NULL;
    struct sr_buf line = {0}, out = {0};
    struct sr_err err = {0};
    made_incident(&line, "I-000001", r->kind, r->begin, r->place, r->figures, r->count);
    SR_CHECK_INT(r->name, sr_exporter_open(r->format, &r->options, &e, &err), SR_OK);
    if (e) SR_CHECK_INT(r->name, sr_exporter_add(e, made_str(&line), &out, &err), SR_OK);
    if (e) SR_CHECK_INT(r->name, sr_exporter_end(e, &out, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    if (r->has && !holds(made_str(&out), r->has)) SR_CHECK_STR(r->name, made_str(&out), sr_str_c(r->has));
    if (!r->has && e) SR_CHECK("what is left out is told", sr_exporter_note(e) != NULL);
    if (!r->has) SR_CHECK("nothing of it is written", !holds(made_str(&out), "I-000001"));
    sr_exporter_free(e);
    sr_buf_release(&line);
    sr_buf_release(&out);
}

static const struct {
    const char *name, *format;
    struct sr_exporting options;
    enum sr_status want;
} bad_options[] = {
    {"no such format", "kml", {0}, SR_ERR_USAGE},
    {"edxl without names", "edxl", {.at = "2015-11-20T16:16-05:00"}, SR_ERR_USAGE},
    {"a day is no time", "edxl", {.prepared_by = "A", .authorized_by = "B", .at = "2015-11-20"}, SR_ERR_DATE},
    {"a time without offset",
     "edxl",
     {.prepared_by = "A", .authorized_by = "B", .at = "2015-11-20T16:16"},
     SR_ERR_DATE},
    {"no date", "liveblog", {.coverage_start = "20 November"}, SR_ERR_DATE},
};

static const struct {
    const char *name, *format, *line;
    enum sr_status want;
} bad_lines[] = {
    {"no JSON", "claims", "{", SR_ERR_JSON},
    {"a list", "claims", "[]", SR_ERR_JSON},
    {"no schema", "claims", "{}", SR_ERR_SCHEMA},
    {"edits of nothing", "claims", "{\"schema\":\"sitrep-edits/1\",\"claims\":[]}", SR_ERR_SCHEMA},
    {"an incident that lacks keys", "ucdp", "{\"schema\":\"sitrep-incident/1\"}", SR_ERR_SCHEMA},
};

static void check_errors(void) {
    for (size_t i = 0; i < sizeof bad_options / sizeof *bad_options; i++) {
        struct sr_exporter *e = NULL;
        SR_CHECK_INT(bad_options[i].name, sr_exporter_open(bad_options[i].format, &bad_options[i].options, &e, NULL),
                     bad_options[i].want);
        sr_exporter_free(e);
    }
    for (size_t i = 0; i < sizeof bad_lines / sizeof *bad_lines; i++) {
        struct sr_exporter *e = NULL;
        struct sr_buf out = {0};
        SR_CHECK_INT(bad_lines[i].name, sr_exporter_open(bad_lines[i].format, NULL, &e, NULL), SR_OK);
        if (e)
            SR_CHECK_INT(bad_lines[i].name, sr_exporter_add(e, sr_str_c(bad_lines[i].line), &out, NULL),
                         bad_lines[i].want);
        SR_CHECK_INT("nothing is written of a line that fails", out.size, 0);
        sr_exporter_free(e);
        sr_buf_release(&out);
    }
}

/* EDXL is of one incident, and of a place. */
static void check_edxl(void) {
    static const struct sr_exporting options = {
        .prepared_by = "A", .authorized_by = "B", .at = "2015-11-20T16:16-05:00"};
    struct sr_buf one = {0}, two = {0}, nowhere = {0}, out = {0};
    struct sr_exporter *e = NULL;
    made_incident(&one, "I-000001", "bombing", NULL, MADE_BAMAKO, killed, 1);
    made_incident(&two, "I-000002", "bombing", NULL, MADE_BAMAKO, killed, 1);
    made_incident(&nowhere, "I-000003", "bombing", NULL, NULL, killed, 1);
    SR_CHECK_INT("open", sr_exporter_open("edxl", &options, &e, NULL), SR_OK);
    if (!e) return;
    SR_CHECK_INT("none yet", sr_exporter_end(e, &out, NULL), SR_ERR_FORMAT);
    SR_CHECK_INT("no place", sr_exporter_add(e, made_str(&nowhere), &out, NULL), SR_ERR_FORMAT);
    SR_CHECK_INT("one", sr_exporter_add(e, made_str(&one), &out, NULL), SR_OK);
    SR_CHECK_INT("another", sr_exporter_add(e, made_str(&two), &out, NULL), SR_OK);
    SR_CHECK_INT("several", sr_exporter_end(e, &out, NULL), SR_ERR_FORMAT);
    SR_CHECK_INT("nothing is written", out.size, 0);
    sr_exporter_free(e);
    sr_buf_release(&one);
    sr_buf_release(&two);
    sr_buf_release(&nowhere);
    sr_buf_release(&out);
}

/* A line with the exporter's n-th allocation failing, in the one arena or the other; true when it got that far. */
static bool add_failing(const struct row *r, struct sr_str line, uint64_t n, bool own) {
    struct sr_exporter *e = NULL;
    struct sr_buf out = {0};
    SR_CHECK_INT(r->name, sr_exporter_open(r->format, &r->options, &e, NULL), SR_OK);
    if (!e) return false;
    struct sr_arena *arena = own ? &e->own : &e->line;
    arena->fail_after = n;
    enum sr_status status = sr_exporter_add(e, line, &out, NULL);
    bool failed = arena->fail_after == 0;
    SR_CHECK_INT(r->name, status, failed ? SR_ERR_MEMORY : SR_OK);
    if (failed) SR_CHECK_INT(r->name, out.size, 0);
    arena->fail_after = 0;
    SR_CHECK_INT("the next line is taken", sr_exporter_add(e, line, &out, NULL), SR_OK);
    sr_exporter_free(e);
    sr_buf_release(&out);
    return failed;
}

static void check_memory(const struct row *r) {
    struct sr_buf line = {0};
    made_incident(&line, "I-000001", r->kind, r->begin, r->place, r->figures, r->count);
    for (uint64_t n = 1; add_failing(r, made_str(&line), n, false); n++) {
    }
    sr_buf_release(&line);
}

/* A record in every format: those of incidents keep some of it. */
static void check_record(void) {
    static const char *const formats[] = {"claims", "annotation", "ucdp"};
    struct made m;
    struct sr_buf line;
    if (!made_read(&m, "Two men were killed in Bamako, Mali, police said. \xF0\x9F\x9A\x91 Three were hurt.")) return;
    made_write(&m, SR_OFFSETS_UTF16, &line);
    for (size_t i = 0; i < 3; i++) {
        struct row r = {.name = formats[i], .format = formats[i]};
        for (uint64_t n = 1; add_failing(&r, made_str(&line), n, false); n++) {
        }
        for (uint64_t n = 1; add_failing(&r, made_str(&line), n, true); n++) {
        }
    }
    sr_buf_release(&line);
    made_release(&m);
}

/* An editor's word stands beside the machine's, in the row of its claim and in no other document's. */
static void check_edits(void) {
    static const struct {
        const char *document, *want;
    } cases[] = {{"test.txt", ",corrected,I12,killed,,3,3,3,exact,asserted,police\r\n"}, {"other", ",,,,,,,,,,\r\n"}};
    struct made m;
    struct sr_buf line;
    if (!made_read(&m, "Two men were killed in Bamako, Mali, police said.")) return;
    made_write(&m, SR_OFFSETS_CODEPOINTS, &line);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sr_exporter *e = NULL;
        struct sr_buf out = {0};
        char edits[400];
        (void)snprintf(edits, sizeof edits,
                       "{\"schema\":\"sitrep-edits/1\",\"document\":\"%s\",\"claims\":[{\"claim\":\"c1\",\"standing\":"
                       "\"corrected\",\"incident\":\"I12\",\"measure\":\"killed\",\"of\":null,\"low\":3,\"high\":3,"
                       "\"value\":3,\"hedge\":\"exact\",\"polarity\":\"asserted\",\"speaker\":\"police\"}]}",
                       cases[i].document);
        SR_CHECK_INT("open", sr_exporter_open("claims", NULL, &e, NULL), SR_OK);
        SR_CHECK_INT("edits", sr_exporter_add(e, sr_str_c(edits), &out, NULL), SR_OK);
        SR_CHECK_INT("the record", sr_exporter_add(e, made_str(&line), &out, NULL), SR_OK);
        uint32_t n = (uint32_t)strlen(cases[i].want);
        struct sr_str end = {out.p + (out.size > n ? out.size - n : 0), n};
        SR_CHECK_STR("the row's end", end, sr_str_c(cases[i].want));
        sr_exporter_free(e);
        sr_buf_release(&out);
    }
    sr_buf_release(&line);
    made_release(&m);
}

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check(&rows[i]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_memory(&rows[i]);
    check_record();
    check_edits();
    check_errors();
    check_edxl();
    return sr_test_end("export");
}
