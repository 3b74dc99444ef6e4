#include "desk/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"

enum { SETTLED_MS = 1000 };

struct file {
    int64_t modified_ns, size;
};

struct sr_folder {
    const char *path;
    struct sr_arena arena;
    struct sr_map at; /* a name's place in files */
    SR_VEC(struct file) files;
};

static enum sr_status open_folder(const char *path, DIR **dir, struct sr_err *err) {
    *dir = opendir(path);
    if (*dir) return SR_OK;
    enum sr_status status = errno == ENOENT ? SR_ERR_NOT_FOUND : SR_ERR_ACCESS;
    return sr_fail(err, status, "", "can't look into the folder '%s': %s", path, strerror(errno));
}

enum sr_status sr_folder_open(const char *path, struct sr_folder **folder, struct sr_err *err) {
    DIR *dir;
    enum sr_status status = open_folder(path, &dir, err);
    if (status) return status;
    (void)closedir(dir);
    struct sr_folder *f = calloc(1, sizeof *f);
    if (!f) return sr_fail_memory(err, "the folder");
    f->path = path;
    sr_arena_init(&f->arena, (size_t)64 << 20);
    *folder = f;
    return SR_OK;
}

void sr_folder_free(struct sr_folder *f) {
    if (!f) return;
    sr_arena_release(&f->arena);
    free(f);
}

/* What is remembered of a file; NULL: memory, or too many files. */
static struct file *file_of(struct sr_folder *f, const char *name) {
    uint32_t at = sr_map_get(&f->at, sr_str_c(name));
    if (at != SR_NONE) return &f->files.items[at];
    struct sr_str key = sr_arena_str(&f->arena, sr_str_c(name));
    if (f->files.count == SR_FOLDER_MOST || !key.p || !SR_PUSH(&f->arena, f->files, ((struct file){0, -1})))
        return NULL;
    if (!sr_map_set(&f->at, &f->arena, key, f->files.count - 1)) return NULL;
    return &f->files.items[f->files.count - 1];
}

static bool hand_over(const char *path, const char *folder, int fd, struct sr_intake *intake, void *user) {
    struct sr_stream stream;
    struct sr_intake_piece piece = {.format = "auto", .name = path, .input = folder};
    sr_stream_fd(&stream, fd);
    bool put = !sr_stream_rest(&stream, SR_FOLDER_FILE, &piece.bytes, NULL) && sr_intake_put(intake, &piece, user);
    sr_stream_release(&stream);
    return put;
}

/* True when it was handed over. What can't be opened or is no file is passed over. */
static bool look(struct sr_folder *f, const char *name, int64_t now_ms, struct sr_intake *intake, void *user) {
    struct stat st;
    char path[4096];
    bool put = false;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", f->path, name) >= sizeof path) return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return false;
    struct file *file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? file_of(f, name) : NULL;
    int64_t ns = file ? (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec : 0;
    bool changed = file && (file->modified_ns != ns || file->size != st.st_size);
    if (changed && now_ms - ns / 1000000 >= SETTLED_MS) {
        put = hand_over(path, f->path, fd, intake, user);
        if (put || st.st_size > SR_FOLDER_FILE) *file = (struct file){ns, st.st_size};
    }
    (void)close(fd);
    return put;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum sr_status sr_folder_scan(struct sr_folder *f, int64_t now_ms, struct sr_intake *intake, void *user, uint32_t *put,
                              struct sr_err *err) {
    DIR *dir;
    struct sr_arena arena;
    SR_VEC(const char *) names = {0};
    enum sr_status status = open_folder(f->path, &dir, err);
    if (status) return status;
    sr_arena_init(&arena, (size_t)64 << 20);
    for (struct dirent *e; !status && (e = readdir(dir));) {
        struct sr_str name = e->d_name[0] == '.' ? SR_STR("") : sr_arena_str(&arena, sr_str_c(e->d_name));
        if (name.n && !SR_PUSH(&arena, names, name.p)) status = sr_fail_memory(err, "the folder");
    }
    (void)closedir(dir);
    if (names.count) qsort(names.items, names.count, sizeof *names.items, by_name);
    *put = 0;
    for (uint32_t i = 0; !status && i < names.count; i++) *put += look(f, names.items[i], now_ms, intake, user);
    sr_arena_release(&arena);
    return status;
}
