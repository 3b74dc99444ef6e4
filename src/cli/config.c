/* config.c: the configuration file: options that a user would otherwise give each time.
 *
 *     # ~/.config/sitrep/sitrep.conf
 *     rule = ucdp
 *     gazetteer = places.tsv        beside this file
 *
 * A key is the long name of an option. What the command line gives goes before it; tables add up.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* Those that make sense for every document. */
static const char *const keys[] = {"color",   "gazetteer", "jobs",    "max-memory", "max-size", "model",   "numbers",
                                   "offsets", "outlet",    "outlets", "reader",     "rule",     "sources", "width"};
enum { KEYS = sizeof keys / sizeof *keys };

/* A copy of `folder` and `path` together; of an absolute path alone. NULL, and told, without memory. */
static char *beside(const char *folder, const char *path) {
    size_t size = strlen(folder) + strlen(path) + 1;
    char *whole = malloc(size);
    if (whole) (void)snprintf(whole, size, "%s%s", path[0] == '/' ? "" : folder, path);
    else cli_say("out of memory");
    return whole;
}

bool cli_set_model(struct cli_reading *r, const char *folder, const char *path) {
    free(r->model);
    r->model = beside(folder, path);
    return r->model != NULL;
}

bool cli_add_table(struct cli_reading *r, const char *table, const char *folder, const char *path) {
    if (r->table_count == CLI_MOST_TABLES) {
        cli_say("%s%s: more than %d tables", r->where, table, CLI_MOST_TABLES);
        return false;
    }
    char *whole = beside(folder, path);
    if (!whole) return false;
    r->tables[r->table_count].table = table;
    r->tables[r->table_count++].path = whole;
    return true;
}

static char *trim(char *s) {
    while (*s == ' ' || *s == '\t' || *s == '\r') s++;
    size_t n = strlen(s);
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r')) s[--n] = 0;
    return s;
}

static bool take(struct cli_reading *r, const char *key, char *value, const char *folder) {
    const char *const *known = keys;
    while (known < keys + KEYS && strcmp(*known, key) != 0) known++;
    if (known == keys + KEYS) {
        const char *near = cli_nearest(key, keys, KEYS);
        if (near) cli_say("%sno key '%s'; did you mean '%s'?", r->where, key, near);
        else cli_say("%sno key '%s'; see sitrep.conf(5)", r->where, key);
        return false;
    }
    if (!*value) {
        cli_say("%s%s has no value", r->where, key);
        return false;
    }
    if (strcmp(key, "gazetteer") == 0 || strcmp(key, "outlets") == 0 || strcmp(key, "sources") == 0)
        return cli_add_table(r, *known, folder, value);
    if (strcmp(key, "model") == 0) return cli_set_model(r, folder, value);
    for (const struct option *o = cli_reading_options; o->name; o++)
        if (strcmp(o->name, key) == 0) {
            struct sr_error error;
            optarg = value;
            if (!cli_reading_option(r, o->val)) return false;
            if (!sr_options_validate(&r->options, &error)) return true;
            cli_say("%s%s; %s", r->where, error.message, error.mend);
            return false;
        }
    return false;
}

static bool take_lines(struct cli_reading *r, const char *path, size_t size) {
    char folder[512];
    const char *slash = strrchr(path, '/');
    int in_folder = slash ? (int)(slash - path + 1) : 0;
    if (in_folder >= (int)sizeof folder) in_folder = 0;
    (void)snprintf(folder, sizeof folder, "%.*s", in_folder, path);
    char *line = r->config, *end = r->config + size;
    for (unsigned number = 1; line < end; number++) {
        char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop) stop = end;
        *stop = 0;
        (void)snprintf(r->where, sizeof r->where, "%.500s:%u: ", path, number);
        char *key = trim(line), *equals = strchr(key, '=');
        line = stop + 1;
        if (!*key || *key == '#') continue;
        if (!equals) {
            cli_say("%sno '=' in '%.80s'; write key = value", r->where, key);
            return false;
        }
        *equals = 0;
        if (!take(r, trim(key), trim(equals + 1), folder)) return false;
    }
    return true;
}

bool cli_configure(struct cli_reading *r, const char *path) {
    char usual[4096];
    const char *home = getenv("XDG_CONFIG_HOME");
    if (!path) {
        int n = -1;
        if (home && *home) n = snprintf(usual, sizeof usual, "%s/sitrep/sitrep.conf", home);
        else if ((home = getenv("HOME")) && *home)
            n = snprintf(usual, sizeof usual, "%s/.config/sitrep/sitrep.conf", home);
        if (n < 0 || n >= (int)sizeof usual || access(usual, R_OK) != 0) return true;
        path = usual;
    }
    size_t size;
    r->config = cli_slurp(path, &size);
    if (!r->config) return false;
    r->config[size] = 0; /* cli_slurp leaves room for it */
    return take_lines(r, path, size);
}
