/* store.h: records and incidents, durable, searchable, and edited by people.
 *
 *     sitrep/1 lines  →  sr_store_add  →  documents ─ versions ─ claims          what the machine read
 *                                             │  membership (merge/)
 *     editors         →  sr_store_edit →  incidents ─ figures ─ redirects        what is told
 *                                             │
 *                                         changes 1, 2, 3 …                      what happened, in order
 *
 * One file holds it all. This header names no database: SQLite stands behind it (src/store/sqlite.h), another can.
 *
 * Documents. A document is known by its id, or by its URL where no document has that id. The same line again is nothing
 * new; another text under the same id or URL is a revision: the version before is kept, and claims that the new one no
 * longer makes are marked as withdrawn; the same text read otherwise (a newer reader) replaces the reading and
 * withdraws nothing.
 *
 * Incidents. An incident's name is "I" and its number: I12. Numbers are given once, in order of arrival, and never
 * again. When two incidents turn out to be one, the lower number stays and the other redirects to it; when one turns
 * out to be two, the greater part keeps the number and the other part gets a new one. Either is a change that is
 * told. `sitrep merge`, which remembers nothing, names an incident "I-" and a hash of its earliest
 * document (merge.h); sr_store_find takes that form too, for any document of the incident.
 *
 * Changes. Whatever alters what is told is one change (changes.def), numbered from 1 without holes as it is committed:
 * who asks for the changes after n, again and again, sees each once and in order. An incident's version is the number
 * of its last change.
 *
 * Edits. Append-only: an edit is never altered or removed, undoing it is another edit. The machine's reading is never
 * altered by one; what is told is the reading with the edits that stand applied to it, now and to what arrives later.
 * An edit says which version its author saw; where the same thing was edited after that, or the claim is another now,
 * it is refused (SR_ERR_CONFLICT). News alone makes no edit stale.
 *
 *     struct sr_store *store;
 *     struct sr_store_options options = {.path = "desk.db", .mode = SR_STORE_CREATE};
 *     struct sr_store_arrival arrival = {.record = line, .at = now_ms};
 *     struct sr_store_added added;
 *     if (!sr_store_open(&options, &store, err) && !sr_store_add(store, &arrival, &added, err)) …   it is on the disk
 *     sr_store_close(store);
 *
 * Errors   SR_ERR_BUSY: another writer did not let go within options.busy_ms. SR_ERR_FULL: no room left on the disk, or
 *          options.max_bytes is met. SR_ERR_DAMAGED: the file is damaged; the mend tells how to save what can be saved.
 *          SR_ERR_IO, SR_ERR_MEMORY; SR_ERR_ACCESS: writing to a store that was opened to read. Any call may return
 *          these; others are told with the call. After an error nothing of the call is in the store, which can be
 *          used on.
 * Safety   What a call has returned SR_OK for (in sr_store_begin … commit: what commit has) outlives a kill -9 and a
 *          loss of power, where the disk keeps what it has confirmed.
 * Threads  One handle, one thread at a time. Any number of handles and processes may have one store open: readers never
 *          wait, writers wait for each other. Each call sees one state of the store.
 * Time     The store has no clock: times come from the caller, milliseconds since 1970-01-01T00:00Z.
 * Memory   Results are in the caller's arena, strings end in NUL; a null is {NULL, 0}. Arguments are borrowed for the
 *          call.
 */
#ifndef SR_STORE_STORE_H
#define SR_STORE_STORE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#define SR_STORE_UNKNOWN INT64_MIN /* of a number or time: null */

/* ---- the store ---- */

struct sr_store;

enum sr_store_mode {
    SR_STORE_READ,  /* never written to, not even migrated */
    SR_STORE_WRITE, /* there must be one; an older one is migrated */
    SR_STORE_CREATE /* the same, and made where there is none */
};

struct sr_store_options {
    const char *path;
    enum sr_store_mode mode;
    uint32_t busy_ms;   /* how long to wait for another writer; 0: 10,000 */
    uint64_t max_bytes; /* the file never grows beyond it; 0: no limit */
};

/* SR_ERR_NOT_FOUND, SR_ERR_ACCESS; SR_ERR_FORMAT: the file is no store, or of a newer program, or older and opened to
 * read. */
SR_MUST_USE enum sr_status sr_store_open(const struct sr_store_options *options, struct sr_store **store,
                                         struct sr_err *err);
void sr_store_close(struct sr_store *store); /* NULL is fine; what was begun and not committed is undone */

/* Several calls as one: all or nothing, and one wait for the disk. A document that fails within it is left out by
 * itself; but SR_ERR_FULL and SR_ERR_IO undo all that was begun, which commit then tells (SR_ERR_USAGE). SR_ERR_USAGE:
 * begun already, or not begun. */
SR_MUST_USE enum sr_status sr_store_begin(struct sr_store *store, struct sr_err *err);
SR_MUST_USE enum sr_status sr_store_commit(struct sr_store *store, struct sr_err *err);
void sr_store_rollback(struct sr_store *store);

/* Look the whole file over, and hold what is derived against what it is derived from. SR_ERR_DAMAGED with the first
 * fault. Cost: linear in the store. */
SR_MUST_USE enum sr_status sr_store_check(struct sr_store *store, struct sr_err *err);

/* ---- adding ---- */

struct sr_store_arrival {
    struct sr_str record; /* a sitrep/1 object, one line; search finds what it holds of the text */
    struct sr_str input;  /* whence it came: a path, a feed's URL; may be {NULL, 0} */
    struct sr_str reader; /* what made the record: "sitrep 0.1.0"; may be {NULL, 0} */
    int64_t at;
};

enum sr_store_outcome {
    SR_STORE_SAME,     /* it was there; nothing is changed */
    SR_STORE_NEW,      /* a document that was not there */
    SR_STORE_REVISION, /* another text of a document that was there */
    SR_STORE_REREAD    /* the same text, another reading */
};

struct sr_store_added {
    enum sr_store_outcome outcome;
    uint64_t document; /* number */
    uint64_t incident; /* number; 0: the document tells of none */
    uint64_t change;   /* the store's last change now */
    struct sr_str id;  /* of the document; lent until the store's next call */
};

/* Milliseconds of an ISO 8601 time, or of the beginning of a day. SR_ERR_DATE. */
SR_MUST_USE enum sr_status sr_store_time(struct sr_str text, int64_t *ms, struct sr_err *err);

/* Add a record. It is merged with what is there on arrival; the work per document does not grow with the store.
 * SR_ERR_JSON, SR_ERR_SCHEMA: it is no sitrep/1 record. */
SR_MUST_USE enum sr_status sr_store_add(struct sr_store *store, const struct sr_store_arrival *arrival,
                                        struct sr_store_added *added, struct sr_err *err);

/* ---- incidents ---- */

struct sr_store_incident {
    uint64_t number, version;                       /* version: of its last change, which is unique to it */
    int64_t changed_at;                             /* of that change */
    uint32_t documents;                             /* that tell of it, reprints too */
    struct sr_str kind, begin, end, place, country; /* begin, end: ISO 8601 */
    double lat, lon;
    bool has_point;
    int64_t killed_low, killed_best, killed_high, injured_best; /* the whole toll; SR_STORE_UNKNOWN */
    bool disputed;                                              /* any of its figures is */
    struct sr_str json; /* the sitrep-incident/1 line, "id": "I12", edits applied, without "\n" */
};

struct sr_store_incidents {
    const struct sr_store_incident *items;
    uint32_t count;
};

enum sr_store_order {
    SR_STORE_BY_CHANGE, /* the last changed first */
    SR_STORE_BY_BEGIN,  /* the latest first; those without a date last */
    SR_STORE_BY_NUMBER  /* the first that arrived first */
};

struct sr_store_filter {        /* {0}: all; what is set must all hold */
    struct sr_str country;      /* "ML", in either case */
    struct sr_str kind;         /* "bombing"; or a family of kinds, "attack" */
    struct sr_str since, until; /* ISO 8601 dates: begins on or after, on or before; "2015-11" is the whole month */
    struct sr_str words;        /* a document of it holds them all: as sr_store_search */
    uint64_t changed_after;     /* version greater than this */
    enum sr_store_order order;
    uint32_t limit;                             /* at most so many; 0: 100 */
    const struct sr_store_incident *page_after; /* the last of the page before; NULL: the first page */
};

/* SR_ERR_DATE, SR_ERR_USAGE: since, until or kind is none. */
SR_MUST_USE enum sr_status sr_store_incidents(struct sr_store *store, const struct sr_store_filter *filter,
                                              struct sr_arena *arena, struct sr_store_incidents *out,
                                              struct sr_err *err);

/* The number of "I12", "i12", "12" or "I-5f3a9c", redirects followed. SR_ERR_NOT_FOUND; SR_ERR_USAGE: it is no name of
 * an incident. */
SR_MUST_USE enum sr_status sr_store_find(struct sr_store *store, struct sr_str name, uint64_t *number,
                                         struct sr_err *err);

/* One incident by its number; of one that redirects: the one that it is now. SR_ERR_NOT_FOUND. */
SR_MUST_USE enum sr_status sr_store_incident(struct sr_store *store, uint64_t number, struct sr_arena *arena,
                                             struct sr_store_incident *out, struct sr_err *err);

/* Why two incidents or documents are held to be one incident, or not, as lines of text: what speaks for it and against it,
 * how much, and what an editor has said of it. Each is named by a document's id or URL, else by an incident's name; of an
 * incident the newest twelve documents are asked about. SR_ERR_NOT_FOUND; SR_ERR_USAGE: both are the same. */
SR_MUST_USE enum sr_status sr_store_explain(struct sr_store *store, const struct sr_str names[2],
                                            struct sr_arena *arena, struct sr_str *text, struct sr_err *err);

/* ---- its figures ---- */

struct sr_store_step { /* one claim in a figure's course */
    struct sr_str at;  /* as of when, ISO 8601; may be null */
    int64_t low, high, value;
    struct sr_str hedge, document, claim; /* ids, as in the records */
    const struct sr_str *sources; /* [source_count] innermost speaker first; none: the document in its own voice */
    uint32_t source_count;
    uint32_t supersedes; /* an earlier step of the figure, or SR_NONE */
    bool withdrawn;
};

struct sr_store_figure {
    struct sr_str measure, of, state, rule; /* of: null for the whole toll */
    int64_t low, best, high;
    bool disputed; /* now: by claims that are neither withdrawn nor overtaken; the incident's line tells whether ever */
    uint32_t origins; /* independent first speakers */
    const struct sr_store_step *steps;
    uint32_t step_count;
};

struct sr_store_figures {
    const struct sr_store_figure *items; /* the whole tolls first, in the order of the measures */
    uint32_t count;
};

/* The figures of one incident with their course. SR_ERR_NOT_FOUND. */
SR_MUST_USE enum sr_status sr_store_figures(struct sr_store *store, uint64_t incident, struct sr_arena *arena,
                                            struct sr_store_figures *out, struct sr_err *err);

/* ---- documents, their versions and claims ---- */

struct sr_store_document {
    uint64_t number, incident; /* incident 0: none */
    uint32_t version;          /* of its text and reading: 1, 2 … */
    struct sr_str id, url, title, outlet, published, language, sha256;
    int64_t arrived, changed; /* the first version, this one */
    struct sr_str input, reader;
    uint64_t reprint_of;   /* the document that this one repeats, found or by an edit; 0: none */
    bool placed_by_editor; /* an edit says which incident it tells of: merging leaves it there */
};

struct sr_store_documents {
    const struct sr_store_document *items;
    uint32_t count;
};

/* The documents of one incident, by publication, the earliest first; incident 0: every document of the store, by
 * number, those after number `after`, at most `limit` (0: 100), whatever they tell of. */
SR_MUST_USE enum sr_status sr_store_documents(struct sr_store *store, uint64_t incident, uint64_t after, uint32_t limit,
                                              struct sr_arena *arena, struct sr_store_documents *out,
                                              struct sr_err *err);

/* The number of a document by its id or URL. SR_ERR_NOT_FOUND. */
SR_MUST_USE enum sr_status sr_store_find_document(struct sr_store *store, struct sr_str id_or_url, uint64_t *number,
                                                  struct sr_err *err);

struct sr_store_version {
    uint32_t version, versions; /* which, of how many */
    struct sr_str record;       /* the sitrep/1 line, byte for byte as it came, without "\n" */
    struct sr_str input, reader;
    int64_t at;
};

/* A document and one version of it (0: the last) as it came: the machine's reading, no edit applied.
 * SR_ERR_NOT_FOUND. */
SR_MUST_USE enum sr_status sr_store_version(struct sr_store *store, uint64_t document, uint32_t version,
                                            struct sr_arena *arena, struct sr_store_document *about,
                                            struct sr_store_version *out, struct sr_err *err);

enum sr_claim_standing {
    SR_CLAIM_READ,      /* as the machine read it */
    SR_CLAIM_CONFIRMED, /* and an editor confirmed it */
    SR_CLAIM_CORRECTED, /* an editor's word stands in place of some of it */
    SR_CLAIM_REJECTED   /* an editor rejected it: it counts for nothing */
};

struct sr_store_claim {
    uint64_t document, incident; /* incident 0: none, as of background */
    uint32_t version;            /* the document's, that made it; of a withdrawn one: the last that did */
    struct sr_str id;            /* within the document: "c1" */
    struct sr_str measure, hedge, polarity, of, state, side, speaker; /* speaker: the innermost; null: the document */
    struct sr_str nationality, age, sex, occupation;
    int64_t low, high, value;
    uint32_t span[2], number_span[2]; /* in the record's unit */
    double confidence;
    bool withdrawn;
    enum sr_claim_standing standing; /* the fields above are as the edits make them; the record keeps the reading */
};

struct sr_store_claims {
    const struct sr_store_claim *items;
    uint32_t count;
};

/* The claims of one incident, by document and place in it, with those that an editor gave to it, whose documents tell of
 * another, and without those that an editor gave away; `document` not 0: of that document alone, its background too
 * (incident is then 0). */
SR_MUST_USE enum sr_status sr_store_claims(struct sr_store *store, uint64_t incident, uint64_t document,
                                           struct sr_arena *arena, struct sr_store_claims *out, struct sr_err *err);

/* Append what editors made of the claims of a document, whose id is given, as one sitrep-edits/1 object without its end of line
 * (export/export.h); nothing where they judged none. Of the newest version: a withdrawn claim has no row in a record. */
SR_MUST_USE enum sr_status sr_store_judged(struct sr_store *store, uint64_t document, struct sr_str id,
                                           struct sr_arena *arena, struct sr_buf *out, struct sr_err *err);

/* ---- search ---- */

struct sr_store_hit {
    uint64_t document, incident; /* incident 0: none */
    struct sr_str id, title, outlet, published;
    struct sr_str excerpt; /* some words around the first found; what was found stands between U+0002 and U+0003 */
};

struct sr_store_hits {
    const struct sr_store_hit *items;
    uint32_t count;
};

/* The documents whose title or text (last version) holds all words, the best match first: in either case, without
 * accents; "a phrase" in quotation marks, a beginning as bomb*. Any text is a valid query; one without a word finds
 * nothing. `skip` the first so many; at most `limit` (0: 20). */
SR_MUST_USE enum sr_status sr_store_search(struct sr_store *store, struct sr_str words, uint32_t skip, uint32_t limit,
                                           struct sr_arena *arena, struct sr_store_hits *out, struct sr_err *err);

/* ---- changes ---- */

enum sr_change_kind {
#define X(ID, name, text) SR_CHANGE_##ID,
#include "store/changes.def"
#undef X
    SR_CHANGE_COUNT
};

struct sr_store_change {
    uint64_t number;
    int64_t at; /* of the arrival or the edit that made it */
    enum sr_change_kind kind;
    uint64_t incident;                            /* 0: none */
    uint64_t other;                               /* an incident: that which joined it, was split from it; 0: none */
    uint64_t document;                            /* whose arrival or edit it came of; 0: none */
    uint64_t edit;                                /* the edit that made it; 0: the machine */
    struct sr_str measure, of, state;             /* of a figure's change */
    int64_t low, best, high;                      /* the figure now */
    int64_t low_before, best_before, high_before; /* and before; SR_STORE_UNKNOWN where there was none */
    bool reprint;                                 /* the document repeats one that was there */
};

struct sr_store_changes {
    const struct sr_store_change *items;
    uint32_t count;
};

/* "figure-changed" */
const char *sr_change_name(enum sr_change_kind kind);

/* The changes after number `after`, in order, at most `limit` (0: 1,000); `incident` not 0: of that one alone. */
SR_MUST_USE enum sr_status sr_store_changes(struct sr_store *store, uint64_t after, uint64_t incident, uint32_t limit,
                                            struct sr_arena *arena, struct sr_store_changes *out, struct sr_err *err);

/* The number of the last change; 0: none. Cheap: may be asked several times a second. */
SR_MUST_USE enum sr_status sr_store_last_change(struct sr_store *store, uint64_t *number, struct sr_err *err);

/* ---- edits ---- */

enum sr_edit_kind {
#define X(ID, name, text) SR_EDIT_##ID,
#include "store/edits.def"
#undef X
    SR_EDIT_COUNT
};

struct sr_store_edit {
    uint64_t number; /* given by the store */
    enum sr_edit_kind kind;
    int64_t at;
    struct sr_str author, reason; /* author: needed */
    uint64_t incident, version;   /* which, and the version of it that the author saw */
    uint64_t document;            /* of a claim; to be moved, a reprint; 0: none */
    struct sr_str claim;          /* its id in the document; {NULL, 0}: none */
    struct sr_str field, value; /* correction: "value", "measure", "speaker", "incident" ("I12", or "none": background)
                                     and what it is; note: value is its text */
    struct sr_str before;       /* what the field said before; given by the store */
    uint64_t other;             /* to merge into, to move to (0: a new one); of a reprint, the document it repeats */
    const uint64_t *documents;  /* [document_count] of a split: those that go */
    uint32_t document_count;
    uint64_t undoes;    /* of an undo: the edit */
    uint64_t undone_by; /* the edit that undid it, 0: it stands; given by the store */
};

struct sr_store_edited {
    uint64_t edit, change; /* numbers */
    uint64_t incident;     /* which it is about now: of a split, the new one */
    uint64_t version;      /* its version now */
};

/* Make an edit. Of a refused one, `found` (may be NULL) is the incident as it is now, in `arena`.
 *
 * SR_ERR_CONFLICT   the incident is not as its author saw it, or the edit to undo was undone already
 * SR_ERR_NOT_FOUND  the incident, document, claim or edit is none
 * SR_ERR_USAGE      a field is missing, or its value is none of what it may be: the message says which */
SR_MUST_USE enum sr_status sr_store_edit(struct sr_store *store, const struct sr_store_edit *edit,
                                         struct sr_arena *arena, struct sr_store_edited *out,
                                         struct sr_store_incident *found, struct sr_err *err);

struct sr_store_edits {
    const struct sr_store_edit *items;
    uint32_t count;
};

const char *sr_edit_name(enum sr_edit_kind kind);

/* The edits after number `after`, in order, at most `limit` (0: 1,000); `incident` not 0: of that one alone. */
SR_MUST_USE enum sr_status sr_store_edits(struct sr_store *store, uint64_t after, uint64_t incident, uint32_t limit,
                                          struct sr_arena *arena, struct sr_store_edits *out, struct sr_err *err);

/* ---- all of it, out and in ---- */

/* One line, "\n" included. Another value than SR_OK ends the call with it. */
typedef enum sr_status sr_store_sink(void *user, struct sr_str line, struct sr_err *err);

/* The whole store as JSON Lines, of one moment: what sr_store_import takes. docs/store.md tells the lines; records and
 * incidents stand among them as they are. Two stores with the same content give the same bytes. */
SR_MUST_USE enum sr_status sr_store_export(struct sr_store *store, sr_store_sink *sink, void *user, struct sr_err *err);

/* Of a damaged store, what can still be read of the records (sitrep/1), every version in order of arrival, to be added to
 * a new one; *lost: how many could not be read, at most. Edits are not among it. */
SR_MUST_USE enum sr_status sr_store_salvage(struct sr_store *store, sr_store_sink *sink, void *user, uint64_t *lost,
                                            struct sr_err *err);

/* Take in an export, line by line, into a store that holds nothing: begin, the lines, finish. Nothing is in the store
 * before finish has returned SR_OK; close, or rollback, leaves it empty. SR_ERR_USAGE: the store holds something.
 * SR_ERR_JSON, SR_ERR_FORMAT: the line is none of an export, or not the next one. finish: SR_ERR_EMPTY: the export's
 * last lines are missing; SR_ERR_SCHEMA, SR_ERR_FORMAT: a record is none, or the lines don't hold together. */
SR_MUST_USE enum sr_status sr_store_import_begin(struct sr_store *store, struct sr_err *err);
SR_MUST_USE enum sr_status sr_store_import_line(struct sr_store *store, struct sr_str line, struct sr_err *err);
SR_MUST_USE enum sr_status sr_store_import_finish(struct sr_store *store, struct sr_err *err);

#endif
