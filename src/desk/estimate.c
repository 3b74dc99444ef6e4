#include "desk/estimate.h"

#include "weigh/weigh.h"

const char *const sr_rules[SR_RULES][2] = {
    {"latest", "the newest claim of the best-placed speaker; hedges widen it"},
    {"ucdp", "best: the best-placed speaker; low and high: the lowest and highest that a reliable speaker gives"},
    {"acled", "the most conservative figure that is given"},
};

const char *sr_verdict_says(const char *verdict) {
    static const char *const words[][2] = {
        {"chosen", "chosen"},
        {"agrees", "agrees with the chosen one"},
        {"widens", "widens low or high"},
        {"rejected", "set aside: an editor rejected it"},
        {"withdrawn", "set aside: its document no longer says it"},
        {"not-asserted", "set aside: not asserted"},
        {"superseded", "set aside: there is a newer figure by the same speaker"},
        {"part", "set aside: a part, or those since the last report"},
        {"vague", "set aside: no number"},
        {"less-placed", "set aside: its speaker is less well placed"},
        {"unreliable", "set aside: its speaker is a party to the fight, or hearsay"},
        {"older", "set aside: an older report"},
        {"higher", "set aside: not the most conservative"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], verdict) == 0) return words[i][1];
    return "";
}

uint32_t *sr_estimate_claims(const struct sr_view *view, uint32_t figure, struct sr_arena *arena, uint32_t *count) {
    uint32_t *list = sr_arena_alloc(arena, (size_t)view->claim_count + 1, sizeof *list), n = 0;
    for (uint32_t i = 0; list && i < view->claim_count; i++) {
        if (view->claims[i].figure != figure || !view->claims[i].claim->incident) continue;
        uint32_t at = n++;
        for (; at > 0 && view->claims[list[at - 1]].seconds > view->claims[i].seconds; at--) list[at] = list[at - 1];
        list[at] = i;
    }
    *count = n;
    return list;
}

struct judge {
    const struct sr_view *view;
    const struct sr_lexicon *lexicon;
    const uint32_t *of;
    const char **verdicts;
    struct sr_count *counts; /* [count] */
    uint8_t *weighed;        /* [count] */
    uint32_t count;
};

static const struct sr_view_claim *at(const struct judge *j, uint32_t i) {
    return &j->view->claims[j->of[i]];
}

static int64_t lowest(const struct sr_view_claim *c) {
    return c->claim->low != SR_STORE_UNKNOWN ? c->claim->low : c->claim->value;
}

static int64_t highest(const struct sr_view_claim *c) {
    return c->claim->high != SR_STORE_UNKNOWN    ? c->claim->high
           : c->claim->value != SR_STORE_UNKNOWN ? c->claim->value
                                                 : lowest(c);
}

static struct sr_count count_of(const struct judge *j, uint32_t i) {
    const struct sr_view_claim *c = at(j, i);
    const char *kind = c->speaker_count || c->claim->speaker.n ? c->first.kind.p : "own";
    return (struct sr_count){.low = lowest(c),
                             .high = highest(c),
                             .told = lowest(c),
                             .seconds = c->seconds,
                             .rank = sr_rank_of(j->lexicon, c->claim->measure, kind),
                             .stands = !j->verdicts[i]};
}

/* A later claim of the same speaker stands in its place. */
static bool superseded(const struct judge *j, uint32_t i) {
    const struct sr_view_claim *c = at(j, i);
    for (uint32_t k = i + 1; k < j->count; k++) {
        const struct sr_view_claim *d = at(j, k);
        if (d->claim->withdrawn || d->claim->standing == SR_CLAIM_REJECTED) continue;
        if (sr_str_eq(c->first.name, d->first.name) && d->seconds > c->seconds &&
            (lowest(d) != lowest(c) || highest(d) != highest(c)))
            return true;
    }
    return false;
}

/* Why a claim counts for no rule; NULL: it does. */
static const char *out_of_count(const struct judge *j, uint32_t i) {
    const struct sr_view_claim *c = at(j, i);
    if (c->claim->standing == SR_CLAIM_REJECTED) return "rejected";
    if (c->claim->withdrawn) return "withdrawn";
    if (!sr_str_is(c->claim->polarity, "asserted")) return "not-asserted";
    if (json_is_string(json_object_get(c->read, "part_of")) || sr_str_is(sr_view_json(c->read, "counting"), "new"))
        return "part";
    if (superseded(j, i)) return "superseded";
    return lowest(c) == SR_STORE_UNKNOWN ? "vague" : NULL;
}

static void latest(struct judge *j, const struct sr_store_figure *f, struct sr_estimate *e) {
    uint32_t chosen = SR_NONE;
    e->low = f->low;
    e->best = f->best;
    e->high = f->high;
    for (uint32_t i = 0; i < j->count; i++) {
        if (!j->counts[i].stands) continue;
        int64_t told = at(j, i)->claim->value != SR_STORE_UNKNOWN ? at(j, i)->claim->value : j->counts[i].low;
        int64_t best = f->best != SR_STORE_UNKNOWN ? f->best : f->low;
        if (told == best && (chosen == SR_NONE || sr_count_better(&j->counts[i], &j->counts[chosen]))) chosen = i;
    }
    for (uint32_t i = 0; i < j->count; i++) {
        const struct sr_count *c = &j->counts[i], *best = chosen == SR_NONE ? NULL : &j->counts[chosen];
        if (!c->stands) continue;
        if (i == chosen) j->verdicts[i] = "chosen";
        else if (best && c->low == best->low && c->high == best->high) j->verdicts[i] = "agrees";
        else j->verdicts[i] = best && c->rank.place > best->rank.place ? "less-placed" : "older";
    }
}

static void by_rule(struct judge *j, bool acled, struct sr_estimate *e) {
    const char *const words[] = {[SR_WEIGHED_CHOSEN] = "chosen",
                                 [SR_WEIGHED_AGREES] = "agrees",
                                 [SR_WEIGHED_WIDENS] = "widens",
                                 [SR_WEIGHED_WORSE] = "less-placed",
                                 [SR_WEIGHED_AFTER] = acled ? "higher" : "older",
                                 [SR_WEIGHED_LEFT_OUT] = acled ? "vague" : "unreliable"};
    struct sr_weight w = (acled ? sr_weigh_acled : sr_weigh_ucdp)(j->counts, j->count, j->weighed);
    for (uint32_t i = 0; i < j->count; i++)
        if (j->counts[i].stands) j->verdicts[i] = words[j->weighed[i]];
    e->low = w.low;
    e->best = w.best;
    e->high = w.high;
}

bool sr_estimate(const struct sr_view *view, const struct sr_lexicon *lexicon, uint32_t figure, uint32_t rule,
                 struct sr_arena *arena, struct sr_estimate *out) {
    struct judge j = {.view = view, .lexicon = lexicon};
    j.of = sr_estimate_claims(view, figure, arena, &j.count);
    j.verdicts = sr_arena_alloc(arena, (size_t)j.count + 1, sizeof *j.verdicts);
    j.counts = sr_arena_alloc(arena, (size_t)j.count + 1, sizeof *j.counts);
    j.weighed = sr_arena_alloc(arena, (size_t)j.count + 1, sizeof *j.weighed);
    if (!j.of || !j.verdicts || !j.counts || !j.weighed) return false;
    for (uint32_t i = 0; i < j.count; i++) j.verdicts[i] = out_of_count(&j, i);
    for (uint32_t i = 0; i < j.count; i++) j.counts[i] = count_of(&j, i);
    *out = (struct sr_estimate){.rule = sr_rules[rule][0],
                                .low = SR_STORE_UNKNOWN,
                                .best = SR_STORE_UNKNOWN,
                                .high = SR_STORE_UNKNOWN,
                                .disputed = view->figures.items[figure].disputed,
                                .verdicts = j.verdicts,
                                .of = j.of,
                                .count = j.count};
    if (rule == 0) latest(&j, &view->figures.items[figure], out);
    else by_rule(&j, rule == 2, out);
    return true;
}
