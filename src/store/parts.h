/* parts.h: what the store's files ask of each other. Private to store/.
 *
 *     add.c     a record in: its document, version, claims      edits.c      an editor's word
 *        ├── derive.c  what follows from it: words, keys, what telling an incident needs
 *        └── place.c   which incident it tells of: merging on arrival ──┘
 *               └── settle.c   what is told of an incident, made anew; what of it has changed
 *                      └── changes.c   the log
 *
 * All of it runs within one transaction, with results in store->scratch.
 */
#ifndef SR_STORE_PARTS_H
#define SR_STORE_PARTS_H

#include "merge/keep.h"
#include "store/sqlite.h"

/* Why something changes: the arrival of a document, or an edit. */
struct sr_cause {
    int64_t at;
    uint64_t document, edit;
    bool reprint;
};

/* Number a change and log it; its incident's version becomes that number. What `cause` says of time, document, edit and
 * reprint stands before what the change does. */
SR_MUST_USE enum sr_status sr_log(struct sr_store *store, const struct sr_cause *cause,
                                  const struct sr_store_change *change, struct sr_err *err);

/* The same for a change that is of no figure. */
SR_MUST_USE enum sr_status sr_log_plain(struct sr_store *store, const struct sr_cause *cause, enum sr_change_kind kind,
                                        uint64_t incident, uint64_t other, struct sr_err *err);

/* Set the claims of a document to those of a record, its version `version`. `revised`: its text is another, so that a
 * claim that isn't made again is withdrawn. */
SR_MUST_USE enum sr_status sr_put_claims(struct sr_store *store, uint64_t document, uint32_t version,
                                         const struct sr_read_record *record, bool revised, struct sr_err *err);

/* Read a record that is in the store, or comes into it. */
SR_MUST_USE enum sr_status sr_store_record(struct sr_store *store, struct sr_str line, struct sr_arena *arena,
                                           struct sr_read_record *out, struct sr_err *err);

/* Read the record of a version again. */
SR_MUST_USE enum sr_status sr_store_reread(struct sr_store *store, uint64_t document, uint32_t version,
                                           struct sr_arena *arena, struct sr_read_record *out, struct sr_err *err);

/* Keep what telling an incident needs of one version of a document (merge/keep.h); *out is it. */
SR_MUST_USE enum sr_status sr_keep_version(struct sr_store *store, uint64_t document, uint32_t version,
                                           const struct sr_read_record *record, struct sr_arena *arena,
                                           struct sr_kept *out, struct sr_err *err);

/* Keep the words of a document's last version for search; those of the version before must have been forgotten. */
SR_MUST_USE enum sr_status sr_put_words(struct sr_store *store, uint64_t document, const struct sr_read_record *record,
                                        struct sr_err *err);
SR_MUST_USE enum sr_status sr_forget_words(struct sr_store *store, uint64_t document, struct sr_err *err);

/* All that is derived from the records, where none of it is there; `words`: those for search too. */
SR_MUST_USE enum sr_status sr_derive_all(struct sr_store *store, bool words, struct sr_err *err);

/* Make members and keys anew where an older build has made them. Cost: reading every record again, once. */
SR_MUST_USE enum sr_status sr_derive_stale(struct sr_store *store, struct sr_err *err);

/* Tell of each claim that version `before` made and no version makes now. */
SR_MUST_USE enum sr_status sr_log_withdrawals(struct sr_store *store, const struct sr_cause *cause, uint64_t incident,
                                              uint32_t before, struct sr_err *err);

/* The day by which a member is kept among its keys. */
int64_t sr_key_day(const struct sr_member *member);

/* Keep a document's member and keys, in place of those it had. */
SR_MUST_USE enum sr_status sr_put_member(struct sr_store *store, uint64_t document, const struct sr_member *member,
                                         struct sr_err *err);

struct sr_placed {
    uint64_t incident;       /* that the document tells of; 0: none */
    bool reprint;            /* it says what another said before, in its words */
    const uint64_t *touched; /* [count] incidents that are to be settled */
    uint32_t count;
};

/* Find out which incident a document tells of now, by its member and those of its neighbours; documents near it may
 * move too, incidents join and split, which is logged. Documents that an edit has placed stay. */
SR_MUST_USE enum sr_status sr_place(struct sr_store *store, uint64_t document, const struct sr_member *member,
                                    const struct sr_cause *cause, struct sr_placed *out, struct sr_err *err);

/* Whether what must hold of the rows does; *fault, which is {NULL, 0} before, is the first that doesn't. */
SR_MUST_USE enum sr_status sr_check_rows(struct sr_store *store, struct sr_str *fault, struct sr_err *err);

/* What FTS5 is asked for the words that a person typed. */
SR_MUST_USE enum sr_status sr_words_query(struct sr_str words, struct sr_arena *arena, struct sr_str *query,
                                          struct sr_err *err);

/* What merging needs to know of the tables; read when first asked for. */
SR_MUST_USE enum sr_status sr_store_rules(struct sr_store *store, const struct sr_merge_rules **rules,
                                          struct sr_err *err);

/* A new incident, as yet without documents. */
SR_MUST_USE enum sr_status sr_new_incident(struct sr_store *store, const struct sr_cause *cause, uint64_t *number,
                                           struct sr_err *err);

/* Let an incident, and those that have joined it, lead to another for good. */
SR_MUST_USE enum sr_status sr_redirect(struct sr_store *store, uint64_t incident, uint64_t to, struct sr_err *err);

/* Make anew what is told of an incident, from the records of its documents and the edits that stand; log what has
 * changed. Of one without documents nothing is told. */
SR_MUST_USE enum sr_status sr_settle(struct sr_store *store, uint64_t incident, const struct sr_cause *cause,
                                     struct sr_err *err);

/* What a sitrep-incident/1 line tells, as columns and figures. Borrows `line` as out->row.json. */
struct sr_told {
    struct sr_store_incident row; /* number, version, changed_at are not set */
    struct sr_store_figures figures;
};
SR_MUST_USE enum sr_status sr_tell(struct sr_str line, struct sr_arena *arena, struct sr_told *out, struct sr_err *err);

#endif
