/* bytes.h: numbers and strings as bytes that are kept: little-endian whatever the machine.
 *
 * Written into a buffer; read with a cursor that remembers when something was none or the bytes ended too soon (`bad`), so
 * that a reader checks once, at the end. What is read after that is 0, or an empty string. */
#ifndef SR_BASE_BYTES_H
#define SR_BASE_BYTES_H

#include "base/buf.h"

struct sr_bytes {
    const unsigned char *p, *end;
    bool bad;
};

struct sr_bytes sr_bytes_of(struct sr_str bytes); /* borrowed */

void sr_bytes_put(struct sr_buf *out, uint64_t value, int size); /* its lowest `size` bytes */

static inline uint64_t sr_bytes_get(struct sr_bytes *b, int size) {
    uint64_t value = 0;
    if (b->bad || b->end - b->p < size) {
        b->bad = true;
        return 0;
    }
    for (int i = 0; i < size; i++) value |= (uint64_t)*b->p++ << (8 * i);
    return value;
}

/* Length, characters, NUL; {NULL, 0} is another than an empty one. What is read points into the bytes. */
void sr_bytes_put_str(struct sr_buf *out, struct sr_str s);
struct sr_str sr_bytes_get_str(struct sr_bytes *b);

/* A count of items, each of at least one byte: never more than there are bytes left. */
uint32_t sr_bytes_get_count(struct sr_bytes *b);

/* A value of an enumeration of `count` values. */
uint8_t sr_bytes_get_enum(struct sr_bytes *b, uint32_t count);

#endif
