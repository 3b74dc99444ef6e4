/* encoder_test.c: pieces, windows, opening a model, and the encoder's bits on every kernel. */
#include "reader/encoder.h"

#include "base/test.h"
#include "reader/encoder_random.h"

#define VOCABULARY                                                                                               \
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhaitian\n'\ns\nembassies\nem\n##bass\n##ies\na\n##a\nb\n##b\ncafe\n##1\n1\n0\n" \
    "##0\n.\n,\n%\n\u4e2d\n\u00e6\nun\n##known\n##\nstra\u00dfe\n\u03c3\n"

struct piece_row {
    const char *name, *text, *pieces, *cases, *gaps; /* tokens are cut at '|' and white space */
};

/* The expected answer for each token: its pieces, joined by blanks, tokens by '|'; cases and gaps a digit a token. */
static const struct piece_row piece_rows[] = {
    {"whole, and a clitic", "Haitian|'s embassies", "haitian|' s|embassies", "211", "301"},
    {"inside pieces", "embassies embass 1000", "embassies|em ##bass|1 ##0 ##0 ##0", "110", "311"},
    {"accents off, by code point and by combining mark", "Caf\u00e9 cafe\u0301 CAFE\u0301", "cafe|cafe|cafe", "213",
     "311"},
    {"an atom that no entry begins", "abz b", "[UNK]|b", "11", "31"},
    {"unknown inside makes all of the atom unknown", "a.zb", "a . [UNK]", "1", "3"},
    {"each mark alone, and no ## after it", "1,000.", "1 , 0 ##0 ##0 .", "0", "3"},
    {"an ideograph alone", "\u4e2d\u4e2d", "\u4e2d \u4e2d", "0", "3"},
    {"a ligature stays, sharp s stays", "\u00c6 Stra\u00dfe", "\u00e6|stra\u00dfe", "42", "31"},
    {"no final sigma", "\u03a3", "\u03c3", "4", "3"},
    {"dropped code points", "a\u200db a\u00adb", "a ##b|a ##b", "11", "31"},
    {"nothing left", "\u200d", "[UNK]", "0", "3"},
    {"bytes that are not text",
     "a\xff"
     "b",
     "a ##b", "1", "3"},
    {"the cases", "a A AB Ab aB a1B .", "a|a|a ##b|a ##b|a ##b|a ##1 ##b|.", "1432550", "3111111"},
    {"the gaps", "a|a a\na\r\na\n\na\r\n \r\na\n \ta", "a|a|a|a|a|a|a|a", "11111111", "30122332"},
    {"a dotted capital I", "\u0130", "[UNK]", "4", "3"},
};

/* Tokens of a row's text; '|' is taken out, so that tokens can touch. */
static struct sr_spans cut_tokens(const char *marked, char *text, struct sr_span *spans) {
    uint32_t n = 0, count = 0;
    bool inside = false;
    for (const char *p = marked; *p; p++) {
        bool space = *p == ' ' || *p == '\n' || *p == '\r' || *p == '\t';
        if (inside && (space || *p == '|')) spans[count++].end = n;
        if (space || *p == '|') inside = false;
        else if (!inside) spans[count].start = n, inside = true;
        if (*p != '|') text[n++] = *p;
    }
    if (inside) spans[count++].end = n;
    text[n] = 0;
    return (struct sr_spans){spans, count};
}

static void check_pieces(const struct piece_row *row, const struct sr_vocabulary *v) {
    char text[256], cases[32] = "", gaps[32] = "";
    struct sr_span spans[32];
    struct sr_spans tokens = cut_tokens(row->text, text, spans);
    struct sr_arena arena;
    struct sr_pieces p;
    struct sr_err err;
    struct sr_buf out = {0};
    sr_arena_init(&arena, 0);
    SR_CHECK_INT(row->name, sr_pieces_make(v, sr_str_c(text), tokens, &arena, &p, &err), SR_OK);
    for (uint32_t t = 0; t < p.token_count; t++) {
        if (t > 0) sr_buf_char(&out, '|');
        for (uint32_t i = p.starts[t]; i < p.starts[t + 1]; i++) {
            uint32_t entry = p.pieces[i];
            if (i > p.starts[t]) sr_buf_char(&out, ' ');
            sr_buf_add(&out, v->text + v->starts[entry], v->starts[entry + 1] - v->starts[entry] - 1);
        }
        cases[t] = (char)('0' + p.cases[t]);
        gaps[t] = (char)('0' + p.gaps[t]);
    }
    SR_CHECK_STR(row->name, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(row->pieces));
    SR_CHECK_C(row->name, cases, row->cases);
    SR_CHECK_C(row->name, gaps, row->gaps);
    sr_buf_release(&out);
    sr_arena_release(&arena);
}

static void check_vocabulary(void) {
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"", "the model's vocabulary does not end in a line feed"},
        {"a", "the model's vocabulary does not end in a line feed"},
        {"a\nb\na\n", "the model's vocabulary has 'a' twice"},
        {"a\nb\n[CLS]\n[UNK]\n", "the model's vocabulary lacks [UNK], [CLS] or [SEP]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_arena arena;
        struct sr_vocabulary v;
        struct sr_err err = {0};
        sr_arena_init(&arena, 0);
        SR_CHECK_INT(rows[i].text, sr_vocabulary_make(sr_str_c(rows[i].text), &arena, &v, &err), SR_ERR_MODEL);
        SR_CHECK_C(rows[i].text, err.message, rows[i].message);
        sr_arena_release(&arena);
    }
}

/* Windows over random sizes and cuts: they cover all tokens, keep the limit; each token belongs to one that has it. */
static void check_windows(uint32_t seed, uint32_t count, uint32_t limit, uint32_t cut_every, uint32_t largest) {
    uint32_t state = seed, *starts = calloc(count + 1, sizeof *starts);
    uint8_t *cuts = calloc(count + 1, 1);
    struct sr_arena arena;
    struct sr_windows w;
    struct sr_err err;
    if (!starts || !cuts) exit(2);
    for (uint32_t t = 0; t < count; t++) {
        starts[t + 1] = starts[t] + 1 + sr_random_next(&state) % largest;
        cuts[t] = t == 0 || sr_random_next(&state) % cut_every == 0;
    }
    struct sr_pieces p = {.starts = starts, .cuts = cuts, .token_count = count};
    sr_arena_init(&arena, 0);
    SR_CHECK_INT("windows", sr_windows_make(&p, limit, &arena, &w, &err), SR_OK);
    int64_t wrong = 0;
    for (uint32_t i = 0; i < w.count; i++) {
        const struct sr_window *x = &w.items[i];
        uint32_t own_end = i + 1 < w.count ? w.items[i + 1].own : count;
        wrong += x->end <= x->first || starts[x->end] - starts[x->first] > limit - 2;
        wrong += x->own < x->first || own_end > x->end || own_end < x->own;
        if (i > 0) wrong += x->first <= x[-1].first || x->first > x[-1].end || x->own < x[-1].own;
    }
    SR_CHECK_INT("windows that break a rule", wrong, 0);
    SR_CHECK_INT("windows begin at the first token", w.count ? w.items[0].first + w.items[0].own : 0, 0);
    SR_CHECK_INT("windows reach the last token", w.count ? w.items[w.count - 1].end : 0, count);
    sr_arena_release(&arena);
    free(starts), free(cuts);
}

static const struct sr_random_model small = {64, 2, 2, 128, 64, 300, 11};

/* The same model on every kernel gives the same bits, for a text of several windows. */
static void check_kernels(void) {
    struct sr_arena arena, scratch;
    struct sr_err err;
    struct sr_span spans[400];
    char text[1200];
    float *first = NULL;
    size_t size;
    unsigned char *bytes = sr_random_model_make(&small, &size);
    if (!bytes) exit(2);
    for (uint32_t i = 0; i < 400; i++) {
        spans[i] = (struct sr_span){3 * i, 3 * i + 2};
        text[3 * i] = (char)('a' + i % 26);
        text[3 * i + 1] = i % 9 == 8 ? '.' : 'b';
        text[3 * i + 2] = ' ';
        if (i % 9 == 8) text[3 * i] = '.';
    }
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    for (uint32_t k = 0; sr_kernel_at(k); k++) {
        struct sr_encoder *encoder = NULL;
        struct sr_pieces p;
        struct sr_windows w;
        struct sr_encoded e;
        SR_CHECK_INT("open", sr_encoder_open(bytes, size, sr_kernel_at(k), &arena, &encoder, &err), SR_OK);
        if (!encoder) break;
        SR_CHECK_INT("pieces",
                     sr_pieces_make(&encoder->vocabulary, (struct sr_str){text, sizeof text},
                                    (struct sr_spans){spans, 400}, &arena, &p, &err),
                     SR_OK);
        SR_CHECK_INT("windows", sr_windows_make(&p, encoder->window, &arena, &w, &err), SR_OK);
        SR_CHECK("several windows", w.count > 3);
        SR_CHECK_INT("encode", sr_encode(encoder, &p, &w, true, &arena, &scratch, &e, &err), SR_OK);
        size_t rows = e.offsets[w.count - 1] + w.items[w.count - 1].end - w.items[w.count - 1].first;
        float least = e.vectors[0], most = e.vectors[0];
        for (size_t i = 0; i < rows * small.width; i++) {
            least = e.vectors[i] < least ? e.vectors[i] : least;
            most = e.vectors[i] > most ? e.vectors[i] : most;
        }
        SR_CHECK("vectors are spread", least < -1.0f && most > 1.0f && most < 100.0f);
        if (!first) {
            first = sr_arena_alloc(&arena, rows * small.width, sizeof *first);
            if (!first) exit(2);
            memcpy(first, e.vectors, rows * small.width * sizeof *first);
        }
        SR_CHECK_INT(encoder->kernel->name, memcmp(first, e.vectors, rows * small.width * sizeof *first), 0);
        sr_arena_reset(&scratch);
    }
    sr_arena_release(&arena);
    sr_arena_release(&scratch);
    free(bytes);
}

/* A model with one thing changed in its header; the change keeps the size. */
static void check_hostile(const char *find, const char *put, const char *message) {
    size_t size;
    unsigned char *bytes = sr_random_model_make(&small, &size);
    struct sr_arena arena;
    struct sr_encoder *encoder = NULL;
    struct sr_err err = {0};
    unsigned char *at = bytes ? memmem(bytes, size, find, strlen(find)) : NULL;
    if (!at || strlen(find) != strlen(put)) exit(2);
    memcpy(at, put, strlen(put));
    sr_arena_init(&arena, 0);
    SR_CHECK_INT(put, sr_encoder_open(bytes, size, NULL, &arena, &encoder, &err), SR_ERR_MODEL);
    SR_CHECK_C(put, err.message, message);
    SR_CHECK("no encoder", encoder == NULL);
    sr_arena_release(&arena);
    free(bytes);
}

static void check_bad_numbers(void) {
    static const struct {
        const char *array, *message;
        uint32_t value;
    } rows[] = {
        {"layer.1.ffn2.q", "array 'layer.1.ffn2.q' has a weight beyond 63", 0x40},
        {"layer.0.qkv.q", "array 'layer.0.qkv.q' has a weight beyond 63", 0x80},
        {"layer.0.out.s", "array 'layer.0.out.s' has a number that is not finite", 0x7f800000},
        {"head.arc.root", "array 'head.arc.root' has a number that is not finite", 0x7fc00000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size;
        unsigned char *bytes = sr_random_model_make(&small, &size);
        struct sr_arena arena;
        struct sr_tensors t;
        struct sr_encoder *encoder;
        struct sr_err err = {0};
        sr_arena_init(&arena, 0);
        if (!bytes || sr_tensors_open(bytes, size, &arena, &t, &err) != SR_OK) exit(2);
        const struct sr_tensor *tensor = sr_tensors_find(&t, rows[i].array);
        if (!tensor) exit(2);
        size_t at = (size_t)((const unsigned char *)tensor->data - bytes);
        memcpy(bytes + at, &rows[i].value, tensor->dtype == SR_DTYPE_I8 ? 1 : 4);
        SR_CHECK_INT(rows[i].array, sr_encoder_open(bytes, size, NULL, &arena, &encoder, &err), SR_ERR_MODEL);
        SR_CHECK_C(rows[i].array, err.message, rows[i].message);
        sr_arena_release(&arena);
        free(bytes);
    }
}

int main(void) {
    struct sr_arena arena;
    struct sr_vocabulary v;
    struct sr_err err;
    sr_arena_init(&arena, 0);
    if (sr_vocabulary_make(SR_STR(VOCABULARY), &arena, &v, &err) != SR_OK) return 2;
    for (size_t i = 0; i < sizeof piece_rows / sizeof *piece_rows; i++) check_pieces(&piece_rows[i], &v);
    sr_arena_release(&arena);
    check_vocabulary();
    for (uint32_t seed = 1; seed < 40; seed++) {
        check_windows(seed, seed * seed, 64, 1 + seed % 30, 1 + seed % 32);
        check_windows(seed, seed * 60, 256, 1 + seed, 3);
    }
    check_kernels();
    check_hostile("sitrep-reader/1", "sitrep-reader/2", "not a reader's model: its format is not 'sitrep-reader/1'");
    check_hostile("\"layer.1.ffn1.q\"", "\"layer.1.ffn1.x\"", "the model has no array 'layer.1.ffn1.q'");
    check_hostile("\\\"width\\\":64", "\\\"width\\\":60", "the model's widths are not multiples of 16 a head");
    check_hostile("\\\"layers\\\":2", "\\\"layers\\\":3", "the model has no array 'layer.2.qkv.q'");
    check_hostile("\\\"layers\\\":2", "\\\"layers\\\":0", "the model's 'layers' is missing or not within 1 to 48");
    check_hostile("\\\"window\\\":64", "\\\"window\\\":33", "the model's window is smaller than 34");
    check_hostile("\\\"xpos\\\",\\\"arc\\\"", "\\\"xpos\\\",\\\"axc\\\"",
                  "the model has a head without the one that it needs");
    check_bad_numbers();
    return sr_test_end("encoder");
}
