/* html_tally.c: the tally as a list of rows: what is counted, its bar and numbers, and who says so. */
#include "report/html.h"

enum { MOST_LINES = 12, BAR = 200, ARROW = 22 };

/* Where a value stands on the bar of a group of rows whose greatest value is `most`. */
static unsigned at_bar(int64_t value, int64_t most) {
    if (value <= 0 || most <= 0) return 0;
    return (unsigned)((double)value / (double)most * (BAR - ARROW) + 0.5);
}

/* The bar: solid up to the lowest figure, hatched up to the highest, a tick at the best; dashed on, with an arrow,
 * where no highest is known. Its numbers stand beside it, so a screen reader is spared it. */
static void write_bar(struct sr_html *h, const struct sr_row *row, int64_t most) {
    int64_t low = row->at[0], best = row->at[1], high = row->at[2];
    if (most <= 0 || (low == SR_UNKNOWN && best == SR_UNKNOWN && high == SR_UNKNOWN)) return;
    unsigned a = low == SR_UNKNOWN ? 0 : at_bar(low, most), z = high == SR_UNKNOWN ? a : at_bar(high, most);
    sr_buf_printf(h->out, "<svg class=\"bar%s\" viewBox=\"0 0 %d 14\" aria-hidden=\"true\">",
                  row->disputed ? " at-odds" : "", BAR);
    sr_html_c(h, "<path class=\"base\" d=\"M0 13.5H200\"/>");
    if (a) sr_buf_printf(h->out, "<rect class=\"low\" y=\"4\" width=\"%u\" height=\"6\"/>", a);
    if (z > a) sr_buf_printf(h->out, "<rect class=\"span\" x=\"%u\" y=\"4.5\" width=\"%u\" height=\"5\"/>", a, z - a);
    unsigned end = best != SR_UNKNOWN && at_bar(best, most) > a ? at_bar(best, most) : a;
    if (high == SR_UNKNOWN && low != SR_UNKNOWN)
        sr_buf_printf(h->out, "<path class=\"open\" d=\"M%u 7H%dM%d 3l5 4l-5 4\"/>", end + 3, BAR - 3, BAR - 7);
    if (best != SR_UNKNOWN)
        sr_buf_printf(h->out, "<rect class=\"best\" x=\"%u\" y=\"0\" width=\"3\" height=\"14\"/>",
                      at_bar(best, most) > 1 ? at_bar(best, most) - 1 : 0);
    sr_html_c(h, "</svg>");
}

static void write_number(struct sr_html *h, const char *name, struct sr_str value) {
    sr_buf_printf(h->out, "<div class=\"%s\"><dt>%s</dt><dd>", name, name);
    sr_html_value(h, value);
    sr_html_c(h, "</dd></div>");
}

/* What the line's claim is beside a plain statement: its class, and the words for it. */
static const char *state_of(const struct sr_html *h, uint32_t i) {
    const struct sr_claim *c = &h->report.f->claims.items[i];
    if (c->polarity == SR_POLARITY_DENIED) return "hollow";
    if (h->report.overtaken[i]) return "struck";
    if (c->polarity == SR_POLARITY_POSSIBLE) return "dotted";
    return "plain";
}

static void write_tags(struct sr_html *h, uint32_t i) {
    const struct sr_claim *c = &h->report.f->claims.items[i];
    if (h->report.overtaken[i]) sr_html_c(h, "<span class=\"tag\">earlier, since overtaken</span> ");
    if (c->polarity == SR_POLARITY_DENIED) sr_html_c(h, "<span class=\"tag alarm\">denied</span> ");
    if (c->polarity == SR_POLARITY_POSSIBLE) sr_html_c(h, "<span class=\"tag alarm\">feared or possible</span> ");
    if (h->report.added[i]) sr_html_c(h, "<span class=\"tag\">in addition</span> ");
}

static void write_line(struct sr_html *h, const struct sr_row *row, uint32_t at) {
    const struct sr_findings *f = h->report.f;
    uint32_t i = row->claims[at];
    const struct sr_claim *c = &f->claims.items[i];
    sr_buf_printf(h->out, "<li class=\"%s\"", state_of(h, i));
    sr_html_line_names(h, i, row, at);
    sr_html_c(h, ">");
    if (row->disputed) {
        sr_html_c(h, "<b class=\"side\">");
        sr_html_value(h, sr_say_short(&h->report, c));
        sr_html_c(h, "</b> ");
    }
    write_tags(h, i);
    sr_html_chain(h, c);
    if (c->has_as_of) {
        sr_html_c(h, ", as of ");
        sr_html_date(h, &c->as_of);
    }
    sr_html_c(h, "<span class=\"vh\">: </span> ");
    sr_html_quote(h, i, false, row, at);
    sr_html_c(h, "</li>\n");
}

/* Two speakers at odds stand side by side under a bracket, each with its figure first. */
static void write_lines(struct sr_html *h, const struct sr_row *row) {
    uint32_t lines = 0, shown = 0;
    for (uint32_t k = 0; k < row->count; k++) lines += row->first[k] == k;
    if (!lines) return;
    if (row->disputed)
        sr_html_c(h, "<p class=\"alarm disputed\">Disputed<span class=\"vh\">: the speakers disagree</span></p>\n<ul "
                     "class=\"claims sides\">\n");
    else sr_html_c(h, "<ul class=\"claims\">\n");
    for (uint32_t k = 0; k < row->count && shown < MOST_LINES; k++) {
        if (row->first[k] != k) continue;
        write_line(h, row, k);
        shown++;
    }
    sr_html_c(h, "</ul>\n");
    if (lines > shown) sr_buf_printf(h->out, "<p class=\"dim\">and %u more</p>\n", lines - shown);
}

static void write_row(struct sr_html *h, const struct sr_row *row, int64_t most) {
    sr_buf_printf(h->out, "<li class=\"row%s\">\n<h%u class=\"what\">", row->part ? " part" : "",
                  (unsigned)h->level + (row->part ? 3u : 2u));
    sr_html_text(h, row->label);
    sr_buf_printf(h->out, "</h%u>\n", (unsigned)h->level + (row->part ? 3u : 2u));
    sr_html_c(h, "<div class=\"how-many\"><dl>");
    write_number(h, "low", row->low);
    write_number(h, "best", row->best);
    write_number(h, "high", row->high);
    sr_html_c(h, "</dl>");
    write_bar(h, row, most);
    sr_html_c(h, "</div>\n<div class=\"who-says\">\n");
    write_lines(h, row);
    if (row->note.n) {
        sr_html_c(h, "<p class=\"dim\">");
        sr_html_text(h, row->note);
        sr_html_c(h, "</p>\n");
    }
    sr_html_c(h, "</div></li>\n");
}

/* A total and its parts share one scale. */
static int64_t most_of(const struct sr_rows *rows, uint32_t from) {
    int64_t most = 0;
    for (uint32_t i = from; i < rows->v.count && (i == from || rows->v.items[i].part); i++)
        for (uint32_t k = 0; k < 3; k++)
            if (rows->v.items[i].at[k] > most) most = rows->v.items[i].at[k];
    return most;
}

void sr_html_tally(struct sr_html *h, uint32_t incident) {
    struct sr_rows rows = {0};
    int64_t most = 0;
    sr_make_rows(&h->report, incident, &rows);
    sr_buf_printf(h->out, "<section class=\"tally\">\n<h%u>How many, and who says so</h%u>\n", h->level + 1u,
                  h->level + 1u);
    if (sr_rule_told(&h->report, incident))
        sr_buf_printf(h->out, "<p class=\"dim\">by the rule “%s”</p>\n", sr_rule_told(&h->report, incident));
    if (!rows.v.count) sr_html_c(h, "<p>No figures are given.</p>\n");
    else sr_html_c(h, "<ol class=\"rows\">\n");
    for (uint32_t i = 0; i < rows.v.count && !h->report.failed; i++) {
        if (!rows.v.items[i].part) most = most_of(&rows, i);
        write_row(h, &rows.v.items[i], most);
    }
    sr_html_c(h, rows.v.count ? "</ol>\n</section>\n" : "</section>\n");
}
