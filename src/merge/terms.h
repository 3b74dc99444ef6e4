/* terms.h: the words of a record by which it is told from others. Private to merge/. */
#ifndef SR_MERGE_TERMS_H
#define SR_MERGE_TERMS_H

#include "merge/member.h"

#define SR_TERM_NAT 40.0 /* steps of a nat in sr_term */

/* Fill out->terms, by word. False when memory runs out. */
SR_MUST_USE bool sr_member_terms(const struct sr_merge_rules *rules, const struct sr_read_record *record,
                                 struct sr_arena *arena, struct sr_arena *scratch, struct sr_member *out);

/* The hashes of the words of a place's name, the first few, none of them 0. False when memory runs out. */
SR_MUST_USE bool sr_member_scene(struct sr_str name, struct sr_arena *scratch, uint32_t scene[SR_MEMBER_SCENE]);

/* Whether a report looks back on its incident, by its title and names: a trial, an inquest, an anniversary (clues.tsv, "looks-back").
 * What it dates near its own day is the hearing or the vigil. */
bool sr_looks_back(const struct sr_merge_rules *rules, const struct sr_read_record *record, struct sr_arena *scratch);

/* In nats. */
static inline double sr_term_rarity(const struct sr_term *term) {
    return term->rarity / SR_TERM_NAT;
}

static inline double sr_term_weight(const struct sr_term *term) {
    return term->weight / SR_TERM_NAT;
}

/* A word of the record by its hash, folded, in `arena`; {NULL, 0} where it has none, or memory runs out. */
struct sr_str sr_member_word(const struct sr_read_record *record, uint32_t hash, struct sr_arena *arena);

/* The words of a table's keys, into `words`. False when memory runs out. */
SR_MUST_USE bool sr_words_of_table(const struct sr_table *table, struct sr_arena *arena, struct sr_map *words);

#endif
