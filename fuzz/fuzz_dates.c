/* fuzz_dates.c: any bytes as an ISO date, a date in words, a dateline, a line of a date and a headline. A date that is
 * read is written and read again to the same; spans lie in the text at characters' edges. */
#include <string.h>

#include "base/utf8.h"
#include "input/dateline.h"
#include "input/input.h"
#include "lexicon/lexicon.h"
#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_iso(struct sr_str text) {
    struct sr_date date, again;
    struct sr_arena arena;
    if (!sr_date_parse(text, &date)) return;
    sr_arena_init(&arena, 0);
    struct sr_str written = sr_date_write(&arena, &date);
    MUST(written.p && sr_date_parse(written, &again));
    MUST(again.precision == date.precision && sr_date_seconds(&again) == sr_date_seconds(&date));
    int32_t year;
    uint32_t month, day;
    sr_civil_from_days(sr_days_from_civil(date.year, date.month, date.day), &year, &month, &day);
    MUST(year == date.year && month == date.month && day == date.day);
    sr_arena_release(&arena);
}

static void check_span(struct sr_str text, struct sr_span s) {
    MUST(s.start <= s.end && s.end <= text.n);
    MUST(s.start == text.n || ((unsigned char)text.p[s.start] & 0xC0) != 0x80);
    MUST(s.end == text.n || ((unsigned char)text.p[s.end] & 0xC0) != 0x80);
}

static void check_head(struct sr_str text, const struct sr_lexicon *lexicon) {
    const struct sr_date published = {.year = 2015, .month = 11, .day = 20, .precision = SR_PRECISION_DAY};
    struct sr_written_date written;
    struct sr_date date;
    if (sr_written_date_at(lexicon, text, 0, text.n, &written)) {
        check_span(text, written.span);
        if (sr_written_date_resolve(&written, NULL, &date)) MUST(date.day <= sr_days_in_month(date.year, date.month));
        (void)sr_written_date_resolve(&written, &published, &date);
    }
    (void)sr_line_is_date(lexicon, text, (struct sr_span){0, text.n}, &written);
    struct sr_span title = sr_title_find(lexicon, text, (struct sr_str){0});
    check_span(text, title);
    check_span(text, sr_title_find(lexicon, text, SR_STR("Gunmen storm hotel")));
    (void)sr_head_date(lexicon, text, title, &date);
    struct sr_dateline d = sr_dateline_find(lexicon, text, title, &published),
                       e = sr_dateline_at(lexicon, text, 0, NULL);
    check_span(text, d.span);
    check_span(text, d.place);
    check_span(text, d.date);
    check_span(text, d.agency);
    check_span(text, e.span);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    struct sr_arena arena;
    struct sr_str text;
    uint32_t repaired;
    if (size > 1 << 16) return 0;
    MUST(sr_lexicon_open(&lexicon, &err) == SR_OK);
    check_iso((struct sr_str){(const char *)data, (uint32_t)size});
    sr_arena_init(&arena, 0);
    MUST(sr_text_repair((struct sr_str){(const char *)data, (uint32_t)size}, &arena, &text, &repaired, &err) == SR_OK);
    MUST(!text.n || sr_utf8_valid(text.p, text.n, NULL));
    check_head(text, &lexicon);
    sr_arena_release(&arena);
    return 0;
}
