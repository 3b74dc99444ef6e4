/* mktable: compile data/en/NAME.tsv to a blob that is linked into the program.
 *
 * usage: mktable NAME.tsv NAME.bin
 */
#include <stdio.h>
#include <stdlib.h>

#include "lexicon/table.h"

static char *slurp(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    char *p = NULL;
    size_t n = 0, room = 0;
    for (;;) {
        if (n == room) {
            room = room ? room * 2 : 65536;
            char *q = realloc(p, room);
            if (!q) break;
            p = q;
        }
        size_t got = fread(p + n, 1, room - n, f);
        if (!got) break;
        n += got;
    }
    fclose(f);
    *size = n;
    return p;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: mktable NAME.tsv NAME.bin\n", stderr);
        return 2;
    }
    size_t size = 0;
    char *text = slurp(argv[1], &size);
    if (!text) {
        fprintf(stderr, "mktable: cannot read '%s'\n", argv[1]);
        return 1;
    }
    struct sr_arena scratch;
    sr_arena_init(&scratch, 0);
    struct sr_buf blob = {0};
    struct sr_err err = {0};
    int rc = 1;
    if (sr_table_compile((struct sr_str){text, (uint32_t)size}, argv[1], &scratch, &blob, &err)) {
        char line[1400];
        sr_err_format(&err, line, sizeof line);
        fprintf(stderr, "mktable: %s\n", line);
    } else {
        FILE *out = fopen(argv[2], "wb");
        if (out && fwrite(blob.p, 1, blob.size, out) == blob.size && fclose(out) == 0) rc = 0;
        else fprintf(stderr, "mktable: cannot write '%s'\n", argv[2]);
    }
    sr_buf_release(&blob);
    sr_arena_release(&scratch);
    free(text);
    return rc;
}
