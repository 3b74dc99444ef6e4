#include "export/tell.h"

#include <inttypes.h>

#include "export/toll.h"

enum { HEDGE_WORDS = 1, MEASURE_LABEL = 1, FACET_LABEL = 1 }; /* columns */

static struct sr_str cell(struct sr_exporter *e, enum sr_table_id table, struct sr_str key, uint32_t column) {
    const struct sr_table *t = &e->lexicon.tables[table];
    uint32_t row = sr_table_find(t, key);
    return row == SR_NONE ? (struct sr_str){NULL, 0} : sr_str_c(sr_table_cell(t, row, column));
}

struct sr_str sr_tell_amount(struct sr_exporter *e, const json_t *step) {
    int64_t low = sr_value_int(step, "low"), high = sr_value_int(step, "high"), value = sr_value_int(step, "value");
    struct sr_str hedge = cell(e, SR_TABLE_EXPORT_HEDGES, sr_value_str(step, "hedge"), HEDGE_WORDS);
    if (value != SR_READ_UNKNOWN) return hedge.n ? SAY("%.*s %" PRId64, S(hedge), value) : SAY("%" PRId64, value);
    if (low != SR_READ_UNKNOWN && high != SR_READ_UNKNOWN) return SAY("%" PRId64 " to %" PRId64, low, high);
    if (low != SR_READ_UNKNOWN) return SAY("at least %" PRId64, low);
    if (high != SR_READ_UNKNOWN) return SAY("at most %" PRId64, high);
    return SR_STR("number not told");
}

/* "nationality=IN" → "from India"; "occupation=policemen" → "policemen". */
static struct sr_str facet(struct sr_exporter *e, struct sr_str of) {
    struct sr_str label = cell(e, SR_TABLE_REPORT_FACETS, of, FACET_LABEL);
    const char *is = memchr(of.p, '=', of.n);
    if (label.n || !is) return label.n ? label : of;
    struct sr_str value = {is + 1, (uint32_t)(of.p + of.n - is - 1)};
    if (strncmp(of.p, "nationality=", 12) != 0) return value;
    struct sr_str country = sr_country_name(e, value);
    return SAY("from %.*s", S(country.n ? country : value));
}

struct sr_str sr_tell_label(struct sr_exporter *e, const json_t *figure) {
    struct sr_str measure = sr_value_str(figure, "measure"), of = sr_value_str(figure, "of");
    struct sr_str state = sr_value_str(figure, "state");
    if (sr_str_is(state, "held")) measure = state;
    struct sr_str label = cell(e, SR_TABLE_REPORT_MEASURES, measure, MEASURE_LABEL);
    if (!label.n) label = measure;
    return of.n ? SAY("%.*s, %.*s", S(label), S(facet(e, of))) : label;
}

struct sr_str sr_tell_speakers(struct sr_exporter *e, const json_t *step) {
    const json_t *sources = json_object_get(step, "sources");
    struct sr_str id = sr_value_str(step, "document");
    const struct sr_known_document *d = sr_known_find(&e->known, id);
    if (!json_array_size(sources)) return d && d->outlet.n ? d->outlet : id;
    struct sr_buf all = {0};
    for (size_t i = 0; i < json_array_size(sources); i++) {
        if (i) sr_buf_c(&all, i == 1 ? ", quoted by " : " and ");
        sr_buf_str(&all, sr_item_str(sources, i));
    }
    return sr_export_taken(e, &all);
}

struct sr_str sr_tell_step(struct sr_exporter *e, const json_t *figure, const json_t *step) {
    struct sr_str label = sr_tell_label(e, figure), amount = sr_tell_amount(e, step), who = sr_tell_speakers(e, step);
    return SAY("%.*s: %.*s (%.*s)", S(label), S(amount), S(who));
}

struct sr_str sr_tell_incident(struct sr_exporter *e, const json_t *incident, const struct sr_export_scene *scene) {
    struct sr_str begin = sr_value_str(incident, "begin"), all = sr_value_str(incident, "kind");
    bool in_country = scene && scene->country.n && !sr_str_eq(scene->country, scene->name);
    if (scene) all = SAY("%.*s, %.*s", S(all), S(scene->name));
    if (in_country) all = SAY("%.*s, %.*s", S(all), S(scene->country));
    return begin.n ? SAY("%.*s, %.*s", S(all), S(begin)) : all;
}

static void put_figure(struct sr_exporter *e, struct sr_buf *out, const json_t *figure) {
    const json_t *history = json_object_get(figure, "history");
    const bool *stands = sr_steps_standing(e, history);
    bool any = false;
    sr_buf_str(out, sr_tell_label(e, figure));
    for (size_t i = 0; stands && i < json_array_size(history); i++) {
        if (!stands[i]) continue;
        const json_t *step = json_array_get(history, i);
        sr_buf_c(out, any ? "; " : ": ");
        sr_buf_str(out, sr_tell_amount(e, step));
        sr_buf_c(out, " (");
        sr_buf_str(out, sr_tell_speakers(e, step));
        sr_buf_char(out, ')');
        any = true;
    }
    sr_buf_c(out, !any ? ": withdrawn." : sr_value_true(figure, "disputed") ? "; disputed." : ".");
}

struct sr_str sr_tell_figures(struct sr_exporter *e, const json_t *incident) {
    const json_t *figures = json_object_get(incident, "figures");
    struct sr_buf all = {0};
    for (size_t i = 0; i < json_array_size(figures); i++) {
        if (i) sr_buf_char(&all, ' ');
        put_figure(e, &all, json_array_get(figures, i));
    }
    return sr_export_taken(e, &all);
}
