#include "weigh/weigh.h"

static const struct sr_weight nothing = {SR_AMOUNT_UNKNOWN, SR_AMOUNT_UNKNOWN, SR_AMOUNT_UNKNOWN, SR_NONE};

bool sr_count_better(const struct sr_count *a, const struct sr_count *b) {
    if (a->vague != b->vague) return b->vague;
    if (a->rank.place != b->rank.place) return a->rank.place < b->rank.place;
    if (a->seconds != b->seconds) return a->seconds > b->seconds;
    return a->low != SR_AMOUNT_UNKNOWN && b->low != SR_AMOUNT_UNKNOWN && a->low < b->low;
}

static bool any_reliable(const struct sr_count *counts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (counts[i].stands && !counts[i].rank.unreliable) return true;
    return false;
}

static void take(struct sr_weight *w, const struct sr_count *counts, uint32_t i) {
    const struct sr_count *c = &counts[i];
    if (w->chosen == SR_NONE || sr_count_better(c, &counts[w->chosen])) w->chosen = i;
    if (c->low != SR_AMOUNT_UNKNOWN && (w->low == SR_AMOUNT_UNKNOWN || c->low < w->low)) w->low = c->low;
    if (c->high > w->high) w->high = c->high; /* unknown is less than any */
}

/* What the rule made of one that was taken and not chosen. */
static uint8_t verdict_of(const struct sr_weight *w, const struct sr_count *chosen, const struct sr_count *c) {
    if (c->low == chosen->low && c->high == chosen->high) return SR_WEIGHED_AGREES;
    if (c->low == w->low || c->high == w->high) return SR_WEIGHED_WIDENS;
    return c->rank.place > chosen->rank.place ? SR_WEIGHED_WORSE : SR_WEIGHED_AFTER;
}

struct sr_weight sr_weigh_ucdp(const struct sr_count *counts, uint32_t count, uint8_t *verdicts) {
    struct sr_weight w = nothing;
    bool reliable = any_reliable(counts, count);
    for (uint32_t i = 0; i < count; i++) {
        bool left_out = counts[i].stands && reliable && counts[i].rank.unreliable;
        verdicts[i] = left_out ? SR_WEIGHED_LEFT_OUT : counts[i].stands ? SR_WEIGHED_CHOSEN : SR_WEIGHED_NOT;
        if (verdicts[i] == SR_WEIGHED_CHOSEN) take(&w, counts, i);
    }
    if (w.chosen == SR_NONE) return w;
    const struct sr_count *chosen = &counts[w.chosen];
    w.best = chosen->told;
    /* "up to one" has no lowest figure, and may still be the best one beside "two" */
    if (w.best != SR_AMOUNT_UNKNOWN && w.low > w.best) w.low = w.best;
    if (w.best != SR_AMOUNT_UNKNOWN && w.high != SR_AMOUNT_UNKNOWN && w.high < w.best) w.high = w.best;
    if (!reliable) w.low = 0;
    for (uint32_t i = 0; i < count; i++)
        if (verdicts[i] == SR_WEIGHED_CHOSEN && i != w.chosen) verdicts[i] = verdict_of(&w, chosen, &counts[i]);
    return w;
}

struct sr_weight sr_weigh_acled(const struct sr_count *counts, uint32_t count, uint8_t *verdicts) {
    struct sr_weight w = nothing;
    for (uint32_t i = 0; i < count; i++) {
        bool counted = counts[i].stands && counts[i].low != SR_AMOUNT_UNKNOWN;
        verdicts[i] = counted ? SR_WEIGHED_AFTER : counts[i].stands ? SR_WEIGHED_LEFT_OUT : SR_WEIGHED_NOT;
        if (counted && (w.chosen == SR_NONE || counts[i].low < counts[w.chosen].low)) w.chosen = i;
    }
    if (w.chosen == SR_NONE) return w;
    w.low = w.best = w.high = counts[w.chosen].low;
    for (uint32_t i = 0; i < count; i++)
        if (verdicts[i] == SR_WEIGHED_AFTER && counts[i].low == w.best) verdicts[i] = SR_WEIGHED_AGREES;
    verdicts[w.chosen] = SR_WEIGHED_CHOSEN;
    return w;
}
