#include "attribution/parts.h"

enum { DEEPEST = 8 };

static uint32_t tokens_in(const struct sr_ranges *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->count; i++) n += r->items[i].end - r->items[i].first;
    return n;
}

static bool holds(const struct sr_ranges *r, uint32_t token) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->items[i].first <= token && token < r->items[i].end) return true;
    return false;
}

static uint32_t sentence_of(const struct sr_attributing *a, uint32_t token) {
    return a->tokens[token].sentence;
}

/* Which contents touch which sentence, so that what holds a token is found without asking every draft. */
bool sr_att_index(struct sr_attributing *a) {
    uint32_t n = a->reading->sentence_count;
    a->told_first = sr_arena_alloc(a->arena, (size_t)n + 2, sizeof *a->told_first);
    if (!a->told_first) return false;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0; k < a->drafts.count; k++) {
            const struct sr_ranges *r = &a->drafts.items[k].content;
            uint32_t next = 0;
            for (uint32_t c = 0; c < r->count; c++) {
                uint32_t s = sentence_of(a, r->items[c].first), last = sentence_of(a, r->items[c].end - 1);
                for (s = s < next ? next : s; s <= last; s++) {
                    if (pass) a->told[a->told_first[s]++] = k;
                    else a->told_first[s + 2]++;
                    next = s + 1;
                }
            }
        }
        if (pass) break;
        for (uint32_t s = 1; s < n + 2; s++) a->told_first[s] += a->told_first[s - 1];
        a->told_first++; /* [s] is where s's drafts begin; the second pass moves it to where they end */
        a->told = sr_arena_alloc(a->arena, a->told_first[n], sizeof *a->told);
        if (!a->told) return false;
    }
    a->told_first--; /* now [s] is where they begin again */
    return true;
}

/* The smallest content that holds the draft's cue (or, without a cue, its words). A content is smaller than the one
 * that holds it, so nothing ends up inside itself. */
static uint32_t parent_of(const struct sr_attributing *a, uint32_t k) {
    const struct sr_draft *d = &a->drafts.items[k];
    uint32_t at = d->cue.first < d->cue.end ? d->cue.first : d->content.items[0].first, best = SR_NONE;
    uint32_t size = tokens_in(&d->content), best_size = UINT32_MAX;
    uint32_t where = sentence_of(a, at);
    for (uint32_t i = a->told_first[where]; i < a->told_first[where + 1]; i++) {
        uint32_t j = a->told[i];
        const struct sr_draft *o = &a->drafts.items[j];
        uint32_t n = tokens_in(&o->content);
        if (j == k || o->dropped || o->relay || n <= size || n >= best_size || !holds(&o->content, at)) continue;
        best = j;
        best_size = n;
    }
    return best;
}

static bool set_depths(struct sr_attributing *a) {
    for (uint32_t k = 0; k < a->drafts.count; k++) {
        struct sr_draft *d = &a->drafts.items[k];
        uint32_t top = k, n = 0;
        while (a->drafts.items[top].parent != SR_NONE && n <= a->drafts.count) {
            top = a->drafts.items[top].parent;
            n++;
        }
        if (n > a->drafts.count) { /* a ring: cut it here */
            d->parent = SR_NONE;
            n = 0;
        }
        while (n > DEEPEST) {
            d->parent = a->drafts.items[d->parent].parent;
            n--;
        }
        d->depth = n;
    }
    return true;
}

/* Outer before inner, else by start of content. */
static bool before(const struct sr_attributing *a, const uint32_t *key, uint32_t x, uint32_t y) {
    if (key[x] != key[y]) return key[x] < key[y];
    if (a->drafts.items[x].depth != a->drafts.items[y].depth)
        return a->drafts.items[x].depth < a->drafts.items[y].depth;
    return x < y;
}

static struct sr_span bytes(const struct sr_attributing *a, struct sr_range r) {
    return (struct sr_span){a->tokens[r.first].span.start, a->tokens[r.end - 1].span.end};
}

static struct sr_spans one_span(struct sr_attributing *a, struct sr_range r) {
    if (r.first >= r.end) return (struct sr_spans){NULL, 0};
    struct sr_span *s = sr_arena_alloc(a->arena, 1, sizeof *s);
    if (!s) {
        a->failed = true;
        return (struct sr_spans){NULL, 0};
    }
    *s = bytes(a, r);
    return (struct sr_spans){s, 1};
}

static struct sr_spans content_spans(struct sr_attributing *a, const struct sr_ranges *r) {
    struct sr_span *s = sr_arena_alloc(a->arena, r->count, sizeof *s);
    if (!s) {
        a->failed = true;
        return (struct sr_spans){NULL, 0};
    }
    for (uint32_t i = 0; i < r->count; i++) s[i] = bytes(a, r->items[i]);
    return (struct sr_spans){s, r->count};
}

static uint8_t speech(const struct sr_attributing *a, const struct sr_ranges *r) {
    uint32_t in = 0, out = 0;
    for (uint32_t k = 0; k < r->count; k++)
        for (uint32_t i = r->items[k].first; i < r->items[k].end; i++) {
            if (sr_att_is(a, i, SR_WORD_PUNCT)) continue;
            if (a->within[i] != SR_NONE) in++;
            else out++;
        }
    return (uint8_t)(!in ? SR_SPEECH_INDIRECT : !out ? SR_SPEECH_DIRECT : SR_SPEECH_MIXED);
}

/* One cue makes one attribution: the first that was found. */
static void drop_doubles(struct sr_attributing *a) {
    for (uint32_t k = 0; k < a->drafts.count; k++) {
        struct sr_draft *d = &a->drafts.items[k];
        if (d->relay || d->cue.first == d->cue.end || !d->content.count) continue;
        uint32_t s = sentence_of(a, d->content.items[0].first);
        for (uint32_t i = a->told_first[s]; i < a->told_first[s + 1] && a->told[i] < k; i++) {
            const struct sr_draft *o = &a->drafts.items[a->told[i]];
            if (!o->relay && !o->dropped && d->cue.first == o->cue.first && d->cue.end == o->cue.end) d->dropped = true;
        }
    }
}

bool sr_att_finish(struct sr_attributing *a, struct sr_attributions *out) {
    uint32_t n = a->drafts.count, kept = 0;
    uint32_t *key = sr_arena_alloc(a->arena, n, sizeof *key), *order = sr_arena_alloc(a->arena, n, sizeof *order),
             *place = sr_arena_alloc(a->arena, n, sizeof *place);
    if (!key || !order || !place) return false;
    drop_doubles(a);
    for (uint32_t k = 0; k < n; k++)
        if (a->drafts.items[k].parent == SR_NONE && !a->drafts.items[k].dropped) {
            uint32_t p = parent_of(a, k);
            /* a relay passes on what its teller said, and stands where the teller stood */
            a->drafts.items[k].parent = p;
        }
    set_depths(a);
    for (uint32_t k = 0; k < n; k++) {
        key[k] = a->drafts.items[k].content.items[0].first;
        for (uint32_t p = a->drafts.items[k].parent; p != SR_NONE; p = a->drafts.items[p].parent)
            if (a->drafts.items[p].content.items[0].first > key[k]) key[k] = a->drafts.items[p].content.items[0].first;
        if (!a->drafts.items[k].dropped) order[kept++] = k;
    }
    for (uint32_t gap = kept / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < kept; i++) {
            uint32_t x = order[i], j = i;
            for (; j >= gap && before(a, key, x, order[j - gap]); j -= gap) order[j] = order[j - gap];
            order[j] = x;
        }
    for (uint32_t i = 0; i < n; i++) place[i] = SR_NONE;
    for (uint32_t i = 0; i < kept; i++) place[order[i]] = i;
    struct sr_attribution *items = sr_arena_alloc(a->arena, kept, sizeof *items);
    if (!items) return false;
    for (uint32_t i = 0; i < kept && !a->failed; i++) {
        const struct sr_draft *d = &a->drafts.items[order[i]];
        items[i] = (struct sr_attribution){.source = one_span(a, d->source),
                                           .cue = one_span(a, d->cue),
                                           .content = content_spans(a, &d->content),
                                           .speakers = d->speakers,
                                           .relays = d->relays,
                                           .inside = d->parent == SR_NONE ? SR_NONE : place[d->parent],
                                           .stance = d->stance,
                                           .speech = speech(a, &d->content),
                                           .tells = d->tells,
                                           .p = d->p};
        if (items[i].inside != SR_NONE && items[i].inside >= i) items[i].inside = SR_NONE;
    }
    if (a->failed) return false;
    *out = (struct sr_attributions){items, a->sources.items, kept, a->sources.count};
    return true;
}
