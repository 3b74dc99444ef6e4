/* reprints.c: which of the records on standard input are of one text, for bench/rewrites.py.
 *
 *     build/sitrep read --input jsonl < DOCUMENTS | build/bench/reprints
 *
 * A line a pair: both documents' ids and the share (merge/reprint.h), parted by tabs. Every pair is compared. */
#include <stdio.h>

#include "merge/reprint.h"

enum { MOST = 10000 };

static struct sr_member members[MOST];
static struct sr_str names[MOST];

static enum sr_status read_all(struct sr_arena *arena, uint32_t *count, struct sr_err *err) {
    struct sr_lexicon lexicon;
    struct sr_merge_rules rules;
    struct sr_schema *schema = NULL;
    struct sr_read_record record;
    struct sr_arena scratch;
    char *line = NULL;
    size_t size = 0;
    sr_arena_init(&scratch, 0);
    enum sr_status status = sr_lexicon_open(&lexicon, err);
    if (!status) status = sr_merge_rules_open(&rules, arena, &lexicon, err);
    if (!status) status = sr_schema_open("sitrep/1", &schema, err);
    for (ssize_t n; !status && *count < MOST && (n = getline(&line, &size, stdin)) > 0;) {
        struct sr_str text = {line, (uint32_t)(line[n - 1] == '\n' ? n - 1 : n)};
        status = sr_record_read(schema, text, arena, &record, err);
        if (!status) status = sr_member_make(&rules, &record, arena, &scratch, &members[*count], err);
        if (!status) names[(*count)++] = record.document;
        sr_arena_reset(&scratch);
    }
    free(line);
    sr_schema_free(schema);
    sr_arena_release(&scratch);
    return status;
}

int main(void) {
    struct sr_arena arena;
    struct sr_err err;
    uint32_t count = 0;
    sr_arena_init(&arena, 0);
    enum sr_status status = read_all(&arena, &count, &err);
    if (status) fprintf(stderr, "reprints: %s\n", err.message);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (sr_is_reprint(&members[k], &members[i]))
                printf("%.*s\t%.*s\t%.2f\n", (int)names[k].n, names[k].p, (int)names[i].n, names[i].p,
                       sr_reprint_share(&members[k], &members[i]));
    sr_arena_release(&arena);
    return status != SR_OK;
}
