/* about.c: who and with what, and when. */
#include "base/utf8.h"
#include "report/parts.h"

const char *sr_say_role_as(uint8_t as) {
    switch (as) {
    case SR_AS_SUSPECTED: return "suspected";
    case SR_AS_ACCUSED: return "accused";
    case SR_AS_CLAIMED: return "claims it";
    case SR_AS_DENIED: return "denies it";
    default: return "";
    }
}

/* Those whom the tally counts ("a dozen armed assailants") are told there. */
static bool counted(const struct sr_report *r, const struct sr_role_filler *f) {
    for (uint32_t i = 0; i < r->f->claims.count; i++)
        if (sr_span_overlaps(sr_claim_words(r->f, &r->f->claims.items[i]), f->span)) return true;
    return false;
}

/* "gunmen", "the attackers": no more than the role itself says, where something else fills it. */
static bool says_nothing(const struct sr_report *r, const struct sr_role_filler *f) {
    const struct sr_reading *g = &r->f->reading;
    const struct sr_table *tables = r->lexicon->tables;
    uint32_t t = sr_token_at(g, f->span.start), words = 0;
    for (; t < g->token_count && g->tokens[t].span.end <= f->span.end; t++) {
        if (sr_table_find(&tables[SR_TABLE_FUNCTION_WORDS], g->tokens[t].norm) != SR_NONE) continue;
        if (sr_table_find(&tables[SR_TABLE_PEOPLE], g->tokens[t].norm) == SR_NONE) return false;
        words++;
    }
    return words == 1;
}

/* "station" after "a police station": the same words, or the last of them. */
static bool ends_with(struct sr_str longer, struct sr_str s) {
    if (s.n > longer.n || !s.n) return false;
    uint32_t from = longer.n - s.n;
    if (from && longer.p[from - 1] != ' ') return false;
    for (uint32_t i = 0; i < s.n; i++)
        if (sr_lower((unsigned char)longer.p[from + i]) != sr_lower((unsigned char)s.p[i])) return false;
    return true;
}

bool sr_role_told_before(struct sr_report *r, const struct sr_role_fillers *all, uint32_t k) {
    if (counted(r, &all->items[k])) return true;
    if (k && says_nothing(r, &all->items[k])) return true;
    struct sr_str name = sr_say_name(r, all->items[k].span);
    for (uint32_t i = 0; i < k && i < 64; i++)
        if (all->items[i].as == all->items[k].as && ends_with(sr_say_name(r, all->items[i].span), name)) return true;
    return false;
}

static void write_filler(struct sr_report *r, const struct sr_role_filler *f) {
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_name(r, f->span));
    sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
    sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, f->span.start));
    struct sr_str by = sr_say_speakers(r, f->sources);
    if (*sr_say_role_as(f->as) || by.n) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, " (");
        sr_page_c(&r->page, SR_STYLE_ALARM, sr_say_role_as(f->as));
        if (by.n && *sr_say_role_as(f->as)) sr_page_c(&r->page, SR_STYLE_PLAIN, ", says ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, by);
        sr_page_c(&r->page, SR_STYLE_PLAIN, ")");
    }
}

static void write_roles(struct sr_report *r, const struct sr_incident *inc) {
    bool any = false;
    for (uint32_t k = 0; k < SR_ROLE_COUNT; k++) {
        const struct sr_role_fillers *all = &inc->roles[k];
        uint32_t untold = 0;
        for (uint32_t i = 0; i < all->count && !untold; i++) untold += !sr_role_told_before(r, all, i);
        if (!untold) continue;
        if (!any) sr_part_begin(r, "who");
        else sr_page_end_line(&r->page);
        any = true;
        sr_page_tab(&r->page, SR_LABEL_WIDTH);
        sr_page_c(&r->page, SR_STYLE_PLAIN,
                  sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_ROLES], sr_role_name(k), 1, sr_role_name(k)));
        sr_page_c(&r->page, SR_STYLE_PLAIN, ": ");
        for (uint32_t i = 0, told = 0; i < all->count && told < 12; i++) {
            if (sr_role_told_before(r, all, i)) continue;
            if (told++) sr_page_c(&r->page, SR_STYLE_PLAIN, " · ");
            write_filler(r, &all->items[i]);
        }
    }
    if (any) sr_part_end(r);
}

bool sr_time_told_before(const struct sr_report *r, const struct sr_incident *inc, uint32_t k) {
    const char *text = r->f->document->text.p;
    for (uint32_t i = 0; i < k; i++)
        if (sr_str_eq(sr_slice(text, r->f->times.items[inc->times.items[i]].span),
                      sr_slice(text, r->f->times.items[inc->times.items[k]].span)))
            return true;
    return false;
}

static void write_when(struct sr_report *r, const struct sr_incident *inc) {
    struct sr_str undated = inc->has_begin ? SR_STR("") : sr_say_undated(r);
    if (!inc->has_begin && !inc->has_end && !inc->times.count && inc->phase == SR_PHASE_UNKNOWN && !undated.n) return;
    sr_part_begin(r, "when");
    if (inc->has_begin) {
        if (inc->has_end) sr_page_c(&r->page, SR_STYLE_PLAIN, "from ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_begin(r, inc));
    }
    if (inc->has_end) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, inc->has_begin ? " to " : "until ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_date(r, &inc->end));
    }
    bool told = inc->has_begin || inc->has_end;
    if (inc->phase != SR_PHASE_UNKNOWN) {
        if (told) sr_page_c(&r->page, SR_STYLE_PLAIN, "; ");
        sr_page_c(&r->page, SR_STYLE_PLAIN, inc->phase == SR_PHASE_ENDED ? "over" : "still going on");
        told = true;
    }
    for (uint32_t i = 0, n = 0; i < inc->times.count && n < 12; i++) {
        const struct sr_timex *t = &r->f->times.items[inc->times.items[i]];
        if (sr_time_told_before(r, inc, i)) continue;
        if (told || n) sr_page_c(&r->page, SR_STYLE_PLAIN, n ? " · " : "; told as ");
        n++;
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_words(r, t->span, 60));
        sr_page_c(&r->page, SR_STYLE_PLAIN, "\u00a0");
        sr_page_text(&r->page, SR_STYLE_FAINT, sr_say_where(r, t->span.start));
        told = true;
    }
    if (undated.n) {
        if (told) sr_page_c(&r->page, SR_STYLE_PLAIN, "; ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, undated);
        sr_page_c(&r->page, SR_STYLE_FAINT, ": no day of publication to count from (--published)");
    }
    sr_part_end(r);
}

void sr_write_about(struct sr_report *r, const struct sr_incident *incident) {
    sr_page_blank(&r->page);
    write_roles(r, incident);
    write_when(r, incident);
}
