/* apart.c: what is not counted: the background, figures of no incident, unnamed speakers, the numbers that count
 * nobody. */
#include "report/tally.h"

/* "the", "a", "another"; not "that", which may go on with a clause. */
static bool is_article(const struct sr_lexicon *lexicon, const struct sr_token *token) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_FUNCTION_WORDS];
    uint32_t row = sr_table_find(t, token->norm), count = row == SR_NONE ? 0 : sr_table_same(t, row);
    bool article = false;
    for (uint32_t i = 0; i < count; i++) {
        if (sr_table_has(t, row + i, 1, "rel") || sr_table_has(t, row + i, 1, "sconj")) return false;
        article |= sr_table_has(t, row + i, 1, "det");
    }
    return article;
}

struct sr_span sr_words_with_event(const struct sr_findings *f, const struct sr_lexicon *lexicon,
                                   const struct sr_claim *c) {
    const struct sr_reading *g = &f->reading;
    struct sr_span s = sr_claim_words(f, c);
    uint32_t at = sr_token_at(g, s.start);
    if (at >= g->token_count) return s;
    uint32_t first = g->sentences[g->tokens[at].sentence].first;
    for (uint32_t k = at; k > first && at - k < 8 && g->tokens[k - 1].kind == SR_TOKEN_WORD; k--)
        if (is_article(lexicon, &g->tokens[k - 1])) {
            s.start = g->tokens[k - 1].span.start;
            break;
        }
    return s;
}

static void write_figure(struct sr_report *r, const struct sr_claim *c) {
    const struct sr_table *t = &r->lexicon->tables[SR_TABLE_REPORT_MEASURES];
    const char *key = sr_measure_key(c->measure, c->state);
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_words(r, sr_words_with_event(r->f, r->lexicon, c), 100));
    struct sr_str what = SR_STR("");
    if (c->measure != SR_MEASURE_OTHER) {
        struct sr_str n = sr_say_short(r, c);
        what = SAY("%.*s %s", S(n), sr_say_cell(t, key, 1, key));
    }
    if (what.n || c->chain_count) sr_page_c(&r->page, SR_STYLE_PLAIN, " (");
    sr_page_text(&r->page, SR_STYLE_PLAIN, what);
    if (what.n && c->chain_count) sr_page_c(&r->page, SR_STYLE_PLAIN, ", ");
    if (c->chain_count) sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_chain(r, c));
    if (what.n || c->chain_count) sr_page_c(&r->page, SR_STYLE_PLAIN, ")");
    sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
    sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, c->span.start));
}

static uint32_t write_claims_of(struct sr_report *r, uint32_t incident, bool begun) {
    uint32_t told = 0;
    for (uint32_t i = 0; i < r->f->claims.count && told < 12; i++) {
        uint32_t of = r->f->incidents.of_claim ? r->f->incidents.of_claim[i] : SR_NONE;
        if (of != incident) continue;
        if (told++ || begun) sr_page_c(&r->page, SR_STYLE_PLAIN, told > 1 ? "; " : ": ");
        write_figure(r, &r->f->claims.items[i]);
    }
    return told;
}

static bool has_claims(const struct sr_report *r, uint32_t incident) {
    for (uint32_t i = 0; i < r->f->claims.count; i++)
        if ((r->f->incidents.of_claim ? r->f->incidents.of_claim[i] : SR_NONE) == incident) return true;
    return false;
}

/* "armed attack, Paris, France: “the Paris massacre that left 130 people dead” (130 killed) ¶4" */
static void write_background(struct sr_report *r, uint32_t i) {
    const struct sr_incident *inc = &r->f->incidents.items[i];
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_kind(r, inc, false));
    if (inc->place != SR_NONE) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_place(r, inc->place, inc));
    }
    if (inc->has_begin) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_begin(r, inc));
    } else if (inc->times.count) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_words(r, r->f->times.items[inc->times.items[0]].span, 40));
    }
    if (!write_claims_of(r, i, true) && inc->trigger < r->f->reading.token_count) {
        struct sr_span s = r->f->reading.tokens[inc->trigger].span;
        sr_page_c(&r->page, SR_STYLE_PLAIN, ": ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_words(r, s, 60));
        sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
        sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, s.start));
    }
}

static void write_not_counted(struct sr_report *r, uint32_t main_incident) {
    bool any = false;
    for (uint32_t i = 0; i < r->f->incidents.count; i++) {
        if (i == main_incident || r->f->incidents.items[i].main) continue;
        if (!any) sr_part_begin(r, "not counted here");
        else sr_page_end_line(&r->page);
        any = true;
        sr_page_tab(&r->page, SR_LABEL_WIDTH);
        write_background(r, i);
    }
    if (has_claims(r, SR_NONE)) {
        if (!any) sr_part_begin(r, "not counted here");
        else sr_page_end_line(&r->page);
        any = true;
        sr_page_tab(&r->page, SR_LABEL_WIDTH);
        sr_page_c(&r->page, SR_STYLE_PLAIN, "of no incident told here");
        write_claims_of(r, SR_NONE, true);
    }
    if (any) sr_part_end(r);
}

bool sr_is_unnamed_speaker(const struct sr_report *r, uint32_t s) {
    bool speaks = false;
    if (!r->f->attributions.sources[s].anonymous) return false;
    for (uint32_t i = 0; i < r->f->claims.count && !speaks; i++)
        for (uint32_t k = 0; k < r->f->claims.items[i].chain_count; k++)
            for (uint32_t n = 0; n < r->f->claims.items[i].chain[k].speakers.count; n++)
                speaks |= r->f->claims.items[i].chain[k].speakers.items[n] == s;
    return speaks;
}

static void write_unnamed(struct sr_report *r) {
    const struct sr_attributions *a = &r->f->attributions;
    bool any = false;
    for (uint32_t s = 0; s < a->source_count; s++) {
        if (!sr_is_unnamed_speaker(r, s)) continue;
        if (!any) sr_part_begin(r, "unnamed speakers");
        else sr_page_c(&r->page, SR_STYLE_PLAIN, "; ");
        any = true;
        sr_page_text(&r->page, SR_STYLE_UNNAMED, sr_say_speakers(r, (struct sr_indices){&s, 1}));
        sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
        sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, a->sources[s].name.start));
    }
    if (any) sr_part_end(r);
}

struct sr_span sr_words_around(const struct sr_findings *f, const struct sr_number *n) {
    const struct sr_reading *g = &f->reading;
    uint32_t sentence = g->tokens[n->first].sentence, from = n->first, to = n->end;
    for (uint32_t k = 0; k < 3 && from > g->sentences[sentence].first; k++) from--;
    for (uint32_t k = 0; k < 4 && to < g->sentences[sentence].end; k++) to++;
    while (from < n->first && g->tokens[from].kind == SR_TOKEN_PUNCT) from++;
    while (to > n->end && g->tokens[to - 1].kind == SR_TOKEN_PUNCT) to--;
    return (struct sr_span){g->tokens[from].span.start, g->tokens[to - 1].span.end};
}

static void write_numbers(struct sr_report *r) {
    const struct sr_numbers *n = &r->f->numbers;
    bool any = false;
    for (uint32_t i = 0; r->f->claims.reasons && i < n->count; i++) {
        uint8_t reason = r->f->claims.reasons[i];
        if (reason == SR_REASON_CLAIM || n->items[i].end > r->f->reading.token_count ||
            n->items[i].end <= n->items[i].first)
            continue;
        if (!any) {
            sr_page_blank(&r->page);
            sr_page_c(&r->page, SR_STYLE_PLAIN, "Numbers that are counted nowhere, and why");
        }
        any = true;
        sr_page_end_line(&r->page);
        r->page.indent = 35;
        sr_page_tab(&r->page, 2);
        sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, n->items[i].span.start));
        sr_page_tab(&r->page, 13);
        sr_page_text(&r->page, SR_STYLE_STRONG, sr_slice(r->f->document->text.p, n->items[i].span));
        sr_page_tab(&r->page, 35);
        sr_page_c(&r->page, SR_STYLE_PLAIN,
                  reason == SR_REASON_KIND ? sr_number_kind_name(n->items[i].kind) : sr_reason_text(reason));
        sr_page_c(&r->page, SR_STYLE_PLAIN, ": ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_words(r, sr_words_around(r->f, &n->items[i]), 200));
    }
    sr_part_end(r);
}

void sr_write_apart(struct sr_report *r, uint32_t main_incident) {
    write_not_counted(r, main_incident);
    write_unnamed(r);
    if (r->options->numbers_all) write_numbers(r);
}
