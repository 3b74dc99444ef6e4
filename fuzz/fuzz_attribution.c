/* fuzz_attribution.c: any text, read by rule and asked who says what. Spans lie in the text, ascending; what stands
 * inside comes after what holds it; the same text gives the same answer twice. */
#include "attribution/attribution.h"
#include "base/utf8.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spans(struct sr_spans s, uint32_t size) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < s.count; i++) {
        MUST(s.items[i].start >= at && s.items[i].start < s.items[i].end && s.items[i].end <= size);
        at = s.items[i].end;
    }
}

static struct sr_attributions read(struct sr_document *d, const struct sr_lexicon *lexicon, struct sr_arena *arena) {
    struct sr_reading reading;
    struct sr_read_in in = {d, lexicon};
    struct sr_attributions out = {NULL, NULL, 0, 0};
    MUST(sr_read_text(&in, arena, &reading, NULL) == SR_OK);
    struct sr_attribute_in attribute = {d, &reading, lexicon};
    MUST(sr_attribute(&attribute, arena, &out, NULL) == SR_OK);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct sr_lexicon lexicon;
    size_t bad;
    if (size > 1 << 16 || !sr_utf8_valid((const char *)data, size, &bad)) return 0;
    MUST(sr_lexicon_open(&lexicon, NULL) == SR_OK);
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {.text = {(const char *)data, (uint32_t)size}, .outlet = SR_STR("AFP")};
    struct sr_attributions one = read(&d, &lexicon, &arena), two = read(&d, &lexicon, &arena);
    MUST(one.count == two.count && one.source_count == two.source_count);
    for (uint32_t i = 0; i < one.count; i++) {
        const struct sr_attribution *x = &one.items[i];
        MUST(x->content.count > 0 && x->content.items[0].start == two.items[i].content.items[0].start);
        check_spans(x->content, (uint32_t)size);
        check_spans(x->cue, (uint32_t)size);
        check_spans(x->source, (uint32_t)size);
        MUST(x->inside == SR_NONE || x->inside < i);
        struct sr_attribution_link links[SR_CHAIN_LONGEST];
        MUST(sr_attribution_chain(&one, i, links) <= SR_CHAIN_LONGEST);
    }
    sr_arena_release(&arena);
    return 0;
}
