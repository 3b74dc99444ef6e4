#include "attribution/parts.h"
#include "base/utf8.h"

static const struct {
    const char *name;
    uint32_t bit;
} classes[] = {
    {"det", SR_WORD_DET},
    {"possessive", SR_WORD_POSSESSIVE},
    {"prep", SR_WORD_PREP},
    {"sub", SR_WORD_SUB},
    {"coord", SR_WORD_COORD},
    {"rel", SR_WORD_REL},
    {"subject", SR_WORD_SUBJECT},
    {"object", SR_WORD_OBJECT},
    {"be", SR_WORD_BE},
    {"aux", SR_WORD_AUX},
    {"neg", SR_WORD_NEG},
    {"adverb", SR_WORD_ADVERB},
    {"time", SR_WORD_TIME},
    {"verb", SR_WORD_VERB},
    {"scene", SR_WORD_SCENE},
    {"connective", SR_WORD_CONNECTIVE},
    {"turn", SR_WORD_TURN},
    {"question", SR_WORD_QUESTION},
    {"alone", SR_WORD_ALONE},
    {"speaker", SR_WORD_SPEAKER},
    {"participle", SR_WORD_PARTICIPLE},
    {"last", SR_WORD_LAST},
};

enum {
    CLOSED = SR_WORD_DET | SR_WORD_PREP | SR_WORD_SUB | SR_WORD_COORD | SR_WORD_AUX | SR_WORD_BE | SR_WORD_VERB |
             SR_WORD_ADVERB | SR_WORD_REL
};

bool sr_att_text_is(const struct sr_attributing *a, uint32_t token, const char *norm) {
    return token < a->n && sr_str_is(a->tokens[token].norm, norm);
}

struct sr_range sr_att_sentence(const struct sr_attributing *a, uint32_t token) {
    const struct sr_sentence *s = &a->reading->sentences[a->tokens[token].sentence];
    return (struct sr_range){s->first, s->end};
}

/* A sentence all in capitals, or a heading with a capital on each word, tells nothing by its letters: there no word is
 * a name by its shape. */
static bool all_capitals(const struct sr_attributing *a, const struct sr_sentence *s) {
    uint32_t upper = 0, title = 0, lower = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        if (a->tokens[i].shape == SR_SHAPE_UPPER) upper++;
        if (a->tokens[i].shape == SR_SHAPE_LOWER) lower++;
        if (a->tokens[i].shape == SR_SHAPE_TITLE) title++;
    }
    if (s->kind == SR_SENTENCE_HEADING && title > 3 && lower * 2 < title) return true;
    return upper > 3 && (lower + title) * 4 < upper;
}

static uint32_t classify(const struct sr_attributing *a, uint32_t i, bool capitals) {
    const struct sr_token *t = &a->tokens[i];
    uint32_t word = 0;
    if (t->kind == SR_TOKEN_PUNCT || t->kind == SR_TOKEN_SYMBOL) {
        word = SR_WORD_PUNCT;
        if (sr_str_is(t->norm, ",")) word |= SR_WORD_COMMA;
        if (sr_str_is(t->norm, "&")) word = SR_WORD_COORD;
        if (sr_str_is(t->norm, "%")) word = 0; /* "42 % say" */
        return word;
    }
    uint32_t row = sr_table_find(a->words, t->norm);
    for (size_t k = 0; row != SR_NONE && k < sizeof classes / sizeof *classes; k++)
        if (sr_table_has(a->words, row, 1, classes[k].name)) word |= classes[k].bit;
    /* "the US said", "IT minister": capitals inside a sentence are a name, not a pronoun */
    bool first = i == a->reading->sentences[t->sentence].first;
    bool name = !capitals && (t->shape == SR_SHAPE_TITLE || t->shape == SR_SHAPE_UPPER || t->shape == SR_SHAPE_MIXED);
    if (name && !first && t->shape == SR_SHAPE_UPPER && t->norm.n > 1) word &= SR_WORD_TIME;
    /* "'s" is a possessor's mark unless a verb: "police's" against "it's" */
    if (sr_str_is(t->norm, "'s") && i > 0 && !(a->word[i - 1] & (SR_WORD_SUBJECT | SR_WORD_REL | SR_WORD_SUB)))
        word &= ~(uint32_t)(SR_WORD_BE | SR_WORD_AUX);
    if (name && (!first || !word)) word |= SR_WORD_NAME;
    return word;
}

static void quotations(struct sr_attributing *a) {
    const struct sr_reading *r = a->reading;
    for (uint32_t q = 0; q < r->quotation_count; q++) {
        const struct sr_quotation *x = &r->quotations[q];
        if (x->depth != 0 || x->first >= x->end || x->end > a->n) continue;
        a->opens[x->first] = q;
        a->word[x->first] |= SR_WORD_MARK;
        if (x->closed) {
            a->closes[x->end - 1] = q;
            a->word[x->end - 1] |= SR_WORD_MARK;
        }
        for (uint32_t i = x->first; i < x->end; i++) a->within[i] = q;
    }
}

bool sr_att_prepare(struct sr_attributing *a) {
    const struct sr_reading *r = a->reading;
    a->n = r->token_count;
    a->word = sr_arena_alloc(a->arena, a->n, sizeof *a->word);
    a->opens = sr_arena_alloc(a->arena, a->n, sizeof *a->opens);
    a->closes = sr_arena_alloc(a->arena, a->n, sizeof *a->closes);
    a->within = sr_arena_alloc(a->arena, a->n, sizeof *a->within);
    a->quoted = sr_arena_alloc(a->arena, r->quotation_count, sizeof *a->quoted);
    if (!a->word || !a->opens || !a->closes || !a->within || !a->quoted) return false;
    for (uint32_t i = 0; i < a->n; i++) a->opens[i] = a->closes[i] = a->within[i] = SR_NONE;
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        bool capitals = all_capitals(a, &r->sentences[s]);
        for (uint32_t i = r->sentences[s].first; i < r->sentences[s].end; i++) a->word[i] = classify(a, i, capitals);
    }
    quotations(a);
    return true;
}

bool sr_att_noun(const struct sr_attributing *a, uint32_t token) {
    if (token >= a->n) return false;
    uint32_t w = a->word[token];
    if (w & (SR_WORD_PUNCT | SR_WORD_MARK)) return false;
    if (w & SR_WORD_NAME) return true;
    if (w & (SR_WORD_SUBJECT | SR_WORD_SCENE)) return true;
    return !(w & (CLOSED | SR_WORD_OBJECT | SR_WORD_NEG | SR_WORD_CUE)) && !sr_att_text_is(a, token, "'s") &&
           !sr_att_text_is(a, token, "'");
}

bool sr_att_long_quote(const struct sr_attributing *a, uint32_t quotation) {
    const struct sr_quotation *q = &a->reading->quotations[quotation];
    uint32_t words = 0;
    for (uint32_t i = q->first; i < q->end; i++) words += !sr_att_is(a, i, SR_WORD_PUNCT);
    return words > 4 || (q->closed && q->end - q->first > 2 && sr_att_is(a, q->end - 2, SR_WORD_PUNCT));
}

bool sr_att_finite(const struct sr_attributing *a, struct sr_range r) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE)) return true;
    return false;
}

struct sr_draft *sr_att_draft(struct sr_attributing *a, uint8_t cls, uint32_t sentence) {
    struct sr_draft d = {.parent = SR_NONE,
                         .same_as = SR_NONE,
                         .sentence = sentence,
                         .cls = cls,
                         .tells = true,
                         .p = 0.5f,
                         .stance = SR_STANCE_ASSERTS};
    if (!SR_PUSH(a->arena, a->drafts, d)) {
        a->failed = true;
        return NULL;
    }
    return &a->drafts.items[a->drafts.count - 1];
}
