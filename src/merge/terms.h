/* terms.h: the words of a record by which it is told from others. Private to merge/. */
#ifndef SR_MERGE_TERMS_H
#define SR_MERGE_TERMS_H

#include "merge/keep.h"

/* Fill out->terms, by word. False when memory runs out. */
SR_MUST_USE bool sr_keep_terms(struct sr_pool *pool, const struct sr_read_record *record, struct sr_arena *scratch,
                               struct sr_kept *out);

/* The words of a table's keys, into `words`. False when memory runs out. */
SR_MUST_USE bool sr_words_of_table(const struct sr_table *table, struct sr_arena *arena, struct sr_map *words);

/* The shared copy of a string, as an index; SR_NONE when memory runs out. */
uint32_t sr_pool_index(struct sr_pool *pool, struct sr_str s);

#endif
