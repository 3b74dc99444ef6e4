#include "desk/server.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <unistd.h>

#include "desk/guard.h"
#include "desk/page.h"
#include "desk/parts.h"
#include "desk/sessions.h"

struct sr_route {
    const char *method, *path;
    sr_handler *handler;
    unsigned flags;
    size_t limit;
};

enum { OPEN = 1, WRITES = 2 };

static const struct sr_route routes[] = {
#define X(METHOD, PATH, HANDLER, FLAGS, LIMIT) {METHOD, PATH, HANDLER, FLAGS, LIMIT},
#include "desk/routes.def"
#undef X
};

/* ---- the answer ---- */

static const char *const headers[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
     "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
};

static void put_headers(struct sr_request *q, struct MHD_Response *r) {
    char retry[16];
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        (void)MHD_add_response_header(r, headers[i][0], headers[i][1]);
    const char *cache = q->keeps     ? "private, max-age=31536000, immutable"
                        : q->etag[0] ? "private, no-cache"
                                     : "no-store";
    (void)MHD_add_response_header(r, "Cache-Control", cache);
    if (q->encoding) (void)MHD_add_response_header(r, "Content-Encoding", q->encoding);
    (void)MHD_add_response_header(r, "Content-Type", q->type ? q->type : "application/json");
    if (q->etag[0]) (void)MHD_add_response_header(r, "ETag", q->etag);
    if (q->cookie[0]) (void)MHD_add_response_header(r, "Set-Cookie", q->cookie);
    if (q->retry_s) {
        (void)snprintf(retry, sizeof retry, "%u", q->retry_s);
        (void)MHD_add_response_header(r, "Retry-After", retry);
    }
    if (q->status == MHD_HTTP_METHOD_NOT_ALLOWED) (void)MHD_add_response_header(r, "Allow", "GET, POST, PATCH, DELETE");
}

static enum MHD_Result answer(struct sr_request *q) {
    struct MHD_Response *r = q->response;
    if (!r && q->out.failed) sr_answer_error(q, 500, "internal", "", "out of memory");
    if (!r) { /* the bytes become the response's */
        r = MHD_create_response_from_buffer(q->out.size, q->out.p, MHD_RESPMEM_MUST_FREE);
        if (!r) return MHD_NO;
        q->out = (struct sr_buf){0};
    }
    put_headers(q, r);
    q->answered = true;
    enum MHD_Result queued = MHD_queue_response(q->connection, q->status, r);
    MHD_destroy_response(r);
    return queued;
}

/* ---- what is let in ---- */

static const char *header(struct sr_request *q, const char *name) {
    return MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, name);
}

/* {} matches one part of a path, which is not empty. */
static bool matches(const char *pattern, const char *path, struct sr_str *argument) {
    const char *hole = strchr(pattern, '{');
    if (!hole) return strcmp(pattern, path) == 0;
    size_t before = (size_t)(hole - pattern);
    if (strncmp(pattern, path, before) != 0) return false;
    size_t n = strcspn(path + before, "/");
    *argument = (struct sr_str){path + before, (uint32_t)n};
    return n > 0 && strcmp(path + before + n, hole + 2) == 0;
}

/* The route of a request; a path that is there under another method is told as such. */
static bool find_route(struct sr_request *q) {
    bool there = false;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].path, q->path, &q->argument)) continue;
        there = true;
        if (strcmp(routes[i].method, q->method) != 0) continue;
        q->route = &routes[i];
        return true;
    }
    if (there) sr_answer_error(q, 405, "method", "", "%s is not for '%s'", q->method, q->path);
    else sr_answer_error(q, 404, "not-found", "docs/openapi.json lists them", "there is no '%s'", q->path);
    return false;
}

static bool rate_allows(struct sr_request *q, enum sr_rate kind) {
    const union MHD_ConnectionInfo *who = MHD_get_connection_info(q->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    uint32_t wait = sr_guard_rate(q->desk->guard, kind, who ? who->client_addr : NULL, sr_desk_now_ms());
    if (!wait) return true;
    q->retry_s = wait;
    sr_answer_error(q, 429, "too-many", "come again later", "too many requests: %u s to wait", wait);
    return false;
}

/* A request that changes something must come from our own page: by its origin, its token, and a type that no other
 * site's form can send. */
static bool write_allowed(struct sr_request *q) {
    const char *token = header(q, "X-Sitrep-Token"), *type = header(q, "Content-Type");
    bool login = !(q->route->flags & WRITES);
    if (!sr_guard_origin(header(q, "Host"), header(q, "Origin"), header(q, "Sec-Fetch-Site"))) {
        sr_answer_error(q, 403, "forbidden", "", "another site's page may not change anything here");
        return false;
    }
    if (!login && !q->has_session) {
        sr_answer_error(q, 401, "no-session", "begin one with POST /api/session", "there is no session");
        return false;
    }
    if (!login && (!token || !sr_same_secret(token, q->session.token))) {
        sr_answer_error(q, 403, "forbidden", "send the session's token in X-Sitrep-Token",
                        "the token is missing or wrong");
        return false;
    }
    if (strcmp(q->method, "DELETE") != 0 && (!type || strncmp(type, "application/json", 16) != 0)) {
        sr_answer_error(q, 400, "bad-request", "send Content-Type: application/json", "the body must be JSON");
        return false;
    }
    return rate_allows(q, login ? SR_RATE_LOGIN : SR_RATE_WRITE);
}

static bool body_fits(struct sr_request *q) {
    const char *length = header(q, "Content-Length");
    uint64_t size = 0;
    if (!length || (sr_digits(sr_str_c(length), &size) && size <= q->route->limit)) return true;
    sr_answer_error(q, 413, "too-large", "", "the body is longer than the limit of %zu bytes", q->route->limit);
    return false;
}

/* Everything that can be told from the request's head; false when it is answered by that. */
static bool admitted(struct sr_request *q) {
    if (!sr_guard_host(q->desk->guard, header(q, "Host"))) {
        sr_answer_error(q, 421, "forbidden", "name the desk as it was started, or start it with --host NAME",
                        "this desk is not known by that name");
        return false;
    }
    if (!rate_allows(q, SR_RATE_READ)) return false;
    if (strncmp(q->path, "/api/", 5) != 0) return true;
    if (!find_route(q)) return false;
    q->has_session = sr_sessions_find(q->desk->sessions, header(q, "Cookie"), sr_desk_now_ms(), &q->session);
    if (strcmp(q->method, "GET") != 0) return write_allowed(q) && body_fits(q);
    if (q->has_session || q->route->flags & OPEN || sr_sessions_open_mode(q->desk->sessions)) return true;
    sr_answer_error(q, 401, "no-session", "log in first", "this desk shows itself to its editors alone");
    return false;
}

/* ---- the server's calls ---- */

static struct sr_request *request_new(struct sr_desk *desk, struct MHD_Connection *connection, const char *path,
                                      const char *method) {
    struct sr_request *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    *q = (struct sr_request){.desk = desk, .connection = connection, .path = path, .method = method, .status = 200};
    sr_arena_init(&q->arena, (size_t)512 << 20);
    return q;
}

static void completed(void *user, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode how) {
    struct sr_request *q = *state;
    (void)user, (void)connection, (void)how;
    if (!q) return;
    sr_buf_release(&q->body);
    sr_buf_release(&q->out);
    sr_arena_release(&q->arena);
    free(q);
    *state = NULL;
}

static void handle(struct sr_request *q) {
    if (q->route) q->route->handler(q);
    else sr_page_serve(q);
}

/* Called when the head is there, for each piece of the body, and at its end. A body whose length wasn't told and that
 * grows beyond the limit ends the connection: nothing can be answered in its midst. */
static enum MHD_Result handler(void *user, struct MHD_Connection *connection, const char *path, const char *method,
                               const char *version, const char *data, size_t *size, void **state) {
    struct sr_request *q = *state;
    (void)version;
    if (!q) {
        *state = q = request_new(user, connection, path, method);
        if (!q) return MHD_NO;
        return admitted(q) ? MHD_YES : answer(q);
    }
    if (*size) {
        if (!q->answered && (!q->route || q->body.size + *size > q->route->limit)) return MHD_NO;
        if (!q->answered) sr_buf_add(&q->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (q->answered) return MHD_YES;
    handle(q);
    return answer(q);
}

/* ---- listening ---- */

/* Take "127.0.0.1:8400" or "[::1]:8400" apart. */
static bool split_address(const char *listen, char host[64], char port[8]) {
    const char *colon = strrchr(listen, ':');
    if (!colon || !colon[1] || strlen(colon + 1) > 5) return false;
    size_t n = (size_t)(colon - listen);
    if (n > 1 && listen[0] == '[' && listen[n - 1] == ']') listen++, n -= 2;
    if (!n || n >= 64) return false;
    memcpy(host, listen, n);
    host[n] = 0;
    memcpy(port, colon + 1, strlen(colon + 1) + 1);
    return port[strspn(port, "0123456789")] == 0;
}

static bool is_loopback(const struct sockaddr *a) {
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (a->sa_family == AF_INET) {
        memcpy(&v4, a, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    memcpy(&v6, a, sizeof v6);
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

static uint16_t port_of(int fd) {
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof bound;
    char port[8] = "";
    if (getsockname(fd, (struct sockaddr *)&bound, &size)) return 0;
    (void)getnameinfo((struct sockaddr *)&bound, size, NULL, 0, port, sizeof port, NI_NUMERICSERV);
    return (uint16_t)strtoul(port, NULL, 10);
}

static int bind_to(const struct addrinfo *found, struct sr_err *err, const char *listen_at) {
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    if (fd >= 0 && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) &&
        !bind(fd, found->ai_addr, found->ai_addrlen) && !listen(fd, 1024))
        return fd;
    (void)sr_fail(err, SR_ERR_IO, "another desk may be running; take another with --listen", "can't listen at %s: %s",
                  listen_at, strerror(errno));
    if (fd >= 0) (void)close(fd);
    return -1;
}

enum sr_status sr_server_listen(struct sr_desk *desk, int *socket, struct sr_err *err) {
    const char *at = desk->options.listen ? desk->options.listen : "127.0.0.1:8400";
    char host[64], port[8];
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *found = NULL;
    if (!split_address(at, host, port) || getaddrinfo(host, port, &hints, &found))
        return sr_fail(err, SR_ERR_USAGE, "write it as 127.0.0.1:8400 or [::1]:8400", "no address to listen at: '%s'",
                       at);
    desk->loopback = is_loopback(found->ai_addr);
    if (!desk->loopback && !desk->options.editors) {
        freeaddrinfo(found);
        return sr_fail(
            err, SR_ERR_USAGE,
            "tell one with --editors FILE ('sitrep desk --add-editor NAME --editors FILE' makes it), and put a "
            "proxy with TLS before it (docs/desk-security.md)",
            "listening at %s, where others can reach it, needs an editors' file", at);
    }
    *socket = bind_to(found, err, at);
    bool v6 = found->ai_family == AF_INET6;
    freeaddrinfo(found);
    if (*socket < 0) return SR_ERR_IO;
    desk->port = port_of(*socket);
    (void)snprintf(desk->address, sizeof desk->address, v6 ? "http://[%s]:%u/" : "http://%s:%u/", host, desk->port);
    struct sr_guard_in in = {.port = desk->port,
                             .loopback = desk->loopback,
                             .names = desk->options.hosts,
                             .name_count = desk->options.host_count};
    memcpy(in.host, host, sizeof in.host);
    desk->guard = sr_guard_new(&in);
    return desk->guard ? SR_OK : sr_fail_memory(err, "the guard");
}

/* A descriptor a stream: as many as the system lets us. */
static void raise_descriptors(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= 4096) return;
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* A connection beyond the limit is closed unanswered. It is counted once it has begun, so each thread may let in one too many. */
static enum MHD_Result let_in(void *user, const struct sockaddr *address, socklen_t size) {
    struct sr_desk *desk = user;
    (void)address, (void)size;
    return atomic_load(&desk->connections) < SR_SERVER_STREAMS + SR_SERVER_OTHERS ? MHD_YES : MHD_NO;
}

static void count(void *user, struct MHD_Connection *connection, void **state,
                  enum MHD_ConnectionNotificationCode what) {
    struct sr_desk *desk = user;
    (void)connection, (void)state;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) (void)atomic_fetch_add(&desk->connections, 1);
    else (void)atomic_fetch_sub(&desk->connections, 1);
}

enum sr_status sr_server_start(struct sr_desk *desk, int socket, struct sr_err *err) {
    raise_descriptors();
    /* libmicrohttpd's own limit is shared out to the threads, and the system hands connections out unevenly: each thread may
     * have all, and all of them are counted by let_in(); streams by the hub */
    unsigned most = SR_SERVER_THREADS * (SR_SERVER_STREAMS + SR_SERVER_OTHERS);
    desk->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, let_in, desk, handler, desk,
        MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)SR_SERVER_THREADS,
        MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SR_SERVER_IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SR_SERVER_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, count, desk, MHD_OPTION_END);
    if (desk->daemon) return SR_OK;
    (void)close(socket);
    return sr_fail(err, SR_ERR_IO, "", "can't start the server: %s", strerror(errno));
}

void sr_server_stop(struct sr_desk *desk) {
    if (desk->daemon) MHD_stop_daemon(desk->daemon);
    desk->daemon = NULL;
}
