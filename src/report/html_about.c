/* html_about.c: who and with what, and when. */
#include "report/html.h"

static void write_filler(struct sr_html *h, const struct sr_role_filler *f) {
    const char *as = sr_say_role_as(f->as);
    sr_html_c(h, "<li>");
    sr_html_text(h, sr_say_name(&h->report, f->span));
    sr_html_c(h, " ");
    if (*as) sr_buf_printf(h->out, "<span class=\"tag alarm\">%s</span> ", as);
    sr_html_where(h, f->span.start, SR_NONE);
    if (f->sources.count) {
        sr_html_c(h, *as ? ", says " : ", according to ");
        sr_html_sources(h, f->sources);
    }
    sr_html_c(h, "</li>");
}

static void write_roles(struct sr_html *h, const struct sr_incident *inc) {
    struct sr_report *r = &h->report;
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        const struct sr_role_fillers *all = &inc->roles[k];
        uint32_t told = 0;
        for (uint32_t i = 0; i < all->count && told < 12; i++) {
            if (sr_role_told_before(r, all, i)) continue;
            if (!told++) {
                sr_html_c(h, "<dt>");
                sr_html_text(h, sr_str_c(sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_ROLES], sr_role_name(k), 1,
                                                     sr_role_name(k))));
                sr_html_c(h, "</dt><dd><ul class=\"plain\">");
            }
            write_filler(h, &all->items[i]);
        }
        if (told) sr_html_c(h, "</ul></dd>\n");
    }
}

static void write_when(struct sr_html *h, const struct sr_incident *inc) {
    struct sr_str undated = inc->has_begin ? SR_STR("") : sr_say_undated(&h->report);
    if (!inc->has_begin && !inc->has_end && !inc->times.count && inc->phase == SR_PHASE_UNKNOWN && !undated.n) return;
    sr_html_c(h, "<dt>when</dt><dd>");
    if (inc->has_begin) {
        if (inc->has_end) sr_html_c(h, "from ");
        sr_html_begin(h, inc);
    }
    if (inc->has_end) {
        sr_html_c(h, inc->has_begin ? " to " : "until ");
        sr_html_date(h, &inc->end);
    }
    bool told = inc->has_begin || inc->has_end;
    if (inc->phase != SR_PHASE_UNKNOWN) {
        sr_html_c(h, told ? "; " : "");
        sr_html_c(h, inc->phase == SR_PHASE_ENDED ? "over" : "still going on");
        told = true;
    }
    for (uint32_t i = 0, n = 0; i < inc->times.count && n < 12; i++) {
        const struct sr_timex *t = &h->report.f->times.items[inc->times.items[i]];
        if (sr_time_told_before(&h->report, inc, i)) continue;
        sr_html_c(h, n ? " · " : told ? "; told as " : "told as ");
        n++;
        sr_html_text(h, sr_say_words(&h->report, t->span, 60));
        sr_html_c(h, " ");
        sr_html_where(h, t->span.start, SR_NONE);
        told = true;
    }
    if (undated.n) {
        sr_html_c(h, told ? "; " : "");
        sr_html_text(h, undated);
        sr_html_c(h, ": no day of publication to count from (<code>--published</code>)");
    }
    sr_html_c(h, "</dd>\n");
}

void sr_html_about(struct sr_html *h, const struct sr_incident *incident) {
    size_t before = h->out->size;
    sr_buf_printf(h->out, "<section class=\"about\">\n<h%u>Who and when</h%u>\n<dl>\n", h->level + 1u, h->level + 1u);
    size_t empty = h->out->size;
    write_roles(h, incident);
    write_when(h, incident);
    if (h->out->size == empty && !h->out->failed) h->out->size = before; /* no heading over nothing */
    else sr_html_c(h, "</dl>\n</section>\n");
}
