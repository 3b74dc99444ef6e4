/* html_article.c: the text of the article, with the words of each figure marked and linked to its line of the report,
 * and the words that name its speakers, which light up with it.
 *
 * Spans nest and cross, and a link can't hold a link: the text is cut at every edge, and each piece becomes one link,
 * to the narrowest figure that it belongs to, with the tokens of all.
 */
#include <stdlib.h>

#include "report/html.h"

struct marked {
    struct sr_span span;
    uint32_t claim;
    bool speaker; /* it names who says so; else it is the figure's own words */
};

struct article {
    struct sr_html *h;
    SR_VEC(struct marked) items; /* by start, the longer first */
    SR_VEC(struct marked) now;   /* those that hold the piece under way */
    SR_VEC(uint32_t) edges;      /* ascending */
    uint32_t next, edge;         /* indices into them */
    bool *named;                 /* [claims] the page has its mark's id */
    bool *linked;                /* [claims] and a link that the Tab key stops at */
};

static int by_start(const void *pa, const void *pb) {
    const struct marked *a = pa, *b = pb;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
    return a->claim < b->claim ? -1 : a->claim > b->claim;
}

static int by_value(const void *pa, const void *pb) {
    const uint32_t *a = pa, *b = pb;
    return *a < *b ? -1 : *a > *b;
}

static bool add(struct article *a, struct sr_span span, uint32_t claim, bool speaker) {
    struct sr_arena *arena = a->h->report.scratch;
    if (span.end <= span.start) return true;
    return SR_PUSH(arena, a->items, ((struct marked){span, claim, speaker})) && SR_PUSH(arena, a->edges, span.start) &&
           SR_PUSH(arena, a->edges, span.end);
}

static bool gather(struct article *a) {
    const struct sr_findings *f = a->h->report.f;
    bool ok = true;
    for (uint32_t i = 0; ok && i < f->claims.count; i++) {
        const struct sr_claim *c = &f->claims.items[i];
        ok = add(a, sr_claim_words(f, c), i, false);
        for (uint32_t k = 0; ok && k < c->chain_count; k++) {
            const struct sr_spans *who = &f->attributions.items[c->chain[k].attribution].source;
            for (uint32_t n = 0; ok && n < who->count; n++) ok = add(a, who->items[n], i, true);
        }
    }
    if (a->items.count) qsort(a->items.items, a->items.count, sizeof *a->items.items, by_start);
    if (a->edges.count) qsort(a->edges.items, a->edges.count, sizeof *a->edges.items, by_value);
    a->named = sr_arena_alloc(a->h->report.scratch, f->claims.count, sizeof *a->named);
    a->linked = sr_arena_alloc(a->h->report.scratch, f->claims.count, sizeof *a->linked);
    return ok && a->named && a->linked;
}

/* Move to `at`: what ends there goes, what begins there comes. */
static void move_to(struct article *a, uint32_t at) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < a->now.count; i++)
        if (a->now.items[i].span.end > at) a->now.items[kept++] = a->now.items[i];
    a->now.count = kept;
    for (; a->next < a->items.count && a->items.items[a->next].span.start <= at; a->next++)
        if (a->items.items[a->next].span.end > at && !SR_PUSH(a->h->report.scratch, a->now, a->items.items[a->next]))
            a->h->report.failed = true;
    while (a->edge < a->edges.count && a->edges.items[a->edge] <= at) a->edge++;
}

static void write_tokens(struct article *a) {
    sr_html_c(a->h, " data-c=\"");
    for (uint32_t i = 0; i < a->now.count; i++) {
        sr_html_c(a->h, i ? " " : "");
        sr_html_name(a->h, 'c', a->now.items[i].claim);
    }
    sr_html_c(a->h, "\"");
}

static bool counts(const struct sr_html *h, uint32_t claim) {
    const struct sr_incidents *all = &h->report.f->incidents;
    uint32_t of = all->of_claim ? all->of_claim[claim] : SR_NONE;
    return of != SR_NONE && all->items[of].main;
}

static void write_class(struct sr_html *h, uint32_t claim, bool speaker) {
    const struct sr_claim *c = &h->report.f->claims.items[claim];
    bool apart = !counts(h, claim);
    sr_html_c(h, apart ? " class=\"apart" : " class=\"figure");
    if (c->polarity == SR_POLARITY_DENIED) sr_html_c(h, " hollow");
    else if (c->polarity == SR_POLARITY_POSSIBLE) sr_html_c(h, " dotted");
    if (h->report.overtaken[claim]) sr_html_c(h, " struck");
    sr_html_c(h, speaker ? " who\"" : "\"");
}

/* "killed: 22+; not counted here", which a screen reader tells after the words. */
static void write_title(struct sr_html *h, uint32_t claim) {
    const struct sr_claim *c = &h->report.f->claims.items[claim];
    const char *key = sr_measure_key(c->measure, c->state);
    sr_html_c(h, " title=\"");
    sr_html_c(h, sr_say_cell(&h->report.lexicon->tables[SR_TABLE_REPORT_MEASURES], key, 1, key));
    sr_html_c(h, ": ");
    sr_html_text(h, sr_say_short(&h->report, c));
    sr_html_c(h, c->polarity == SR_POLARITY_DENIED     ? ", denied"
                 : c->polarity == SR_POLARITY_POSSIBLE ? ", feared or possible"
                                                       : "");
    sr_html_c(h, h->report.overtaken[claim] ? ", since overtaken" : "");
    sr_html_c(h, counts(h, claim) ? "\"" : "; not counted here\"");
}

static void write_ids(struct article *a, uint32_t but) {
    for (uint32_t i = 0; i < a->now.count; i++) {
        uint32_t claim = a->now.items[i].claim;
        if (a->now.items[i].speaker || claim == but || a->named[claim]) continue;
        a->named[claim] = true;
        sr_html_c(a->h, "<span id=\"");
        sr_html_name(a->h, 'm', claim);
        sr_html_c(a->h, "\"></span>");
    }
}

static void write_piece(struct article *a, struct sr_str text) {
    struct sr_html *h = a->h;
    const struct marked *inner = NULL;
    bool speaker = false;
    for (uint32_t i = 0; i < a->now.count; i++) {
        const struct marked *m = &a->now.items[i];
        speaker |= m->speaker;
        if (!m->speaker && (!inner || sr_span_size(m->span) <= sr_span_size(inner->span))) inner = m;
    }
    if (!inner) {
        if (speaker) {
            sr_html_c(h, "<span class=\"who\"");
            write_tokens(a);
            sr_html_c(h, ">");
        }
        sr_html_text(h, text);
        sr_html_c(h, speaker ? "</span>" : "");
        return;
    }
    uint32_t claim = inner->claim, line = h->line[claim];
    sr_html_c(h, "<mark");
    write_class(h, claim, speaker);
    sr_html_c(h, ">");
    write_ids(a, claim);
    sr_html_c(h, line == SR_NONE ? "<span" : "<a");
    if (!a->named[claim]) {
        sr_html_c(h, " id=\"");
        sr_html_name(h, 'm', claim);
        sr_html_c(h, "\"");
    }
    if (line != SR_NONE) {
        sr_html_c(h, " href=\"#");
        sr_html_name(h, 'c', line);
        sr_html_c(h, a->linked[claim] ? "\" tabindex=\"-1\"" : "\"");
        a->linked[claim] = true;
    }
    a->named[claim] = true;
    write_title(h, claim);
    write_tokens(a);
    sr_html_c(h, ">");
    sr_html_text(h, text);
    sr_html_c(h, line == SR_NONE ? "</span></mark>" : "</a></mark>");
}

static void write_range(struct article *a, uint32_t at, uint32_t end) {
    const char *text = a->h->report.f->document->text.p;
    while (at < end && !a->h->report.failed) {
        move_to(a, at);
        uint32_t to = a->edge < a->edges.count && a->edges.items[a->edge] < end ? a->edges.items[a->edge] : end;
        write_piece(a, sr_slice(text, (struct sr_span){at, to}));
        at = to;
    }
}

static bool in_title(const struct sr_findings *f, uint32_t byte) {
    struct sr_span title = f->document->title_span;
    return title.end && byte >= title.start && byte < title.end;
}

/* Every byte of the text is written: what stands before, between and after the paragraphs goes with one of them. */
static void write_paragraphs(struct article *a) {
    struct sr_html *h = a->h;
    const struct sr_findings *f = h->report.f;
    const struct sr_reading *g = &f->reading;
    uint32_t n = 0, size = f->document->text.n;
    bool headline = false;
    for (uint32_t i = 0; i < g->paragraph_count && !h->report.failed; i++) {
        bool title = in_title(f, g->paragraphs[i].span.start);
        if (title) sr_html_c(h, "<p class=\"headline\"");
        else sr_html_c(h, "<p");
        if (!title || !headline) {
            sr_html_c(h, " id=\"");
            sr_html_name(h, 'p', title ? 0 : ++n);
            sr_html_c(h, "\"");
        }
        headline |= title;
        sr_html_c(h, ">");
        if (!title) sr_buf_printf(h->out, "<span class=\"n\" aria-hidden=\"true\">%u</span>", n);
        write_range(a, i ? g->paragraphs[i].span.start : 0,
                    i + 1 < g->paragraph_count ? g->paragraphs[i + 1].span.start : size);
        sr_html_c(h, "</p>\n");
    }
    if (g->paragraph_count) return;
    sr_html_c(h, "<p class=\"as-is\" id=\"");
    sr_html_name(h, 'p', 1);
    sr_html_c(h, "\">");
    write_range(a, 0, size);
    sr_html_c(h, "</p>\n");
}

void sr_html_article(struct sr_html *h) {
    struct article a = {.h = h};
    if (!gather(&a)) {
        h->report.failed = true;
        return;
    }
    write_paragraphs(&a);
}
