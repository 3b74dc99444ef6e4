/* encoder_answers_test.c: the answers in C against those in PyTorch, for a tiny model of random weights.
 *
 * models/tiny/ holds the model, texts, and what train/export.py computed of them. Pieces, windows and decoded answers
 * must be equal; scores may differ where an activation's last bit turned (train/FORMAT.md, section 8). Every kernel is
 * held against them.
 */
#include "reader/encoder_answers.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "base/test.h"
#include "reader/encoder_work.h"

/* A file's bytes, 64-byte aligned; the caller frees them. */
static unsigned char *read_file(const char *name, size_t *size) {
    FILE *f = fopen(name, "rb");
    if (!f) {
        printf("%s: not there; run the test from the project's folder\n", name);
        exit(2);
    }
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    unsigned char *bytes = n >= 0 ? aligned_alloc(64, ((size_t)n + 64) / 64 * 64) : NULL;
    if (!bytes || fread(bytes, 1, (size_t)n, f) != (size_t)n) exit(2);
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

/* How many places of a list differ from the fixture's: out of its flattened integers, in order. */
struct flat {
    int64_t *items;
    size_t count, room;
};

static void flat_put(struct flat *f, int64_t x) {
    if (f->count == f->room) {
        f->room = f->room ? 2 * f->room : 64;
        f->items = realloc(f->items, f->room * sizeof *f->items);
        if (!f->items) exit(2);
    }
    f->items[f->count++] = x;
}

static void flatten(const json_t *value, struct flat *f) {
    if (json_is_integer(value)) flat_put(f, json_integer_value(value));
    for (size_t i = 0; i < json_array_size(value); i++) flatten(json_array_get(value, i), f);
}

static void check_flat(const char *what, size_t text, const char *kernel, struct flat *got, const json_t *want) {
    struct flat w = {0};
    char name[128];
    flatten(want, &w);
    snprintf(name, sizeof name, "%s of text %zu, %s", what, text, kernel);
    SR_CHECK_INT(name, got->count, w.count);
    for (size_t i = 0; i < got->count && i < w.count; i++) {
        if (got->items[i] == w.items[i]) continue;
        char place[192];
        snprintf(place, sizeof place, "%s, place %zu", name, i);
        SR_CHECK_INT(place, got->items[i], w.items[i]);
        break;
    }
    SR_CHECK("same", got->count == w.count);
    free(w.items);
    got->count = 0;
}

static void put_chunks(struct flat *f, struct sr_answer_chunks chunks) {
    for (uint32_t i = 0; i < chunks.count; i++) flat_put(f, chunks.items[i].first), flat_put(f, chunks.items[i].end);
}

struct fixture {
    const json_t *json;
    const struct sr_tensors *numbers;
    const struct sr_encoder *m;
    size_t text;
    struct sr_answers a;
    struct sr_answer_work w;
};

static void check_cutting(struct fixture *x, struct flat *f) {
    const struct sr_pieces *p = &x->w.pieces;
    const char *k = x->m->kernel->name;
    for (uint32_t i = 0; i < p->starts[p->token_count]; i++) flat_put(f, p->pieces[i]);
    check_flat("pieces", x->text, k, f, json_object_get(x->json, "pieces"));
    for (uint32_t t = 0; t < p->token_count; t++) flat_put(f, p->cases[t]);
    check_flat("cases", x->text, k, f, json_object_get(x->json, "case"));
    for (uint32_t t = 0; t < p->token_count; t++) flat_put(f, p->gaps[t]);
    check_flat("gaps", x->text, k, f, json_object_get(x->json, "gap"));
    for (uint32_t i = 0; i < x->w.windows.count; i++) {
        const struct sr_window *w = &x->w.windows.items[i];
        flat_put(f, w->first), flat_put(f, w->end), flat_put(f, w->own);
    }
    check_flat("windows", x->text, k, f, json_object_get(x->json, "windows"));
}

static void check_scores(struct fixture *x) {
    const struct sr_encoder *m = x->m;
    const struct {
        const char *name;
        const struct sr_matrix *matrix;
    } heads[] = {{"sent", &m->sent},   {"upos", &m->upos},       {"xpos", &m->xpos},      {"attr.bio", &m->attr_bio},
                 {"timex", &m->timex}, {"muc.bio", &m->muc_bio}, {"muc.doc", &m->muc_doc}};
    for (uint32_t k = 0; k < x->w.windows.count; k++) {
        uint32_t tokens = x->w.windows.items[k].end - x->w.windows.items[k].first;
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
            bool whole = strcmp(heads[h].name, "muc.doc") == 0;
            uint32_t rows = whole ? 1 : tokens, columns = heads[h].matrix->columns;
            char name[64];
            snprintf(name, sizeof name, "%zu.%u.%s", x->text, k, heads[h].name);
            const struct sr_tensor *want = sr_tensors_find(x->numbers, name);
            SR_CHECK_INT(name, want ? want->size : 0, rows * columns * sizeof(float));
            float *got = sr_work_floats(&x->w, rows, heads[h].matrix->columns16), worst = 0.0f, largest = 1.0f;
            if (!want || !got) continue;
            sr_linear(&x->w, heads[h].matrix, whole ? &x->w.encoded.windows : &x->w.encoded.tokens,
                      whole ? k : x->w.encoded.offsets[k], rows, got);
            for (uint32_t i = 0; i < rows * columns; i++) {
                float here = got[i / columns * heads[h].matrix->columns16 + i % columns];
                worst = fmaxf(worst, fabsf(here - ((const float *)want->data)[i]));
                largest = fmaxf(largest, fabsf(((const float *)want->data)[i]));
            }
            if (!(worst < 0.05f * largest)) printf("%s, %s: off by %g\n", name, m->kernel->name, (double)worst);
            SR_CHECK("scores are near", worst < 0.05f * largest);
        }
    }
}

static void check_sentences(struct fixture *x, struct flat *f) {
    const struct sr_answers *a = &x->a;
    const char *k = x->m->kernel->name;
    for (uint32_t i = 0; i < a->sentence_count; i++) {
        flat_put(f, a->sentences[i].first), flat_put(f, a->sentences[i].end), flat_put(f, a->sentences[i].window);
    }
    check_flat("sentences", x->text, k, f, json_object_get(x->json, "sentences"));
    for (uint32_t t = 0; t < a->token_count; t++) flat_put(f, a->upos[t]);
    check_flat("upos", x->text, k, f, json_object_get(x->json, "upos"));
    for (uint32_t t = 0; t < a->token_count; t++) flat_put(f, a->xpos[t]);
    check_flat("xpos", x->text, k, f, json_object_get(x->json, "xpos"));
    for (uint32_t t = 0; t < a->token_count; t++) flat_put(f, a->heads[t] == t ? -1 : (int64_t)a->heads[t]);
    check_flat("heads", x->text, k, f, json_object_get(x->json, "head"));
    for (uint32_t t = 0; t < a->token_count; t++) flat_put(f, a->rels[t]);
    check_flat("relations", x->text, k, f, json_object_get(x->json, "rel"));
    for (uint32_t i = 0; i < a->mention_count; i++) {
        const struct sr_answer_mention *m = &a->mentions[i];
        flat_put(f, m->first), flat_put(f, m->end - 1), flat_put(f, m->label), flat_put(f, m->cluster);
    }
    check_flat("mentions", x->text, k, f, json_object_get(x->json, "mentions"));
}

static void check_chunks(struct fixture *x, struct flat *f) {
    const struct sr_answers *a = &x->a;
    const json_t *chunks = json_object_get(x->json, "attr_chunks"), *roles = json_object_get(x->json, "muc_roles");
    const char *k = x->m->kernel->name;
    put_chunks(f, a->sources);
    check_flat("sources", x->text, k, f, json_object_get(chunks, "source"));
    put_chunks(f, a->cues);
    check_flat("cues", x->text, k, f, json_object_get(chunks, "cue"));
    put_chunks(f, a->contents);
    check_flat("contents", x->text, k, f, json_object_get(chunks, "content"));
    const json_t *attributions = json_object_get(x->json, "attributions");
    SR_CHECK_INT("attributions", a->attribution_count, json_array_size(attributions));
    for (uint32_t i = 0; i < a->attribution_count && i < json_array_size(attributions); i++) {
        const struct sr_answer_attribution *it = &a->attributions[i];
        const json_t *want = json_array_get(attributions, i);
        if (it->source != SR_NONE) put_chunks(f, (struct sr_answer_chunks){a->sources.items + it->source, 1});
        check_flat("an attribution's source", x->text, k, f, json_object_get(want, "source"));
        put_chunks(f, (struct sr_answer_chunks){a->cues.items + it->cue, 1});
        check_flat("an attribution's cue", x->text, k, f, json_object_get(want, "cue"));
        for (uint32_t c = 0; c < it->contents.count; c++) {
            put_chunks(f, (struct sr_answer_chunks){a->contents.items + it->contents.items[c], 1});
        }
        check_flat("an attribution's contents", x->text, k, f, json_object_get(want, "content"));
    }
    put_chunks(f, a->times); /* the labels are strings in the fixture and so are passed over */
    check_flat("times", x->text, k, f, json_object_get(x->json, "timex"));
    put_chunks(f, a->names);
    check_flat("names", x->text, k, f, json_object_get(x->json, "names"));
    for (uint32_t r = 0; r < x->m->labels[SR_LABELS_MUC_ROLE].count; r++) {
        for (uint32_t i = 0; i < a->roles.count; i++) {
            if (a->roles.items[i].label == r) put_chunks(f, (struct sr_answer_chunks){a->roles.items + i, 1});
        }
        const char *role = x->m->labels[SR_LABELS_MUC_ROLE].items[r].p;
        check_flat(role, x->text, k, f, json_object_get(roles, role));
    }
}

static struct sr_spans token_spans(const json_t *tokens, struct sr_arena *arena) {
    uint32_t count = (uint32_t)json_array_size(tokens);
    struct sr_span *spans = sr_arena_alloc(arena, count, sizeof *spans);
    if (!spans) exit(2);
    for (uint32_t i = 0; i < count; i++) {
        const json_t *pair = json_array_get(tokens, i);
        spans[i].start = (uint32_t)json_integer_value(json_array_get(pair, 0));
        spans[i].end = (uint32_t)json_integer_value(json_array_get(pair, 1));
    }
    return (struct sr_spans){spans, count};
}

static void check_text(struct fixture *x) {
    struct sr_arena arena, scratch;
    struct sr_err err = {0};
    struct flat f = {0};
    const json_t *text = json_object_get(x->json, "text");
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    struct sr_str s = {json_string_value(text), (uint32_t)json_string_length(text)};
    struct sr_spans tokens = token_spans(json_object_get(x->json, "tokens"), &arena);
    x->w = (struct sr_answer_work){.m = x->m, .text = s, .tokens = tokens, .arena = &arena, .scratch = &scratch};
    SR_CHECK_INT("answer", sr_answer(x->m, s, tokens, NULL, &arena, &scratch, &x->a, &err), SR_OK);
    SR_CHECK_INT("pieces", sr_pieces_make(&x->m->vocabulary, s, tokens, &arena, &x->w.pieces, &err), SR_OK);
    SR_CHECK_INT("windows", sr_windows_make(&x->w.pieces, x->m->window, &arena, &x->w.windows, &err), SR_OK);
    SR_CHECK_INT("encode", sr_encode(x->m, &x->w.pieces, &x->w.windows, false, &arena, &scratch, &x->w.encoded, &err),
                 SR_OK);
    check_cutting(x, &f);
    check_scores(x);
    check_sentences(x, &f);
    check_chunks(x, &f);
    free(f.items);
    sr_arena_release(&arena);
    sr_arena_release(&scratch);
}

/* Memory that ends anywhere gives the error, and nothing else happens. */
static void check_memory(const struct sr_encoder *m) {
    struct sr_span spans[60];
    char text[180];
    for (uint32_t i = 0; i < 60; i++) {
        spans[i] = (struct sr_span){3 * i, 3 * i + 2};
        memcpy(text + 3 * i, i % 7 == 6 ? ". " : "he ", 3);
    }
    for (uint64_t n = 1; n < 200; n += 3) {
        struct sr_arena arena, scratch;
        struct sr_answers a;
        struct sr_err err;
        sr_arena_init(&arena, 0);
        sr_arena_init(&scratch, 0);
        (n % 2 ? &arena : &scratch)->fail_after = n;
        enum sr_status status = sr_answer(m, (struct sr_str){text, sizeof text}, (struct sr_spans){spans, 60}, NULL,
                                          &arena, &scratch, &a, &err);
        SR_CHECK("memory or all well", status == SR_OK || status == SR_ERR_MEMORY);
        if (n == 1) SR_CHECK_INT("the first allocation fails", status, SR_ERR_MEMORY);
        sr_arena_release(&arena);
        sr_arena_release(&scratch);
    }
}

/* A file's path within the folder, in one of a few places that are used in turn. */
static const char *within(const char *folder, const char *file) {
    static char paths[3][512];
    static uint32_t next;
    char *path = paths[next++ % 3];
    snprintf(path, sizeof paths[0], "%s/%s", folder, file);
    return path;
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : "models/tiny";
    struct sr_arena arena;
    struct sr_tensors numbers;
    struct sr_err err = {0};
    size_t model_size, numbers_size;
    unsigned char *model = read_file(within(folder, "tiny.safetensors"), &model_size);
    unsigned char *fixture = read_file(within(folder, "fixtures.safetensors"), &numbers_size);
    json_t *texts = json_load_file(within(folder, "fixtures.json"), 0, NULL);
    sr_arena_init(&arena, 0);
    SR_CHECK_INT("numbers", sr_tensors_open(fixture, numbers_size, &arena, &numbers, &err), SR_OK);
    SR_CHECK("texts", json_array_size(texts) > 0);
    for (uint32_t k = 0; sr_kernel_at(k) && !sr_test_failed; k++) {
        struct sr_encoder *m = NULL;
        SR_CHECK_INT("open", sr_encoder_open(model, model_size, sr_kernel_at(k), &arena, &m, &err), SR_OK);
        if (!m) break;
        for (size_t i = 0; i < json_array_size(texts); i++) {
            struct fixture x = {.json = json_array_get(texts, i), .numbers = &numbers, .m = m, .text = i};
            check_text(&x);
        }
        if (k == 0) check_memory(m);
    }
    sr_arena_release(&arena);
    json_decref(texts);
    free(model), free(fixture);
    return sr_test_end("encoder_answers");
}
