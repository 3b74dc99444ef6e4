/* claim_right.c: words of harm after the number: "12 people were killed", "three others, all of them guards, died". */
#include "figure/claim_sides.h"
#include "reader/match.h"

/* A verb form that can be past tense or participle is active when an object follows: "killed 12", "injured a guard";
 * not "killed in", "killed and", "killed.", nor "killed a day later", "killed two days ago". */
static bool has_object(const struct sr_claim_in *in, uint32_t at, uint32_t stop) {
    while (at < stop && (sr_word_classes(in, at) & SR_WORD_ADV) && !sr_number_at(in->numbers, at)) at++;
    if (at >= stop) return false;
    const struct sr_number *n = sr_number_at(in->numbers, at);
    if (n) return n->kind == SR_NUMBER_COUNT && !n->zero_word;
    uint32_t bits = sr_word_classes(in, at);
    if (clue(in, at, "object-pronoun")) return true;
    if (sr_is_time(in, at)) return false; /* "killed two days ago" */
    if (bits & SR_WORD_DET) return true;
    return !bits && sr_match_at(&in->lexicon->tables[SR_TABLE_PEOPLE], in->reading, at, stop).row != SR_NONE;
}

void sr_note_mode(const struct sr_claim_in *in, uint32_t i, struct sr_rightward *w) {
    bool cannot = i + 1 < in->reading->token_count && (sr_word_classes(in, i + 1) & SR_WORD_NEG);
    if (clue(in, i, "modal-of-doubt") && !sr_is_time(in, i) && !cannot) w->modal = true;
    if (clue(in, i, "doubt")) w->doubt = true;
    if (sr_word_classes(in, i) & SR_WORD_NEG) w->negated = true;
}

/* Whether the trigger at i fits to the right of the people; its score, or 0. */
static float fit_right(const struct sr_claim_in *in, uint32_t row, uint32_t i, uint32_t tokens, uint32_t start,
                       uint32_t stop, const struct sr_rightward *w, bool *agent) {
    bool next_to = i == start;
    if (sr_harm_is(in, row, "where"))
        return (w->passive ? 9.0f : 6.8f) - w->cost; /* "killed 12 people in the market" */
    if (sr_harm_is(in, row, "adj")) return (next_to || w->passive ? 9.4f : w->other ? 9.0f : 6.5f) - w->cost;
    if (sr_harm_is(in, row, "subj")) return 9.2f - w->cost;
    if (!sr_harm_is(in, row, "obj")) return 0;
    bool object = has_object(in, i + tokens, stop);
    if (object && !w->passive) {
        *agent = !w->other && !w->relative && !w->joined;
        return 0;
    }
    if (w->passive) return 9.4f - w->cost;
    return (next_to ? 9.0f : 6.0f) - w->cost;
}

bool sr_harm_try(const struct sr_claim_in *in, uint32_t i, uint32_t start, uint32_t stop, const struct sr_rightward *w,
                 struct sr_happened *best, struct sr_harm *m) {
    *m = sr_harm_at(in, i, stop, w->homes);
    if (m->row == SR_NONE) return false;
    bool agent = false, fits = false;
    if (w->passive && i != start && sr_harm_is(in, m->row, "ing") &&
        !w->other) { /* "prisoners who are holding 500 people" */
        best->agent = true;
        return true;
    }
    for (uint32_t k = 0; k < m->rows; k++) {
        float score = fit_right(in, m->row + k, i, m->tokens, start, stop, w, &agent);
        if (score > 0) {
            sr_harm_offer(in, best, m->row + k, i, m->tokens, score, w->modal || w->doubt);
            best->negated = w->negated;
            fits = true;
        }
    }
    if (agent && !fits) best->agent = true;
    return fits || agent;
}

/* ", in Mali for a convention, was among those killed", ", a woman of 60, later died": between two commas no verb of its
 * own, after them one. */
static uint32_t past_apposition(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    for (uint32_t k = i + 1; k + 1 < stop && k < i + 16; k++) {
        const struct sr_number *n = sr_number_at(in->numbers, k);
        bool counts = n && n->kind == SR_NUMBER_COUNT &&
                      !is(in, k + 1, "of"); /* "six Jesuits, five of them Spaniards, were killed" */
        if (sr_is_passive_auxiliary(in, k) || counts) return 0;
        if (!is(in, k, ",")) continue;
        bool later = (sr_word_classes(in, k + 1) & SR_WORD_ADV) && k + 2 < stop &&
                     sr_harm_at(in, k + 2, stop, false).row != SR_NONE;
        return later || sr_is_passive_auxiliary(in, k + 1) ? k + 1 : 0;
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

/* A relative clause that only says which bus or which boat, "a helicopter that went down in the hills": one past its verb, or
 * `i` when none begins here. */
static uint32_t past_relative(const struct sr_claim_in *in, uint32_t i, uint32_t stop) {
    enum { VERB_WITHIN = 4 };
    const struct sr_token *t = in->reading->tokens;
    if (!is(in, i, "that") && !(sr_word_classes(in, i) & SR_WORD_REL)) return i;
    for (uint32_t k = i + 1; k < stop && k <= i + VERB_WITHIN; k++) {
        if (t[k].upos != SR_UPOS_VERB && t[k].upos != SR_UPOS_AUX) continue;
        while (k < stop && (t[k].upos == SR_UPOS_VERB || t[k].upos == SR_UPOS_AUX)) k++;
        return k;
    }
    return i;
}

/* "three engineers kidnapped in Logar were released": the participle only says which engineers, the verb what happened. */
static void look_past_participle(const struct sr_claim_in *in, uint32_t start, uint32_t stop, bool homes,
                                 struct sr_happened *best) {
    enum { WITHIN = 14 };
    bool passive = false;
    for (uint32_t i = start; i < stop && i < start + WITHIN; i++) {
        i = past_relative(in, i, stop);
        if (i >= stop || in->reading->tokens[i].kind == SR_TOKEN_PUNCT ||
            (sr_word_classes(in, i) & (SR_WORD_CONJ | SR_WORD_REL | SR_WORD_SCONJ)))
            return;
        struct sr_harm m = sr_harm_at(in, i, stop, homes);
        for (uint32_t k = 0; k < m.rows; k++)
            if ((passive && (sr_harm_is(in, m.row + k, "obj") || sr_harm_is(in, m.row + k, "adj"))) ||
                sr_harm_is(in, m.row + k, "subj")) {
                best->score = 0;
                sr_harm_offer(in, best, m.row + k, i, m.tokens, 9.1f, false);
                return;
            }
        passive |= sr_is_passive_auxiliary(in, i);
    }
}

void sr_harm_right(const struct sr_claim_in *in, uint32_t start, uint32_t stop, bool homes, struct sr_happened *best) {
    struct sr_rightward w = {.homes = homes};
    for (uint32_t i = start, steps = 0; i < stop && steps < 18; steps++) {
        const struct sr_token *t = &in->reading->tokens[i];
        struct sr_harm m;
        uint32_t aside = past_aside(in, i, stop);
        if (aside) {
            w.cost += 0.5f;
            if (i == start) start = aside; /* "20 others, some of them seriously, injured" */
            i = aside;
            continue;
        }
        uint32_t verb = i > start && !is(in, i, "who") && !is(in, i, "whom") ? past_relative(in, i, stop) : i;
        if (verb > i) { /* "in a cable car that plunged to the ground" */
            w.cost += 0.5f;
            i = verb;
            continue;
        }
        if (sr_harm_try(in, i, start, stop, &w, best, &m)) {
            bool where = best->measure == SR_MEASURE_PRESENT; /* "all four people aboard were dead" */
            if (best->measure == SR_MEASURE_KILLED) return;   /* "the 12 killed gathered": somebody else did */
            if (i != start || w.passive || !(where || sr_harm_is(in, m.row, "obj"))) return;
            look_past_participle(in, i + m.tokens, stop, homes, best);
            return;
        }
        uint32_t bits = sr_word_classes(in, i);
        const struct sr_number *n = sr_number_at(in->numbers, i);
        sr_note_mode(in, i, &w);
        if (is(in, i, ";") || is(in, i, ":") || (i == start && is(in, i, "."))) return;   /* "2. Police advise" */
        if (is(in, i, "of") && (is(in, i + 1, "which") || is(in, i + 1, "whom"))) return; /* of a part of them */
        if ((bits & SR_WORD_CONJ) && i + 1 < stop && !sr_number_at(in->numbers, i + 1) &&
            sr_harm_at(in, i + 1, stop, homes).row != SR_NONE && w.cost > 0.9f)
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
