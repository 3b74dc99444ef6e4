/* number_kind.h: what sort of number an expression is. Private to figure/. */
#ifndef SR_FIGURE_NUMBER_KIND_H
#define SR_FIGURE_NUMBER_KIND_H

#include "figure/number_parse.h"

/* `number` has its span, tokens, values and hedge; gives enum sr_number_kind. */
uint8_t sr_number_kind_of(const struct sr_number_in *in, const struct sr_number *number,
                          const struct sr_cardinal *cardinal);

#endif
