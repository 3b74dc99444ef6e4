#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const char help[] = "usage: sitrep schema [NAME]\n"
                           "\n"
                           "Prints the JSON Schema (draft 2020-12) of what sitrep writes. NAME is sitrep/1, a record "
                           "(what is printed where no\n"
                           "name is given), or sitrep-incident/1, what 'sitrep merge' writes.\n"
                           "\n"
                           "examples:\n"
                           "  sitrep schema > sitrep-1.schema.json\n"
                           "  sitrep schema sitrep-incident/1\n";

static int run(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        return CLI_USAGE;
    }
    const char *name = optind < argc ? argv[optind] : "sitrep/1", *text = sr_schema(name);
    if (argc - optind > 1) cli_say("one name at a time; '%s' is too many", argv[optind + 1]);
    else if (!text) cli_say("no schema '%s'; there are sitrep/1 and sitrep-incident/1", name);
    if (!text || argc - optind > 1) return CLI_USAGE;
    return cli_write(text, strlen(text));
}

const struct cli_command cli_schema = {"schema", "print the JSON Schema of records or incidents", help, run};
