/* claim_happened.c: what happened to the people counted: the word of harm that governs the number.
 *
 * Without trees, candidates to the right ("12 people were killed") and to the left ("killing 12") are scored by how they
 * stand to the number: an adjacent one beats a distant one, a finished clause between costs more than words do.
 *
 *     A bomb killed at least 40 people and almost 100 were injured.     40: killed (left, next to it); 100: injured
 *     Two gunmen killed 12 people.                                      Two: agents of "killed", not its victims
 */
#include "figure/claim_parts.h"
#include "reader/match.h"

static const struct sr_table *triggers(const struct sr_claim_in *in) {
    return &in->lexicon->tables[SR_TABLE_TRIGGERS];
}

static bool class_is(const struct sr_claim_in *in, uint32_t row, const char *class) {
    return strcmp(sr_table_cell(triggers(in), row, 2), class) == 0;
}

static const struct sr_number *number_at(const struct sr_claim_in *in, uint32_t token) {
    return sr_number_at(in->numbers, token);
}

/* A verb form that can be past tense or participle is active when an object follows: "killed 12", "injured a guard";
 * not "killed in", "killed and", "killed.", nor "killed a day later", "killed two days ago". */
static bool has_object(const struct sr_claim_in *in, uint32_t at, uint32_t stop) {
    while (at < stop && (sr_word_classes(in, at) & SR_WORD_ADV) && !number_at(in, at)) at++;
    if (at >= stop) return false;
    const struct sr_number *n = number_at(in, at);
    if (n) return n->kind == SR_NUMBER_COUNT && !n->zero_word;
    uint32_t bits = sr_word_classes(in, at);
    if (clue(in, at, "object-pronoun")) return true;
    uint32_t time = sr_time_at(in->times, at); /* "killed two days ago" */
    if (time < in->times->count && in->times->items[time].first <= at) return false;
    if (bits & SR_WORD_DET) return true;
    return !bits && sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, at, stop).row != SR_NONE;
}

static void offer(const struct sr_claim_in *in, struct sr_happened *best, uint32_t row, uint32_t token, uint32_t tokens,
                  float score, bool possible) {
    if (score <= best->score) return;
    best->score = score;
    best->measure = (uint8_t)sr_measure_from(sr_str_c(sr_table_cell(triggers(in), row, 1)));
    best->possible = possible || sr_table_has(triggers(in), row, 3, "possible");
    best->ambiguous = sr_table_has(triggers(in), row, 3, "ambiguous");
    best->condition = sr_table_has(triggers(in), row, 3, "condition");
    best->token = token;
    best->tokens = tokens;
    best->row = row;
    best->agent = false;
}

struct rightward {
    bool passive, modal, doubt, negated, other, relative, joined;
    float cost;
};

/* Words that doubt what follows them: "feared", "may have been". */
static void note_mode(const struct sr_claim_in *in, uint32_t i, struct rightward *w) {
    if (clue(in, i, "modal-of-doubt")) w->modal = true;
    if (clue(in, i, "doubt")) w->doubt = true;
    if (sr_word_classes(in, i) & SR_WORD_NEG) w->negated = true;
}

/* Whether the trigger at i fits to the right of the people; its score, or 0. */
static float fit_right(const struct sr_claim_in *in, uint32_t row, uint32_t i, uint32_t tokens, uint32_t start,
                       uint32_t stop, const struct rightward *w, bool *agent) {
    bool next_to = i == start;
    if (class_is(in, row, "where")) return (w->passive ? 9.0f : 6.8f) - w->cost; /* "killed 12 people in the market" */
    if (class_is(in, row, "adj")) return (next_to || w->passive ? 9.4f : w->other ? 9.0f : 6.5f) - w->cost;
    if (class_is(in, row, "subj")) return 9.2f - w->cost;
    if (!class_is(in, row, "obj")) return 0;
    bool object = has_object(in, i + tokens, stop);
    if (object && !w->passive) {
        *agent = !w->other && !w->relative && !w->joined;
        return 0;
    }
    if (w->passive) return 9.4f - w->cost;
    return (next_to ? 9.0f : 6.0f) - w->cost;
}

/* Try every row of the match at i, which has several where a word has several uses. */
static bool try_right(const struct sr_claim_in *in, uint32_t i, uint32_t start, uint32_t stop,
                      const struct rightward *w, struct sr_happened *best, struct sr_match *m) {
    *m = sr_match_at(triggers(in), in->reading, i, stop);
    if (m->row == SR_NONE) return false;
    bool agent = false, fits = false;
    if (w->passive && i != start && class_is(in, m->row, "ing") &&
        !w->other) { /* "prisoners who are holding 500 people" */
        best->agent = true;
        return true;
    }
    for (uint32_t k = 0, n = sr_table_same(triggers(in), m->row); k < n; k++) {
        float score = fit_right(in, m->row + k, i, m->tokens, start, stop, w, &agent);
        if (score > 0) {
            offer(in, best, m->row + k, i, m->tokens, score, w->modal || w->doubt);
            best->negated = w->negated;
            fits = true;
        }
    }
    if (agent && !fits) best->agent = true;
    return fits || agent;
}

/* ", in Mali for a convention, was among those killed": between two commas no verb of its own, after them one. */
static uint32_t past_apposition(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    for (uint32_t k = i + 1; k + 1 < stop && k < i + 16; k++) {
        bool counts = number_at(in, k) && !is(in, k + 1, "of"); /* "six Jesuits, five of them Spaniards, were killed" */
        if (sr_is_passive_auxiliary(in, k) || counts) return 0;
        if (!is(in, k, ",")) continue;
        return sr_is_passive_auxiliary(in, k + 1) ? k + 1 : 0;
    }
    return 0;
}

/* Words put in between: "five people, including four minors, were killed"; "16 members of the patrol (a civilian
 * militia) died". Gives the token after them, or 0. */
static uint32_t past_aside(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    bool bracket = is(in, i, "(") || is(in, i, "-") || is(in, i, "--");
    if (!bracket && !(is(in, i, ",") && i + 1 < stop && clue(in, i + 1, "aside")))
        return is(in, i, ",") ? past_apposition(in, i, stop) : 0;
    for (uint32_t k = i + 1; k < stop && k < i + 24; k++) {
        if (bracket ? is(in, k, is(in, i, "(") ? ")" : is(in, i, "-") ? "-" : "--") : is(in, k, ",")) return k + 1;
        if (!bracket && sr_is_passive_auxiliary(in, k)) return k;
    }
    return 0;
}

/* "three engineers kidnapped in Logar were released": the participle only says which engineers, the verb what happened. */
static void look_past_participle(const struct sr_claim_in *in, uint32_t start, uint32_t stop,
                                 struct sr_happened *best) {
    bool passive = false;
    for (uint32_t i = start; i < stop && i < start + 9; i++) {
        if (in->reading->tokens[i].kind == SR_TOKEN_PUNCT ||
            (sr_word_classes(in, i) & (SR_WORD_CONJ | SR_WORD_REL | SR_WORD_SCONJ)))
            return;
        struct sr_match m = sr_match_at(triggers(in), in->reading, i, stop);
        for (uint32_t k = 0, n = m.row == SR_NONE ? 0 : sr_table_same(triggers(in), m.row); k < n; k++)
            if ((passive && (class_is(in, m.row + k, "obj") || class_is(in, m.row + k, "adj"))) ||
                class_is(in, m.row + k, "subj")) {
                best->score = 0;
                offer(in, best, m.row + k, i, m.tokens, 9.1f, false);
                return;
            }
        passive |= sr_is_passive_auxiliary(in, i);
    }
}

static void look_right(const struct sr_claim_in *in, uint32_t start, uint32_t stop, struct sr_happened *best) {
    struct rightward w = {0};
    for (uint32_t i = start, steps = 0; i < stop && steps < 18; steps++) {
        const struct sr_token *t = &in->reading->tokens[i];
        struct sr_match m;
        uint32_t aside = past_aside(in, i, stop);
        if (aside) {
            w.cost += 0.5f;
            if (i == start) start = aside; /* "20 others, some of them seriously, injured" */
            i = aside;
            continue;
        }
        if (try_right(in, i, start, stop, &w, best, &m)) {
            bool where = best->measure == SR_MEASURE_PRESENT; /* "all four people aboard were dead" */
            if (best->measure == SR_MEASURE_KILLED) return;   /* "the 12 killed gathered": somebody else did */
            if (i != start || w.passive || !(where || class_is(in, m.row, "obj"))) return;
            look_past_participle(in, i + m.tokens, stop, best);
            return;
        }
        uint32_t bits = sr_word_classes(in, i);
        const struct sr_number *n = number_at(in, i);
        note_mode(in, i, &w);
        if (is(in, i, ";") || is(in, i, ":")) return;
        if ((bits & SR_WORD_CONJ) && i + 1 < stop && !number_at(in, i + 1) &&
            sr_match_at(triggers(in), in->reading, i + 1, stop).row != SR_NONE && w.cost > 0.9f)
            return;
        if (n && n->kind == SR_NUMBER_COUNT) {
            w.other = true;
            w.cost += 2.2f;
            i = n->whole_end;
            continue;
        }
        if (sr_is_passive_auxiliary(in, i)) w.passive = true;
        else if (bits & SR_WORD_REL) w.cost += 0.2f, w.relative = true;
        else if (bits & SR_WORD_SCONJ && !(bits & SR_WORD_PREP)) w.cost += 2.5f;
        else if (bits & (SR_WORD_AUX | SR_WORD_MODAL | SR_WORD_ADV)) w.cost += 0.05f;
        else if (bits & SR_WORD_PREP) w.cost += 0.5f;
        else if (bits & SR_WORD_CONJ) w.cost += 0.7f, w.joined = true;
        else if (t->kind == SR_TOKEN_PUNCT) w.cost += is(in, i, ",") ? 0.8f : 0.4f;
        else w.cost += 0.3f;
        if (m.row != SR_NONE && !(bits & SR_WORD_PREP)) w.cost += 2.0f; /* another word of harm stands between */
        i += m.row != SR_NONE ? m.tokens : 1;
    }
}

/* The match that ends with token `last`, the longest. */
static struct sr_match match_ending(const struct sr_claim_in *in, uint32_t last, uint32_t first, uint32_t *at) {
    uint32_t reach = triggers(in)->longest + 2;
    for (uint32_t k = last >= first + reach ? last - reach : first; k <= last; k++) {
        struct sr_match m = sr_match_at(triggers(in), in->reading, k, last + 1);
        if (m.row != SR_NONE && k + m.tokens == last + 1) {
            *at = k;
            return m;
        }
    }
    return (struct sr_match){SR_NONE, 0};
}

static bool passive_before(const struct sr_claim_in *in, uint32_t at, uint32_t first) {
    for (uint32_t k = 1; k <= 3 && at >= first + k; k++) {
        if (sr_is_passive_auxiliary(in, at - k)) return true;
        if (!(sr_word_classes(in, at - k) & (SR_WORD_ADV | SR_WORD_NEG))) return false;
    }
    return false;
}

static float fit_left(const struct sr_claim_in *in, uint32_t row, uint32_t at, uint32_t i, const struct sr_group *g,
                      uint32_t first, float cost, bool broken) {
    bool next_to = i + 1 == g->first;
    if (class_is(in, row, "ing")) return 9.5f - cost;
    if (class_is(in, row, "self")) return 9.3f - cost;              /* "killing himself and 14 others" */
    if (class_is(in, row, "base")) return broken ? 0 : 9.3f - cost; /* "the wound, Ruiz said": a noun */
    if (class_is(in, row, "of")) return next_to ? 9.6f : 9.0f - cost;
    if (class_is(in, row, "toll")) {
        bool linked = clue(in, g->first - 1, "toll-link") || clue(in, g->first, "toll-link"); /* "has topped 300" */
        if (!linked && !next_to) return 0;
        return 9.3f - (cost > 2.5f ? 2.5f : cost);
    }
    if (is(in, g->first - 1, ":") && at + 4 >= g->first) return 9.0f - cost; /* whatever the word is */
    if (!class_is(in, row, "obj")) return 0;
    return passive_before(in, at, first) ? 3.0f - cost : 9.3f - cost;
}

/* "Shot two guards and hustled 60 people into a hall": a word between "and" and a number is the number's own verb, though no
 * table holds it. */
static bool own_verb(const struct sr_claim_in *in, uint32_t i, uint32_t first) {
    const struct sr_token *t = &in->reading->tokens[i];
    return i > first && t->kind == SR_TOKEN_WORD && t->norm.n > 3 && !sr_word_classes(in, i) &&
           (sr_word_classes(in, i - 1) & SR_WORD_CONJ);
}

static void look_left(const struct sr_claim_in *in, const struct sr_group *g, uint32_t first,
                      struct sr_happened *best) {
    float cost = 0;
    bool doubt = false, comma = false;
    if (g->first > first && clue(in, g->first - 1, "clause-opener"))
        return; /* "three died as 200 fled": their own clause */
    for (uint32_t i = g->first, steps = 0; i > first && steps < 26; steps++) {
        i--;
        uint32_t at = i, bits = sr_word_classes(in, i);
        struct sr_match m = match_ending(in, i, first, &at);
        if (m.row != SR_NONE) {
            for (uint32_t k = 1; k <= 3 && at >= first + k; k++) {
                struct rightward w = {0};
                note_mode(in, at - k, &w);
                if (w.modal || w.doubt) doubt = true;
            }
            bool found = false;
            for (uint32_t k = 0, n = sr_table_same(triggers(in), m.row); k < n; k++) {
                float score = fit_left(in, m.row + k, at, i, g, first, cost, comma);
                if (score > 0) offer(in, best, m.row + k, at, m.tokens, score, doubt);
                found |= score > 0;
            }
            if (found) return;
            cost += 2.0f;
            i = at;
            continue;
        }
        const struct sr_number *n = number_at(in, i);
        if (n) {
            cost += 0.3f;
            i = n->whole_first > first ? n->whole_first : first;
            continue;
        }
        if (is(in, i, ":") && i + 1 == g->first) { /* "Confirmed dead: 212" */
            cost += 0.2f;
            continue;
        }
        if (is(in, i, ";") || is(in, i, ":")) return;
        if (g->zero && is(in, i, ",")) return; /* "seven hurt, nobody in danger" */
        if (i + 1 == g->first && own_verb(in, i, first)) return;
        if (bits & (SR_WORD_AUX | SR_WORD_MODAL | SR_WORD_REL)) cost += 3.0f;
        else if (bits & SR_WORD_SCONJ && !(bits & SR_WORD_PREP)) cost += 3.0f;
        else if (bits & SR_WORD_DET) cost += 0.1f;
        else if (bits & SR_WORD_CONJ) cost += 0.4f;
        else if (bits & SR_WORD_PREP) cost += 1.2f;
        else if (is(in, i, ",")) cost += 0.7f, comma = true;
        else cost += 0.35f;
    }
}

/* "42 dead or missing": the second measure that "or" joins to the first. */
static uint32_t joined_measure(const struct sr_claim_in *in, const struct sr_happened *h, uint32_t stop) {
    uint32_t i = h->token + h->tokens;
    if (!is(in, i, "or") || i + 1 >= stop) return 0;
    struct sr_match m = sr_match_at(triggers(in), in->reading, i + 1, stop);
    if (m.row == SR_NONE) return 0;
    uint32_t other = sr_measure_from(sr_str_c(sr_table_cell(triggers(in), m.row, 1)));
    if (other == h->measure || other >= SR_MEASURE_COUNT) return 0;
    return (1u << h->measure) | (1u << other);
}

/* The whole that a part is taken of: "three of the 45 passengers were killed", "of the 45 passengers, three were killed".
 * What the sentence tells is told of the part. Not "all of the 45", "the lives of 45 people". */
static bool is_whole(const struct sr_claim_in *in, const struct sr_group *g, const struct sr_counted *c, uint32_t first,
                     uint32_t stop) {
    uint32_t i = g->first;
    while (i > first && (sr_word_classes(in, i - 1) & SR_WORD_DET) && !is(in, i - 1, "no")) i--;
    bool definite = i < g->first;
    if (i == first || !(is(in, i - 1, "of") || is(in, i - 1, "among"))) return false;
    i--;
    if (is(in, i, "among")) return definite; /* "no survivors among the 112 passengers" */
    bool opens = i == first || is(in, i - 1, ",") || is(in, i - 1, "but");
    for (uint32_t k = c->end; opens && k < stop && k < c->end + 6; k++)
        if (is(in, k, ",")) return k + 1 < stop && !is(in, k + 1, "who") && !is(in, k + 1, "which");
    if (i == first || !definite) return false;
    return clue(in, i - 1, "part-of") || number_at(in, i - 1) != NULL;
}

/* "One doctor said nine people had been killed": those counted speak, and what they tell befell others. Not "12 people are
 * said to have died", "three men found dead". */
static bool they_speak(const struct sr_claim_in *in, const struct sr_group *g, uint32_t after) {
    uint32_t start = in->reading->tokens[after].span.start, own = in->reading->tokens[g->number_end - 1].span.start;
    bool harmed = sr_is_passive_auxiliary(in, after) ||
                  sr_match_at(triggers(in), in->reading, after, in->reading->token_count).row != SR_NONE;
    for (uint32_t i = 0; i < in->attributions->count && !harmed; i++) {
        const struct sr_attribution *a = &in->attributions->items[i];
        if (!a->cue.count || !a->source.count || a->cue.items[0].start != start) continue;
        for (uint32_t k = 0; k < a->source.count; k++)
            if (a->source.items[k].start <= own && own < a->source.items[k].end) return true;
    }
    return false;
}

/* "let 12 women go", "let its last five captives leave": the verb's other half stands behind those it frees. */
static uint32_t let_go(const struct sr_claim_in *in, const struct sr_group *g, const struct sr_counted *c,
                       uint32_t first, uint32_t stop) {
    uint32_t after = c->end > g->number_end ? c->end : g->number_end;
    if (after >= stop || !clue(in, after, "go")) return SR_NONE;
    for (uint32_t k = 1; k <= 5 && g->first >= first + k; k++)
        if (clue(in, g->first - k, "let")) return g->first - k;
    return SR_NONE;
}

/* "A girl was rushed to hospital but was dead on arrival", "he was shot in the head and later died": they were left open, dead
 * or alive, and the same clause goes on to tell. Not where somebody else comes between: "two were shot and one died". */
static void end_of_the_story(const struct sr_claim_in *in, uint32_t stop, struct sr_happened *best) {
    enum { FAR = 24 };
    uint32_t from = best->token + best->tokens;
    for (uint32_t i = from; i < stop && i < from + FAR; i++) {
        const struct sr_number *n = number_at(in, i);
        if (n && n->kind == SR_NUMBER_COUNT) return;
        if (is(in, i, ";") || sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, i, stop).row != SR_NONE)
            return;
        struct sr_match m = sr_match_at(triggers(in), in->reading, i, stop);
        for (uint32_t k = 0, rows = m.row == SR_NONE ? 0 : sr_table_same(triggers(in), m.row); k < rows; k++) {
            bool ends = class_is(in, m.row + k, "subj") || class_is(in, m.row + k, "adj");
            if (!ends || sr_measure_from(sr_str_c(sr_table_cell(triggers(in), m.row + k, 1))) != SR_MEASURE_KILLED)
                continue;
            float score = best->score;
            best->score = 0;
            offer(in, best, m.row + k, i, m.tokens, score, best->possible);
            return;
        }
    }
}

struct sr_happened sr_find_happened(const struct sr_claim_in *in, const struct sr_group *g,
                                    const struct sr_counted *c) {
    const struct sr_sentence *s = &in->reading->sentences[in->reading->tokens[g->first].sentence];
    struct sr_happened best = {.measure = SR_MEASURE_COUNT, .token = SR_NONE};
    if (c->noun_row != SR_NONE) { /* "two deaths", "no casualties": the noun is the harm */
        offer(in, &best, c->noun_row, c->head, 1, 8.0f, false);
        return best;
    }
    if (c->adjective_row != SR_NONE) offer(in, &best, c->adjective_row, c->adjective, 1, 7.6f, false);
    if (is_whole(in, g, c, s->first, s->end)) {
        struct rightward w = {0};
        struct sr_match m;
        uint32_t at = c->end > g->number_end ? c->end : g->number_end; /* "of the 12 injured, three died" */
        if (at < s->end) try_right(in, at, at, s->end, &w, &best, &m);
        best.whole = true;
        return best;
    }
    uint32_t start = c->end > g->number_end ? c->end : g->number_end, let = let_go(in, g, c, s->first, s->end);
    uint32_t freed = let == SR_NONE ? SR_NONE : sr_table_find(triggers(in), sr_str_c("let go"));
    if (freed != SR_NONE) offer(in, &best, freed, let, 1, 9.6f, false);
    bool speak = start < s->end && they_speak(in, g, start);
    if (start < s->end && !speak) look_right(in, start, s->end, &best);
    bool agent = best.agent;
    look_left(in, g, s->first, &best);
    if (best.measure == SR_MEASURE_MISSING && best.token < g->first && start < s->end) {
        struct sr_happened after = {.measure = SR_MEASURE_COUNT, .token = SR_NONE}; /* "buried 29 workers killed in" */
        look_right(in, start, start + 1, &after);
        if (after.measure == SR_MEASURE_KILLED) best = after;
    }
    if (agent && best.score < 9.0f)
        best = (struct sr_happened){.measure = SR_MEASURE_COUNT, .token = SR_NONE, .agent = true};
    if (best.ambiguous) end_of_the_story(in, s->end, &best);
    if (best.measure < SR_MEASURE_COUNT) {
        best.measure = sr_measure_by_agent(in, &best, c);
        best.combined = joined_measure(in, &best, s->end);
    }
    best.speak = speak;
    return best;
}
