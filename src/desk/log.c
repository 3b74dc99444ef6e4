/* log.c: the change log, the stream of it, alerts, and the audit log of edits. */
#include "desk/alerts.h"
#include "desk/hub.h"
#include "desk/parts.h"
#include "desk/stores.h"
#include "desk/teller.h"
#include "desk/write.h"

enum { MOST_MISSED = 1000, FEED_ALERTS = 100, BACK_BATCH = 500 };

static enum sr_status named_incident(struct sr_request *q, struct sr_store *store, uint64_t *number,
                                     struct sr_err *err) {
    struct sr_str name = sr_query(q, "incident");
    *number = 0;
    return name.p ? sr_store_find(store, name, number, err) : SR_OK;
}

/* ---- changes ---- */

void sr_list_changes(struct sr_request *q) {
    struct sr_store *store = NULL;
    struct sr_store_changes found = {0};
    struct sr_err err;
    int64_t after, limit;
    uint64_t incident = 0, last = 0;
    if (!sr_query_number(q, "after", 0, INT64_MAX, 0, &after) || !sr_query_number(q, "limit", 1, 1000, 100, &limit))
        return;
    enum sr_status status = sr_stores_take(q->desk->stores, &store, &err);
    if (!status) status = named_incident(q, store, &incident, &err);
    if (!status) status = sr_store_last_change(store, &last, &err);
    if (!status) status = sr_store_changes(store, (uint64_t)after, incident, (uint32_t)limit, &q->arena, &found, &err);
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_json_key_open(&j, "changes", '[');
    for (uint32_t i = 0; !status && i < found.count; i++)
        status = sr_change_write(q->desk, store, &found.items[i], &q->arena, &j, &err);
    sr_json_close(&j, ']');
    sr_json_key_int(&j, "change", (int64_t)last);
    sr_json_close(&j, '}');
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, store);
}

/* ---- the stream ---- */

/* What a client missed between `after` and the moment when it joined. */
static enum sr_status write_missed(struct sr_request *q, uint64_t after, uint64_t until, struct sr_buf *out,
                                   struct sr_err *err) {
    struct sr_store *store = NULL;
    struct sr_store_changes found = {0};
    if (after >= until) return SR_OK;
    if (until - after > MOST_MISSED) {
        sr_buf_printf(out, "event: reset\nid: %llu\ndata: {\"after\":%llu}\n\n", (unsigned long long)until,
                      (unsigned long long)until);
        return SR_OK;
    }
    enum sr_status status = sr_stores_take(q->desk->stores, &store, err);
    if (!status) status = sr_store_changes(store, after, 0, (uint32_t)(until - after), &q->arena, &found, err);
    for (uint32_t i = 0; !status && i < found.count && found.items[i].number <= until; i++)
        status = sr_event_write(q->desk, store, &found.items[i], &q->arena, out, err);
    sr_stores_give(q->desk->stores, store);
    return status;
}

void sr_stream_changes(struct sr_request *q) {
    struct sr_str last = sr_str_c(MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Last-Event-ID"));
    if (!last.n) last = sr_query(q, "after");
    struct sr_buf missed = {0};
    struct sr_err err;
    uint64_t after = 0, joined;
    if (last.n && !sr_digits(last, &after)) {
        sr_answer_error(q, 400, "bad-request", "", "'%.40s' is no number of a change", last.p);
        return;
    }
    struct sr_listener *l = sr_hub_join(q->desk->hub, &joined);
    if (!l) {
        q->retry_s = 30;
        sr_answer_error(q, 503, "full", "come again later", "no stream is free");
        return;
    }
    sr_buf_c(&missed, "retry: 2000\n\n");
    if (last.n && write_missed(q, after, joined, &missed, &err)) sr_answer_err(q, &err);
    else if (missed.failed) sr_answer_error(q, 500, "internal", "", "out of memory");
    else {
        sr_listener_missed(l, &missed);
        q->type = "text/event-stream";
        q->response = sr_listener_response(l, q->connection);
        if (q->response) return; /* the listener is the response's */
        sr_answer_error(q, 500, "internal", "", "out of memory");
    }
    sr_buf_release(&missed);
    sr_listener_leave(l);
}

/* ---- alerts ---- */

struct alerts {
    struct sr_request *q;
    struct sr_store *store;
    uint64_t incident;
    uint32_t wanted;
    SR_VEC(struct sr_alert) found; /* newest first */
};

/* The newest alerts before a number. The log is read backwards in pieces, for most changes are none. */
static enum sr_status find_alerts(struct alerts *a, uint64_t before, struct sr_err *err) {
    enum sr_status status = SR_OK;
    while (!status && before > 1 && a->found.count < a->wanted) {
        struct sr_store_changes piece;
        uint64_t from = before > BACK_BATCH ? before - BACK_BATCH : 1;
        status =
            sr_store_changes(a->store, from - 1, a->incident, (uint32_t)(before - from), &a->q->arena, &piece, err);
        for (uint32_t i = status ? 0 : piece.count; i-- > 0 && !status && a->found.count < a->wanted;) {
            struct sr_alert alert;
            bool is;
            if (piece.items[i].number >= before) continue;
            status = sr_alert_of(a->q->desk, a->store, &piece.items[i], &a->q->arena, &is, &alert, err);
            if (!status && is && !SR_PUSH(&a->q->arena, a->found, alert)) status = sr_fail_memory(err, "alerts");
        }
        before = from;
    }
    return status;
}

void sr_list_alerts(struct sr_request *q) {
    struct alerts a = {.q = q};
    struct sr_err err;
    struct sr_json j = {&q->out, false};
    int64_t before, limit;
    uint64_t last = 0;
    if (!sr_query_number(q, "before", 1, INT64_MAX, 0, &before) || !sr_query_number(q, "limit", 1, 1000, 100, &limit))
        return;
    a.wanted = (uint32_t)limit;
    enum sr_status status = sr_stores_take(q->desk->stores, &a.store, &err);
    if (!status) status = named_incident(q, a.store, &a.incident, &err);
    if (!status) status = sr_store_last_change(a.store, &last, &err);
    if (!status) status = find_alerts(&a, before && (uint64_t)before <= last ? (uint64_t)before : last + 1, &err);
    sr_json_open(&j, '{');
    sr_json_key_open(&j, "alerts", '[');
    for (uint32_t i = 0; i < a.found.count; i++) sr_alert_write(&a.found.items[i], &q->arena, &j);
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, a.store);
}

/* Text within XML (1.0, 2.2): what may not stand there at all is left out. */
static void put_xml(struct sr_buf *out, struct sr_str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '&') sr_buf_c(out, "&amp;");
        else if (c == '<') sr_buf_c(out, "&lt;");
        else if (c == '>') sr_buf_c(out, "&gt;");
        else if (c == '"') sr_buf_c(out, "&quot;");
        else if (c >= 0x20 || c == '\n' || c == '\t') sr_buf_char(out, s.p[i]);
    }
}

static void put_entry(struct alerts *a, const struct sr_alert *alert) {
    struct sr_buf *out = &a->q->out;
    struct sr_str at = sr_instant(&a->q->arena, alert->change->at);
    /* an entry's id must not change with the address that the desk is reached by (RFC 4287, 4.2.6) */
    sr_buf_printf(out, "<entry><id>tag:sitrep.desk,2026:alert-%llu</id><updated>%.*s</updated><title>",
                  (unsigned long long)alert->change->number, (int)at.n, at.p);
    put_xml(out, alert->says);
    sr_buf_printf(out, "</title><category term=\"%s\"/><link rel=\"alternate\" href=\"%sincidents/I%llu\"/>",
                  alert->kind, a->q->desk->address, (unsigned long long)alert->incident.number);
    if (alert->headline.n) {
        sr_buf_c(out, "<summary>");
        put_xml(out, alert->headline);
        sr_buf_c(out, "</summary>");
    }
    sr_buf_c(out, "</entry>\n");
}

void sr_alerts_feed(struct sr_request *q) {
    struct alerts a = {.q = q, .wanted = FEED_ALERTS};
    struct sr_err err;
    uint64_t last = 0;
    enum sr_status status = sr_stores_take(q->desk->stores, &a.store, &err);
    if (!status) status = sr_store_last_change(a.store, &last, &err);
    if (!status) status = find_alerts(&a, last + 1, &err);
    struct sr_str updated = sr_instant(&q->arena, a.found.count ? a.found.items[0].change->at : q->desk->started_ms);
    sr_buf_printf(&q->out,
                  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>tag:"
                  "sitrep.desk,2026:alerts</id><title>Alerts</title><updated>%.*s</updated><author><name>sitrep"
                  "</name></author><link rel=\"self\" href=\"%sapi/alerts.atom\"/>\n",
                  (int)updated.n, updated.p, q->desk->address);
    for (uint32_t i = 0; i < a.found.count; i++) put_entry(&a, &a.found.items[i]);
    sr_buf_c(&q->out, "</feed>\n");
    q->type = "application/atom+xml";
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, a.store);
}

/* ---- the audit log ---- */

void sr_list_edits(struct sr_request *q) {
    struct sr_store *store = NULL;
    struct sr_store_edits found = {0};
    struct sr_err err;
    int64_t after, limit;
    uint64_t incident = 0;
    struct sr_writer w = {.j = {&q->out, false}, .arena = &q->arena};
    if (!sr_query_number(q, "after", 0, INT64_MAX, 0, &after) || !sr_query_number(q, "limit", 1, 1000, 100, &limit))
        return;
    enum sr_status status = sr_stores_take(q->desk->stores, &store, &err);
    if (!status) status = named_incident(q, store, &incident, &err);
    if (!status) status = sr_store_edits(store, (uint64_t)after, incident, (uint32_t)limit, &q->arena, &found, &err);
    sr_json_open(&w.j, '{');
    sr_json_key_open(&w.j, "edits", '[');
    for (uint32_t i = 0; i < found.count; i++) sr_show_edit(&w, &found.items[i]);
    sr_json_close(&w.j, ']');
    sr_json_close(&w.j, '}');
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, store);
}

void sr_export_edits(struct sr_request *q) {
    struct sr_store *store = NULL;
    struct sr_store_edits found = {0};
    struct sr_err err;
    enum sr_status status = sr_stores_take(q->desk->stores, &store, &err);
    if (!status) status = sr_store_edits(store, 0, 0, UINT32_MAX, &q->arena, &found, &err);
    for (uint32_t i = 0; i < found.count; i++) {
        struct sr_writer w = {.j = {&q->out, false}, .arena = &q->arena};
        sr_show_edit(&w, &found.items[i]);
        sr_buf_char(&q->out, '\n');
    }
    q->type = "application/jsonl";
    if (status) sr_answer_err(q, &err);
    sr_stores_give(q->desk->stores, store);
}
