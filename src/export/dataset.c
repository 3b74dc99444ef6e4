#include "export/dataset.h"

#include "base/utf8.h"
#include "export/tell.h"
#include "export/toll.h"

void sr_leave_out(struct sr_exporter *e, const char *why) {
    e->left_out++;
    e->why = why;
}

struct sr_str sr_kind_cell(const struct sr_exporter *e, const json_t *incident, uint32_t column) {
    const struct sr_table *kinds = &e->lexicon.tables[SR_TABLE_EXPORT_KINDS];
    uint32_t row = sr_table_find(kinds, sr_value_str(incident, "kind"));
    return row == SR_NONE ? SR_STR("") : sr_str_c(sr_table_cell(kinds, row, column));
}

struct sr_str sr_country_cell(struct sr_exporter *e, struct sr_str iso, uint32_t column) {
    const struct sr_table *countries = &e->lexicon.tables[SR_TABLE_EXPORT_COUNTRIES];
    uint32_t row = sr_table_find(countries, sr_export_kept(e, sr_fold(&e->line, iso)));
    return row == SR_NONE ? SR_STR("") : sr_str_c(sr_table_cell(countries, row, column));
}

static struct sr_str day_of(struct sr_str date) {
    return (struct sr_str){date.p, date.n < 10 ? date.n : 10};
}

static struct sr_str tell_document(struct sr_exporter *e, const struct sr_known_document *d) {
    struct sr_str all = d->outlet;
    if (d->published.n) all = all.n ? SAY("%.*s, %.*s", S(all), S(day_of(d->published))) : day_of(d->published);
    if (d->title.n) all = all.n ? SAY("%.*s, %.*s", S(all), S(d->title)) : d->title;
    return all.n ? all : d->id;
}

struct sr_str sr_tell_documents(struct sr_exporter *e, const json_t *incident, bool outlets_alone) {
    const json_t *documents = json_object_get(incident, "documents");
    struct sr_buf all = {0};
    struct sr_map seen = {0};
    for (size_t i = 0; i < json_array_size(documents); i++) {
        struct sr_str id = sr_item_str(documents, i), one = id;
        const struct sr_known_document *d = sr_known_find(&e->known, id);
        if (d) one = outlets_alone ? d->outlet : tell_document(e, d);
        if (!one.n || sr_map_get(&seen, one) != SR_NONE) continue;
        if (!sr_map_set(&seen, &e->line, one, 1)) e->failed = true;
        if (all.size) sr_buf_c(&all, "; ");
        sr_buf_str(&all, one);
    }
    return sr_export_taken(e, &all);
}

/* ---- sitrep's own columns ---- */

static void fill_figure(struct sr_exporter *e, struct sr_cell *low, struct sr_cell *best, struct sr_cell *high,
                        const json_t *figure) {
    if (!figure) return;
    if (low) *low = sr_cell_int(e, sr_value_int(figure, "low"));
    if (best) *best = sr_cell_int(e, sr_value_int(figure, "best"));
    if (high) *high = sr_cell_int(e, sr_value_int(figure, "high"));
}

static void fill_extra(struct sr_exporter *e, struct sr_cell *x, const json_t *incident) {
    const json_t *killed = sr_figure_of(incident, "killed", NULL, NULL);
    const json_t *groups = json_object_get(json_object_get(incident, "roles"), "perpetrator_organization");
    x[SR_EXTRA_SITREP_ID] = sr_cell_text(sr_value_str(incident, "id"));
    x[SR_EXTRA_SITREP_KIND] = sr_cell_text(sr_value_str(incident, "kind"));
    if (killed) {
        x[SR_EXTRA_SITREP_ORIGINS] = sr_cell_int(e, sr_value_int(killed, "origins"));
        x[SR_EXTRA_SITREP_DISPUTED] = sr_cell_bool(sr_value_true(killed, "disputed"));
    }
    x[SR_EXTRA_SITREP_PERPETRATOR_ORGANIZATIONS] = sr_cell_list(e, groups, "; ");
    fill_figure(e, NULL, &x[SR_EXTRA_SITREP_PERPETRATORS_KILLED], NULL,
                sr_figure_of(incident, "killed", "side=perpetrators", NULL));
    fill_figure(e, &x[SR_EXTRA_SITREP_INJURED_LOW], &x[SR_EXTRA_SITREP_INJURED_BEST], &x[SR_EXTRA_SITREP_INJURED_HIGH],
                sr_figure_of(incident, "injured", NULL, NULL));
    fill_figure(e, NULL, &x[SR_EXTRA_SITREP_HOSTAGES_TAKEN], NULL, sr_figure_of(incident, "hostages", NULL, "taken"));
    fill_figure(e, NULL, &x[SR_EXTRA_SITREP_HOSTAGES_HELD], NULL, sr_figure_of(incident, "hostages", NULL, "held"));
    x[SR_EXTRA_SITREP_FIGURES] = sr_cell_text(sr_tell_figures(e, incident));
    x[SR_EXTRA_SITREP_DOCUMENTS] = sr_cell_list(e, json_object_get(incident, "documents"), "; ");
}

void sr_dataset_head(struct sr_exporter *e, const char *const *names, uint32_t count) {
    sr_csv_head(e, names, count + (e->options.extra ? SR_EXTRA_COUNT : 0));
}

void sr_dataset_row(struct sr_exporter *e, const json_t *incident, struct sr_cell *cells, uint32_t count) {
    if (e->options.extra) fill_extra(e, cells + count, incident);
    sr_csv_row(e, cells, count + (e->options.extra ? SR_EXTRA_COUNT : 0));
    e->written++;
}
