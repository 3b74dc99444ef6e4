/* incident_things.c: with what it was done, and what was attacked or damaged.
 *
 *     A car bomb exploded outside the bank, which was damaged.    weapon; target, near an explosion or "was damaged"
 *     Police found rifles and dynamite in the house.              neither: found, seized
 *     Bombs went off at a hotel, a school and two shops.          targets of one list
 */
#include <strings.h>

#include "incident/incident_roles.h"
#include "reader/clue.h"
#include "reader/match.h"

static const struct sr_table *table(const struct sr_roles *r, enum sr_table_id id) {
    return &r->in->lexicon->tables[id];
}

static bool clue(const struct sr_roles *r, uint32_t token, const char *set) {
    return sr_clue(r->in->lexicon, r->in->reading, token, set);
}

static bool is(const struct sr_roles *r, uint32_t i, const char *norm) {
    return i < r->in->reading->token_count && sr_str_is(r->in->reading->tokens[i].norm, norm);
}

static bool in(const struct sr_roles *r, enum sr_table_id id, uint32_t token) {
    return sr_table_find(table(r, id), r->in->reading->tokens[token].norm) != SR_NONE;
}

static uint32_t begin_of(const struct sr_roles *r, uint32_t i) {
    return r->in->reading->sentences[r->in->reading->tokens[i].sentence].first;
}

/* Found, seized or defused, not used. */
static bool put_out_of_use(const struct sr_roles *r, uint32_t i, uint32_t end, uint32_t stop) {
    uint32_t begin = begin_of(r, i);
    for (uint32_t k = i > begin + 10 ? i - 10 : begin; k < i; k++)
        if (clue(r, k, "weapon-seized")) return true;
    for (uint32_t k = end; k < stop && k < end + 8; k++)
        if (clue(r, k, "weapon-seized")) return true;
    return false;
}

uint32_t sr_weapon_at(struct sr_roles *r, uint32_t i, uint32_t stop) {
    struct sr_match m = sr_match_at(table(r, SR_TABLE_WEAPONS), r->in->reading, i, stop);
    if (m.row == SR_NONE) return i + 1;
    uint32_t end = i + m.tokens;
    const char *class = sr_table_cell(table(r, SR_TABLE_WEAPONS), m.row, 1);
    if (strcmp(class, "vehicle") == 0 || strcmp(class, "other") == 0) return end;
    if (clue(r, end, "weapon-else") || put_out_of_use(r, i, end, stop)) return end; /* "the bomb squad" */
    if (!sr_role_known(r, SR_ROLE_WEAPON, end - 1))
        sr_role_add(r, SR_ROLE_WEAPON, i, end, SR_ENTITY_WEAPON, SR_AS_STATED);
    return end;
}

/* "The hotel was damaged", "the hotel, which was badly hit". */
static bool hit_after(const struct sr_roles *r, uint32_t end, uint32_t stop) {
    bool passive = false;
    for (uint32_t k = end; k < stop && k < end + 8; k++) {
        if (clue(r, k, "target-passive")) passive = true;
        else if (passive && clue(r, k, "target-participle")) return true;
        else if (passive && !in(r, SR_TABLE_MODIFIERS, k) && k > end + 3) return false;
        if (r->in->reading->tokens[k].kind == SR_TOKEN_PUNCT && !is(r, k, ",")) return false;
    }
    return false;
}

/* Words of attack before it, in the same clause: "attacked the hotel", "a bomb exploded on Monday at the hotel"; not
 * "seized rifles in a house". */
static bool hit_before(const struct sr_roles *r, uint32_t i) {
    uint32_t begin = begin_of(r, i), lead = i;
    while (lead > begin && (clue(r, lead - 1, "one-article") || clue(r, lead - 1, "target-quantity") ||
                            in(r, SR_TABLE_NUMBERS, lead - 1)))
        lead--;
    bool placed = lead > begin && clue(r, lead - 1, "target-preposition"),
         inside = lead > begin && clue(r, lead - 1, "target-inside");
    for (uint32_t k = 1; k <= 8 && i >= begin + k; k++) {
        uint32_t at = i - k;
        if (r->in->reading->tokens[at].kind == SR_TOKEN_PUNCT && !is(r, at, "\"")) return false;
        if (placed && sr_role_used(r, at, at + 1, "blast")) return true;
        if (clue(r, at, "target-participle"))
            return !inside && !(at > begin && (clue(r, at - 1, "target-passive") ||
                                               (at > begin + 1 && clue(r, at - 2, "target-passive"))));
        if (sr_role_used(r, at, at + 1, "attack")) return true;
        if (k > 1 && (is(r, at, "that") || is(r, at, "who") || is(r, at, "by"))) return false;
    }
    return false;
}

/* The last target and this noun stand in one list. */
static bool listed(const struct sr_roles *r, uint32_t last, uint32_t i) {
    bool mark = false;
    if (last == SR_NONE || i < last || i - last > 7 ||
        r->in->reading->tokens[last].sentence != r->in->reading->tokens[i].sentence)
        return false;
    for (uint32_t k = last; k < i; k++) {
        if (is(r, k, ",") || is(r, k, "and") || is(r, k, ";")) mark = true;
        if (clue(r, k, "target-passive") || clue(r, k, "attack-verb") || clue(r, k, "list-breaker")) return false;
    }
    return mark;
}

/* What stands before the noun names it: "the labor union headquarters". */
static uint32_t name_begin(const struct sr_roles *r, uint32_t i) {
    uint32_t first = i, begin = begin_of(r, i);
    while (first > begin && i - first < 4) {
        uint32_t k = first - 1;
        bool open = r->in->reading->tokens[k].kind == SR_TOKEN_WORD && !clue(r, k, "attack-verb") &&
                    !clue(r, k, "target-participle") && !clue(r, k, "target-preposition") &&
                    !clue(r, k, "target-quantity") && !in(r, SR_TABLE_FUNCTION_WORDS, k) &&
                    !in(r, SR_TABLE_NUMBERS, k) && !sr_role_used(r, k, k + 1, "attack") && !in(r, SR_TABLE_SAYING, k);
        if (!open) break;
        first--;
    }
    return first;
}

/* "The station" after "the Iraqi police station": told already, with more words. */
static bool told(const struct sr_roles *r, uint32_t first, uint32_t end) {
    const struct sr_token *t = r->in->reading->tokens;
    for (uint32_t k = 0; k < r->of[SR_ROLE_TARGET].count; k++) {
        struct sr_span span = r->of[SR_ROLE_TARGET].items[k].span;
        uint32_t a = sr_token_at(r->in->reading, span.start), b = sr_token_at(r->in->reading, span.end - 1) + 1,
                 same = 0;
        while (same < end - first && same < b - a && sr_str_eq(t[b - 1 - same].norm, t[end - 1 - same].norm)) same++;
        if (same == end - first) return true;
    }
    return false;
}

/* "The offices of the Liberal Party": whose they are tells them apart. */
static uint32_t with_owner(const struct sr_roles *r, uint32_t end, uint32_t stop) {
    uint32_t last = end;
    if (!is(r, end, "of")) return end;
    for (uint32_t k = end + 1; k < stop && k < end + 9; k++) {
        const struct sr_token *t = &r->in->reading->tokens[k];
        bool article = is(r, k, "the") || is(r, k, "of") || is(r, k, "a");
        if (t->kind != SR_TOKEN_WORD || clue(r, k, "target-passive") || clue(r, k, "attack-verb") ||
            clue(r, k, "list-breaker"))
            break;
        if (!article &&
            (in(r, SR_TABLE_FUNCTION_WORDS, k) || in(r, SR_TABLE_SAYING, k) || clue(r, k, "organisation-breaker-time")))
            break;
        if (!article) last = k + 1;
    }
    return last;
}

uint32_t sr_target_at(struct sr_roles *r, uint32_t i, uint32_t stop) {
    struct sr_match m = sr_match_at(table(r, SR_TABLE_TARGETS), r->in->reading, i, stop);
    if (m.row == SR_NONE) return i + 1;
    uint32_t end = i + m.tokens, first = name_begin(r, i);
    while (end < stop) { /* "the police patrol car": the last noun is the thing */
        struct sr_match more = sr_match_at(table(r, SR_TABLE_TARGETS), r->in->reading, end, stop);
        if (more.row == SR_NONE) break;
        end += more.tokens;
    }
    if (!hit_before(r, first) && !hit_after(r, end, stop) && !listed(r, r->target_end, first)) return end;
    if (end < stop && clue(r, end, "target-else")) return end; /* "car bomb", "police station chief" */
    r->target_end = end;
    if (clue(r, end - 1, "target-owned")) end = with_owner(r, end, stop);
    if (!told(r, first, end)) sr_role_add(r, SR_ROLE_TARGET, first, end, SR_ENTITY_FACILITY, SR_AS_STATED);
    return end;
}
