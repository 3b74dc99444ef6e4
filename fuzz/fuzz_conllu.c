/* fuzz_conllu.c: any bytes as a CoNLL-U file. The text is spelt from its second column, so that many inputs get past
 * the first word; what is accepted must hold together: tokens ascending, heads within their sentence and leading to a
 * root. */
#include <stdlib.h>

#include "reader/conllu.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void need(bool holds) {
    if (!holds) abort();
}

/* The forms, one a line; a line whose number holds a '-' stands for the words that follow it. */
static void spell(const unsigned char *data, size_t size, struct sr_buf *text) {
    for (size_t at = 0; at < size;) {
        const unsigned char *nl = memchr(data + at, '\n', size - at);
        size_t end = nl ? (size_t)(nl - data) : size;
        const unsigned char *tab = memchr(data + at, '\t', end - at);
        const unsigned char *stop = tab ? memchr(tab + 1, '\t', (size_t)(data + end - tab - 1)) : NULL;
        if (stop && data[at] != '#') {
            sr_buf_add(text, tab + 1, (size_t)(stop - tab - 1));
            sr_buf_char(text, ' ');
        }
        at = end + 1;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static struct sr_lexicon lexicon; /* opened once: its check of every table would cost more than the rest */
    static bool open;
    struct sr_arena arena;
    struct sr_reading r = {0};
    struct sr_buf text = {0};
    if (size > 1u << 18) return 0;
    spell(data, size, &text);
    sr_arena_init(&arena, 1u << 30);
    struct sr_document d = {.text = {text.p, (uint32_t)text.size}};
    struct sr_read_in in = {&d, &lexicon};
    if (!open) need(sr_lexicon_open(&lexicon, NULL) == SR_OK);
    open = true;
    if (sr_conllu_read(&in, (struct sr_str){(const char *)data, (uint32_t)size}, NULL, &arena, &r, NULL) == SR_OK) {
        for (uint32_t i = 0; i < r.token_count; i++) {
            const struct sr_token *t = &r.tokens[i];
            const struct sr_sentence *s = &r.sentences[t->sentence];
            need(t->span.start < t->span.end && t->span.end <= text.size);
            need(i == 0 || r.tokens[i - 1].span.end <= t->span.start);
            need(t->head == SR_NONE || (t->head >= s->first && t->head < s->end));
            uint32_t k = i;
            for (uint32_t steps = 0; r.tokens[k].head != SR_NONE && r.tokens[k].head != k; steps++) {
                need(steps < s->end - s->first);
                k = r.tokens[k].head;
            }
        }
    }
    sr_arena_release(&arena);
    sr_buf_release(&text);
    return 0;
}
