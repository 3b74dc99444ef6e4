#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const char help[] = "usage: sitrep help [COMMAND]\n"
                           "\n"
                           "Tells how sitrep, or one of its commands, is used.\n";

static int overview(void) {
    char line[200];
    static const char head[] =
        "sitrep reads the news of an incident and keeps its record: what, where, when, how many, and who says so.\n"
        "\n"
        "usage: sitrep [OPTION…] FILE…        print the situation report of a document\n"
        "       sitrep COMMAND [OPTION…] …\n"
        "\n"
        "commands:\n";
    static const char tail[] = "\n"
                               "'sitrep help COMMAND' tells more of one; 'sitrep --version' tells the version.\n"
                               "\n"
                               "examples:\n"
                               "  sitrep article.txt\n"
                               "  sitrep read --input jsonl -j 2 < articles.jsonl > records.jsonl\n"
                               "  sitrep merge < records.jsonl > incidents.jsonl\n";
    int status = cli_write(head, sizeof head - 1);
    for (unsigned i = 0; !status && i < cli_command_count; i++) {
        int n = snprintf(line, sizeof line, "  %-10s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
        status = cli_write(line, (size_t)n);
    }
    return status ? status : cli_write(tail, sizeof tail - 1);
}

static int run(int argc, char **argv) {
    if (argc < 2 || argv[1][0] == '-') return overview();
    const char *names[32];
    unsigned count = 0;
    for (unsigned i = 0; i < cli_command_count && count < 32; i++) {
        if (strcmp(argv[1], cli_commands[i]->name) == 0)
            return cli_write(cli_commands[i]->help, strlen(cli_commands[i]->help));
        names[count++] = cli_commands[i]->name;
    }
    const char *near = cli_nearest(argv[1], names, count);
    if (near) cli_say("no command '%s'; did you mean '%s'?", argv[1], near);
    else cli_say("no command '%s'; 'sitrep help' lists them", argv[1]);
    return CLI_USAGE;
}

const struct cli_command cli_help = {"help", "tell how a command is used", help, run};
