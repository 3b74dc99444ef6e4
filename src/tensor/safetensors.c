/* safetensors.c: reads the header with jansson, believes nothing of it. */
#include "tensor/safetensors.h"

#include <jansson.h>
#include <stdlib.h>

#define HEADER_MAX (1u << 20)
#define PREFIX 8u

static const char remake[] = "make the file again with train/export.py";

struct dtype_name {
    const char *name;
    uint32_t size;
};

static const struct dtype_name dtypes[] = {
#define X(ID, size) {#ID, size},
#include "tensor/dtype.def"
#undef X
};

struct header {
    const unsigned char *data; /* past the header */
    size_t data_size;
    struct sr_arena *arena;
    struct sr_err *err;
    struct sr_tensor *items; /* [count] */
    uint32_t count;
    struct sr_metadata *metadata; /* [metadata_count] */
    uint32_t metadata_count;
};

static enum sr_status copy_json_string(struct header *h, const char *p, size_t n, struct sr_str *out) {
    *out = sr_arena_str(h->arena, (struct sr_str){p, (uint32_t)n});
    return out->p ? SR_OK : sr_fail_memory(h->err, "the names in a model file");
}

static enum sr_status read_metadata(struct header *h, const json_t *object) {
    const char *key;
    json_t *value;
    if (!json_is_object(object)) return sr_fail(h->err, SR_ERR_MODEL, remake, "'__metadata__' is not an object");
    h->metadata = sr_arena_alloc(h->arena, json_object_size(object), sizeof *h->metadata);
    if (!h->metadata) return sr_fail_memory(h->err, "a model file's metadata");
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (!json_is_string(value)) {
            return sr_fail(h->err, SR_ERR_MODEL, remake, "metadata '%.60s' is not a string", key);
        }
        struct sr_metadata *m = &h->metadata[h->metadata_count++];
        enum sr_status status = copy_json_string(h, key, strlen(key), &m->key);
        if (status != SR_OK) return status;
        status = copy_json_string(h, json_string_value(value), json_string_length(value), &m->value);
        if (status != SR_OK) return status;
    }
    return SR_OK;
}

static enum sr_status read_dtype(struct header *h, const char *name, const json_t *value, struct sr_tensor *out) {
    const char *dtype = json_string_value(value);
    if (!dtype) return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has no 'dtype'", name);
    for (uint32_t i = 0; i < SR_DTYPE_COUNT; i++) {
        if (strcmp(dtypes[i].name, dtype) != 0) continue;
        out->dtype = (enum sr_dtype)i;
        return SR_OK;
    }
    return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has the unknown dtype '%.20s'", name, dtype);
}

/* The shape, and through it the size that the array must have. */
static enum sr_status read_shape(struct header *h, const char *name, const json_t *value, struct sr_tensor *out) {
    if (!json_is_array(value)) return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has no 'shape'", name);
    if (json_array_size(value) > SR_RANK_MAX) {
        return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has %zu dimensions; at most %u are read", name,
                       json_array_size(value), SR_RANK_MAX);
    }
    out->rank = (uint32_t)json_array_size(value);
    out->size = dtypes[out->dtype].size;
    for (uint32_t i = 0; i < out->rank; i++) {
        const json_t *dimension = json_array_get(value, i);
        json_int_t n = json_integer_value(dimension);
        if (!json_is_integer(dimension) || n < 0 || n >= SR_NONE) {
            return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has a dimension that is no size", name);
        }
        out->shape[i] = (uint32_t)n;
        if (__builtin_mul_overflow(out->size, (size_t)n, &out->size)) {
            return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' is larger than memory", name);
        }
    }
    return SR_OK;
}

static enum sr_status read_offsets(struct header *h, const char *name, const json_t *value, struct sr_tensor *out) {
    const json_t *first = json_array_get(value, 0), *second = json_array_get(value, 1);
    if (json_array_size(value) != 2 || !json_is_integer(first) || !json_is_integer(second)) {
        return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has no pair of 'data_offsets'", name);
    }
    json_int_t begin = json_integer_value(first), end = json_integer_value(second);
    if (begin < 0 || end < begin || (uint64_t)end > h->data_size) {
        return sr_fail(h->err, SR_ERR_MODEL, "the file may be cut short; fetch or make it again",
                       "array '%.60s' lies outside the file's data: bytes %lld to %lld of %zu", name, (long long)begin,
                       (long long)end, h->data_size);
    }
    if ((uint64_t)(end - begin) != out->size) {
        return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' has %lld bytes, and its shape needs %zu", name,
                       (long long)(end - begin), out->size);
    }
    out->data = h->data + begin;
    if (out->size && (uintptr_t)out->data % dtypes[out->dtype].size != 0) {
        return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' is not aligned to its items", name);
    }
    return SR_OK;
}

static enum sr_status read_tensor(struct header *h, const char *name, const json_t *value) {
    struct sr_tensor tensor = {0};
    if (!json_is_object(value)) return sr_fail(h->err, SR_ERR_MODEL, remake, "array '%.60s' is not an object", name);
    if (json_object_size(value) != 3) {
        return sr_fail(h->err, SR_ERR_MODEL, remake,
                       "array '%.60s' has other keys than 'dtype', 'shape' and 'data_offsets'", name);
    }
    enum sr_status status = read_dtype(h, name, json_object_get(value, "dtype"), &tensor);
    if (status == SR_OK) status = read_shape(h, name, json_object_get(value, "shape"), &tensor);
    if (status == SR_OK) status = read_offsets(h, name, json_object_get(value, "data_offsets"), &tensor);
    if (status == SR_OK) status = copy_json_string(h, name, strlen(name), &tensor.name);
    if (status == SR_OK) h->items[h->count++] = tensor;
    return status;
}

static int by_place(const void *a, const void *b) {
    const struct sr_tensor *x = a, *y = b;
    uintptr_t p = (uintptr_t)x->data, q = (uintptr_t)y->data;
    if (p != q) return p < q ? -1 : 1;
    return x->size < y->size ? -1 : x->size > y->size; /* an empty one before the one that begins there */
}

static int by_name(const void *a, const void *b) {
    const struct sr_tensor *x = a, *y = b;
    return strcmp(x->name.p, y->name.p); /* JSON strings with NUL are refused, so these end where they should */
}

/* Every byte of the data belongs to exactly one array. */
static enum sr_status check_places(struct header *h) {
    const unsigned char *at = h->data;
    qsort(h->items, h->count, sizeof *h->items, by_place);
    for (uint32_t i = 0; i < h->count; i++) {
        const struct sr_tensor *t = &h->items[i];
        if ((const unsigned char *)t->data < at) {
            return sr_fail(h->err, SR_ERR_MODEL, remake, "arrays '%.60s' and '%.60s' overlap", h->items[i - 1].name.p,
                           t->name.p);
        }
        if ((const unsigned char *)t->data > at) {
            return sr_fail(h->err, SR_ERR_MODEL, remake, "bytes before array '%.60s' belong to none", t->name.p);
        }
        at += t->size;
    }
    if (at != h->data + h->data_size) {
        return sr_fail(h->err, SR_ERR_MODEL, remake, "%zu bytes after the last array belong to none",
                       (size_t)(h->data + h->data_size - at));
    }
    qsort(h->items, h->count, sizeof *h->items, by_name);
    return SR_OK;
}

static enum sr_status read_object(struct header *h, const json_t *root) {
    const char *name;
    json_t *value;
    enum sr_status status = SR_OK;
    if (!json_is_object(root)) return sr_fail(h->err, SR_ERR_MODEL, remake, "the header is not a JSON object");
    h->items = sr_arena_alloc(h->arena, json_object_size(root), sizeof *h->items);
    if (!h->items) return sr_fail_memory(h->err, "the list of a model file's arrays");
    json_object_foreach((json_t *)(uintptr_t)root, name, value) {
        if (strcmp(name, "__metadata__") == 0) status = read_metadata(h, value);
        else status = read_tensor(h, name, value);
        if (status != SR_OK) return status;
    }
    return check_places(h);
}

enum sr_status sr_tensors_open(const void *bytes, size_t size, struct sr_arena *arena, struct sr_tensors *out,
                               struct sr_err *err) {
    const unsigned char *p = bytes;
    const char *not_one = "give a file that train/export.py has made";
    uint64_t header_size = 0;
    if (size < PREFIX + 2) return sr_fail(err, SR_ERR_MODEL, not_one, "not a safetensors file: only %zu bytes", size);
    for (uint32_t i = PREFIX; i-- > 0;) header_size = header_size << 8 | p[i];
    if (header_size > size - PREFIX) {
        return sr_fail(err, SR_ERR_MODEL, not_one,
                       "not a safetensors file, or cut short: a header of %llu bytes in %zu",
                       (unsigned long long)header_size, size);
    }
    if (header_size > HEADER_MAX) {
        return sr_fail(err, SR_ERR_MODEL, not_one, "a header of %llu bytes; at most %u are read",
                       (unsigned long long)header_size, HEADER_MAX);
    }
    if (p[PREFIX] != '{') {
        return sr_fail(err, SR_ERR_MODEL, not_one, "not a safetensors file: no JSON object at byte %u", PREFIX);
    }
    json_error_t bad;
    json_t *root = json_loadb((const char *)p + PREFIX, (size_t)header_size, JSON_REJECT_DUPLICATES, &bad);
    if (!root) {
        if (json_error_code(&bad) == json_error_out_of_memory) return sr_fail_memory(err, "a model file's header");
        return sr_fail(err, SR_ERR_MODEL, remake, "the header is not JSON: %.160s at byte %d", bad.text,
                       bad.position + (int)PREFIX);
    }
    struct header h = {.data = p + PREFIX + header_size, .data_size = size - PREFIX - (size_t)header_size};
    h.arena = arena;
    h.err = err;
    enum sr_status status = read_object(&h, root);
    json_decref(root);
    if (status == SR_OK) *out = (struct sr_tensors){h.items, h.metadata, h.count, h.metadata_count};
    return status;
}

const struct sr_tensor *sr_tensors_find(const struct sr_tensors *tensors, const char *name) {
    uint32_t low = 0, high = tensors->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(tensors->items[middle].name.p, name);
        if (order == 0) return &tensors->items[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

enum sr_status sr_tensors_need(const struct sr_tensors *tensors, const char *name, enum sr_dtype dtype, uint32_t rows,
                               uint32_t columns, const struct sr_tensor **out, struct sr_err *err) {
    const char *other = "this program needs a file that its own train/export.py has made";
    const struct sr_tensor *t = sr_tensors_find(tensors, name);
    if (!t) return sr_fail(err, SR_ERR_MODEL, other, "the model has no array '%.60s'", name);
    if (t->dtype != dtype) {
        return sr_fail(err, SR_ERR_MODEL, other, "array '%.60s' holds %s, not %s", name, dtypes[t->dtype].name,
                       dtypes[dtype].name);
    }
    uint32_t rank = columns ? 2 : 1;
    bool fits = t->rank == rank && (rows == SR_NONE || t->shape[0] == rows);
    if (fits && rank == 2) fits = columns == SR_NONE || t->shape[1] == columns;
    if (!fits) return sr_fail(err, SR_ERR_MODEL, other, "array '%.60s' has another shape than the model's", name);
    *out = t;
    return SR_OK;
}

struct sr_str sr_tensors_metadata(const struct sr_tensors *tensors, const char *key) {
    for (uint32_t i = 0; i < tensors->metadata_count; i++) {
        if (sr_str_is(tensors->metadata[i].key, key)) return tensors->metadata[i].value;
    }
    return (struct sr_str){NULL, 0};
}
