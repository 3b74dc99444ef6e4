/* encoder_answers.c: the steps from tokens to answers. */
#include "reader/encoder_answers.h"

#include "reader/encoder_work.h"

static enum sr_status find_owners(struct sr_answer_work *w) {
    uint32_t *owner = sr_arena_alloc(w->scratch, w->tokens.count, sizeof *owner);
    if (!owner) return sr_work_no_memory(w);
    for (uint32_t k = 0; k < w->windows.count; k++) {
        for (uint32_t t = w->windows.items[k].own; t < w->windows.items[k].end; t++) owner[t] = k;
    }
    w->owner = owner;
    return SR_OK;
}

enum sr_status sr_answer(const struct sr_encoder *encoder, struct sr_str text, struct sr_spans tokens,
                         const uint8_t *begins, struct sr_arena *arena, struct sr_arena *scratch,
                         struct sr_answers *out, struct sr_err *err) {
    struct sr_answers answers = {.token_count = tokens.count};
    struct sr_answer_work w = {.m = encoder, .text = text, .tokens = tokens, .arena = arena, .scratch = scratch};
    w.begins = begins;
    w.out = &answers;
    w.err = err;
    enum sr_status status = sr_pieces_make(&encoder->vocabulary, text, tokens, scratch, &w.pieces, err);
    if (status == SR_OK) status = sr_windows_make(&w.pieces, encoder->window, scratch, &w.windows, err);
    if (status == SR_OK) status = sr_encode(encoder, &w.pieces, &w.windows, false, scratch, scratch, &w.encoded, err);
    if (status == SR_OK) status = find_owners(&w);
    if (status == SR_OK) status = sr_answer_tokens(&w);
    if (status == SR_OK) status = sr_answer_trees(&w);
    if (status == SR_OK) status = sr_answer_mentions(&w);
    if (status == SR_OK) status = sr_answer_coreference(&w);
    if (status == SR_OK) status = sr_answer_attributions(&w);
    if (status == SR_OK) *out = answers;
    return status;
}
