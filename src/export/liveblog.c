/* liveblog.c: schema.org LiveBlogPosting, a line an incident. docs/formats/liveblog.md */
#include <stdlib.h>

#include "base/date.h"
#include "export/put.h"
#include "export/tell.h"
#include "export/toll.h"

struct update {                           /* a change of one figure */
    const json_t *figure, *step, *before; /* before: the step that stood until then, or NULL */
    int64_t seconds;
    bool dated;
    uint32_t order;
};

/* Open an object of a schema.org type as a member. */
static void open_typed(struct sr_json *j, const char *name, const char *type) {
    sr_put_open(j, name, '{');
    sr_put_c(j, "@type", type);
}

static enum sr_status check_date(const char *name, const char *value, struct sr_err *err) {
    struct sr_date date;
    if (!value || sr_date_parse(sr_str_c(value), &date)) return SR_OK;
    return sr_fail(err, SR_ERR_DATE, "write it as 2015-11-20T16:16-05:00", "'%s' is not a date: '%.60s'", name, value);
}

static enum sr_status open(struct sr_exporter *e, struct sr_err *err) {
    enum sr_status status = check_date("coverage_start", e->options.coverage_start, err);
    return status ? status : check_date("coverage_end", e->options.coverage_end, err);
}

/* ---- which steps are updates ---- */

static bool same_number(const json_t *a, const json_t *b) {
    static const char *const keys[] = {"low", "high", "value"};
    for (size_t i = 0; i < 3; i++)
        if (sr_value_int(a, keys[i]) != sr_value_int(b, keys[i])) return false;
    return sr_str_eq(sr_value_str(a, "hedge"), sr_value_str(b, "hedge"));
}

static int by_time(const void *a, const void *b) {
    const struct update *x = a, *y = b;
    if (x->dated != y->dated) return x->dated ? -1 : 1;
    if (x->dated && x->seconds != y->seconds) return x->seconds < y->seconds ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

/* A step that says what the step before it says is no change, unless one of them was withdrawn. */
static uint32_t add_updates(struct update *updates, uint32_t count, const json_t *figure) {
    const json_t *history = json_object_get(figure, "history"), *before = NULL;
    for (size_t i = 0; i < json_array_size(history); i++) {
        const json_t *step = json_array_get(history, i);
        struct sr_date at;
        if (before && same_number(before, step) &&
            sr_value_true(before, "withdrawn") == sr_value_true(step, "withdrawn"))
            continue;
        struct update u = {.figure = figure, .step = step, .before = before, .order = count};
        u.dated = sr_date_parse(sr_value_str(step, "at"), &at);
        if (u.dated) u.seconds = sr_date_seconds(&at);
        updates[count++] = u;
        before = step;
    }
    return count;
}

static struct update *find_updates(struct sr_exporter *e, const json_t *v, uint32_t *count) {
    const json_t *figures = json_object_get(v, "figures");
    size_t steps = 0;
    *count = 0;
    for (size_t i = 0; i < json_array_size(figures); i++)
        steps += json_array_size(json_object_get(json_array_get(figures, i), "history"));
    struct update *updates = sr_arena_alloc(&e->line, steps, sizeof *updates);
    if (!updates) e->failed = true;
    for (size_t i = 0; updates && i < json_array_size(figures); i++)
        *count = add_updates(updates, *count, json_array_get(figures, i));
    if (*count) qsort(updates, *count, sizeof *updates, by_time);
    return updates;
}

/* ---- an update ---- */

static struct sr_str capital(struct sr_exporter *e, struct sr_str s) {
    bool lower = s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
    return lower ? SAY("%c%.*s", s.p[0] - 'a' + 'A', (int)s.n - 1, s.p + 1) : s;
}

/* A lower figure by the chain that gave the higher one, or a withdrawal: what was wrong. */
static bool corrects(const struct update *u) {
    if (sr_value_true(u->step, "withdrawn")) return true;
    if (!u->before || !json_is_object(json_object_get(u->step, "supersedes"))) return false;
    int64_t now = sr_value_int(u->step, "value"), then = sr_value_int(u->before, "value");
    return now != SR_READ_UNKNOWN && then != SR_READ_UNKNOWN && now < then;
}

static struct sr_str body(struct sr_exporter *e, const struct update *u) {
    struct sr_str now = capital(e, sr_tell_step(e, u->figure, u->step));
    if (sr_value_true(u->step, "withdrawn")) return SAY("%.*s: withdrawn.", S(now));
    if (!u->before) return SAY("%.*s.", S(now));
    struct sr_str amount = sr_tell_amount(e, u->before), who = sr_tell_speakers(e, u->before);
    return SAY("%.*s. Before: %.*s (%.*s).", S(now), S(amount), S(who));
}

static void put_correction(struct sr_exporter *e, struct sr_json *j, const struct update *u) {
    const json_t *wrong = sr_value_true(u->step, "withdrawn") ? u->step : u->before;
    struct sr_str then = sr_tell_step(e, u->figure, wrong);
    open_typed(j, "correction", "CorrectionComment");
    if (wrong == u->step) sr_put_str(j, "text", SAY("Withdrawn: %.*s.", S(then)));
    else sr_put_str(j, "text", SAY("Corrected: %.*s; now %.*s.", S(then), S(sr_tell_amount(e, u->step))));
    sr_json_close(j, '}');
}

/* The report it was read in. */
static void put_citation(struct sr_exporter *e, struct sr_json *j, struct sr_str id) {
    const struct sr_known_document *d = sr_known_find(&e->known, id);
    open_typed(j, "citation", "NewsArticle");
    sr_put_str(j, "identifier", id);
    if (d) {
        sr_put_str(j, "headline", d->title);
        sr_put_str(j, "url", d->url);
        sr_put_str(j, "datePublished", d->published);
    }
    if (d && d->outlet.p) {
        open_typed(j, "publisher", "Organization");
        sr_put_str(j, "name", d->outlet);
        sr_json_close(j, '}');
    }
    sr_json_close(j, '}');
}

/* The same for the same claim, however many updates come before it later. */
static struct sr_str anchor(struct sr_exporter *e, const struct update *u) {
    struct sr_str document = sr_value_str(u->step, "document"), claim = sr_value_str(u->step, "claim");
    struct sr_str label = sr_tell_label(e, u->figure);
    return SAY("%s#u%08x", e->options.url, sr_hash(SAY("%.*s\n%.*s\n%.*s", S(document), S(claim), S(label))));
}

static void put_update(struct sr_exporter *e, struct sr_json *j, const struct update *u) {
    struct sr_str document = sr_value_str(u->step, "document"), claim = sr_value_str(u->step, "claim");
    sr_json_open(j, '{');
    sr_put_c(j, "@type", "BlogPosting");
    sr_put_str(j, "identifier", SAY("%.*s#%.*s", S(document), S(claim)));
    if (e->options.url) sr_put_str(j, "url", anchor(e, u));
    sr_put_str(j, "headline",
               capital(e, SAY("%.*s: %.*s", S(sr_tell_label(e, u->figure)), S(sr_tell_amount(e, u->step)))));
    sr_put_str(j, "datePublished", sr_value_str(u->step, "at"));
    sr_put_str(j, "articleBody", body(e, u));
    if (corrects(u)) put_correction(e, j, u);
    put_citation(e, j, document);
    sr_json_close(j, '}');
}

/* ---- the page ---- */

static void put_location(struct sr_json *j, const struct sr_export_scene *s) {
    open_typed(j, "location", "Place");
    sr_put_str(j, "name", s->name);
    if (s->iso.p) {
        open_typed(j, "address", "PostalAddress");
        sr_put_str(j, "addressCountry", s->iso);
        sr_json_close(j, '}');
    }
    if (s->has_point) {
        open_typed(j, "geo", "GeoCoordinates");
        sr_json_key(j, "latitude");
        sr_json_real(j, s->lat, 5);
        sr_json_key(j, "longitude");
        sr_json_real(j, s->lon, 5);
        sr_json_close(j, '}');
    }
    sr_json_close(j, '}');
}

static void put_event(struct sr_json *j, const json_t *v, const struct sr_export_scene *s) {
    open_typed(j, "about", "Event");
    sr_put_str(j, "name", sr_value_str(v, "kind"));
    sr_put_str(j, "startDate", sr_value_str(v, "begin"));
    sr_put_str(j, "endDate", sr_value_str(v, "end"));
    if (s) put_location(j, s);
    sr_json_close(j, '}');
}

static void put_publisher(struct sr_exporter *e, struct sr_json *j) {
    if (!e->options.publisher) return;
    open_typed(j, "publisher", "Organization");
    sr_put_c(j, "name", e->options.publisher);
    sr_json_close(j, '}');
}

static enum sr_status incident(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct sr_json j = {e->out, false};
    struct sr_export_scene scene;
    uint32_t count, dated = 0;
    (void)err;
    bool has_scene = sr_export_scene(e, v, &scene);
    struct update *updates = find_updates(e, v, &count);
    while (dated < count && updates[dated].dated) dated++;
    sr_json_open(&j, '{');
    sr_put_c(&j, "@context", "https://schema.org");
    sr_put_c(&j, "@type", "LiveBlogPosting");
    sr_put_str(&j, "identifier", sr_value_str(v, "id"));
    sr_put_str(&j, "headline", capital(e, sr_tell_incident(e, v, has_scene ? &scene : NULL)));
    sr_put_c(&j, "url", e->options.url);
    put_publisher(e, &j);
    if (dated) sr_put_str(&j, "datePublished", sr_value_str(updates[0].step, "at"));
    if (dated) sr_put_str(&j, "dateModified", sr_value_str(updates[dated - 1].step, "at"));
    sr_put_c(&j, "coverageStartTime", e->options.coverage_start);
    sr_put_c(&j, "coverageEndTime", e->options.coverage_end);
    put_event(&j, v, has_scene ? &scene : NULL);
    sr_put_open(&j, "liveBlogUpdate", '[');
    for (uint32_t i = 0; i < count; i++) put_update(e, &j, &updates[i]);
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
    sr_buf_char(e->out, '\n');
    e->written++;
    return SR_OK;
}

const struct sr_export_format sr_export_liveblog = {.name = "liveblog", .open = open, .incident = incident};
