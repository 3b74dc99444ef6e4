#include "attribution/parts.h"

/* Quotations without a cue of their own: they go on with the one before, or its speaker goes on. */

enum { FAR = 40, NEAR = 30 }; /* sentences; drafts */

/* Is the quotation all of its sentences, but for stops? */
static bool whole(const struct sr_attributing *a, uint32_t q) {
    const struct sr_quotation *x = &a->reading->quotations[q];
    if (sr_att_sentence(a, x->first).first != x->first) return false;
    uint32_t end = sr_att_sentence(a, x->end - 1).end;
    for (uint32_t i = x->end; i < end; i++)
        if (!sr_att_is(a, i, SR_WORD_PUNCT)) return false;
    return true;
}

static uint32_t paragraph(const struct sr_attributing *a, uint32_t token) {
    return a->reading->sentences[a->tokens[token].sentence].paragraph;
}

/* The draft that holds the quotation in its content, or SR_NONE. */
static uint32_t owner(const struct sr_attributing *a, uint32_t q) {
    const struct sr_quotation *x = &a->reading->quotations[q];
    uint32_t sentence = a->tokens[x->first].sentence;
    for (uint32_t k = 0; k < a->drafts.count; k++) { /* asked only for quotations that go on over paragraphs */
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->sentence > sentence + FAR || d->sentence + FAR < sentence) continue;
        if (d->cue.first >= x->first && d->cue.first < x->end) continue; /* spoken inside it */
        for (uint32_t c = 0; c < d->content.count; c++)
            if (d->content.items[c].first <= x->first && x->end <= d->content.items[c].end) return k;
    }
    return SR_NONE;
}

/* The last draft whose cue (or quotation) ends before the token; reported speech only. */
static uint32_t last_speaker(const struct sr_attributing *a, uint32_t token) {
    uint32_t best = SR_NONE, at = 0;
    uint32_t sentence = a->tokens[token].sentence;
    for (uint32_t k = a->drafts.count;
         k-- > 0;) { /* by sentence, but for those that this file adds behind them, also so */
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->sentence > sentence) continue;
        if (d->sentence + FAR < sentence) {
            if (d->cls != SR_CUE_NONE) break;
            continue;
        }
        if (d->source.first >= d->source.end && d->same_as == SR_NONE) continue;
        if (!d->tells || d->parent != SR_NONE) continue;
        uint32_t end = d->cue.first < d->cue.end ? d->cue.end : d->content.items[0].end;
        if (end > token || a->within[d->cue.first] != SR_NONE) continue;
        if (best == SR_NONE || end > at) {
            best = k;
            at = end;
        }
    }
    return best;
}

static bool has_speech(const struct sr_attributing *a, const struct sr_draft *d) {
    for (uint32_t c = 0; c < d->content.count; c++) {
        uint32_t q = a->closes[d->content.items[c].end - 1];
        if (q == SR_NONE) continue;
        uint32_t end = a->reading->quotations[q].end;
        if (sr_att_long_quote(a, q) || (end > 1 && sr_att_is(a, end - 2, SR_WORD_PUNCT))) return true;
    }
    return false;
}

/* The draft that a further quotation joins: the one found, or another of its sentence, and of its speaker, that quotes:
 * "We saw two," she said, adding that it was dark. "They ran." */
static uint32_t quoting_draft(const struct sr_attributing *a, uint32_t from) {
    const struct sr_draft *d = &a->drafts.items[from];
    if (d->cls == SR_CUE_VERB && has_speech(a, d)) return from;
    uint32_t low = from > NEAR ? from - NEAR : 0, high = from + NEAR < a->drafts.count ? from + NEAR : a->drafts.count;
    for (uint32_t k = high; k-- > low;) {
        const struct sr_draft *o = &a->drafts.items[k];
        if (o->sentence == d->sentence && o->cls == SR_CUE_VERB && o->source.first == d->source.first &&
            has_speech(a, o))
            return k;
    }
    return SR_NONE;
}

/* "The siege is over," the source said. "We are searching the rooms." - and the paragraphs that open with a mark
 * because the one before didn't close its own. A quotation after a quotation joins its draft; after words that were not
 * quoted it is an attribution of its own, by the last speaker, without a cue. */
void sr_att_quotes(struct sr_attributing *a) {
    for (uint32_t q = 0; q < a->reading->quotation_count && !a->failed; q++) {
        const struct sr_quotation *x = &a->reading->quotations[q];
        if (x->depth || x->end > a->n || x->first >= x->end || a->quoted[q] || !whole(a, q)) continue;
        uint32_t from = SR_NONE;
        if (x->continues != SR_NONE) from = owner(a, x->continues);
        if (from == SR_NONE) from = last_speaker(a, x->first);
        if (from == SR_NONE) continue;
        struct sr_draft *d = &a->drafts.items[from];
        const struct sr_range *last = &d->content.items[d->content.count - 1];
        uint32_t near = d->cue.end > last->end ? d->cue.end : last->end;
        if (paragraph(a, x->first) > paragraph(a, near ? near - 1 : 0) + 1) continue; /* too far off to be sure */
        bool same = paragraph(a, x->first) == paragraph(a, near ? near - 1 : 0);
        if (!same && !sr_att_long_quote(a, q) && x->continues == SR_NONE) continue;
        a->quoted[q] = 1;
        uint32_t join = x->continues != SR_NONE && d->cls == SR_CUE_VERB ? from : quoting_draft(a, from);
        if (join != SR_NONE && sr_att_push_range(&a->drafts.items[join].content, (struct sr_range){x->first, x->end}))
            continue;
        struct sr_draft *n = sr_att_draft(a, SR_CUE_NONE, a->tokens[x->first].sentence);
        if (!n) return;
        sr_att_push_range(&n->content, (struct sr_range){x->first, x->end});
        n->same_as = a->drafts.items[from].same_as != SR_NONE ? a->drafts.items[from].same_as : from;
        n->p = 0.6f;
    }
}
