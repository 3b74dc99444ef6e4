/* encoder.c: how many words a second the encoder reads on one core, with random weights of the real shape.
 *
 *     make bench-encoder; build/bench/encoder [seconds a row] [kernel]
 *
 * One row for each kernel and each number of layers. A word is 1.3 pieces, as in news; windows are as the reader cuts
 * them. bench/kernel.c has the bare kernels.
 */
#include <stdio.h>
#include <time.h>

#include "reader/encoder.h"
#include "reader/encoder_random.h"

#define WORDS 2000u

/* Processor time, so that what else runs here counts less. */
static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A document of random pieces: 3 words of 10 have two, sentences have 22 words. */
static struct sr_pieces make_pieces(const struct sr_encoder *encoder, uint32_t words) {
    static uint32_t pieces[2 * WORDS], starts[WORDS + 1];
    static uint8_t cases[WORDS], gaps[WORDS], cuts[WORDS];
    uint32_t state = 7;
    for (uint32_t t = 0; t < words; t++) {
        uint32_t n = t % 10 < 3 ? 2 : 1;
        for (uint32_t i = 0; i < n; i++) pieces[starts[t] + i] = sr_random_next(&state) % encoder->vocabulary.count;
        starts[t + 1] = starts[t] + n;
        cases[t] = (uint8_t)(sr_random_next(&state) % SR_CASE_COUNT);
        gaps[t] = SR_GAP_SPACE;
        cuts[t] = t % 22 == 0;
    }
    return (struct sr_pieces){pieces, starts, cases, gaps, cuts, words};
}

/* Words a second over documents of that many words: the best of several rounds. */
static double measure(const struct sr_encoder *encoder, uint32_t words, double budget) {
    struct sr_arena arena, scratch;
    struct sr_pieces pieces = make_pieces(encoder, words);
    double best = 0.0, begin = seconds();
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    while (seconds() - begin < budget) {
        struct sr_windows windows;
        struct sr_encoded encoded;
        double at = seconds();
        if (sr_windows_make(&pieces, encoder->window, &arena, &windows, NULL) != SR_OK ||
            sr_encode(encoder, &pieces, &windows, false, &arena, &scratch, &encoded, NULL) != SR_OK) {
            return -1.0;
        }
        double rate = words / (seconds() - at);
        if (rate > best) best = rate;
        sr_arena_reset(&arena);
        sr_arena_reset(&scratch);
    }
    sr_arena_release(&arena);
    sr_arena_release(&scratch);
    return best;
}

static void report(const struct sr_encoder *encoder, double budget, double open) {
    printf("%-12s %6u %7u %12.0f %12.0f %12.0f %9.1f\n", encoder->kernel->name, encoder->layer_count, encoder->window,
           measure(encoder, WORDS, budget), measure(encoder, 400, budget), measure(encoder, 40, budget), open);
    fflush(stdout);
}

int main(int argc, char **argv) {
    double budget = argc > 1 ? strtod(argv[1], NULL) : 1.0;
    printf("%-12s %6s %7s %12s %12s %12s %9s\n", "kernel", "layers", "window", "words/s 2000", "words/s 400",
           "words/s 40", "open, ms");
    for (uint32_t k = 0; sr_kernel_at(k); k++) {
        if (argc > 2 && strcmp(argv[2], sr_kernel_at(k)->name) != 0) continue;
        for (uint32_t layers = 6; layers >= 3; layers -= layers == 6 ? 2 : 1) {
            for (uint32_t window = 256; window >= 128; window /= 2) {
                struct sr_random_model model = {384, layers, 12, 1536, window, 30522, 1};
                size_t size;
                unsigned char *bytes = sr_random_model_make(&model, &size);
                struct sr_arena arena;
                struct sr_encoder *encoder;
                struct sr_err err;
                sr_arena_init(&arena, 0);
                double at = seconds();
                if (!bytes || sr_encoder_open(bytes, size, sr_kernel_at(k), &arena, &encoder, &err) != SR_OK) {
                    fprintf(stderr, "bench: %s\n", bytes ? err.message : "no memory");
                    return 1;
                }
                double open = (seconds() - at) * 1e3;
                report(encoder, budget, open);
                sr_arena_release(&arena);
                free(bytes);
            }
        }
    }
    return 0;
}
