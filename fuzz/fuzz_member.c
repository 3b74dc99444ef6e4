/* fuzz_member.c: any bytes as one kept member after another. A member that is read is written to the same bytes; its keys
 * are told once each; two have one score whichever comes first, within its limits, and are grouped whatever they hold. */
#include <string.h>

#include "merge/cluster.h"
#include "merge/score.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 8 };

/* Members as the input holds them: each after its size, two bytes, the less first. */
static uint32_t read_members(const uint8_t *data, size_t size, struct sr_arena *arena, struct sr_member *members) {
    uint32_t count = 0;
    for (size_t at = 0; at + 2 <= size && count < MOST;) {
        size_t n = data[at] | (size_t)data[at + 1] << 8;
        at += 2;
        if (n > size - at) n = size - at;
        struct sr_str bytes = {(const char *)data + at, (uint32_t)n};
        struct sr_buf again = {0};
        at += n;
        if (sr_member_read(bytes, arena, &members[count], NULL)) continue;
        sr_member_write(&members[count++], &again);
        MUST(again.size == n && n <= SR_MEMBER_BYTES && memcmp(again.p, bytes.p, n) == 0);
        sr_buf_release(&again);
    }
    return count;
}

static void check(const struct sr_merge_rules *rules, const struct sr_member *members, uint32_t count,
                  struct sr_arena *arena) {
    const struct sr_member *list[MOST];
    struct sr_member_key keys[SR_MEMBER_KEYS];
    struct sr_clusters clusters;
    for (uint32_t i = 0; i < count; i++) {
        list[i] = &members[i];
        uint32_t n = sr_member_keys(rules, &members[i], keys);
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t j = 0; j < k; j++) MUST(keys[j].key != keys[k].key);
        for (uint32_t k = 0; k < i; k++) {
            double score = sr_score(rules, &members[i], &members[k]);
            MUST(score >= rules->weights.floor && score <= rules->weights.ceiling);
            MUST(score == sr_score(rules, &members[k], &members[i]));
        }
    }
    MUST(sr_cluster(rules, list, count, arena, &clusters, NULL) == SR_OK);
    MUST(clusters.starts[clusters.count] == count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_merge_rules rules;
    struct sr_member members[MOST];
    sr_arena_init(&arena, 0);
    MUST(sr_lexicon_open(&lexicon, NULL) == SR_OK && sr_merge_rules_open(&rules, &arena, &lexicon, NULL) == SR_OK);
    uint32_t count = read_members(data, size, &arena, members);
    check(&rules, members, count, &arena);
    sr_arena_release(&arena);
    return 0;
}
