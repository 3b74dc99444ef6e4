/* encoder_parse.c: the heads that answer for a sentence: its tree, and the mentions in it. */
#include <stdlib.h>

#include "reader/encoder_tree.h"
#include "reader/encoder_work.h"

#define SPAN_MAX 64u /* tokens of a mention */

/* The longest sentence, so that room is made once. */
static uint32_t longest_sentence(const struct sr_answer_work *w) {
    uint32_t n = 1;
    for (uint32_t s = 0; s < w->out->sentence_count; s++) {
        uint32_t size = w->out->sentences[s].end - w->out->sentences[s].first;
        if (size > n) n = size;
    }
    return n;
}

/* --- trees ------------------------------------------------------------------------------------------------------ */

struct parser {
    struct sr_answer_work *w;
    struct sr_tree_space *space;
    float *dep, *head;  /* [n][width]: what a word is as a dependent, as a head */
    float *from;        /* [n][arc width] */
    float *score;       /* [n][n + 1] root first */
    float *rel;         /* [n][labels] */
    uint32_t *tree;     /* [n] */
    struct sr_quants q; /* [n][width] */
    uint32_t *heads;
    float *p_heads;
    uint16_t *rels;
};

static bool parser_alloc(struct parser *p) {
    struct sr_answer_work *w = p->w;
    const struct sr_encoder *m = w->m;
    uint32_t n = longest_sentence(w), width = m->arc_width > m->rel_width ? m->arc_width : m->rel_width;
    p->space = sr_tree_space_new(w->scratch, n);
    p->dep = sr_work_floats(w, n, width);
    p->head = sr_work_floats(w, n, width);
    p->from = sr_work_floats(w, n, width);
    p->score = sr_work_floats(w, n, n + 1);
    p->rel = sr_work_floats(w, n, m->has[SR_HEAD_REL] ? m->rel_out.columns16 : 1);
    p->tree = sr_arena_alloc(w->scratch, n, sizeof *p->tree);
    p->heads = sr_arena_alloc(w->arena, w->tokens.count, sizeof *p->heads);
    p->p_heads = sr_arena_alloc(w->arena, w->tokens.count, sizeof *p->p_heads);
    p->rels = sr_arena_alloc(w->arena, w->tokens.count, sizeof *p->rels);
    return p->space && p->dep && p->head && p->from && p->score && p->rel && p->tree && p->heads && p->p_heads &&
           p->rels && sr_work_quants(w, n, width, &p->q);
}

/* The score of each head of each word: the root first; never itself. */
static void score_arcs(struct parser *p, uint32_t row, uint32_t n) {
    const struct sr_answer_work *w = p->w;
    const struct sr_encoder *m = w->m;
    const uint32_t width = m->arc_width;
    sr_linear(w, &m->arc_dep, &w->encoded.tokens, row, n, p->dep);
    sr_linear(w, &m->arc_head, &w->encoded.tokens, row, n, p->head);
    sr_relu(p->dep, (size_t)n * width);
    sr_relu(p->head, (size_t)n * width);
    m->kernel->quantise(p->dep, n, width, width, 0, &p->q);
    sr_linear(w, &m->arc_bi, &p->q, 0, n, p->from);
    m->kernel->dot(p->from, width, n, m->arc_root, width, 1, width, p->score, n + 1);
    m->kernel->dot(p->from, width, n, p->head, width, n, width, p->score + 1, n + 1);
    for (uint32_t i = 0; i < n; i++) p->score[(size_t)i * (n + 1) + i + 1] = -1e30f;
}

static void label_arcs(struct parser *p, uint32_t row, uint32_t n, uint16_t *rels) {
    const struct sr_answer_work *w = p->w;
    const struct sr_encoder *m = w->m;
    const uint32_t width = m->rel_width;
    sr_linear(w, &m->rel_dep, &w->encoded.tokens, row, n, p->dep);
    sr_linear(w, &m->rel_head, &w->encoded.tokens, row, n, p->head);
    for (uint32_t i = 0; i < n; i++) {
        const float *head = p->tree[i] ? p->head + (size_t)(p->tree[i] - 1) * width : m->rel_root;
        for (uint32_t k = 0; k < width; k++) p->dep[(size_t)i * width + k] += head[k];
    }
    sr_relu(p->dep, (size_t)n * width);
    m->kernel->quantise(p->dep, n, width, width, 0, &p->q);
    sr_linear(w, &m->rel_out, &p->q, 0, n, p->rel);
    for (uint32_t i = 0; i < n; i++) {
        rels[i] = (uint16_t)sr_argmax(p->rel + (size_t)i * m->rel_out.columns16, m->rel_out.columns);
    }
}

enum sr_status sr_answer_trees(struct sr_answer_work *w) {
    struct parser p = {.w = w};
    if (!w->m->has[SR_HEAD_ARC]) return SR_OK;
    if (!parser_alloc(&p)) return sr_work_no_memory(w);
    for (uint32_t s = 0; s < w->out->sentence_count; s++) {
        const struct sr_answer_sentence *x = &w->out->sentences[s];
        uint32_t n = x->end - x->first, row = sr_work_row(w, x->window, x->first);
        score_arcs(&p, row, n);
        sr_tree_best(p.space, p.score, n, p.tree); /* a row's log-probabilities differ from its scores by one number */
        for (uint32_t i = 0; i < n; i++) {
            float *scores = p.score + (size_t)i * (n + 1);
            w->m->kernel->softmax(scores, n + 1);
            p.heads[x->first + i] = p.tree[i] ? x->first + p.tree[i] - 1 : x->first + i;
            p.p_heads[x->first + i] = scores[p.tree[i]];
        }
        if (w->m->has[SR_HEAD_REL]) label_arcs(&p, row, n, p.rels + x->first);
    }
    w->out->heads = p.heads;
    w->out->p_heads = p.p_heads;
    w->out->rels = w->m->has[SR_HEAD_REL] ? p.rels : NULL;
    return SR_OK;
}

/* --- mentions --------------------------------------------------------------------------------------------------- */

struct candidate {
    uint32_t first, last;
    uint16_t label;
    float p;
};

struct mention_list {
    struct sr_answer_mention *items;
    uint32_t count, room;
};

struct finder {
    struct sr_answer_work *w;
    float *start, *end;      /* [n][mention width] */
    float *by_label;         /* [n][labels * mention width] */
    float *prior;            /* [n][labels] */
    float *score;            /* [SPAN_MAX][labels] */
    struct sr_quants q;      /* [n][mention width] */
    struct candidate *items; /* of a sentence */
    uint32_t count, room;
    struct mention_list mentions;
};

static bool finder_alloc(struct finder *f) {
    struct sr_answer_work *w = f->w;
    const struct sr_encoder *m = w->m;
    uint32_t n = longest_sentence(w);
    f->start = sr_work_floats(w, n, m->mention_width);
    f->end = sr_work_floats(w, n, m->mention_width);
    f->by_label = sr_work_floats(w, n, m->mention_bi.columns16);
    f->prior = sr_work_floats(w, n, m->mention_prior.columns16);
    f->score = sr_work_floats(w, SPAN_MAX, m->mention_prior.columns);
    return f->start && f->end && f->by_label && f->prior && f->score && sr_work_quants(w, n, m->mention_width, &f->q);
}

/* All spans that end in one token. */
static bool judge_spans(struct finder *f, uint32_t end) {
    const struct sr_encoder *m = f->w->m;
    const uint32_t width = m->mention_width, labels = m->mention_prior.columns;
    const uint32_t first = end + 1 > SPAN_MAX ? end + 1 - SPAN_MAX : 0, count = end - first + 1;
    const float *by_label = f->by_label + (size_t)end * m->mention_bi.columns16;
    m->kernel->dot(f->start + (size_t)first * width, width, count, by_label, width, labels, width, f->score, labels);
    for (uint32_t i = 0; i < count; i++) {
        float *x = f->score + (size_t)i * labels;
        for (uint32_t k = 0; k < labels; k++) x[k] += f->prior[(size_t)end * m->mention_prior.columns16 + k];
        uint32_t best = sr_argmax(x, labels);
        if (best == 0) continue;
        m->kernel->softmax(x, labels);
        struct candidate c = {first + i, end, (uint16_t)best, x[best]};
        if (!SR_PUSH(f->w->scratch, *f, c)) return false;
    }
    return true;
}

static int surest_first(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->p != y->p) return x->p > y->p ? -1 : 1;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

static int longer_first(const void *a, const void *b) {
    const struct sr_answer_mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

/* The word whose head lies outside; without trees, the last. */
static uint32_t head_word(const struct sr_answers *a, uint32_t first, uint32_t end) {
    for (uint32_t t = first; a->heads && t < end; t++) {
        if (a->heads[t] == t || a->heads[t] < first || a->heads[t] >= end) return t;
    }
    return a->heads ? first : end - 1;
}

/* Take the sentence's candidates, the surest first, and drop those that cross one taken before. */
static bool take_mentions(struct finder *f, uint32_t sentence) {
    const uint32_t base = f->w->out->sentences[sentence].first, from = f->mentions.count;
    if (f->count > 1) qsort(f->items, f->count, sizeof *f->items, surest_first);
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t first = base + f->items[i].first, end = base + f->items[i].last + 1;
        bool crosses = false;
        for (uint32_t j = from; j < f->mentions.count && !crosses; j++) {
            const struct sr_answer_mention *o = &f->mentions.items[j];
            crosses = (first < o->first && o->first < end && end < o->end) ||
                      (o->first < first && first < o->end && o->end < end);
        }
        if (crosses) continue;
        struct sr_answer_mention m = {.first = first, .end = end, .sentence = sentence, .antecedent = SR_NONE};
        m.head = head_word(f->w->out, first, end);
        m.label = f->items[i].label;
        m.p = f->items[i].p;
        m.p_link = 1.0f;
        if (!SR_PUSH(f->w->arena, f->mentions, m)) return false;
    }
    if (f->mentions.count > from + 1) {
        qsort(f->mentions.items + from, f->mentions.count - from, sizeof *f->mentions.items, longer_first);
    }
    return true;
}

enum sr_status sr_answer_mentions(struct sr_answer_work *w) {
    const struct sr_encoder *m = w->m;
    struct finder f = {.w = w};
    if (!m->has[SR_HEAD_MENTION]) return SR_OK;
    if (!finder_alloc(&f)) return sr_work_no_memory(w);
    for (uint32_t s = 0; s < w->out->sentence_count; s++) {
        const struct sr_answer_sentence *x = &w->out->sentences[s];
        uint32_t n = x->end - x->first, row = sr_work_row(w, x->window, x->first);
        sr_linear(w, &m->mention_start, &w->encoded.tokens, row, n, f.start);
        sr_linear(w, &m->mention_end, &w->encoded.tokens, row, n, f.end);
        sr_relu(f.start, (size_t)n * m->mention_width);
        sr_relu(f.end, (size_t)n * m->mention_width);
        m->kernel->quantise(f.end, n, m->mention_width, m->mention_width, 0, &f.q);
        sr_linear(w, &m->mention_bi, &f.q, 0, n, f.by_label);
        sr_linear(w, &m->mention_prior, &f.q, 0, n, f.prior);
        f.count = 0;
        for (uint32_t end = 0; end < n; end++) {
            if (!judge_spans(&f, end)) return sr_work_no_memory(w);
        }
        if (!take_mentions(&f, s)) return sr_work_no_memory(w);
    }
    for (uint32_t i = 0; i < f.mentions.count; i++) f.mentions.items[i].cluster = i;
    w->out->mentions = f.mentions.items;
    w->out->mention_count = f.mentions.count;
    return SR_OK;
}
