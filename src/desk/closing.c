#include "desk/closing.h"

#include "desk/hours.h"
#include "desk/parts.h"

enum { BATCH = 1000 };

struct closing {
    struct sr_store *store;
    struct sr_arena *arena;
    struct sr_window window; /* that has closed */
    SR_VEC(uint64_t) incidents;
    struct sr_err *err;
};

bool sr_is_closing(const struct sr_store_edit *e) {
    return e->kind == SR_EDIT_NOTE && sr_str_eq(e->author, SR_CLOSING_AUTHOR);
}

/* An incident that has joined another since is that one. */
static enum sr_status add(struct closing *c, uint64_t number) {
    struct sr_store_incident now;
    enum sr_status status = sr_store_incident(c->store, number, c->arena, &now, c->err);
    if (status == SR_ERR_NOT_FOUND) return SR_OK;
    for (uint32_t i = 0; !status && i < c->incidents.count; i++)
        if (c->incidents.items[i] == now.number) return SR_OK;
    if (status || !now.documents) return status;
    return SR_PUSH(c->arena, c->incidents, now.number) ? SR_OK : sr_fail_memory(c->err, "the closing notes");
}

/* What was told of while the window was open. The log is read backwards: the window is near its end. */
static enum sr_status find_told(struct closing *c) {
    uint64_t before = 0;
    bool more = true;
    enum sr_status status = sr_store_last_change(c->store, &before, c->err);
    for (before++; !status && more && before > 1;) {
        struct sr_store_changes piece;
        uint64_t from = before > BATCH ? before - BATCH : 1;
        status = sr_store_changes(c->store, from - 1, 0, (uint32_t)(before - from), c->arena, &piece, c->err);
        for (uint32_t i = 0; !status && i < piece.count; i++) {
            const struct sr_store_change *change = &piece.items[i];
            bool within = change->at >= c->window.opens * 1000 && change->at < c->window.closes * 1000;
            if (within && change->incident && change->number < before) status = add(c, change->incident);
        }
        more = !status && piece.count && piece.items[0].at >= c->window.opens * 1000;
        before = from;
    }
    return status;
}

static enum sr_status is_noted(struct closing *c, uint64_t incident, bool *noted) {
    struct sr_store_edits edits;
    enum sr_status status = sr_store_edits(c->store, 0, incident, UINT32_MAX, c->arena, &edits, c->err);
    *noted = false;
    for (uint32_t i = 0; !status && i < edits.count; i++)
        *noted |= sr_is_closing(&edits.items[i]) && edits.items[i].at >= c->window.closes * 1000;
    return status;
}

enum sr_status sr_closing_post(struct sr_desk *desk, struct sr_store *store, int64_t now_ms, struct sr_arena *arena,
                               uint32_t *posted, struct sr_err *err) {
    struct closing c = {.store = store, .arena = arena, .err = err};
    struct sr_now now;
    *posted = 0;
    if (!sr_desk_hours_now(desk, now_ms, arena, &now) || now.open) return SR_OK;
    if (!sr_desk_hours_last(desk, now_ms, arena, &c.window)) return SR_OK;
    struct sr_str says = now.says.n ? now.says : SR_STR("This desk has closed.");
    enum sr_status status = find_told(&c);
    for (uint32_t i = 0; !status && i < c.incidents.count; i++) {
        struct sr_store_edit note = {.kind = SR_EDIT_NOTE,
                                     .at = now_ms,
                                     .author = SR_CLOSING_AUTHOR,
                                     .reason = says,
                                     .value = says,
                                     .incident = c.incidents.items[i]};
        struct sr_store_edited done;
        bool noted;
        status = is_noted(&c, note.incident, &noted);
        if (status || noted) continue;
        status = sr_store_edit(store, &note, arena, &done, NULL, err);
        *posted += !status;
    }
    return status;
}
