#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

const struct cli_command *const cli_commands[] = {
    &cli_report, &cli_read,   &cli_explain, &cli_merge,   &cli_add,  &cli_incidents, &cli_show,   &cli_history,
    &cli_search, &cli_import, &cli_export,  &cli_publish, &cli_desk, &cli_validate,  &cli_schema, &cli_help};
const unsigned cli_command_count = sizeof cli_commands / sizeof *cli_commands;

static int version(void) {
    char line[64];
    int n = snprintf(line, sizeof line, "sitrep %s\n", sr_version());
    return cli_write(line, (size_t)n);
}

/* A word that is no command, names no file and reads like a command is a slip. */
static bool told_as_slip(const char *word) {
    const char *names[32];
    unsigned count = 0;
    for (unsigned i = 0; i < cli_command_count && count < 32; i++) names[count++] = cli_commands[i]->name;
    if (strpbrk(word, "./-") || access(word, F_OK) == 0) return false;
    const char *near = cli_nearest(word, names, count);
    if (near) cli_say("no command and no file '%s'; did you mean 'sitrep %s'?", word, near);
    return near != NULL;
}

int main(int argc, char **argv) {
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a file that may grow no further is told as an error of its write */
    if (argc < 2) {
        cli_say("no file given; 'sitrep FILE' prints its report, 'sitrep help' tells more");
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) return version();
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) return cli_help.run(1, argv);
    for (unsigned i = 0; i < cli_command_count; i++)
        if (strcmp(argv[1], cli_commands[i]->name) == 0) return cli_commands[i]->run(argc - 1, argv + 1);
    if (told_as_slip(argv[1])) return CLI_USAGE;
    return cli_report.run(argc, argv);
}
