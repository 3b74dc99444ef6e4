/* safetensors_test.c: a good file, and a table of hostile ones with what is said of each. */
#include "tensor/safetensors.h"

#include <stdlib.h>

#include "base/test.h"

struct hostile {
    const char *name;
    const char *header;   /* JSON, as it stands */
    uint64_t header_size; /* 0: its true size */
    uint32_t data;        /* bytes that follow */
    const char *message;  /* what the error says; NULL: the file is good */
};

#define ONE "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}"

static const struct hostile rows[] = {
    {"good", ONE "      ", 0, 24, NULL},
    {"no arrays", "{}      ", 0, 0, NULL},
    {"one number", "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}  ", 0, 1, NULL},
    {"an empty array", "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9],\"data_offsets\":[0,0]}}", 0, 0, NULL},
    {"empty beside full",
     "{\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],"
     "\"data_offsets\":[0,0]},\"__metadata__\":{\"k\":\"v\"}}",
     0, 4, NULL},
    {"no JSON", "garbage!", 0, 0, "not a safetensors file: no JSON object at byte 8"},
    {"an array for an object", "[1,2,3] ", 0, 0, "not a safetensors file: no JSON object at byte 8"},
    {"broken JSON", "{\"a\":   ", 0, 0, "the header is not JSON: unexpected token near end of file at byte 16"},
    {"something after the object", "{} x    ", 0, 0,
     "the header is not JSON: end of file expected near 'x' at byte 12"},
    {"the same name twice", "{\"a\":1,\"a\":2}", 0, 0,
     "the header is not JSON: duplicate object key near '\"a\"' at byte 18"},
    {"NUL in a name", "{\"a\\u0000b\":1}", 0, 0,
     "the header is not JSON: NUL byte in object key not supported near '\"a\\u0000b\"' at byte 19"},
    {"a header past the end", ONE, 1000, 24, "not a safetensors file, or cut short: a header of 1000 bytes in 89"},
    {"a header of 2^64 - 1", ONE, UINT64_MAX, 24,
     "not a safetensors file, or cut short: a header of 18446744073709551615 bytes in 89"},
    {"a header with no room for the object", ONE, 1, 24,
     "the header is not JSON: string or '}' expected near end of file at byte 9"},
    {"not an object", "{\"a\":[]}", 0, 0, "array 'a' is not an object"},
    {"no dtype", "{\"a\":{\"type\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 0, 4, "array 'a' has no 'dtype'"},
    {"unknown dtype", "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 0, 4,
     "array 'a' has the unknown dtype 'F33'"},
    {"another key", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 0, 4,
     "array 'a' has other keys than 'dtype', 'shape' and 'data_offsets'"},
    {"no shape", "{\"a\":{\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,4]}}", 0, 4, "array 'a' has no 'shape'"},
    {"too many dimensions", "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,1]}}", 0, 1,
     "array 'a' has 5 dimensions; at most 4 are read"},
    {"a negative dimension", "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}", 0, 1,
     "array 'a' has a dimension that is no size"},
    {"a dimension with a fraction", "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.0],\"data_offsets\":[0,1]}}", 0, 1,
     "array 'a' has a dimension that is no size"},
    {"a product past 2^64", "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967294,4294967294,2],\"data_offsets\":[0,8]}}", 0,
     8, "array 'a' is larger than memory"},
    {"one offset", "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}", 0, 1,
     "array 'a' has no pair of 'data_offsets'"},
    {"offsets backwards", "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,0]}}", 0, 1,
     "array 'a' lies outside the file's data: bytes 1 to 0 of 1"},
    {"a negative offset", "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[-1,1]}}", 0, 1,
     "array 'a' lies outside the file's data: bytes -1 to 1 of 1"},
    {"cut short", "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]}}", 0, 8,
     "array 'a' lies outside the file's data: bytes 0 to 9 of 8"},
    {"an offset near 2^63", "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9223372036854775807]}}", 0, 8,
     "array 'a' lies outside the file's data: bytes 0 to 9223372036854775807 of 8"},
    {"shape and offsets differ", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 0, 4,
     "array 'a' has 4 bytes, and its shape needs 8"},
    {"not aligned",
     "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],"
     "\"data_offsets\":[1,5]}}",
     0, 5, "array 'a' is not aligned to its items"},
    {"overlap",
     "{\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[4],"
     "\"data_offsets\":[2,6]}}",
     0, 6, "arrays 'b' and 'a' overlap"},
    {"a hole",
     "{\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[4],"
     "\"data_offsets\":[5,9]}}",
     0, 9, "bytes before array 'a' belong to none"},
    {"bytes too many", ONE, 0, 32, "8 bytes after the last array belong to none"},
    {"metadata not an object", "{\"__metadata__\":1}", 0, 0, "'__metadata__' is not an object"},
    {"metadata not strings", "{\"__metadata__\":{\"k\":1}}", 0, 0, "metadata 'k' is not a string"},
};

/* A file in memory that ends where the file ends, so that a sanitiser sees a read past it. The header is padded. */
static unsigned char *make_file(const struct hostile *row, size_t *size) {
    size_t header = strlen(row->header), padded = row->header_size ? header : (header + 7) / 8 * 8;
    uint64_t told = row->header_size ? row->header_size : padded;
    *size = 8 + padded + row->data;
    unsigned char *file = calloc(*size, 1);
    if (!file) exit(2);
    for (uint32_t i = 0; i < 8; i++) file[i] = (unsigned char)(told >> 8 * i);
    memset(file + 8, ' ', padded);
    memcpy(file + 8, row->header, header);
    return file;
}

static void check_row(const struct hostile *row) {
    struct sr_arena arena;
    struct sr_err err = {0};
    struct sr_tensors out = {.count = 77};
    size_t size;
    unsigned char *file = make_file(row, &size);
    sr_arena_init(&arena, 1u << 20);
    enum sr_status status = sr_tensors_open(file, size, &arena, &out, &err);
    SR_CHECK_C(row->name, sr_status_name(status), row->message ? "model" : "ok");
    if (row->message) {
        SR_CHECK_C(row->name, err.message, row->message);
        SR_CHECK_INT(row->name, out.count, 77);
    }
    sr_arena_release(&arena);
    free(file);
}

/* Every beginning of a good file is refused. */
static void check_cuts(void) {
    size_t size;
    unsigned char *file = make_file(&rows[0], &size);
    for (size_t cut = 0; cut < size; cut++) {
        struct sr_arena arena;
        struct sr_err err;
        struct sr_tensors out;
        unsigned char *part = malloc(cut ? cut : 1);
        if (!part) exit(2);
        memcpy(part, file, cut);
        sr_arena_init(&arena, 1u << 20);
        SR_CHECK_C("cut", sr_status_name(sr_tensors_open(part, cut, &arena, &out, &err)), "model");
        sr_arena_release(&arena);
        free(part);
    }
    free(file);
}

static void check_contents(void) {
    struct sr_arena arena;
    struct sr_err err;
    struct sr_tensors t;
    size_t size;
    const struct sr_tensor *tensor = NULL;
    unsigned char *file = make_file(&rows[4], &size);
    sr_arena_init(&arena, 1u << 20);
    SR_CHECK_INT("open", sr_tensors_open(file, size, &arena, &t, &err), SR_OK);
    SR_CHECK_INT("two arrays", t.count, 2);
    SR_CHECK_STR("metadata", sr_tensors_metadata(&t, "k"), SR_STR("v"));
    SR_CHECK("no such metadata", sr_tensors_metadata(&t, "x").p == NULL);
    SR_CHECK("no such array", sr_tensors_find(&t, "c") == NULL);
    SR_CHECK_INT("need", sr_tensors_need(&t, "b", SR_DTYPE_U8, 4, 0, &tensor, &err), SR_OK);
    SR_CHECK("in place", tensor && (const unsigned char *)tensor->data == file + size - 4);
    SR_CHECK_INT("need any", sr_tensors_need(&t, "b", SR_DTYPE_U8, SR_NONE, 0, &tensor, &err), SR_OK);
    SR_CHECK_INT("missing", sr_tensors_need(&t, "c", SR_DTYPE_U8, 4, 0, &tensor, &err), SR_ERR_MODEL);
    SR_CHECK_C("missing", err.message, "the model has no array 'c'");
    SR_CHECK_INT("another type", sr_tensors_need(&t, "b", SR_DTYPE_F32, 4, 0, &tensor, &err), SR_ERR_MODEL);
    SR_CHECK_C("another type", err.message, "array 'b' holds U8, not F32");
    SR_CHECK_INT("another rank", sr_tensors_need(&t, "b", SR_DTYPE_U8, 4, 1, &tensor, &err), SR_ERR_MODEL);
    SR_CHECK_INT("another size", sr_tensors_need(&t, "b", SR_DTYPE_U8, 5, 0, &tensor, &err), SR_ERR_MODEL);
    SR_CHECK_C("another size", err.message, "array 'b' has another shape than the model's");
    sr_arena_release(&arena);
    free(file);
}

static void check_memory(void) {
    for (uint64_t n = 1; n < 20; n++) {
        struct sr_arena arena;
        struct sr_err err;
        struct sr_tensors t;
        size_t size;
        unsigned char *file = make_file(&rows[4], &size);
        sr_arena_init(&arena, 0);
        arena.fail_after = n;
        enum sr_status status = sr_tensors_open(file, size, &arena, &t, &err);
        SR_CHECK("memory or all well", status == SR_ERR_MEMORY || status == SR_OK);
        if (n == 1) SR_CHECK_INT("the first allocation fails", status, SR_ERR_MEMORY);
        sr_arena_release(&arena);
        free(file);
    }
}

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(&rows[i]);
    check_cuts();
    check_contents();
    check_memory();
    return sr_test_end("safetensors");
}
