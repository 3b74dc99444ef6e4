/* sessions_test.c: how many sessions there may be, and for how long; what is no name. */
#include "desk/sessions.h"

#include "base/test.h"
#include "desk/parts.h"

enum { MOST = 256 };
#define IDLE_MS ((int64_t)12 * 3600 * 1000)

static bool is_known(struct sr_sessions *s, const char *cookie, int64_t now_ms) {
    char header[64];
    struct sr_session session;
    (void)snprintf(header, sizeof header, "other=1; sitrep=%s", cookie);
    return sr_sessions_find(s, header, now_ms, &session);
}

static void test_many(struct sr_sessions *s) {
    static char cookies[MOST + 1][40];
    struct sr_session session;
    for (uint32_t i = 0; i < MOST; i++)
        SR_CHECK("a session", sr_sessions_begin(s, SR_STR("Ann"), SR_STR(""), 1000 + i, &session, cookies[i]));
    SR_CHECK("the first is used again", is_known(s, cookies[0], 5000));
    SR_CHECK("one more", sr_sessions_begin(s, SR_STR("Bob"), SR_STR(""), 6000, &session, cookies[MOST]));
    SR_CHECK("takes the place of the one unused longest", !is_known(s, cookies[1], 6000));
    SR_CHECK("and of no other", is_known(s, cookies[0], 6000) && is_known(s, cookies[2], 6000));
    SR_CHECK("it lasts", is_known(s, cookies[MOST], 6000 + IDLE_MS));
    SR_CHECK("from its last use", is_known(s, cookies[MOST], 6000 + 2 * IDLE_MS));
    SR_CHECK("and then no longer", !is_known(s, cookies[MOST], 6001 + 3 * IDLE_MS));
}

static void test_names(struct sr_sessions *s) {
    static const struct {
        const char *name;
        bool is;
    } rows[] = {{"Ann", true},
                {"Zoë Ålund", true},
                {"", false},
                {" Ann", false},
                {"desk: hours", false}, /* whose notes are the desk's own */
                {"a\nb", false},
                {"#Ann", false},
                {"0123456789012345678901234567890123456789", true},
                {"01234567890123456789012345678901234567890", false}};
    struct sr_session session;
    char cookie[40];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        SR_CHECK_INT(rows[i].name, sr_sessions_begin(s, sr_str_c(rows[i].name), SR_STR(""), 1, &session, cookie),
                     rows[i].is);
}

int main(void) {
    struct sr_sessions *s = NULL;
    struct sr_err err;
    SR_CHECK_INT("sessions", sr_sessions_open(NULL, &s, &err), SR_OK);
    if (s) {
        test_many(s);
        test_names(s);
    }
    sr_sessions_free(s);
    return sr_test_end("desk sessions");
}
