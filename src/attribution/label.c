#include "attribution/parts.h"

/* What a trained reader says of speech (reading->attributions) beside what the rules found. It finds more cues than they
 * do and is told apart by them: where both see a cue, the rules say better how far the words reach; what the rules alone see
 * stays if it tells of the world, and goes if it is an attitude or a wish, which the reader would have seen; what the reader
 * alone sees is taken where it is sure. It reads the outermost layer only, so that what stands inside its contents stays. */

static const float SURE = 0.7f;

enum { HOLE = 4, ASIDE = 40 }; /* tokens: between pieces of one content; that a speaker and cue take in its midst */

/* The tokens that a span touches. */
static struct sr_range tokens_of(const struct sr_attributing *a, struct sr_span s) {
    struct sr_range r = {sr_token_at(a->reading, s.start), 0};
    r.end = r.first;
    while (r.end < a->n && a->tokens[r.end].span.start < s.end) r.end++;
    return r;
}

static struct sr_range hull(const struct sr_attributing *a, struct sr_spans s) {
    if (!s.count) return (struct sr_range){0, 0};
    struct sr_range r = tokens_of(a, s.items[0]);
    for (uint32_t i = 1; i < s.count; i++) {
        struct sr_range t = tokens_of(a, s.items[i]);
        if (t.first <= r.end + 2 && t.end > r.end) r.end = t.end; /* "went on, he said, to say": the first part tells */
    }
    return r;
}

/* What the tables know of the cue: stance, and whether it tells. Unknown cues tell: an annotator took them for speech.
 */
static void by_table(const struct sr_attributing *a, struct sr_draft *d) {
    for (uint32_t i = d->cue.first; i < d->cue.end; i++) {
        if (sr_att_is(a, i, SR_WORD_NEG)) d->stance = SR_STANCE_DOUBTS;
        struct sr_match m = sr_match_at(a->cues, a->reading, i, d->cue.end);
        if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb")) continue;
        uint32_t stance = sr_stance_from(sr_str_c(sr_table_cell(a->cues, m.row, 3)));
        if (stance < SR_STANCE_COUNT && stance != SR_STANCE_ASSERTS) d->stance = (uint8_t)stance;
        d->tells = !sr_table_has(a->cues, m.row, 4, "no");
        d->person_tells = sr_table_has(a->cues, m.row, 4, "person");
        return;
    }
}

static bool touches(struct sr_range r, uint32_t first, uint32_t end) {
    return r.first < r.end && r.first < end && first < r.end;
}

/* Join the content's pieces over small holes, and leave out what then lies apart from the longest: a piece belongs to it
 * across its speaker and cue only ("The dam," he said, "will hold"). */
static void mend_content(struct sr_draft *d) {
    struct sr_ranges joined = {.count = 0}, kept = {.count = 0};
    uint32_t longest = 0;
    for (uint32_t i = 0; i < d->content.count; i++) {
        struct sr_range r = d->content.items[i], *last = joined.count ? &joined.items[joined.count - 1] : NULL;
        bool said = last && (touches(d->cue, last->end, r.first) || touches(d->source, last->end, r.first));
        if (last && !said && r.first <= last->end + HOLE) last->end = r.end;
        else joined.items[joined.count++] = r;
    }
    for (uint32_t i = 1; i < joined.count; i++)
        if (joined.items[i].end - joined.items[i].first > joined.items[longest].end - joined.items[longest].first)
            longest = i;
    for (uint32_t i = 0; i < joined.count; i++) {
        struct sr_range low = joined.items[i < longest ? i : longest], high = joined.items[i < longest ? longest : i];
        bool across = touches(d->cue, low.end, high.first) || touches(d->source, low.end, high.first);
        if (i == longest || (across && high.first - low.end <= ASIDE)) kept.items[kept.count++] = joined.items[i];
    }
    d->content = kept;
}

/* Which label has the token as its cue (plus one; 0: none), and whether a label's content holds it. */
struct marks {
    uint32_t *cue;   /* [tokens] */
    uint8_t *within; /* [tokens] */
};

static bool mark(const struct sr_attributing *a, uint32_t from, struct marks *m) {
    m->cue = sr_arena_alloc(a->arena, a->n, sizeof *m->cue);
    m->within = sr_arena_alloc(a->arena, a->n, sizeof *m->within);
    if (!m->cue || !m->within) return false;
    for (uint32_t k = from; k < a->drafts.count; k++) {
        const struct sr_draft *d = &a->drafts.items[k];
        for (uint32_t i = d->cue.first; i < d->cue.end; i++) m->cue[i] = k + 1;
        for (uint32_t c = 0; c < d->content.count; c++)
            for (uint32_t i = d->content.items[c].first; i < d->content.items[c].end; i++) m->within[i] = 1;
    }
    return true;
}

/* A rule's finding and the labels: see the head of this file. */
static void settle(struct sr_attributing *a, struct sr_draft *d, const struct marks *m) {
    bool seen = false, inside = d->cue.first < d->cue.end;
    for (uint32_t i = d->cue.first; i < d->cue.end; i++) {
        inside = inside && m->within[i];
        if (!m->cue[i]) continue;
        struct sr_draft *label = &a->drafts.items[m->cue[i] - 1];
        label->dropped = seen = true;
        if (d->source.first == d->source.end && d->told.first == d->told.end && label->p >= SURE)
            d->source = label->source;
    }
    bool attitude = d->cls == SR_CUE_VERB && !d->tells && d->cue.first < d->cue.end;
    if (attitude && !seen && !inside) d->dropped = true;
}

/* Close the gaps that dropped drafts leave. */
static bool pack(struct sr_attributing *a) {
    uint32_t *moved = sr_arena_alloc(a->arena, a->drafts.count, sizeof *moved), n = 0;
    if (!moved) return false;
    for (uint32_t k = 0; k < a->drafts.count; k++) {
        moved[k] = a->drafts.items[k].dropped ? SR_NONE : n++;
        if (moved[k] != SR_NONE) a->drafts.items[moved[k]] = a->drafts.items[k];
    }
    a->drafts.count = n;
    for (uint32_t k = 0; k < n; k++) {
        struct sr_draft *d = &a->drafts.items[k];
        if (d->parent != SR_NONE) d->parent = moved[d->parent];
        if (d->same_as != SR_NONE) d->same_as = moved[d->same_as];
    }
    return true;
}

void sr_att_labels(struct sr_attributing *a) {
    const struct sr_reading *r = a->reading;
    if (!(r->has & SR_HAS_ATTRIBUTIONS)) return;
    uint32_t rules = a->drafts.count;
    for (uint32_t k = 0; k < r->attribution_count && !a->failed; k++) {
        const struct sr_attribution_label *x = &r->attributions[k];
        struct sr_ranges content = {.count = 0};
        for (uint32_t i = 0; i < x->content.count; i++) sr_att_push_range(&content, tokens_of(a, x->content.items[i]));
        if (!content.count) continue;
        struct sr_draft *d = sr_att_draft(a, SR_CUE_VERB, a->tokens[content.items[0].first].sentence);
        if (!d) return;
        d->source = hull(a, x->source);
        d->cue = hull(a, x->cue);
        if (d->cue.first == d->cue.end) d->cls = SR_CUE_NONE;
        else d->sentence = a->tokens[d->cue.first].sentence;
        d->content = content;
        d->p = x->p;
        mend_content(d);
        by_table(a, d);
    }
    struct marks m = {NULL, NULL};
    if (!a->failed && !mark(a, rules, &m)) a->failed = true;
    for (uint32_t k = 0; k < rules && !a->failed; k++) settle(a, &a->drafts.items[k], &m);
    for (uint32_t k = rules; k < a->drafts.count; k++) a->drafts.items[k].dropped |= a->drafts.items[k].p < SURE;
    if (!a->failed && !pack(a)) a->failed = true;
}
