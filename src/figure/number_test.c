/* number_test.c: every number of a sentence, as "value kind", in order. */
#include "figure/number.h"

#include "base/test.h"

static const struct {
    const char *name, *text, *expected;
} rows[] = {
    {"digits", "It killed 22 people.", "22 count"},
    {"separators", "It displaced 45,000 people.", "45000 count"},
    {"three groups", "Some 1,250,000 people fled.", "~1250000 count"},
    {"word", "Seven men died.", "7 count"},
    {"hyphenated word", "Twenty-five men died.", "25 count"},
    {"spaced tens", "Sixty three men died.", "63 count"},
    {"hundred and", "Two hundred and fifty men died.", "250 count"},
    {"long words", "One million two hundred thousand three hundred and five people fled.", "1200305 count"},
    {"digits and scale", "About 2.5 million people fled.", "~2500000 count"},
    {"words and a half", "Two and a half million people fled.", "2500000 count"},
    {"a hundred", "More than a hundred were hurt.", ">100 count"},
    {"a dozen", "Around a dozen armed men came.", "~12 count"},
    {"two dozen", "Two dozen sheep farmers came.", "24 count"},
    {"half a dozen", "Half a dozen men came.", "6 count"},
    {"dozens", "Dozens of people died.", "vague count"},
    {"scores", "Scores were hurt.", "vague count"},
    {"tens of thousands", "Tens of thousands fled.", "vague count"},
    {"hundreds of thousands", "Hundreds of thousands fled.", "vague count"},
    {"several hundred", "Several hundred people fled.", "vague count"},
    {"a few dozen", "A few dozen people fled.", "vague count"},
    {"several alone", "Several people fled.", "vague count"},
    {"a couple", "A couple of guards were hurt.", "~2 count"},
    {"zero word", "No one was killed.", "0 count"},
    {"no deaths", "No deaths were reported.", "0 count"},
    {"none", "None of the miners was hurt.", "0 count"},
    {"no longer", "They are no longer missing.", "0 pronoun"},
    {"at least", "At least 22 died.", ">=22 count"},
    {"no fewer than", "No fewer than nine died.", ">=9 count"},
    {"over", "Over 500 were hurt.", ">500 count"},
    {"as many as", "As many as 40 died.", "<=40 count"},
    {"up to", "Up to 40 died.", "<=40 count"},
    {"fewer than", "Fewer than ten died.", "<10 count"},
    {"nearly", "Nearly 300 were hurt.", "~300 count"},
    {"some", "Some 20 were hurt.", "~20 count"},
    {"at least some", "At least some 20 were hurt.", ">=20 count"},
    {"an estimated", "An estimated 3,000 people fled.", "~3000 count"},
    {"or more", "Thirty or more were hurt.", ">=30 count"},
    {"or so", "Thirty or so were hurt.", "~30 count"},
    {"odd", "Forty-odd men were hurt.", "~40 count"},
    {"passed", "The toll has passed 300.", ">300 count"},
    {"plus sign", "100+ people came.", ">=100 count"},
    {"or range", "Two or three attackers came.", "2..3 count"},
    {"to range", "About 25 to 30 houses fell.", "25..30 count"},
    {"dash range", "20-25 people came.", "20..25 count"},
    {"en dash range", "20–25 people came.", "20..25 count"},
    {"between", "Between 10 and 15 people died.", "10..15 count"},
    {"from to", "From five to seven people died.", "5..7 count"},
    {"shared scale", "Two to three hundred people fled.", "200..300 count"},
    {"no range downwards", "Killed 3 or 2 in all.", "3 count, 2 count"},
    {"age, years old", "A man 34 years old died.", "34 age"},
    {"age, hyphens", "A 34-year-old man died.", "34 age"},
    {"age, months", "A 9 month old girl died.", "9 age"},
    {"flight number", "He took flight 12 home.", "12 part of a name"},
    {"age, commas", "Pedro Ruiz, 34, died.", "34 age"},
    {"age, aged", "A man aged 34 died.", "34 age"},
    {"ages, joined", "Their two sons, aged nine and six, were found.", "2 count, 9 age, 6 age"},
    {"ages, listed", "Boys aged 3, 5 and 12 were found.", "3 age, 5 age, 12 age"},
    {"an age and others", "A man aged 34 and six others died.", "34 age, 6 count"},
    {"age, of", "A girl of seven died.", "7 age"},
    {"children of a victim", "A mother of three died.", "3 age"},
    {"a family's number", "A family of five died.", "5 count"},
    {"age after a noun", "Boy, 8, dies in fire.", "8 age"},
    {"money", "It cost $5 million.", "5000000 money"},
    {"money after", "It cost 300 dollars.", "300 money"},
    {"percentage", "Some 35 percent of the hills burned.", "~35 percentage"},
    {"percent sign", "About 35% burned.", "~35 percentage"},
    {"fraction", "Two-thirds of the town burned.", "2 fraction"},
    {"a quarter", "A quarter of the town burned.", "1 fraction"},
    {"measure", "It fell 40 metres.", "40 measure"},
    {"magnitude", "A 6.1-magnitude earthquake struck.", "6 measure"},
    {"decimal", "The quake measured 7.4 on the Richter scale.", "7 measure"},
    {"storeys", "A three-story school fell.", "3 measure"},
    {"ordinal word", "The third bomb failed.", "3 ordinal"},
    {"ordinal digits", "The 19th bomb failed.", "19 ordinal"},
    {"clock", "At 10:30 it fell.", "10 time"},
    {"score", "The team won 3-1.", "3 score"},
    {"telephone", "Call 555-0123 now.", "555 telephone"},
    {"an emergency number", "A neighbour called 911 at once.", "911 telephone"},
    {"people who were called", "Police called 12 witnesses.", "12 count"},
    {"an age's limit", "It killed children under four, doctors said.", "<4 age"},
    {"fewer than", "It killed under 40, doctors said.", "<40 count"},
    {"ages, years old", "The children were 9 and 10 years old.", "9 age, 10 age"},
    {"a name's number", "Police named Mark Ruiz-23, of Leeds.", "23 part of a name"},
    {"thousands in words", "Two thousand labourers died.", "2000 count"},
    {"flight", "Flight 370 vanished.", "370 part of a name"},
    {"route", "It left Route 9 at dawn.", "9 part of a name"},
    {"street", "It burned at 12 Mill Street.", "12 address"},
    {"block", "It happened in the 3400 block of Elm.", "3400 address"},
    {"counts of murder", "He faces two counts of murder.", "2 measure"},
    {"one as pronoun", "They want another like this one.", "1 pronoun"},
    {"capitals", "MORE THAN FIVE HUNDRED PEOPLE FLED.", ">500 count"},
};

static void print(const struct sr_number *n, char *out, size_t size) {
    static const char *const marks[] = {
        [SR_HEDGE_EXACT] = "",      [SR_HEDGE_AT_LEAST] = ">=", [SR_HEDGE_MORE_THAN] = ">", [SR_HEDGE_AT_MOST] = "<=",
        [SR_HEDGE_LESS_THAN] = "<", [SR_HEDGE_ABOUT] = "~",     [SR_HEDGE_RANGE] = "range", [SR_HEDGE_VAGUE] = "vague"};
    char value[64];
    if (n->hedge == SR_HEDGE_VAGUE) (void)snprintf(value, sizeof value, "vague");
    else if (n->hedge == SR_HEDGE_RANGE)
        (void)snprintf(value, sizeof value, "%lld..%lld", (long long)n->low, (long long)n->high);
    else (void)snprintf(value, sizeof value, "%s%lld", marks[n->hedge], (long long)n->value);
    (void)snprintf(out, size, "%s %s", value, sr_number_kind_name(n->kind));
}

int main(void) {
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_document d = {.text = sr_str_c(rows[i].text)};
        struct sr_reading reading;
        struct sr_times times = {0};
        struct sr_numbers numbers;
        struct sr_err err = {0};
        struct sr_read_in read = {&d, &lexicon};
        SR_CHECK_INT(rows[i].name, sr_read_text(&read, &arena, &reading, &err), SR_OK);
        struct sr_number_in in = {&d, &reading, &lexicon, &times};
        SR_CHECK_INT(rows[i].name, sr_find_numbers(&in, &arena, &numbers, &err), SR_OK);
        char got[512] = "";
        for (uint32_t k = 0; k < numbers.count; k++) {
            size_t n = strlen(got);
            if (k && n + 2 < sizeof got) memcpy(got + n, ", ", 3), n += 2;
            print(&numbers.items[k], got + n, sizeof got - n);
        }
        SR_CHECK_C(rows[i].name, got, rows[i].expected);
        sr_arena_reset(&arena);
    }
    sr_arena_release(&arena);
    return sr_test_end("figure/number");
}
