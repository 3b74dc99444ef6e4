/* encoder_read_test.c: whatever a model says, the reading keeps its rules. Random weights say the oddest things. */
#include "reader/encoder_read.h"

#include "reader/encoder_check.h"
#include "reader/encoder_random.h"
#include "reader/show_test.h"

static const struct {
    const char *name, *text;
} rows[] = {
    {"nothing", ""},
    {"white space", " \n\n \t"},
    {"one word", "Fire"},
    {"one mark", "."},
    {"a report", "BAMAKO, Mali, Nov. 20 (Reuters) - Gunmen stormed a hotel, police said. At least 20 people died.\n\n"
                 "\"They shot at us,\" said a waiter who'd fled. He didn't know how many.\n\nTwo were held."},
    {"headings", "Six dead in blast\n\nThe toll\n\nSix people died, the army said.\n"},
    {"capitals", "GUNMEN KILLED SIX FARMERS TODAY. THE ARMY SAID THAT IT HAD SENT TROOPS TO THE VILLAGE."},
    {"bytes that are not text", "A \xff\xfe bomb\x80 went off \xc3( in \xe2\x82 Kano."},
    {"marks only", "... ?! -- \"\" '' ( ) [ ] { } . . . . !"},
    {"letters of all kinds", "قتل 二十人 в Москве \u0130stanbul \u1e9e e\u0301\u0301\u0301 \ufb03"},
    {"quotations that never close", "\"He said \"that \"they \"left.\n\n\"And \"so on"},
};

static const struct sr_random_model small = {64, 2, 2, 128, 64, 300, 5};

static void check_read(struct sr_show *s, const struct sr_encoder *encoder, const char *name, struct sr_str text) {
    const struct sr_read_in in = {&s->document, &s->lexicon};
    const struct sr_learned learned = {encoder, SR_LEARN_ALL};
    struct sr_arena scratch;
    struct sr_reading out;
    struct sr_err err;
    sr_show_read(s, name, text);
    sr_arena_init(&scratch, 0);
    SR_CHECK_INT(name, sr_read_learned(&learned, &in, &s->reading, &s->arena, &scratch, &out, &err), SR_OK);
    sr_arena_release(&scratch); /* nothing of the reading may lie there */
    const char *fault = sr_check_reading(&out, text);
    SR_CHECK_C(name, fault ? fault : "sound", "sound");
    SR_CHECK_INT(name, out.token_count, s->reading.token_count);
    SR_CHECK_INT(name, out.has & (SR_HAS_TAGS | SR_HAS_TREES | SR_HAS_MENTIONS | SR_HAS_COREFERENCE),
                 SR_HAS_TAGS | SR_HAS_TREES | SR_HAS_MENTIONS | SR_HAS_COREFERENCE);
    SR_CHECK_INT(name, out.has & (SR_HAS_ATTRIBUTIONS | SR_HAS_TIMEXES | SR_HAS_NUMBERS | SR_HAS_ROLES | SR_HAS_NAMES),
                 SR_HAS_ATTRIBUTIONS | SR_HAS_TIMEXES | SR_HAS_NUMBERS | SR_HAS_ROLES | SR_HAS_NAMES);
}

/* Texts made of pieces of the rows, long enough for many windows and for sentences that no window holds. */
static void check_long(struct sr_show *s, const struct sr_encoder *encoder, uint32_t seed) {
    static const char *const parts[] = {"gunmen ", "killed ", "12 ",        "Kano ", "said ", ", ",
                                        "the ",    "\n",      "embassies ", "AFP ",  "who ",  "\"",
                                        "he ",     "on ",     "Friday ",    "-",     "x"};
    struct sr_buf text = {0};
    uint32_t state = seed;
    while (text.size < 6000) {
        sr_buf_c(&text, parts[sr_random_next(&state) % (sizeof parts / sizeof *parts)]);
        if (sr_random_next(&state) % (seed % 5 * 20 + 3) == 0) sr_buf_c(&text, ". ");
        if (sr_random_next(&state) % 900 == 0) sr_buf_c(&text, "\n\n");
    }
    check_read(s, encoder, "a long text", (struct sr_str){text.p, (uint32_t)text.size});
    sr_buf_release(&text);
}

int main(void) {
    struct sr_show s;
    struct sr_arena arena;
    struct sr_encoder *encoder = NULL;
    struct sr_err err;
    size_t size;
    unsigned char *bytes = sr_random_model_make(&small, &size);
    if (!bytes) return 2;
    sr_show_open(&s);
    sr_arena_init(&arena, 0);
    SR_CHECK_INT("open", sr_encoder_open(bytes, size, NULL, &arena, &encoder, &err), SR_OK);
    for (size_t i = 0; encoder && i < sizeof rows / sizeof *rows; i++) {
        check_read(&s, encoder, rows[i].name, sr_str_c(rows[i].text));
    }
    for (uint32_t seed = 1; encoder && seed <= 10; seed++) check_long(&s, encoder, seed);
    sr_arena_release(&arena);
    sr_show_close(&s);
    free(bytes);
    return sr_test_end("encoder_read");
}
