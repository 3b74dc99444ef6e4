/* html_put.c: the small pieces of the page: escaped text, dates, names, speakers, quoted words. */
#include "base/utf8.h"
#include "report/html.h"

void sr_html_c(struct sr_html *h, const char *markup) {
    sr_buf_c(h->out, markup);
}

void sr_html_escape(struct sr_buf *out, struct sr_str s) {
    uint32_t size;
    for (uint32_t i = 0; i < s.n; i += size) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &size);
        switch (c) {
        case '&': sr_buf_c(out, "&amp;"); break;
        case '<': sr_buf_c(out, "&lt;"); break;
        case '>': sr_buf_c(out, "&gt;"); break;
        case '"': sr_buf_c(out, "&quot;"); break;
        case '\'': sr_buf_c(out, "&#39;"); break;
        case '\n': sr_buf_char(out, '\n'); break;
        case '\t':
        case '\r': sr_buf_char(out, ' '); break;
        case 0xFFFD: sr_buf_c(out, "\xEF\xBF\xBD"); break; /* also for bytes that are no character */
        default:
            if (!sr_page_unfit(c)) sr_buf_add(out, s.p + i, size);
        }
    }
}

void sr_html_text(struct sr_html *h, struct sr_str text) {
    sr_html_escape(h->out, text);
}

void sr_html_value(struct sr_html *h, struct sr_str value) {
    if (sr_str_is(value, "–"))
        sr_html_c(h,
                  "<span class=\"none\"><span aria-hidden=\"true\">–</span><span class=\"vh\">not known</span></span>");
    else if (value.n > 1 && value.p[0] == '~') {
        sr_html_c(h, "<span class=\"vh\">about </span><span aria-hidden=\"true\">~</span>");
        sr_html_text(h, (struct sr_str){value.p + 1, value.n - 1});
    } else sr_html_text(h, value);
}

static void write_time(struct sr_html *h, const struct sr_date *date, struct sr_str words) {
    struct sr_str machine = sr_kept(&h->report, sr_date_write(h->report.scratch, date));
    sr_html_c(h, "<time datetime=\"");
    sr_html_text(h, machine);
    sr_html_c(h, "\">");
    sr_html_text(h, words);
    sr_html_c(h, "</time>");
}

void sr_html_date(struct sr_html *h, const struct sr_date *date) {
    write_time(h, date, sr_say_date(&h->report, date));
}

void sr_html_begin(struct sr_html *h, const struct sr_incident *incident) {
    write_time(h, &incident->begin, sr_say_begin(&h->report, incident));
}

void sr_html_name(struct sr_html *h, char letter, uint32_t n) {
    sr_buf_printf(h->out, "%s%c%u", h->prefix, letter, n);
}

uint32_t sr_html_paragraph(const struct sr_html *h, uint32_t byte) {
    const struct sr_reading *g = &h->report.f->reading;
    struct sr_span title = h->report.f->document->title_span;
    if (title.end && byte >= title.start && byte < title.end) return 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->paragraph_count && g->paragraphs[i].span.start <= byte; i++)
        n += !title.end || g->paragraphs[i].span.start < title.start || g->paragraphs[i].span.start >= title.end;
    return n ? n : 1;
}

void sr_html_where(struct sr_html *h, uint32_t byte, uint32_t claim) {
    uint32_t n = sr_html_paragraph(h, byte);
    sr_html_c(h, "<a class=\"w\" href=\"#");
    if (claim != SR_NONE) sr_html_name(h, 'm', claim);
    else sr_html_name(h, 'p', n);
    if (n) sr_buf_printf(h->out, "\"><span class=\"vh\">paragraph </span><span aria-hidden=\"true\">¶</span>%u</a>", n);
    else sr_html_c(h, "\">headline</a>");
}

static void chip(struct sr_html *h, uint8_t kind, bool unnamed, struct sr_str name) {
    h->kinds[kind] = true;
    h->unnamed |= unnamed;
    sr_buf_printf(h->out,
                  "<span class=\"chip%s\"><svg class=\"kind\" aria-hidden=\"true\"><use href=\"#kind-%s\"/></svg>",
                  unnamed ? " unnamed" : "", sr_source_kind_name(kind));
    sr_buf_printf(h->out, "<span class=\"vh\">%s%s: </span>", sr_source_kind_name(kind), unnamed ? ", not named" : "");
    sr_html_text(h, name);
    sr_html_c(h, "</span>");
}

void sr_html_source(struct sr_html *h, uint32_t source) {
    const struct sr_source *s = &h->report.f->attributions.sources[source];
    chip(h, s->kind, s->anonymous, sr_say_speakers(&h->report, (struct sr_indices){&source, 1}));
}

void sr_html_sources(struct sr_html *h, struct sr_indices sources) {
    for (uint32_t i = 0; i < sources.count; i++) {
        if (i) sr_html_c(h, i + 1 == sources.count ? " and " : ", ");
        sr_html_source(h, sources.items[i]);
    }
}

void sr_html_chain(struct sr_html *h, const struct sr_claim *c) {
    static const char inwards[] = " <span class=\"in\" aria-hidden=\"true\">‹</span><span class=\"vh\">quoting</span> ";
    const struct sr_findings *f = h->report.f;
    bool nobody = c->attribution != SR_NONE && !f->attributions.items[c->attribution].speakers.count;
    sr_html_c(h, "<span class=\"chain\">");
    if (!nobody && !c->chain_count) {
        bool named = f->document->outlet.n;
        chip(h, SR_SOURCE_OUTLET, false, named ? f->document->outlet : SR_STR("this report"));
    }
    for (uint32_t i = c->chain_count; i-- > 0;) {
        sr_html_sources(h, c->chain[i].speakers);
        if (i || nobody) sr_html_c(h, inwards);
    }
    if (nobody) chip(h, SR_SOURCE_OTHER, true, SR_STR("speaker not named"));
    sr_html_c(h, "</span>");
}

void sr_html_line_names(struct sr_html *h, uint32_t claim, const struct sr_row *row, uint32_t at) {
    if (h->line[claim] == SR_NONE) {
        sr_html_c(h, " id=\"");
        sr_html_name(h, 'c', claim);
        sr_html_c(h, "\"");
    }
    sr_html_c(h, " data-c=\"");
    sr_html_name(h, 'c', claim);
    for (uint32_t k = at + 1; row && k < row->count; k++) {
        if (row->first[k] != at) continue;
        sr_html_c(h, " ");
        sr_html_name(h, 'c', row->claims[k]);
    }
    sr_html_c(h, "\"");
    for (uint32_t k = at; row && k < row->count; k++)
        if (row->first[k] == at && h->line[row->claims[k]] == SR_NONE) h->line[row->claims[k]] = claim;
    if (h->line[claim] == SR_NONE) h->line[claim] = claim;
}

void sr_html_quote(struct sr_html *h, uint32_t claim, bool with_event, const struct sr_row *row, uint32_t at) {
    struct sr_report *r = &h->report;
    const struct sr_claim *c = &r->f->claims.items[claim];
    struct sr_span words = with_event ? sr_words_with_event(r->f, r->lexicon, c) : sr_claim_words(r->f, c);
    sr_html_c(h, "<a class=\"q\" href=\"#");
    sr_html_name(h, 'm', claim);
    sr_html_c(h, "\">");
    sr_html_c(h, r->overtaken[claim] ? "<s>" : "");
    sr_html_text(h, sr_say_words(r, words, 240));
    sr_html_c(h, r->overtaken[claim] ? "</s></a> " : "</a> ");
    sr_html_where(h, c->span.start, claim);
    uint32_t last = sr_html_paragraph(h, c->span.start);
    for (uint32_t k = at + 1; row && k < row->count; k++) {
        uint32_t start = r->f->claims.items[row->claims[k]].span.start;
        if (row->first[k] != at || sr_html_paragraph(h, start) == last) continue;
        sr_html_c(h, ", ");
        sr_html_where(h, start, row->claims[k]);
        last = sr_html_paragraph(h, start);
    }
}
