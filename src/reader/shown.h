/* shown.h: the entities that a record shows, from a model's mentions and names, while the stages ask the rules' mentions.
 *
 * A model finds more of what a text speaks of, and its kind, than the rules do (docs/accuracy.md); but the stages were mended
 * on the rules' mentions and lose by others (docs/decisions/0001-reader.md). So both are kept. Shown are persons,
 * organizations and places. The treebank's mention is the whole noun phrase, a reader looks for the name: where a bare
 * name holds the mention's head, the mention is that name, and a nominal ends before a name that isn't its own.
 *
 *     [President Ann Noor of [Kembe]]                shown: Ann Noor, Kembe
 *     [the tall [mayor] of [Kembe]]                  shown: the tall mayor, Kembe
 *     [the people who fled]                          shown as it is
 *     [[Kembe] Farmers' Union]                       shown: Kembe Farmers' Union; no name inside a name
 *
 * Which mentions are one entity: those that the rules have too go by the rules, so that an entity of the stages is one
 * shown; the others join the nearest of these that the model takes for the same.
 */
#ifndef SR_READER_SHOWN_H
#define SR_READER_SHOWN_H

#include "reader/reading.h"

/* Fill out->shown from the mentions, entities and names of `model`, a reading of the same tokens. `out` has the rules'
 * mentions.
 * Owns     `out->shown` lives in `arena`.
 * Errors   false when memory is out.
 * Cost     n log n in the mentions. */
SR_MUST_USE bool sr_show_mentions(struct sr_str text, const struct sr_reading *model, struct sr_reading *out,
                                  struct sr_arena *arena, struct sr_arena *scratch);

#endif
