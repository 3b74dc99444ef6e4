/* encoder_work.h: what the files that ask the heads share while they answer for one document. Internal to reader/. */
#ifndef SR_READER_ENCODER_WORK_H
#define SR_READER_ENCODER_WORK_H

#include "reader/encoder_answers.h"
#include "reader/encoder_model.h"

struct sr_answer_work {
    const struct sr_encoder *m;
    struct sr_str text;
    struct sr_spans tokens;
    const uint8_t *begins; /* [tokens] or NULL */
    struct sr_pieces pieces;
    struct sr_windows windows;
    struct sr_encoded encoded;
    const uint32_t *owner; /* [tokens] the window that a token belongs to */
    struct sr_arena *arena, *scratch;
    struct sr_answers *out;
    struct sr_err *err;
};

static inline enum sr_status sr_work_no_memory(const struct sr_answer_work *w) {
    return sr_fail_memory(w->err, "the reader's answers");
}

/* Room for floats, 64-byte aligned; NULL when the limit is met. */
static inline float *sr_work_floats(const struct sr_answer_work *w, size_t rows, size_t columns) {
    char *p = sr_arena_alloc(w->scratch, rows * columns * sizeof(float) + 64, 1);
    return p ? (float *)(void *)(p + (64 - (uintptr_t)p % 64) % 64) : NULL;
}

static inline bool sr_work_quants(const struct sr_answer_work *w, size_t rows, uint32_t columns,
                                  struct sr_quants *out) {
    out->stride = sr_round_up(columns, 64);
    out->q = sr_arena_alloc(w->scratch, rows * out->stride, 1);
    out->scale = sr_arena_alloc(w->scratch, rows, sizeof *out->scale);
    return out->q && out->scale;
}

/* The row of token t's vector as window `window` has it. */
static inline uint32_t sr_work_row(const struct sr_answer_work *w, uint32_t window, uint32_t t) {
    return w->encoded.offsets[window] + t - w->windows.items[window].first;
}

static inline struct sr_quants sr_quants_from(const struct sr_quants *q, uint32_t row) {
    return (struct sr_quants){q->q + (size_t)row * q->stride, q->scale + row, q->stride};
}

/* out[i] = LIN(matrix, q[row + i]); rows of out are columns16 apart. */
static inline void sr_linear(const struct sr_answer_work *w, const struct sr_matrix *matrix, const struct sr_quants *q,
                             uint32_t row, uint32_t rows, float *out) {
    struct sr_quants from = sr_quants_from(q, row);
    w->m->kernel->product(&from, rows, matrix, out, matrix->columns16);
}

static inline void sr_relu(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

/* The first greatest of count numbers, at least one. */
static inline uint32_t sr_argmax(const float *x, uint32_t count) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (x[i] > x[best]) best = i;
    }
    return best;
}

/* The steps of sr_answer(), in order; each fills its part of w->out. A missing head is no error. */
SR_MUST_USE enum sr_status sr_answer_tokens(struct sr_answer_work *w); /* sentences, tags, chunks, numbers, news */
SR_MUST_USE enum sr_status sr_answer_trees(struct sr_answer_work *w);
SR_MUST_USE enum sr_status sr_answer_mentions(struct sr_answer_work *w);
SR_MUST_USE enum sr_status sr_answer_coreference(struct sr_answer_work *w);  /* needs tags, trees and mentions */
SR_MUST_USE enum sr_status sr_answer_attributions(struct sr_answer_work *w); /* needs the chunks */

#endif
