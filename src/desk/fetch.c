#include "desk/fetch.h"

#include <curl/curl.h>
#include <pthread.h>
#include <strings.h>
#include <unistd.h>

#include "sitrep.h"

enum { AT_A_TIME = 8, MOST_WAITING = 64, MOST_BODY = 8 << 20, MOST_HEADERS = 64 << 10, POLL_MS = 1000 };

struct job {
    struct sr_fetcher *fetcher;
    struct job *next;
    CURL *curl;
    struct curl_slist *headers;
    void *user;
    char *url;
    char asked_etag[200], asked_modified[80];
    struct sr_buf body;
    size_t header_size;
    struct sr_fetched out;
    bool refused; /* a private address */
    bool large;
};

struct sr_fetcher {
    pthread_t thread;
    pthread_mutex_t lock; /* waiting, count, stop */
    struct job *waiting, **last;
    uint32_t count;
    bool stop;
    CURLM *multi;
    struct job *under_way[AT_A_TIME];
    bool allow_private;
    sr_fetch_done *done;
    void *owner;
};

static void job_free(struct job *job) {
    if (job->curl) curl_easy_cleanup(job->curl);
    curl_slist_free_all(job->headers);
    sr_buf_release(&job->body);
    free(job->url);
    free(job);
}

/* ---- libcurl's calls ---- */

/* The socket is about to be made for this very address: the last moment at which nothing was sent yet. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
    struct job *job = user;
    (void)purpose;
    if (!job->fetcher->allow_private && sr_address_is_private(&address->addr)) {
        job->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take_body(char *bytes, size_t one, size_t count, void *user) {
    struct job *job = user;
    size_t size = one * count;
    if (job->body.size + size > MOST_BODY) {
        job->large = true;
        return 0;
    }
    sr_buf_add(&job->body, bytes, size);
    return job->body.failed ? 0 : size;
}

/* The value of a header line under this name, cut to fit; a value that doesn't fit is none. */
static void header_value(const char *line, size_t size, const char *name, char *out, size_t room) {
    size_t n = strlen(name);
    if (size <= n + 1 || strncasecmp(line, name, n) != 0 || line[n] != ':') return;
    const char *p = line + n + 1, *end = line + size;
    while (p < end && (*p == ' ' || *p == '\t')) p++;
    while (end > p && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' ')) end--;
    if ((size_t)(end - p) >= room) return;
    memcpy(out, p, (size_t)(end - p));
    out[end - p] = 0;
}

static size_t take_header(char *line, size_t one, size_t count, void *user) {
    struct job *job = user;
    size_t size = one * count;
    job->header_size += size;
    if (job->header_size > MOST_HEADERS) {
        job->large = true;
        return 0;
    }
    if (size > 5 && memcmp(line, "HTTP/", 5) == 0) { /* another answer begins: after a redirect */
        job->out.etag[0] = job->out.modified[0] = 0;
        sr_buf_clear(&job->body);
    }
    header_value(line, size, "ETag", job->out.etag, sizeof job->out.etag);
    header_value(line, size, "Last-Modified", job->out.modified, sizeof job->out.modified);
    return size;
}

/* ---- a job ---- */

static bool add_header(struct job *job, const char *name, const char *value) {
    char line[256];
    if (!value || !*value) return true;
    (void)snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *more = curl_slist_append(job->headers, line);
    if (more) job->headers = more;
    return more != NULL;
}

static bool set_up(struct job *job, const struct sr_fetch *what) {
    CURL *c = job->curl = curl_easy_init();
    char agent[64];
    (void)snprintf(agent, sizeof agent, "sitrep/%s", sr_version());
    if (!c || !add_header(job, "If-None-Match", what->etag) || !add_header(job, "If-Modified-Since", what->modified))
        return false;
    bool good = curl_easy_setopt(c, CURLOPT_URL, job->url) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_MAXREDIRS, 5L) == CURLE_OK;
    good &=
        curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK; /* or the address that is checked would be the proxy's */
    good &= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, job) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_WRITEDATA, job) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_HEADERDATA, job) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)MOST_BODY) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_TIMEOUT, 30L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 10L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 64L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, 15L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_USERAGENT, agent) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_HTTPHEADER, job->headers) == CURLE_OK;
    good &= curl_easy_setopt(c, CURLOPT_PRIVATE, job) == CURLE_OK;
    return good;
}

bool sr_fetcher_ask(struct sr_fetcher *f, const struct sr_fetch *what) {
    struct job *job = calloc(1, sizeof *job);
    if (!job) return false;
    job->fetcher = f;
    job->user = what->user;
    job->url = strdup(what->url);
    bool taken = job->url && set_up(job, what);
    pthread_mutex_lock(&f->lock);
    taken &= f->count < MOST_WAITING && !f->stop;
    if (taken) {
        *f->last = job;
        f->last = &job->next;
        f->count++;
    }
    pthread_mutex_unlock(&f->lock);
    if (taken) (void)curl_multi_wakeup(f->multi);
    else job_free(job);
    return taken;
}

/* ---- the end of a job ---- */

static void judge(struct job *job, CURLcode code) {
    struct sr_fetched *out = &job->out;
    long status = 0;
    curl_off_t retry = 0;
    (void)curl_easy_getinfo(job->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(job->curl, CURLINFO_RETRY_AFTER, &retry);
    out->retry_s = retry > 0 && retry < 86400 ? (uint32_t)retry : retry >= 86400 ? 86400 : 0;
    out->how = SR_FETCH_FAILED;
    if (job->refused) {
        out->how = SR_FETCH_REFUSED;
        (void)snprintf(out->error, sizeof out->error, "its address is a private one; --allow-private lets it through");
    } else if (job->large || code == CURLE_FILESIZE_EXCEEDED)
        (void)snprintf(out->error, sizeof out->error, "it is longer than the limit of %d MiB", MOST_BODY >> 20);
    else if (code != CURLE_OK) (void)snprintf(out->error, sizeof out->error, "%s", curl_easy_strerror(code));
    else if (status == 304) out->how = SR_FETCH_UNCHANGED;
    else if (status == 410) {
        out->how = SR_FETCH_GONE;
        (void)snprintf(out->error, sizeof out->error, "it is gone for good (410)");
    } else if (status != 200) (void)snprintf(out->error, sizeof out->error, "the server answered %ld", status);
    else out->how = SR_FETCHED;
    out->body = (struct sr_str){job->body.p, (uint32_t)job->body.size};
    char *url = NULL;
    (void)curl_easy_getinfo(job->curl, CURLINFO_EFFECTIVE_URL, &url);
    out->url = url ? url : job->url;
}

static void finish(struct sr_fetcher *f, struct job *job, CURLcode code) {
    judge(job, code);
    (void)curl_multi_remove_handle(f->multi, job->curl);
    for (uint32_t i = 0; i < AT_A_TIME; i++)
        if (f->under_way[i] == job) f->under_way[i] = NULL;
    f->done(f->owner, job->user, &job->out);
    job_free(job);
}

/* ---- the thread ---- */

/* Begin what waits, as far as there is room. False: it is to stop. */
static bool begin_waiting(struct sr_fetcher *f) {
    bool go_on = true;
    for (uint32_t i = 0; i < AT_A_TIME && go_on; i++) {
        if (f->under_way[i]) continue;
        pthread_mutex_lock(&f->lock);
        struct job *job = f->waiting;
        if (job) {
            f->waiting = job->next;
            if (!f->waiting) f->last = &f->waiting;
            f->count--;
        }
        go_on = !f->stop;
        pthread_mutex_unlock(&f->lock);
        if (!job) break;
        f->under_way[i] = job;
        if (curl_multi_add_handle(f->multi, job->curl) != CURLM_OK) finish(f, job, CURLE_OUT_OF_MEMORY);
    }
    return go_on;
}

static void *run(void *user) {
    struct sr_fetcher *f = user;
    int running, left;
    while (begin_waiting(f)) {
        (void)curl_multi_perform(f->multi, &running);
        for (CURLMsg *m; (m = curl_multi_info_read(f->multi, &left));) {
            struct job *job = NULL;
            if (m->msg != CURLMSG_DONE) continue;
            CURLcode code = m->data.result;
            (void)curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&job);
            if (job) finish(f, job, code);
        }
        (void)curl_multi_poll(f->multi, NULL, 0, POLL_MS, NULL);
        pthread_mutex_lock(&f->lock);
        bool stop = f->stop;
        pthread_mutex_unlock(&f->lock);
        if (stop) break;
    }
    return NULL;
}

struct sr_fetcher *sr_fetcher_new(bool allow_private, sr_fetch_done *done, void *owner) {
    struct sr_fetcher *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->allow_private = allow_private;
    f->done = done;
    f->owner = owner;
    f->last = &f->waiting;
    f->multi = curl_multi_init();
    (void)pthread_mutex_init(&f->lock, NULL);
    if (f->multi && !pthread_create(&f->thread, NULL, run, f)) return f;
    if (f->multi) (void)curl_multi_cleanup(f->multi);
    pthread_mutex_destroy(&f->lock);
    free(f);
    return NULL;
}

void sr_fetcher_free(struct sr_fetcher *f) {
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->stop = true;
    pthread_mutex_unlock(&f->lock);
    (void)curl_multi_wakeup(f->multi);
    (void)pthread_join(f->thread, NULL);
    for (uint32_t i = 0; i < AT_A_TIME; i++) {
        if (!f->under_way[i]) continue;
        (void)curl_multi_remove_handle(f->multi, f->under_way[i]->curl);
        job_free(f->under_way[i]);
    }
    while (f->waiting) {
        struct job *next = f->waiting->next;
        job_free(f->waiting);
        f->waiting = next;
    }
    (void)curl_multi_cleanup(f->multi);
    pthread_mutex_destroy(&f->lock);
    free(f);
}
