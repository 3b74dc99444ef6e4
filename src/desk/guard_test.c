#include "desk/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>

#include "base/test.h"

static const char *const names[] = {"desk.example.org"};

static const struct {
    const char *name, *host;
    bool loopback, wanted;
} hosts[] = {
    {"the address", "127.0.0.1:8400", true, true},
    {"a loopback name", "localhost:8400", true, true},
    {"in capitals", "LOCALHOST:8400", true, true},
    {"IPv6", "[::1]:8400", true, true},
    {"a name that was told", "desk.example.org", true, true},
    {"a name that was told, the proxy's port", "desk.example.org:8443", true, true},
    {"a rebound name", "evil.example.org:8400", true, false},
    {"a name that only begins as ours", "desk.example.org.evil.example", true, false},
    {"another port", "127.0.0.1:8401", true, false},
    {"no port", "127.0.0.1", true, false},
    {"a port with a tail", "127.0.0.1:8400x", true, false},
    {"a port beyond all", "127.0.0.1:99999999999", true, false},
    {"none", NULL, true, false},
    {"empty", "", true, false},
    {"a bracket left open", "[::1:8400", true, false},
    {"a loopback name of a desk that listens to all", "localhost:8400", false, false},
};

static const struct {
    const char *name, *origin, *site;
    bool wanted;
} origins[] = {
    {"not told", NULL, NULL, true},
    {"ours", "http://127.0.0.1:8400", "same-origin", true},
    {"ours, by https", "https://127.0.0.1:8400", NULL, true},
    {"another site", "https://evil.example", NULL, false},
    {"another port", "http://127.0.0.1:8401", NULL, false},
    {"a page without origin", "null", NULL, false},
    {"another site by its own word", NULL, "cross-site", false},
    {"a sister site", NULL, "same-site", false},
    {"typed into the address line", NULL, "none", true},
};

static void check_rates(void) {
    struct sr_guard_in in = {.host = "127.0.0.1", .port = 8400, .loopback = true};
    struct sr_guard *g = sr_guard_new(&in);
    struct sockaddr_in a = {.sin_family = AF_INET}, b = {.sin_family = AF_INET};
    a.sin_addr.s_addr = htonl(0x0a000001);
    b.sin_addr.s_addr = htonl(0x0a000002);
    const struct sockaddr *x = (const struct sockaddr *)&a, *y = (const struct sockaddr *)&b;
    int64_t now = 1000000, passed = 0;
    for (int i = 0; i < 60; i++) passed += sr_guard_rate(g, SR_RATE_WRITE, x, now) == 0;
    SR_CHECK_INT("a burst of changes", passed, 50);
    SR_CHECK_INT("and when to come again", sr_guard_rate(g, SR_RATE_WRITE, x, now), 1);
    SR_CHECK_INT("one more after a tenth of a second", sr_guard_rate(g, SR_RATE_WRITE, x, now + 100), 0);
    SR_CHECK_INT("but not two", sr_guard_rate(g, SR_RATE_WRITE, x, now + 100) > 0, 1);
    SR_CHECK_INT("reads have a bucket of their own", sr_guard_rate(g, SR_RATE_READ, x, now), 0);
    passed = 0;
    for (int i = 0; i < 8; i++) passed += sr_guard_rate(g, SR_RATE_LOGIN, y, now) == 0;
    SR_CHECK_INT("logins", passed, 5);
    SR_CHECK_INT("the next login", sr_guard_rate(g, SR_RATE_LOGIN, y, now), 10);
    sr_guard_free(g);
}

int main(void) {
    if (sodium_init() < 0) return 2;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct sr_guard_in in = {"127.0.0.1", 8400, hosts[i].loopback, names, 1};
        if (!hosts[i].loopback) memcpy(in.host, "0.0.0.0", sizeof "0.0.0.0");
        struct sr_guard *g = sr_guard_new(&in);
        SR_CHECK_INT(hosts[i].name, sr_guard_host(g, hosts[i].host), hosts[i].wanted);
        sr_guard_free(g);
    }
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
        SR_CHECK_INT(origins[i].name, sr_guard_origin("127.0.0.1:8400", origins[i].origin, origins[i].site),
                     origins[i].wanted);
    check_rates();
    return sr_test_end("guard");
}
