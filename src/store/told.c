#include <jansson.h>

#include "store/parts.h"

/* From one sitrep-incident/1 object; `failed`: memory. */
struct teller {
    struct sr_arena *arena;
    bool failed;
};

static struct sr_str string_of(struct teller *t, const json_t *v) {
    if (!json_is_string(v)) return (struct sr_str){NULL, 0};
    struct sr_str s = sr_arena_str(t->arena, (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)});
    if (!s.p) t->failed = true;
    return s;
}

static struct sr_str string(struct teller *t, const json_t *object, const char *key) {
    return string_of(t, json_object_get(object, key));
}

static int64_t integer(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    return json_is_integer(v) ? json_integer_value(v) : SR_STORE_UNKNOWN;
}

static void *room(struct teller *t, size_t count, size_t size) {
    void *p = sr_arena_alloc(t->arena, count, size);
    if (!p) t->failed = true;
    return p;
}

/* The step that a step supersedes, by the claim that it names. */
static uint32_t superseded(const json_t *history, const json_t *claim) {
    const char *document = json_string_value(json_object_get(claim, "document"));
    const char *id = json_string_value(json_object_get(claim, "claim"));
    for (uint32_t i = 0; document && id && i < json_array_size(history); i++) {
        const json_t *step = json_array_get(history, i);
        const char *d = json_string_value(json_object_get(step, "document"));
        const char *c = json_string_value(json_object_get(step, "claim"));
        if (d && c && strcmp(d, document) == 0 && strcmp(c, id) == 0) return i;
    }
    return SR_NONE;
}

static void take_steps(struct teller *t, const json_t *history, struct sr_store_figure *f) {
    uint32_t count = (uint32_t)json_array_size(history);
    struct sr_store_step *steps = room(t, count, sizeof *steps);
    for (uint32_t i = 0; steps && i < count; i++) {
        const json_t *v = json_array_get(history, i), *sources = json_object_get(v, "sources");
        uint32_t n = (uint32_t)json_array_size(sources);
        struct sr_str *names = room(t, n, sizeof *names);
        for (uint32_t k = 0; names && k < n; k++) names[k] = string_of(t, json_array_get(sources, k));
        steps[i] = (struct sr_store_step){.at = string(t, v, "at"),
                                          .low = integer(v, "low"),
                                          .high = integer(v, "high"),
                                          .value = integer(v, "value"),
                                          .hedge = string(t, v, "hedge"),
                                          .document = string(t, v, "document"),
                                          .claim = string(t, v, "claim"),
                                          .sources = names,
                                          .source_count = names ? n : 0,
                                          .supersedes = superseded(history, json_object_get(v, "supersedes")),
                                          .withdrawn = json_is_true(json_object_get(v, "withdrawn"))};
    }
    f->steps = steps;
    f->step_count = steps ? count : 0;
}

/* Whether the words of two steps leave no number that both allow; "about n" is n ± 10 %. */
static bool apart(const struct sr_store_step *a, const struct sr_store_step *b) {
    const struct sr_store_step *both[] = {a, b};
    int64_t low[2], high[2];
    for (int i = 0; i < 2; i++) {
        bool about = sr_str_is(both[i]->hedge, "about") && both[i]->value != SR_STORE_UNKNOWN;
        low[i] = about ? both[i]->value - both[i]->value / 10 : both[i]->low;
        high[i] = about ? both[i]->value + both[i]->value / 10 : both[i]->high;
    }
    return (high[0] != SR_STORE_UNKNOWN && low[1] != SR_STORE_UNKNOWN && high[0] < low[1]) ||
           (high[1] != SR_STORE_UNKNOWN && low[0] != SR_STORE_UNKNOWN && high[1] < low[0]);
}

/* Neither withdrawn nor overtaken by its own speaker. */
static bool stands(const struct sr_store_figure *f, uint32_t step) {
    for (uint32_t i = 0; i < f->step_count; i++)
        if (f->steps[i].supersedes == step && !f->steps[i].withdrawn) return false;
    return !f->steps[step].withdrawn;
}

/* An incident's line says of a figure whether speakers ever differed on it. What is told of it now is whether they
 * still do: the police who corrected their 21 to the ministry's 12 differ with it no more. */
static bool still_disputed(const struct sr_store_figure *f) {
    for (uint32_t i = 0; i < f->step_count; i++)
        for (uint32_t k = 0; k < i && stands(f, i); k++)
            if (stands(f, k) && apart(&f->steps[i], &f->steps[k])) return true;
    return false;
}

static void take_figures(struct teller *t, const json_t *all, struct sr_store_figures *out) {
    uint32_t count = (uint32_t)json_array_size(all);
    struct sr_store_figure *items = room(t, count, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const json_t *v = json_array_get(all, i);
        int64_t origins = integer(v, "origins");
        items[i] = (struct sr_store_figure){.measure = string(t, v, "measure"),
                                            .of = string(t, v, "of"),
                                            .state = string(t, v, "state"),
                                            .rule = string(t, v, "rule"),
                                            .low = integer(v, "low"),
                                            .best = integer(v, "best"),
                                            .high = integer(v, "high"),
                                            .disputed = json_is_true(json_object_get(v, "disputed")),
                                            .origins = origins > 0 ? (uint32_t)origins : 0};
        take_steps(t, json_object_get(v, "history"), &items[i]);
        items[i].disputed &= still_disputed(&items[i]);
    }
    *out = (struct sr_store_figures){items, items ? count : 0};
}

static void take_row(struct teller *t, const json_t *root, const struct sr_store_figures *figures,
                     struct sr_store_incident *row) {
    const json_t *place = json_object_get(root, "place"), *lat = json_object_get(place, "lat");
    const json_t *lon = json_object_get(place, "lon");
    *row = (struct sr_store_incident){.documents = (uint32_t)json_array_size(json_object_get(root, "documents")),
                                      .kind = string(t, root, "kind"),
                                      .begin = string(t, root, "begin"),
                                      .end = string(t, root, "end"),
                                      .place = string(t, place, "name"),
                                      .country = string(t, place, "country"),
                                      .has_point = json_is_number(lat) && json_is_number(lon),
                                      .lat = json_number_value(lat),
                                      .lon = json_number_value(lon),
                                      .killed_low = SR_STORE_UNKNOWN,
                                      .killed_best = SR_STORE_UNKNOWN,
                                      .killed_high = SR_STORE_UNKNOWN,
                                      .injured_best = SR_STORE_UNKNOWN};
    for (uint32_t i = 0; i < figures->count; i++) {
        const struct sr_store_figure *f = &figures->items[i];
        row->disputed |= f->disputed;
        if (f->of.p) continue;
        if (sr_str_is(f->measure, "injured")) row->injured_best = f->best;
        if (!sr_str_is(f->measure, "killed")) continue;
        row->killed_low = f->low;
        row->killed_best = f->best;
        row->killed_high = f->high;
    }
}

enum sr_status sr_tell(struct sr_str line, struct sr_arena *arena, struct sr_told *out, struct sr_err *err) {
    struct teller t = {.arena = arena};
    json_t *root = NULL;
    enum sr_status status = sr_json_load(line, &root, err);
    if (status) return status;
    take_figures(&t, json_object_get(root, "figures"), &out->figures);
    take_row(&t, root, &out->figures, &out->row);
    out->row.json = line;
    json_decref(root);
    return t.failed ? sr_fail_memory(err, "reading an incident") : SR_OK;
}
