/* encoder_random.h: a model file of random weights, for tests and for measuring; no program of ours ships it.
 *
 * Every array that the encoder and all heads need is there, in the shapes of train/FORMAT.md, so that
 * sr_encoder_open() takes it. The vocabulary has the letters, digits and punctuation as pieces, whole and inside, and
 * invented entries up to its size.
 */
#ifndef SR_READER_ENCODER_RANDOM_H
#define SR_READER_ENCODER_RANDOM_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "reader/encoder_model.h"

struct sr_random_model {
    uint32_t width, layers, attention_heads, ffn, window, vocabulary; /* vocabulary: entries, at least 200 */
    uint32_t seed;                                                    /* not 0 */
};

struct sr_random_maker {
    struct sr_buf header, data;
    uint32_t state;
};

/* xorshift32 (Marsaglia 2003) */
static inline uint32_t sr_random_next(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static inline float sr_random_float(uint32_t *state, float size) {
    return ((float)(sr_random_next(state) >> 8) / 8388608.0f - 1.0f) * size;
}

static inline void sr_random_entry(struct sr_random_maker *r, const char *name, const char *dtype, uint32_t rows,
                                   uint32_t columns, size_t begin) {
    if (r->header.size > 1) sr_buf_char(&r->header, ',');
    sr_buf_printf(&r->header, "\"%s\":{\"dtype\":\"%s\",\"shape\":[%u", name, dtype, rows);
    if (columns) sr_buf_printf(&r->header, ",%u", columns);
    sr_buf_printf(&r->header, "],\"data_offsets\":[%zu,%zu]}", begin, r->data.size);
}

static inline void sr_random_floats(struct sr_random_maker *r, const char *name, uint32_t rows, uint32_t columns,
                                    float middle, float size) {
    size_t begin = r->data.size;
    for (size_t i = 0; i < (size_t)rows * (columns ? columns : 1); i++) {
        float x = middle + sr_random_float(&r->state, size);
        sr_buf_add(&r->data, &x, sizeof x);
    }
    sr_random_entry(r, name, "F32", rows, columns, begin);
}

static inline void sr_random_bytes(struct sr_random_maker *r, const char *name, uint32_t rows, uint32_t columns) {
    size_t begin = r->data.size;
    for (size_t i = 0; i < (size_t)rows * columns; i++) {
        sr_buf_char(&r->data, (char)((int32_t)(sr_random_next(&r->state) % 127) - 63));
    }
    sr_random_entry(r, name, "I8", rows, columns, begin);
}

/* Outputs of about the size of the inputs, so that a deep stack stays in range. */
static inline void sr_random_linear(struct sr_random_maker *r, const char *name, uint32_t columns, uint32_t depth) {
    char full[96];
    snprintf(full, sizeof full, "%s.s", name);
    sr_random_floats(r, full, columns, 0, 1.0f / (36.0f * (float)depth / 16.0f), 0.0005f / (float)depth);
    snprintf(full, sizeof full, "%s.b", name);
    sr_random_floats(r, full, columns, 0, 0.0f, 0.1f);
    snprintf(full, sizeof full, "%s.q", name);
    sr_random_bytes(r, full, columns, depth);
}

static inline void sr_random_norm(struct sr_random_maker *r, const char *name, uint32_t width) {
    char full[96];
    snprintf(full, sizeof full, "%s.w", name);
    sr_random_floats(r, full, width, 0, 1.0f, 0.1f);
    snprintf(full, sizeof full, "%s.b", name);
    sr_random_floats(r, full, width, 0, 0.0f, 0.1f);
}

static inline void sr_random_vocabulary(struct sr_random_maker *r, uint32_t count) {
    size_t begin = r->data.size;
    uint32_t n = 4;
    sr_buf_c(&r->data, "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    for (char c = '!'; c <= '~'; c++) {
        if (c >= 'A' && c <= 'Z') continue;
        sr_buf_printf(&r->data, "%c\n", c), n++;
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) sr_buf_printf(&r->data, "##%c\n", c), n++;
    }
    for (; n + 1 < count; n++) {
        sr_buf_printf(&r->data, "%s%c%c%u\n", n % 3 ? "" : "##", 'a' + (int)(n % 26), 'a' + (int)(n / 7 % 26), n);
    }
    sr_buf_c(&r->data, "last"); /* as long as it takes for the next array to be aligned */
    while ((r->data.size + 1) % 8) sr_buf_char(&r->data, 'x');
    sr_buf_char(&r->data, '\n');
    sr_random_entry(r, "tokenizer.vocab", "U8", (uint32_t)(r->data.size - begin), 0, begin);
}

static inline void sr_random_layer(struct sr_random_maker *r, uint32_t n, const struct sr_random_model *m) {
    char name[64];
    snprintf(name, sizeof name, "layer.%u.qkv", n);
    sr_random_linear(r, name, 3 * m->width, m->width);
    snprintf(name, sizeof name, "layer.%u.out", n);
    sr_random_linear(r, name, m->width, m->width);
    snprintf(name, sizeof name, "layer.%u.ffn1", n);
    sr_random_linear(r, name, m->ffn, m->width);
    snprintf(name, sizeof name, "layer.%u.ffn2", n);
    sr_random_linear(r, name, m->width, m->ffn);
    snprintf(name, sizeof name, "layer.%u.norm1", n);
    sr_random_norm(r, name, m->width);
    snprintf(name, sizeof name, "layer.%u.norm2", n);
    sr_random_norm(r, name, m->width);
}

#define SR_RANDOM_LABELS                                                                                       \
    "{\\\"upos\\\":["                                                                                          \
    "\\\"ADJ\\\",\\\"ADP\\\",\\\"DET\\\",\\\"NOUN\\\",\\\"PRON\\\",\\\"PROPN\\\",\\\"PUNCT\\\",\\\"VERB\\\"]," \
    "\\\"xpos\\\":[\\\"DT\\\",\\\"IN\\\",\\\"JJ\\\",\\\"NN\\\",\\\"NNP\\\"],"                                  \
    "\\\"rel\\\":[\\\"root\\\",\\\"nsubj\\\",\\\"nsubj:pass\\\",\\\"obj\\\",\\\"det\\\",\\\"punct\\\"],"       \
    "\\\"mention\\\":[\\\"none\\\",\\\"person\\\",\\\"organization\\\",\\\"place\\\"],"                        \
    "\\\"timex\\\":[\\\"O\\\",\\\"B-DATE\\\",\\\"I-DATE\\\",\\\"B-TIME\\\",\\\"I-TIME\\\",\\\"B-DURATION\\\"," \
    "\\\"I-DURATION\\\",\\\"B-SET\\\",\\\"I-SET\\\"],"                                                         \
    "\\\"muc_role\\\":[\\\"PerpInd\\\",\\\"PerpOrg\\\",\\\"Target\\\",\\\"Victim\\\",\\\"Weapon\\\"],"         \
    "\\\"muc_doc\\\":[\\\"relevant\\\",\\\"attack\\\",\\\"bombing\\\"],"                                       \
    "\\\"measure\\\":[\\\"none\\\",\\\"killed\\\",\\\"injured\\\"],"                                           \
    "\\\"polarity\\\":[\\\"asserted\\\",\\\"denied\\\",\\\"possible\\\"],"                                     \
    "\\\"news\\\":[\\\"news\\\",\\\"background\\\"],"                                                          \
    "\\\"name\\\":[\\\"O\\\",\\\"B-person\\\",\\\"I-person\\\",\\\"B-place\\\",\\\"I-place\\\"]}"

#define SR_RANDOM_HEADS                                                                                           \
    "[\\\"sent\\\",\\\"upos\\\",\\\"xpos\\\",\\\"arc\\\",\\\"rel\\\",\\\"mention\\\",\\\"coref\\\",\\\"attr\\\"," \
    "\\\"timex\\\",\\\"muc\\\",\\\"number\\\",\\\"news\\\",\\\"name\\\"]"

static inline void sr_random_heads(struct sr_random_maker *r, const struct sr_random_model *model) {
    struct sr_encoder counts = {.width = model->width, .arc_width = 32, .rel_width = 32, .mention_width = 32};
    struct sr_encoder *m = &counts;
    m->coref_width = m->source_width = m->content_width = 32;
    const uint32_t sizes[SR_LABELS_COUNT] = {8, 5, 6, 4, 9, 5, 3, 3, 3, 2, 5};
    for (uint32_t i = 0; i < SR_LABELS_COUNT; i++) counts.labels[i].count = sizes[i];
#define LINEAR(field, name, head, columns, depth) sr_random_linear(r, name, columns, depth);
#define VECTOR(field, name, head, size) sr_random_floats(r, name, size, 0, 0.0f, 0.1f);
#include "reader/encoder_heads.def"
}

/* The file's bytes, `*size` of them, 64-byte aligned; the caller frees them. NULL when there is no memory. */
static inline unsigned char *sr_random_model_make(const struct sr_random_model *m, size_t *size) {
    struct sr_random_maker r = {.state = m->seed};
    sr_buf_c(&r.header, "{");
    sr_random_vocabulary(&r, m->vocabulary);
    sr_random_floats(&r, "embed.word.s", m->vocabulary, 0, 0.01f, 0.001f);
    sr_random_floats(&r, "embed.position", m->window, m->width, 0.0f, 0.1f);
    sr_random_floats(&r, "embed.case", SR_CASE_COUNT, m->width, 0.0f, 0.1f);
    sr_random_floats(&r, "embed.gap", SR_GAP_COUNT, m->width, 0.0f, 0.1f);
    sr_random_norm(&r, "embed.norm", m->width);
    sr_random_bytes(&r, "embed.word.q", m->vocabulary, m->width);
    for (uint32_t i = 0; i < m->layers; i++) sr_random_layer(&r, i, m);
    sr_random_heads(&r, m);
    sr_buf_printf(&r.header,
                  ",\"__metadata__\":{\"format\":\"sitrep-reader/1\",\"config\":\"{\\\"width\\\":%u,\\\"layers\\\":%u,"
                  "\\\"attention_heads\\\":%u,\\\"ffn\\\":%u,\\\"window\\\":%u,\\\"norm_eps\\\":1e-12}\",",
                  m->width, m->layers, m->attention_heads, m->ffn, m->window);
    sr_buf_c(&r.header, "\"heads\":\"" SR_RANDOM_HEADS "\",\"labels\":\"" SR_RANDOM_LABELS "\"}}");
    while ((r.header.size + 8) % 64) sr_buf_char(&r.header, ' ');
    *size = 8 + r.header.size + r.data.size;
    unsigned char *file = r.header.failed || r.data.failed ? NULL : aligned_alloc(64, (*size + 63) / 64 * 64);
    if (file) {
        for (uint32_t i = 0; i < 8; i++) file[i] = (unsigned char)(r.header.size >> 8 * i);
        memcpy(file + 8, r.header.p, r.header.size);
        memcpy(file + 8 + r.header.size, r.data.p, r.data.size);
    }
    sr_buf_release(&r.header);
    sr_buf_release(&r.data);
    return file;
}

#endif
