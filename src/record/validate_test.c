/* validate_test.c: a sound record, spoilt at one place at a time; each fault is told where it is. */
#include "record/validate.h"

#include "record/made_test.h"
#include "record/read.h"

static const char text[] =
    "“At least 14 people were killed in Zürich 🚑 and 30 hurt,” police said. Two men were arrested.";

static const struct {
    const char *name;
    const char *at;      /* a JSON Pointer to what is changed; its last part may be a new key */
    const char *value;   /* JSON; NULL: the key is taken out */
    const char *path;    /* of the first fault; NULL: none */
    const char *message; /* words of it */
} rows[] = {
    {"as it was written", "/document/id", "\"x\"", NULL, NULL},
    {"no such word", "/claims/0/measure", "\"kiled\"", "/claims/0/measure", "'kiled' is none of the words"},
    {"another type", "/claims/0/low", "\"14\"", "/claims/0/low", "type string"},
    {"a real where an integer is", "/claims/0/low", "14.5", "/claims/0/low", "type number"},
    {"a key is missing", "/claims/0/hedge", NULL, "/claims/0", "the key 'hedge' is missing"},
    {"a key too many", "/claims/0/hegde", "\"exact\"", "/claims/0/hegde", "no such key"},
    {"a key with a slash", "/document/a~1b", "1", "/document/a~1b", "no such key"},
    {"another schema", "/schema", "\"sitrep/9\"", "/schema", "'sitrep/9' stands here"},
    {"a span of three", "/claims/0/span", "[1, 2, 3]", "/claims/0/span", "3 items"},
    {"a negative position", "/claims/0/span", "[-1, 2]", "/claims/0/span/0", "less than 0"},
    {"a span backwards", "/claims/0/number_span", "[9, 3]", "/claims/0/number_span", "marks nothing"},
    {"a span beyond the text", "/claims/0/span", "[0, 5000]", "/claims/0/span", "ends after the text"},
    {"a huge position", "/claims/0/span", "[0, 9223372036854775807]", "/claims/0/span", "ends after the text"},
    {"not an id", "/claims/0/id", "\"claim one\"", "/claims/0/id", "not written as this must be"},
    {"an id twice", "/claims/1/id", "\"c1\"", "/claims/1/id", "'c1' is used twice"},
    {"a figure of another incident", "/claims/0/incident", "\"i9\"", "/incidents/0/figures/0/claims/0",
     "the claim belongs to i9, the figure to i1"},
    {"a speaker that isn't there", "/claims/0/sources/0", "\"s9\"", "/claims/0/sources/0", "'s9' refers to nothing"},
    {"an incident that isn't there", "/claims/2/incident", "\"i9\"", "/incidents/0/figures/2/claims/0",
     "belongs to i9"},
    {"a claim that refers to itself", "/claims/0/part_of", "\"c1\"", "/claims/0/part_of", "refers to itself"},
    {"low above value", "/claims/0/low", "20", "/claims/0", "low 20 is more than value 14"},
    {"best above high", "/incidents/0/figures/0/high", "3", "/incidents/0/figures/0", "more than high 3"},
    {"a figure without claims", "/incidents/0/figures/0/claims", "[]", "/incidents/0/figures/0/claims", "0 items"},
    {"a figure's claim that isn't there", "/incidents/0/figures/0/claims", "[\"c9\"]",
     "/incidents/0/figures/0/claims/0", "'c9' refers to nothing"},
    {"a figure of another measure", "/incidents/0/figures/0/measure", "\"homes\"", "/incidents/0/figures/0/claims/0",
     "the claim counts 'killed', the figure 'homes'"},
    {"implicit with a number", "/claims/0/implicit", "true", "/claims/0/implicit", "an implicit claim has a number"},
    {"news without a main incident", "/document/news", "false", "/document/news", "there is no news"},
    {"another text", "/document/text", "\"Nothing happened.\"", "/document/characters", "17 characters"},
    {"another hash", "/document/text_sha256", "\"00000000000000000000000000000000000000000000000000000000000000ff\"",
     "/document/text_sha256", "not the text's"},
    {"not a date", "/document/published", "\"3 June 2021\"", "/document/published", "not written as this must be"},
    {"confidence above one", "/claims/0/confidence", "1.5", "/claims/0/confidence", "1.5 is more than 1"},
    {"spans that overlap", "/sentences", "[[0, 20], [10, 30]]", "/sentences/1", "begins before the one ahead"},
    {"a bare entity in a role", "/incidents/0/roles/target", "[\"e99\"]", "/incidents/0/roles/target/0",
     "refers to nothing"},
};

struct first {
    char path[200], message[400];
    uint32_t count;
};

static bool note(void *user, const char *path, const char *message, const char *mend) {
    struct first *f = user;
    (void)mend;
    if (!f->count++) {
        (void)snprintf(f->path, sizeof f->path, "%s", path);
        (void)snprintf(f->message, sizeof f->message, "%s", message);
    }
    return true;
}

/* Put `value` (taken over) at the pointer, or take out what is there. */
static bool put(json_t *root, const char *at, json_t *value) {
    char key[64];
    json_t *v = root;
    for (const char *p = at; v && *p == '/';) {
        size_t n = strcspn(p + 1, "/");
        (void)snprintf(key, sizeof key, "%.*s", (int)n, p + 1);
        p += n + 1;
        char *tilde = strstr(key, "~1");
        if (tilde) {
            *tilde = '/';
            memmove(tilde + 1, tilde + 2, strlen(tilde + 2) + 1);
        }
        if (*p) v = json_is_array(v) ? json_array_get(v, strtoul(key, NULL, 10)) : json_object_get(v, key);
        else if (!value) return json_object_del(v, key) == 0;
        else if (json_is_array(v)) return json_array_set_new(v, strtoul(key, NULL, 10), value) == 0;
        else return json_object_set_new(v, key, value) == 0;
    }
    json_decref(value);
    return false;
}

static void test_row(const struct sr_validator *v, const struct sr_buf *record, size_t i) {
    struct first first = {"", "", 0};
    struct sr_faults faults = {.tell = note, .user = &first};
    struct sr_err err = {0};
    json_t *root = json_loadb(record->p, record->size, 0, NULL);
    SR_CHECK(rows[i].name,
             put(root, rows[i].at, rows[i].value ? json_loads(rows[i].value, JSON_DECODE_ANY, NULL) : NULL));
    char *line = json_dumps(root, JSON_COMPACT);
    enum sr_status status = sr_validate(v, sr_str_c(line), &faults, &err);
    SR_CHECK_INT(rows[i].name, status, rows[i].path ? SR_ERR_SCHEMA : SR_OK);
    SR_CHECK_C(rows[i].name, first.path, rows[i].path ? rows[i].path : "");
    if (rows[i].message && !strstr(first.message, rows[i].message))
        SR_CHECK_C(rows[i].name, first.message, rows[i].message);
    free(line);
    json_decref(root);
}

static const struct {
    const char *name, *line;
    enum sr_status want;
    uint64_t column;
} lines[] = {
    {"cut short", "{\"schema\":", SR_ERR_JSON, 10},
    {"two values", "{} {}", SR_ERR_JSON, 4},
    {"not an object", "[1]", SR_ERR_JSON, 0},
    {"a key twice", "{\"a\":1,\"a\":2}", SR_ERR_JSON, 10},
    {"an integer without end", "{\"a\":99999999999999999999}", SR_ERR_JSON, 25},
    {"nothing of a record", "{}", SR_ERR_SCHEMA, 0},
    {"nothing of an incident", "{\"schema\":\"sitrep-incident/1\"}", SR_ERR_SCHEMA, 0},
    {"an incident",
     "{\"schema\":\"sitrep-incident/"
     "1\",\"id\":\"I-00ff00\",\"kind\":\"flood\",\"begin\":null,\"end\":null,\"place\":null,"
     "\"documents\":[\"a\"],\"figures\":[],\"roles\":{\"perpetrator_individual\":[],\"perpetrator_organization\":[],"
     "\"target\":[],\"victim\":[],\"weapon\":[],\"responder\":[]},\"claims\":[{\"document\":\"a\",\"claim\":\"c1\"}]}",
     SR_OK, 0},
    {"an incident that names another document",
     "{\"schema\":\"sitrep-incident/"
     "1\",\"id\":\"I-00ff00\",\"kind\":\"flood\",\"begin\":null,\"end\":null,\"place\":null,"
     "\"documents\":[\"a\"],\"figures\":[],\"roles\":{\"perpetrator_individual\":[],\"perpetrator_organization\":[],"
     "\"target\":[],\"victim\":[],\"weapon\":[],\"responder\":[]},\"claims\":[{\"document\":\"b\",\"claim\":\"c1\"}]}",
     SR_ERR_SCHEMA, 0},
};

static void test_lines(const struct sr_validator *v) {
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct first first = {"", "", 0};
        struct sr_faults faults = {.tell = note, .user = &first};
        struct sr_err err = {0};
        SR_CHECK_INT(lines[i].name, sr_validate(v, sr_str_c(lines[i].line), &faults, &err), lines[i].want);
        SR_CHECK_INT(lines[i].name, err.column, lines[i].column);
    }
}

/* Each list that schema and code share exists once, in terms.def; the schema must say the same. */
static void check_words(const json_t *defs, const char *key, const char *(*name)(uint32_t), uint32_t count) {
    const json_t *words = json_object_get(json_object_get(defs, key), "enum");
    SR_CHECK_INT(key, json_array_size(words), count);
    for (uint32_t i = 0; i < count && i < json_array_size(words); i++)
        SR_CHECK_C(key, json_string_value(json_array_get(words, i)), name(i));
}

static void test_terms(void) {
    json_t *root = json_loads(sr_schema_text("sitrep/1"), 0, NULL), *defs = json_object_get(root, "$defs");
    check_words(defs, "measure", sr_measure_name, SR_MEASURE_COUNT);
    check_words(defs, "hedge", sr_hedge_name, SR_HEDGE_COUNT);
    check_words(defs, "polarity", sr_polarity_name, SR_POLARITY_COUNT);
    check_words(defs, "entity_type", sr_entity_type_name, SR_ENTITY_COUNT);
    check_words(defs, "source_kind", sr_source_kind_name, SR_SOURCE_COUNT);
    check_words(defs, "speech", sr_speech_name, SR_SPEECH_COUNT);
    check_words(defs, "stance", sr_stance_name, SR_STANCE_COUNT);
    check_words(defs, "timex_type", sr_timex_type_name, SR_TIMEX_COUNT);
    check_words(defs, "place_class", sr_place_class_name, SR_PLACE_COUNT);
    check_words(defs, "place_role", sr_place_role_name, SR_PLACE_ROLE_COUNT);
    check_words(defs, "incident_kind", sr_incident_kind_name, SR_KIND_COUNT);
    check_words(defs, "incident_status", sr_incident_status_name, SR_INCIDENT_STATUS_COUNT);
    check_words(defs, "role_as", sr_role_as_name, SR_AS_COUNT);
    json_decref(root);
}

int main(void) {
    struct sr_validator *v = NULL;
    struct sr_err err = {0};
    struct sr_buf record;
    struct made m;
    SR_CHECK_INT("opened", sr_validator_open(&v, &err), SR_OK);
    if (err.status || !made_read(&m, text)) {
        printf("%s\n", err.message);
        return sr_test_end("validate");
    }
    made_write(&m, SR_OFFSETS_CODEPOINTS, &record);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) test_row(v, &record, i);
    test_lines(v);
    test_terms();
    SR_CHECK("no such schema", sr_schema_text("sitrep/2") == NULL);
    sr_buf_release(&record);
    sr_validator_free(v);
    made_release(&m);
    return sr_test_end("validate");
}
