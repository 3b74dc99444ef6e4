#include "input/dateline.h"

#include "base/test.h"
#include "lexicon/lexicon.h"

/* `line` is the dateline whole, NULL for none; "" in the parts for none. `published` gives a year to one that lacks it.
 */
static const struct {
    const char *text, *published, *line, *place, *date, *agency, *written;
} rows[] = {
    {"BAMAKO, Mali, Nov. 20 (Reuters) — At least 12 died.", "2015-11-20", "BAMAKO, Mali, Nov. 20 (Reuters) —",
     "BAMAKO, Mali", "Nov. 20", "Reuters", "2015-11-20"},
    {"SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT] A BOMB WENT OFF.", NULL, "SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT]",
     "SAN SALVADOR", "3 JAN 90", "AFP", "1990-01-03"},
    {"Lima, 4 Jun (EFE) -- [TEXT] A bomb went off.", "1989-06-05", "Lima, 4 Jun (EFE) -- [TEXT]", "Lima", "4 Jun",
     "EFE", "1989-06-04"},
    {"(CNN) — Police said.", NULL, "(CNN) —", "", "", "CNN", NULL},
    {"(CNN)Police said.", NULL, "(CNN)", "", "", "CNN", NULL},
    {"Jerusalem (CNN)Police said.", NULL, "Jerusalem (CNN)", "Jerusalem", "", "CNN", NULL},
    {"LONDON (AP) - Police said.", NULL, "LONDON (AP) -", "LONDON", "", "AP", NULL},
    {"By A. Reporter\nLONDON (AP) - Police said.", NULL, "LONDON (AP) -", "LONDON", "", "AP", NULL},
    {"A quiet day\n\nBy A. Reporter\n\nNAIROBI, Kenya (AP) _ Police said.", NULL, "NAIROBI, Kenya (AP) _",
     "NAIROBI, Kenya", "", "AP", NULL},
    {"WASHINGTON — The senator said.", NULL, "WASHINGTON —", "WASHINGTON", "", "", NULL},
    {"NASHUA, N.H. - The senator said.", NULL, "NASHUA, N.H. -", "NASHUA, N.H.", "", "", NULL},
    {"ST. LOUIS, Mo. (KMOV.com) – Police said.", NULL, "ST. LOUIS, Mo. (KMOV.com) –", "ST. LOUIS, Mo.", "", "KMOV.com",
     NULL},
    {"MIAMI _\n\nThe shop is small.", NULL, "MIAMI _", "MIAMI", "", "", NULL},
    {"New York (AFP) – Police said.", NULL, "New York (AFP) –", "New York", "", "AFP", NULL},
    {"MANAGUA (NICARAGUA), 2 NOV 89 (RADIO SANDINO) -- [REPORT] [A SPEAKER] [TEXT] THE", NULL,
     "MANAGUA (NICARAGUA), 2 NOV 89 (RADIO SANDINO) -- [REPORT] [A SPEAKER] [TEXT]", "MANAGUA (NICARAGUA)", "2 NOV 89",
     "RADIO SANDINO", "1989-11-02"},
    {"PANAMA CITY (PANAMA), 26 JAN 89 -- THE", NULL, "PANAMA CITY (PANAMA), 26 JAN 89 --", "PANAMA CITY (PANAMA)",
     "26 JAN 89", "", "1989-01-26"},
    {"BOGOTA (RADIO CADENA NACIONAL), 26 JAN 89 -- THE", NULL, "BOGOTA (RADIO CADENA NACIONAL), 26 JAN 89 --", "BOGOTA",
     "26 JAN 89", "RADIO CADENA NACIONAL", "1989-01-26"},
    {"CLANDESTINE, 8 JAN 90 (RADIO LIBRE)-- [TEXT] THE", NULL, "CLANDESTINE, 8 JAN 90 (RADIO LIBRE)-- [TEXT]", "",
     "8 JAN 90", "RADIO LIBRE", "1990-01-08"},
    {"NO CITY (COLOMBIA), NO DATE -- THE", NULL, "NO CITY (COLOMBIA), NO DATE --", "COLOMBIA", "", "", NULL},
    {"LIMA, NO DATE (TELEVISION DEL SUR) -- THE", NULL, "LIMA, NO DATE (TELEVISION DEL SUR) --", "LIMA", "",
     "TELEVISION DEL SUR", NULL},
    {"BOGOTA, 1 DEC 89 (TELEVISION\nCADENA 1) -- THE", NULL, "BOGOTA, 1 DEC 89 (TELEVISION\nCADENA 1) --", "BOGOTA",
     "1 DEC 89", "TELEVISION\nCADENA 1", "1989-12-01"},
    {"PERTH (AUSTRALIA), JUNE 11 89 (AFP) -- THE", NULL, "PERTH (AUSTRALIA), JUNE 11 89 (AFP) --", "PERTH (AUSTRALIA)",
     "JUNE 11 89", "AFP", "1989-06-11"},
    {"MOSCOW, November 20. /TASS/. The ministry said.", "2015-11-21", "MOSCOW, November 20. /TASS/.", "MOSCOW",
     "November 20", "TASS", "2015-11-20"},
    {"MOSCOW. Nov 20 (Interfax) - The ministry said.", "2015-11-21", "MOSCOW. Nov 20 (Interfax) -", "MOSCOW", "Nov 20",
     "Interfax", "2015-11-20"},
    {"GENEVA (20 November 2015) – The office said.", NULL, "GENEVA (20 November 2015) –", "GENEVA", "20 November 2015",
     "", "2015-11-20"},
    {"Dec 29 (Reuters) - Police said.", "2016-01-02", "Dec 29 (Reuters) -", "", "Dec 29", "Reuters", "2015-12-29"},
    {"20 November 2015 – The office said.", NULL, "20 November 2015 –", "", "20 November 2015", "", "2015-11-20"},
    {"DAR ES SALAAM, Tanzania (AP)_ Police said.", NULL, "DAR ES SALAAM, Tanzania (AP)_", "DAR ES SALAAM, Tanzania", "",
     "AP", NULL},
    {"McALLEN, Texas — Police said.", NULL, "McALLEN, Texas —", "McALLEN, Texas", "", "", NULL},
    {"KARACHI, Nov 20: Police said.", "2015-11-20", "KARACHI, Nov 20:", "KARACHI", "Nov 20", "", "2015-11-20"},
    {"BAGHDAD, Friday, Nov. 20 (AP) — Police said.", "2015-11-20", "BAGHDAD, Friday, Nov. 20 (AP) —", "BAGHDAD",
     "Friday, Nov. 20", "AP", "2015-11-20"},
    {"QUITO, 2015-11-20 (EFE) - The minister said.", NULL, "QUITO, 2015-11-20 (EFE) -", "QUITO", "2015-11-20", "EFE",
     "2015-11-20"},
    {"SÃO PAULO (Reuters) - Police said.", NULL, "SÃO PAULO (Reuters) -", "SÃO PAULO", "", "Reuters", NULL},
    {"A caption tells what the picture shows.\n\nROY — Police said.", NULL, "ROY —", "ROY", "", "", NULL},
    {"Old Dairy Burns Down\nAugust 7, 2012 - Police said.", NULL, "August 7, 2012 -", "", "August 7, 2012", "",
     "2012-08-07"},
    {"KARACHI: At least 12 people died.", NULL, "KARACHI:", "KARACHI", "", "", NULL},
    {"Blast in market\n\nNew Delhi: At least 12 people died in a blast, the police said.", NULL,
     "New Delhi:", "New Delhi", "", "", NULL},
    {"BOGOTA -- THE ARMY SAYS NOTHING.", NULL, "BOGOTA --", "BOGOTA", "", "", NULL},
    /* none */
    {"Paris: jewels are stolen from a shop near the great square\n\nThe police are looking.", NULL, NULL, NULL, NULL,
     NULL, NULL},
    {"Twelve people were killed — most of them children — on Friday.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"The Associated Press (AP) Friday reported a blast.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"The mayor (left) - a doctor - spoke.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"BREAKING - Police say that the town is shut.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"EXCLUSIVE — The minister spoke to us.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"UPDATE: The victim has died, police say.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"SMITH: I was there.\nJONES: So was I.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"A FIRE - BOMB hit a bank in the town.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"POLICE SAY NOTHING - THE TOWN IS QUIET.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"March 9 – the day that the river rose – is a holiday.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"VOTERS IN FIVE OLD TOWNS, BUT NOT ALL - They went to vote.", NULL, NULL, NULL, NULL, NULL, NULL},
    {"", NULL, NULL, NULL, NULL, NULL, NULL},
    {"(", NULL, NULL, NULL, NULL, NULL, NULL},
    {"\xEF\xBB\xBF", NULL, NULL, NULL, NULL, NULL, NULL},
};

static const struct {
    const char *line, *date; /* NULL: not a line of a date; "": one, but no whole date */
} date_lines[] = {
    {"Sunday, October 25, 2009", "2009-10-25"},
    {"27 NOVEMBER, 2005", "2005-11-27"},
    {"POSTED: December 08, 2010", "2010-12-08"},
    {"Posted: Nov 27, 2005 8:20 AM ET Last Updated: Nov 28, 2005 8:10 PM ET", "2005-11-27"},
    {"Updated at 10:04 a.m. GMT on 3rd of June", ""},
    {"Friday", ""},
    {"2015-11-20", "2015-11-20"},
    {"October 25, 2009: a day in the town", NULL},
    {"Twelve people were killed", NULL},
    {"—", NULL},
};

static void check_datelines(const struct sr_lexicon *lexicon) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_str text = sr_str_c(rows[i].text);
        struct sr_date published = {0};
        if (rows[i].published) SR_CHECK(rows[i].text, sr_date_parse(sr_str_c(rows[i].published), &published));
        struct sr_dateline d =
            sr_dateline_find(lexicon, text, (struct sr_span){0}, rows[i].published ? &published : NULL);
        SR_CHECK_STR(rows[i].text, sr_slice(text.p, d.span), sr_str_c(rows[i].line));
        if (!rows[i].line) continue;
        SR_CHECK_STR(rows[i].text, sr_slice(text.p, d.place), sr_str_c(rows[i].place));
        SR_CHECK_STR(rows[i].text, sr_slice(text.p, d.date), sr_str_c(rows[i].date));
        SR_CHECK_STR(rows[i].text, sr_slice(text.p, d.agency), sr_str_c(rows[i].agency));
        struct sr_str written = d.has_date ? sr_date_write(&arena, &d.written) : (struct sr_str){0};
        SR_CHECK_STR(rows[i].text, written, sr_str_c(rows[i].written));
    }
    sr_arena_release(&arena);
}

static void check_date_lines(const struct sr_lexicon *lexicon) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof date_lines / sizeof *date_lines; i++) {
        struct sr_str text = sr_str_c(date_lines[i].line);
        struct sr_written_date written;
        struct sr_date date;
        bool is = sr_line_is_date(lexicon, text, (struct sr_span){0, text.n}, &written);
        SR_CHECK_INT(date_lines[i].line, is, date_lines[i].date != NULL);
        if (!is || !date_lines[i].date) continue;
        bool whole = sr_written_date_resolve(&written, NULL, &date);
        struct sr_str got = whole ? sr_date_write(&arena, &date) : (struct sr_str){0};
        SR_CHECK_STR(date_lines[i].line, got, sr_str_c(date_lines[i].date));
    }
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    if (sr_lexicon_open(&lexicon, &err)) return 1;
    check_datelines(&lexicon);
    check_date_lines(&lexicon);
    return sr_test_end("dateline");
}
