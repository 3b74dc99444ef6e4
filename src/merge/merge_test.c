#include "merge/merge.h"

#include <jansson.h>

#include "record/made_test.h"
#include "record/validate.h"

static struct sr_str str(const struct sr_buf *b) {
    return (struct sr_str){b->p, (uint32_t)b->size};
}

static int64_t count_lines(const struct sr_buf *b) {
    int64_t n = 0;
    for (size_t i = 0; i < b->size; i++) n += b->p[i] == '\n';
    return n;
}

/* The incidents of a text, as JSON; NULL for none. */
static json_t *merged(const char *text) {
    struct sr_merger *m = NULL;
    struct sr_err err = {0};
    struct sr_buf record, out = {0};
    struct made made;
    json_t *value = NULL;
    if (!made_read(&made, text)) return NULL;
    made_write(&made, SR_OFFSETS_CODEPOINTS, &record);
    SR_CHECK_INT("opened", sr_merger_open(&m, &err), SR_OK);
    SR_CHECK_INT("added", sr_merger_add(m, str(&record), &err), SR_OK);
    SR_CHECK_INT("taken", sr_merger_take(m, true, &out, &err), SR_OK);
    if (out.size) value = json_loadb(out.p, out.size, JSON_DISABLE_EOF_CHECK, NULL);
    SR_CHECK("what is written is JSON, a line", !out.size || (value && out.p[out.size - 1] == '\n'));
    sr_merger_free(m);
    sr_buf_release(&record);
    sr_buf_release(&out);
    made_release(&made);
    return value;
}

static const char *text_at(const json_t *v, const char *key) {
    const char *s = json_string_value(json_object_get(v, key));
    return s ? s : "";
}

static const json_t *figure(const json_t *incident, const char *measure) {
    const json_t *all = json_object_get(incident, "figures");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *f = json_array_get(all, i);
        if (strcmp(text_at(f, "measure"), measure) == 0 && json_is_null(json_object_get(f, "of"))) return f;
    }
    return NULL;
}

/* A figure's course: each speaker's own figure once, whoever repeats it; what is denied is no step of it. */
static void test_history(void) {
    json_t *v =
        merged("At least 14 people were killed in a bombing in Leeds on Thursday, police said. Doctors said 17 people "
               "were killed. Police said again that at least 14 people were killed.");
    const json_t *killed = figure(v, "killed"), *history = json_object_get(killed, "history");
    SR_CHECK_C("schema", text_at(v, "schema"), "sitrep-incident/1");
    SR_CHECK_C("kind", text_at(v, "kind"), "bombing");
    SR_CHECK_C("document", json_string_value(json_array_get(json_object_get(v, "documents"), 0)), "test.txt");
    SR_CHECK_INT("origins", json_integer_value(json_object_get(killed, "origins")), 2);
    SR_CHECK_INT("steps", json_array_size(history), 2);
    const json_t *first = json_array_get(history, 0), *second = json_array_get(history, 1);
    SR_CHECK_INT("first low", json_integer_value(json_object_get(first, "low")), 14);
    SR_CHECK("first high", json_is_null(json_object_get(first, "high")));
    SR_CHECK_C("its hedge", text_at(first, "hedge"), "at-least");
    SR_CHECK_C("its speaker", json_string_value(json_array_get(json_object_get(first, "sources"), 0)), "police");
    SR_CHECK_C("at", text_at(first, "at"), "2021-06-03T10:00+00:00");
    SR_CHECK_INT("second", json_integer_value(json_object_get(second, "value")), 17);
    SR_CHECK_INT("all claims are named", json_array_size(json_object_get(v, "claims")), 3);
    json_decref(v);
}

static void test_none(void) {
    json_t *v = merged("The council met on Monday and voted to extend the tram line.");
    SR_CHECK("no incident, nothing written", v == NULL);
    json_decref(v);
}

/* The same document gives the same id, in whatever run. */
static void test_id(void) {
    json_t *v = merged("A bomb killed three men in Leeds."), *w = merged("A bomb killed three men in Leeds.");
    SR_CHECK_C("id", text_at(v, "id"), text_at(w, "id"));
    SR_CHECK_C("the id itself", text_at(v, "id"), "I-a6ed0c");
    json_decref(v);
    json_decref(w);
}

/* A line that is no record is refused; those around it are not lost. What came twice counts once. */
static void test_bad_lines(void) {
    static const struct {
        const char *name, *line;
        enum sr_status want;
    } rows[] = {
        {"not JSON", "{", SR_ERR_JSON}, {"no record", "{}", SR_ERR_SCHEMA}, {"not an object", "3", SR_ERR_JSON}};
    struct sr_merger *m = NULL;
    struct sr_err err = {0};
    struct sr_buf record, out = {0};
    struct made made;
    if (!made_read(&made, "A bomb killed three men in Leeds.")) return;
    made_write(&made, SR_OFFSETS_CODEPOINTS, &record);
    SR_CHECK_INT("opened", sr_merger_open(&m, &err), SR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SR_CHECK_INT(rows[i].name, sr_merger_add(m, sr_str_c(rows[i].line), &err), rows[i].want);
        SR_CHECK_INT("a record after it", sr_merger_add(m, str(&record), &err), SR_OK);
    }
    SR_CHECK_INT("taken", sr_merger_take(m, false, &out, &err), SR_OK);
    SR_CHECK_INT("nothing is finished before the end", (int64_t)out.size, 0);
    SR_CHECK_INT("taken", sr_merger_take(m, true, &out, &err), SR_OK);
    SR_CHECK_INT("one incident", count_lines(&out), 1);
    SR_CHECK_INT("nothing is given twice", sr_merger_take(m, true, &out, &err), SR_OK);
    SR_CHECK_INT("nothing is given twice", count_lines(&out), 1);
    sr_merger_free(m);
    sr_buf_release(&record);
    sr_buf_release(&out);
    made_release(&made);
}

/* No record at all. */
static void test_empty(void) {
    struct sr_merger *m = NULL;
    struct sr_err err = {0};
    struct sr_buf out = {0};
    SR_CHECK_INT("opened", sr_merger_open(&m, &err), SR_OK);
    SR_CHECK_INT("taken", sr_merger_take(m, true, &out, &err), SR_OK);
    SR_CHECK_INT("nothing", (int64_t)out.size, 0);
    sr_merger_free(m);
    sr_buf_release(&out);
}

int main(void) {
    test_history();
    test_none();
    test_id();
    test_bad_lines();
    test_empty();
    return sr_test_end("merge");
}
