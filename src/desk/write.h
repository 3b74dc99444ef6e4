/* write.h: a view as the API's JSON (docs/openapi.json). For desk/ only. Each writes one value. */
#ifndef SR_DESK_WRITE_H
#define SR_DESK_WRITE_H

#include "desk/view.h"
#include "lexicon/lexicon.h"
#include "record/json.h"

struct sr_writer {
    struct sr_json j;
    const struct sr_view *view;
    const struct sr_lexicon *lexicon;
    struct sr_arena *arena;
    uint32_t rule; /* index into sr_rules: the desk's own */
    bool failed;   /* memory */
};

/* A Time under a key: null for {NULL, 0}. `known`: "told" or "received". */
void sr_show_time(struct sr_json *j, const char *key, struct sr_str at, struct sr_str zone, const char *zone_from,
                  const char *known);

void sr_show_claim(struct sr_writer *w, const struct sr_view_claim *c);
void sr_show_document_row(struct sr_writer *w, const struct sr_view_document *d);
void sr_show_figures(struct sr_writer *w); /* the list of Figure */
void sr_show_ledger(struct sr_writer *w);  /* ledger.c: the list of LedgerRow */
void sr_show_timeline(struct sr_writer *w, const struct sr_store_changes *changes); /* timeline.c */
void sr_show_places(struct sr_writer *w);                                 /* write_places.c: the list of Place */
void sr_show_edit(struct sr_writer *w, const struct sr_store_edit *edit); /* write_edit.c */

/* IncidentRow. `first_seen`, `edits` as the store tells them. */
void sr_show_row(struct sr_writer *w, int64_t first_seen);

/* Incident. */
void sr_show_incident(struct sr_writer *w, const struct sr_store_changes *changes);

/* Document. */
void sr_show_document(struct sr_writer *w, const struct sr_store_version *versions, uint32_t count);

/* "I12"; {NULL, 0} for 0. */
struct sr_str sr_incident_name(struct sr_arena *arena, uint64_t number);

/* The key of a figure of the view. */
struct sr_str sr_figure_key(struct sr_writer *w, uint32_t figure);

/* The key of a claim of the view, and of a claim by its document's id. */
struct sr_str sr_step_key(struct sr_writer *w, const struct sr_store_step *step);

#endif
