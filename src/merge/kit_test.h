/* kit_test.h: what the tests of members and of what is kept of a record begin with. */
#ifndef SR_MERGE_KIT_TEST_H
#define SR_MERGE_KIT_TEST_H

#include "merge/keep.h"
#include "record/made_test.h"

struct kit {
    struct sr_arena arena, scratch;
    struct sr_lexicon lexicon;
    struct sr_pool pool;
    struct sr_schema *schema;
};

static bool open_kit(struct kit *k) {
    struct sr_err err;
    sr_arena_init(&k->arena, 0);
    sr_arena_init(&k->scratch, 0);
    bool good = sr_lexicon_open(&k->lexicon, &err) == SR_OK &&
                sr_pool_open(&k->pool, &k->arena, &k->lexicon, &err) == SR_OK &&
                sr_schema_open("sitrep/1", &k->schema, &err) == SR_OK;
    SR_CHECK("the rules were read", good);
    return good;
}

static void close_kit(struct kit *k) {
    sr_schema_free(k->schema);
    sr_arena_release(&k->arena);
    sr_arena_release(&k->scratch);
}

#endif
