/* incident.c: the main incident, and the events of the background that figures belong to. */
#include "incident/incident.h"

#include "incident/incident_parts.h"

/* A kind's words must be this sure before a document without figures is held to report an incident. */
static const float sure_without_figures = 9.0f, sure_with_figures = 3.0f, sure_with_roles = 4.0f;

static struct sr_incident empty(void) {
    struct sr_incident i = {.kind = SR_KIND_OTHER, .trigger = SR_NONE, .place = SR_NONE, .p = 0.5f};
    return i;
}

static uint32_t claim_token(const struct sr_incident_in *in, uint32_t claim) {
    const struct sr_claim *c = &in->claims->items[claim];
    if (c->number != SR_NONE) return in->numbers->items[c->number].first;
    return sr_token_at(in->reading, c->span.start);
}

static uint32_t sentence_of(const struct sr_incident_in *in, uint32_t claim) {
    return in->reading->tokens[claim_token(in, claim)].sentence;
}

/* "In August 1999" begins on no day: its beginning is told as a month, "in 2011" as a year. */
static struct sr_date begin_of(const struct sr_timex *t) {
    struct sr_date begin = t->begin;
    int64_t days = (sr_date_seconds(&t->end_date) - sr_date_seconds(&t->begin)) / 86400;
    if (begin.precision == SR_PRECISION_DAY && days >= 28)
        begin.precision = days >= 365 ? SR_PRECISION_YEAR : SR_PRECISION_MONTH;
    return begin;
}

/* Where and when a background event was, as far as its own sentence says: in the first town that it names ("elsewhere in
 * Balochistan, gunmen shot two policemen in Turbat"), else in the first place. */
static void place_background(const struct sr_incident_in *in, const struct sr_scene *scene, uint32_t sentence,
                             struct sr_incident *b) {
    const struct sr_sentence *s = &in->reading->sentences[sentence];
    for (uint32_t i = s->first; i < s->end; i++) {
        uint32_t place = scene->place_at[i];
        if (place == SR_NONE || !sr_is_background(scene, in->reading, i)) continue;
        bool town = in->places->items[place].class == SR_PLACE_CITY;
        if (b->place == SR_NONE || town) b->place = place;
        if (town) break;
    }
    for (uint32_t i = 0; i < in->times->count && !b->has_begin; i++) {
        const struct sr_timex *t = &in->times->items[i];
        if (t->first < s->first || t->first >= s->end || !t->has_interval || t->type == SR_TIMEX_SET) continue;
        b->begin = begin_of(t);
        b->has_begin = true;
    }
}

/* Somebody did it to somebody or something: "guerrillas attacked the bank", "the murder of Jorge Ruiz". */
static bool told_by_roles(const struct sr_incident *i) {
    bool by = i->roles[SR_ROLE_PERPETRATOR_INDIVIDUAL].count || i->roles[SR_ROLE_PERPETRATOR_ORGANIZATION].count;
    for (uint32_t k = 0; k < i->roles[SR_ROLE_VICTIM].count; k++)
        if (i->roles[SR_ROLE_VICTIM].items[k].type == SR_ENTITY_PERSON) return true;
    return by && i->roles[SR_ROLE_TARGET].count;
}

/* A sentence that was marked as background, and those that go on about it, tell of one event. It is kept where a figure is
 * told of it, or who did what to whom. `claim` is the first of those that no stretch before this one holds. */
static bool add_event(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                      struct sr_arena *arena, struct sr_incidents *out, struct sr_incident *items, uint32_t *of_claim,
                      uint32_t *claim) {
    enum { WITH_ROLES = 8 }; /* each look for roles goes through the whole text's names */
    static const float told = 3.0f;
    struct sr_incident b = empty();
    float score;
    bool counted = false;
    b.kind = sr_kind_of_text(in, scene, stretch, &b.trigger, &score);
    for (; *claim < in->claims->count && sentence_of(in, *claim) < stretch->end; ++*claim)
        if (sr_stretch_holds(stretch, scene, in->reading, claim_token(in, *claim))) {
            of_claim[*claim] = out->count;
            counted = true;
        }
    if (!counted && (b.trigger == SR_NONE || score < told || out->count > WITH_ROLES)) return true;
    if (out->count <= WITH_ROLES && !sr_who_did_what(in, scene, stretch, arena, &b)) return false;
    if (!counted && !told_by_roles(&b)) return true;
    place_background(in, scene, stretch->first, &b);
    items[out->count++] = b;
    return true;
}

static bool add_background(const struct sr_incident_in *in, const struct sr_scene *scene, struct sr_arena *arena,
                           struct sr_incidents *out, struct sr_incident *items, uint32_t *of_claim) {
    for (uint32_t s = 0, claim = 0; s < in->reading->sentence_count;) {
        struct sr_stretch stretch = {s, s + 1, true};
        while (stretch.end < in->reading->sentence_count && (scene->background[stretch.end] & SR_CARRIED))
            stretch.end++;
        if (scene->background[s] && !add_event(in, scene, &stretch, arena, out, items, of_claim, &claim)) return false;
        s = stretch.end;
    }
    return true;
}

static const char *why_none(const struct sr_incident_in *in) {
    if (!in->reading->token_count) return "the text has no words";
    return "no incident is reported here: no words for one stand in it, and no figures of people killed, hurt or held";
}

/* Any figure of the news: people aboard, homes, others. */
static bool any_figure(const struct sr_incident_in *in, const struct sr_scene *scene) {
    for (uint32_t i = 0; i < in->claims->count; i++)
        if (!sr_is_background(scene, in->reading, claim_token(in, i))) return true;
    return false;
}

static bool any_harm(const struct sr_incident_in *in, const struct sr_scene *scene) {
    for (uint32_t i = 0; i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        if (c->measure != SR_MEASURE_OTHER && c->measure != SR_MEASURE_PRESENT &&
            !sr_is_background(scene, in->reading, claim_token(in, i)))
            return true;
    }
    return false;
}

enum sr_status sr_find_incidents(const struct sr_incident_in *in, struct sr_arena *arena, struct sr_incidents *out,
                                 struct sr_err *err) {
    struct sr_scene scene = {.day_time = SR_NONE};
    struct sr_incident *items = sr_arena_alloc(arena, (size_t)in->reading->sentence_count + 1, sizeof *items);
    uint32_t *of_claim = sr_arena_alloc(arena, in->claims->count, sizeof *of_claim);
    if (!items || !of_claim) return sr_fail_memory(err, "finding incidents");
    if (!sr_mark_background(in, arena, &scene)) return sr_fail_memory(err, "finding incidents");
    if (!any_harm(in, &scene)) sr_forget_dates(in, &scene); /* a report that tells of one incident only tells of that */
    struct sr_incidents found = {.items = items, .of_claim = of_claim};
    struct sr_stretch news = {0, in->reading->sentence_count, false};
    float score;
    struct sr_incident main = empty();
    main.main = true;
    main.kind = sr_kind_of_text(in, &scene, &news, &main.trigger, &score);
    main.p = score > 12 ? 0.9f : score > 6 ? 0.7f : 0.5f;
    bool reported =
        any_harm(in, &scene) || score >= (any_figure(in, &scene) ? sure_with_figures : sure_without_figures);
    bool may_be = reported || score >= sure_with_roles;
    if (may_be && !sr_who_did_what(in, &scene, &news, arena, &main)) return sr_fail_memory(err, "finding incidents");
    reported |= may_be && told_by_roles(&main);
    if (reported) {
        if (!sr_when_and_where(in, &scene, arena, &main)) return sr_fail_memory(err, "finding incidents");
        items[found.count++] = main;
    }
    for (uint32_t i = 0; i < in->claims->count; i++) of_claim[i] = reported ? 0 : SR_NONE;
    if (!add_background(in, &scene, arena, &found, items, of_claim)) return sr_fail_memory(err, "finding incidents");
    found.note = reported ? NULL : why_none(in);
    *out = found;
    return SR_OK;
}
