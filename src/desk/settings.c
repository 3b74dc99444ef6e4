#include "desk/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "desk/estimate.h"
#include "desk/hours.h"
#include "desk/parts.h"
#include "desk/zone.h"

struct sr_settings {
    pthread_mutex_t lock;
    const struct sr_lexicon *lexicon;
    char *path;
    json_t *values; /* name, zone, rule, hours, filter, feeds */
};

static json_t *defaults(void) {
    return json_pack("{s:s, s:s, s:s, s:s, s:{s:[], s:[]}, s:[]}", "name", "sitrep desk", "zone", "UTC", "rule",
                     sr_rules[0][0], "hours", "", "filter", "kinds", "countries", "feeds");
}

static enum sr_status load(struct sr_settings *s, struct sr_err *err) {
    json_error_t why;
    if (access(s->path, F_OK)) return SR_OK;
    json_t *found = json_load_file(s->path, JSON_REJECT_DUPLICATES, &why);
    if (!found)
        return sr_fail(err, SR_ERR_JSON, "mend it, or take it away to begin with the defaults",
                       "the desk's settings '%s' can't be read: line %d: %s", s->path, why.line, why.text);
    json_t *feeds = json_incref(json_object_get(found, "feeds"));
    (void)json_object_del(found, "feeds");
    enum sr_status status = json_is_object(found) ? sr_settings_change(s, found, err)
                                                  : sr_fail(err, SR_ERR_FORMAT, "", "'%s' is no object", s->path);
    if (!status && json_is_array(feeds)) (void)json_object_set(s->values, "feeds", feeds);
    json_decref(feeds);
    json_decref(found);
    return status;
}

enum sr_status sr_settings_open(const char *db, const struct sr_lexicon *lexicon, struct sr_settings **settings,
                                struct sr_err *err) {
    struct sr_settings *s = calloc(1, sizeof *s);
    size_t size = strlen(db) + sizeof ".desk.json";
    if (!s) return sr_fail_memory(err, "the settings");
    (void)pthread_mutex_init(&s->lock, NULL);
    s->lexicon = lexicon;
    s->path = malloc(size);
    s->values = defaults();
    enum sr_status status = s->path && s->values ? SR_OK : sr_fail_memory(err, "the settings");
    if (!status) {
        (void)snprintf(s->path, size, "%s.desk.json", db);
        status = load(s, err);
    }
    if (status) sr_settings_free(s);
    else *settings = s;
    return status;
}

void sr_settings_free(struct sr_settings *s) {
    if (!s) return;
    json_decref(s->values);
    free(s->path);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* ---- asked for ---- */

uint32_t sr_settings_rule(struct sr_settings *s) {
    uint32_t rule = 0;
    pthread_mutex_lock(&s->lock);
    const char *name = json_string_value(json_object_get(s->values, "rule"));
    for (uint32_t i = 0; i < SR_RULES; i++)
        if (name && strcmp(sr_rules[i][0], name) == 0) rule = i;
    pthread_mutex_unlock(&s->lock);
    return rule;
}

struct sr_str sr_settings_str(struct sr_settings *s, const char *key, struct sr_arena *arena) {
    pthread_mutex_lock(&s->lock);
    const char *value = json_string_value(json_object_get(s->values, key));
    struct sr_str copy = sr_arena_str(arena, sr_str_c(value ? value : ""));
    pthread_mutex_unlock(&s->lock);
    return copy.p ? copy : SR_STR("");
}

void sr_settings_put_filter(struct sr_settings *s, struct sr_json *j) {
    static const char *const lists[] = {"kinds", "countries"};
    pthread_mutex_lock(&s->lock);
    const json_t *filter = json_object_get(s->values, "filter"), *item;
    sr_json_open(j, '{');
    for (uint32_t l = 0; l < 2; l++) {
        size_t i;
        sr_json_key_open(j, lists[l], '[');
        json_array_foreach(json_object_get(filter, lists[l]), i, item) sr_json_c(j, json_string_value(item));
        sr_json_close(j, ']');
    }
    sr_json_close(j, '}');
    pthread_mutex_unlock(&s->lock);
}

static bool holds(const json_t *list, struct sr_str word) {
    size_t i;
    const json_t *item;
    json_array_foreach(list, i, item) if (sr_str_is(word, json_string_value(item))) return true;
    return json_array_size(list) == 0;
}

bool sr_settings_lets(struct sr_settings *s, struct sr_str kind, struct sr_str country) {
    pthread_mutex_lock(&s->lock);
    const json_t *filter = json_object_get(s->values, "filter");
    bool lets = holds(json_object_get(filter, "kinds"), kind) && holds(json_object_get(filter, "countries"), country);
    pthread_mutex_unlock(&s->lock);
    return lets;
}

json_t *sr_settings_feeds(struct sr_settings *s) {
    pthread_mutex_lock(&s->lock);
    json_t *copy = json_deep_copy(json_object_get(s->values, "feeds"));
    pthread_mutex_unlock(&s->lock);
    return copy;
}

/* ---- changed ---- */

/* Written whole under another name, then put in place: after a crash it is either the old or the new one. */
static enum sr_status save(const struct sr_settings *s, const json_t *values, struct sr_err *err) {
    size_t size = strlen(s->path) + sizeof ".new";
    char *fresh = malloc(size), *text = json_dumps(values, JSON_INDENT(2) | JSON_SORT_KEYS);
    int fd = -1;
    enum sr_status status = fresh && text ? SR_OK : sr_fail_memory(err, "the settings");
    if (!status) {
        (void)snprintf(fresh, size, "%s.new", s->path);
        fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
        status = fd < 0 ? sr_fail(err, SR_ERR_ACCESS, "", "can't write '%s': %s", fresh, strerror(errno))
                        : sr_file_write(fd, text, strlen(text), NULL, err);
    }
    if (!status && (fsync(fd) || rename(fresh, s->path)))
        status = sr_fail(err, SR_ERR_IO, "", "can't write '%s': %s", s->path, strerror(errno));
    if (fd >= 0) (void)close(fd);
    free(fresh);
    free(text);
    return status;
}

/* Put new values in place of the old ones, on the disk first; takes them over. The lock is held. */
static enum sr_status replace(struct sr_settings *s, json_t *values, enum sr_status status, struct sr_err *err) {
    if (!status && !json_equal(values, s->values)) status = save(s, values, err);
    if (!status) {
        json_t *old = s->values;
        s->values = values;
        values = old;
    }
    json_decref(values);
    return status;
}

static enum sr_status check_list(const json_t *filter, const char *key, struct sr_err *err) {
    const json_t *list = json_object_get(filter, key), *item;
    size_t i;
    bool good = json_is_array(list) && json_array_size(list) <= SR_FILTER_MOST;
    json_array_foreach(list, i, item) good &= json_is_string(item) && json_string_length(item) <= 40;
    if (good) return SR_OK;
    return sr_fail(err, SR_ERR_USAGE, "", "'filter.%s' is no list of at most %d names", key, SR_FILTER_MOST);
}

static enum sr_status check_zone(const char *name, struct sr_err *err) {
    struct sr_zone *zone;
    enum sr_status status = sr_zone_open(name, &zone, err);
    if (!status) sr_zone_close(zone);
    return status == SR_ERR_NOT_FOUND
               ? sr_fail(err, SR_ERR_USAGE, "take an IANA name, as America/New_York", "there is no zone '%.60s'", name)
               : status;
}

static enum sr_status check(const struct sr_lexicon *lexicon, const char *key, const json_t *value,
                            struct sr_err *err) {
    const char *text = json_string_value(value);
    if (strcmp(key, "filter") == 0) {
        enum sr_status status = check_list(value, "kinds", err);
        return status ? status : check_list(value, "countries", err);
    }
    if (!text || json_string_length(value) > 2000 || strlen(text) != json_string_length(value))
        return sr_fail(err, SR_ERR_USAGE, "", "'%s' is no text", key);
    if (strcmp(key, "name") == 0)
        return *text && strlen(text) <= 200 ? SR_OK : sr_fail(err, SR_ERR_USAGE, "", "'name' is empty or too long");
    if (strcmp(key, "zone") == 0) return check_zone(text, err);
    if (strcmp(key, "hours") == 0) return sr_hours_check(lexicon, sr_str_c(text), err);
    for (uint32_t i = 0; strcmp(key, "rule") == 0 && i < SR_RULES; i++)
        if (strcmp(sr_rules[i][0], text) == 0) return SR_OK;
    return sr_fail(err, SR_ERR_USAGE, "take latest, ucdp or acled", "there is no rule '%.60s'", text);
}

enum sr_status sr_settings_change(struct sr_settings *s, const json_t *changes, struct sr_err *err) {
    static const char *const keys[] = {"name", "zone", "rule", "hours", "filter"};
    enum sr_status status = SR_OK;
    pthread_mutex_lock(&s->lock);
    json_t *values = json_copy(s->values);
    for (size_t i = 0; values && !status && i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(changes, keys[i]);
        if (!value) continue;
        status = check(s->lexicon, keys[i], value, err);
        if (!status && json_object_set_new(values, keys[i], json_deep_copy(value)))
            status = sr_fail_memory(err, "the settings");
    }
    if (!values) status = sr_fail_memory(err, "the settings");
    status = replace(s, values, status, err);
    pthread_mutex_unlock(&s->lock);
    return status;
}

enum sr_status sr_settings_add_feed(struct sr_settings *s, const char *url, uint32_t interval_s, struct sr_err *err) {
    enum sr_status status = SR_OK;
    pthread_mutex_lock(&s->lock);
    json_t *values = json_deep_copy(s->values);
    json_t *feed = json_pack("{s:s, s:i}", "url", url, "interval_s", (int)interval_s);
    if (!values || json_array_append_new(json_object_get(values, "feeds"), feed))
        status = sr_fail_memory(err, "the settings");
    status = replace(s, values, status, err);
    pthread_mutex_unlock(&s->lock);
    return status;
}
