#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep explain [OPTION…] FILE…\n"
    "       sitrep explain --merge A B [RECORDS]\n"
    "       sitrep explain --merge A B --db FILE\n"
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
    "With --merge it tells instead why the records of two documents are held to tell of one incident, or not: what\n"
    "speaks for it and against it, and how much. A and B are the documents' ids; the records are read from the file\n"
    "RECORDS, or on standard input. With --db they are those of a store, and A and B may be incidents too (I12): then\n"
    "the mean over the pairs of their reports is told, and the pair that has most in common.\n"
    "\n"
    "examples:\n"
    "  sitrep explain article.txt --measure killed\n"
    "  sitrep explain --rule acled article.txt\n"
    "  sitrep read articles/ | sitrep explain --merge monday.txt tuesday.txt\n"
    "  sitrep explain --merge I12 I15 --db desk.db\n";

struct merge {
    uint64_t skipped;
    int status;
};

static int sink(void *user, const struct sr_result *result) {
    struct merge *m = user;
    m->skipped = result->skipped;
    if (result->error) cli_say_error(result->error);
    if (result->size) m->status = cli_write(result->bytes, result->size);
    return m->status;
}

static int explain_stored(const char *const names[2], const char *db) {
    struct cli_look look = {.db = db};
    const struct sr_str pair[2] = {sr_str_c(names[0]), sr_str_c(names[1])};
    struct sr_str text = {NULL, 0};
    struct sr_err err;
    if (!cli_look_open(&look)) return CLI_USAGE;
    enum sr_status status = sr_store_explain(look.store, pair, &look.arena, &text, &err);
    if (!status) sr_buf_str(&look.out, text);
    return cli_look_close(&look, status, &err);
}

/* argv: --merge A B [RECORDS], or --merge A B --db FILE */
static int explain_merge(int argc, char **argv) {
    bool stored = false;
    for (int i = 1; i < argc; i++) stored |= strcmp(argv[i], "--db") == 0;
    if (stored ? argc != 5 || strcmp(argv[3], "--db") != 0 : argc < 3 || argc > 4) {
        cli_say("--merge takes two documents by their ids and at most one file of records; or two of a store and --db "
                "FILE");
        return CLI_USAGE;
    }
    if (stored) return explain_stored((const char *const[2]){argv[1], argv[2]}, argv[4]);
    struct merge m = {0, CLI_OK};
    struct sr_error error;
    const char *const ids[2] = {argv[1], argv[2]};
    const char *name = argc == 4 && strcmp(argv[3], "-") != 0 ? argv[3] : NULL;
    int fd = name ? open(name, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (fd < 0) {
        cli_say("%s: %s", name, strerror(errno));
        return CLI_USAGE;
    }
    int code = sr_explain_merge_stream(fd, name ? name : "stdin", ids, 0, sink, &m, &error);
    if (name) close(fd);
    if (code) cli_say_error(&error);
    return code ? CLI_SKIPPED : m.status != CLI_OK ? m.status : m.skipped ? CLI_SKIPPED : CLI_OK;
}

static int run(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--merge") == 0) return explain_merge(argc - 1, argv + 1);
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
