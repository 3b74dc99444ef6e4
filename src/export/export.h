/* export.h: records and incidents in the formats that others use.
 *
 *     sitrep/1, sitrep-incident/1, a line each  →  sr_exporter_add  →  bytes of the format
 *
 * | format     | of       | gives                                                       | page            |
 * |------------|----------|-------------------------------------------------------------|-----------------|
 * | claims     | records  | CSV, a row a claim                                          | claims.md       |
 * | annotation | records  | W3C Web Annotation, a JSON-LD object a line, one a claim    | annotation.md   |
 * | ucdp       | incidents| CSV in the 49 columns of UCDP GED, a row an incident        | ucdp.md         |
 * | acled      | incidents| CSV in ACLED's columns, a row an incident                   | acled.md        |
 * | geojson    | incidents| one FeatureCollection (RFC 7946), a feature an incident     | geojson.md      |
 * | liveblog   | incidents| schema.org LiveBlogPosting, a JSON-LD object a line         | liveblog.md     |
 * | edxl       | incidents| one EDXL-SitRep 1.0 document (XML), of one incident         | edxl.md         |
 *
 * Each format's page in docs/formats/ says what stands in which field, in which order, how it is escaped, and what the
 * format cannot hold: that is left out, never put into a field made for something else. A field that only a coder or an
 * editor can fill is left empty.
 *
 * Both kinds of lines may come, in one stream. A format of records passes over incidents. A format of incidents
 * takes from the records before them what an incident does not carry: a document's title, outlet, address and day, how
 * exactly its scene is known, and of which kind the speakers are. Without the records those fields are empty, and every
 * speaker counts as reliable.
 *
 * Before a record may stand what editors made of its claims, which the record itself never tells (`claims` alone has columns
 * for it; a store's own export, `sitrep export --db`, gives these lines):
 *
 *     {"schema":"sitrep-edits/1","document":"wire-1","claims":[{"claim":"c1","standing":"corrected","incident":"I12",
 *      "measure":"killed","of":null,"low":16,"high":16,"value":16,"hedge":"exact","polarity":"asserted","speaker":"police"}]}
 *
 * Memory: of one line, whatever their number; for formats of incidents also some hundred bytes for each record seen.
 * Nothing is written of a line that fails, and the next line can be added. Threads: an exporter belongs to one at a time.
 */
#ifndef SR_EXPORT_EXPORT_H
#define SR_EXPORT_EXPORT_H

#include "base/buf.h"

struct sr_exporter;

struct sr_exporting {                          /* all may be NULL or false; copied */
    const char *incident;                      /* of incidents: only the one with this id */
    bool extra;                                /* ucdp, acled: sitrep's own columns after the standard's */
    const char *url;                           /* liveblog: the page's address, for the updates' anchors */
    const char *publisher;                     /* liveblog: whose page it is */
    const char *coverage_start, *coverage_end; /* liveblog: ISO 8601, with offset */
    const char *prepared_by, *authorized_by;   /* edxl: names; needed */
    const char *at;                            /* edxl: when it was prepared, ISO 8601 with time and offset; needed */
};

/* Errors: SR_ERR_USAGE for a format that is none, or an option that the format needs; SR_ERR_DATE; SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_exporter_open(const char *format, const struct sr_exporting *options,
                                            struct sr_exporter **exporter, struct sr_err *err);
void sr_exporter_free(struct sr_exporter *exporter);

/* Append what a line gives to `out`. Errors: SR_ERR_JSON; SR_ERR_SCHEMA, with where; SR_ERR_FORMAT: the format cannot
 * hold this line; SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_exporter_add(struct sr_exporter *exporter, struct sr_str line, struct sr_buf *out,
                                           struct sr_err *err);

/* At the input's end, once: append what ends the file. Errors: SR_ERR_FORMAT: edxl, and there was no incident, or several;
 * SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_exporter_end(struct sr_exporter *exporter, struct sr_buf *out, struct sr_err *err);

/* What was left out, for whoever reads the file ("2 incidents are not in it: …"); NULL: nothing. */
const char *sr_exporter_note(const struct sr_exporter *exporter);

#endif
