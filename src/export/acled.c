/* acled.c: a row an incident, in ACLED's columns. docs/formats/acled.md */
#include "export/dataset.h"
#include "export/tell.h"
#include "export/toll.h"
#include "export/when.h"

enum column {
#define X(ID, name) ID,
#include "export/acled.def"
#undef X
    COLUMNS
};

static const char *const names[] = {
#define X(ID, name) name,
#include "export/acled.def"
#include "export/extra.def"
#undef X
};

static void begin(struct sr_exporter *e) {
    sr_dataset_head(e, names, COLUMNS);
}

/* UCDP's where_prec to ACLED's geo_precision: 1 the town, 2 near it or a small part of the region, 3 a larger region. A country
 * alone is none of them. */
static int64_t geo_precision(int64_t where_prec) {
    switch (where_prec) {
    case 1: return 1;
    case 2:
    case 3: return 2;
    case 4:
    case 5: return 3;
    default: return SR_READ_UNKNOWN;
    }
}

static void fill_where(struct sr_exporter *e, struct sr_cell *row, const struct sr_export_scene *s) {
    row[COUNTRY] = sr_cell_text(s->country);
    row[ISO] = sr_cell_text(sr_country_cell(e, s->iso, SR_COUNTRY_ISO));
    row[REGION] = sr_cell_text(sr_country_cell(e, s->iso, SR_COUNTRY_ACLED));
    row[ADMIN1] = sr_cell_text(s->admin);
    row[LOCATION] = sr_cell_text(s->name);
    row[GEO_PRECISION] = sr_cell_int(e, geo_precision(s->precision));
    if (!s->has_point) return;
    row[LATITUDE] = sr_cell_real(e, s->lat, 5);
    row[LONGITUDE] = sr_cell_real(e, s->lon, 5);
}

/* 1 the day, 3 the month. A year is none of them, and 2, a week, is no way in which a record tells a date. */
static void fill_when(struct sr_exporter *e, struct sr_cell *row, const struct sr_when *w) {
    uint8_t precision = w->begin.precision;
    row[EVENT_DATE] = sr_cell_text(w->first);
    row[YEAR] = sr_cell_int(e, w->begin.year);
    if (precision >= SR_PRECISION_MONTH) row[TIME_PRECISION] = sr_cell_int(e, precision == SR_PRECISION_MONTH ? 3 : 1);
}

static enum sr_status incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct sr_cell row[COLUMNS + SR_EXTRA_COUNT] = {0};
    struct sr_export_scene scene;
    struct sr_when when;
    struct sr_toll toll;
    (void)err;
    if (!sr_kind_cell(e, v, SR_KIND_ACLED).n) {
        sr_leave_out(e, "their kind is none of political violence or demonstrations");
        return SR_OK;
    }
    row[EVENT_ID_CNTY] = sr_cell_text(sr_value_str(v, "id"));
    bool has_scene = sr_export_scene(e, v, &scene);
    if (has_scene) fill_where(e, row, &scene);
    if (sr_when_of(e, v, &when)) fill_when(e, row, &when);
    row[DISORDER_TYPE] = sr_cell_text(sr_kind_cell(e, v, SR_KIND_DISORDER));
    row[EVENT_TYPE] = sr_cell_text(sr_kind_cell(e, v, SR_KIND_EVENT));
    row[SUB_EVENT_TYPE] = sr_cell_text(sr_kind_cell(e, v, SR_KIND_SUB_EVENT));
    row[SOURCE] = sr_cell_text(sr_tell_documents(e, v, true));
    struct sr_str what = sr_tell_incident(e, v, has_scene ? &scene : NULL), figures = sr_tell_figures(e, v);
    row[NOTES] = sr_cell_text(SAY("%.*s.%s%.*s", S(what), figures.n ? " " : "", S(figures)));
    row[FATALITIES] = sr_cell_int(e, sr_toll_of(e, v, SR_TOLL_ACLED, &toll) ? toll.low : 0);
    sr_dataset_row(e, v, row, COLUMNS);
    return SR_OK;
}

const struct sr_export_format sr_export_acled = {.name = "acled", .begin = begin, .incident = incident};
