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

/* The number of a claim or figure: as it is told, whatever the hedge. */
static int64_t number(int64_t value, int64_t low, int64_t high) {
    return value != SR_READ_UNKNOWN ? value : low != SR_READ_UNKNOWN ? low : high;
}

static int64_t claim_number(const struct sr_kept_claim *c) {
    return number(c->value, c->low, c->high);
}

static int64_t figure_number(const struct sr_kept_figure *f) {
    return number(f->best, f->low, f->high);
}

/* How many documents give a number as the toll. */
struct support {
    struct sr_map at; /* of a number as text: its place in documents[] */
    uint32_t *documents, *last;
    struct sr_arena *arena;
};

static struct sr_str as_text(struct sr_arena *arena, int64_t n) {
    return sr_arena_printf(arena, "%lld", (long long)n);
}

static bool count_support(const struct part *parts, uint32_t count, uint32_t claims, struct support *s) {
    s->documents = sr_arena_alloc(s->arena, (size_t)claims + 1, sizeof *s->documents);
    s->last = sr_arena_alloc(s->arena, (size_t)claims + 1, sizeof *s->last);
    if (!s->documents || !s->last) return false;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < parts[i].figure->claim_count; k++) {
            const struct sr_kept_claim *c = &parts[i].figure->claims[k];
            if (!c->step || claim_number(c) == SR_READ_UNKNOWN) continue;
            struct sr_str key = as_text(s->arena, claim_number(c));
            uint32_t at = key.p ? sr_map_get(&s->at, key) : SR_NONE;
            if (at == SR_NONE && (!key.p || !sr_map_set(&s->at, s->arena, key, at = s->at.count))) return false;
            s->documents[at] += s->last[at] != i + 1;
            s->last[at] = i + 1;
        }
    }
    return true;
}

static uint32_t support_of(const struct support *s, int64_t n) {
    struct sr_str key = as_text(s->arena, n);
    uint32_t at = key.p ? sr_map_get(&s->at, key) : SR_NONE;
    return at == SR_NONE ? 0 : s->documents[at];
}

/* Of several documents' claims, those that one of them alone makes, beside its own figure, are mostly parts that weren't
 * read as such ("six of them from one family"). A number is a step where it is the document's own figure, or near it (half
 * to twice), where another document bears it out, or where the text tells it as overtaken by one that is ("the first toll of four"). */
static void bear_out(const struct part *p, const struct support *s, bool alone, bool *kept) {
    const struct sr_kept_figure *f = p->figure;
    for (uint32_t i = 0; i < f->claim_count; i++) {
        int64_t n = claim_number(&f->claims[i]);
        int64_t toll = figure_number(f);
        bool own = n == f->best || n == f->low || n == f->high;
        own &= n != 0 || n == f->best;
        own |= n > 0 && toll > 0 && n <= 2 * toll && toll <= 2 * n;
        kept[i] = f->claims[i].step && (alone || (n != SR_READ_UNKNOWN && (own || (n != 0 && support_of(s, n) > 1))));
    }
    for (uint32_t i = f->claim_count; i-- > 0;) {
        uint32_t before = f->claims[i].supersedes;
        if (before != SR_NONE && before < f->claim_count && kept[i]) kept[before] = f->claims[before].step;
    }
}

/* The steps of one document's figure, each form once. */
static bool add_steps(const struct part *p, const struct support *s, bool alone, struct sr_step *steps,
                      uint32_t *count) {
    struct sr_map forms = {0};
    bool *kept = sr_arena_alloc(s->arena, p->figure->claim_count, sizeof *kept);
    if (!kept) return false;
    bear_out(p, s, alone, kept);
    for (uint32_t i = 0; i < p->figure->claim_count; i++) {
        const struct sr_kept_claim *c = &p->figure->claims[i];
        if (!kept[i]) continue;
        struct sr_str form =
            sr_arena_printf(s->arena, "%lld %lld %lld", (long long)c->low, (long long)c->high, (long long)c->value);
        if (!form.p) return false;
        if (sr_map_get(&forms, form) != SR_NONE) continue;
        if (!sr_map_set(&forms, s->arena, form, i)) return false;
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
            reprint = sr_signature_share(&own[k]->member, &steps[i].document->member) >= 0.5;
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

/* The claim that stands for a document's figure: of those with its number the best placed; NULL when there is none. */
static const struct sr_kept_claim *spokesman(const struct sr_kept_figure *f) {
    const struct sr_kept_claim *best = NULL;
    for (uint32_t i = 0; i < f->claim_count; i++) {
        const struct sr_kept_claim *c = &f->claims[i];
        if (!c->step || claim_number(c) != figure_number(f)) continue;
        if (!best || c->rank < best->rank) best = c;
    }
    return best;
}

static bool same_chain(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    if (!a || !b || a->source_count != b->source_count || !a->source_count) return false;
    for (uint32_t i = 0; i < a->source_count; i++)
        if (!sr_str_eq(a->sources[i], b->sources[i])) return false;
    return true;
}

/* Does a newer document's figure take the place of the older? Tolls grow: a higher one does, unless its speaker is far
 * worse placed ("we killed fifty of them") and nobody else says so. A lower one does where the same chain corrects
 * itself, or where more documents give it; else it is a part, or a report that was late. */
static bool overtakes(const struct part *newer, const struct part *older, const struct support *s) {
    const struct sr_kept_claim *by = spokesman(newer->figure), *was = spokesman(older->figure);
    int64_t n = figure_number(newer->figure), m = figure_number(older->figure);
    uint32_t for_newer = support_of(s, n), for_older = support_of(s, m);
    if (m == SR_READ_UNKNOWN) return true;
    if (n == SR_READ_UNKNOWN) return false;
    if (n >= m) return !by || !was || by->rank < was->rank + 2 || for_newer > 1;
    return same_chain(by, was) || for_newer > for_older;
}

/* Parts stand in order of time, undated ones last: these are taken only where none is dated. */
static const struct part *latest(const struct part *parts, uint32_t count, const struct support *s) {
    const struct part *chosen = &parts[0];
    bool dated = parts[0].document->member.published_seconds != INT64_MAX;
    for (uint32_t i = 1; i < count; i++) {
        if (dated && parts[i].document->member.published_seconds == INT64_MAX) break;
        if (overtakes(&parts[i], chosen, s)) chosen = &parts[i];
    }
    return chosen;
}

static bool make(const struct part *parts, uint32_t count, struct sr_arena *arena, struct sr_course *out) {
    struct support support = {.arena = arena};
    uint32_t most = 0, n = 0;
    bool alone = parts[0].document == parts[count - 1].document;
    for (uint32_t i = 0; i < count; i++) most += parts[i].figure->claim_count;
    struct sr_step *steps = sr_arena_alloc(arena, (size_t)most + 1, sizeof *steps);
    if (!steps || !count_support(parts, count, most, &support)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (!add_steps(&parts[i], &support, alone, steps, &n)) return false;
    if (!n && parts[0].figure->claim_count)
        steps[n++] = (struct sr_step){parts[0].document, &parts[0].figure->claims[0], SR_NONE};
    qsort(steps, n, sizeof *steps, by_time);
    const struct sr_kept_figure *f = latest(parts, count, &support)->figure;
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
