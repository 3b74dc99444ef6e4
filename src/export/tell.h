/* tell.h: an incident's figures in words, for the fields of a format that a person reads. Private to export/.
 *
 *     killed: at least 22 (a Malian military source, quoted by AFP)
 *     hostages taken, from India: 20 (India)
 *
 * Labels and hedges are those of data/en/report_measures.tsv, report_facets.tsv and export_hedges.tsv. All strings are of
 * the line's arena.
 */
#ifndef SR_EXPORT_TELL_H
#define SR_EXPORT_TELL_H

#include "export/scene.h"

/* "at least 22", "2 to 3", "about 12", "number not told". */
struct sr_str sr_tell_amount(struct sr_exporter *e, const json_t *step);

/* "killed", "still held", "hostages taken, from India". */
struct sr_str sr_tell_label(struct sr_exporter *e, const json_t *figure);

/* "a Malian military source, quoted by AFP"; of a document in its own voice its outlet, else its id. */
struct sr_str sr_tell_speakers(struct sr_exporter *e, const json_t *step);

/* "killed: at least 22 (AFP)". */
struct sr_str sr_tell_step(struct sr_exporter *e, const json_t *figure, const json_t *step);

/* "hostage-taking, Bamako, Mali, 2015-11-20". `scene` may be NULL. */
struct sr_str sr_tell_incident(struct sr_exporter *e, const json_t *incident, const struct sr_export_scene *scene);

/* All its figures, a sentence each: what stands, who says so; several that differ beside each other, a dispute told. */
struct sr_str sr_tell_figures(struct sr_exporter *e, const json_t *incident);

#endif
