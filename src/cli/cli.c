#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_say(const char *format, ...) {
    char line[1600];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(line, sizeof line, format, args);
    va_end(args);
    (void)fprintf(stderr, "sitrep: %s\n", line);
}

void cli_say_error(const struct sr_error *error) {
    char line[1600];
    sr_error_format(error, line, sizeof line);
    cli_say("%s", line);
}

/* Edits between two words: letters put in, left out, changed or swapped (Damerau 1964). Words longer than 31 letters
 * are no slips of ours. */
static unsigned edits(const char *a, const char *b) {
    unsigned d[33][33];
    size_t n = strlen(a), m = strlen(b);
    if (n > 31 || m > 31) return 99;
    for (unsigned i = 0; i <= n; i++) d[i][0] = i;
    for (unsigned j = 0; j <= m; j++) d[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            unsigned best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

const char *cli_nearest(const char *word, const char *const *names, unsigned count) {
    const char *best = NULL;
    unsigned least = (unsigned)(strlen(word) / 3 + 2); /* a third of the letters may be wrong, and one more */
    for (unsigned i = 0; i < count; i++) {
        unsigned n = edits(word, names[i]);
        if (n < least) {
            least = n;
            best = names[i];
        }
    }
    return best;
}

static void say_unknown(const char *given, const struct option *options) {
    char word[64];
    const char *names[64];
    unsigned count = 0;
    (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(given + 2, "="), given + 2);
    for (const struct option *o = options; o->name && count < 64; o++) {
        if (strncmp(o->name, word, strlen(word)) == 0 && word[0]) {
            /* getopt takes beginnings of names; several options begin so */
            cli_say("option '--%s' could be '--%s' or another; write it in full", word, o->name);
            return;
        }
        names[count++] = o->name;
    }
    const char *near = cli_nearest(word, names, count);
    if (near) cli_say("no option '--%s'; did you mean '--%s'?", word, near);
    else cli_say("no option '--%s'; 'sitrep help' lists them", word);
}

int cli_option(int argc, char **argv, const char *letters, const struct option *options) {
    opterr = 0;
    int at = optind ? optind : 1;
    int c = getopt_long(argc, argv, letters, options, NULL);
    if (c != '?' && c != ':') return c;
    /* getopt permutes: the option at fault is the last one that it stepped over */
    const char *given = argv[optind - 1];
    if (c == ':') cli_say("option '%s' needs a value", optopt < 256 && optopt ? given : argv[optind - 1]);
    else if (optopt && optopt < 256 && strchr(letters, optopt) == NULL)
        cli_say("no option '-%c'; 'sitrep help' lists them", optopt);
    else if (strchr(given, '=') && optopt) cli_say("option '%.*s' takes no value", (int)strcspn(given, "="), given);
    else if (strncmp(given, "--", 2) == 0) say_unknown(given, options);
    else cli_say("can't make sense of '%s'; 'sitrep help' lists the options", argv[at]);
    return '?';
}

bool cli_number(const char *where, const char *option, const char *text, bool units, size_t least, size_t most,
                size_t *value) {
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    unsigned shift = 0;
    if (units && *end) {
        const char *letters = "KMG", *at = strchr(letters, *end & ~32);
        if (at) {
            shift = 10 * (unsigned)(at - letters + 1);
            end++;
            if (*end == 'i' || *end == 'I') end++;
            if (*end == 'B' || *end == 'b') end++;
        }
    }
    bool ok = text[0] >= '0' && text[0] <= '9' && !*end && !errno && n <= (SIZE_MAX >> shift);
    if (ok) *value = (size_t)n << shift;
    if (ok && *value >= least && *value <= most) return true;
    cli_say("%s%s: '%s' is no %s from %zu to %zu%s", where, option, text, units ? "size" : "number", least, most,
            units ? "; write it as 64M, or in bytes" : "");
    return false;
}

int cli_write(const char *bytes, size_t size) {
    while (size) {
        ssize_t n = write(STDOUT_FILENO, bytes, size);
        if (n >= 0) {
            bytes += n;
            size -= (size_t)n;
            continue;
        }
        if (errno == EINTR) continue;
        if (errno == EPIPE) _exit(CLI_PIPE);
        cli_say("can't write to standard output: %s", strerror(errno));
        return CLI_OUTPUT;
    }
    return CLI_OK;
}

bool cli_colour(void) {
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

char *cli_slurp(const char *path, size_t *size) {
    FILE *f = fopen(path, "rbe");
    size_t room = 1 << 16, n = 0;
    char *bytes = f ? malloc(room) : NULL;
    while (bytes) {
        n += fread(bytes + n, 1, room - n, f);
        if (n < room) break;
        char *more = realloc(bytes, room *= 2);
        if (!more) free(bytes);
        bytes = more;
    }
    if (f && bytes && ferror(f)) {
        free(bytes);
        bytes = NULL;
    }
    if (!bytes) cli_say("can't read '%s': %s", path, strerror(errno));
    if (f) (void)fclose(f);
    *size = n;
    return bytes;
}
