#include "report/published.h"

#include <jansson.h>
#include <strings.h>

#include "record/read.h"
#include "report/html.h"
#include "report/stored_parts.h"

struct page {
    struct sr_report *r;
    struct sr_buf *out;
};

static void put(struct page *p, const char *markup) {
    sr_buf_c(p->out, markup);
}

static void put_text(struct page *p, struct sr_str text) {
    sr_html_escape(p->out, text);
}

static struct sr_str string(const json_t *object, const char *key) {
    const char *value = json_string_value(json_object_get(object, key));
    return value ? sr_str_c(value) : (struct sr_str){NULL, 0};
}

static void put_time(struct page *p, struct sr_str iso) {
    struct sr_report *r = p->r;
    struct sr_date date;
    if (!iso.p || !sr_date_parse(iso, &date)) return;
    put(p, "<time datetime=\"");
    put_text(p, iso);
    put(p, "\">");
    put_text(p, sr_kept(r, sr_say_date(r, &date)));
    put(p, "</time>");
}

/* Only the web's own addresses become links: "javascript:" is none. */
static bool is_web_address(struct sr_str url) {
    return (url.n > 8 && strncasecmp(url.p, "https://", 8) == 0) ||
           (url.n > 7 && strncasecmp(url.p, "http://", 7) == 0);
}

static void put_link(struct page *p, struct sr_str url, struct sr_str text) {
    bool link = url.p && is_web_address(url);
    if (link) {
        put(p, "<a rel=\"noopener nofollow\" href=\"");
        put_text(p, url);
        put(p, "\">");
    }
    put_text(p, text);
    if (link) put(p, "</a>");
}

/* "Transport accident, Guanacaste, Costa Rica" */
static struct sr_str heading(struct page *p, const struct sr_store_incident *incident) {
    struct sr_report *r = p->r;
    struct sr_str place = sr_stored_place(r, incident), kind = incident->kind;
    char *name = sr_arena_alloc(r->scratch, (size_t)kind.n + 1, 1);
    for (uint32_t i = 0; name && i < kind.n; i++) name[i] = kind.p[i] == '-' ? ' ' : kind.p[i];
    if (name && kind.n && name[0] >= 'a' && name[0] <= 'z') name[0] = (char)(name[0] - 'a' + 'A');
    if (!name) r->failed = true;
    return name ? SAY("%.*s%s%.*s", (int)kind.n, name, place.n ? ", " : "", S(place)) : SR_STR("");
}

static void open_page(struct page *p, struct sr_str title) {
    put(p, sr_html_head_open());
    put(p, "<title>");
    put_text(p, title);
    put(p, "</title>\n");
}

/* ---- the tally ---- */

static void put_number(struct page *p, const char *name, int64_t n) {
    sr_buf_printf(p->out, "<div class=\"%s\"><dt>%s</dt><dd>", name, name);
    if (n == SR_STORE_UNKNOWN)
        put(p, "<span class=\"none\"><span aria-hidden=\"true\">–</span><span class=\"vh\">not known</span></span>");
    else put_text(p, sr_say_count(p->r, n));
    put(p, "</dd></div>");
}

/* The last word of each first speaker, the newest first; what was withdrawn is struck out. */
static void put_speakers(struct page *p, const struct sr_store_figure *f) {
    enum { MOST = 6 };
    struct sr_report *r = p->r;
    uint32_t told = 0;
    put(p, "<ul class=\"claims\">\n");
    for (uint32_t i = f->step_count; i-- > 0 && told < MOST;) {
        const struct sr_store_step *s = &f->steps[i];
        struct sr_str who = sr_stored_chain(r, s);
        bool later = false;
        for (uint32_t k = i + 1; k < f->step_count && !later; k++)
            later = sr_str_eq(who, sr_stored_chain(r, &f->steps[k]));
        if (later) continue;
        told++;
        put(p, s->withdrawn ? "<li><del>" : "<li>");
        put_text(p, sr_stored_said(r, s));
        put(p, s->withdrawn ? "</del>: " : ": ");
        put_text(p, who);
        put(p, s->withdrawn ? " <span class=\"tag\">withdrawn</span></li>\n" : "</li>\n");
    }
    put(p, "</ul>\n");
}

static void put_figure(struct page *p, const struct sr_store_figure *f) {
    put(p, f->of.p ? "<li class=\"row part\">\n<h3 class=\"what\">" : "<li class=\"row\">\n<h3 class=\"what\">");
    put_text(p, sr_stored_label(p->r, f));
    if (f->of.p) {
        put(p, ", ");
        put_text(p, sr_say_facet(p->r, f->of));
    }
    put(p, "</h3>\n<div class=\"how-many\"><dl>");
    put_number(p, "low", f->low);
    put_number(p, "best", f->best);
    put_number(p, "high", f->high);
    put(p, "</dl></div>\n<div class=\"who-says\">\n");
    if (f->disputed)
        put(p, "<p class=\"alarm disputed\">Disputed<span class=\"vh\">: the speakers disagree</span></p>\n");
    put_speakers(p, f);
    put(p, "</div></li>\n");
}

static void put_tally(struct page *p, const struct sr_store_figures *figures) {
    put(p, "<section class=\"tally\">\n<h2>How many, and who says so</h2>\n");
    if (!figures->count) put(p, "<p>No figures are given.</p>\n");
    else
        sr_buf_printf(p->out, "<p class=\"dim\">by the rule “%s”</p>\n<ol class=\"rows\">\n", figures->items[0].rule.p);
    for (uint32_t i = 0; i < figures->count; i++) put_figure(p, &figures->items[i]);
    put(p, figures->count ? "</ol>\n</section>\n" : "</section>\n");
}

/* ---- the updates ---- */

static void put_citation(struct page *p, const json_t *citation) {
    struct sr_str title = string(citation, "headline"), id = string(citation, "identifier");
    struct sr_str outlet = string(json_object_get(citation, "publisher"), "name");
    if (!title.p && !id.p) return;
    put(p, "<p class=\"dim\">read in: ");
    put_link(p, string(citation, "url"), title.p ? title : id);
    if (outlet.p) {
        put(p, ", ");
        put_text(p, outlet);
    }
    put(p, "</p>\n");
}

static void put_update(struct page *p, const json_t *update) {
    struct sr_str url = string(update, "url"), wrong = string(json_object_get(update, "correction"), "text");
    const char *anchor = url.p ? strchr(url.p, '#') : NULL;
    put(p, "<section");
    if (anchor) {
        put(p, " id=\"");
        put_text(p, sr_str_c(anchor + 1));
        put(p, "\"");
    }
    put(p, ">\n<h3>");
    put_text(p, string(update, "headline"));
    put(p, "</h3>\n<p class=\"dim\">");
    put_time(p, string(update, "datePublished"));
    put(p, "</p>\n<p>");
    put_text(p, string(update, "articleBody"));
    put(p, "</p>\n");
    if (wrong.p) {
        put(p, "<p class=\"alarm\"><strong>Correction.</strong> ");
        put_text(p, wrong);
        put(p, "</p>\n");
    }
    put_citation(p, json_object_get(update, "citation"));
    put(p, "</section>\n");
}

static void put_updates(struct page *p, const json_t *posting) {
    const json_t *updates = json_object_get(posting, "liveBlogUpdate");
    put(p, "<section>\n<h2>What changed, the newest first</h2>\n");
    for (size_t i = json_array_size(updates); i-- > 0;) put_update(p, json_array_get(updates, i));
    put(p, "</section>\n");
}

/* ---- the page ---- */

static void put_coverage(struct page *p, const json_t *posting) {
    struct sr_str until = string(posting, "coverageEndTime");
    if (!until.p) return;
    put(p, "<p class=\"when\">Kept up to date until ");
    put_time(p, until);
    put(p, "</p>\n");
}

static void put_reports(struct page *p, const struct sr_store_documents *documents) {
    put(p, "<section>\n<h2>The reports</h2>\n<ul>\n");
    for (uint32_t i = 0; i < documents->count; i++) {
        const struct sr_store_document *d = &documents->items[i];
        put(p, "<li>");
        put_link(p, d->url, d->title.p ? d->title : d->id);
        if (d->outlet.p) {
            put(p, ", ");
            put_text(p, d->outlet);
        }
        put(p, " <span class=\"dim\">");
        put_time(p, d->published);
        put(p, d->reprint_of ? " (a reprint)</span></li>\n" : "</span></li>\n");
    }
    put(p, "</ul>\n</section>\n");
}

/* A data block: what would end it, or begin a comment in it, is escaped as JSON allows. */
static void put_data(struct page *p, struct sr_str json) {
    put(p, "<script type=\"application/ld+json\">");
    for (uint32_t i = 0; i < json.n; i++) {
        if (json.p[i] == '<') put(p, "\\u003c");
        else sr_buf_char(p->out, json.p[i]);
    }
    put(p, "</script>\n");
}

static void put_page(struct page *p, const struct sr_published_in *in, const json_t *posting) {
    struct sr_str title = heading(p, in->stored.incident);
    open_page(p, title);
    put_data(p, in->posting);
    put(p, "</head>\n<body>\n<main>\n<header>\n<h1>");
    put_text(p, title);
    put(p, "</h1>\n<p class=\"when\">");
    put_time(p, in->stored.incident->begin);
    put(p, "</p>\n<p class=\"source\">");
    if (in->publisher) {
        put_text(p, sr_str_c(in->publisher));
        put(p, " · ");
    }
    put(p, "<a href=\"index.html\">all incidents</a> · last change ");
    put_time(p, string(posting, "dateModified"));
    put(p, "</p>\n");
    put_coverage(p, posting);
    put(p, "</header>\n");
    put_tally(p, in->stored.figures);
    put_updates(p, posting);
    put_reports(p, in->stored.documents);
    put(p, "</main>\n</body>\n</html>\n");
}

enum sr_status sr_published_page(const struct sr_published_in *in, struct sr_buf *out, struct sr_err *err) {
    static const struct sr_report_options options = {0};
    struct sr_stored s;
    json_t *posting = NULL;
    enum sr_status status = sr_json_load(in->posting, &posting, err);
    if (status) return status;
    status = sr_stored_open(&s, &options, out, err);
    if (!status) {
        struct page p = {&s.r, out};
        put_page(&p, in, posting);
        status = sr_stored_close(&s, err);
    }
    json_decref(posting);
    return status;
}

/* ---- the list ---- */

static void put_toll(struct page *p, const char *what, int64_t best, bool disputed) {
    struct sr_report *r = p->r;
    if (best == SR_STORE_UNKNOWN) return;
    struct sr_str n = sr_say_count(r, best);
    put(p, " · ");
    put_text(p, SAY("%.*s %s", S(n), what));
    if (disputed) put(p, " <span class=\"tag alarm\">disputed</span>");
}

enum sr_status sr_published_index(const struct sr_store_incidents *incidents, const char *publisher, struct sr_buf *out,
                                  struct sr_err *err) {
    static const struct sr_report_options options = {0};
    struct sr_stored s;
    enum sr_status status = sr_stored_open(&s, &options, out, err);
    if (status) return status;
    struct page p = {&s.r, out};
    open_page(&p, sr_str_c(publisher ? publisher : "Incidents"));
    put(&p, "</head>\n<body>\n<main>\n<header><h1>");
    put_text(&p, sr_str_c(publisher ? publisher : "Incidents"));
    put(&p, "</h1></header>\n<ul>\n");
    for (uint32_t i = 0; i < incidents->count; i++) {
        const struct sr_store_incident *x = &incidents->items[i];
        sr_buf_printf(out, "<li><a href=\"I%llu.html\">", (unsigned long long)x->number);
        put_text(&p, heading(&p, x));
        put(&p, "</a> <span class=\"dim\">");
        put_time(&p, x->begin);
        put_toll(&p, "killed", x->killed_best, x->disputed);
        put_toll(&p, "injured", x->injured_best, false);
        put(&p, "</span></li>\n");
    }
    put(&p, "</ul>\n</main>\n</body>\n</html>\n");
    return sr_stored_close(&s, err);
}
