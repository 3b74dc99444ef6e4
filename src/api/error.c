#include <stdio.h>

#include "api/api.h"

/* the public codes are the inner ones, one by one */
#define X(code, name, text) SAME_##code,
enum {
#include "base/errors.def"
    SAME_COUNT
};
#undef X
_Static_assert(SAME_COUNT == SR_CODE_INTERNAL + 1, "a code of errors.def is missing in sitrep.h");
_Static_assert((int)SR_ERR_MEMORY == SR_CODE_MEMORY && (int)SR_ERR_USAGE == SR_CODE_USAGE &&
                   (int)SR_ERR_DATE == SR_CODE_DATE && (int)SR_ERR_LIMIT == SR_CODE_LIMIT &&
                   (int)SR_ERR_SPAN == SR_CODE_SPAN && (int)SR_ERR_INTERNAL == SR_CODE_INTERNAL,
               "codes of errors.def and sitrep.h are in another order");

int sr_error_from(const struct sr_err *err, struct sr_error *error) {
    if (error) {
        memset(error, 0, sizeof *error);
        error->code = (int)err->status;
        error->line = err->line;
        error->column = err->column;
        (void)snprintf(error->file, sizeof error->file, "%s", err->file);
        (void)snprintf(error->message, sizeof error->message, "%s", err->message);
        (void)snprintf(error->mend, sizeof error->mend, "%s", err->mend);
    }
    return (int)err->status;
}

void sr_error_format(const struct sr_error *error, char *out, size_t size) {
    struct sr_err err = {.status = (enum sr_status)error->code, .line = error->line, .column = error->column};
    (void)snprintf(err.file, sizeof err.file, "%s", error->file);
    (void)snprintf(err.message, sizeof err.message, "%s", error->message);
    (void)snprintf(err.mend, sizeof err.mend, "%s", error->mend);
    sr_err_format(&err, out, size);
}

const char *sr_error_name(int code) {
    return code < 0 ? "unknown" : sr_status_name((enum sr_status)code);
}
