#include "export/toll.h"

#include "base/date.h"
#include "weigh/rank.h"

static const char *const rule_names[] = {"ucdp", "acled"};

static bool is(const json_t *object, const char *key, const char *value) {
    struct sr_str s = sr_value_str(object, key);
    return value ? s.p && sr_str_is(s, value) : !s.p;
}

const json_t *sr_figure_of(const json_t *incident, const char *measure, const char *of, const char *state) {
    const json_t *figures = json_object_get(incident, "figures");
    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *f = json_array_get(figures, i);
        if (is(f, "measure", measure) && is(f, "of", of) && is(f, "state", state)) return f;
    }
    return NULL;
}

static struct sr_str speaker_key(struct sr_exporter *e, const json_t *step) {
    struct sr_str first = sr_item_str(json_object_get(step, "sources"), 0);
    return first.p ? SAY("speaker %.*s", S(first)) : SAY("document %.*s", S(sr_value_str(step, "document")));
}

static struct sr_str claim_key(struct sr_exporter *e, const json_t *object) {
    struct sr_str document = sr_value_str(object, "document"), claim = sr_value_str(object, "claim");
    return sr_export_kept(e, sr_known_key(&e->line, document, claim));
}

const bool *sr_steps_standing(struct sr_exporter *e, const json_t *history) {
    size_t count = json_array_size(history);
    struct sr_map last = {0}, over = {0}; /* a speaker's last step; what superseded a claim */
    bool *stands = sr_arena_alloc(&e->line, count, sizeof *stands);
    if (!stands) e->failed = true;
    for (uint32_t i = 0; stands && i < count; i++) {
        const json_t *step = json_array_get(history, i), *old = json_object_get(step, "supersedes");
        if (!sr_map_set(&last, &e->line, speaker_key(e, step), i)) e->failed = true;
        if (json_is_object(old) && !sr_map_set(&over, &e->line, claim_key(e, old), i)) e->failed = true;
    }
    for (uint32_t i = 0; stands && i < count; i++) {
        const json_t *step = json_array_get(history, i);
        uint32_t by = sr_map_get(&over, claim_key(e, step));
        stands[i] = !sr_value_true(step, "withdrawn") && (by == SR_NONE || by == i) &&
                    sr_map_get(&last, speaker_key(e, step)) == i;
    }
    return stands;
}

static int64_t lowest(const json_t *step) {
    int64_t low = sr_value_int(step, "low");
    if (low != SR_READ_UNKNOWN || is(step, "hedge", "at-most") || is(step, "hedge", "less-than")) return low;
    return sr_value_int(step, "value");
}

static int64_t highest(const json_t *step) {
    int64_t high = sr_value_int(step, "high"), value = sr_value_int(step, "value");
    return high != SR_READ_UNKNOWN ? high : value != SR_READ_UNKNOWN ? value : lowest(step);
}

/* The number that a step gives for itself. */
static int64_t number(const json_t *step) {
    int64_t value = sr_value_int(step, "value"), low = lowest(step);
    return value != SR_READ_UNKNOWN ? value : low != SR_READ_UNKNOWN ? low : highest(step);
}

static bool unreliable(struct sr_exporter *e, const json_t *step) {
    struct sr_str key = sr_known_key(&e->line, sr_value_str(step, "document"), sr_value_str(step, "claim"));
    uint32_t kind = sr_map_get(&e->known.kinds, sr_export_kept(e, key));
    if (kind >= SR_SOURCE_COUNT) return false; /* the document itself, or nothing known of the speaker */
    return sr_rank_of(&e->lexicon, SR_STR("killed"), sr_source_kind_name(kind)).unreliable;
}

static bool earlier(const json_t *a, const json_t *b) {
    struct sr_date x, y;
    return sr_date_parse(sr_value_str(a, "at"), &x) && sr_date_parse(sr_value_str(b, "at"), &y) &&
           sr_date_seconds(&x) < sr_date_seconds(&y);
}

struct steps {
    const json_t **items; /* that stand and have a number, in order of time */
    uint32_t count;
};

static void drop_unreliable(struct sr_exporter *e, struct steps *s) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->count; i++) kept += !unreliable(e, s->items[i]);
    if (!kept) return;
    kept = 0;
    for (uint32_t i = 0; i < s->count; i++)
        if (!unreliable(e, s->items[i])) s->items[kept++] = s->items[i];
    s->count = kept;
}

static struct steps standing(struct sr_exporter *e, const json_t *figure, enum sr_toll_rule rule) {
    const json_t *history = json_object_get(figure, "history");
    const bool *stands = sr_steps_standing(e, history);
    struct steps s = {sr_arena_alloc(&e->line, json_array_size(history), sizeof *s.items), 0};
    if (!s.items) e->failed = true;
    for (size_t i = 0; s.items && stands && i < json_array_size(history); i++) {
        const json_t *step = json_array_get(history, i);
        if (number(step) != SR_READ_UNKNOWN && stands[i]) s.items[s.count++] = step;
    }
    if (rule == SR_TOLL_UCDP) drop_unreliable(e, &s);
    return s;
}

static const json_t *choose(const struct steps *s, int64_t best) {
    for (uint32_t i = s->count; i-- > 0 && best != SR_READ_UNKNOWN;)
        if (number(s->items[i]) == best) return s->items[i];
    return s->items[s->count - 1];
}

/* What the rule made of the claims of one document, where it was told to when they were read. */
static void from_figure(const json_t *figure, enum sr_toll_rule rule, struct sr_toll *t) {
    if (!is(figure, "rule", rule_names[rule])) return;
    t->low = sr_value_int(figure, "low");
    t->best = sr_value_int(figure, "best");
    t->high = sr_value_int(figure, "high");
}

static void take(struct sr_toll *t, const json_t *step) {
    int64_t low = lowest(step), high = highest(step);
    bool overtaken = earlier(step, t->chosen) && low < t->best;
    if (low != SR_READ_UNKNOWN && low < t->low && !overtaken) t->low = low;
    if (high > t->high) t->high = high;
}

static bool toll_of(struct sr_exporter *e, const json_t *figure, enum sr_toll_rule rule, struct sr_toll *t) {
    *t = (struct sr_toll){SR_READ_UNKNOWN, SR_READ_UNKNOWN, SR_READ_UNKNOWN, NULL, false};
    if (!figure) return false;
    t->disputed = sr_value_true(figure, "disputed");
    struct steps s = standing(e, figure, rule);
    if (!s.count) {
        from_figure(figure, rule, t);
        return true;
    }
    t->chosen = choose(&s, sr_value_int(figure, "best"));
    t->low = t->best = t->high = number(t->chosen);
    for (uint32_t i = 0; i < s.count; i++) take(t, s.items[i]);
    if (rule == SR_TOLL_ACLED) t->best = t->high = t->low;
    return true;
}

static int64_t sum(int64_t a, int64_t b) {
    return a < 0 || b < 0 || a > INT64_MAX - b ? SR_READ_UNKNOWN : a + b;
}

static void add(struct sr_toll *t, const struct sr_toll *part) {
    t->low = sum(t->low, part->low);
    t->best = sum(t->best, part->best);
    t->high = sum(t->high, part->high);
    t->disputed |= part->disputed;
}

bool sr_toll_of(struct sr_exporter *e, const json_t *incident, enum sr_toll_rule rule, struct sr_toll *out) {
    static const char *const sides[] = {"side=victims", "side=security-forces", "side=perpetrators"};
    const json_t *whole = sr_figure_of(incident, "killed", NULL, NULL);
    struct sr_toll part;
    bool any = toll_of(e, whole, rule, out);
    bool holds_attackers = whole && !json_is_false(json_object_get(whole, "includes_perpetrators"));
    for (size_t i = whole ? 2 : 0; i < 3 && !holds_attackers; i++) {
        if (!toll_of(e, sr_figure_of(incident, "killed", sides[i], NULL), rule, &part)) continue;
        if (any) add(out, &part);
        else *out = part;
        any = true;
    }
    return any && out->high != 0;
}
