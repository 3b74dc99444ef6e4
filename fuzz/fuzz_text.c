/* fuzz_text.c: any bytes as a text. Whatever it is, the reading must hold together: spans in bounds, tokens ascending,
 * sentences and paragraphs without gaps, indices in their lists; the same again on a second run; and our own CoNLL-U
 * must read back to the same tokens. */
#include <stdlib.h>

#include "reader/conllu.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void need(bool holds) {
    if (!holds) abort();
}

static void check_span(struct sr_span s, uint32_t size) {
    need(s.start < s.end && s.end <= size);
}

static void check_text(const struct sr_reading *r, uint32_t size) {
    uint32_t token = 0, sentence = 0;
    for (uint32_t i = 0; i < r->token_count; i++) {
        check_span(r->tokens[i].span, size);
        need(i == 0 || r->tokens[i - 1].span.end <= r->tokens[i].span.start);
        need(r->tokens[i].norm.p != NULL && r->tokens[i].sentence < r->sentence_count);
        need(!r->tokens[i].joined || (i > 0 && r->tokens[i - 1].span.end == r->tokens[i].span.start));
    }
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        const struct sr_sentence *s = &r->sentences[i];
        check_span(s->span, size);
        need(s->first == token && s->end > s->first && s->end <= r->token_count && s->paragraph < r->paragraph_count);
        for (; token < s->end; token++) need(r->tokens[token].sentence == i);
    }
    need(token == r->token_count);
    for (uint32_t i = 0; i < r->paragraph_count; i++) {
        const struct sr_paragraph *p = &r->paragraphs[i];
        check_span(p->span, size);
        need(p->first == sentence && p->end > p->first && p->end <= r->sentence_count);
        for (; sentence < p->end; sentence++) need(r->sentences[sentence].paragraph == i);
    }
    need(sentence == r->sentence_count);
}

static void check_rest(const struct sr_reading *r, uint32_t size) {
    for (uint32_t i = 0; i < r->quotation_count; i++) {
        const struct sr_quotation *q = &r->quotations[i];
        check_span(q->span, size);
        need(q->span.start < q->inner.start && q->inner.start <= q->inner.end && q->inner.end <= q->span.end);
        need(q->first < q->end && q->end <= r->token_count && (q->continues == SR_NONE || q->continues < i));
    }
    uint32_t members = 0;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sr_mention *m = &r->mentions[i];
        check_span(m->span, size);
        need(m->first <= m->head && m->head < m->end && m->end <= r->token_count && m->entity < r->entity_count);
        need(r->tokens[m->first].span.start == m->span.start && r->tokens[m->end - 1].span.end == m->span.end);
        need(i == 0 || r->mentions[i - 1].first <= m->first);
        need(m->type < SR_ENTITY_COUNT && m->p >= 0 && m->p <= 1 && m->p_link >= 0 && m->p_link <= 1);
    }
    for (uint32_t i = 0; i < r->entity_count; i++) {
        const struct sr_entity *e = &r->entities[i];
        need(e->name < r->mention_count && r->mentions[e->name].entity == i && e->mentions.count > 0);
        for (uint32_t k = 0; k < e->mentions.count; k++) need(r->mentions[e->mentions.items[k]].entity == i);
        members += e->mentions.count;
    }
    need(members == r->mention_count);
}

static void check_same(const struct sr_reading *a, const struct sr_reading *b) {
    need(a->token_count == b->token_count && a->sentence_count == b->sentence_count);
    for (uint32_t i = 0; i < a->token_count; i++) {
        const struct sr_token *x = &a->tokens[i], *y = &b->tokens[i];
        need(x->span.start == y->span.start && x->span.end == y->span.end && x->sentence == y->sentence);
        need(sr_str_eq(x->norm, y->norm) && x->joined == y->joined);
    }
}

static void check_again(const struct sr_reading *a, const struct sr_reading *b) {
    check_same(a, b);
    need(a->mention_count == b->mention_count && a->quotation_count == b->quotation_count);
    for (uint32_t i = 0; i < a->mention_count; i++)
        need(a->mentions[i].first == b->mentions[i].first && a->mentions[i].entity == b->mentions[i].entity &&
             a->mentions[i].type == b->mentions[i].type);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static struct sr_lexicon lexicon; /* opened once: its check of every table would cost more than the rest */
    static bool open;
    struct sr_arena arena;
    struct sr_reading first = {0}, second = {0}, back = {0};
    struct sr_buf conllu = {0};
    if (size > 1u << 20) return 0;
    char *copy = malloc(size + 1); /* exactly as large as the text, so that a read past it is seen */
    if (!copy) return 0;
    if (size) memcpy(copy, data, size);
    sr_arena_init(&arena, 1u << 30);
    struct sr_document d = {.text = {copy, (uint32_t)size}};
    struct sr_read_in in = {&d, &lexicon};
    if (!open) need(sr_lexicon_open(&lexicon, NULL) == SR_OK);
    open = true;
    need(sr_read_text(&in, &arena, &first, NULL) == SR_OK);
    need(sr_read_text(&in, &arena, &second, NULL) == SR_OK);
    check_text(&first, (uint32_t)size);
    check_rest(&first, (uint32_t)size);
    check_again(&first, &second);
    sr_conllu_write(&d, &first, &conllu);
    need(sr_conllu_read(&in, (struct sr_str){conllu.p, (uint32_t)conllu.size}, NULL, &arena, &back, NULL) == SR_OK);
    check_text(&back, (uint32_t)size);
    check_rest(&back, (uint32_t)size);
    check_same(&first, &back);
    sr_buf_release(&conllu);
    sr_arena_release(&arena);
    free(copy);
    return 0;
}
