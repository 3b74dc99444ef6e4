/* learned.c: how many words a second the learned reader reads end to end, with a real model and a real text.
 *
 *     make build/bench/learned; build/bench/learned MODEL.safetensors TEXT [kernel]
 *
 * Words are the syntactic words of Universal Dependencies that are no punctuation. The rules (tokens, paragraphs,
 * quotations) are timed apart; `open` is reading the model's header, checking and packing its weights.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <sys/resource.h>

#include "reader/encoder_read.h"
#include "reader/reader.h"

#define ROUNDS 12

/* Processor time, so that what else runs here counts less. */
static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static unsigned char *read_file(const char *name, size_t *size) {
    FILE *f = fopen(name, "rb");
    long n = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    unsigned char *bytes = n >= 0 ? aligned_alloc(64, ((size_t)n + 64) / 64 * 64) : NULL;
    if (!bytes || fseek(f, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)n, f) != (size_t)n) {
        fprintf(stderr, "bench: cannot read '%s'\n", name);
        exit(1);
    }
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

static const struct sr_kernel *kernel_named(const char *name) {
    for (uint32_t k = 0; name && sr_kernel_at(k); k++) {
        if (strcmp(sr_kernel_at(k)->name, name) == 0) return sr_kernel_at(k);
    }
    return sr_kernel_best();
}

static void stop(enum sr_status status, const struct sr_err *err) {
    if (status == SR_OK) return;
    fprintf(stderr, "bench: %s\n", err->message);
    exit(1);
}

int main(int argc, char **argv) {
    struct sr_arena arena, scratch, weights;
    struct sr_encoder *encoder;
    struct sr_lexicon lexicon;
    struct sr_reading base, reading = {0};
    struct sr_err err;
    struct rusage usage;
    size_t model_size, text_size;
    double by_rule = 1e9, by_model = 1e9;
    if (argc < 3) return fprintf(stderr, "usage: learned MODEL.safetensors TEXT [kernel]\n"), 1;
    unsigned char *model = read_file(argv[1], &model_size), *text = read_file(argv[2], &text_size);
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    sr_arena_init(&weights, 0);
    double at = seconds();
    stop(sr_encoder_open(model, model_size, kernel_named(argc > 3 ? argv[3] : NULL), &weights, &encoder, &err), &err);
    double open = seconds() - at;
    stop(sr_lexicon_open(&lexicon, &err), &err);
    struct sr_document document = {.text = {(const char *)text, (uint32_t)text_size}};
    struct sr_read_in in = {&document, &lexicon};
    const struct sr_learned learned = {encoder, SR_LEARN_ALL};
    for (int i = 0; i < ROUNDS; i++) {
        sr_arena_reset(&arena);
        sr_arena_reset(&scratch);
        at = seconds();
        stop(sr_read_text(&in, &arena, &base, &err), &err);
        double between = seconds();
        stop(sr_read_learned(&learned, &in, &base, &arena, &scratch, &reading, &err), &err);
        if (between - at < by_rule) by_rule = between - at;
        if (seconds() - between < by_model) by_model = seconds() - between;
    }
    uint32_t words = 0;
    for (uint32_t t = 0; t < reading.token_count; t++) words += reading.tokens[t].kind != SR_TOKEN_PUNCT;
    getrusage(RUSAGE_SELF, &usage);
    printf("%u words: rules %.0f words/s, learned %.0f words/s, both %.0f; open %.1f ms; peak %ld MB\n", words,
           words / by_rule, words / by_model, words / (by_rule + by_model), open * 1e3, usage.ru_maxrss / 1024);
    free(model), free(text);
    return 0;
}
