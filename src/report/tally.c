/* tally.c: the rows as a table, with who says so beside each. */
#include "report/tally.h"

struct columns {
    uint32_t label, number; /* widths */
    uint32_t words;         /* where the speakers begin */
    uint32_t room;          /* columns left for them */
};

enum { MOST_LINES = 12 }; /* of a row: a text of hundreds of figures is a table, and no report */

static void write_tags(struct sr_report *r, uint32_t i) {
    const struct sr_claim *c = &r->f->claims.items[i];
    if (r->overtaken[i]) sr_page_c(&r->page, SR_STYLE_FAINT, "earlier, since overtaken: ");
    if (c->polarity == SR_POLARITY_DENIED) sr_page_c(&r->page, SR_STYLE_ALARM, "denied: ");
    if (c->polarity == SR_POLARITY_POSSIBLE) sr_page_c(&r->page, SR_STYLE_ALARM, "feared or possible: ");
    if (r->added[i]) sr_page_c(&r->page, SR_STYLE_PLAIN, "in addition: ");
}

/* "¶1, ¶7": where the line's claim stands, and those that repeat it. */
static void write_where(struct sr_report *r, const struct sr_row *row, uint32_t at) {
    struct sr_str last = SR_STR("");
    for (uint32_t k = at; k < row->count; k++) {
        if (row->first[k] != at) continue;
        struct sr_str where = sr_say_where(r, r->f->claims.items[row->claims[k]].span.start);
        if (sr_str_eq(where, last)) continue;
        sr_page_c(&r->page, SR_STYLE_PLAIN, last.n ? ", " : "\u00a0");
        sr_page_text(&r->page, SR_STYLE_FAINT, where);
        last = where;
    }
}

void sr_write_claim(struct sr_report *r, const struct sr_row *row, uint32_t at, uint32_t most) {
    uint32_t i = row->claims[at];
    const struct sr_claim *c = &r->f->claims.items[i];
    bool unnamed = c->chain_count && r->f->attributions.sources[c->chain[0].speakers.items[0]].anonymous;
    write_tags(r, i);
    sr_page_text(&r->page, unnamed ? SR_STYLE_UNNAMED : SR_STYLE_PLAIN, sr_say_chain(r, c));
    if (c->has_as_of) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", as of ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_date(r, &c->as_of));
    }
    sr_page_c(&r->page, SR_STYLE_PLAIN, ": ");
    sr_page_text(&r->page, r->overtaken[i] ? SR_STYLE_STRUCK : SR_STYLE_PLAIN,
                 sr_say_words(r, sr_claim_words(r->f, c), most));
    write_where(r, row, at);
}

/* The rows' lines, beyond those that are shown. */
static void write_rest(struct sr_report *r, const struct sr_row *row, const struct columns *c) {
    uint32_t lines = 0;
    for (uint32_t k = 0; k < row->count; k++) lines += row->first[k] == k;
    if (lines <= MOST_LINES) return;
    sr_page_end_line(&r->page);
    sr_page_tab(&r->page, c->words);
    struct sr_str more = sr_say_count(r, lines - MOST_LINES);
    sr_page_c(&r->page, SR_STYLE_PLAIN, "and ");
    sr_page_text(&r->page, SR_STYLE_PLAIN, more);
    sr_page_c(&r->page, SR_STYLE_PLAIN, " more");
    sr_page_end_line(&r->page);
}

static void write_number(struct sr_report *r, const struct columns *c, uint32_t place, enum sr_style style,
                         struct sr_str text) {
    uint32_t edge = c->label + (place + 1) * (c->number + 2), width = sr_page_width_of(text);
    sr_page_tab(&r->page, edge > width ? edge - width : 0);
    sr_page_text(&r->page, style, text);
}

/* Two speakers at odds are set one under the other, held by a bracket, each with its figure first. */
static void write_disputed(struct sr_report *r, const struct sr_row *row, const struct columns *c) {
    uint32_t last = 0, widest = 0;
    for (uint32_t k = 0; k < row->count; k++) {
        if (row->first[k] != k) continue;
        uint32_t width = sr_page_width_of(sr_say_short(r, &r->f->claims.items[row->claims[k]]));
        if (width > widest) widest = width;
        last = k;
    }
    r->page.indent = c->words + widest + 3;
    r->page.rail_at = c->words;
    for (uint32_t k = 0, lines = 0; k < row->count && lines < MOST_LINES; k++) {
        if (row->first[k] != k) continue;
        lines++;
        sr_page_end_line(&r->page);
        sr_page_tab(&r->page, c->words);
        sr_page_c(&r->page, SR_STYLE_ALARM, k == 0 ? "┌" : k == last ? "└" : "├");
        struct sr_str value = sr_say_short(r, &r->f->claims.items[row->claims[k]]);
        sr_page_tab(&r->page, c->words + 2 + widest - sr_page_width_of(value));
        sr_page_text(&r->page, SR_STYLE_STRONG, value);
        sr_page_tab(&r->page, r->page.indent);
        r->page.rail = k == last ? NULL : "│";
        sr_write_claim(r, row, k, 3 * c->room);
        sr_page_tab(&r->page, 0);
    }
    sr_page_end_line(&r->page);
    r->page.rail = NULL;
    write_rest(r, row, c);
}

static void write_claims(struct sr_report *r, const struct sr_row *row, const struct columns *c) {
    r->page.indent = c->words + 2;
    for (uint32_t k = 0, lines = 0; k < row->count && lines < MOST_LINES; k++) {
        if (row->first[k] != k) continue;
        lines++;
        if (k) sr_page_end_line(&r->page);
        sr_page_tab(&r->page, c->words);
        sr_write_claim(r, row, k, 3 * c->room);
    }
    sr_page_end_line(&r->page);
    write_rest(r, row, c);
}

static void write_row(struct sr_report *r, const struct sr_row *row, const struct columns *c) {
    r->page.indent = row->part ? 2 : 0;
    sr_page_tab(&r->page, r->page.indent);
    sr_page_text(&r->page, row->part ? SR_STYLE_PLAIN : SR_STYLE_STRONG, row->label);
    sr_page_tab(&r->page, 0);
    if (r->page.column > c->label) sr_page_end_line(&r->page);
    write_number(r, c, 0, SR_STYLE_PLAIN, row->low);
    write_number(r, c, 1, SR_STYLE_STRONG, row->best);
    write_number(r, c, 2, SR_STYLE_PLAIN, row->high);
    sr_page_tab(&r->page, 0);
    bool under = c->words < c->label + 3 * (c->number + 2); /* no room beside: the speakers stand under the numbers */
    if (under) sr_page_end_line(&r->page);
    if (row->disputed) {
        sr_page_tab(&r->page, c->words);
        sr_page_c(&r->page, SR_STYLE_ALARM, "DISPUTED");
        write_disputed(r, row, c);
    } else if (row->count) write_claims(r, row, c);
    if (row->note.n) {
        r->page.indent = c->words;
        sr_page_tab(&r->page, c->words);
        sr_page_text(&r->page, SR_STYLE_FAINT, row->note);
    }
    sr_page_end_line(&r->page);
}

static struct columns layout(const struct sr_report *r, const struct sr_rows *rows) {
    struct columns c = {.label = 14, .number = 4};
    for (uint32_t i = 0; i < rows->v.count; i++) {
        const struct sr_row *row = &rows->v.items[i];
        uint32_t label = sr_page_width_of(row->label) + (row->part ? 2 : 0);
        if (label > c.label && label <= 22) c.label = label;
        const struct sr_str numbers[] = {row->low, row->best, row->high};
        for (uint32_t k = 0; k < 3; k++)
            if (sr_page_width_of(numbers[k]) > c.number) c.number = sr_page_width_of(numbers[k]);
    }
    c.words = c.label + 3 * (c.number + 2) + 3;
    if (c.words + 30 > r->page.width) c.words = 4;
    c.room = r->page.width > c.words + 10 ? r->page.width - c.words : 30;
    return c;
}

const char *sr_rule_told(const struct sr_report *r, uint32_t incident) {
    for (uint32_t i = 0; i < r->f->figures.count; i++) {
        const char *rule = r->f->figures.items[i].rule;
        if (r->f->figures.items[i].incident == incident && rule && strcmp(rule, "latest") != 0) return rule;
    }
    return NULL;
}

static void write_rule(struct sr_report *r, uint32_t incident) {
    const char *rule = sr_rule_told(r, incident);
    if (!rule) return;
    sr_page_c(&r->page, SR_STYLE_FAINT, "rule: ");
    sr_page_c(&r->page, SR_STYLE_FAINT, rule);
}

void sr_write_tally(struct sr_report *r, uint32_t incident) {
    struct sr_rows rows = {0};
    sr_make_rows(r, incident, &rows);
    sr_page_blank(&r->page);
    if (!rows.v.count) {
        r->page.indent = 0;
        sr_page_c(&r->page, SR_STYLE_PLAIN, "No figures are given.");
        sr_page_end_line(&r->page);
        return;
    }
    struct columns c = layout(r, &rows);
    write_rule(r, incident);
    write_number(r, &c, 0, SR_STYLE_FAINT, SR_STR("low"));
    write_number(r, &c, 1, SR_STYLE_FAINT, SR_STR("best"));
    write_number(r, &c, 2, SR_STYLE_FAINT, SR_STR("high"));
    sr_page_end_line(&r->page);
    for (uint32_t i = 0; i < rows.v.count && !r->failed; i++) write_row(r, &rows.v.items[i], &c);
    r->page.indent = 0;
}
