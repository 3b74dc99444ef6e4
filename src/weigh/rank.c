#include "weigh/rank.h"

struct sr_rank sr_rank_of(const struct sr_lexicon *lexicon, struct sr_str measure, const char *kind) {
    const struct sr_table *ranks = &lexicon->tables[SR_TABLE_RANKS];
    uint32_t row = sr_table_find(ranks, measure), place = 1;
    if (row == SR_NONE) row = sr_table_find(ranks, SR_STR("default"));
    if (row == SR_NONE) place = ranks->columns;
    while (place < ranks->columns && !sr_table_has(ranks, row, place, kind)) place++;
    return (struct sr_rank){place, place + 1 >= ranks->columns};
}
