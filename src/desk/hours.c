#include "desk/hours.h"

#include "base/date.h"
#include "base/utf8.h"
#include "desk/solar.h"

enum sun_event { SUN_NONE, SUN_SUNSET, SUN_CANDLES, SUN_NIGHTFALL };

struct moment { /* one side of a rule */
    enum sun_event event;
    int32_t minutes; /* of the day; of the sun: to be added to what it does */
    bool told;       /* the minutes of a candle lighting were told */
    struct sr_str city, country;
};

struct rule {
    bool days[7]; /* Monday first */
    struct moment opens, closes;
};

struct rules {
    struct rule items[64];
    uint32_t count;
};

/* ---- reading ---- */

static struct sr_str trim(struct sr_str s) {
    while (s.n && (*s.p == ' ' || *s.p == '\t' || *s.p == '\r')) s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r')) s.n--;
    return s;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Take a word off the front, in either case. */
static bool take(struct sr_str *s, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    if (s->n < n) return false;
    for (uint32_t i = 0; i < n; i++)
        if (lower(s->p[i]) != word[i]) return false;
    s->p += n;
    s->n -= n;
    return true;
}

static bool take_number(struct sr_str *s, int32_t most, int32_t *v) {
    uint32_t n = 0;
    *v = 0;
    while (n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9') *v = *v * 10 + (s->p[n++] - '0');
    s->p += n;
    s->n -= n;
    return n && *v <= most;
}

static bool take_day(struct sr_str *s, uint32_t *day) {
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (*day = 0; *day < 7; ++*day)
        if (take(s, names[*day])) return true;
    return false;
}

/* "Sun-Thu", "Mon,Wed", "daily" */
static bool take_days(struct sr_str *s, bool days[7]) {
    if (take(s, "daily")) {
        for (uint32_t i = 0; i < 7; i++) days[i] = true;
        return true;
    }
    do {
        uint32_t from, to;
        if (!take_day(s, &from)) return false;
        to = from;
        if (take(s, "-") && !take_day(s, &to)) return false;
        for (uint32_t i = from;; i = (i + 1) % 7) {
            days[i] = true;
            if (i == to) break;
        }
    } while (take(s, ","));
    return true;
}

/* " in New York", " in Tromsø, NO" */
static bool take_city(struct sr_str s, struct moment *m) {
    s = trim(s);
    if (!take(&s, "in ")) return false;
    m->city = trim(s);
    const char *comma = memchr(m->city.p, ',', m->city.n);
    if (comma) {
        struct sr_str after = {comma + 1, m->city.n - (uint32_t)(comma + 1 - m->city.p)};
        m->country = trim(after);
        m->city.n = (uint32_t)(comma - m->city.p);
        m->city = trim(m->city);
        if (m->country.n != 2) return false;
    }
    return m->city.n > 0;
}

static bool read_moment(struct sr_str s, bool closes, struct moment *m) {
    int32_t minutes;
    *m = (struct moment){0};
    s = trim(s);
    if (take_number(&s, 24, &m->minutes)) { /* 24:00 is the end of the day */
        if (!take(&s, ":") || !take_number(&s, 59, &minutes) || s.n) return false;
        m->minutes = m->minutes * 60 + minutes;
        return m->minutes <= 1440;
    }
    if (take(&s, "sunset")) m->event = SUN_SUNSET;
    else if (take(&s, "nightfall")) m->event = SUN_NIGHTFALL;
    else if (take(&s, "candle lighting") || (closes && (take(&s, "the start of shabbat") || take(&s, "shabbat"))))
        m->event = SUN_CANDLES;
    else return false;
    bool plus = take(&s, "+"), minus = !plus && take(&s, "-");
    bool before = m->event == SUN_CANDLES && !plus && !minus && take(&s, " ");
    if (before && (!s.n || *s.p < '0' || *s.p > '9')) before = false;
    if (plus || minus || before) {
        if (!take_number(&s, 240, &minutes)) return false;
        m->minutes = plus ? minutes : -minutes;
        m->told = before;
    }
    return take_city(s, m);
}

/* The dash between the two times: the first that has a space before it and after it. */
static const char *dash_of(struct sr_str s) {
    for (uint32_t i = 1; i + 1 < s.n; i++)
        if (s.p[i] == '-' && s.p[i - 1] == ' ' && s.p[i + 1] == ' ') return s.p + i;
    return NULL;
}

static bool read_rule(struct sr_str line, struct rule *r) {
    struct sr_str s = line;
    *r = (struct rule){0};
    if (!take_days(&s, r->days) || !take(&s, " ")) return false;
    const char *dash = dash_of(s);
    if (!dash) return false;
    struct sr_str first = {s.p, (uint32_t)(dash - s.p)}, second = {dash + 1, s.n - first.n - 1};
    return read_moment(first, false, &r->opens) && read_moment(second, true, &r->closes);
}

/* ---- the sun over a city ---- */

struct city {
    const char *name, *zone;
    double lat, lon;
    int32_t candles; /* minutes before sunset */
};

static struct sr_str cell(const struct sr_table *t, uint32_t row, uint32_t column) {
    return sr_str_c(sr_table_cell(t, row, column));
}

/* The zone of a row that has none is its country's largest. */
static const char *zone_of(const struct sr_lexicon *lexicon, const struct sr_table *g, uint32_t row) {
    const struct sr_table *countries = &lexicon->tables[SR_TABLE_COUNTRIES];
    const char *zone = sr_table_cell(g, row, 9);
    for (uint32_t i = 0; !*zone && i < countries->rows; i++)
        if (strcmp(sr_table_cell(countries, i, 2), sr_table_cell(g, row, 3)) == 0)
            zone = sr_table_cell(countries, i, 7);
    return zone;
}

/* The largest city of that name (in that country). The custom of forty minutes, or thirty, is that of the cities which the
 * reader names, so it goes with the gazetteer's entry, not with a point on the map. */
static bool find_city(const struct sr_lexicon *lexicon, const struct moment *m, struct sr_arena *arena,
                      struct city *out) {
    static const struct {
        int64_t geonameid;
        int32_t minutes;
    } customs[] = {{281184, 40}, {294801, 30}, {293067, 30}}; /* Jerusalem, Haifa, Zikhron Ya'aqov */
    const struct sr_table *g = &lexicon->tables[SR_TABLE_GAZETTEER];
    struct sr_str key = sr_fold(arena, m->city);
    if (key.p) key = sr_unaccent(arena, key);
    uint32_t row = key.p ? sr_table_find(g, key) : SR_NONE, best = SR_NONE;
    double most = -1;
    for (uint32_t i = 0; row != SR_NONE && i < sr_table_same(g, row); i++) {
        struct sr_str cls = cell(g, row + i, 2);
        double people = sr_table_number(g, row + i, 8, 0);
        bool there = !m->country.n || sr_str_eq(cell(g, row + i, 3), m->country);
        if ((!sr_str_is(cls, "city") && !sr_str_is(cls, "capital")) || !there || people <= most) continue;
        best = row + i;
        most = people;
    }
    if (best == SR_NONE) return false;
    *out = (struct city){sr_table_cell(g, best, 1), zone_of(lexicon, g, best), sr_table_number(g, best, 5, 0),
                         sr_table_number(g, best, 6, 0), 18};
    for (size_t i = 0; i < sizeof customs / sizeof *customs; i++)
        if (sr_table_number(g, best, 7, 0) == (double)customs[i].geonameid) out->candles = customs[i].minutes;
    return *out->zone != 0;
}

static int64_t day_of(int64_t seconds) {
    return seconds / 86400 - (seconds % 86400 < 0);
}

/* The sun's day is that of the longitude; the city's date may be one off it where its zone lies across the date line. */
static bool sinks_on(const struct city *c, const struct sr_zone *zone, int64_t day, double below, int64_t *instant) {
    for (int64_t shift = -1; shift <= 1; shift++) {
        if (!sr_sun_sinks(c->lat, c->lon, day + shift, below, instant)) continue;
        if (day_of(*instant + sr_zone_offset(zone, *instant, NULL)) == day) return true;
    }
    return false;
}

/* ---- the plan ---- */

struct planner {
    const struct sr_lexicon *lexicon;
    const struct sr_zone *zone;
    struct sr_arena *arena;
    SR_VEC(struct sr_window) windows;
    struct sr_err *err;
};

static int64_t whole_minute(int64_t instant) {
    return day_of(instant) * 86400 + (instant - day_of(instant) * 86400) / 60 * 60;
}

struct at {
    bool none;
    int64_t instant;
    struct sr_str says, how, note;
};

static enum sr_status sun_moment(struct planner *p, const struct moment *m, int64_t day, struct at *out) {
    static const char *const words[] = {"", "sunset", "candle lighting", "nightfall"};
    struct city c;
    struct sr_zone *zone;
    char local[16];
    if (!find_city(p->lexicon, m, p->arena, &c))
        return sr_fail(p->err, SR_ERR_USAGE, "take a town of the gazetteer; add its country, as 'Tromsø, NO'",
                       "no city is called '%.*s'", (int)m->city.n, m->city.p);
    enum sr_status status = sr_zone_open(c.zone, &zone, p->err);
    if (status) return status;
    int64_t event;
    int32_t shift = m->minutes;
    if (m->event == SUN_CANDLES && !m->told) shift -= c.candles;
    bool night = m->event == SUN_NIGHTFALL;
    out->none = !sinks_on(&c, zone, day, night ? SR_NIGHTFALL : SR_SUNSET, &event);
    if (out->none) {
        out->note = sr_arena_printf(p->arena, "no %s in %.*s on this day", night ? "nightfall" : "sunset",
                                    (int)m->city.n, m->city.p);
        sr_zone_close(zone);
        return SR_OK;
    }
    int64_t clock = event + sr_zone_offset(zone, event, NULL);
    uint32_t s = (uint32_t)(clock - day_of(clock) * 86400);
    (void)snprintf(local, sizeof local, "%02u:%02u:%02u", s / 3600, s / 60 % 60, s % 60);
    out->instant = whole_minute(event + (int64_t)shift * 60);
    out->says = m->event == SUN_CANDLES
                    ? sr_arena_printf(p->arena, "the start of Shabbat in %.*s", (int)m->city.n, m->city.p)
                    : sr_arena_printf(p->arena, "%s in %.*s", words[m->event], (int)m->city.n, m->city.p);
    out->how =
        sr_arena_printf(p->arena,
                        "%s, %.*s: %s %s there%s%.0d%s, cut to the minute; NOAA's method, within a minute; festivals "
                        "are not reckoned with",
                        words[m->event], (int)m->city.n, m->city.p, night ? "the sun 8.5° down at" : "sunset", local,
                        shift < 0   ? " less "
                        : shift > 0 ? " and "
                                    : "",
                        shift < 0 ? -shift : shift, shift ? " minutes" : "");
    sr_zone_close(zone);
    return out->says.p && out->how.p ? SR_OK : sr_fail_memory(p->err, "the hours");
}

static enum sr_status moment_at(struct planner *p, const struct moment *m, int64_t day, struct at *out) {
    *out = (struct at){0};
    if (m->event != SUN_NONE) return sun_moment(p, m, day, out);
    out->instant = sr_zone_instant(p->zone, day * 86400 + m->minutes * 60);
    out->says = sr_arena_printf(p->arena, "%02d:%02d", m->minutes / 60, m->minutes % 60);
    out->how = SR_STR("a fixed time");
    return out->says.p ? SR_OK : sr_fail_memory(p->err, "the hours");
}

static enum sr_status plan_rule(struct planner *p, const struct rule *r, int64_t day) {
    struct at opens, closes;
    enum sr_status status = moment_at(p, &r->opens, day, &opens);
    if (!status) status = moment_at(p, &r->closes, day, &closes);
    /* what would close before it opens closes on the next day */
    if (!status && !opens.none && !closes.none && closes.instant <= opens.instant)
        status = moment_at(p, &r->closes, day + 1, &closes);
    if (status) return status;
    struct sr_window w = {.opens = opens.instant,
                          .closes = closes.instant,
                          .none = opens.none || closes.none,
                          .opens_how = opens.how,
                          .closes_how = closes.how,
                          .opens_says = opens.says,
                          .closes_says = closes.says,
                          .note = opens.none ? opens.note : closes.note};
    if (w.none) w.opens = sr_zone_instant(p->zone, day * 86400);
    return SR_PUSH(p->arena, p->windows, w) ? SR_OK : sr_fail_memory(p->err, "the hours");
}

static enum sr_status read_rules(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_arena *arena,
                                 struct rules *rules, struct sr_err *err) {
    rules->count = 0;
    uint64_t line = 1;
    for (const char *p = text.p, *end = text.p + text.n; p < end; line++) {
        const char *stop = p;
        while (stop < end && *stop != '\n' && *stop != ';') stop++;
        struct sr_str one = trim((struct sr_str){p, (uint32_t)(stop - p)});
        p = stop + 1;
        if (!one.n) continue;
        if (rules->count == sizeof rules->items / sizeof *rules->items)
            return sr_fail(err, SR_ERR_USAGE, "", "the hours have more than 64 rules");
        struct rule *r = &rules->items[rules->count++];
        struct city c;
        if (!read_rule(one, r))
            return sr_fail(err, SR_ERR_USAGE,
                           "write it as 'Mon-Fri 07:00 - 23:00' or 'Fri 07:00 - candle lighting in New York'",
                           "rule %llu of the hours can't be read: '%.*s'", (unsigned long long)line,
                           one.n < 80 ? (int)one.n : 80, one.p);
        const struct moment *suns[] = {&r->opens, &r->closes};
        for (uint32_t i = 0; i < 2; i++)
            if (suns[i]->event != SUN_NONE && !find_city(lexicon, suns[i], arena, &c))
                return sr_fail(err, SR_ERR_USAGE, "take a town of the gazetteer; add its country, as 'Tromsø, NO'",
                               "no city is called '%.*s'", (int)suns[i]->city.n, suns[i]->city.p);
    }
    return SR_OK;
}

enum sr_status sr_hours_check(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_err *err) {
    struct rules rules;
    struct sr_arena arena;
    sr_arena_init(&arena, (size_t)1 << 20);
    enum sr_status status = read_rules(lexicon, text, &arena, &rules, err);
    sr_arena_release(&arena);
    return status;
}

static int by_opening(const void *a, const void *b) {
    const struct sr_window *x = a, *y = b;
    if (x->opens != y->opens) return x->opens < y->opens ? -1 : 1;
    return x->closes < y->closes ? -1 : x->closes > y->closes;
}

enum sr_status sr_hours_plan(const struct sr_lexicon *lexicon, struct sr_str text, const char *zone, int64_t instant,
                             uint32_t days, struct sr_arena *arena, struct sr_windows *out, struct sr_err *err) {
    struct rules rules;
    struct sr_zone *clock = NULL;
    enum sr_status status = read_rules(lexicon, text, arena, &rules, err);
    if (!status) status = sr_zone_open(zone, &clock, err);
    if (status) return status;
    struct planner p = {.lexicon = lexicon, .zone = clock, .arena = arena, .err = err};
    int64_t first = day_of(instant + sr_zone_offset(clock, instant, NULL));
    for (int64_t day = first; !status && day < first + days; day++)
        for (uint32_t i = 0; !status && i < rules.count; i++)
            if (rules.items[i].days[sr_weekday(day)]) status = plan_rule(&p, &rules.items[i], day);
    sr_zone_close(clock);
    if (status) return status;
    if (p.windows.count) qsort(p.windows.items, p.windows.count, sizeof *p.windows.items, by_opening);
    *out = (struct sr_windows){p.windows.items, p.windows.count};
    return SR_OK;
}
