/* api.h: what the files of api/ share: the public opaque structs, and errors from inside to outside. */
#ifndef SR_API_API_H
#define SR_API_API_H

#include "input/input.h"
#include "lexicon/lexicon.h"
#include "record/findings.h"
#include "sitrep.h"

struct sr_context {
    struct sr_lexicon lexicon;
};

struct sr_input {
    struct sr_source *source;
};

struct sr_article {
    const struct sr_context *context;
    struct sr_raw raw;
    struct sr_arena arena;
    struct sr_document document;
    struct sr_findings findings;
    bool loaded, read;  /* raw holds a document; findings are there */
    struct sr_buf out;
    char warning[768];  /* "" for none */
};

/* Copy an inner error outside; returns its code. `error` may be NULL. */
int sr_error_from(const struct sr_err *err, struct sr_error *error);

/* Fail with SR_CODE_USAGE: "'VALUE' is no WHAT; take one of LIST". */
int sr_error_choice(const char *value, const char *what, const char *list, struct sr_error *error);

#endif
