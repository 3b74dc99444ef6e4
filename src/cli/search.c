#include "cli/store.h"

static const char help[] = "usage: sitrep search --db FILE [OPTION…] WORDS…\n"
                           "\n"
                           "Finds the documents of a store whose title or text holds all words, in either case and "
                           "with or without accents; the\n"
                           "best first, each with its incident and some of its words. \"Words in quotation marks\" "
                           "must stand together, bomb*\n"
                           "finds words that begin so.\n"
                           "\n"
                           "  --db FILE          the store; $SITREP_DB unless given\n"
                           "  --limit N          at most N; 20 unless given\n"
                           "  --skip N           not the first N\n"
                           "  --color WHEN       auto, always or never\n"
                           "  --width N          in columns; 80 unless given\n"
                           "\n"
                           "examples:\n"
                           "  sitrep search --db desk.db bamako hotel\n"
                           "  sitrep search --db desk.db '\"at least 22\" hostage*'\n";

enum { LIMIT = 1, SKIP };

static bool take(int option, size_t *limit, size_t *skip) {
    if (option == LIMIT) return cli_number("--", "limit", optarg, false, 1, UINT32_MAX, limit);
    return cli_number("--", "skip", optarg, false, 0, UINT32_MAX, skip);
}

static int run(int argc, char **argv) {
    static const struct option options[] = {
        {"limit", required_argument, NULL, LIMIT}, {"skip", required_argument, NULL, SKIP}, CLI_LOOK_OPTIONS};
    static const char *const formats[] = {"text", NULL};
    struct cli_look look = {.report.colour = cli_colour()};
    struct sr_store_hits hits;
    struct sr_buf words = {0};
    struct sr_err err;
    size_t limit = 0, skip = 0;
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        if (c == 'h') return cli_write(help, sizeof help - 1);
        if (c == '?' || (c < CLI_LOOK_DB && !take(c, &limit, &skip))) return CLI_USAGE;
        if (c >= CLI_LOOK_DB && cli_look_option(&look, c)) return CLI_USAGE;
    }
    if (optind == argc) {
        cli_say("no words given: 'sitrep search --db FILE WORDS'");
        return CLI_USAGE;
    }
    if (!cli_look_format(&look, formats) || !cli_look_open(&look)) return CLI_USAGE;
    for (int i = optind; i < argc; i++) {
        sr_buf_c(&words, argv[i]);
        sr_buf_char(&words, ' ');
    }
    enum sr_status status = sr_store_search(look.store, (struct sr_str){words.p, (uint32_t)words.size}, (uint32_t)skip,
                                            (uint32_t)limit, &look.arena, &hits, &err);
    if (!status) status = sr_stored_hits(&hits, &look.report, &look.out, &err);
    sr_buf_release(&words);
    return cli_look_close(&look, status, &err);
}

const struct cli_command cli_search = {"search", "find the documents of a store by their words", help, run};
