#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: sitrep merge < RECORDS > INCIDENTS\n"
    "\n"
    "Reads records (sitrep/1, one a line, as 'sitrep read' writes them) on standard input, writes incidents\n"
    "(sitrep-incident/1, one a line): each incident once, with all documents that tell of it and the course of its\n"
    "figures. The order of the records doesn't matter. Nothing is written before the input ends.\n"
    "\n"
    "A line that is no record is told on standard error and left out. Exit status: 0 all were read; 1 some were left "
    "out;\n"
    "2 the command line is wrong; 3 the output could not be written.\n"
    "\n"
    "examples:\n"
    "  sitrep read articles/ | sitrep merge > incidents.jsonl\n";

struct run {
    uint64_t skipped;
    int status;
};

static int sink(void *user, const struct sr_result *result) {
    struct run *run = user;
    run->skipped = result->skipped;
    if (result->error) cli_say_error(result->error);
    if (result->size) run->status = cli_write(result->bytes, result->size);
    return run->status;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct run run = {0, CLI_OK};
    struct sr_error error;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        return CLI_USAGE;
    }
    if (optind < argc && (strcmp(argv[optind], "-") != 0 || optind + 1 < argc)) {
        cli_say("records are read on standard input: 'sitrep merge < %s'", argv[optind]);
        return CLI_USAGE;
    }
    if (isatty(STDIN_FILENO)) cli_say("reading standard input; end it with Ctrl-D");
    if (sr_merge_stream(STDIN_FILENO, "stdin", 0, sink, &run, &error)) {
        cli_say_error(&error);
        return CLI_SKIPPED;
    }
    return run.status != CLI_OK ? run.status : run.skipped ? CLI_SKIPPED : CLI_OK;
}

const struct cli_command cli_merge = {"merge", "make incidents of records", help, run};
