#include "reader/show_test.h"

static const struct {
    const char *name, *text, *want;
} rows[] = {
    /* words and clitics */
    {"a plain sentence", "Two gunmen were killed, AFP said.", "Two gunmen were killed , AFP said ."},
    {"not", "They don't know.", "They do ^n't know ."},
    {"not, typographic", "They didn’t know.", "They did ^n’t know ."},
    {"not, in capitals", "THEY CAN'T LEAVE.", "THEY CA ^N'T LEAVE ."},
    {"two clitics", "He couldn't've known.", "He could ^n't ^'ve known ."},
    {"pronoun and verb", "We're told they'll leave; I'd go, she's gone.",
     "We ^'re told they ^'ll leave ; I ^'d go , she ^'s gone ."},
    {"possessive", "Mali's capital", "{H} Mali ^'s capital"},
    {"plural possessive", "the hostages' families fled.", "the hostages ^' families fled ."},
    {"plural possessive, typographic", "the hostages’ families fled.", "the hostages ^’ families fled ."},
    {"possessive of an acronym", "the U.N.'s envoy spoke.", "the U.N. ^'s envoy spoke ."},
    {"possessive after brackets", "the army (FA)'s camp fell.", "the army ( FA ) 's camp fell ."},
    {"cannot", "Police cannot say.", "Police can ^not say ."},
    {"contraction without apostrophe", "They dont know.", "They do ^nt know ."},
    {"an inner apostrophe", "O'Hara met al-Qa'ida at 9 o'clock.", "O'Hara met al - Qa'ida at 9 o'clock ."},
    {"an elision", "Get 'em out.", "Get 'em out ."},
    {"letters beyond ASCII", "Mme. Zoé Ünal of São Paulo left.", "Mme. Zoé Ünal of São Paulo left ."},
    {"a combining accent stays with its letter", "Cafe\xCC\x81s burned.", "Cafe\xCC\x81s burned ."},
    {"a soft hyphen stays in its word", "the hos\xC2\xADtages left.", "the hos\xC2\xADtages left ."},
    {"no-break spaces part words", "20\xC2\xA0people", "{H} 20 people"},
    {"Arabic, Chinese and digits of theirs", "قتل ٢٢ شخصا 二十人", "{H} قتل ٢٢ شخصا 二十人"},
    /* hyphens and dashes */
    {"hyphenated words", "a floor-by-floor search.", "a floor - by - floor search ."},
    {"a bound prefix", "anti-government ex-rebels re-entered.", "anti-government ex-rebels re-entered ."},
    {"an article of names", "the al-Noor mosque.", "the al - Noor mosque ."},
    {"a hyphen after an abbreviation", "U.S.-led forces left.", "U.S. - led forces left ."},
    {"an age", "a 12-year-old boy died.", "a 12 - year - old boy died ."},
    {"two hyphens", "He left -- they say -- at noon.", "He left -- they say -- at noon ."},
    {"an em dash that touches", "The hotel—a large one—burned.", "The hotel — a large one — burned ."},
    {"a word broken off", "No, th- they left.", "No , th- they left ."},
    /* numbers */
    {"a range", "20-25 people died.", "20 - 25 people died ."},
    {"a range with a dash", "20–25 people died.", "20 – 25 people died ."},
    {"separators", "1,200 homes, 3.5 million people and 12,500.75 tons.",
     "1,200 homes , 3.5 million people and 12,500.75 tons ."},
    {"a list of numbers", "rooms 5,12 and 7.", "rooms 5 , 12 and 7 ."},
    {"a clock", "at 0700 GMT, 4:30 p.m., 5pm and 0730GMT.", "at 0700 GMT , 4:30 p.m. , 5 pm and 0730 GMT ."},
    {"money", "$5, US$20m, €3bn, £4.", "$ 5 , US$ 20 m , € 3 bn , £ 4 ."},
    {"a percentage", "About 20% fled.", "About 20 % fled ."},
    {"ordinals and decades", "the 20th of the 1990s, the '90s, the 1980's.",
     "the 20th of the 1990s , the '90s , the 1980's ."},
    {"a year's", "2003's war.", "2003 ^'s war ."},
    {"a telephone number", "call 212-555-0134 or 555-0134 or 1-800-555-0134.",
     "call 212-555-0134 or 555-0134 or 1-800-555-0134 ."},
    {"dates by numbers", "on 9/11, 20/11/2015, 2015-11-20 and 20-11-2015.",
     "on 9/11 , 20/11/2015 , 2015-11-20 and 20-11-2015 ."},
    {"not a date", "200/300 people and men/women.", "200 / 300 people and men / women ."},
    {"a leading point", "It rose .04 points.", "It rose .04 points ."},
    {"a calibre", "AK-47s and F-16s.", "AK - 47s and F - 16s ."},
    {"feet and inches", "a 5'11\" man left.", "a 5 ' 11 \" man left ."},
    /* names, addresses, signs */
    {"ampersands", "AT&T and Smith & Sons left.", "AT&T and Smith & Sons left ."},
    {"addresses", "See https://example.org/a?b=(c), www.example.org or mail desk@example.org.",
     "See https://example.org/a?b=(c) , www.example.org or mail desk@example.org ."},
    {"a domain and a file", "sana.example.com has list.pdf.", "sana.example.com has list.pdf ."},
    {"no domain", "They left.So did we.", "They left . ‖ So did we ."},
    {"a hashtag and a handle", "#quake says @desk, item #2.", "#quake says @desk , item # 2 ."},
    {"faces", "We are safe :) :-(", "{H} We are safe :) :-("},
    {"emoji, with skin tone, joined, a flag", "Safe 🙏🏽 👨‍👩‍👧 🇲🇱!",
     "{H} Safe 🙏🏽 👨‍👩‍👧 🇲🇱 !"},
    {"dots", "Well... they say … so....", "Well ... they say … so ...."},
    {"tone", "What?! No!!", "What ?! ‖ No !!"},
    {"slashes", "and/or he/she", "{H} and / or he / she"},
    {"broken bytes", "Six \xFF\xFE dead.", "Six \xFF \xFE dead ."},
    /* sentences */
    {"two", "It was over. Police left.", "It was over . ‖ Police left ."},
    {"a title", "Gen. Lamine Sow and Col. B. K. Diaw spoke. He left.",
     "Gen. Lamine Sow and Col. B. K. Diaw spoke . ‖ He left ."},
    {"U.S. before a noun", "The U.S. Army left the U.S. The army stayed.",
     "The U.S. Army left the U.S. ‖ The army stayed ."},
    {"U.S. forces", "The U.S. forces left.", "The U.S. forces left ."},
    {"initials", "John F. Hale met A. Noor. They talked.", "John F. Hale met A. Noor . ‖ They talked ."},
    {"initials before other things", "Ann B. and Salim K. Noor met on N. 51st Street.",
     "Ann B. and Salim K. Noor met on N. 51st Street ."},
    {"a letter that is no initial", "It failed, so they took plan B. The men left.",
     "It failed , so they took plan B . ‖ The men left ."},
    {"a.m.", "It began at 7 a.m. Friday. It ended at 9 p.m. Police left at 7 a.m. GMT.",
     "It began at 7 a.m. Friday . ‖ It ended at 9 p.m. ‖ Police left at 7 a.m. GMT ."},
    {"months", "On Nov. 20 it began. On Jan. 3 it ended.", "On Nov. 20 it began . ‖ On Jan. 3 it ended ."},
    {"No. with a number and no", "Bus No. 7 burned. Was it full? No. It was empty.",
     "Bus No. 7 burned . ‖ Was it full ? ‖ No . ‖ It was empty ."},
    {"firms", "Noor Inc. said so. It left Noor Inc. In May it came back.",
     "Noor Inc. said so . ‖ It left Noor Inc. ‖ In May it came back ."},
    {"a state", "He lives in Salem, Ore. Police came.", "He lives in Salem , Ore. Police came ."},
    {"a question, told", "\"Is it over?\" he asked. \"Yes!\" Sow shouted.",
     "\" Is it over ? \" he asked . ‖ \" Yes ! \" Sow shouted ."},
    {"the stop within the quotation", "\"It is over.\" Police left.", "\" It is over . \" ‖ Police left ."},
    {"a quotation over two sentences", "\"It is over. We won,\" he said.", "\" It is over . ‖ We won , \" he said ."},
    {"typographic quotation", "“It is over.” Police left. ‘Go.’ They went.",
     "“ It is over . ” ‖ Police left . ‖ ‘ Go . ’ ‖ They went ."},
    {"old keyboards", "``It is over.'' Police left.", "`` It is over . '' ‖ Police left ."},
    {"brackets within", "The men (two, perhaps. Or three) left. He stayed.",
     "The men ( two , perhaps . Or three ) left . ‖ He stayed ."},
    {"brackets around", "He left. (She stayed.) They wept.", "He left . ‖ ( She stayed . ) ‖ They wept ."},
    {"a credit", "He left. (AFP) Police came.", "He left . ‖ ( AFP ) ‖ Police came ."},
    {"a note's number", "It fell. [6] They left.", "It fell . [ 6 ] ‖ They left ."},
    {"dots before a capital", "They left... Nobody knew.", "They left ... ‖ Nobody knew ."},
    {"dots before a small letter", "They left... and came back.", "They left ... and came back ."},
    {"capitals", "GEN. SOW SPOKE. THE U.S. ARMY LEFT. HE STAYED.",
     "GEN. SOW SPOKE . ‖ THE U.S. ARMY LEFT . ‖ HE STAYED ."},
    {"small letters throughout", "it is over. police left.", "it is over . ‖ police left ."},
    {"a decimal is no end", "It measured 6.8. Homes fell.", "It measured 6.8 . ‖ Homes fell ."},
    {"a list item's number", "1. The men left.\n2. They came back.", "1 . The men left . ¶ 2 . They came back ."},
    /* paragraphs */
    {"a heading and a text", "Six dead in blast\n\nSix people died.", "{H} Six dead in blast ¶ Six people died ."},
    {"a heading on the line above", "Six dead in blast\nSix people died.", "{H} Six dead in blast ¶ Six people died ."},
    {"lines that are paragraphs", "Two died.\nPolice came.", "Two died . ¶ Police came ."},
    {"a line that hangs", "Gunmen stormed a hotel in\nBamako on Friday.",
     "Gunmen stormed a hotel in Bamako on Friday ."},
    {"carriage returns", "Two died.\r\n\r\nPolice came.\rThey left.", "Two died . ¶ Police came . ¶ They left ."},
    {"wrapped copy, indented",
     "   GUNMEN KILLED SIX FARMERS IN A VILLAGE\nOF THE NORTH TODAY AND BURNED ITS MILL.\nTHE ARMY SAID THAT IT HAD "
     "SENT TROOPS.\n"
     "   THEY FOUND NOBODY, A COLONEL SAID ON\nTHE RADIO THIS EVENING.",
     "GUNMEN KILLED SIX FARMERS IN A VILLAGE OF THE NORTH TODAY AND BURNED ITS MILL . ‖ THE ARMY SAID THAT IT HAD SENT "
     "TROOPS . ¶ THEY FOUND NOBODY , A COLONEL SAID ON THE RADIO THIS EVENING ."},
    {"bullets", "The toll:\n- six dead\n- nine hurt", "The toll : ¶ {H} - six dead ¶ {H} - nine hurt"},
    {"nothing", "", ""},
    {"white space", " \n\t\n ", ""},
    {"one mark", "\"", "{H} \""},
};

static void table(void) {
    struct sr_show s;
    sr_show_open(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sr_show_read(&s, rows[i].name, sr_str_c(rows[i].text));
        SR_CHECK_STR(rows[i].name, sr_show_text(&s), sr_str_c(rows[i].want));
    }
    sr_show_close(&s);
}

static void dateline(void) {
    static const char text[] = "Six die\n\nBAMAKO, Nov. 20 (Noor) -- Six people died. Police came.";
    struct sr_show s;
    sr_show_open(&s);
    const char *from = strstr(text, "BAMAKO"), *to = strstr(text, "Six people");
    s.document.dateline.span = (struct sr_span){(uint32_t)(from - text), (uint32_t)(to - text - 1)};
    s.document.title_span = (struct sr_span){0, 7};
    sr_show_read(&s, "dateline", SR_STR(text));
    SR_CHECK_STR("a dateline stands alone", sr_show_text(&s),
                 SR_STR("{H} Six die ¶ {D} BAMAKO , Nov. 20 ( Noor ) -- ‖ Six people died . ‖ Police came ."));
    sr_show_close(&s);
}

static void fields(void) {
    static const struct {
        const char *name, *text;
        uint32_t token;
        const char *norm;
        int kind, shape;
        bool space;
    } f[] = {
        {"a word", "The Gunmen LEFT", 1, "gunmen", SR_TOKEN_WORD, SR_SHAPE_TITLE, true},
        {"capitals", "The Gunmen LEFT", 2, "left", SR_TOKEN_WORD, SR_SHAPE_UPPER, true},
        {"a clitic", "Mali’s army", 1, "'s", SR_TOKEN_WORD, SR_SHAPE_LOWER, false},
        {"mixed", "McDaniel left", 0, "mcdaniel", SR_TOKEN_WORD, SR_SHAPE_MIXED, true},
        {"a number", "about 1,200 left", 1, "1,200", SR_TOKEN_NUMBER, SR_SHAPE_NONE, true},
        {"money", "$5 only", 0, "$", SR_TOKEN_SYMBOL, SR_SHAPE_NONE, true},
        {"a mark", "he “left", 1, "\"", SR_TOKEN_PUNCT, SR_SHAPE_NONE, true},
        {"an address", "see www.example.org now", 1, "www.example.org", SR_TOKEN_URL, SR_SHAPE_LOWER, true},
        {"one capital letter", "A man", 0, "a", SR_TOKEN_WORD, SR_SHAPE_TITLE, true},
    };
    struct sr_show s;
    sr_show_open(&s);
    for (size_t i = 0; i < sizeof f / sizeof *f; i++) {
        sr_show_read(&s, f[i].name, sr_str_c(f[i].text));
        const struct sr_token *t = &s.reading.tokens[f[i].token];
        SR_CHECK_STR(f[i].name, t->norm, sr_str_c(f[i].norm));
        SR_CHECK_INT(f[i].name, t->kind, f[i].kind);
        SR_CHECK_INT(f[i].name, t->shape, f[i].shape);
        SR_CHECK_INT(f[i].name, t->space_before, f[i].space);
    }
    sr_show_close(&s);
}

static void endless(void) { /* a sentence that nobody wrote is cut, so that no later stage reads it again and again */
    struct sr_show s;
    struct sr_buf text = {0};
    sr_show_open(&s);
    for (int i = 0; i < 2500; i++) sr_buf_c(&text, "don't ");
    sr_show_read(&s, "endless", (struct sr_str){text.p, (uint32_t)text.size});
    const struct sr_reading *r = &s.reading;
    SR_CHECK_INT("tokens", r->token_count, 5000);
    SR_CHECK_INT("sentences", r->sentence_count, 5);
    for (uint32_t i = 0, at = 0; i < r->sentence_count; at = r->sentences[i++].end) {
        SR_CHECK_INT("begins where the one before ends", r->sentences[i].first, at);
        SR_CHECK_INT("parts no word", r->tokens[r->sentences[i].first].joined, false);
    }
    sr_buf_release(&text);
    sr_show_close(&s);
}

static void memory(void) { /* each allocation of the caller's arena fails in turn: told, and the output untouched */
    struct sr_show s;
    sr_show_open(&s);
    s.document.text = SR_STR("\"Two GUNMEN don't leave.\"\n\nPolice said so.");
    struct sr_read_in in = {&s.document, &s.lexicon};
    for (uint64_t n = 1; n < 200; n++) {
        struct sr_reading r = {.token_count = 77};
        struct sr_err err;
        sr_arena_reset(&s.arena);
        s.arena.fail_after = n;
        enum sr_status status = sr_read_text(&in, &s.arena, &r, &err);
        if (status == SR_OK) {
            SR_CHECK("some allocation failed before", n > 5);
            break;
        }
        SR_CHECK_INT("status", status, SR_ERR_MEMORY);
        SR_CHECK_INT("untouched", r.token_count, 77);
    }
    s.arena.fail_after = 0;
    sr_show_close(&s);
}

int main(void) {
    table();
    dateline();
    fields();
    endless();
    memory();
    return sr_test_end("reader/reader");
}
