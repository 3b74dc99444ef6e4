#include "attribution/parts.h"

/* What stands around a verb of saying: who was told, the scene, the speaker before or after it. */

/* The end of the one who was told: "reporters", "a news conference", "the radio station Onda Sul". */
static uint32_t told_end(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    if (sr_att_is(a, i, SR_WORD_OBJECT | SR_WORD_SUBJECT) && !sr_att_is(a, i, SR_WORD_NAME | SR_WORD_POSSESSIVE))
        return i + 1;
    for (uint32_t k = i; k < high && k - i < 14;
         k++) { /* up to "that" or the words themselves, if no verb comes first */
        if (a->opens[k] != SR_NONE || sr_att_text_is(a, k, ":")) return k;
        if (k > i && sr_att_is(a, k, SR_WORD_QUESTION) && !sr_att_is(a, k, SR_WORD_NAME)) return k;
        if (k > i && sr_att_text_is(a, k, "to")) break; /* "asked the mayor to say" */
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
        } else if (!sr_att_is(a, k, SR_WORD_NAME) && name && k > i && !sr_att_text_is(a, k, "'s") &&
                   sr_att_noun(a, k)) {
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
bool sr_att_figure_at(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    const struct sr_table *t = a->in->lexicon->tables;
    if (a->tokens[i].kind == SR_TOKEN_NUMBER) return true;
    struct sr_match m = sr_match_at(&t[SR_TABLE_HEDGES], a->reading, i, high);
    if (m.row != SR_NONE && sr_att_is(a, i, SR_WORD_PREP)) /* "over", "about" are hedges only before a number */
        return m.tokens > 1 ||
               (i + 1 < high && sr_att_figure_at(a, i + 1 + (i + 2 < high && sr_att_is(a, i + 1, SR_WORD_DET)), high));
    return m.row != SR_NONE || sr_match_at(&t[SR_TABLE_NUMBERS], a->reading, i, high).row != SR_NONE;
}

/* Read what follows the verb. */
void sr_att_look_right(const struct sr_attributing *a, struct sr_verb *v) {
    uint32_t i = v->cue.end, high = v->high;
    if (sr_att_takes(a, v, "addressee") && !v->passive && i < high && a->opens[i] != SR_NONE &&
        !sr_att_long_quote(a, a->opens[i]) && v->head > v->low + 2) { /* "…," he told "Fox and Friends" */
        v->told = (struct sr_range){i, a->reading->quotations[a->opens[i]].end};
        i = v->told.end < high ? v->told.end : high;
    } else if (sr_att_takes(a, v, "addressee") && !v->passive && i < high && !sr_att_is(a, i, SR_WORD_PUNCT) &&
               !opens_content(a, i) && !sr_att_is(a, i, SR_WORD_PREP)) {
        v->told = (struct sr_range){i, told_end(a, i, high)};
        i = v->told.end;
        while (v->told.end > v->told.first + 1 && sr_att_is(a, v->told.end - 1, SR_WORD_TIME | SR_WORD_PREP))
            v->told.end--;
    }
    i = sr_att_skip_scene(a, i, high);
    v->start = i;
    if (i >= high) v->after = AFTER_NOTHING;
    else if (a->opens[i] != SR_NONE) v->after = AFTER_QUOTE;
    else if (sr_att_text_is(a, i, ":")) v->after = AFTER_COLON, v->start = i + 1;
    else if (sr_att_is(a, i, SR_WORD_COMMA)) {
        v->after = i + 1 < high && a->opens[i + 1] != SR_NONE ? AFTER_QUOTE
                   : sr_att_text_is(a, i + 1, "that")         ? AFTER_THAT
                                                              : AFTER_COMMA;
        v->start = i + 1;
    } else if (sr_att_is(a, i, SR_WORD_PUNCT))
        v->after =
            i + 1 >= high || sr_att_text_is(a, i, ";") || sr_att_text_is(a, i, ".") ? AFTER_NOTHING : AFTER_CLAUSE;
    else if (sr_att_text_is(a, i, "that")) v->after = AFTER_THAT;
    else if (sr_att_is(a, i, SR_WORD_QUESTION) && !sr_att_text_is(a, i, "when")) v->after = AFTER_CLAUSE;
    else if (sr_att_figure_at(a, i, high)) v->after = AFTER_CLAUSE; /* "at least two workers are inside" */
    else if (sr_att_is(a, i, SR_WORD_PREP | SR_WORD_SUB) && !sr_att_is(a, i, SR_WORD_NAME | SR_WORD_DET)) {
        v->after = AFTER_ADVERBIAL;
        bool comma = false;
        for (uint32_t k = i; k < high && k - i < 16; k++) {
            if (sr_att_is(a, k, SR_WORD_COMMA) && k + 1 < high &&
                a->opens[k + 1] != SR_NONE) { /* announced from the steps, "…" */
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
    for (uint32_t k = v->start; v->after == AFTER_CLAUSE && k + 1 < high && k < v->start + 5; k++) {
        if (sr_att_is(a, k, SR_WORD_AUX | SR_WORD_VERB)) break;
        if (!sr_att_is(a, k, SR_WORD_COMMA) || a->opens[k + 1] == SR_NONE) continue;
        v->after = AFTER_QUOTE; /* wrote to her followers, "…" */
        v->start = k + 1;
    }
}

/* "…," said the mayor: the speaker follows, and what is said came before. */
bool sr_att_look_inverted(const struct sr_attributing *a, struct sr_verb *v) {
    if (!sr_att_takes(a, v, "invert") || v->gerund || v->passive || v->cue.first != v->head || v->head == v->low)
        return false;
    uint32_t before = v->head - 1;
    bool dash = sr_att_text_is(a, before, "-") || sr_att_text_is(a, before, "--");
    bool speech = a->closes[before] != SR_NONE && /* not: Residents of the "Ditch" said */
                  (sr_att_long_quote(a, a->closes[before]) || sr_att_is(a, before - 1, SR_WORD_PUNCT));
    if (!sr_att_is(a, before, SR_WORD_COMMA) && !speech && !dash) return false;
    uint32_t i = v->cue.end;
    if (i >= v->high || sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_PREP) || sr_att_text_is(a, i, "that"))
        return false;
    if ((!sr_att_noun(a, i) && !sr_att_is(a, i, SR_WORD_DET)) || sr_att_is(a, i, SR_WORD_TIME)) return false;
    struct sr_range r = sr_att_phrase_after(a, i, v->high, false);
    if (r.first >= r.end) return false;
    if (sr_att_is(a, before, SR_WORD_COMMA)) { /* "Radio La Voz, which has a man there, reported …" */
        struct sr_range who = sr_att_phrase_before(a, v->low, v->head);
        if (who.first < who.end && who.first <= v->low + 1 && !sr_att_is(a, v->cue.end, SR_WORD_NAME)) return false;
    }
    uint32_t after = sr_att_skip_scene(a, r.end, v->high);
    bool person = sr_att_is(a, after, SR_WORD_REL); /* "…, said a doctor who asked not to be named" */
    if (after < v->high && !person && !sr_att_is(a, after, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_PREP | SR_WORD_SUB))
        return false;
    for (uint32_t k = after; k < v->high && !sr_att_is(a, k, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_SUB | SR_WORD_REL);
         k++)
        if (sr_att_is(a, k, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE))
            return false; /* "said the reply to it was late" */
    v->source = r;
    v->inverted = true;
    v->start = after;
    bool comma = after < v->high && sr_att_is(a, after, SR_WORD_COMMA);
    v->start = comma ? after + 1 : after;
    v->after =
        comma ? (v->start < v->high && a->opens[v->start] != SR_NONE ? AFTER_QUOTE : AFTER_COMMA) : AFTER_NOTHING;
    if (after < v->high && a->opens[after] != SR_NONE) v->after = AFTER_QUOTE;
    return true;
}

/* The speaker of the verb before in the sentence: "said six died and warned that …, adding …". */
static struct sr_range subject_before(const struct sr_attributing *a, const struct sr_verb *v) {
    for (uint32_t k = a->drafts.count; k-- > 0;) {
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->sentence != v->sentence) break;
        if (d->cls == SR_CUE_VERB && d->source.first < d->source.end && d->cue.first < v->head &&
            d->cue.first >= v->low)
            return d->source;
    }
    for (uint32_t i = v->low; i < v->cue.first; i++) { /* "The army shelled the port, saying …" */
        if (!sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE) && !sr_att_ends_in(a->tokens[i].norm, "ed"))
            continue;
        while (i > v->low && sr_att_is(a, i - 1, SR_WORD_ADVERB | SR_WORD_AUX)) i--;
        return i > v->low ? sr_att_phrase_before(a, v->low, i) : (struct sr_range){0, 0};
    }
    return (struct sr_range){0, 0};
}

/* "AFP quoted [a minister] as saying", "[he] was quoted as saying": the one who speaks stands before "as". */
static struct sr_range quoted_before(const struct sr_attributing *a, const struct sr_verb *v) {
    uint32_t as = v->cue.first - 1;
    struct sr_range r = sr_att_phrase_before(a, v->low, as);
    if (r.first < r.end || as == v->low || !sr_att_is(a, as - 1, SR_WORD_CUE)) return r;
    uint32_t k = as - 1;
    while (k > v->low && sr_att_is(a, k - 1, SR_WORD_AUX | SR_WORD_ADVERB)) k--;
    return k < as - 1 ? sr_att_phrase_before(a, v->low, k) : r;
}

static bool look_left_by_words(const struct sr_attributing *a, struct sr_verb *v) {
    if (v->gerund && v->cue.first > v->low + 1 && sr_att_text_is(a, v->cue.first - 1, "as")) {
        v->source = quoted_before(a, v);
        return v->source.first < v->source.end;
    }
    if (v->gerund && !sr_att_is(a, v->cue.first, SR_WORD_BE | SR_WORD_AUX)) {
        if (v->cue.first > v->low && sr_att_noun(a, v->cue.first - 1) && !sr_att_is(a, v->cue.first - 1, SR_WORD_TIME))
            v->source = sr_att_phrase_before(a, v->low, v->cue.first); /* "a statement saying that" */
        else v->source = subject_before(a, v);
        return v->source.first < v->source.end;
    }
    if (v->cue.first > v->low && sr_att_is(a, v->cue.first - 1, SR_WORD_COORD) &&
        !sr_att_is(a, v->cue.first - 1, SR_WORD_NAME)) {
        v->source = subject_before(a, v);
        return v->source.first < v->source.end;
    }
    v->source = sr_att_phrase_before(a, v->low, v->cue.first);
    return v->source.first < v->source.end;
}

static bool is_share(const struct sr_table *units, const struct sr_reading *r, uint32_t i, uint32_t end) {
    struct sr_match m = sr_match_at(units, r, i, end);
    return m.row != SR_NONE && strcmp(sr_table_cell(units, m.row, 1), "percentage") == 0;
}

/* "Of the 71 cases recorded since June, …", "the 30 houses recorded": counted things say nothing. "The 12 survivors said",
 * "60 percent said" do. */
static bool counts_things(const struct sr_attributing *a, struct sr_range r) {
    const struct sr_table *people = &a->in->lexicon->tables[SR_TABLE_PEOPLE];
    const struct sr_table *units = &a->in->lexicon->tables[SR_TABLE_UNITS];
    uint32_t i = r.first;
    if (i < r.end && sr_att_is(a, i, SR_WORD_DET)) i++;
    if (i + 1 >= r.end || a->tokens[i].kind != SR_TOKEN_NUMBER) return false;
    for (i++; i < r.end; i++)
        if (sr_att_is(a, i, SR_WORD_NAME) || sr_match_at(a->nouns, a->reading, i, r.end).row != SR_NONE ||
            sr_match_at(people, a->reading, i, r.end).row != SR_NONE || is_share(units, a->reading, i, r.end))
            return false;
    return true;
}

bool sr_att_look_left(const struct sr_attributing *a, struct sr_verb *v) {
    return look_left_by_words(a, v) && !counts_things(a, v->source);
}
