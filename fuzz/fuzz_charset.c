/* fuzz_charset.c: any bytes in any encoding; the first line is the label. Besides not crashing: what comes out is valid
 * UTF-8, the same twice, and UTF-8 that is sound comes out as it went in. */
#include <string.h>

#include "base/utf8.h"
#include "input/charset.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(struct sr_str bytes, struct sr_str told) {
    struct sr_arena arena;
    struct sr_decoded a, b;
    struct sr_err err;
    sr_arena_init(&arena, 64u << 20);
    if (sr_charset_decode(bytes, told, &arena, &a, &err) == SR_OK) {
        MUST(sr_utf8_valid(a.text.p ? a.text.p : "", a.text.n, NULL));
        MUST(sr_charset_decode(bytes, told, &arena, &b, &err) != SR_OK ||
             (sr_str_eq(a.text, b.text) && strcmp(a.name, b.name) == 0 && a.repaired == b.repaired));
        MUST(!a.utf8 ||
             (a.text.n + a.skipped == bytes.n && (!a.text.n || memcmp(a.text.p, bytes.p + a.skipped, a.text.n) == 0)));
    }
    sr_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_str all = {(const char *)data, (uint32_t)size};
    const char *nl = size ? memchr(data, '\n', size) : NULL;
    uint32_t n = nl ? (uint32_t)(nl - all.p) : 0;
    run((struct sr_str){all.p + n, all.n - n}, (struct sr_str){all.p, n});
    run(all, sr_charset_of_page(all));
    run(all, sr_charset_of_type(all));
    return 0;
}
