/* timeline.c: what happened, in the order of time: the incident's own beginning and end, what came in, what it changed,
 * what editors did. Reports stand at their publication, changes at the moment when the desk knew of them. */
#include "base/date.h"
#include "desk/closing.h"
#include "desk/labels.h"
#include "desk/parts.h"
#include "desk/write.h"

struct item {
    int64_t seconds;
    uint32_t order; /* of equals */
    struct sr_str at, zone;
    const char *zone_from, *known, *kind;
    struct sr_str says, claim, document;
    uint64_t edit;
};

struct timeline {
    struct sr_writer *w;
    SR_VEC(struct item) items;
};

static struct sr_str number(struct sr_arena *arena, uint64_t n) {
    return n ? sr_arena_printf(arena, "%llu", (unsigned long long)n) : (struct sr_str){NULL, 0};
}

static void add(struct timeline *t, struct item item) {
    struct sr_date date;
    if (!item.at.p || !sr_date_parse(item.at, &date)) return;
    item.seconds = sr_date_seconds(&date);
    item.order = t->items.count;
    if (!item.says.p || !SR_PUSH(t->w->arena, t->items, item)) t->w->failed = true;
}

static void add_span(struct timeline *t) {
    const struct sr_store_incident *i = &t->w->view->incident;
    struct item item = {.at = i->begin,
                        .zone = t->w->view->zone,
                        .zone_from = "place",
                        .known = "told",
                        .kind = "began",
                        .says = sr_label_kind(t->w->arena, i->kind)};
    add(t, item);
    item.at = i->end;
    item.kind = "ended";
    item.says = SR_STR("over");
    add(t, item);
}

static void add_reports(struct timeline *t) {
    for (uint32_t i = 0; i < t->w->view->document_count; i++) {
        const struct sr_view_document *d = &t->w->view->documents[i];
        const struct sr_store_document *a = d->about;
        const json_t *document = json_object_get(d->last.record, "document");
        bool told = a->published.p != NULL;
        add(t, (struct item){.at = told ? a->published : sr_instant(t->w->arena, a->arrived),
                             .zone = sr_view_json(document, "zone"),
                             .zone_from = sr_view_json(document, "zone_from").p,
                             .known = told ? "told" : "received",
                             .kind = a->reprint_of ? "reprint" : "report",
                             .says = a->title.n    ? a->title
                                     : a->outlet.n ? a->outlet
                                                   : a->id,
                             .document = number(t->w->arena, a->number)});
    }
}

static void add_changes(struct timeline *t, const struct sr_store_changes *changes) {
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct sr_store_change *c = &changes->items[i];
        struct item item = {.at = sr_instant(t->w->arena, c->at),
                            .known = "received",
                            .kind = sr_change_name(c->kind),
                            .document = number(t->w->arena, c->document),
                            .edit = c->edit};
        if (c->kind == SR_CHANGE_REVISION) item.says = SR_STR("a report was changed by its outlet");
        else if (c->kind == SR_CHANGE_FIGURE || c->kind == SR_CHANGE_CORRECTION || c->kind == SR_CHANGE_WITHDRAWAL ||
                 c->kind == SR_CHANGE_DISPUTE || c->kind == SR_CHANGE_AGREEMENT)
            item.says = sr_label_change(t->w->lexicon, t->w->arena, c);
        else continue;
        add(t, item);
    }
}

static void add_edits(struct timeline *t) {
    for (uint32_t i = 0; i < t->w->view->edits.count; i++) {
        const struct sr_store_edit *e = &t->w->view->edits.items[i];
        struct sr_str why = e->reason.n ? e->reason : e->value.n ? e->value : SR_STR("no reason given");
        bool closing = sr_is_closing(e);
        if (closing && e->undone_by) continue;
        add(t, (struct item){.at = sr_instant(t->w->arena, e->at),
                             .known = "received",
                             .kind = closing ? "closing" : "edit",
                             .says = closing ? e->value
                                             : sr_arena_printf(t->w->arena, "%s by %.*s: %.*s", sr_edit_name(e->kind),
                                                               (int)e->author.n, e->author.p, (int)why.n, why.p),
                             .claim = e->claim.n ? sr_view_claim_key(t->w->arena, e->document, e->claim)
                                                 : (struct sr_str){NULL, 0},
                             .document = number(t->w->arena, e->document),
                             .edit = e->number});
    }
}

static int by_time(const void *a, const void *b) {
    const struct item *x = a, *y = b;
    if (x->seconds != y->seconds) return x->seconds < y->seconds ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

void sr_show_timeline(struct sr_writer *w, const struct sr_store_changes *changes) {
    struct timeline t = {.w = w};
    add_span(&t);
    add_reports(&t);
    add_changes(&t, changes);
    add_edits(&t);
    if (t.items.count) qsort(t.items.items, t.items.count, sizeof *t.items.items, by_time);
    sr_json_open(&w->j, '[');
    for (uint32_t i = 0; i < t.items.count; i++) {
        const struct item *item = &t.items.items[i];
        sr_json_open(&w->j, '{');
        sr_show_time(&w->j, "at", item->at, item->zone, item->zone_from, item->known);
        sr_json_key_c(&w->j, "kind", item->kind);
        sr_json_key_str(&w->j, "says", item->says);
        sr_json_key_str(&w->j, "claim", item->claim);
        sr_json_key_str(&w->j, "document", item->document);
        sr_json_key_int(&w->j, "edit", item->edit ? (int64_t)item->edit : SR_STORE_UNKNOWN);
        sr_json_close(&w->j, '}');
    }
    sr_json_close(&w->j, ']');
}
