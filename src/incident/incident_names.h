/* incident_names.h: the names of people in one document, for the roles. Private to incident/.
 *
 * Found by the words' tables and their case, so that copy in capitals is read too. A surname alone is a name only where the
 * document tells the full one: it then stands for it.
 */
#ifndef SR_INCIDENT_INCIDENT_NAMES_H
#define SR_INCIDENT_INCIDENT_NAMES_H

#include "incident/incident_roles.h"

struct sr_person_name {
    uint32_t first, end; /* tokens */
    uint32_t full;       /* the name, in the same list, that tells most of the same person: its own index for most */
    bool victim;         /* incident_victims.c */
};

struct sr_person_names {
    struct sr_roles *roles;
    struct sr_person_name *items; /* in the order of the text */
    uint32_t count, room;
};

/* Find them; roles->failed when memory runs out. Cost: linear in tokens, at most 200 full names are remembered. */
void sr_find_person_names(struct sr_person_names *names);

/* The name that begins at the token, or SR_NONE. Binary search. */
uint32_t sr_person_name_at(const struct sr_person_names *names, uint32_t token);

#endif
