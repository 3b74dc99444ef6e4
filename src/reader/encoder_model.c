/* encoder_model.c: a safetensors file to a struct sr_encoder, everything checked on the way. */
#include "reader/encoder_model.h"

#include <jansson.h>
#include <math.h>

#include "reader/encoder.h"

#define WIDTH_MAX 4096u
#define LAYERS_MAX 48u
#define WINDOW_MAX 1024u
#define LABELS_MAX 4096u

static const char other[] = "this program needs a file that its own train/export.py has made";

struct loader {
    const struct sr_tensors *tensors;
    struct sr_arena *arena;
    struct sr_err *err;
    struct sr_encoder *m;
};

static enum sr_status no_memory(const struct loader *l) {
    return sr_fail_memory(l->err, "the reader's weights");
}

/* --- the configuration ------------------------------------------------------------------------------------------ */

static enum sr_status parse(const struct loader *l, const char *key, json_t **out) {
    struct sr_str text = sr_tensors_metadata(l->tensors, key);
    json_error_t bad;
    *out = text.p ? json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &bad) : NULL;
    if (!text.p) return sr_fail(l->err, SR_ERR_MODEL, other, "the model has no metadata '%s'", key);
    if (*out) return SR_OK;
    return sr_fail(l->err, SR_ERR_MODEL, other, "the model's metadata '%s' is not JSON: %.120s", key, bad.text);
}

static enum sr_status read_size(const struct loader *l, const json_t *config, const char *key, uint32_t max,
                                uint32_t *out) {
    const json_t *value = json_object_get(config, key);
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < 1 || n > (json_int_t)max) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model's '%s' is missing or not within 1 to %u", key, max);
    }
    *out = (uint32_t)n;
    return SR_OK;
}

static enum sr_status read_config(const struct loader *l, const json_t *config) {
    struct sr_encoder *m = l->m;
    const json_t *epsilon = json_object_get(config, "norm_eps");
    enum sr_status status = read_size(l, config, "width", WIDTH_MAX, &m->width);
    if (status == SR_OK) status = read_size(l, config, "layers", LAYERS_MAX, &m->layer_count);
    if (status == SR_OK) status = read_size(l, config, "attention_heads", WIDTH_MAX, &m->attention_heads);
    if (status == SR_OK) status = read_size(l, config, "ffn", 4 * WIDTH_MAX, &m->ffn);
    if (status == SR_OK) status = read_size(l, config, "window", WINDOW_MAX, &m->window);
    if (status != SR_OK) return status;
    if (!json_is_number(epsilon) || !(json_number_value(epsilon) >= 0.0) || json_number_value(epsilon) > 1.0) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model's 'norm_eps' is missing or not within 0 to 1");
    }
    m->epsilon = (float)json_number_value(epsilon);
    if (m->width % m->attention_heads || m->width / m->attention_heads % SR_LANES || m->ffn % SR_LANES) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model's widths are not multiples of %u a head", SR_LANES);
    }
    if (m->window < SR_PIECES_MAX + 2) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model's window is smaller than %u", SR_PIECES_MAX + 2);
    }
    return SR_OK;
}

static enum sr_status read_label_list(const struct loader *l, const char *key, const json_t *list,
                                      struct sr_labels *out) {
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count == 0 || count > LABELS_MAX) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model's labels '%s' are no list", key);
    }
    struct sr_str *items = sr_arena_alloc(l->arena, count, sizeof *items);
    if (!items) return no_memory(l);
    for (size_t i = 0; i < count; i++) {
        const json_t *label = json_array_get(list, i);
        if (!json_is_string(label)) return sr_fail(l->err, SR_ERR_MODEL, other, "a label of '%s' is no string", key);
        struct sr_str s = {json_string_value(label), (uint32_t)json_string_length(label)};
        items[i] = sr_arena_str(l->arena, s);
        if (!items[i].p) return no_memory(l);
    }
    *out = (struct sr_labels){items, (uint32_t)count};
    return SR_OK;
}

static enum sr_status read_labels(const struct loader *l, const json_t *labels) {
    static const struct {
        const char *name;
        enum sr_head head;
    } sets[] = {
#define LABELS(ID, name, head) {name, SR_HEAD_##head},
#include "reader/encoder_heads.def"
    };
    for (uint32_t i = 0; i < SR_LABELS_COUNT; i++) {
        const json_t *list = json_object_get(labels, sets[i].name);
        if (!l->m->has[sets[i].head]) continue;
        enum sr_status status = read_label_list(l, sets[i].name, list, &l->m->labels[i]);
        if (status != SR_OK) return status;
    }
    return SR_OK;
}

static enum sr_status read_head_list(const struct loader *l, const json_t *heads) {
    static const char *const names[] = {
#define HEAD(ID, name) name,
#include "reader/encoder_heads.def"
    };
    bool *has = l->m->has;
    if (!json_is_array(heads)) return sr_fail(l->err, SR_ERR_MODEL, other, "the model's 'heads' are no list");
    for (size_t i = 0; i < json_array_size(heads); i++) {
        const char *name = json_string_value(json_array_get(heads, i));
        for (uint32_t h = 0; name && h < SR_HEAD_COUNT; h++) has[h] = has[h] || strcmp(name, names[h]) == 0;
    }
    bool alone = has[SR_HEAD_REL] && !has[SR_HEAD_ARC];
    if (alone || (has[SR_HEAD_COREF] && !(has[SR_HEAD_MENTION] && has[SR_HEAD_ARC]))) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "the model has a head without the one that it needs");
    }
    return SR_OK;
}

static enum sr_status read_metadata(const struct loader *l) {
    json_t *config = NULL, *heads = NULL, *labels = NULL;
    if (!sr_str_is(sr_tensors_metadata(l->tensors, "format"), "sitrep-reader/1")) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "not a reader's model: its format is not 'sitrep-reader/1'");
    }
    enum sr_status status = parse(l, "config", &config);
    if (status == SR_OK) status = parse(l, "heads", &heads);
    if (status == SR_OK) status = parse(l, "labels", &labels);
    if (status == SR_OK) status = read_config(l, config);
    if (status == SR_OK) status = read_head_list(l, heads);
    if (status == SR_OK) status = read_labels(l, labels);
    json_decref(config);
    json_decref(heads);
    json_decref(labels);
    return status;
}

/* --- the arrays ------------------------------------------------------------------------------------------------- */

static enum sr_status check_finite(const struct loader *l, const struct sr_tensor *t) {
    const float *x = t->data;
    for (size_t i = 0; i < t->size / sizeof *x; i++) {
        if (!isfinite(x[i])) {
            return sr_fail(l->err, SR_ERR_MODEL, other, "array '%.60s' has a number that is not finite", t->name.p);
        }
    }
    return SR_OK;
}

/* An array of floats, in place. columns 0: one dimension. */
static enum sr_status read_floats(const struct loader *l, const char *name, uint32_t rows, uint32_t columns,
                                  const float **out) {
    const struct sr_tensor *t;
    enum sr_status status = sr_tensors_need(l->tensors, name, SR_DTYPE_F32, rows, columns, &t, l->err);
    if (status == SR_OK) status = check_finite(l, t);
    if (status == SR_OK) *out = t->data;
    return status;
}

/* A copy that is as long as the padded columns; the rest is nought. */
static enum sr_status read_padded(const struct loader *l, const char *name, const char *suffix, uint32_t columns,
                                  const float **out) {
    char full[96];
    const float *in;
    snprintf(full, sizeof full, "%s%s", name, suffix);
    enum sr_status status = read_floats(l, full, columns, 0, &in);
    if (status != SR_OK) return status;
    float *copy = sr_arena_alloc(l->arena, sr_round_up(columns, SR_COLUMNS_STEP), sizeof *copy);
    if (!copy) return no_memory(l);
    memcpy(copy, in, columns * sizeof *copy);
    *out = copy;
    return SR_OK;
}

static enum sr_status read_linear(const struct loader *l, const char *name, uint32_t columns, uint32_t depth,
                                  struct sr_matrix *out) {
    struct sr_matrix x = {.columns = columns, .columns16 = sr_round_up(columns, SR_COLUMNS_STEP)};
    const struct sr_tensor *t;
    char full[96];
    x.depth = depth;
    x.depth4 = sr_round_up(depth, SR_DEPTH_STEP);
    snprintf(full, sizeof full, "%s.q", name);
    enum sr_status status = sr_tensors_need(l->tensors, full, SR_DTYPE_I8, columns, depth, &t, l->err);
    if (status == SR_OK) status = read_padded(l, name, ".s", columns, &x.scale);
    if (status == SR_OK) status = read_padded(l, name, ".b", columns, &x.bias);
    if (status != SR_OK) return status;
    const int8_t *weights = t->data;
    if (!sr_weights_fit(weights, t->size)) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "array '%.60s' has a weight beyond %d", full, SR_WEIGHT_MAX);
    }
    int8_t *room = sr_arena_alloc(l->arena, (size_t)x.columns16 * x.depth4 + 64, 1);
    int32_t *start = sr_arena_alloc(l->arena, x.columns16, sizeof *start);
    if (!room || !start) return no_memory(l);
    int8_t *packed = room + (64 - (uintptr_t)room % 64) % 64;
    sr_pack(weights, columns, depth, packed);
    sr_pack_starts(packed, x.columns16, x.depth4, start);
    x.packed = packed;
    x.start = start;
    *out = x;
    return SR_OK;
}

static enum sr_status read_norm(const struct loader *l, const char *name, struct sr_norm *out) {
    char full[96];
    snprintf(full, sizeof full, "%s.w", name);
    enum sr_status status = read_floats(l, full, l->m->width, 0, &out->gain);
    snprintf(full, sizeof full, "%s.b", name);
    return status == SR_OK ? read_floats(l, full, l->m->width, 0, &out->bias) : status;
}

static enum sr_status read_embedding(const struct loader *l) {
    struct sr_encoder *m = l->m;
    const struct sr_tensor *vocabulary, *word;
    const char *name = "tokenizer.vocab";
    enum sr_status status = sr_tensors_need(l->tensors, name, SR_DTYPE_U8, SR_NONE, 0, &vocabulary, l->err);
    if (status != SR_OK) return status;
    struct sr_str text = {vocabulary->data, (uint32_t)vocabulary->size};
    status = sr_vocabulary_make(text, l->arena, &m->vocabulary, l->err);
    if (status != SR_OK) return status;
    uint32_t count = m->vocabulary.count;
    status = sr_tensors_need(l->tensors, "embed.word.q", SR_DTYPE_I8, count, m->width, &word, l->err);
    if (status == SR_OK) m->word = word->data;
    if (status == SR_OK) status = read_floats(l, "embed.word.s", count, 0, &m->word_scale);
    if (status == SR_OK) status = read_floats(l, "embed.position", m->window, m->width, &m->position);
    if (status == SR_OK) status = read_floats(l, "embed.case", SR_CASE_COUNT, m->width, &m->cases);
    if (status == SR_OK) status = read_floats(l, "embed.gap", SR_GAP_COUNT, m->width, &m->gaps);
    if (status == SR_OK) status = read_norm(l, "embed.norm", &m->norm);
    return status;
}

static enum sr_status read_layer(const struct loader *l, uint32_t n, struct sr_layer *layer) {
    const uint32_t width = l->m->width, ffn = l->m->ffn;
    const struct {
        const char *name;
        uint32_t columns, depth;
        struct sr_matrix *out;
    } parts[] = {{"qkv", 3 * width, width, &layer->qkv},
                 {"out", width, width, &layer->out},
                 {"ffn1", ffn, width, &layer->ffn1},
                 {"ffn2", width, ffn, &layer->ffn2}};
    char name[64];
    enum sr_status status = SR_OK;
    for (uint32_t i = 0; i < 4 && status == SR_OK; i++) {
        snprintf(name, sizeof name, "layer.%u.%s", n, parts[i].name);
        status = read_linear(l, name, parts[i].columns, parts[i].depth, parts[i].out);
    }
    snprintf(name, sizeof name, "layer.%u.norm1", n);
    if (status == SR_OK) status = read_norm(l, name, &layer->norm1);
    snprintf(name, sizeof name, "layer.%u.norm2", n);
    if (status == SR_OK) status = read_norm(l, name, &layer->norm2);
    return status;
}

static enum sr_status read_layers(const struct loader *l) {
    struct sr_layer *layers = sr_arena_alloc(l->arena, l->m->layer_count, sizeof *layers);
    enum sr_status status = SR_OK;
    if (!layers) return no_memory(l);
    for (uint32_t i = 0; i < l->m->layer_count && status == SR_OK; i++) status = read_layer(l, i, &layers[i]);
    l->m->layers = layers;
    return status;
}

static enum sr_status read_width(const struct loader *l, const char *name, uint32_t *out) {
    const struct sr_tensor *t;
    enum sr_status status = sr_tensors_need(l->tensors, name, SR_DTYPE_I8, SR_NONE, SR_NONE, &t, l->err);
    if (status != SR_OK) return status;
    if (t->shape[0] == 0 || t->shape[0] > WIDTH_MAX || t->shape[0] % SR_LANES) {
        return sr_fail(l->err, SR_ERR_MODEL, other, "array '%.60s' is not a multiple of %u wide", name, SR_LANES);
    }
    *out = t->shape[0];
    return SR_OK;
}

static enum sr_status read_heads(const struct loader *l) {
    struct sr_encoder *m = l->m;
    enum sr_status status = SR_OK;
#define WIDTH(field, name, head) \
    if (status == SR_OK && m->has[SR_HEAD_##head]) status = read_width(l, name, &m->field);
#define LINEAR(field, name, head, columns, depth) \
    if (status == SR_OK && m->has[SR_HEAD_##head]) status = read_linear(l, name, columns, depth, &m->field);
#define VECTOR(field, name, head, size) \
    if (status == SR_OK && m->has[SR_HEAD_##head]) status = read_floats(l, name, size, 0, &m->field);
#include "reader/encoder_heads.def"
    return status;
}

enum sr_status sr_encoder_open(const void *bytes, size_t size, const struct sr_kernel *kernel, struct sr_arena *arena,
                               struct sr_encoder **out, struct sr_err *err) {
    struct sr_tensors tensors;
    enum sr_status status = sr_tensors_open(bytes, size, arena, &tensors, err);
    if (status != SR_OK) return status;
    struct loader l = {&tensors, arena, err, sr_arena_alloc(arena, 1, sizeof *l.m)};
    if (!l.m) return no_memory(&l);
    l.m->kernel = kernel ? kernel : sr_kernel_best();
    status = read_metadata(&l);
    if (status == SR_OK) status = read_embedding(&l);
    if (status == SR_OK) status = read_layers(&l);
    if (status == SR_OK) status = read_heads(&l);
    if (status == SR_OK) *out = l.m;
    return status;
}
