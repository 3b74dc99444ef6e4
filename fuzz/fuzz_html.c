/* fuzz_html.c: any bytes as a page, and as a feed's piece of HTML. Besides not crashing: the text is valid UTF-8, reading
 * twice gives the same, the title leads the text, updates lie in it, the map's runs ascend and point into the source. */
#include <string.h>

#include "base/utf8.h"
#include "input/html.h"
#include "lexicon/lexicon.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct sr_document *d, size_t size) {
    uint32_t at = 0;
    MUST(d->extracted && sr_utf8_valid(d->text.p, d->text.n, NULL));
    MUST(!d->title.n || (d->text.n >= d->title.n && memcmp(d->text.p, d->title.p, d->title.n) == 0));
    for (uint32_t i = 0; i < d->update_count; i++)
        MUST(d->updates[i].span.start <= d->updates[i].span.end && d->updates[i].span.end <= d->text.n);
    for (uint32_t i = 0; i < d->source_map.count; i++) {
        const struct sr_source_run *r = &d->source_map.runs[i];
        MUST(r->text >= at && r->size && r->size <= d->text.n - r->text && r->source < size && r->length &&
             r->length <= size - r->source);
        at = r->text + r->size;
    }
}

static void run(const struct sr_lexicon *lexicon, const uint8_t *data, size_t size, bool whole) {
    struct sr_arena one, two;
    struct sr_document a = {0}, b = {0};
    struct sr_err err;
    struct sr_html_in in = {.bytes = {(const char *)data, (uint32_t)size}, .lexicon = lexicon, .whole = whole};
    sr_arena_init(&one, 256u << 20);
    sr_arena_init(&two, 256u << 20);
    enum sr_status status = sr_html_read(&in, &one, &a, &err);
    MUST(sr_html_read(&in, &two, &b, &err) == status);
    if (!status) {
        check(&a, size);
        MUST(sr_str_eq(a.text, b.text) && sr_str_eq(a.title, b.title) && sr_str_eq(a.outlet, b.outlet));
    }
    sr_arena_release(&one);
    sr_arena_release(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    MUST(sr_lexicon_open(&lexicon, &err) == SR_OK);
    run(&lexicon, data, size, false);
    run(&lexicon, data, size, true);
    return 0;
}
