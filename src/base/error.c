#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const names[] = {
#define X(code, name, text) name,
#include "base/errors.def"
#undef X
};

static const char *const texts[] = {
#define X(code, name, text) text,
#include "base/errors.def"
#undef X
};

enum sr_status sr_fail(struct sr_err *err, enum sr_status status, const char *mend, const char *format, ...) {
    if (err) {
        memset(err, 0, sizeof *err);
        err->status = status;
        va_list args;
        va_start(args, format);
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        if (mend) (void)snprintf(err->mend, sizeof err->mend, "%s", mend);
    }
    return status;
}

enum sr_status sr_fail_memory(struct sr_err *err, const char *what) {
    return sr_fail(err, SR_ERR_MEMORY, "raise --max-memory or give a smaller document", "out of memory while %s", what);
}

void sr_err_at(struct sr_err *err, const char *file, uint64_t line, uint64_t column) {
    if (!err) return;
    (void)snprintf(err->file, sizeof err->file, "%s", file ? file : "");
    err->line = line;
    err->column = column;
}

void sr_err_format(const struct sr_err *err, char *out, size_t size) {
    if (!size) return;
    char place[600] = "";
    int n = 0;
    if (err->file[0]) n = snprintf(place, sizeof place, "%s:", err->file);
    if (n >= 0 && err->line) n += snprintf(place + n, sizeof place - (size_t)n, "%llu:", (unsigned long long)err->line);
    if (n >= 0 && err->line && err->column)
        n += snprintf(place + n, sizeof place - (size_t)n, "%llu:", (unsigned long long)err->column);
    const char *message = err->message[0] ? err->message : sr_status_text(err->status);
    (void)snprintf(out, size, "%s%s%s%s%s", place, n > 0 ? " " : "", message, err->mend[0] ? "; " : "", err->mend);
}

const char *sr_status_name(enum sr_status status) {
    return status < SR_STATUS_COUNT ? names[status] : "unknown";
}

const char *sr_status_text(enum sr_status status) {
    return status < SR_STATUS_COUNT ? texts[status] : "unknown";
}
