#include "desk/alerts.h"

#include "desk/labels.h"
#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/write.h"

static const char *alert_kind(const struct sr_store_change *c) {
    switch (c->kind) {
    case SR_CHANGE_NEW: return "new";
    case SR_CHANGE_FIGURE: return "figure";
    case SR_CHANGE_CORRECTION: return "correction";
    case SR_CHANGE_WITHDRAWAL: return "withdrawal";
    case SR_CHANGE_DISPUTE: return "dispute";
    case SR_CHANGE_AGREEMENT: return "agreement";
    case SR_CHANGE_DOCUMENT:
    case SR_CHANGE_REVISION:
    case SR_CHANGE_REREAD:
    case SR_CHANGE_JOINED:
    case SR_CHANGE_SPLIT:
    case SR_CHANGE_MOVED:
    case SR_CHANGE_LEFT:
    case SR_CHANGE_DETAIL:
    case SR_CHANGE_EDIT:
    case SR_CHANGE_COUNT: break;
    }
    return NULL;
}

/* A figure that came with its incident. */
static enum sr_status came_with_it(struct sr_store *store, const struct sr_store_change *c, struct sr_arena *arena,
                                   bool *with, struct sr_err *err) {
    struct sr_store_changes first;
    enum sr_status status = sr_store_changes(store, 0, c->incident, 1, arena, &first, err);
    *with = !status && first.count && first.items[0].document == c->document && c->document;
    return status;
}

static struct sr_str say(struct sr_desk *desk, const struct sr_alert *a, struct sr_arena *arena) {
    struct sr_str kind = sr_label_kind(arena, a->incident.kind), place = a->incident.place;
    struct sr_str what =
        a->change->kind == SR_CHANGE_NEW ? SR_STR("a new incident") : sr_label_change(desk->lexicon, arena, a->change);
    return sr_arena_printf(arena, "%.*s%s%.*s: %.*s", (int)kind.n, kind.p, place.n ? ", " : "", (int)place.n,
                           place.n ? place.p : "", (int)what.n, what.p);
}

/* The claim that the document brought to the figure. */
static enum sr_status find_claim(struct sr_store *store, struct sr_alert *a, struct sr_str document_id,
                                 struct sr_arena *arena, struct sr_err *err) {
    struct sr_store_figures f;
    enum sr_status status = sr_store_figures(store, a->incident.number, arena, &f, err);
    for (uint32_t i = 0; !status && i < f.count; i++) {
        const struct sr_store_figure *g = &f.items[i];
        bool same_of = g->of.n == a->change->of.n && (!g->of.n || sr_str_eq(g->of, a->change->of));
        if (!sr_str_eq(g->measure, a->change->measure) || !same_of) continue;
        for (uint32_t k = 0; k < g->step_count; k++)
            if (sr_str_eq(g->steps[k].document, document_id))
                a->claim = sr_view_claim_key(arena, a->change->document, g->steps[k].claim);
    }
    return status;
}

static enum sr_status describe(struct sr_desk *desk, struct sr_store *store, struct sr_alert *a, struct sr_arena *arena,
                               struct sr_err *err) {
    const struct sr_store_change *c = a->change;
    struct sr_store_documents found = {0};
    enum sr_status status = SR_OK;
    if (c->document) status = sr_store_documents(store, 0, c->document - 1, 1, arena, &found, err);
    if (!status && found.count) {
        a->headline = found.items[0].title;
        a->document = sr_arena_printf(arena, "%llu", (unsigned long long)c->document);
    }
    if (c->measure.n) {
        a->label = sr_label_measure(desk->lexicon, c->measure, c->state);
        a->figure = sr_view_key(arena, c->measure, c->of, c->state);
        if (!status && found.count) status = find_claim(store, a, found.items[0].id, arena, err);
    }
    a->says = say(desk, a, arena);
    return status || a->says.p ? status : sr_fail_memory(err, "an alert");
}

enum sr_status sr_alert_of(struct sr_desk *desk, struct sr_store *store, const struct sr_store_change *c,
                           struct sr_arena *arena, bool *is, struct sr_alert *out, struct sr_err *err) {
    const char *kind = alert_kind(c);
    bool with = false;
    enum sr_status status = SR_OK;
    *is = false;
    if (!kind || !c->incident) return SR_OK;
    if (c->kind == SR_CHANGE_FIGURE && sr_is_first_figure(c)) status = came_with_it(store, c, arena, &with, err);
    if (status || with) return status;
    *out = (struct sr_alert){.change = c, .kind = kind};
    status = sr_store_incident(store, c->incident, arena, &out->incident, err);
    if (status == SR_ERR_NOT_FOUND) return SR_OK;
    if (status || !sr_settings_lets(desk->settings, out->incident.kind, out->incident.country)) return status;
    *is = true;
    return describe(desk, store, out, arena, err);
}

static void put_brief(struct sr_json *j, const char *key, bool none, int64_t low, int64_t best, int64_t high,
                      bool disputed) {
    sr_json_key(j, key);
    if (none) {
        sr_json_null(j);
        return;
    }
    sr_json_open(j, '{');
    sr_json_key_int(j, "low", low);
    sr_json_key_int(j, "best", best);
    sr_json_key_int(j, "high", high);
    sr_json_key_bool(j, "disputed", disputed);
    sr_json_close(j, '}');
}

void sr_alert_write(const struct sr_alert *a, struct sr_arena *arena, struct sr_json *j) {
    const struct sr_store_change *c = a->change;
    sr_json_open(j, '{');
    sr_json_key_int(j, "alert", (int64_t)c->number);
    sr_json_key_str(j, "at", sr_instant(arena, c->at));
    sr_json_key_c(j, "kind", a->kind);
    sr_json_key_str(j, "incident", sr_incident_name(arena, a->incident.number));
    sr_json_key_str(j, "headline", a->headline);
    sr_json_key_str(j, "figure", a->figure);
    sr_json_key_str(j, "label", a->label);
    put_brief(j, "before", !c->measure.n || sr_is_first_figure(c), c->low_before, c->best_before, c->high_before,
              c->kind == SR_CHANGE_AGREEMENT);
    put_brief(j, "after", !c->measure.n, c->low, c->best, c->high, c->kind == SR_CHANGE_DISPUTE);
    sr_json_key_str(j, "document", a->document);
    sr_json_key_str(j, "claim", a->claim);
    sr_json_key_str(j, "says", a->says);
    sr_json_close(j, '}');
}

enum sr_status sr_change_write(struct sr_desk *desk, struct sr_store *store, const struct sr_store_change *c,
                               struct sr_arena *arena, struct sr_json *j, struct sr_err *err) {
    struct sr_alert alert;
    bool is;
    enum sr_status status = sr_alert_of(desk, store, c, arena, &is, &alert, err);
    if (status) return status;
    sr_json_open(j, '{');
    sr_json_key_int(j, "change", (int64_t)c->number);
    sr_json_key_str(j, "at", sr_instant(arena, c->at));
    sr_json_key_c(j, "kind", sr_change_name(c->kind));
    sr_json_key_str(j, "incident", sr_incident_name(arena, c->incident));
    sr_json_key_str(j, "other", sr_incident_name(arena, c->other));
    sr_json_key_str(j, "document",
                    c->document ? sr_arena_printf(arena, "%llu", (unsigned long long)c->document)
                                : (struct sr_str){NULL, 0});
    sr_json_key_int(j, "edit", c->edit ? (int64_t)c->edit : SR_STORE_UNKNOWN);
    sr_json_key(j, "alert");
    if (is) sr_alert_write(&alert, arena, j);
    else sr_json_null(j);
    sr_json_close(j, '}');
    return j->out->failed ? sr_fail_memory(err, "a change") : SR_OK;
}
