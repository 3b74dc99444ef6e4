#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/feed.h"
#include "input/input.h"
#include "input/unpack.h"
#include "input/warc.h"

enum { DEEPEST = 64 }; /* folders within folders; a stop for loops that no link explains */

struct item {
    char *path; /* NULL: an fd or bytes */
    char *name; /* for messages; NULL: none */
    const char *bytes;
    size_t size;
    int fd;
};

struct folder {
    struct sr_arena arena; /* holds all below, so that a walk's memory is that of the folders it stands in */
    const char *path;
    struct sr_str *names; /* [count], sorted by bytes */
    uint32_t count, next;
};

struct sr_source {
    enum sr_format format;
    size_t max_size;
    struct item *items; /* [count] */
    size_t count, room, next;
    struct folder folders[DEEPEST];
    uint32_t depth;
    size_t root; /* length of the walked folder's own path, its slash included */
    /* what is open now */
    struct sr_stream stream; /* its bytes, unpacked where they were packed */
    struct sr_stream packed; /* as they came, where they were */
    struct sr_unpack *unpack;
    struct sr_feed *feed;
    uint64_t record;     /* of a WARC file */
    bool looked;         /* whether it is packed is known */
    struct sr_err fault; /* of a feed, told when the items before it are gone */
    bool open, owned;
    enum sr_format open_format; /* AUTO: not yet known */
    char *open_name;            /* owned; NULL: none */
    size_t open_id;             /* where the id begins in it */
};

void sr_raw_release(struct sr_raw *raw) {
    sr_buf_release(&raw->bytes);
    sr_buf_release(&raw->file);
    sr_buf_release(&raw->id);
    sr_buf_release(&raw->head);
}

struct sr_source *sr_source_new(enum sr_format format, size_t max_size) {
    struct sr_source *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->format = format;
    s->max_size = max_size ? max_size : SR_MAX_SIZE_DEFAULT;
    if (s->max_size > SR_MAX_SIZE_LARGEST) s->max_size = SR_MAX_SIZE_LARGEST;
    return s;
}

static void close_stream(struct sr_source *s) {
    if (!s->open) return;
    if (s->owned) (void)close(s->unpack ? s->packed.fd : s->stream.fd);
    sr_stream_release(&s->stream);
    if (s->unpack) sr_stream_release(&s->packed);
    sr_unpack_free(s->unpack);
    sr_feed_free(s->feed);
    s->unpack = NULL;
    s->feed = NULL;
    s->record = 0;
    s->fault.status = SR_OK;
    s->looked = false;
    free(s->open_name);
    s->open_name = NULL;
    s->open = false;
}

static void leave_folder(struct sr_source *s) {
    sr_arena_release(&s->folders[--s->depth].arena);
}

void sr_source_free(struct sr_source *s) {
    if (!s) return;
    close_stream(s);
    while (s->depth) leave_folder(s);
    for (size_t i = s->next; i < s->count; i++) {
        free(s->items[i].path);
        free(s->items[i].name);
    }
    free(s->items);
    free(s);
}

static char *copy(const char *c) {
    size_t n = strlen(c) + 1;
    char *p = malloc(n);
    return p ? memcpy(p, c, n) : NULL;
}

static enum sr_status add(struct sr_source *s, struct item item, const char *path, const char *name,
                          struct sr_err *err) {
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 16;
        struct item *items = room < SIZE_MAX / sizeof *items ? realloc(s->items, room * sizeof *items) : NULL;
        if (!items) return sr_fail_memory(err, "listing what to read");
        s->items = items;
        s->room = room;
    }
    if (path && !(item.path = copy(path))) return sr_fail_memory(err, "listing what to read");
    if (name && !(item.name = copy(name))) return sr_fail_memory(err, "listing what to read");
    s->items[s->count++] = item;
    return SR_OK;
}

enum sr_status sr_source_add_path(struct sr_source *s, const char *path, struct sr_err *err) {
    return add(s, (struct item){.fd = -1}, path, NULL, err);
}

enum sr_status sr_source_add_fd(struct sr_source *s, int fd, const char *name, struct sr_err *err) {
    return add(s, (struct item){.fd = fd}, NULL, name, err);
}

enum sr_status sr_source_add_bytes(struct sr_source *s, const char *bytes, size_t size, const char *name,
                                   struct sr_err *err) {
    return add(s, (struct item){.bytes = bytes, .size = size, .fd = -1}, NULL, name, err);
}

static bool ends_with(const char *name, size_t n, const char *ending) {
    size_t e = strlen(ending);
    return n > e && memcmp(name + n - e, ending, e) == 0;
}

/* By a name's ending; AUTO where it has none of ours, or one that tells too little (*ours: it is to be read). */
static enum sr_format format_of_name(const char *name, bool *ours) {
    static const struct {
        const char *ending;
        enum sr_format format;
    } endings[] = {{".txt", SR_FORMAT_TEXT},  {".jsonl", SR_FORMAT_JSONL}, {".ndjson", SR_FORMAT_JSONL},
                   {".html", SR_FORMAT_HTML}, {".htm", SR_FORMAT_HTML},    {".xhtml", SR_FORMAT_HTML},
                   {".rss", SR_FORMAT_FEED},  {".atom", SR_FORMAT_FEED},   {".warc", SR_FORMAT_WARC},
                   {".xml", SR_FORMAT_AUTO}};
    size_t n = strlen(name);
    if (ends_with(name, n, ".gz")) n -= 3;
    else if (ends_with(name, n, ".zst")) n -= 4;
    *ours = true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, n, endings[i].ending)) return endings[i].format;
    *ours = false;
    return SR_FORMAT_AUTO;
}

static int by_bytes(const void *a, const void *b) {
    const struct sr_str *x = a, *y = b;
    return strcmp(x->p, y->p);
}

/* List a folder and stand in it. */
static enum sr_status enter_folder(struct sr_source *s, const char *path, struct sr_err *err) {
    if (s->depth == DEEPEST)
        return sr_fail(err, SR_ERR_LIMIT, "name the inner folder itself", "'%s' lies too deep: more than %d folders",
                       path, DEEPEST);
    DIR *dir = opendir(path);
    if (!dir) {
        if (errno == EACCES)
            return sr_fail(err, SR_ERR_ACCESS, "check who may read it: ls -ld", "may not read the folder '%s'", path);
        return sr_fail(err, SR_ERR_IO, NULL, "can't read the folder '%s'", path);
    }
    struct folder *f = &s->folders[s->depth];
    *f = (struct folder){0};
    sr_arena_init(&f->arena, 0);
    SR_VEC(struct sr_str) names = {0};
    bool memory = true;
    for (struct dirent *e; memory && (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        bool folder = e->d_type == DT_DIR;
        if (e->d_type == DT_UNKNOWN) {
            struct stat st;
            folder = fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
        }
        bool ours = false;
        (void)format_of_name(e->d_name, &ours);
        if (!folder && !ours) continue;
        struct sr_str name = sr_arena_str(&f->arena, sr_str_c(e->d_name));
        memory = name.p && SR_PUSH(&f->arena, names, name);
    }
    (void)closedir(dir);
    struct sr_str own = sr_arena_str(&f->arena, sr_str_c(path));
    if (!memory || !own.p) {
        sr_arena_release(&f->arena);
        return sr_fail_memory(err, "listing a folder");
    }
    if (names.count) qsort(names.items, names.count, sizeof *names.items, by_bytes);
    f->path = own.p;
    f->names = names.items;
    f->count = names.count;
    s->depth++;
    return SR_OK;
}

/* What a message calls the source; its id is what follows `id` bytes of it. */
static enum sr_status open_stream(struct sr_source *s, const char *name, size_t id, struct sr_err *err) {
    s->open_name = name ? copy(name) : NULL;
    if (name && !s->open_name) return sr_fail_memory(err, "opening");
    s->open_id = id;
    s->open = true;
    bool ours;
    s->open_format = s->format == SR_FORMAT_AUTO && name ? format_of_name(name, &ours) : s->format;
    return SR_OK;
}

static size_t base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? (size_t)(slash + 1 - path) : 0;
}

/* Begin with a path: a folder is entered, a file opened. `id`: where the document's id begins in it. */
static enum sr_status begin_path(struct sr_source *s, const char *path, size_t id, struct sr_err *err) {
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        enum sr_status status = enter_folder(s, path, err);
        if (!status && s->depth == 1) {
            size_t n = strlen(path);
            s->root = n + (n && path[n - 1] == '/' ? 0 : 1);
            if (!s->folders[0].count) {
                leave_folder(s);
                return sr_fail(err, SR_ERR_EMPTY, "files to be read end in .txt, .jsonl, .html, .xml or .warc",
                               "the folder '%s' holds nothing to read", path);
            }
        }
        return status;
    }
    int fd;
    enum sr_status status = sr_file_open(path, &fd, err);
    if (status) return status;
    sr_stream_fd(&s->stream, fd);
    s->owned = true;
    status = open_stream(s, path, id, err);
    if (status) (void)close(fd);
    return status;
}

/* Go to the next thing to read; *end when nothing is left. */
static enum sr_status advance(struct sr_source *s, bool *end, struct sr_err *err) {
    *end = false;
    if (s->depth) {
        struct folder *f = &s->folders[s->depth - 1];
        if (f->next == f->count) {
            leave_folder(s);
            return SR_OK;
        }
        struct sr_str name = f->names[f->next++];
        size_t n = strlen(f->path);
        struct sr_str path =
            sr_arena_printf(&f->arena, "%s%s%s", f->path, n && f->path[n - 1] == '/' ? "" : "/", name.p);
        if (!path.p) return sr_fail_memory(err, "walking a folder");
        return begin_path(s, path.p, s->root, err);
    }
    if (s->next == s->count) {
        *end = true;
        return SR_OK;
    }
    struct item item = s->items[s->next++];
    enum sr_status status;
    if (item.path) status = begin_path(s, item.path, base_of(item.path), err);
    else {
        if (item.fd >= 0) sr_stream_fd(&s->stream, item.fd);
        else sr_stream_memory(&s->stream, item.bytes, item.size);
        s->owned = false;
        status = open_stream(s, item.name, 0, err);
    }
    free(item.path);
    free(item.name);
    return status;
}

static bool is_blank(struct sr_str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r') return false;
    return true;
}

static const struct sr_str BOM = {"\xEF\xBB\xBF", 3};

static bool begins(struct sr_str s, struct sr_str with) {
    return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

static bool names(struct sr_str s, const char *word) {
    uint32_t n = (uint32_t)strlen(word), i = 0;
    while (i < n && i < s.n && (s.p[i] | (word[i] >= 'a' && word[i] <= 'z' ? 0x20 : 0)) == word[i]) i++;
    return i == n;
}

/* XML or HTML, by the first tags: a declaration and comments may stand before them. */
static enum sr_format sniff_markup(struct sr_str ahead) {
    static const char *const feeds[] = {"<rss", "<feed", "<rdf:rdf"};
    static const char *const pages[] = {"<!doctype html", "<html",    "<head", "<body", "<title",
                                        "<meta",          "<article", "<div",  "<p>"};
    uint32_t i = 0;
    bool xml = names(ahead, "<?xml");
    for (uint32_t tags = 0; i < ahead.n && tags < 8; tags++) {
        struct sr_str here = {ahead.p + i, ahead.n - i};
        for (size_t k = 0; k < sizeof feeds / sizeof *feeds; k++)
            if (names(here, feeds[k])) return SR_FORMAT_FEED;
        for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
            if (names(here, pages[k])) return SR_FORMAT_HTML;
        bool comment = names(here, "<!--");
        const char *end = comment ? memmem(here.p, here.n, "-->", 3) : memchr(here.p, '>', here.n);
        if (!end || (*here.p != '<')) break;
        i = (uint32_t)(end - ahead.p) + (comment ? 3 : 1);
        while (i < ahead.n && (unsigned char)ahead.p[i] <= ' ') i++;
    }
    return xml ? SR_FORMAT_FEED : SR_FORMAT_TEXT;
}

static enum sr_format sniff(struct sr_str ahead) {
    uint32_t i = begins(ahead, BOM) ? BOM.n : 0;
    while (i < ahead.n && strchr(" \t\r\n", ahead.p[i])) i++;
    if (names((struct sr_str){ahead.p + i, ahead.n - i}, "WARC/")) return SR_FORMAT_WARC;
    if (i < ahead.n && ahead.p[i] == '<') return sniff_markup((struct sr_str){ahead.p + i, ahead.n - i});
    if (i == ahead.n || ahead.p[i] != '{') return SR_FORMAT_TEXT;
    if (memmem(ahead.p, ahead.n < 2048 ? ahead.n : 2048, "://jsonfeed.org/version/", 24)) return SR_FORMAT_FEED;
    for (i++; i < ahead.n && strchr(" \t\r\n", ahead.p[i]);) i++;
    return i < ahead.n && ahead.p[i] == '"' ? SR_FORMAT_JSONL : SR_FORMAT_TEXT;
}

static enum sr_status give(struct sr_source *s, struct sr_raw *raw, struct sr_str bytes, uint64_t line,
                           struct sr_err *err) {
    const char *name = s->open_name ? s->open_name : "";
    sr_buf_clear(&raw->bytes);
    sr_buf_clear(&raw->file);
    sr_buf_clear(&raw->id);
    sr_buf_str(&raw->bytes, bytes);
    sr_buf_c(&raw->file, name);
    sr_buf_c(&raw->id, name + s->open_id);
    raw->line = line;
    raw->format = s->open_format;
    sr_buf_clear(&raw->head);
    if (raw->bytes.failed || raw->file.failed || raw->id.failed) return sr_fail_memory(err, "reading a document");
    return SR_OK;
}

/* The next line that is not blank. *none: the stream has ended. */
static enum sr_status next_line(struct sr_source *s, struct sr_raw *raw, bool *none, struct sr_err *err) {
    struct sr_str line = {0};
    bool end = false;
    for (;;) {
        enum sr_status status = sr_stream_line(&s->stream, s->max_size, &line, &end, err);
        if (status) {
            sr_err_at(err, s->open_name, status == SR_ERR_LIMIT ? s->stream.line : 0, 0);
            if (status != SR_ERR_LIMIT) close_stream(s);
            return status;
        }
        if (end) {
            close_stream(s);
            *none = true;
            return SR_OK;
        }
        if (s->stream.line == 1 && begins(line, BOM)) line = (struct sr_str){line.p + BOM.n, line.n - BOM.n};
        if (is_blank(line)) continue;
        *none = false;
        return give(s, raw, line, s->stream.line, err);
    }
}

static enum sr_status whole_text(struct sr_source *s, struct sr_raw *raw, struct sr_err *err) {
    struct sr_str text = {0};
    enum sr_status status = sr_stream_rest(&s->stream, s->max_size, &text, err);
    if (status) sr_err_at(err, s->open_name, 0, 0);
    else status = give(s, raw, text, 0, err);
    close_stream(s);
    return status;
}

/* The file's name and id go into raw beside what a feed or archive filled in. */
static enum sr_status give_names(struct sr_source *s, struct sr_raw *raw, struct sr_err *err) {
    const char *name = s->open_name ? s->open_name : "";
    sr_buf_clear(&raw->file);
    sr_buf_clear(&raw->id);
    sr_buf_c(&raw->file, name);
    sr_buf_c(&raw->id, name + s->open_id);
    return raw->file.failed || raw->id.failed ? sr_fail_memory(err, "reading a document") : SR_OK;
}

/* The next item of a feed. XML is pushed piece by piece; a JSON Feed is read whole, it has no other order. */
static enum sr_status next_item(struct sr_source *s, struct sr_raw *raw, bool *none, struct sr_err *err) {
    enum sr_status status = SR_OK;
    if (!s->feed && !(s->feed = sr_feed_new(s->max_size))) status = sr_fail_memory(err, "reading a feed");
    *none = false;
    while (!status) {
        if (sr_feed_next(s->feed, raw)) {
            raw->format = SR_FORMAT_HTML;
            return give_names(s, raw, err);
        }
        if (s->fault.status) {
            if (err) *err = s->fault;
            status = s->fault.status;
            break;
        }
        struct sr_str piece = {0};
        status = sr_stream_peek(&s->stream, &piece, err);
        if (status) break;
        if (!piece.n && s->record) { /* `record`: what has been pushed, in pieces; all of it */
            *none = true;
            break;
        }
        uint32_t i = begins(piece, BOM) ? BOM.n : 0;
        while (i < piece.n && strchr(" \t\r\n", piece.p[i])) i++;
        if (!s->record && i < piece.n && piece.p[i] == '{') {
            status = sr_stream_rest(&s->stream, s->max_size, &piece, err);
            if (!status) status = sr_feed_json(s->feed, piece, err);
            s->record++;
            continue;
        }
        bool last = !piece.n;
        if (sr_feed_push(s->feed, piece, last, &s->fault)) continue;
        s->record += last;
        status = sr_stream_skip(&s->stream, piece.n, NULL, err);
    }
    if (status && err) sr_err_at(err, s->open_name, err->line, err->column);
    close_stream(s);
    return status;
}

static enum sr_status next_record(struct sr_source *s, struct sr_raw *raw, bool *none, struct sr_err *err) {
    enum sr_status status = sr_warc_next(&s->stream, s->max_size, &s->record, raw, none, err);
    if (!status && !*none) {
        raw->line = 0;
        return give_names(s, raw, err);
    }
    if (status) sr_err_at(err, s->open_name, 0, 0);
    if (status != SR_ERR_LIMIT || s->stream.ended) close_stream(s);
    return status;
}

/* Look at the first bytes: unpack what is packed, tell the format where no name did. */
static enum sr_status look(struct sr_source *s, struct sr_err *err) {
    struct sr_str ahead = {0};
    enum sr_status status = sr_stream_peek(&s->stream, &ahead, err);
    enum sr_packing packing = sr_packing_of(ahead);
    if (!status && packing) {
        s->packed = s->stream;
        s->unpack = sr_unpack_new(packing, &s->packed);
        if (!s->unpack) status = sr_fail_memory(err, "unpacking");
        else sr_stream_from(&s->stream, sr_unpack_pull, s->unpack);
        if (!status) status = sr_stream_peek(&s->stream, &ahead, err);
    }
    if (status) {
        sr_err_at(err, s->open_name, 0, 0);
        close_stream(s);
        return status;
    }
    if (s->open_format == SR_FORMAT_AUTO) s->open_format = sniff(ahead);
    s->looked = true;
    return SR_OK;
}

enum sr_status sr_source_next(struct sr_source *s, struct sr_raw *raw, bool *end, struct sr_err *err) {
    *end = false;
    for (;;) {
        if (!s->open) {
            enum sr_status status = advance(s, end, err);
            if (status || *end) return status;
            continue;
        }
        bool none;
        enum sr_status status = s->looked ? SR_OK : look(s, err);
        if (status) return status;
        if (s->open_format == SR_FORMAT_TEXT || s->open_format == SR_FORMAT_HTML) return whole_text(s, raw, err);
        if (s->open_format == SR_FORMAT_FEED) status = next_item(s, raw, &none, err);
        else if (s->open_format == SR_FORMAT_WARC) status = next_record(s, raw, &none, err);
        else status = next_line(s, raw, &none, err);
        if (status || !none) return status;
    }
}
