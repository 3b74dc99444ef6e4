/* check.c: every span lies in the text, at the edges of characters, and every index in its list. */
#include "record/findings.h"

struct checker {
    const struct sr_findings *f;
    struct sr_err *err;
    bool failed;
};

static bool edge(struct sr_str text, uint32_t at) {
    return at <= text.n && (at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static void check_span(struct checker *c, struct sr_span s, const char *what, uint32_t index) {
    struct sr_str text = c->f->document->text;
    if (c->failed || (s.start < s.end && edge(text, s.start) && edge(text, s.end))) return;
    c->failed = true;
    (void)sr_fail(c->err, SR_ERR_SPAN, "this is a fault of sitrep: report it with the text",
                  "%s %u of document '%.*s' has the span [%u, %u), which marks no characters of it", what, index + 1,
                  (int)c->f->document->id.n, c->f->document->id.p ? c->f->document->id.p : "", s.start, s.end);
    if (c->err) c->err->span = s;
}

static void check_index(struct checker *c, uint32_t i, uint32_t count, bool may_lack, const char *what,
                        uint32_t index) {
    if (c->failed || i < count || (may_lack && i == SR_NONE)) return;
    c->failed = true;
    (void)sr_fail(c->err, SR_ERR_SPAN, "this is a fault of sitrep: report it with the text",
                  "%s %u of document '%.*s' refers to an item that is not there", what, index + 1,
                  (int)c->f->document->id.n, c->f->document->id.p ? c->f->document->id.p : "");
}

static void check_spans(struct checker *c, struct sr_spans s, const char *what, uint32_t index) {
    for (uint32_t i = 0; i < s.count; i++) check_span(c, s.items[i], what, index);
}

static void check_entities(struct checker *c, const struct sr_shown *s) {
    for (uint32_t i = 0; i < s->mention_count; i++) {
        check_span(c, s->mentions[i].span, "mention", i);
        check_index(c, s->mentions[i].entity, s->entity_count, false, "mention", i);
    }
    for (uint32_t i = 0; i < s->entity_count; i++) {
        check_index(c, s->entities[i].name, s->mention_count, false, "entity", i);
        for (uint32_t k = 0; k < s->entities[i].mentions.count; k++)
            check_index(c, s->entities[i].mentions.items[k], s->mention_count, false, "entity", i);
    }
}

static void check_reading(struct checker *c) {
    const struct sr_reading *r = &c->f->reading;
    const struct sr_shown read = {r->mentions, r->entities, NULL, r->mention_count, r->entity_count};
    for (uint32_t i = 0; i < r->sentence_count; i++) check_span(c, r->sentences[i].span, "sentence", i);
    check_entities(c, &read);
    check_entities(c, &r->shown);
    for (uint32_t i = 0; i < c->f->times.count; i++) check_span(c, c->f->times.items[i].span, "time", i);
    for (uint32_t i = 0; i < c->f->places.count; i++) {
        check_span(c, c->f->places.items[i].span, "place", i);
        check_index(c, c->f->places.items[i].entity, r->entity_count, true, "place", i);
    }
}

static void check_attributions(struct checker *c) {
    const struct sr_attributions *a = &c->f->attributions;
    for (uint32_t i = 0; i < a->source_count; i++) {
        check_span(c, a->sources[i].name, "source", i);
        check_index(c, a->sources[i].entity, c->f->reading.entity_count, true, "source", i);
    }
    for (uint32_t i = 0; i < a->count; i++) {
        check_spans(c, a->items[i].source, "attribution", i);
        check_spans(c, a->items[i].cue, "attribution", i);
        check_spans(c, a->items[i].content, "attribution", i);
        check_index(c, a->items[i].inside, i, true, "attribution", i);
        for (uint32_t k = 0; k < a->items[i].speakers.count; k++)
            check_index(c, a->items[i].speakers.items[k], a->source_count, false, "attribution", i);
    }
}

static void check_claims(struct checker *c) {
    const struct sr_findings *f = c->f;
    for (uint32_t i = 0; i < f->numbers.count; i++) check_span(c, f->numbers.items[i].span, "number", i);
    for (uint32_t i = 0; i < f->claims.count; i++) {
        const struct sr_claim *k = &f->claims.items[i];
        check_span(c, k->span, "claim", i);
        if (k->of.end) check_span(c, k->of, "claim", i);
        check_index(c, k->number, f->numbers.count, k->implicit, "claim", i);
        check_index(c, k->attribution, f->attributions.count, true, "claim", i);
        check_index(c, k->same_as, i, true, "claim", i);
        check_index(c, k->supersedes, f->claims.count, true, "claim", i);
        check_index(c, k->part_of, f->claims.count, true, "claim", i);
        if (f->incidents.of_claim) check_index(c, f->incidents.of_claim[i], f->incidents.count, true, "claim", i);
        for (uint32_t n = 0; n < k->chain_count; n++) {
            check_index(c, k->chain[n].attribution, f->attributions.count, false, "claim", i);
            if (!k->chain[n].speakers.count) check_index(c, SR_NONE, 0, false, "claim", i);
        }
    }
    for (uint32_t i = 0; i < f->incidents.count; i++) {
        check_index(c, f->incidents.items[i].place, f->places.count, true, "incident", i);
        for (uint32_t r = 0; r < SR_ROLE_COUNT; r++)
            for (uint32_t k = 0; k < f->incidents.items[i].roles[r].count; k++) {
                check_span(c, f->incidents.items[i].roles[r].items[k].span, "role", i);
                check_index(c, f->incidents.items[i].roles[r].items[k].entity, f->reading.entity_count, true, "role",
                            i);
            }
    }
    for (uint32_t i = 0; i < f->figures.count; i++) {
        check_index(c, f->figures.items[i].incident, f->incidents.count, false, "figure", i);
        for (uint32_t k = 0; k < f->figures.items[i].claims.count; k++)
            check_index(c, f->figures.items[i].claims.items[k], f->claims.count, false, "figure", i);
        if (!f->figures.items[i].claims.count) check_index(c, SR_NONE, 0, false, "figure", i);
    }
}

enum sr_status sr_findings_check(const struct sr_findings *findings, struct sr_err *err) {
    struct checker c = {findings, err, false};
    check_reading(&c);
    check_attributions(&c);
    check_claims(&c);
    return c.failed ? SR_ERR_SPAN : SR_OK;
}
