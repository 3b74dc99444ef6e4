/* text.c: the report's parts in their order. */
#include "report/parts.h"

bool sr_report_prepare(struct sr_report *r) {
    const struct sr_findings *f = r->f;
    r->in_figure = sr_arena_alloc(r->scratch, f->claims.count, sizeof *r->in_figure);
    r->overtaken = sr_arena_alloc(r->scratch, f->claims.count, sizeof *r->overtaken);
    r->added = sr_arena_alloc(r->scratch, f->claims.count, sizeof *r->added);
    if (!r->in_figure || !r->overtaken || !r->added) return false;
    for (uint32_t i = 0; i < f->claims.count; i++) {
        const struct sr_claim *c = &f->claims.items[i];
        if (c->supersedes != SR_NONE) r->overtaken[c->supersedes] = true;
        r->added[i] = c->counting == SR_COUNTING_NEW && c->value != 0;
    }
    for (uint32_t i = 0; i < f->figures.count; i++)
        for (uint32_t k = 0; k < f->figures.items[i].claims.count; k++) {
            uint32_t claim = f->figures.items[i].claims.items[k];
            r->in_figure[claim] = true;
            const uint8_t *verdicts = f->figures.items[i].verdicts; /* NULL where no rule was asked */
            if (verdicts && verdicts[k] == SR_VERDICT_ADDED) r->added[claim] = true;
        }
    return true;
}

static void found(struct sr_report *r, uint32_t count, const char *one, const char *many) {
    if (!count) return;
    sr_page_c(&r->page, SR_STYLE_PLAIN, r->page.column > SR_LABEL_WIDTH ? " · " : "");
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_count(r, count));
    sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
    sr_page_c(&r->page, SR_STYLE_PLAIN, count == 1 ? one : many);
    sr_page_c(&r->page, SR_STYLE_PLAIN, " ");
}

const char *sr_say_why_none(const struct sr_findings *f) {
    static const char head[] = "no incident is reported here: "; /* which the report's first line says */
    const char *note = f->incidents.note;
    if (note && strncmp(note, head, sizeof head - 1) == 0) note += sizeof head - 1;
    return note                 ? note
           : f->incidents.count ? "what it tells of is told as background, not as the news"
           : f->claims.count    ? "figures are told, but no attack, accident or disaster that they belong to"
                                : "no attack, accident or disaster is told of, and nobody is counted as harmed";
}

static void write_nothing(struct sr_report *r) {
    const struct sr_findings *f = r->f;
    sr_page_blank(&r->page);
    sr_part_begin(r, "why");
    sr_page_c(&r->page, SR_STYLE_PLAIN, sr_say_why_none(f));
    sr_part_end(r);
    sr_part_begin(r, "found");
    found(r, f->reading.sentence_count, "sentence", "sentences");
    found(r, f->places.count, "place", "places");
    found(r, f->times.count, "time", "times");
    found(r, f->attributions.source_count, "speaker", "speakers");
    found(r, f->numbers.count, "number", "numbers");
    found(r, f->claims.count, "figure of people or homes", "figures of people or homes");
    sr_part_end(r);
}

static void write_all(struct sr_report *r) {
    const struct sr_incidents *all = &r->f->incidents;
    uint32_t mains = 0;
    for (uint32_t i = 0; i < all->count; i++) mains += all->items[i].main;
    if (!mains) {
        sr_write_head(r, NULL);
        write_nothing(r);
        sr_write_apart(r, SR_NONE);
        return;
    }
    for (uint32_t i = 0, n = 0; i < all->count; i++) {
        if (!all->items[i].main) continue;
        if (n++) sr_page_blank(&r->page);
        sr_write_head(r, &all->items[i]);
        sr_write_tally(r, i);
        sr_write_about(r, &all->items[i]);
        if (n == mains) sr_write_apart(r, i);
        sr_write_line(r, i);
    }
}

enum sr_status sr_report_text(const struct sr_report_in *in, const struct sr_report_options *options,
                              struct sr_buf *out, struct sr_err *err) {
    enum sr_status status = sr_findings_check(in->findings, err);
    if (status) return status;
    struct sr_arena scratch;
    sr_arena_init(&scratch, 0);
    size_t before = out->size;
    struct sr_report r = {.f = in->findings, .lexicon = in->lexicon, .options = options, .scratch = &scratch};
    r.page = (struct sr_page){.out = out, .width = options->width ? options->width : 80, .colour = options->colour};
    if (sr_report_prepare(&r)) write_all(&r);
    else r.failed = true;
    bool failed = r.failed || r.page.word.failed || out->failed;
    sr_buf_release(&r.page.word);
    sr_arena_release(&scratch);
    if (!failed) return SR_OK;
    out->size = before;
    return sr_fail_memory(err, "writing a report");
}
