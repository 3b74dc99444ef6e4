#include "merge/merge.h"

#include "merge/cluster.h"
#include "merge/versions.h"
#include "merge/write.h"

#define MOST_MEMORY ((size_t)4 << 30) /* for one line */

struct sr_merger {
    struct sr_schema *schema;
    struct sr_lexicon lexicon;
    struct sr_arena arena; /* of the line under way; then of the work at the end */
    struct sr_arena kept;
    struct sr_pool pool;
    SR_VEC(struct sr_kept *) records;
    bool done;
};

static enum sr_status open(struct sr_merger *m, struct sr_err *err) {
    enum sr_status status = sr_schema_open("sitrep/1", &m->schema, err);
    if (!status) status = sr_lexicon_open(&m->lexicon, err);
    if (!status) status = sr_pool_open(&m->pool, &m->kept, &m->lexicon, err);
    return status;
}

enum sr_status sr_merger_open(struct sr_merger **merger, struct sr_err *err) {
    struct sr_merger *m = calloc(1, sizeof *m);
    if (!m) return sr_fail_memory(err, "opening a merger");
    sr_arena_init(&m->arena, MOST_MEMORY);
    sr_arena_init(&m->kept, 0);
    enum sr_status status = open(m, err);
    if (status) sr_merger_free(m);
    else *merger = m;
    return status;
}

void sr_merger_free(struct sr_merger *m) {
    if (!m) return;
    sr_schema_free(m->schema);
    sr_arena_release(&m->arena);
    sr_arena_release(&m->kept);
    free(m);
}

enum sr_status sr_merger_add(struct sr_merger *m, struct sr_str line, struct sr_err *err) {
    struct sr_read_record record;
    struct sr_kept *k = sr_arena_alloc(&m->kept, 1, sizeof *k);
    if (!k) return sr_fail_memory(err, "keeping a record");
    sr_arena_reset(&m->arena);
    enum sr_status status = sr_record_read(m->schema, line, &m->arena, &record, err);
    if (!status) status = sr_keep(&m->pool, &record, &m->arena, k, err);
    if (status) return status;
    return SR_PUSH(&m->kept, m->records, k) ? SR_OK : sr_fail_memory(err, "keeping a record");
}

/* "I-" and six digits of the SHA-256 of its earliest document's id; more where two would share them. */
static bool make_id(const struct sr_kept *first, struct sr_map *ids, struct sr_arena *arena, struct sr_str *id) {
    for (int digits = 6; digits <= 16; digits++) {
        *id = sr_arena_printf(arena, "I-%0*llx", digits, (unsigned long long)(first->member.id >> (64 - 4 * digits)));
        if (!id->p) return false;
        if (sr_map_get(ids, *id) == SR_NONE) break;
    }
    return sr_map_set(ids, arena, *id, 1);
}

/* Write one group; a group in which no document tells of an incident gives none. */
static enum sr_status write_group(struct sr_merger *m, const uint32_t *members, uint32_t count, struct sr_map *ids,
                                  struct sr_arena *scratch, struct sr_buf *out, struct sr_err *err) {
    const struct sr_kept **documents = sr_arena_alloc(scratch, count, sizeof *documents);
    struct sr_incident_out incident = {.rules = &m->pool.rules, .documents = documents, .count = count};
    bool any = false;
    if (!documents) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < count; i++) {
        documents[i] = m->records.items[members[i]];
        any |= documents[i]->has_incident;
    }
    if (!any) return SR_OK;
    if (!make_id(documents[0], ids, &m->kept, &incident.id)) return sr_fail_memory(err, "merging");
    return sr_write_incident(&incident, scratch, out, err);
}

static enum sr_status merge_all(struct sr_merger *m, struct sr_buf *out, struct sr_err *err) {
    struct sr_clusters clusters;
    struct sr_arena scratch;
    struct sr_map ids = {0};
    enum sr_status status = sr_link_versions(m->records.items, &m->records.count, &m->arena, err);
    if (status) return status;
    const struct sr_member **members = sr_arena_alloc(&m->kept, m->records.count, sizeof *members);
    if (!members) return sr_fail_memory(err, "merging");
    for (uint32_t i = 0; i < m->records.count; i++) members[i] = &m->records.items[i]->member;
    sr_arena_init(&scratch, 0);
    status = sr_cluster(&m->pool.rules, members, m->records.count, &m->kept, &clusters, err);
    for (uint32_t i = 0; !status && i < clusters.count; i++) {
        sr_arena_reset(&scratch);
        status = write_group(m, clusters.members + clusters.starts[i], clusters.starts[i + 1] - clusters.starts[i],
                             &ids, &scratch, out, err);
    }
    sr_arena_release(&scratch);
    return status;
}

enum sr_status sr_merger_take(struct sr_merger *m, bool end, struct sr_buf *out, struct sr_err *err) {
    if (!end || m->done) return SR_OK; /* a later document may tell of any earlier incident */
    size_t before = out->size;
    m->done = true;
    sr_arena_reset(&m->arena);
    enum sr_status status = merge_all(m, out, err);
    if (status) out->size = before;
    return status;
}
