/* ucdp.c: a row an incident, in the columns of UCDP GED. docs/formats/ucdp.md */
#include <math.h>
#include <stdlib.h>

#include "export/dataset.h"
#include "export/scene.h"
#include "export/toll.h"
#include "export/when.h"

enum column {
#define X(ID, name) ID,
#include "export/ucdp.def"
#undef X
    COLUMNS
};

static const char *const names[] = {
#define X(ID, name) name,
#include "export/ucdp.def"
#include "export/extra.def"
#undef X
};

static void begin(struct sr_exporter *e) {
    sr_dataset_head(e, names, COLUMNS);
}

/* Cells of half a degree, by rows from the south-west corner, from 1 (Tollefsen, Strand and Buhaug 2012, "PRIO-GRID: A
 * unified spatial data structure", Journal of Peace Research 49(2)). */
static int64_t prio_grid(double lat, double lon) {
    int64_t row = (int64_t)floor((lat + 90) * 2), column = (int64_t)floor((lon + 180) * 2);
    if (row > 359) row = 359;
    if (column > 719) column = 719;
    return row * 720 + column + 1;
}

/* UCDP's regions are ranges of Gleditsch and Ward's numbers. */
static const char *region_of(int64_t gw) {
    static const struct {
        int64_t last;
        const char *name;
    } regions[] = {{199, "Americas"}, {399, "Europe"}, {626, "Africa"}, {698, "Middle East"}, {999, "Asia"}};
    for (size_t i = 0; gw > 0 && i < sizeof regions / sizeof *regions; i++)
        if (gw <= regions[i].last) return regions[i].name;
    return "";
}

static void fill_where(struct sr_exporter *e, struct sr_cell *row, const struct sr_export_scene *s) {
    row[WHERE_PREC] = sr_cell_int(e, s->precision);
    row[WHERE_DESCRIPTION] = sr_cell_text(s->name);
    if (s->listed) row[WHERE_COORDINATES] = sr_cell_text(s->name);
    row[ADM_1] = sr_cell_text(s->admin);
    row[COUNTRY] = sr_cell_text(s->country);
    struct sr_str gw = sr_country_cell(e, s->iso, SR_COUNTRY_GW);
    row[COUNTRY_ID] = sr_cell_text(gw);
    row[REGION] = sr_cell_text(sr_str_c(region_of(strtol(gw.p, NULL, 10))));
    if (!s->has_point) return;
    row[LATITUDE] = sr_cell_real(e, s->lat, 5);
    row[LONGITUDE] = sr_cell_real(e, s->lon, 5);
    row[GEOM_WKT] = sr_cell_text(SAY("POINT (%.*s %.*s)", S(row[LONGITUDE].text), S(row[LATITUDE].text)));
    row[PRIOGRID_GID] = sr_cell_int(e, prio_grid(s->lat, s->lon));
}

/* 1 exact day, 2 two to six days, 3 a week, 4 a month, 5 a year. */
static int64_t date_prec(int64_t days) {
    return days == 1 ? 1 : days <= 6 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5;
}

static void fill_when(struct sr_exporter *e, struct sr_cell *row, const struct sr_when *w) {
    row[YEAR] = sr_cell_int(e, w->begin.year);
    row[DATE_PREC] = sr_cell_int(e, date_prec(w->days));
    row[DATE_START] = sr_cell_text(w->first);
    row[DATE_END] = sr_cell_text(w->last);
}

/* Of the report that gave the best figure; where none did, of the first. */
static void fill_source(struct sr_exporter *e, struct sr_cell *row, const json_t *incident, const json_t *chosen) {
    const json_t *documents = json_object_get(incident, "documents");
    struct sr_str id = chosen ? sr_value_str(chosen, "document") : sr_item_str(documents, 0);
    const struct sr_known_document *d = sr_known_find(&e->known, id);
    row[NUMBER_OF_SOURCES] = sr_cell_int(e, (int64_t)json_array_size(documents));
    row[SOURCE_ARTICLE] = sr_cell_text(sr_tell_documents(e, incident, false));
    row[SOURCE_ORIGINAL] = sr_cell_text(sr_item_str(json_object_get(chosen, "sources"), 0));
    if (!d) return;
    row[SOURCE_OFFICE] = sr_cell_text(d->outlet);
    row[SOURCE_DATE] = sr_cell_text((struct sr_str){d->published.p, d->published.n < 10 ? d->published.n : 10});
    row[SOURCE_HEADLINE] = sr_cell_text(d->title);
}

static enum sr_status incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct sr_cell row[COLUMNS + SR_EXTRA_COUNT] = {0};
    struct sr_export_scene scene;
    struct sr_when when;
    struct sr_toll toll;
    (void)err;
    if (!sr_kind_cell(e, v, SR_KIND_UCDP).n || !sr_toll_of(e, v, SR_TOLL_UCDP, &toll)) {
        sr_leave_out(e, "their kind is none of armed force, or no death is told of them");
        return SR_OK;
    }
    row[ID] = sr_cell_text(sr_value_str(v, "id"));
    bool has_scene = sr_export_scene(e, v, &scene), has_when = sr_when_of(e, v, &when);
    if (has_scene) fill_where(e, row, &scene);
    if (has_when) fill_when(e, row, &when);
    if (has_when) row[EVENT_CLARITY] = sr_cell_int(e, has_scene && when.days == 1 ? 1 : 2);
    fill_source(e, row, v, toll.chosen);
    row[BEST] = sr_cell_int(e, toll.best);
    row[HIGH] = sr_cell_int(e, toll.high);
    row[LOW] = sr_cell_int(e, toll.low);
    sr_dataset_row(e, v, row, COLUMNS);
    return SR_OK;
}

const struct sr_export_format sr_export_ucdp = {.name = "ucdp", .begin = begin, .incident = incident};
