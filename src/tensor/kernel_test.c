/* kernel_test.c: each kernel against plain loops, and all kernels against each other, bit for bit. */
#include "tensor/kernel.h"

#include <math.h>
#include <stdlib.h>

#include "base/test.h"

/* xorshift32 (Marsaglia 2003): the same numbers on every machine. */
static uint32_t random_next(uint32_t *state) {
    uint32_t x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

static float random_float(uint32_t *state, float size) {
    return ((float)(random_next(state) >> 8) / 8388608.0f - 1.0f) * size;
}

static void *room(size_t bytes) {
    void *p = calloc(bytes ? bytes : 1, 1);
    if (!p) exit(2);
    return p;
}

static float *random_floats(size_t count, uint32_t *state, float size) {
    float *x = room(count * sizeof *x);
    for (size_t i = 0; i < count; i++) x[i] = random_float(state, size);
    return x;
}

enum fill { FILL_RANDOM, FILL_EXTREME };

struct product_row {
    const char *name;
    uint32_t rows, columns, depth;
    enum fill fill;
};

static const struct product_row product_rows[] = {
    {"one of all", 1, 1, 1, FILL_RANDOM},
    {"odd depth", 3, 16, 5, FILL_RANDOM},
    {"odd columns", 5, 17, 8, FILL_RANDOM},
    {"just below a tile", 5, 63, 12, FILL_RANDOM},
    {"a tile", 6, 64, 12, FILL_RANDOM},
    {"just above a tile", 7, 65, 13, FILL_RANDOM},
    {"two tiles and a rest", 13, 130, 64, FILL_RANDOM},
    {"four rows", 4, 80, 100, FILL_RANDOM},
    {"the largest weights and rows", 6, 64, 384, FILL_EXTREME},
    {"the largest, deep", 7, 48, 1536, FILL_EXTREME},
    {"attention", 50, 384, 384, FILL_RANDOM},
    {"feed forward", 9, 384, 1536, FILL_RANDOM},
    {"no rows", 0, 16, 16, FILL_RANDOM},
};

/* With scales of one and no bias the output is the integer itself: 1536 * 127 * 63 < 2^24. */
static void check_product(const struct product_row *row, uint32_t *state) {
    uint32_t columns16 = sr_round_up(row->columns, SR_COLUMNS_STEP), depth4 = sr_round_up(row->depth, SR_DEPTH_STEP);
    int8_t *weights = room((size_t)row->columns * row->depth), *packed = room((size_t)columns16 * depth4);
    uint8_t *q = room((size_t)row->rows * depth4);
    float *scale = room(columns16 * sizeof *scale), *bias = room(columns16 * sizeof *bias);
    float *row_scale = room(row->rows * sizeof *row_scale);
    int32_t *start = room(columns16 * sizeof *start);
    float *out = room((size_t)row->rows * columns16 * sizeof *out);
    for (size_t i = 0; i < (size_t)row->columns * row->depth; i++) {
        uint32_t x = random_next(state);
        weights[i] = (int8_t)(row->fill == FILL_EXTREME ? (x & 64 ? 63 : -63) : (int32_t)(x % 127) - 63);
    }
    for (size_t i = 0; i < (size_t)row->rows * depth4; i++) {
        uint32_t x = random_next(state);
        q[i] = (uint8_t)(row->fill == FILL_EXTREME ? (i % 3 ? 255 : 1) : 1 + x % 255);
    }
    for (uint32_t i = 0; i < columns16; i++) scale[i] = 1.0f;
    for (uint32_t i = 0; i < row->rows; i++) row_scale[i] = 1.0f;
    sr_pack(weights, row->columns, row->depth, packed);
    sr_pack_starts(packed, columns16, depth4, start);
    struct sr_matrix matrix = {packed, scale, bias, start, row->columns, columns16, row->depth, depth4};
    struct sr_quants quants = {q, row_scale, depth4};
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        sr_kernel_at(n)->product(&quants, row->rows, &matrix, out, columns16);
        int64_t wrong = 0;
        for (uint32_t i = 0; i < row->rows; i++) {
            for (uint32_t j = 0; j < row->columns; j++) {
                int32_t sum = 0;
                for (uint32_t k = 0; k < row->depth; k++) {
                    sum += ((int32_t)q[(size_t)i * depth4 + k] - 128) * weights[(size_t)j * row->depth + k];
                }
                wrong += out[(size_t)i * columns16 + j] != (float)sum;
            }
        }
        char name[128];
        snprintf(name, sizeof name, "product, %s, %s", row->name, sr_kernel_at(n)->name);
        SR_CHECK_INT(name, wrong, 0);
    }
    free(weights), free(packed), free(q), free(scale), free(bias), free(row_scale), free(start), free(out);
}

/* Scales and biases: one product and one sum, each rounded. */
static void check_product_scaled(uint32_t *state) {
    enum { ROWS = 7, COLUMNS = 80, DEPTH = 36 };
    int8_t weights[COLUMNS * DEPTH], packed[COLUMNS * DEPTH];
    uint8_t q[ROWS * DEPTH];
    int32_t start[COLUMNS];
    float out[ROWS * COLUMNS];
    float *scale = random_floats(COLUMNS, state, 1.0f), *bias = random_floats(COLUMNS, state, 1.0f);
    float *row_scale = random_floats(ROWS, state, 1.0f);
    for (size_t i = 0; i < sizeof weights; i++) weights[i] = (int8_t)((int32_t)(random_next(state) % 127) - 63);
    for (size_t i = 0; i < sizeof q; i++) q[i] = (uint8_t)(1 + random_next(state) % 255);
    sr_pack(weights, COLUMNS, DEPTH, packed);
    sr_pack_starts(packed, COLUMNS, DEPTH, start);
    struct sr_matrix matrix = {packed, scale, bias, start, COLUMNS, COLUMNS, DEPTH, DEPTH};
    struct sr_quants quants = {q, row_scale, DEPTH};
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        sr_kernel_at(n)->product(&quants, ROWS, &matrix, out, COLUMNS);
        int64_t wrong = 0;
        for (uint32_t i = 0; i < ROWS; i++) {
            for (uint32_t j = 0; j < COLUMNS; j++) {
                int32_t sum = 0;
                for (uint32_t k = 0; k < DEPTH; k++) sum += ((int32_t)q[i * DEPTH + k] - 128) * weights[j * DEPTH + k];
                volatile float both = row_scale[i] * scale[j];
                volatile float scaled = (float)sum * both;
                wrong += out[i * COLUMNS + j] != scaled + bias[j];
            }
        }
        SR_CHECK_INT(sr_kernel_at(n)->name, wrong, 0);
    }
    free(scale), free(bias), free(row_scale);
}

static double gelu(double x) {
    return x / (1.0 + exp(-1.5957691216 * (x + 0.044715 * x * x * x)));
}

struct quantise_row {
    const char *name;
    uint32_t columns;
    float size;
    int gelu;
};

static const struct quantise_row quantise_rows[] = {
    {"one", 1, 1.0f, 0},      {"fifteen", 15, 3.0f, 0},    {"sixteen", 16, 1e-20f, 0},   {"a row", 384, 2.0f, 0},
    {"large", 100, 1e20f, 0}, {"nought", 40, 0.0f, 0},     {"too small", 33, 1e-35f, 0}, {"infinite", 20, INFINITY, 0},
    {"gelu", 1536, 4.0f, 1},  {"gelu, odd", 37, 40.0f, 1},
};

static void check_quantise(const struct quantise_row *row, uint32_t *state) {
    enum { ROWS = 3 };
    size_t count = (size_t)ROWS * row->columns;
    float *x = random_floats(count, state, row->size);
    float *copy = room(count * sizeof *copy), *first = room(count * sizeof *first);
    uint8_t *q = room(count), *first_q = room(count);
    float scale[ROWS], first_scale[ROWS];
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        char name[128];
        snprintf(name, sizeof name, "quantise, %s, %s", row->name, sr_kernel_at(n)->name);
        struct sr_quants quants = {q, scale, row->columns};
        memcpy(copy, x, count * sizeof *copy);
        sr_kernel_at(n)->quantise(copy, ROWS, row->columns, row->columns, row->gelu, &quants);
        int64_t wrong = 0, far = 0;
        for (uint32_t i = 0; i < ROWS; i++) {
            float *r = copy + (size_t)i * row->columns;
            float most = 0.0f;
            for (uint32_t j = 0; j < row->columns; j++) {
                if (row->gelu) {
                    double want = gelu((double)x[(size_t)i * row->columns + j]);
                    far += fabs((double)r[j] - want) > 1e-6 * (1.0 + fabs(want));
                }
                if (fabsf(r[j]) > most) most = fabsf(r[j]);
            }
            bool none = !(most > 1e-30f && most < 1e30f);
            for (uint32_t j = 0; j < row->columns; j++) {
                long want = none ? 0 : lrintf(r[j] * (127.0f / most));
                wrong += q[(size_t)i * row->columns + j] != want + 128;
            }
            wrong += scale[i] != (none ? 0.0f : most / 127.0f);
        }
        SR_CHECK_INT(name, wrong, 0);
        SR_CHECK_INT(name, far, 0);
        if (n == 0) {
            memcpy(first, copy, count * sizeof *first);
            memcpy(first_q, q, count);
            memcpy(first_scale, scale, sizeof scale);
        }
        SR_CHECK_INT(name, memcmp(first, copy, count * sizeof *first), 0);
        SR_CHECK_INT(name, memcmp(first_q, q, count), 0);
        SR_CHECK_INT(name, memcmp(first_scale, scale, sizeof scale), 0);
    }
    free(x), free(copy), free(first), free(q), free(first_q);
}

static void check_normalise(uint32_t columns, bool add, uint32_t *state) {
    enum { ROWS = 3 };
    size_t count = (size_t)ROWS * columns;
    float *x = random_floats(count, state, 2.0f), *extra = random_floats(count, state, 2.0f);
    float *gain = random_floats(columns, state, 1.0f), *bias = random_floats(columns, state, 1.0f);
    float *copy = room(count * sizeof *copy), *first = room(count * sizeof *first);
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        char name[128];
        snprintf(name, sizeof name, "normalise, %u, %s", columns, sr_kernel_at(n)->name);
        memcpy(copy, x, count * sizeof *copy);
        sr_kernel_at(n)->normalise(copy, columns, add ? extra : NULL, columns, ROWS, columns, gain, bias, 1e-12f);
        int64_t far = 0;
        for (size_t i = 0; i < ROWS; i++) {
            double mean = 0.0, variance = 0.0;
            for (size_t j = i * columns; j < (i + 1) * columns; j++) {
                mean += (double)x[j] + (add ? (double)extra[j] : 0.0);
            }
            mean /= columns;
            for (size_t j = i * columns; j < (i + 1) * columns; j++) {
                double d = (double)x[j] + (add ? (double)extra[j] : 0.0) - mean;
                variance += d * d / columns;
            }
            for (size_t j = 0; j < columns; j++) {
                size_t at = i * columns + j;
                double d = (double)x[at] + (add ? (double)extra[at] : 0.0) - mean;
                far += fabs(d / sqrt(variance + 1e-12) * (double)gain[j] + (double)bias[j] - (double)copy[at]) > 2e-6;
            }
        }
        SR_CHECK_INT(name, far, 0);
        if (n == 0) memcpy(first, copy, count * sizeof *first);
        SR_CHECK_INT(name, memcmp(first, copy, count * sizeof *first), 0);
    }
    free(x), free(extra), free(gain), free(bias), free(copy), free(first);
}

static void attend_plainly(const struct sr_attention *a, double *out) {
    double *p = room(a->rows * sizeof *p);
    for (uint32_t i = 0; i < a->rows; i++) {
        double sum = 0.0;
        for (uint32_t t = 0; t < a->rows; t++) {
            double s = 0.0;
            for (uint32_t d = 0; d < a->width; d++) {
                s += (double)a->q[(size_t)i * a->stride + d] * (double)a->k[(size_t)t * a->stride + d];
            }
            sum += p[t] = exp(s);
        }
        for (uint32_t d = 0; d < a->width; d++) {
            double mixed = 0.0;
            for (uint32_t t = 0; t < a->rows; t++) mixed += p[t] / sum * (double)a->v[(size_t)t * a->stride + d];
            out[(size_t)i * a->width + d] = mixed;
        }
    }
    free(p);
}

static void check_attend(uint32_t rows, uint32_t width, uint32_t *state) {
    size_t count = (size_t)rows * width;
    float *qkv = random_floats(3 * count, state, 1.0f);
    float *out = room(count * sizeof *out), *first = room(count * sizeof *first);
    float *scratch = room(sr_attention_scratch(rows, width) * sizeof *scratch);
    double *want = room(count * sizeof *want);
    struct sr_attention a = {qkv, qkv + width, qkv + 2 * width, out, rows, 3 * width, width, width, scratch};
    attend_plainly(&a, want);
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        char name[128];
        snprintf(name, sizeof name, "attend, %u rows of %u, %s", rows, width, sr_kernel_at(n)->name);
        sr_kernel_at(n)->attend(&a);
        int64_t far = 0;
        for (size_t i = 0; i < count; i++) far += fabs(want[i] - (double)out[i]) > 3e-6;
        SR_CHECK_INT(name, far, 0);
        if (n == 0) memcpy(first, out, count * sizeof *first);
        SR_CHECK_INT(name, memcmp(first, out, count * sizeof *first), 0);
    }
    free(qkv), free(out), free(first), free(scratch), free(want);
}

static void check_softmax(uint32_t count, float size, uint32_t *state) {
    float *x = random_floats(count, state, size);
    float *copy = room(count * sizeof *copy), *first = room(count * sizeof *first);
    double sum = 0.0;
    for (uint32_t i = 0; i < count; i++) sum += exp((double)x[i]);
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        char name[128];
        snprintf(name, sizeof name, "softmax, %u, %s", count, sr_kernel_at(n)->name);
        memcpy(copy, x, count * sizeof *copy);
        sr_kernel_at(n)->softmax(copy, count);
        int64_t far = 0;
        for (uint32_t i = 0; i < count; i++) far += fabs(exp((double)x[i]) / sum - (double)copy[i]) > 1e-6;
        SR_CHECK_INT(name, far, 0);
        if (n == 0) memcpy(first, copy, count * sizeof *first);
        SR_CHECK_INT(name, memcmp(first, copy, count * sizeof *first), 0);
    }
    free(x), free(copy), free(first);
}

static void check_dot(uint32_t *state) {
    enum { ROWS = 5, B_ROWS = 3, COLUMNS = 48 };
    float *a = random_floats(ROWS * COLUMNS, state, 1.0f), *b = random_floats(B_ROWS * COLUMNS, state, 1.0f);
    float out[ROWS * B_ROWS], first[ROWS * B_ROWS];
    for (uint32_t n = 0; sr_kernel_at(n); n++) {
        sr_kernel_at(n)->dot(a, COLUMNS, ROWS, b, COLUMNS, B_ROWS, COLUMNS, out, B_ROWS);
        int64_t far = 0;
        for (uint32_t i = 0; i < ROWS * B_ROWS; i++) {
            double sum = 0.0;
            for (uint32_t k = 0; k < COLUMNS; k++) {
                sum += (double)a[i / B_ROWS * COLUMNS + k] * (double)b[i % B_ROWS * COLUMNS + k];
            }
            far += fabs(sum - (double)out[i]) > 1e-5;
        }
        SR_CHECK_INT(sr_kernel_at(n)->name, far, 0);
        if (n == 0) memcpy(first, out, sizeof first);
        SR_CHECK_INT(sr_kernel_at(n)->name, memcmp(first, out, sizeof first), 0);
    }
    free(a), free(b);
}

int main(void) {
    uint32_t state = 20151120u;
    for (size_t i = 0; i < sizeof product_rows / sizeof *product_rows; i++) check_product(&product_rows[i], &state);
    check_product_scaled(&state);
    for (size_t i = 0; i < sizeof quantise_rows / sizeof *quantise_rows; i++) check_quantise(&quantise_rows[i], &state);
    for (uint32_t columns = 16; columns <= 400; columns += 48) check_normalise(columns, columns % 96 == 16, &state);
    for (uint32_t rows = 1; rows <= 40; rows++) check_attend(rows, rows % 2 ? 16 : 32, &state);
    check_attend(256, 32, &state);
    for (uint32_t count = 1; count <= 40; count++) check_softmax(count, 10.0f, &state);
    check_softmax(1000, 1.0f, &state);
    check_dot(&state);
    SR_CHECK("the best kernel is one of them", sr_kernel_best() != NULL);
    return sr_test_end("kernel");
}
