/* text_test.c: the report of findings that are made by hand, so that no other stage can change them. */
#include "report/made_test.h"

static const char want[] = "HOSTAGE-TAKING   place not told   Thu 3 Jun 2021 07:00 UTC   over\n"
                           "1 report: Test Wire, after AFP\n"
                           "“Dozens feared dead at Hotel Lido”\n"
                           "\n"
                           "                 low  best  high\n"
                           "killed            22    22     –   AFP: “At least 22 people are dead” ¶1\n"
                           "                                   feared or possible: Test Wire: “Dozens feared\n"
                           "                                     dead” headline\n"
                           "                                   earlier, since overtaken: AFP: “toll stood at\n"
                           "                                     19” ¶3\n"
                           "  attackers        2     2     2   a Tokari source, quoted by AFP: “Two of the\n"
                           "                                     gunmen had been killed” ¶1\n"
                           "                                   (not said whether among those above)\n"
                           "injured            0     0     0   the army: “Nobody was hurt” ¶2\n"
                           "attackers          2     –   ~12   DISPUTED\n"
                           "                                   ┌ ~12 witnesses: “around a dozen\n"
                           "                                   │     attackers” ¶2\n"
                           "                                   └ 2–3 officials: “two or three” ¶2\n"
                           "\n"
                           "who               group behind it: Red Dawn ¶4 (claims it)\n"
                           "when              Thu 3 Jun 2021 07:00 UTC; over\n"
                           "not counted here  armed attack: “The raid in Oru last week left 1,130 people\n"
                           "                  dead” (1,130 killed) ¶3\n"
                           "unnamed speakers  a Tokari source ¶1; witnesses ¶2; officials ¶2\n"
                           "\n"
                           "At least 22 people were killed, AFP said; no one was injured, the army said;\n"
                           "about 12 attackers took part, witnesses said; two or three attackers took part,\n"
                           "officials said.\n";

static struct sr_str report(const struct made *m, struct sr_report_options options, struct sr_buf *out) {
    struct sr_err err = {0};
    struct sr_report_in in = {&m->f, &m->lexicon};
    *out = (struct sr_buf){0};
    SR_CHECK_INT("reported", sr_report_text(&in, &options, out, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    return (struct sr_str){out->p, (uint32_t)out->size};
}

/* Without the escapes a coloured report is the plain one: colour says nothing that words don't. */
static void test_colour(const struct made *m) {
    struct sr_buf out;
    struct sr_str s = report(m, (struct sr_report_options){.colour = true}, &out);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\033') out.p[n++] = s.p[i];
        else
            while (i < s.n && s.p[i] != 'm') i++;
    }
    SR_CHECK("there is colour", n < s.n);
    SR_CHECK_STR("colour taken out", ((struct sr_str){out.p, n}), sr_str_c(want));
    sr_buf_release(&out);
}

/* A figure without its characters cannot be printed. */
static void test_bad_span(struct made *m) {
    struct sr_err err = {0};
    struct sr_buf out = {0};
    struct sr_report_in in = {&m->f, &m->lexicon};
    struct sr_report_options options = {0};
    m->claims[0].span.end = m->document.text.n + 1;
    SR_CHECK_INT("a span beyond the text", sr_report_text(&in, &options, &out, &err), SR_ERR_SPAN);
    SR_CHECK_INT("nothing is written", (int64_t)out.size, 0);
    sr_buf_release(&out);
}

static void test_nothing(struct made *m) {
    struct sr_buf out;
    m->f.incidents = (struct sr_incidents){NULL, 0, m->of_claim, "no words for one stand in it"};
    m->f.claims.count = m->f.figures.count = 0;
    struct sr_str s = report(m, (struct sr_report_options){0}, &out);
    static const char head[] =
        "NO INCIDENT IS REPORTED HERE\n1 report: Test Wire, after AFP\n“Dozens feared dead at Hotel Lido”\n\n"
        "why               no words for one stand in it\n"
        "found             8 sentences · 5 speakers · 8 numbers\n";
    SR_CHECK_STR("no incident", s, sr_str_c(head));
    sr_buf_release(&out);
}

int main(void) {
    struct made m;
    struct sr_buf out;
    make(&m);
    SR_CHECK_STR("the report", report(&m, (struct sr_report_options){0}, &out), sr_str_c(want));
    sr_buf_release(&out);
    test_colour(&m);
    test_nothing(&m);
    m.f.claims.count = 8;
    test_bad_span(&m);
    sr_arena_release(&m.arena);
    return sr_test_end("report");
}
