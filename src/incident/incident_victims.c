/* incident_victims.c: the names of those who suffered it.
 *
 *     the murder of Liberal Senator Jorge Ruiz Mora          a name after a noun of harm and titles
 *     JORGE RUIZ MORA WAS KILLED                             a name before its passive verb, in capitals too
 *     The dead were Ana Lira, 38, Luis Mena and Ivan Sosa    a list that words for victims lead
 *     Ruiz's body                                            a surname stands for the full name told elsewhere
 */
#include "incident/incident_names.h"
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

/* Harm that makes a victim: killed, hurt, held; set free, where people are held. */
static bool harm_class(const struct sr_roles *r, uint32_t row, const char *class) {
    const struct sr_table *t = table(r, SR_TABLE_TRIGGERS);
    if (strcmp(sr_table_cell(t, row, 2), class) != 0) return false;
    uint32_t m = sr_measure_from(sr_str_c(sr_table_cell(t, row, 1)));
    bool captive = r->kind == SR_KIND_KIDNAPPING || r->kind == SR_KIND_HOSTAGE_TAKING;
    return m == SR_MEASURE_KILLED || m == SR_MEASURE_INJURED || m == SR_MEASURE_HOSTAGES ||
           (captive && m == SR_MEASURE_FREED);
}

static bool harm_at(const struct sr_roles *r, struct sr_match m, const char *class) {
    if (m.row == SR_NONE) return false;
    for (uint32_t k = 0, n = sr_table_same(table(r, SR_TABLE_TRIGGERS), m.row); k < n; k++)
        if (harm_class(r, m.row + k, class)) return true;
    return false;
}

static bool role_use(const struct sr_roles *r, struct sr_match m, const char *use) {
    const struct sr_table *t = table(r, SR_TABLE_ROLE_WORDS);
    for (uint32_t k = 0, n = m.row == SR_NONE ? 0 : sr_table_same(t, m.row); k < n; k++)
        if (strcmp(sr_table_cell(t, m.row + k, 1), use) == 0) return true;
    return false;
}

/* The name that the words at [i, i + tokens) reach: titles and other nouns may stand before it, and brackets. */
static void mark_after(struct sr_person_names *names, uint32_t i, uint32_t stop) {
    const struct sr_reading *reading = names->roles->in->reading;
    for (uint32_t k = i; k < stop && k < i + 12; k++) {
        uint32_t n = sr_person_name_at(names, k);
        if (n != SR_NONE) {
            names->items[n].victim = true;
            return;
        }
        if (reading->tokens[k].kind == SR_TOKEN_PUNCT) {
            if (!is(names->roles, k, "[")) return;
            while (k + 1 < stop && !is(names->roles, k, "]")) k++;
            continue;
        }
        if (is(names->roles, k, "by") || clue(names->roles, k, "scene-preposition-only") ||
            clue(names->roles, k, "target-passive"))
            return;
    }
}

/* "murder of", "killed", "kidnapping of", "attack on", "body of". "Was killed" says it of those before it. */
static void after_harm(struct sr_person_names *names, uint32_t i, uint32_t stop) {
    const struct sr_roles *r = names->roles;
    struct sr_match m = sr_match_at(table(r, SR_TABLE_TRIGGERS), r->in->reading, i, stop);
    bool passive = i && (clue(r, i - 1, "target-passive") || (i > 1 && clue(r, i - 2, "target-passive")));
    bool harm =
        harm_at(r, m, "of") || harm_at(r, m, "ing") || harm_at(r, m, "base") || (!passive && harm_at(r, m, "obj"));
    struct sr_match w = sr_match_at(table(r, SR_TABLE_ROLE_WORDS), r->in->reading, i, stop);
    if (role_use(r, w, "harm")) {
        harm = true;
        if (m.row == SR_NONE || w.tokens > m.tokens) m = w;
    }
    if (harm) mark_after(names, i + m.tokens, stop);
}

/* "The dead were identified as", "including": a list of victims, where no attacker is said to be named. */
static void after_list(struct sr_person_names *names, uint32_t i, uint32_t begin, uint32_t stop) {
    const struct sr_roles *r = names->roles;
    struct sr_match w = sr_match_at(table(r, SR_TABLE_ROLE_WORDS), r->in->reading, i, stop);
    bool leads = role_use(r, w, "victims"), may_lead = role_use(r, w, "named");
    if (!leads && !may_lead) return;
    for (uint32_t k = begin; k < i && may_lead; k++) {
        struct sr_match p = sr_match_at(table(r, SR_TABLE_PEOPLE), r->in->reading, k, i);
        if (p.row != SR_NONE && sr_table_has(table(r, SR_TABLE_PEOPLE), p.row, 1, "perpetrators")) return;
        struct sr_match h = sr_match_at(table(r, SR_TABLE_TRIGGERS), r->in->reading, k, i);
        leads |= harm_at(r, h, "obj") || harm_at(r, h, "adj") || harm_at(r, h, "noun") || harm_at(r, h, "subj") ||
                 (p.row != SR_NONE && sr_table_has(table(r, SR_TABLE_PEOPLE), p.row, 1, "victims"));
    }
    uint32_t at = i + w.tokens;
    if (at < stop && is(r, at, ":")) at++;
    if (leads) mark_after(names, at, stop);
}

/* A name, its age or post between commas, then "was killed", "died", "escaped unharmed"; or "'s murder". */
static void before_harm(struct sr_person_names *names, uint32_t n, uint32_t stop) {
    const struct sr_roles *r = names->roles;
    uint32_t end = names->items[n].end, limit = end + 5;
    bool passive = false;
    if (is(r, end, "'s") || is(r, end, "'")) {
        for (uint32_t k = end + 1; k < stop && k < end + 3; k++) {
            struct sr_match m = sr_match_at(table(r, SR_TABLE_TRIGGERS), r->in->reading, k, stop);
            if (harm_at(r, m, "noun") ||
                role_use(r, sr_match_at(table(r, SR_TABLE_ROLE_WORDS), r->in->reading, k, stop), "harm-noun"))
                names->items[n].victim = true;
        }
        return;
    }
    if (is(r, end, ",") || is(r, end, "(")) limit = end + 24;
    else if (is(r, end, "and")) limit = end + 12;
    for (uint32_t k = end; k < stop && k < limit; k++) {
        struct sr_match m = sr_match_at(table(r, SR_TABLE_TRIGGERS), r->in->reading, k, stop);
        struct sr_match w = sr_match_at(table(r, SR_TABLE_ROLE_WORDS), r->in->reading, k, stop);
        bool reduced = k == end + 1 && is(r, end, ","); /* "Ruiz, kidnapped ten days ago" */
        if (((passive || reduced) && (harm_at(r, m, "obj") || role_use(r, w, "harm-verb"))) || harm_at(r, m, "subj") ||
            role_use(r, w, "suffer")) {
            names->items[n].victim = true;
            return;
        }
        if (clue(r, k, "target-passive")) passive = true;
        else if (m.row != SR_NONE ||
                 sr_table_find(table(r, SR_TABLE_SAYING), r->in->reading->tokens[k].norm) != SR_NONE)
            return;
    }
}

/* What may stand between two names of a list: commas, "and", ages, titles, posts; no verb, no "who", no "by". */
static bool listed(const struct sr_person_names *names, uint32_t a, uint32_t b) {
    const struct sr_roles *r = names->roles;
    const struct sr_reading *reading = r->in->reading;
    uint32_t from = names->items[a].end, to = names->items[b].first;
    bool mark = false;
    if (to < from || to - from > 14 || reading->tokens[from].sentence != reading->tokens[to].sentence) return false;
    for (uint32_t k = from; k < to; k++) {
        const struct sr_token *t = &reading->tokens[k];
        if (clue(r, k, "list-mark")) mark = true;
        if (t->kind == SR_TOKEN_PUNCT && !clue(r, k, "list-mark") && !clue(r, k, "list-bracket")) return false;
        if (clue(r, k, "target-passive") || clue(r, k, "list-breaker")) return false;
        if (sr_table_find(table(r, SR_TABLE_SAYING), t->norm) != SR_NONE) return false;
        if (sr_match_at(table(r, SR_TABLE_TRIGGERS), reading, k, to).row != SR_NONE) return false;
    }
    return mark;
}

static bool speaks(const struct sr_person_names *names, uint32_t n) {
    const struct sr_attributions *a = names->roles->in->attributions;
    const struct sr_token *t = names->roles->in->reading->tokens;
    for (uint32_t k = names->items[n].end; k < names->items[n].end + 2 && k < names->roles->in->reading->token_count;
         k++)
        if (sr_table_find(table(names->roles, SR_TABLE_SAYING), t[k].norm) != SR_NONE) return true;
    struct sr_span span = {t[names->items[n].first].span.start, t[names->items[n].end - 1].span.end};
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < a->items[i].source.count; k++)
            if (sr_span_holds(a->items[i].source.items[k], span)) return true;
    return false;
}

/* Who is told in one list with a victim is one: "the murder of A, B and C"; "A, B and C were killed". */
static void along_lists(struct sr_person_names *names) {
    for (uint32_t i = 1; i < names->count; i++)
        if (names->items[i - 1].victim && !names->items[i].victim && listed(names, i - 1, i) && !speaks(names, i))
            names->items[i].victim = true;
    for (uint32_t i = names->count; i-- > 1;)
        if (names->items[i].victim && !names->items[i - 1].victim && listed(names, i - 1, i) && !speaks(names, i - 1))
            names->items[i - 1].victim = true;
}

static void counted(struct sr_roles *r) {
    const struct sr_incident_in *in = r->in;
    for (uint32_t i = 0; i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        bool harm =
            c->measure == SR_MEASURE_KILLED || c->measure == SR_MEASURE_INJURED || c->measure == SR_MEASURE_HOSTAGES;
        if (!harm || c->of_head == SR_NONE || c->side == SR_SIDE_PERPETRATORS || c->polarity != SR_POLARITY_ASSERTED)
            continue;
        if (sr_role_elsewhere(r, c->of_head) || c->value == 0 || !c->of.end) continue;
        uint32_t first = sr_token_at(in->reading, c->of.start);
        while (first < c->of_head && sr_clue(in->lexicon, in->reading, first, "one-article")) first++;
        if (sr_table_find(table(r, SR_TABLE_PEOPLE), in->reading->tokens[c->of_head].norm) != SR_NONE &&
            first <= c->of_head)
            sr_role_add(r, SR_ROLE_VICTIM, first, c->of_head + 1, SR_ENTITY_PEOPLE, SR_AS_STATED);
    }
}

void sr_find_victims(struct sr_roles *r) {
    const struct sr_reading *reading = r->in->reading;
    struct sr_person_names names = {.roles = r};
    sr_find_person_names(&names);
    for (uint32_t s = 0, n = 0; s < reading->sentence_count && !r->failed; s++) {
        uint32_t begin = reading->sentences[s].first, stop = reading->sentences[s].end;
        for (uint32_t i = begin; i < stop; i++) {
            if (sr_role_elsewhere(r, i)) continue;
            after_harm(&names, i, stop);
            after_list(&names, i,
                       s && reading->sentences[s - 1].paragraph == reading->sentences[s].paragraph
                           ? reading->sentences[s - 1].first
                           : begin,
                       stop);
        }
        for (; n < names.count && names.items[n].first < stop; n++) before_harm(&names, n, stop);
    }
    along_lists(&names);
    for (uint32_t n = 0; n < names.count && !r->failed; n++) {
        if (!names.items[n].victim || sr_role_elsewhere(r, names.items[n].first)) continue;
        const struct sr_person_name *full = &names.items[names.items[n].full];
        sr_role_add(r, SR_ROLE_VICTIM, full->first, full->end, SR_ENTITY_PERSON, SR_AS_STATED);
    }
    counted(r);
}
