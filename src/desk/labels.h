/* labels.h: what the page calls measures, facets and values, by the tables of data/en/. For desk/ only. */
#ifndef SR_DESK_LABELS_H
#define SR_DESK_LABELS_H

#include "lexicon/lexicon.h"
#include "store/store.h"

/* "killed"; of hostages who are held, "still held". The measure itself where the table lacks it. */
struct sr_str sr_label_measure(const struct sr_lexicon *lexicon, struct sr_str measure, struct sr_str state);

/* "side=perpetrators" → "attackers", "nationality=IN" → "from India"; {NULL, 0} for the whole. */
struct sr_str sr_label_facet(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_str facet);

/* "17", "17 or more", "17 to 21", "up to 21", "no number". low, best, high: SR_STORE_UNKNOWN where not known. */
struct sr_str sr_label_figure(struct sr_arena *arena, int64_t low, int64_t best, int64_t high);

/* Whether a change is of a figure that was not known before it. */
bool sr_is_first_figure(const struct sr_store_change *change);

/* What a change of a figure is: "killed 21, was 12", "killed corrected to 12, was 21", "killed disputed, now 21", "killed no longer
 * disputed: 12", "missing 40 withdrawn"; of one without a measure, "a claim is no longer made". */
struct sr_str sr_label_change(const struct sr_lexicon *lexicon, struct sr_arena *arena,
                              const struct sr_store_change *change);

/* "hostage-taking" → "Hostage taking" */
struct sr_str sr_label_kind(struct sr_arena *arena, struct sr_str kind);

#endif
