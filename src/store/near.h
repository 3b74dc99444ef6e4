/* near.h: the documents that a document must be grouped with. Private to store/.
 *
 *     a document's keys (merge/member.h)  →  those that share some, nearest in time  →  the best few, scored
 *                                             →  and the newest documents of the incidents that these are in
 *
 * Each step has a bound, so that the work for a document has one whatever the store's size. */
#ifndef SR_STORE_NEAR_H
#define SR_STORE_NEAR_H

#include "store/parts.h"

struct sr_near {
    uint64_t number, incident; /* incident as it was; 0: none */
    const struct sr_member *member;
    bool placed; /* by an edit */
    uint32_t group;
};

struct sr_neighbourhood {
    struct sr_store *store;
    struct sr_arena *arena;
    SR_VEC(struct sr_near) all; /* the document itself first */
};

/* The document itself, of which row, member and keys are there, and those of its neighbours that speak for one incident
 * with it, or repeat it. */
SR_MUST_USE enum sr_status sr_near_find(struct sr_neighbourhood *n, uint64_t document, const struct sr_member *member,
                                        struct sr_err *err);

/* Add the newest documents of an incident, those that are not there yet. */
SR_MUST_USE enum sr_status sr_near_add_incident(struct sr_neighbourhood *n, uint64_t incident, struct sr_err *err);

#endif
