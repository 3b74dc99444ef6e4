/* sum.h: figures that stand joined before one verb or after it add up. Private to reconcile/.
 *
 *     Six priests and two women were murdered.                  8
 *     The minister and his two bodyguards died.                 3
 *     Of the 22 people killed ten were men, twelve women.       22: no sum, they are its parts
 */
#ifndef SR_RECONCILE_SUM_H
#define SR_RECONCILE_SUM_H

#include "reconcile/reconcile.h"

/* How many the victims are who are told one by one. */
int64_t sr_told_singly(const struct sr_reconcile_in *in, const uint32_t *claims, uint32_t count);

/* Add to the chosen claim what is joined to it. */
void sr_add_joined(const struct sr_reconcile_in *in, struct sr_figure *figure);

#endif
