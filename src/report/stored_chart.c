/* stored_chart.c: how a figure moved, as a step chart (SVG 1.1). */
#include "base/date.h"
#include "report/stored_parts.h"

enum { WIDTH = 720, HEIGHT = 360, LEFT = 64, RIGHT = 24, TOP = 40, BOTTOM = 40, LEGEND = 20, MOST_SERIES = 8 };

/* Shapes tell the speakers apart, the colours (Okabe and Ito 2008) only help. */
static const char *const colours[MOST_SERIES] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                 "#e69f00", "#56b4e9", "#000000", "#777777"};
static const char *const dashes[MOST_SERIES] = {"", "6 3", "2 3", "8 3 2 3", "12 4", "1 3", "4 4", "10 2"};

struct series {
    struct sr_str speaker;
    double last_x, last_y;
    bool begun;
};

struct chart {
    struct sr_report *r;
    struct sr_buf *out;
    const struct sr_store_figure *figure;
    struct series series[MOST_SERIES]; /* the last stands for all others */
    uint32_t series_count;
    int64_t from, to, most; /* seconds; the greatest number */
};

static void put_escaped(struct sr_buf *out, struct sr_str s) {
    for (uint32_t i = 0; i < s.n; i++) switch (s.p[i]) {
        case '&': sr_buf_c(out, "&amp;"); break;
        case '<': sr_buf_c(out, "&lt;"); break;
        case '>': sr_buf_c(out, "&gt;"); break;
        default:
            if ((unsigned char)s.p[i] >= 0x20) sr_buf_char(out, s.p[i]);
        }
}

static bool time_of(const struct sr_store_step *s, int64_t *seconds) {
    struct sr_date d;
    if (!s->at.p || !sr_date_parse(s->at, &d)) return false;
    *seconds = sr_date_seconds(&d);
    return true;
}

static void measure(struct chart *c) {
    int64_t at;
    bool any = false;
    c->most = 1;
    for (uint32_t i = 0; i < c->figure->step_count; i++) {
        int64_t n = sr_stored_number(&c->figure->steps[i]);
        if (n > c->most) c->most = n;
        if (!time_of(&c->figure->steps[i], &at)) continue;
        if (!any || at < c->from) c->from = at;
        if (!any || at > c->to) c->to = at;
        any = true;
    }
    if (c->to <= c->from) c->to = c->from + 1;
}

static double x_of(const struct chart *c, int64_t at) {
    return LEFT + (double)(at - c->from) / (double)(c->to - c->from) * (WIDTH - LEFT - RIGHT);
}

static double y_of(const struct chart *c, int64_t n) {
    return HEIGHT - BOTTOM - (double)n / (double)c->most * (HEIGHT - TOP - BOTTOM);
}

/* Tenths, with a point whatever the locale. */
static void put_number(struct sr_buf *out, double v) {
    long long tenths = (long long)(v * 10 + 0.5);
    sr_buf_printf(out, "%lld.%lld", tenths / 10, tenths % 10);
}

static uint32_t series_of(struct chart *c, const struct sr_store_step *s) {
    struct sr_str who = s->source_count ? s->sources[0] : s->document;
    for (uint32_t i = 0; i < c->series_count; i++)
        if (sr_str_eq(c->series[i].speaker, who)) return i;
    if (c->series_count == MOST_SERIES) return MOST_SERIES - 1;
    c->series[c->series_count].speaker = c->series_count == MOST_SERIES - 1 ? SR_STR("others") : who;
    return c->series_count++;
}

static void put_text(struct chart *c, double x, double y, const char *anchor, struct sr_str text) {
    sr_buf_c(c->out, "<text x=\"");
    put_number(c->out, x);
    sr_buf_c(c->out, "\" y=\"");
    put_number(c->out, y);
    sr_buf_printf(c->out, "\" text-anchor=\"%s\">", anchor);
    put_escaped(c->out, text);
    sr_buf_c(c->out, "</text>\n");
}

static void put_line(struct chart *c, double x1, double y1, double x2, double y2, const char *style) {
    const double points[] = {x1, y1, x2, y2};
    static const char *const names[] = {"x1", "y1", "x2", "y2"};
    sr_buf_c(c->out, "<line");
    for (size_t i = 0; i < 4; i++) {
        sr_buf_printf(c->out, " %s=\"", names[i]);
        put_number(c->out, points[i]);
        sr_buf_char(c->out, '"');
    }
    sr_buf_printf(c->out, " %s/>\n", style);
}

static void put_axes(struct chart *c) {
    struct sr_report *r = c->r;
    int64_t step = 1;
    for (int64_t k = 0; c->most / step > 5; k++) step = k % 3 == 1 ? step / 2 * 5 : step * 2; /* 1, 2, 5, 10, 20 … */
    for (int64_t n = 0; n <= c->most; n += step) {
        put_line(c, LEFT, y_of(c, n), WIDTH - RIGHT, y_of(c, n), "stroke=\"#ccc\"");
        put_text(c, LEFT - 8, y_of(c, n) + 4, "end", sr_say_count(r, n));
    }
    int64_t at;
    for (uint32_t i = 0, last = 0; i < c->figure->step_count; i++) {
        if (!time_of(&c->figure->steps[i], &at)) continue;
        uint32_t x = (uint32_t)x_of(c, at);
        if (last && x < last + 110) continue; /* no room for its label */
        struct sr_str label = c->figure->steps[i].at;
        const char *anchor = x > WIDTH - 60 ? "end" : last ? "middle" : "start";
        put_text(c, x, HEIGHT - BOTTOM + 20, anchor, (struct sr_str){label.p, label.n > 16 ? 16 : label.n});
        last = x;
    }
}

static void put_step(struct chart *c, const struct sr_store_step *s) {
    struct sr_report *r = c->r;
    char style[96];
    int64_t at;
    if (!time_of(s, &at)) return;
    uint32_t k = series_of(c, s);
    struct series *line = &c->series[k];
    double x = x_of(c, at), y = y_of(c, sr_stored_number(s));
    (void)snprintf(style, sizeof style, "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"", colours[k],
                   dashes[k]);
    if (line->begun) {
        put_line(c, line->last_x, line->last_y, x, line->last_y, style);
        put_line(c, x, line->last_y, x, y, style);
    }
    *line = (struct series){line->speaker, x, y, true};
    sr_buf_c(c->out, "<circle cx=\"");
    put_number(c->out, x);
    sr_buf_c(c->out, "\" cy=\"");
    put_number(c->out, y);
    sr_buf_printf(c->out, "\" r=\"4\" stroke=\"%s\" fill=\"%s\"><title>", colours[k],
                  s->withdrawn ? "none" : colours[k]);
    put_escaped(c->out, SAY("%.*s: %.*s", S(sr_stored_chain(r, s)), S(sr_stored_said(r, s))));
    sr_buf_c(c->out, s->withdrawn ? " (withdrawn)</title></circle>\n" : "</title></circle>\n");
}

static void put_untimed(struct chart *c, uint32_t y) {
    struct sr_report *r = c->r;
    int64_t at;
    for (uint32_t i = 0; i < c->figure->step_count; i++) {
        const struct sr_store_step *s = &c->figure->steps[i];
        if (time_of(s, &at)) continue;
        put_text(c, LEFT, y, "start", SAY("no time: %.*s, %.*s", S(sr_stored_said(r, s)), S(sr_stored_chain(r, s))));
        y += LEGEND;
    }
}

static void put_chart(struct chart *c) {
    uint32_t rows = c->figure->step_count < MOST_SERIES ? c->figure->step_count : MOST_SERIES;
    for (uint32_t i = 0; i < c->figure->step_count; i++) rows += !c->figure->steps[i].at.p;
    measure(c);
    sr_buf_printf(c->out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %u\" font-family=\"sans-serif\" "
                  "font-size=\"12\" role=\"img\">\n<title>",
                  WIDTH, HEIGHT + (rows + 1) * LEGEND);
    struct sr_str label = sr_stored_label(c->r, c->figure);
    put_escaped(c->out, label);
    sr_buf_c(c->out, "</title>\n");
    put_text(c, LEFT, 24, "start", label);
    put_axes(c);
    for (uint32_t i = 0; i < c->figure->step_count; i++) put_step(c, &c->figure->steps[i]);
    uint32_t y = HEIGHT + LEGEND;
    for (uint32_t i = 0; i < c->series_count; i++, y += LEGEND) {
        char style[96];
        (void)snprintf(style, sizeof style, "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"", colours[i],
                       dashes[i]);
        put_line(c, LEFT, y - 4, LEFT + 30, y - 4, style);
        put_text(c, LEFT + 40, y, "start", c->series[i].speaker);
    }
    put_untimed(c, y);
    sr_buf_c(c->out, "</svg>\n");
}

static const struct sr_store_figure *whole_toll(const struct sr_store_figures *all, const char *measure_name) {
    for (uint32_t i = 0; i < all->count; i++)
        if (!all->items[i].of.p && sr_str_is(all->items[i].measure, measure_name)) return &all->items[i];
    return NULL;
}

enum sr_status sr_stored_chart(const struct sr_stored_in *in, const char *measure_name, struct sr_buf *out,
                               struct sr_err *err) {
    static const struct sr_report_options plain = {.width = 80};
    struct sr_stored s;
    struct chart c = {.out = out, .figure = whole_toll(in->figures, measure_name)};
    if (!c.figure)
        return sr_fail(err, SR_ERR_NOT_FOUND, "'sitrep show' lists its figures", "the incident has no toll of '%s'",
                       measure_name);
    enum sr_status status = sr_stored_open(&s, &plain, out, err);
    if (status) return status;
    c.r = &s.r;
    put_chart(&c);
    return sr_stored_close(&s, err);
}
