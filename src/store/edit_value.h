/* edit_value.h: a corrected value as text, as the store keeps it: a hedge and a number, or two numbers with a dash.
 *
 *     12   at-least 12   more-than 12   at-most 12   less-than 12   about 12   12-15   vague
 *
 * The same form for whoever corrects by hand: `12-15` is a range.
 */
#ifndef SR_STORE_EDIT_VALUE_H
#define SR_STORE_EDIT_VALUE_H

#include "base/arena.h"

struct sr_edit_value {
    int64_t low, high, value; /* SR_STORE_UNKNOWN: null */
    const char *hedge;        /* a name of sitrep/1 */
};

/* False for anything else: no number where the hedge asks for one, a second number below the first. */
bool sr_edit_value_read(struct sr_str text, struct sr_edit_value *out);

/* The form of a value; {NULL, 0}: memory. What has no form ("about" without a number) is "vague". */
struct sr_str sr_edit_value_write(struct sr_arena *arena, const struct sr_edit_value *value);

#endif
