/* test.h: what a *_test.c needs. Each is a program of its own: it runs its rows, names the rows that fail with both
 * values, and ends "name: N passed, N failed". Checks survive NDEBUG.
 *
 *     int main(void) {
 *         for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
 *             SR_CHECK_INT(rows[i].name, parse(rows[i].input), rows[i].expected);
 *         return sr_test_end("claim");
 *     }
 */
#ifndef SR_BASE_TEST_H
#define SR_BASE_TEST_H

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/span.h"

static int sr_test_passed, sr_test_failed;

static inline void sr_check_int(const char *file, int line, const char *name, int64_t got, int64_t want) {
    if (got == want) {
        sr_test_passed++;
        return;
    }
    sr_test_failed++;
    printf("%s:%d: %s: got %" PRId64 ", want %" PRId64 "\n", file, line, name, got, want);
}

static inline void sr_check_str(const char *file, int line, const char *name, struct sr_str got, struct sr_str want) {
    if (sr_str_eq(got, want)) {
        sr_test_passed++;
        return;
    }
    sr_test_failed++;
    printf("%s:%d: %s:\n    got  '%.*s'\n    want '%.*s'\n", file, line, name, (int)got.n, got.p ? got.p : "",
           (int)want.n, want.p ? want.p : "");
}

static inline int sr_test_end(const char *name) {
    printf("%s: %d passed, %d failed\n", name, sr_test_passed, sr_test_failed);
    return sr_test_failed != 0;
}

#define SR_CHECK_INT(name, got, want) sr_check_int(__FILE__, __LINE__, (name), (int64_t)(got), (int64_t)(want))
#define SR_CHECK_STR(name, got, want) sr_check_str(__FILE__, __LINE__, (name), (got), (want))
#define SR_CHECK_C(name, got, want) sr_check_str(__FILE__, __LINE__, (name), sr_str_c(got), sr_str_c(want))
#define SR_CHECK(name, condition) sr_check_int(__FILE__, __LINE__, (name), (condition) ? 1 : 0, 1)

#endif
