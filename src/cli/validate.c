#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: sitrep validate FILE…\n"
    "\n"
    "Checks records (sitrep/1) and incidents (sitrep-incident/1), one a line: that they follow their schema, that "
    "every\n"
    "position lies in its text, that every id refers to something, that low <= best <= high, that a figure's claims "
    "are\n"
    "there. A FILE is JSON Lines; '-' is standard input. Each fault is told on standard error, with its line, where it "
    "is\n"
    "in the record (a JSON Pointer), and how to mend it.\n"
    "\n"
    "Exit status: 0 all are sound; 1 some are not, or a file could not be read; 2 the command line is wrong.\n"
    "\n"
    "examples:\n"
    "  sitrep validate records.jsonl\n"
    "  sitrep read --with-text article.txt | sitrep validate -\n";

struct count {
    uint64_t records, bad;
};

static int sink(void *user, const struct sr_result *result) {
    struct count *count = user;
    if (result->error) cli_say_error(result->error);
    *count = (struct count){result->documents, result->skipped};
    return 0;
}

static int validate(const char *path, struct count *total) {
    bool standard = strcmp(path, "-") == 0;
    struct count count = {0, 0};
    struct sr_error error;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        cli_say("%s: %s", path, strerror(errno));
        return CLI_SKIPPED;
    }
    int code = sr_validate_stream(fd, standard ? "stdin" : path, 0, sink, &count, &error);
    if (!standard) (void)close(fd);
    if (code) cli_say_error(&error);
    total->records += count.records;
    total->bad += count.bad;
    return code ? CLI_SKIPPED : CLI_OK;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct count total = {0, 0};
    int status = CLI_OK;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        return CLI_USAGE;
    }
    if (optind == argc) {
        cli_say("no file given; 'sitrep validate FILE', or '-' for standard input");
        return CLI_USAGE;
    }
    for (int i = optind; i < argc; i++)
        if (validate(argv[i], &total) != CLI_OK) status = CLI_SKIPPED;
    char line[96];
    int n = snprintf(line, sizeof line, "%llu %s, %llu with faults\n", (unsigned long long)total.records,
                     total.records == 1 ? "record" : "records", (unsigned long long)total.bad);
    int written = cli_write(line, (size_t)n);
    return written != CLI_OK ? written : total.bad ? CLI_SKIPPED : status;
}

const struct cli_command cli_validate = {"validate", "check records and incidents", help, run};
