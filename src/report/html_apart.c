/* html_apart.c: what is not counted, and why: the background, figures of no incident, numbers that count nobody; the
 * unnamed speakers; the key to the speakers' marks. */
#include "report/html.h"

enum { MOST_CLAIMS = 40, MOST_NUMBERS = 400 };

static uint32_t incident_of(const struct sr_html *h, uint32_t claim) {
    const uint32_t *of = h->report.f->incidents.of_claim;
    return of ? of[claim] : SR_NONE;
}

static void write_claim(struct sr_html *h, uint32_t i, bool with_event) {
    struct sr_report *r = &h->report;
    const struct sr_claim *c = &r->f->claims.items[i];
    const char *key = sr_measure_key(c->measure, c->state);
    sr_html_c(h, "<li");
    sr_html_line_names(h, i, NULL, 0);
    sr_html_c(h, ">");
    if (c->measure != SR_MEASURE_OTHER) {
        sr_html_c(h, "<b>");
        sr_html_value(h, sr_say_short(r, c));
        sr_html_c(h, " ");
        sr_html_text(h, sr_str_c(sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_MEASURES], key, 1, key)));
        sr_html_c(h, "</b>: ");
    }
    if (c->chain_count) {
        sr_html_chain(h, c);
        sr_html_c(h, " ");
    }
    sr_html_quote(h, i, with_event, NULL, 0);
    sr_html_c(h, "</li>\n");
}

static uint32_t write_claims_of(struct sr_html *h, uint32_t incident) {
    const struct sr_findings *f = h->report.f;
    uint32_t told = 0;
    for (uint32_t i = 0; i < f->claims.count && told < MOST_CLAIMS; i++) {
        if (incident_of(h, i) != incident) continue;
        if (!told++) sr_html_c(h, "<ul class=\"claims\">\n");
        write_claim(h, i, true);
    }
    if (told) sr_html_c(h, "</ul>\n");
    return told;
}

static void write_background(struct sr_html *h, uint32_t i) {
    struct sr_report *r = &h->report;
    const struct sr_incident *inc = &r->f->incidents.items[i];
    sr_html_c(h, "<li><p><span class=\"tag\">another event</span> ");
    sr_html_text(h, sr_say_kind(r, inc, false));
    if (inc->place != SR_NONE) {
        sr_html_c(h, ", ");
        sr_html_text(h, sr_say_place(r, inc->place, inc));
    }
    if (inc->has_begin) {
        sr_html_c(h, ", ");
        sr_html_date(h, &inc->begin);
    } else if (inc->times.count) {
        sr_html_c(h, ", ");
        sr_html_text(h, sr_say_words(r, r->f->times.items[inc->times.items[0]].span, 40));
    }
    bool told = inc->trigger < r->f->reading.token_count;
    for (uint32_t k = 0; k < r->f->claims.count; k++) told &= incident_of(h, k) != i;
    if (told) {
        struct sr_span s = r->f->reading.tokens[inc->trigger].span;
        sr_html_c(h, ": ");
        sr_html_text(h, sr_say_words(r, s, 60));
        sr_html_c(h, " ");
        sr_html_where(h, s.start, SR_NONE);
    }
    sr_html_c(h, "</p>\n");
    (void)write_claims_of(h, i);
    sr_html_c(h, "</li>\n");
}

static bool is_told(const struct sr_html *h, uint32_t i) {
    const struct sr_number *n = &h->report.f->numbers.items[i];
    return h->report.f->claims.reasons[i] != SR_REASON_CLAIM && n->end <= h->report.f->reading.token_count &&
           n->end > n->first;
}

static void write_numbers(struct sr_html *h) {
    struct sr_report *r = &h->report;
    const struct sr_numbers *n = &r->f->numbers;
    uint32_t told = 0, left = 0;
    for (uint32_t i = 0; r->f->claims.reasons && i < n->count; i++) {
        if (!is_told(h, i)) continue;
        if (told == MOST_NUMBERS) {
            left++;
            continue;
        }
        if (!told++)
            sr_html_c(
                h,
                "<table>\n<caption>Numbers that count nobody here</caption>\n<thead><tr><th scope=\"col\">number</th>"
                "<th scope=\"col\">why not</th><th scope=\"col\">where</th></tr></thead>\n<tbody>\n");
        uint8_t reason = r->f->claims.reasons[i];
        sr_html_c(h, "<tr><th scope=\"row\">");
        sr_html_text(h, sr_collapsed(r, sr_slice(r->f->document->text.p, n->items[i].span)));
        sr_html_c(h, "</th><td>");
        sr_html_c(h, reason == SR_REASON_KIND ? sr_number_kind_name(n->items[i].kind) : sr_reason_text(reason));
        sr_html_c(h, "</td><td>");
        sr_html_text(h, sr_say_words(r, sr_words_around(r->f, &n->items[i]), 160));
        sr_html_c(h, " ");
        sr_html_where(h, n->items[i].span.start, SR_NONE);
        sr_html_c(h, "</td></tr>\n");
    }
    if (told) sr_html_c(h, "</tbody></table>\n");
    if (left) sr_buf_printf(h->out, "<p class=\"dim\">and %u more</p>\n", left);
}

/* Claims of the news that no row of the tally tells: they are in no figure, and no line of the page has taken them. */
static void write_left_over(struct sr_html *h) {
    const struct sr_findings *f = h->report.f;
    uint32_t told = 0;
    for (uint32_t i = 0; i < f->claims.count && told < MOST_CLAIMS; i++) {
        uint32_t of = incident_of(h, i);
        if (h->line[i] != SR_NONE || of == SR_NONE || !f->incidents.items[of].main) continue;
        if (!told++)
            sr_html_c(h, "<p><span class=\"tag\">told, but in no figure above</span></p>\n<ul class=\"claims\">\n");
        write_claim(h, i, false);
    }
    if (told) sr_html_c(h, "</ul>\n");
}

static void write_not_counted(struct sr_html *h, uint32_t main_incident) {
    const struct sr_findings *f = h->report.f;
    size_t before = h->out->size;
    sr_buf_printf(h->out, "<details class=\"apart\">\n<summary><h%u>Not counted here, and why</h%u></summary>\n",
                  h->level + 1u, h->level + 1u);
    size_t empty = h->out->size;
    uint32_t told = 0;
    for (uint32_t i = 0; i < f->incidents.count; i++) {
        if (i == main_incident || f->incidents.items[i].main) continue;
        if (!told++) sr_html_c(h, "<ul class=\"plain\">\n");
        write_background(h, i);
    }
    if (told) sr_html_c(h, "</ul>\n");
    write_left_over(h);
    bool loose = false;
    for (uint32_t i = 0; i < f->claims.count; i++) loose |= incident_of(h, i) == SR_NONE;
    if (loose) sr_html_c(h, "<p><span class=\"tag\">of no incident told here</span></p>\n");
    (void)write_claims_of(h, SR_NONE);
    write_numbers(h);
    if (h->out->size == empty && !h->out->failed) h->out->size = before;
    else sr_html_c(h, "</details>\n");
}

static void write_unnamed(struct sr_html *h) {
    uint32_t told = 0;
    for (uint32_t s = 0; s < h->report.f->attributions.source_count; s++) {
        if (!sr_is_unnamed_speaker(&h->report, s)) continue;
        if (!told++)
            sr_buf_printf(
                h->out,
                "<section class=\"unnamed-speakers\">\n<h%u>Unnamed speakers</h%u>\n<ul class=\"plain in-line\">\n",
                h->level + 1u, h->level + 1u);
        sr_html_c(h, "<li>");
        sr_html_source(h, s);
        sr_html_c(h, " ");
        sr_html_where(h, h->report.f->attributions.sources[s].name.start, SR_NONE);
        sr_html_c(h, "</li>\n");
    }
    if (told) sr_html_c(h, "</ul>\n</section>\n");
}

void sr_html_apart(struct sr_html *h, uint32_t main_incident) {
    write_unnamed(h);
    write_not_counted(h, main_incident);
}

void sr_html_key(struct sr_html *h) {
    bool any = h->unnamed;
    for (uint32_t k = 0; k < SR_SOURCE_COUNT; k++) any |= h->kinds[k];
    if (!any) return;
    sr_html_c(h, "<p class=\"key\">Speakers:");
    for (uint32_t k = 0; k < SR_SOURCE_COUNT; k++) {
        if (!h->kinds[k]) continue;
        const char *name = sr_source_kind_name(k);
        sr_buf_printf(h->out, " <span><svg class=\"kind\" aria-hidden=\"true\"><use href=\"#kind-%s\"/></svg>%s</span>",
                      name, name);
    }
    if (h->unnamed) sr_html_c(h, " <span class=\"chip unnamed\">not named</span>");
    sr_html_c(h, "</p>\n");
}
