/* encoder_run.c: the transformer's forward pass over batches of windows. */
#include "reader/encoder.h"
#include "reader/encoder_model.h"

/* Windows are laid end to end in a batch, none padded. Products run over all rows of the batch, so that each weight is
 * fetched once for many rows; attention runs over one window at a time. From the attention's output on, rows are taken
 * a block at a time, so that what passes between two products stays in the second cache. */
#define BATCH_ROWS 256u
#define BLOCK_ROWS 96u /* a multiple of every kernel's rows: 4 and 6 */

struct run {
    const struct sr_encoder *m;
    float *x;                 /* [rows][width] */
    float *qkv;               /* [rows][3 * width] */
    float *context;           /* [rows][width] */
    float *inner;             /* [BLOCK_ROWS][ffn] */
    float *change;            /* [BLOCK_ROWS][width] */
    float *attention;         /* scratch of the kernel */
    struct sr_quants q;       /* [rows][width] */
    struct sr_quants inner_q; /* [BLOCK_ROWS][ffn] */
    uint32_t rows;            /* of the batch */
};

static void *aligned(struct sr_arena *arena, size_t count, size_t size) {
    char *p = count < SIZE_MAX / size - 64 ? sr_arena_alloc(arena, count * size + 64, 1) : NULL;
    return p ? p + (64 - (uintptr_t)p % 64) % 64 : NULL;
}

static bool quants_alloc(struct sr_arena *arena, size_t rows, uint32_t columns, struct sr_quants *out) {
    out->stride = sr_round_up(columns, 64);
    out->q = aligned(arena, rows * out->stride, 1);
    out->scale = aligned(arena, rows, sizeof *out->scale);
    return out->q && out->scale;
}

static bool run_alloc(struct run *r, struct sr_arena *arena) {
    const struct sr_encoder *m = r->m;
    size_t rows = m->window > BATCH_ROWS ? m->window : BATCH_ROWS;
    r->x = aligned(arena, rows * m->width, sizeof *r->x);
    r->qkv = aligned(arena, rows * 3 * m->width, sizeof *r->qkv);
    r->context = aligned(arena, rows * m->width, sizeof *r->context);
    r->inner = aligned(arena, (size_t)BLOCK_ROWS * m->ffn, sizeof *r->inner);
    r->change = aligned(arena, (size_t)BLOCK_ROWS * m->width, sizeof *r->change);
    r->attention = aligned(arena, sr_attention_scratch(m->window, m->width / m->attention_heads), sizeof *r->attention);
    return r->x && r->qkv && r->context && r->inner && r->change && r->attention &&
           quants_alloc(arena, rows, m->width, &r->q) && quants_alloc(arena, BLOCK_ROWS, m->ffn, &r->inner_q);
}

static void embed(const struct sr_encoder *m, uint32_t piece, uint32_t position, uint32_t letter_case, uint32_t gap,
                  float *x) {
    const int8_t *word = m->word + (size_t)piece * m->width;
    const float scale = m->word_scale[piece], *place = m->position + (size_t)position * m->width;
    const float *c = m->cases + (size_t)letter_case * m->width, *g = m->gaps + (size_t)gap * m->width;
    for (uint32_t d = 0; d < m->width; d++) x[d] = (float)word[d] * scale + place[d] + c[d] + g[d];
}

/* The rows of one window; returns how many. */
static uint32_t embed_window(const struct sr_encoder *m, const struct sr_pieces *p, const struct sr_window *w,
                             float *x) {
    uint32_t n = 0;
    embed(m, m->vocabulary.begin, n, SR_CASE_NONE, SR_GAP_INSIDE, x);
    for (uint32_t t = w->first; t < w->end; t++) {
        for (uint32_t i = p->starts[t]; i < p->starts[t + 1]; i++) {
            uint32_t gap = i == p->starts[t] ? p->gaps[t] : SR_GAP_INSIDE;
            n++;
            embed(m, p->pieces[i], n, p->cases[t], gap, x + (size_t)n * m->width);
        }
    }
    n++;
    embed(m, m->vocabulary.end, n, SR_CASE_NONE, SR_GAP_INSIDE, x + (size_t)n * m->width);
    return n + 1;
}

static void attend_window(const struct run *r, uint32_t row, uint32_t rows) {
    const uint32_t width = r->m->width, head_width = width / r->m->attention_heads;
    struct sr_attention a = {.rows = rows, .stride = 3 * width, .out_stride = width, .width = head_width};
    a.scratch = r->attention;
    for (uint32_t h = 0; h < r->m->attention_heads; h++) {
        a.q = r->qkv + (size_t)row * a.stride + (size_t)h * head_width;
        a.k = a.q + width;
        a.v = a.k + width;
        a.out = r->context + (size_t)row * width + (size_t)h * head_width;
        r->m->kernel->attend(&a);
    }
}

/* What follows attention, for rows [row, row + rows). */
static void finish_block(struct run *r, const struct sr_layer *layer, uint32_t row, uint32_t rows) {
    const struct sr_kernel *k = r->m->kernel;
    const uint32_t width = r->m->width, ffn = r->m->ffn;
    float *x = r->x + (size_t)row * width;
    k->quantise(r->context + (size_t)row * width, rows, width, width, 0, &r->q);
    k->product(&r->q, rows, &layer->out, r->change, width);
    k->normalise(x, width, r->change, width, rows, width, layer->norm1.gain, layer->norm1.bias, r->m->epsilon);
    k->quantise(x, rows, width, width, 0, &r->q);
    k->product(&r->q, rows, &layer->ffn1, r->inner, ffn);
    k->quantise(r->inner, rows, ffn, ffn, 1, &r->inner_q);
    k->product(&r->inner_q, rows, &layer->ffn2, r->change, width);
    k->normalise(x, width, r->change, width, rows, width, layer->norm2.gain, layer->norm2.bias, r->m->epsilon);
}

/* All layers over a batch: windows of sizes[0..count) rows, end to end. */
static void run_layers(struct run *r, const uint32_t *sizes, uint32_t count) {
    const struct sr_encoder *m = r->m;
    m->kernel->normalise(r->x, m->width, NULL, 0, r->rows, m->width, m->norm.gain, m->norm.bias, m->epsilon);
    for (uint32_t n = 0; n < m->layer_count; n++) {
        const struct sr_layer *layer = &m->layers[n];
        m->kernel->quantise(r->x, r->rows, m->width, m->width, 0, &r->q);
        m->kernel->product(&r->q, r->rows, &layer->qkv, r->qkv, 3 * m->width);
        for (uint32_t w = 0, row = 0; w < count; row += sizes[w++]) attend_window(r, row, sizes[w]);
        for (uint32_t row = 0; row < r->rows; row += BLOCK_ROWS) {
            finish_block(r, layer, row, r->rows - row < BLOCK_ROWS ? r->rows - row : BLOCK_ROWS);
        }
    }
}

static struct sr_quants quants_row(const struct sr_quants *q, uint32_t row) {
    return (struct sr_quants){q->q + (size_t)row * q->stride, q->scale + row, q->stride};
}

/* Take a window's vectors out of the batch: [CLS], and each token's first piece. */
static void take_window(const struct run *r, const struct sr_pieces *p, const struct sr_windows *windows, uint32_t w,
                        uint32_t row, float *vectors, struct sr_encoded *out) {
    const struct sr_window *window = &windows->items[w];
    const uint32_t width = r->m->width;
    struct sr_quants to = quants_row(&out->windows, w);
    float *x = r->x + (size_t)row * width;
    r->m->kernel->quantise(x, 1, width, width, 0, &to);
    for (uint32_t t = window->first; t < window->end; t++) {
        uint32_t at = out->offsets[w] + t - window->first;
        float *token = x + (size_t)(1 + p->starts[t] - p->starts[window->first]) * width;
        to = quants_row(&out->tokens, at);
        r->m->kernel->quantise(token, 1, width, width, 0, &to);
        if (vectors) memcpy(vectors + (size_t)at * width, token, width * sizeof *vectors);
    }
}

/* As many windows, from `from`, as fit one batch: encode them. Returns the window after the last. */
static uint32_t run_batch(struct run *r, const struct sr_pieces *p, const struct sr_windows *windows, uint32_t from,
                          float *vectors, struct sr_encoded *out) {
    uint32_t sizes[BATCH_ROWS / 2], count = 0;
    r->rows = 0;
    for (uint32_t w = from; w < windows->count && count < BATCH_ROWS / 2; w++) {
        const struct sr_window *window = &windows->items[w];
        uint32_t size = p->starts[window->end] - p->starts[window->first] + 2;
        if (count > 0 && r->rows + size > BATCH_ROWS) break;
        sizes[count++] = embed_window(r->m, p, window, r->x + (size_t)r->rows * r->m->width);
        r->rows += size;
    }
    run_layers(r, sizes, count);
    for (uint32_t i = 0, row = 0; i < count; row += sizes[i++]) take_window(r, p, windows, from + i, row, vectors, out);
    return from + count;
}

enum sr_status sr_encode(const struct sr_encoder *encoder, const struct sr_pieces *pieces,
                         const struct sr_windows *windows, bool keep_vectors, struct sr_arena *arena,
                         struct sr_arena *scratch, struct sr_encoded *out, struct sr_err *err) {
    struct run run = {.m = encoder};
    struct sr_encoded result = {.vectors = NULL};
    uint32_t rows = 0;
    float *vectors = NULL;
    uint32_t *offsets = sr_arena_alloc(arena, windows->count, sizeof *offsets);
    if (!offsets) return sr_fail_memory(err, "the encoder's vectors");
    for (uint32_t w = 0; w < windows->count; w++) {
        offsets[w] = rows;
        rows += windows->items[w].end - windows->items[w].first;
    }
    result.offsets = offsets;
    if (keep_vectors) vectors = aligned(arena, (size_t)rows * encoder->width, sizeof *vectors);
    result.vectors = vectors;
    if ((keep_vectors && !vectors) || !quants_alloc(arena, rows, encoder->width, &result.tokens) ||
        !quants_alloc(arena, windows->count, encoder->width, &result.windows) || !run_alloc(&run, scratch)) {
        return sr_fail_memory(err, "the encoder's vectors");
    }
    for (uint32_t w = 0; w < windows->count;) w = run_batch(&run, pieces, windows, w, vectors, &result);
    *out = result;
    return SR_OK;
}
