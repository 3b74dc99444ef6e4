/* incident_roles.c: who did it, to whom, with what, and who says so: by the words around people and things.
 *
 *     Two policemen were killed by unidentified gunmen.          by …: perpetrators
 *     Guerrillas attacked the bank.                              before a verb of attack: perpetrators; after it: target
 *     A bomb exploded outside the embassy, which was damaged.    near an explosion, or "was damaged": target
 *     The murder of Jorge Ruiz … Ruiz was shot.                  a name after a noun of harm, before its verb: victim
 *
 * Names of armed organisations stand in a table; one that the news of an attack names is accused, claims or denies it.
 */
#include "incident/incident_roles.h"

#include <strings.h>

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

bool sr_role_same_head(const struct sr_roles *r, uint32_t a, uint32_t b) {
    struct sr_str x = r->in->reading->tokens[a].norm, y = r->in->reading->tokens[b].norm;
    if (x.n && x.p[x.n - 1] == 's') x.n--;
    if (y.n && y.p[y.n - 1] == 's') y.n--;
    return sr_str_eq(x, y);
}

bool sr_role_known(const struct sr_roles *r, enum sr_role role, uint32_t head) {
    for (uint32_t k = 0; k < r->of[role].count; k++)
        if (sr_role_same_head(r, sr_token_at(r->in->reading, r->of[role].items[k].span.end - 1), head)) return true;
    return false;
}

bool sr_role_elsewhere(const struct sr_roles *r, uint32_t token) {
    const struct sr_reading *reading = r->in->reading;
    float p = reading->has & SR_HAS_NEWS ? reading->sentences[reading->tokens[token].sentence].p_background : -1;
    if (r->stretch->background || p < 0) return !sr_stretch_holds(r->stretch, r->scene, reading, token);
    /* "PERU: Gunmen …" of a digest is apart, whatever the reader thinks of it */
    return p > 0.5f || (r->scene->background[reading->tokens[token].sentence] & SR_APART);
}

bool sr_role_used(const struct sr_roles *r, uint32_t from, uint32_t to, const char *use) {
    const struct sr_table *t = table(r, SR_TABLE_ROLE_WORDS);
    for (uint32_t i = from; i < to; i++) {
        struct sr_match m = sr_match_at(t, r->in->reading, i, r->in->reading->token_count);
        for (uint32_t k = 0, n = m.row == SR_NONE ? 0 : sr_table_same(t, m.row); k < n; k++)
            if (strcmp(sr_table_cell(t, m.row + k, 1), use) == 0) return true;
    }
    return false;
}

static struct sr_span span_of(const struct sr_roles *r, uint32_t first, uint32_t end) {
    const struct sr_token *t = r->in->reading->tokens;
    return (struct sr_span){t[first].span.start, t[end - 1].span.end};
}

static bool same_text(const struct sr_roles *r, struct sr_span a, struct sr_span b) {
    struct sr_str x = sr_slice(r->in->document->text.p, a), y = sr_slice(r->in->document->text.p, b);
    return x.n == y.n && strncasecmp(x.p, y.p, x.n) == 0;
}

void sr_role_add(struct sr_roles *r, enum sr_role role, uint32_t first, uint32_t end, enum sr_entity_type type,
                 enum sr_role_as as) {
    const struct sr_attributions *a = r->in->attributions;
    struct sr_role_filler f = {
        .span = span_of(r, first, end), .entity = SR_NONE, .as = (uint8_t)as, .type = (uint8_t)type};
    for (uint32_t i = 0; i < r->of[role].count; i++)
        if (same_text(r, r->of[role].items[i].span, f.span)) return;
    uint32_t at = a->count ? sr_attribution_at(a, f.span) : SR_NONE;
    if (at != SR_NONE) f.sources = a->items[at].speakers;
    for (uint32_t i = 0; i < r->in->reading->mention_count;
         i++) { /* the mention that is just these words, or has this head */
        const struct sr_mention *m = &r->in->reading->mentions[i];
        if (m->first == first && m->end == end) f.entity = m->entity;
    }
    if (f.entity !=
        SR_NONE) { /* an entity is told by its best name, which must be these words, or the words are kept */
        struct sr_span name = r->in->reading->mentions[r->in->reading->entities[f.entity].name].span;
        if (!same_text(r, name, f.span)) f.entity = SR_NONE;
    }
    if (r->of[role].count == r->of[role].room &&
        !sr_vec_room(r->arena, (void **)(void *)&r->of[role].items, r->of[role].count, &r->of[role].room, sizeof f))
        r->failed = true;
    else r->of[role].items[r->of[role].count++] = f;
}

static bool tells_of_violence(const struct sr_roles *r, uint32_t sentence) {
    const struct sr_sentence *s = &r->in->reading->sentences[sentence];
    const struct sr_table *t = table(r, SR_TABLE_TRIGGERS);
    for (uint32_t i = s->first; i < s->end; i++) {
        if (sr_match_at(table(r, SR_TABLE_KINDS), r->in->reading, i, s->end).row != SR_NONE ||
            clue(r, i, "attack-verb") || clue(r, i, "target-participle"))
            return true;
        struct sr_match m = sr_match_at(t, r->in->reading, i, s->end);
        uint32_t measure = m.row == SR_NONE ? SR_MEASURE_COUNT : sr_measure_from(sr_str_c(sr_table_cell(t, m.row, 1)));
        if (measure == SR_MEASURE_KILLED || measure == SR_MEASURE_INJURED || measure == SR_MEASURE_HOSTAGES)
            return true;
    }
    return false;
}

/* The verb after a subject: adverbs, "who", "also", auxiliaries of the perfect may stand between, where he rides and what he
 * wears too, if the caller looks so far. */
bool sr_role_acts(const struct sr_roles *r, uint32_t end, uint32_t stop, uint32_t far) {
    for (uint32_t i = end; i < stop && i < end + far; i++) {
        if (clue(r, i, "attack-verb")) return !(i > end && clue(r, i - 1, "target-passive"));
        if (clue(r, i, "target-passive") || is(r, i, "that")) return false;
        if (r->in->reading->tokens[i].kind == SR_TOKEN_PUNCT && !is(r, i, "]") && !is(r, i, "[") && !is(r, i, "\""))
            return false;
    }
    return false;
}

/* "by", "by members of the", "by a group of". */
bool sr_role_after_by(const struct sr_roles *r, uint32_t first, uint32_t begin, uint32_t far) {
    for (uint32_t k = 1; k <= far && first >= begin + k; k++) {
        if (is(r, first - k, "by")) return true;
        if (r->in->reading->tokens[first - k].kind == SR_TOKEN_PUNCT && !is(r, first - k, "\"")) return false;
    }
    return false;
}

static void responders(struct sr_roles *r, uint32_t i, uint32_t stop, uint32_t *next) {
    const struct sr_table *t = table(r, SR_TABLE_ROLE_WORDS);
    struct sr_match m = sr_match_at(t, r->in->reading, i, stop);
    for (uint32_t k = 0, n = m.row == SR_NONE ? 0 : sr_table_same(t, m.row); k < n; k++)
        if (strcmp(sr_table_cell(t, m.row + k, 1), "respond") == 0) {
            uint32_t first = i;
            for (uint32_t c = 0; c < r->in->places->nationality_count; c++)
                if (r->in->places->nationalities[c].end == i) first = r->in->places->nationalities[c].first;
            if (m.tokens > 1 || sr_role_acts(r, i + m.tokens, stop, 3))
                sr_role_add(r, SR_ROLE_RESPONDER, first, i + m.tokens, SR_ENTITY_GROUP, SR_AS_STATED);
            *next = i + m.tokens;
            return;
        }
}

bool sr_who_did_what(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                     struct sr_arena *arena, struct sr_incident *incident) {
    struct sr_roles r = {
        .in = in, .scene = scene, .stretch = stretch, .arena = arena, .kind = incident->kind, .target_end = SR_NONE};
    const struct sr_reading *reading = in->reading;
    for (uint32_t s = stretch->first; s < stretch->end && !r.failed; s++) {
        if (!tells_of_violence(&r, s)) continue;
        for (uint32_t i = reading->sentences[s].first; i < reading->sentences[s].end;) {
            uint32_t stop = reading->sentences[s].end, next = i + 1;
            if (!sr_role_elsewhere(&r, i)) {
                if (next == i + 1) next = sr_attackers_at(&r, i, stop);
                if (next == i + 1) next = sr_organisation_at(&r, i, stop);
                if (next == i + 1) next = sr_weapon_at(&r, i, stop);
                if (next == i + 1) next = sr_target_at(&r, i, stop);
                if (next == i + 1) responders(&r, i, stop, &next);
            }
            i = next;
        }
    }
    sr_find_victims(&r);
    sr_take_role_labels(&r);
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++)
        incident->roles[k] = (struct sr_role_fillers){r.of[k].items, r.of[k].count};
    return !r.failed;
}
