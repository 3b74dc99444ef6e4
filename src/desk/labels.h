/* labels.h: what the page calls measures, facets and values, by the tables of data/en/. For desk/ only. */
#ifndef SR_DESK_LABELS_H
#define SR_DESK_LABELS_H

#include "lexicon/lexicon.h"

/* "killed"; of hostages who are held, "still held". The measure itself where the table lacks it. */
struct sr_str sr_label_measure(const struct sr_lexicon *lexicon, struct sr_str measure, struct sr_str state);

/* "side=perpetrators" → "attackers", "nationality=IN" → "from India"; {NULL, 0} for the whole. */
struct sr_str sr_label_facet(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_str facet);

/* "17", "17 or more", "17 to 21", "up to 21", "no number". low, best, high: SR_STORE_UNKNOWN where not known. */
struct sr_str sr_label_figure(struct sr_arena *arena, int64_t low, int64_t best, int64_t high);

/* "hostage-taking" → "Hostage taking" */
struct sr_str sr_label_kind(struct sr_arena *arena, struct sr_str kind);

/* How well a kind of speaker is placed to know a measure: 1 best (ranks.tsv); *least: it is of the last rank, whose
 * figures are thought unreliable. "own": the document's own voice. */
uint32_t sr_speaker_rank(const struct sr_lexicon *lexicon, struct sr_str measure, const char *kind, bool *least);

#endif
