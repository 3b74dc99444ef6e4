#include "reader/reader.h"

#include "reader/parts.h"

static const void *copy(struct sr_arena *arena, const void *items, uint32_t count, size_t size) {
    void *p = sr_arena_alloc(arena, count, size);
    if (p && count) memcpy(p, items, count * size);
    return p;
}

#define COPY(name, singular)                                                                      \
    ((out->name = copy(w->arena, w->name.items, w->name.count, sizeof *w->name.items)) != NULL && \
     ((out->singular##_count = w->name.count), true))

bool sr_read_finish(struct sr_read_work *w, struct sr_reading *out) {
    return COPY(tokens, token) && COPY(sentences, sentence) && COPY(paragraphs, paragraph) &&
           COPY(quotations, quotation) && COPY(mentions, mention) && COPY(entities, entity);
}

static bool read(struct sr_read_work *w, struct sr_reading *out) {
    if (!sr_find_blocks(w)) return false;
    for (uint32_t i = 0; i < w->blocks.count; i++) {
        struct sr_span block = w->blocks.items[i];
        uint32_t first = w->tokens.count, mark = w->marks.count;
        w->block = i;
        if (!sr_find_marks(w, block)) return false;
        w->next_mark = mark;
        if (!sr_find_tokens(w, block) || !sr_find_sentences(w, block, first, w->tokens.count)) return false;
    }
    return sr_find_quotations(w) && sr_find_mentions(w, &out->has) && sr_read_finish(w, out);
}

enum sr_status sr_read_text(const struct sr_read_in *in, struct sr_arena *arena, struct sr_reading *out,
                            struct sr_err *err) {
    struct sr_arena scratch;
    sr_arena_init(&scratch, arena->limit);
    struct sr_read_work w = {.text = in->document->text,
                             .document = in->document,
                             .lexicon = in->lexicon,
                             .arena = arena,
                             .scratch = &scratch};
    struct sr_reading result = {.p_news = -1};
    bool done = read(&w, &result);
    sr_arena_release(&scratch);
    if (!done) return sr_fail_memory(err, "the reading of a document");
    *out = result;
    return SR_OK;
}
