#include "base/utf8.h"
#include "report/stored_parts.h"

enum sr_status sr_stored_open(struct sr_stored *s, const struct sr_report_options *options, struct sr_buf *out,
                              struct sr_err *err) {
    *s = (struct sr_stored){.before = out->size};
    enum sr_status status = sr_lexicon_open(&s->lexicon, err);
    if (status) return status;
    sr_arena_init(&s->scratch, 0);
    s->r = (struct sr_report){.lexicon = &s->lexicon, .options = options, .scratch = &s->scratch};
    s->r.page = (struct sr_page){.out = out, .width = options->width ? options->width : 80, .colour = options->colour};
    return SR_OK;
}

enum sr_status sr_stored_close(struct sr_stored *s, struct sr_err *err) {
    struct sr_buf *out = s->r.page.out;
    sr_page_end_line(&s->r.page);
    bool failed = s->r.failed || out->failed || s->r.page.word.failed;
    sr_buf_release(&s->r.page.word);
    sr_arena_release(&s->scratch);
    if (failed) out->size = s->before;
    return failed ? sr_fail_memory(err, "writing what is stored") : SR_OK;
}

struct sr_str sr_stored_place(struct sr_report *r, const struct sr_store_incident *i) {
    struct sr_str country = i->country.p ? sr_say_country(r, i->country.p) : SR_STR("");
    if (!i->place.p || sr_str_eq(i->place, country)) return country;
    return country.n ? SAY("%.*s, %.*s", S(i->place), S(country)) : i->place;
}

static struct sr_str counted(struct sr_report *r, uint32_t n, const char *one) {
    return SAY("%u %s%s", n, one, n == 1 ? "" : "s");
}

/* ---- the list ---- */

enum { DATE_AT = 7, KIND_AT = 18, KILLED_AT = 34, INJURED_AT = 44, REPORTS_AT = 54, PLACE_AT = 62 };

static void put_toll(struct sr_report *r, uint32_t at, int64_t n, bool disputed) {
    struct sr_str text = n == SR_STORE_UNKNOWN ? SR_STR("–") : sr_say_count(r, n);
    if (disputed) text = SAY("%.*s!", S(text));
    uint32_t width = sr_page_width_of(text);
    sr_page_tab(&r->page, width < 8 ? at + 8 - width : at);
    sr_page_text(&r->page, disputed ? SR_STYLE_ALARM : SR_STYLE_PLAIN, text);
}

static void put_line(struct sr_report *r, const struct sr_store_incident *i) {
    struct sr_str begin = i->begin.p ? i->begin : SR_STR("–");
    if (begin.n > 10 && begin.p[4] == '-') begin.n = 10;
    sr_page_text(&r->page, SR_STYLE_STRONG, SAY("I%llu", (unsigned long long)i->number));
    sr_page_tab(&r->page, DATE_AT);
    sr_page_text(&r->page, SR_STYLE_PLAIN, begin);
    sr_page_tab(&r->page, KIND_AT);
    sr_page_text(&r->page, SR_STYLE_PLAIN, i->kind.p ? i->kind : SR_STR("–"));
    put_toll(r, KILLED_AT, i->killed_best != SR_STORE_UNKNOWN ? i->killed_best : i->killed_low, i->disputed);
    put_toll(r, INJURED_AT, i->injured_best, false);
    put_toll(r, REPORTS_AT - 1, i->documents, false);
    sr_page_tab(&r->page, PLACE_AT + 2);
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_stored_place(r, i));
    sr_page_end_line(&r->page);
}

static void put_heads(struct sr_report *r) {
    static const struct {
        uint32_t at;
        const char *word;
    } heads[] = {{DATE_AT, "begin"},          {KIND_AT, "kind"},       {KILLED_AT + 2, "killed"},
                 {INJURED_AT + 1, "injured"}, {REPORTS_AT, "reports"}, {PLACE_AT + 2, "place"}};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        sr_page_tab(&r->page, heads[k].at);
        sr_page_c(&r->page, SR_STYLE_FAINT, heads[k].word);
    }
    sr_page_end_line(&r->page);
}

enum sr_status sr_stored_list(const struct sr_store_incidents *incidents, const struct sr_report_options *options,
                              struct sr_buf *out, struct sr_err *err) {
    struct sr_stored s;
    enum sr_status status = sr_stored_open(&s, options, out, err);
    if (status) return status;
    s.r.page.indent = PLACE_AT + 2;
    if (incidents->count) put_heads(&s.r);
    else sr_page_c(&s.r.page, SR_STYLE_PLAIN, "no incident");
    for (uint32_t i = 0; i < incidents->count; i++) put_line(&s.r, &incidents->items[i]);
    return sr_stored_close(&s, err);
}

/* ---- one incident ---- */

struct sr_str sr_stored_chain(struct sr_report *r, const struct sr_store_step *step) {
    struct sr_str all = step->source_count ? step->sources[0] : SR_STR("the report itself");
    for (uint32_t i = 1; i < step->source_count; i++) all = SAY("%.*s, quoted by %.*s", S(all), S(step->sources[i]));
    return all;
}

struct sr_str sr_stored_label(struct sr_report *r, const struct sr_store_figure *f) {
    const char *key = f->state.p && sr_str_is(f->state, "held") ? "held" : f->measure.p;
    return sr_str_c(sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_MEASURES], key, 1, key));
}

static void put_number(struct sr_report *r, uint32_t edge, int64_t n) {
    struct sr_str text = n == SR_STORE_UNKNOWN ? SR_STR("–") : sr_say_count(r, n);
    uint32_t width = sr_page_width_of(text);
    sr_page_tab(&r->page, edge > width ? edge - width : 0);
    sr_page_text(&r->page, SR_STYLE_STRONG, text);
}

enum { LOW_EDGE = 28, BEST_EDGE = 35, HIGH_EDGE = 42, SPEAKERS_AT = 45 };

/* Who stands behind a figure: the last two speakers that differ. */
static void put_speakers(struct sr_report *r, const struct sr_store_figure *f) {
    struct sr_str last = {NULL, 0};
    sr_page_tab(&r->page, SPEAKERS_AT);
    if (f->disputed) sr_page_c(&r->page, SR_STYLE_ALARM, "DISPUTED ");
    for (uint32_t i = f->step_count, told = 0; i-- > 0 && told < 2;) {
        struct sr_str chain = sr_stored_chain(r, &f->steps[i]), folded = sr_kept(r, sr_fold(r->scratch, chain));
        if (last.p && sr_str_eq(folded, last)) continue; /* "The hospital" at a sentence's head is "the hospital" */
        if (told++) sr_page_c(&r->page, SR_STYLE_PLAIN, "; ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, chain);
        last = folded;
    }
    if (f->origins > 1) sr_page_text(&r->page, SR_STYLE_FAINT, SAY(" (%u independent)", f->origins));
}

/* `part`: the figure before it is of the same measure, so that the part's name is enough. */
static void put_figure(struct sr_report *r, const struct sr_store_figure *f, bool part) {
    struct sr_str label = f->of.p ? sr_say_facet(r, f->of) : SR_STR("");
    if (part) sr_page_tab(&r->page, 2);
    else if (f->of.p) label = SAY("%.*s, %.*s", S(sr_stored_label(r, f)), S(label));
    else label = sr_stored_label(r, f);
    sr_page_text(&r->page, part ? SR_STYLE_PLAIN : SR_STYLE_STRONG, label);
    if (r->page.column > LOW_EDGE - 6) sr_page_end_line(&r->page);
    put_number(r, LOW_EDGE, f->low);
    put_number(r, BEST_EDGE, f->best);
    put_number(r, HIGH_EDGE, f->high);
    put_speakers(r, f);
    sr_page_end_line(&r->page);
}

static bool is_part(const struct sr_store_figures *all, uint32_t i) {
    const struct sr_store_figure *f = &all->items[i], *before = i ? f - 1 : NULL;
    return before && f->of.p && sr_str_eq(f->measure, before->measure) && sr_str_eq(f->state, before->state);
}

static void put_heading(struct sr_report *r, const struct sr_store_incident *i) {
    char kind[64];
    size_t n = 0;
    for (; i->kind.p && n < i->kind.n && n + 1 < sizeof kind; n++)
        kind[n] = (char)(i->kind.p[n] >= 'a' && i->kind.p[n] <= 'z' ? i->kind.p[n] - 'a' + 'A' : i->kind.p[n]);
    sr_page_text(&r->page, SR_STYLE_STRONG, SAY("I%llu", (unsigned long long)i->number));
    sr_page_c(&r->page, SR_STYLE_PLAIN, "  ");
    sr_page_text(&r->page, SR_STYLE_STRONG, (struct sr_str){kind, (uint32_t)n});
    sr_page_c(&r->page, SR_STYLE_PLAIN, " ");
    sr_page_text(&r->page, SR_STYLE_PLAIN, sr_stored_place(r, i));
    struct sr_date date;
    if (i->begin.p && sr_date_parse(i->begin, &date)) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, " · ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_date(r, &date));
    }
    sr_page_end_line(&r->page);
    sr_page_text(&r->page, SR_STYLE_FAINT, counted(r, i->documents, "report"));
    sr_page_text(&r->page, SR_STYLE_FAINT, SAY("; change %llu", (unsigned long long)i->version));
    sr_page_blank(&r->page);
}

static void put_document(struct sr_report *r, const struct sr_store_document *d) {
    sr_page_text(&r->page, SR_STYLE_PLAIN, d->published.p ? d->published : SR_STR("–"));
    sr_page_tab(&r->page, 28);
    sr_page_text(&r->page, SR_STYLE_STRONG, d->outlet.p ? d->outlet : SR_STR("–"));
    sr_page_c(&r->page, SR_STYLE_PLAIN, "  ");
    sr_page_text(&r->page, SR_STYLE_PLAIN, d->title.p ? d->title : SR_STR(""));
    sr_page_c(&r->page, SR_STYLE_PLAIN, " ");
    sr_page_text(&r->page, SR_STYLE_FAINT, d->id);
    if (d->version > 1) sr_page_text(&r->page, SR_STYLE_FAINT, SAY(" (version %u)", d->version));
    if (d->reprint_of) sr_page_c(&r->page, SR_STYLE_FAINT, " (reprint)");
    sr_page_end_line(&r->page);
}

enum sr_status sr_stored_incident(const struct sr_stored_in *in, const struct sr_report_options *options,
                                  struct sr_buf *out, struct sr_err *err) {
    struct sr_stored s;
    enum sr_status status = sr_stored_open(&s, options, out, err);
    if (status) return status;
    struct sr_page *p = &s.r.page;
    put_heading(&s.r, in->incident);
    p->indent = SPEAKERS_AT;
    if (in->figures->count) {
        sr_page_tab(p, LOW_EDGE - 3);
        sr_page_c(p, SR_STYLE_FAINT, "low");
        sr_page_tab(p, BEST_EDGE - 4);
        sr_page_c(p, SR_STYLE_FAINT, "best");
        sr_page_tab(p, HIGH_EDGE - 4);
        sr_page_c(p, SR_STYLE_FAINT, "high");
        sr_page_end_line(p);
    }
    for (uint32_t i = 0; i < in->figures->count; i++) put_figure(&s.r, &in->figures->items[i], is_part(in->figures, i));
    sr_page_blank(p);
    p->indent = 28;
    for (uint32_t i = 0; i < in->documents->count; i++) put_document(&s.r, &in->documents->items[i]);
    return sr_stored_close(&s, err);
}

/* ---- search ---- */

/* What was found stands between U+0002 and U+0003. */
static void put_excerpt(struct sr_page *p, struct sr_str s) {
    bool found = false;
    for (uint32_t i = 0, begin = 0; i <= s.n; i++) {
        bool mark = i < s.n && (s.p[i] == 2 || s.p[i] == 3);
        if (i < s.n && !mark) continue;
        sr_page_text(p, found ? SR_STYLE_STRONG : SR_STYLE_PLAIN, (struct sr_str){s.p + begin, i - begin});
        if (mark) found = s.p[i] == 2;
        begin = i + 1;
    }
}

enum sr_status sr_stored_hits(const struct sr_store_hits *hits, const struct sr_report_options *options,
                              struct sr_buf *out, struct sr_err *err) {
    struct sr_stored s;
    enum sr_status status = sr_stored_open(&s, options, out, err);
    if (status) return status;
    struct sr_report *r = &s.r;
    r->page.indent = 7;
    if (!hits->count) sr_page_c(&r->page, SR_STYLE_PLAIN, "nothing found");
    for (uint32_t i = 0; i < hits->count; i++) {
        const struct sr_store_hit *h = &hits->items[i];
        if (h->incident) sr_page_text(&r->page, SR_STYLE_STRONG, SAY("I%llu", (unsigned long long)h->incident));
        else sr_page_c(&r->page, SR_STYLE_FAINT, "–");
        sr_page_tab(&r->page, 7);
        sr_page_text(&r->page, SR_STYLE_STRONG, h->title.p ? h->title : h->id);
        if (h->outlet.p) sr_page_text(&r->page, SR_STYLE_PLAIN, SAY(" · %.*s", S(h->outlet)));
        if (h->published.p) sr_page_text(&r->page, SR_STYLE_FAINT, SAY(" · %.*s", S(h->published)));
        sr_page_end_line(&r->page);
        sr_page_tab(&r->page, 7);
        put_excerpt(&r->page, h->excerpt);
        sr_page_end_line(&r->page);
    }
    return sr_stored_close(&s, err);
}
