#include "lexicon/terms.h"

#define NAME(ID, name) name,

/* One array a list. The include is repeated because a list is switched on by the macro that bears its name. */
#define SR_MEASURES NAME
static const char *const measure_names[] = {
#include "lexicon/terms.def"
};
#undef SR_MEASURES
#define SR_HEDGES NAME
static const char *const hedge_names[] = {
#include "lexicon/terms.def"
};
#undef SR_HEDGES
#define SR_POLARITIES NAME
static const char *const polarity_names[] = {
#include "lexicon/terms.def"
};
#undef SR_POLARITIES
#define SR_ENTITY_TYPES NAME
static const char *const entity_type_names[] = {
#include "lexicon/terms.def"
};
#undef SR_ENTITY_TYPES
#define SR_SOURCE_KINDS NAME
static const char *const source_kind_names[] = {
#include "lexicon/terms.def"
};
#undef SR_SOURCE_KINDS
#define SR_SPEECHES NAME
static const char *const speech_names[] = {
#include "lexicon/terms.def"
};
#undef SR_SPEECHES
#define SR_STANCES NAME
static const char *const stance_names[] = {
#include "lexicon/terms.def"
};
#undef SR_STANCES
#define SR_TIMEX_TYPES NAME
static const char *const timex_type_names[] = {
#include "lexicon/terms.def"
};
#undef SR_TIMEX_TYPES
#define SR_PLACE_CLASSES NAME
static const char *const place_class_names[] = {
#include "lexicon/terms.def"
};
#undef SR_PLACE_CLASSES
#define SR_PLACE_ROLES NAME
static const char *const place_role_names[] = {
#include "lexicon/terms.def"
};
#undef SR_PLACE_ROLES
#define SR_INCIDENT_KINDS NAME
static const char *const incident_kind_names[] = {
#include "lexicon/terms.def"
};
#undef SR_INCIDENT_KINDS
#define SR_INCIDENT_STATUSES NAME
static const char *const incident_status_names[] = {
#include "lexicon/terms.def"
};
#undef SR_INCIDENT_STATUSES
#define SR_ROLES NAME
static const char *const role_names[] = {
#include "lexicon/terms.def"
};
#undef SR_ROLES
#define SR_ROLE_AS NAME
static const char *const role_as_names[] = {
#include "lexicon/terms.def"
};
#undef SR_ROLE_AS
#define SR_SIDES NAME
static const char *const side_names[] = {
#include "lexicon/terms.def"
};
#undef SR_SIDES
#define SR_NUMBER_KINDS NAME
static const char *const number_kind_names[] = {
#include "lexicon/terms.def"
};
#undef SR_NUMBER_KINDS
#define SR_STEP_CHANGES NAME
static const char *const step_change_names[] = {
#include "lexicon/terms.def"
};
#undef SR_STEP_CHANGES
#define SR_STEP_WARNINGS NAME
static const char *const step_warning_names[] = {
#include "lexicon/terms.def"
};
#undef SR_STEP_WARNINGS

static uint32_t find(const char *const *names, uint32_t count, struct sr_str name) {
    for (uint32_t i = 0; i < count; i++)
        if (sr_str_is(name, names[i])) return i;
    return count;
}

#define L(thing, ID, LIST)                                                                          \
    const char *sr_##thing##_name(uint32_t v) {                                                     \
        return v < sizeof thing##_names / sizeof *thing##_names ? thing##_names[v] : "";            \
    }                                                                                               \
    uint32_t sr_##thing##_from(struct sr_str name) {                                                \
        return find(thing##_names, (uint32_t)(sizeof thing##_names / sizeof *thing##_names), name); \
    }
SR_TERM_LISTS(L)
#undef L
