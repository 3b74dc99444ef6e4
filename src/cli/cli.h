/* cli.h: what the commands share. A command parses its arguments and calls the library; it knows nothing of news.
 *
 * Exit status: 0 all was done; 1 it ran, but documents were skipped (or records are not valid); 2 the command line is
 * wrong; 3 the output could not be written; 141 nobody reads the output any more (as a shell tells of SIGPIPE).
 */
#ifndef SR_CLI_CLI_H
#define SR_CLI_CLI_H

#include <getopt.h>

#include "sitrep.h"

enum cli_exit { CLI_OK = 0, CLI_SKIPPED = 1, CLI_USAGE = 2, CLI_OUTPUT = 3, CLI_PIPE = 141 };

struct cli_command {
    const char *name;
    const char *summary;               /* one line of the list of commands */
    const char *help;                  /* all of `sitrep help NAME` */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

/* [cli_command_count]; main.c */
extern const struct cli_command *const cli_commands[];
extern const unsigned cli_command_count;

extern const struct cli_command cli_report, cli_read, cli_explain, cli_merge, cli_schema, cli_validate, cli_help,
    cli_add, cli_incidents, cli_show, cli_history, cli_search, cli_import, cli_export, cli_desk, cli_publish;

/* "sitrep: MESSAGE" on stderr; 0 or a code of cli_exit goes through it unchanged. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_say_error(const struct sr_error *error);

/* Like getopt_long, but tells an unknown option with the nearest known one, a missing value, and a value too many, and
 * then gives '?'. */
int cli_option(int argc, char **argv, const char *letters, const struct option *options);

/* Of `count` names the one that `word` is most likely a slip of, or NULL. */
const char *cli_nearest(const char *word, const char *const *names, unsigned count);

/* A whole number of at least `least`, with K, M or G for powers of 1024 where `units`; false, and told, for anything
 * else. `where` stands before the option's name in the message: "--", or a file and line. */
bool cli_number(const char *where, const char *option, const char *text, bool units, size_t least, size_t most,
                size_t *value);

/* Write to standard output. CLI_OK, or told and CLI_OUTPUT; when nobody reads any more the program ends here, quietly,
 * with CLI_PIPE. */
int cli_write(const char *bytes, size_t size);

/* Colours: on a terminal, unless NO_COLOR is set or TERM is dumb. */
bool cli_colour(void);

/* The value of --color; `where` stands before the option's name, as in cli_number. False, and told, for none. */
bool cli_colour_option(const char *where, const char *text, bool *colour);

/* The whole of a file; NULL, and told, on failure. Owned by the caller; one byte after it may be written. */
char *cli_slurp(const char *path, size_t *size);

/* ---- reading documents: `sitrep FILE` and `sitrep read` ---- */

enum { CLI_MOST_TABLES = 32 };

struct cli_reading {
    struct sr_options options;
    const char *input, *format;
    const char *reader; /* NULL: as the library does */
    char *model;        /* owned: a path; NULL: the one linked in */
    size_t max_size, workers;
    char *conllu; /* owned */
    char **paths; /* [path_count] */
    int path_count;
    char *config;    /* owned: the configuration file's text, which options point into */
    char where[600]; /* what messages put before an option's name: "--"; "sitrep.conf:3: " for one of the file */
    struct {
        const char *table;     /* "gazetteer" … */
        char *path;            /* owned */
    } tables[CLI_MOST_TABLES]; /* [table_count], the configuration file's before the command line's */
    unsigned table_count;
    bool adds;       /* the command adds to a store: --db and --now are options of it */
    const char *db;  /* NULL: not given */
    const char *now; /* NULL: the clock's */
};

/* Take the command line of a command that reads documents: the configuration file first, so that options go before it,
 * then the options, then the paths. -1 to go on; else the exit status, all being told. */
int cli_reading_arguments(struct cli_reading *reading, int argc, char **argv, const char *help);

/* config.c: read the configuration file `path`; NULL: $XDG_CONFIG_HOME/sitrep/sitrep.conf, or ~/.config/sitrep/sitrep.conf,
 * where there is one. False when it can't be read or a line is wrong, which is told by file and line. */
bool cli_configure(struct cli_reading *reading, const char *path);

/* Add a table of the user's; false, and told, when there are too many. `folder`: what a relative path is relative to, its
 * slash included; "" for the working directory. */
bool cli_add_table(struct cli_reading *reading, const char *table, const char *folder, const char *path);

/* Likewise for the model; the later counts. */
bool cli_set_model(struct cli_reading *reading, const char *folder, const char *path);

/* Release what cli_reading_arguments took; those that read have done so. */
void cli_reading_release(struct cli_reading *reading);

/* Read all documents and write them out. `what` is told at the end where some were skipped. */
int cli_read_all(struct cli_reading *reading);

/* Give the record of each document to `sink`; nothing is written. As cli_read_all else, but the counts are left to the
 * sink. A status that the sink ends the reading with is returned. */
int cli_read_into(struct cli_reading *reading, sr_sink *sink, void *user);

/* Take one option of the shared set (cli_reading_options); false when it isn't one, or its value is wrong (told). */
bool cli_reading_option(struct cli_reading *reading, int option);

enum {
    CLI_INPUT = 256,
    CLI_FORMAT,
    CLI_OFFSETS,
    CLI_UNTIL,
    CLI_PUBLISHED,
    CLI_OUTLET,
    CLI_NUMBERS,
    CLI_WITH_TEXT,
    CLI_SOURCE_MAP,
    CLI_READING,
    CLI_RULE,
    CLI_MEASURE,
    CLI_MAX_SIZE,
    CLI_MAX_MEMORY,
    CLI_COLOR,
    CLI_WIDTH,
    CLI_CONFIG,
    CLI_GAZETTEER,
    CLI_OUTLETS,
    CLI_SOURCES,
    CLI_READER,
    CLI_MODEL,
    CLI_DB,
    CLI_NOW
};
extern const struct option cli_reading_options[];

#endif
