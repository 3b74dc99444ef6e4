/* edxl.c: one incident as an EDXL-SitRep 1.0 field observation. docs/formats/edxl.md
 *
 * EDXL-SitRep 1.0, OASIS Committee Specification 02 (2016). The order of elements is that of the schema's SitRepType; its
 * dates have an offset in figures, never "Z", and no fraction of a second.
 */
#include "export/csv.h"
#include "export/tell.h"
#include "export/when.h"
#include "export/xml.h"

static const char root[] = "sitrep:sitRep xmlns:sitrep=\"urn:oasis:names:tc:emergency:EDXL:SitRep:1.0\" "
                           "xmlns:ct=\"urn:oasis:names:tc:emergency:edxl:ct:1.0\" "
                           "xmlns:gml=\"http://www.opengis.net/gml/3.2\" "
                           "xmlns:xnl=\"urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl\" "
                           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

static enum sr_status open(struct sr_exporter *e, struct sr_err *err) {
    struct sr_date at;
    if (!e->options.prepared_by || !e->options.authorized_by || !e->options.at)
        return sr_fail(err, SR_ERR_USAGE, "give prepared-by, authorized-by and at",
                       "an EDXL-SitRep says who prepared and who authorized it, and when");
    if (sr_date_parse(sr_str_c(e->options.at), &at) && at.precision >= SR_PRECISION_MINUTE && at.has_offset)
        return SR_OK;
    return sr_fail(err, SR_ERR_DATE, "write it as 2015-11-20T16:16-05:00",
                   "at is not a date with time and offset: '%.60s'", e->options.at);
}

/* "2015-11-20T07:00:00+00:00". A date without an offset counts as UTC's, as everywhere here. */
static struct sr_str stamp(struct sr_exporter *e, const struct sr_date *d) {
    int offset = d->has_offset ? d->offset_minutes : 0, minutes = offset < 0 ? -offset : offset;
    return SAY("%04d-%02u-%02uT%02u:%02u:%02u%c%02d:%02d", d->year, d->month, d->day, d->hour, d->minute, d->second,
               offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void put_person(struct sr_xml *x, const char *name, const char *who, struct sr_str when) {
    char tag[64];
    (void)snprintf(tag, sizeof tag, "sitrep:%s", name);
    sr_xml_open(x, tag);
    sr_xml_open(x, "ct:personDetails");
    sr_xml_open(x, "xnl:personName");
    sr_xml_text(x, "xnl:nameElement", sr_str_c(who));
    sr_xml_close(x, "xnl:personName");
    sr_xml_close(x, "ct:personDetails");
    sr_xml_text(x, "ct:timeValue", when);
    sr_xml_close(x, tag);
}

/* From when it began, as far as that is known, to when the report was prepared. */
static void put_period(struct sr_exporter *e, struct sr_xml *x, const json_t *v, const struct sr_date *at) {
    struct sr_when when;
    bool known = sr_when_of(e, v, &when) && sr_date_seconds(&when.begin) <= sr_date_seconds(at);
    sr_xml_open(x, "sitrep:forTimePeriod");
    sr_xml_text(x, "ct:fromDateTime", stamp(e, known ? &when.begin : at));
    sr_xml_text(x, "ct:toDateTime", stamp(e, at));
    sr_xml_close(x, "sitrep:forTimePeriod");
}

static void put_place(struct sr_exporter *e, struct sr_xml *x, const struct sr_export_scene *s) {
    sr_xml_open(x, "sitrep:observationLocation");
    if (s->has_point) {
        struct sr_cell lat = sr_cell_real(e, s->lat, 5), lon = sr_cell_real(e, s->lon, 5);
        sr_xml_open(x, "ct:EDXLGeoLocation");
        sr_xml_open(x, "gml:point gml:Id=\"scene\" SrsName=\"urn:ogc:def:crs:EPSG::4326\"");
        sr_xml_text(x, "gml:pos", SAY("%.*s %.*s", S(lat.text), S(lon.text)));
        sr_xml_close(x, "gml:point");
        sr_xml_close(x, "ct:EDXLGeoLocation");
    } else {
        sr_xml_open(x, "ct:EDXLGeoPoliticalLocation");
        sr_xml_open(x, "ct:geoCode");
        sr_xml_text(x, "ct:valueListURI", SR_STR("urn:iso:std:iso:3166"));
        sr_xml_text(x, "ct:value", s->iso);
        sr_xml_close(x, "ct:geoCode");
        sr_xml_close(x, "ct:EDXLGeoPoliticalLocation");
    }
    sr_xml_close(x, "sitrep:observationLocation");
}

static void put_report(struct sr_exporter *e, struct sr_xml *x, const json_t *v, const struct sr_export_scene *scene) {
    struct sr_str what = sr_tell_incident(e, v, scene), figures = sr_tell_figures(e, v);
    sr_xml_open(x, "sitrep:report xsi:type=\"sitrep:FieldObservationType\"");
    put_place(e, x, scene);
    sr_xml_text(x, "sitrep:immediateNeeds", SR_STR("Unknown"));
    sr_xml_text(x, "sitrep:observationText", SAY("%.*s. %.*s", S(what), S(figures)));
    sr_xml_close(x, "sitrep:report");
}

static void put_document(struct sr_exporter *e, const json_t *v, const struct sr_export_scene *scene) {
    struct sr_buf *out = &e->held;
    struct sr_xml x = {out, 0};
    struct sr_str id = sr_value_str(v, "id");
    struct sr_date at = {0};
    (void)sr_date_parse(sr_str_c(e->options.at), &at);
    struct sr_str when = stamp(e, &at);
    sr_buf_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    sr_xml_open(&x, root);
    sr_xml_text(&x, "sitrep:messageID", SAY("%.*s-%.*s", S(id), S(when)));
    put_person(&x, "preparedBy", e->options.prepared_by, when);
    put_person(&x, "authorizedBy", e->options.authorized_by, when);
    sr_xml_text(&x, "sitrep:reportPurpose",
                SR_STR("What news reports say of an incident, read by a program and not checked by a person."));
    sr_xml_text(&x, "sitrep:reportNumber", SR_STR("1"));
    sr_xml_text(&x, "sitrep:reportVersion", SR_STR("Initial"));
    put_period(e, &x, v, &at);
    sr_xml_text(&x, "sitrep:incidentID", id);
    sr_xml_text(&x, "sitrep:reportConfidence", SR_STR("Unsure"));
    sr_xml_text(&x, "sitrep:severity", SR_STR("Unknown"));
    put_report(e, &x, v, scene);
    sr_xml_close(&x, "sitrep:sitRep");
}

static enum sr_status incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct sr_export_scene scene;
    bool placed = sr_export_scene(e, v, &scene) && (scene.has_point || scene.iso.p);
    if (!placed)
        return sr_fail(err, SR_ERR_FORMAT, "", "an EDXL-SitRep needs a place, and none is known of '%.40s'",
                       sr_value_str(v, "id").p);
    if (!e->written++) put_document(e, v, &scene);
    if (e->held.failed) e->failed = true;
    return SR_OK;
}

static enum sr_status end(struct sr_exporter *e, struct sr_err *err) {
    if (!e->written)
        return sr_fail(err, SR_ERR_FORMAT, "make incidents of records: 'sitrep merge'",
                       "there is no incident to report");
    if (e->written > 1)
        return sr_fail(err, SR_ERR_FORMAT, "name the one that is wanted: --incident ID",
                       "an EDXL-SitRep is of one incident, and %llu were in the input", (unsigned long long)e->written);
    sr_buf_add(e->out, e->held.p, e->held.size);
    return SR_OK;
}

const struct sr_export_format sr_export_edxl = {.name = "edxl", .open = open, .incident = incident, .end = end};
