#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/store.h"

static const char help[] =
    "usage: sitrep add --db FILE [OPTION…] [FILE…]\n"
    "\n"
    "Reads documents as 'sitrep read' does and adds their records to a store, which is made where there is none. A "
    "file\n"
    "of records (sitrep/1, one a line) is added as it is. Each document is merged with what is there: an incident "
    "that\n"
    "others have told of becomes no second one. What is there already is left as it is; another text under the same "
    "id\n"
    "or URL is a revision, of which the version before is kept.\n"
    "\n"
    "Once a document is on the disk a line is written: what became of it (new, same, revision or reread), the "
    "incident\n"
    "that it tells of ('-' for none), its id.\n"
    "\n"
    "  --db FILE          the store; $SITREP_DB unless given\n"
    "  --input FORMAT     as of 'sitrep read', or records: what is read on standard input are records\n"
    "  -j, --jobs N       read with N threads; one writes\n"
    "  --now TIME         when the documents arrived; now unless given\n"
    "\n"
    "The other options of 'sitrep read' that concern reading are taken too.\n"
    "\n"
    "Exit status: 0 all were added; 1 some were skipped; 2 the command line is wrong; 3 the store could not be "
    "written,\n"
    "and what no line was written of is not in it.\n"
    "\n"
    "examples:\n"
    "  sitrep add --db desk.db articles/\n"
    "  sitrep read -j 2 articles/ | sitrep add --db desk.db --input records\n";

struct adding {
    struct sr_store *store;
    const char *now, *input;
    uint64_t skipped;
    int status;
};

static int tell(const struct sr_store_added *added, struct sr_str id) {
    static const char *const outcomes[] = {[SR_STORE_SAME] = "same",
                                           [SR_STORE_NEW] = "new",
                                           [SR_STORE_REVISION] = "revision",
                                           [SR_STORE_REREAD] = "reread"};
    char incident[24] = "-", line[1200];
    if (added->incident) (void)snprintf(incident, sizeof incident, "I%llu", (unsigned long long)added->incident);
    int n = snprintf(line, sizeof line, "%-8s %-6s %.1000s\n", outcomes[added->outcome], incident, id.p);
    return cli_write(line, (size_t)n);
}

/* Add one record. Of a bad line the rest is added; when the store fails nothing more is. */
static int add(struct adding *a, struct sr_str record, uint64_t line) {
    struct sr_store_arrival arrival = {.record = record, .input = sr_str_c(a->input)};
    struct sr_store_added added;
    struct sr_err err;
    char reader[64];
    (void)snprintf(reader, sizeof reader, "sitrep %s", sr_version());
    if (!line) arrival.reader = sr_str_c(reader); /* who read a record that came as one is not known */
    if (!cli_now(a->now, &arrival.at)) return CLI_USAGE;
    enum sr_status status = sr_store_add(a->store, &arrival, &added, &err);
    if (status == SR_ERR_JSON || status == SR_ERR_SCHEMA) {
        sr_err_at(&err, a->input, line, err.column);
        (void)cli_store_failed(&err);
        a->skipped++;
        return CLI_OK;
    }
    return status ? cli_store_failed(&err) : tell(&added, added.id);
}

static int sink(void *user, const struct sr_result *result) {
    struct adding *a = user;
    if (result->warning) cli_say("warning: %s", result->warning);
    if (result->error) {
        cli_say_error(result->error);
        a->skipped++;
        return CLI_OK;
    }
    uint32_t size = (uint32_t)result->size;
    if (size && result->bytes[size - 1] == '\n') size--;
    return a->status = add(a, (struct sr_str){result->bytes, size}, 0);
}

static int add_records(struct adding *a, FILE *file) {
    char *line = NULL;
    size_t room = 0;
    int status = CLI_OK;
    ssize_t n;
    for (uint64_t number = 1; status == CLI_OK && (n = getline(&line, &room, file)) >= 0; number++) {
        while (n && (line[n - 1] == '\n' || line[n - 1] == '\r')) n--;
        if (n > 1 << 30) {
            cli_say("%s:%llu: the line is longer than 1 GiB", a->input, (unsigned long long)number);
            a->skipped++;
        } else if (n) status = add(a, (struct sr_str){line, (uint32_t)n}, number);
    }
    if (ferror(file)) {
        cli_say("can't read '%s'", a->input);
        a->skipped++;
    }
    free(line);
    return status;
}

/* Records are known by the first line's beginning: a record is written with its schema first. */
static bool holds_records(const char *path) {
    char begin[64] = "";
    FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "r");
    if (!file) return false;
    size_t n = fread(begin, 1, sizeof begin - 1, file);
    begin[n] = 0;
    (void)fclose(file);
    return begin[0] == '{' && strstr(begin, "\"schema\"") && strstr(begin, "\"sitrep/1\"");
}

static int add_file(struct adding *a, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "r");
    a->input = standard ? "stdin" : path;
    if (!file) {
        cli_say("can't read '%s'", path);
        a->skipped++;
        return CLI_OK;
    }
    int status = add_records(a, file);
    if (!standard) (void)fclose(file);
    return status;
}

/* The files of records first; what is left of the paths is to be read. */
static int add_all(struct adding *a, struct cli_reading *r) {
    char dash[] = "-", *standard[] = {dash, NULL};
    bool records = strcmp(r->input, "records") == 0;
    int status = CLI_OK, left = 0;
    if (!r->path_count) {
        r->paths = standard;
        r->path_count = 1;
    }
    for (int i = 0; status == CLI_OK && i < r->path_count; i++)
        if (records || holds_records(r->paths[i])) status = add_file(a, r->paths[i]);
        else r->paths[left++] = r->paths[i];
    r->path_count = left;
    a->input = NULL;
    if (status == CLI_OK && left) {
        int read = cli_read_into(r, sink, a);
        status = a->status ? a->status : read;
    } else cli_reading_release(r);
    return status;
}

static int run(int argc, char **argv) {
    struct cli_reading r = {.input = "auto", .format = "jsonl", .workers = 1, .adds = true, .options.with_text = true};
    int status = cli_reading_arguments(&r, argc, argv, help);
    int64_t now;
    if (status != -1) return status;
    if (!cli_now(r.now, &now)) return CLI_USAGE;
    if (!r.path_count && isatty(STDIN_FILENO)) cli_say("reading standard input; end it with Ctrl-D");
    struct adding a = {.store = cli_store(r.db, SR_STORE_CREATE), .now = r.now};
    if (!a.store) return CLI_USAGE;
    status = add_all(&a, &r);
    sr_store_close(a.store);
    return status ? status : a.skipped ? CLI_SKIPPED : CLI_OK;
}

const struct cli_command cli_add = {"add", "read documents and add them to a store", help, run};
