#include <string.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep incidents --db FILE [OPTION…]\n"
    "\n"
    "Lists the incidents of a store, the latest first: when each began, its kind, how many were killed and injured "
    "('!':\n"
    "speakers differ), how many reports tell of it, where.\n"
    "\n"
    "  --db FILE          the store; $SITREP_DB unless given\n"
    "  --where KEY=VALUE  only those with country=ML, kind=bombing (or a family of kinds, as kind=attack), "
    "words=WORDS\n"
    "                     (in a report of it); may be given several times, then all must hold\n"
    "  --kind NAME        the same as --where kind=NAME\n"
    "  --since DATE       that began on that day or later: 2015-11-20, 2015-11 or 2015; one whose beginning is not "
    "known\n"
    "                     counts from its first report\n"
    "  --until DATE       that began on that day or before\n"
    "  --order WHAT       begin, change (the last changed first) or number; begin unless given\n"
    "  --limit N          at most N; all unless given\n"
    "  --format FORMAT    text, or jsonl: one sitrep-incident/1 object a line; text unless given\n"
    "  --color WHEN       auto, always or never\n"
    "  --width N          in columns; 80 unless given\n"
    "\n"
    "examples:\n"
    "  sitrep incidents --db desk.db --where country=ML --since 2015-11\n"
    "  sitrep incidents --db desk.db --kind attack --format jsonl > attacks.jsonl\n";

static void put_lines(struct sr_buf *out, const struct sr_store_incidents *incidents) {
    for (uint32_t i = 0; i < incidents->count; i++) {
        sr_buf_str(out, incidents->items[i].json);
        sr_buf_char(out, '\n');
    }
}

static int run(int argc, char **argv) {
    static const struct option options[] = {CLI_FILTER_OPTIONS, CLI_LOOK_OPTIONS};
    static const char *const formats[] = {"text", "jsonl", NULL};
    struct cli_look look = {.report.colour = cli_colour()};
    struct sr_store_filter filter = CLI_FILTER;
    struct sr_store_incidents incidents;
    struct sr_err err;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (c == '?' || (c >= CLI_FILTER_WHERE && !cli_filter_option(c, &filter))) return CLI_USAGE;
        if (c < CLI_FILTER_WHERE && cli_look_option(&look, c)) return CLI_USAGE;
    }
    if (!cli_look_format(&look, formats) || !cli_look_no_more(argc, argv) || !cli_look_open(&look)) return CLI_USAGE;
    enum sr_status status = sr_store_incidents(look.store, &filter, &look.arena, &incidents, &err);
    if (!status && strcmp(look.format, "jsonl") == 0) put_lines(&look.out, &incidents);
    else if (!status) status = sr_stored_list(&incidents, &look.report, &look.out, &err);
    return cli_look_close(&look, status, &err);
}

const struct cli_command cli_incidents = {"incidents", "list the incidents of a store", help, run};
