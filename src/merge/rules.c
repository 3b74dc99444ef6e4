#include "merge/rules.h"

#include "merge/terms.h"

const char *sr_feature_name(enum sr_feature feature) {
    static const char *const names[] = {
#define X(ID, name) name,
#include "merge/features.def"
#undef X
    };
    return names[feature];
}

static bool weight_of(const struct sr_table *t, const char *name, double *out) {
    uint32_t row = sr_table_find(t, sr_str_c(name));
    if (row != SR_NONE) *out = sr_table_number(t, row, 1, 0);
    return row != SR_NONE;
}

static enum sr_status read_weights(const struct sr_table *t, struct sr_weights *w, struct sr_err *err) {
    const char *missing = NULL;
    for (uint32_t i = 0; i < SR_FEATURE_COUNT; i++)
        if (!weight_of(t, sr_feature_name(i), &w->feature[i])) missing = sr_feature_name(i);
    if (!weight_of(t, "bias", &w->bias)) missing = "bias";
    if (!weight_of(t, "threshold", &w->threshold)) missing = "threshold";
    if (!weight_of(t, "floor", &w->floor)) missing = "floor";
    if (!weight_of(t, "ceiling", &w->ceiling)) missing = "ceiling";
    if (!missing) return SR_OK;
    return sr_fail(err, SR_ERR_TABLE, "give it a row", "merge_weights has no row '%s'", missing);
}

/* A kind that the table lacks is a family of its own. */
static void read_families(const struct sr_table *t, struct sr_merge_rules *rules) {
    enum { SELDOM = 2, WIDE = 3 };
    for (uint8_t kind = 0; kind < SR_KIND_COUNT; kind++) {
        uint32_t row = sr_table_find(t, sr_str_c(sr_incident_kind_name(kind)));
        rules->family[kind] = kind;
        if (row == SR_NONE) continue;
        rules->seldom[kind] = sr_table_has(t, row, SELDOM, "1");
        rules->wide[kind] = (uint8_t)sr_table_number(t, row, WIDE, 0);
        for (uint8_t first = 0; first < kind && rules->family[kind] == kind; first++) {
            uint32_t other = sr_table_find(t, sr_str_c(sr_incident_kind_name(first)));
            if (other != SR_NONE && strcmp(sr_table_cell(t, other, 1), sr_table_cell(t, row, 1)) == 0)
                rules->family[kind] = first;
        }
    }
}

static uint32_t hash_table(const struct sr_table *t) {
    uint32_t hash = SR_HASH_BEGIN;
    for (uint32_t row = 0; row < t->rows; row++)
        for (uint32_t column = 0; column < t->columns; column++) {
            const char *cell = sr_table_cell(t, row, column);
            hash = sr_hash_more(hash, cell, (uint32_t)strlen(cell) + 1);
        }
    return hash;
}

enum sr_status sr_merge_rules_open(struct sr_merge_rules *rules, struct sr_arena *arena,
                                   const struct sr_lexicon *lexicon, struct sr_err *err) {
    static const enum sr_table_id usual[] = {SR_TABLE_KNOWN_NAMES, SR_TABLE_AGENCIES, SR_TABLE_NEWS_OUTLETS,
                                             SR_TABLE_COUNTRIES,   SR_TABLE_DEMONYMS, SR_TABLE_FIRST_NAMES,
                                             SR_TABLE_COMMON_WORDS};
    struct sr_merge_rules made = {.lexicon = lexicon};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (!sr_words_of_table(&lexicon->tables[usual[i]], arena, &made.usual))
            return sr_fail_memory(err, "opening the rules of merging");
    enum sr_status status = read_weights(&lexicon->tables[SR_TABLE_MERGE_WEIGHTS], &made.weights, err);
    if (status) return status;
    read_families(&lexicon->tables[SR_TABLE_KIND_FAMILIES], &made);
    made.ranks = hash_table(&lexicon->tables[SR_TABLE_RANKS]);
    *rules = made;
    return SR_OK;
}
