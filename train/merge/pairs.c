/* pairs.c: the features of every pair of records on standard input, for train/merge/fit.py.
 *
 *     gcc -std=c17 -O2 -D_GNU_SOURCE -Isrc -Iinclude -Ibuild -o build/pairs train/merge/pairs.c build/libsitrep.a \
 *         $(pkg-config --libs jansson libutf8proc libmd gumbo expat uchardet zlib libzstd) -pthread -lm
 *     build/sitrep read --input jsonl < DOCUMENTS | build/pairs > PAIRS
 *
 * One line a pair: both documents' ids, then the features in the order of src/merge/features.def, parted by tabs.
 * A tool of training: it reaches into the merger's own file. */
#include "merge/merge.c"
#include "merge/score.h"

#include <stdio.h>

static void print_pair(const struct sr_merger *m, const struct sr_kept *a, const struct sr_kept *b) {
    double feature[SR_FEATURE_COUNT];
    sr_features(&m->pool.rules, &a->member, &b->member, feature);
    printf("%.*s\t%.*s", (int)a->document.n, a->document.p, (int)b->document.n, b->document.p);
    for (int i = 0; i < SR_FEATURE_COUNT; i++) printf("\t%g", feature[i]);
    putchar('\n');
}

int main(void) {
    struct sr_merger *m = NULL;
    struct sr_err err;
    if (sr_merger_open(&m, &err)) return 1;
    char *line = NULL;
    size_t size = 0;
    for (ssize_t n; (n = getline(&line, &size, stdin)) > 0;) {
        struct sr_str record = {line, (uint32_t)(line[n - 1] == '\n' ? n - 1 : n)};
        if (sr_merger_add(m, record, &err)) fprintf(stderr, "pairs: a line is left out: %s\n", err.message);
    }
    if (sr_link_versions(m->records.items, &m->records.count, &m->arena, &err)) return 1;
    for (uint32_t i = 0; i < m->records.count; i++)
        for (uint32_t k = 0; k < i; k++) print_pair(m, m->records.items[i], m->records.items[k]);
    free(line);
    sr_merger_free(m);
    return 0;
}
