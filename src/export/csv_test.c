/* csv_test.c: cells as they stand in a file. */
#include "export/csv.h"

#include "export/made_test.h"

static const struct {
    const char *name, *text;
    bool number;
    const char *want;
} rows[] = {
    {"a word", "killed", false, "killed"},
    {"nothing", NULL, false, ""},
    {"a comma", "Bamako, Mali", false, "\"Bamako, Mali\""},
    {"quotation marks", "the \"source\"", false, "\"the \"\"source\"\"\""},
    {"a line break", "two\nlines", false, "\"two\nlines\""},
    {"a formula", "=1+1", false, "'=1+1"},
    {"a formula with a comma", "=SUM(A1,B1)", false, "\"'=SUM(A1,B1)\""},
    {"plus", "+22", false, "'+22"},
    {"minus", "-22 dead", false, "'-22 dead"},
    {"at", "@agency", false, "'@agency"},
    {"a tab", "\tx", false, "'\tx"},
    {"a carriage return", "\rx", false, "\"'\rx\""},
    {"a name with an apostrophe", "'Ndrangheta", false, "'Ndrangheta"},
    {"what looks guarded gets another guard", "'=1+1", false, "''=1+1"},
    {"apostrophes alone", "''", false, "''"},
    {"a sign within", "1-2=3", false, "1-2=3"},
    {"a number of ours", "-7.98", true, "-7.98"},
};

int main(void) {
    struct sr_buf out = {0};
    struct sr_exporter e = {.out = &out};
    sr_arena_init(&e.line, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_cell cells[2] = {{sr_str_c(rows[i].text), rows[i].number}, {{NULL, 0}, false}};
        char want[80];
        int n = snprintf(want, sizeof want, "%s,\r\n", rows[i].want);
        sr_buf_clear(&out);
        sr_csv_row(&e, cells, 2);
        SR_CHECK_STR(rows[i].name, made_str(&out), ((struct sr_str){want, (uint32_t)n}));
    }
    SR_CHECK_STR("an integer", sr_cell_int(&e, -12).text, SR_STR("-12"));
    SR_CHECK_STR("one that is not known", sr_cell_int(&e, SR_READ_UNKNOWN).text, SR_STR(""));
    SR_CHECK_STR("a fraction", sr_cell_real(&e, -7.98, 5).text, SR_STR("-7.98"));
    e.line.fail_after = 1;
    SR_CHECK_STR("no memory", sr_cell_int(&e, 7).text, SR_STR(""));
    SR_CHECK("and that is remembered", e.failed);
    sr_arena_release(&e.line);
    sr_buf_release(&out);
    return sr_test_end("csv");
}
