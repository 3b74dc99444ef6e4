/* words.c: values, dates, speakers and places in an editor's words. */
#include "base/utf8.h"
#include "report/parts.h"

struct sr_str sr_kept(struct sr_report *r, struct sr_str s) {
    if (!s.p) {
        r->failed = true;
        return SR_STR("");
    }
    return s;
}

struct sr_str sr_say_count(struct sr_report *r, int64_t value) {
    if (value == SR_UNKNOWN) return SR_STR("–");
    struct sr_str digits = SAY("%lld", (long long)value);
    char out[40];
    uint32_t n = 0;
    for (uint32_t i = 0; i < digits.n && n + 2 < sizeof out; i++) {
        if (i && digits.p[i - 1] != '-' && (digits.n - i) % 3 == 0) out[n++] = ',';
        out[n++] = digits.p[i];
    }
    return sr_kept(r, sr_arena_str(r->scratch, (struct sr_str){out, n}));
}

struct sr_str sr_say_date(struct sr_report *r, const struct sr_date *d) {
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const char *month = months[d->month <= 12 ? d->month : 0];
    if (d->precision == SR_PRECISION_YEAR) return SAY("%d", d->year);
    if (d->precision == SR_PRECISION_MONTH) return SAY("%s %d", month, d->year);
    const char *day = days[sr_weekday(sr_days_from_civil(d->year, d->month, d->day))];
    struct sr_str text = SAY("%s %d %s %d", day, d->day, month, d->year);
    if (d->precision == SR_PRECISION_DAY) return text;
    text = SAY("%.*s %02d:%02d", S(text), d->hour, d->minute);
    if (!d->has_offset) return SAY("%.*s, zone not told", S(text));
    if (!d->offset_minutes) return SAY("%.*s UTC", S(text));
    int minutes = d->offset_minutes < 0 ? -d->offset_minutes : d->offset_minutes;
    return SAY("%.*s (UTC%c%d%s%.0d)", S(text), d->offset_minutes < 0 ? '-' : '+', minutes / 60,
               minutes % 60 ? ":" : "", minutes % 60);
}

/* "Mon 13 Mar 2017, afternoon": where the text tells only the part of the day, the hour at which it begins is no time.
 */
struct sr_str sr_say_begin(struct sr_report *r, const struct sr_incident *inc) {
    static const char *const parts[][2] = {{"TMO", "morning"}, {"TMI", "midday"}, {"TAF", "afternoon"},
                                           {"TEV", "evening"}, {"TNI", "night"},  {"TDT", "daytime"}};
    struct sr_date day = inc->begin;
    day.precision = SR_PRECISION_DAY;
    for (uint32_t i = 0; i < inc->times.count && inc->begin.precision == SR_PRECISION_HOUR; i++) {
        const struct sr_timex *t = &r->f->times.items[inc->times.items[i]];
        if (!t->has_interval || sr_date_seconds(&t->begin) != sr_date_seconds(&inc->begin)) continue;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            if (t->value.n > 3 && memcmp(t->value.p + t->value.n - 3, parts[k][0], 3) == 0) {
                struct sr_str date = sr_say_date(r, &day);
                return SAY("%.*s, %s", S(date), parts[k][1]);
            }
    }
    return sr_say_date(r, &inc->begin);
}

/* "XXXX-WXX-7", "XXXX-08-26": a day that would be one if the report's own were known. */
static bool undated(const struct sr_report *r, const struct sr_timex *t) {
    return !r->f->document->has_published && !t->has_interval && t->value.n > 4 && memcmp(t->value.p, "XXXX", 4) == 0;
}

const char *sr_say_no_day(const struct sr_report *r) {
    for (uint32_t i = 0; i < r->f->times.count; i++)
        if (undated(r, &r->f->times.items[i])) return "day not known";
    return "day not told";
}

struct sr_str sr_say_undated(struct sr_report *r) {
    enum { MOST = 3 };
    struct sr_str all = SR_STR("");
    const struct sr_timex *shown[MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->f->times.count && n < MOST; i++) {
        const struct sr_timex *t = &r->f->times.items[i];
        bool again = !undated(r, t);
        for (uint32_t k = 0; k < n; k++) again |= sr_str_eq(shown[k]->value, t->value);
        if (again) continue;
        shown[n++] = t;
        struct sr_str words = sr_say_words(r, t->span, 60), where = sr_say_where(r, t->span.start);
        all = SAY("%.*s%s%.*s %.*s", S(all), n > 1 ? " · " : "", S(words), S(where));
    }
    return all;
}

bool sr_in_headline(const struct sr_findings *f, uint32_t byte) {
    struct sr_span title = f->document->title_span;
    return title.end && byte >= title.start && byte < title.end;
}

struct sr_str sr_say_where(struct sr_report *r, uint32_t byte) {
    const struct sr_reading *g = &r->f->reading;
    if (sr_in_headline(r->f, byte)) return SR_STR("headline");
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->paragraph_count && g->paragraphs[i].span.start <= byte; i++)
        n += !sr_in_headline(r->f, g->paragraphs[i].span.start);
    return SAY("¶%u", n ? n : 1);
}

struct sr_span sr_claim_words(const struct sr_findings *f, const struct sr_claim *c) {
    struct sr_span s = c->span;
    if (c->number == SR_NONE) return s;
    struct sr_span hedge = f->numbers.items[c->number].hedge_span;
    if (!hedge.end) return s;
    if (hedge.start < s.start) s.start = hedge.start;
    if (hedge.end > s.end) s.end = hedge.end;
    return s;
}

/* Runs of white space become one space, so that a break in the text is none in the report. */
struct sr_str sr_collapsed(struct sr_report *r, struct sr_str s) {
    char *out = sr_arena_alloc(r->scratch, (size_t)s.n + 1, 1);
    uint32_t n = 0, size;
    if (!out) return sr_kept(r, (struct sr_str){NULL, 0});
    for (uint32_t i = 0; i < s.n; i += size) {
        if (sr_is_space(sr_utf8_at(s.p + i, s.p + s.n, &size))) {
            if (n && out[n - 1] != ' ') out[n++] = ' ';
            continue;
        }
        memcpy(out + n, s.p + i, size);
        n += size;
    }
    while (n && out[n - 1] == ' ') n--;
    return (struct sr_str){out, n};
}

/* Where a word ends at or before `at`, or begins at or after it. */
static uint32_t word_edge(struct sr_str s, uint32_t at, bool back) {
    while (back && at > 0 && s.p[at] != ' ') at--;
    while (!back && at < s.n && s.p[at - 1] != ' ') at++;
    return at;
}

struct sr_str sr_say_words(struct sr_report *r, struct sr_span span, uint32_t most) {
    struct sr_str s = sr_collapsed(r, sr_slice(r->f->document->text.p, span));
    if (s.n <= most || most < 20) return SAY("“%.*s”", S(s));
    uint32_t head = word_edge(s, most * 2 / 3, true), tail = word_edge(s, s.n - most / 3, false);
    if (!head || tail >= s.n) return SAY("“%.*s”", S(s));
    return SAY("“%.*s … %.*s”", (int)head, s.p, (int)(s.n - tail), s.p + tail);
}

bool sr_claims_alike(const struct sr_report *r, const struct sr_claim *a, const struct sr_claim *b) {
    if (a->low != b->low || a->high != b->high || a->value != b->value || a->hedge != b->hedge ||
        a->polarity != b->polarity || a->chain_count != b->chain_count || a->state != b->state)
        return false;
    if (a->value == SR_UNKNOWN && a->low == SR_UNKNOWN && a->high == SR_UNKNOWN &&
        !sr_str_eq(sr_slice(r->f->document->text.p, a->span), sr_slice(r->f->document->text.p, b->span)))
        return false; /* "dozens" is not "hundreds" */
    for (uint32_t i = 0; i < a->chain_count; i++) {
        struct sr_indices s = a->chain[i].speakers, t = b->chain[i].speakers;
        if (s.count != t.count || memcmp(s.items, t.items, s.count * sizeof *s.items) != 0) return false;
    }
    return true;
}

const char *sr_say_cell(const struct sr_table *table, const char *key, uint32_t column, const char *otherwise) {
    uint32_t row = sr_table_find(table, sr_str_c(key));
    return row == SR_NONE ? otherwise : sr_table_cell(table, row, column);
}

const char *sr_measure_key(uint8_t measure, uint8_t state) {
    return measure == SR_MEASURE_HOSTAGES && state == SR_STATE_HELD ? "held" : sr_measure_name(measure);
}

struct sr_str sr_say_country(struct sr_report *r, const char *iso) {
    const struct sr_table *t = NULL;
    for (uint32_t i = 0; i < SR_TABLE_COUNT; i++)
        if (strcmp(r->lexicon->tables[i].name, "countries") == 0) t = &r->lexicon->tables[i];
    for (uint32_t row = 0; t && t->columns > 2 && row < t->rows; row++)
        if (strcmp(sr_table_cell(t, row, 2), iso) == 0) return sr_str_c(sr_table_cell(t, row, 1));
    return SAY("%s", iso);
}

struct sr_str sr_say_facet(struct sr_report *r, struct sr_str facet) {
    static const char nationality[] = "nationality=";
    uint32_t n = sizeof nationality - 1;
    if (facet.n > n && memcmp(facet.p, nationality, n) == 0) {
        struct sr_str country = sr_say_country(r, SAY("%.*s", (int)(facet.n - n), facet.p + n).p);
        return SAY("from %.*s", S(country));
    }
    const char *label = sr_say_cell(&r->lexicon->tables[SR_TABLE_REPORT_FACETS], SAY("%.*s", S(facet)).p, 1, NULL);
    if (label) return sr_str_c(label);
    const char *equals = memchr(facet.p, '=', facet.n);
    return equals ? (struct sr_str){equals + 1, facet.n - (uint32_t)(equals + 1 - facet.p)} : facet;
}

struct sr_str sr_say_kind(struct sr_report *r, const struct sr_incident *incident, bool large) {
    const char *name = incident->kind == SR_KIND_OTHER ? "incident" : sr_incident_kind_name(incident->kind);
    const char *status = incident->status == SR_STATUS_ACTUAL ? "" : sr_incident_status_name(incident->status);
    struct sr_str s = SAY("%s%s%s", status, *status ? " " : "", name);
    char *out = sr_arena_alloc(r->scratch, (size_t)s.n + 1, 1);
    if (!out) return sr_kept(r, (struct sr_str){NULL, 0});
    bool hostages = incident->kind == SR_KIND_HOSTAGE_TAKING; /* the one that is written with its hyphen */
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i] == '-' && !hostages ? ' ' : s.p[i];
        out[i] = large && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct sr_str){out, s.n};
}

static struct sr_str with(struct sr_report *r, struct sr_str all, struct sr_str more) {
    if (!more.n) return all;
    for (uint32_t i = 0; i + more.n <= all.n; i++) /* "Mexico City, Mexico City" says it twice */
        if ((i == 0 || all.p[i - 1] == ' ') && memcmp(all.p + i, more.p, more.n) == 0 &&
            (i + more.n == all.n || all.p[i + more.n] == ','))
            return all;
    return all.n ? SAY("%.*s, %.*s", S(all), S(more)) : more;
}

static struct sr_str place_name(struct sr_report *r, uint32_t place) {
    const struct sr_place *p = &r->f->places.items[place];
    return p->name.n ? p->name : sr_collapsed(r, sr_slice(r->f->document->text.p, p->span));
}

/* The town that a building of the text stands in, where the text names both apart. */
static uint32_t town_of(const struct sr_findings *f, const struct sr_incident *inc) {
    for (uint32_t i = 0; inc && i < inc->place_count; i++) {
        const struct sr_place *p = &f->places.items[inc->places[i].place];
        if (p->class == SR_PLACE_CITY && inc->places[i].role <= SR_PLACE_ROLE_WIDER) return inc->places[i].place;
    }
    return SR_NONE;
}

/* "Springfield, Illinois", but "Baghdad, Iraq": only where a reader abroad knows the divisions. */
static bool tells_divisions(struct sr_report *r, const char *iso) {
    struct sr_str key = sr_fold(r->scratch, sr_str_c(iso));
    return sr_table_find(&r->lexicon->tables[SR_TABLE_REPORT_COUNTRIES], sr_kept(r, key)) != SR_NONE;
}

struct sr_str sr_say_place(struct sr_report *r, uint32_t place, const struct sr_incident *incident) {
    const struct sr_places *all = &r->f->places;
    struct sr_str name = place_name(r, place);
    uint32_t at = place, steps = 0;
    if (all->items[at].class == SR_PLACE_FACILITY && all->items[at].within == SR_NONE) {
        uint32_t town = town_of(r->f, incident);
        if (town != SR_NONE) name = with(r, name, place_name(r, at = town));
    }
    while (all->items[at].within < all->count && steps++ < 4) {
        at = all->items[at].within;
        name = with(r, name, place_name(r, at));
    }
    if (all->items[at].class == SR_PLACE_CITY && tells_divisions(r, all->items[at].country))
        name = with(r, name, all->items[at].admin);
    const char *country = all->items[place].country[0] ? all->items[place].country : all->items[at].country;
    return *country && all->items[at].class != SR_PLACE_COUNTRY ? with(r, name, sr_say_country(r, country)) : name;
}
