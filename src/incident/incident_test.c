/* incident_test.c: from a text to its incidents: "kind day place country phase" of the main one, then how many figures are
 * background. Published 2026-03-14, a Saturday, in every row. */
#include "incident/incident.h"

#include "base/test.h"
#include "record/findings.h"

static const struct {
    const char *name, *text, *expected;
} rows[] = {
    {"kind, weekday, town", "A bomb exploded in a market in Zinder, Niger, on Friday, killing 12 people.",
     "bombing 2026-03-13 Zinder NE - 0"},
    {"a special kind before the general one",
     "The blast was caused by a bomb hidden in a cart in Zinder. It killed nine people.", "bombing - Zinder NE - 0"},
    {"an earthquake", "An earthquake struck western Turkey on Thursday and killed 40 people in Izmir.",
     "earthquake 2026-03-12 İzmir TR - 0"},
    {"the day of the event, not of the telling",
     "Police said on Friday that a bus plunged into a ravine near Oruro, Bolivia, on Tuesday, killing 20 passengers.",
     "transport-accident 2026-03-10 Oruro BO - 0"},
    {"a town in the body is more specific than the country of the lead",
     "Gunmen took over a hotel in Mali on Friday and killed 20 people.\n\nThe attack began at dawn in Bamako.",
     "armed-attack 2026-03-13 Bamako ML - 0"},
    {"over", "Gunmen held 30 hostages in a bank in Lima on Friday. The hostage-taking is over, police said.",
     "hostage-taking 2026-03-13 Lima PE ended 0"},
    {"going on", "Gunmen are still holding 30 hostages in a bank in Lima.", "hostage-taking - Lima PE ongoing 0"},
    {"background after 'a week after'",
     "A bomb killed 12 people in Zinder on Friday. It went off a week after a raid in Diffa that left 130 people dead.",
     "bombing 2026-03-13 Zinder NE - 1"},
    {"background by its date",
     "A flood killed 12 people in Beira on Friday.\n\nRescuers work on.\n\nIn March 2019 a cyclone killed 600 people "
     "there.",
     "flood 2026-03-13 Beira MZ - 1"},
    {"what follows a background sentence goes on with it",
     "A flood killed 12 people in Beira on Friday.\n\nRescuers work on.\n\nIn March 2019 a cyclone killed 600 people "
     "there. Some 2,000 were injured.",
     "flood 2026-03-13 Beira MZ - 2"},
    {"the day of the harm, not of the rescue",
     "A ferry caught fire off Kupang, Indonesia, on Tuesday. By Friday morning 108 people had been rescued.",
     "fire 2026-03-10 Kupang ID - 0"},
    {"counted back from the day of the telling",
     "Two days after gunmen raided a school in Zinder, Niger, 30 pupils are missing.",
     "armed-attack 2026-03-12 Zinder NE - 0"},
    {"a length after no event counts nothing back",
     "A bomb killed 12 people in Zinder, Niger. Two days after his party he wept.", "bombing - Zinder NE - 0"},
    {"a town that says where another is",
     "Fire swept a depot near Oruro, west of Cochabamba, on Friday, killing nine people.",
     "fire 2026-03-13 Oruro BO - 0"},
    {"a digest: the first item is the news, the others stand apart",
     "World in brief\n\nINDIA: A bus fell into a canal near Siliguri on Friday, killing 14 people.\n\nPERU: A "
     "landslide buried nine people outside Huancayo.",
     "transport-accident 2026-03-13 Siliguri IN - 1"},
    {"bullets that all tell of one quake",
     "Situation report\n\nAn earthquake struck Ecuador on Friday.\n\n- 22 people are dead\n\n- in Muisne, a hotel "
     "collapsed and five guests are missing",
     "earthquake 2026-03-13 Muisne EC - 0"},
    {"a storm is in many places",
     "A storm killed nine people in Ohio on Friday.\n\nPower is off.\n\nElsewhere, two campers were killed in "
     "Kentucky.",
     "storm 2026-03-13 Ohio US - 0"},
    {"a bomb isn't",
     "A bomb killed nine people in Quetta on Friday.\n\nShops are shut.\n\nElsewhere, gunmen killed two people in "
     "Turbat.",
     "bombing 2026-03-13 Quetta PK - 1"},
    {"a new event at a place of its own",
     "A bomb killed nine people in Lahore on Friday.\n\nShops are shut.\n\nIn Quetta, gunmen killed two policemen.",
     "bombing 2026-03-13 Lahore PK - 1"},
    {"only spoken of there",
     "A bomb killed nine people in Lahore on Friday.\n\nShops are shut.\n\nIn Quetta, officials said bombers had "
     "killed two policemen.",
     "bombing 2026-03-13 Lahore PK - 0"},
    {"several attacks held together by the lead",
     "A string of car bombs across Iraq killed 43 people on Friday.\n\nNobody claimed them.\n\nIn Hilla, a blast "
     "killed 21 people.",
     "bombing 2026-03-13 Hilla IQ - 0"},
    {"an earlier event by its tense and a length",
     "Gunmen killed nine people in Beni on Friday.\n\nMost were women.\n\nThe gunmen had killed 26 people there a "
     "fortnight before.",
     "armed-attack 2026-03-13 Beni CD - 1"},
    {"'since' after a superlative",
     "A bomb killed nine people in Lahore on Friday. It was the worst attack in the city since 2016, when 70 people "
     "died.",
     "bombing 2026-03-13 Lahore PK - 1"},
    {"'since' of a toll",
     "Cholera has killed 64 people in Gonaives since the first case was confirmed, and 1,900 are ill.",
     "epidemic - Gonaïves HT - 0"},
    {"the part of a headline that tells of others",
     "Man killed in Toledo shooting; three hurt in other cases\n\nA man was shot dead in Toledo on Friday.",
     "shooting 2026-03-13 Toledo US - 1"},
    {"a bomb of which there was no trace",
     "A gas explosion brought down flats in Lima on Friday. Four people were killed. Police found no trace of a bomb.",
     "explosion 2026-03-13 Lima PE - 0"},
    {"people taken tell of a kidnapping", "Six oil workers were seized on their bus near Cali on Friday.",
     "kidnapping 2026-03-13 Cali CO - 0"},
    {"a log of a time and a place each",
     "Police log\n\n0630 - Two herders killed by gunmen at Tessit.\n\n2100 - Traffic accident in Gao: four injured.",
     "armed-attack - Tessit ML - 1"},
    {"what came before, of another kind",
     "Cholera has killed 583 people in Haiti.\n\nThe wards are full.\n\nMany live in tents since the earthquake of "
     "January, which killed 230,000 people.",
     "epidemic - Haiti HT - 1"},
    {"the figures of a long time",
     "A mine killed two people near Mora, Cameroon, on Friday.\n\nIt lay on a road.\n\nOver four years the country "
     "counts 37 dead.",
     "explosion 2026-03-13 Mora CM - 1"},
    {"those who were in it, elsewhere",
     "Gunmen killed 12 people in Paris on Wednesday.\n\nThey fled.\n\nIn Reims, police raided a flat and arrested "
     "seven people linked to the suspects.",
     "armed-attack 2026-03-11 Paris FR - 0"},
    {"no incident", "The city council of Leeds voted on Friday to mend 12 bridges.", "none"},
    {"no words", "", "none"},
};

/* A report that tells of an earlier attack too: that one has its own victims. */
static const struct {
    const char *name, *text, *expected;
} victims[] = {
    {"each incident its own",
     "Gunmen killed Mayor Jorge Ruiz in Oruro on Friday.\n\nPolice went from house to house.\n\nIn March 2019 "
     "guerrillas murdered Senator Ana Lira near the town.",
     "Jorge Ruiz | Ana Lira"},
    {"one incident", "Gunmen killed Mayor Jorge Ruiz in Oruro on Friday.", "Jorge Ruiz"},
};

/* The other incidents of a text: kind and place. */
static const struct {
    const char *name, *text, *expected;
} others[] = {
    {"each item of a digest its own",
     "World in brief\n\nINDIA: A bus fell into a canal near Siliguri on Friday, killing 14 people.\n\nPERU: A "
     "landslide buried nine people outside Huancayo.\n\nNIGERIA: Gunmen abducted 17 pupils in Katsina.",
     "landslide Huancayo | kidnapping Katsina"},
    {"the town rather than the province before it",
     "A bomb killed nine people in Quetta on Friday.\n\nShops are shut.\n\nElsewhere in Balochistan, gunmen killed two "
     "people in Turbat.",
     "armed-attack Turbat"},
    {"none", "A bomb killed nine people in Quetta on Friday.", ""},
};

static void print_others(const struct sr_findings *f, char *out, size_t size) {
    for (uint32_t i = 1; i < f->incidents.count; i++) {
        const struct sr_incident *x = &f->incidents.items[i];
        struct sr_str place = x->place == SR_NONE ? SR_STR("-") : f->places.items[x->place].name;
        size_t n = strlen(out);
        (void)snprintf(out + n, size - n, "%s%s %.*s", n ? " | " : "", sr_incident_kind_name(x->kind), (int)place.n,
                       place.p);
    }
}

static void print_victims(const struct sr_findings *f, char *out, size_t size) {
    for (uint32_t i = 0; i < f->incidents.count; i++) {
        const struct sr_role_fillers *r = &f->incidents.items[i].roles[SR_ROLE_VICTIM];
        for (uint32_t k = 0; k < r->count; k++) {
            struct sr_str s = sr_slice(f->document->text.p, r->items[k].span);
            size_t n = strlen(out);
            if (r->items[k].type == SR_ENTITY_PERSON)
                (void)snprintf(out + n, size - n, "%s%.*s", n ? " | " : "", (int)s.n, s.p);
        }
    }
}

static void print(const struct sr_findings *f, char *out, size_t size) {
    static const char *const phases[] = {"-", "ongoing", "ended"};
    (void)snprintf(out, size, "none");
    if (!f->incidents.count || !f->incidents.items[0].main) return;
    const struct sr_incident *m = &f->incidents.items[0];
    uint32_t background = 0;
    for (uint32_t i = 0; i < f->claims.count; i++) background += f->incidents.of_claim[i] > 0;
    char day[40] = "-";
    if (m->has_begin)
        (void)snprintf(day, sizeof day, "%04d-%02u-%02u", (int)m->begin.year, m->begin.month, m->begin.day);
    const struct sr_place *p = m->place == SR_NONE ? NULL : &f->places.items[m->place];
    (void)snprintf(out, size, "%s %s %.*s %s %s %u", sr_incident_kind_name(m->kind), day, p ? (int)p->name.n : 1,
                   p ? p->name.p : "-", p && p->country[0] ? p->country : "-", phases[m->phase], background);
}

static void run(const struct sr_lexicon *lexicon, const char *name, const char *text, const char *expected,
                void (*tell)(const struct sr_findings *, char *, size_t)) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {.text = sr_str_c(text)};
    d.has_published = sr_date_parse(SR_STR("2026-03-14"), &d.published);
    struct sr_find_in in = {.document = &d, .lexicon = lexicon, .until = SR_STAGE_RECONCILE};
    struct sr_findings f;
    struct sr_err err = {0};
    char got[512] = "";
    enum sr_status status = sr_find(&in, &arena, &f, &err);
    SR_CHECK_INT(name, status, SR_OK);
    if (!status) tell(&f, got, sizeof got);
    SR_CHECK_C(name, got, expected);
    SR_CHECK_INT("its spans", sr_findings_check(&f, &err), SR_OK);
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&lexicon, rows[i].name, rows[i].text, rows[i].expected, print);
    for (size_t i = 0; i < sizeof victims / sizeof *victims; i++)
        run(&lexicon, victims[i].name, victims[i].text, victims[i].expected, print_victims);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        run(&lexicon, others[i].name, others[i].text, others[i].expected, print_others);
    return sr_test_end("incident");
}
