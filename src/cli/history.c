#include <string.h>

#include "cli/store.h"

static const char help[] = "usage: sitrep history --db FILE [OPTION…] INCIDENT\n"
                           "\n"
                           "Shows how an incident's figures moved: each number with its time, who said it, what it "
                           "corrects or comes after, what\n"
                           "was withdrawn, and a bar. INCIDENT is its name, as of 'sitrep show'.\n"
                           "\n"
                           "  --db FILE          the store; $SITREP_DB unless given\n"
                           "  --measure NAME     only this measure: killed, injured, missing, hostages …\n"
                           "  --format FORMAT    text, or svg: a step chart of the whole toll of the measure (killed "
                           "unless given), a line for\n"
                           "                     each speaker; text unless given\n"
                           "  --color WHEN       auto, always or never\n"
                           "  --width N          in columns; 80 unless given\n"
                           "\n"
                           "examples:\n"
                           "  sitrep history --db desk.db I12 --measure killed\n"
                           "  sitrep history --db desk.db I12 --measure killed --format svg > killed.svg\n";

enum { MEASURE = 1 };

static int run(int argc, char **argv) {
    static const struct option options[] = {{"measure", required_argument, NULL, MEASURE}, CLI_LOOK_OPTIONS};
    static const char *const formats[] = {"text", "svg", NULL};
    struct cli_look look = {.report.colour = cli_colour()};
    const char *measure = NULL;
    struct sr_store_incident incident;
    struct sr_store_figures figures;
    struct sr_stored_in in = {.incident = &incident, .figures = &figures};
    struct sr_err err;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (c == MEASURE) measure = optarg;
        else if (c == '?' || cli_look_option(&look, c)) return CLI_USAGE;
    }
    const char *name = cli_look_name(argc, argv, "history");
    if (!name || !cli_look_format(&look, formats) || !cli_look_open(&look)) return CLI_USAGE;
    enum sr_status status = cli_look_incident(&look, name, &incident, &err);
    if (!status) status = sr_store_figures(look.store, incident.number, &look.arena, &figures, &err);
    if (!status && strcmp(look.format, "svg") == 0)
        status = sr_stored_chart(&in, measure ? measure : "killed", &look.out, &err);
    else if (!status) status = sr_stored_course(&in, measure, &look.report, &look.out, &err);
    return cli_look_close(&look, status, &err);
}

const struct cli_command cli_history = {"history", "show how an incident's figures moved", help, run};
