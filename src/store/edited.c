#include "store/edited.h"

#include "store/edit_value.h"

/* ---- an edit that stands ---- */

struct edit {
    bool reject;    /* else a correction, or (field empty) a confirmation */
    bool overtaken; /* a later one says again which incident the claim tells of */
    struct sr_str field, value;
    uint64_t document;
    uint32_t version; /* the last that makes the claim, as `claim` */
    struct sr_str claim, measure;
    int64_t low, high, number;
};

/* Rows of kind, field, value, document, and the claim's id, version, measure, low, high, value. */
static void take(struct sr_rows *rows, struct sr_arena *arena, struct edit *e) {
    struct sr_str kind = sr_row_str(rows, 0, arena);
    *e = (struct edit){.reject = sr_str_is(kind, sr_edit_name(SR_EDIT_REJECT)),
                       .field = sr_row_str(rows, 1, arena),
                       .value = sr_row_str(rows, 2, arena),
                       .document = sr_row_number(rows, 3),
                       .claim = sr_row_str(rows, 4, arena),
                       .version = (uint32_t)sr_row_number(rows, 5),
                       .measure = sr_row_str(rows, 6, arena),
                       .low = sr_row_int(rows, 7),
                       .high = sr_row_int(rows, 8),
                       .number = sr_row_int(rows, 9)};
}

#define STANDING                                                                                                 \
    "SELECT e.kind, e.field, coalesce('I' || " SR_EDIT_NAMES ", e.value), c.document, c.id, c.version, "         \
    "c.measure, c.low, c.high, c.value "                                                                         \
    "FROM edit e JOIN claim c ON c.number = e.claim WHERE e.document = ? AND e.undone_by IS NULL AND e.kind IN " \
    "('confirm', 'reject', 'correct') "                                                                          \
    "ORDER BY e.number"

bool sr_edited_incident(struct sr_str value, uint64_t *incident) {
    uint64_t n = 0;
    *incident = 0;
    if (sr_str_is(value, "none")) return true;
    if (value.n < 2 || value.n > 19 || value.p[0] != 'I') return false;
    for (uint32_t i = 1; i < value.n; i++) {
        if (value.p[i] < '0' || value.p[i] > '9') return false;
        n = n * 10 + (uint64_t)(value.p[i] - '0');
    }
    *incident = n;
    return n > 0;
}

/* ---- figures ---- */

struct figure { /* one that can be altered */
    struct sr_kept_figure is;
    struct sr_kept_claim *claims;
    bool touched;
};

struct figures {
    struct sr_arena *arena;
    SR_VEC(struct figure) all;
    bool failed;
};

static bool load(struct figures *f, const struct sr_kept *kept) {
    for (uint32_t i = 0; i < kept->figure_count; i++) {
        struct figure one = {.is = kept->figures[i]};
        one.claims = sr_arena_alloc(f->arena, one.is.claim_count, sizeof *one.claims);
        if (!one.claims || !SR_PUSH(f->arena, f->all, one)) return false;
        if (one.is.claim_count) memcpy(one.claims, one.is.claims, one.is.claim_count * sizeof *one.claims);
    }
    return true;
}

static bool apart(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    bool same_speaker = a->source_count && b->source_count ? sr_str_eq(a->sources[0], b->sources[0])
                                                           : a->source_count == b->source_count;
    return a->step && b->step && !same_speaker && !sr_amounts_meet(sr_kept_amount(a), sr_kept_amount(b));
}

/* low, best and high of the best-placed claim that is left. */
static void derive(struct figure *f) {
    const struct sr_kept_claim *best = NULL;
    f->is.disputed = false;
    for (uint32_t i = 0; i < f->is.claim_count; i++) {
        const struct sr_kept_claim *c = &f->claims[i];
        if (c->step && (!best || c->rank < best->rank)) best = c;
        for (uint32_t k = 0; k < i; k++) f->is.disputed |= apart(c, &f->claims[k]);
    }
    if (!best) {
        f->is.claim_count = 0;
        return;
    }
    sr_amount_interval(sr_kept_amount(best), &f->is.low, &f->is.high);
    f->is.best = best->value;
}

/* The figure of `like`'s measure, facet and state, made where there is none; NULL: memory. */
static struct figure *figure_for(struct figures *f, const struct sr_kept_figure *like) {
    for (uint32_t i = 0; i < f->all.count; i++) {
        const struct sr_kept_figure *k = &f->all.items[i].is;
        if (k->measure == like->measure && sr_str_eq(k->of, like->of) && sr_str_eq(k->state, like->state))
            return &f->all.items[i];
    }
    struct figure fresh = {.is = {.of = like->of,
                                  .state = like->state,
                                  .rule = like->rule,
                                  .measure = like->measure,
                                  .includes_perpetrators = -1}};
    return SR_PUSH(f->arena, f->all, fresh) ? &f->all.items[f->all.count - 1] : NULL;
}

static void add_claim(struct figures *f, const struct sr_kept_figure *like, struct sr_kept_claim claim) {
    struct figure *to = figure_for(f, like);
    struct sr_kept_claim *more = to ? sr_arena_alloc(f->arena, (size_t)to->is.claim_count + 1, sizeof *more) : NULL;
    if (!more) {
        f->failed = true;
        return;
    }
    if (to->is.claim_count) memcpy(more, to->claims, to->is.claim_count * sizeof *more);
    claim.supersedes = SR_NONE;
    claim.step = true;
    more[to->is.claim_count++] = claim;
    to->claims = more;
    to->touched = true;
}

/* A claim that counts elsewhere from now on. */
static void move(struct figures *f, struct figure *from, uint32_t claim, uint8_t measure, struct sr_str of) {
    struct sr_kept_claim moved = from->claims[claim];
    const struct sr_kept_figure like = {.measure = measure, .of = of, .rule = from->is.rule};
    from->claims[claim].step = false;
    add_claim(f, &like, moved); /* `from` may have moved in memory */
}

static void set_value(struct sr_kept_claim *c, struct sr_str text) {
    struct sr_edit_value v;
    if (!sr_edit_value_read(text, &v)) return;
    c->low = v.low;
    c->high = v.high;
    c->value = v.value;
    c->hedge = (uint8_t)sr_hedge_from(sr_str_c(v.hedge));
}

static void set_speaker(struct figures *f, struct sr_kept_claim *c, struct sr_str name) {
    uint32_t count = c->source_count ? c->source_count : 1;
    struct sr_str *sources = sr_arena_alloc(f->arena, count, sizeof *sources);
    if (!sources) {
        f->failed = true;
        return;
    }
    if (c->source_count) memcpy(sources, c->sources, c->source_count * sizeof *sources);
    sources[0] = name;
    c->sources = sources;
    c->source_count = count;
}

/* An edit on the claim at its place in a figure. */
static void apply(struct figures *f, uint32_t figure, uint32_t claim, const struct edit *e) {
    struct figure *at = &f->all.items[figure];
    struct sr_kept_claim *c = &at->claims[claim];
    at->touched = true;
    if (e->reject || sr_str_is(e->field, "incident")) c->step = false;
    else if (sr_str_is(e->field, "polarity")) c->step = sr_str_is(e->value, "asserted");
    else if (sr_str_is(e->field, "value")) set_value(c, e->value);
    else if (sr_str_is(e->field, "speaker")) set_speaker(f, c, e->value);
    else if (sr_str_is(e->field, "measure")) move(f, at, claim, (uint8_t)sr_measure_from(e->value), at->is.of);
    else if (sr_str_is(e->field, "of"))
        move(f, at, claim, at->is.measure, sr_str_is(e->value, "none") ? (struct sr_str){NULL, 0} : e->value);
}

static bool gives_here(const struct sr_edited_in *in, const struct edit *e) {
    uint64_t incident;
    return !e->overtaken && sr_str_is(e->field, "incident") && sr_edited_incident(e->value, &incident) &&
           incident == in->incident;
}

/* Whether an edit leaves the figures as they are. */
static bool is_idle(const struct sr_edited_in *in, const struct edit *e) {
    return (!e->reject && !e->field.n) || e->overtaken || gives_here(in, e);
}

/* A claim that an editor gave to the told incident counts in each figure that it was read into. */
static void bring(struct figures *f, const struct sr_read_record *record, struct sr_pool *pool, const struct edit *e) {
    const struct sr_kept_figure *found;
    uint32_t count = 0;
    if (sr_keep_claim(pool, record, e->claim, &found, &count, NULL)) f->failed = true;
    for (uint32_t i = 0; i < count; i++) {
        struct figure *to = figure_for(f, &found[i]);
        bool there = false;
        for (uint32_t k = 0; to && k < to->is.claim_count; k++) there |= sr_str_eq(to->claims[k].id, e->claim);
        if (!there) add_claim(f, &found[i], found[i].claims[0]);
    }
}

static void apply_all(struct figures *f, const struct edit *e) {
    bool moves = sr_str_is(e->field, "measure") || sr_str_is(e->field, "of"), moved = false;
    uint32_t count = f->all.count; /* figures that are made meanwhile hold the claim as it should be */
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < f->all.items[i].is.claim_count; k++) {
            struct sr_kept_claim *c = &f->all.items[i].claims[k];
            if (!sr_str_eq(c->id, e->claim)) continue;
            if (moves && moved) c->step = false; /* the whole that a sole facet stands for held it too */
            else apply(f, i, k, e);
            f->all.items[i].touched = true;
            moved = true;
            if (moves) break;
        }
}

/* In a version before, the claim may have another id. What was misread there is no step of the figure's course; what
 * stands in its place is told by the last version. */
static void drop_from_older(struct figures *f, const struct edit *e) {
    for (uint32_t i = 0; i < f->all.count; i++) {
        struct figure *at = &f->all.items[i];
        if (!sr_str_is(e->measure, sr_measure_name(at->is.measure))) continue;
        for (uint32_t k = 0; k < at->is.claim_count; k++) {
            struct sr_kept_claim *c = &at->claims[k];
            if (c->low != e->low || c->high != e->high || c->value != e->number) continue;
            c->step = false;
            at->touched = true;
        }
    }
}

static enum sr_status put_back(struct figures *f, struct sr_kept *kept, struct sr_err *err) {
    struct sr_kept_figure *out = sr_arena_alloc(f->arena, (size_t)f->all.count + 1, sizeof *out);
    uint32_t count = 0;
    if (!out) return sr_fail_memory(err, "applying edits");
    for (uint32_t i = 0; i < f->all.count; i++) {
        struct figure *one = &f->all.items[i];
        if (one->touched) derive(one);
        if (one->touched && !one->is.claim_count) continue;
        one->is.claims = one->claims;
        out[count++] = one->is;
    }
    kept->figures = out;
    kept->figure_count = count;
    return SR_OK;
}

struct edits {
    SR_VEC(struct edit) all;
};

/* Those of a document, the earliest first. */
static enum sr_status load_edits(struct sr_store *s, uint64_t document, struct sr_arena *arena, struct edits *out,
                                 struct sr_err *err) {
    struct sr_rows rows = sr_sql(s, STANDING, SR_WITH(sr_number(document)));
    *out = (struct edits){0};
    while (sr_row(&rows)) {
        struct edit e;
        take(&rows, arena, &e);
        for (uint32_t i = 0; i < out->all.count && sr_str_is(e.field, "incident"); i++) {
            struct edit *old = &out->all.items[i];
            old->overtaken |= sr_str_is(old->field, "incident") && sr_str_eq(old->claim, e.claim);
        }
        if (!SR_PUSH(arena, out->all, e)) rows.memory = true;
    }
    return sr_rows_end(&rows, err);
}

/* All that were given to it. What is kept of the version has no claims of other incidents: its record is read again. */
static enum sr_status bring_all(struct sr_store *s, const struct sr_edited_in *in, const struct edits *edits,
                                struct figures *f, struct sr_err *err) {
    struct sr_pool pool = {.arena = f->arena, .rules = s->rules};
    struct sr_read_record record;
    bool read = false;
    for (uint32_t i = 0; i < edits->all.count; i++) {
        const struct edit *e = &edits->all.items[i];
        if (!gives_here(in, e) || e->version != in->version) continue;
        enum sr_status status = read ? SR_OK : sr_store_reread(s, in->document, in->version, f->arena, &record, err);
        if (status) return status;
        read = true;
        bring(f, &record, &pool, e);
    }
    return SR_OK;
}

/* The claims that were given to the told incident come first, so that what was corrected in them before is too. */
enum sr_status sr_edited_figures(struct sr_store *s, const struct sr_edited_in *in, struct sr_kept *kept,
                                 struct sr_arena *arena, struct sr_err *err) {
    struct figures f = {.arena = arena};
    struct edits edits;
    enum sr_status status = load_edits(s, in->document, arena, &edits, err);
    if (status || !edits.all.count) return status;
    if (!load(&f, kept)) return sr_fail_memory(err, "applying edits");
    status = bring_all(s, in, &edits, &f, err);
    if (status) return status;
    for (uint32_t i = 0; i < edits.all.count; i++) {
        const struct edit *e = &edits.all.items[i];
        if (is_idle(in, e)) continue;
        if (e->version == in->version) apply_all(&f, e);
        else drop_from_older(&f, e);
    }
    return f.failed ? sr_fail_memory(err, "applying edits") : put_back(&f, kept, err);
}

enum sr_status sr_edited_visits(struct sr_store *s, uint64_t document, sr_edited_visit *visit, void *user,
                                struct sr_err *err) {
    SR_VEC(uint64_t) found = {0};
    struct sr_rows rows =
        sr_sql(s, "SELECT DISTINCT " SR_EDIT_NAMES " AS named FROM edit e WHERE e.document = ? AND named IS NOT NULL",
               SR_WITH(sr_number(document)));
    while (sr_row(&rows))
        if (!SR_PUSH(&s->scratch, found, sr_row_number(&rows, 0))) rows.memory = true;
    enum sr_status status = sr_rows_end(&rows, err);
    for (uint32_t i = 0; !status && i < found.count; i++) status = visit(user, found.items[i], err);
    return status;
}

/* ---- claims ---- */

bool sr_edited_facet(struct sr_str of, struct sr_store_claim *c) {
    static const char *const names[] = {"side=", "nationality=", "age=", "sex=", "occupation="};
    struct sr_str *const slots[] = {&c->side, &c->nationality, &c->age, &c->sex, &c->occupation};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t n = (uint32_t)strlen(names[i]);
        bool is = of.n > n && memcmp(of.p, names[i], n) == 0;
        *slots[i] = is ? (struct sr_str){of.p + n, of.n - n} : (struct sr_str){NULL, 0};
        any |= is;
    }
    return any;
}

static void correct(struct sr_store_claim *c, const struct edit *e) {
    struct sr_edit_value v;
    c->standing = SR_CLAIM_CORRECTED;
    if (sr_str_is(e->field, "measure")) c->measure = e->value;
    else if (sr_str_is(e->field, "of")) (void)sr_edited_facet(e->value, c);
    else if (sr_str_is(e->field, "polarity")) c->polarity = e->value;
    else if (sr_str_is(e->field, "speaker")) c->speaker = e->value;
    else if (sr_str_is(e->field, "incident")) (void)sr_edited_incident(e->value, &c->incident);
    else if (sr_str_is(e->field, "value") && sr_edit_value_read(e->value, &v)) {
        c->low = v.low;
        c->high = v.high;
        c->value = v.value;
        c->hedge = sr_str_c(v.hedge);
    }
}

static void apply_to_claims(const struct edit *e, struct sr_store_claim *claims, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct sr_store_claim *c = &claims[i];
        if (c->document != e->document || !sr_str_eq(c->id, e->claim)) continue;
        if (e->reject) c->standing = SR_CLAIM_REJECTED;
        else if (e->field.n) correct(c, e);
        else if (c->standing == SR_CLAIM_READ) c->standing = SR_CLAIM_CONFIRMED;
    }
}

enum sr_status sr_edited_claims(struct sr_store *s, struct sr_store_claim *claims, uint32_t count,
                                struct sr_arena *arena, struct sr_err *err) {
    enum sr_status status = SR_OK;
    for (uint32_t i = 0; !status && i < count; i++) {
        if (i && claims[i].document == claims[i - 1].document) continue; /* claims come document by document */
        struct sr_rows rows = sr_sql(s, STANDING, SR_WITH(sr_number(claims[i].document)));
        while (sr_row(&rows)) {
            struct edit e;
            take(&rows, arena, &e);
            apply_to_claims(&e, claims, count);
        }
        status = sr_rows_end(&rows, err);
    }
    return status;
}
