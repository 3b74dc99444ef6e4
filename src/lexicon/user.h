/* user.h: a user's own tables, which add to the built-in ones.
 *
 *     gazetteer   name, class, country, admin, lat, lon, geonameid, population, zone     places
 *     outlets     name, zone                                                            who publishes, in which zone
 *     sources     name, kind, who                                                       who speaks
 *
 * A table is TSV: lines that begin with '#' are comments, the first other line names the columns, in any order; those
 * that a table needs are its first two (gazetteer: name and country), the others may be left out. Alternative names stand
 * in one cell, parted by '|'. A row stands before built-in rows of the same name and takes none of them away, so that a
 * second Springfield is one more Springfield; where only one can be meant (an outlet's zone, a source's kind) the user's
 * is taken. Two files of one sort may be added, the later before the earlier.
 *
 * Refused, with file and line: an unknown or missing column, a row with too many cells, an empty name, a name given twice
 * (but in a gazetteer), a class, kind, country, number or zone that is none, bytes that are not UTF-8.
 */
#ifndef SR_LEXICON_USER_H
#define SR_LEXICON_USER_H

#include "lexicon/lexicon.h"

enum sr_user_table { SR_USER_GAZETTEER, SR_USER_OUTLETS, SR_USER_SOURCES, SR_USER_COUNT };

const char *sr_user_table_name(uint32_t table);
uint32_t sr_user_table_from(struct sr_str name); /* SR_USER_COUNT for none */

/* Add a table to the lexicon.
 *
 * Owns     the joined tables live in `arena`, which must outlive the lexicon.
 * Errors   SR_ERR_TABLE, as above; SR_ERR_MEMORY. The lexicon is then as it was. `file` is told in errors only.
 * Threads  none may read the lexicon meanwhile.
 * Cost     linear in both tables; the gazetteer's copy takes about ten megabytes.
 */
SR_MUST_USE enum sr_status sr_lexicon_add(struct sr_lexicon *lexicon, enum sr_user_table table, struct sr_str tsv,
                                          const char *file, struct sr_arena *arena, struct sr_err *err);

/* ---- join.c ---- */

/* The rows of both tables as one, those of `more` before those of `base` with the same key. It borrows neither. Both
 * must have as many columns. SR_ERR_MEMORY, SR_ERR_TABLE when it grows too long. */
SR_MUST_USE enum sr_status sr_table_join(const struct sr_table *base, const struct sr_table *more,
                                         struct sr_arena *arena, struct sr_table *out, struct sr_err *err);

#endif
