#include "growth_records.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "merge/rules.h"

enum { LIVE = 50, MOST_REPORTS = 12, MOST_TEMPLATES = 4096, TOWNS = 8, CROWDED_DAYS = 30, COMPACT_ENTITIES = 10 };

enum { FIRST_DAY = 16801 }; /* 2016-01-01, in days since 1970 */

/* The columns of data/en/gazetteer.tsv that a town is made of. */
enum { TOWN_NAME, TOWN_SHOWN, TOWN_CLASS, TOWN_COUNTRY, TOWN_ADMIN, TOWN_LAT, TOWN_LON, TOWN_ID, TOWN_PEOPLE };

struct incident {
    size_t template;
    uint64_t seed, left; /* reports */
    long day;
    uint32_t town;
};

static json_t *templates[MOST_TEMPLATES], *bodies[MOST_TEMPLATES]; /* bodies: what records are copies of */
static size_t template_count;
static struct growth_shape shape;
static struct incident live[LIVE];
static uint64_t state = 88172645463325252u, incidents, records;
static struct sr_arena tables, words;
static struct sr_lexicon lexicon;
static struct sr_merge_rules rules;

static uint64_t chance(uint64_t below) { /* xorshift64 (Marsaglia 2003) */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 16) % below;
}

static uint32_t draw_town(void) {
    const struct sr_table *t = &lexicon.tables[SR_TABLE_GAZETTEER];
    uint32_t best = (uint32_t)chance(t->rows);
    for (int i = 1; i < TOWNS; i++) {
        uint32_t other = (uint32_t)chance(t->rows);
        if (sr_table_number(t, other, TOWN_PEOPLE, 0) > sr_table_number(t, best, TOWN_PEOPLE, 0)) best = other;
    }
    return best;
}

static void begin_incident(struct incident *i) {
    *i = (struct incident){.template = chance(template_count),
                           .seed = ++incidents * 0x9E3779B97F4A7C15u,
                           .left = 1,
                           .day = (long)(shape.crowded ? chance(CROWDED_DAYS) : records / GROWTH_RATE),
                           .town = draw_town()};
    while (i->left < MOST_REPORTS && chance(100) < 52) i->left++;
}

/* ---- names ---- */

/* A word of syllables, which no other incident has for the same word. */
static size_t put_word(char *out, uint64_t number) {
    static const char syllables[] = "bakorimutelasonidafeguhajupevozi";
    for (size_t i = 0; i < 5; i++, number >>= 4) memcpy(out + 2 * i, syllables + 2 * (number & 15), 2);
    out[0] = (char)(out[0] - 'a' + 'A');
    return 10;
}

static bool is_usual(struct sr_str word) {
    struct sr_str folded = sr_fold(&words, word);
    return !folded.p || sr_map_get(&rules.usual, folded) != SR_NONE;
}

/* The name with its own words exchanged; at most as long as `out`. */
static void rename_words(const char *name, uint64_t seed, char *out, size_t size) {
    size_t n = 0;
    sr_arena_reset(&words);
    while (*name && n + 64 < size) {
        uint32_t length = (uint32_t)strcspn(name, " -"), shown = length < 40 ? length : 40;
        struct sr_str word = {name, length};
        if (name[0] >= 'A' && name[0] <= 'Z' && length > 1 && !is_usual(word))
            n += put_word(out + n, (seed ^ sr_hash(word) * 0x9E3779B97F4A7C15u) >> 20);
        else {
            memcpy(out + n, name, shown);
            n += shown;
        }
        name += length;
        if (*name) out[n++] = *name++;
    }
    out[n] = 0;
}

/* What a report calls something: as any real record calls something of that type, seven in ten as the other reports of the
 * incident do. So two incidents have as many words in common as any two that the news tells of. */
static const char *draw_name(const char *type, uint64_t seed, size_t at) {
    uint64_t place = chance(10) < 7 ? seed + at * 0xC2B2AE3D27D4EB4Fu : chance(UINT32_MAX);
    place = (place ^ place >> 29) * 0xBF58476D1CE4E5B9u >> 20;
    for (size_t tries = 0; tries < 64; tries++, place = place * 6364136223846793005u + 1442695040888963407u) {
        const json_t *entities = json_object_get(templates[(place >> 33) % template_count], "entities");
        const json_t *entity = json_array_get(entities, (place >> 20 & 0x1FFF) % (json_array_size(entities) + 1));
        const char *is = json_string_value(json_object_get(entity, "type"));
        if (is && strcmp(is, type) == 0) return json_string_value(json_object_get(entity, "name"));
    }
    return NULL;
}

static void set_names(json_t *record, const struct incident *i) {
    json_t *document = json_object_get(record, "document"), *entity;
    char name[512];
    size_t at;
    json_array_foreach(json_object_get(record, "entities"), at, entity) {
        const char *type = json_string_value(json_object_get(entity, "type"));
        const char *drawn = draw_name(type ? type : "other", i->seed, at);
        if (!drawn) continue;
        rename_words(drawn, i->seed, name, sizeof name);
        (void)json_object_set_new(entity, "name", json_stringn_nocheck(name, strlen(name)));
    }
    if (!json_is_string(json_object_get(document, "title"))) return;
    json_t *other = json_object_get(templates[(i->seed >> 33) % template_count], "document");
    const char *title = json_string_value(json_object_get(other, "title"));
    rename_words(title ? title : "", i->seed, name, sizeof name);
    (void)json_object_set_new(document, "title", json_stringn_nocheck(name, strlen(name)));
    (void)json_object_set_new(document, "title_span", json_null());
}

/* ---- where and when ---- */

static json_t *with_id(json_t *list, const char *key, const char *id) {
    json_t *item;
    size_t at;
    json_array_foreach(list, at, item) {
        const char *has = json_string_value(json_object_get(item, key));
        if (has && id && strcmp(has, id) == 0) return item;
    }
    return NULL;
}

/* The scene is the incident's town; the other places that a record names stay. */
static void set_scene(json_t *record, const struct incident *i) {
    const struct sr_table *t = &lexicon.tables[SR_TABLE_GAZETTEER];
    json_t *incident = json_array_get(json_object_get(record, "incidents"), 0);
    const char *id = json_string_value(json_object_get(json_object_get(incident, "place"), "entity"));
    json_t *place = with_id(json_object_get(record, "places"), "entity", id);
    json_t *entity = with_id(json_object_get(record, "entities"), "id", id);
    const char *name = sr_table_cell(t, i->town, TOWN_SHOWN);
    if (!place || !entity) return;
    if (!name[0]) name = sr_table_cell(t, i->town, TOWN_NAME);
    (void)json_object_set_new(entity, "name", json_string(name));
    (void)json_object_set_new(place, "name", json_string(name));
    (void)json_object_set_new(place, "country", json_string(sr_table_cell(t, i->town, TOWN_COUNTRY)));
    (void)json_object_set_new(place, "lat", json_real(sr_table_number(t, i->town, TOWN_LAT, 0)));
    (void)json_object_set_new(place, "lon", json_real(sr_table_number(t, i->town, TOWN_LON, 0)));
    double number = sr_table_number(t, i->town, TOWN_ID, 0);
    (void)json_object_set_new(place, "geonameid", json_integer((json_int_t)number));
}

static void set_day(json_t *object, const char *key, long day) {
    char text[16];
    time_t t = (time_t)(FIRST_DAY + day) * 86400;
    struct tm parts;
    if (!json_is_string(json_object_get(object, key))) return;
    (void)strftime(text, sizeof text, "%Y-%m-%d", gmtime_r(&t, &parts));
    (void)json_object_set_new(object, key, json_string(text));
}

static void set_days(json_t *record, const struct incident *i) {
    json_t *v;
    size_t at;
    set_day(json_object_get(record, "document"), "published", i->day);
    json_array_foreach(json_object_get(record, "incidents"), at, v) set_day(v, "begin", i->day);
    json_array_foreach(json_object_get(record, "claims"), at, v) set_day(v, "as_of", i->day);
}

/* ---- the record ---- */

/* Half of its places are the incident's, half the report's own. */
static void set_signature(json_t *document, const struct incident *i) {
    const char *old = json_string_value(json_object_get(document, "signature"));
    char *text = old ? strdup(old) : NULL;
    uint64_t of_incident = i->seed | 1;
    size_t places = text && strlen(text) > 4 ? strlen(text) - 4 : 0; /* the last four digits are its length */
    for (size_t k = 0; k < places; k++) {
        of_incident = of_incident * 6364136223846793005u + 1442695040888963407u;
        text[k] = "0123456789abcdef"[k / 8 % 2 ? chance(16) : of_incident >> 60];
    }
    if (text) (void)json_object_set_new(document, "signature", json_string(text));
    free(text);
}

/* What of a list is there by this id, first, and after it the first others, `count` in all. */
static void shorten(json_t *list, size_t count, const char *key, const char *id) {
    json_t *kept = id ? json_incref(with_id(list, key, id)) : NULL;
    while (json_array_size(list) > count) (void)json_array_remove(list, count);
    if (kept && !with_id(list, key, id)) (void)json_array_set(list, 0, kept);
    json_decref(kept);
}

static void make_compact(json_t *record) {
    static const char *const lists[] = {"sentences", "times", "numbers", "attributions", "claims", "sources"};
    static const char *const parts[] = {"figures", "times", "places"};
    json_t *entities = json_object_get(record, "entities"), *list = json_object_get(record, "incidents"), *v;
    size_t at;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) (void)json_array_clear(json_object_get(record, lists[i]));
    shorten(list, 1, NULL, NULL);
    json_t *incident = json_array_get(list, 0), *roles = json_object_get(incident, "roles");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        (void)json_array_clear(json_object_get(incident, parts[i]));
    const char *role, *scene = json_string_value(json_object_get(json_object_get(incident, "place"), "entity"));
    json_object_foreach(roles, role, v)(void) json_array_clear(v);
    shorten(json_object_get(record, "places"), scene ? 1 : 0, "entity", scene);
    shorten(entities, COMPACT_ENTITIES, "id", scene);
    json_array_foreach(entities, at, v) shorten(json_object_get(v, "mentions"), 1, NULL, NULL);
    (void)json_object_set_new(json_object_get(record, "document"), "text", json_null());
}

char *growth_record(void) {
    struct incident *i = &live[chance(LIVE)];
    if (!i->left) begin_incident(i);
    i->left--;
    json_t *record = json_deep_copy(bodies[i->template]), *document = json_object_get(record, "document");
    char id[64];
    (void)snprintf(id, sizeof id, "https://news.example/%llu", (unsigned long long)records++);
    (void)json_object_set_new(document, "id", json_string(id));
    (void)json_object_set_new(document, "url", json_null());
    set_days(record, i);
    set_names(record, i);
    set_scene(record, i);
    set_signature(document, i);
    char *line = json_dumps(record, JSON_COMPACT);
    json_decref(record);
    return line;
}

bool growth_open(const char *path, const struct growth_shape *wanted) {
    struct sr_err err;
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");
    shape = *wanted;
    sr_arena_init(&tables, 0);
    sr_arena_init(&words, 0);
    bool good = file && !sr_lexicon_open(&lexicon, &err) && !sr_merge_rules_open(&rules, &tables, &lexicon, &err);
    while (good && template_count < MOST_TEMPLATES && getline(&line, &room, file) >= 0) {
        json_t *record = json_loads(line, 0, NULL), *body = json_deep_copy(record);
        bool tells = json_array_size(json_object_get(record, "incidents")) > 0;
        if (tells && shape.compact) make_compact(body);
        templates[template_count] = record;
        bodies[template_count] = body;
        template_count += tells;
        if (tells) continue;
        json_decref(record);
        json_decref(body);
    }
    free(line);
    if (file) (void)fclose(file);
    return template_count > 0;
}

void growth_close(void) {
    for (size_t i = 0; i < template_count; i++) {
        json_decref(templates[i]);
        json_decref(bodies[i]);
    }
    sr_arena_release(&tables);
    sr_arena_release(&words);
}
