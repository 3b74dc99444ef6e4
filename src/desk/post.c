/* post.c: documents that are posted, and editors' words. */
#include <sodium.h>

#include "desk/feeds.h"
#include "desk/intake.h"
#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/stores.h"
#include "desk/teller.h"
#include "desk/write.h"
#include "store/edit_value.h"

/* ---- documents ---- */

struct posted {
    struct sr_str id, text, html, url, title, outlet, published;
};

static bool read_posted(struct sr_request *q, const json_t *body, struct posted *p) {
    return sr_body_str(q, body, "id", 500, &p->id) && sr_body_str(q, body, "text", UINT32_MAX, &p->text) &&
           sr_body_str(q, body, "html", UINT32_MAX, &p->html) && sr_body_str(q, body, "url", 2000, &p->url) &&
           sr_body_str(q, body, "title", 500, &p->title) && sr_body_str(q, body, "outlet", 200, &p->outlet) &&
           sr_body_str(q, body, "published", 40, &p->published);
}

static void put_added(struct sr_request *q, const char *status, const struct sr_intake_added *added) {
    struct sr_json j = {&q->out, false};
    struct sr_str none = {NULL, 0};
    bool known = added && added->document;
    sr_json_open(&j, '{');
    sr_json_key_c(&j, "status", status);
    sr_json_key_str(&j, "document",
                    known ? sr_arena_printf(&q->arena, "%llu", (unsigned long long)added->document) : none);
    sr_json_key_open(&j, "incidents", '[');
    if (known && added->incident) sr_json_str(&j, sr_incident_name(&q->arena, added->incident));
    sr_json_close(&j, ']');
    sr_json_key_c(&j, "note", added && added->note[0] ? added->note : NULL);
    sr_json_close(&j, '}');
}

static void fetch(struct sr_request *q, struct sr_str url) {
    if (!sr_url_is_web(url)) sr_answer_error(q, 400, "bad-request", "", "'url' is no address of http or https");
    else if (!sr_feeds_fetch(q->desk->feeds, url.p)) {
        q->retry_s = 5;
        sr_answer_error(q, 429, "too-many", "come again later", "too many addresses wait to be fetched");
    } else {
        q->status = MHD_HTTP_ACCEPTED;
        put_added(q, "fetching", NULL);
    }
}

/* A text's name where none is told: its address, else of its own bytes, so that the same post is the same document. */
static struct sr_str name_of(struct sr_request *q, const struct posted *p) {
    struct sr_str content = p->text.p ? p->text : p->html;
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char hex[2 * sizeof hash + 1];
    if (p->id.n) return p->id;
    if (p->url.n) return p->url;
    (void)crypto_generichash(hash, sizeof hash, (const unsigned char *)content.p, content.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return sr_arena_printf(&q->arena, "posted-%.12s", hex);
}

static void take_in(struct sr_request *q, const struct posted *p) {
    static const char *const outcomes[] = {[SR_STORE_SAME] = "unchanged",
                                           [SR_STORE_NEW] = "added",
                                           [SR_STORE_REVISION] = "revised",
                                           [SR_STORE_REREAD] = "unchanged"};
    struct sr_intake_counts counts;
    struct sr_intake_added added;
    struct sr_buf line = {0};
    struct sr_str name = name_of(q, p);
    struct sr_intake_piece piece = {
        .format = p->text.p ? "jsonl" : "html", .name = name.p, .input = "posted", .bytes = p->html};
    if (p->text.p) {
        sr_intake_line(&(struct sr_intake_text){name, p->text, p->title, p->outlet, p->published, p->url}, &line);
        piece.bytes = (struct sr_str){line.p, (uint32_t)line.size};
    } else {
        piece.outlet = p->outlet.n ? p->outlet.p : NULL;
        piece.published = p->published.n ? p->published.p : NULL;
    }
    if (line.failed || !name.p) sr_answer_error(q, 500, "internal", "", "out of memory");
    else {
        sr_intake_now(q->desk->intake, &piece, &counts, &added);
        if (counts.failed) sr_answer_error(q, 500, "internal", "", "it was not taken in: %s", counts.error);
        else if (added.outcome < 0)
            sr_answer_error(q, 400, "bad-request", "", "it can't be read: %s",
                            counts.error[0] ? counts.error : "there is no text in it");
        else {
            bool fresh = added.outcome == SR_STORE_NEW || added.outcome == SR_STORE_REVISION;
            q->status = fresh ? MHD_HTTP_CREATED : MHD_HTTP_OK;
            put_added(q, outcomes[added.outcome], &added);
        }
    }
    sr_buf_release(&line);
}

void sr_add_document(struct sr_request *q) {
    static const char *const keys[] = {"id", "text", "html", "url", "title", "outlet", "published", NULL};
    struct posted p;
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    if (read_posted(q, body, &p)) {
        if (p.text.p && p.html.p) sr_answer_error(q, 400, "bad-request", "", "give either 'text' or 'html'");
        else if (p.text.p || p.html.p) take_in(q, &p);
        else if (p.url.n) fetch(q, p.url);
        else sr_answer_error(q, 400, "bad-request", "", "give 'text', 'html' or 'url'");
    }
    json_decref(body);
}

/* ---- edits ---- */

struct wanted { /* an edit as it was sent */
    struct sr_request *q;
    struct sr_store *store;
    const json_t *body;
    struct sr_store_edit edit;
};

static bool wrong(struct wanted *w, const char *key, const char *what) {
    sr_answer_error(w->q, 400, "bad-request", "docs/openapi.json tells which each kind of edit needs", "'%s' %s", key,
                    what);
    return false;
}

static bool read_kind(struct wanted *w) {
    struct sr_str kind;
    if (!sr_body_str(w->q, w->body, "kind", 20, &kind)) return false;
    for (uint32_t i = 0; i < SR_EDIT_COUNT; i++) {
        if (!sr_str_is(kind, sr_edit_name((enum sr_edit_kind)i))) continue;
        w->edit.kind = (enum sr_edit_kind)i;
        return true;
    }
    return wrong(w, "kind", "is none");
}

/* The key of a document: its number. */
static bool read_document(struct wanted *w, const char *key, uint64_t *number) {
    struct sr_str text;
    *number = 0;
    if (!sr_body_str(w->q, w->body, key, 20, &text)) return false;
    return !text.p || (sr_digits(text, number) && *number) || wrong(w, key, "is no document's key");
}

static bool read_incident(struct wanted *w, const char *key, uint64_t *number) {
    struct sr_str text;
    struct sr_err err;
    *number = 0;
    if (!sr_body_str(w->q, w->body, key, 40, &text)) return false;
    if (!text.p || !sr_store_find(w->store, text, number, &err)) return true;
    sr_answer_err(w->q, &err);
    return false;
}

/* "17:c1" */
static bool read_claim(struct wanted *w) {
    struct sr_str text;
    if (!sr_body_str(w->q, w->body, "claim", 60, &text)) return false;
    if (!text.p) return true;
    const char *colon = memchr(text.p, ':', text.n);
    struct sr_str document = {text.p, colon ? (uint32_t)(colon - text.p) : 0};
    if (!colon || !sr_digits(document, &w->edit.document) || !w->edit.document || document.n + 1 == text.n)
        return wrong(w, "claim", "is no claim's key");
    w->edit.claim = (struct sr_str){colon + 1, text.n - document.n - 1};
    return true;
}

static bool read_documents(struct wanted *w) {
    const json_t *list = json_object_get(w->body, "documents"), *item;
    size_t i;
    if (!list) return true;
    if (!json_is_array(list) || json_array_size(list) > 1000)
        return wrong(w, "documents", "is no list of at most 1,000 keys");
    uint64_t *numbers = sr_arena_alloc(&w->q->arena, json_array_size(list) + 1, sizeof *numbers);
    if (!numbers) return wrong(w, "documents", "takes too much memory");
    json_array_foreach(list, i, item) {
        struct sr_str key = sr_str_c(json_string_value(item));
        if (!sr_digits(key, &numbers[i]) || !numbers[i]) return wrong(w, "documents", "holds what is no key");
    }
    w->edit.documents = numbers;
    w->edit.document_count = (uint32_t)json_array_size(list);
    return true;
}

static bool count_of(const json_t *value, const char *key, int64_t *out) {
    const json_t *v = json_object_get(value, key);
    *out = json_is_integer(v) ? json_integer_value(v) : SR_STORE_UNKNOWN;
    return !v || json_is_null(v) || (json_is_integer(v) && *out >= 0 && *out <= 99999999999);
}

static bool set_value(struct wanted *w, const json_t *value) {
    struct sr_edit_value v = {0};
    v.hedge = json_string_value(json_object_get(value, "hedge"));
    if (!v.hedge || !count_of(value, "low", &v.low) || !count_of(value, "high", &v.high) ||
        !count_of(value, "value", &v.value))
        return wrong(w, "set.value", "is no Value");
    const char *hedge = v.hedge;
    w->edit.value = sr_edit_value_write(&w->q->arena, &v);
    /* a value that its hedge doesn't fit comes back as another */
    return (sr_edit_value_read(w->edit.value, &v) && strcmp(v.hedge, hedge) == 0) ||
           wrong(w, "set.value", "is no Value");
}

/* {"measure": "injured"}: the one thing that a correction sets. */
static bool read_set(struct wanted *w) {
    static const char *const fields[] = {"measure", "of", "value", "polarity", "speaker", "incident"};
    const json_t *set = json_object_get(w->body, "set");
    if (!set) return true;
    if (!json_is_object(set) || json_object_size(set) != 1) return wrong(w, "set", "sets one thing");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const json_t *value = json_object_get(set, fields[i]);
        if (!value) continue;
        w->edit.field = sr_str_c(fields[i]);
        if (strcmp(fields[i], "value") == 0) return set_value(w, value);
        w->edit.value = json_is_null(value) ? SR_STR("none") : sr_str_c(json_string_value(value));
        return (w->edit.value.p && w->edit.value.n <= 200) || wrong(w, "set", "has no text");
    }
    return wrong(w, "set", "sets nothing that can be set");
}

static bool read_numbers(struct wanted *w) {
    const json_t *version = json_object_get(w->body, "version"), *edit = json_object_get(w->body, "edit");
    bool free = w->edit.kind == SR_EDIT_NOTE || w->edit.kind == SR_EDIT_UNDO;
    if (!json_is_integer(version) && (version || !free)) return wrong(w, "version", "is missing, or no number");
    if (edit && !json_is_integer(edit)) return wrong(w, "edit", "is no number");
    w->edit.version = version && json_integer_value(version) > 0 ? (uint64_t)json_integer_value(version) : 0;
    w->edit.undoes = edit && json_integer_value(edit) > 0 ? (uint64_t)json_integer_value(edit) : 0;
    return true;
}

static bool read_reason(struct wanted *w) {
    if (!sr_body_str(w->q, w->body, "reason", 2000, &w->edit.reason)) return false;
    bool needed = w->edit.kind != SR_EDIT_CONFIRM && w->edit.kind != SR_EDIT_UNDO;
    if (needed && !w->edit.reason.n) return wrong(w, "reason", "is missing: others must be able to follow you");
    if (w->edit.kind == SR_EDIT_NOTE) w->edit.value = w->edit.reason;
    return true;
}

/* An edit of a claim or a document is of the incident that it belongs to. */
static bool find_incident(struct wanted *w) {
    struct sr_store_documents found;
    struct sr_err err;
    if (w->edit.incident || !w->edit.document) return true;
    if (sr_store_documents(w->store, 0, w->edit.document - 1, 1, &w->q->arena, &found, &err)) {
        sr_answer_err(w->q, &err);
        return false;
    }
    if (!found.count || found.items[0].number != w->edit.document) {
        sr_answer_error(w->q, 404, "not-found", "", "there is no such document");
        return false;
    }
    w->edit.incident = found.items[0].incident;
    return true;
}

static bool read_edit(struct wanted *w) {
    uint64_t document, into, reprint_of;
    if (!read_kind(w) || !read_claim(w) || !read_document(w, "document", &document) ||
        !read_incident(w, "incident", &w->edit.incident) || !read_incident(w, "into", &into) ||
        !read_document(w, "reprint_of", &reprint_of) || !read_documents(w) || !read_set(w) || !read_numbers(w) ||
        !read_reason(w))
        return false;
    if (document) w->edit.document = document;
    w->edit.other = w->edit.kind == SR_EDIT_REPRINT ? reprint_of : into;
    w->edit.author = sr_str_c(w->q->session.editor);
    w->edit.at = sr_desk_now_ms();
    return find_incident(w);
}

/* What was sent, what is there now, and who changed it: for the editor to decide anew. */
static void answer_conflict(struct wanted *w, const struct sr_store_incident *now, const struct sr_err *why) {
    struct sr_request *q = w->q;
    struct sr_view view = {0};
    struct sr_err err;
    char *yours = json_dumps(w->body, JSON_COMPACT);
    struct sr_writer out = {.j = {&q->out, false}, .view = &view, .lexicon = q->desk->lexicon, .arena = &q->arena};
    enum sr_status status = now->number ? sr_view_incident(w->store, now->number, &q->arena, &view, &err) : SR_OK;
    sr_answer_error(q, MHD_HTTP_CONFLICT, "stale", why->mend, "%s", why->message);
    q->out.size--; /* the closing brace: the rest of a Conflict follows the error */
    out.j.comma = true;
    sr_json_key(&out.j, "yours");
    sr_buf_c(&q->out, yours ? yours : "{}");
    out.j.comma = true;
    sr_json_key_int(&out.j, "change", (int64_t)now->version);
    sr_json_key_open(&out.j, "theirs", '[');
    for (uint32_t i = 0; i < view.edits.count; i++)
        if (view.edits.items[i].version >= w->edit.version || view.edits.items[i].number == w->edit.undoes)
            sr_show_edit(&out, &view.edits.items[i]);
    sr_json_close(&out.j, ']');
    sr_json_key(&out.j, "claim");
    const struct sr_view_claim *claim = NULL;
    for (uint32_t i = 0; i < view.claim_count && w->edit.claim.n; i++)
        if (view.claims[i].claim->document == w->edit.document && sr_str_eq(view.claims[i].claim->id, w->edit.claim))
            claim = &view.claims[i];
    if (claim) sr_show_claim(&out, claim);
    else sr_json_null(&out.j);
    sr_json_close(&out.j, '}');
    free(yours);
    sr_view_release(&view);
    if (status) sr_answer_err(q, &err);
}

static void do_edit(struct wanted *w) {
    struct sr_request *q = w->q;
    struct sr_store_edited done;
    struct sr_store_incident now = {0};
    struct sr_err err;
    struct sr_json j = {&q->out, false};
    enum sr_status status = sr_store_edit(w->store, &w->edit, &q->arena, &done, &now, &err);
    if (status == SR_ERR_CONFLICT) answer_conflict(w, &now, &err);
    else if (status) sr_answer_err(q, &err);
    else {
        q->status = MHD_HTTP_CREATED;
        sr_json_open(&j, '{');
        sr_json_key_int(&j, "edit", (int64_t)done.edit);
        sr_json_key_int(&j, "change", (int64_t)done.change);
        sr_json_key_str(&j, "incident", sr_incident_name(&q->arena, done.incident));
        sr_json_close(&j, '}');
        sr_teller_nudge(q->desk->teller);
    }
}

void sr_edit(struct sr_request *q) {
    static const char *const keys[] = {"kind", "reason", "version",   "claim",      "document", "incident",
                                       "set",  "into",   "documents", "reprint_of", "edit",     NULL};
    struct sr_err err;
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    struct wanted w = {.q = q, .body = body};
    if (sr_stores_take(q->desk->stores, &w.store, &err)) sr_answer_err(q, &err);
    else if (read_edit(&w)) do_edit(&w);
    sr_stores_give(q->desk->stores, w.store);
    json_decref(body);
}
