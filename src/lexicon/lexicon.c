#include "lexicon/lexicon.h"

#define X(ID, name)                     \
    extern const char sr_blob_##name[]; \
    extern const char sr_blob_##name##_end[];
#include "gen/tables.def"
#undef X

enum sr_status sr_lexicon_open(struct sr_lexicon *lexicon, struct sr_err *err) {
    static const struct {
        const char *name, *begin, *end;
    } blobs[] = {
#define X(ID, name) {#name, sr_blob_##name, sr_blob_##name##_end},
#include "gen/tables.def"
#undef X
    };
    for (uint32_t i = 0; i < SR_TABLE_COUNT; i++) {
        enum sr_status status = sr_table_view_linked(blobs[i].begin, (size_t)(blobs[i].end - blobs[i].begin),
                                                     blobs[i].name, &lexicon->tables[i], err);
        if (status) return status;
    }
    return SR_OK;
}
