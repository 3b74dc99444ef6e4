#include "reader/clue.h"

bool sr_clue(const struct sr_lexicon *lexicon, const struct sr_reading *reading, uint32_t token, const char *set) {
    const struct sr_table *clues = &lexicon->tables[SR_TABLE_CLUES];
    if (token >= reading->token_count || !reading->tokens[token].norm.n) return false;
    uint32_t row = sr_table_find(clues, reading->tokens[token].norm);
    return row != SR_NONE && sr_table_has(clues, row, 1, set);
}
