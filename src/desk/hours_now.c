/* hours_now.c: how the desk stands just now, its coming hours for the page and the terminal. */
#include "base/date.h"
#include "desk/hours.h"
#include "desk/parts.h"
#include "desk/settings.h"
#include "desk/write.h"

enum { AHEAD_DAYS = 15, BACK_DAYS = 8 };

static const char *const day_names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* An instant as local ISO 8601 with its offset. */
static struct sr_str local_time(struct sr_arena *arena, const struct sr_zone *zone, int64_t instant) {
    int32_t offset = sr_zone_offset(zone, instant, NULL);
    int64_t local = instant + offset, day = local / 86400 - (local % 86400 < 0);
    struct sr_date d = {.precision = SR_PRECISION_SECOND, .has_offset = true, .offset_minutes = (int16_t)(offset / 60)};
    uint32_t month, dom, rest = (uint32_t)(local - day * 86400);
    sr_civil_from_days(day, &d.year, &month, &dom);
    d.month = (uint8_t)month;
    d.day = (uint8_t)dom;
    d.hour = (uint8_t)(rest / 3600);
    d.minute = (uint8_t)(rest / 60 % 60);
    d.second = (uint8_t)(rest % 60);
    return sr_date_write(arena, &d);
}

/* "Friday 16:11 (EST)" */
static struct sr_str day_and_time(struct sr_arena *arena, const struct sr_zone *zone, int64_t instant) {
    const char *clock;
    int64_t local = instant + sr_zone_offset(zone, instant, &clock), day = local / 86400 - (local % 86400 < 0);
    uint32_t rest = (uint32_t)(local - day * 86400);
    return sr_arena_printf(arena, "%s %02u:%02u (%s)", day_names[sr_weekday(day)], rest / 3600, rest / 60 % 60, clock);
}

struct told { /* what there is to tell from */
    struct sr_str rules, zone_name;
    struct sr_zone *zone;
    struct sr_windows windows;
};

static enum sr_status tell(struct sr_desk *desk, int64_t from_s, uint32_t days, struct sr_arena *arena, struct told *t,
                           struct sr_err *err) {
    *t = (struct told){.rules = sr_settings_str(desk->settings, "hours", arena),
                       .zone_name = sr_settings_str(desk->settings, "zone", arena)};
    enum sr_status status = sr_zone_open(t->zone_name.p, &t->zone, err);
    if (status) return status;
    return sr_hours_plan(desk->lexicon, t->rules, t->zone_name.p, from_s, days, arena, &t->windows, err);
}

struct around {                                 /* the windows around a moment; NULL: there is none */
    const struct sr_window *open, *last, *next; /* the open one that closes last; the one that closed last; the next */
};

static struct around around(const struct sr_windows *windows, int64_t now_s) {
    struct around a = {0};
    for (uint32_t i = 0; i < windows->count; i++) {
        const struct sr_window *w = &windows->items[i];
        if (w->none) continue;
        if (w->closes <= now_s && (!a.last || w->closes > a.last->closes)) a.last = w;
        if (w->opens <= now_s && now_s < w->closes && (!a.open || w->closes > a.open->closes)) a.open = w;
        if (w->opens > now_s && !a.next) a.next = w;
    }
    return a;
}

static void stand(const struct told *t, int64_t now_s, struct sr_arena *arena, struct sr_now *now) {
    const struct around a = around(&t->windows, now_s);
    const struct sr_window *open = a.open, *next = a.next;
    *now = (struct sr_now){.open = open != NULL, .until_s = INT64_MAX, .says = SR_STR(""), .how = SR_STR("")};
    if (!open && !next) return;
    now->until_s = open ? open->closes : next->opens;
    now->how = open ? open->closes_how : next->opens_how;
    struct sr_str when = day_and_time(arena, t->zone, now->until_s), what = open ? open->closes_says : next->opens_says;
    bool clock = what.n == 5 && what.p[2] == ':'; /* a fixed time says nothing that the clock doesn't */
    now->says =
        sr_arena_printf(arena, open ? "We keep you updated until %.*s%s%.*s." : "This desk is closed until %.*s%s%.*s.",
                        clock ? 0 : (int)what.n, what.p, clock ? "" : ", ", (int)when.n, when.p);
}

bool sr_desk_hours_now(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_now *now) {
    struct told t;
    struct sr_err err;
    int64_t now_s = now_ms / 1000;
    /* from yesterday on: a window may go beyond midnight */
    enum sr_status status = tell(desk, now_s - 86400, AHEAD_DAYS, arena, &t, &err);
    if (!status && t.rules.n) stand(&t, now_s, arena, now);
    sr_zone_close(t.zone);
    return !status && t.rules.n;
}

bool sr_desk_hours_last(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_window *last) {
    struct told t;
    struct sr_err err;
    int64_t now_s = now_ms / 1000;
    enum sr_status status = tell(desk, now_s - (int64_t)BACK_DAYS * 86400, BACK_DAYS + 1, arena, &t, &err);
    const struct sr_window *found = status ? NULL : around(&t.windows, now_s).last;
    if (found) *last = *found;
    sr_zone_close(t.zone);
    return found != NULL;
}

void sr_hours_put_now(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_json *j) {
    struct sr_now now = {.open = true, .until_s = INT64_MAX, .says = SR_STR(""), .how = SR_STR("")};
    struct sr_zone *zone = NULL;
    struct sr_err err;
    struct sr_str at = {NULL, 0}, name = sr_settings_str(desk->settings, "zone", arena);
    bool set = sr_desk_hours_now(desk, now_ms, arena, &now);
    if (set && now.until_s != INT64_MAX && !sr_zone_open(name.p, &zone, &err))
        at = local_time(arena, zone, now.until_s);
    sr_zone_close(zone);
    sr_json_open(j, '{');
    sr_json_key_bool(j, "open", now.open);
    sr_show_time(j, "until", at, name, "desk", "told");
    sr_json_key_str(j, "says", now.says);
    sr_json_key_str(j, "how", now.how);
    sr_json_close(j, '}');
}

static void put_window(struct sr_json *j, const struct sr_window *w, const struct told *t, struct sr_arena *arena) {
    struct sr_str none = {NULL, 0};
    sr_json_open(j, '{');
    sr_show_time(j, "opens", w->none ? none : local_time(arena, t->zone, w->opens), t->zone_name, "desk", "told");
    sr_show_time(j, "closes", w->none ? none : local_time(arena, t->zone, w->closes), t->zone_name, "desk", "told");
    sr_json_key_str(j, "opens_how", w->opens_how.p ? w->opens_how : SR_STR(""));
    sr_json_key_str(j, "closes_how", w->closes_how.p ? w->closes_how : SR_STR(""));
    sr_json_key_str(j, "note", w->note.p ? w->note : SR_STR(""));
    sr_json_close(j, '}');
}

void sr_get_hours(struct sr_request *q) {
    struct told t;
    struct sr_err err;
    struct sr_json j = {&q->out, false};
    int64_t days, now_ms = sr_desk_now_ms();
    if (!sr_query_number(q, "days", 1, 31, 7, &days)) return;
    if (tell(q->desk, now_ms / 1000, (uint32_t)days, &q->arena, &t, &err)) {
        sr_zone_close(t.zone);
        sr_answer_err(q, &err);
        return;
    }
    sr_json_open(&j, '{');
    sr_json_key_str(&j, "zone", t.zone_name);
    sr_json_key_str(&j, "rule", t.rules);
    sr_json_key(&j, "now");
    sr_hours_put_now(q->desk, now_ms, &q->arena, &j);
    sr_json_key_open(&j, "windows", '[');
    for (uint32_t i = 0; i < t.windows.count; i++) put_window(&j, &t.windows.items[i], &t, &q->arena);
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
    sr_zone_close(t.zone);
}

/* ---- the terminal ---- */

static void text_date(const struct sr_zone *zone, int64_t instant, struct sr_buf *out) {
    int64_t local = instant + sr_zone_offset(zone, instant, NULL), day = local / 86400 - (local % 86400 < 0);
    int32_t year;
    uint32_t month, dom;
    sr_civil_from_days(day, &year, &month, &dom);
    sr_buf_printf(out, "%.3s %04d-%02u-%02u", day_names[sr_weekday(day)], year, month, dom);
}

static void text_clock(const struct sr_zone *zone, int64_t instant, struct sr_buf *out) {
    const char *clock;
    int64_t local = instant + sr_zone_offset(zone, instant, &clock), day = local / 86400 - (local % 86400 < 0);
    uint32_t rest = (uint32_t)(local - day * 86400);
    sr_buf_printf(out, "%02u:%02u %s", rest / 3600, rest / 60 % 60, clock);
}

void sr_hours_text(const struct sr_windows *windows, const struct sr_zone *zone, struct sr_buf *out) {
    if (!windows->count) sr_buf_c(out, "no hours are set for these days\n");
    for (uint32_t i = 0; i < windows->count; i++) {
        const struct sr_window *w = &windows->items[i];
        text_date(zone, w->opens, out);
        if (w->none) {
            sr_buf_printf(out, "  %.*s\n", (int)w->note.n, w->note.p);
            continue;
        }
        sr_buf_c(out, "  ");
        text_clock(zone, w->opens, out);
        sr_buf_c(out, " to ");
        text_clock(zone, w->closes, out);
        sr_buf_c(out, "\n");
        if (!sr_str_is(w->opens_how, "a fixed time"))
            sr_buf_printf(out, "    opens: %.*s\n", (int)w->opens_how.n, w->opens_how.p);
        if (!sr_str_is(w->closes_how, "a fixed time"))
            sr_buf_printf(out, "    closes: %.*s\n", (int)w->closes_how.n, w->closes_how.p);
    }
}

enum sr_status sr_desk_week(const struct sr_desk_options *options, struct sr_buf *out, struct sr_err *err) {
    struct sr_desk desk = {.options = *options};
    struct sr_lexicon lexicon;
    struct sr_arena arena;
    struct told t = {0};
    sr_arena_init(&arena, (size_t)64 << 20);
    desk.lexicon = &lexicon;
    enum sr_status status = sr_lexicon_open(&lexicon, err);
    if (!status) status = sr_settings_open(options->db, &lexicon, &desk.settings, err);
    if (!status) {
        t.rules = options->hours ? sr_str_c(options->hours) : sr_settings_str(desk.settings, "hours", &arena);
        t.zone_name = options->zone ? sr_str_c(options->zone) : sr_settings_str(desk.settings, "zone", &arena);
        status = sr_zone_open(t.zone_name.p, &t.zone, err);
    }
    if (!status)
        status = sr_hours_plan(&lexicon, t.rules, t.zone_name.p, sr_desk_now_ms() / 1000, 7, &arena, &t.windows, err);
    if (!status) sr_hours_text(&t.windows, t.zone, out);
    sr_zone_close(t.zone);
    sr_settings_free(desk.settings);
    sr_arena_release(&arena);
    return status;
}

enum sr_status sr_desk_coverage(const char *db, char opens[40], char closes[40], struct sr_err *err) {
    struct sr_desk desk = {0};
    struct sr_lexicon lexicon;
    struct sr_arena arena;
    struct told t = {0};
    int64_t now_s = sr_desk_now_ms() / 1000;
    sr_arena_init(&arena, (size_t)64 << 20);
    desk.lexicon = &lexicon;
    *opens = *closes = '\0';
    enum sr_status status = sr_lexicon_open(&lexicon, err);
    if (!status) status = sr_settings_open(db, &lexicon, &desk.settings, err);
    if (!status) status = tell(&desk, now_s - (int64_t)BACK_DAYS * 86400, BACK_DAYS + AHEAD_DAYS, &arena, &t, err);
    const struct around a = status ? (struct around){0} : around(&t.windows, now_s);
    const struct sr_window *w = a.open ? a.open : a.last ? a.last : a.next;
    if (w) {
        struct sr_str from = local_time(&arena, t.zone, w->opens), to = local_time(&arena, t.zone, w->closes);
        (void)snprintf(opens, 40, "%.*s", (int)from.n, from.p);
        (void)snprintf(closes, 40, "%.*s", (int)to.n, to.p);
    }
    sr_zone_close(t.zone);
    sr_settings_free(desk.settings);
    sr_arena_release(&arena);
    return status;
}
