/* html.c: the page, and its parts in their order. */
#include "report/html.h"

#include "base/map.h"

extern const char sr_html_head[];  /* src/report/html.css and html.js, from <!doctype html> to </script> */
extern const char sr_html_marks[]; /* src/report/html.svg: the marks of the kinds of speakers */

extern const char sr_html_many[]; /* head and marks as above, and a heading for several reports */

const char *sr_html_head_open(void) {
    return sr_html_head;
}

const char *sr_report_html_open(void) {
    return sr_html_many;
}

const char *sr_report_html_close(void) {
    return "</main>\n<div class=\"vh\" role=\"status\"></div>\n</body>\n</html>\n";
}

static const struct sr_incident *main_incident(const struct sr_findings *f) {
    for (uint32_t i = 0; i < f->incidents.count; i++)
        if (f->incidents.items[i].main) return &f->incidents.items[i];
    return NULL;
}

static struct sr_str kind_with_capital(struct sr_html *h, const struct sr_incident *inc) {
    struct sr_str s = sr_kept(&h->report, sr_arena_str(h->report.scratch, sr_say_kind(&h->report, inc, false)));
    struct sr_str large = sr_say_kind(&h->report, inc, true);
    if (!s.n || !large.n) return s;
    return sr_kept(&h->report, sr_arena_printf(h->report.scratch, "%c%.*s", large.p[0], (int)(s.n - 1), s.p + 1));
}

static void write_title(struct sr_html *h) {
    const struct sr_incident *inc = main_incident(h->report.f);
    sr_html_c(h, "<title>");
    if (!inc) sr_html_c(h, "No incident is reported");
    else {
        sr_html_text(h, kind_with_capital(h, inc));
        if (inc->place != SR_NONE) {
            sr_html_c(h, ", ");
            sr_html_text(h, sr_say_place(&h->report, sr_scene_of(&h->report, inc), inc));
        }
    }
    const struct sr_document *d = h->report.f->document;
    sr_html_c(h, " – situation report");
    if (d->outlet.n) {
        sr_html_c(h, ", ");
        sr_html_text(h, d->outlet);
    }
    sr_html_c(h, "</title>\n</head>\n<body>\n");
}

/* "The Daily Example, after AFP; published Fri 20 Nov 2015" */
static void write_source(struct sr_html *h) {
    const struct sr_findings *f = h->report.f;
    const struct sr_document *d = f->document;
    struct sr_span wire = d->dateline.agency;
    uint32_t told = 0;
    sr_html_c(h, "<p class=\"source\">1 report: ");
    sr_html_text(h, d->outlet.n ? d->outlet : d->id.n ? d->id : SR_STR("no name"));
    if (wire.end) {
        sr_html_c(h, ", after ");
        sr_html_text(h, sr_say_name(&h->report, wire));
        told++;
    }
    for (uint32_t i = 0; i < f->attributions.source_count; i++) {
        const struct sr_source *s = &f->attributions.sources[i];
        if (s->kind != SR_SOURCE_AGENCY || s->anonymous) continue;
        struct sr_str name = sr_say_name(&h->report, s->name);
        if (wire.end && sr_str_eq(name, sr_say_name(&h->report, wire))) continue;
        sr_html_c(h, told++ ? ", " : ", after ");
        sr_html_text(h, name);
    }
    sr_html_c(h, d->has_published ? "; published " : "; when it was published is not known");
    if (d->has_published) sr_html_date(h, &d->published);
    sr_html_c(h, "</p>\n");
}

static void write_heading(struct sr_html *h, const struct sr_incident *inc) {
    struct sr_report *r = &h->report;
    sr_buf_printf(h->out, "<header>\n<h%u>", (unsigned)h->level);
    if (!inc) sr_html_c(h, "No incident is reported here");
    else {
        sr_html_text(h, kind_with_capital(h, inc));
        sr_html_c(h, inc->place == SR_NONE ? "<span class=\"sub\">place not told" : "<span class=\"sub\">");
        if (inc->place != SR_NONE) sr_html_text(h, sr_say_place(r, sr_scene_of(r, inc), inc));
        sr_html_c(h, "</span>");
    }
    sr_buf_printf(h->out, "</h%u>\n", (unsigned)h->level);
    if (inc) {
        sr_html_c(h, "<p class=\"when\">");
        if (inc->has_begin) sr_html_begin(h, inc);
        else sr_html_c(h, sr_say_no_day(r));
        if (inc->phase == SR_PHASE_ENDED) sr_html_c(h, " <span class=\"tag\">over</span>");
        if (inc->phase == SR_PHASE_ONGOING) sr_html_c(h, " <span class=\"tag alarm\">still going on</span>");
        sr_html_c(h, "</p>\n");
    }
    write_source(h);
    sr_html_c(h, "</header>\n");
}

/* The line to copy is made of words alone, so the text report's own writer makes it. */
static void write_copy(struct sr_html *h, uint32_t incident) {
    struct sr_buf line = {0};
    struct sr_report *r = &h->report;
    r->page = (struct sr_page){.out = &line, .width = UINT32_MAX / 2};
    sr_write_line(r, incident);
    if (line.failed || r->page.word.failed) r->failed = true;
    size_t from = 0;
    while (line.size && line.p[line.size - 1] == '\n') line.size--;
    while (from < line.size && line.p[from] == '\n') from++;
    if (line.size > from) {
        sr_buf_printf(h->out, "<section class=\"copy\">\n<h%u>To copy</h%u>\n<p class=\"line\">", h->level + 1u,
                      h->level + 1u);
        sr_html_text(h, (struct sr_str){line.p + from, (uint32_t)(line.size - from)});
        sr_html_c(h, "</p>\n</section>\n");
    }
    sr_buf_release(&line);
    sr_buf_release(&r->page.word);
    r->page.word = (struct sr_buf){0};
}

static void write_none(struct sr_html *h) {
    const struct sr_findings *f = h->report.f;
    const struct {
        uint32_t count;
        const char *one, *many;
    } found[] = {{f->reading.sentence_count, "sentence", "sentences"},
                 {f->places.count, "place", "places"},
                 {f->times.count, "time", "times"},
                 {f->attributions.source_count, "speaker", "speakers"},
                 {f->numbers.count, "number", "numbers"},
                 {f->claims.count, "figure of people or homes", "figures of people or homes"}};
    write_heading(h, NULL);
    sr_html_c(h, "<section class=\"about\"><dl>\n<dt>why</dt><dd>");
    sr_html_text(h, sr_str_c(sr_say_why_none(f)));
    sr_html_c(h, "</dd>\n<dt>found</dt><dd>");
    for (size_t i = 0, told = 0; i < sizeof found / sizeof *found; i++) {
        if (!found[i].count) continue;
        sr_html_c(h, told++ ? " · " : "");
        sr_html_text(h, sr_say_count(&h->report, found[i].count));
        sr_buf_printf(h->out, " %s", found[i].count == 1 ? found[i].one : found[i].many);
    }
    sr_html_c(h, "</dd>\n</dl></section>\n");
    sr_html_apart(h, SR_NONE);
}

static void write_incidents(struct sr_html *h) {
    const struct sr_incidents *all = &h->report.f->incidents;
    uint32_t mains = 0, n = 0;
    for (uint32_t i = 0; i < all->count; i++) mains += all->items[i].main;
    if (!mains) write_none(h);
    for (uint32_t i = 0; i < all->count && !h->report.failed; i++) {
        if (!all->items[i].main) continue;
        n++;
        write_heading(h, &all->items[i]);
        sr_html_tally(h, i);
        sr_html_about(h, &all->items[i]);
        if (n == mains) sr_html_apart(h, i);
        write_copy(h, i);
    }
    sr_html_key(h);
}

static void write_text(struct sr_html *h) {
    const struct sr_document *d = h->report.f->document;
    sr_html_c(h, "<section class=\"text\" id=\"");
    sr_html_name(h, 't', 0);
    sr_html_c(h, "\" tabindex=\"-1\" lang=\"");
    sr_html_text(h, d->language.n ? d->language : SR_STR("en"));
    sr_buf_printf(h->out, "\">\n<h%u>", h->level + 1u);
    if (d->title.n && !d->title_span.end) sr_html_text(h, sr_collapsed(&h->report, d->title));
    else sr_html_c(h, "The report’s words");
    sr_buf_printf(h->out, "</h%u>\n", h->level + 1u);
    sr_html_article(h);
    sr_html_c(h, "</section>\n");
}

static void write_document(struct sr_html *h) {
    sr_html_c(h, "<article class=\"report\">\n<p class=\"skip\"><a href=\"#");
    sr_html_name(h, 't', 0);
    sr_html_c(h, "\">to the report’s words</a></p>\n<div class=\"findings\">\n");
    write_incidents(h);
    sr_html_c(h, "</div>\n");
    write_text(h);
    sr_html_c(h, "</article>\n");
}

static bool prepare(struct sr_html *h, bool section) {
    const struct sr_document *d = h->report.f->document;
    uint32_t count = h->report.f->claims.count;
    h->line = sr_arena_alloc(h->report.scratch, count, sizeof *h->line);
    if (!h->line || !sr_report_prepare(&h->report)) return false;
    for (uint32_t i = 0; i < count; i++) h->line[i] = SR_NONE;
    h->level = section ? 2 : 1;
    if (section) { /* the same document has the same names on any page */
        struct sr_str name =
            sr_arena_printf(h->report.scratch, "r%08x-", sr_hash_more(sr_hash(d->id), d->text.p, d->text.n));
        if (!name.p) return false;
        memcpy(h->prefix, name.p, (size_t)name.n + 1);
    }
    return true;
}

enum sr_status sr_report_html(const struct sr_report_in *in, bool section, struct sr_buf *out, struct sr_err *err) {
    static const struct sr_report_options options = {0};
    enum sr_status status = sr_findings_check(in->findings, err);
    if (status) return status;
    struct sr_arena scratch;
    sr_arena_init(&scratch, 0);
    size_t before = out->size;
    struct sr_html h = {.report = {.f = in->findings, .lexicon = in->lexicon, .options = &options, .scratch = &scratch},
                        .out = out};
    bool ok = prepare(&h, section);
    if (ok && !section) {
        sr_html_c(&h, sr_html_head);
        write_title(&h);
        sr_html_c(&h, sr_html_marks);
        sr_html_c(&h, "<main>\n");
    }
    if (ok) write_document(&h);
    if (ok && !section) sr_html_c(&h, sr_report_html_close());
    bool failed = !ok || h.report.failed || out->failed;
    sr_arena_release(&scratch);
    if (!failed) return SR_OK;
    out->size = before;
    return sr_fail_memory(err, "writing a report");
}
