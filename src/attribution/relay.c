#include "attribution/parts.h"
#include "reader/clue.h"
#include "base/utf8.h"

/* Who passes on what somebody said: "told AFP", "in an interview with the BBC", "a source quoted by the agency", "a
 * report citing the mayor's office". One who was told is kept with the attribution as its relay; one who quotes has a
 * cue of their own, and is the outer attribution of the same content. */

struct sr_match sr_att_outlet_at(const struct sr_attributing *a, uint32_t i, uint32_t end) {
    struct sr_match m = {SR_NONE, 0};
    if (a->tokens[i].shape == SR_SHAPE_LOWER) return m; /* "the observer", "dawn" */
    m = sr_match_at(a->outlets, a->reading, i, end);
    struct sr_match g = sr_match_at(a->agencies, a->reading, i, end);
    if (g.row != SR_NONE && g.tokens >= m.tokens) return (struct sr_match){g.row + a->outlets->rows, g.tokens};
    return m;
}

const char *sr_att_outlet_kind(const struct sr_attributing *a, uint32_t row) {
    bool agency = row >= a->outlets->rows;
    return sr_table_cell(agency ? a->agencies : a->outlets, agency ? row - a->outlets->rows : row, 1);
}

/* Does the phrase name a news agency or outlet, or is "the news agency", "state television"? */
bool sr_att_is_outlet(const struct sr_attributing *a, struct sr_range r, bool *agency) {
    *agency = false;
    for (uint32_t i = r.first; i < r.end; i++) {
        struct sr_match m = sr_att_outlet_at(a, i, r.end);
        if (m.row != SR_NONE) {
            *agency = strcmp(sr_att_outlet_kind(a, m.row), "agency") == 0;
            return true;
        }
        m = sr_match_at(a->nouns, a->reading, i, r.end);
        if (m.row == SR_NONE) continue;
        *agency = sr_table_has(a->nouns, m.row, 1, "agency");
        if (*agency || (sr_table_has(a->nouns, m.row, 1, "outlet") && sr_table_has(a->nouns, m.row, 2, "institution")))
            return true;
        i += m.tokens - 1;
    }
    return false;
}

/* The document's own outlet is implied and never a relay. */
bool sr_att_own_outlet(const struct sr_attributing *a, struct sr_range r) {
    struct sr_str outlet = sr_fold(a->arena, a->in->document->outlet);
    if (!outlet.n) return false;
    const struct sr_token *t = a->tokens;
    struct sr_str said = sr_fold(
        a->arena, sr_slice(a->in->document->text.p, (struct sr_span){t[r.first].span.start, t[r.end - 1].span.end}));
    if (!said.n) return false;
    if (said.n > 4 && memcmp(said.p, "the ", 4) == 0) said = (struct sr_str){said.p + 4, said.n - 4};
    return memmem(outlet.p, outlet.n, said.p, said.n) != NULL || memmem(said.p, said.n, outlet.p, outlet.n) != NULL;
}

static void outer(struct sr_attributing *a, uint32_t inner, struct sr_range source, struct sr_range cue) {
    struct sr_draft copy = a->drafts.items[inner];
    struct sr_draft *d = sr_att_draft(a, SR_CUE_RELAY, copy.sentence);
    if (!d) return;
    d->source = source;
    d->cue = cue;
    d->content = copy.content;
    d->parent = copy.parent;
    d->relay = true;
    d->p = 0.8f;
    a->drafts.items[inner].parent = a->drafts.count - 1;
}

/* "Speaking to [AFP] by phone, he said …", "In an interview with [the BBC], …": before the speaker. */
static struct sr_range told_in_front(const struct sr_attributing *a, const struct sr_draft *d) {
    bool agency;
    uint32_t first = sr_att_sentence(a, d->cue.first).first;
    for (uint32_t i = first; i + 2 < d->source.first && i < first + 4; i++) {
        if (!sr_clue(a->in->lexicon, a->reading, i, "talk") || !sr_clue(a->in->lexicon, a->reading, i + 1, "told-to"))
            continue;
        struct sr_range r = sr_att_phrase_after(a, i + 2, d->source.first, true);
        if (r.first < r.end && sr_att_is_outlet(a, r, &agency)) return r;
    }
    return (struct sr_range){0, 0};
}

/* The agency or outlet that a draft's words were said to, among what stands after its cue. */
static struct sr_range told_to(const struct sr_attributing *a, const struct sr_draft *d) {
    bool agency;
    struct sr_range none = {0, 0};
    if (d->passive_subject.first < d->passive_subject.end && sr_att_is_outlet(a, d->passive_subject, &agency))
        return d->passive_subject;
    if (d->told.first < d->told.end && !sr_att_text_is(a, d->told.first, "this") &&
        sr_att_is_outlet(a, d->told, &agency))
        return d->told;
    uint32_t end = sr_att_sentence(a, d->cue.first).end;
    uint32_t from = d->source.first > d->cue.first ? d->source.end : d->cue.end;
    uint32_t high = from + 14 < end ? from + 14 : end;
    for (uint32_t i = from; i + 1 < high; i++) { /* "said … to CNN", "in an interview with the BBC" */
        for (uint32_t c = 0; c < d->content.count; c++)
            if (d->content.items[c].first <= i && i < d->content.items[c].end) return none;
        if (sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB) && !sr_att_text_is(a, i + 1, "by")) return none;
        if (sr_att_is(a, i, SR_WORD_COMMA)) return none;
        if (!sr_clue(a->in->lexicon, a->reading, i, "told-to")) continue;
        if (sr_att_is(a, i + 1, SR_WORD_POSSESSIVE) || sr_att_text_is(a, i + 1, "this"))
            continue; /* "on its channel", "to this paper" */
        struct sr_range r = sr_att_phrase_after(a, i + 1, high, true);
        if (r.first < r.end && r.end - r.first < 7 && sr_att_is_outlet(a, r, &agency)) return r;
    }
    return none;
}

/* Within a speaker's phrase: [a military source] quoted by [AFP]; [a report] citing [the mayor's office]. */
static void within_phrase(struct sr_attributing *a, uint32_t k) {
    struct sr_range s = a->drafts.items[k].source;
    for (uint32_t i = s.first + 1; i + 1 < s.end; i++) {
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        bool ed = sr_att_ends_in(a->tokens[i].norm, "ed"); /* "residents interviewed by the radio" */
        if (m.row == SR_NONE && !ed) continue;
        if (m.row == SR_NONE) m.tokens = 1;
        struct sr_range before = {s.first, i}, after = {i + m.tokens, s.end};
        if (before.end > before.first && sr_att_is(a, before.end - 1, SR_WORD_COMMA)) before.end--;
        bool by =
            sr_att_text_is(a, i + m.tokens, "by") && (m.row == SR_NONE || sr_table_has(a->cues, m.row, 1, "verb"));
        bool cites = m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "relay");
        bool agency;
        if (by) {
            after.first++;
            if (after.first >= after.end || !sr_att_is_outlet(a, after, &agency)) continue;
            if (!sr_att_noun(a, before.end - 1)) { /* "a tally by AFP": a noun, and AFP's own */
                a->drafts.items[k].source = after;
                return;
            }
            a->drafts.items[k].source = before;
            if (!sr_att_own_outlet(a, after)) outer(a, k, after, (struct sr_range){i, i + m.tokens + 1});
            return;
        }
        if (!cites || after.first >= after.end) continue;
        struct sr_range cue = a->drafts.items[k].cue;
        a->drafts.items[k].source = after;
        a->drafts.items[k].cue = (struct sr_range){i, i + m.tokens};
        outer(a, k, before, cue);
        return;
    }
}

void sr_att_relays(struct sr_attributing *a) {
    uint32_t count = a->drafts.count;
    for (uint32_t k = 0; k < count && !a->failed; k++) {
        struct sr_draft *d = &a->drafts.items[k];
        if (d->source.first >= d->source.end) continue;
        if (d->cls == SR_CUE_VERB && d->tells) {
            struct sr_range to = told_to(a, d);
            if (to.first >= to.end) to = told_in_front(a, d);
            if (to.first < to.end && !sr_att_own_outlet(a, to)) d->passed_to = to;
        }
        within_phrase(a, k);
    }
}
