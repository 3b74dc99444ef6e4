#include "desk/intake.h"

#include <pthread.h>

#include "desk/links.h"
#include "desk/parts.h"
#include "desk/stores.h"
#include "desk/teller.h"
#include "desk/view.h"

enum { MOST_WAITING = 256, SEEN = 1 << 16, MOST_ITEM = 8 << 20 };
#define MOST_MEMORY ((size_t)1 << 30) /* of one document's findings */

struct waiting {
    struct waiting *next;
    struct sr_intake_piece piece;
    void *user;
    char *strings[7]; /* owned: what the piece points to */
};

struct sr_intake {
    struct sr_desk *desk;
    sr_intake_done *done;
    void *owner;
    pthread_t thread;
    pthread_mutex_t lock; /* all below */
    pthread_cond_t more;
    struct waiting *first, **last;
    uint32_t count;
    bool stop, stopped;
    uint64_t seen[SEEN]; /* a document's hash at its place */
};

/* ---- one document ---- */

struct reading {
    struct sr_intake *intake;
    const struct sr_intake_piece *piece;
    struct sr_options options;
    struct sr_article *article;
    struct sr_store *store;
    struct sr_intake_counts *counts;
    struct sr_intake_added *added;
    void *user; /* of the piece */
};

static void skipped(struct reading *r, const struct sr_error *error) {
    r->counts->skipped++;
    sr_error_format(error, r->counts->error, sizeof r->counts->error);
    if (r->added) (void)snprintf(r->added->note, sizeof r->added->note, "%.255s", error->message);
    sr_desk_say(r->intake->desk, "skipped: %s", r->counts->error);
}

/* What is read as far as "input" is the document as it came, and cheap to have. */
static bool write_as(struct reading *r, const char *until, const char **bytes, size_t *size, struct sr_error *error) {
    r->options.until = until;
    return sr_article_read(r->article, &r->options, error) == 0 &&
           sr_article_write(r->article, "jsonl", &r->options, bytes, size, error) == 0;
}

static bool seen_before(struct sr_intake *in, uint64_t hash) {
    pthread_mutex_lock(&in->lock);
    bool seen = in->seen[hash % SEEN] == hash;
    pthread_mutex_unlock(&in->lock);
    return seen;
}

static void remember(struct sr_intake *in, uint64_t hash) {
    pthread_mutex_lock(&in->lock);
    in->seen[hash % SEEN] = hash;
    pthread_mutex_unlock(&in->lock);
}

static void note_of(struct reading *r, const char *record, size_t size) {
    json_t *value = json_loadb(record, size, 0, NULL);
    const char *note = json_string_value(json_object_get(json_object_get(value, "document"), "note"));
    if (note) (void)snprintf(r->added->note, sizeof r->added->note, "%s", note);
    json_decref(value);
}

static void add(struct reading *r, const char *record, size_t size) {
    struct sr_store_added out;
    struct sr_err err;
    char reader[48];
    while (size && record[size - 1] == '\n') size--;
    (void)snprintf(reader, sizeof reader, "sitrep %s", sr_version());
    struct sr_store_arrival arrival = {.record = {record, (uint32_t)size},
                                       .input = sr_str_c(r->piece->input ? r->piece->input : r->piece->name),
                                       .reader = sr_str_c(reader),
                                       .at = sr_desk_now_ms()};
    if (sr_store_add(r->store, &arrival, &out, &err)) {
        bool record_fault = err.status == SR_ERR_JSON || err.status == SR_ERR_SCHEMA;
        r->counts->failed |= !record_fault;
        r->counts->skipped += record_fault;
        (void)snprintf(r->counts->error, sizeof r->counts->error, "%.255s", err.message);
        sr_desk_say(r->intake->desk, "not added: %s", err.message);
        return;
    }
    if (out.outcome == SR_STORE_SAME) r->counts->same++;
    else r->counts->added++;
    sr_teller_nudge(r->intake->desk->teller);
    if (!r->added) return;
    r->added->outcome = (int)out.outcome;
    r->added->document = out.document;
    r->added->incident = out.incident;
    note_of(r, record, size);
}

/* ---- what the input alone tells of it ---- */

static bool is_longer(struct reading *r, struct sr_str url, struct sr_str text) {
    struct sr_store_document about;
    struct sr_store_version v;
    struct sr_arena arena;
    struct sr_err err;
    json_t *record = NULL;
    uint64_t number;
    sr_arena_init(&arena, MOST_MEMORY);
    if (url.n && !sr_store_find_document(r->store, url, &number, &err) &&
        !sr_store_version(r->store, number, 0, &arena, &about, &v, &err))
        record = json_loadb(v.record.p, v.record.n, 0, NULL);
    bool longer = sr_view_json(json_object_get(record, "document"), "text").n > text.n;
    json_decref(record);
    sr_arena_release(&arena);
    return longer;
}

/* Whether it is not to be read: a summary that is left to its article; an article that says less than its summary, as a page
 * that asks for consent; a summary of an article that is there. */
static bool passed_over(struct reading *r, const char *line, size_t size) {
    const struct sr_intake_piece *p = r->piece;
    if (!p->links && !p->least && !p->keeps_longer) return false;
    json_t *value = json_loadb(line, size, 0, NULL);
    const json_t *d = json_object_get(value, "document");
    struct sr_link_item item = {.id = sr_view_json(d, "id"),
                                .url = sr_view_json(d, "url"),
                                .title = sr_view_json(d, "title"),
                                .outlet = sr_view_json(d, "outlet"),
                                .published = sr_view_json(d, "published"),
                                .text = sr_view_json(d, "text"),
                                .feed = p->name,
                                .user = r->user};
    bool pass = item.text.n < p->least || (p->keeps_longer && is_longer(r, item.url, item.text)) ||
                (p->links && sr_links_take(r->intake->desk->links, &item));
    json_decref(value);
    return pass;
}

/* The article that was taken from the input. An editor's post is read even if it was seen, to be told what became of it. */
static void read_one(struct reading *r) {
    const char *bytes;
    size_t size;
    struct sr_error error;
    if (!write_as(r, "input", &bytes, &size, &error)) {
        skipped(r, &error);
        return;
    }
    if (passed_over(r, bytes, size)) return;
    uint64_t hash = sr_desk_hash((struct sr_str){bytes, (uint32_t)size}, (struct sr_str){NULL, 0});
    if (!r->added && seen_before(r->intake, hash)) {
        r->counts->same++;
        return;
    }
    if (!write_as(r, NULL, &bytes, &size, &error)) {
        skipped(r, &error);
        return;
    }
    add(r, bytes, size);
    if (!r->counts->failed) remember(r->intake, hash);
}

static void fail(struct sr_intake_counts *counts, const char *why) {
    counts->failed = true;
    (void)snprintf(counts->error, sizeof counts->error, "%.255s", why);
}

static void read_all(struct reading *r, const char *format, struct sr_str bytes) {
    struct sr_error error = {0};
    struct sr_input *input = sr_input_open(format, MOST_ITEM, &error);
    if (!input || sr_input_add_bytes(input, bytes.p, bytes.n, r->piece->name, &error)) fail(r->counts, error.message);
    for (int next; !r->counts->failed && (next = sr_input_next(input, r->article, &error)) != SR_NEXT_END;) {
        if (next == SR_NEXT_ARTICLE) read_one(r);
        else skipped(r, &error);
    }
    sr_input_close(input);
}

/* Where a page gave nothing, the summary is read, in the words that came first. */
static void read_instead(struct reading *r) {
    struct sr_intake_piece summary = *r->piece;
    summary.least = 0;
    summary.keeps_longer = true;
    summary.outlet = summary.published = NULL;
    r->piece = &summary;
    r->options.outlet = r->options.published = NULL;
    read_all(r, "jsonl", summary.instead);
}

static void read_piece(struct sr_intake *in, const struct sr_intake_piece *piece, void *user,
                       struct sr_intake_counts *counts, struct sr_intake_added *added) {
    struct sr_error error = {0};
    struct sr_err err;
    struct reading r = {.intake = in, .piece = piece, .counts = counts, .added = added, .user = user};
    r.options = (struct sr_options){
        .with_text = true, .outlet = piece->outlet, .published = piece->published, .max_memory = MOST_MEMORY};
    *counts = (struct sr_intake_counts){.from_link = piece->from_link};
    if (added) *added = (struct sr_intake_added){.outcome = -1};
    r.article = sr_article_open(in->desk->context, &error);
    if (!r.article) fail(counts, error.message);
    else if (sr_stores_take(in->desk->stores, &r.store, &err)) fail(counts, err.message);
    if (!counts->failed) read_all(&r, piece->format, piece->bytes);
    if (!counts->failed && piece->instead.n && !counts->added && !counts->same) read_instead(&r);
    sr_stores_give(in->desk->stores, r.store);
    sr_article_close(r.article);
}

void sr_intake_now(struct sr_intake *in, const struct sr_intake_piece *piece, struct sr_intake_counts *counts,
                   struct sr_intake_added *added) {
    read_piece(in, piece, NULL, counts, added);
}

void sr_intake_line(const struct sr_intake_text *t, struct sr_buf *line) {
    struct sr_json j = {line, false};
    sr_json_open(&j, '{');
    sr_json_key_str(&j, "id", t->id);
    sr_json_key_str(&j, "text", t->text);
    if (t->title.n) sr_json_key_str(&j, "title", t->title);
    if (t->outlet.n) sr_json_key_str(&j, "outlet", t->outlet);
    if (t->published.n) sr_json_key_str(&j, "published", t->published);
    if (t->url.n) sr_json_key_str(&j, "url", t->url);
    sr_json_close(&j, '}');
}

/* ---- the queue ---- */

static void waiting_free(struct waiting *w) {
    for (size_t i = 0; i < sizeof w->strings / sizeof *w->strings; i++) free(w->strings[i]);
    free(w);
}

static const char *copied(struct waiting *w, uint32_t at, const char *string, bool *good) {
    if (!string) return NULL;
    w->strings[at] = strdup(string);
    *good &= w->strings[at] != NULL;
    return w->strings[at];
}

static const char *copied_bytes(struct waiting *w, uint32_t at, struct sr_str bytes, bool *good) {
    w->strings[at] = malloc(bytes.n ? bytes.n : 1);
    *good &= w->strings[at] != NULL;
    if (w->strings[at] && bytes.n) memcpy(w->strings[at], bytes.p, bytes.n);
    return w->strings[at];
}

static struct waiting *copy(const struct sr_intake_piece *p, void *user) {
    struct waiting *w = calloc(1, sizeof *w);
    bool good = w != NULL;
    if (!good) return NULL;
    w->user = user;
    w->piece = *p;
    w->piece.format = copied(w, 0, p->format, &good);
    w->piece.name = copied(w, 1, p->name, &good);
    w->piece.input = copied(w, 2, p->input, &good);
    w->piece.outlet = copied(w, 3, p->outlet, &good);
    w->piece.published = copied(w, 4, p->published, &good);
    w->piece.bytes.p = copied_bytes(w, 5, p->bytes, &good);
    w->piece.instead.p = copied_bytes(w, 6, p->instead, &good);
    if (good) return w;
    waiting_free(w);
    return NULL;
}

bool sr_intake_put(struct sr_intake *in, const struct sr_intake_piece *piece, void *user) {
    struct waiting *w = copy(piece, user);
    if (!w) return false;
    pthread_mutex_lock(&in->lock);
    bool room = in->count < MOST_WAITING && !in->stop;
    if (room) {
        *in->last = w;
        in->last = &w->next;
        in->count++;
        pthread_cond_signal(&in->more);
    }
    pthread_mutex_unlock(&in->lock);
    if (!room) waiting_free(w);
    return room;
}

uint32_t sr_intake_waiting(struct sr_intake *in) {
    pthread_mutex_lock(&in->lock);
    uint32_t count = in->count;
    pthread_mutex_unlock(&in->lock);
    return count;
}

/* The next piece; NULL: it is to stop. It counts as waiting until it is done. */
static struct waiting *next_piece(struct sr_intake *in) {
    pthread_mutex_lock(&in->lock);
    while (!in->first && !in->stop) pthread_cond_wait(&in->more, &in->lock);
    struct waiting *w = in->stop ? NULL : in->first;
    if (w) {
        in->first = w->next;
        if (!in->first) in->last = &in->first;
    }
    pthread_mutex_unlock(&in->lock);
    return w;
}

static void *run(void *user) {
    struct sr_intake *in = user;
    for (struct waiting *w; (w = next_piece(in));) {
        struct sr_intake_counts counts;
        read_piece(in, &w->piece, w->user, &counts, NULL);
        in->done(in->owner, w->user, &counts);
        waiting_free(w);
        pthread_mutex_lock(&in->lock);
        in->count--;
        pthread_mutex_unlock(&in->lock);
    }
    return NULL;
}

enum sr_status sr_intake_start(struct sr_desk *desk, sr_intake_done *done, void *owner, struct sr_intake **intake,
                               struct sr_err *err) {
    struct sr_intake *in = calloc(1, sizeof *in);
    if (!in) return sr_fail_memory(err, "the intake");
    in->desk = desk;
    in->done = done;
    in->owner = owner;
    in->last = &in->first;
    (void)pthread_mutex_init(&in->lock, NULL);
    (void)pthread_cond_init(&in->more, NULL);
    *intake = in;
    if (!pthread_create(&in->thread, NULL, run, in)) return SR_OK;
    in->stopped = true;
    return sr_fail(err, SR_ERR_MEMORY, "", "no thread to be had");
}

void sr_intake_stop(struct sr_intake *in) {
    if (!in || in->stopped) return;
    pthread_mutex_lock(&in->lock);
    in->stop = true;
    pthread_cond_signal(&in->more);
    pthread_mutex_unlock(&in->lock);
    (void)pthread_join(in->thread, NULL);
    in->stopped = true;
}

void sr_intake_free(struct sr_intake *in) {
    if (!in) return;
    sr_intake_stop(in);
    while (in->first) {
        struct waiting *next = in->first->next;
        waiting_free(in->first);
        in->first = next;
    }
    pthread_mutex_destroy(&in->lock);
    pthread_cond_destroy(&in->more);
    free(in);
}
