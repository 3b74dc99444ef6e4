/* incident_roles.h: the roles of one incident while they are gathered. Private to incident/. */
#ifndef SR_INCIDENT_INCIDENT_ROLES_H
#define SR_INCIDENT_INCIDENT_ROLES_H

#include "incident/incident_parts.h"

struct sr_roles {
    const struct sr_incident_in *in;
    const struct sr_scene *scene;
    struct sr_arena *arena;
    struct {
        struct sr_role_filler *items;
        uint32_t count, room;
    } of[SR_ROLE_COUNT];
    bool failed; /* memory ran out */
};

/* Add the tokens [first, end) to a role, once for the same words. */
void sr_role_add(struct sr_roles *roles, enum sr_role role, uint32_t first, uint32_t end, enum sr_role_as as);

/* Add the victims: names beside words of harm, and the people that the claims of harm count. */
void sr_find_victims(struct sr_roles *roles);

#endif
