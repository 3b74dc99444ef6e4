/* sum.c: see sum.h. */
#include "reconcile/sum.h"

#include <strings.h>

#include "reconcile/dispute.h"

/* What stands between two counted phrases joins them: ", two", "and his", ", and one", and what is told of the first between
 * commas before the "and": ", leader of the miners' union, and". */
static bool joins(struct sr_str between) {
    enum { WORDS_AFTER_AND = 5, WORDS_AFTER_COMMA = 4, LONGEST_ASIDE = 120 };
    uint32_t i = 0, words = 1, and = between.n;
    if (between.n > LONGEST_ASIDE) return false;
    while (i < between.n && between.p[i] == ' ') i++;
    bool comma = i < between.n && between.p[i] == ',';
    for (uint32_t k = i; k < between.n; k++) {
        if (strchr("-(\"'.;:", between.p[k])) return false;
        bool word = k == i || strchr(" \n", between.p[k - 1]);
        if (word && between.n - k >= 4 && strncasecmp(between.p + k, "and", 3) == 0 && strchr(" \n", between.p[k + 3]))
            and = k;
    }
    if (and<between.n &&and> i && !comma) return false;
    for (uint32_t k = and < between.n ? and : i; k < between.n; k++) words += strchr(" \n", between.p[k]) != NULL;
    return and < between.n ? words <= WORDS_AFTER_AND + 1 : comma && words <= WORDS_AFTER_COMMA + 1;
}

/* "Two passengers, a man and [a woman]": those who are told between are told apart in `between` or not at all, and make up
 * the number before them. Not "two soldiers, a priest and three boys". */
static bool makes_up(struct sr_str between, int64_t number, int64_t last) {
    int64_t told = last;
    if (!between.n || between.p[0] != ',') return false;
    for (uint32_t k = 1; k + 2 < between.n; k++)
        if (between.p[k - 1] == ' ' && (between.p[k] == 'a' || between.p[k] == 'A'))
            told += between.p[k + 1] == ' ' || (between.p[k + 1] == 'n' && between.p[k + 2] == ' ');
    return number > 1 && told == number;
}

struct sum {
    int64_t value, most, low, high;
    uint32_t claims;
    bool through;
};

static int64_t plus(int64_t a, int64_t b) {
    return a == SR_UNKNOWN || b == SR_UNKNOWN ? SR_UNKNOWN : a + b;
}

/* The claims that stand joined, from `first` on, before one verb or after it; `through` tells whether that one is among them. */
static struct sum joined_from(const struct sr_reconcile_in *in, uint32_t first, uint32_t through) {
    const struct sr_claims *all = in->claims;
    const struct sr_claim *c = &all->items[first];
    struct sum sum = {c->value, c->value, c->low, c->high, 1, first == through};
    struct sr_span last = c->of;
    if (c->trigger == SR_NONE || !c->of.end || c->value == SR_UNKNOWN) return sum;
    for (uint32_t i = first + 1; i < all->count; i++) {
        const struct sr_claim *d = &all->items[i];
        if (d->span.start > last.end + 400) break; /* no phrase joins over such a distance */
        if (d->measure != c->measure || d->trigger != c->trigger || d->polarity != c->polarity ||
            d->value == SR_UNKNOWN || d->part_of != SR_NONE || !d->of.end || d->of.start <= last.end)
            continue;
        struct sr_str between = sr_slice(in->document->text.p, (struct sr_span){last.end, d->of.start});
        if (!joins(between) || (sum.claims == 1 && makes_up(between, c->value, d->value))) break;
        sum.value += d->value;
        if (d->value > sum.most) sum.most = d->value;
        sum.low = plus(sum.low, d->low);
        sum.high = plus(sum.high, d->high);
        sum.claims++;
        sum.through |= i == through;
        last = d->of;
    }
    return sum;
}

/* Victims told one by one are as many as stand joined in one place: "a man and a woman were killed" is two. Elsewhere the
 * same victim is told again, so the largest place counts. */
int64_t sr_told_singly(const struct sr_reconcile_in *in, const uint32_t *claims, uint32_t count) {
    int64_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct sum sum = joined_from(in, claims[i], claims[i]);
        if (sum.value > most) most = sum.value;
    }
    return most;
}

/* "Six priests and two women were murdered" add up; not "22 people, ten men and twelve women", where the first is what
 * the others make together. */
void sr_add_joined(const struct sr_reconcile_in *in, struct sr_figure *f) {
    enum { BACK = 6 };
    struct sum sum = joined_from(in, f->chosen, f->chosen);
    for (uint32_t k = 1; k <= BACK && k <= f->chosen; k++) { /* "the minister and his two bodyguards died" */
        struct sum longer = joined_from(in, f->chosen - k, f->chosen);
        if (longer.through && longer.claims > sum.claims) sum = longer;
    }
    int64_t first = in->claims->items[f->chosen].value;
    if (sum.claims == 1 || (sum.claims > 2 && sum.most == first && first * 2 == sum.value)) return;
    f->low = sum.low;
    f->high = sum.high;
    f->best = sum.value;
}

/* Is `base` what the claim `added` is told on top of? Not across paragraphs, where a speaker begins anew: "Six people were
 * hurt.⏎ Two others were hurt in May." One verb joins by itself, see sr_add_joined. */
static bool told_on_top(const struct sr_reconcile_in *in, const struct sr_str *facets, uint32_t base, uint32_t added) {
    enum { REACH = 250 };
    const struct sr_claim *b = &in->claims->items[base], *a = &in->claims->items[added];
    if (b->measure != a->measure || b->state != a->state || b->number == SR_NONE || b->value == SR_UNKNOWN ||
        b->polarity != SR_POLARITY_ASSERTED || b->trigger == a->trigger || !facets[base].p)
        return false;
    if (in->incidents->of_claim[base] != in->incidents->of_claim[added] || !sr_str_eq(facets[base], facets[added]) ||
        !sr_same_speaker(b, a) || a->span.start < b->span.end || a->span.start - b->span.end > REACH)
        return false;
    return !memchr(in->document->text.p + b->span.end, '\n', a->span.start - b->span.end);
}

void sr_add_told_besides(const struct sr_reconcile_in *in, const struct sr_str *facets, struct sr_claim *claims,
                         uint32_t *adds_to) {
    enum { BACK = 4 };
    for (uint32_t i = 0; i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        adds_to[i] = SR_NONE;
        if (!c->beside || c->value == SR_UNKNOWN || c->polarity != SR_POLARITY_ASSERTED || c->part_of != SR_NONE ||
            c->counting == SR_COUNTING_NEW || !facets[i].p)
            continue;
        for (uint32_t k = i; k-- > 0 && i - k <= BACK && adds_to[i] == SR_NONE;)
            if (told_on_top(in, facets, k, i)) adds_to[i] = adds_to[k] != SR_NONE ? adds_to[k] : k;
        if (adds_to[i] == SR_NONE) continue;
        struct sr_claim *base = &claims[adds_to[i]];
        base->value = plus(base->value, c->value);
        base->low = plus(base->low, c->low);
        base->high = plus(base->high, c->high);
        if (c->hedge != SR_HEDGE_EXACT) base->hedge = c->hedge;
    }
}
