#include "record/schema.h"

#include <inttypes.h>
#include <regex.h>
#include <stdarg.h>

enum { MOST_PATTERNS = 64, MOST_DEPTH = 32, PATH_ROOM = 512 };

struct sr_schema {
    json_t *root;
    struct {
        const char *text; /* as it stands in root, by which it is found again */
        regex_t regex;
    } patterns[MOST_PATTERNS];
    uint32_t pattern_count;
};

extern const char sr_schema_sitrep_1[], sr_schema_sitrep_incident_1[];

const char *sr_schema_text(const char *name) {
    if (strcmp(name, "sitrep/1") == 0) return sr_schema_sitrep_1;
    if (strcmp(name, "sitrep-incident/1") == 0) return sr_schema_sitrep_incident_1;
    return NULL;
}

/* ---- opening ---- */

static bool is_known(const char *keyword) {
    static const char *const known[] = {"type",     "enum",       "const", "pattern",  "minimum",
                                        "maximum",  "required",   "items", "minItems", "additionalProperties",
                                        "maxItems", "properties", "$ref",  "$defs",    "description",
                                        "title",    "$schema",    "$id",   "minLength"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(keyword, known[i]) == 0) return true;
    return false;
}

static enum sr_status add_pattern(struct sr_schema *s, const char *text, struct sr_err *err) {
    for (uint32_t i = 0; i < s->pattern_count; i++)
        if (strcmp(s->patterns[i].text, text) == 0) return SR_OK;
    if (s->pattern_count == MOST_PATTERNS ||
        regcomp(&s->patterns[s->pattern_count].regex, text, REG_EXTENDED | REG_NOSUB))
        return sr_fail(err, SR_ERR_INTERNAL, "", "the schema has a pattern that can't be read: '%s'", text);
    s->patterns[s->pattern_count++].text = text;
    return SR_OK;
}

/* Walk a schema and all that is in it: refuse what would be left unchecked, compile the patterns. */
static enum sr_status survey(struct sr_schema *s, const json_t *schema, int depth, struct sr_err *err) {
    const char *key;
    json_t *value, *inner;
    enum sr_status status = SR_OK;
    if (!json_is_object(schema) || depth > MOST_DEPTH)
        return sr_fail(err, SR_ERR_INTERNAL, "", "the schema is damaged");
    json_t *own = (json_t *)(uintptr_t)schema; /* jansson's iterators take no const; nothing is written */
    json_object_foreach(own, key, value) {
        if (!is_known(key))
            status = sr_fail(err, SR_ERR_INTERNAL, "", "the schema has a keyword that isn't read: '%s'", key);
        if (!status && strcmp(key, "pattern") == 0) status = add_pattern(s, json_string_value(value), err);
        if (!status && strcmp(key, "items") == 0) status = survey(s, value, depth + 1, err);
        if (!status && (strcmp(key, "properties") == 0 || strcmp(key, "$defs") == 0)) {
            const char *name;
            json_object_foreach(value, name, inner) {
                status = survey(s, inner, depth + 1, err);
                if (status) break;
            }
        }
        if (status) break;
    }
    return status;
}

enum sr_status sr_schema_open(const char *name, struct sr_schema **schema, struct sr_err *err) {
    const char *text = sr_schema_text(name);
    if (!text) return sr_fail(err, SR_ERR_USAGE, "there are sitrep/1 and sitrep-incident/1", "no schema '%s'", name);
    struct sr_schema *s = calloc(1, sizeof *s);
    if (!s) return sr_fail_memory(err, "opening a schema");
    json_error_t error;
    s->root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    enum sr_status status = s->root ? survey(s, s->root, 0, err)
                                    : sr_fail(err, SR_ERR_INTERNAL, "", "the schema is damaged: %s", error.text);
    if (status) sr_schema_free(s);
    else *schema = s;
    return status;
}

void sr_schema_free(struct sr_schema *s) {
    if (!s) return;
    for (uint32_t i = 0; i < s->pattern_count; i++) regfree(&s->patterns[i].regex);
    json_decref(s->root);
    free(s);
}

/* ---- checking ---- */

void sr_fault(struct sr_faults *f, const char *path, const char *mend, const char *format, ...) {
    char message[400];
    va_list args;
    if (f->ended) return;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    f->count++;
    f->ended = !f->tell(f->user, path, message, mend) || (f->most && f->count >= f->most);
}

struct check {
    const struct sr_schema *schema;
    struct sr_faults *faults;
    char path[PATH_ROOM];
    size_t path_size;
};

/* Add "/key" to the path, with '~' and '/' escaped; returns the size before. Too long a path is cut. */
static size_t go_in(struct check *c, const char *key) {
    size_t before = c->path_size;
    char *p = c->path;
    size_t n = before;
    if (n + 1 < PATH_ROOM) p[n++] = '/';
    for (; *key && n + 3 < PATH_ROOM; key++) {
        if (*key == '~' || *key == '/') {
            p[n++] = '~';
            p[n++] = *key == '~' ? '0' : '1';
        } else p[n++] = *key;
    }
    p[n] = 0;
    c->path_size = n;
    return before;
}

static void go_out(struct check *c, size_t before) {
    c->path_size = before;
    c->path[before] = 0;
}

static const char *type_name(const json_t *v) {
    switch (json_typeof(v)) {
    case JSON_OBJECT: return "object";
    case JSON_ARRAY: return "array";
    case JSON_STRING: return "string";
    case JSON_INTEGER: return "integer";
    case JSON_REAL: return "number";
    case JSON_TRUE:
    case JSON_FALSE: return "boolean";
    case JSON_NULL:
    default: return "null";
    }
}

static bool is_type(const json_t *v, const char *type) {
    return strcmp(type_name(v), type) == 0 || (json_is_integer(v) && strcmp(type, "number") == 0);
}

/* "a, b or c", cut where the room ends */
static void list_words(const json_t *words, char *out, size_t size) {
    size_t n = 0, count = json_array_size(words);
    out[0] = 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *w = json_array_get(words, i);
        const char *text = json_is_string(w) ? json_string_value(w) : "null";
        int k = snprintf(out + n, size - n, "%s%s", !i ? "" : i + 1 == count ? " or " : ", ", text);
        if (k < 0 || (size_t)k >= size - n) {
            (void)snprintf(out + (size > 8 ? size - 8 : 0), 8, " …");
            return;
        }
        n += (size_t)k;
    }
}

static void check_type(struct check *c, const json_t *type, const json_t *v, bool *fits) {
    *fits = !type || (json_is_string(type) && is_type(v, json_string_value(type)));
    for (size_t i = 0; !*fits && i < json_array_size(type); i++)
        *fits = is_type(v, json_string_value(json_array_get(type, i)));
    if (*fits) return;
    char list[80];
    if (json_is_string(type)) (void)snprintf(list, sizeof list, "%s", json_string_value(type));
    else list_words(type, list, sizeof list);
    char mend[120];
    (void)snprintf(mend, sizeof mend, "write %s %s", strchr("aeio", list[0]) ? "an" : "a", list);
    sr_fault(c->faults, c->path, mend, "a value of type %s stands here", type_name(v));
}

static void check_words(struct check *c, const json_t *schema, const json_t *v) {
    const json_t *words = json_object_get(schema, "enum"), *one = json_object_get(schema, "const");
    char list[240], mend[256], shown[80];
    if (json_is_string(v)) (void)snprintf(shown, sizeof shown, "'%.70s'", json_string_value(v));
    else (void)snprintf(shown, sizeof shown, "a value of type %s", type_name(v));
    if (one && !json_equal(one, v)) {
        (void)snprintf(mend, sizeof mend, "write '%s'",
                       json_is_string(one) ? json_string_value(one) : "the value of the schema");
        sr_fault(c->faults, c->path, mend, "%s stands here", shown);
    }
    bool found = !words;
    for (size_t i = 0; !found && i < json_array_size(words); i++) found = json_equal(json_array_get(words, i), v) == 1;
    if (found) return;
    list_words(words, list, sizeof list);
    (void)snprintf(mend, sizeof mend, "take one of: %s", list);
    sr_fault(c->faults, c->path, mend, "%s is none of the words for this", shown);
}

static void check_scalar(struct check *c, const json_t *schema, const json_t *v) {
    const json_t *pattern = json_object_get(schema, "pattern");
    if (pattern && json_is_string(v)) {
        const char *text = json_string_value(pattern);
        for (uint32_t i = 0; i < c->schema->pattern_count; i++)
            if (strcmp(c->schema->patterns[i].text, text) == 0 &&
                regexec(&c->schema->patterns[i].regex, json_string_value(v), 0, NULL, 0) != 0) {
                char mend[200];
                const char *form = json_string_value(json_object_get(schema, "description"));
                (void)snprintf(mend, sizeof mend, "%s%.180s", form ? "write " : "its form is ", form ? form : text);
                sr_fault(c->faults, c->path, mend, "'%.70s' is not written as this must be", json_string_value(v));
            }
    }
    const json_t *least = json_object_get(schema, "minLength");
    if (least && json_is_string(v) && json_string_length(v) < (size_t)json_integer_value(least))
        sr_fault(c->faults, c->path, "write something, or null where it may be null", "the string is empty");
    const json_t *low = json_object_get(schema, "minimum"), *high = json_object_get(schema, "maximum");
    if (!json_is_number(v)) return;
    if (low && json_number_value(v) < json_number_value(low))
        sr_fault(c->faults, c->path, "", "%g is less than %g", json_number_value(v), json_number_value(low));
    if (high && json_number_value(v) > json_number_value(high))
        sr_fault(c->faults, c->path, "", "%g is more than %g", json_number_value(v), json_number_value(high));
}

static void check_value(struct check *c, const json_t *schema, const json_t *v, int depth);

static void check_array(struct check *c, const json_t *schema, const json_t *v, int depth) {
    size_t count = json_array_size(v);
    const json_t *items = json_object_get(schema, "items"), *least = json_object_get(schema, "minItems"),
                 *most = json_object_get(schema, "maxItems");
    if (least && count < (size_t)json_integer_value(least))
        sr_fault(c->faults, c->path, "", "%zu items, where at least %" JSON_INTEGER_FORMAT " must be", count,
                 json_integer_value(least));
    if (most && count > (size_t)json_integer_value(most))
        sr_fault(c->faults, c->path, "", "%zu items, where at most %" JSON_INTEGER_FORMAT " may be", count,
                 json_integer_value(most));
    for (size_t i = 0; items && i < count && !c->faults->ended; i++) {
        char index[24];
        (void)snprintf(index, sizeof index, "%zu", i);
        size_t before = go_in(c, index);
        check_value(c, items, json_array_get(v, i), depth + 1);
        go_out(c, before);
    }
}

static void check_object(struct check *c, const json_t *schema, const json_t *v, int depth) {
    const json_t *required = json_object_get(schema, "required"), *properties = json_object_get(schema, "properties");
    for (size_t i = 0; i < json_array_size(required); i++) {
        const char *key = json_string_value(json_array_get(required, i));
        if (json_object_get(v, key)) continue;
        sr_fault(c->faults, c->path, "every key is always there; write null or [] for what is not known",
                 "the key '%s' is missing", key);
    }
    json_t *own = (json_t *)(uintptr_t)v, *inner;
    const char *key;
    json_object_foreach(own, key, inner) {
        const json_t *property = json_object_get(properties, key);
        size_t before = go_in(c, key);
        if (property) check_value(c, property, inner, depth + 1);
        else if (json_is_false(json_object_get(schema, "additionalProperties")))
            sr_fault(c->faults, c->path, "leave it out", "no such key is known here");
        go_out(c, before);
        if (c->faults->ended) break;
    }
}

static void check_value(struct check *c, const json_t *schema, const json_t *v, int depth) {
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    static const char prefix[] = "#/$defs/";
    if (ref && strncmp(ref, prefix, sizeof prefix - 1) == 0)
        schema = json_object_get(json_object_get(c->schema->root, "$defs"), ref + sizeof prefix - 1);
    if (!schema || depth > MOST_DEPTH) {
        sr_fault(c->faults, c->path, "this is a fault of sitrep: report it", "the schema can't be followed here");
        return;
    }
    bool fits;
    check_type(c, json_object_get(schema, "type"), v, &fits);
    if (!fits) return;
    check_words(c, schema, v);
    check_scalar(c, schema, v);
    if (json_is_array(v)) check_array(c, schema, v, depth);
    if (json_is_object(v)) check_object(c, schema, v, depth);
}

void sr_schema_check(const struct sr_schema *schema, const json_t *value, struct sr_faults *faults) {
    struct check c = {.schema = schema, .faults = faults};
    check_value(&c, schema->root, value, 0);
}
