/* explain.c: how a figure came about: its claims, in the order of the text, and what the rule made of each. */
#include "report/parts.h"

static void write_figure(struct sr_report *r, const struct sr_figure *g) {
    const struct sr_incident *inc = &r->f->incidents.items[g->incident];
    struct sr_page *p = &r->page;
    if (p->out->size) sr_page_blank(p);
    sr_page_c(p, SR_STYLE_STRONG,
              sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_MEASURES], sr_measure_key(g->measure, g->state), 1,
                          sr_measure_name(g->measure)));
    if (g->of.n) {
        sr_page_c(p, SR_STYLE_PLAIN, ", ");
        sr_page_text(p, SR_STYLE_PLAIN, sr_say_facet(r, g->of));
    }
    if (!inc->main) sr_page_c(p, SR_STYLE_FAINT, " (background)");
    sr_page_c(p, SR_STYLE_PLAIN, " by the rule ");
    sr_page_c(p, SR_STYLE_STRONG, g->rule);
    struct sr_str line = SAY(": low %.*s, best %.*s, high %.*s", S(sr_say_count(r, g->low)),
                             S(sr_say_count(r, g->best)), S(sr_say_count(r, g->high)));
    sr_page_text(p, SR_STYLE_PLAIN, line);
    if (g->disputed) sr_page_c(p, SR_STYLE_ALARM, ", DISPUTED");
    sr_page_end_line(p);
    for (uint32_t i = 0; i < g->claims.count; i++) {
        const struct sr_claim *c = &r->f->claims.items[g->claims.items[i]];
        p->indent = 4;
        sr_page_text(p, SR_STYLE_PLAIN, SAY("%2u. ", i + 1));
        sr_page_tab(p, 4);
        sr_page_text(p, SR_STYLE_PLAIN, sr_say_chain(r, c));
        sr_page_c(p, SR_STYLE_PLAIN, ": ");
        sr_page_text(p, SR_STYLE_PLAIN, sr_say_words(r, sr_claim_words(r->f, c), 60));
        sr_page_c(p, SR_STYLE_PLAIN, " ");
        sr_page_text(p, SR_STYLE_PLAIN, sr_say_where(r, c->span.start));
        sr_page_c(p, SR_STYLE_PLAIN, " — ");
        bool chosen = g->verdicts[i] == SR_VERDICT_CHOSEN;
        sr_page_c(p, chosen ? SR_STYLE_STRONG : SR_STYLE_FAINT, sr_verdict_text(g->verdicts[i]));
        sr_page_end_line(p);
        p->indent = 0;
    }
}

enum sr_status sr_report_explain(const struct sr_report_in *in, const struct sr_report_options *options,
                                 const char *measure, struct sr_buf *out, struct sr_err *err) {
    uint32_t only = measure ? sr_measure_from(sr_str_c(measure)) : SR_MEASURE_COUNT;
    if (measure && only == SR_MEASURE_COUNT)
        return sr_fail(err, SR_ERR_USAGE, "take one of docs/schema.md: killed, injured, missing …",
                       "no such measure: '%s'", measure);
    enum sr_status status = sr_findings_check(in->findings, err);
    if (status) return status;
    struct sr_arena scratch;
    sr_arena_init(&scratch, 0);
    size_t before = out->size;
    struct sr_report r = {.f = in->findings, .lexicon = in->lexicon, .options = options, .scratch = &scratch};
    r.page = (struct sr_page){.out = out, .width = options->width ? options->width : 80, .colour = options->colour};
    uint32_t told = 0;
    for (uint32_t i = 0; i < in->findings->figures.count; i++)
        if (!measure || in->findings->figures.items[i].measure == only) {
            write_figure(&r, &in->findings->figures.items[i]);
            told++;
        }
    if (!told) {
        sr_page_c(&r.page, SR_STYLE_PLAIN, "no figure ");
        if (measure) sr_page_c(&r.page, SR_STYLE_PLAIN, "of the measure ");
        if (measure) sr_page_c(&r.page, SR_STYLE_PLAIN, measure);
        sr_page_c(&r.page, SR_STYLE_PLAIN, " stands in this document");
        sr_page_end_line(&r.page);
    }
    bool failed = r.failed || r.page.word.failed || out->failed;
    sr_buf_release(&r.page.word);
    sr_arena_release(&scratch);
    if (!failed) return SR_OK;
    out->size = before;
    return sr_fail_memory(err, "writing an explanation");
}
