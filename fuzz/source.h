/* source.h: reads any bytes as a source of documents in one format, for the fuzz entries of feeds and archives: it ends, and
 * each document that it gives is valid UTF-8 with an id. */
#ifndef SR_FUZZ_SOURCE_H
#define SR_FUZZ_SOURCE_H

#include <string.h>

#include "base/utf8.h"
#include "input/input.h"
#include "lexicon/lexicon.h"
#include "must.h"

static void check(const struct sr_raw *raw, const struct sr_lexicon *lexicon) {
    struct sr_arena arena;
    struct sr_document d;
    struct sr_err err;
    struct sr_decode_in in = {.raw = raw, .lexicon = lexicon};
    sr_arena_init(&arena, 256u << 20);
    if (sr_decode(&in, &arena, &d, &err) == SR_OK) {
        MUST(sr_utf8_valid(d.text.p, d.text.n, NULL));
        MUST(d.id.n && d.title_span.end <= d.text.n);
    }
    sr_arena_release(&arena);
}

static void read_all(const uint8_t *data, size_t size, enum sr_format format) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    bool end = false;
    MUST(sr_lexicon_open(&lexicon, &err) == SR_OK);
    struct sr_source *source = sr_source_new(format, 1 << 18);
    struct sr_raw raw = {0};
    MUST(source && sr_source_add_bytes(source, (const char *)data, size, "in", &err) == SR_OK);
    for (uint64_t documents = 0; !end; documents++) {
        MUST(documents <= size + 1); /* each takes a byte at least */
        if (sr_source_next(source, &raw, &end, &err) == SR_OK && !end) check(&raw, &lexicon);
    }
    sr_raw_release(&raw);
    sr_source_free(source);
}

#endif
