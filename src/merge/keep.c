#include "merge/keep.h"

#include "base/date.h"
#include "weigh/rank.h"

/* Under keeping: `failed` is told once, at the end. */
struct keeper {
    struct sr_pool *pool;
    const struct sr_read_record *r;
    struct sr_kept *out;
    bool failed;
};

/* The shared copy of a string, as an index; SR_NONE when memory runs out. */
static uint32_t pool_index(struct sr_pool *pool, struct sr_str s) {
    uint32_t at = sr_map_get(&pool->strings, s);
    if (at != SR_NONE) return at;
    struct sr_str copy = sr_arena_str(pool->arena, s);
    at = pool->strings.count;
    return copy.p && sr_map_set(&pool->strings, pool->arena, copy, at) ? at : SR_NONE;
}

static struct sr_str shared(struct keeper *k, struct sr_str s) {
    if (!s.p) return s;
    uint32_t at = pool_index(k->pool, s);
    if (at != SR_NONE) return k->pool->strings.keys[at];
    k->failed = true;
    return (struct sr_str){NULL, 0};
}

static struct sr_str own(struct keeper *k, struct sr_str s) {
    if (!s.p) return s;
    struct sr_str copy = sr_arena_str(k->pool->arena, s);
    if (!copy.p) k->failed = true;
    return copy;
}

static void *room(struct keeper *k, uint32_t count, size_t size) {
    void *p = sr_arena_alloc(k->pool->arena, count, size);
    if (!p) k->failed = true;
    return p;
}

/* How well a claim's first speaker is placed to know the measure: 1 best. */
static uint8_t rank_of(const struct keeper *k, const struct sr_read_claim *c) {
    const char *kind = c->sources.count ? sr_source_kind_name(k->r->sources[c->sources.items[0]].kind) : "own";
    return (uint8_t)sr_rank_of(k->pool->rules.lexicon, sr_str_c(sr_measure_name(c->measure)), kind).place;
}

/* A denied or merely feared figure never was one; what counts only those since the last report is no step of the
 * total's course. */
static bool is_step(const struct sr_read_claim *c) {
    return c->polarity == SR_POLARITY_ASSERTED && !(c->counting.p && sr_str_is(c->counting, "new"));
}

static void keep_claim(struct keeper *k, const struct sr_read_figure *f, uint32_t nth, struct sr_kept_claim *out) {
    const struct sr_read_claim *c = &k->r->claims[f->claims.items[nth]];
    *out = (struct sr_kept_claim){.id = own(k, c->id),
                                  .at = shared(k, c->as_of.p ? c->as_of : k->r->published),
                                  .low = c->low,
                                  .high = c->high,
                                  .value = c->value,
                                  .seconds = INT64_MAX,
                                  .hedge = c->hedge,
                                  .rank = rank_of(k, c),
                                  .supersedes = SR_NONE,
                                  .step = is_step(c)};
    struct sr_date at;
    if (out->at.p && sr_date_parse(out->at, &at)) {
        out->seconds = sr_date_seconds(&at);
        out->exact_time = at.precision >= SR_PRECISION_HOUR;
    }
    struct sr_str *names = room(k, c->sources.count, sizeof *names);
    for (uint32_t i = 0; names && i < c->sources.count; i++)
        names[i] = shared(k, k->r->sources[c->sources.items[i]].name);
    out->sources = names;
    out->source_count = names ? c->sources.count : 0;
    for (uint32_t i = 0; c->supersedes != SR_NONE && i < f->claims.count; i++)
        if (f->claims.items[i] == c->supersedes) out->supersedes = i;
}

/* A headline sheds who says so: "Ferry sinks, 40 missing" above "40 people were missing, the coast guard said" is no second
 * speaker, who would differ from the coast guard's next figure. A number that the document gives in its own voice alone is
 * its own: "40 are missing. Nine died, the coast guard said". */
static void drop_unsaid(struct sr_kept_claim *claims, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < count && !claims[i].source_count; k++)
            if (claims[k].source_count && claims[k].step && claims[k].value == claims[i].value &&
                claims[k].low == claims[i].low && claims[k].high == claims[i].high)
                claims[i].step = false;
}

static struct sr_kept_figure keep_figure(struct keeper *k, const struct sr_read_figure *f) {
    struct sr_kept_claim *claims = room(k, f->claims.count, sizeof *claims);
    for (uint32_t c = 0; claims && c < f->claims.count; c++) keep_claim(k, f, c, &claims[c]);
    if (claims) drop_unsaid(claims, f->claims.count);
    return (struct sr_kept_figure){.of = shared(k, f->of),
                                   .state = shared(k, f->state),
                                   .rule = shared(k, f->rule),
                                   .low = f->low,
                                   .high = f->high,
                                   .best = f->best,
                                   .claims = claims,
                                   .claim_count = claims ? f->claims.count : 0,
                                   .measure = f->measure,
                                   .includes_perpetrators = f->includes_perpetrators,
                                   .disputed = f->disputed};
}

static void keep_figures(struct keeper *k, const struct sr_read_incident *inc) {
    struct sr_kept_figure *items = room(k, inc->figure_count, sizeof *items);
    for (uint32_t i = 0; items && i < inc->figure_count; i++) items[i] = keep_figure(k, &inc->figures[i]);
    k->out->figures = items;
    k->out->figure_count = items ? inc->figure_count : 0;
}

static void keep_claim_ids(struct keeper *k, uint32_t incident) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->r->claim_count; i++) n += k->r->claims[i].incident == incident;
    struct sr_str *ids = room(k, n, sizeof *ids);
    for (uint32_t i = 0; ids && i < k->r->claim_count; i++)
        if (k->r->claims[i].incident == incident) ids[k->out->claim_count++] = own(k, k->r->claims[i].id);
    k->out->claims = ids;
}

static void keep_roles(struct keeper *k, const struct sr_read_incident *inc) {
    for (uint32_t role = 0; role < SR_ROLE_COUNT; role++) {
        struct sr_str *names = room(k, inc->roles[role].count, sizeof *names);
        for (uint32_t i = 0; names && i < inc->roles[role].count; i++) names[i] = shared(k, inc->roles[role].items[i]);
        k->out->roles[role] = (struct sr_read_names){names, names ? inc->roles[role].count : 0};
    }
}

static void keep_incident(struct keeper *k, uint32_t index) {
    const struct sr_read_incident *inc = &k->r->incidents[index];
    struct sr_kept *out = k->out;
    out->has_incident = true;
    out->kind = inc->kind;
    out->begin = own(k, inc->begin);
    out->end = own(k, inc->end);
    if (inc->place != SR_NONE) {
        out->place = k->r->places[inc->place];
        out->place.name = shared(k, out->place.name);
        out->place.entity = (struct sr_str){NULL, 0};
        out->has_place = true;
    }
    keep_figures(k, inc);
    keep_claim_ids(k, index);
    keep_roles(k, inc);
}

enum sr_status sr_keep(struct sr_pool *pool, const struct sr_read_record *r, struct sr_arena *scratch,
                       struct sr_kept *out, struct sr_err *err) {
    struct keeper k = {.pool = pool, .r = r, .out = out};
    *out = (struct sr_kept){0};
    out->document = own(&k, r->document);
    out->outlet = shared(&k, r->outlet);
    out->published = own(&k, r->published);
    out->url = own(&k, r->url);
    out->sha256 = own(&k, r->sha256);
    out->version = 1;
    if (sr_member_make(&pool->rules, r, pool->arena, scratch, &out->member, err)) return SR_ERR_MEMORY;
    for (uint32_t i = 0; i < r->incident_count && !out->has_incident; i++)
        if (r->incidents[i].main) keep_incident(&k, i);
    return k.failed ? sr_fail_memory(err, "keeping a record") : SR_OK;
}

/* ---- one claim ---- */

static bool holds(const struct sr_indices *list, uint32_t index) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == index) return true;
    return false;
}

/* The figure as if the claim were all that was said. */
static struct sr_kept_figure keep_alone(struct keeper *k, const struct sr_read_figure *f, uint32_t claim) {
    const struct sr_read_claim *c = &k->r->claims[claim];
    struct sr_read_figure alone = *f;
    alone.low = c->low;
    alone.high = c->high;
    alone.best = c->value;
    alone.claims = (struct sr_indices){&claim, 1};
    alone.disputed = false;
    return keep_figure(k, &alone);
}

enum sr_status sr_keep_claim(struct sr_pool *pool, const struct sr_read_record *r, struct sr_str id,
                             const struct sr_kept_figure **figures, uint32_t *count, struct sr_err *err) {
    struct keeper k = {.pool = pool, .r = r};
    uint32_t claim = 0, most = 1, n = 0;
    while (claim < r->claim_count && !sr_str_eq(r->claims[claim].id, id)) claim++;
    for (uint32_t i = 0; i < r->incident_count; i++) most += r->incidents[i].figure_count;
    struct sr_kept_figure *items = room(&k, most, sizeof *items);
    for (uint32_t i = 0; items && claim < r->claim_count && i < r->incident_count; i++)
        for (uint32_t f = 0; f < r->incidents[i].figure_count; f++)
            if (holds(&r->incidents[i].figures[f].claims, claim))
                items[n++] = keep_alone(&k, &r->incidents[i].figures[f], claim);
    if (items && !n && claim < r->claim_count) {
        const struct sr_read_claim *c = &r->claims[claim];
        const struct sr_read_figure none = {.measure = c->measure, .state = c->state, .includes_perpetrators = -1};
        items[n++] = keep_alone(&k, &none, claim);
    }
    if (k.failed) return sr_fail_memory(err, "keeping a claim");
    *figures = items;
    *count = n;
    return SR_OK;
}

enum sr_status sr_pool_open(struct sr_pool *pool, struct sr_arena *arena, const struct sr_lexicon *lexicon,
                            struct sr_err *err) {
    *pool = (struct sr_pool){.arena = arena};
    return sr_merge_rules_open(&pool->rules, arena, lexicon, err);
}
