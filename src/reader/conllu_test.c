#include "reader/show_test.h"

#define ROW(id, form, upos, head, rel) id "\t" form "\t_\t" upos "\t_\t_\t" head "\t" rel "\t_\t_\n"

static const char gold[] = "# newdoc id = x\n# newpar\n# text = They don't leave Bamako.\n" ROW(
    "1", "They", "PRON", "4", "nsubj") "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n" ROW("2", "do", "AUX", "4", "aux")
    ROW("3", "n't", "PART", "4", "advmod")
        ROW("4", "leave", "VERB", "0", "root") "4.1\tleave\t_\t_\t_\t_\t_\t_\t_\t_\n" ROW("5", "Bamako", "PROPN", "4",
                                                                                          "obl:npmod")
            ROW("6", ".", "PUNCT", "4", "punct") "\n# newpar\n"
                                                 "1\tNone\tnone\tPRON\tNN\tNumber=Sing\t0\troot\t_\t_\n"
                                                 "\n";

static enum sr_status read_gold(struct sr_show *s, const char *text, const char *conllu, struct sr_err *err) {
    sr_arena_reset(&s->arena);
    s->document.text = sr_str_c(text);
    struct sr_read_in in = {&s->document, &s->lexicon};
    return sr_conllu_read(&in, sr_str_c(conllu), "g.conllu", &s->arena, &s->reading, err);
}

static void reads(struct sr_show *s) {
    struct sr_err err;
    SR_CHECK_INT("reads", read_gold(s, " They  don't leave\nBamako.\n\nNone", gold, &err), SR_OK);
    SR_CHECK_STR("its words", sr_show_text(s), SR_STR("They do ^n't leave Bamako . ¶ {H} None"));
    const struct sr_token *t = s->reading.tokens;
    SR_CHECK_INT("has", s->reading.has & (SR_HAS_TAGS | SR_HAS_TREES), SR_HAS_TAGS | SR_HAS_TREES);
    SR_CHECK_INT("a root is its own head", t[3].head, 3);
    SR_CHECK_INT("a head", t[0].head, 3);
    SR_CHECK_INT("the second sentence's root", t[6].head, 6);
    SR_CHECK_INT("a relation without its subtype", t[4].deprel, SR_DEP_OBL);
    SR_CHECK_STR("its subtype", t[4].subtype, SR_STR("npmod"));
    SR_CHECK_INT("a tag", t[4].upos, SR_UPOS_PROPN);
    SR_CHECK_STR("a lemma", t[6].lemma, SR_STR("none"));
    SR_CHECK_STR("features", t[6].feats, SR_STR("Number=Sing"));
    SR_CHECK_STR("a norm", t[0].norm, SR_STR("they"));
    SR_CHECK_INT("a part touches", t[2].span.start, t[1].span.end);
}

static void part_letters(struct sr_show *s) { /* the parts need not spell the surface: "won't" is will + not */
    static const char will[] = "1-2\twon't\t_\t_\t_\t_\t_\t_\t_\t_\n" ROW("1", "will", "AUX", "0", "root")
        ROW("2", "not", "PART", "1", "advmod") "\n";
    struct sr_err err;
    SR_CHECK_INT("reads", read_gold(s, "won't", will, &err), SR_OK);
    SR_CHECK_INT("two tokens", s->reading.token_count, 2);
    SR_CHECK_INT("they touch", s->reading.tokens[0].span.end, s->reading.tokens[1].span.start);
    SR_CHECK_INT("to the end", s->reading.tokens[1].span.end, 5);
}

static void refusals(struct sr_show *s) {
    static const struct {
        const char *name, *text, *conllu, *message;
    } rows[] = {
        {"other words", "They left.", ROW("1", "They", "X", "0", "root") ROW("2", "stayed", "X", "1", "dep") "\n",
         "g.conllu:2: the text does not go on with this: 'stayed'; give the text that the file was made from"},
        {"too few words", "They left.", ROW("1", "They", "X", "0", "root") "\n",
         "g.conllu:2: the file ends before the text does, at: 'left.'; give the text that the file was made from"},
        {"too many words", "They", ROW("1", "They", "X", "0", "root") ROW("2", "left", "X", "1", "dep") "\n",
         "g.conllu:2: the text does not go on with this: 'left'; give the text that the file was made from"},
        {"columns", "They", "1\tThey\tthey\n",
         "g.conllu:1: not ten columns: '1\tThey\tthey'; CoNLL-U has ten, parted by tabs"},
        {"a word's number", "They", ROW("x", "They", "X", "0", "root"),
         "g.conllu:1: not a word's number: 'x'; write 3 or, for a multi-word token, 3-4"},
        {"out of turn", "They", ROW("2", "They", "X", "0", "root"),
         "g.conllu:1: this word is out of turn: '2'; number a sentence's words from 1 without gaps"},
        {"a range out of turn", "They", "2-1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n",
         "g.conllu:1: this range is out of turn: '2-1'; number a sentence's words from 1 without gaps"},
        {"a head outside", "They", ROW("1", "They", "X", "9", "root") "\n",
         "g.conllu:1: the head is outside the sentence: 'They'; a head is a word of the same sentence, or 0"},
        {"a circle", "a b", ROW("1", "a", "X", "2", "dep") ROW("2", "b", "X", "1", "dep") "\n",
         "g.conllu:1: the heads form a circle at: 'a'; let every word lead to the sentence's root"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_err err = {0};
        char line[1400];
        s->reading.token_count = 77;
        SR_CHECK_INT(rows[i].name, read_gold(s, rows[i].text, rows[i].conllu, &err), SR_ERR_FORMAT);
        sr_err_format(&err, line, sizeof line);
        SR_CHECK_C(rows[i].name, line, rows[i].message);
        SR_CHECK_INT("untouched", s->reading.token_count, 77);
    }
}

/* What is written reads back to the same, and is then written the same. */
static void round_trips(struct sr_show *s) {
    static const char *const texts[] = {
        "They don't leave Mali's capital.\n\n\"Is it over? We won't say,\" he said.",
        "Six dead\nGunmen stormed a hotel in\nBamako. They cannot leave... 🙏🏽!",
        "the hostages' U.N.'s a\tb\xC2\xA0"
        "c",
        "",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sr_buf first = {0}, second = {0};
        struct sr_err err;
        sr_show_read(s, texts[i], sr_str_c(texts[i]));
        sr_conllu_write(&s->document, &s->reading, &first);
        struct sr_reading back;
        struct sr_read_in in = {&s->document, &s->lexicon};
        struct sr_str conllu = {first.p, (uint32_t)first.size};
        SR_CHECK_INT(texts[i], sr_conllu_read(&in, conllu, NULL, &s->arena, &back, &err), SR_OK);
        sr_conllu_write(&s->document, &back, &second);
        SR_CHECK_STR(texts[i], ((struct sr_str){second.p, (uint32_t)second.size}), conllu);
        SR_CHECK_INT(texts[i], back.token_count, s->reading.token_count);
        for (uint32_t k = 0; k < back.token_count && k < s->reading.token_count; k++) {
            SR_CHECK_INT(texts[i], back.tokens[k].span.start, s->reading.tokens[k].span.start);
            SR_CHECK_INT(texts[i], back.tokens[k].joined, s->reading.tokens[k].joined);
            SR_CHECK_INT(texts[i], back.tokens[k].kind, s->reading.tokens[k].kind);
        }
        SR_CHECK_INT(texts[i], back.quotation_count, s->reading.quotation_count);
        sr_buf_release(&first);
        sr_buf_release(&second);
    }
}

static void writes(struct sr_show *s) {
    struct sr_buf out = {0};
    struct sr_err err;
    SR_CHECK_INT("reads", read_gold(s, "They don't leave Bamako.\n\nNone", gold, &err), SR_OK);
    s->document.id = SR_STR("x");
    sr_conllu_write(&s->document, &s->reading, &out);
    SR_CHECK_STR(
        "written", ((struct sr_str){out.p, (uint32_t)out.size}),
        SR_STR("# newdoc id = x\n# newpar\n# sent_id = 1\n# text = They don't leave Bamako.\n" ROW(
            "1", "They", "PRON", "4", "nsubj") "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n" ROW("2", "do", "AUX", "4", "aux")
                   ROW("3", "n't", "PART", "4", "advmod") ROW(
                       "4", "leave", "VERB", "0",
                       "root") "5\tBamako\t_\tPROPN\t_\t_\t4\tobl:npmod\t_\tSpaceAfter="
                               "No\n" ROW("6", ".", "PUNCT", "4", "punct") "\n# newpar\n# sent_id = 2\n# text = None\n"
                                                                           "1\tNone\tnone\tPRON\tNN\tNumber="
                                                                           "Sing\t0\troot\t_\t_\n\n"));
    sr_buf_release(&out);
}

int main(void) {
    struct sr_show s;
    sr_show_open(&s);
    reads(&s);
    part_letters(&s);
    refusals(&s);
    round_trips(&s);
    writes(&s);
    sr_show_close(&s);
    return sr_test_end("reader/conllu");
}
