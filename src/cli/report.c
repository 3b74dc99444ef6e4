#include <stdio.h>

#include "cli/cli.h"

static const char help[] =
    "usage: sitrep [report] [OPTION…] FILE…\n"
    "\n"
    "Prints the situation report of each document: what happened, where, when, how many, and who says so.\n"
    "A FILE is a text, a JSON Lines file or a folder of both; '-' is standard input.\n"
    "\n"
    "  --format html      as a web page, the article beside it; several documents are sections of one page\n"
    "  --published DATE   when it was published (2015-11-20, 2015-11-20T07:00Z)\n"
    "  --outlet NAME      who published it\n"
    "  --numbers all      also tell each number that is not counted, and why\n"
    "  --color WHEN       auto (on a terminal, unless NO_COLOR is set), always or never\n"
    "  --width N          in columns; 80 unless given\n"
    "\n"
    "The other options of 'sitrep read' are taken too.\n"
    "\n"
    "examples:\n"
    "  sitrep article.txt\n"
    "  sitrep --published 2015-11-20 --outlet 'The Daily Example' article.txt\n"
    "  sitrep --format html article.txt > report.html\n"
    "  curl -s https://example.org/article.txt | sitrep -\n";

static int run(int argc, char **argv) {
    struct cli_reading r = {.input = "auto", .format = "text", .workers = 1, .options.colour = cli_colour()};
    int status = cli_reading_arguments(&r, argc, argv, help);
    if (status != -1) return status;
    if (!r.path_count) {
        cli_say("no file given; 'sitrep FILE', or '-' for standard input");
        return CLI_USAGE;
    }
    return cli_read_all(&r);
}

const struct cli_command cli_report = {
    "report", "print the situation report of documents (the command may be left out)", help, run};
