/* incident_attackers.c: who did it: people by their nouns, organisations by name, and who says so.
 *
 *     Two policemen were killed by unidentified gunmen.            after "by": people
 *     Members of the Red Dawn Front attacked the bank.             before a verb of attack: people, and their organisation
 *     The Red Dawn Front claimed responsibility.                   the organisation, claimed
 *     The union blamed the army for the killings.                  a state's force where it is accused; not where it answers
 */
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

static uint32_t begin_of(const struct sr_roles *r, uint32_t i) {
    return r->in->reading->sentences[r->in->reading->tokens[i].sentence].first;
}

static uint32_t before(uint32_t i, uint32_t n, uint32_t begin) {
    return i >= begin + n ? i - n : begin;
}

/* The head of a filler that is there already is the same word. */
static bool head_known(const struct sr_roles *r, enum sr_role role, uint32_t head) {
    struct sr_str norm = r->in->reading->tokens[head].norm;
    for (uint32_t k = 0; k < r->of[role].count; k++) {
        uint32_t last = sr_token_at(r->in->reading, r->of[role].items[k].span.end - 1);
        if (sr_str_eq(r->in->reading->tokens[last].norm, norm)) return true;
    }
    return false;
}

/* The end of "the Red Dawn Front [FDR]" without article and short form, when a name of an organisation begins at `i`: one
 * of the table, or words that end with one for an armed organisation ("front", "cartel"); `i` otherwise. */
static uint32_t organisation_end(const struct sr_roles *r, uint32_t i, uint32_t stop, bool *known, bool *state) {
    const struct sr_reading *reading = r->in->reading;
    struct sr_match m = sr_match_at(table(r, SR_TABLE_ARMED_GROUPS), reading, i, stop);
    *known = m.row != SR_NONE;
    *state = false;
    if (*known) return i + m.tokens;
    uint32_t end = i;
    for (uint32_t k = i; k < stop && k < i + 7; k++) {
        const struct sr_token *t = &reading->tokens[k];
        bool joint = k > i && (is(r, k, "of") || is(r, k, "for"));
        if (t->kind != SR_TOKEN_WORD || (t->shape == SR_SHAPE_LOWER && !joint)) break;
        if (!joint && sr_table_find(table(r, SR_TABLE_FUNCTION_WORDS), t->norm) != SR_NONE) break;
        if (clue(r, k, "attack-verb") || clue(r, k, "target-passive") || clue(r, k, "organisation-breaker")) break;
        if (k > i && clue(r, k, "organisation-end")) end = k + 1;
    }
    if (end > i + 1) return end;
    struct sr_match f = sr_match_at(table(r, SR_TABLE_ROLE_WORDS), reading, i, stop);
    *state = f.row != SR_NONE && sr_role_used(r, i, i + 1, "force");
    return *state ? i + f.tokens : i;
}

/* "The guerrillas", "a terrorist group", "unidentified armed men", "members of the Red Dawn Front": the phrase around the
 * noun [i, end), without article and number. */
static void widen(const struct sr_roles *r, uint32_t i, uint32_t stop, uint32_t *first, uint32_t *end, bool *marked,
                  bool *doubt) {
    uint32_t begin = begin_of(r, i);
    *first = i;
    while (*first > begin && (clue(r, *first - 1, "attacker-modifier") || clue(r, *first - 1, "attacker-color"))) {
        --*first;
        *marked |= clue(r, *first, "attacker-modifier");
        *doubt |= clue(r, *first, "attacker-doubt");
    }
    while (*first < i && clue(r, *first, "attacker-doubt")) ++*first;
    for (uint32_t k = 5; k >= 1; k--) { /* "Shining Path members" */
        if (*first < begin + k) continue;
        struct sr_match m = sr_match_at(table(r, SR_TABLE_ARMED_GROUPS), r->in->reading, *first - k, *first);
        if (m.row != SR_NONE && m.tokens == k) {
            *first -= k;
            *marked = true;
            break;
        }
    }
    while (*end < stop && clue(r, *end, "attacker-group")) ++*end;
    if (is(r, *end, "of") && clue(r, *end - 1, "attacker-members")) {
        bool known, state;
        uint32_t at = *end + 1;
        while (is(r, at, "the") ||
               (at < stop && sr_table_find(table(r, SR_TABLE_DEMONYMS), r->in->reading->tokens[at].norm) != SR_NONE))
            at++;
        uint32_t of = at < stop ? organisation_end(r, at, stop, &known, &state) : at;
        if (of > at) {
            *end = of;
            *marked = true;
        }
    }
}

/* "Guerrilla warfare", "the criminal court": the noun stands before another that is none for people. */
static bool adjective(const struct sr_roles *r, uint32_t i, uint32_t end, uint32_t stop) {
    if (end >= stop || clue(r, i, "plural")) return false;
    const struct sr_token *t = &r->in->reading->tokens[i], *after = &r->in->reading->tokens[end];
    if (t->norm.n && t->norm.p[t->norm.n - 1] == 's') return false;
    if (after->kind != SR_TOKEN_WORD) return false;
    return sr_table_find(table(r, SR_TABLE_NOUNS), after->norm) != SR_NONE ||
           sr_table_find(table(r, SR_TABLE_KINDS), after->norm) != SR_NONE || clue(r, end, "attack-noun");
}

/* "Killed by soldiers", "attacks by soldiers"; not "guarded by soldiers". */
static bool done_by(const struct sr_roles *r, uint32_t first, uint32_t begin) {
    uint32_t by = first;
    for (uint32_t k = 1; k <= 6 && first >= begin + k && by == first; k++)
        if (is(r, first - k, "by")) by = first - k;
    for (uint32_t k = before(by, 5, begin); by != first && k < by; k++)
        if (clue(r, k, "attack-verb") || clue(r, k, "target-participle") || clue(r, k, "attack-noun") ||
            sr_match_at(table(r, SR_TABLE_KINDS), r->in->reading, k, by).row != SR_NONE ||
            sr_role_used(r, k, k + 1, "blame"))
            return true;
    return false;
}

uint32_t sr_attackers_at(struct sr_roles *r, uint32_t i, uint32_t stop) {
    const struct sr_table *people = table(r, SR_TABLE_PEOPLE);
    struct sr_match m = sr_match_at(people, r->in->reading, i, stop);
    bool attacker = m.row != SR_NONE && sr_table_has(people, m.row, 1, "perpetrators");
    if (!attacker && clue(r, i, "attacker-generic")) m.tokens = 1;
    else if (!attacker) return i + 1;
    uint32_t first, end = i + m.tokens, next = end;
    bool marked = false, doubt = false;
    widen(r, i, stop, &first, &end, &marked, &doubt);
    bool wide = end > next;
    if (attacker && !wide && adjective(r, i, end, stop)) return i + 1;
    uint32_t begin = begin_of(r, i);
    if (first > begin && is(r, first - 1, "no")) return end; /* "no group has claimed responsibility" */
    if (!attacker && !wide && is(r, next, "of") && clue(r, i, "attacker-group"))
        return i + 1; /* "a group of armed men" */
    bool by = attacker ? sr_role_after_by(r, first, begin, 4) : done_by(r, first, begin),
         acting = sr_role_acts(r, end, stop, attacker || marked ? 8 : 4);
    doubt |= sr_role_used(r, before(first, 5, begin), first, "suspect");
    if (!attacker && !((marked || by || clue(r, i, "attacker-group")) && (by || acting))) return i + 1;
    if (!by && !acting && !(attacker && marked && !wide)) return i + 1;
    if (clue(r, i, "attacker-force") && !by && !acting) return i + 1;
    bool anaphor = first > begin && (is(r, first - 1, "the") || is(r, first - 1, "these") || is(r, first - 1, "those"));
    enum sr_role role = SR_ROLE_PERPETRATOR_INDIVIDUAL;
    if (anaphor && !marked && (r->of[role].count || clue(r, i, "attacker-anyone"))) return end;
    if (head_known(r, role, end - 1)) return end;
    sr_role_add(r, role, first, end, SR_ENTITY_PEOPLE, doubt ? SR_AS_SUSPECTED : SR_AS_STATED);
    return next; /* an organisation may stand within */
}

bool sr_group_told(const struct sr_roles *r, uint32_t i, uint32_t stop) {
    const struct sr_table *groups = table(r, SR_TABLE_ARMED_GROUPS);
    struct sr_match m = sr_match_at(groups, r->in->reading, i, stop);
    for (uint32_t k = 0; m.row != SR_NONE && k < r->of[SR_ROLE_PERPETRATOR_ORGANIZATION].count; k++) {
        struct sr_span span = r->of[SR_ROLE_PERPETRATOR_ORGANIZATION].items[k].span;
        uint32_t first = sr_token_at(r->in->reading, span.start);
        struct sr_match o = sr_match_at(groups, r->in->reading, first, sr_token_at(r->in->reading, span.end - 1) + 1);
        if (o.row != SR_NONE && strcmp(sr_table_cell(groups, o.row, 1), sr_table_cell(groups, m.row, 1)) == 0)
            return true;
    }
    return false;
}

/* What the words around say of the organisation; false when they say nothing. */
static bool said_of(const struct sr_roles *r, uint32_t i, uint32_t end, uint32_t stop, enum sr_role_as *as) {
    uint32_t begin = begin_of(r, i), from = before(i, 6, begin), to = end + 9 < stop ? end + 9 : stop;
    *as = SR_AS_STATED;
    bool by = sr_role_after_by(r, i, begin, 6), acting = sr_role_acts(r, end, stop, 6);
    if (sr_role_used(r, end, to, "denial")) *as = SR_AS_DENIED;
    else if (sr_role_used(r, end, to, "claim") || (by && sr_role_used(r, before(i, 7, begin), i, "claim-by")))
        *as = SR_AS_CLAIMED;
    else if (sr_role_used(r, before(i, 8, begin), i, "blame") || sr_role_used(r, end, to, "culprit"))
        *as = SR_AS_ACCUSED;
    else if (sr_role_used(r, from, i, "suspect")) *as = SR_AS_SUSPECTED;
    else return by || acting;
    return true;
}

uint32_t sr_organisation_at(struct sr_roles *r, uint32_t i, uint32_t stop) {
    bool known, state;
    uint32_t first = i, end = organisation_end(r, i, stop, &known, &state), begin = begin_of(r, i);
    if (end == i) return i + 1;
    enum sr_role_as as;
    bool said = said_of(r, i, end, stop, &as);
    if (state && as != SR_AS_ACCUSED &&
        !(said && sr_role_after_by(r, i, begin, 3) && clue(r, before(i, 3, begin), "attack-verb")))
        return i + 1;
    if (!known && !said) return i + 1;
    if (known && !said && r->in->reading->has & SR_HAS_ROLES)
        return end; /* named, no more: the reader's labels decide */
    if (known && !said) as = SR_AS_ACCUSED;
    if (!known && !state && as == SR_AS_STATED && !sr_role_after_by(r, i, begin, 6)) return i + 1;
    if (known && !said && (r->of[SR_ROLE_PERPETRATOR_ORGANIZATION].count || r->in->reading->tokens[i].sentence > 12))
        return end;
    if (state && first > begin &&
        sr_table_find(table(r, SR_TABLE_DEMONYMS), r->in->reading->tokens[first - 1].norm) != SR_NONE)
        first--;
    if (!sr_group_told(r, i, stop))
        sr_role_add(r, SR_ROLE_PERPETRATOR_ORGANIZATION, first, end, SR_ENTITY_ORGANIZATION, as);
    return end;
}
