/* incident_roles.h: the roles of one incident while they are gathered. Private to incident/. */
#ifndef SR_INCIDENT_INCIDENT_ROLES_H
#define SR_INCIDENT_INCIDENT_ROLES_H

#include "incident/incident_parts.h"

struct sr_roles {
    const struct sr_incident_in *in;
    const struct sr_scene *scene;
    const struct sr_stretch *stretch; /* that tells of the incident */
    struct sr_arena *arena;
    uint8_t kind; /* enum sr_incident_kind: of the incident */
    struct {
        struct sr_role_filler *items;
        uint32_t count, room;
    } of[SR_ROLE_COUNT];
    uint32_t target_end; /* where the last target ended, or SR_NONE */
    bool failed;         /* memory ran out */
};

/* Add the tokens [first, end) to a role, once for the same words. */
void sr_role_add(struct sr_roles *roles, enum sr_role role, uint32_t first, uint32_t end, enum sr_entity_type type,
                 enum sr_role_as as);

/* Two heads are the same word, in the singular or the plural. */
bool sr_role_same_head(const struct sr_roles *roles, uint32_t a, uint32_t b);

/* The head of a filler of that role is the same word as the token. */
bool sr_role_known(const struct sr_roles *roles, enum sr_role role, uint32_t head);

/* What stands at the token belongs to another event: by a trained reader's word where it has one, else by the scene's
 * background. */
bool sr_role_elsewhere(const struct sr_roles *roles, uint32_t token);

/* A phrase of role_words.tsv with that use begins at one of the tokens [from, to). */
bool sr_role_used(const struct sr_roles *roles, uint32_t from, uint32_t to, const char *use);

/* A verb of attack follows the subject that ends at `end`, at most `far` tokens on. */
bool sr_role_acts(const struct sr_roles *roles, uint32_t end, uint32_t stop, uint32_t far);

/* "by" stands at most `far` tokens before `first`. */
bool sr_role_after_by(const struct sr_roles *roles, uint32_t first, uint32_t begin, uint32_t far);

/* Each reads what begins at token `i`, adds it if it plays the role there, and returns the token to go on at: i + 1
 * when it is no such thing. incident_attackers.c, incident_things.c */
uint32_t sr_attackers_at(struct sr_roles *roles, uint32_t i, uint32_t stop);
uint32_t sr_organisation_at(struct sr_roles *roles, uint32_t i, uint32_t stop);
uint32_t sr_weapon_at(struct sr_roles *roles, uint32_t i, uint32_t stop);
uint32_t sr_target_at(struct sr_roles *roles, uint32_t i, uint32_t stop);

/* The organisation whose name begins at token `i` is a perpetrator already, by its full name or its short form. */
bool sr_group_told(const struct sr_roles *roles, uint32_t i, uint32_t stop);

/* Add what a trained reader is sure of, and take back what it doesn't bear out. incident_labels.c */
void sr_take_role_labels(struct sr_roles *roles);

/* Add the victims: names beside words of harm, and the people that the claims of harm count. */
void sr_find_victims(struct sr_roles *roles);

#endif
