/* readconllu: text on standard input, its reading as CoNLL-U on standard output, for scoring tokens and sentences.
 *
 *     python3 ../shared/score/conllu.py --text GOLD >text && build/readconllu --heads <text >system
 *     python3 ../shared/score/conllu.py GOLD system
 *
 * --heads hangs each token on its sentence's first, since a scorer wants trees where this reader gives none.
 * --conllu FILE lets the file stand in for the reader (what is written should then say the same as it).
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
        printf("%u\t%s\t%s\t%.2f\t%.*s\n", m->entity, sr_entity_type_name(m->type), forms[m->form], (double)m->p,
               (int)s.n, s.p);
    }
}

static void slurp(FILE *f, struct sr_buf *to) {
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) sr_buf_add(to, chunk, n);
}

int main(int argc, char **argv) {
    struct sr_buf text = {0}, out = {0}, gold = {0};
    const char *file = argc > 2 && strcmp(argv[1], "--conllu") == 0 ? argv[2] : NULL;
    slurp(stdin, &text);
    FILE *f = file ? fopen(file, "rb") : NULL;
    if (f) {
        slurp(f, &gold);
        fclose(f);
        argv += 2;
        argc -= 2;
    }
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    struct sr_document d = {.text = {text.p, (uint32_t)text.size}, .id = SR_STR("stdin")};
    struct sr_reading r;
    char line[1024];
    struct sr_read_in in = {.document = &d, .lexicon = &lexicon};
    if (sr_lexicon_open(&lexicon, &err) ||
        (f ? sr_conllu_read(&in, (struct sr_str){gold.p, (uint32_t)gold.size}, file, &arena, &r, &err)
           : sr_read_text(&in, &arena, &r, &err))) {
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
    sr_buf_release(&gold);
    sr_arena_release(&arena);
    return 0;
}
