/* fuzz_encoder.c: any text through the learned reader, with a small model of random weights. The reading keeps its
 * rules, and comes out the same twice. */
#include <stdlib.h>

#include "base/utf8.h"
#include "reader/encoder_check.h"
#include "reader/encoder_random.h"
#include "reader/encoder_read.h"
#include "reader/reader.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const struct sr_random_model small = {32, 1, 2, 32, 64, 200, 3};

static struct sr_encoder *open_model(void) {
    static struct sr_arena arena;
    static struct sr_encoder *encoder;
    static unsigned char *bytes;
    size_t size;
    if (encoder) return encoder;
    bytes = sr_random_model_make(&small, &size);
    if (!bytes || sr_encoder_open(bytes, size, NULL, &arena, &encoder, NULL) != SR_OK) abort();
    return encoder;
}

static bool same(const struct sr_reading *a, const struct sr_reading *b) {
    if (a->sentence_count != b->sentence_count || a->mention_count != b->mention_count) return false;
    for (uint32_t t = 0; t < a->token_count; t++) {
        if (a->tokens[t].head != b->tokens[t].head || a->tokens[t].upos != b->tokens[t].upos) return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct sr_encoder *encoder = open_model();
    struct sr_lexicon lexicon;
    struct sr_arena arena, scratch;
    struct sr_reading base, first, second;
    if (size > 4096 || sr_lexicon_open(&lexicon, NULL) != SR_OK) return 0;
    struct sr_document document = {.text = {(const char *)data, (uint32_t)size}};
    if (!sr_utf8_valid(document.text.p, size, NULL)) return 0; /* a document's text is */
    struct sr_read_in in = {&document, &lexicon};
    const struct sr_learned learned = {encoder, SR_LEARN_ALL};
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    if (sr_read_text(&in, &arena, &base, NULL) == SR_OK &&
        sr_read_learned(&learned, &in, &base, &arena, &scratch, &first, NULL) == SR_OK) {
        if (sr_check_reading(&first, document.text)) abort();
        sr_arena_reset(&scratch);
        if (sr_read_learned(&learned, &in, &base, &arena, &scratch, &second, NULL) != SR_OK) abort();
        if (!same(&first, &second)) abort();
    }
    sr_arena_release(&arena);
    sr_arena_release(&scratch);
    return 0;
}
