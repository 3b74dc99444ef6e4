#include <arpa/inet.h>

#include "base/test.h"
#include "desk/fetch.h"

static const struct {
    const char *address;
    bool is_private;
} rows[] = {
    {"93.184.216.34", false},
    {"8.8.8.8", false},
    {"172.15.255.255", false},
    {"172.32.0.1", false},
    {"100.63.255.255", false},
    {"126.255.255.255", false},
    {"127.0.0.1", true},
    {"127.255.255.254", true},
    {"0.0.0.0", true},
    {"10.1.2.3", true},
    {"100.64.0.1", true},
    {"169.254.169.254", true},
    {"172.16.0.1", true},
    {"172.31.255.255", true},
    {"192.168.1.1", true},
    {"198.18.0.1", true},
    {"224.0.0.1", true},
    {"255.255.255.255", true},
    {"2606:2800:220:1:248:1893:25c8:1946", false},
    {"2001:4860:4860::8888", false},
    {"::1", true},
    {"::", true},
    {"fe80::1", true},
    {"fc00::1", true},
    {"ff02::1", true},
    {"::ffff:127.0.0.1", true},
    {"::ffff:8.8.8.8", false},
    {"64:ff9b::10.0.0.1", true},
    {"64:ff9b::8.8.8.8", false},
    {"2002:7f00:1::", true},
    {"2001:db8::1", true},
    {"2001::1", true},
    {"3fff:1::", true},
};

static const struct {
    const char *url;
    bool good;
} urls[] = {
    {"https://news.example/feed.xml", true},
    {"http://news.example:8080/?a=b", true},
    {"https://news.example", true},
    {"https://news.example/a@b", true},
    {"ftp://news.example/", false},
    {"file:///etc/passwd", false},
    {"https://", false},
    {"https:///feed", false},
    {"https://user@news.example/", false},
    {"https://user:pass@news.example/", false},
    {"https://news.example/a b", false},
    {"https://news.example\\@evil.example/", false},
    {"https://news.example/\nHost: x", false},
    {"", false},
};

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sockaddr_storage a = {0};
        struct sockaddr_in v4 = {.sin_family = AF_INET};
        struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
        bool is_v6 = strchr(rows[i].address, ':') != NULL;
        SR_CHECK_INT(rows[i].address,
                     inet_pton(is_v6 ? AF_INET6 : AF_INET, rows[i].address,
                               is_v6 ? (void *)&v6.sin6_addr : (void *)&v4.sin_addr),
                     1);
        if (is_v6) memcpy(&a, &v6, sizeof v6);
        else memcpy(&a, &v4, sizeof v4);
        SR_CHECK_INT(rows[i].address, sr_address_is_private((const struct sockaddr *)&a), rows[i].is_private);
    }
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        SR_CHECK_INT(urls[i].url, sr_url_is_web(sr_str_c(urls[i].url)), urls[i].good);
    return sr_test_end("address");
}
