#include "attribution/parts.h"

/* What follows a verb of saying, after the one who was told and the scene: it decides where the words said stand. */
enum after { AFTER_NOTHING, AFTER_THAT, AFTER_QUOTE, AFTER_COLON, AFTER_COMMA, AFTER_ADVERBIAL, AFTER_CLAUSE };

struct verb {
    uint32_t low, high;        /* the sentence, or the quotation in it, that the verb stands in */
    uint32_t sentence, row;
    struct sr_range cue;       /* with auxiliaries and adverbs */
    uint32_t head;             /* the verb itself */
    bool gerund, passive, negated;
    struct sr_range source, told, subject;
    bool inverted;
    enum after after;
    uint32_t start;            /* where what follows begins */
};

static bool takes(const struct sr_attributing *a, const struct verb *v, const char *what) {
    return sr_table_has(a->cues, v->row, 2, what);
}

static bool ends_in(struct sr_str s, const char *suffix) {
    uint32_t n = (uint32_t)strlen(suffix);
    return s.n > n + 1 && memcmp(s.p + s.n - n, suffix, n) == 0;
}

static bool is_gerund(const struct sr_attributing *a, uint32_t i) { return ends_in(a->tokens[i].norm, "ing"); }

/* A form that can be a noun as well ("reports", "fears", "call"). */
static bool noun_too(const struct sr_attributing *a, uint32_t i) {
    return sr_att_is(a, i, SR_WORD_SCENE) || sr_table_find(a->cue_nouns, a->tokens[i].norm) != SR_NONE ||
           sr_table_find(a->nouns, a->tokens[i].norm) != SR_NONE;
}

/* "They report", "the ministry fears" against "reports say", "a call for", "the reported attack". */
static bool verb_here(const struct sr_attributing *a, uint32_t i, uint32_t end, struct sr_range bounds) {
    if (a->reading->has & SR_HAS_TAGS) return a->tokens[i].upos == SR_UPOS_VERB || a->tokens[i].upos == SR_UPOS_NONE;
    bool at_start = i == bounds.first;
    if (!at_start && sr_att_is(a, i, SR_WORD_NAME) && a->tokens[i].shape != SR_SHAPE_UPPER &&
        a->reading->sentences[a->tokens[i].sentence].kind != SR_SENTENCE_HEADING)
        return false;
    uint32_t before = at_start ? 0 : a->word[i - 1];
    if (before & SR_WORD_PREP && !(before & SR_WORD_NAME) && !is_gerund(a, i)) return false;
    if (before & (SR_WORD_DET | SR_WORD_POSSESSIVE) && !(before & (SR_WORD_ALONE | SR_WORD_NAME))) return false;
    if (!at_start && sr_att_text_is(a, i - 1, "'s") && !(before & SR_WORD_AUX)) return false;
    if (!noun_too(a, i)) return true;
    if (at_start) return false;
    if (end >= bounds.end || sr_att_is(a, end, SR_WORD_PUNCT)) { /* "Six died, the agency reports." */
        struct sr_range who = sr_att_phrase_before(a, bounds.first, i);
        return who.first > bounds.first && who.first < who.end && sr_att_is(a, who.first - 1, SR_WORD_COMMA | SR_WORD_MARK) &&
               who.end == i;
    }
    if (end < bounds.end && sr_att_is(a, end, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_COMMA)) return false;
    if (end < bounds.end && sr_table_find(a->cues, a->tokens[end].norm) != SR_NONE && !is_gerund(a, end)) return false;
    if (before & (SR_WORD_SUBJECT | SR_WORD_AUX | SR_WORD_REL | SR_WORD_ADVERB)) return true;
    if (before & SR_WORD_COORD) return end < bounds.end && sr_att_is(a, end, SR_WORD_DET | SR_WORD_QUESTION | SR_WORD_MARK);
    if (!sr_att_noun(a, i - 1)) return false;
    /* after a noun: what follows must look like a content */
    if (end < bounds.end && a->tokens[end].kind == SR_TOKEN_NUMBER) return true; /* "medics count 21 dead" */
    return end < bounds.end && sr_att_is(a, end, SR_WORD_DET | SR_WORD_SUBJECT | SR_WORD_QUESTION | SR_WORD_MARK |
                                                     SR_WORD_NAME | SR_WORD_OBJECT | SR_WORD_POSSESSIVE);
}

void sr_att_mark_cues(struct sr_attributing *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        struct sr_range s = sr_att_sentence(a, i);
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb") || is_gerund(a, i)) continue;
        if (verb_here(a, i, i + m.tokens, s)) a->word[i] |= SR_WORD_CUE;
    }
}

/* Take auxiliaries, adverbs and "not" before the verb into the cue: "has also said", "did not say". */
static void widen_left(const struct sr_attributing *a, struct verb *v) {
    uint32_t first = v->head;
    uint32_t last_aux = SR_NONE;
    while (first > v->low) {
        uint32_t w = a->word[first - 1];
        if (w & (SR_WORD_NAME | SR_WORD_MARK | SR_WORD_PUNCT)) break;
        if (w & SR_WORD_NEG) v->negated = true;
        if (w & SR_WORD_AUX && last_aux == SR_NONE) last_aux = first - 1;
        if (!(w & (SR_WORD_AUX | SR_WORD_NEG)) &&
            !(w & SR_WORD_ADVERB && !(w & (SR_WORD_DET | SR_WORD_SUB | SR_WORD_SUBJECT)))) {
            if (!(w & SR_WORD_ADVERB) && !ends_in(a->tokens[first - 1].norm, "ly")) break;
            if (w & (SR_WORD_DET | SR_WORD_SUB | SR_WORD_SUBJECT | SR_WORD_COORD)) break;
        }
        first--;
    }
    v->cue.first = first;
    struct sr_str form = a->tokens[v->head].norm;
    bool participle = ends_in(form, "ed") || ends_in(form, "n") || ends_in(form, "t") || ends_in(form, "id") ||
                      ends_in(form, "ld") || ends_in(form, "rd");
    v->passive = !v->gerund && participle && last_aux != SR_NONE && sr_att_is(a, last_aux, SR_WORD_BE);
}

/* The end of the one who was told: "reporters", "a news conference", "the radio station Onda Sul". */
static uint32_t told_end(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    if (sr_att_is(a, i, SR_WORD_OBJECT | SR_WORD_SUBJECT) && !sr_att_is(a, i, SR_WORD_NAME | SR_WORD_POSSESSIVE)) return i + 1;
    for (uint32_t k = i; k < high && k - i < 14; k++) { /* up to "that" or the words themselves, if no verb comes first */
        if (a->opens[k] != SR_NONE || sr_att_text_is(a, k, ":")) return k;
        if (k > i && sr_att_is(a, k, SR_WORD_QUESTION) && !sr_att_is(a, k, SR_WORD_NAME)) return k;
        if (sr_att_is(a, k, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_COMMA | SR_WORD_CUE)) break;
    }
    uint32_t k = i;
    if (sr_att_is(a, k, SR_WORD_DET)) k++;
    bool name = sr_att_is(a, k, SR_WORD_NAME);
    while (k < high) {
        if (sr_att_is(a, k, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_DET | SR_WORD_SUBJECT | SR_WORD_TIME) ||
            a->tokens[k].kind == SR_TOKEN_NUMBER)
            break;
        if (sr_att_is(a, k, SR_WORD_NAME) && !name && k > i) {
            if (!sr_att_is(a, i, SR_WORD_DET)) break; /* "told reporters Carter stopped" */
            name = true;
        } else if (!sr_att_is(a, k, SR_WORD_NAME) && name && k > i && !sr_att_text_is(a, k, "'s") && sr_att_noun(a, k)) {
            k++;
            break;
        } else if (!sr_att_noun(a, k) && !sr_att_text_is(a, k, "'s") && !sr_att_text_is(a, k, "of") &&
                   !sr_att_text_is(a, k, "and")) {
            break;
        }
        k++;
    }
    return k;
}

static bool opens_content(const struct sr_attributing *a, uint32_t i) {
    return (a->opens[i] != SR_NONE) || (sr_att_is(a, i, SR_WORD_QUESTION) && !sr_att_is(a, i, SR_WORD_NAME));
}

/* A figure, or a hedge before one: "twelve", "more than 20", "at least two". */
static bool figure_at(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    const struct sr_table *t = a->in->lexicon->tables;
    if (a->tokens[i].kind == SR_TOKEN_NUMBER) return true;
    struct sr_match m = sr_match_at(&t[SR_TABLE_HEDGES], a->reading, i, high);
    if (m.row != SR_NONE && sr_att_is(a, i, SR_WORD_PREP)) /* "over", "about" are hedges only before a number */
        return m.tokens > 1 || (i + 1 < high && figure_at(a, i + 1 + (i + 2 < high && sr_att_is(a, i + 1, SR_WORD_DET)), high));
    return m.row != SR_NONE || sr_match_at(&t[SR_TABLE_NUMBERS], a->reading, i, high).row != SR_NONE;
}

/* Read what follows the verb. */
static void look_right(const struct sr_attributing *a, struct verb *v) {
    uint32_t i = v->cue.end, high = v->high;
    if (takes(a, v, "addressee") && !v->passive && i < high && !sr_att_is(a, i, SR_WORD_PUNCT) && !opens_content(a, i) &&
        !sr_att_is(a, i, SR_WORD_PREP)) {
        v->told = (struct sr_range){i, told_end(a, i, high)};
        i = v->told.end;
        while (v->told.end > v->told.first + 1 && sr_att_is(a, v->told.end - 1, SR_WORD_TIME | SR_WORD_PREP)) v->told.end--;
    }
    i = sr_att_skip_scene(a, i, high);
    v->start = i;
    if (i >= high) v->after = AFTER_NOTHING;
    else if (a->opens[i] != SR_NONE) v->after = AFTER_QUOTE;
    else if (sr_att_text_is(a, i, ":")) v->after = AFTER_COLON, v->start = i + 1;
    else if (sr_att_is(a, i, SR_WORD_COMMA)) {
        v->after = i + 1 < high && a->opens[i + 1] != SR_NONE ? AFTER_QUOTE : AFTER_COMMA;
        v->start = i + 1;
    } else if (sr_att_is(a, i, SR_WORD_PUNCT)) v->after = i + 1 >= high || sr_att_text_is(a, i, ";") ? AFTER_NOTHING : AFTER_CLAUSE;
    else if (sr_att_text_is(a, i, "that")) v->after = AFTER_THAT;
    else if (sr_att_is(a, i, SR_WORD_QUESTION) && !sr_att_text_is(a, i, "when")) v->after = AFTER_CLAUSE;
    else if (figure_at(a, i, high)) v->after = AFTER_CLAUSE; /* "at least two workers are inside" */
    else if (sr_att_is(a, i, SR_WORD_PREP) && !sr_att_is(a, i, SR_WORD_NAME)) {
        v->after = AFTER_ADVERBIAL;
        bool comma = false;
        for (uint32_t k = i; k < high && k - i < 16; k++) {
            if (sr_att_is(a, k, SR_WORD_COMMA) && k + 1 < high && a->opens[k + 1] != SR_NONE) { /* announced from the steps, "…" */
                v->after = AFTER_QUOTE;
                v->start = k + 1;
                break;
            }
            if (sr_att_is(a, k, SR_WORD_AUX | SR_WORD_VERB)) break;
            comma |= sr_att_is(a, k, SR_WORD_COMMA);
            if (comma && !sr_att_is(a, k - 1, SR_WORD_COMMA)) continue; /* reported in Lima, 90 km from here, that … */
            if (sr_att_text_is(a, k, "that") && sr_att_is(a, k + 1, SR_WORD_AUX | SR_WORD_VERB)) break; /* relative */
            if (sr_att_text_is(a, k, "that") || a->opens[k] != SR_NONE || sr_att_text_is(a, k, ":")) {
                v->after = a->opens[k] != SR_NONE ? AFTER_QUOTE : sr_att_text_is(a, k, ":") ? AFTER_COLON : AFTER_THAT;
                v->start = sr_att_text_is(a, k, ":") ? k + 1 : k;
                break;
            }
        }
    } else if (sr_att_is(a, i, SR_WORD_SUB) && !sr_att_is(a, i, SR_WORD_DET | SR_WORD_NAME)) v->after = AFTER_ADVERBIAL;
    else if (sr_att_is(a, i, SR_WORD_COORD)) v->after = AFTER_ADVERBIAL;
    else v->after = AFTER_CLAUSE;
}

/* "…," said the mayor: the speaker follows, and what is said came before. */
static bool look_inverted(const struct sr_attributing *a, struct verb *v) {
    if (!takes(a, v, "invert") || v->gerund || v->passive || v->cue.first != v->head || v->head == v->low) return false;
    uint32_t before = v->head - 1;
    bool dash = sr_att_text_is(a, before, "-") || sr_att_text_is(a, before, "--");
    bool speech = a->closes[before] != SR_NONE && /* not: Residents of the "Ditch" said */
                  (sr_att_long_quote(a, a->closes[before]) || sr_att_is(a, before - 1, SR_WORD_PUNCT));
    if (!sr_att_is(a, before, SR_WORD_COMMA) && !speech && !dash) return false;
    uint32_t i = v->cue.end;
    if (i >= v->high || sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_PREP) || sr_att_text_is(a, i, "that")) return false;
    if ((!sr_att_noun(a, i) && !sr_att_is(a, i, SR_WORD_DET)) || sr_att_is(a, i, SR_WORD_TIME)) return false;
    struct sr_range r = sr_att_phrase_after(a, i, v->high, false);
    if (r.first >= r.end) return false;
    uint32_t after = sr_att_skip_scene(a, r.end, v->high);
    if (after < v->high && !sr_att_is(a, after, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_PREP | SR_WORD_SUB)) return false;
    for (uint32_t k = after; k < v->high && !sr_att_is(a, k, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_SUB | SR_WORD_REL); k++)
        if (sr_att_is(a, k, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE)) return false; /* "said the reply to it was late" */
    v->source = r;
    v->inverted = true;
    v->start = after;
    bool comma = after < v->high && sr_att_is(a, after, SR_WORD_COMMA);
    v->start = comma ? after + 1 : after;
    v->after = comma ? (v->start < v->high && a->opens[v->start] != SR_NONE ? AFTER_QUOTE : AFTER_COMMA) : AFTER_NOTHING;
    if (after < v->high && a->opens[after] != SR_NONE) v->after = AFTER_QUOTE;
    return true;
}

/* The speaker of the verb before in the sentence: "said six died and warned that …, adding …". */
static struct sr_range subject_before(const struct sr_attributing *a, const struct verb *v) {
    for (uint32_t k = a->drafts.count; k-- > 0;) {
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->sentence != v->sentence) break;
        if (d->cls == SR_CUE_VERB && d->source.first < d->source.end && d->cue.first < v->head && d->cue.first >= v->low)
            return d->source;
    }
    for (uint32_t i = v->low; i < v->cue.first; i++) { /* "The army shelled the port, saying …" */
        if (!sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE) && !ends_in(a->tokens[i].norm, "ed")) continue;
        while (i > v->low && sr_att_is(a, i - 1, SR_WORD_ADVERB | SR_WORD_AUX)) i--;
        return i > v->low ? sr_att_phrase_before(a, v->low, i) : (struct sr_range){0, 0};
    }
    return (struct sr_range){0, 0};
}

/* "AFP quoted [a minister] as saying", "[he] was quoted as saying": the one who speaks stands before "as". */
static struct sr_range quoted_before(const struct sr_attributing *a, const struct verb *v) {
    uint32_t as = v->cue.first - 1;
    struct sr_range r = sr_att_phrase_before(a, v->low, as);
    if (r.first < r.end || as == v->low || !sr_att_is(a, as - 1, SR_WORD_CUE)) return r;
    uint32_t k = as - 1;
    while (k > v->low && sr_att_is(a, k - 1, SR_WORD_AUX | SR_WORD_ADVERB)) k--;
    return k < as - 1 ? sr_att_phrase_before(a, v->low, k) : r;
}

static bool look_left(const struct sr_attributing *a, struct verb *v) {
    if (v->gerund && v->cue.first > v->low + 1 && sr_att_text_is(a, v->cue.first - 1, "as")) {
        v->source = quoted_before(a, v);
        return v->source.first < v->source.end;
    }
    if (v->gerund && !sr_att_is(a, v->cue.first, SR_WORD_BE | SR_WORD_AUX)) {
        if (v->cue.first > v->low && sr_att_noun(a, v->cue.first - 1) && !sr_att_is(a, v->cue.first - 1, SR_WORD_TIME))
            v->source = sr_att_phrase_before(a, v->low, v->cue.first); /* "a statement saying that" */
        else
            v->source = subject_before(a, v);
        return v->source.first < v->source.end;
    }
    if (v->cue.first > v->low && sr_att_is(a, v->cue.first - 1, SR_WORD_COORD) && !sr_att_is(a, v->cue.first - 1, SR_WORD_NAME)) {
        v->source = subject_before(a, v);
        return v->source.first < v->source.end;
    }
    v->source = sr_att_phrase_before(a, v->low, v->cue.first);
    return v->source.first < v->source.end;
}

/* Words said that stand before the speaker: a quotation, or a clause and a comma. */
static bool left_content(struct sr_attributing *a, const struct verb *v, struct sr_ranges *out) {
    uint32_t at = v->inverted ? v->cue.first : v->source.first < v->cue.first ? v->source.first : v->cue.first;
    if (at <= v->low && at > 0 && a->closes[at - 1] == SR_NONE) return false;
    if (at == 0) return false;
    uint32_t mark = at - 1;
    if (sr_att_is(a, mark, SR_WORD_COMMA) && mark > 0 && a->closes[mark - 1] != SR_NONE) mark--;
    uint32_t q = a->closes[mark];
    if (q != SR_NONE) {
        uint32_t first = a->reading->quotations[q].first;
        if (first > v->low) first = sr_att_left(a, v->low, first).first < first ? sr_att_left(a, v->low, first).first : first;
        a->quoted[q] = 1;
        return sr_att_push_range(out, (struct sr_range){first, mark + 1});
    }
    if (!sr_att_is(a, at - 1, SR_WORD_COMMA) && !sr_att_text_is(a, at - 1, "-") && !sr_att_text_is(a, at - 1, "--"))
        return false;
    if (at - 1 <= v->low) return false;
    return sr_att_push_range(out, sr_att_left(a, v->low, at - 1));
}

/* Is what stands before the comma a clause, not "On Friday," or "At a news conference,"? */
static bool clause_before(const struct sr_attributing *a, const struct verb *v) {
    uint32_t at = v->source.first;
    if (sr_att_is(a, at, SR_WORD_REL)) return false; /* "…, who asked" */
    if (at <= v->low + 1) return at > 0 && at - 1 < a->n && a->closes[at - 1] != SR_NONE && at == v->low + 1;
    if (a->closes[at - 1] != SR_NONE || (sr_att_is(a, at - 1, SR_WORD_COMMA) && a->closes[at - 2] != SR_NONE)) return true;
    if (!sr_att_is(a, at - 1, SR_WORD_COMMA)) return false;
    struct sr_range r = sr_att_left(a, v->low, at - 1);
    if (r.end - r.first < 2) return false;
    bool finite = sr_att_finite(a, r);
    for (uint32_t i = r.first; i < r.end && !finite; i++) finite = ends_in(a->tokens[i].norm, "ed");
    if (finite) return true;
    return !sr_att_is(a, r.first, SR_WORD_PREP | SR_WORD_SUB | SR_WORD_TIME | SR_WORD_CONNECTIVE | SR_WORD_ADVERB);
}

static void right_content(struct sr_attributing *a, const struct verb *v, uint32_t start, struct sr_ranges *out) {
    uint32_t high = v->high;
    if (v->source.first > v->low && v->source.first <= v->low + 2 && !v->inverted && v->source.first < start &&
        sr_att_is(a, v->source.first - 1, SR_WORD_SUB) && !sr_att_is(a, v->source.first - 1, SR_WORD_NAME)) {
        for (uint32_t i = start; i < high; i++) /* "While the army speaks of 12, monks have names for 46": to the comma */
            if (sr_att_is(a, i, SR_WORD_COMMA) && a->within[i] == a->within[start]) high = i;
    }
    uint32_t end = sr_att_clause_end(a, start, high);
    uint32_t q = end > start && end - 1 < a->n && end >= v->high ? a->within[end - 1] : SR_NONE;
    if (q != SR_NONE && a->reading->quotations[q].first >= start) end = a->reading->quotations[q].end; /* over sentences */
    sr_att_push_range(out, sr_att_trim(a, (struct sr_range){start, end}));
    for (uint32_t i = start; i < end; i++)
        if (a->opens[i] != SR_NONE) a->quoted[a->opens[i]] = 1;
}

/* "The men are believed to have fled": nobody says it; subject and predicate are what is said. */
static void passive_content(struct sr_attributing *a, struct verb *v, struct sr_ranges *out) {
    struct sr_range subject = sr_att_phrase_before(a, v->low, v->cue.first);
    uint32_t i = v->cue.end;
    uint32_t by = i;
    while (by < v->high && by - i < 8 && !sr_att_text_is(a, by, "by") && !sr_att_is(a, by, SR_WORD_PUNCT | SR_WORD_MARK)) by++;
    if (by < v->high && sr_att_text_is(a, by, "by") && by - i < 4) {
        struct sr_range r = sr_att_phrase_after(a, by + 1, v->high, false);
        if (r.first < r.end && !is_gerund(a, r.first)) {
            v->source = r;
            i = r.end;
        }
    }
    v->subject = subject;
    bool it = subject.end - subject.first == 1 && sr_att_text_is(a, subject.first, "it");
    bool told = takes(a, v, "addressee") && v->source.first < v->source.end; /* "Reuters was told by two men that" */
    if (!it && !told) sr_att_push_range(out, sr_att_trim(a, subject));
    i = sr_att_skip_scene(a, i, v->high);
    if (i < v->high && !sr_att_is(a, i, SR_WORD_COMMA | SR_WORD_COORD)) right_content(a, v, i, out);
}

/* "put the toll at 12", "gave the figure as 12", "raised the toll to 12"; not "put the fire out", "raised 12 points". */
static bool figure_after(const struct sr_attributing *a, const struct verb *v) {
    bool toll = !takes(a, v, "toll");
    for (uint32_t i = v->cue.end + 1; i + 1 < v->high && i < v->cue.end + 14; i++) {
        if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK)) return false;
        uint32_t row = sr_table_find(a->cue_nouns, a->tokens[i].norm);
        toll |= row != SR_NONE && sr_table_has(a->cue_nouns, row, 3, "count");
        bool at = takes(a, v, "at") ? sr_att_text_is(a, i, "at") || sr_att_text_is(a, i, "as") : sr_att_text_is(a, i, "to");
        if (at && figure_at(a, i + 1, v->high)) return toll;
    }
    return false;
}

static void active_content(struct sr_attributing *a, struct verb *v, struct sr_ranges *out) {
    bool speech = takes(a, v, "clause") || takes(a, v, "quote");
    if (takes(a, v, "at") || takes(a, v, "toll")) {
        if (figure_after(a, v)) right_content(a, v, v->cue.end, out);
        return;
    }
    if (!speech) { /* "described the scene", "spoke of two": the object */
        uint32_t i = v->cue.end;
        while (i < v->high && sr_att_is(a, i, SR_WORD_ADVERB) && !sr_att_is(a, i, SR_WORD_DET | SR_WORD_SUB)) i++;
        if (i >= v->high || (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_COORD) && a->opens[i] == SR_NONE)) return;
        if (sr_att_is(a, i, SR_WORD_PREP) && !sr_att_is(a, i, SR_WORD_NAME) &&
            !figure_at(a, i, v->high) &&
            !(takes(a, v, "to") && sr_att_text_is(a, i, "to")))
            return;
        right_content(a, v, i, out);
        return;
    }
    if (v->inverted) {
        left_content(a, v, out);
        if (v->after == AFTER_QUOTE || v->after == AFTER_COMMA) {
            if (v->after == AFTER_QUOTE || !sr_att_is(a, v->start, SR_WORD_TURN | SR_WORD_COORD | SR_WORD_REL | SR_WORD_SUB))
                if (v->start < v->high && !is_gerund(a, v->start)) right_content(a, v, v->start, out);
        }
        return;
    }
    bool before = !v->gerund && clause_before(a, v);
    switch (v->after) {
    case AFTER_NOTHING:
        if (before) left_content(a, v, out);
        return;
    case AFTER_COMMA:
        if (before || (v->source.first > v->low && sr_att_is(a, v->source.first - 1, SR_WORD_COMMA))) left_content(a, v, out);
        if (v->start < v->high && !is_gerund(a, v->start) &&
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
        else if (!sr_att_is(a, v->start, SR_WORD_COORD | SR_WORD_PREP) && !takes(a, v, "np") && v->start < v->high &&
                 !(sr_att_is(a, v->start, SR_WORD_SUB)))
            right_content(a, v, v->start, out);
        return;
    case AFTER_QUOTE:
    case AFTER_THAT:
    case AFTER_COLON:
        if (v->after == AFTER_QUOTE && before && a->closes[v->source.first - 1] != SR_NONE) left_content(a, v, out);
        right_content(a, v, v->start, out);
        return;
    case AFTER_CLAUSE: right_content(a, v, v->start, out); return;
    }
}

/* A colon that ends its paragraph: the next one, in quotation marks, is what was said. */
static void next_paragraph(struct sr_attributing *a, const struct verb *v, struct sr_ranges *out) {
    uint32_t next = v->sentence + 1;
    if (next >= a->reading->sentence_count) return;
    uint32_t first = a->reading->sentences[next].first;
    if (a->opens[first] == SR_NONE) return;
    const struct sr_quotation *q = &a->reading->quotations[a->opens[first]];
    a->quoted[a->opens[first]] = 1;
    sr_att_push_range(out, (struct sr_range){q->first, q->end});
}

static void bounds(const struct sr_attributing *a, struct verb *v) {
    struct sr_range s = sr_att_sentence(a, v->head);
    uint32_t q = a->within[v->head];
    if (q != SR_NONE) {
        const struct sr_quotation *x = &a->reading->quotations[q];
        if (x->first + 1 > s.first) s.first = x->first + 1;
        if (x->end - x->closed < s.end) s.end = x->end - x->closed;
    }
    while (s.end > s.first && sr_att_is(a, s.end - 1, SR_WORD_PUNCT) && !sr_att_is(a, s.end - 1, SR_WORD_MARK) &&
           (sr_att_text_is(a, s.end - 1, ".") || sr_att_text_is(a, s.end - 1, "!") || sr_att_text_is(a, s.end - 1, "?")))
        s.end--;
    v->low = s.first;
    v->high = s.end;
}

static uint8_t stance_of(const struct sr_attributing *a, const struct verb *v) {
    uint32_t stance = sr_stance_from(sr_str_c(sr_table_cell(a->cues, v->row, 3)));
    return (uint8_t)(stance == SR_STANCE_COUNT ? SR_STANCE_ASSERTS : stance);
}

/* "declined to say", "went on to discuss": one cue; what follows the second verb is its content. */
static void join_infinitive(const struct sr_attributing *a, struct verb *v) {
    uint32_t i = v->cue.end;
    if (!takes(a, v, "to") || i + 1 >= v->high || !sr_att_text_is(a, i, "to")) return;
    struct sr_match m = sr_match_at(a->cues, a->reading, i + 1, v->high);
    if (m.row == SR_NONE || !sr_table_has(a->cues, m.row, 1, "verb") || is_gerund(a, i + 1)) return;
    if (!sr_table_has(a->cues, m.row, 2, "clause") && !sr_table_has(a->cues, m.row, 2, "np")) return;
    v->cue.end = i + 1 + m.tokens;
    v->row = m.row;
}

static uint32_t one_verb(struct sr_attributing *a, uint32_t sentence, uint32_t head, struct sr_match m) {
    struct verb v = {.sentence = sentence, .row = m.row, .head = head, .cue = {head, head + m.tokens},
                     .gerund = is_gerund(a, head), .after = AFTER_NOTHING};
    bounds(a, &v);
    if (head < v.low || v.cue.end > v.high) return head + m.tokens;
    uint8_t stance = stance_of(a, &v);
    bool tells = sr_table_has(a->cues, v.row, 4, "yes"), that = sr_table_has(a->cues, v.row, 4, "that");
    if (!v.gerund) widen_left(a, &v);
    else while (v.cue.first > v.low && sr_att_is(a, v.cue.first - 1, SR_WORD_AUX | SR_WORD_ADVERB) &&
                !sr_att_is(a, v.cue.first - 1, SR_WORD_NAME | SR_WORD_SUB)) v.cue.first--;
    join_infinitive(a, &v);
    struct sr_ranges content = {.count = 0};
    look_right(a, &v);
    if (!v.passive && !v.gerund && v.cue.first == v.head && !takes(a, &v, "to") && takes(a, &v, "passive") &&
        v.cue.end + 1 < v.high && sr_att_text_is(a, v.cue.end, "to") && ends_in(a->tokens[head].norm, "ed"))
        v.passive = true; /* "all believed to be dead" */
    if (v.passive) {
        if (!takes(a, &v, "passive")) {
            uint32_t i = v.cue.end;
            if (i >= v.high || !sr_att_text_is(a, i, "by")) return head + m.tokens;
        }
        passive_content(a, &v, &content);
    } else if (look_inverted(a, &v) || look_left(a, &v)) {
        active_content(a, &v, &content);
        if (v.after == AFTER_COLON && !content.count) next_paragraph(a, &v, &content);
    }
    if (!content.count) return head + m.tokens;
    struct sr_draft *d = sr_att_draft(a, SR_CUE_VERB, sentence);
    if (!d) return a->n;
    d->source = v.source;
    d->told = v.told;
    if (takes(a, &v, "addressee") && v.source.first < v.source.end) d->passive_subject = v.subject;
    d->cue = v.cue;
    d->content = content;
    d->stance = v.negated && stance == SR_STANCE_ASSERTS ? (uint8_t)SR_STANCE_DOUBTS : stance;
    d->tells = tells || (that && v.after == AFTER_THAT);
    d->p = v.passive ? 0.5f : takes(a, &v, "quote") ? 0.85f : 0.6f;
    return v.cue.end;
}

void sr_att_verbs(struct sr_attributing *a, uint32_t sentence) {
    struct sr_range s = {a->reading->sentences[sentence].first, a->reading->sentences[sentence].end};
    for (uint32_t i = s.first; i < s.end && !a->failed;) {
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        if (m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "verb") &&
            (sr_att_is(a, i, SR_WORD_CUE) || (is_gerund(a, i) && verb_here(a, i, i + m.tokens, s))))
            i = one_verb(a, sentence, i, m);
        else i++;
    }
}
