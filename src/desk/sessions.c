#include "desk/sessions.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "desk/parts.h"

enum { MOST_SESSIONS = 256, SECRET = 16, MOST_FILE = 1 << 20 };
#define IDLE_MS ((int64_t)12 * 3600 * 1000)

struct editor {
    char name[48];
    char hash[crypto_pwhash_STRBYTES];
};

struct entry {
    char cookie[40];
    struct sr_session session;
    int64_t used_ms; /* 0: free */
};

struct sr_sessions {
    pthread_mutex_t lock, verifying; /* verifying: one at a time, so that logins can't take all memory */
    struct editor *editors;          /* [editor_count] */
    uint32_t editor_count;
    bool open_mode;
    struct entry entries[MOST_SESSIONS];
};

static void secret(char out[40]) {
    unsigned char bytes[SECRET];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(out, 40, bytes, sizeof bytes);
}

bool sr_same_secret(const char *a, const char *b) {
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

static bool name_is_one(struct sr_str name) {
    if (!name.n || name.n > 40) return false;
    for (uint32_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f || name.p[i] == ':') return false;
    return name.p[0] != '#' && name.p[0] != ' ' && name.p[name.n - 1] != ' ';
}

static enum sr_status read_line(struct sr_sessions *s, struct sr_str line, const char *file, uint64_t number,
                                struct sr_err *err) {
    if (!line.n || line.p[0] == '#') return SR_OK;
    const char *colon = memchr(line.p, ':', line.n);
    struct sr_str name = {line.p, colon ? (uint32_t)(colon - line.p) : 0};
    struct sr_str hash = {line.p + name.n + 1, colon ? line.n - name.n - 1 : 0};
    if (!name_is_one(name) || hash.n >= crypto_pwhash_STRBYTES || hash.n < 10 || memcmp(hash.p, "$argon2id$", 10)) {
        (void)sr_fail(err, SR_ERR_FORMAT, "add editors with 'sitrep desk --add-editor NAME --editors FILE'",
                      "no line of an editors' file");
        sr_err_at(err, file, number, 0);
        return SR_ERR_FORMAT;
    }
    struct editor *grown = realloc(s->editors, (s->editor_count + 1) * sizeof *grown);
    if (!grown) return sr_fail_memory(err, "the editors");
    s->editors = grown;
    struct editor *e = &s->editors[s->editor_count++];
    *e = (struct editor){0};
    memcpy(e->name, name.p, name.n);
    memcpy(e->hash, hash.p, hash.n);
    return SR_OK;
}

static enum sr_status read_editors(struct sr_sessions *s, const char *file, struct sr_err *err) {
    int fd;
    enum sr_status status = sr_file_open(file, &fd, err);
    if (status) return status;
    struct sr_stream stream;
    struct sr_str line;
    bool end = false;
    sr_stream_fd(&stream, fd);
    while (!status && !(status = sr_stream_line(&stream, MOST_FILE, &line, &end, err)) && !end)
        status = read_line(s, line, file, stream.line, err);
    sr_stream_release(&stream);
    (void)close(fd);
    if (!status && !s->editor_count)
        status = sr_fail(err, SR_ERR_EMPTY, "add one with 'sitrep desk --add-editor NAME --editors FILE'",
                         "no editor in '%s'", file);
    return status;
}

enum sr_status sr_sessions_open(const char *file, struct sr_sessions **sessions, struct sr_err *err) {
    struct sr_sessions *s = calloc(1, sizeof *s);
    if (!s) return sr_fail_memory(err, "the sessions");
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->verifying, NULL);
    s->open_mode = !file;
    enum sr_status status = file ? read_editors(s, file, err) : SR_OK;
    if (status) sr_sessions_free(s);
    else *sessions = s;
    return status;
}

void sr_sessions_free(struct sr_sessions *s) {
    if (!s) return;
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->verifying);
    free(s->editors);
    sodium_memzero(s, sizeof *s);
    free(s);
}

bool sr_sessions_open_mode(const struct sr_sessions *s) {
    return s->open_mode;
}

/* Whose token it is. Every hash is tried, so that the time tells nothing of whose it is. */
static const struct editor *verified(struct sr_sessions *s, struct sr_str token) {
    const struct editor *found = NULL;
    if (!token.n) return NULL;
    pthread_mutex_lock(&s->verifying);
    for (uint32_t i = 0; i < s->editor_count; i++)
        if (crypto_pwhash_str_verify(s->editors[i].hash, token.p, token.n) == 0) found = &s->editors[i];
    pthread_mutex_unlock(&s->verifying);
    return found;
}

/* A free entry, else the one that was used least lately. */
static struct entry *place_for(struct sr_sessions *s, int64_t now_ms) {
    struct entry *oldest = s->entries;
    for (uint32_t i = 0; i < MOST_SESSIONS; i++) {
        struct entry *e = &s->entries[i];
        if (now_ms - e->used_ms > IDLE_MS) return e;
        if (e->used_ms < oldest->used_ms) oldest = e;
    }
    return oldest;
}

bool sr_sessions_begin(struct sr_sessions *s, struct sr_str name, struct sr_str token, int64_t now_ms,
                       struct sr_session *session, char cookie[40]) {
    if (!s->open_mode) {
        const struct editor *editor = verified(s, token);
        if (!editor) return false;
        name = sr_str_c(editor->name);
    }
    if (!name_is_one(name)) return false;
    *session = (struct sr_session){0};
    memcpy(session->editor, name.p, name.n);
    secret(session->token);
    secret(cookie);
    pthread_mutex_lock(&s->lock);
    struct entry *e = place_for(s, now_ms);
    *e = (struct entry){.session = *session, .used_ms = now_ms};
    memcpy(e->cookie, cookie, sizeof e->cookie);
    pthread_mutex_unlock(&s->lock);
    return true;
}

/* The value of the cookie "sitrep" within a Cookie header. */
static bool cookie_of(const char *cookies, char out[40]) {
    for (const char *p = cookies; p && *p; p = strchr(p, ';')) {
        p += strspn(p, "; ");
        if (strncmp(p, "sitrep=", 7) != 0) continue;
        size_t n = strcspn(p + 7, ";");
        if (n != 2 * SECRET) return false;
        memcpy(out, p + 7, n);
        out[n] = 0;
        return true;
    }
    return false;
}

bool sr_sessions_find(struct sr_sessions *s, const char *cookies, int64_t now_ms, struct sr_session *session) {
    char cookie[40];
    bool found = false;
    if (!cookie_of(cookies, cookie)) return false;
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < MOST_SESSIONS; i++) {
        struct entry *e = &s->entries[i];
        if (!e->used_ms || now_ms - e->used_ms > IDLE_MS || !sr_same_secret(e->cookie, cookie)) continue;
        e->used_ms = now_ms;
        *session = e->session;
        found = true;
    }
    pthread_mutex_unlock(&s->lock);
    return found;
}

void sr_sessions_end(struct sr_sessions *s, const struct sr_session *session) {
    pthread_mutex_lock(&s->lock);
    for (uint32_t i = 0; i < MOST_SESSIONS; i++)
        if (s->entries[i].used_ms && sr_same_secret(s->entries[i].session.token, session->token))
            s->entries[i] = (struct entry){0};
    pthread_mutex_unlock(&s->lock);
}

static enum sr_status append(const char *file, const char *line, struct sr_err *err) {
    int fd = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) return sr_fail(err, SR_ERR_ACCESS, "", "can't write '%s': %s", file, strerror(errno));
    enum sr_status status = sr_file_write(fd, line, strlen(line), NULL, err);
    if (close(fd) && !status) status = sr_fail(err, SR_ERR_IO, "", "can't write '%s': %s", file, strerror(errno));
    return status;
}

enum sr_status sr_editor_add(const char *file, struct sr_str name, char token[40], struct sr_err *err) {
    struct sr_sessions *s = NULL;
    char hash[crypto_pwhash_STRBYTES], line[48 + crypto_pwhash_STRBYTES];
    if (!name_is_one(name))
        return sr_fail(err, SR_ERR_USAGE, "take 1 to 40 bytes without ':' and control characters",
                       "no name of an editor: '%.*s'", (int)name.n, name.p);
    bool there = access(file, F_OK) == 0;
    enum sr_status status = there ? sr_sessions_open(file, &s, err) : SR_OK;
    if (status == SR_ERR_EMPTY) status = SR_OK;
    for (uint32_t i = 0; !status && s && i < s->editor_count; i++)
        if (sr_str_is(name, s->editors[i].name))
            status = sr_fail(err, SR_ERR_USAGE, "take another name, or take the old line out of the file",
                             "'%s' has an editor '%.*s' already", file, (int)name.n, name.p);
    sr_sessions_free(s);
    if (status) return status;
    secret(token);
    if (crypto_pwhash_str(hash, token, strlen(token), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE))
        return sr_fail_memory(err, "hashing a token");
    (void)snprintf(line, sizeof line, "%.*s:%s\n", (int)name.n, name.p, hash);
    return append(file, line, err);
}
