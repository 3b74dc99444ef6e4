/* address.c: which addresses are nobody's business. */
#include <string.h>

#include "desk/fetch.h"

/* What the IANA special-purpose registries do not mark as globally reachable, multicast, and what is reserved. */
static const struct {
    uint32_t network;
    uint32_t bits;
} v4_blocks[] = {
    {0x00000000, 8},  /* 0.0.0.0/8 this network */
    {0x0a000000, 8},  /* 10.0.0.0/8 private */
    {0x64400000, 10}, /* 100.64.0.0/10 shared, carrier's NAT */
    {0x7f000000, 8},  /* 127.0.0.0/8 loopback */
    {0xa9fe0000, 16}, /* 169.254.0.0/16 link-local, cloud metadata */
    {0xac100000, 12}, /* 172.16.0.0/12 private */
    {0xc0000000, 24}, /* 192.0.0.0/24 protocol assignments */
    {0xc0000200, 24}, /* 192.0.2.0/24 documentation */
    {0xc0586300, 24}, /* 192.88.99.0/24 6to4 relay, deprecated */
    {0xc0a80000, 16}, /* 192.168.0.0/16 private */
    {0xc6120000, 15}, /* 198.18.0.0/15 benchmarking */
    {0xc6336400, 24}, /* 198.51.100.0/24 documentation */
    {0xcb007100, 24}, /* 203.0.113.0/24 documentation */
    {0xe0000000, 3},  /* 224.0.0.0/3 multicast and reserved */
};

static bool v4_private(uint32_t a) {
    for (size_t i = 0; i < sizeof v4_blocks / sizeof *v4_blocks; i++)
        if ((a ^ v4_blocks[i].network) >> (32 - v4_blocks[i].bits) == 0) return true;
    return false;
}

static uint32_t big32(const uint8_t *b) {
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Global unicast is 2000::/3 alone; within it some prefixes hold an IPv4 address or go nowhere. */
static bool v6_private(const uint8_t b[16]) {
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, nat64[12] = {0, 0x64, 0xff, 0x9b};
    if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0) return v4_private(big32(b + 12));
    if (b[0] >> 5 != 1) return true;
    uint32_t first = big32(b);
    if (first >> 16 == 0x2002) return v4_private(big32(b + 2)); /* 6to4 */
    if (first == 0x20010000) return true;                       /* Teredo */
    if (first == 0x20010db8) return true;                       /* documentation */
    if (first >> 12 == 0x3fff0) return true;                    /* documentation, 3fff::/20 */
    return first >> 9 == 0x20010000 >> 9;                       /* 2001::/23 protocol assignments */
}

bool sr_address_is_private(const struct sockaddr *address) {
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        return v4_private(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6) return true;
    memcpy(&v6, address, sizeof v6);
    return v6_private(v6.sin6_addr.s6_addr);
}

bool sr_url_is_web(struct sr_str url) {
    uint32_t scheme = url.n > 8 && memcmp(url.p, "https://", 8) == 0  ? 8
                      : url.n > 7 && memcmp(url.p, "http://", 7) == 0 ? 7
                                                                      : 0;
    if (!scheme || url.n > 2000) return false;
    for (uint32_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= 0x20 || url.p[i] == 0x7f || url.p[i] == '\\') return false;
    uint32_t end = scheme;
    while (end < url.n && !memchr("/?#", url.p[end], 3)) end++;
    return end > scheme && !memchr(url.p + scheme, '@', end - scheme);
}
