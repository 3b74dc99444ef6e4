/* view.h: an incident, or a document, as the page shows it: what the store holds of it, put together. For desk/ only.
 *
 *     store: incident, figures, documents, claims, edits ─┐
 *     records (sitrep/1): chains of speakers, words  ─────┴─► sr_view ─► write.c, ledger.c, timeline.c: JSON
 *
 * A claim is told as the edits that stand make it, with the machine's reading beside it where they differ. Its words
 * are cut from the text of the version that made it.
 *
 * Owns     everything is in the arena, but for the records, which sr_view_release frees.
 * Cost     linear in the incident's documents, each of whose records is parsed once, but for a comparison of each two documents.
 */
#ifndef SR_DESK_VIEW_H
#define SR_DESK_VIEW_H

#include <jansson.h>

#include "store/store.h"
#include "weigh/amount.h"

struct sr_view_text { /* one version of a document */
    uint32_t version, versions;
    json_t *record;
    struct sr_str text;
    const uint32_t *bytes; /* [characters + 1] where each character begins, so that spans can be cut */
    uint32_t characters;
};

struct sr_view_document {
    const struct sr_store_document *about;
    struct sr_view_text last;
    uint32_t claims; /* of its last version */
    bool guest;      /* it tells of another incident: it is here for the claims that an editor gave to this one */
};

struct sr_view_speaker {
    struct sr_str name, kind;
    bool anonymous;
};

struct sr_view_claim {
    const struct sr_store_claim *claim;
    const struct sr_view_document *document;
    const json_t *read; /* the record's claim; NULL when there is none of that id */
    struct sr_view_text text;
    const struct sr_view_speaker *speakers; /* [speaker_count] innermost first */
    const uint32_t *links;                  /* [speaker_count] which link of the chain each stands in */
    uint32_t speaker_count;
    struct sr_view_speaker first; /* the innermost; the outlet where the document speaks for itself */
    bool counts;                  /* it is told of the incident that is shown */
    uint32_t figure;              /* index into figures; SR_NONE: none, or another incident's */
    struct sr_str facet;          /* {NULL, 0}: the whole */
    struct sr_str at;             /* as of when, else when the document was published; {NULL, 0}: not known */
    int64_t seconds;              /* the same, to be compared; INT64_MAX: not known */
};

struct sr_view {
    struct sr_store_incident incident; /* number 0: a document's view, of no incident */
    struct sr_store_figures figures;
    struct sr_store_edits edits;
    const struct sr_view_document *documents; /* [document_count] the earliest first */
    const struct sr_view_claim *claims;       /* [claim_count] by document, as in its text */
    uint32_t document_count, claim_count;
    json_t *json;       /* of the incident */
    struct sr_str zone; /* of its place; {NULL, 0}: not known */
    json_t **kept;      /* [kept_count] to be freed */
    uint32_t kept_count;
};

/* An incident by its number, redirects followed. Errors: those of the store. Release it in any case. */
SR_MUST_USE enum sr_status sr_view_incident(struct sr_store *store, uint64_t number, struct sr_arena *arena,
                                            struct sr_view *view, struct sr_err *err);

/* One document and one version of it (0: the last), as a view of one document. */
SR_MUST_USE enum sr_status sr_view_document(struct sr_store *store, uint64_t number, uint32_t version,
                                            struct sr_arena *arena, struct sr_view *view, struct sr_err *err);

void sr_view_release(struct sr_view *view);

/* ---- what the writers ask ---- */

/* The words of a span (code points); cut to the text. */
struct sr_str sr_view_words(const struct sr_view_text *text, uint32_t start, uint32_t end);

/* A string of a JSON object; {NULL, 0} where it is null or not there. */
struct sr_str sr_view_json(const json_t *object, const char *key);

/* A document by its id; NULL where the incident has none of that id. */
const struct sr_view_document *sr_view_find(const struct sr_view *view, struct sr_str id);

/* "killed", "killed/side=perpetrators", "hostages//held". */
struct sr_str sr_view_key(struct sr_arena *arena, struct sr_str measure, struct sr_str of, struct sr_str state);

/* "17:c1" */
struct sr_str sr_view_claim_key(struct sr_arena *arena, uint64_t document, struct sr_str claim);

/* A claim's number as its words allow it. */
struct sr_amount sr_view_amount(const struct sr_store_claim *claim);

#endif
