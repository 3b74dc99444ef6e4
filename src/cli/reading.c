#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

const struct option cli_reading_options[] = {
    {"input", required_argument, NULL, CLI_INPUT},
    {"format", required_argument, NULL, CLI_FORMAT},
    {"jobs", required_argument, NULL, 'j'},
    {"offsets", required_argument, NULL, CLI_OFFSETS},
    {"until", required_argument, NULL, CLI_UNTIL},
    {"published", required_argument, NULL, CLI_PUBLISHED},
    {"outlet", required_argument, NULL, CLI_OUTLET},
    {"numbers", required_argument, NULL, CLI_NUMBERS},
    {"with-text", no_argument, NULL, CLI_WITH_TEXT},
    {"source-map", no_argument, NULL, CLI_SOURCE_MAP},
    {"reading", required_argument, NULL, CLI_READING},
    {"rule", required_argument, NULL, CLI_RULE},
    {"measure", required_argument, NULL, CLI_MEASURE},
    {"max-size", required_argument, NULL, CLI_MAX_SIZE},
    {"max-memory", required_argument, NULL, CLI_MAX_MEMORY},
    {"color", required_argument, NULL, CLI_COLOR},
    {"colour", required_argument, NULL, CLI_COLOR},
    {"width", required_argument, NULL, CLI_WIDTH},
    {"config", required_argument, NULL, CLI_CONFIG},
    {"gazetteer", required_argument, NULL, CLI_GAZETTEER},
    {"outlets", required_argument, NULL, CLI_OUTLETS},
    {"sources", required_argument, NULL, CLI_SOURCES},
    {"reader", required_argument, NULL, CLI_READER},
    {"model", required_argument, NULL, CLI_MODEL},
    {"db", required_argument, NULL, CLI_DB},
    {"now", required_argument, NULL, CLI_NOW},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

bool cli_colour_option(const char *where, const char *text, bool *colour) {
    if (strcmp(text, "auto") == 0) *colour = cli_colour();
    else if (strcmp(text, "always") == 0) *colour = true;
    else if (strcmp(text, "never") == 0) *colour = false;
    else {
        cli_say("%scolor: '%s' is none of auto, always, never", where, text);
        return false;
    }
    return true;
}

static bool take_adding(struct cli_reading *r, const char **to, const char *name) {
    *to = optarg;
    if (!r->adds) cli_say("%s%s is an option of 'sitrep add'", r->where, name);
    return r->adds;
}

bool cli_reading_option(struct cli_reading *r, int option) {
    size_t width;
    switch (option) {
    case CLI_INPUT: r->input = optarg; return true;
    case CLI_FORMAT: r->format = optarg; return true;
    case 'j': return cli_number(r->where, "jobs", optarg, false, 1, 256, &r->workers);
    case CLI_OFFSETS: r->options.offsets = optarg; return true;
    case CLI_UNTIL: r->options.until = optarg; return true;
    case CLI_PUBLISHED: r->options.published = optarg; return true;
    case CLI_OUTLET: r->options.outlet = optarg; return true;
    case CLI_NUMBERS:
        r->options.numbers_all = strcmp(optarg, "all") == 0;
        if (r->options.numbers_all || strcmp(optarg, "claims") == 0) return true;
        cli_say("%snumbers: '%s' is none of all, claims", r->where, optarg);
        return false;
    case CLI_WITH_TEXT: r->options.with_text = true; return true;
    case CLI_SOURCE_MAP: r->options.source_map = true; return true;
    case CLI_READING:
        free(r->conllu);
        r->conllu = cli_slurp(optarg, &r->options.conllu_size);
        r->options.conllu = r->conllu;
        r->options.conllu_name = optarg;
        return r->conllu != NULL;
    case CLI_RULE: r->options.rule = optarg; return true;
    case CLI_MEASURE: r->options.measure = optarg; return true;
    case CLI_MAX_SIZE: return cli_number(r->where, "max-size", optarg, true, 1, (size_t)1 << 30, &r->max_size);
    case CLI_MAX_MEMORY:
        return cli_number(r->where, "max-memory", optarg, true, 1 << 20, SIZE_MAX, &r->options.max_memory);
    case CLI_COLOR: return cli_colour_option(r->where, optarg, &r->options.colour);
    case CLI_WIDTH:
        if (!cli_number(r->where, "width", optarg, false, 40, 400, &width)) return false;
        r->options.width = (uint32_t)width;
        return true;
    case CLI_CONFIG: return true; /* read before */
    case CLI_GAZETTEER: return cli_add_table(r, "gazetteer", "", optarg);
    case CLI_OUTLETS: return cli_add_table(r, "outlets", "", optarg);
    case CLI_READER: r->reader = optarg; return true;
    case CLI_MODEL: return cli_set_model(r, "", optarg);
    case CLI_SOURCES: return cli_add_table(r, "sources", "", optarg);
    case CLI_DB: return take_adding(r, &r->db, "db");
    case CLI_NOW: return take_adding(r, &r->now, "now");
    default: return false;
    }
}

static int take_arguments(struct cli_reading *r, int argc, char **argv, const char *help) {
    static const char letters[] = ":j:h";
    const char *config = NULL;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, letters, cli_reading_options, NULL)) != -1;)
        if (c == CLI_CONFIG) config = optarg;
        else if (c == 'h') return cli_write(help, strlen(help));
    optind = 0; /* from the beginning: a wrong option is told by the second pass */
    if (!cli_configure(r, config)) return CLI_USAGE;
    (void)snprintf(r->where, sizeof r->where, "--");
    for (int c; (c = cli_option(argc, argv, letters, cli_reading_options)) != -1;)
        if (c == '?' || !cli_reading_option(r, c)) return CLI_USAGE;
    r->paths = argv + optind;
    r->path_count = argc - optind;
    return -1;
}

void cli_reading_release(struct cli_reading *r) {
    free(r->conllu);
    free(r->config);
    free(r->model);
    for (unsigned i = 0; i < r->table_count; i++) free(r->tables[i].path);
}

int cli_reading_arguments(struct cli_reading *r, int argc, char **argv, const char *help) {
    int status = take_arguments(r, argc, argv, help);
    if (status != -1) cli_reading_release(r);
    return status;
}

struct run {
    int status;           /* of the output */
    bool progress, shown; /* a line on the terminal; it stands there now */
    struct timespec began, last;
    uint64_t documents, skipped;
    const char *between; /* documents; "" for nothing */
    const char *before;  /* the first that is written; NULL: nothing, or it stands there already */
};

static double seconds_since(const struct timespec *then) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void hide_progress(struct run *run) {
    if (run->shown) (void)fputs("\r\033[K", stderr);
    run->shown = false;
}

static void show_progress(struct run *run) {
    double seconds = seconds_since(&run->began);
    if (!run->progress || seconds < 2 || (run->shown && seconds_since(&run->last) < 0.25)) return;
    (void)fprintf(stderr, "\r\033[K%llu documents, %.0f a second", (unsigned long long)run->documents,
                  (double)run->documents / seconds);
    (void)fflush(stderr);
    (void)clock_gettime(CLOCK_MONOTONIC, &run->last);
    run->shown = true;
}

/* Each record is written at once: a pipe's reader has it as soon as it is made. */
static int sink(void *user, const struct sr_result *result) {
    struct run *run = user;
    run->documents = result->documents;
    run->skipped = result->skipped;
    if (result->warning || result->error) hide_progress(run);
    if (result->warning) cli_say("warning: %s", result->warning);
    if (result->error) cli_say_error(result->error);
    else {
        if (run->before) run->status = cli_write(run->before, strlen(run->before));
        run->before = NULL;
        if (run->documents - run->skipped > 1 && run->status == CLI_OK)
            run->status = cli_write(run->between, strlen(run->between));
        if (run->status == CLI_OK) run->status = cli_write(result->bytes, result->size);
    }
    if (run->status == CLI_OK) show_progress(run);
    return run->status;
}

/* 1234567 → "1,234,567" */
static const char *grouped(uint64_t n, char room[32]) {
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n), out = 0;
    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0) room[out++] = ',';
        room[out++] = digits[i];
    }
    room[out] = 0;
    return room;
}

static int add_inputs(struct sr_input *input, const struct cli_reading *r, struct sr_error *error) {
    int code = 0;
    if (!r->path_count) return sr_input_add_fd(input, STDIN_FILENO, "stdin", error);
    for (int i = 0; !code && i < r->path_count; i++) {
        bool standard = strcmp(r->paths[i], "-") == 0;
        code = standard ? sr_input_add_fd(input, STDIN_FILENO, "stdin", error)
                        : sr_input_add_path(input, r->paths[i], error);
    }
    return code;
}

/* One plain file of text or HTML is one document; all else may be several. */
static bool may_be_several(const struct cli_reading *r) {
    static const char *const endings[] = {".txt", ".html", ".htm"};
    struct stat about;
    if (r->path_count != 1) return true;
    bool standard = strcmp(r->paths[0], "-") == 0;
    if (!standard && (stat(r->paths[0], &about) || !S_ISREG(about.st_mode))) return true;
    if (strcmp(r->input, "text") == 0 || strcmp(r->input, "html") == 0) return false;
    const char *dot = strrchr(r->paths[0], '.');
    for (size_t i = 0; dot && strcmp(r->input, "auto") == 0 && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i]) == 0) return false;
    return true;
}

static int fail(const struct sr_error *error) {
    cli_say_error(error);
    return error->code == SR_CODE_USAGE || error->code == SR_CODE_DATE ? CLI_USAGE : CLI_SKIPPED;
}

static int read_all(struct cli_reading *r, struct sr_context *context, struct sr_input *input) {
    struct sr_error error;
    struct run run = {.progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO), .between = ""};
    if (strcmp(r->format, "text") == 0) run.between = "\n────────────────────\n\n";
    bool sections = strcmp(r->format, "html") == 0 && may_be_several(r);
    int code = add_inputs(input, r, &error);
    (void)clock_gettime(CLOCK_MONOTONIC, &run.began);
    if (sections) {
        r->options.section = true;
        run.before = sr_html_open();
    }
    if (!code) code = sr_read_stream(context, input, &r->options, r->format, (unsigned)r->workers, sink, &run, &error);
    if (!code && !run.status && sections && !run.before)
        run.status = cli_write(sr_html_close(), strlen(sr_html_close()));
    hide_progress(&run);
    if (code) return fail(&error);
    if (run.status) return run.status;
    char skipped[32], documents[32];
    if (run.skipped && run.documents > 1)
        cli_say("%s of %s documents %s skipped", grouped(run.skipped, skipped), grouped(run.documents, documents),
                run.skipped == 1 ? "was" : "were");
    return run.skipped ? CLI_SKIPPED : CLI_OK;
}

/* The built-in tables with the user's, and the model. NULL on failure; error->code is 0 where it is told already. *model:
 * what the context borrows, to be freed after it. */
static struct sr_context *open_context(const struct cli_reading *r, char **model, struct sr_error *error) {
    struct sr_table_text tables[CLI_MOST_TABLES] = {{0}};
    struct sr_context_options options = {.tables = tables, .reader = r->reader, .model_name = r->model};
    char *owned[CLI_MOST_TABLES] = {NULL};
    unsigned count = 0;
    bool by_rule = r->reader && strcmp(r->reader, "rules") == 0;
    error->code = 0;
    if (r->model && !by_rule && !(*model = cli_slurp(r->model, &options.model_size))) return NULL;
    options.model = *model;
    for (; count < r->table_count; count++) {
        owned[count] = cli_slurp(r->tables[count].path, &tables[count].size);
        if (!owned[count]) break;
        tables[count].table = r->tables[count].table;
        tables[count].name = r->tables[count].path;
        tables[count].bytes = owned[count];
    }
    options.table_count = count;
    struct sr_context *context = count < r->table_count ? NULL : sr_context_open_with(&options, error);
    for (unsigned i = 0; i < count; i++) free(owned[i]);
    return context;
}

/* What to do with the documents once all is open. */
struct work {
    sr_sink *sink; /* NULL: write them out */
    void *user;
};

static int read_into(struct cli_reading *r, struct sr_context *context, struct sr_input *input,
                     const struct work *work) {
    struct sr_error error;
    int code = add_inputs(input, r, &error);
    if (!code)
        code = sr_read_stream(context, input, &r->options, r->format, (unsigned)r->workers, work->sink, work->user,
                              &error);
    return code ? fail(&error) : CLI_OK;
}

static int with_input(struct cli_reading *r, const struct work *work) {
    struct sr_error error;
    char *model = NULL;
    struct sr_context *context = open_context(r, &model, &error);
    struct sr_input *input = context ? sr_input_open(r->input, r->max_size, &error) : NULL;
    int status = CLI_USAGE;
    (void)signal(SIGPIPE, SIG_IGN); /* cli_write ends quietly instead, wherever SIGPIPE stood before */
    if (input) status = work->sink ? read_into(r, context, input, work) : read_all(r, context, input);
    else if (error.code) cli_say_error(&error);
    sr_input_close(input);
    sr_context_close(context);
    free(model);
    cli_reading_release(r);
    return status;
}

int cli_read_all(struct cli_reading *r) {
    return with_input(r, &(struct work){NULL, NULL});
}

int cli_read_into(struct cli_reading *r, sr_sink *into, void *user) {
    return with_input(r, &(struct work){into, user});
}
