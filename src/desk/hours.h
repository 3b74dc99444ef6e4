/* hours.h: until when the desk keeps its readers updated, by rule. For desk/ only.
 *
 * A rule a line (or parted by ';'): days, when it opens, a dash, when it closes. A day without a rule is closed. Times are
 * the desk's own zone's; what the sun does is told for a city of the gazetteer, on that city's date.
 *
 *     Sun-Thu  07:00 - 23:00
 *     Fri      07:00 - candle lighting in New York        18 minutes before sunset; 40 in Jerusalem, 30 in Haifa and
 *                                                         Zikhron Ya'aqov, by these cities' own custom
 *     Sat      nightfall in New York - 02:00              the sun 8.5 degrees down; closes on the next day
 *     Mon,Wed  sunset-30 in Tromsø, NO - 22:00
 *
 * Times: HH:MM; `sunset`, `candle lighting`, `nightfall`, each perhaps with minutes ("sunset+20"; "candle lighting 20" is
 * the minutes before sunset), then `in CITY` or `in CITY, COUNTRY`. `Shabbat` in the second place is candle lighting.
 * Seconds are cut, so that the desk never stays open beyond the moment. Where the sun does not set, the window is left
 * out, with a note. Festivals are not reckoned with: the page says so.
 */
#ifndef SR_DESK_HOURS_H
#define SR_DESK_HOURS_H

#include "base/buf.h"
#include "desk/zone.h"
#include "lexicon/lexicon.h"
#include "record/json.h"

struct sr_desk;

struct sr_window {
    int64_t opens, closes; /* seconds since 1970-01-01T00:00Z; closes > opens */
    bool none;             /* it has no times: `note` says why */
    struct sr_str opens_how, closes_how, note;
    struct sr_str opens_says, closes_says; /* as for readers: "23:00", "the start of Shabbat in New York" */
};

struct sr_windows {
    const struct sr_window *items; /* [count] by opening */
    uint32_t count;
};

/* Whether a rule text can be read. SR_ERR_USAGE tells the line that can't. "" is no hours at all. */
SR_MUST_USE enum sr_status sr_hours_check(const struct sr_lexicon *lexicon, struct sr_str rules, struct sr_err *err);

/* The windows of `days` days from the local date of `instant` on. Errors: as sr_hours_check, and those of the zone. */
SR_MUST_USE enum sr_status sr_hours_plan(const struct sr_lexicon *lexicon, struct sr_str rules, const char *zone,
                                         int64_t instant, uint32_t days, struct sr_arena *arena, struct sr_windows *out,
                                         struct sr_err *err);

/* The coming days for a terminal, a line a window. */
void sr_hours_text(const struct sr_windows *windows, const struct sr_zone *zone, struct sr_buf *out);

struct sr_now {
    bool open;
    int64_t until_s;    /* when it closes, or opens again; INT64_MAX: never, or not known */
    struct sr_str says; /* a sentence; "" without hours */
    struct sr_str how;
};

/* How the desk stands at a moment. False: no hours are set, or they can't be told. */
bool sr_desk_hours_now(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_now *now);

/* The window that closed last, of the eight days before a moment. False: there was none, or it can't be told. */
bool sr_desk_hours_last(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_window *last);

/* The Now of the API. */
void sr_hours_put_now(struct sr_desk *desk, int64_t now_ms, struct sr_arena *arena, struct sr_json *j);

#endif
