/* claims.c: a row a claim, for R and pandas. docs/formats/claims.md */
#include "export/csv.h"
#include "export/text.h"

enum column {
#define X(ID, name) ID,
#include "export/claims.def"
#undef X
    COLUMNS
};

static const char *const names[] = {
#define X(ID, name) name,
#include "export/claims.def"
#undef X
};

static void begin(struct sr_exporter *e) {
    sr_csv_head(e, names, COLUMNS);
}

/* Each as it stands in the record. */
static void copy(struct sr_cell *row, const json_t *object, const enum column *columns, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) row[columns[i]] = sr_cell_text(sr_value_str(object, names[columns[i]]));
}

static void fill_document(struct sr_cell *row, const json_t *document) {
    static const enum column same[] = {TITLE, URL, OUTLET, PUBLISHED, OFFSETS};
    copy(row, document, same, sizeof same / sizeof *same);
    row[DOCUMENT] = sr_cell_text(sr_value_str(document, "id"));
}

static void fill_incident(struct sr_exporter *e, struct sr_cell *row, const json_t *record, struct sr_str id) {
    static const enum column same[] = {KIND, BEGIN};
    const json_t *incident = sr_value_find(json_object_get(record, "incidents"), "id", id);
    if (!incident) return;
    copy(row, incident, same, sizeof same / sizeof *same);
    row[INCIDENT] = sr_cell_text(id);
    row[MAIN] = sr_cell_bool(sr_value_true(incident, "main"));
    struct sr_str entity = sr_value_str(json_object_get(incident, "place"), "entity");
    const json_t *place = sr_value_find(json_object_get(record, "places"), "entity", entity);
    if (!place) return;
    row[PLACE] = sr_cell_text(sr_value_str(place, "name"));
    row[COUNTRY] = sr_cell_text(sr_value_str(place, "country"));
    row[GEONAMEID] = sr_cell_int(e, sr_value_int(place, "geonameid"));
    const json_t *lat = json_object_get(place, "lat"), *lon = json_object_get(place, "lon");
    if (json_is_number(lat)) row[LAT] = sr_cell_real(e, json_number_value(lat), 5);
    if (json_is_number(lon)) row[LON] = sr_cell_real(e, json_number_value(lon), 5);
}

/* Innermost speaker first, "the security ministry < AFP"; those who speak together "police & witnesses". */
static struct sr_str chain_names(struct sr_exporter *e, const json_t *chain, const json_t *sources) {
    struct sr_buf all = {0};
    for (size_t i = 0; i < json_array_size(chain); i++) {
        const json_t *speakers = json_object_get(json_array_get(chain, i), "speakers");
        for (size_t k = 0; k < json_array_size(speakers); k++) {
            if (all.size) sr_buf_c(&all, k ? " & " : " < ");
            sr_buf_str(&all, sr_value_str(sr_value_find(sources, "id", sr_item_str(speakers, k)), "name"));
        }
    }
    return sr_export_taken(e, &all);
}

static void fill_speakers(struct sr_exporter *e, struct sr_cell *row, const json_t *record, const json_t *claim) {
    const json_t *sources = json_object_get(record, "sources");
    const json_t *first = sr_value_find(sources, "id", sr_item_str(json_object_get(claim, "sources"), 0));
    row[SOURCES] = sr_cell_text(chain_names(e, json_object_get(claim, "chain"), sources));
    if (!first) return;
    row[SPEAKER] = sr_cell_text(sr_value_str(first, "name"));
    row[SPEAKER_KIND] = sr_cell_text(sr_value_str(first, "kind"));
    row[ANONYMOUS] = sr_cell_bool(sr_value_true(first, "anonymous"));
}

static void fill_span(struct sr_exporter *e, struct sr_cell *cells, const json_t *span) {
    if (!json_is_array(span)) return;
    cells[0] = sr_cell_int(e, json_integer_value(json_array_get(span, 0)));
    cells[1] = sr_cell_int(e, json_integer_value(json_array_get(span, 1)));
}

static void fill_claim(struct sr_exporter *e, struct sr_cell *row, const json_t *claim) {
    static const enum column same[] = {MEASURE, STATE,    OF,      HEDGE,      POLARITY,
                                       AS_OF,   COUNTING, SAME_AS, SUPERSEDES, PART_OF};
    static const enum column facets[] = {SIDE, AGE, SEX, NATIONALITY, OCCUPATION};
    copy(row, claim, same, sizeof same / sizeof *same);
    copy(row, json_object_get(claim, "facets"), facets, sizeof facets / sizeof *facets);
    row[CLAIM] = sr_cell_text(sr_value_str(claim, "id"));
    row[COMBINED] = sr_cell_list(e, json_object_get(claim, "combined"), "+");
    row[LOW] = sr_cell_int(e, sr_value_int(claim, "low"));
    row[HIGH] = sr_cell_int(e, sr_value_int(claim, "high"));
    row[VALUE] = sr_cell_int(e, sr_value_int(claim, "value"));
    row[CONFIDENCE] = sr_cell_real(e, json_number_value(json_object_get(claim, "confidence")), 3);
    row[IMPLICIT] = sr_cell_bool(sr_value_true(claim, "implicit"));
    fill_span(e, row + START, json_object_get(claim, "span"));
    fill_span(e, row + NUMBER_START, json_object_get(claim, "number_span"));
}

/* What editors made of it: their word beside the machine's, never in its place. */
static void fill_edited(struct sr_exporter *e, struct sr_cell *row, const json_t *document, struct sr_str claim) {
    if (!e->edits || !sr_str_eq(sr_value_str(e->edits, "document"), sr_value_str(document, "id"))) return;
    const json_t *edited = sr_value_find(json_object_get(e->edits, "claims"), "claim", claim);
    if (!edited) return;
    row[STANDING] = sr_cell_text(sr_value_str(edited, "standing"));
    if (!sr_str_is(row[STANDING].text, "corrected")) return;
    row[EDITED_INCIDENT] = sr_cell_text(sr_value_str(edited, "incident"));
    row[EDITED_MEASURE] = sr_cell_text(sr_value_str(edited, "measure"));
    row[EDITED_OF] = sr_cell_text(sr_value_str(edited, "of"));
    row[EDITED_LOW] = sr_cell_int(e, sr_value_int(edited, "low"));
    row[EDITED_HIGH] = sr_cell_int(e, sr_value_int(edited, "high"));
    row[EDITED_VALUE] = sr_cell_int(e, sr_value_int(edited, "value"));
    row[EDITED_HEDGE] = sr_cell_text(sr_value_str(edited, "hedge"));
    row[EDITED_POLARITY] = sr_cell_text(sr_value_str(edited, "polarity"));
    row[EDITED_SPEAKER] = sr_cell_text(sr_value_str(edited, "speaker"));
}

static enum sr_status record(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    const json_t *claims = json_object_get(v, "claims");
    struct sr_text text;
    (void)err;
    sr_text_open(e, json_object_get(v, "document"), &text);
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = json_array_get(claims, i);
        struct sr_cell row[COLUMNS] = {0};
        fill_document(row, json_object_get(v, "document"));
        fill_incident(e, row, v, sr_value_str(claim, "incident"));
        fill_speakers(e, row, v, claim);
        fill_claim(e, row, claim);
        fill_edited(e, row, json_object_get(v, "document"), sr_value_str(claim, "id"));
        row[WORDS] = sr_cell_text(sr_text_words(&text, json_object_get(claim, "span")));
        sr_csv_row(e, row, COLUMNS);
        e->written++;
    }
    return SR_OK;
}

const struct sr_export_format sr_export_claims = {.name = "claims", .begin = begin, .record = record};
