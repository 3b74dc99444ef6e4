#include "attribution/parts.h"
#include "reader/clue.h"

static bool clue(const struct sr_attributing *a, uint32_t token, const char *set) {
    return sr_clue(a->in->lexicon, a->reading, token, set);
}

/* Who the sources are. Each source phrase is cut into its speakers ("police and witnesses"), each speaker described by
 * the tables, and told apart from, or joined with, those before: by the entity where the reading has mentions, else by
 * name, by head noun ("the source", "the ministry"), or as the nearest that a pronoun can stand for. */

enum { LOOK_BACK = 400 }; /* speakers; more than any article has, so that a book costs no more than its length */

/* A paper says what its author says: "reports by relatives", "a communique from the army". */
static struct sr_range author(const struct sr_attributing *a, struct sr_range r) {
    for (uint32_t i = r.first + 1; i + 1 < r.end; i++)
        if (sr_att_text_is(a, i, "by") || sr_att_text_is(a, i, "from")) {
            struct sr_range x = {i + 1, r.end};
            if (!sr_att_is(a, x.first, SR_WORD_TIME) && a->tokens[x.first].kind != SR_TOKEN_NUMBER) return x;
        }
    return r;
}

static bool has_word(const struct sr_attributing *a, struct sr_range r, struct sr_str norm) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (sr_str_eq(a->tokens[i].norm, norm)) return true;
    return false;
}

static bool has_head(const struct sr_attributing *a, struct sr_range r, uint32_t row) {
    for (uint32_t i = r.first; i < r.end; i++) {
        struct sr_match m = sr_match_at(a->nouns, a->reading, i, r.end);
        if (m.row != SR_NONE &&
            sr_str_eq(sr_str_c(sr_table_cell(a->nouns, m.row, 0)), sr_str_c(sr_table_cell(a->nouns, row, 0))))
            return true;
    }
    return false;
}

/* The names of the shorter phrase are all in the longer: "Gedeon", "Mr Gedeon", "Michaele Gedeon". */
static bool names_within(const struct sr_attributing *a, struct sr_range shorter, struct sr_range longer,
                         bool capitals) {
    uint32_t n = 0;
    for (uint32_t i = shorter.first; i < shorter.end; i++) {
        if (!sr_att_name_word(a, i, capitals) || sr_table_find(a->nouns, a->tokens[i].norm) != SR_NONE ||
            a->tokens[i].norm.n < 2)
            continue;
        if (!has_word(a, longer, a->tokens[i].norm)) return false;
        n++;
    }
    return n > 0;
}

static bool words_within(const struct sr_attributing *a, struct sr_range shorter, struct sr_range longer) {
    uint32_t n = 0;
    for (uint32_t i = shorter.first; i < shorter.end; i++) {
        if (sr_att_is(a, i, SR_WORD_DET | SR_WORD_PUNCT | SR_WORD_PREP)) continue;
        if (!has_word(a, longer, a->tokens[i].norm)) return false;
        n++;
    }
    return n > 0;
}

static bool same(const struct sr_attributing *a, const struct sr_speaker *s, const struct sr_speaker *k) {
    if (k->pronoun) return false;
    if (s->entity != SR_NONE && s->entity == k->entity && s->who == k->who) return true;
    if (s->outlet != SR_NONE && k->outlet != SR_NONE)
        return s->outlet == k->outlet || words_within(a, s->name, k->name) || words_within(a, k->name, s->name);
    if (s->named && k->named) {
        if (s->who != k->who && s->who != SR_WHO_UNKNOWN && k->who != SR_WHO_UNKNOWN) return false;
        return names_within(a, s->name, k->name, s->capitals) || names_within(a, k->name, s->name, k->capitals);
    }
    bool equal = words_within(a, s->name, k->name) && words_within(a, k->name, s->name);
    if (equal) return true;
    if (s->head == SR_NONE || k->head == SR_NONE) return false;
    if (s->definite && !s->named) {                                /* "the minister", "the source", "the same unit" */
        if (has_head(a, k->all, s->head)) return s->who == k->who; /* "the militia" isn't its spokesman */
        return false;
    }
    uint32_t words = 0;
    for (uint32_t i = s->name.first; i < s->name.end; i++) words += !sr_att_is(a, i, SR_WORD_DET | SR_WORD_PUNCT);
    return words > 1 && s->head == k->head && s->kind == k->kind && words_within(a, s->name, k->name) &&
           !sr_att_is(a, s->name.first, SR_WORD_DET); /* "security sources" after "Malian security sources" */
}

static uint32_t find_pronoun(const struct sr_attributing *a, const sr_known_speakers *v, uint32_t token) {
    bool he = clue(a, token, "pronoun-one"), it = clue(a, token, "pronoun-thing");
    for (uint32_t k = v->count; k-- > 0;) {
        const struct sr_speaker *s = &v->items[k];
        if (s->pronoun) continue;
        if (he && (s->who == SR_WHO_PERSON || s->who == SR_WHO_UNKNOWN) && !s->plural) return k;
        if (it && s->who != SR_WHO_PERSON) return k;
        if (!he && !it && (s->plural || s->who == SR_WHO_INSTITUTION || sr_att_text_is(a, token, "i"))) return k;
    }
    return SR_NONE;
}

static bool is_person(const struct sr_attributing *a, struct sr_range r) {
    if (r.first >= r.end) return false;
    struct sr_speaker s = sr_att_describe(a, r);
    if (s.pronoun || s.plural || s.outlet != SR_NONE) return false;
    if (s.head != SR_NONE) return s.who == SR_WHO_PERSON;
    return s.named && s.who == SR_WHO_PERSON && s.name.end - s.name.first < 5;
}

/* Whom "he" or "she" can stand for, though they haven't spoken yet: the person that the sentences before begin with, or
 * the last one told of before it in its own. "Dr. Obi runs the ward. He said …"; "I saw the fire chief and she tells
 * me". */
static struct sr_range antecedent(const struct sr_attributing *a, uint32_t token) {
    struct sr_range none = {0, 0}, own = sr_att_sentence(a, token);
    uint32_t sentence = a->tokens[token].sentence;
    if (!clue(a, token, "one-pronoun")) return none;
    for (uint32_t i = token; i > own.first;) {
        i--;
        if (a->within[i] != a->within[token] || sr_table_find(a->nouns, a->tokens[i].norm) == SR_NONE) continue;
        struct sr_range r = sr_att_phrase_before(a, own.first, i + 1);
        if (r.first < r.end && sr_att_is(a, r.first, SR_WORD_DET) && !sr_att_is(a, r.first, SR_WORD_POSSESSIVE) &&
            is_person(a, r))
            return r;
    }
    for (uint32_t n = 0; n < 3 && sentence > 0; n++) {
        sentence--;
        struct sr_range s = {a->reading->sentences[sentence].first, a->reading->sentences[sentence].end};
        if (a->reading->sentences[sentence].kind != SR_SENTENCE_TEXT) return none;
        while (s.first < s.end && sr_att_is(a, s.first, SR_WORD_CONNECTIVE | SR_WORD_COORD)) s.first++;
        struct sr_range r = sr_att_phrase_after(a, s.first, s.end, true);
        if (is_person(a, r)) return r;
    }
    return none;
}

/* A pronoun in what somebody says, not in quotation marks, stands for the one who says it, where it can: "the union
 * told AFP it believed". */
static uint32_t holder(const struct sr_attributing *a, const sr_known_speakers *v, uint32_t token) {
    bool it = sr_att_text_is(a, token, "it"), they = sr_att_text_is(a, token, "they");
    bool he = clue(a, token, "one-pronoun");
    uint32_t best = SR_NONE, size = UINT32_MAX;
    uint32_t where = a->tokens[token].sentence;
    for (uint32_t i = a->told_first[where]; i < a->told_first[where + 1] && (it || they || he); i++) {
        const struct sr_draft *d = &a->drafts.items[a->told[i]];
        if (!d->speakers.count || a->within[token] != SR_NONE) continue;
        for (uint32_t c = 0; c < d->content.count; c++) {
            struct sr_range r = d->content.items[c];
            if (r.first > token || token >= r.end || r.end - r.first >= size) continue;
            const struct sr_speaker *s = &v->items[d->speakers.items[0]];
            bool person = s->who == SR_WHO_PERSON || s->who == SR_WHO_UNKNOWN,
                 many = s->plural || s->who == SR_WHO_INSTITUTION;
            if ((it && s->who == SR_WHO_PERSON) || (he && (!person || s->plural)) || (they && !many)) continue;
            best = d->speakers.items[0];
            size = r.end - r.first;
        }
    }
    return best;
}

static bool push_source(struct sr_attributing *a, sr_known_speakers *v, const struct sr_speaker *s) {
    struct sr_source x = {.entity = s->entity, .kind = s->kind};
    if (!SR_PUSH(a->arena, *v, *s) || !SR_PUSH(a->arena, a->sources, x)) return !(a->failed = true);
    return true;
}

/* The index of the speaker among those known; added when new. */
static uint32_t resolve(struct sr_attributing *a, sr_known_speakers *v, struct sr_range r) {
    struct sr_speaker s = sr_att_describe(a, r);
    if (s.who == SR_WHO_DOCUMENT) {
        struct sr_range by = author(a, r);
        if (by.first != r.first) s = sr_att_describe(a, by);
    }
    if (s.pronoun) {
        uint32_t k = SR_NONE;
        if (sr_att_is(a, r.first, SR_WORD_REL)) {
            struct sr_range b = sr_att_sentence(a, r.first);
            uint32_t at = r.first;
            if (at > b.first && sr_att_is(a, at - 1, SR_WORD_COMMA)) at--;
            struct sr_range who = sr_att_phrase_before(a, b.first, at);
            if (who.first < who.end && !sr_att_is(a, who.first, SR_WORD_REL)) return resolve(a, v, who);
        }
        if (a->reading->has & SR_HAS_COREFERENCE) {
            s.entity = sr_att_entity_of(a, r);
            for (uint32_t i = v->count > LOOK_BACK ? v->count - LOOK_BACK : 0; s.entity != SR_NONE && i < v->count; i++)
                if (v->items[i].entity == s.entity) {
                    v->items[i].last = r.first;
                    return i;
                }
        }
        k = holder(a, v, r.first);
        if (k != SR_NONE) return k;
        k = find_pronoun(a, v, r.first);
        struct sr_range who = antecedent(a, r.first);
        if (who.first < who.end && (k == SR_NONE || v->items[k].last < who.first)) return resolve(a, v, who);
        if (k != SR_NONE) {
            v->items[k].last = r.first;
            return k;
        }
        s.kind = SR_SOURCE_PERSON;
    } else {
        for (uint32_t k = v->count, n = 0; k-- > 0 && n < LOOK_BACK; n++) {
            struct sr_speaker *o = &v->items[k];
            if (!same(a, &s, o)) {
                /* "the agency", "the news agency": the agency that spoke last */
                bool agency =
                    s.definite && s.outlet == SR_NONE && s.kind == SR_SOURCE_AGENCY && o->kind == SR_SOURCE_AGENCY;
                if (!agency) continue;
            }
            if (r.first > o->last) o->last = r.first;
            if (s.named && !o->named) {
                o->name = s.name;
                o->named = true;
                o->who = s.who;
            } else if (s.named == o->named && s.named && o->who == SR_WHO_PERSON &&
                       s.name.end - s.name.first > o->name.end - o->name.first && s.name.end - s.name.first < 8)
                o->name = s.name;
            if (o->entity == SR_NONE) o->entity = s.entity;
            if (o->kind == SR_SOURCE_PERSON || o->kind == SR_SOURCE_OTHER) o->kind = s.kind;
            return k;
        }
    }
    return push_source(a, v, &s) ? v->count - 1 : SR_NONE;
}

/* Joint speakers: [local television] and [security sources]; not: the Ministry of Defence and Security. */
static uint32_t split(const struct sr_attributing *a, struct sr_range r, struct sr_range *parts, uint32_t room) {
    uint32_t n = 0, from = r.first;
    for (uint32_t i = r.first + 1; i + 1 < r.end && n + 1 < room; i++) {
        if (sr_att_is(a, i, SR_WORD_REL) || sr_att_text_is(a, i, "(")) break;
        if (!sr_att_text_is(a, i, "and")) continue;
        struct sr_range left = {from, i}, right = {i + 1, r.end};
        bool of = false, comma = false;
        for (uint32_t k = left.first; k < i; k++) {
            of |= sr_att_is(a, k, SR_WORD_PREP) && !sr_att_is(a, k, SR_WORD_NAME);
            comma |= sr_att_is(a, k, SR_WORD_COMMA);
        }
        struct sr_speaker l = sr_att_describe(a, left), s = sr_att_describe(a, right);
        bool left_ok = l.head != SR_NONE || l.outlet != SR_NONE || l.named || l.pronoun;
        bool right_ok = s.head != SR_NONE || s.outlet != SR_NONE || (s.named && !of) || s.pronoun;
        if (l.head == SR_NONE && l.outlet == SR_NONE && !l.pronoun && !sr_att_is(a, right.end - 1, SR_WORD_NAME))
            continue; /* Search and rescue officials */
        if (!left_ok || !right_ok || (of && !sr_att_is(a, right.first, SR_WORD_DET) && s.outlet == SR_NONE) || comma)
            continue;
        parts[n++] = left;
        from = i + 1;
    }
    parts[n++] = (struct sr_range){from, r.end};
    return n;
}

static int by_source(const struct sr_attributing *a, uint32_t x, uint32_t y) {
    const struct sr_draft *p = &a->drafts.items[x], *q = &a->drafts.items[y];
    uint32_t i = p->source.first < p->source.end ? p->source.first : p->cue.first;
    uint32_t j = q->source.first < q->source.end ? q->source.first : q->cue.first;
    return i < j ? -1 : i > j ? 1 : x < y ? -1 : 1;
}

static bool speakers_of(struct sr_attributing *a, sr_known_speakers *v, struct sr_range r, struct sr_indices *out) {
    struct sr_range parts[4];
    uint32_t n = split(a, r, parts, 4), count = 0;
    uint32_t *items = sr_arena_alloc(a->arena, n, sizeof *items);
    if (!items) return !(a->failed = true);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = resolve(a, v, parts[i]);
        if (k == SR_NONE) return false;
        bool twice = false;
        for (uint32_t j = 0; j < count; j++) twice |= items[j] == k;
        if (!twice) items[count++] = k;
    }
    *out = (struct sr_indices){items, count};
    return true;
}

static void sort_by_source(const struct sr_attributing *a, uint32_t *order, uint32_t n) {
    for (uint32_t gap = n / 2; gap > 0; gap /= 2) /* Shell's: short lists, no recursion, no allocation */
        for (uint32_t i = gap; i < n; i++) {
            uint32_t x = order[i], j = i;
            for (; j >= gap && by_source(a, order[j - gap], x) > 0; j -= gap) order[j] = order[j - gap];
            order[j] = x;
        }
}

/* "I", "we" in a quotation: whoever is quoted. */
static bool first_person(const struct sr_attributing *a, struct sr_range r) {
    return r.end - r.first == 1 && a->within[r.first] != SR_NONE && sr_att_is(a, r.first, SR_WORD_SPEAKER);
}

/* "We said at noon" outside quotation marks is the document itself. */
static bool own_voice(const struct sr_attributing *a, struct sr_range r) {
    return r.end - r.first == 1 && a->within[r.first] == SR_NONE && sr_att_is(a, r.first, SR_WORD_SPEAKER) &&
           !sr_att_is(a, r.first, SR_WORD_NAME);
}

static uint32_t quoting(const struct sr_attributing *a, uint32_t token) {
    const struct sr_quotation *q = &a->reading->quotations[a->within[token]];
    uint32_t where = a->tokens[q->first].sentence;
    for (uint32_t i = a->told_first[where]; i < a->told_first[where + 1]; i++) {
        uint32_t k = a->told[i];
        const struct sr_draft *d = &a->drafts.items[k];
        if (d->source.first >= q->first && d->source.first < q->end && d->source.first < d->source.end) continue;
        for (uint32_t c = 0; c < d->content.count; c++)
            if (d->content.items[c].first <= q->first && q->end <= d->content.items[c].end) return k;
    }
    return SR_NONE;
}

/* "our correspondent", "this newspaper" */
static bool ours(const struct sr_attributing *a, const struct sr_speaker *s) {
    return s->kind == SR_SOURCE_OUTLET &&
           (sr_att_is(a, s->all.first, SR_WORD_SPEAKER) || sr_att_text_is(a, s->all.first, "this"));
}

void sr_att_speakers(struct sr_attributing *a) {
    sr_known_speakers known = {0};
    uint32_t n = a->drafts.count;
    uint32_t *order = sr_arena_alloc(a->arena, n, sizeof *order);
    if (!order) {
        a->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    sort_by_source(a, order, n);
    for (uint32_t i = 0; i < n && !a->failed; i++) {
        struct sr_draft *d = &a->drafts.items[order[i]];
        if (first_person(a, d->source) || own_voice(a, d->source)) continue;
        if (d->source.first < d->source.end) speakers_of(a, &known, d->source, &d->speakers);
        if (!a->failed && d->passed_to.first < d->passed_to.end) speakers_of(a, &known, d->passed_to, &d->relays);
    }
    for (uint32_t i = 0; i < n && !a->failed; i++) {
        struct sr_draft *d = &a->drafts.items[order[i]];
        if (!first_person(a, d->source)) continue;
        uint32_t k = quoting(a, d->source.first);
        if (k != SR_NONE) d->speakers = a->drafts.items[k].speakers;
        if (!d->speakers.count) speakers_of(a, &known, d->source, &d->speakers);
    }
    for (uint32_t i = 0; i < n && !a->failed; i++) {
        struct sr_draft *d = &a->drafts.items[i];
        if (d->same_as != SR_NONE) {
            d->speakers = a->drafts.items[d->same_as].speakers;
            d->relays = a->drafts.items[d->same_as].relays;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        struct sr_draft *d = &a->drafts.items[i];
        if (d->person_tells) d->tells = d->speakers.count && known.items[d->speakers.items[0]].who == SR_WHO_PERSON;
    }
    for (uint32_t i = 0; i < a->sources.count; i++) {
        const struct sr_speaker *s = &known.items[i];
        const struct sr_token *t = a->tokens;
        a->sources.items[i] =
            (struct sr_source){.entity = s->entity,
                               .kind = s->kind,
                               .name = {t[s->name.first].span.start, t[s->name.end - 1].span.end},
                               .own = (s->outlet != SR_NONE && sr_att_own_outlet(a, s->name)) || ours(a, s),
                               .anonymous = !s->named && s->who != SR_WHO_INSTITUTION && s->who != SR_WHO_DOCUMENT};
    }
}
