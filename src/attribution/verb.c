#include "attribution/parts.h"
#include "reader/clue.h"

bool sr_att_takes(const struct sr_attributing *a, const struct sr_verb *v, const char *what) {
    return sr_table_has(a->cues, v->row, 2, what);
}

bool sr_att_ends_in(struct sr_str s, const char *suffix) {
    uint32_t n = (uint32_t)strlen(suffix);
    return s.n > n + 1 && memcmp(s.p + s.n - n, suffix, n) == 0;
}

bool sr_att_gerund(const struct sr_attributing *a, uint32_t i) {
    return sr_att_ends_in(a->tokens[i].norm, "ing");
}

/* A form that can be a noun as well ("reports", "fears", "call"). */
static bool noun_too(const struct sr_attributing *a, uint32_t i) {
    return sr_att_is(a, i, SR_WORD_SCENE) || sr_table_find(a->cue_nouns, a->tokens[i].norm) != SR_NONE ||
           sr_table_find(a->nouns, a->tokens[i].norm) != SR_NONE;
}

/* "They report", "the ministry fears" against "reports say", "a call for", "the reported attack". */
static bool verb_here(const struct sr_attributing *a, uint32_t i, uint32_t end, struct sr_range bounds) {
    bool at_start = i == bounds.first;
    if (!at_start && sr_att_is(a, i, SR_WORD_NAME) && a->tokens[i].shape != SR_SHAPE_UPPER &&
        a->reading->sentences[a->tokens[i].sentence].kind != SR_SENTENCE_HEADING)
        return false;
    uint32_t before = at_start ? 0 : a->word[i - 1];
    if (before & SR_WORD_PREP && !(before & SR_WORD_NAME) && !sr_att_gerund(a, i)) return false;
    if (before & (SR_WORD_DET | SR_WORD_POSSESSIVE) && !(before & (SR_WORD_ALONE | SR_WORD_NAME))) return false;
    if (!at_start && sr_att_text_is(a, i - 1, "'s") && !(before & SR_WORD_AUX)) return false;
    if (!noun_too(a, i)) return true;
    if (at_start) return false;
    if (before & SR_WORD_BE && !sr_att_ends_in(a->tokens[i].norm, "ed")) return false; /* "there were reports" */
    if (end >= bounds.end || sr_att_is(a, end, SR_WORD_PUNCT)) { /* "Six died, the agency reports." */
        struct sr_range who = sr_att_phrase_before(a, bounds.first, i);
        return who.first > bounds.first && who.first < who.end &&
               sr_att_is(a, who.first - 1, SR_WORD_COMMA | SR_WORD_MARK) && who.end == i;
    }
    if (end < bounds.end && sr_att_is(a, end, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_COMMA)) return false;
    if (end < bounds.end && sr_table_find(a->cues, a->tokens[end].norm) != SR_NONE && !sr_att_gerund(a, end))
        return false;
    if (before & SR_WORD_LAST && !(before & SR_WORD_SUBJECT)) return false; /* "the first post" */
    if (before & (SR_WORD_SUBJECT | SR_WORD_AUX | SR_WORD_REL | SR_WORD_ADVERB)) return true;
    bool opens = end < bounds.end && sr_att_is(a, end, SR_WORD_DET | SR_WORD_SUBJECT | SR_WORD_QUESTION | SR_WORD_MARK);
    if (before & SR_WORD_COMMA && opens) { /* "The agency, which …, fears that" */
        struct sr_range who = sr_att_phrase_before(a, bounds.first, i);
        return who.first < who.end;
    }
    if (before & SR_WORD_COORD)
        return end < bounds.end && sr_att_is(a, end, SR_WORD_DET | SR_WORD_QUESTION | SR_WORD_MARK);
    if (!sr_att_noun(a, i - 1)) return false;
    /* after a noun: what follows must look like a content */
    if (end < bounds.end && sr_att_text_is(a, end, "to") && sr_att_is(a, end + 1, SR_WORD_AUX))
        return true; /* "the rebels claim to have killed 60" */
    if (end < bounds.end && a->tokens[end].kind == SR_TOKEN_NUMBER) return true; /* "medics count 21 dead" */
    return end < bounds.end && sr_att_is(a, end,
                                         SR_WORD_DET | SR_WORD_SUBJECT | SR_WORD_QUESTION | SR_WORD_MARK |
                                             SR_WORD_NAME | SR_WORD_OBJECT | SR_WORD_POSSESSIVE);
}

void sr_att_mark_cues(struct sr_attributing *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        struct sr_range s = sr_att_sentence(a, i);
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb") || sr_att_gerund(a, i)) continue;
        if (verb_here(a, i, i + m.tokens, s)) a->word[i] |= SR_WORD_CUE;
    }
}

/* Take auxiliaries, adverbs and "not" before the verb into the cue: "has also said", "did not say". */
static void widen_left(const struct sr_attributing *a, struct sr_verb *v) {
    uint32_t first = v->head;
    uint32_t last_aux = SR_NONE;
    while (first > v->low) {
        uint32_t w = a->word[first - 1];
        if (w & SR_WORD_LAST && first > v->low + 1 && sr_att_text_is(a, first - 2, "at")) { /* "at first" */
            first -= 2;
            continue;
        }
        if (w & (SR_WORD_NAME | SR_WORD_MARK | SR_WORD_PUNCT)) break;
        if (w & SR_WORD_NEG) v->negated = true;
        if (w & SR_WORD_AUX && last_aux == SR_NONE) last_aux = first - 1;
        if (!(w & (SR_WORD_AUX | SR_WORD_NEG)) &&
            !(w & SR_WORD_ADVERB && !(w & (SR_WORD_DET | SR_WORD_SUB | SR_WORD_SUBJECT)))) {
            if (!(w & SR_WORD_ADVERB) && !sr_att_ends_in(a->tokens[first - 1].norm, "ly")) break;
            if (w & (SR_WORD_DET | SR_WORD_SUB | SR_WORD_SUBJECT | SR_WORD_COORD)) break;
        }
        first--;
    }
    v->cue.first = first;
    struct sr_str form = a->tokens[v->head].norm;
    bool participle = sr_att_ends_in(form, "ed") || sr_att_ends_in(form, "n") || sr_att_ends_in(form, "t") ||
                      sr_att_ends_in(form, "id") || sr_att_ends_in(form, "ld") || sr_att_ends_in(form, "rd") ||
                      sr_att_ends_in(form, "nd");
    v->passive = !v->gerund && participle && last_aux != SR_NONE && sr_att_is(a, last_aux, SR_WORD_BE);
    if (v->passive && sr_att_text_is(a, last_aux, "'s")) /* "he's said" has, "he's said to" is */
        v->passive = sr_att_text_is(a, v->cue.end, "to") || sr_att_text_is(a, v->cue.end, "by");
}

static void bounds(const struct sr_attributing *a, struct sr_verb *v) {
    struct sr_range s = sr_att_sentence(a, v->head);
    uint32_t q = a->within[v->head];
    if (q != SR_NONE) {
        const struct sr_quotation *x = &a->reading->quotations[q];
        if (x->first + 1 > s.first) s.first = x->first + 1;
        if (x->end - x->closed < s.end) s.end = x->end - x->closed;
    }
    while (
        s.end > s.first && sr_att_is(a, s.end - 1, SR_WORD_PUNCT) && !sr_att_is(a, s.end - 1, SR_WORD_MARK) &&
        (sr_att_text_is(a, s.end - 1, ".") || sr_att_text_is(a, s.end - 1, "!") || sr_att_text_is(a, s.end - 1, "?")))
        s.end--;
    v->low = s.first;
    v->high = s.end;
}

static uint8_t stance_of(const struct sr_attributing *a, const struct sr_verb *v) {
    uint32_t stance = sr_stance_from(sr_str_c(sr_table_cell(a->cues, v->row, 3)));
    return (uint8_t)(stance == SR_STANCE_COUNT ? SR_STANCE_ASSERTS : stance);
}

/* "declined to say", "went on to discuss": one cue; what follows the second verb is its content. */
static void join_infinitive(const struct sr_attributing *a, struct sr_verb *v) {
    uint32_t i = v->cue.end;
    if (!sr_att_takes(a, v, "to") || i + 1 >= v->high || !sr_att_text_is(a, i, "to")) return;
    struct sr_match m = sr_match_at(a->cues, a->reading, i + 1, v->high);
    if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb") || sr_att_gerund(a, i + 1)) return;
    if (!sr_table_has(a->cues, m.row, 2, "clause") && !sr_table_has(a->cues, m.row, 2, "np")) return;
    v->cue.end = i + 1 + m.tokens;
    v->row = m.row;
}

/* "heard from [a driver] that six died": the one who tells stands after "from". */
static struct sr_range heard_from(const struct sr_attributing *a, const struct sr_verb *v) {
    struct sr_range none = {0, 0};
    if (!sr_att_takes(a, v, "from") || v->cue.end + 2 >= v->high || !sr_att_text_is(a, v->cue.end, "from")) return none;
    struct sr_range r = sr_att_phrase_after(a, v->cue.end + 1, v->high, false);
    return r.first < r.end && sr_att_text_is(a, r.end, "that") ? r : none;
}

/* The one who was heard is inside the one who heard. */
static void who_was_heard(struct sr_attributing *a, uint32_t sentence, const struct sr_verb *v,
                          const struct sr_ranges *content) {
    uint32_t outer = a->drafts.count - 1;
    struct sr_draft *d = sr_att_draft(a, SR_CUE_RELAY, sentence);
    if (!d) return;
    d->source = (struct sr_range){v->cue.end, content->items[0].first};
    d->cue = (struct sr_range){v->cue.end - 1, v->cue.end};
    d->content = *content;
    d->parent = outer;
    d->p = 0.6f;
}

/* "all believed to be dead": a passive without its auxiliary. */
static bool bare_participle(const struct sr_attributing *a, const struct sr_verb *v) {
    return !v->gerund && v->cue.first == v->head && !sr_att_takes(a, v, "to") && sr_att_takes(a, v, "passive") &&
           v->cue.end + 1 < v->high && sr_att_text_is(a, v->cue.end, "to") &&
           !sr_att_is(a, v->cue.end + 1, SR_WORD_NAME | SR_WORD_DET | SR_WORD_OBJECT) && /* "confirmed to Reuters" */
           sr_att_ends_in(a->tokens[v->head].norm, "ed");
}

/* "are quietly saying" */
static void widen_gerund(const struct sr_attributing *a, struct sr_verb *v) {
    while (v->cue.first > v->low) {
        uint32_t i = v->cue.first - 1;
        if (!sr_att_is(a, i, SR_WORD_AUX | SR_WORD_ADVERB) && !sr_att_ends_in(a->tokens[i].norm, "ly")) return;
        if (sr_att_is(a, i, SR_WORD_NAME | SR_WORD_SUB)) return;
        v->cue.first--;
    }
}

/* "The fire claimed at least 12 lives", "has claimed more than 40,000 lives": nobody claims anything. */
static bool claims_lives(const struct sr_attributing *a, const struct sr_verb *v) {
    enum { NEAR = 7 };
    if (!sr_att_takes(a, v, "lives")) return false;
    for (uint32_t i = v->cue.end; i < v->high && i < v->cue.end + NEAR; i++) {
        if (sr_clue(a->in->lexicon, a->reading, i, "lives")) return true;
        if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_SUBJECT | SR_WORD_AUX)) return false;
    }
    return false;
}

/* "[The minister] was quoted by [AFP] as saying that …": the minister speaks, AFP passes it on. The verb becomes the whole
 * from "was" to "saying". */
static bool quoted_by(const struct sr_attributing *a, struct sr_verb *v) {
    uint32_t by = v->cue.end;
    if (!v->passive || by + 3 >= v->high || !sr_att_text_is(a, by, "by")) return false;
    struct sr_range who = sr_att_phrase_after(a, by + 1, v->high, false);
    uint32_t says = who.end + 1;
    if (who.first >= who.end || says >= v->high || !sr_att_text_is(a, who.end, "as") || !sr_att_gerund(a, says))
        return false;
    struct sr_match m = sr_match_at(a->cues, a->reading, says, v->high);
    struct sr_range subject = sr_att_phrase_before(a, v->low, v->cue.first);
    if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb") || subject.first >= subject.end) return false;
    v->row = m.row;
    v->cue.end = says + m.tokens;
    v->passive = false;
    v->source = subject;
    v->quoted_by = who;
    sr_att_look_right(a, v);
    return true;
}

static uint32_t one_verb(struct sr_attributing *a, uint32_t sentence, uint32_t head, struct sr_match m) {
    if (m.tokens > 1 && sr_att_is(a, head + m.tokens - 1, SR_WORD_PREP) &&
        sr_att_is(a, head + m.tokens, SR_WORD_TIME)) {
        uint32_t row = sr_table_find(a->cues, a->tokens[head].norm); /* "reported on Friday" */
        if (row != SR_NONE && sr_table_has(a->cues, row, 1, "verb")) m = (struct sr_match){row, 1};
    }
    struct sr_verb v = {.sentence = sentence,
                        .row = m.row,
                        .head = head,
                        .cue = {head, head + m.tokens},
                        .gerund = sr_att_gerund(a, head),
                        .after = AFTER_NOTHING};
    bounds(a, &v);
    if (head < v.low || v.cue.end > v.high || claims_lives(a, &v)) return head + m.tokens;
    uint8_t stance = stance_of(a, &v);
    bool tells = sr_table_has(a->cues, v.row, 4, "yes"), that = sr_table_has(a->cues, v.row, 4, "that");
    if (!v.gerund) widen_left(a, &v);
    else widen_gerund(a, &v);
    join_infinitive(a, &v);
    struct sr_ranges content = {.count = 0};
    struct sr_range from = heard_from(a, &v);
    if (from.first < from.end) v.cue.end = from.end;
    sr_att_look_right(a, &v);
    v.passive |= bare_participle(a, &v);
    bool asked = stance == SR_STANCE_ASKS && sr_att_ends_in(a->tokens[head].norm, "ed") && v.after != AFTER_NOTHING &&
                 (v.cue.first == v.low || sr_att_is(a, v.cue.first - 1, SR_WORD_SUB));
    if (asked) { /* "Asked whether …, he said", "when asked about …" */
        uint32_t end = v.cue.end;
        while (end < v.high && !sr_att_is(a, end, SR_WORD_COMMA)) end++;
        if (v.told.first >= v.told.end || !sr_att_text_is(a, v.told.first, "by"))
            sr_att_push_range(&content, sr_att_trim(a, (struct sr_range){v.cue.end, end}));
    } else if (quoted_by(a, &v)) {
        sr_att_active_content(a, &v, &content);
    } else if (v.passive) {
        if (!sr_att_takes(a, &v, "passive")) {
            uint32_t i = v.cue.end;
            if (i >= v.high || !sr_att_text_is(a, i, "by")) return head + m.tokens;
        }
        sr_att_passive_content(a, &v, &content);
    } else if (sr_att_look_inverted(a, &v) || sr_att_look_left(a, &v)) {
        sr_att_active_content(a, &v, &content);
        if (from.first < from.end) v.cue.end = from.first;
        if (v.after == AFTER_COLON && !content.count) sr_att_next_paragraph(a, &v, &content);
    }
    if (!content.count) return head + m.tokens;
    struct sr_draft *d = sr_att_draft(a, SR_CUE_VERB, sentence);
    if (!d) return a->n;
    d->source = v.source;
    d->told = v.told;
    if (v.quoted_by.first < v.quoted_by.end && !sr_att_own_outlet(a, v.quoted_by)) d->passed_to = v.quoted_by;
    if (sr_att_takes(a, &v, "addressee") && v.source.first < v.source.end) d->passive_subject = v.subject;
    d->cue = v.cue;
    d->content = content;
    d->stance = v.negated && stance == SR_STANCE_ASSERTS ? (uint8_t)SR_STANCE_DOUBTS : stance;
    d->person_tells = sr_table_has(a->cues, v.row, 4, "person");
    d->tells = tells || d->person_tells || (that && v.after == AFTER_THAT);
    d->p = v.passive ? 0.5f : sr_att_takes(a, &v, "quote") ? 0.85f : 0.6f;
    if (from.first < from.end) who_was_heard(a, sentence, &v, &content);
    return v.cue.end;
}

void sr_att_verbs(struct sr_attributing *a, uint32_t sentence) {
    struct sr_range s = {a->reading->sentences[sentence].first, a->reading->sentences[sentence].end};
    for (uint32_t i = s.first; i < s.end && !a->failed;) {
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        if (m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "verb") &&
            (sr_att_is(a, i, SR_WORD_CUE) || (sr_att_gerund(a, i) && verb_here(a, i, i + m.tokens, s))))
            i = one_verb(a, sentence, i, m);
        else i++;
    }
}
