/* Each row: a sentence published on Friday 20 November 2015 and the time expressions that it should give, parted by ";
 * ": text=TYPE value. With arguments, prints those of each. */
#include "time/timex.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/test.h"

static const struct {
    const char *text, *expected;
} rows[] = {
    {"Friday's attack was the worst in years.", "Friday=DATE 2015-11-20; years=DURATION PXY"},
    {"The siege ended on Friday.", "Friday=DATE 2015-11-20"},
    {"The blast killed nine on Thursday night.", "Thursday night=TIME 2015-11-19TNI"},
    {"Talks will resume on Monday.", "Monday=DATE 2015-11-23"},
    {"The two sides are due to meet Tuesday.", "Tuesday=DATE 2015-11-24"},
    {"He was arrested last Wednesday.", "last Wednesday=DATE 2015-11-18"},
    {"The vote is set for next Sunday.", "next Sunday=DATE 2015-11-22"},
    {"Yesterday the army withdrew; today it returned.", "Yesterday=DATE 2015-11-19; today=DATE 2015-11-20"},
    {"Tomorrow they will bury the dead.", "Tomorrow=DATE 2015-11-21"},
    {"Shots rang out this morning.", "this morning=TIME 2015-11-20TMO"},
    {"A curfew begins tonight.", "tonight=TIME 2015-11-20TNI"},
    {"Last night two bombs went off.", "Last night=TIME 2015-11-19TNI"},
    {"The quake struck on 20 November.", "20 November=DATE 2015-11-20"},
    {"The quake struck on Nov. 20.", "Nov. 20=DATE 2015-11-20"},
    {"He was shot on November 3, 2009.", "November 3, 2009=DATE 2009-11-03"},
    {"Officials met on the 5th of May 1998.", "5th of May 1998=DATE 1998-05-05"},
    {"LIMA, 3 JAN 90 (EFE) -- A bomb exploded.", "3 JAN 90=DATE 1990-01-03"},
    {"The file is dated 2009-10-25.", "2009-10-25=DATE 2009-10-25"},
    {"The file is dated 25/10/2009.", "25/10/2009=DATE 2009-10-25"},
    {"It happened on 10/25/2009.", "10/25/2009=DATE 2009-10-25"},
    {"The trial opens on January 14.", "January 14=DATE 2016-01-14"},
    {"Prices rose in October.", "October=DATE 2015-10"},
    {"The strike began in May and ended in March.", "May=DATE 2015-05; March=DATE 2015-03"},
    {"They may march on the capital.", ""},
    {"Troops march in March.", "March=DATE 2016-03"},
    {"Last month the ceasefire collapsed.", "Last month=DATE 2015-10"},
    {"Elections are planned for next year.", "next year=DATE 2016"},
    {"This week four soldiers died.", "This week=DATE 2015-W47"},
    {"The attack came two days ago.", "two days ago=DATE 2015-11-18"},
    {"A week earlier, a car bomb had killed six.", "A week earlier=DATE 2015-W46"},
    {"He fled three years ago.", "three years ago=DATE 2012"},
    {"Several months ago she left.", "Several months ago=DATE PAST_REF"},
    {"The hostages were held for about nine hours.", "about nine hours=DURATION PT9H"},
    {"The siege lasted almost three days.", "almost three days=DURATION P3D"},
    {"At least 72 hours passed.", "At least 72 hours=DURATION PT72H"},
    {"They waited half an hour.", "half an hour=DURATION PT30M"},
    {"It took two and a half years.", "two and a half years=DURATION P2Y6M"},
    {"A 34-year-old man was held.", ""},
    {"The girl was 7 years old.", ""},
    {"A two-day visit ended.", "two-day=DURATION P2D"},
    {"The men entered around 0700 GMT.", "around 0700 GMT=TIME 2015-11-20T07:00Z"},
    {"It hit at 7 a.m. local time.", "7 a.m. local time=TIME 2015-11-20T07:00"},
    {"The crash happened at 10:35 p.m. on Tuesday.", "10:35 p.m.=TIME 2015-11-17T22:35; Tuesday=DATE 2015-11-17"},
    {"The siren sounded at noon.", "noon=TIME 2015-11-20T12:00"},
    {"Shelling stopped at midnight Friday.", "midnight Friday=TIME 2015-11-20T24:00"},
    {"The offer expires at 5 p.m. EST, Nov. 25.", "5 p.m. EST, Nov. 25=TIME 2015-11-25T17:00"},
    {"The meeting is at 9 o'clock.", "9 o'clock=TIME 2015-11-20T09:00"},
    {"Profits fell in the third quarter.", "the third quarter=DATE 2015-Q3"},
    {"Growth slowed in the fourth quarter of 2014.", "the fourth quarter of 2014=DATE 2014-Q4"},
    {"The first half of 2013 was quiet.", "The first half of 2013=DATE 2013-H1"},
    {"Floods came last summer.", "last summer=DATE 2015-SU"},
    {"Fighting resumed in the spring of 2012.", "the spring of 2012=DATE 2012-SP"},
    {"In the 1980s thousands died.", "the 1980s=DATE 198"},
    {"In the early 1990s it was closed.", "the early 1990s=DATE 199"},
    {"It was built in the 19th century.", "the 19th century=DATE 18"},
    {"Patrols pass every day.", "every day=SET P1D"},
    {"They meet every two weeks.", "every two weeks=SET P2W"},
    {"Each Thursday there is a protest.", "Each Thursday=SET XXXX-WXX-4"},
    {"He prays twice a day.", "twice a day=SET P1D"},
    {"The daily shelling went on.", "daily=SET P1D"},
    {"On Sundays the market is full.", "Sundays=SET XXXX-WXX-7"},
    {"Now the town is calm.", "Now=DATE PRESENT_REF"},
    {"The group recently split.", "recently=DATE PAST_REF"},
    {"Help will come soon.", "soon=DATE FUTURE_REF"},
    {"In recent years many have fled.", "recent years=DATE PAST_REF"},
    {"The future is unclear.", "The future=DATE FUTURE_REF"},
    {"Over the past two weeks ten have died.", "the past two weeks=DURATION P2W"},
    {"The next few days will tell.", "The next few days=DURATION PXD"},
    {"The killings began in 1998.", "1998=DATE 1998"},
    {"About 2000 people fled.", ""},
    {"The 2004 tsunami killed many.", "2004=DATE 2004"},
    {"It paid $5 a share.", ""},
    {"A second bomb exploded.", ""},
    {"The war has gone on for decades.", "decades=DURATION PXE"},
    {"On Christmas Day they rested.", "Christmas Day=DATE 2014-12-25"},
    {"Easter was calm.", "Easter=DATE 2015-04-05"},
    {"They had met on Thanksgiving.", "Thanksgiving=DATE 2014-11-27"},
    {"The battle raged on the night of the attack.", ""},
    {"By the end of 2014 it was over.", "the end of 2014=DATE 2014"},
    {"Early on Saturday the roof fell in.", "Saturday=DATE 2015-11-14"},
    {"Late last week the river rose.", "Late last week=DATE 2015-W46"},
    {"In mid-October it rained.", "mid-October=DATE 2015-10"},
    {"That day, 12 people died.", "That day=DATE 2015-11-20"},
    {"The following day he resigned.", "The following day=DATE 2015-11-21"},
    {"Two days later she was freed.", "Two days later=DATE 2015-11-22"},
    {"He has been in power since March 2012.", "March 2012=DATE 2012-03"},
    {"Half of the houses burned.", ""},
    {"The quake hit at 04:32 AM (02:32 GMT) on Monday.",
     "04:32 AM=TIME 2015-11-16T04:32; 02:32 GMT=TIME 2015-11-16T02:32Z; Monday=DATE 2015-11-16"},
    {"It began at 1100 (1700 GMT) on 16 November.",
     "1100=TIME 2015-11-16T11:00; 1700 GMT=TIME 2015-11-16T17:00Z; 16 November=DATE 2015-11-16"},
    {"High Noon was shown at noon.", "noon=TIME 2015-11-20T12:00"},
    {"The Daily Mail and the daily Granma said so.", ""},
    {"He came as soon as he could and soon became ill.", ""},
    {"Jan Kavan spoke.", ""},
    {"In late-November she left.", "late-November=DATE 2015-11"},
    {"In the nineties it closed.", "the nineties=DATE 199"},
    {"The next morning they were gone.", "The next morning=TIME 2015-11-21TMO"},
    {"They met in June 1998 and again later that year.", "June 1998=DATE 1998-06; later that year=DATE 1998"},
    {"Hearings begin in the week of March 7.", "the week of March 7=DATE 2016-W10"},
    {"Earlier Friday, a shell fell.", "Friday=DATE 2015-11-20"},
    {"Ten minutes later a second blast followed.", "Ten minutes=DURATION PT10M"},
    {"Two more weeks passed.", "Two more weeks=DURATION P2W"},
};

static void times_of(const struct sr_lexicon *lexicon, const char *text, bool intervals, struct sr_buf *out) {
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 64u << 20);
    struct sr_document d = {.text = sr_str_c(text), .has_published = true};
    (void)sr_date_parse(SR_STR("2015-11-20"), &d.published);
    struct sr_reading reading;
    struct sr_times times;
    sr_buf_clear(out);
    if (sr_read_text(&(struct sr_read_in){&d, lexicon}, &arena, &reading, &err) ||
        sr_find_times(&(struct sr_time_in){&d, &reading, lexicon}, &arena, &times, &err)) {
        sr_buf_c(out, "error");
    } else {
        for (uint32_t i = 0; i < times.count; i++) {
            const struct sr_timex *t = &times.items[i];
            struct sr_str s = sr_slice(text, t->span);
            sr_buf_printf(out, "%s%.*s=%s %.*s", i ? "; " : "", (int)s.n, s.p, sr_timex_type_name(t->type),
                          (int)t->value.n, t->value.p);
            if (!intervals) continue;
            struct sr_str b = sr_date_write(&arena, &t->begin), e = sr_date_write(&arena, &t->end_date);
            if (t->has_interval) sr_buf_printf(out, " [%.*s, %.*s)", (int)b.n, b.p, (int)e.n, e.p);
            if (t->zone.n) sr_buf_printf(out, " %.*s", (int)t->zone.n, t->zone.p);
        }
    }
    sr_arena_release(&arena);
}

static const struct {
    const char *text, *expected;
} intervals[] = {
    {"The blast killed nine on Thursday night.", "Thursday night=TIME 2015-11-19TNI [2015-11-19T20, 2015-11-20T06)"},
    {"Last night two bombs went off.", "Last night=TIME 2015-11-19TNI [2015-11-19T20, 2015-11-20T06)"},
    {"This week four soldiers died.", "This week=DATE 2015-W47 [2015-11-16, 2015-11-23)"},
    {"The men entered around 0700 GMT.",
     "around 0700 GMT=TIME 2015-11-20T07:00Z [2015-11-20T07:00+00:00, 2015-11-20T07:01+00:00) GMT"},
    {"It hit at 7 a.m. local time.",
     "7 a.m. local time=TIME 2015-11-20T07:00 [2015-11-20T07:00, 2015-11-20T07:01) local time"},
    {"The crash happened at 10:35 p.m. on Tuesday.",
     "10:35 p.m.=TIME 2015-11-17T22:35 [2015-11-17T22:35, 2015-11-17T22:36); Tuesday=DATE 2015-11-17 [2015-11-17, "
     "2015-11-18)"},
    {"Shelling stopped at midnight Friday.",
     "midnight Friday=TIME 2015-11-20T24:00 [2015-11-21T00:00, 2015-11-21T00:01)"},
    {"The offer expires at 5 p.m. EST, Nov. 25.",
     "5 p.m. EST, Nov. 25=TIME 2015-11-25T17:00 [2015-11-25T17:00-05:00, 2015-11-25T17:01-05:00) EST"},
    {"Profits fell in the third quarter.", "the third quarter=DATE 2015-Q3 [2015-07-01, 2015-10-01)"},
    {"Fighting resumed in the spring of 2012.", "the spring of 2012=DATE 2012-SP [2012-03-01, 2012-06-01)"},
    {"In the 1980s thousands died.", "the 1980s=DATE 198 [1980-01-01, 1990-01-01)"},
    {"It was built in the 19th century.", "the 19th century=DATE 18 [1800-01-01, 1900-01-01)"},
    {"By the end of 2014 it was over.", "the end of 2014=DATE 2014 [2014-01-01, 2015-01-01)"},
};

int main(int argc, char **argv) {
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the tables open", sr_lexicon_open(&lexicon, &err), SR_OK);
    struct sr_buf out = {0};
    for (int i = 1; i < argc; i++) {
        times_of(&lexicon, argv[i], true, &out);
        printf("%.*s\n", (int)out.size, out.p ? out.p : "");
    }
    for (size_t i = 0; argc == 1 && i < sizeof rows / sizeof *rows; i++) {
        times_of(&lexicon, rows[i].text, false, &out);
        SR_CHECK_STR(rows[i].text, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(rows[i].expected));
    }
    for (size_t i = 0; argc == 1 && i < sizeof intervals / sizeof *intervals; i++) {
        times_of(&lexicon, intervals[i].text, true, &out);
        SR_CHECK_STR(intervals[i].text, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(intervals[i].expected));
    }
    sr_buf_release(&out);
    return argc > 1 ? 0 : sr_test_end("time/timex");
}
