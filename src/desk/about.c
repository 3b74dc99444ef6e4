/* about.c: the desk itself, sessions, health, the API's own description. */
#include "desk/estimate.h"
#include "desk/feeds.h"
#include "desk/guard.h"
#include "desk/hours.h"
#include "desk/hub.h"
#include "desk/intake.h"
#include "desk/parts.h"
#include "desk/sessions.h"
#include "desk/settings.h"
#include "desk/stores.h"
#include "desk/teller.h"

extern const char sr_openapi[], sr_openapi_end[]; /* docs/openapi.json, linked in */

/* ---- the desk ---- */

void sr_desk_write(struct sr_desk *desk, struct sr_arena *arena, struct sr_buf *out) {
    struct sr_json j = {out, false};
    struct sr_store *store = NULL;
    struct sr_store_filter all = {.limit = UINT32_MAX};
    struct sr_store_incidents found = {0};
    struct sr_err err;
    uint64_t change = 0;
    uint32_t rule = sr_settings_rule(desk->settings);
    if (!sr_stores_take(desk->stores, &store, &err) && !sr_store_last_change(store, &change, &err))
        if (sr_store_incidents(store, &all, arena, &found, &err)) found.count = 0;
    sr_stores_give(desk->stores, store);
    sr_json_open(&j, '{');
    sr_json_key_str(&j, "name", sr_settings_str(desk->settings, "name", arena));
    sr_json_key_c(&j, "version", sr_version());
    sr_json_key_str(&j, "zone", sr_settings_str(desk->settings, "zone", arena));
    sr_json_key_c(&j, "rule", sr_rules[rule][0]);
    sr_json_key_open(&j, "rules", '[');
    for (uint32_t i = 0; i < SR_RULES; i++) {
        sr_json_open(&j, '{');
        sr_json_key_c(&j, "name", sr_rules[i][0]);
        sr_json_key_c(&j, "says", sr_rules[i][1]);
        sr_json_close(&j, '}');
    }
    sr_json_close(&j, ']');
    sr_json_key(&j, "filter");
    sr_settings_put_filter(desk->settings, &j);
    sr_json_key_int(&j, "change", (int64_t)change);
    sr_json_key_int(&j, "incidents", found.count);
    sr_json_key_bool(&j, "open_mode", sr_sessions_open_mode(desk->sessions));
    sr_json_key(&j, "hours");
    sr_hours_put_now(desk, sr_desk_now_ms(), arena, &j);
    sr_json_close(&j, '}');
}

void sr_get_desk(struct sr_request *q) {
    sr_desk_write(q->desk, &q->arena, &q->out);
}

void sr_set_desk(struct sr_request *q) {
    static const char *const keys[] = {"name", "zone", "rule", "filter", "hours", NULL};
    struct sr_err err;
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    if (sr_settings_change(q->desk->settings, body, &err)) sr_answer_err(q, &err);
    else {
        sr_desk_write(q->desk, &q->arena, &q->out);
        sr_tell_now(q->desk, "desk", &q->out);
    }
    json_decref(body);
}

/* ---- sessions ---- */

static void put_session(struct sr_request *q, const struct sr_session *s) {
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_json_key_c(&j, "editor", s ? s->editor : NULL);
    sr_json_key_c(&j, "token", s ? s->token : NULL);
    sr_json_close(&j, '}');
}

void sr_get_session(struct sr_request *q) {
    put_session(q, q->has_session ? &q->session : NULL);
}

/* A browser sends a Secure cookie by TLS alone, and by plain HTTP only to this machine itself: where a proxy is before the
 * desk, or should be, the cookie is Secure. */
static void set_cookie(struct sr_request *q, const char *value, const char *more) {
    const char *host = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Host");
    (void)snprintf(q->cookie, sizeof q->cookie, "sitrep=%s; Path=/; HttpOnly; SameSite=Strict%s%s", value, more,
                   sr_guard_is_local(host) ? "" : "; Secure");
}

void sr_login(struct sr_request *q) {
    static const char *const keys[] = {"name", "token", NULL};
    struct sr_str name, token;
    struct sr_session session;
    char cookie[40];
    json_t *body = sr_body_json(q, keys);
    if (!body) return;
    if (sr_body_str(q, body, "name", 40, &name) && sr_body_str(q, body, "token", 128, &token)) {
        if (sr_sessions_begin(q->desk->sessions, name, token, sr_desk_now_ms(), &session, cookie)) {
            set_cookie(q, cookie, "");
            put_session(q, &session);
        } else if (sr_sessions_open_mode(q->desk->sessions))
            sr_answer_error(q, 400, "bad-request", "", "'name' is no name: 1 to 40 bytes, no ':' or control character");
        else sr_answer_error(q, 401, "no-session", "", "the token is nobody's");
    }
    json_decref(body);
}

void sr_logout(struct sr_request *q) {
    sr_sessions_end(q->desk->sessions, &q->session);
    set_cookie(q, "", "; Max-Age=0");
    q->status = MHD_HTTP_NO_CONTENT;
}

/* ---- health ---- */

void sr_get_health(struct sr_request *q) {
    struct sr_hub_counts hub = sr_hub_count(q->desk->hub);
    struct sr_guard_counts guard = sr_guard_count(q->desk->guard);
    struct sr_json j = {&q->out, false};
    sr_json_open(&j, '{');
    sr_json_key_c(&j, "version", sr_version());
    sr_json_key_int(&j, "uptime_s", (sr_desk_now_ms() - q->desk->started_ms) / 1000);
    sr_json_key_int(&j, "streams", hub.listeners);
    sr_json_key_int(&j, "requests", (int64_t)guard.let_in);
    sr_json_key_int(&j, "refused", (int64_t)guard.refused);
    sr_json_key_int(&j, "cut", (int64_t)hub.cut);
    sr_json_key_int(&j, "reading", sr_intake_waiting(q->desk->intake));
    sr_json_key_int(&j, "change", (int64_t)hub.change);
    sr_json_close(&j, '}');
}

void sr_get_openapi(struct sr_request *q) {
    sr_buf_add(&q->out, sr_openapi, (size_t)(sr_openapi_end - sr_openapi));
}
