#include "figure/claim_links.h"

#include "reader/match.h"

bool sr_claim_chain(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claim *claim, struct sr_span span) {
    const struct sr_attributions *as = in->attributions;
    claim->attribution = as->count ? sr_attribution_at(as, span) : SR_NONE;
    struct sr_attribution_link links[SR_CHAIN_LONGEST];
    uint32_t n = as->count ? sr_attribution_chain(as, claim->attribution, links) : 0;
    struct sr_speaker_link *chain = sr_arena_alloc(arena, n, sizeof *chain);
    if (!chain) return false;
    for (uint32_t i = 0; i < n; i++) chain[i] = (struct sr_speaker_link){links[i].speakers, links[i].attribution};
    claim->chain = chain;
    claim->chain_count = n;
    return true;
}

static struct sr_str cell(const struct sr_claim_in *in, uint32_t row, uint32_t column) {
    return sr_str_c(sr_table_cell(&in->lexicon->tables[SR_TABLE_PEOPLE], row, column));
}

void sr_claim_facets(const struct sr_claim_in *in, struct sr_claim *claim, const struct sr_counted *c) {
    claim->side = SR_SIDE_COUNT;
    if (c->row != SR_NONE) {
        claim->side = (uint8_t)sr_side_from(cell(in, c->row, 1));
        claim->age = cell(in, c->row, 2);
        claim->sex = cell(in, c->row, 3);
        claim->occupation = cell(in, c->row, 4);
        claim->families = sr_str_is(cell(in, c->row, 5), "families");
    }
    memcpy(claim->nationality, c->nationality, sizeof claim->nationality);
}

void sr_claim_own_nation(const struct sr_claim_in *in, struct sr_claim *claim) {
    if (!claim->chain_count) return;
    const struct sr_source *s = &in->attributions->sources[claim->chain[0].speakers.items[0]];
    for (uint32_t i = 0; i < in->places->count; i++) {
        const struct sr_place *p = &in->places->items[i];
        if (p->class == SR_PLACE_COUNTRY &&
            (sr_span_overlaps(p->span, s->name) || (p->entity != SR_NONE && p->entity == s->entity)))
            memcpy(claim->nationality, p->country, sizeof claim->nationality);
    }
    for (uint32_t i = 0; i < in->places->nationality_count; i++) {
        const struct sr_nationality *n = &in->places->nationalities[i];
        if (sr_span_overlaps(in->reading->tokens[n->first].span, s->name))
            memcpy(claim->nationality, n->country, sizeof claim->nationality);
    }
}

static bool same_first_speaker(const struct sr_claim *a, const struct sr_claim *b) {
    if (a->chain_count == 0 || b->chain_count == 0) return a->chain_count == b->chain_count;
    return a->chain[0].speakers.items[0] == b->chain[0].speakers.items[0];
}

static bool same_people(const struct sr_claim *a, const struct sr_claim *b) {
    return (a->side == b->side || a->side == SR_SIDE_COUNT || b->side == SR_SIDE_COUNT) && sr_str_eq(a->age, b->age) &&
           strcmp(a->nationality, b->nationality) == 0;
}

static bool same_figure(const struct sr_claim *a, const struct sr_claim *b) {
    return a->measure == b->measure && a->value == b->value && a->low == b->low && a->high == b->high &&
           a->hedge == b->hedge && a->polarity == b->polarity;
}

/* "three of the dead were Nigerians": a part of the last total, however far back that stands. */
static bool of_the_dead(const struct sr_claim_in *in, const struct sr_number *n) {
    return is(in, n->end, "of") && clue(in, n->end + 1, "one-article") && clue(in, n->end + 2, "those-counted");
}

/* "Two of the injured died in hospital": they come to the dead before them, and are none of these. */
static bool of_the_living(const struct sr_claim_in *in, const struct sr_claim *c, const struct sr_number *n) {
    return c->measure == SR_MEASURE_KILLED && of_the_dead(in, n) && clue(in, n->end + 2, "those-alive");
}

/* Words between a total and its part: "22 people, including two attackers", "among them three children". */
static bool part_words(const struct sr_claim_in *in, const struct sr_number *n, bool among, bool *beside, bool *back) {
    for (uint32_t k = 1; k <= 3 && n->whole_first >= k; k++) {
        if (clue(in, n->whole_first - k, "beside")) *beside = true;
        if (!clue(in, n->whole_first - k, "part")) continue;
        *back |= n->whole_first > k && clue(in, n->whole_first - k - 1, "those-counted"); /* "the dead include three" */
        return true;
    }
    bool no_longer = n->zero_word && is(in, n->end, "more");
    if (clue(in, n->end, "beside-after") && !no_longer) *beside = true; /* "three others", "no one else" */
    *back = of_the_dead(in, n) || among;
    return *back || (is(in, n->end, "of") && (is(in, n->end + 1, "them") || is(in, n->end + 1, "whom")));
}

/* "including 14 children [and nine women]", "Five of the deaths were in Pell Wood and [11] in Asher": what stands beside a
 * part is one too. */
static bool joined_to_part(const struct sr_claim_in *in, const struct sr_claim *before, const struct sr_claim *c) {
    if (before->part_of == SR_NONE || before->measure != c->measure || before->number == SR_NONE ||
        c->number == SR_NONE)
        return false;
    uint32_t first = in->numbers->items[c->number].whole_first;
    uint32_t last =
        before->of.end ? sr_token_at(in->reading, before->of.end - 1) + 1 : in->numbers->items[before->number].end;
    if (in->reading->tokens[last].sentence != in->reading->tokens[first].sentence || first <= last) return false;
    if (is(in, last, ",")) last++;
    if (first > last && (is(in, first - 1, "and") || is(in, first - 1, "while")))
        return first - 1 == last || !c->of.end; /* its noun is left out: it counts what the part counts */
    return first == last;
}

static uint32_t sentence_of(const struct sr_claim_in *in, const struct sr_claim *c) {
    return in->reading->tokens[sr_token_at(in->reading, c->span.start)].sentence;
}

static int64_t most(const struct sr_claim *c) {
    return c->value != SR_UNKNOWN ? c->value : c->high != SR_UNKNOWN ? c->high : c->low;
}

static void find_total(const struct sr_claim_in *in, struct sr_claim *claims, uint32_t i) {
    struct sr_claim *c = &claims[i];
    bool among = c->trigger != SR_NONE && is(in, c->trigger, "among"); /* "20 of them were among the hostages" */
    bool beside = false, back = among;
    if (c->of_the_last && i) c->part_of = i - 1;
    if (c->of_the_last || (c->number == SR_NONE && !among)) return;
    if (c->number != SR_NONE && of_the_living(in, c, &in->numbers->items[c->number])) {
        c->beside = true;
        return;
    }
    bool part =
        c->number == SR_NONE || part_words(in, &in->numbers->items[c->number], among, &beside, &back) || c->condition;
    if (!part && !beside && i && joined_to_part(in, &claims[i - 1], c)) {
        c->part_of = claims[i - 1].part_of;
        return;
    }
    back |= c->condition && !beside; /* "Three are in surgery": some of those that a figure far above counts */
    c->beside = beside;
    if (!part || beside) return;
    for (uint32_t k = i; k-- > 0;) {
        if (claims[k].measure != c->measure || claims[k].part_of != SR_NONE || claims[k].implicit) continue;
        if (!back && sentence_of(in, &claims[k]) + 1 < sentence_of(in, c)) return;
        int64_t whole = most(&claims[k]), own = most(c);
        if (whole != SR_UNKNOWN && own != SR_UNKNOWN && (c->condition ? whole <= own : whole < own)) continue;
        c->part_of = k;
        return;
    }
}

/* "The province lowered the toll to 435 from 448"; not "rose to 19, among them two from 30 Squadron". */
static bool moved_from(const struct sr_claim_in *in, const struct sr_claim *c, const struct sr_sentence *s) {
    enum { VERB = 16 }; /* tokens before it */
    if (c->number == SR_NONE) return false;
    uint32_t at = sr_token_at(in->reading, in->numbers->items[c->number].span.start);
    if (at == s->first || !is(in, at - 1, "from")) return false;
    for (uint32_t i = at > s->first + VERB ? at - VERB : s->first; i < at; i++)
        if (clue(in, i, "toll-moved")) return true;
    return false;
}

/* "earlier put the toll at 12": the words of a figure that has been overtaken. */
static bool told_as_old(const struct sr_claim_in *in, const struct sr_claim *c) {
    const struct sr_sentence *s = &in->reading->sentences[sentence_of(in, c)];
    uint32_t at = sr_token_at(in->reading, c->span.start);
    if (moved_from(in, c, s)) return true;
    for (uint32_t i = at > s->first + 8 ? at - 8 : s->first; i < at + 6 && i < s->end; i++)
        if (clue(in, i, "overtaken")) return true;
    return false;
}

enum { REACH = 4000 }; /* claims looked back at, so that a text of many thousand costs no more than its length */

static void find_same(struct sr_claim *claims, uint32_t i, uint32_t from) {
    struct sr_claim *c = &claims[i];
    for (uint32_t k = from; k < i && c->same_as == SR_NONE && c->number != SR_NONE; k++)
        if (claims[k].number != SR_NONE && same_figure(&claims[k], c) && same_first_speaker(&claims[k], c) &&
            same_people(&claims[k], c))
            c->same_as = claims[k].same_as != SR_NONE ? claims[k].same_as : k;
}

/* In a live blog a toll of a later update overtakes the one before it, whoever tells it, unless it is lower and somebody
 * else's: a witness's "12" after the ministry's 15 is a rival. */
static bool goes_on(const struct sr_claim *later, const struct sr_claim *e) {
    if (e->number == SR_NONE || e->measure != later->measure || e->part_of != SR_NONE || e->counting == SR_COUNTING_NEW)
        return false;
    if (e->polarity != SR_POLARITY_ASSERTED || !same_people(e, later) || same_figure(e, later)) return false;
    return most(later) == SR_UNKNOWN || most(e) <= most(later) || same_first_speaker(e, later);
}

static void overtake_by_update(const struct sr_claim_in *in, struct sr_claim *claims, uint32_t count, uint32_t i) {
    enum { NEAR = 200 }; /* claims looked at on either side */
    struct sr_claim *c = &claims[i];
    const struct sr_update *own = sr_update_at(in->document, c->span.start);
    if (!own || !own->has_at || c->number == SR_NONE || c->supersedes != SR_NONE || c->part_of != SR_NONE ||
        c->counting == SR_COUNTING_NEW || c->polarity != SR_POLARITY_ASSERTED)
        return;
    int64_t last = INT64_MIN, at = sr_date_seconds(&own->at);
    for (uint32_t k = i > NEAR ? i - NEAR : 0; k < count && k < i + NEAR; k++) {
        const struct sr_update *update = sr_update_at(in->document, claims[k].span.start);
        if (!update || !update->has_at || !goes_on(c, &claims[k])) continue;
        int64_t before = sr_date_seconds(&update->at);
        if (before >= at || before <= last) continue;
        last = before;
        c->supersedes = k;
    }
}

static bool is_total(const struct sr_claim *c) {
    return c->number != SR_NONE && c->part_of == SR_NONE;
}

/* "Sixty-six died, … Authorities had earlier said ten": what is told as old is overtaken by the figure just before it,
 * or else by the first that is higher; and what is told as old first, by the next. `old` [i + 1]: told so. */
static void overtake_told_as_old(const struct sr_claim_in *in, struct sr_claim *claims, uint32_t i, uint32_t from,
                                 const bool *old) {
    struct sr_claim *c = &claims[i];
    uint32_t higher = SR_NONE;
    bool near = false;
    if (!is_total(c)) return;
    for (uint32_t k = from; k < i; k++) {
        struct sr_claim *e = &claims[k];
        if ((!old[i] && !old[k]) || !is_total(e) || e->measure != c->measure) continue;
        if (!same_people(e, c) || same_figure(e, c)) continue;
        if (!old[i]) {
            if (old[k] && c->supersedes == SR_NONE) c->supersedes = k;
            continue;
        }
        if (e->supersedes != SR_NONE || old[k]) continue;
        if (sentence_of(in, e) + 2 >= sentence_of(in, c)) {
            e->supersedes = i;
            near = true;
        } else if (higher == SR_NONE && most(e) > most(c)) higher = k;
    }
    if (old[i] && !near && higher != SR_NONE) claims[higher].supersedes = i;
}

bool sr_claim_relate(const struct sr_claim_in *in, struct sr_arena *arena, struct sr_claim *claims, uint32_t count) {
    bool *old = sr_arena_alloc(arena, count, sizeof *old); /* told as overtaken: looked up once, asked of each pair */
    if (!old) return false;
    for (uint32_t i = 0; i < count; i++) {
        struct sr_claim *c = &claims[i];
        uint32_t from = i > REACH ? i - REACH : 0;
        find_total(in, claims, i);
        find_same(claims, i, from);
        old[i] = told_as_old(in, c);
        overtake_told_as_old(in, claims, i, from, old);
        c->found = c->measure == SR_MEASURE_KILLED && c->of_head != SR_NONE && clue(in, c->of_head, "bodies");
    }
    for (uint32_t i = 0; in->document->update_count && i < count; i++) overtake_by_update(in, claims, count, i);
    return true;
}
