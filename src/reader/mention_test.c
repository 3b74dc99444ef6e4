#include "reader/show_test.h"

/* Mentions as "entity type form text", by "|"; forms n name, o nominal, p pronoun. */
static const struct {
    const char *name, *text, *want;
} rows[] = {
    {"a title and a name", "Security Minister Salim Noor spoke.", "0 person n Security Minister Salim Noor"},
    {"a title with its stop", "Gen. Omar Noor and Mr. Hale left.", "0 person n Gen. Omar Noor|1 person n Mr. Hale"},
    {"a last name after the full one", "They met Salim Noor. Later Noor left.",
     "0 people p They|1 person n Salim Noor|1 person n Noor"},
    {"two of one last name", "He met Salim Noor and Fatima Noor.",
     "0 person p He|1 person n Salim Noor|2 person n Fatima Noor"},
    {"an acronym in brackets", "The Northern Liberation Front (NLF) did it. The NLF said so.",
     "0 group n The Northern Liberation Front|0 group n NLF|0 group n The NLF"},
    {"an acronym by its letters", "The Northern Farmers Union met. NFU members came.",
     "0 organization n The Northern Farmers Union|1 people o NFU members|0 organization n NFU"},
    {"a ministry", "The Ministry of Defense denied it. The ministry said no more.",
     "0 organization n The Ministry of Defense|0 organization o The ministry"},
    {"an agency taken up", "AFP reported it. The news agency said six died.",
     "0 organization n AFP|0 organization o The news agency"},
    {"a hotel taken up", "Gunmen stormed the Red Palm hotel. The hotel burned.",
     "0 people o Gunmen|1 facility n the Red Palm hotel|1 facility o The hotel"},
    {"a source taken up", "A Malian military source spoke. The source left.",
     "0 person o A Malian military source|0 person o The source"},
    {"attackers by another noun", "Armed men shot at a bus. Gunmen came. The attackers fled.",
     "0 people o Armed men|1 vehicle o a bus|2 people o Gunmen|2 people o The attackers"},
    {"other words before the head", "The French forces came. The Malian forces left.",
     "0 people o The French forces|1 people o The Malian forces"},
    {"he", "Salim Noor spoke. He said police had left.", "0 person n Salim Noor|0 person p He|1 organization o police"},
    {"she is not he", "Salim Noor met Fatima Hale. She left.",
     "0 person n Salim Noor|1 person n Fatima Hale|1 person p She"},
    {"they", "The gunmen came. They fled.", "0 people o The gunmen|0 people p They"},
    {"his", "The mayor and his wife died.", "0 person o The mayor|1 person o his wife|0 person p his"},
    {"a possessor", "The mayor's wife died.", "0 person o The mayor's wife|1 person o The mayor"},
    {"no head that we know", "They searched the hotel lobby area plan.", "0 people p They"},
    {"a compound goes on", "The hostage-taking is over.", ""},
    {"a bare singular is none", "They came by car to town.", "0 people p They"},
    {"a number", "Two policemen and 20 hostages died.", "0 people o Two policemen|1 people o 20 hostages"},
    {"dates are none", "On Friday and in November it rained.", ""},
    {"that joins clauses", "He said that police had left.", "0 person p He|1 organization o police"},
    {"names with small words", "Ahmed al-Noor met Omar bin Salim.",
     "0 person n Ahmed al-Noor|1 person n Omar bin Salim"},
    {"a name that begins small", "He quoted al-Noor TV.", "0 person p He|1 organization n al-Noor TV"},
    {"capitals", "COL ISAACS SAID THAT THE GUERRILLAS BURNED THE FARM.",
     "0 person n COL ISAACS|1 people o THE GUERRILLAS|2 facility o THE FARM"},
    {"a long name in capitals", "THE NORTHERN FARMERS UNITY [UCN] DENIED IT. THE UCN LEFT.",
     "0 organization n THE NORTHERN FARMERS UNITY|0 organization n UCN|0 organization n THE UCN"},
    {"given names in capitals", "MAYOR LUIS ARTURO QUIROZ HAS LEFT.", "0 person n MAYOR LUIS ARTURO QUIROZ"},
    {"the opening word", "Rescuers said so. Nobody came. Witnesses left.",
     "0 people o Rescuers|1 person p Nobody|2 people o Witnesses"},
    {"the speaker within a quotation", "\"I left when my wife called me,\" he said.",
     "0 person p I|1 person o my wife|0 person p my|0 person p me|2 person p he"},
    {"a title alone", "The President left. President Noor came.", "0 person o The President|1 person n President Noor"},
    {"the dead", "The dead were 22 people dead in the fire.", "0 people o The dead|1 people o 22 people"},
    {"nothing", "It rained.", ""},
};

static void table(void) {
    static const char forms[] = "nop";
    struct sr_show s;
    sr_show_open(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sr_show_read(&s, rows[i].name, sr_str_c(rows[i].text));
        const struct sr_reading *r = &s.reading;
        sr_buf_clear(&s.out);
        for (uint32_t k = 0; k < r->mention_count; k++) {
            const struct sr_mention *m = &r->mentions[k];
            struct sr_str t = sr_slice(rows[i].text, m->span);
            sr_buf_printf(&s.out, "%s%u %s %c %.*s", k ? "|" : "", m->entity, sr_entity_type_name(m->type),
                          forms[m->form], (int)t.n, t.p);
        }
        SR_CHECK_STR(rows[i].name, ((struct sr_str){s.out.p, (uint32_t)s.out.size}), sr_str_c(rows[i].want));
    }
    sr_show_close(&s);
}

/* The entity's name is the mention that tells most; its mentions ascend and each belongs to it. */
static void entities(void) {
    struct sr_show s;
    sr_show_open(&s);
    sr_show_read(&s, "entities", SR_STR("The mayor spoke. Noor, or Salim Noor, left. He wept. The mayor ran."));
    const struct sr_reading *r = &s.reading;
    SR_CHECK("has mentions", r->has & SR_HAS_MENTIONS);
    SR_CHECK("has coreference", r->has & SR_HAS_COREFERENCE);
    for (uint32_t e = 0; e < r->entity_count; e++) {
        const struct sr_entity *x = &r->entities[e];
        SR_CHECK("some mention", x->mentions.count > 0);
        for (uint32_t k = 0; k < x->mentions.count; k++) {
            SR_CHECK_INT("its own", r->mentions[x->mentions.items[k]].entity, e);
            SR_CHECK("ascending", k == 0 || x->mentions.items[k] > x->mentions.items[k - 1]);
        }
        struct sr_str name = sr_slice(s.document.text.p, r->mentions[x->name].span);
        if (x->type == SR_ENTITY_PERSON && r->mentions[x->name].form == SR_FORM_NAME)
            SR_CHECK_STR("the full name", name, SR_STR("Salim Noor"));
    }
    sr_show_close(&s);
}

/* Trees give the phrase where the words alone can't: "the hotel lobby" is headed by lobby, and "that" is no determiner.
 */
static void trees(void) {
    static const char gold[] =
        "1\tA\ta\tDET\tDT\t_\t4\tdet\t_\t_\n2\tMalian\tMalian\tADJ\tJJ\t_\t4\tamod\t_\t_\n"
        "3\tmilitary\tmilitary\tADJ\tJJ\t_\t4\tamod\t_\t_\n4\tsource\tsource\tNOUN\tNN\t_\t8\tnsubj\t_\t_\n"
        "5\tquoted\tquote\tVERB\tVBN\t_\t4\tacl\t_\t_\n6\tby\tby\tADP\tIN\t_\t7\tcase\t_\t_\n"
        "7\tAFP\tAFP\tPROPN\tNNP\t_\t5\tobl\t_\t_\n8\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
        "9\tMr.\tMr.\tPROPN\tNNP\t_\t8\tobj\t_\t_\n10\tSalim\tSalim\tPROPN\tNNP\t_\t9\tflat\t_\t_\n"
        "11\tNoor\tNoor\tPROPN\tNNP\t_\t9\tflat\t_\t_\n12\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\t_\n\n";
    static const char *const want[] = {"A Malian military source", "AFP", "Mr. Salim Noor"};
    struct sr_show s;
    struct sr_err err;
    sr_show_open(&s);
    s.document.text = SR_STR("A Malian military source quoted by AFP left Mr. Salim Noor.");
    struct sr_read_in in = {&s.document, &s.lexicon};
    SR_CHECK_INT("reads", sr_conllu_read(&in, SR_STR(gold), "g", &s.arena, &s.reading, &err), SR_OK);
    SR_CHECK_INT("three", s.reading.mention_count, 3);
    for (uint32_t i = 0; i < s.reading.mention_count && i < 3; i++)
        SR_CHECK_STR("a phrase", sr_slice(s.document.text.p, s.reading.mentions[i].span), sr_str_c(want[i]));
    sr_show_close(&s);
}

int main(void) {
    table();
    entities();
    trees();
    return sr_test_end("reader/mention");
}
