/* latest.c: the rule `latest`: the newest claim of the best-placed speaker; hedges widen it.
 *
 * Within one document a claim is older than another only where the text says so (supersedes, as_of). Of those that are
 * left, the best-placed speaker's is taken; of equals, one with a number before a vague one, then the first in the text.
 */
#include "reconcile/dispute.h"
#include "reconcile/rules.h"

struct sr_rank sr_claim_rank(const struct sr_reconcile_in *in, const struct sr_claim *c) {
    const char *kind = "own";
    if (c->chain_count) kind = sr_source_kind_name(in->attributions->sources[c->chain[0].speakers.items[0]].kind);
    return sr_rank_of(in->lexicon, sr_str_c(sr_measure_name(c->measure)), kind);
}

uint32_t sr_rule_candidates(const struct sr_group_in *g) {
    uint32_t left = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        const struct sr_claim *c = &g->in->claims->items[g->claims[i]];
        bool overtaken = false;
        for (uint32_t k = 0; k < g->count; k++)
            overtaken |= g->in->claims->items[g->claims[k]].supersedes == g->claims[i];
        g->verdicts[i] = overtaken                             ? SR_VERDICT_OVERTAKEN
                         : c->polarity != SR_POLARITY_ASSERTED ? SR_VERDICT_NOT_ASSERTED
                         : g->adds_to[g->claims[i]] != SR_NONE ? SR_VERDICT_ADDED
                                                               : SR_VERDICT_LATER;
        left += g->verdicts[i] == SR_VERDICT_LATER;
    }
    return left;
}

void sr_figure_from(struct sr_figure *f, const struct sr_claim *c) {
    f->low = c->low;
    f->high = c->high;
    f->best = c->value;
    if (c->hedge == SR_HEDGE_ABOUT) sr_amount_interval(sr_claim_amount(c), &f->low, &f->high);
}

/* Why `a` yields to `b`, or SR_VERDICT_CHOSEN when it doesn't. */
static enum sr_verdict yields(const struct sr_reconcile_in *in, const struct sr_claim *a, const struct sr_claim *b) {
    int64_t age = a->has_as_of && b->has_as_of ? sr_date_seconds(&b->as_of) - sr_date_seconds(&a->as_of) : 0;
    if (age && (sr_same_speaker(a, b) || !sr_same_time(a, b)))
        return age > 0 ? SR_VERDICT_OVERTAKEN : SR_VERDICT_CHOSEN;
    bool vague_a = a->hedge == SR_HEDGE_VAGUE, vague_b = b->hedge == SR_HEDGE_VAGUE;
    if (vague_a != vague_b) return vague_a ? SR_VERDICT_VAGUE : SR_VERDICT_CHOSEN;
    uint32_t rank_a = sr_claim_rank(in, a).place, rank_b = sr_claim_rank(in, b).place;
    if (rank_a != rank_b) return rank_a > rank_b ? SR_VERDICT_LESS_PLACED : SR_VERDICT_CHOSEN;
    return a < b ? SR_VERDICT_CHOSEN : SR_VERDICT_LATER; /* claims stand in the order of the text */
}

void sr_rule_latest(const struct sr_group_in *g, struct sr_figure *f) {
    const struct sr_claim *all = g->in->claims->items;
    if (!sr_rule_candidates(g)) return;
    for (uint32_t i = 0; i < g->count; i++) {
        if (g->verdicts[i] != SR_VERDICT_LATER) continue;
        if (f->chosen == SR_NONE || yields(g->in, &all[g->claims[i]], &all[f->chosen]) == SR_VERDICT_CHOSEN)
            f->chosen = g->claims[i];
    }
    for (uint32_t i = 0; i < g->count; i++) {
        if (g->verdicts[i] != SR_VERDICT_LATER) continue;
        const struct sr_claim *c = &all[g->claims[i]];
        enum sr_verdict why = g->claims[i] == f->chosen ? SR_VERDICT_CHOSEN : yields(g->in, c, &all[f->chosen]);
        if (g->claims[i] != f->chosen && c->value == all[f->chosen].value && c->hedge == all[f->chosen].hedge)
            why = SR_VERDICT_AGREES;
        g->verdicts[i] = (uint8_t)why;
    }
    sr_figure_from(f, &all[f->chosen]);
}
