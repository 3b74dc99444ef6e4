/* fuzz_numbers.c: any text through every stage. Number expressions lie in the text, in order, without overlap, low not
 * above high; claims point at numbers that they were made of; the same comes out on a second run; and the record, which
 * checks every span itself, can be written. */
#include <stdlib.h>
#include <string.h>

#include "input/input.h"
#include "record/record.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void need(bool holds) {
    if (!holds) abort();
}

static void check_numbers(const struct sr_findings *f, uint32_t size) {
    for (uint32_t i = 0; i < f->numbers.count; i++) {
        const struct sr_number *n = &f->numbers.items[i];
        need(n->span.start < n->span.end && n->span.end <= size);
        need(i == 0 || f->numbers.items[i - 1].span.end <= n->span.start);
        need(n->first < n->end && n->end <= f->reading.token_count);
        need(n->whole_first <= n->first && n->end <= n->whole_end && n->whole_end <= f->reading.token_count);
        need(n->low == SR_UNKNOWN || n->high == SR_UNKNOWN || n->low <= n->high);
        need(n->p >= 0 && n->p <= 1);
    }
}

static void check_claims(const struct sr_findings *f, uint32_t size) {
    for (uint32_t i = 0; i < f->claims.count; i++) {
        const struct sr_claim *c = &f->claims.items[i];
        need(c->span.start < c->span.end && c->span.end <= size);
        need(c->implicit ? c->number == SR_NONE : c->number < f->numbers.count);
        need(c->implicit || f->numbers.items[c->number].kind == SR_NUMBER_COUNT);
        need(c->same_as == SR_NONE || c->same_as < i);
        need(c->part_of == SR_NONE || (c->part_of < f->claims.count && c->part_of != i));
        need(c->supersedes == SR_NONE || (c->supersedes < f->claims.count && c->supersedes != i));
        need(c->low == SR_UNKNOWN || c->high == SR_UNKNOWN || c->low <= c->high);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_document d = {.id = {"fuzz", 4}};
    uint32_t repaired;
    if (size > 1u << 16) return 0;
    sr_arena_init(&arena, 1u << 30);
    need(sr_lexicon_open(&lexicon, NULL) == SR_OK);
    struct sr_str bytes = {(const char *)data, (uint32_t)size};
    need(sr_text_repair(bytes, &arena, &d.text, &repaired, NULL) == SR_OK);
    if (sr_text_check(d.text, "the text", NULL) == SR_OK) {
        struct sr_find_in in = {.document = &d, .lexicon = &lexicon, .until = SR_STAGE_RECONCILE};
        struct sr_record_options options = {.numbers_all = true};
        struct sr_findings first = {0}, second = {0};
        struct sr_buf a = {0}, b = {0};
        need(sr_find(&in, &arena, &first, NULL) == SR_OK);
        need(sr_find(&in, &arena, &second, NULL) == SR_OK);
        check_numbers(&first, d.text.n);
        check_claims(&first, d.text.n);
        need(sr_record_write(&first, &options, &a, NULL) == SR_OK);
        need(sr_record_write(&second, &options, &b, NULL) == SR_OK);
        need(a.size == b.size && memcmp(a.p, b.p, a.size) == 0);
        sr_buf_release(&a);
        sr_buf_release(&b);
    }
    sr_arena_release(&arena);
    return 0;
}
