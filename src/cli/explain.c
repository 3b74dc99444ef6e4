#include <stdio.h>

#include "cli/cli.h"

static const char help[] =
    "usage: sitrep explain [OPTION…] FILE…\n"
    "\n"
    "Tells how each figure of a document came about: its claims, in the order of the text, and what the rule made of\n"
    "each: which it chose, which it set aside, and by which clause.\n"
    "\n"
    "  --measure NAME     only this measure: killed, injured, missing, hostages …\n"
    "  --rule NAME        latest, ucdp or acled; latest unless given\n"
    "  --published DATE   when it was published (2015-11-20, 2015-11-20T07:00Z)\n"
    "\n"
    "The other options of 'sitrep read' are taken too.\n"
    "\n"
    "examples:\n"
    "  sitrep explain article.txt --measure killed\n"
    "  sitrep explain --rule acled article.txt\n";

static int run(int argc, char **argv) {
    struct cli_reading r = {.input = "auto", .format = "explain", .workers = 1, .options.colour = cli_colour()};
    int status = cli_reading_arguments(&r, argc, argv, help);
    if (status != -1) return status;
    if (!r.path_count) {
        cli_say("no file given; 'sitrep explain FILE', or '-' for standard input");
        return CLI_USAGE;
    }
    return cli_read_all(&r);
}

const struct cli_command cli_explain = {"explain", "tell how each figure came about, claim by claim", help, run};
