/* fuzz_report.c: any bytes as an article, through every stage. What is written is sound, the same twice, in each unit;
 * the report is UTF-8 without controls, and none of its lines is wider than asked for unless one word is; the page is
 * well formed. */
#include <stdlib.h>

#include "base/utf8.h"
#include "input/input.h"
#include "record/record.h"
#include "record/validate.h"
#include "report/page.h"
#include "report/report.h"
#include "report/tags_test.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static bool tell(void *user, const char *path, const char *message, const char *mend) {
    (void)user;
    (void)fprintf(stderr, "%s: %s; %s\n", path, message, mend);
    return true;
}

static void check_record(const struct sr_findings *f, enum sr_offsets unit, const struct sr_validator *validator) {
    struct sr_record_options options = {.offsets = unit, .with_text = true, .numbers_all = true};
    struct sr_buf a = {0}, b = {0};
    struct sr_faults faults = {.tell = tell};
    if (sr_record_write(f, &options, &a, NULL) || sr_record_write(f, &options, &b, NULL)) abort();
    if (a.size != b.size || memcmp(a.p, b.p, a.size) != 0 || memchr(a.p, '\n', a.size)) abort();
    if (sr_validate(validator, (struct sr_str){a.p, (uint32_t)a.size}, &faults, NULL)) abort();
    sr_buf_release(&a);
    sr_buf_release(&b);
}

/* No line is wider than `width`, unless what stands after its last space reaches beyond it all by itself. */
static void check_line(const char *p, uint32_t n, uint32_t width) {
    if (sr_page_width_of((struct sr_str){p, n}) <= width) return;
    uint32_t last = n;
    while (last > 0 && p[last - 1] != ' ') last--;
    while (last > 0 && p[last - 1] == ' ') last--;
    if (sr_page_width_of((struct sr_str){p, last}) > width) abort();
}

static void check_report(const struct sr_report_in *in, uint32_t width, bool all) {
    struct sr_report_options options = {.width = width, .numbers_all = all};
    struct sr_buf out = {0};
    if (sr_report_text(in, &options, &out, NULL)) abort();
    if (!out.size || out.p[out.size - 1] != '\n' || !sr_utf8_valid(out.p, out.size, NULL)) abort();
    for (size_t i = 0; i < out.size; i++)
        if ((unsigned char)out.p[i] < 32 && out.p[i] != '\n') abort();
    for (size_t at = 0; at < out.size;) {
        const char *end = memchr(out.p + at, '\n', out.size - at);
        uint32_t n = (uint32_t)(end - (out.p + at));
        check_line(out.p + at, n, width);
        if (n && out.p[at + n - 1] == ' ') abort();
        at += n + 1;
    }
    sr_buf_release(&out);
}

/* Nothing of a text is markup: the page's elements are closed in order, and the script is ours alone. */
static void check_page(const struct sr_report_in *in, bool section) {
    struct sr_buf out = {0};
    uint32_t scripts = 0;
    if (sr_report_html(in, section, &out, NULL)) abort();
    if (!sr_utf8_valid(out.p, out.size, NULL) || !sr_tags_sound((struct sr_str){out.p, (uint32_t)out.size})) abort();
    for (size_t i = 0; i < out.size; i++) {
        if ((unsigned char)out.p[i] < 32 && out.p[i] != '\n') abort();
        scripts += out.size - i > 7 && memcmp(out.p + i, "<script", 7) == 0;
    }
    if (scripts != !section) abort();
    sr_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static struct sr_lexicon lexicon;
    static struct sr_validator *validator;
    if (!validator && (sr_lexicon_open(&lexicon, NULL) || sr_validator_open(&validator, NULL))) abort();
    struct sr_arena arena;
    struct sr_document document;
    struct sr_findings findings;
    struct sr_raw raw = {.format = SR_FORMAT_TEXT};
    sr_arena_init(&arena, 512u << 20);
    sr_buf_add(&raw.bytes, data, size);
    sr_buf_c(&raw.id, "fuzz");
    struct sr_decode_in decode = {.raw = &raw, .lexicon = &lexicon};
    if (sr_decode(&decode, &arena, &document, NULL) == SR_OK) {
        struct sr_find_in in = {.document = &document, .lexicon = &lexicon, .until = SR_STAGE_RECONCILE};
        if (sr_find(&in, &arena, &findings, NULL)) abort();
        for (uint32_t unit = SR_OFFSETS_CODEPOINTS; unit <= SR_OFFSETS_UTF16; unit++)
            check_record(&findings, (enum sr_offsets)unit, validator);
        struct sr_report_in report = {&findings, &lexicon};
        check_report(&report, 80, true);
        check_report(&report, 44, false);
        check_page(&report, false);
        check_page(&report, true);
    }
    sr_raw_release(&raw);
    sr_arena_release(&arena);
    return 0;
}
