#include "input/updates.h"

#include "base/test.h"
#include "lexicon/lexicon.h"

/* Each update as "start/time", one after another. */
static const struct {
    const char *name, *published, *text, *expected;
} rows[] = {
    {"back in time", "2024-10-30", "18:42 Police say\n17:05 Fire", "0/2024-10-30T18:42 17/2024-10-30T17:05"},
    {"forward", "2024-10-30", "09:10 A ferry sank.\n\n\n12.30pm: Six", "0/2024-10-30T09:10 22/2024-10-30T12:30"},
    {"over midnight, back", "2024-10-30", "00:15 Six\n23:50 Five", "0/2024-10-30T00:15 10/2024-10-29T23:50"},
    {"over midnight, forward", "2024-10-30", "23:50 Five\n00:15 Six", "0/2024-10-29T23:50 11/2024-10-30T00:15"},
    {"written in the small hours, published then", "2024-10-30T01:00Z", "23:50 Six\n22:00 Five",
     "0/2024-10-29T23:50+00:00 10/2024-10-29T22:00+00:00"},
    {"one zone for all", "2024-10-30", "1705 GMT: Six\n[12:30] Five",
     "0/2024-10-30T17:05+00:00 14/2024-10-30T12:30+00:00"},
    {"the publication's zone", "2024-10-30T20:00+01:00", "17:05 Six\n12:30 Five",
     "0/2024-10-30T17:05+01:00 10/2024-10-30T12:30+01:00"},
    {"brackets, dashes, lines of their own", "2024-10-30", "(6.42pm) six\n5.05 p.m. \xE2\x80\x94 five\n16:00\nfour",
     "0/2024-10-30T18:42 13/2024-10-30T17:05 32/2024-10-30T16:00"},
    {"four figures and hours", "2024-10-30", "1705 hrs Six\n0910hrs Five", "0/2024-10-30T17:05 13/2024-10-30T09:10"},
    {"one is none", "2024-10-30", "18:42 Police say six died.\nThat is all.", ""},
    {"neither way", "2024-10-30", "18:42 Six\n12:30 Five\n17:05 Four", ""},
    {"a sentence that begins with a time", "2024-10-30", "18:42 was when it sank.\n17:05 was when it sailed.", ""},
    {"four figures", "2024-10-30", "1705 People\n1230 People", ""},
    {"no day of publication", NULL, "18:42 Police say\n17:05 Fire", ""},
    {"no time", "2024-10-30", "25:10 Police\n24:61 Fire", ""},
};

static void run(const struct sr_lexicon *lexicon, size_t i) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {.text = sr_str_c(rows[i].text)};
    if (rows[i].published) d.has_published = sr_date_parse(sr_str_c(rows[i].published), &d.published);
    SR_CHECK(rows[i].name, sr_updates_find(lexicon, &arena, &d));
    char got[256] = "";
    for (uint32_t k = 0; k < d.update_count; k++) {
        struct sr_str at = sr_date_write(&arena, &d.updates[k].at);
        size_t n = strlen(got);
        (void)snprintf(got + n, sizeof got - n, "%s%u/%.*s", k ? " " : "", d.updates[k].span.start, (int)at.n, at.p);
        SR_CHECK(rows[i].name, sr_update_at(&d, d.updates[k].span.end - 1) == &d.updates[k]);
    }
    SR_CHECK_C(rows[i].name, got, rows[i].expected);
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) run(&lexicon, i);
    return sr_test_end("updates");
}
