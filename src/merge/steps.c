#include "merge/steps.h"

#include "base/utf8.h"

enum { LOOK_BACK = 64 }; /* steps that a further one is held against */

/* ---- numbers ---- */

int64_t sr_number_of(int64_t value, int64_t low, int64_t high) {
    return value != SR_READ_UNKNOWN ? value : low != SR_READ_UNKNOWN ? low : high;
}

static bool same_form(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    return a->low == b->low && a->high == b->high && a->value == b->value;
}

bool sr_claims_meet(const struct sr_kept_claim *a, const struct sr_kept_claim *b) {
    return sr_amounts_meet(sr_kept_amount(a), sr_kept_amount(b));
}

bool sr_is_rounding(const struct sr_kept_claim *exact, const struct sr_kept_claim *later) {
    int64_t was = exact->low, n = sr_claim_number(later);
    if (was == SR_READ_UNKNOWN || exact->high != was || n == was) return false;
    if (later->hedge != SR_HEDGE_EXACT) return sr_claims_meet(exact, later);
    int64_t apart = n > was ? n - was : was - n;
    return n > 0 && n % 100 == 0 && was % 100 != 0 && apart <= was / 10;
}

/* 4,237 and 4,327. Of fewer than three digits a swap can't be told from a change. */
static bool digits_swapped(int64_t a, int64_t b) {
    if (a < 100 || b < 100 || a == b) return false;
    for (int64_t unit = 1; unit <= a / 10; unit *= 10) {
        int64_t right = a / unit % 10, left = a / unit / 10 % 10;
        if (a + (right - left) * unit * 10 + (left - right) * unit == b) return true;
    }
    return false;
}

/* ---- support ---- */

static struct sr_str as_text(struct sr_arena *arena, int64_t n) {
    return sr_arena_printf(arena, "%lld", (long long)n);
}

bool sr_support_count(struct sr_parts parts, struct sr_arena *arena, struct sr_support *s) {
    uint32_t claims = 1;
    for (uint32_t i = 0; i < parts.count; i++) claims += parts.items[i].figure->claim_count;
    *s = (struct sr_support){.arena = arena};
    s->documents = sr_arena_alloc(arena, claims, sizeof *s->documents);
    s->last = sr_arena_alloc(arena, claims, sizeof *s->last);
    if (!s->documents || !s->last) return false;
    for (uint32_t i = 0; i < parts.count; i++) {
        const struct sr_part *p = &parts.items[i];
        for (uint32_t k = 0; k < p->figure->claim_count && p->version == p->document; k++) {
            const struct sr_kept_claim *c = &p->figure->claims[k];
            if (!c->step || sr_claim_number(c) == SR_READ_UNKNOWN) continue;
            struct sr_str key = as_text(arena, sr_claim_number(c));
            uint32_t at = key.p ? sr_map_get(&s->at, key) : SR_NONE;
            if (at == SR_NONE && (!key.p || !sr_map_set(&s->at, arena, key, at = s->at.count))) return false;
            s->documents[at] += s->last[at] != p->order + 1;
            s->last[at] = p->order + 1;
        }
    }
    return true;
}

uint32_t sr_support_of(const struct sr_support *s, int64_t n) {
    struct sr_str key = as_text(s->arena, n);
    uint32_t at = key.p ? sr_map_get(&s->at, key) : SR_NONE;
    return at == SR_NONE ? 0 : s->documents[at];
}

/* ---- which claims are steps ---- */

static bool is_own(const struct sr_kept_figure *f, int64_t n) {
    return n != SR_READ_UNKNOWN && (n == f->best || (n != 0 && (n == f->low || n == f->high)));
}

/* Of several documents' claims, those that one of them alone makes, beside its own figure, are mostly parts that weren't
 * read as such ("six of them from one family"). A number is a step where it is the document's own figure, or near it
 * (half to twice), where another document bears it out, or where the text tells it as overtaken by one that is ("the
 * first toll of four"). */
static void bear_out(const struct sr_part *p, const struct sr_support *s, bool alone, bool *kept) {
    const struct sr_kept_figure *f = p->figure;
    int64_t toll = sr_number_of(f->best, f->low, f->high);
    for (uint32_t i = 0; i < f->claim_count; i++) {
        int64_t n = sr_claim_number(&f->claims[i]);
        bool near = n > 0 && toll > 0 && n <= 2 * toll && toll <= 2 * n;
        bool borne_out = n != SR_READ_UNKNOWN && (is_own(f, n) || near || (n != 0 && sr_support_of(s, n) > 1));
        kept[i] = f->claims[i].step && (alone || borne_out);
    }
    for (uint32_t i = f->claim_count; i-- > 0;) {
        uint32_t before = f->claims[i].supersedes;
        if (before != SR_NONE && before < f->claim_count && kept[i]) kept[before] = f->claims[before].step;
    }
}

static int same_text(struct sr_str a, struct sr_str b) {
    return (a.p != NULL) == (b.p != NULL) && sr_str_eq(a, b);
}

/* Whether a version still tells a claim of this form. */
static bool tells(const struct sr_kept *version, const struct sr_kept_figure *figure, const struct sr_kept_claim *c) {
    for (uint32_t i = 0; i < version->figure_count; i++) {
        const struct sr_kept_figure *f = &version->figures[i];
        if (f->measure != figure->measure || !same_text(f->of, figure->of) || !same_text(f->state, figure->state))
            continue;
        for (uint32_t k = 0; k < f->claim_count; k++)
            if (f->claims[k].step && same_form(&f->claims[k], c)) return true;
    }
    return false;
}

/* The first version from which on none tells it; NULL where the newest does. */
static const struct sr_kept *withdrawn_by(const struct sr_part *p, const struct sr_kept_claim *c) {
    const struct sr_kept *by = NULL;
    for (const struct sr_kept *v = p->document; v && v != p->version && !tells(v, p->figure, c); v = v->older) by = v;
    return by;
}

/* The steps of one version's figure, each form once a document: told since the first version that has it. */
static bool add_steps(const struct sr_part *p, const struct sr_support *s, bool alone, struct sr_map *forms,
                      struct sr_step *steps, uint32_t *count) {
    bool *kept = sr_arena_alloc(s->arena, p->figure->claim_count, sizeof *kept);
    if (!kept) return false;
    bear_out(p, s, alone, kept);
    for (uint32_t i = 0; i < p->figure->claim_count; i++) {
        const struct sr_kept_claim *c = &p->figure->claims[i];
        if (!kept[i]) continue;
        struct sr_str form = sr_arena_printf(s->arena, "%u %lld %lld %lld", p->order, (long long)c->low,
                                             (long long)c->high, (long long)c->value);
        if (!form.p) return false;
        if (sr_map_get(forms, form) != SR_NONE) continue;
        if (!sr_map_set(forms, s->arena, form, i)) return false;
        steps[(*count)++] = (struct sr_step){.document = p->document,
                                             .version = p->version,
                                             .claim = c,
                                             .own = is_own(p->figure, sr_claim_number(c)),
                                             .withdrawn_by = withdrawn_by(p, c),
                                             .supersedes = SR_NONE,
                                             .takes_up = SR_NONE};
    }
    return true;
}

static int by_time(const void *a, const void *b) {
    const struct sr_step *x = a, *y = b;
    if (x->claim->seconds != y->claim->seconds) return x->claim->seconds < y->claim->seconds ? -1 : 1;
    int order = sr_member_order(&x->document->member, &y->document->member);
    if (order) return order;
    if (x->version != y->version) return x->version->version < y->version->version ? -1 : 1;
    return x->claim < y->claim ? -1 : x->claim > y->claim; /* one version's claims lie in the order of its text */
}

/* ---- what a step is to those before it ---- */

struct sr_str sr_step_speaker(const struct sr_step *s, bool whole, struct sr_arena *arena) {
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

/* A later figure of the same chain supersedes its last one, lower or higher: a lower one is a correction. A rounded one
 * leaves the exact one standing. */
static void compare(struct sr_step *step, const struct sr_step *steps, uint32_t before) {
    const struct sr_kept_claim *was = steps[before].claim, *now = step->claim;
    int64_t n = sr_claim_number(was), m = sr_claim_number(now);
    step->change = same_form(was, now)             ? SR_STEP_REPEATED
                   : n == m                        ? SR_STEP_RESTATED
                   : sr_is_rounding(was, now)      ? SR_STEP_ROUNDED
                   : m == SR_READ_UNKNOWN          ? SR_STEP_RESTATED
                   : n == SR_READ_UNKNOWN || m > n ? SR_STEP_RAISED
                                                   : SR_STEP_LOWERED;
    bool replaces = step->change > SR_STEP_REPEATED && step->change != SR_STEP_ROUNDED;
    if (replaces) step->supersedes = before;
}

/* The chain's last step of an earlier time; several numbers of one text have nothing to do with each other here. */
struct chain {
    uint32_t now, before; /* now: the last step; before: of an earlier time than it, or SR_NONE */
};

static void link_step(struct sr_step *steps, uint32_t i, struct chain *c) {
    bool again = c->now != SR_NONE && steps[c->now].claim->seconds == steps[i].claim->seconds;
    uint32_t before = again ? c->before : c->now;
    if (before != SR_NONE) compare(&steps[i], steps, before);
    if (steps[i].change == SR_STEP_ROUNDED || (again && steps[c->now].own)) return;
    *c = (struct chain){i, before};
}

static bool link_steps(struct sr_step *steps, uint32_t count, struct sr_arena *arena) {
    struct sr_map speakers = {0}, numbers = {0};
    struct chain *chains = sr_arena_alloc(arena, count, sizeof *chains);
    for (uint32_t i = 0; i < count; i++) {
        struct sr_str who = sr_step_speaker(&steps[i], true, arena);
        struct sr_str number = as_text(arena, sr_claim_number(steps[i].claim));
        if (!chains || !who.p || !number.p) return false;
        uint32_t chain = sr_map_get(&speakers, who);
        if (chain == SR_NONE) {
            chains[chain = speakers.count] = (struct chain){SR_NONE, SR_NONE};
            if (!sr_map_set(&speakers, arena, who, chain)) return false;
        }
        link_step(steps, i, &chains[chain]);
        steps[i].takes_up = sr_map_get(&numbers, number);
        if (steps[i].takes_up == SR_NONE && !sr_map_set(&numbers, arena, number, i)) return false;
    }
    return true;
}

bool sr_only_grows(const struct sr_merge_rules *rules, const struct sr_course *c) {
    const struct sr_table *t = &rules->lexicon->tables[SR_TABLE_MERGE_MEASURES];
    uint32_t row = sr_table_find(t, sr_str_c(sr_measure_name(c->measure)));
    if (row == SR_NONE) return false;
    const char *state = sr_table_cell(t, row, 1);
    return !*state || (c->state.p && sr_str_is(c->state, state));
}

static void warn(struct sr_step *steps, uint32_t count, bool grows) {
    int64_t highest = SR_READ_UNKNOWN;
    for (uint32_t i = 0; i < count; i++) {
        int64_t n = sr_claim_number(steps[i].claim);
        if (n == SR_READ_UNKNOWN) continue;
        if (highest >= 5 && n / 10 >= highest) steps[i].warnings |= 1 << SR_WARN_JUMP;
        if (grows && steps[i].change == SR_STEP_LOWERED) steps[i].warnings |= 1 << SR_WARN_DROP;
        for (uint32_t k = i, seen = 0; steps[i].takes_up == SR_NONE && k-- > 0 && seen < LOOK_BACK; seen++)
            if (digits_swapped(sr_claim_number(steps[k].claim), n)) steps[i].warnings |= 1 << SR_WARN_DIGITS;
        if (n > highest) highest = n;
    }
}

bool sr_steps_make(const struct sr_merge_rules *rules, struct sr_parts parts, const struct sr_support *support,
                   struct sr_arena *arena, struct sr_course *out) {
    struct sr_map forms = {0};
    uint32_t most = 1, n = 0;
    const struct sr_part *first = parts.items, *last = first + parts.count - 1;
    for (uint32_t i = 0; i < parts.count; i++) most += parts.items[i].figure->claim_count;
    struct sr_step *steps = sr_arena_alloc(arena, most, sizeof *steps);
    if (!steps) return false;
    for (uint32_t i = 0; i < parts.count; i++)
        if (!add_steps(&parts.items[i], support, first->order == last->order, &forms, steps, &n)) return false;
    if (!n && first->figure->claim_count)
        steps[n++] = (struct sr_step){.document = first->document,
                                      .version = first->version,
                                      .claim = first->figure->claims,
                                      .withdrawn_by = withdrawn_by(first, first->figure->claims),
                                      .supersedes = SR_NONE,
                                      .takes_up = SR_NONE};
    qsort(steps, n, sizeof *steps, by_time);
    if (!link_steps(steps, n, arena)) return false;
    warn(steps, n, sr_only_grows(rules, out));
    out->steps = steps;
    out->step_count = n;
    return true;
}
