#include "store/edit_value.h"

#include "base/test.h"
#include "store/store.h"

#define NONE SR_STORE_UNKNOWN

static const struct {
    const char *text; /* and as it is written again */
    bool good;
    struct sr_edit_value wanted;
} rows[] = {
    {"12", true, {12, 12, 12, "exact"}},
    {"at-least 12", true, {12, NONE, 12, "at-least"}},
    {"at-most 12", true, {NONE, 12, 12, "at-most"}},
    {"about 12", true, {NONE, NONE, 12, "about"}},
    {"12-15", true, {12, 15, 12, "range"}},
    {"vague", true, {NONE, NONE, NONE, "vague"}},
    {"0", true, {0, 0, 0, "exact"}},
    {"", false, {0}},
    {"twelve", false, {0}},
    {"about", false, {0}},
    {"about ", false, {0}},
    {"15-12", false, {0}},
    {"12-", false, {0}},
    {"12 people", false, {0}},
    {"-5", false, {0}},
    {"9999999999999", false, {0}},
};

int main(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_edit_value v = {0};
        bool good = sr_edit_value_read(sr_str_c(rows[i].text), &v);
        SR_CHECK_INT(rows[i].text, good, rows[i].good);
        if (!good || !rows[i].good) continue;
        SR_CHECK_INT(rows[i].text, v.low, rows[i].wanted.low);
        SR_CHECK_INT(rows[i].text, v.high, rows[i].wanted.high);
        SR_CHECK_INT(rows[i].text, v.value, rows[i].wanted.value);
        SR_CHECK_C(rows[i].text, v.hedge, rows[i].wanted.hedge);
        SR_CHECK_STR(rows[i].text, sr_edit_value_write(&arena, &v), sr_str_c(rows[i].text));
    }
    sr_arena_release(&arena);
    return sr_test_end("edit_value");
}
