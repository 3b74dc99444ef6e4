/* weigh_test.c: the rules of the datasets over counts, and whether two hedged numbers meet. */
#include "weigh/weigh.h"

#include "base/test.h"

enum { MOST = 4 };
#define NO SR_AMOUNT_UNKNOWN

static const struct {
    const char *name,
        *verdicts; /* a letter a count: C chosen, A agrees, W widens, L less placed, after O, U left out, - doesn't stand */
    bool acled;
    struct sr_count counts[MOST];
    uint32_t count;
    int64_t low, best, high;
} rows[] = {
    {"best placed, then newer; the others widen",
     "WC",
     false,
     {{24, 24, 24, 2, {2, false}, true, false}, {31, 31, 31, 1, {1, false}, true, false}},
     2,
     24,
     31,
     31},
    {"of one rank the newer",
     "WC",
     false,
     {{24, 24, 24, 1, {2, false}, true, false}, {31, 31, 31, 2, {2, false}, true, false}},
     2,
     24,
     31,
     31},
    {"of one rank and time the lower",
     "CW",
     false,
     {{24, 24, 24, 0, {2, false}, true, false}, {31, 31, 31, 0, {2, false}, true, false}},
     2,
     24,
     24,
     31},
    {"a party counts for nothing beside others",
     "CU",
     false,
     {{24, 24, 24, 1, {2, false}, true, false}, {50, 50, 50, 2, {5, true}, true, false}},
     2,
     24,
     24,
     24},
    {"of parties alone the low is 0",
     "CW",
     false,
     {{24, 24, 24, 2, {5, true}, true, false}, {50, 50, 50, 1, {5, true}, true, false}},
     2,
     0,
     24,
     50},
    {"what doesn't stand",
     "-C",
     false,
     {{9, 9, 9, 3, {1, false}, false, false}, {24, 24, 24, 1, {2, false}, true, false}},
     2,
     24,
     24,
     24},
    {"between the ends, less placed",
     "CWLW",
     false,
     {{20, 20, 20, 0, {1, false}, true, false},
      {10, 10, 10, 0, {2, false}, true, false},
      {21, 21, 21, 0, {2, false}, true, false},
      {30, 30, 30, 0, {2, false}, true, false}},
     4,
     10,
     20,
     30},
    {"up to one, beside two",
     "CW",
     false,
     {{NO, 1, 1, 0, {1, false}, true, false}, {2, 2, 2, 0, {2, false}, true, false}},
     2,
     1,
     1,
     2},
    {"nothing stands", "-", false, {{9, 9, 9, 3, {1, false}, false, false}}, 1, NO, NO, NO},
    {"acled: the most conservative",
     "OCA",
     true,
     {{31, 31, 31, 0, {1, false}, true, false},
      {24, 30, 24, 0, {5, true}, true, false},
      {24, 24, 24, 0, {2, false}, true, false}},
     3,
     24,
     24,
     24},
    {"acled: no number",
     "UC",
     true,
     {{NO, NO, NO, 0, {1, false}, true, true}, {3, 3, 3, 0, {1, false}, true, false}},
     2,
     3,
     3,
     3},
};

static const struct {
    const char *name;
    struct sr_amount a, b;
    bool meet;
} pairs[] = {
    {"at least 14, and 17", {14, NO, 14, SR_HEDGE_AT_LEAST}, {17, 17, 17, SR_HEDGE_EXACT}, true},
    {"at least 14, and four", {14, NO, 14, SR_HEDGE_AT_LEAST}, {4, 4, 4, SR_HEDGE_EXACT}, false},
    {"about 220, and 217", {NO, NO, 220, SR_HEDGE_ABOUT}, {217, 217, 217, SR_HEDGE_EXACT}, true},
    {"about 220, and 250", {NO, NO, 220, SR_HEDGE_ABOUT}, {250, 250, 250, SR_HEDGE_EXACT}, false},
    {"dozens, and four", {12, NO, NO, SR_HEDGE_VAGUE}, {4, 4, 4, SR_HEDGE_EXACT}, true},
};

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t verdicts[MOST];
        char letters[MOST + 1] = {0};
        struct sr_weight w = (rows[i].acled ? sr_weigh_acled : sr_weigh_ucdp)(rows[i].counts, rows[i].count, verdicts);
        for (uint32_t k = 0; k < rows[i].count; k++) letters[k] = "-CAWLOU"[verdicts[k]];
        SR_CHECK_C(rows[i].name, letters, rows[i].verdicts);
        SR_CHECK_INT(rows[i].name, w.low, rows[i].low);
        SR_CHECK_INT(rows[i].name, w.best, rows[i].best);
        SR_CHECK_INT(rows[i].name, w.high, rows[i].high);
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        SR_CHECK_INT(pairs[i].name, sr_amounts_meet(pairs[i].a, pairs[i].b), pairs[i].meet);
        SR_CHECK_INT(pairs[i].name, sr_amounts_meet(pairs[i].b, pairs[i].a), pairs[i].meet);
    }
    return sr_test_end("weigh");
}
