/* kernel.c: how many products of small integers a second one core does, each kernel and two peers.
 *
 *     make bench-kernel; build/bench/kernel [seconds a row]
 *
 * The shapes are those of the encoder's four matrices; 48 rows are what the encoder takes at a time. Ours includes the
 * scales and biases and gives floats. The peers are loaded at run time where they are installed (Debian: libdnnl2,
 * libopenblas0-serial): oneDNN's dnnl_gemm_u8s8s32, which gives bare integers and packs the weights at each call, and
 * OpenBLAS's cblas_sgemm, floats. The last lines are what lies between the products.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tensor/kernel.h"

#define ROWS_MAX 256u
#define SIZE_MAX_ 1536u

static const struct {
    const char *name;
    uint32_t columns, depth;
} shapes[] = {{"qkv", 1152, 384}, {"out", 384, 384}, {"ffn1", 1536, 384}, {"ffn2", 384, 1536}};

static int8_t weights[SIZE_MAX_ * SIZE_MAX_], packed[SIZE_MAX_ * SIZE_MAX_];
static uint8_t quants[ROWS_MAX * SIZE_MAX_];
static float scale[SIZE_MAX_], bias[SIZE_MAX_], row_scale[ROWS_MAX], out[ROWS_MAX * SIZE_MAX_];
static float float_weights[SIZE_MAX_ * SIZE_MAX_], float_rows[ROWS_MAX * SIZE_MAX_];
static int32_t start[SIZE_MAX_], integers[ROWS_MAX * SIZE_MAX_];

typedef int dnnl_gemm(char, char, char, int64_t, int64_t, int64_t, float, const uint8_t *, int64_t, uint8_t,
                      const int8_t *, int64_t, int8_t, float, int32_t *, int64_t, const int32_t *);
typedef void blas_gemm(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *,
                       int);

static dnnl_gemm *dnnl;
static blas_gemm *blas;

/* Processor time, so that what else runs here counts less. */
static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct job {
    const struct sr_kernel *kernel; /* NULL: a peer */
    const struct sr_matrix *matrix;
    uint32_t rows;
};

static void run_ours(const struct job *j) {
    struct sr_quants q = {quants, row_scale, j->matrix->depth};
    j->kernel->product(&q, j->rows, j->matrix, out, j->matrix->columns);
}

static void run_dnnl(const struct job *j) {
    const int32_t none = 0;
    int64_t n = j->matrix->columns, k = j->matrix->depth;
    dnnl('N', 'T', 'F', j->rows, n, k, 1.0f, quants, k, 0, weights, k, 0, 0.0f, integers, n, &none);
}

static void run_blas(const struct job *j) {
    enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };
    int n = (int)j->matrix->columns, k = (int)j->matrix->depth;
    blas(ROW_MAJOR, PLAIN, TRANSPOSED, (int)j->rows, n, k, 1.0f, float_rows, k, float_weights, k, 0.0f, out, n);
}

/* Billions of products a second: the best of many rounds. */
static double measure(void (*run)(const struct job *), const struct job *j, double budget) {
    double best = 0.0, begin = seconds(), products = (double)j->rows * j->matrix->columns * j->matrix->depth;
    run(j);
    while (seconds() - begin < budget) {
        double at = seconds();
        for (int i = 0; i < 8; i++) run(j);
        double rate = 8 * products / (seconds() - at) / 1e9;
        if (rate > best) best = rate;
    }
    return best;
}

static void measure_row(const char *name, void (*run)(const struct job *), const struct sr_kernel *kernel,
                        uint32_t rows, double budget) {
    double products = 0.0, time = 0.0;
    printf("%-12s %5u", name, rows);
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        struct sr_matrix m = {packed,          scale,          bias, start, shapes[s].columns, shapes[s].columns,
                              shapes[s].depth, shapes[s].depth};
        struct job job = {kernel, &m, rows};
        double size = (double)m.columns * m.depth, rate;
        sr_pack(weights, m.columns, m.depth, packed);
        sr_pack_starts(packed, m.columns, m.depth, start);
        rate = measure(run, &job, budget / 4);
        products += size;
        time += size / rate;
        printf(" %8.1f", rate);
    }
    printf(" %8.1f\n", products / time);
    fflush(stdout);
}

/* Microseconds for one row of what lies between the products of one layer. */
static void measure_between(const struct sr_kernel *k, double budget) {
    static float scratch[(SIZE_MAX_ + 64) * 64];
    struct sr_quants q = {quants, row_scale, SIZE_MAX_};
    double best[4] = {1e9, 1e9, 1e9, 1e9};
    for (double begin = seconds(); seconds() - begin < budget;) {
        double at[5];
        struct sr_attention a = {float_rows, float_rows + 384, float_rows + 768, out, 128, 1152, 384, 32, scratch};
        for (size_t i = 0; i < ROWS_MAX * SIZE_MAX_; i++) float_rows[i] = (float)(i * 7 % 1001) / 500.0f - 1.0f;
        at[0] = seconds();
        for (int h = 0; h < 12; h++) k->attend(&a);
        at[1] = seconds();
        k->quantise(float_rows, 128, 1536, 1536, 1, &q);
        at[2] = seconds();
        k->quantise(float_rows, 128, 384, 384, 0, &q);
        at[3] = seconds();
        k->normalise(float_rows, 384, float_weights, 384, 128, 384, scale, bias, 1e-12f);
        at[4] = seconds();
        for (int i = 0; i < 4; i++) {
            double each = (at[i + 1] - at[i]) / 128 * 1e6;
            if (each < best[i]) best[i] = each;
        }
    }
    printf("%-12s attention over 128 rows %.2f, GELU and quantise 1536 %.2f, quantise 384 %.2f, normalise 384 %.2f\n",
           k->name, best[0], best[1], best[2], best[3]);
}

/* A function of a library that may not be there. Copied, since ISO C turns no data pointer into a function's. */
static void find(const char *library, const char *name, void *function, size_t size) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL), *symbol = handle ? dlsym(handle, name) : NULL;
    memcpy(function, &symbol, size);
}

int main(int argc, char **argv) {
    double budget = argc > 1 ? strtod(argv[1], NULL) : 1.0;
    setenv("OMP_NUM_THREADS", "1", 1);
    find("libdnnl.so.2", "dnnl_gemm_u8s8s32", &dnnl, sizeof dnnl);
    find("libopenblas.so.0", "cblas_sgemm", &blas, sizeof blas);
    for (size_t i = 0; i < sizeof weights; i++) {
        weights[i] = (int8_t)((int)(i * 31 % 127) - 63);
        float_weights[i] = (float)weights[i] / 64.0f;
    }
    for (size_t i = 0; i < sizeof quants; i++) quants[i] = (uint8_t)(1 + i * 17 % 255);
    for (size_t i = 0; i < SIZE_MAX_; i++) scale[i] = 1e-3f, bias[i] = 0.5f;
    for (size_t i = 0; i < ROWS_MAX; i++) row_scale[i] = 1e-2f;
    printf("billions of products a second\n%-12s %5s %8s %8s %8s %8s %8s\n", "", "rows", "qkv", "out", "ffn1", "ffn2",
           "all");
    for (uint32_t rows = 48; rows <= ROWS_MAX; rows += 208) {
        for (uint32_t k = 0; sr_kernel_at(k); k++) {
            measure_row(sr_kernel_at(k)->name, run_ours, sr_kernel_at(k), rows, budget);
        }
        if (dnnl) measure_row("oneDNN", run_dnnl, NULL, rows, budget);
        if (blas) measure_row("OpenBLAS", run_blas, NULL, rows, budget);
    }
    printf("microseconds a row\n");
    for (uint32_t k = 0; sr_kernel_at(k); k++) measure_between(sr_kernel_at(k), budget);
    return 0;
}
