#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "desk/desk.h"

static const char help[] =
    "usage: sitrep desk [--db FILE] [--feeds FILE.opml] [OPTION…]\n"
    "       sitrep desk --hours [--rules RULES] [--zone ZONE]\n"
    "       sitrep desk --add-editor NAME --editors FILE\n"
    "\n"
    "Follows feeds, keeps each incident's figures in a store, and shows them in the browser as they change, at\n"
    "http://127.0.0.1:8400/ unless told otherwise. It runs until it is interrupted.\n"
    "\n"
    "  --db FILE          the store; made where there is none; sitrep.db unless given\n"
    "  --listen ADDRESS   127.0.0.1:8400 unless given. An address that others can reach needs --editors, and a proxy\n"
    "                     with TLS before it\n"
    "  --feeds FILE       the feeds to follow, as OPML; others can be added on the page\n"
    "  --folder DIR       read what is put into this folder too\n"
    "  --interval S       seconds between two looks at a feed; 60 unless given\n"
    "  --editors FILE     who may look and edit; without it whoever can reach the address may\n"
    "  --host NAME        a name that the desk is reached by, as desk.example.org; may be given several times\n"
    "  --no-articles      of feeds' items that hold a summary only, read that; their articles are not fetched\n"
    "  --allow-private    fetch from private and loopback addresses too\n"
    "  --zone ZONE        the desk's time zone, as America/New_York; as set on the page, else UTC, unless given\n"
    "  --rules RULES      the desk's hours, as 'Mon-Thu 07:00 - 23:00; Fri 07:00 - candle lighting in New York'; as "
    "set on\n"
    "                     the page unless given\n"
    "  --hours            print the coming week's hours, and end\n"
    "  --add-editor NAME  make an editor's token, print it once, add its hash to the file of --editors, and end\n"
    "\n"
    "Exit status: 0 it was interrupted, or has printed what it should; 1 it could not begin; 2 the command line is "
    "wrong.\n"
    "\n"
    "examples:\n"
    "  sitrep desk --db day.db --feeds agencies.opml\n"
    "  sitrep desk --hours --rules 'Fri 07:00 - candle lighting in New York' --zone America/New_York\n";

enum {
    DB = 256,
    LISTEN,
    FEEDS,
    FOLDER,
    INTERVAL,
    EDITORS,
    HOST,
    NO_ARTICLES,
    PRIVATE,
    HOURS,
    RULES,
    ZONE,
    ADD_EDITOR,
    MOST_HOSTS = 32
};

static const struct option options[] = {{"db", required_argument, NULL, DB},
                                        {"listen", required_argument, NULL, LISTEN},
                                        {"feeds", required_argument, NULL, FEEDS},
                                        {"folder", required_argument, NULL, FOLDER},
                                        {"interval", required_argument, NULL, INTERVAL},
                                        {"editors", required_argument, NULL, EDITORS},
                                        {"host", required_argument, NULL, HOST},
                                        {"no-articles", no_argument, NULL, NO_ARTICLES},
                                        {"allow-private", no_argument, NULL, PRIVATE},
                                        {"hours", no_argument, NULL, HOURS},
                                        {"rules", required_argument, NULL, RULES},
                                        {"zone", required_argument, NULL, ZONE},
                                        {"add-editor", required_argument, NULL, ADD_EDITOR},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

struct wanted {
    struct sr_desk_options desk;
    const char *hosts[MOST_HOSTS];
    const char *add_editor;
    bool hours;
};

static bool take(struct wanted *w, int option) {
    size_t number;
    switch (option) {
    case DB: w->desk.db = optarg; return true;
    case LISTEN: w->desk.listen = optarg; return true;
    case FEEDS: w->desk.opml = optarg; return true;
    case FOLDER: w->desk.folder = optarg; return true;
    case EDITORS: w->desk.editors = optarg; return true;
    case PRIVATE: w->desk.allow_private = true; return true;
    case NO_ARTICLES: w->desk.no_articles = true; return true;
    case HOURS: w->hours = true; return true;
    case RULES: w->desk.hours = optarg; return true;
    case ZONE: w->desk.zone = optarg; return true;
    case ADD_EDITOR: w->add_editor = optarg; return true;
    case INTERVAL:
        if (!cli_number("--", "interval", optarg, false, 10, 86400, &number)) return false;
        w->desk.interval_s = (uint32_t)number;
        return true;
    case HOST:
        if (w->desk.host_count == MOST_HOSTS) cli_say("more than %d names with --host", MOST_HOSTS);
        else w->hosts[w->desk.host_count++] = optarg;
        return w->desk.host_count <= MOST_HOSTS;
    default: return false;
    }
}

static int say_err(const struct sr_err *err) {
    char text[1400];
    sr_err_format(err, text, sizeof text);
    cli_say("%s", text);
    return err->status == SR_ERR_USAGE ? CLI_USAGE : CLI_SKIPPED;
}

static void log_line(void *user, const char *line) {
    (void)user;
    cli_say("%s", line);
}

/* Until someone interrupts it. The signals are blocked before the desk makes its threads, so that none of them gets one. */
static int serve(const struct sr_desk_options *wanted) {
    struct sr_desk *desk;
    struct sr_err err;
    sigset_t signals;
    int got;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    if (sr_desk_open(wanted, &desk, &err)) return say_err(&err);
    cli_say("the desk is at %s", sr_desk_address(desk));
    (void)sigwait(&signals, &got);
    sr_desk_close(desk);
    return CLI_OK;
}

static int print_hours(const struct sr_desk_options *wanted) {
    struct sr_buf out = {0};
    struct sr_err err;
    int status = sr_desk_week(wanted, &out, &err) ? say_err(&err) : cli_write(out.p, out.size);
    sr_buf_release(&out);
    return status;
}

static int add_editor(const struct wanted *w) {
    char token[40], line[80];
    struct sr_err err;
    if (!w->desk.editors) {
        cli_say("--add-editor needs --editors FILE");
        return CLI_USAGE;
    }
    if (sr_desk_add_editor(w->desk.editors, w->add_editor, token, &err)) return say_err(&err);
    int n = snprintf(line, sizeof line, "%s\n", token);
    cli_say("the token of '%s' follows; it is shown this once", w->add_editor);
    return cli_write(line, (size_t)n);
}

static int run(int argc, char **argv) {
    struct wanted w = {.desk = {.db = "sitrep.db", .log = log_line}};
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (!take(&w, c)) return CLI_USAGE;
    }
    if (optind < argc) {
        cli_say("the desk takes no '%s'; name feeds with --feeds, a folder with --folder", argv[optind]);
        return CLI_USAGE;
    }
    w.desk.hosts = w.hosts;
    if (w.add_editor) return add_editor(&w);
    return w.hours ? print_hours(&w.desk) : serve(&w.desk);
}

const struct cli_command cli_desk = {"desk", "follow feeds and show incidents as they unfold, in the browser", help,
                                     run};
