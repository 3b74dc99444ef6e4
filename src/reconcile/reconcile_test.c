/* reconcile_test.c: from a text to its figures: "measure[ of facet]: low best high[ disputed]", main incident only. */
#include "reconcile/reconcile.h"

#include "base/test.h"
#include "input/updates.h"
#include "record/findings.h"

static const struct {
    const char *name, *text, *expected;
} rows[] = {
    {"exact", "A bomb killed 12 people in the market.", "killed: 12 12 12"},
    {"at least leaves high open", "A bomb killed at least 22 people in the market.", "killed: 22 22 -"},
    {"about is a tenth wide", "The quake injured about 40 people in the town.", "injured: 36 40 44"},
    {"a range has no best", "The quake killed 20 to 25 people in the town.", "killed: 20 - 25"},
    {"two measures", "A bomb killed 12 people and wounded 40.", "killed: 12 12 12; injured: 40 40 40"},
    {"the same figure twice is one",
     "A bomb killed 12 people, police said.\n\nThe 12 people were killed in the market, police said.",
     "killed: 12 12 12"},
    {"a dispute is shown, not averaged",
     "A bomb went off in the market. Twelve people were killed, police said.\n\nWitnesses said 30 people were killed.",
     "killed: 12 12 30 disputed"},
    {"intervals that meet are no dispute",
     "A bomb went off in the market. At least 12 people were killed, police said.\n\nDoctors said 15 people were "
     "killed.",
     "killed: 15 15 15"},
    {"what is overtaken disputes nothing",
     "A bomb went off in the market. Fifteen people were killed, the ministry said. Police had earlier put the toll at "
     "12.\n\nDoctors said at least 15 people were killed.",
     "killed: 15 15 15"},
    {"a part does not add", "A bomb killed 22 people, including seven children.",
     "killed: 22 22 22; killed of age=children: 7 7 7"},
    {"attackers beside their victims", "Gunmen killed nine guards. Two of the gunmen were killed.",
     "killed: 9 9 9; killed of side=perpetrators: 2 2 2"},
    {"a sole facet is the whole", "A roadside bomb killed four soldiers.",
     "killed: 4 4 4; killed of side=security-forces: 4 4 4"},
    {"victims told singly", "A man and a woman were killed when the bomb went off.", "killed: 2 2 2"},
    {"a number outranks victims told singly", "A bomb killed six people in the market. A policeman was killed.",
     "killed: 6 6 6; killed of side=security-forces: 1 1 1"},
    {"joined before one verb, they add up", "Six priests and two women were murdered in the attack.", "killed: 8 8 8"},
    {"what stands before the number adds up too", "The minister and his two bodyguards died in the attack.",
     "killed: 3 3 3"},
    {"the dead are none of the injured", "Five people were shot in the yard. Three died.",
     "killed: 3 3 3; injured: 2 2 2"},
    {"nor those told beside them", "Two men were killed and five others were shot in the yard.",
     "killed: 2 2 2; injured: 5 5 5"},
    {"where they are is a part", "A blast injured 60 people. Three are in surgery, a hospital said.",
     "injured: 60 60 60"},
    {"told on top by the same speaker, they add up",
     "A bomb went off in the market. Twelve people died at the scene and three others succumbed in hospital, police "
     "said.\n\nA doctor said 15 people were killed.",
     "killed: 15 15 15"},
    {"not when somebody else tells the others, who dispute nothing",
     "A bomb went off in the market. Police said 12 people were killed. Three others were killed, a witness said.",
     "killed: 12 12 12"},
    {"those who die of their wounds come to the dead",
     "A bus fell into a ravine. Police said 53 bodies were recovered, and two of the injured died in hospital.",
     "killed: 55 55 55"},
    {"bodies that somebody received are no rival of the toll",
     "A strike killed at least 41 people in the school, the ministry said.\n\nA doctor said his hospital had received "
     "33 bodies.",
     "killed: 41 41 -"},
    {"more bodies than the toll are one",
     "The ferry sank. The ministry said 31 people were killed.\n\nThe governor said 78 bodies were recovered.",
     "killed: 31 - - disputed"},
    {"what stands beside a part is one too",
     "A strike killed 41 people, including 14 children and nine women, the ministry said.",
     "killed: 41 41 41; killed of age=children: 14 14 14; killed of sex=female: 9 9 9"},
    {"a part whose noun is left out",
     "The fires killed 16 people. Five of the deaths were in Pell Wood and 11 in Asher, the coroner said.",
     "killed: 16 16 16"},
    {"told as old, far below",
     "A fire killed 66 people, the minister said. It began in the kitchen.\n\nThe hotel has eight floors. It was full. "
     "Skiers came for the holidays.\n\nAuthorities had earlier said 10 people were killed.",
     "killed: 66 66 66"},
    {"a total and its parts do not", "A bomb killed 22 people, ten men and twelve women.", "killed: 22 22 22"},
    {"nobody", "A bomb went off in the market. No one was killed.", "killed: 0 0 0"},
    {"vague has no number", "The flood killed dozens of people in the valley.", "killed: - - -"},
    {"possible is not counted", "A mine collapsed. Fourteen miners are feared dead.", "killed: - - -"},
    {"background stays out",
     "A bomb killed 12 people in the market. It came a week after the ferry attack that left 130 people dead.",
     "killed: 12 12 12"},
};

/* A live blog: a later update's toll overtakes that of an earlier one, whoever tells it; a lower one of somebody else's
 * is a rival. */
static const struct {
    const char *name, *text, *expected;
} blogs[] = {
    {"the newest first",
     "18:42 Hospitals now say 95 people have died in the flood.\n\n17:05 The toll is 72, the governor says.\n\n12:30 "
     "At least 51 people were killed, police say.",
     "killed: 95 95 95"},
    {"the oldest first",
     "12:30 At least 51 people were killed in the flood, police say.\n\n17:05 The governor says 72 people were killed.",
     "killed: 72 72 72"},
    {"a lower one of another's",
     "12:30 The ministry says 51 people were killed in the flood.\n\n14:05 Witnesses say six people were killed.",
     "killed: 6 51 51 disputed"},
};

static const struct {
    const char *name, *rule, *text, *expected;
} by_rule[] = {
    {"ucdp: low and high are the outermost reliable ones", "ucdp",
     "A bomb went off in the market. Twelve people were killed, police said.\n\nThe health ministry said 15 people "
     "were killed.",
     "killed: 12 15 15 disputed"},
    {"ucdp: partisan figures are left out", "ucdp",
     "A bomb went off in the market. Twelve people were killed, police said.\n\nThe rebels said 90 people were killed.",
     "killed: 12 12 12 disputed"},
    {"ucdp: of equals the conservative one", "ucdp",
     "A bomb went off in the market. Doctors said 15 people were killed.\n\nThe health ministry said 12 people were "
     "killed.",
     "killed: 12 12 15 disputed"},
    {"ucdp: at least leaves best", "ucdp", "A bomb killed at least 22 people in the market.", "killed: 22 22 22"},
    {"ucdp: dozens are at least twelve", "ucdp", "The raid killed dozens of people in the valley.", "killed: 12 12 12"},
    {"acled: the most conservative", "acled",
     "A bomb went off in the market. Twelve people were killed, police said.\n\nWitnesses said 30 people were killed.",
     "killed: 12 12 12 disputed"},
    {"acled: dozens are 12", "acled", "The raid killed dozens of people in the valley.", "killed: 12 12 12"},
    {"acled: hundreds are 100", "acled", "The raid killed hundreds of people in the valley.", "killed: 100 100 100"},
    {"acled: a range gives its lower end", "acled", "The raid killed 20 to 25 people in the valley.",
     "killed: 20 20 20"},
    {"acled: about", "acled", "The raid killed about 40 people in the valley.", "killed: 40 40 40"},
    {"acled: possible is not coded", "acled", "A mine collapsed in a raid. Fourteen miners are feared dead.",
     "killed: - - -"},
};

static void number(int64_t v, char *out, size_t size) {
    if (v == SR_UNKNOWN) (void)snprintf(out, size, "-");
    else (void)snprintf(out, size, "%lld", (long long)v);
}

static void print(const struct sr_findings *f, char *out, size_t size) {
    out[0] = 0;
    for (uint32_t i = 0; i < f->figures.count; i++) {
        const struct sr_figure *g = &f->figures.items[i];
        if (!f->incidents.items[g->incident].main) continue;
        char low[32], best[32], high[32];
        number(g->low, low, sizeof low);
        number(g->best, best, sizeof best);
        number(g->high, high, sizeof high);
        size_t n = strlen(out);
        (void)snprintf(out + n, size - n, "%s%s%s%.*s: %s %s %s%s", n ? "; " : "", sr_measure_name(g->measure),
                       g->of.n ? " of " : "", (int)g->of.n, g->of.n ? g->of.p : "", low, best, high,
                       g->disputed ? " disputed" : "");
    }
}

static void run(const struct sr_lexicon *lexicon, const char *name, const char *rule, const char *text,
                const char *expected) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {.text = sr_str_c(text),
                            .published = {.year = 2021, .month = 6, .day = 3, .precision = SR_PRECISION_DAY},
                            .has_published = true};
    SR_CHECK(name, sr_updates_find(lexicon, &arena, &d));
    struct sr_find_in in = {.document = &d, .lexicon = lexicon, .until = SR_STAGE_RECONCILE, .rule = rule};
    struct sr_findings f;
    struct sr_err err = {0};
    char got[1024] = "";
    enum sr_status status = sr_find(&in, &arena, &f, &err);
    SR_CHECK_INT(name, status, SR_OK);
    if (!status) print(&f, got, sizeof got);
    SR_CHECK_C(name, got, expected);
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&lexicon, rows[i].name, NULL, rows[i].text, rows[i].expected);
    for (size_t i = 0; i < sizeof blogs / sizeof *blogs; i++)
        run(&lexicon, blogs[i].name, NULL, blogs[i].text, blogs[i].expected);
    for (size_t i = 0; i < sizeof by_rule / sizeof *by_rule; i++)
        run(&lexicon, by_rule[i].name, by_rule[i].rule, by_rule[i].text, by_rule[i].expected);
    struct sr_reconcile_in bad = {.rule = "average"};
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_figures figures;
    struct sr_err err = {0};
    SR_CHECK_INT("a rule that is none", sr_reconcile(&bad, &arena, &figures, &err), SR_ERR_USAGE);
    SR_CHECK_C("its message", err.message, "no such rule: 'average'");
    sr_arena_release(&arena);
    return sr_test_end("reconcile");
}
