/* made_test.h: findings made by hand, for the tests of the reports: one of each state that a figure can be in. */
#ifndef SR_REPORT_MADE_TEST_H
#define SR_REPORT_MADE_TEST_H

#include "base/test.h"
#include "reader/reader.h"
#include "report/report.h"

static const char text[] =
    "Dozens feared dead at Hotel Lido\n\n"
    "At least 22 people are dead, AFP reports. Two of the gunmen had been killed, a Tokari source quoted by AFP "
    "said.\n\n"
    "Witnesses described around a dozen attackers, officials spoke of two or three. Nobody was hurt, the army said.\n\n"
    "The toll stood at 19 earlier, AFP said. The raid in Oru last week left 1,130 people dead.\n\n"
    "The band Red Dawn claimed responsibility.";

struct made {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_document document;
    struct sr_findings f;
    struct sr_claim claims[8];
    struct sr_number numbers[8];
    struct sr_source sources[8];
    struct sr_attribution attributions[8];
    struct sr_incident incidents[2];
    struct sr_figure figures[4];
    struct sr_speaker_link links[8];
    uint32_t of_claim[8], speaker[8], group[8];
    uint8_t reasons[8];
    struct sr_role_filler filler;
    struct sr_part part;
};

static struct sr_span at(const char *words) {
    const char *p = strstr(text, words);
    SR_CHECK(words, p != NULL);
    uint32_t start = p ? (uint32_t)(p - text) : 0;
    return (struct sr_span){start, start + (uint32_t)strlen(words)};
}

enum { AFP, TOKARI, WITNESSES, OFFICIALS, ARMY };

static void add_sources(struct made *m) {
    static const char *const names[] = {"AFP", "a Tokari source", "Witnesses", "officials", "the army"};
    for (uint32_t i = 0; i < 5; i++) {
        m->speaker[i] = i;
        m->sources[i] = (struct sr_source){.entity = SR_NONE, .name = at(names[i]), .kind = SR_SOURCE_OTHER};
        m->sources[i].anonymous = i == TOKARI || i == WITNESSES || i == OFFICIALS;
        m->attributions[i] = (struct sr_attribution){
            .source = {&m->sources[i].name, 1}, .speakers = {&m->speaker[i], 1}, .inside = SR_NONE};
    }
    m->sources[AFP].kind = SR_SOURCE_AGENCY;
    m->f.attributions = (struct sr_attributions){m->attributions, m->sources, 5, 5};
}

/* A claim with its number; `speaker` SR_NONE: the document's own voice. */
static struct sr_claim *add(struct made *m, const char *words, const char *number, uint8_t measure, uint32_t speaker) {
    uint32_t i = m->f.claims.count++;
    m->numbers[i] = (struct sr_number){.span = at(number)};
    m->f.numbers.count = i + 1;
    m->claims[i] = (struct sr_claim){.span = at(words),
                                     .number = i,
                                     .of_head = SR_NONE,
                                     .trigger = SR_NONE,
                                     .measure = measure,
                                     .side = SR_SIDE_COUNT,
                                     .attribution = speaker,
                                     .same_as = SR_NONE,
                                     .supersedes = SR_NONE,
                                     .part_of = SR_NONE};
    m->links[i] = (struct sr_speaker_link){{&m->speaker[speaker == SR_NONE ? 0 : speaker], 1}, speaker};
    if (speaker != SR_NONE) m->claims[i].chain = &m->links[i];
    m->claims[i].chain_count = speaker != SR_NONE;
    m->group[i] = i;
    return &m->claims[i];
}

static void value(struct sr_claim *c, uint8_t hedge, int64_t low, int64_t middle, int64_t high) {
    c->hedge = hedge;
    c->low = low;
    c->value = middle;
    c->high = high;
}

static void add_claims(struct made *m) {
    const int64_t no = SR_UNKNOWN;
    m->f.claims.items = m->claims;
    m->f.numbers.items = m->numbers;
    value(add(m, "22 people are dead", "22", SR_MEASURE_KILLED, AFP), SR_HEDGE_AT_LEAST, 22, 22, no);
    m->numbers[0].hedge_span = at("At least");
    struct sr_claim *feared = add(m, "Dozens feared dead", "Dozens", SR_MEASURE_KILLED, SR_NONE);
    value(feared, SR_HEDGE_VAGUE, no, no, no);
    feared->polarity = SR_POLARITY_POSSIBLE;
    struct sr_claim *old = add(m, "toll stood at 19", "19", SR_MEASURE_KILLED, AFP);
    value(old, SR_HEDGE_EXACT, 19, 19, 19);
    m->claims[0].supersedes = 2;
    struct sr_claim *part = add(m, "Two of the gunmen had been killed", "Two", SR_MEASURE_KILLED, TOKARI);
    value(part, SR_HEDGE_EXACT, 2, 2, 2);
    part->side = SR_SIDE_PERPETRATORS;
    static const uint32_t afp[] = {AFP};
    static struct sr_speaker_link chain[2];
    chain[0] = m->links[3];
    chain[1] = (struct sr_speaker_link){{afp, 1}, AFP};
    part->chain = chain;
    part->chain_count = 2;
    value(add(m, "a dozen attackers", "a dozen", SR_MEASURE_PERPETRATORS, WITNESSES), SR_HEDGE_ABOUT, no, 12, no);
    m->numbers[4].hedge_span = at("around");
    value(add(m, "two or three", "two or three", SR_MEASURE_PERPETRATORS, OFFICIALS), SR_HEDGE_RANGE, 2, no, 3);
    struct sr_claim *denied = add(m, "Nobody was hurt", "Nobody", SR_MEASURE_INJURED, ARMY);
    value(denied, SR_HEDGE_EXACT, 0, 0, 0);
    value(add(m, "1,130 people dead", "1,130", SR_MEASURE_KILLED, SR_NONE), SR_HEDGE_EXACT, 1130, 1130, 1130);
    m->of_claim[7] = 1;
}

static void add_incidents(struct made *m) {
    const int64_t no = SR_UNKNOWN;
    m->filler = (struct sr_role_filler){.span = at("Red Dawn"), .entity = SR_NONE, .as = SR_AS_CLAIMED};
    m->incidents[0] = (struct sr_incident){.main = true,
                                           .kind = SR_KIND_HOSTAGE_TAKING,
                                           .phase = SR_PHASE_ENDED,
                                           .has_begin = true,
                                           .trigger = SR_NONE,
                                           .place = SR_NONE};
    SR_CHECK("date", sr_date_parse(SR_STR("2021-06-03T07:00Z"), &m->incidents[0].begin));
    m->incidents[0].roles[SR_ROLE_PERPETRATOR_ORGANIZATION] = (struct sr_role_fillers){&m->filler, 1};
    m->incidents[1] = (struct sr_incident){.kind = SR_KIND_ARMED_ATTACK, .trigger = SR_NONE, .place = SR_NONE};
    for (uint32_t i = 0; i < m->f.reading.token_count; i++)
        if (sr_str_is(m->f.reading.tokens[i].norm, "raid")) m->incidents[1].trigger = i;
    m->f.incidents = (struct sr_incidents){m->incidents, 2, m->of_claim, NULL};
    m->part = (struct sr_part){SR_STR("side=perpetrators"), SR_RELATION_UNSAID};
    m->figures[0] = (struct sr_figure){.measure = SR_MEASURE_KILLED,
                                       .of = SR_STR(""),
                                       .low = 22,
                                       .best = 22,
                                       .high = no,
                                       .chosen = 0,
                                       .claims = {m->group, 3},
                                       .parts = &m->part,
                                       .part_count = 1};
    m->figures[1] = (struct sr_figure){.measure = SR_MEASURE_KILLED,
                                       .of = m->part.of,
                                       .low = 2,
                                       .best = 2,
                                       .high = 2,
                                       .chosen = 3,
                                       .claims = {m->group + 3, 1}};
    m->figures[2] = (struct sr_figure){.measure = SR_MEASURE_INJURED,
                                       .of = SR_STR(""),
                                       .low = 0,
                                       .best = 0,
                                       .high = 0,
                                       .chosen = 6,
                                       .claims = {m->group + 6, 1}};
    m->figures[3] = (struct sr_figure){.measure = SR_MEASURE_PERPETRATORS,
                                       .of = SR_STR(""),
                                       .low = 2,
                                       .best = no,
                                       .high = 13,
                                       .disputed = true,
                                       .chosen = SR_NONE,
                                       .claims = {m->group + 4, 2}};
    m->f.figures = (struct sr_figures){m->figures, 4};
    m->f.claims.reasons = m->reasons;
}

static void make(struct made *m) {
    struct sr_err err = {0};
    *m = (struct made){.document = {.text = sr_str_c(text), .id = SR_STR("lido.txt"), .outlet = SR_STR("Test Wire")}};
    m->document.title_span = at("Dozens feared dead at Hotel Lido");
    sr_arena_init(&m->arena, 0);
    SR_CHECK_INT("tables", sr_lexicon_open(&m->lexicon, &err), SR_OK);
    struct sr_read_in in = {&m->document, &m->lexicon};
    SR_CHECK_INT("read", sr_read_text(&in, &m->arena, &m->f.reading, &err), SR_OK);
    m->f.document = &m->document;
    add_sources(m);
    add_claims(m);
    add_incidents(m);
}

#endif
