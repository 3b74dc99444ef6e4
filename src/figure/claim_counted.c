/* claim_counted.c: whom a number counts: the noun phrase after it, read by tables of people and closed-class words. */
#include "figure/claim_parts.h"
#include "reader/match.h"

static const struct sr_table *table(const struct sr_claim_in *in, enum sr_table_id id) {
    return &in->lexicon->tables[id];
}

uint32_t sr_word_classes(const struct sr_claim_in *in, uint32_t token) {
    static const struct {
        const char *name;
        uint32_t bit;
    } classes[] = {{"det", SR_WORD_DET},   {"prep", SR_WORD_PREP},   {"aux", SR_WORD_AUX}, {"modal", SR_WORD_MODAL},
                   {"conj", SR_WORD_CONJ}, {"sconj", SR_WORD_SCONJ}, {"rel", SR_WORD_REL}, {"pron", SR_WORD_PRON},
                   {"neg", SR_WORD_NEG},   {"adv", SR_WORD_ADV}};
    const struct sr_table *t = table(in, SR_TABLE_FUNCTION_WORDS);
    struct sr_str norm = in->reading->tokens[token].norm;
    uint32_t row = norm.n ? sr_table_find(t, norm) : SR_NONE, bits = 0;
    if (row == SR_NONE) return 0;
    for (uint32_t k = 0, n = sr_table_same(t, row); k < n; k++)
        for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
            if (strcmp(sr_table_cell(t, row + k, 1), classes[i].name) == 0) bits |= classes[i].bit;
    return bits;
}

bool sr_is_passive_auxiliary(const struct sr_claim_in *in, uint32_t token) {
    return clue(in, token, "passive-auxiliary");
}

static uint32_t nationality_at(const struct sr_claim_in *in, uint32_t token, char country[3]) {
    for (uint32_t low = 0, high = in->places->nationality_count; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        const struct sr_nationality *n = &in->places->nationalities[mid];
        if (n->first == token) {
            memcpy(country, n->country, 3);
            return n->end;
        }
        if (n->first < token) low = mid + 1;
        else high = mid;
    }
    return 0;
}

/* The row of triggers.tsv with one of the classes that begins at `at`; *tokens its length. */
static uint32_t trigger_row(const struct sr_claim_in *in, uint32_t at, const char *class, uint32_t *tokens) {
    const struct sr_table *t = table(in, SR_TABLE_TRIGGERS);
    struct sr_match m = sr_match_at(t, in->reading, at, in->reading->token_count);
    if (m.row == SR_NONE) return SR_NONE;
    for (uint32_t k = 0, n = sr_table_same(t, m.row); k < n; k++)
        if (strcmp(sr_table_cell(t, m.row + k, 2), class) == 0) {
            *tokens = m.tokens;
            return m.row + k;
        }
    return SR_NONE;
}

/* Nouns for people are an open class, but most of them show it by their ending: miners, cyclists, nominees. */
static bool looks_like_people(const struct sr_claim_in *in, struct sr_str norm) {
    const struct sr_table *endings = table(in, SR_TABLE_PEOPLE_ENDINGS);
    for (uint32_t n = 3; n <= 5 && n + 2 < norm.n; n++) {
        uint32_t row = sr_table_find(endings, (struct sr_str){norm.p + norm.n - n, n});
        char word[64];
        if (row == SR_NONE || norm.n >= sizeof word) continue;
        memcpy(word, norm.p, norm.n);
        word[norm.n] = 0;
        if (!sr_table_has(endings, row, 1, word)) return true;
    }
    return false;
}

/* "police cars", "family dogs": the people only say whose things they are. */
static bool owns_things(const struct sr_claim_in *in, uint32_t head, uint32_t stop) {
    if (head + 1 >= stop || !clue(in, head, "modifier")) return false;
    const struct sr_token *next = &in->reading->tokens[head + 1];
    uint32_t tokens;
    bool plural = next->norm.n > 3 && next->norm.p[next->norm.n - 1] == 's';
    return plural && next->kind == SR_TOKEN_WORD && !sr_word_classes(in, head + 1) &&
           sr_match_at(table(in, SR_TABLE_PEOPLE), in->reading, head + 1, stop).row == SR_NONE &&
           trigger_row(in, head + 1, "obj", &tokens) == SR_NONE &&
           trigger_row(in, head + 1, "subj", &tokens) == SR_NONE;
}

/* "two store clerks": the table may hold the singular alone. */
static struct sr_match people_at(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    const struct sr_table *people = table(in, SR_TABLE_PEOPLE);
    struct sr_match m = sr_match_at(people, in->reading, i, stop);
    struct sr_str norm = in->reading->tokens[i].norm;
    if (m.row != SR_NONE || norm.n < 5 || norm.p[norm.n - 1] != 's') return m;
    uint32_t row = sr_table_find(people, (struct sr_str){norm.p, norm.n - 1});
    return (struct sr_match){row, row != SR_NONE};
}

static void take_people(const struct sr_claim_in *in, struct sr_counted *c, struct sr_match m, uint32_t at) {
    c->row = m.row;
    c->head = at + m.tokens - 1;
    c->end = at + m.tokens;
    c->thing = strcmp(sr_table_cell(table(in, SR_TABLE_PEOPLE), m.row, 5), "thing") == 0;
}

/* "guests and staff", "men, women and children": more people of the same number, without one of their own. */
static void take_joined(const struct sr_claim_in *in, struct sr_counted *c, uint32_t stop) {
    for (uint32_t i = c->end; i + 1 < stop;) {
        if (!is(in, i, "and") && !is(in, i, "or") && !is(in, i, ",")) return;
        uint32_t j = i + 1;
        if (is(in, i, ",") && is(in, j, "and")) j++;
        struct sr_match m = sr_match_at(table(in, SR_TABLE_PEOPLE), in->reading, j, stop);
        if (m.row == SR_NONE) return;
        uint32_t after = j + m.tokens; /* "12 soldiers and police said": the second speaks */
        if (after < stop && sr_match_at(table(in, SR_TABLE_TRIGGERS), in->reading, after, stop).row == SR_NONE &&
            !(sr_word_classes(in, after) & (SR_WORD_AUX | SR_WORD_PREP | SR_WORD_CONJ | SR_WORD_REL)) &&
            in->reading->tokens[after].kind != SR_TOKEN_PUNCT)
            return;
        c->end = after;
        i = after;
    }
}

/* Begin after "of", "other", articles: where the noun's own words start. */
static uint32_t phrase_start(const struct sr_claim_in *in, uint32_t i, uint32_t stop, struct sr_counted *c) {
    if (is(in, i, "of") && i + 1 < stop) {
        uint32_t bits = sr_word_classes(in, i + 1);
        c->partitive = true;
        i++;
        if (is(in, i, "them") || is(in, i, "whom") || is(in, i, "us") || is(in, i, "these") || is(in, i, "those")) {
            c->pronoun = true;
            if (is(in, i, "these") || is(in, i, "those")) c->pronoun = i + 1 >= stop || sr_word_classes(in, i + 1) != 0;
            if (c->pronoun) {
                c->first = i;
                c->end = i + 1;
                c->head = i;
                return SR_NONE;
            }
        }
        if (bits & SR_WORD_DET) i++;
        const struct sr_number *whole = sr_number_at(in->numbers, i); /* "18 of 32 drones", "two of the ten guards" */
        if (whole && whole->kind == SR_NUMBER_COUNT && whole->whole_end < stop) i = whole->whole_end;
    }
    return i;
}

/* By its tag, where the reading has tags, a word that no noun's phrase goes on with: "nineteen managed to flee", "54 remain",
 * "six unhurt"; not "three armed men". */
static bool is_predicate(const struct sr_claim_in *in, uint32_t i, bool at_end) {
    const struct sr_token *t = &in->reading->tokens[i];
    if (!(in->reading->has & SR_HAS_TAGS)) return false;
    if (!at_end && i + 1 < in->reading->token_count && t[1].upos == SR_UPOS_NOUN) return false; /* "charred bodies" */
    if (t->upos == SR_UPOS_VERB || t->upos == SR_UPOS_AUX)
        return at_end || !(sr_str_is(t->xpos, "VBN") || sr_str_is(t->xpos, "VBG"));
    return at_end && (t->upos == SR_UPOS_ADJ || t->upos == SR_UPOS_ADV);
}

static struct sr_counted finish(const struct sr_claim_in *in, struct sr_counted c, uint32_t last, uint32_t stop) {
    const struct sr_reading *r = in->reading;
    if (c.row != SR_NONE) {
        if (owns_things(in, c.head, stop)) c.thing = true;
        else take_joined(in, &c, stop);
        return c;
    }
    if (c.head != SR_NONE) return c; /* a nationality or a noun of harm */
    if (last == SR_NONE || is_predicate(in, last, true)) {
        c.end = c.first;
        return c;
    }
    c.head = last;
    c.end = last + 1;
    c.unknown = true;
    struct sr_str norm = r->tokens[last].norm;
    c.thing = !looks_like_people(in, norm);
    return c;
}

/* A quotation mark, or a hyphen inside a word, doesn't end the phrase: 'three "volunteers"', "12 by-standers"; but "12 - all
 * soldiers". */
static bool within_phrase(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    const struct sr_token *t = &in->reading->tokens[i];
    if (t->norm.n && (t->norm.p[0] == '"' || t->norm.p[0] == '\'' || t->norm.p[0] == '`')) return true;
    return is(in, i, "-") && !t->space_before && i + 1 < stop && !t[1].space_before;
}

/* "seven Chinese tourists": the nation at i, where the phrase goes on after it; 0 where none is named. */
static uint32_t take_nation(const struct sr_claim_in *in, struct sr_counted *c, uint32_t i) {
    char country[3];
    uint32_t end = nationality_at(in, i, country);
    if (!end) return 0;
    memcpy(c->nationality, country, 3);
    c->head = end - 1;
    c->end = end;
    return end;
}

/* A participle or adjective of harm before the people: "12 wounded soldiers". Gives the token after it; `i` when the phrase
 * ends before the word, a verb. */
static uint32_t take_harmed(const struct sr_claim_in *in, struct sr_counted *c, uint32_t i, uint32_t stop) {
    uint32_t tokens = 0, row = trigger_row(in, i, "obj", &tokens);
    if (row == SR_NONE) row = trigger_row(in, i, "adj", &tokens);
    bool verb = row == SR_NONE &&
                (trigger_row(in, i, "subj", &tokens) != SR_NONE || trigger_row(in, i, "ing", &tokens) != SR_NONE);
    if (verb) return i;
    if (row == SR_NONE) return i + 1;
    if (sr_match_at(table(in, SR_TABLE_PEOPLE), in->reading, i + tokens, stop).row == SR_NONE) return i;
    c->adjective_row = row;
    c->adjective = i;
    return i + tokens;
}

/* Take what stands at `i` into the phrase; gives the token after it, or `i` where the phrase has ended. `last` becomes the
 * last word that no table holds. */
static uint32_t take_word(const struct sr_claim_in *in, struct sr_counted *c, uint32_t i, uint32_t stop,
                          uint32_t *last) {
    const struct sr_token *t = &in->reading->tokens[i];
    if (t->kind == SR_TOKEN_PUNCT) return within_phrase(in, i, stop) ? i + 1 : i;
    bool open = c->row == SR_NONE || clue(in, i - 1, "modifier");
    uint32_t tokens = 0, noun = open ? trigger_row(in, i, "noun", &tokens) : SR_NONE;
    if (noun != SR_NONE) { /* "two deaths", "56 civilian deaths" */
        c->noun_row = noun;
        c->head = i + tokens - 1;
        c->end = i + tokens;
        return i;
    }
    if (c->row != SR_NONE && trigger_row(in, i, "adj", &tokens) != SR_NONE) return i; /* "took 60 people hostage" */
    struct sr_match m = people_at(in, i, stop);
    if (m.row != SR_NONE) {
        take_people(in, c, m, i);
        return i + m.tokens;
    }
    if (c->row != SR_NONE) return i; /* the phrase ends with its people */
    uint32_t nation_end = take_nation(in, c, i);
    if (nation_end) return nation_end;
    bool modifier = clue(in, i, "counted-more");
    if (sr_word_classes(in, i) && !modifier) return i;
    if (is_predicate(in, i, *last != SR_NONE)) return i;
    uint32_t next = take_harmed(in, c, i, stop);
    if (next == i + 1 && c->adjective != i && !modifier && t->kind == SR_TOKEN_WORD) *last = i;
    return next;
}

struct sr_counted sr_find_counted(const struct sr_claim_in *in, uint32_t number_end) {
    const struct sr_reading *r = in->reading;
    struct sr_counted c = {.head = SR_NONE,
                           .row = SR_NONE,
                           .noun_row = SR_NONE,
                           .adjective_row = SR_NONE,
                           .adjective = SR_NONE,
                           .first = number_end,
                           .end = number_end};
    if (number_end >= r->token_count) return c;
    uint32_t stop = r->sentences[r->tokens[number_end ? number_end - 1 : 0].sentence].end;
    if (number_end >= stop) return c;
    if (is(in, number_end, "-") && !r->tokens[number_end].space_before) { /* "a 12-member council" */
        c.thing = true;
        return c;
    }
    uint32_t i = phrase_start(in, number_end, stop, &c), last = SR_NONE;
    if (i == SR_NONE) return c;
    c.first = c.end = i;
    for (uint32_t steps = 0; i < stop && steps < 8; steps++) {
        uint32_t next = take_word(in, &c, i, stop, &last);
        if (c.noun_row != SR_NONE) return c;
        if (next == i) break;
        i = next;
    }
    if (c.nationality[0] && c.row == SR_NONE && last != SR_NONE && last >= c.end)
        c.head = SR_NONE; /* "two Russian jets" */
    return finish(in, c, last, stop);
}
