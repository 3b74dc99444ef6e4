#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/store.h"
#include "report/published.h"

static const char help[] =
    "usage: sitrep publish --db FILE [OPTION…] DIR [INCIDENT…]\n"
    "\n"
    "Writes incidents of a store as static web pages into the folder DIR, which is made: index.html lists them, "
    "I12.html\n"
    "tells one: the tally with low, best and high, who says so, what changed, corrections as corrections, the reports. "
    "A\n"
    "page holds its schema.org LiveBlogPosting and needs no server, no script and nothing from elsewhere. Without an\n"
    "INCIDENT, all that the options choose. Publish again to bring the pages up to date: each is replaced as a whole, "
    "and\n"
    "that of an incident which has joined another leads to it.\n"
    "\n"
    "  --db FILE          the store; $SITREP_DB unless given\n"
    "  --where KEY=VALUE, --kind NAME, --since DATE, --until DATE, --order WHAT, --limit N\n"
    "                     which incidents, and in which order they are listed, as for 'sitrep incidents'\n"
    "  --url URL          where DIR will be found on the web, for the addresses in the data of each page\n"
    "  --publisher NAME   whose pages they are\n"
    "  --coverage-start TIME, --coverage-end TIME\n"
    "                     from when, and until when, readers are kept up to date (2015-11-20T16:16-05:00); unless "
    "given,\n"
    "                     the hours of the store's desk, where it has any\n"
    "\n"
    "examples:\n"
    "  sitrep publish --db desk.db --publisher 'The Example' --url https://example.org/live public/\n"
    "  sitrep publish --db desk.db public/ I12 I15\n";

enum { URL = 1, PUBLISHER, COVERAGE_START, COVERAGE_END };

struct run {
    struct cli_look look;
    struct sr_store_filter filter;
    struct sr_export_options posting;
    const char *url, *folder;
    char **names; /* [name_count] of incidents; none: those that the filter chooses */
    int name_count;
    struct sr_buf page, data; /* of one incident */
};

/* ---- files ---- */

/* Write DIR/name in one step: whoever reads it meanwhile has the page before. */
static bool write_file(const struct run *run, const char *name, const struct sr_buf *bytes) {
    char path[4096], temporary[4096];
    int n = snprintf(path, sizeof path, "%s/%s", run->folder, name);
    int m = snprintf(temporary, sizeof temporary, "%s/.%s.new", run->folder, name);
    if (n < 0 || m < 0 || (size_t)m >= sizeof temporary) {
        cli_say("%s: the path is too long", run->folder);
        return false;
    }
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool ok = fd >= 0;
    for (size_t at = 0; ok && at < bytes->size;) {
        ssize_t wrote = write(fd, bytes->p + at, bytes->size - at);
        if (wrote > 0) at += (size_t)wrote;
        ok = wrote >= 0 || errno == EINTR;
    }
    if (fd >= 0 && close(fd) != 0) ok = false;
    if (ok && rename(temporary, path) == 0) return true;
    cli_say("can't write '%s': %s", path, strerror(errno));
    if (fd >= 0) (void)unlink(temporary);
    return false;
}

/* ---- the posting ---- */

static int keep(void *user, const struct sr_result *result) {
    sr_buf_add(user, result->bytes, result->bytes ? result->size : 0);
    return 0;
}

/* The incident as LiveBlogPosting: its documents' records first, which know titles and outlets. */
static enum sr_status make_posting(struct run *run, const struct sr_store_incident *incident,
                                   const struct sr_store_documents *documents, struct sr_err *err) {
    char url[2048];
    struct sr_export_options options = run->posting;
    struct sr_error error;
    (void)snprintf(url, sizeof url, "%s/I%llu.html", run->url ? run->url : "", (unsigned long long)incident->number);
    options.url = run->url ? url : url + 1; /* beside each other where no address is told */
    struct sr_export *export = sr_export_open("liveblog", &options, &error);
    enum sr_status status = SR_OK;
    bool ok = export != NULL;
    for (uint32_t i = 0; ok && !status && i < documents->count; i++) {
        struct sr_store_document about;
        struct sr_store_version version;
        status =
            sr_store_version(run->look.store, documents->items[i].number, 0, &run->look.arena, &about, &version, err);
        if (!status)
            ok = !sr_export_bytes(export, version.record.p, version.record.n, about.id.p, keep, &run->data, &error);
    }
    if (ok && !status)
        ok = !sr_export_bytes(export, incident->json.p, incident->json.n, "the incident", keep, &run->data, &error) &&
             !sr_export_end(export, keep, &run->data, &error);
    if (!ok && !status) status = sr_fail(err, SR_ERR_USAGE, error.mend, "%s", error.message);
    sr_export_close(export);
    return status;
}

/* ---- the pages ---- */

static enum sr_status publish_one(struct run *run, const struct sr_store_incident *incident, bool *written,
                                  struct sr_err *err) {
    char name[32];
    struct sr_store_figures figures;
    struct sr_store_documents documents;
    sr_buf_clear(&run->page);
    sr_buf_clear(&run->data);
    enum sr_status status = sr_store_figures(run->look.store, incident->number, &run->look.arena, &figures, err);
    if (!status)
        status = sr_store_documents(run->look.store, incident->number, 0, 0, &run->look.arena, &documents, err);
    if (!status) status = make_posting(run, incident, &documents, err);
    if (run->data.size && run->data.p[run->data.size - 1] == '\n') run->data.size--;
    struct sr_published_in in = {.stored = {incident, &figures, &documents},
                                 .posting = {run->data.p, (uint32_t)run->data.size},
                                 .publisher = run->posting.publisher};
    if (!status) status = sr_published_page(&in, &run->page, err);
    (void)snprintf(name, sizeof name, "I%llu.html", (unsigned long long)incident->number);
    *written = !status && write_file(run, name, &run->page);
    return status;
}

static bool is_among(const struct sr_store_incidents *incidents, uint64_t number) {
    for (uint32_t i = 0; i < incidents->count; i++)
        if (incidents->items[i].number == number) return true;
    return false;
}

/* The page of an incident that has joined another since it was published leads there. */
static bool redirect(struct run *run, const struct sr_store_incidents *incidents) {
    DIR *dir = opendir(run->folder);
    bool ok = dir != NULL;
    for (struct dirent *e; ok && (e = readdir(dir)) != NULL;) {
        char *end;
        uint64_t was = e->d_name[0] == 'I' ? strtoull(e->d_name + 1, &end, 10) : 0, is;
        if (!was || strcmp(end, ".html") != 0 || is_among(incidents, was)) continue;
        struct sr_str name = {e->d_name, (uint32_t)(end - e->d_name)};
        if (sr_store_find(run->look.store, name, &is, NULL) || is == was) continue;
        sr_buf_clear(&run->page);
        sr_buf_printf(&run->page,
                      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>I%llu</title>\n"
                      "<meta http-equiv=\"refresh\" content=\"0; url=I%llu.html\">\n"
                      "<p>This is told in <a href=\"I%llu.html\">I%llu</a> now.</p>\n",
                      (unsigned long long)was, (unsigned long long)is, (unsigned long long)is, (unsigned long long)is);
        ok = write_file(run, e->d_name, &run->page);
    }
    if (dir) (void)closedir(dir);
    return ok;
}

static enum sr_status choose(struct run *run, struct sr_store_incidents *out, struct sr_err *err) {
    if (!run->name_count) return sr_store_incidents(run->look.store, &run->filter, &run->look.arena, out, err);
    struct sr_store_incident *items = sr_arena_alloc(&run->look.arena, (size_t)run->name_count, sizeof *items);
    enum sr_status status = items ? SR_OK : sr_fail_memory(err, "publishing");
    for (int i = 0; !status && i < run->name_count; i++)
        status = cli_look_incident(&run->look, run->names[i], &items[i], err);
    *out = (struct sr_store_incidents){items, (uint32_t)run->name_count};
    return status;
}

static int publish(struct run *run) {
    struct sr_store_incidents incidents;
    struct sr_err err;
    bool written = true;
    enum sr_status status = choose(run, &incidents, &err);
    if (!status && mkdir(run->folder, 0777) != 0 && errno != EEXIST) {
        cli_say("can't make the folder '%s': %s", run->folder, strerror(errno));
        written = false;
    }
    for (uint32_t i = 0; !status && written && i < incidents.count; i++)
        status = publish_one(run, &incidents.items[i], &written, &err);
    if (!status && written) {
        sr_buf_clear(&run->page);
        status = sr_published_index(&incidents, run->posting.publisher, &run->page, &err);
        written = !status && write_file(run, "index.html", &run->page) && redirect(run, &incidents);
    }
    if (!status && written)
        sr_buf_printf(&run->look.out, "%u page%s in %s\n", incidents.count, incidents.count == 1 ? "" : "s",
                      run->folder);
    sr_buf_release(&run->page);
    sr_buf_release(&run->data);
    int code = cli_look_close(&run->look, status, &err);
    return written || status ? code : CLI_OUTPUT;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {{"url", required_argument, NULL, URL},
                                            {"publisher", required_argument, NULL, PUBLISHER},
                                            {"coverage-start", required_argument, NULL, COVERAGE_START},
                                            {"coverage-end", required_argument, NULL, COVERAGE_END},
                                            {"db", required_argument, NULL, CLI_LOOK_DB},
                                            {"help", no_argument, NULL, 'h'},
                                            CLI_FILTER_OPTIONS,
                                            {NULL, 0, NULL, 0}};
    struct run run = {.filter = CLI_FILTER};
    for (int c; (c = cli_option(argc, argv, ":h", options)) != -1;) {
        switch (c) {
        case 'h': return cli_write(help, sizeof help - 1);
        case '?': return CLI_USAGE;
        case URL: run.url = optarg; break;
        case PUBLISHER: run.posting.publisher = optarg; break;
        case COVERAGE_START: run.posting.coverage_start = optarg; break;
        case COVERAGE_END: run.posting.coverage_end = optarg; break;
        case CLI_LOOK_DB: run.look.db = optarg; break;
        default:
            if (!cli_filter_option(c, &run.filter)) return CLI_USAGE;
        }
    }
    if (optind == argc) {
        cli_say("no folder given: 'sitrep publish --db FILE DIR'");
        return CLI_USAGE;
    }
    run.folder = argv[optind];
    run.names = argv + optind + 1;
    run.name_count = argc - optind - 1;
    if (!cli_look_open(&run.look)) return CLI_USAGE;
    struct cli_coverage room;
    if (cli_coverage(run.look.db, &run.posting, &room)) return publish(&run);
    struct sr_err err;
    (void)cli_look_close(&run.look, SR_OK, &err);
    return CLI_OUTPUT;
}

const struct cli_command cli_publish = {"publish", "write a store's incidents as static web pages", help, run};
