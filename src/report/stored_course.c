/* stored_course.c: how a figure moved, as text:
 *
 *     killed  low 18, best 22, high –  disputed
 *     2015-11-20T12:00   3            ███               police, quoted by AFP
 *     2015-11-20T15:30   at least 18  ██████████████▸   a hospital
 */
#include "report/stored_parts.h"

enum { SAID_AT = 20, BAR_AT = 36, BAR = 16, WHO_AT = BAR_AT + BAR + 2 };

struct sr_str sr_stored_said(struct sr_report *r, const struct sr_store_step *s) {
    static const struct {
        const char *hedge, *words;
    } rows[] = {{"at-least", "at least "},   {"more-than", "more than "}, {"at-most", "at most "},
                {"less-than", "less than "}, {"about", "about "},         {"vague", "some "}};
    if (s->value == SR_STORE_UNKNOWN && s->low != SR_STORE_UNKNOWN && s->high != SR_STORE_UNKNOWN)
        return SAY("%.*s to %.*s", S(sr_say_count(r, s->low)), S(sr_say_count(r, s->high)));
    const char *words = "";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sr_str_is(s->hedge, rows[i].hedge)) words = rows[i].words;
    return SAY("%s%.*s", words, S(sr_say_count(r, sr_stored_number(s))));
}

int64_t sr_stored_number(const struct sr_store_step *s) {
    return s->value != SR_STORE_UNKNOWN ? s->value : s->low != SR_STORE_UNKNOWN ? s->low : s->high;
}

static int64_t greatest(const struct sr_store_figure *f) {
    int64_t most = 1;
    for (uint32_t i = 0; i < f->step_count; i++) {
        if (f->steps[i].high > most) most = f->steps[i].high;
        if (sr_stored_number(&f->steps[i]) > most) most = sr_stored_number(&f->steps[i]);
    }
    return most;
}

/* Full up to the number (the low end of a range), light up to its high end; an open end is an arrow. */
static void put_bar(struct sr_report *r, const struct sr_store_step *s, int64_t most) {
    int64_t n = s->value == SR_STORE_UNKNOWN && s->low != SR_STORE_UNKNOWN ? s->low : sr_stored_number(s);
    int64_t full = n > 0 ? (n * BAR + most - 1) / most : 0,
            end = s->high > 0 ? (s->high * BAR + most - 1) / most : full;
    struct sr_str bar = SR_STR("");
    for (int64_t i = 0; i < full; i++) bar = SAY("%.*s█", S(bar));
    for (int64_t i = full; i < end; i++) bar = SAY("%.*s░", S(bar));
    if (s->high == SR_STORE_UNKNOWN && s->low != SR_STORE_UNKNOWN) bar = SAY("%.*s▸", S(bar));
    sr_page_tab(&r->page, BAR_AT);
    sr_page_text(&r->page, s->withdrawn ? SR_STYLE_FAINT : SR_STYLE_PLAIN, bar);
}

static void put_step(struct sr_report *r, const struct sr_store_figure *f, uint32_t i, int64_t most) {
    const struct sr_store_step *s = &f->steps[i];
    struct sr_str at = s->at.p ? s->at : SR_STR("–");
    sr_page_text(&r->page, SR_STYLE_PLAIN, (struct sr_str){at.p, at.n > 16 ? 16 : at.n});
    sr_page_tab(&r->page, SAID_AT);
    sr_page_text(&r->page, s->withdrawn ? SR_STYLE_STRUCK : SR_STYLE_STRONG, sr_stored_said(r, s));
    put_bar(r, s, most);
    sr_page_tab(&r->page, WHO_AT);
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_stored_chain(r, s));
    if (s->supersedes != SR_NONE) {
        const struct sr_store_step *before = &f->steps[s->supersedes];
        bool lower = sr_stored_number(s) < sr_stored_number(before);
        sr_page_text(&r->page, lower ? SR_STYLE_ALARM : SR_STYLE_FAINT,
                     SAY(" (%s %.*s)", lower ? "corrects" : "after", S(sr_stored_said(r, before))));
    }
    if (s->withdrawn) sr_page_c(&r->page, SR_STYLE_ALARM, " (withdrawn)");
    sr_page_c(&r->page, SR_STYLE_PLAIN, " ");
    sr_page_text(&r->page, SR_STYLE_FAINT, s->document);
    sr_page_end_line(&r->page);
}

static void put_course(struct sr_report *r, const struct sr_store_figure *f) {
    struct sr_str of = f->of.p ? SAY(", %.*s", S(sr_say_facet(r, f->of))) : SR_STR("");
    sr_page_text(&r->page, SR_STYLE_STRONG, SAY("%.*s%.*s", S(sr_stored_label(r, f)), S(of)));
    sr_page_text(&r->page, SR_STYLE_PLAIN,
                 SAY("  low %.*s, best %.*s, high %.*s, by the rule '%.*s'; %u independent", S(sr_say_count(r, f->low)),
                     S(sr_say_count(r, f->best)), S(sr_say_count(r, f->high)), S(f->rule), f->origins));
    if (f->disputed) sr_page_c(&r->page, SR_STYLE_ALARM, "; disputed");
    sr_page_end_line(&r->page);
    r->page.indent = WHO_AT;
    int64_t most = greatest(f);
    for (uint32_t i = 0; i < f->step_count; i++) put_step(r, f, i, most);
    r->page.indent = 0;
    sr_page_blank(&r->page);
}

enum sr_status sr_stored_course(const struct sr_stored_in *in, const char *measure,
                                const struct sr_report_options *options, struct sr_buf *out, struct sr_err *err) {
    struct sr_stored s;
    bool any = false;
    enum sr_status status = sr_stored_open(&s, options, out, err);
    if (status) return status;
    for (uint32_t i = 0; i < in->figures->count; i++) {
        if (measure && !sr_str_is(in->figures->items[i].measure, measure)) continue;
        put_course(&s.r, &in->figures->items[i]);
        any = true;
    }
    if (!any) sr_page_c(&s.r.page, SR_STYLE_PLAIN, "no such figure is told of");
    return sr_stored_close(&s, err);
}
