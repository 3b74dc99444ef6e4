/* api.h: what the files of api/ share: the public opaque structs, and errors from inside to outside. */
#ifndef SR_API_API_H
#define SR_API_API_H

#include "input/input.h"
#include "lexicon/lexicon.h"
#include "reader/reader.h"
#include "record/record.h"
#include "sitrep.h"

struct sr_context {
    struct sr_lexicon lexicon;
    struct sr_arena tables; /* the user's, joined to the built-in ones */
    struct sr_arena weights;
    struct sr_learned learned; /* encoder NULL: rules alone read */
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
    bool loaded, read; /* raw holds a document; findings are there */
    struct sr_buf out;
    char warning[768]; /* "" for none */
};

/* Copy an inner error outside; returns its code. `error` may be NULL. */
int sr_error_from(const struct sr_err *err, struct sr_error *error);

/* The part of a CoNLL-U file that reads the document `id`: the whole of a file with one document, whatever its name; of
 * a file with several, the one whose "# newdoc id = " it is. *lines_before: the file's lines before the part.
 * SR_ERR_FORMAT when it holds none. */
SR_MUST_USE enum sr_status sr_conllu_part(struct sr_str conllu, const char *file, struct sr_str id, struct sr_str *part,
                                          uint64_t *lines_before, struct sr_err *err);

/* Options as the inside takes them; the strings are borrowed. */
struct sr_plan {
    const struct sr_options *options; /* never NULL */
    enum sr_stage until;
    enum sr_offsets offsets;
    bool has_published;
    struct sr_date published;
};

enum { SR_WRITE_JSONL, SR_WRITE_CONLLU, SR_WRITE_TEXT, SR_WRITE_EXPLAIN, SR_WRITE_HTML };

/* Fill a plan: SR_CODE_USAGE, SR_CODE_DATE or SR_CODE_LIMIT for an option whose value is none. `options` may be NULL.
 */
int sr_options_check(const struct sr_options *options, struct sr_plan *plan, struct sr_error *error);

/* Which of the names (ended by NULL) `value` is; -1, with SR_CODE_USAGE told, when it is none. */
int sr_choose(const char *value, const char *const *names, const char *what, struct sr_error *error);

/* "jsonl" is SR_WRITE_JSONL …; -1, with SR_CODE_USAGE told, for another name. */
int sr_choose_format(const char *name, struct sr_error *error);

#endif
