/* claim_singular.c: victims told one by one, without a number.
 *
 *     A policeman was killed.  Jorge Ruiz, 34, died.  killing a 17-year-old  Man dies in crash (headline)  she died
 * and not:
 *     A policeman said two men were killed.  Ruiz, who died in 1987, wrote …(background is left to incident/)
 */
#include "figure/claim_parts.h"
#include "reader/match.h"

static uint32_t sentence_end(const struct sr_claim_in *in, uint32_t at) {
    return in->reading->sentences[in->reading->tokens[at].sentence].end;
}

/* "17-year-old", one token or five. Gives the token after it, or 0. */
static uint32_t year_old(const struct sr_claim_in *in, uint32_t at, uint32_t stop) {
    bool old = false;
    uint32_t i = at;
    if (i >= stop || in->reading->tokens[i].kind == SR_TOKEN_PUNCT) return 0;
    for (; i < stop && i < at + 6; i++) {
        struct sr_str w = in->reading->tokens[i].norm;
        if (i > at && in->reading->tokens[i].space_before && !old && !is(in, i, "year") && !is(in, i, "month") &&
            !is(in, i, "old"))
            break;
        if (sr_str_is(w, "old") || (w.n > 4 && memcmp(w.p + w.n - 4, "-old", 4) == 0)) return i + 1;
    }
    return 0;
}

static bool is_plural(const struct sr_claim_in *in, uint32_t head) {
    struct sr_str word = in->reading->tokens[head].norm;
    if (clue(in, head, "plural")) return true;
    return word.n > 2 && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's';
}

/* A word of harm that takes an object stands right before. */
static bool has_harm_before(const struct sr_claim_in *in, uint32_t at) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    uint32_t first = in->reading->sentences[in->reading->tokens[at].sentence].first;
    for (uint32_t k = 1; k <= 3 && at >= first + k; k++) {
        struct sr_match m = sr_match_at(t, in->reading, at - k, at);
        if (m.row == SR_NONE || m.tokens != k) continue;
        for (uint32_t i = 0, n = sr_table_same(t, m.row); i < n; i++) {
            const char *class = sr_table_cell(t, m.row + i, 2);
            if (strcmp(class, "obj") == 0 || strcmp(class, "ing") == 0 || strcmp(class, "of") == 0) return true;
        }
    }
    return false;
}

/* An open-class word right after the noun, no verb of harm: the noun is not the head ("the national liberation front"). */
static bool goes_on(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    if (i >= stop || in->reading->tokens[i].kind != SR_TOKEN_WORD || sr_word_classes(in, i)) return false;
    if (sr_match_at(&in->lexicon->tables[SR_TABLE_TRIGGERS], in->reading, i, stop).row != SR_NONE) return false;
    return in->reading->tokens[i].shape == in->reading->tokens[i - 1].shape &&
           in->reading->tokens[i].shape != SR_SHAPE_LOWER;
}

/* A noun phrase for one person that begins at `at`. */
static bool single_person(const struct sr_claim_in *in, uint32_t at, struct sr_counted *c) {
    const struct sr_reading *r = in->reading;
    uint32_t stop = sentence_end(in, at);
    bool article = clue(in, at, "one-article");
    uint32_t first = r->sentences[r->tokens[at].sentence].first;
    bool headline = !article && r->sentences[r->tokens[at].sentence].kind == SR_SENTENCE_HEADING &&
                    (at == first || (r->tokens[at - 1].kind == SR_TOKEN_WORD && !sr_word_classes(in, at - 1)));
    bool object = clue(in, at, "one-object") && has_harm_before(in, at);
    if (clue(in, at, "one-pronoun") || object) {
        *c = (struct sr_counted){.first = at,
                                 .end = at + 1,
                                 .head = at,
                                 .row = SR_NONE,
                                 .noun_row = SR_NONE,
                                 .adjective_row = SR_NONE,
                                 .adjective = SR_NONE,
                                 .pronoun = true};
        return true;
    }
    bool struck = !article && !headline && r->tokens[at].kind != SR_TOKEN_WORD &&
                  has_harm_before(in, at); /* killed 9-year-old Ann */
    if (!article && !headline && !struck) return false;
    if (struck && !year_old(in, at, stop)) return false;
    uint32_t begin = article ? at + 1 : at, old = year_old(in, begin, stop);
    *c = sr_find_counted(in, old ? old : begin);
    if (old && c->row == SR_NONE) { /* "a 17-year-old" without a noun */
        *c = (struct sr_counted){.first = begin,
                                 .end = old,
                                 .head = old - 1,
                                 .row = SR_NONE,
                                 .noun_row = SR_NONE,
                                 .adjective_row = SR_NONE,
                                 .adjective = SR_NONE};
        return true;
    }
    if (c->row == SR_NONE || c->partitive || c->thing) return false;
    if (sr_table_has(&in->lexicon->tables[SR_TABLE_PEOPLE], c->row, 5, "homes")) return false;
    c->first = begin;
    return !is_plural(in, c->head) && c->end > c->first && !goes_on(in, c->end, stop);
}

static bool in_table(const struct sr_claim_in *in, uint32_t i, enum sr_table_id id) {
    return sr_table_find(&in->lexicon->tables[id], in->reading->tokens[i].norm) != SR_NONE;
}

/* A word that is written large and is no common one, or is a given name. */
static bool may_be_name(const struct sr_claim_in *in, uint32_t i) {
    const struct sr_token *t = &in->reading->tokens[i];
    if (t->kind != SR_TOKEN_WORD || t->norm.n < 2 || (t->shape != SR_SHAPE_TITLE && t->shape != SR_SHAPE_UPPER))
        return false;
    if (in_table(in, i, SR_TABLE_FIRST_NAMES)) return true;
    bool surname = i && in->reading->tokens[i - 1].sentence == t->sentence && /* "JORGE GREEN" */
                   in_table(in, i - 1, SR_TABLE_FIRST_NAMES);
    return (surname || !in_table(in, i, SR_TABLE_COMMON_WORDS)) && !in_table(in, i, SR_TABLE_PEOPLE) &&
           !in_table(in, i, SR_TABLE_DEMONYMS) && !in_table(in, i, SR_TABLE_COUNTRIES) &&
           !in_table(in, i, SR_TABLE_NUMBERS) && !in_table(in, i, SR_TABLE_PERSON_TITLES) &&
           !in_table(in, i, SR_TABLE_TIME_WORDS) && !in_table(in, i, SR_TABLE_ARMED_GROUPS);
}

/* Two to five such words, a given name or a title among them or before them: "HECTOR OQUELI COLINDRES". The reader's
 * mentions know the names of mixed-case text; in capitals they lack many. */
static uint32_t name_in_capitals(const struct sr_claim_in *in, uint32_t at, uint32_t stop) {
    const struct sr_reading *r = in->reading;
    bool sure = at && (in_table(in, at - 1, SR_TABLE_PERSON_TITLES) || in_table(in, at - 1, SR_TABLE_PEOPLE));
    uint32_t i = at, words = 0;
    if (r->tokens[at].shape != SR_SHAPE_UPPER ||
        (at && r->tokens[at - 1].sentence == r->tokens[at].sentence && may_be_name(in, at - 1)))
        return at;
    while (i < stop && words < 5) {
        if (may_be_name(in, i)) {
            words++;
            sure |= in_table(in, i, SR_TABLE_FIRST_NAMES);
        } else if (!words || !in_table(in, i, SR_TABLE_NAME_PARTICLES) || i + 1 >= stop || !may_be_name(in, i + 1)) {
            break;
        }
        i++;
    }
    return words >= 2 && sure ? i : at;
}

/* A person's name that begins at `at`, with an age behind it: "Jorge Ruiz, 34,". */
static bool named_person(const struct sr_claim_in *in, uint32_t at, struct sr_counted *c) {
    const struct sr_reading *r = in->reading;
    for (uint32_t i = sr_mention_from(r, at); i < r->mention_count && r->mentions[i].first == at; i++) {
        const struct sr_mention *m = &r->mentions[i];
        if (m->form != SR_FORM_NAME || m->type != SR_ENTITY_PERSON) continue;
        *c = (struct sr_counted){.first = at,
                                 .end = m->end,
                                 .head = m->head,
                                 .row = SR_NONE,
                                 .noun_row = SR_NONE,
                                 .adjective_row = SR_NONE,
                                 .adjective = SR_NONE};
        return true;
    }
    uint32_t end = name_in_capitals(in, at, sentence_end(in, at));
    *c = (struct sr_counted){.first = at,
                             .end = end,
                             .head = end - 1,
                             .row = SR_NONE,
                             .noun_row = SR_NONE,
                             .adjective_row = SR_NONE,
                             .adjective = SR_NONE};
    return end > at;
}

/* ", 34," between a name and its verb. */
static uint32_t past_age(const struct sr_claim_in *in, uint32_t i) {
    if (is(in, i, ",") && i + 2 < in->reading->token_count && in->reading->tokens[i + 1].kind == SR_TOKEN_NUMBER &&
        (is(in, i + 2, ",") || is(in, i + 2, "of")))
        return i + 3;
    return i;
}

/* "The driver [and two passengers] died": what a number counts beside the single victim shares the verb. */
static uint32_t past_joined(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    if (i + 1 >= stop || !is(in, i, "and")) return i;
    uint32_t n = i + 1;
    while (n + 1 < stop && (sr_word_classes(in, n) & SR_WORD_DET)) n++;
    for (uint32_t k = 0; k < in->numbers->count; k++) {
        const struct sr_number *x = &in->numbers->items[k];
        if (x->whole_first != n || x->kind != SR_NUMBER_COUNT || x->zero_word) continue;
        struct sr_counted c = sr_find_counted(in, x->end);
        return c.thing ? i : c.end > x->end ? c.end : x->end;
    }
    return i;
}

static bool harm(uint8_t measure) {
    return measure == SR_MEASURE_KILLED || measure == SR_MEASURE_INJURED || measure == SR_MEASURE_MISSING ||
           measure == SR_MEASURE_DETAINED || measure == SR_MEASURE_HOSTAGES;
}

/* "the shooting death", "a fatal crash", "homicide": a noun that tells of one death at least. */
static bool noun_of_death(const struct sr_claim_in *in, uint32_t at, struct sr_counted *c, struct sr_happened *h) {
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_TRIGGERS];
    struct sr_match m = sr_match_at(t, in->reading, at, sentence_end(in, at));
    if (m.row == SR_NONE) return false;
    for (uint32_t k = 0, n = sr_table_same(t, m.row); k < n; k++) {
        bool self = strcmp(sr_table_cell(t, m.row + k, 2), "self") == 0;
        if (!self && strcmp(sr_table_cell(t, m.row + k, 2), "single") != 0) continue;
        *c = (struct sr_counted){.first = at,
                                 .end = at + m.tokens,
                                 .head = SR_NONE,
                                 .row = SR_NONE,
                                 .noun_row = SR_NONE,
                                 .adjective_row = SR_NONE,
                                 .adjective = SR_NONE};
        *h = (struct sr_happened){.measure = SR_MEASURE_KILLED, .token = at, .tokens = m.tokens, .score = 5};
        h->self = self;
        h->ambiguous = strcmp(sr_table_cell(t, m.row + k, 3), "ambiguous") == 0;
        h->at_least = (uint8_t)sr_table_number(t, m.row + k, 3, 1);
        h->measure = (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(t, m.row + k, 1)));
        return true;
    }
    return false;
}

bool sr_find_singular(const struct sr_claim_in *in, uint32_t at, struct sr_counted *c, struct sr_happened *h) {
    if (noun_of_death(in, at, c, h)) return true;
    bool named = named_person(in, at, c);
    if (!named && !single_person(in, at, c)) return false;
    struct sr_group g = {.first = at, .end = c->end, .number_end = c->end};
    struct sr_counted reach = *c;
    reach.end = past_joined(in, past_age(in, c->end), sentence_end(in, at));
    if (reach.end >= in->reading->token_count ||
        in->reading->tokens[reach.end].sentence != in->reading->tokens[at].sentence)
        reach.end = c->end;
    *h = sr_find_happened(in, &g, &reach);
    float least = c->pronoun ? 9.0f : h->measure == SR_MEASURE_KILLED ? 7.6f : 8.4f;
    return harm(h->measure) && h->score >= least && !h->negated && h->token != SR_NONE;
}
