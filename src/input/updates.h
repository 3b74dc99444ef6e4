/* updates.h: the dated updates of a live blog that came as plain text. */
#ifndef SR_INPUT_UPDATES_H
#define SR_INPUT_UPDATES_H

#include "input/document.h"

struct sr_lexicon;

/* Find the updates of d->text: lines that begin with a time of day ("18:42 Emergency services now say", "1705 GMT:",
 * "[6.42pm]"), two or more, all going forward or all going back. Their day is that of the publication: the newest stands on
 * it, a step over midnight counts. Without a day of publication, or with fewer such lines, d->updates stays empty.
 * False when memory runs out. */
SR_MUST_USE bool sr_updates_find(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_document *d);

#endif
