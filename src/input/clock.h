/* clock.h: times of day as people write them at the head of an update or behind a date. */
#ifndef SR_INPUT_CLOCK_H
#define SR_INPUT_CLOCK_H

#include "base/date.h"

struct sr_lexicon;

/* "14:05", "2.15pm", "7 a.m." from *at on: fills hour, minute, second and precision, and moves *at behind it. False, with
 * nothing changed but perhaps the precision, for anything else. */
bool sr_written_clock_at(struct sr_str s, uint32_t *at, struct sr_date *d);

/* "+0100", "+01:00", "GMT", "GMT+1", "EST", after blanks or a bracket; moves *at behind it. */
bool sr_written_zone_at(const struct sr_lexicon *lexicon, struct sr_str s, uint32_t *at, int16_t *minutes);

#endif
