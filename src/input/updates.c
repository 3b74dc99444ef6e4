#include "input/updates.h"

#include "input/clock.h"
#include "lexicon/lexicon.h"

enum { DAY = 24 * 60, HALF_DAY = 12 * 60, HOUR = 60 };

struct stamp {
    uint32_t line;   /* where its line begins */
    int32_t minutes; /* since the midnight before the first stamp of the text; may be negative */
    int16_t zone;
    bool has_zone;
};

typedef SR_VEC(struct stamp) sr_stamps;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_one_of(struct sr_str s, uint32_t at, const char *marks) {
    return at < s.n && strchr(marks, s.p[at]) && s.p[at];
}

static bool dash_at(struct sr_str s, uint32_t at) {
    return is_one_of(s, at, "-") ||
           (at + 2 < s.n && memcmp(s.p + at, "\xE2\x80", 2) == 0 && (s.p[at + 2] == '\x93' || s.p[at + 2] == '\x94'));
}

/* "1705 GMT", "0910hrs": four figures are a time only with what says so. */
static bool military(const struct sr_lexicon *lexicon, struct sr_str s, uint32_t *at, struct sr_date *d, int16_t *zone,
                     bool *has_zone) {
    uint32_t i = *at;
    for (uint32_t k = 0; k < 4; k++)
        if (i + k >= s.n || !is_digit(s.p[i + k])) return false;
    d->hour = (uint8_t)((s.p[i] - '0') * 10 + s.p[i + 1] - '0');
    d->minute = (uint8_t)((s.p[i + 2] - '0') * 10 + s.p[i + 3] - '0');
    if (d->hour > 23 || d->minute > 59) return false;
    i += 4;
    *has_zone = sr_written_zone_at(lexicon, s, &i, zone);
    bool hours = !*has_zone && i + 2 < s.n && (s.p[i] == 'h' || (s.p[i] == ' ' && s.p[i + 1] == 'h'));
    if (hours)
        for (i++; is_one_of(s, i, "hrs");) i++;
    *at = i;
    return *has_zone || hours;
}

/* What parts a stamp from its update: the line's end, a colon, a bracket, a dash; or a blank and then a capital, a figure
 * or a quotation mark. "12:30 was when it sank" is no stamp. */
static bool parted(struct sr_str s, uint32_t i, bool bracket) {
    if (bracket) return is_one_of(s, i, ")]");
    if (i >= s.n || is_one_of(s, i, "\r\n:|")) return true;
    if (!is_one_of(s, i, " \t,.")) return dash_at(s, i);
    while (is_one_of(s, i, " \t,.")) i++;
    if (i >= s.n || is_one_of(s, i, "\r\n:|\"'") || is_digit(s.p[i]) || dash_at(s, i)) return true;
    return (s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80;
}

static bool stamp_at(const struct sr_lexicon *lexicon, struct sr_str s, uint32_t line, struct stamp *out) {
    uint32_t i = line;
    struct sr_date d = {0};
    int16_t zone = 0;
    bool has_zone = false, bracket = is_one_of(s, i, "[(");
    if (bracket) i++;
    if (sr_written_clock_at(s, &i, &d)) has_zone = sr_written_zone_at(lexicon, s, &i, &zone);
    else if (!military(lexicon, s, &i, &d, &zone, &has_zone)) return false;
    if (!parted(s, i, bracket)) return false;
    *out = (struct stamp){line, d.hour * 60 + d.minute, zone, has_zone};
    return true;
}

/* Steps of more than half a day go over midnight. Then all must go one way. */
static bool in_order(sr_stamps *stamps) {
    bool forward = true, back = true;
    for (uint32_t i = 1; i < stamps->count; i++) {
        int32_t *m = &stamps->items[i].minutes, before = stamps->items[i - 1].minutes;
        while (*m - before > HALF_DAY) *m -= DAY;
        while (*m - before < -HALF_DAY) *m += DAY;
        forward = forward && *m >= before;
        back = back && *m <= before;
    }
    return forward != back;
}

/* A blog is in one zone: what one stamp says holds for those that say nothing. */
static void share_zone(sr_stamps *stamps) {
    uint32_t told = 0;
    while (told < stamps->count && !stamps->items[told].has_zone) told++;
    for (uint32_t i = 0; told < stamps->count && i < stamps->count; i++)
        if (!stamps->items[i].has_zone) {
            stamps->items[i].zone = stamps->items[told].zone;
            stamps->items[i].has_zone = true;
        }
}

/* The newest stamp stands on the day of publication; the evening before, where that would be after it. */
static int64_t midnight_of(const sr_stamps *stamps, const struct sr_date *published) {
    int32_t newest = stamps->items[0].minutes;
    for (uint32_t i = 1; i < stamps->count; i++)
        if (stamps->items[i].minutes > newest) newest = stamps->items[i].minutes;
    int64_t day = sr_days_from_civil(published->year, published->month, published->day);
    int32_t of_day = ((newest % DAY) + DAY) % DAY;
    if (published->precision >= SR_PRECISION_MINUTE && of_day > published->hour * 60 + published->minute + HOUR) day--;
    return day * DAY - (newest - of_day);
}

static struct sr_date date_of(const struct stamp *s, int64_t midnight, const struct sr_date *published) {
    struct sr_date d = {.precision = SR_PRECISION_MINUTE, .has_offset = s->has_zone || published->has_offset};
    int64_t minutes = midnight + s->minutes, days = minutes / DAY;
    uint32_t month, day, rest;
    if (minutes % DAY < 0) days--;
    rest = (uint32_t)(minutes - days * DAY);
    sr_civil_from_days(days, &d.year, &month, &day);
    d.month = (uint8_t)month;
    d.day = (uint8_t)day;
    d.hour = (uint8_t)(rest / 60);
    d.minute = (uint8_t)(rest % 60);
    if (d.has_offset) d.offset_minutes = s->has_zone ? s->zone : published->offset_minutes;
    return d;
}

const struct sr_update *sr_update_at(const struct sr_document *d, uint32_t byte) {
    uint32_t low = 0, high = d->update_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->updates[middle].span.end <= byte) low = middle + 1;
        else high = middle;
    }
    return low < d->update_count && d->updates[low].span.start <= byte ? &d->updates[low] : NULL;
}

bool sr_updates_find(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_document *d) {
    struct sr_str s = d->text;
    struct stamp found;
    sr_stamps stamps = {0};
    if (!d->has_published || d->published.precision < SR_PRECISION_DAY) return true;
    for (uint32_t line = 0; line < s.n;) {
        if (stamp_at(lexicon, s, line, &found) && !SR_PUSH(arena, stamps, found)) return false;
        const char *end = memchr(s.p + line, '\n', s.n - line);
        line = end ? (uint32_t)(end - s.p) + 1 : s.n;
    }
    if (stamps.count < 2 || !in_order(&stamps)) return true;
    share_zone(&stamps);
    struct sr_update *updates = sr_arena_alloc(arena, stamps.count, sizeof *updates);
    if (!updates) return false;
    int64_t midnight = midnight_of(&stamps, &d->published);
    for (uint32_t i = 0; i < stamps.count; i++) {
        uint32_t end = i + 1 < stamps.count ? stamps.items[i + 1].line : s.n;
        updates[i] = (struct sr_update){.span = {stamps.items[i].line, end},
                                        .at = date_of(&stamps.items[i], midnight, &d->published),
                                        .has_at = true};
    }
    d->updates = updates;
    d->update_count = stamps.count;
    return true;
}
