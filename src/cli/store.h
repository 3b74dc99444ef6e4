/* store.h: what the commands share that work on a store. */
#ifndef SR_CLI_STORE_H
#define SR_CLI_STORE_H

#include "cli/cli.h"
#include "report/stored.h"
#include "store/store.h"

/* Open the store `path`; NULL: the one that $SITREP_DB names. NULL on failure, which is told. */
struct sr_store *cli_store(const char *path, enum sr_store_mode mode);

/* Tell an error of the store; the exit status that it gives: CLI_SKIPPED for what isn't there, CLI_USAGE for what can't
 * be, CLI_OUTPUT for a store that can't be used. */
int cli_store_failed(const struct sr_err *err);

/* Where a posting's coverage is not told: the hours of the store's desk (desk/desk.h); without hours nothing. False, and told, when the
 * desk's settings can't be read. */
struct cli_coverage {
    char opens[40], closes[40];
};
bool cli_coverage(const char *db, struct sr_export_options *posting, struct cli_coverage *room);

/* Milliseconds since 1970-01-01T00:00Z of an ISO 8601 time; NULL: of now. False, and told, for none. */
bool cli_now(const char *text, int64_t *ms);

/* ---- which incidents: of incidents and publish ---- */

enum {
    CLI_FILTER_WHERE = 400,
    CLI_FILTER_KIND,
    CLI_FILTER_SINCE,
    CLI_FILTER_UNTIL,
    CLI_FILTER_ORDER,
    CLI_FILTER_LIMIT
};
#define CLI_FILTER_OPTIONS                                                                                          \
    {"where", required_argument, NULL, CLI_FILTER_WHERE}, {"kind", required_argument, NULL, CLI_FILTER_KIND},       \
        {"since", required_argument, NULL, CLI_FILTER_SINCE}, {"until", required_argument, NULL, CLI_FILTER_UNTIL}, \
        {"order", required_argument, NULL, CLI_FILTER_ORDER}, {                                                     \
        "limit", required_argument, NULL, CLI_FILTER_LIMIT                                                          \
    }
#define CLI_FILTER                                      \
    (struct sr_store_filter) {                          \
        .order = SR_STORE_BY_BEGIN, .limit = UINT32_MAX \
    } /* all, the latest first */

/* Take one of CLI_FILTER_OPTIONS; false, and told, when its value is none. */
bool cli_filter_option(int option, struct sr_store_filter *filter);

/* ---- a store's lines: export ---- */

/* Write all of it, as 'sitrep import' takes it. An exit status. */
int cli_store_export(const char *db);

/* Write the records that can be read of a damaged one, and tell how many can't. An exit status. */
int cli_store_salvage(const char *db);

/* Give the last record of each document, before it what editors made of its claims, then each incident, a line each, until `give` returns another value than
 * CLI_OK. An exit status. */
typedef int cli_give(void *user, const char *bytes, size_t size);
int cli_store_lines(const char *db, cli_give *give, void *user);

/* ---- looking at a store: incidents, show, history, search ---- */

struct cli_look {
    const char *db;
    const char *format; /* NULL: not given */
    struct sr_report_options report;
    struct sr_store *store;
    struct sr_arena arena;
    struct sr_buf out;
};

enum { CLI_LOOK_DB = 300, CLI_LOOK_COLOR, CLI_LOOK_WIDTH, CLI_LOOK_FORMAT };
#define CLI_LOOK_OPTIONS                                                                                          \
    {"db", required_argument, NULL, CLI_LOOK_DB}, {"color", required_argument, NULL, CLI_LOOK_COLOR},             \
        {"width", required_argument, NULL, CLI_LOOK_WIDTH}, {"format", required_argument, NULL, CLI_LOOK_FORMAT}, \
        {"help", no_argument, NULL, 'h'}, {                                                                       \
        NULL, 0, NULL, 0                                                                                          \
    }

/* Take one of CLI_LOOK_OPTIONS; CLI_USAGE, told, when its value is none. */
int cli_look_option(struct cli_look *look, int option);

/* The format is the one given, or the first of `names` (ended by NULL); false, and told, when it is none of them. */
bool cli_look_format(struct cli_look *look, const char *const *names);

/* What stands after the options: nothing; false, and told, when there is something. */
bool cli_look_no_more(int argc, char **argv);

/* … or the name of one incident; NULL, and told, when there isn't one. */
const char *cli_look_name(int argc, char **argv, const char *command);

/* An incident by the name that the user typed. */
SR_MUST_USE enum sr_status cli_look_incident(struct cli_look *look, const char *name, struct sr_store_incident *out,
                                             struct sr_err *err);

/* Open the store to be read; false, and told. */
bool cli_look_open(struct cli_look *look);

/* Write out what the command has put into look->out and release all; `status`: what went wrong before, which is
 * told. */
int cli_look_close(struct cli_look *look, enum sr_status status, const struct sr_err *err);

#endif
