#include "merge/course.h"

#include "base/utf8.h"
#include "merge/score.h"

enum { REPRINTS = 64 }; /* documents in their own voice that a further one is compared with */

#define SIX_HOURS ((int64_t)6 * 3600)

/* One document's figure. */
struct part {
    const struct sr_kept *document;
    const struct sr_kept_figure *figure;
    uint32_t order; /* of the document */
};

static int compare(struct sr_str a, struct sr_str b) {
    uint32_t n = a.n < b.n ? a.n : b.n;
    if (!a.p || !b.p) return (a.p != NULL) - (b.p != NULL);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : a.n < b.n ? -1 : a.n > b.n;
}

static int same_figure(const struct part *x, const struct part *y) {
    if (x->figure->measure != y->figure->measure) return x->figure->measure < y->figure->measure ? -1 : 1;
    int order = compare(x->figure->of, y->figure->of);
    return order ? order : compare(x->figure->state, y->figure->state);
}

static int by_figure(const void *a, const void *b) {
    const struct part *x = a, *y = b;
    int order = same_figure(x, y);
    if (order) return order;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return x->figure < y->figure ? -1 : x->figure > y->figure;
}

static int by_time(const void *a, const void *b) {
    const struct sr_step *x = a, *y = b;
    if (x->claim->seconds != y->claim->seconds) return x->claim->seconds < y->claim->seconds ? -1 : 1;
    int order = compare(x->document->document, y->document->document);
    if (order) return order;
    return x->claim < y->claim ? -1 : x->claim > y->claim; /* one document's claims lie in the order of its text */
}

static bool same_form(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    return a->low == b->low && a->high == b->high && a->value == b->value;
}

/* The steps of one document's figure, each form once. */
static bool add_steps(const struct part *p, struct sr_arena *arena, struct sr_step *steps, uint32_t *count) {
    struct sr_map forms = {0};
    for (uint32_t i = 0; i < p->figure->claim_count; i++) {
        const struct sr_kept_claim *c = &p->figure->claims[i];
        if (!c->step) continue;
        struct sr_str form =
            sr_arena_printf(arena, "%lld %lld %lld", (long long)c->low, (long long)c->high, (long long)c->value);
        if (!form.p) return false;
        if (sr_map_get(&forms, form) != SR_NONE) continue;
        if (!sr_map_set(&forms, arena, form, i)) return false;
        steps[(*count)++] = (struct sr_step){p->document, c, SR_NONE};
    }
    return true;
}

/* Who says it, as one string: the first speaker, or all of the chain; the document's own voice is its outlet's. */
static struct sr_str speaker(const struct sr_step *s, bool whole, struct sr_arena *arena) {
    const struct sr_kept_claim *c = s->claim;
    if (!c->source_count) {
        bool outlet = s->document->outlet.p != NULL;
        struct sr_str name = outlet ? s->document->outlet : s->document->document;
        return sr_arena_printf(arena, "%s%.*s", outlet ? "\x01" : "\x02", (int)name.n, name.p ? name.p : "");
    }
    struct sr_str all = sr_fold(arena, c->sources[0]);
    for (uint32_t i = 1; whole && all.p && i < c->source_count; i++) {
        struct sr_str next = sr_fold(arena, c->sources[i]);
        all = sr_arena_printf(arena, "%.*s\x01%.*s", (int)all.n, all.p, (int)next.n, next.p ? next.p : "");
    }
    return all;
}

/* A later figure of the same chain supersedes its last one, lower or higher: a lower one is a correction. */
static bool link_steps(struct sr_step *steps, uint32_t count, struct sr_arena *arena) {
    struct sr_map last = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct sr_str who = speaker(&steps[i], true, arena);
        if (!who.p) return false;
        uint32_t before = sr_map_get(&last, who);
        if (before != SR_NONE && !same_form(steps[before].claim, steps[i].claim) &&
            steps[before].claim->seconds < steps[i].claim->seconds)
            steps[i].supersedes = before;
        if (!sr_map_set(&last, arena, who, i)) return false;
    }
    return true;
}

static bool count_origins(const struct sr_step *steps, uint32_t count, struct sr_arena *arena, uint32_t *origins) {
    const struct sr_kept *own[REPRINTS];
    struct sr_map seen = {0};
    uint32_t owns = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct sr_str who = speaker(&steps[i], false, arena);
        if (!who.p) return false;
        bool reprint = sr_map_get(&seen, who) != SR_NONE;
        bool own_voice = !steps[i].claim->source_count;
        for (uint32_t k = 0; own_voice && k < owns && !reprint; k++)
            reprint = sr_signature_share(own[k], steps[i].document) >= 0.5;
        if (own_voice && owns < REPRINTS) own[owns++] = steps[i].document;
        if (reprint) continue;
        if (!sr_map_set(&seen, arena, who, i)) return false;
        ++*origins;
    }
    return true;
}

static void interval(const struct sr_kept_claim *c, int64_t *low, int64_t *high) {
    *low = c->low;
    *high = c->high;
    if (c->hedge == SR_HEDGE_ABOUT && c->value != SR_READ_UNKNOWN) {
        *low = c->value - c->value / 10;
        *high = c->value + c->value / 10;
    }
}

static bool meet(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    int64_t al, ah, bl, bh;
    if (a->hedge == SR_HEDGE_VAGUE || b->hedge == SR_HEDGE_VAGUE) return true;
    interval(a, &al, &ah);
    interval(b, &bl, &bh);
    bool before = ah != SR_READ_UNKNOWN && bl != SR_READ_UNKNOWN && ah < bl;
    bool after = bh != SR_READ_UNKNOWN && al != SR_READ_UNKNOWN && bh < al;
    return !before && !after;
}

/* Two documents at odds at one time. Of documents whose hour is not known nothing is said: a toll of the morning and
 * one of the evening are no dispute. */
static bool at_odds(const struct sr_step *steps, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t seen = 0;
        for (uint32_t k = i; k-- > 0 && seen < REPRINTS; seen++) {
            if (steps[i].claim->seconds - steps[k].claim->seconds > SIX_HOURS) break;
            if (!steps[i].claim->exact_time || !steps[k].claim->exact_time) continue;
            if (steps[i].document == steps[k].document || steps[i].supersedes == k) continue;
            if (!meet(steps[i].claim, steps[k].claim)) return true;
        }
    }
    return false;
}

static uint8_t best_rank(const struct sr_kept_figure *f) {
    uint8_t rank = UINT8_MAX;
    for (uint32_t i = 0; i < f->claim_count; i++)
        if (f->claims[i].step && (f->claims[i].value == f->best || f->best == SR_READ_UNKNOWN) &&
            f->claims[i].rank < rank)
            rank = f->claims[i].rank;
    return rank;
}

static bool is_known(const struct sr_kept_figure *f) {
    return f->low != SR_READ_UNKNOWN || f->high != SR_READ_UNKNOWN || f->best != SR_READ_UNKNOWN;
}

/* Parts stand in order of time, undated ones last: they are taken only where none is dated. */
static const struct part *latest(const struct part *parts, uint32_t count) {
    const struct part *chosen = NULL;
    bool dated = false;
    for (uint32_t i = 0; i < count; i++)
        dated |= is_known(parts[i].figure) && parts[i].document->published_seconds != INT64_MAX;
    for (uint32_t i = count; i-- > 0;) {
        const struct part *p = &parts[i];
        int64_t at = p->document->published_seconds;
        if (!is_known(p->figure) || (dated && at == INT64_MAX)) continue;
        if (!chosen) chosen = p;
        if (dated && chosen->document->published_seconds - at > SIX_HOURS) break;
        if (best_rank(p->figure) < best_rank(chosen->figure)) chosen = p;
    }
    return chosen ? chosen : &parts[count - 1];
}

static bool make(const struct part *parts, uint32_t count, struct sr_arena *arena, struct sr_course *out) {
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < count; i++) most += parts[i].figure->claim_count;
    struct sr_step *steps = sr_arena_alloc(arena, (size_t)most + 1, sizeof *steps);
    if (!steps) return false;
    for (uint32_t i = 0; i < count; i++)
        if (!add_steps(&parts[i], arena, steps, &n)) return false;
    if (!n && parts[0].figure->claim_count)
        steps[n++] = (struct sr_step){parts[0].document, &parts[0].figure->claims[0], SR_NONE};
    qsort(steps, n, sizeof *steps, by_time);
    const struct sr_kept_figure *f = latest(parts, count)->figure;
    *out = (struct sr_course){f->measure,  f->of, f->state, f->rule, f->low, f->high, f->best, f->includes_perpetrators,
                              f->disputed, 0,     steps,    n};
    if (!link_steps(steps, n, arena) || !count_origins(steps, n, arena, &out->origins)) return false;
    out->disputed |= at_odds(steps, n);
    return true;
}

enum sr_status sr_courses(const struct sr_kept *const *documents, uint32_t count, struct sr_arena *arena,
                          struct sr_courses *out, struct sr_err *err) {
    uint32_t n = 0, made = 0;
    for (uint32_t i = 0; i < count; i++) n += documents[i]->figure_count;
    struct part *parts = sr_arena_alloc(arena, n, sizeof *parts);
    struct sr_course *items = sr_arena_alloc(arena, n, sizeof *items);
    if (!parts || !items) return sr_fail_memory(err, "merging figures");
    n = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < documents[i]->figure_count; k++)
            parts[n++] = (struct part){documents[i], &documents[i]->figures[k], i};
    qsort(parts, n, sizeof *parts, by_figure);
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        while (end < n && same_figure(&parts[i], &parts[end]) == 0) end++;
        if (!make(&parts[i], end - i, arena, &items[made++])) return sr_fail_memory(err, "merging figures");
    }
    *out = (struct sr_courses){items, made};
    return SR_OK;
}
