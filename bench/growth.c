/* growth: what a document costs that is added to a store, as the store grows.
 *
 *     growth RECORDS.jsonl DOCUMENTS [compact]
 *
 * Synthetic records, made of real ones (RECORDS: what 'sitrep read' wrote of real articles) so that they have their
 * sizes, words and figures: of each incident the day, the scene and all names are its own; it has one to twelve reports
 * (2.1 in the mean, as in the GVC set), which come among those of fifty others and differ in half of their signature.
 * `compact`: cut down to two kilobytes, so that a million can be tried.
 *
 * Written: at 1,000 documents, 2,000, 5,000, 10,000 …, the processor's time and the clock's for each of the last tenth.
 * The store is removed at the end. The bar is a ratio: the last against the first. */
#include <jansson.h>
#include <time.h>

#include "store/made_test.h"

enum { LIVE = 50, BATCH = 100, MOST_TEMPLATES = 4096 };

static json_t *templates[MOST_TEMPLATES];
static size_t template_count;
static uint64_t state = 88172645463325252u;

static uint64_t chance(uint64_t below) { /* xorshift64 (Marsaglia 2003) */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % below;
}

struct incident {
    size_t template;
    uint64_t seed, left; /* reports */
    long day;
};

static struct incident live[LIVE];

/* A name that no other incident has: syllables of a number. */
static void name_of(uint64_t number, char room[32]) {
    static const char *const syllables[] = {"ba", "ko", "ri", "mu", "te", "la", "so", "ni",
                                            "da", "fe", "gu", "ha", "ju", "pe", "vo", "zi"};
    size_t n = 0;
    for (int i = 0; i < 6; i++, number >>= 4) n += (size_t)snprintf(room + n, 32 - n, "%s", syllables[number & 15]);
    room[0] = (char)(room[0] - 'a' + 'A');
}

static void begin_incident(struct incident *i) {
    static uint64_t count;
    *i = (struct incident){
        .template = chance(template_count), .seed = ++count * 2654435761u, .left = 1, .day = (long)chance(3650)};
    while (i->left < 12 && chance(100) < 52) i->left++;
}

static void set_day(json_t *object, const char *key, long day) {
    char text[16];
    time_t t = (time_t)(day + 14600) * 86400;
    struct tm parts;
    if (!json_is_string(json_object_get(object, key))) return;
    (void)strftime(text, sizeof text, "%Y-%m-%d", gmtime_r(&t, &parts));
    (void)json_object_set_new(object, key, json_string(text));
}

/* All that is named has another name, the scene is elsewhere; people without a name ("two men") keep their words. */
static void set_names(json_t *record, const struct incident *i) {
    static const char countries[] = "AFBDBFCDCOEGETHTIDIQIRKEMLMMMXNENGPEPHPKSDSOSSSYTDTRUAYE";
    char name[32], country[3] = "";
    json_t *v;
    size_t at;
    json_array_foreach(json_object_get(record, "entities"), at, v) {
        const char *type = json_string_value(json_object_get(v, "type"));
        if (!type || strcmp(type, "people") == 0 || strcmp(type, "other") == 0) continue;
        name_of(i->seed + at * 7919, name);
        (void)json_object_set_new(v, "name", json_string(name));
    }
    memcpy(country, countries + i->seed % (sizeof countries / 2) * 2, 2);
    json_array_foreach(json_object_get(record, "places"), at, v) {
        name_of(i->seed / 3 + at * 104729, name);
        (void)json_object_set_new(v, "name", json_string(name));
        (void)json_object_set_new(v, "country", json_string(country));
        (void)json_object_set_new(v, "geonameid", json_integer((json_int_t)((i->seed + at) % 10000000)));
        (void)json_object_set_new(v, "lat", json_real((double)(i->seed % 12000) / 100 - 60));
        (void)json_object_set_new(v, "lon", json_real((double)(i->seed / 12000 % 36000) / 100 - 180));
    }
    name_of(i->seed / 5, name);
    (void)json_object_set_new(json_object_get(record, "document"), "title", json_string(name));
    (void)json_object_set_new(json_object_get(record, "document"), "title_span", json_null());
}

/* Half of its places are the incident's, half the report's own. */
static void set_signature(json_t *document, const struct incident *i) {
    const char *old = json_string_value(json_object_get(document, "signature"));
    if (!old) return;
    char *text = strdup(old);
    uint64_t of_incident = i->seed | 1;
    for (size_t k = 0; text && text[k]; k++) {
        of_incident = of_incident * 6364136223846793005u + 1442695040888963407u;
        text[k] = "0123456789abcdef"[k / 8 % 2 ? chance(16) : of_incident >> 60];
    }
    (void)json_object_set_new(document, "signature", json_string(text ? text : ""));
    free(text);
}

/* Some two kilobytes, of which one is the signature: the names by which it is merged, day, scene and kind; no claims. */
static void make_compact(json_t *record) {
    static const char *const lists[] = {"sentences", "times", "numbers", "attributions", "claims", "sources"};
    json_t *entity;
    size_t at;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) (void)json_array_clear(json_object_get(record, lists[i]));
    json_array_foreach(json_object_get(record, "entities"), at, entity) {
        json_t *mentions = json_object_get(entity, "mentions");
        while (json_array_size(mentions) > 1) (void)json_array_remove(mentions, json_array_size(mentions) - 1);
    }
    (void)json_object_set_new(json_object_get(record, "document"), "text", json_null());
    json_array_foreach(json_object_get(record, "incidents"), at, entity) {
        const char *role;
        json_t *fillers;
        (void)json_array_clear(json_object_get(entity, "figures"));
        (void)json_array_clear(json_object_get(entity, "times"));
        json_object_foreach(json_object_get(entity, "roles"), role, fillers)(void) json_array_clear(fillers);
    }
    while (json_array_size(json_object_get(record, "incidents")) > 1)
        (void)json_array_remove(json_object_get(record, "incidents"), 1);
    while (json_array_size(json_object_get(record, "entities")) > 10)
        (void)json_array_remove(json_object_get(record, "entities"), 10);
}

static char *make_record(size_t number, bool compact) {
    struct incident *i = &live[chance(LIVE)];
    if (!i->left) begin_incident(i);
    i->left--;
    json_t *record = json_deep_copy(templates[i->template]), *document = json_object_get(record, "document"), *incident;
    char id[32];
    size_t at;
    (void)snprintf(id, sizeof id, "d%zu", number);
    (void)json_object_set_new(document, "id", json_string(id));
    (void)json_object_set_new(document, "url", json_null());
    set_day(document, "published", i->day);
    json_array_foreach(json_object_get(record, "incidents"), at, incident) set_day(incident, "begin", i->day);
    set_names(record, i);
    set_signature(document, i);
    if (compact) make_compact(record);
    char *line = json_dumps(record, JSON_COMPACT);
    json_decref(record);
    return line;
}

static bool read_templates(const char *path) {
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");
    while (file && template_count < MOST_TEMPLATES && getline(&line, &room, file) >= 0) {
        json_t *record = json_loads(line, 0, NULL);
        if (json_array_size(json_object_get(record, "incidents"))) templates[template_count++] = record;
        else json_decref(record);
    }
    free(line);
    if (file) (void)fclose(file);
    return template_count > 0;
}

static double seconds(clockid_t clock) {
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Add documents [from, to); their bytes are added to *bytes, and only the store's part of the time counts. */
static bool add(struct sr_store *store, size_t from, size_t to, bool compact, double *cpu, double *wall,
                size_t *bytes) {
    struct sr_err err;
    for (size_t n = from; n < to; n += BATCH) {
        char *lines[BATCH];
        for (size_t k = 0; k < BATCH; k++) *bytes += strlen(lines[k] = make_record(n + k, compact));
        double c = seconds(CLOCK_PROCESS_CPUTIME_ID), w = seconds(CLOCK_MONOTONIC);
        enum sr_status status = sr_store_begin(store, &err);
        for (size_t k = 0; k < BATCH; k++) {
            struct sr_store_arrival arrival = {.record = sr_str_c(lines[k]), .at = (int64_t)n};
            struct sr_store_added added;
            if (!status) status = sr_store_add(store, &arrival, &added, &err);
            free(lines[k]);
        }
        if (!status) status = sr_store_commit(store, &err);
        *cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - c;
        *wall += seconds(CLOCK_MONOTONIC) - w;
        if (status) printf("growth: %s\n", err.message);
        if (status) return false;
    }
    return true;
}

static uint32_t count_incidents(struct made_store *m) {
    struct sr_store_incidents found = {0};
    struct sr_store_filter filter = {.limit = UINT32_MAX};
    if (sr_store_incidents(m->store, &filter, &m->arena, &found, NULL)) return 0;
    sr_arena_reset(&m->arena);
    return found.count;
}

int main(int argc, char **argv) {
    struct made_store m;
    size_t most = argc > 2 ? strtoul(argv[2], NULL, 10) : 0, done = 0, bytes = 0;
    bool compact = argc > 3 && strcmp(argv[3], "compact") == 0;
    if (most < 1000 || !read_templates(argv[1]) || !made_store(&m)) return 2;
    printf("| documents | incidents | bytes a record | CPU ms a document | clock ms |\n|---:|---:|---:|---:|---:|\n");
    for (size_t mark = 1000, k = 0; mark <= most; mark = k % 3 == 1 ? mark / 2 * 5 : mark * 2, k++) {
        double cpu = 0, wall = 0, unused = 0;
        size_t tenth = mark - mark / 10;
        if (!add(m.store, done, tenth, compact, &unused, &unused, &bytes)) return 1;
        bytes = 0;
        if (!add(m.store, tenth, mark, compact, &cpu, &wall, &bytes)) return 1;
        done = mark;
        printf("| %zu | %u | %zu | %.2f | %.2f |\n", mark, count_incidents(&m), bytes / (mark - tenth),
               cpu * 1000 / (double)(mark - tenth), wall * 1000 / (double)(mark - tenth));
        (void)fflush(stdout);
    }
    made_remove(&m);
    for (size_t i = 0; i < template_count; i++) json_decref(templates[i]);
    return 0;
}
