/* fuzz_jsonl.c: any bytes as a stream of documents, text or JSON Lines. Besides not crashing: what is read is valid
 * UTF-8, spans lie in it at characters' edges, reading twice gives the same, and the record is JSON that holds the id.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "input/input.h"
#include "lexicon/lexicon.h"
#include "sitrep.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct sr_str text, struct sr_span s) {
    MUST(s.start <= s.end && s.end <= text.n);
    MUST(s.start == text.n || ((unsigned char)text.p[s.start] & 0xC0) != 0x80);
    MUST(s.end == text.n || ((unsigned char)text.p[s.end] & 0xC0) != 0x80);
}

static void check_document(const struct sr_raw *raw, const struct sr_lexicon *lexicon) {
    struct sr_arena one, two;
    struct sr_document a, b;
    struct sr_err err;
    struct sr_decode_in in = {.raw = raw, .lexicon = lexicon};
    sr_arena_init(&one, 64u << 20);
    sr_arena_init(&two, 64u << 20);
    enum sr_status status = sr_decode(&in, &one, &a, &err);
    MUST(sr_decode(&in, &two, &b, &err) == status);
    if (!status) {
        MUST(sr_utf8_valid(a.text.p, a.text.n, NULL));
        MUST(sr_str_eq(a.text, b.text) && sr_str_eq(a.id, b.id) && sr_str_eq(a.title, b.title));
        check_span(a.text, a.title_span);
        check_span(a.text, a.dateline.span);
        const struct sr_span parts[] = {a.dateline.place, a.dateline.date, a.dateline.agency};
        for (size_t i = 0; i < 3; i++) {
            check_span(a.text, parts[i]);
            MUST(!parts[i].end || sr_span_holds(a.dateline.span, parts[i]));
        }
    }
    sr_arena_release(&one);
    sr_arena_release(&two);
}

static void check_record(struct sr_article *article) {
    static const struct sr_options options = {.until = "input", .with_text = true};
    struct sr_error error;
    const char *bytes;
    size_t length;
    if (sr_article_read(article, &options, &error)) return;
    MUST(sr_article_write(article, "jsonl", &options, &bytes, &length, &error) == 0);
    json_t *record = json_loadb(bytes, length, 0, NULL);
    MUST(record);
    const json_t *id = json_object_get(json_object_get(record, "document"), "id");
    MUST(json_is_string(id) && strcmp(json_string_value(id), sr_article_id(article)) == 0);
    json_decref(record);
}

static void run(const uint8_t *data, size_t size, enum sr_format format, const char *name) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    struct sr_error error;
    bool end = false;
    MUST(sr_lexicon_open(&lexicon, &err) == SR_OK);
    struct sr_source *source = sr_source_new(format, 1 << 16);
    struct sr_raw raw = {0};
    MUST(source && sr_source_add_bytes(source, (const char *)data, size, "in", &err) == SR_OK);
    while (!end)
        if (sr_source_next(source, &raw, &end, &err) == SR_OK && !end) check_document(&raw, &lexicon);
    sr_raw_release(&raw);
    sr_source_free(source);

    struct sr_context *context = sr_context_open(&error);
    struct sr_input *input = sr_input_open(name, 1 << 16, &error);
    struct sr_article *article = sr_article_open(context, &error);
    MUST(context && input && article);
    MUST(sr_input_add_bytes(input, (const char *)data, size, "in", &error) == 0);
    for (int next; (next = sr_input_next(input, article, &error)) != SR_NEXT_END;)
        if (next == SR_NEXT_ARTICLE) check_record(article);
    sr_article_close(article);
    sr_input_close(input);
    sr_context_close(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    run(data, size, SR_FORMAT_AUTO, "auto");
    run(data, size, SR_FORMAT_JSONL, "jsonl");
    return 0;
}
