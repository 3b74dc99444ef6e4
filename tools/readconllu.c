/* readconllu: text on standard input, its reading as CoNLL-U on standard output, for scoring tokens and sentences.
 *
 *     python3 ../shared/score/conllu.py --text GOLD >text && build/readconllu --heads <text >system
 *     python3 ../shared/score/conllu.py GOLD system
 *
 * --heads hangs each token on its sentence's first, since a scorer wants trees where this reader gives none.
 * --mentions writes one line a mention instead: entity, type, form, p, text. */
#include <stdio.h>
#include <stdlib.h>

#include "reader/conllu.h"

static void add_heads(struct sr_reading *r, struct sr_arena *arena) {
    struct sr_token *t = sr_arena_alloc(arena, r->token_count, sizeof *t);
    if (!t || (r->has & SR_HAS_TREES)) return;
    for (uint32_t i = 0; i < r->token_count; i++) {
        t[i] = r->tokens[i];
        t[i].head = r->sentences[t[i].sentence].first;
        t[i].deprel = (uint8_t)(t[i].head == i ? SR_DEP_ROOT : SR_DEP_DEP);
    }
    r->tokens = t;
    r->has |= SR_HAS_TREES;
}

static void print_mentions(const struct sr_document *d, const struct sr_reading *r) {
    static const char *const forms[] = {"name", "nominal", "pronoun"};
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sr_mention *m = &r->mentions[i];
        struct sr_str s = sr_slice(d->text.p, m->span);
        printf("%u\t%s\t%s\t%.2f\t%.*s\n", m->entity, sr_entity_type_name(m->type), forms[m->form], (double)m->p, (int)s.n,
               s.p);
    }
}

int main(int argc, char **argv) {
    struct sr_buf text = {0}, out = {0};
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;) sr_buf_add(&text, chunk, n);
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    struct sr_document d = {.text = {text.p, (uint32_t)text.size}, .id = SR_STR("stdin")};
    struct sr_reading r;
    char line[1024];
    if (sr_lexicon_open(&lexicon, &err) ||
        sr_read_text(&(struct sr_read_in){.document = &d, .lexicon = &lexicon}, &arena, &r, &err)) {
        sr_err_format(&err, line, sizeof line);
        fprintf(stderr, "readconllu: %s\n", line);
        return 1;
    }
    if (argc > 1 && strcmp(argv[1], "--mentions") == 0) {
        print_mentions(&d, &r);
    } else {
        if (argc > 1 && strcmp(argv[1], "--heads") == 0) add_heads(&r, &arena);
        sr_conllu_write(&d, &r, &out);
        fwrite(out.p, 1, out.size, stdout);
    }
    sr_buf_release(&text);
    sr_buf_release(&out);
    sr_arena_release(&arena);
    return 0;
}
