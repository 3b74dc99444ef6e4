/* sum.h: figures that stand joined before one verb or after it add up, and so do those that a speaker tells on top of
 * each other. Private to reconcile/.
 *
 *     Six priests and two women were murdered.                  8
 *     The minister and his two bodyguards died.                 3
 *     Twelve died on the spot and three others in hospital.     15
 *     Of the 22 people killed ten were men, twelve women.       22: no sum, they are its parts
 */
#ifndef SR_RECONCILE_SUM_H
#define SR_RECONCILE_SUM_H

#include "reconcile/reconcile.h"

/* How many the victims are who are told one by one. */
int64_t sr_told_singly(const struct sr_reconcile_in *in, const uint32_t *claims, uint32_t count);

/* Add to the chosen claim what is joined to it. */
void sr_add_joined(const struct sr_reconcile_in *in, struct sr_figure *figure);

/* "Three others succumbed": a figure told on top of one just before it, of the same measure and facet (`facets`, one a
 * claim) and by the same speaker. In `claims`, a copy of the document's, the base becomes what both make together;
 * `adds_to` [count] is the base of each that was added, SR_NONE for the others. */
void sr_add_told_besides(const struct sr_reconcile_in *in, const struct sr_str *facets, struct sr_claim *claims,
                         uint32_t *adds_to);

#endif
