/* made_test.h: stores and records for the tests of the store. A record is read by the whole program from a text of
 * ours. */
#ifndef SR_STORE_MADE_TEST_H
#define SR_STORE_MADE_TEST_H

#include <unistd.h>

#include "base/test.h"
#include "record/record.h"
#include "store/store.h"

struct article {
    const char *id, *url, *published, *outlet, *text;
};

/* The record of an article, one line; owned by the caller, released by sr_buf_release. */
static inline struct sr_buf record_of(const struct article *a) {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_findings findings;
    struct sr_buf out = {0};
    struct sr_err err = {0};
    struct sr_document document = {
        .text = sr_str_c(a->text), .id = sr_str_c(a->id), .url = sr_str_c(a->url), .outlet = sr_str_c(a->outlet)};
    struct sr_find_in in = {.document = &document, .lexicon = &lexicon, .until = SR_STAGE_RECONCILE};
    struct sr_record_options options = {.with_text = true};
    sr_arena_init(&arena, 0);
    document.has_published = a->published && sr_date_parse(sr_str_c(a->published), &document.published);
    bool ok = sr_lexicon_open(&lexicon, &err) == SR_OK && sr_find(&in, &arena, &findings, &err) == SR_OK &&
              sr_record_write(&findings, &options, &out, &err) == SR_OK;
    SR_CHECK(a->id, ok);
    if (!ok) printf("    %s\n", err.message);
    while (out.size && out.p[out.size - 1] == '\n') out.size--;
    sr_arena_release(&arena);
    return out;
}

struct made_store {
    char folder[64], path[96];
    struct sr_store *store;
    struct sr_arena arena;
};

static inline bool made_open(struct made_store *m, enum sr_store_mode mode) {
    struct sr_store_options options = {.path = m->path, .mode = mode};
    struct sr_err err = {0};
    enum sr_status status = sr_store_open(&options, &m->store, &err);
    SR_CHECK_INT("the store opens", status, SR_OK);
    if (status) printf("    %s; %s\n", err.message, err.mend);
    return !status;
}

static inline bool made_store(struct made_store *m) {
    *m = (struct made_store){.folder = "/tmp/sitrep-store-XXXXXX"};
    SR_CHECK("a folder", mkdtemp(m->folder) != NULL);
    (void)snprintf(m->path, sizeof m->path, "%s/t.db", m->folder);
    sr_arena_init(&m->arena, 0);
    return made_open(m, SR_STORE_CREATE);
}

static inline void made_remove(struct made_store *m) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char path[128];
    sr_store_close(m->store);
    sr_arena_release(&m->arena);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        (void)snprintf(path, sizeof path, "%s%s", m->path, endings[i]);
        (void)unlink(path);
    }
    (void)rmdir(m->folder);
}

/* Add an article; what became of it. */
static inline struct sr_store_added made_add(struct made_store *m, const struct article *a, int64_t at) {
    struct sr_buf line = record_of(a);
    struct sr_store_arrival arrival = {.record = {line.p, (uint32_t)line.size}, .at = at};
    struct sr_store_added added = {0};
    struct sr_err err = {0};
    SR_CHECK_INT(a->id, sr_store_add(m->store, &arrival, &added, &err), SR_OK);
    if (err.status) printf("    %s; %s\n", err.message, err.mend);
    added.id = (struct sr_str){NULL, 0};
    sr_buf_release(&line);
    return added;
}

#endif
