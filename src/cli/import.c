#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep import --db FILE [EXPORT]\n"
    "\n"
    "Makes a store of what 'sitrep export' wrote: every version of every document, the incidents with their names, "
    "the\n"
    "edits, the log of changes. FILE must be new, or hold nothing. All of the export comes in, or nothing. '-', or no\n"
    "EXPORT, is standard input.\n"
    "\n"
    "  --db FILE          the store; $SITREP_DB unless given\n"
    "\n"
    "Exit status: 0 all is in; 2 the command line is wrong; 3 nothing is in, for the reason told.\n"
    "\n"
    "examples:\n"
    "  sitrep export --db desk.db > backup.jsonl\n"
    "  sitrep import --db new.db backup.jsonl\n";

enum { DB = 1 };

static enum sr_status import_lines(struct sr_store *store, FILE *file, const char *name, struct sr_err *err) {
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    enum sr_status status = sr_store_import_begin(store, err);
    while (!status && (n = getline(&line, &room, file)) >= 0)
        status = sr_store_import_line(store, (struct sr_str){line, (uint32_t)n}, err);
    free(line);
    if (!status && ferror(file)) status = sr_fail(err, SR_ERR_IO, "", "can't read '%s'", name);
    if (!status) status = sr_store_import_finish(store, err);
    if (status) {
        sr_store_rollback(store);
        sr_err_at(err, name, err->line, err->column);
    }
    return status;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {
        {"db", required_argument, NULL, DB}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    const char *db = NULL;
    struct sr_err err;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (c != DB) return CLI_USAGE;
        db = optarg;
    }
    const char *path = optind < argc ? argv[optind++] : "-";
    if (!cli_look_no_more(argc, argv)) return CLI_USAGE;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!file) cli_say("can't read '%s'", path);
    struct sr_store *store = file ? cli_store(db, SR_STORE_CREATE) : NULL;
    int code = store ? CLI_OK : CLI_USAGE;
    if (store && import_lines(store, file, file == stdin ? "stdin" : path, &err)) {
        (void)cli_store_failed(&err);
        code = CLI_OUTPUT;
    }
    sr_store_close(store);
    if (file && file != stdin) (void)fclose(file);
    return code;
}

const struct cli_command cli_import = {"import", "make a store of an export", help, run};
