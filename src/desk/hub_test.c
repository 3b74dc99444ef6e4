/* hub_test.c: the hub behind a server of its own on this machine: order, resumption, a full house, a listener who is slow. */
#include "desk/hub.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/test.h"

enum { MOST = 3 };

static enum MHD_Result serve(void *user, struct MHD_Connection *connection, const char *path, const char *method,
                             const char *version, const char *data, size_t *size, void **state) {
    static int seen;
    uint64_t change;
    struct sr_buf missed = {0};
    (void)path, (void)method, (void)version, (void)data, (void)size;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    struct sr_listener *l = sr_hub_join(user, &change);
    if (!l) return MHD_NO;
    sr_buf_printf(&missed, "joined after %d\n\n", (int)change);
    sr_listener_missed(l, &missed);
    struct MHD_Response *r = sr_listener_response(l, connection);
    enum MHD_Result queued = MHD_queue_response(connection, 200, r);
    MHD_destroy_response(r);
    return queued;
}

static int dial(uint16_t port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = 5};
    static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    int fd = socket(AF_INET, SOCK_STREAM, 0), small = 4096;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SR_CHECK_INT("connected", connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    SR_CHECK_INT("asked", write(fd, request, sizeof request - 1), (int64_t)sizeof request - 1);
    return fd;
}

/* Read until `text` was seen; false at the end of the stream. */
static bool see(int fd, const char *text, char *all, size_t room) {
    size_t n = strlen(all);
    while (!strstr(all, text)) {
        ssize_t got = read(fd, all + n, room - n - 1);
        if (got <= 0) return false;
        n += (size_t)got;
        all[n] = 0;
    }
    return true;
}

/* Wait until so many listen; how many do in the end. */
static uint32_t listeners(struct sr_hub *hub, uint32_t wanted) {
    uint32_t count = 0;
    for (int i = 0; i < 500 && (count = sr_hub_count(hub).listeners) != wanted; i++) (void)usleep(10000);
    return count;
}

static void check_order(struct sr_hub *hub, uint16_t port) {
    char one[4096] = "", two[4096] = "";
    int a = dial(port);
    SR_CHECK("the first joins", see(a, "joined after 0", one, sizeof one));
    sr_hub_tell(hub, SR_STR("data: 1\n\n"), 1);
    sr_hub_tell(hub, SR_STR("data: 2\n\n"), 2);
    SR_CHECK("it is told", see(a, "data: 2", one, sizeof one));
    SR_CHECK("in order", strstr(one, "data: 1") && strstr(one, "data: 1") < strstr(one, "data: 2"));
    int b = dial(port);
    SR_CHECK("the second knows where it stands", see(b, "joined after 2", two, sizeof two));
    sr_hub_tell(hub, SR_STR("data: 3\n\n"), 3);
    SR_CHECK("both are told", see(a, "data: 3", one, sizeof one) && see(b, "data: 3", two, sizeof two));
    SR_CHECK("what was before is not told again", strstr(two, "data: 2") == NULL);
    SR_CHECK_INT("two listen", sr_hub_count(hub).listeners, 2);
    int c = dial(port), d;
    char three[4096] = "";
    SR_CHECK("the third joins", see(c, "joined after 3", three, sizeof three));
    three[0] = 0;
    d = dial(port);
    SR_CHECK("the house is full", !see(d, "joined", three, sizeof three));
    (void)close(a), (void)close(b), (void)close(c), (void)close(d);
    sr_hub_tell(hub, SR_STR(":\n\n"), 0); /* only a write finds out that a listener has gone */
    sr_hub_tell(hub, SR_STR(":\n\n"), 0);
    for (int i = 0; i < 20 && sr_hub_count(hub).listeners; i++) {
        (void)usleep(20000);
        sr_hub_tell(hub, SR_STR(":\n\n"), 0);
    }
    SR_CHECK_INT("those who went are gone", listeners(hub, 0), 0);
}

static void check_slow(struct sr_hub *hub, uint16_t port) {
    static char big[32 << 10], all[64 << 10];
    char quick[4096] = "";
    memset(big, 'x', sizeof big);
    memcpy(big, "data: ", 6);
    memcpy(big + sizeof big - 2, "\n\n", 2);
    int slow = dial(port);
    SR_CHECK("it joins", see(slow, "joined", quick, sizeof quick));
    uint64_t cut = sr_hub_count(hub).cut;
    for (int i = 0; i < 1000; i++) sr_hub_tell(hub, (struct sr_str){big, sizeof big}, 0);
    /* it reads again, late: what was in flight still comes, then the end */
    while (read(slow, all, sizeof all) > 0) {
    }
    SR_CHECK_INT("who is slow is cut", listeners(hub, 0), 0);
    SR_CHECK_INT("and counted", sr_hub_count(hub).cut, cut + 1);
    (void)close(slow);
}

int main(void) {
    struct sr_hub *hub = sr_hub_new(MOST);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, serve,
                         hub, MHD_OPTION_CONNECTION_TIMEOUT, 20u, MHD_OPTION_END);
    SR_CHECK("a server", hub && daemon);
    if (!hub || !daemon) return sr_test_end("hub");
    uint16_t port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    check_order(hub, port);
    check_slow(hub, port);
    char last[4096] = "";
    int open = dial(port);
    SR_CHECK("one more", see(open, "joined", last, sizeof last));
    sr_hub_close(hub);
    SR_CHECK("closing ends its stream", !see(open, "never told", last, sizeof last));
    MHD_stop_daemon(daemon);
    (void)close(open);
    sr_hub_free(hub);
    return sr_test_end("hub");
}
