#include "reader/reader.h"

#include "reader/encoder_read.h"
#include "reader/parts.h"
#include "reader/shown.h"

static const char what[] = "the reading of a document";

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

/* Tokens, sentences, paragraphs, quotations. */
static bool read_plain(struct sr_read_work *w) {
    if (!sr_find_blocks(w)) return false;
    for (uint32_t i = 0; i < w->blocks.count; i++) {
        struct sr_span block = w->blocks.items[i];
        uint32_t first = w->tokens.count, mark = w->marks.count;
        w->block = i;
        if (!sr_find_marks(w, block)) return false;
        w->next_mark = mark;
        if (!sr_find_tokens(w, block) || !sr_find_sentences(w, block, first, w->tokens.count)) return false;
    }
    return sr_find_quotations(w);
}

/* Replace the rules' tokens, sentences and paragraphs by the model's, so that what is found after them builds on these. */
static bool take_over(struct sr_read_work *w, const struct sr_reading *r) {
    w->sentences.count = w->paragraphs.count = 0;
    memcpy(w->tokens.items, r->tokens, r->token_count * sizeof *r->tokens);
    for (uint32_t i = 0; i < r->sentence_count; i++)
        if (!SR_PUSH(w->scratch, w->sentences, r->sentences[i])) return false;
    for (uint32_t i = 0; i < r->paragraph_count; i++)
        if (!SR_PUSH(w->scratch, w->paragraphs, r->paragraphs[i])) return false;
    return true;
}

/* The rules tell names by their own tables even where there are tags: a wrong tag costs more than a right one brings. */
static bool find_mentions(struct sr_read_work *w, uint32_t *has) {
    uint32_t found = 0;
    if (!sr_find_mentions(w, &found)) return false;
    *has |= found;
    return true;
}

/* What a model reads, into `out`. */
static enum sr_status read_learned(struct sr_read_work *w, const struct sr_read_in *in,
                                   const struct sr_learned *learned, struct sr_reading *out, struct sr_err *err) {
    if (!sr_read_finish(w, out)) return sr_fail_memory(err, what);
    enum sr_status status = sr_read_learned(learned, in, out, w->arena, w->scratch, out, err);
    return status || take_over(w, out) ? status : sr_fail_memory(err, what);
}

static enum sr_status read(struct sr_read_work *w, const struct sr_read_in *in, const struct sr_learned *learned,
                           struct sr_reading *out, struct sr_err *err) {
    if (!read_plain(w)) return sr_fail_memory(err, what);
    if (learned && w->tokens.count) {
        enum sr_status status = read_learned(w, in, learned, out, err);
        if (status) return status;
        if ((out->has & SR_HAS_MENTIONS) && !(learned->parts & SR_LEARN_SHOWN)) return SR_OK;
    }
    const struct sr_reading model = *out;
    out->has &= ~(uint32_t)(SR_HAS_MENTIONS | SR_HAS_COREFERENCE | SR_HAS_NAMES);
    out->name_count = 0;
    if (!find_mentions(w, &out->has) || !sr_read_finish(w, out)) return sr_fail_memory(err, what);
    if (!(model.has & SR_HAS_MENTIONS)) return SR_OK;
    return sr_show_mentions(w->text, &model, out, w->arena, w->scratch) ? SR_OK : sr_fail_memory(err, what);
}

enum sr_status sr_read(const struct sr_read_in *in, const struct sr_learned *learned, struct sr_arena *arena,
                       struct sr_reading *out, struct sr_err *err) {
    struct sr_arena scratch;
    sr_arena_init(&scratch, arena->limit);
    struct sr_read_work w = {.text = in->document->text,
                             .document = in->document,
                             .lexicon = in->lexicon,
                             .arena = arena,
                             .scratch = &scratch};
    struct sr_reading result = {.p_news = -1};
    enum sr_status status = read(&w, in, learned, &result, err);
    sr_arena_release(&scratch);
    if (!status) *out = result;
    return status;
}

enum sr_status sr_read_text(const struct sr_read_in *in, struct sr_arena *arena, struct sr_reading *out,
                            struct sr_err *err) {
    return sr_read(in, NULL, arena, out, err);
}
