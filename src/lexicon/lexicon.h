/* lexicon.h: all tables of the program, in one place.
 *
 * Each file data/en/NAME.tsv becomes the table lexicon->tables[SR_TABLE_NAME] (the build makes the enumeration from the
 * files' names). A lexicon is made once and then only read, by any number of threads.
 */
#ifndef SR_LEXICON_LEXICON_H
#define SR_LEXICON_LEXICON_H

#include "lexicon/table.h"
#include "lexicon/terms.h"

enum sr_table_id {
#define X(ID, name) SR_TABLE_##ID,
#include "gen/tables.def"
#undef X
    SR_TABLE_COUNT
};

struct sr_lexicon {
    struct sr_table tables[SR_TABLE_COUNT];
};

/* View the tables that are linked in. Cheap: nothing is copied. */
SR_MUST_USE enum sr_status sr_lexicon_open(struct sr_lexicon *lexicon, struct sr_err *err);

#endif
