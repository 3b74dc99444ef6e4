/* show_test.h: how the reader's tests read a text and write down what was read.
 *
 *     Gunmen do ^n't stop . ‖ "They left , " he said . ¶ New line .
 *     tokens by spaces; ^ joined to the one before; ‖ a sentence's end; ¶ a paragraph's; {H} {D} before a heading,
 * dateline */
#ifndef SR_READER_SHOW_TEST_H
#define SR_READER_SHOW_TEST_H

#include "base/test.h"
#include "reader/conllu.h"

struct sr_show {
    struct sr_arena arena;
    struct sr_lexicon lexicon;
    struct sr_document document;
    struct sr_reading reading;
    struct sr_buf out;
};

static inline void sr_show_open(struct sr_show *s) {
    struct sr_err err;
    memset(s, 0, sizeof *s);
    sr_arena_init(&s->arena, 0);
    SR_CHECK_INT("the tables open", sr_lexicon_open(&s->lexicon, &err), SR_OK);
}

static inline void sr_show_close(struct sr_show *s) {
    sr_buf_release(&s->out);
    sr_arena_release(&s->arena);
}

static inline void sr_show_read(struct sr_show *s, const char *name, struct sr_str text) {
    struct sr_err err;
    sr_arena_reset(&s->arena);
    s->document.text = text;
    struct sr_read_in in = {&s->document, &s->lexicon};
    SR_CHECK_INT(name, sr_read_text(&in, &s->arena, &s->reading, &err), SR_OK);
}

static inline struct sr_str sr_show_text(struct sr_show *s) {
    const struct sr_reading *r = &s->reading;
    sr_buf_clear(&s->out);
    for (uint32_t i = 0; i < r->token_count; i++) {
        const struct sr_token *t = &r->tokens[i];
        const struct sr_sentence *e = &r->sentences[t->sentence];
        if (i && e->first == i) {
            bool same = e->paragraph == r->sentences[t->sentence - 1].paragraph;
            sr_buf_c(&s->out, same ? "\xE2\x80\x96 " : "\xC2\xB6 ");
        }
        if (e->first == i && e->kind == SR_SENTENCE_HEADING) sr_buf_c(&s->out, "{H} ");
        if (e->first == i && e->kind == SR_SENTENCE_DATELINE) sr_buf_c(&s->out, "{D} ");
        if (t->joined) sr_buf_char(&s->out, '^');
        sr_buf_str(&s->out, sr_slice(s->document.text.p, t->span));
        sr_buf_char(&s->out, ' ');
    }
    uint32_t n = (uint32_t)s->out.size;
    return (struct sr_str){s->out.p, n ? n - 1 : 0};
}

#endif
