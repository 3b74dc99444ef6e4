#include <string.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep show --db FILE [OPTION…] INCIDENT\n"
    "\n"
    "Shows one incident of a store: its tally with low, best and high, who stands behind each figure, and the reports\n"
    "that tell of it. INCIDENT is its name as 'sitrep incidents' lists it (I12); the name that 'sitrep merge' gives\n"
    "(I-5f3a9c) is understood too. One that has joined another is shown as what it is now.\n"
    "\n"
    "  --db FILE          the store; $SITREP_DB unless given\n"
    "  --format FORMAT    text, or jsonl: the sitrep-incident/1 object; text unless given\n"
    "  --color WHEN       auto, always or never\n"
    "  --width N          in columns; 80 unless given\n"
    "\n"
    "examples:\n"
    "  sitrep show --db desk.db I12\n";

/* All that is told of it. */
static enum sr_status show(struct cli_look *look, const struct sr_store_incident *incident, struct sr_err *err) {
    struct sr_store_figures figures;
    struct sr_store_documents documents;
    struct sr_stored_in in = {.incident = incident, .figures = &figures, .documents = &documents};
    enum sr_status status = sr_store_figures(look->store, incident->number, &look->arena, &figures, err);
    if (!status) status = sr_store_documents(look->store, incident->number, 0, 0, &look->arena, &documents, err);
    return status ? status : sr_stored_incident(&in, &look->report, &look->out, err);
}

static int run(int argc, char **argv) {
    static const struct option options[] = {CLI_LOOK_OPTIONS};
    static const char *const formats[] = {"text", "jsonl", NULL};
    struct cli_look look = {.report.colour = cli_colour()};
    struct sr_store_incident incident;
    struct sr_err err;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (c == '?' || cli_look_option(&look, c)) return CLI_USAGE;
    }
    const char *name = cli_look_name(argc, argv, "show");
    if (!name || !cli_look_format(&look, formats) || !cli_look_open(&look)) return CLI_USAGE;
    enum sr_status status = cli_look_incident(&look, name, &incident, &err);
    if (!status && strcmp(look.format, "jsonl") == 0) {
        sr_buf_str(&look.out, incident.json);
        sr_buf_char(&look.out, '\n');
    } else if (!status) status = show(&look, &incident, &err);
    return cli_look_close(&look, status, &err);
}

const struct cli_command cli_show = {"show", "show one incident of a store", help, run};
