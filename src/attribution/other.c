#include "attribution/parts.h"
#include "reader/clue.h"

/* Cues that are no verbs of their own clause: "according to", "citing", "reportedly", "the claim that", "Police: …". */

static struct sr_range bounds(const struct sr_attributing *a, uint32_t at) {
    struct sr_range s = sr_att_sentence(a, at);
    uint32_t q = a->within[at];
    if (q != SR_NONE) {
        const struct sr_quotation *x = &a->reading->quotations[q];
        if (x->first + 1 > s.first) s.first = x->first + 1;
        if (x->end - x->closed < s.end) s.end = x->end - x->closed;
    }
    while (s.end > s.first && sr_att_is(a, s.end - 1, SR_WORD_PUNCT) && !sr_att_is(a, s.end - 1, SR_WORD_MARK) &&
           !sr_att_text_is(a, s.end - 1, ")"))
        s.end--;
    return s;
}

static void mark_quotes(struct sr_attributing *a, const struct sr_ranges *r) {
    for (uint32_t k = 0; k < r->count; k++)
        for (uint32_t i = r->items[k].first; i < r->items[k].end; i++)
            if (a->opens[i] != SR_NONE) a->quoted[a->opens[i]] = 1;
}

/* Nothing but "however", "but", commas stands between the clause's edge and the cue. */
static bool fronted(const struct sr_attributing *a, uint32_t low, uint32_t at) {
    for (uint32_t i = at; i > low;) {
        i--;
        if (sr_att_is(a, i, SR_WORD_COMMA)) {
            if (i + 1 < at) return true;
            continue;
        }
        if (!sr_att_is(a, i, SR_WORD_CONNECTIVE | SR_WORD_COORD | SR_WORD_TURN | SR_WORD_ADVERB | SR_WORD_SUB) &&
            !sr_att_text_is(a, i, "("))
            return false;
    }
    return true;
}

/* "by [the hospital]'s count": the owner of a counting noun; *rest is past the noun. */
static bool counted_by(const struct sr_attributing *a, struct sr_range b, uint32_t first, struct sr_range *source,
                       uint32_t *rest) {
    uint32_t own = first;
    while (own < b.end && own - first < 8 && !sr_att_text_is(a, own, "'s") && !sr_att_text_is(a, own, "'")) {
        if (sr_att_is(a, own, SR_WORD_COMMA | SR_WORD_AUX | SR_WORD_MARK)) return false;
        own++;
    }
    for (uint32_t i = own + 1; i < b.end && i < own + 4; i++) {
        uint32_t row = sr_table_find(a->cue_nouns, a->tokens[i].norm);
        if (row == SR_NONE || !sr_table_has(a->cue_nouns, row, 3, "count")) continue;
        *source = (struct sr_range){first, own};
        *rest = i + 1;
        return own > first;
    }
    return false;
}

/* "per the county", "per county logs"; not "per day", "per head", "per person". */
static bool speaks_for_itself(const struct sr_attributing *a, struct sr_range r) {
    bool agency, plain = false;
    if (sr_att_is_outlet(a, r, &agency)) return true;
    for (uint32_t i = r.first; i < r.end; i++) {
        uint32_t row = sr_table_find(a->nouns, a->tokens[i].norm);
        plain |= row != SR_NONE && !sr_table_has(a->nouns, row, 2, "person");
    }
    return plain && (r.end - r.first > 1 || sr_att_is(a, r.first, SR_WORD_NAME));
}

/*     According to [S police], [C six died].      [C Six died], according to [S police].
 *     [C The siege], according to [S the radio], [C ended at noon].
 *     not: It went according to plan */
static void according_to(struct sr_attributing *a, uint32_t sentence, uint32_t at, struct sr_match m) {
    struct sr_range b = bounds(a, at);
    if (at < b.first || at + m.tokens >= b.end) return;
    bool front = fronted(a, b.first, at);
    struct sr_range source = sr_att_phrase_after(a, at + m.tokens, b.end, front);
    uint32_t rest = source.end;
    if (sr_table_has(a->cues, m.row, 2, "count") && !counted_by(a, b, at + m.tokens, &source, &rest)) return;
    if (source.first >= source.end) return;
    if (sr_table_has(a->cues, m.row, 2, "source") && !speaks_for_itself(a, source)) return;
    if (source.end - source.first == 1 && !sr_att_source_like(a, source) &&
        !sr_att_is(a, source.first, SR_WORD_SUBJECT | SR_WORD_OBJECT))
        return; /* "according to plan" */
    struct sr_ranges content = {.count = 0};
    uint32_t after = sr_att_skip_scene(a, rest, b.end);
    if (!front) {
        struct sr_range left = sr_att_left(a, b.first, at);
        if (at == b.first || left.first >= left.end) return;
        /* a bracket or dash opened for it: "(according to police)" */
        sr_att_push_range(&content, left);
    }
    if (front || sr_att_is(a, after, SR_WORD_COMMA)) {
        uint32_t start =
            sr_att_is(a, after, SR_WORD_COMMA | SR_WORD_PUNCT) && a->opens[after] == SR_NONE ? after + 1 : after;
        if (start < b.end && (front || !sr_att_is(a, start, SR_WORD_TURN | SR_WORD_REL | SR_WORD_COORD)))
            sr_att_push_range(&content, sr_att_trim(a, (struct sr_range){start, sr_att_clause_end(a, start, b.end)}));
    }
    if (!content.count) return;
    mark_quotes(a, &content);
    struct sr_draft *d = sr_att_draft(a, SR_CUE_PREP, sentence);
    if (!d) return;
    d->source = source;
    d->cue = (struct sr_range){at, at + m.tokens};
    d->content = content;
    d->p = 0.9f;
}

/* "reportedly", "allegedly": said by nobody who is named; the clause around it is what is said. */
static void adverb(struct sr_attributing *a, uint32_t sentence, uint32_t at, struct sr_match m) {
    struct sr_range b = bounds(a, at);
    if (at < b.first) return;
    uint32_t first = at, next = at + m.tokens;
    while (first > b.first && sr_att_is(a, first - 1, SR_WORD_AUX) && !sr_att_is(a, first - 1, SR_WORD_NAME)) first--;
    struct sr_ranges content = {.count = 0};
    struct sr_range subject = sr_att_phrase_before(a, b.first, first);
    if (subject.first < subject.end) sr_att_push_range(&content, (struct sr_range){subject.first, at});
    if (sr_att_is(a, next, SR_WORD_COMMA)) next++;
    if (next < b.end)
        sr_att_push_range(&content, sr_att_trim(a, (struct sr_range){next, sr_att_clause_end(a, next, b.end)}));
    if (!content.count) return;
    struct sr_draft *d = sr_att_draft(a, SR_CUE_ADVERB, sentence);
    if (!d) return;
    d->cue = (struct sr_range){at, at + m.tokens};
    d->content = content;
}

static bool possessor(const struct sr_attributing *a, uint32_t i) {
    return sr_att_text_is(a, i, "'s") || sr_att_text_is(a, i, "'");
}

/* Where the that-clause of a noun ends: the verb after its own is the sentence's: "[that 40 died] could not be
 * checked". */
static uint32_t noun_clause_end(const struct sr_attributing *a, uint32_t that, uint32_t high) {
    uint32_t end = sr_att_clause_end(a, that, high);
    bool verb = false, after = false;
    for (uint32_t i = that + 1; i < end; i++) {
        if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_SUB | SR_WORD_REL | SR_WORD_COORD | SR_WORD_MARK)) return end;
        if (sr_att_is(a, i, SR_WORD_AUX) && after) return i;
        if (sr_att_is(a, i, SR_WORD_AUX)) verb = true;
        else if (sr_att_is(a, i, SR_WORD_VERB)) after = true;
        else if (verb && !sr_att_is(a, i, SR_WORD_ADVERB | SR_WORD_NEG)) after = true;
    }
    return end;
}

/* [S the ministry]'s [Q tally] [C of the dead has passed 600]: a counting noun tells by itself. */
static bool count_of(struct sr_attributing *a, uint32_t sentence, struct sr_range b, uint32_t at, struct sr_match m) {
    uint32_t k = at, end = at + m.tokens;
    while (k > b.first && at - k < 4 && !possessor(a, k - 1) && sr_att_noun(a, k - 1)) k--;
    if (k <= b.first || !possessor(a, k - 1)) return false;
    struct sr_range source = sr_att_phrase_before(a, b.first, k - 1);
    if (source.first >= source.end || !sr_att_source_like(a, source)) return false;
    uint32_t by = source.first;
    if (by > b.first && sr_att_text_is(a, by - 1, "by"))
        return true;                                 /* "by the ministry's count": according_to has it */
    if (sr_att_is(a, end, SR_WORD_CUE)) return true; /* "the captain's log says" */
    bool of = sr_att_text_is(a, end, "of") && sr_att_figure_at(a, end + 1, b.end); /* "the army's figure of 40" */
    if (!of && !sr_att_finite(a, (struct sr_range){end, b.end})) return false;
    struct sr_range c =
        sr_att_trim(a, (struct sr_range){of ? end + 1 : end, of ? sr_att_object_end(a, end + 1, b.end) : b.end});
    struct sr_draft *d = c.first < c.end ? sr_att_draft(a, SR_CUE_NOUN, sentence) : NULL;
    if (!d) return true;
    d->source = source;
    d->cue = (struct sr_range){at, end};
    sr_att_push_range(&d->content, c);
    d->p = 0.6f;
    return true;
}

/* [Q The toll given] by [S the health ministry] [C stood at 31]; not "the toll caused by the flood rose". */
static bool count_given_by(struct sr_attributing *a, uint32_t sentence, struct sr_range b, uint32_t at,
                           struct sr_match m) {
    uint32_t given = at + m.tokens, by = given + 1;
    if (by + 2 >= b.end || !sr_clue(a->in->lexicon, a->reading, given, "given-out")) return false;
    while (by + 2 < b.end && by < given + 4 && sr_att_is(a, by, SR_WORD_TIME | SR_WORD_ADVERB)) by++;
    if (!sr_att_text_is(a, by, "by")) return false;
    struct sr_range source = sr_att_phrase_after(a, by + 1, b.end, false);
    uint32_t verb = sr_att_skip_scene(a, source.end, b.end);
    if (!sr_att_source_like(a, source) || !sr_att_is(a, verb, SR_WORD_AUX | SR_WORD_VERB) ||
        sr_att_is(a, verb, SR_WORD_CUE))
        return false;
    struct sr_range c = sr_att_trim(a, (struct sr_range){source.end, sr_att_clause_end(a, source.end, b.end)});
    struct sr_draft *d = c.first < c.end ? sr_att_draft(a, SR_CUE_NOUN, sentence) : NULL;
    if (!d) return false;
    d->source = source;
    d->cue = (struct sr_range){at, given + 1};
    sr_att_push_range(&d->content, c);
    d->tells = true;
    d->p = 0.6f;
    return true;
}

/*     [S the army]'s [Q claim] [C that 12 died]      [Q reports] from [S the port] [C that …]      [S his] [Q warning]
 * [C that] */
static void noun(struct sr_attributing *a, uint32_t sentence, uint32_t at, struct sr_match m) {
    struct sr_range b = bounds(a, at);
    uint32_t end = at + m.tokens, that = end;
    if (at < b.first || sr_att_is(a, at, SR_WORD_CUE)) return;
    struct sr_range source = {0, 0};
    if (end < b.end &&
        (sr_att_text_is(a, end, "by") || sr_att_text_is(a, end, "from") || sr_att_text_is(a, end, "of"))) {
        source = sr_att_phrase_after(a, end + 1, b.end, false);
        that = source.end;
    }
    if (sr_table_has(a->cue_nouns, m.row, 3, "count") &&
        (count_of(a, sentence, b, at, m) || count_given_by(a, sentence, b, at, m)))
        return;
    bool colon = that < b.end && sr_att_text_is(a, that, ":"); /* "first count from the ambulance service: 14" */
    if (colon && source.first < source.end) that++;
    else if (that >= b.end || !sr_att_text_is(a, that, "that") || that + 2 >= b.end) return;
    for (uint32_t k = 0; k < a->drafts.count; k++) /* "said in a statement that": the verb has it */
        for (uint32_t c = 0; c < a->drafts.items[k].content.count; c++)
            if (a->drafts.items[k].content.items[c].first == that) return;
    if (!colon && sr_att_is(a, that + 1, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE))
        return; /* a relative clause: "the report that killed" */
    if (source.first >= source.end) {
        uint32_t k = at;
        while (k > b.first && at - k < 4 && !possessor(a, k - 1) && !sr_att_is(a, k - 1, SR_WORD_POSSESSIVE) &&
               sr_att_noun(a, k - 1))
            k--;
        if (k > b.first && possessor(a, k - 1)) source = sr_att_phrase_before(a, b.first, k - 1);
        else if (k > b.first && sr_att_is(a, k - 1, SR_WORD_POSSESSIVE)) source = (struct sr_range){k - 1, k};
    }
    struct sr_ranges content = {.count = 0};
    sr_att_push_range(&content, sr_att_trim(a, (struct sr_range){that, noun_clause_end(a, that, b.end)}));
    if (!content.count) return;
    mark_quotes(a, &content);
    uint32_t stance = sr_stance_from(sr_str_c(sr_table_cell(a->cue_nouns, m.row, 1)));
    bool tells = sr_table_has(a->cue_nouns, m.row, 2, "yes");
    struct sr_draft *d = sr_att_draft(a, SR_CUE_NOUN, sentence);
    if (!d) return;
    d->source = source;
    d->cue = (struct sr_range){at, end};
    d->content = content;
    d->stance = (uint8_t)(stance == SR_STANCE_COUNT ? SR_STANCE_ASSERTS : stance);
    d->tells = tells;
    d->p = 0.6f;
}

bool sr_att_source_like(const struct sr_attributing *a, struct sr_range r) {
    if (r.first >= r.end || sr_att_finite(a, r)) return false;
    bool agency;
    if (sr_att_is_outlet(a, r, &agency)) return true;
    for (uint32_t i = r.first; i < r.end; i++)
        if (sr_table_find(a->nouns, a->tokens[i].norm) != SR_NONE) return true;
    return sr_att_is(a, r.end - 1, SR_WORD_NAME);
}

/* "AFP reported, citing [police]": whom the reporter has it from stands inside. Where the one quoted is in a speaker's
 * own phrase ("a report citing the mayor") relay.c sees to it. */
static void citing(struct sr_attributing *a, uint32_t sentence, uint32_t at, struct sr_match m) {
    struct sr_range b = bounds(a, at);
    if (at < b.first) return;
    uint32_t best = SR_NONE;
    for (uint32_t k = 0; k < a->drafts.count; k++) {
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->sentence != sentence || d->cls == SR_CUE_RELAY) continue;
        if (d->source.first <= at && at < d->source.end) return;
        if (d->cue.first < at || best == SR_NONE) best = k;
    }
    struct sr_range source = sr_att_phrase_after(a, at + m.tokens, b.end, at == b.first);
    if (best == SR_NONE || !sr_att_source_like(a, source)) return;
    struct sr_draft *d = sr_att_draft(a, SR_CUE_RELAY, sentence);
    if (!d) return;
    d->source = source;
    d->cue = (struct sr_range){at, at + m.tokens};
    d->content = a->drafts.items[best].content;
    d->parent = best;
    d->p = 0.8f;
}

void sr_att_others(struct sr_attributing *a, uint32_t sentence) {
    struct sr_range s = {a->reading->sentences[sentence].first, a->reading->sentences[sentence].end};
    for (uint32_t i = s.first; i < s.end && !a->failed; i++) {
        struct sr_match m = sr_match_at(a->cues, a->reading, i, s.end);
        if (m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "prep")) according_to(a, sentence, i, m);
        else if (m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "relay")) citing(a, sentence, i, m);
        else if (m.row != SR_NONE && sr_table_has(a->cues, m.row, 1, "adverb")) adverb(a, sentence, i, m);
        struct sr_match n = sr_match_at(a->cue_nouns, a->reading, i, s.end);
        if (n.row != SR_NONE) noun(a, sentence, i, n);
    }
}

/* "Georgia: 88 held", "People: no deaths", "Storm Odile: many dead", "Dead: 12": what it is about, not who says it. */
static bool topic(const struct sr_attributing *a, struct sr_range r) {
    if (sr_match_at(&a->in->lexicon->tables[SR_TABLE_KINDS], a->reading, r.end - 1, r.end).row != SR_NONE ||
        sr_match_at(&a->in->lexicon->tables[SR_TABLE_TRIGGERS], a->reading, r.end - 1, r.end).row != SR_NONE)
        return true; /* "School fire: four dead" */
    for (uint32_t i = r.first; i < r.end; i++) {
        struct sr_match m = sr_match_at(a->nouns, a->reading, i, r.end);
        if (m.row != SR_NONE) return sr_table_has(a->nouns, m.row, 1, "person");
        m = sr_match_at(&a->in->lexicon->tables[SR_TABLE_TRIGGERS], a->reading, i, r.end);
        if (m.row != SR_NONE && i + m.tokens == r.end) return true;
    }
    bool agency;
    if (sr_att_is_outlet(a, r, &agency)) return false;
    uint32_t m = a->reading->has & SR_HAS_MENTIONS ? sr_mention_at(a->reading, r.end - 1) : SR_NONE;
    return m != SR_NONE && a->reading->mentions[m].type != SR_ENTITY_PERSON &&
           a->reading->mentions[m].type != SR_ENTITY_ORGANIZATION;
}

/*     [S Police][Q :] [C 5 dead in fire]      [C 5 dead in fire][Q :] [S police]      not: Live: 5 dead in fire */
void sr_att_headline(struct sr_attributing *a, uint32_t sentence) {
    const struct sr_sentence *x = &a->reading->sentences[sentence];
    if (x->kind != SR_SENTENCE_HEADING) return;
    for (uint32_t i = x->first + 1; i + 1 < x->end; i++) {
        bool dash = sr_att_text_is(a, i, "-") && a->tokens[i].space_before && a->tokens[i + 1].space_before;
        if (!sr_att_text_is(a, i, ":") && !dash) continue;
        struct sr_range left = {x->first, i}, right = sr_att_trim(a, (struct sr_range){i + 1, x->end});
        bool before = !dash && left.end - left.first <= 6 && sr_att_source_like(a, left) && !topic(a, left);
        bool after = !before && right.end - right.first <= 5 && sr_att_source_like(a, right);
        if (!before && !after && a->closes[i - 1] != SR_NONE) { /* 'We lost eight': survivor of the fall speaks */
            struct sr_range who = sr_att_phrase_after(a, right.first, right.end, false);
            after = who.first < who.end && sr_table_find(a->nouns, a->tokens[who.first].norm) != SR_NONE;
            if (after) right = who;
        }
        if (!before && !after) continue;
        struct sr_range said = before ? right : sr_att_trim(a, left);
        struct sr_draft *d = said.first < said.end ? sr_att_draft(a, SR_CUE_COLON, sentence) : NULL;
        if (!d) return;
        d->source = before ? left : right;
        d->cue = (struct sr_range){i, i + 1};
        sr_att_push_range(&d->content, said);
        d->p = 0.6f;
        mark_quotes(a, &d->content);
        return;
    }
}

/* "MARTA:" where the text tells of Marta; not "INJURED:" in a form. */
static bool named_elsewhere(const struct sr_attributing *a, struct sr_range r) {
    const struct sr_token *last = &a->tokens[r.end - 1];
    for (uint32_t i = 0; i < a->n; i++)
        if (sr_att_is(a, i, SR_WORD_NAME) && a->tokens[i].shape == SR_SHAPE_TITLE &&
            sr_str_eq(a->tokens[i].norm, last->norm))
            return true;
    return false;
}

/* A speaker's label: it ends in a word for those who speak, or in an outlet's name; or it is a person's name, in
 * capitals or known as one. */
static bool labels(const struct sr_attributing *a, struct sr_range r, bool head) {
    bool agency;
    uint32_t upper = 0;
    if (topic(a, r)) return false;
    for (uint32_t i = r.first; i < r.end; i++) {
        struct sr_match m = sr_match_at(a->nouns, a->reading, i, r.end);
        if (m.row != SR_NONE && sr_table_has(a->nouns, m.row, 2, "document")) return false;
        if (m.row != SR_NONE && i + m.tokens == r.end) return true;
        upper += a->tokens[i].shape == SR_SHAPE_UPPER && a->tokens[i].norm.n > 2;
    }
    if (sr_att_is_outlet(a, r, &agency)) return true;
    if (!head) return false;
    uint32_t m = a->reading->has & SR_HAS_MENTIONS ? sr_mention_at(a->reading, r.end - 1) : SR_NONE;
    return (upper == r.end - r.first && named_elsewhere(a, r)) ||
           (m != SR_NONE && a->reading->mentions[m].type == SR_ENTITY_PERSON);
}

/*     11:42 [S Fire service][Q :] [C Three people unaccounted for.]      [S MARTA][Q :] [C They came at night. We hid.]
 *     not: Update: three people unaccounted for. (nobody)  Note: … (a heading of the paper's own) */
void sr_att_label(struct sr_attributing *a, uint32_t sentence) {
    const struct sr_sentence *x = &a->reading->sentences[sentence];
    const struct sr_paragraph *p = &a->reading->paragraphs[x->paragraph];
    if (x->kind == SR_SENTENCE_HEADING) return;
    bool head = p->first == sentence;
    uint32_t first = x->first, end = head ? a->reading->sentences[p->end - 1].end : x->end, colon;
    while (first < x->end && (a->tokens[first].kind == SR_TOKEN_NUMBER || sr_att_is(a, first, SR_WORD_TIME) ||
                              sr_att_text_is(a, first, "[") || sr_att_text_is(a, first, "]")))
        first++;
    for (colon = first; colon < x->end && colon - first < 6 && !sr_att_text_is(a, colon, ":"); colon++)
        if (sr_att_is(a, colon, SR_WORD_PUNCT | SR_WORD_MARK) && !sr_att_text_is(a, colon, ".")) return;
    if (colon == first || colon + 1 >= end || !sr_att_text_is(a, colon, ":")) return;
    struct sr_range who = {first, colon};
    if (sr_span_overlaps(a->in->document->dateline.place, a->tokens[first].span)) return; /* "KARACHI: Two men died" */
    if (sr_att_finite(a, who) || !labels(a, who, head)) return;
    struct sr_range said = sr_att_trim(a, (struct sr_range){colon + 1, end});
    struct sr_draft *d = said.first < said.end ? sr_att_draft(a, SR_CUE_COLON, sentence) : NULL;
    if (!d) return;
    d->source = who;
    d->cue = (struct sr_range){colon, colon + 1};
    sr_att_push_range(&d->content, said);
    d->p = 0.6f;
    mark_quotes(a, &d->content);
}
