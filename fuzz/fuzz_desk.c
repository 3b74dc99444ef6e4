/* fuzz_desk.c: any bytes as the body of a request to the desk. The first byte says of which; a report and its incident are there
 * to be edited. Besides not crashing: the answer is JSON, in valid UTF-8, and no fault of the desk itself (500). Bodies that would
 * have it fetch something are left out. */
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "desk/intake.h"
#include "desk/parts.h"
#include "must.h"

static sr_handler *const handlers[] = {sr_login, sr_edit, sr_set_desk, sr_add_document, sr_set_feed};

static struct sr_desk *desk;
static char folder[] = "/tmp/sitrep-fuzz-XXXXXX", db[64];

static void end(void) {
    static const char *const left[] = {"", "-wal", "-shm", ".desk.json", ".desk.json.new"};
    char path[96];
    sr_desk_close(desk);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        (void)snprintf(path, sizeof path, "%s%s", db, left[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

static void begin(void) {
    static const char text[] =
        "{\"id\":\"m\",\"outlet\":\"Sahel Wire\",\"published\":\"2026-03-14T11:00+01:00\",\"text\":\"ZINDER, "
        "Niger, March 14 (Sahel Wire) -- A bomb at a market in Zinder killed 12 people on Saturday, the "
        "health ministry said.\"}\n";
    struct sr_intake_counts counts;
    struct sr_err err;
    MUST(mkdtemp(folder));
    (void)snprintf(db, sizeof db, "%s/desk.db", folder);
    MUST(!sr_desk_open(&(struct sr_desk_options){.db = db, .listen = "127.0.0.1:0", .no_articles = true}, &desk, &err));
    struct sr_intake_piece piece = {.format = "jsonl", .name = "in", .bytes = SR_STR(text)};
    sr_intake_now(desk->intake, &piece, &counts, NULL);
    MUST(counts.added == 1);
    (void)atexit(end);
}

/* A document of its address alone. */
static bool would_fetch(sr_handler *handler, struct sr_str body) {
    json_t *value = json_loadb(body.p, body.n, 0, NULL);
    bool told = json_object_get(value, "text") || json_object_get(value, "html");
    json_decref(value);
    return handler == sr_add_document && !told;
}

static void check_answer(const struct sr_request *q) {
    json_t *answer = q->out.size ? json_loadb(q->out.p, q->out.size, 0, NULL) : NULL;
    MUST(q->status >= 200 && q->status < 500);
    MUST(sr_utf8_valid(q->out.p, q->out.size, NULL));
    MUST(!q->out.size || answer);
    MUST(q->status < 400 || json_is_object(json_object_get(answer, "error")));
    json_decref(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!desk) begin();
    if (!size) return 0;
    sr_handler *handler = handlers[data[0] % (sizeof handlers / sizeof *handlers)];
    struct sr_str body = {(const char *)data + 1, (uint32_t)size - 1};
    if (would_fetch(handler, body)) return 0;
    struct sr_request q = {.desk = desk,
                           .method = "POST",
                           .path = "/",
                           .argument = SR_STR("1"),
                           .has_session = true,
                           .session = {.editor = "Ann", .token = "t"},
                           .status = 200};
    sr_arena_init(&q.arena, (size_t)256 << 20);
    sr_buf_add(&q.body, body.p, body.n);
    handler(&q);
    check_answer(&q);
    sr_buf_release(&q.body);
    sr_buf_release(&q.out);
    sr_arena_release(&q.arena);
    return 0;
}
