#include "record/json.h"

#include <math.h>

#include "base/test.h"

#define T(text) text, (uint32_t)(sizeof(text) - 1)

static const struct {
    const char *name;
    const char *text;
    uint32_t size;
    const char *want;
} strings[] = {
    {"plain", T("killed"), "\"killed\""},
    {"empty", T(""), "\"\""},
    {"quotation mark and backslash", T("a\"b\\c"), "\"a\\\"b\\\\c\""},
    {"line breaks and tabs", T("a\nb\r\tc"), "\"a\\nb\\r\\tc\""},
    {"other controls", T("\x01\x1f\x7f"), "\"\\u0001\\u001f\x7f\""},
    {"NUL", T("a\0b"), "\"a\\u0000b\""},
    {"letters beyond ASCII stay", T("Zürich 🚑 é"), "\"Zürich 🚑 é\""},
    {"a slash stays", T("sitrep/1"), "\"sitrep/1\""},
};

static const struct {
    double value;
    int decimals;
    const char *want;
} reals[] = {
    {12.65, 5, "12.65"}, {-8.0, 5, "-8"},   {0.0, 2, "0"},
    {-0.001, 2, "0"},    {0.97, 2, "0.97"}, {1e18, 2, "1000000000000000000"},
    {0.005, 1, "0"},     {100, 0, "100"},   {-1.05, 2, "-1.05"},
    {3.007, 3, "3.007"}, {-0.5, 5, "-0.5"}, {1e30, 2, "1000000000000000019884624838656"},
};

static struct sr_str made(const struct sr_buf *b) {
    return (struct sr_str){b->p, (uint32_t)b->size};
}

static void test_values(void) {
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        struct sr_buf out = {0};
        struct sr_json j = {&out, false};
        sr_json_str(&j, (struct sr_str){strings[i].text, strings[i].size});
        SR_CHECK_STR(strings[i].name, made(&out), sr_str_c(strings[i].want));
        sr_buf_release(&out);
    }
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        struct sr_buf out = {0};
        struct sr_json j = {&out, false};
        sr_json_real(&j, reals[i].value, reals[i].decimals);
        SR_CHECK_STR("real", made(&out), sr_str_c(reals[i].want));
        sr_buf_release(&out);
    }
}

/* Commas stand between values and nowhere else; what JSON has no word for is null. */
static void test_structure(void) {
    struct sr_buf out = {0};
    struct sr_json j = {&out, false};
    sr_json_open(&j, '{');
    sr_json_key(&j, "a");
    sr_json_open(&j, '[');
    sr_json_int(&j, INT64_MIN);
    sr_json_int(&j, INT64_MAX);
    sr_json_open(&j, '[');
    sr_json_close(&j, ']');
    sr_json_bool(&j, true);
    sr_json_close(&j, ']');
    sr_json_key(&j, "b");
    sr_json_null(&j);
    sr_json_key(&j, "c");
    sr_json_real(&j, NAN, 2);
    sr_json_key(&j, "d");
    sr_json_real(&j, INFINITY, 2);
    sr_json_key(&j, "e");
    sr_json_id(&j, 'c', 0);
    sr_json_key(&j, "f");
    sr_json_id(&j, 'c', SR_NONE);
    sr_json_key(&j, "g");
    sr_json_c(&j, NULL);
    sr_json_close(&j, '}');
    SR_CHECK_STR("structure", made(&out),
                 SR_STR("{\"a\":[-9223372036854775808,9223372036854775807,[],true],\"b\":null,\"c\":null,\"d\":null,"
                        "\"e\":\"c1\",\"f\":null,\"g\":null}"));
    sr_buf_release(&out);
}

int main(void) {
    test_values();
    test_structure();
    return sr_test_end("json");
}
