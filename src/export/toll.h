/* toll.h: one number of dead for an incident, by the rule of a dataset. Private to export/.
 *
 * An incident's history holds what every speaker said in every report. Out of it:
 *   stands     a step that was not withdrawn, that no step supersedes, and after which its first speaker said nothing else;
 *              of a document in its own voice the document is the speaker
 *   chosen     the last standing step that agrees with the incident's own best figure, else the last standing one
 *   overtaken  a standing step that is earlier and lower than the chosen one: tolls grow
 *
 *     09:00  police: 3                                     overtaken (its speaker says 27 later)
 *     12:00  a hospital: 31        stands      chosen      UCDP: low 24, best 31, high 31
 *     18:00  police: 24            stands                  ACLED: 24
 *
 * ucdp   best: the chosen step's number; low and high: the lowest and highest that stand, the overtaken not among the
 *        lowest. Speakers of the last rank for the killed in data/en/ranks.tsv (parties to the fight, armed groups, social
 *        media) count only where nobody else speaks; of which kind a speaker is, the records tell.
 * acled  the lowest that stands and is not overtaken: low = best = high.
 *
 * These are the rules of reconcile/ucdp.c and acled.c, which work within one document, carried over to many. A count
 * in words alone ("dozens") is no number in a record; where the records were read by the same rule ("sitrep read --rule
 * acled") the incident's figure holds what the rule makes of it, and that is taken where no step has a number.
 *
 * The dead are those of the whole toll. The attackers' dead are added where the toll is said to leave them out; where no
 * whole toll is told, those of the sides (victims, security forces, attackers) are added up, since nobody is in two.
 */
#ifndef SR_EXPORT_TOLL_H
#define SR_EXPORT_TOLL_H

#include "export/parts.h"

enum sr_toll_rule { SR_TOLL_UCDP, SR_TOLL_ACLED };

struct sr_toll {
    int64_t low, best, high; /* SR_READ_UNKNOWN: the dead are told without a number */
    const json_t *chosen;    /* the step that gave best, of the whole toll or of the first side; NULL: none */
    bool disputed;
};

/* False where no death is told, or none but denied (a highest figure of 0). */
bool sr_toll_of(struct sr_exporter *e, const json_t *incident, enum sr_toll_rule rule, struct sr_toll *out);

/* The figure of a measure, facet and state (each but the measure may be NULL); NULL: there is none. */
const json_t *sr_figure_of(const json_t *incident, const char *measure, const char *of, const char *state);

/* Which steps of a history stand, in the sense above: one for each; NULL when memory is out. Cost: linear. */
const bool *sr_steps_standing(struct sr_exporter *e, const json_t *history);

#endif
