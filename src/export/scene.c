#include "export/scene.h"

#include "base/utf8.h"

/* columns of data/en/countries.tsv and gazetteer.tsv */
enum { COUNTRY_NAME = 1, COUNTRY_ISO = 2, COUNTRY_ID = 5 };
enum { PLACE_CLASS = 2, PLACE_ADMIN = 4, PLACE_ID = 7 };
enum { PREC_EXACT = 1, PREC_ADMIN = 4, PREC_COUNTRY = 6 };

/* A row of the country of two letters, or SR_NONE. */
static uint32_t country_row(const struct sr_table *countries, struct sr_str iso) {
    for (uint32_t row = 0; iso.p && row < countries->rows; row++)
        if (sr_str_is(iso, sr_table_cell(countries, row, COUNTRY_ISO))) return row;
    return SR_NONE;
}

struct sr_str sr_country_name(const struct sr_exporter *e, struct sr_str iso) {
    const struct sr_table *countries = &e->lexicon.tables[SR_TABLE_COUNTRIES];
    uint32_t row = country_row(countries, iso);
    return row == SR_NONE ? (struct sr_str){NULL, 0} : sr_str_c(sr_table_cell(countries, row, COUNTRY_NAME));
}

/* A gazetteer's row by name and GeoNames id, or SR_NONE. */
static uint32_t gazetteer_row(struct sr_exporter *e, const struct sr_table *places, struct sr_str name, int64_t id) {
    struct sr_str folded = sr_export_kept(e, sr_fold(&e->line, name));
    struct sr_str key = sr_export_kept(e, sr_unaccent(&e->line, folded));
    uint32_t row = sr_table_find(places, key), same = row == SR_NONE ? 0 : sr_table_same(places, row);
    for (uint32_t i = row; i < row + same; i++)
        if ((int64_t)sr_table_number(places, i, PLACE_ID, -1) == id) return i;
    return SR_NONE;
}

static void look_up(struct sr_exporter *e, int64_t id, struct sr_export_scene *s) {
    const struct sr_table *places = &e->lexicon.tables[SR_TABLE_GAZETTEER];
    const struct sr_table *countries = &e->lexicon.tables[SR_TABLE_COUNTRIES];
    uint32_t country = country_row(countries, s->iso);
    s->country = sr_country_name(e, s->iso);
    if (id == SR_READ_UNKNOWN) return;
    if (country != SR_NONE && (int64_t)sr_table_number(countries, country, COUNTRY_ID, -1) == id) {
        s->precision = PREC_COUNTRY;
        s->listed = true;
        return;
    }
    uint32_t row = gazetteer_row(e, places, s->name, id);
    if (row == SR_NONE) return;
    bool division = strcmp(sr_table_cell(places, row, PLACE_CLASS), "admin") == 0;
    s->listed = true;
    s->precision = division ? PREC_ADMIN : PREC_EXACT;
    s->admin = division ? s->name : sr_str_c(sr_table_cell(places, row, PLACE_ADMIN));
}

bool sr_export_scene(struct sr_exporter *e, const json_t *incident, struct sr_export_scene *out) {
    const json_t *place = json_object_get(incident, "place"), *documents = json_object_get(incident, "documents");
    struct sr_export_scene s = {.precision = SR_READ_UNKNOWN};
    *out = s;
    if (!json_is_object(place)) return false;
    s.name = sr_value_str(place, "name");
    s.iso = sr_value_str(place, "country");
    const json_t *lat = json_object_get(place, "lat"), *lon = json_object_get(place, "lon");
    s.has_point = json_is_number(lat) && json_is_number(lon);
    s.lat = json_number_value(lat);
    s.lon = json_number_value(lon);
    look_up(e, sr_value_int(place, "geonameid"), &s);
    for (size_t i = 0; i < json_array_size(documents); i++) {
        const struct sr_known_document *d = sr_known_find(&e->known, sr_item_str(documents, i));
        if (!d || d->precision == SR_READ_UNKNOWN || !sr_str_eq(d->scene, s.name)) continue;
        s.precision = d->precision;
        break;
    }
    *out = s;
    return true;
}
