/* made_test.h: a text read by the whole program, for the tests of what comes after. The text must outlive it. */
#ifndef SR_RECORD_MADE_TEST_H
#define SR_RECORD_MADE_TEST_H

#include "base/test.h"
#include "lexicon/lexicon.h"
#include "record/record.h"

struct made {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_document document;
    struct sr_findings findings;
};

static inline bool made_read(struct made *m, const char *text) {
    struct sr_err err;
    *m = (struct made){.document = {.text = sr_str_c(text), .id = SR_STR("test.txt"), .outlet = SR_STR("Test Wire")}};
    sr_arena_init(&m->arena, 0);
    struct sr_find_in in = {.document = &m->document, .lexicon = &m->lexicon, .until = SR_STAGE_RECONCILE};
    bool ok = sr_lexicon_open(&m->lexicon, &err) == SR_OK;
    m->document.has_published = sr_date_parse(SR_STR("2021-06-03T10:00Z"), &m->document.published);
    ok = ok && sr_find(&in, &m->arena, &m->findings, &err) == SR_OK;
    SR_CHECK("the text was read", ok);
    return ok;
}

static inline void made_release(struct made *m) {
    sr_arena_release(&m->arena);
}

/* The record of it; the caller releases `out`. */
static inline void made_write(const struct made *m, enum sr_offsets offsets, struct sr_buf *out) {
    struct sr_err err = {0};
    struct sr_record_options options = {.offsets = offsets, .with_text = true, .numbers_all = true};
    *out = (struct sr_buf){0};
    SR_CHECK_INT("the record was written", sr_record_write(&m->findings, &options, out, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
}

#endif
