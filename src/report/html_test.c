/* html_test.c: the page's markup: well formed, every link leads somewhere, nothing of the text is markup. */
#include "report/made_test.h"
#include "report/tags_test.h"

static struct sr_str page(const struct made *m, bool section, struct sr_buf *out) {
    struct sr_err err = {0};
    struct sr_report_in in = {&m->f, &m->lexicon};
    *out = (struct sr_buf){0};
    SR_CHECK_INT("written", sr_report_html(&in, section, out, &err), SR_OK);
    if (err.status) printf("    %s\n", err.message);
    sr_buf_char(out, 0);
    return (struct sr_str){out->p, (uint32_t)out->size - 1};
}

static bool has(struct sr_str s, const char *words) {
    return memmem(s.p, s.n, words, strlen(words)) != NULL;
}

static void check_has(const char *name, struct sr_str s, const char *words) {
    SR_CHECK(name, has(s, words));
    if (!has(s, words)) printf("    the page lacks: %s\n", words);
}

static uint32_t times(struct sr_str s, const char *words) {
    uint32_t n = 0;
    for (const char *p = s.p; (p = memmem(p, (size_t)(s.p + s.n - p), words, strlen(words))); p++) n++;
    return n;
}

static void check_tags(const char *name, struct sr_str s) {
    SR_CHECK(name, sr_tags_sound(s));
}

/* Each id stands once; each link within the page leads to one. */
static void check_links(const char *name, struct sr_str s) {
    char want[64];
    uint32_t links = 0;
    for (const char *p = s.p; (p = strstr(p, "href=\"#")); p++) {
        size_t n = strcspn(p + 7, "\"");
        (void)snprintf(want, sizeof want, "id=\"%.*s\"", (int)n, p + 7);
        if (strncmp(p + 7, "kind-", 5) == 0 && !has(s, "<symbol")) continue; /* a section's page has the marks */
        uint32_t targets = times(s, want);
        SR_CHECK_INT(name, targets, 1);
        if (targets != 1) printf("    %s\n", want);
        links++;
    }
    SR_CHECK(name, links > 5);
}

static void test_states(const struct made *m) {
    struct sr_buf out;
    struct sr_str s = page(m, false, &out);
    check_tags("the page's tags", s);
    check_links("the page's links", s);
    SR_CHECK("nothing is fetched", !has(s, "http:") && !has(s, "https:") && !has(s, "src="));
    check_has("language", s, "<html lang=\"en\">");
    check_has("title", s, "<title>Hostage-taking – situation report, Test Wire</title>");
    check_has("heading", s, "<h1>Hostage-taking<span class=\"sub\">place not told</span></h1>");
    check_has("a time with its zone", s, "<time datetime=\"2021-06-03T07:00+00:00\">Thu 3 Jun 2021 07:00 UTC</time>");
    check_has("the chain reads inwards", s,
              "AFP</span> <span class=\"in\" aria-hidden=\"true\">‹</span><span class=\"vh\">quoting</span> <span "
              "class=\"chip unnamed\">");
    check_has("unnamed in words", s, "<span class=\"vh\">other, not named: </span>a Tokari source</span>");
    check_has("a value not known, in words", s, "<span class=\"vh\">not known</span>");
    check_has("a dispute, in words", s, "Disputed<span class=\"vh\">: the speakers disagree</span>");
    SR_CHECK_INT("its sides", times(s, "<b class=\"side\">"), 2);
    check_has("feared", s,
              "<li class=\"dotted\" id=\"c1\" data-c=\"c1\"><span class=\"tag alarm\">feared or possible</span>");
    check_has("overtaken", s,
              "<li class=\"struck\" id=\"c2\" data-c=\"c2\"><span class=\"tag\">earlier, since overtaken</span>");
    check_has("struck", s, "<s>“toll stood at 19”</s>");
    check_has("marked and linked", s,
              "<mark class=\"figure\"><a id=\"m0\" href=\"#c0\" title=\"killed: 22+\" data-c=\"c0\">At least 22 people "
              "are dead</a></mark>");
    check_has("linked back", s, "<a class=\"q\" href=\"#m0\">“At least 22 people are dead”</a>");
    check_has("background", s, "title=\"killed: 1,130; not counted here\"");
    check_has("who says so lights up too", s, "<span class=\"who\" data-c=\"c4\">Witnesses</span>");
    check_has("the line to copy", s, "<p class=\"line\">At least 22 people were killed, AFP said;");
    sr_buf_release(&out);
}

static void test_section(const struct made *m) {
    struct sr_buf out;
    struct sr_str s = page(m, true, &out);
    check_tags("the section's tags", s);
    check_links("the section's links", s);
    SR_CHECK("it begins with its article", s.n > 8 && memcmp(s.p, "<article", 8) == 0);
    SR_CHECK("its headings are a level lower", has(s, "<h2>Hostage-taking") && !has(s, "<h1"));
    SR_CHECK("no name without the document's", !has(s, "id=\"c0\"") && has(s, "-c0\""));
    SR_CHECK_INT("the page around it opens", times(sr_str_c(sr_report_html_open()), "<h1"), 1);
    sr_buf_release(&out);
}

static struct sr_findings found(struct made *m, const char *text_of_it, struct sr_str title) {
    struct sr_findings f;
    struct sr_err err = {0};
    m->document = (struct sr_document){
        .text = sr_str_c(text_of_it), .id = SR_STR("a\"<b>.txt"), .outlet = SR_STR("<i>X</i>"), .title = title};
    struct sr_find_in in = {.document = &m->document, .lexicon = &m->lexicon, .until = SR_STAGE_RECONCILE};
    SR_CHECK_INT("found", sr_find(&in, &m->arena, &f, &err), SR_OK);
    return f;
}

/* Whatever stands in a text, its outlet, title or name stays text. */
static void test_hostile(struct made *m) {
    static const char *const texts[] = {
        "<script>alert(\"x\")</script> At least 22 people were killed in a bombing in <b>Oru</b>, '\"><img src=x "
        "onerror=alert(1)> said.\n\nPolice & \"witnesses\" said </mark></a></section> <!-- 3 people -->were injured.",
        "\xE2\x80\xAE"
        "desrever\x01 7 people were killed \x1b[31m in a raid, the \"><svg/onload=alert(1)> army said.",
        "Ten people \xff were killed, a 'spokesman' said.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sr_buf out;
        m->f = found(m, texts[i], SR_STR("</title><script>alert(2)</script>"));
        struct sr_str s = page(m, false, &out);
        check_tags("tags", s);
        SR_CHECK_INT("our script alone", times(s, "<script"), 1);
        SR_CHECK("no element of the text's",
                 !has(s, "<img") && !has(s, "<b>Oru") && !has(s, "<i>X") && !has(s, "<svg/"));
        SR_CHECK("no controls", !has(s, "\x1b") && !has(s, "\x01") && !has(s, "\xE2\x80\xAE"));
        sr_buf_release(&out);
    }
    check_tags("the last one's document is still there", sr_str_c("<p></p>"));
}

static void test_none(struct made *m) {
    struct sr_buf out;
    m->f = found(m, "The council met on Tuesday and chose a new chair. It has 12 members.", SR_STR(""));
    struct sr_str s = page(m, false, &out);
    check_tags("tags", s);
    check_has("it says so", s, "<h1>No incident is reported here</h1>");
    check_has("the text is there", s, "chose a new chair");
    sr_buf_release(&out);
    m->f = (struct sr_findings){.document = &m->document};
    s = page(m, false, &out);
    check_has("a text that was not read further than input", s, "chose a new chair");
    sr_buf_release(&out);
}

static void test_bad_span(struct made *m) {
    struct sr_err err = {0};
    struct sr_buf out = {0};
    struct sr_report_in in = {&m->f, &m->lexicon};
    m->claims[0].span.end = m->document.text.n + 1;
    SR_CHECK_INT("a span beyond the text", sr_report_html(&in, false, &out, &err), SR_ERR_SPAN);
    SR_CHECK_INT("nothing is written", (int64_t)out.size, 0);
    sr_buf_release(&out);
}

int main(void) {
    struct made m;
    make(&m);
    test_states(&m);
    test_section(&m);
    test_bad_span(&m);
    test_none(&m);
    test_hostile(&m);
    sr_arena_release(&m.arena);
    return sr_test_end("report/html");
}
