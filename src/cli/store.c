#include "cli/store.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "desk/desk.h"

int cli_store_failed(const struct sr_err *err) {
    char line[1600];
    sr_err_format(err, line, sizeof line);
    cli_say("%s", line);
    if (err->status == SR_ERR_USAGE || err->status == SR_ERR_DATE) return CLI_USAGE;
    return err->status == SR_ERR_NOT_FOUND ? CLI_SKIPPED : CLI_OUTPUT;
}

struct sr_store *cli_store(const char *path, enum sr_store_mode mode) {
    struct sr_store_options options = {.path = path ? path : getenv("SITREP_DB"), .mode = mode};
    struct sr_store *store = NULL;
    struct sr_err err;
    if (!options.path || !*options.path) {
        cli_say("no store given; name its file: --db FILE, or set SITREP_DB");
        return NULL;
    }
    if (sr_store_open(&options, &store, &err)) {
        (void)cli_store_failed(&err);
        return NULL;
    }
    return store;
}

bool cli_coverage(const char *db, struct sr_export_options *posting, struct cli_coverage *room) {
    struct sr_err err;
    if (posting->coverage_start || posting->coverage_end) return true;
    if (sr_desk_coverage(db ? db : getenv("SITREP_DB"), room->opens, room->closes, &err)) {
        (void)cli_store_failed(&err);
        return false;
    }
    if (!*room->opens) return true;
    posting->coverage_start = room->opens;
    posting->coverage_end = room->closes;
    return true;
}

bool cli_now(const char *text, int64_t *ms) {
    struct sr_err err;
    struct timespec now;
    if (text && sr_store_time(sr_str_c(text), ms, &err)) {
        cli_say("--now is %s; %s", err.message, err.mend);
        return false;
    }
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (!text) *ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return true;
}

/* ---- which incidents ---- */

static bool take_where(const char *text, struct sr_store_filter *f) {
    static const char *const keys[] = {"country", "kind", "words"};
    struct sr_str *const fields[] = {&f->country, &f->kind, &f->words};
    const char *equals = strchr(text, '=');
    for (size_t i = 0; equals && i < sizeof keys / sizeof *keys; i++)
        if (sr_str_is((struct sr_str){text, (uint32_t)(equals - text)}, keys[i])) {
            *fields[i] = sr_str_c(equals + 1);
            return true;
        }
    cli_say("--where '%s' is none of country=…, kind=…, words=…", text);
    return false;
}

static bool take_order(const char *text, struct sr_store_filter *f) {
    static const char *const names[] = {
        [SR_STORE_BY_CHANGE] = "change", [SR_STORE_BY_BEGIN] = "begin", [SR_STORE_BY_NUMBER] = "number"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0) {
            f->order = (enum sr_store_order)i;
            return true;
        }
    cli_say("--order '%s' is none of begin, change, number", text);
    return false;
}

bool cli_filter_option(int option, struct sr_store_filter *f) {
    size_t limit;
    switch (option) {
    case CLI_FILTER_WHERE: return take_where(optarg, f);
    case CLI_FILTER_KIND: f->kind = sr_str_c(optarg); return true;
    case CLI_FILTER_SINCE: f->since = sr_str_c(optarg); return true;
    case CLI_FILTER_UNTIL: f->until = sr_str_c(optarg); return true;
    case CLI_FILTER_ORDER: return take_order(optarg, f);
    case CLI_FILTER_LIMIT:
        if (!cli_number("--", "limit", optarg, false, 1, UINT32_MAX, &limit)) return false;
        f->limit = (uint32_t)limit;
        return true;
    default: return false;
    }
}

/* ---- lines ---- */

static enum sr_status write_line(void *user, struct sr_str line, struct sr_err *err) {
    int *code = user;
    *code = cli_write(line.p, line.n);
    return *code ? sr_fail(err, SR_ERR_IO, "", "the export was not written") : SR_OK;
}

int cli_store_export(const char *db) {
    struct sr_store *store = cli_store(db, SR_STORE_READ);
    struct sr_err err;
    int code = store ? CLI_OK : CLI_USAGE;
    if (store && sr_store_export(store, write_line, &code, &err) && !code) code = cli_store_failed(&err);
    sr_store_close(store);
    return code;
}

int cli_store_salvage(const char *db) {
    struct sr_store *store = cli_store(db, SR_STORE_READ);
    struct sr_err err;
    uint64_t lost = 0;
    int code = store ? CLI_OK : CLI_USAGE;
    if (store && sr_store_salvage(store, write_line, &code, &lost, &err) && !code) code = cli_store_failed(&err);
    if (lost) cli_say("%llu rows could not be read", (unsigned long long)lost);
    sr_store_close(store);
    return code ? code : lost ? CLI_SKIPPED : CLI_OK;
}

/* What a page of documents or incidents goes through. */
struct lines {
    struct sr_store *store;
    struct sr_arena arena;
    cli_give *give;
    void *user;
    int code;
};

static void give_line(struct lines *l, struct sr_str line) {
    if (l->code == CLI_OK) l->code = l->give(l->user, line.p, line.n);
    if (l->code == CLI_OK) l->code = l->give(l->user, "\n", 1);
}

/* What editors made of its claims, then the record. */
static enum sr_status give_document(struct lines *l, uint64_t number, struct sr_err *err) {
    struct sr_store_document about;
    struct sr_store_version version;
    struct sr_buf judged = {0};
    enum sr_status status = sr_store_version(l->store, number, 0, &l->arena, &about, &version, err);
    if (!status) status = sr_store_judged(l->store, number, about.id, &l->arena, &judged, err);
    if (!status && judged.size) give_line(l, (struct sr_str){judged.p, (uint32_t)judged.size});
    if (!status) give_line(l, version.record);
    sr_buf_release(&judged);
    return status;
}

static enum sr_status give_documents(struct lines *l, struct sr_err *err) {
    struct sr_store_documents page = {.count = 1};
    uint64_t after = 0;
    enum sr_status status = SR_OK;
    while (!status && page.count && l->code == CLI_OK) {
        sr_arena_reset(&l->arena);
        status = sr_store_documents(l->store, 0, after, 0, &l->arena, &page, err);
        for (uint32_t i = 0; !status && i < page.count; i++) {
            after = page.items[i].number;
            status = give_document(l, after, err);
        }
    }
    return status;
}

static enum sr_status give_incidents(struct lines *l, struct sr_err *err) {
    struct sr_store_incidents page = {.count = 1};
    struct sr_store_incident last;
    struct sr_store_filter filter = {.order = SR_STORE_BY_NUMBER};
    enum sr_status status = SR_OK;
    while (!status && page.count && l->code == CLI_OK) {
        sr_arena_reset(&l->arena);
        status = sr_store_incidents(l->store, &filter, &l->arena, &page, err);
        for (uint32_t i = 0; !status && i < page.count; i++) give_line(l, page.items[i].json);
        if (!status && page.count) last = page.items[page.count - 1];
        filter.page_after = &last; /* of it the number alone is looked at */
    }
    return status;
}

int cli_store_lines(const char *db, cli_give *give, void *user) {
    struct lines l = {.store = cli_store(db, SR_STORE_READ), .give = give, .user = user};
    struct sr_err err;
    if (!l.store) return CLI_USAGE;
    sr_arena_init(&l.arena, 0);
    enum sr_status status = give_documents(&l, &err);
    if (!status) status = give_incidents(&l, &err);
    if (status) l.code = cli_store_failed(&err);
    sr_arena_release(&l.arena);
    sr_store_close(l.store);
    return l.code;
}

/* ---- looking ---- */

int cli_look_option(struct cli_look *look, int option) {
    size_t width;
    switch (option) {
    case CLI_LOOK_DB: look->db = optarg; return CLI_OK;
    case CLI_LOOK_FORMAT: look->format = optarg; return CLI_OK;
    case CLI_LOOK_WIDTH:
        if (!cli_number("--", "width", optarg, false, 40, 400, &width)) return CLI_USAGE;
        look->report.width = (uint32_t)width;
        return CLI_OK;
    case CLI_LOOK_COLOR: return cli_colour_option("--", optarg, &look->report.colour) ? CLI_OK : CLI_USAGE;
    default: return CLI_USAGE;
    }
}

bool cli_look_format(struct cli_look *look, const char *const *names) {
    if (!look->format) look->format = names[0];
    for (const char *const *name = names; *name; name++)
        if (strcmp(*name, look->format) == 0) return true;
    cli_say("--format '%s' is none of this command's; 'sitrep help' tells them", look->format);
    return false;
}

bool cli_look_no_more(int argc, char **argv) {
    if (optind < argc) cli_say("nothing more is expected: '%s'", argv[optind]);
    return optind == argc;
}

const char *cli_look_name(int argc, char **argv, const char *command) {
    if (optind + 1 == argc) return argv[optind];
    cli_say("one incident is expected: 'sitrep %s --db FILE I12'", command);
    return NULL;
}

enum sr_status cli_look_incident(struct cli_look *look, const char *name, struct sr_store_incident *out,
                                 struct sr_err *err) {
    uint64_t number;
    enum sr_status status = sr_store_find(look->store, sr_str_c(name), &number, err);
    return status ? status : sr_store_incident(look->store, number, &look->arena, out, err);
}

bool cli_look_open(struct cli_look *look) {
    look->store = cli_store(look->db, SR_STORE_READ);
    if (look->store) sr_arena_init(&look->arena, 0);
    return look->store != NULL;
}

int cli_look_close(struct cli_look *look, enum sr_status status, const struct sr_err *err) {
    int code = status ? cli_store_failed(err) : cli_write(look->out.p, look->out.size);
    sr_buf_release(&look->out);
    sr_arena_release(&look->arena);
    sr_store_close(look->store);
    return code;
}
