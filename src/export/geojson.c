/* geojson.c: a feature an incident, in one FeatureCollection (RFC 7946). docs/formats/geojson.md */
#include "export/dataset.h"
#include "export/put.h"
#include "export/scene.h"
#include "export/toll.h"

static void begin(struct sr_exporter *e) {
    sr_buf_c(e->out, "{\"type\":\"FeatureCollection\",\"features\":[\n");
}

/* A property that is not known is null, so that every feature has the same ones. */
/* Longitude first. */
static void put_geometry(struct sr_json *j, const struct sr_export_scene *s) {
    sr_json_key(j, "geometry");
    if (!s->has_point) {
        sr_json_null(j);
        return;
    }
    sr_json_open(j, '{');
    sr_put_c(j, "type", "Point");
    sr_put_open(j, "coordinates", '[');
    sr_json_real(j, s->lon, 5);
    sr_json_real(j, s->lat, 5);
    sr_json_close(j, ']');
    sr_json_close(j, '}');
}

/* "killed_low", "killed_best" …, flat, since map programs show properties as columns. Whole tolls only. */
static void put_figures(struct sr_exporter *e, struct sr_json *j, const json_t *incident) {
    static const char *const ends[] = {"low", "best", "high"};
    const json_t *figures = json_object_get(incident, "figures");
    bool disputed = false;
    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *f = json_array_get(figures, i);
        struct sr_str measure = sr_value_str(f, "measure"), state = sr_value_str(f, "state");
        disputed |= sr_value_true(f, "disputed");
        /* two of one name would be two keys of one name */
        if (sr_value_str(f, "of").p || sr_figure_of(incident, measure.p, NULL, state.p) != f) continue;
        if (state.p) measure = SAY("%.*s_%.*s", S(measure), S(state));
        for (size_t k = 0; k < 3; k++)
            sr_json_key_int(j, SAY("%.*s_%s", S(measure), ends[k]).p, sr_value_int(f, ends[k]));
    }
    sr_json_key(j, "disputed");
    sr_json_bool(j, disputed);
}

static void put_properties(struct sr_exporter *e, struct sr_json *j, const json_t *v, const struct sr_export_scene *s) {
    const json_t *documents = json_object_get(v, "documents");
    sr_put_open(j, "properties", '{');
    sr_json_key_str(j, "kind", sr_value_str(v, "kind"));
    sr_json_key_str(j, "begin", sr_value_str(v, "begin"));
    sr_json_key_str(j, "end", sr_value_str(v, "end"));
    sr_json_key_str(j, "place", s->name);
    sr_json_key_str(j, "country", s->iso);
    sr_json_key_int(j, "where_prec", s->precision);
    put_figures(e, j, v);
    sr_json_key_int(j, "reports", (int64_t)json_array_size(documents));
    sr_json_key_str(j, "documents", sr_tell_documents(e, v, false));
    sr_json_close(j, '}');
}

static enum sr_status incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct sr_json j = {e->out, false};
    struct sr_export_scene scene;
    (void)err;
    (void)sr_export_scene(e, v, &scene);
    if (e->written++) sr_buf_c(e->out, ",\n");
    sr_json_open(&j, '{');
    sr_put_c(&j, "type", "Feature");
    sr_put_str(&j, "id", sr_value_str(v, "id"));
    put_geometry(&j, &scene);
    put_properties(e, &j, v, &scene);
    sr_json_close(&j, '}');
    return SR_OK;
}

static enum sr_status end(struct sr_exporter *e, struct sr_err *err) {
    (void)err;
    sr_buf_c(e->out, e->written ? "\n]}\n" : "]}\n");
    return SR_OK;
}

const struct sr_export_format sr_export_geojson = {.name = "geojson", .begin = begin, .incident = incident, .end = end};
