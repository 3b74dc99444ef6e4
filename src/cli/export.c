#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep export --to FORMAT [OPTION…] [FILE…]\n"
    "       sitrep export --db STORE [--to FORMAT] [OPTION…]\n"
    "\n"
    "Writes records (sitrep/1) and incidents (sitrep-incident/1), as 'sitrep read' and 'sitrep merge' give them, in a\n"
    "format that others use. Without a FILE, or for '-', it reads standard input. Give the records before their "
    "incidents.\n"
    "With --db, those of a store; without --to, all of the store as JSON Lines, which 'sitrep import' makes a store "
    "of.\n"
    "\n"
    "of records:\n"
    "  claims       CSV, a row a claim, for R and pandas\n"
    "  annotation   W3C Web Annotation, a JSON-LD object a line, one a claim; needs 'sitrep read --with-text'\n"
    "of incidents; records before them add what an incident doesn't carry (titles, outlets, kinds of speakers):\n"
    "  ucdp         CSV in the 49 columns of UCDP GED, a row an incident\n"
    "  acled        CSV in ACLED's columns, a row an incident\n"
    "  geojson      a FeatureCollection, for a map\n"
    "  liveblog     schema.org LiveBlogPosting, a JSON-LD object a line, one an incident\n"
    "  edxl         EDXL-SitRep 1.0 (XML), of one incident\n"
    "\n"
    "  --db STORE              a store that 'sitrep add' made\n"
    "  --salvage               of a damaged store the records that can be read, to be added to a new one\n"
    "  --incident ID           of incidents: this one alone\n"
    "  --extra                 ucdp, acled: sitrep's own columns after the standard's\n"
    "  --url URL               liveblog: the page's address\n"
    "  --publisher NAME        liveblog: whose page it is\n"
    "  --coverage-start TIME   liveblog: from when, and until when, readers are kept up to date\n"
    "  --coverage-end TIME     (2015-11-20T16:16-05:00); of a store unless given its desk's hours, where it has any\n"
    "  --prepared-by NAME      edxl, needed: who prepared the report\n"
    "  --authorized-by NAME    edxl, needed: who authorized it\n"
    "  --at TIME               edxl, needed: when\n"
    "\n"
    "What a format cannot hold is left out; docs/formats/ tells what, for each. A line that is no record is told on "
    "standard\n"
    "error and left out. Exit status: 0 all was written; 1 some lines were left out; 2 the command line is wrong; 3 "
    "the\n"
    "output could not be written.\n"
    "\n"
    "examples:\n"
    "  sitrep read articles/ > records.jsonl\n"
    "  sitrep merge < records.jsonl > incidents.jsonl\n"
    "  sitrep export --to claims records.jsonl > claims.csv\n"
    "  sitrep export --db desk.db > backup.jsonl\n"
    "  sitrep export --to ucdp records.jsonl incidents.jsonl > events.csv\n";

enum {
    TO = 256,
    INCIDENT,
    EXTRA,
    URL,
    PUBLISHER,
    COVERAGE_START,
    COVERAGE_END,
    PREPARED_BY,
    AUTHORIZED_BY,
    AT,
    DB,
    SALVAGE
};

static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                        {"to", required_argument, NULL, TO},
                                        {"incident", required_argument, NULL, INCIDENT},
                                        {"extra", no_argument, NULL, EXTRA},
                                        {"url", required_argument, NULL, URL},
                                        {"publisher", required_argument, NULL, PUBLISHER},
                                        {"coverage-start", required_argument, NULL, COVERAGE_START},
                                        {"coverage-end", required_argument, NULL, COVERAGE_END},
                                        {"prepared-by", required_argument, NULL, PREPARED_BY},
                                        {"authorized-by", required_argument, NULL, AUTHORIZED_BY},
                                        {"at", required_argument, NULL, AT},
                                        {"db", required_argument, NULL, DB},
                                        {"salvage", no_argument, NULL, SALVAGE},
                                        {NULL, 0, NULL, 0}};

struct run {
    const char *to, *db;
    struct sr_export_options options;
    bool salvage;
    struct sr_export *export;
    uint64_t skipped; /* lines, and files that could not be read */
    int status;
};

static int sink(void *user, const struct sr_result *result) {
    struct run *run = user;
    if (result->error) {
        cli_say_error(result->error);
        run->skipped++;
    }
    if (result->size) run->status = cli_write(result->bytes, result->size);
    return run->status;
}

/* -1 to go on; else the exit status. */
static int arguments(struct run *run, int argc, char **argv) {
    struct sr_export_options *o = &run->options;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        switch (c) {
        case 'h': return cli_write(help, sizeof help - 1);
        case TO: run->to = optarg; break;
        case INCIDENT: o->incident = optarg; break;
        case EXTRA: o->extra = true; break;
        case URL: o->url = optarg; break;
        case PUBLISHER: o->publisher = optarg; break;
        case COVERAGE_START: o->coverage_start = optarg; break;
        case COVERAGE_END: o->coverage_end = optarg; break;
        case PREPARED_BY: o->prepared_by = optarg; break;
        case AUTHORIZED_BY: o->authorized_by = optarg; break;
        case AT: o->at = optarg; break;
        case DB: run->db = optarg; break;
        case SALVAGE: run->salvage = true; break;
        default: return CLI_USAGE;
        }
    }
    if (run->db && optind < argc) {
        cli_say("either --db or files: '%s'", argv[optind]);
        return CLI_USAGE;
    }
    if (run->db && run->salvage) return cli_store_salvage(run->db);
    if (run->db && !run->to) return cli_store_export(run->db);
    if (run->to) return -1;
    cli_say("no format given; '--to claims', annotation, ucdp, acled, geojson, liveblog or edxl");
    return CLI_USAGE;
}

static int add_line(void *user, const char *bytes, size_t size) {
    struct run *run = user;
    struct sr_error error;
    if (!sr_export_bytes(run->export, bytes, size, run->db, sink, run, &error)) return run->status;
    cli_say_error(&error);
    return CLI_SKIPPED;
}

static void add_file(struct run *run, const char *path) {
    struct sr_error error;
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (is_stdin && isatty(fd)) cli_say("reading standard input; end it with Ctrl-D");
    if (fd < 0) {
        cli_say("%s: %s", path, strerror(errno));
        run->skipped++;
        return;
    }
    if (sr_export_fd(run->export, fd, is_stdin ? "stdin" : path, 0, sink, run, &error)) {
        cli_say_error(&error);
        run->skipped++;
    }
    if (!is_stdin) (void)close(fd);
}

static int add_files(struct run *run, int count, char **files) {
    static char from_stdin[] = "-";
    if (!count) add_file(run, from_stdin);
    for (int i = 0; i < count && run->status == CLI_OK; i++) add_file(run, files[i]);
    return run->status;
}

static int run(int argc, char **argv) {
    struct run run = {.status = CLI_OK};
    struct sr_error error;
    int status = arguments(&run, argc, argv);
    if (status != -1) return status;
    struct cli_coverage room;
    if (run.db && strcmp(run.to, "liveblog") == 0 && !cli_coverage(run.db, &run.options, &room)) return CLI_OUTPUT;
    run.export = sr_export_open(run.to, &run.options, &error);
    if (!run.export) {
        cli_say_error(&error);
        return CLI_USAGE;
    }
    status = run.db ? cli_store_lines(run.db, add_line, &run) : add_files(&run, argc - optind, argv + optind);
    if (status == CLI_OK && sr_export_end(run.export, sink, &run, &error)) {
        cli_say_error(&error);
        run.skipped++;
    }
    if (status == CLI_OK) status = run.status;
    if (sr_export_note(run.export)) cli_say("%s", sr_export_note(run.export));
    sr_export_close(run.export);
    return status != CLI_OK ? status : run.skipped ? CLI_SKIPPED : CLI_OK;
}

const struct cli_command cli_export = {"export", "write records and incidents in the formats that others use", help,
                                       run};
