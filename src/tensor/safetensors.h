/* safetensors.h: named arrays of numbers, read where they lie.
 *
 * A file is untrusted: whatever it says is checked before it is believed, and nothing of it is copied but names and
 * metadata. Format: https://github.com/huggingface/safetensors ("Format").
 *
 *     8 bytes        n: the size of the header, little-endian
 *     n bytes        JSON: {"__metadata__": {"k": "v"}, "embed.case": {"dtype": "F32", "shape": [6, 384],
 *                           "data_offsets": [0, 9216]}, …}, white space may follow
 *     the rest       the arrays, offsets from here
 *
 * We are as strict as the format (no overlap, no hole, every byte belongs to an array) and stricter in four things:
 * the header has at most 1 MiB, an array at most four dimensions, a name stands once, and each array lies aligned to
 * its items where the file is in memory.
 */
#ifndef SR_TENSOR_SAFETENSORS_H
#define SR_TENSOR_SAFETENSORS_H

#include "base/arena.h"
#include "base/error.h"

enum sr_dtype {
#define X(ID, size) SR_DTYPE_##ID,
#include "tensor/dtype.def"
#undef X
    SR_DTYPE_COUNT
};

#define SR_RANK_MAX 4u

struct sr_tensor {
    struct sr_str name;
    const void *data;            /* in the file's bytes */
    size_t size;                 /* bytes */
    uint32_t shape[SR_RANK_MAX]; /* [rank], slowest first */
    uint32_t rank;               /* 0: one number */
    enum sr_dtype dtype;
};

struct sr_metadata {
    struct sr_str key, value;
};

struct sr_tensors {
    const struct sr_tensor *items;      /* [count], by name */
    const struct sr_metadata *metadata; /* [metadata_count], as the file has them */
    uint32_t count, metadata_count;
};

/* Read a file's header.
 *
 * Takes    the whole file in memory (mapped, linked in, or read), aligned to 8 bytes or more; borrowed for as long as
 *          `out` is used.
 * Owns     names, metadata and lists are in `arena`.
 * Errors   SR_ERR_MODEL: not such a file, or one that contradicts itself; the message says in what. SR_ERR_MEMORY.
 *          On failure `out` is unchanged.
 * Cost     n log n in the number of arrays; the data are not touched. Allocates (the JSON) and frees it again. */
SR_MUST_USE enum sr_status sr_tensors_open(const void *bytes, size_t size, struct sr_arena *arena,
                                           struct sr_tensors *out, struct sr_err *err);

/* The array of that name, or NULL. */
const struct sr_tensor *sr_tensors_find(const struct sr_tensors *tensors, const char *name);

/* The array of that name, which must have this type and shape: rows x columns, or, with columns 0, just rows. Any
 * dimension that is SR_NONE may have any size. SR_ERR_MODEL when it is missing or another. */
SR_MUST_USE enum sr_status sr_tensors_need(const struct sr_tensors *tensors, const char *name, enum sr_dtype dtype,
                                           uint32_t rows, uint32_t columns, const struct sr_tensor **out,
                                           struct sr_err *err);

/* The value of a metadata key; {NULL, 0} when there is none. */
struct sr_str sr_tensors_metadata(const struct sr_tensors *tensors, const char *key);

#endif
