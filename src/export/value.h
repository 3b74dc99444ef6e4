/* value.h: fields of a record that follows its schema. Private to export/.
 *
 * An export wants nearly every field of a line, each format others. So a line is held against its schema and then walked as
 * it is: what follows may rely on types, and on every key being there. Strings are lent by the JSON value.
 */
#ifndef SR_EXPORT_VALUE_H
#define SR_EXPORT_VALUE_H

#include "record/read.h"

/* {NULL, 0} for null. */
static inline struct sr_str sr_value_str(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    return (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)};
}

/* SR_READ_UNKNOWN for null. */
static inline int64_t sr_value_int(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    return json_is_integer(v) ? json_integer_value(v) : SR_READ_UNKNOWN;
}

static inline bool sr_value_true(const json_t *object, const char *key) {
    return json_is_true(json_object_get(object, key));
}

/* A list's item that is a string. */
static inline struct sr_str sr_item_str(const json_t *list, size_t at) {
    const json_t *v = json_array_get(list, at);
    return (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)};
}

/* The item whose `key` is `value`, or NULL. Linear: for lists that are short. */
static inline const json_t *sr_value_find(const json_t *list, const char *key, struct sr_str value) {
    for (size_t i = 0; value.p && i < json_array_size(list); i++)
        if (sr_str_eq(sr_value_str(json_array_get(list, i), key), value)) return json_array_get(list, i);
    return NULL;
}

#endif
