/* terms.h: the closed lists of terms.def as enumerations, with their names and back.
 *
 * For each list THING there are enum sr_thing { SR_THING_…, SR_THING_COUNT }, sr_thing_name(value) and
 * sr_thing_from(name), which gives SR_THING_COUNT for a name that is none.
 */
#ifndef SR_LEXICON_TERMS_H
#define SR_LEXICON_TERMS_H

#include "base/span.h"

#define SR_TERM_LISTS(L)                          \
    L(measure, MEASURE, MEASURES)                 \
    L(hedge, HEDGE, HEDGES)                       \
    L(polarity, POLARITY, POLARITIES)             \
    L(entity_type, ENTITY, ENTITY_TYPES)          \
    L(source_kind, SOURCE, SOURCE_KINDS)          \
    L(speech, SPEECH, SPEECHES)                   \
    L(stance, STANCE, STANCES)                    \
    L(timex_type, TIMEX, TIMEX_TYPES)             \
    L(place_class, PLACE, PLACE_CLASSES)          \
    L(place_role, PLACE_ROLE, PLACE_ROLES)        \
    L(incident_kind, KIND, INCIDENT_KINDS)        \
    L(incident_status, STATUS, INCIDENT_STATUSES) \
    L(role, ROLE, ROLES)                          \
    L(role_as, AS, ROLE_AS)                       \
    L(side, SIDE, SIDES)                          \
    L(number_kind, NUMBER, NUMBER_KINDS)          \
    L(step_change, STEP, STEP_CHANGES)            \
    L(step_warning, WARN, STEP_WARNINGS)

#define SR_MEASURES(ID, name) SR_MEASURE_##ID,
enum sr_measure {
#include "lexicon/terms.def"
    SR_MEASURE_COUNT
};
#undef SR_MEASURES
#define SR_HEDGES(ID, name) SR_HEDGE_##ID,
enum sr_hedge {
#include "lexicon/terms.def"
    SR_HEDGE_COUNT
};
#undef SR_HEDGES
#define SR_POLARITIES(ID, name) SR_POLARITY_##ID,
enum sr_polarity {
#include "lexicon/terms.def"
    SR_POLARITY_COUNT
};
#undef SR_POLARITIES
#define SR_ENTITY_TYPES(ID, name) SR_ENTITY_##ID,
enum sr_entity_type {
#include "lexicon/terms.def"
    SR_ENTITY_COUNT
};
#undef SR_ENTITY_TYPES
#define SR_SOURCE_KINDS(ID, name) SR_SOURCE_##ID,
enum sr_source_kind {
#include "lexicon/terms.def"
    SR_SOURCE_COUNT
};
#undef SR_SOURCE_KINDS
#define SR_SPEECHES(ID, name) SR_SPEECH_##ID,
enum sr_speech {
#include "lexicon/terms.def"
    SR_SPEECH_COUNT
};
#undef SR_SPEECHES
#define SR_STANCES(ID, name) SR_STANCE_##ID,
enum sr_stance {
#include "lexicon/terms.def"
    SR_STANCE_COUNT
};
#undef SR_STANCES
#define SR_TIMEX_TYPES(ID, name) SR_TIMEX_##ID,
enum sr_timex_type {
#include "lexicon/terms.def"
    SR_TIMEX_COUNT
};
#undef SR_TIMEX_TYPES
#define SR_PLACE_CLASSES(ID, name) SR_PLACE_##ID,
enum sr_place_class {
#include "lexicon/terms.def"
    SR_PLACE_COUNT
};
#undef SR_PLACE_CLASSES
#define SR_PLACE_ROLES(ID, name) SR_PLACE_ROLE_##ID,
enum sr_place_role {
#include "lexicon/terms.def"
    SR_PLACE_ROLE_COUNT
};
#undef SR_PLACE_ROLES
#define SR_INCIDENT_KINDS(ID, name) SR_KIND_##ID,
enum sr_incident_kind {
#include "lexicon/terms.def"
    SR_KIND_COUNT
};
#undef SR_INCIDENT_KINDS
#define SR_INCIDENT_STATUSES(ID, name) SR_STATUS_##ID,
enum sr_incident_status {
#include "lexicon/terms.def"
    SR_INCIDENT_STATUS_COUNT
};
#undef SR_INCIDENT_STATUSES
#define SR_ROLES(ID, name) SR_ROLE_##ID,
enum sr_role {
#include "lexicon/terms.def"
    SR_ROLE_COUNT
};
#undef SR_ROLES
#define SR_ROLE_AS(ID, name) SR_AS_##ID,
enum sr_role_as {
#include "lexicon/terms.def"
    SR_AS_COUNT
};
#undef SR_ROLE_AS
#define SR_SIDES(ID, name) SR_SIDE_##ID,
enum sr_side {
#include "lexicon/terms.def"
    SR_SIDE_COUNT
};
#undef SR_SIDES
#define SR_NUMBER_KINDS(ID, name) SR_NUMBER_##ID,
enum sr_number_kind {
#include "lexicon/terms.def"
    SR_NUMBER_KIND_COUNT
};
#undef SR_NUMBER_KINDS
#define SR_STEP_CHANGES(ID, name) SR_STEP_##ID,
enum sr_step_change { /* what a step of a figure's course is to the last one of the same chain of speakers */
#include "lexicon/terms.def"
                      SR_STEP_CHANGE_COUNT
};
#undef SR_STEP_CHANGES
#define SR_STEP_WARNINGS(ID, name) SR_WARN_##ID,
enum sr_step_warning {
#include "lexicon/terms.def"
    SR_STEP_WARNING_COUNT
};
#undef SR_STEP_WARNINGS

#define L(thing, ID, LIST)                         \
    const char *sr_##thing##_name(uint32_t value); \
    uint32_t sr_##thing##_from(struct sr_str name);
SR_TERM_LISTS(L)
#undef L

#endif
