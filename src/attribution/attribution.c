#include "attribution/parts.h"

static void tables(struct sr_attributing *a, const struct sr_lexicon *x) {
    a->cues = &x->tables[SR_TABLE_CUES];
    a->cue_nouns = &x->tables[SR_TABLE_CUE_NOUNS];
    a->words = &x->tables[SR_TABLE_CLAUSE_WORDS];
    a->nouns = &x->tables[SR_TABLE_SOURCE_NOUNS];
    a->modifiers = &x->tables[SR_TABLE_SOURCE_MODIFIERS];
    a->outlets = &x->tables[SR_TABLE_NEWS_OUTLETS];
    a->agencies = &x->tables[SR_TABLE_AGENCIES];
}

enum sr_status sr_attribute(const struct sr_attribute_in *in, struct sr_arena *arena, struct sr_attributions *out,
                            struct sr_err *err) {
    struct sr_attributing a = {.in = in, .reading = in->reading, .tokens = in->reading->tokens, .arena = arena};
    struct sr_attributions found = {NULL, NULL, 0, 0};
    tables(&a, in->lexicon);
    if (!sr_att_prepare(&a)) return sr_fail_memory(err, "attributions");
    sr_att_mark_cues(&a);
    for (uint32_t s = 0; s < in->reading->sentence_count && !a.failed; s++) {
        sr_att_headline(&a, s);
        sr_att_label(&a, s);
        sr_att_verbs(&a, s);
        sr_att_others(&a, s);
    }
    if (!a.failed) sr_att_quotes(&a);
    if (!a.failed) sr_att_labels(&a);
    if (!a.failed) sr_att_relays(&a);
    if (!a.failed && !sr_att_index(&a)) a.failed = true;
    if (!a.failed) sr_att_speakers(&a);
    if (a.failed || !sr_att_finish(&a, &found)) return sr_fail_memory(err, "attributions");
    *out = found;
    return SR_OK;
}

uint32_t sr_attribution_at(const struct sr_attributions *attributions, struct sr_span span) {
    enum { WALK = 512 }; /* how many attributions that begin before the span may be looked at: nesting is shallow */
    uint32_t best = SR_NONE, best_size = UINT32_MAX, end = attributions->count;
    for (uint32_t low = 0;
         low < end;) { /* they stand by the start of their content: the first that begins after the span */
        uint32_t mid = low + (end - low) / 2;
        const struct sr_spans *content = &attributions->items[mid].content;
        if (content->count && content->items[0].start <= span.start) low = mid + 1;
        else end = mid;
    }
    for (uint32_t k = end > WALK ? end - WALK : 0; k < end; k++) {
        const struct sr_attribution *x = &attributions->items[k];
        if (!x->tells) continue;
        uint32_t size = 0;
        bool holds = false;
        for (uint32_t i = 0; i < x->content.count; i++) {
            size += sr_span_size(x->content.items[i]);
            holds |= sr_span_holds(x->content.items[i], span);
        }
        if (!holds || size > best_size) continue; /* of equal ones the later, which is the inner */
        best = k;
        best_size = size;
    }
    return best;
}

static void add_link(const struct sr_attributions *x, const struct sr_indices *speakers, uint32_t at,
                     struct sr_attribution_link *links, uint32_t *n) {
    if (!speakers->count || *n == SR_CHAIN_LONGEST) return;
    if (speakers->count == 1 && x->sources[speakers->items[0]].own) return;
    for (uint32_t i = 0; i < *n; i++)
        if (links[i].speakers.items[0] == speakers->items[0]) return;
    links[(*n)++] = (struct sr_attribution_link){*speakers, at};
}

uint32_t sr_attribution_chain(const struct sr_attributions *attributions, uint32_t at,
                              struct sr_attribution_link links[SR_CHAIN_LONGEST]) {
    uint32_t n = 0;
    for (; at != SR_NONE; at = attributions->items[at].inside) {
        const struct sr_attribution *x = &attributions->items[at];
        if (!x->tells) continue;
        add_link(attributions, &x->speakers, at, links, &n);
        add_link(attributions, &x->relays, at, links, &n);
    }
    return n;
}
