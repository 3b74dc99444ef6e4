/* fuzz_export.c: any bytes as a line in every format. What is refused writes nothing; what is taken writes the same twice; a
 * CSV's rows have as many cells as its head, JSON is JSON. */
#include <stdlib.h>

#include "export/export.h"
#include "record/read.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const struct sr_exporting options = {.extra = true,
                                            .url = "https://example.org/live",
                                            .coverage_end = "2026-03-14T18:00Z",
                                            .prepared_by = "A & B",
                                            .authorized_by = "C",
                                            .at = "2026-03-14T18:00Z"};

/* The whole file of one line, given `times` times; SR_OK where the line was taken. */
static enum sr_status whole(const char *format, struct sr_str line, unsigned times, struct sr_buf *out) {
    struct sr_exporter *e = NULL;
    struct sr_err err;
    enum sr_status status = SR_OK;
    if (sr_exporter_open(format, &options, &e, &err)) abort();
    for (unsigned i = 0; i < times; i++) {
        size_t before = out->size;
        status = sr_exporter_add(e, line, out, &err);
        if (status && out->size != before) abort();
    }
    if (sr_exporter_end(e, out, &err) && strcmp(format, "edxl") != 0) abort();
    sr_exporter_free(e);
    return status;
}

static void check_csv(const struct sr_buf *out) {
    unsigned cells = 1, want = 0;
    bool quoted = false;
    for (size_t i = 0; i < out->size; i++) {
        char c = out->p[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == ',') cells++;
        if (c != '\n') continue;
        if (i == 0 || out->p[i - 1] != '\r' || (want && cells != want)) abort();
        want = cells;
        cells = 1;
    }
    if (quoted || !want || cells != 1) abort();
}

static void check_json(const struct sr_buf *out, bool by_line) {
    for (size_t at = 0; at < out->size;) {
        const char *end = by_line ? memchr(out->p + at, '\n', out->size - at) : out->p + out->size;
        json_t *value = NULL;
        if (!end || sr_json_load((struct sr_str){out->p + at, (uint32_t)(end - out->p - (ptrdiff_t)at)}, &value, NULL))
            abort();
        json_decref(value);
        at = (size_t)(end - out->p) + by_line;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static const char *const formats[] = {"claims",   "ucdp",       "acled", /* CSV */
                                          "liveblog", "annotation", "geojson", "edxl"};
    struct sr_str line = {(const char *)data, (uint32_t)size};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct sr_buf out = {0}, again = {0};
        enum sr_status status = whole(formats[i], line, 1, &out);
        if (whole(formats[i], line, 1, &again) != status || out.size != again.size) abort();
        if (out.size && memcmp(out.p, again.p, out.size) != 0) abort();
        sr_buf_clear(&again);
        (void)whole(formats[i], line, 2, &again);
        if (i < 3) check_csv(&again);
        else if (i < 6) check_json(&again, i < 5);
        sr_buf_release(&out);
        sr_buf_release(&again);
    }
    return 0;
}
