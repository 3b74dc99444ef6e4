/* torture: memory fails, at each allocation in turn, and nothing crashes, leaks or lies.
 *
 * usage: torture [--every N] [--model MODEL] FILE…
 *
 * --every N fails each N-th allocation only (default 1: all). Rules read, or, for the files after --model, that model.
 *
 * For each text: first the arena's n-th allocation fails, for n = 1, 2, … until the run gets through; every stage up to
 * the last must then say SR_ERR_MEMORY, and the next run, with memory, must write the same record as before. Then, from
 * the outside, the n-th malloc, calloc or realloc of the library fails (the linker puts ours in their place); every call
 * must then fail with SR_CODE_MEMORY or have done its work. Leaks are the address sanitiser's business: run it in that
 * build too. Method: curl's runtests.pl -t. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/test.h"
#include "input/input.h"
#include "lexicon/lexicon.h"
#include "reader/encoder.h"
#include "record/record.h"
#include "report/report.h"
#include "sitrep.h"

static uint64_t fail_in; /* the n-th allocation of the heap from now fails; 0: none */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void) {
    return fail_in && --fail_in == 0;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}
void *__wrap_realloc(void *old, size_t size) {
    return fails() ? NULL : __real_realloc(old, size);
}

static uint64_t every = 1;
static struct sr_context_options who = {.reader = "rules"};

/* Read one text with the arena failing at its n-th allocation; its record in `out`. */
static enum sr_status arena_run(struct sr_str text, const struct sr_lexicon *lexicon, uint64_t n, struct sr_buf *out,
                                const struct sr_learned *learned, bool *failed) {
    struct sr_arena arena;
    struct sr_document d = {.id = SR_STR("torture"), .text = text};
    struct sr_find_in in = {.document = &d, .lexicon = lexicon, .until = SR_STAGE_RECONCILE, .learned = learned};
    struct sr_findings f = {0};
    struct sr_err err = {0};
    sr_arena_init(&arena, 0);
    arena.fail_after = n;
    enum sr_status status = sr_find(&in, &arena, &f, &err);
    *failed = n && arena.fail_after == 0;
    if (!status) {
        struct sr_record_options options = {.numbers_all = true};
        arena.fail_after = 0;
        status = sr_record_write(&f, &options, out, &err);
    }
    sr_arena_release(&arena);
    return status;
}

static void torture_arena(const char *name, struct sr_str text, const struct sr_lexicon *lexicon,
                          const struct sr_learned *learned) {
    struct sr_buf whole = {0}, out = {0};
    bool failed = true;
    unsigned silent = 0;
    uint64_t n = 1;
    SR_CHECK_INT(name, arena_run(text, lexicon, 0, &whole, learned, &failed), SR_OK);
    for (failed = true; failed; n += every) {
        sr_buf_clear(&out);
        enum sr_status status = arena_run(text, lexicon, n, &out, learned, &failed);
        if (failed && status == SR_OK && silent++ < 3)
            printf("%s: allocation %llu failed and nobody told\n", name, (unsigned long long)n);
        if (failed && status != SR_OK && status != SR_ERR_MEMORY) SR_CHECK_INT(name, status, SR_ERR_MEMORY);
    }
    SR_CHECK_INT("a failed allocation is told", silent, 0);
    sr_buf_clear(&out);
    SR_CHECK_INT(name, arena_run(text, lexicon, 0, &out, learned, &failed), SR_OK);
    SR_CHECK("the same record as before", out.size == whole.size && memcmp(out.p, whole.p, out.size) == 0);
    printf("%s: %llu allocations of the arena failed in turn\n", name, (unsigned long long)((n - every) / every));
    sr_buf_release(&whole);
    sr_buf_release(&out);
}

static int give(void *user, const struct sr_result *result) {
    (void)user;
    (void)result;
    return 0;
}

/* Everything a program does with the library; the code of the first call that failed. */
static int heap_run(const char *format, struct sr_str text) {
    struct sr_error error = {0};
    struct sr_context *context = sr_context_open_with(&who, &error);
    struct sr_input *input = context ? sr_input_open("text", 0, &error) : NULL;
    struct sr_article *article = input ? sr_article_open(context, &error) : NULL;
    struct sr_options options = {.published = "2026-03-14", .outlet = "The Torturer", .with_text = true};
    const char *bytes;
    size_t size;
    int code = article ? 0 : error.code;
    if (!code) code = sr_input_add_bytes(input, text.p, text.n, "torture", &error);
    if (!code && sr_input_next(input, article, &error) == SR_NEXT_FAILED) code = error.code;
    if (!code) code = sr_article_read(article, &options, &error);
    if (!code) code = sr_article_write(article, format, &options, &bytes, &size, &error);
    if (!code) code = sr_input_add_bytes(input, text.p, text.n, NULL, &error);
    if (!code) code = sr_read_stream(context, input, &options, format, 1, give, NULL, &error);
    sr_article_close(article);
    sr_input_close(input);
    sr_context_close(context);
    return code;
}

static void torture_heap(const char *name, const char *format, struct sr_str text) {
    uint64_t n = 1;
    for (bool failed = true; failed; n += every) {
        fail_in = n;
        int code = heap_run(format, text);
        failed = fail_in == 0;
        fail_in = 0;
        if (code != 0 && code != SR_CODE_MEMORY) SR_CHECK_INT(name, code, SR_CODE_MEMORY);
    }
    SR_CHECK_INT(name, heap_run(format, text), 0);
    printf("%s: %llu allocations of the heap failed in turn, for %s\n", name, (unsigned long long)((n - every) / every),
           format);
}

/* The model that reads from now on. */
static bool take_model(const char *path, struct sr_arena *arena, struct sr_learned *learned) {
    static _Alignas(64) char bytes[1 << 20];
    struct sr_encoder *encoder;
    FILE *f = fopen(path, "rb");
    size_t size = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    if (f) (void)fclose(f);
    if (sr_encoder_open(bytes, size, NULL, arena, &encoder, NULL)) return false;
    *learned = (struct sr_learned){encoder, SR_LEARN_ALL};
    who = (struct sr_context_options){.reader = "learned", .model = bytes, .model_size = size};
    return true;
}

int main(int argc, char **argv) {
    struct sr_lexicon lexicon;
    struct sr_arena weights;
    struct sr_learned learned = {NULL, 0};
    sr_arena_init(&weights, 0);
    if (sr_lexicon_open(&lexicon, NULL)) return 2;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--every") == 0 && i + 1 < argc) {
            every = strtoull(argv[++i], NULL, 10);
            if (!every) every = 1;
            continue;
        }
        if (strcmp(argv[i], "--model") == 0 && i + 1 < argc) {
            SR_CHECK("there is a model", take_model(argv[++i], &weights, &learned));
            continue;
        }
        static char text[1 << 20];
        FILE *f = fopen(argv[i], "rb");
        size_t size = f ? fread(text, 1, sizeof text, f) : 0;
        if (f) (void)fclose(f);
        SR_CHECK("there is a text", size > 0);
        if (!size) continue;
        struct sr_str s = {text, (uint32_t)size};
        torture_arena(argv[i], s, &lexicon, learned.encoder ? &learned : NULL);
        torture_heap(argv[i], "jsonl", s);
        torture_heap(argv[i], "text", s);
        torture_heap(argv[i], "conllu", s);
        torture_heap(argv[i], "html", s);
    }
    sr_arena_release(&weights);
    return sr_test_end("torture");
}
