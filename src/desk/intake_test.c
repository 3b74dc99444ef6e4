/* intake_test.c: how much may wait to be read, and what of a watched folder is handed over, while the reader stands still. */
#include "desk/intake.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/test.h"
#include "desk/folder.h"
#include "desk/parts.h"
#include "desk/stores.h"

enum { WAITING = 256, LINKS = 20000 };

struct gate { /* where the reader stands until it is opened */
    pthread_mutex_t lock;
    pthread_cond_t opened;
    bool open;
    uint32_t done;
};

static void stand(void *owner, void *user, const struct sr_intake_counts *counts) {
    struct gate *g = owner;
    (void)user, (void)counts;
    pthread_mutex_lock(&g->lock);
    while (!g->open) pthread_cond_wait(&g->opened, &g->lock);
    g->done++;
    pthread_mutex_unlock(&g->lock);
}

struct made {
    char folder[64], db[96];
    struct sr_desk desk;
    struct gate gate;
};

static bool make(struct made *m) {
    struct sr_error error = {0};
    struct sr_err err;
    *m = (struct made){.folder = "/tmp/sitrep-intake-XXXXXX"};
    (void)pthread_mutex_init(&m->gate.lock, NULL);
    (void)pthread_cond_init(&m->gate.opened, NULL);
    SR_CHECK("a folder", mkdtemp(m->folder) != NULL);
    (void)snprintf(m->db, sizeof m->db, "%s.db", m->folder);
    m->desk.context = sr_context_open(&error);
    m->desk.stores = sr_stores_new(m->db);
    bool made = m->desk.context && m->desk.stores && !sr_intake_start(&m->desk, stand, &m->gate, &m->desk.intake, &err);
    SR_CHECK("an intake", made);
    return made;
}

static void end(struct made *m) {
    pthread_mutex_lock(&m->gate.lock);
    m->gate.open = true;
    pthread_cond_signal(&m->gate.opened);
    pthread_mutex_unlock(&m->gate.lock);
    sr_intake_stop(m->desk.intake);
    sr_intake_free(m->desk.intake);
    sr_stores_free(m->desk.stores);
    sr_context_close(m->desk.context);
    (void)unlink(m->db);
    (void)rmdir(m->folder);
}

static void test_waiting(void) {
    struct made m;
    struct sr_intake_piece piece = {.format = "jsonl", .name = "none", .bytes = SR_STR("\n")};
    uint32_t put = 0;
    if (!make(&m)) return;
    while (put < 2 * WAITING && sr_intake_put(m.desk.intake, &piece, NULL)) put++;
    SR_CHECK_INT("so many wait", put, WAITING);
    SR_CHECK_INT("and are told of", sr_intake_waiting(m.desk.intake), WAITING);
    end(&m);
}

static void put_file(const struct made *m, const char *name, off_t size) {
    char path[160];
    (void)snprintf(path, sizeof path, "%s/%s", m->folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    SR_CHECK(name, fd >= 0 && ftruncate(fd, size) == 0);
    (void)close(fd);
}

static void drop_file(const struct made *m, const char *name) {
    char path[160];
    (void)snprintf(path, sizeof path, "%s/%s", m->folder, name);
    (void)unlink(path);
}

static void test_folder(void) {
    struct made m;
    struct sr_folder *folder = NULL;
    struct sr_err err;
    int64_t later = sr_desk_now_ms() + 3600000;
    uint32_t put = 0;
    if (!make(&m)) return;
    SR_CHECK_INT("the folder opens", sr_folder_open(m.folder, &folder, &err), SR_OK);
    put_file(&m, "large", (off_t)SR_FOLDER_FILE + 1); /* of holes: it takes no room */
    put_file(&m, "small", 1);
    SR_CHECK_INT("just written", sr_folder_scan(folder, later - 3600000, m.desk.intake, NULL, &put, &err), SR_OK);
    SR_CHECK_INT("is left alone", put, 0);
    SR_CHECK_INT("later", sr_folder_scan(folder, later, m.desk.intake, NULL, &put, &err), SR_OK);
    SR_CHECK_INT("the small one alone is read", put, 1);
    SR_CHECK_INT("and again", sr_folder_scan(folder, later, m.desk.intake, NULL, &put, &err), SR_OK);
    SR_CHECK_INT("nothing twice", put, 0);
    put_file(&m, "small", 2);
    SR_CHECK_INT("changed", sr_folder_scan(folder, later, m.desk.intake, NULL, &put, &err), SR_OK);
    SR_CHECK_INT("is read anew", put, 1);
    drop_file(&m, "large");
    drop_file(&m, "small");
    sr_folder_free(folder);
    end(&m);
}

/* What can be remembered was all looked at before it was left alone for long enough: none was read, and none but these is. */
static void test_many_files(void) {
    struct made m;
    struct sr_folder *folder = NULL, *fresh = NULL;
    struct sr_err err;
    char name[16];
    int64_t now = sr_desk_now_ms();
    uint32_t put = 0;
    if (!make(&m)) return;
    SR_CHECK_INT("the folder opens", sr_folder_open(m.folder, &folder, &err), SR_OK);
    SR_CHECK_INT("and another", sr_folder_open(m.folder, &fresh, &err), SR_OK);
    uint32_t made = 0;
    char first[160] = "", path[160];
    for (uint32_t i = 0; i < SR_FOLDER_MOST;
         i++) { /* names of few files: file systems bound both files and names of one */
        (void)snprintf(name, sizeof name, "%u", i);
        (void)snprintf(path, sizeof path, "%s/%s", m.folder, name);
        if (i % LINKS == 0) {
            put_file(&m, name, 0);
            memcpy(first, path, sizeof first);
        }
        made += i % LINKS == 0 || link(first, path) == 0;
    }
    SR_CHECK_INT("the files", made, SR_FOLDER_MOST);
    SR_CHECK_INT("all seen", sr_folder_scan(folder, now, m.desk.intake, NULL, &put, &err), SR_OK);
    for (uint32_t i = 0; i < SR_FOLDER_MOST; i++) {
        (void)snprintf(name, sizeof name, "%u", i);
        drop_file(&m, name);
    }
    put_file(&m, "more", 1);
    SR_CHECK_INT("one more", sr_folder_scan(folder, now + 3600000, m.desk.intake, NULL, &put, &err), SR_OK);
    SR_CHECK_INT("is not remembered, nor read", put, 0);
    SR_CHECK_INT("by one who has seen less", sr_folder_scan(fresh, now + 3600000, m.desk.intake, NULL, &put, &err),
                 SR_OK);
    SR_CHECK_INT("it is", put, 1);
    drop_file(&m, "more");
    sr_folder_free(folder);
    sr_folder_free(fresh);
    end(&m);
}

int main(void) {
    test_waiting();
    test_folder();
    test_many_files();
    return sr_test_end("desk intake");
}
