#include "attribution/parts.h"

/* What is said: the words before, after and around the verb and its speaker. */

/* Words said that stand before the speaker: a quotation, or a clause and a comma. */
static bool left_content(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out) {
    uint32_t at = v->inverted ? v->cue.first : v->source.first < v->cue.first ? v->source.first : v->cue.first;
    if (at <= v->low && at > 0 && a->closes[at - 1] == SR_NONE) return false;
    if (at == 0) return false;
    uint32_t mark = at - 1;
    if (sr_att_is(a, mark, SR_WORD_COMMA) && mark > 0 && a->closes[mark - 1] != SR_NONE) mark--;
    uint32_t q = a->closes[mark];
    if (q != SR_NONE) {
        uint32_t first = a->reading->quotations[q].first;
        if (first > v->low)
            first = sr_att_left(a, v->low, first).first < first ? sr_att_left(a, v->low, first).first : first;
        a->quoted[q] = 1;
        return sr_att_push_range(out, (struct sr_range){first, mark + 1});
    }
    if (!sr_att_is(a, at - 1, SR_WORD_COMMA) && !sr_att_text_is(a, at - 1, "-") && !sr_att_text_is(a, at - 1, "--"))
        return false;
    if (at - 1 <= v->low) return false;
    return sr_att_push_range(out, sr_att_left(a, v->low, at - 1));
}

/* Is what stands before the comma a clause, not "On Friday," or "At a news conference,"? */
static bool clause_before(const struct sr_attributing *a, const struct sr_verb *v) {
    uint32_t at = v->source.first;
    if (sr_att_is(a, at, SR_WORD_REL)) return false; /* "…, who asked" */
    if (at <= v->low + 1) return at > 0 && at - 1 < a->n && a->closes[at - 1] != SR_NONE && at == v->low + 1;
    if (a->closes[at - 1] != SR_NONE || (sr_att_is(a, at - 1, SR_WORD_COMMA) && a->closes[at - 2] != SR_NONE))
        return true;
    if (!sr_att_is(a, at - 1, SR_WORD_COMMA)) return false;
    struct sr_range r = sr_att_left(a, v->low, at - 1);
    if (r.end - r.first < 2) return false;
    bool finite = sr_att_finite(a, r);
    if (sr_att_ends_in(a->tokens[r.first].norm, "ed") || (sr_att_gerund(a, r.first) && !finite))
        return false; /* "Asked whether …,", "Speaking …," */
    for (uint32_t i = r.first; i < r.end && !finite; i++) finite = sr_att_ends_in(a->tokens[i].norm, "ed");
    if (finite) return true;
    return !sr_att_is(a, r.first, SR_WORD_PREP | SR_WORD_SUB | SR_WORD_TIME | SR_WORD_CONNECTIVE | SR_WORD_ADVERB);
}

static void right_content(struct sr_attributing *a, const struct sr_verb *v, uint32_t start, struct sr_ranges *out) {
    uint32_t high = v->high;
    if (v->source.first > v->low && v->source.first <= v->low + 2 && !v->inverted && v->source.first < start &&
        sr_att_is(a, v->source.first - 1, SR_WORD_SUB) && !sr_att_is(a, v->source.first - 1, SR_WORD_NAME)) {
        for (uint32_t i = start; i < high;
             i++) /* "While the army speaks of 12, monks have names for 46": to the comma */
            if (sr_att_is(a, i, SR_WORD_COMMA) && a->within[i] == a->within[start]) high = i;
    }
    bool relative = v->source.end == v->source.first + 1 && sr_att_is(a, v->source.first, SR_WORD_REL);
    for (uint32_t i = start + 1; relative && i < high; i++) /* "who asked not to be named [said]": to the own cue */
        if (sr_att_is(a, i, SR_WORD_CUE) && sr_att_ends_in(a->tokens[i - 1].norm, "ed")) high = i;
    bool speech = sr_att_takes(a, v, "clause") || sr_att_takes(a, v, "quote");
    uint32_t end = speech ? sr_att_clause_end(a, start, high) : sr_att_object_end(a, start, high);
    uint32_t q = end > start && end - 1 < a->n && end >= v->high ? a->within[end - 1] : SR_NONE;
    if (q != SR_NONE && a->reading->quotations[q].first >= start)
        end = a->reading->quotations[q].end; /* over sentences */
    sr_att_push_range(out, sr_att_trim(a, (struct sr_range){start, end}));
    for (uint32_t i = start; i < end; i++)
        if (a->opens[i] != SR_NONE) a->quoted[a->opens[i]] = 1;
}

/* "The men are believed to have fled": nobody says it; subject and predicate are what is said. */
void sr_att_passive_content(struct sr_attributing *a, struct sr_verb *v, struct sr_ranges *out) {
    struct sr_range subject = sr_att_phrase_before(a, v->low, v->cue.first);
    uint32_t i = v->cue.end;
    uint32_t by = i;
    while (by < v->high && by - i < 8 && !sr_att_text_is(a, by, "by") &&
           !sr_att_is(a, by, SR_WORD_PUNCT | SR_WORD_MARK))
        by++;
    if (by < v->high && sr_att_text_is(a, by, "by") && by - i < 4) {
        struct sr_range r = sr_att_phrase_after(a, by + 1, v->high, false);
        if (r.first < r.end && !sr_att_gerund(a, r.first) && !sr_att_is(a, r.first, SR_WORD_TIME) &&
            a->tokens[r.first].kind != SR_TOKEN_NUMBER) {
            v->source = r;
            i = r.end;
        }
    }
    v->subject = subject;
    bool it = subject.end - subject.first == 1 && sr_att_text_is(a, subject.first, "it");
    bool told =
        sr_att_takes(a, v, "addressee") && v->source.first < v->source.end; /* "Reuters was told by two men that" */
    if (!it && !told) sr_att_push_range(out, sr_att_trim(a, subject));
    i = sr_att_skip_scene(a, i, v->high);
    if (v->cue.first == v->head) /* no auxiliary: "nine men, all feared dead, were on the boat" */
        for (uint32_t k = i; k < v->high; k++)
            if (sr_att_is(a, k, SR_WORD_COMMA)) v->high = k;
    if (i < v->high && !sr_att_is(a, i, SR_WORD_COMMA | SR_WORD_COORD)) right_content(a, v, i, out);
}

/* "put the toll at 12", "gave the figure as 12", "raised the toll to 12"; not "put the fire out", "raised 12 points".
 */
static bool figure_after(const struct sr_attributing *a, const struct sr_verb *v) {
    bool toll = !sr_att_takes(a, v, "toll");
    if (!toll && sr_att_is(a, v->source.first, SR_WORD_REL)) return false; /* "…, which cuts the number to four" */
    for (uint32_t i = v->cue.end; i + 1 < v->high && i < v->cue.end + 24; i++) {
        if (sr_att_is(a, i, SR_WORD_COMMA | SR_WORD_MARK)) return false;
        uint32_t row = sr_table_find(a->cue_nouns, a->tokens[i].norm);
        toll |= row != SR_NONE && sr_table_has(a->cue_nouns, row, 3, "count");
        bool at = sr_att_takes(a, v, "at") ? sr_att_text_is(a, i, "at") || sr_att_text_is(a, i, "as")
                                           : sr_att_text_is(a, i, "to");
        uint32_t n = i + 1 + (a->opens[i + 1] != SR_NONE); /* at "not less than ten" */
        if (at && n < v->high && sr_att_figure_at(a, n, v->high)) return toll;
    }
    return false;
}

/* A quotation follows, or ends before the speaker: "He went on: …"; not "the search went on for hours". */
static bool quoted(const struct sr_attributing *a, const struct sr_verb *v) {
    uint32_t at = v->inverted ? v->cue.first : v->source.first;
    if (v->after == AFTER_QUOTE || v->after == AFTER_COLON) return true;
    return (at > 0 && a->closes[at - 1] != SR_NONE) ||
           (at > 1 && sr_att_is(a, at - 1, SR_WORD_COMMA) && a->closes[at - 2] != SR_NONE);
}

/* "…," said the mayor, "…". */
static void inverted_content(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out) {
    left_content(a, v, out);
    if (v->after == AFTER_QUOTE || v->after == AFTER_COMMA) {
        bool joined = sr_att_is(a, v->start, SR_WORD_COORD) && !sr_att_is(a, v->start + 1, SR_WORD_CUE) &&
                      !sr_att_own_cue(a, v->start + 1, v->high) && a->closes[v->cue.first - 1] == SR_NONE;
        if (v->after == AFTER_QUOTE || joined ||
            !sr_att_is(a, v->start, SR_WORD_TURN | SR_WORD_COORD | SR_WORD_REL | SR_WORD_SUB))
            if (v->start < v->high && !sr_att_gerund(a, v->start)) right_content(a, v, v->start, out);
    }
}

/* "claimed [to have shot six]", "pledged [to free them]"; not "admitted to the press", "pledged to Save the Children". */
static bool infinitive(const struct sr_attributing *a, uint32_t to, uint32_t high) {
    if (to + 1 >= high || !sr_att_text_is(a, to, "to")) return false;
    const struct sr_token *t = &a->tokens[to + 1];
    return t->kind == SR_TOKEN_WORD && t->shape == SR_SHAPE_LOWER &&
           !sr_att_is(a, to + 1, SR_WORD_DET | SR_WORD_PREP | SR_WORD_NAME) && !sr_att_figure_at(a, to + 1, high);
}

/* The content of a verb of saying, by what follows it. */
static void speech_content(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out) {
    bool before = !v->gerund && clause_before(a, v);
    switch (v->after) {
    case AFTER_NOTHING:
        if (before) left_content(a, v, out);
        return;
    case AFTER_COMMA:
        if (before || (v->source.first > v->low && sr_att_is(a, v->source.first - 1, SR_WORD_COMMA)))
            left_content(a, v, out);
        if (v->start < v->high && !sr_att_gerund(a, v->start) &&
            !sr_att_is(a, v->start, SR_WORD_TURN | SR_WORD_REL | SR_WORD_SUB) &&
            !(out->count && sr_att_is(a, v->start, SR_WORD_COORD) && a->closes[v->source.first - 1] == SR_NONE &&
              sr_att_is(a, v->start + 1, SR_WORD_CUE))) {
            struct sr_match m = sr_match_at(a->cues, a->reading, v->start, v->high);
            if (out->count && sr_att_own_cue(a, v->start, v->high)) return; /* "…, the ministry said, AFP reported" */
            if (m.row == SR_NONE || sr_table_has(a->cues, m.row, 1, "verb")) right_content(a, v, v->start, out);
        }
        return;
    case AFTER_ADVERBIAL:
        if (before) left_content(a, v, out);
        else if (v->told.first < v->told.end && sr_att_takes(a, v, "to") && sr_att_text_is(a, v->start, "to"))
            right_content(a, v, v->told.first, out); /* "asked [her to call]" */
        else if (sr_att_takes(a, v, "to") && infinitive(a, v->start, v->high)) right_content(a, v, v->start, out);
        else if (sr_att_is(a, v->start, SR_WORD_PREP) && !sr_att_text_is(a, v->start, "to") && v->start < v->high &&
                 sr_att_finite(a, (struct sr_range){v->start, v->high}))
            right_content(a, v, v->start, out); /* "say [for now the road is shut]" */
        else if (!sr_att_is(a, v->start, SR_WORD_COORD | SR_WORD_PREP) && !sr_att_takes(a, v, "np") &&
                 v->start < v->high && !(sr_att_is(a, v->start, SR_WORD_SUB)))
            right_content(a, v, v->start, out);
        return;
    case AFTER_QUOTE:
    case AFTER_THAT:
    case AFTER_COLON:
        if (v->after == AFTER_QUOTE && before && a->closes[v->source.first - 1] != SR_NONE) left_content(a, v, out);
        right_content(a, v, v->start, out);
        return;
    case AFTER_CLAUSE:
        if (before && sr_att_is(a, v->start, SR_WORD_PUNCT) && a->opens[v->start] == SR_NONE)
            left_content(a, v, out); /* "…, he said - a first" */
        else if (before && sr_att_gerund(a, v->start) && a->closes[v->source.first - 1] != SR_NONE)
            left_content(a, v, out);
        else right_content(a, v, v->start, out);
        return;
    }
}

void sr_att_active_content(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out) {
    bool speech = sr_att_takes(a, v, "clause") || sr_att_takes(a, v, "quote");
    if (sr_att_takes(a, v, "at") || sr_att_takes(a, v, "toll")) {
        if (figure_after(a, v)) right_content(a, v, v->cue.end, out);
        return;
    }
    if (sr_att_takes(a, v, "figure")) { /* "made it fourteen" */
        if (v->cue.end < v->high && sr_att_figure_at(a, v->cue.end, v->high)) right_content(a, v, v->cue.end, out);
        return;
    }
    if (!sr_att_takes(a, v, "clause") && sr_att_takes(a, v, "quote") && !quoted(a, v)) return;
    if (!speech) { /* "described the scene", "spoke of two": the object */
        uint32_t i = v->cue.end;
        while (i < v->high && sr_att_is(a, i, SR_WORD_ADVERB) && !sr_att_is(a, i, SR_WORD_DET | SR_WORD_SUB)) i++;
        if (i >= v->high || (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_COORD) && a->opens[i] == SR_NONE)) return;
        if (sr_att_is(a, i, SR_WORD_PREP) && !sr_att_is(a, i, SR_WORD_NAME) && !sr_att_figure_at(a, i, v->high) &&
            !(sr_att_takes(a, v, "to") && sr_att_text_is(a, i, "to")))
            return;
        right_content(a, v, i, out);
        return;
    }
    if (v->inverted) inverted_content(a, v, out);
    else speech_content(a, v, out);
}

/* A colon that ends its paragraph: the next one, in quotation marks, is what was said. */
void sr_att_next_paragraph(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out) {
    uint32_t next = v->sentence + 1;
    if (next >= a->reading->sentence_count) return;
    uint32_t first = a->reading->sentences[next].first;
    if (a->opens[first] == SR_NONE) return;
    const struct sr_quotation *q = &a->reading->quotations[a->opens[first]];
    a->quoted[a->opens[first]] = 1;
    sr_att_push_range(out, (struct sr_range){q->first, q->end});
}
