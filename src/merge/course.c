#include "merge/course.h"

#include "merge/reprint.h"
#include "merge/steps.h"

enum { REPRINTS = 64 }; /* origins, or steps before it, that a further one is compared with */

#define SIX_HOURS ((int64_t)6 * 3600)
#define A_DAY ((int64_t)24 * 3600)

static int compare(struct sr_str a, struct sr_str b) {
    uint32_t n = a.n < b.n ? a.n : b.n;
    if (!a.p || !b.p) return (a.p != NULL) - (b.p != NULL);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : a.n < b.n ? -1 : a.n > b.n;
}

static int same_figure(const struct sr_part *x, const struct sr_part *y) {
    if (x->figure->measure != y->figure->measure) return x->figure->measure < y->figure->measure ? -1 : 1;
    int order = compare(x->figure->of, y->figure->of);
    return order ? order : compare(x->figure->state, y->figure->state);
}

static int by_figure(const void *a, const void *b) {
    const struct sr_part *x = a, *y = b;
    int order = same_figure(x, y);
    if (order) return order;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    if (x->version != y->version) return x->version->version < y->version->version ? -1 : 1;
    return x->figure < y->figure ? -1 : x->figure > y->figure;
}

/* Take the next word of a folded name; false at its end. */
static bool cut_word(struct sr_str *name, struct sr_str *word) {
    while (name->n && *name->p == ' ') *name = (struct sr_str){name->p + 1, name->n - 1};
    uint32_t n = 0;
    while (n < name->n && name->p[n] != ' ') n++;
    *word = (struct sr_str){name->p, n};
    *name = (struct sr_str){name->p + n, name->n - n};
    return n > 0;
}

/* Whether all words of one name are the other's too: "Morocco's interior ministry" and "the interior ministry" are one speaker,
 * "health officials" and "military officials" are two. */
static bool words_held(const struct sr_merge_rules *rules, struct sr_str name, struct sr_str by) {
    const struct sr_table *function_words = &rules->lexicon->tables[SR_TABLE_FUNCTION_WORDS];
    struct sr_str word, other;
    bool any = false;
    while (cut_word(&name, &word)) {
        if (sr_table_find(function_words, word) != SR_NONE) continue;
        bool held = false;
        for (struct sr_str rest = by; !held && cut_word(&rest, &other);) held = sr_str_eq(word, other);
        if (!held) return false;
        any = true;
    }
    return any;
}

/* A step that speaks for an origin, and who says it. */
struct origin {
    const struct sr_step *step;
    struct sr_str who;
};

/* Whether a step says nothing that the origin hasn't said: the same speaker, or the same number in a reprint of its text. */
static bool repeats(const struct sr_merge_rules *rules, const struct origin *o, const struct origin *of) {
    bool own = !o->step->claim->source_count,
         same_number = sr_claim_number(o->step->claim) == sr_claim_number(of->step->claim);
    if (sr_str_eq(o->who, of->who)) return true;
    if (own == !of->step->claim->source_count && (own || same_number) &&
        sr_is_reprint(&o->step->document->member, &of->step->document->member))
        return true;
    return !own && of->step->claim->source_count &&
           (words_held(rules, o->who, of->who) || words_held(rules, of->who, o->who));
}

static bool count_origins(const struct sr_merge_rules *rules, const struct sr_course *course, struct sr_arena *arena,
                          uint32_t *origins) {
    struct origin seen[REPRINTS];
    uint32_t count = 0;
    for (uint32_t i = 0; i < course->step_count; i++) {
        struct origin o = {&course->steps[i], sr_step_speaker(&course->steps[i], false, arena)};
        bool again = o.step->withdrawn_by != NULL;
        if (!o.who.p) return false;
        for (uint32_t k = 0; k < count && !again; k++) again = repeats(rules, &o, &seen[k]);
        if (again) continue;
        if (count < REPRINTS) seen[count++] = o;
        ++*origins;
    }
    return true;
}

static bool counts(const struct sr_step *s) {
    return s->own && !s->withdrawn_by;
}

/* Two documents whose own figures are at odds at one time. Of documents whose hour is not known nothing is said: a toll
 * of the morning and one of the evening are no dispute. */
static bool at_odds(const struct sr_step *steps, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t seen = 0;
        for (uint32_t k = i; k-- > 0 && seen < REPRINTS && counts(&steps[i]); seen++) {
            if (steps[i].claim->seconds - steps[k].claim->seconds > SIX_HOURS) break;
            if (!steps[i].claim->exact_time || !steps[k].claim->exact_time || !counts(&steps[k])) continue;
            if (steps[i].document == steps[k].document || steps[i].supersedes == k) continue;
            if (!sr_claims_meet(steps[i].claim, steps[k].claim)) return true;
        }
    }
    return false;
}

/* Of a count that only grows, a named speaker gives fewer (half at least) than another document gave a day before and more
 * than one gives: "nine died, the presidency said", after ten. A document's own voice may only be late. */
static bool gives_fewer(const struct sr_course *c, const struct sr_support *support) {
    for (uint32_t i = 0; i < c->step_count; i++) {
        const struct sr_step *s = &c->steps[i];
        int64_t n = sr_claim_number(s->claim);
        uint32_t seen = 0;
        for (uint32_t k = i; k-- > 0 && seen < REPRINTS && counts(s) && s->claim->source_count; seen++) {
            const struct sr_step *before = &c->steps[k];
            int64_t m = sr_claim_number(before->claim);
            if (s->claim->seconds - before->claim->seconds < A_DAY || !counts(before)) continue;
            if (s->document == before->document || s->supersedes != SR_NONE || m <= n || m > 2 * n) continue;
            if (sr_support_of(support, m) > 1 && !sr_claims_meet(s->claim, before->claim)) return true;
        }
    }
    return false;
}

/* A document's own voice first tells a number, mostly in its headline, and then a higher one that doesn't overtake it ("58 dead …
 * at least 59 people were killed"), where other documents give either: nobody says which is right. Of "12 dead …
 * ten of them Americans" the second is lower, and a part. */
static bool own_words_at_odds(const struct sr_course *c, const struct sr_support *support) {
    for (uint32_t i = 0; i + 1 < c->step_count; i++) {
        const struct sr_step *a = &c->steps[i], *b = a + 1;
        int64_t n = sr_claim_number(a->claim), m = sr_claim_number(b->claim);
        bool first = !i || a[-1].version != a->version;
        if (!first || a->version != b->version || a->withdrawn_by || b->withdrawn_by) continue;
        if (a->claim->source_count || b->claim->source_count || b->claim->supersedes != SR_NONE) continue;
        if (m <= n || m > 2 * n || sr_claims_meet(a->claim, b->claim)) continue;
        if (sr_support_of(support, n) > 1 && sr_support_of(support, m) > 1) return true;
    }
    return false;
}

static int64_t figure_number(const struct sr_kept_figure *f) {
    return sr_number_of(f->best, f->low, f->high);
}

/* The claim that stands for a document's figure: of those with its number the best placed; NULL when there is none. */
static const struct sr_kept_claim *spokesman(const struct sr_kept_figure *f) {
    const struct sr_kept_claim *best = NULL;
    for (uint32_t i = 0; i < f->claim_count; i++) {
        const struct sr_kept_claim *c = &f->claims[i];
        if (!c->step || sr_claim_number(c) != figure_number(f)) continue;
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

/* "Lowered to 275 from 288": the newer document itself tells that a higher number, or the older's, is overtaken. */
static bool corrects(const struct sr_kept_figure *newer, int64_t now, int64_t was) {
    for (uint32_t i = 0; i < newer->claim_count; i++) {
        const struct sr_kept_claim *c = &newer->claims[i];
        if (c->supersedes >= newer->claim_count || sr_claim_number(c) != now) continue;
        int64_t overtaken = sr_claim_number(&newer->claims[c->supersedes]);
        if (overtaken == was || overtaken > now) return true;
    }
    return false;
}

/* Does a newer document's figure take the place of the older? Tolls grow: a higher one does, unless its speaker is far
 * worse placed ("we killed fifty of them") and nobody else says so. A lower one does where the same chain corrects
 * itself, or where more documents give it; else it is a part, or a report that was late. */
static bool overtakes(const struct sr_part *newer, const struct sr_part *older, const struct sr_support *s) {
    const struct sr_kept_claim *by = spokesman(newer->figure), *was = spokesman(older->figure);
    int64_t n = figure_number(newer->figure), m = figure_number(older->figure);
    uint32_t for_newer = sr_support_of(s, n), for_older = sr_support_of(s, m);
    if (m == SR_READ_UNKNOWN) return true;
    if (n == SR_READ_UNKNOWN || (by && was && sr_is_rounding(was, by))) return false;
    if (n >= m) return !by || !was || by->rank < was->rank + 2 || for_newer > 1;
    return same_chain(by, was) || for_newer > for_older || corrects(newer->figure, n, m);
}

/* Parts stand in order of time, undated ones last: these are taken only where none is dated. NULL where all is withdrawn. */
static const struct sr_part *latest(struct sr_parts parts, const struct sr_support *s) {
    const struct sr_part *chosen = NULL;
    for (uint32_t i = 0; i < parts.count; i++) {
        const struct sr_part *p = &parts.items[i];
        if (p->version != p->document) continue;
        bool dated = p->document->member.published_seconds != INT64_MAX;
        if (chosen && !dated && chosen->document->member.published_seconds != INT64_MAX) break;
        if (!chosen || overtakes(p, chosen, s)) chosen = p;
    }
    return chosen;
}

static bool make(const struct sr_merge_rules *rules, struct sr_parts parts, struct sr_arena *arena,
                 struct sr_course *out) {
    struct sr_support support;
    if (!sr_support_count(parts, arena, &support)) return false;
    const struct sr_part *chosen = latest(parts, &support);
    const struct sr_kept_figure *f = chosen ? chosen->figure : parts.items[0].figure;
    *out = (struct sr_course){.measure = f->measure,
                              .of = f->of,
                              .state = f->state,
                              .rule = f->rule,
                              .low = chosen ? f->low : SR_READ_UNKNOWN,
                              .high = chosen ? f->high : SR_READ_UNKNOWN,
                              .best = chosen ? f->best : SR_READ_UNKNOWN,
                              .includes_perpetrators = f->includes_perpetrators,
                              .disputed = chosen && f->disputed};
    if (!sr_steps_make(rules, parts, &support, arena, out) || !sr_ledger_make(arena, out)) return false;
    out->disputed |= at_odds(out->steps, out->step_count);
    if (sr_only_grows(rules, out)) out->disputed |= gives_fewer(out, &support) || own_words_at_odds(out, &support);
    return count_origins(rules, out, arena, &out->origins);
}

/* All versions' figures, by figure. */
static struct sr_parts list(const struct sr_kept *const *documents, uint32_t count, struct sr_arena *arena) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        for (const struct sr_kept *v = documents[i]; v; v = v->older) n += v->figure_count;
    struct sr_part *parts = sr_arena_alloc(arena, n, sizeof *parts);
    if (!parts) return (struct sr_parts){NULL, 0};
    n = 0;
    for (uint32_t i = 0; i < count; i++)
        for (const struct sr_kept *v = documents[i]; v; v = v->older)
            for (uint32_t k = 0; k < v->figure_count; k++)
                parts[n++] = (struct sr_part){documents[i], v, &v->figures[k], i};
    qsort(parts, n, sizeof *parts, by_figure);
    return (struct sr_parts){parts, n};
}

enum sr_status sr_courses(const struct sr_merge_rules *rules, const struct sr_kept *const *documents, uint32_t count,
                          struct sr_arena *arena, struct sr_courses *out, struct sr_err *err) {
    struct sr_parts all = list(documents, count, arena);
    struct sr_course *items = sr_arena_alloc(arena, all.count, sizeof *items);
    uint32_t made = 0;
    if (!all.items || !items) return sr_fail_memory(err, "merging figures");
    for (uint32_t i = 0, end = 0; i < all.count; i = end) {
        while (end < all.count && same_figure(&all.items[i], &all.items[end]) == 0) end++;
        struct sr_parts parts = {&all.items[i], end - i};
        if (!make(rules, parts, arena, &items[made++])) return sr_fail_memory(err, "merging figures");
    }
    *out = (struct sr_courses){items, made};
    return SR_OK;
}
