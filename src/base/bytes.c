#include "base/bytes.h"

struct sr_bytes sr_bytes_of(struct sr_str bytes) {
    const unsigned char *p = (const unsigned char *)bytes.p;
    return (struct sr_bytes){p, p + bytes.n, false};
}

void sr_bytes_put(struct sr_buf *out, uint64_t value, int size) {
    char bytes[8];
    for (int i = 0; i < size; i++) bytes[i] = (char)(value >> (8 * i) & 0xFF);
    sr_buf_add(out, bytes, (size_t)size);
}

void sr_bytes_put_str(struct sr_buf *out, struct sr_str s) {
    sr_bytes_put(out, s.p ? (uint64_t)s.n + 1 : 0, 4);
    if (!s.p) return;
    sr_buf_str(out, s);
    sr_buf_char(out, 0);
}

struct sr_str sr_bytes_get_str(struct sr_bytes *b) {
    struct sr_str none = {NULL, 0};
    uint64_t size = sr_bytes_get(b, 4); /* the NUL counted */
    if (!size) return none;
    if ((uint64_t)(b->end - b->p) < size || b->p[size - 1]) {
        b->bad = true;
        return none;
    }
    b->p += size;
    return (struct sr_str){(const char *)b->p - size, (uint32_t)size - 1};
}

uint32_t sr_bytes_get_count(struct sr_bytes *b) {
    uint64_t count = sr_bytes_get(b, 4);
    if (count <= (uint64_t)(b->end - b->p)) return (uint32_t)count;
    b->bad = true;
    return 0;
}

uint8_t sr_bytes_get_enum(struct sr_bytes *b, uint32_t count) {
    uint64_t value = sr_bytes_get(b, 1);
    if (value < count) return (uint8_t)value;
    b->bad = true;
    return 0;
}
