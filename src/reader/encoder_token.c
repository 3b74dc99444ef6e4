/* encoder_token.c: the heads that answer for each token: sentence ends, tags, chunks, numbers, news. */
#include <math.h>
#include <stdlib.h>

#include "reader/encoder_work.h"

#define BLOCK 64u         /* tokens at a time */
#define CONTENT_COST 2.0f /* of a content's beginning, in logits */

/* Tokens that belong to one window, and where their vectors are. Starts as {0}. */
struct block {
    uint32_t first, count, row;
};

static bool next_block(const struct sr_answer_work *w, struct block *b) {
    b->first += b->count;
    if (b->first >= w->tokens.count) return false;
    uint32_t window = w->owner[b->first];
    b->count = 1;
    uint32_t end = b->first + BLOCK < w->tokens.count ? b->first + BLOCK : w->tokens.count;
    while (b->first + b->count < end && w->owner[b->first + b->count] == window) b->count++;
    b->row = sr_work_row(w, window, b->first);
    return true;
}

/* A head whose outputs are `groups` choices among `labels` each: the best label of each, and how sure. */
struct tagger {
    const struct sr_matrix *matrix;
    uint32_t groups, labels;
    uint16_t *tags; /* [tokens][groups] */
    float *p;       /* [tokens][groups] of the tag */
    float *p_none;  /* [tokens][groups] of label 0 */
    float *scores;  /* [tokens][groups][labels] before the softmax; NULL unless `keeps` */
    bool keeps;
};

static enum sr_status tag(const struct sr_answer_work *w, struct tagger *t) {
    size_t count = (size_t)w->tokens.count * t->groups;
    float *scores = sr_work_floats(w, BLOCK, t->matrix->columns16);
    t->tags = sr_arena_alloc(w->arena, count, sizeof *t->tags);
    t->p = sr_arena_alloc(w->arena, count, sizeof *t->p);
    t->p_none = sr_arena_alloc(w->scratch, count, sizeof *t->p_none);
    if (t->keeps) t->scores = sr_arena_alloc(w->scratch, count * t->labels, sizeof *t->scores);
    if (!t->tags || !t->p || !t->p_none || !scores || (t->keeps && !t->scores)) return sr_work_no_memory(w);
    for (struct block b = {0}; next_block(w, &b);) {
        sr_linear(w, t->matrix, &w->encoded.tokens, b.row, b.count, scores);
        for (uint32_t i = 0; i < b.count * t->groups; i++) {
            float *x = scores + (size_t)(i / t->groups) * t->matrix->columns16 + (size_t)(i % t->groups) * t->labels;
            size_t at = (size_t)b.first * t->groups + i;
            if (t->keeps) memcpy(t->scores + at * t->labels, x, t->labels * sizeof *x);
            t->tags[at] = (uint16_t)sr_argmax(x, t->labels);
            w->m->kernel->softmax(x, t->labels);
            t->p[at] = x[t->tags[at]];
            t->p_none[at] = x[0];
        }
    }
    return SR_OK;
}

/* --- sentences -------------------------------------------------------------------------------------------------- */

/* The window that holds [first, end) with its nearer edge farthest away; SR_NONE when none holds it. */
static uint32_t place(const struct sr_answer_work *w, uint32_t first, uint32_t end) {
    uint32_t k = w->owner[first], best = SR_NONE, margin = 0;
    while (k > 0 && w->windows.items[k - 1].end >= end) k--;
    for (; k < w->windows.count && w->windows.items[k].first <= first; k++) {
        const struct sr_window *x = &w->windows.items[k];
        if (x->end < end) continue;
        uint32_t left = first - x->first, right = x->end - end, nearer = left < right ? left : right;
        if (best == SR_NONE || nearer > margin) best = k, margin = nearer;
    }
    return best;
}

/* Add a sentence; one that no window holds is cut where tokens change their window. */
static void add_sentence(struct sr_answer_work *w, struct sr_answer_sentence *items, uint32_t first, uint32_t end,
                         float p) {
    uint32_t *count = &w->out->sentence_count, window = place(w, first, end);
    if (window != SR_NONE) {
        items[(*count)++] = (struct sr_answer_sentence){first, end, window, p};
        return;
    }
    for (uint32_t at = first, stop; at < end; at = stop) {
        for (stop = at + 1; stop < end && w->owner[stop] == w->owner[at];) stop++;
        window = place(w, at, stop);
        items[(*count)++] = (struct sr_answer_sentence){at, stop, window == SR_NONE ? w->owner[at] : window, p};
    }
}

static enum sr_status find_sentences(struct sr_answer_work *w) {
    const uint32_t n = w->tokens.count;
    float *p = sr_arena_alloc(w->scratch, n, sizeof *p), *scores = sr_work_floats(w, BLOCK, SR_COLUMNS_STEP);
    struct sr_answer_sentence *items = sr_arena_alloc(w->arena, n, sizeof *items);
    if (!p || !items || !scores) return sr_work_no_memory(w);
    for (struct block b = {0}; next_block(w, &b);) {
        if (w->m->has[SR_HEAD_SENT]) sr_linear(w, &w->m->sent, &w->encoded.tokens, b.row, b.count, scores);
        for (uint32_t i = 0; i < b.count; i++) {
            uint32_t t = b.first + i;
            float pair[2] = {scores[i * SR_COLUMNS_STEP], 0.0f}; /* a sigmoid is the softmax against nought */
            w->m->kernel->softmax(pair, 2);
            p[t] = w->m->has[SR_HEAD_SENT] ? pair[0] : w->begins ? 0.0f : (float)w->pieces.cuts[t];
            if (t == 0 || w->pieces.gaps[t] == SR_GAP_PARAGRAPH || (w->begins && w->begins[t])) p[t] = 1.0f;
        }
    }
    w->out->sentences = items;
    for (uint32_t first = 0, end = 1; first < n; first = end++) {
        while (end < n && !(p[end] > 0.5f)) end++;
        add_sentence(w, items, first, end, p[first]);
    }
    return SR_OK;
}

/* Whether what a number belongs to is the news or its background; asked of every token. */
static enum sr_status judge_news(struct sr_answer_work *w) {
    const struct sr_matrix *matrix = &w->m->news;
    const uint32_t labels = matrix->columns;
    float *news = sr_arena_alloc(w->arena, (size_t)w->tokens.count * labels, sizeof *news);
    float *scores = sr_work_floats(w, BLOCK, matrix->columns16);
    if (!news || !scores) return sr_work_no_memory(w);
    for (struct block b = {0}; next_block(w, &b);) {
        sr_linear(w, matrix, &w->encoded.tokens, b.row, b.count, scores);
        for (uint32_t i = 0; i < b.count; i++) {
            float *x = scores + (size_t)i * matrix->columns16;
            w->m->kernel->softmax(x, labels);
            memcpy(news + (size_t)(b.first + i) * labels, x, labels * sizeof *news);
        }
    }
    w->out->news = news;
    return SR_OK;
}

/* --- chunks ----------------------------------------------------------------------------------------------------- */

struct chunk_list {
    struct sr_answer_chunk *items;
    uint32_t count, room;
};

/* Tags are 0 for none, 2k - 1 where a chunk of label k begins, 2k where it goes on; `label` stands for k = 1. A chunk
 * is as sure as its tokens are on average; of a role, as its surest, since where a role's words end matters less. */
static enum sr_status add_chunks(const struct sr_answer_work *w, const struct tagger *t, uint32_t group, bool role,
                                 uint32_t label, struct chunk_list *chunks) {
    struct sr_answer_chunk chunk = {.label = 0};
    uint32_t kind = 0;
    for (uint32_t i = 0; i <= w->tokens.count; i++) {
        size_t at = (size_t)i * t->groups + group;
        uint32_t tag = i < w->tokens.count ? t->tags[at] : 0;
        if (kind && (tag == 0 || tag % 2 == 1 || (tag + 1) / 2 != kind)) {
            chunk.end = i;
            if (!role) chunk.p /= (float)(i - chunk.first);
            if (!SR_PUSH(w->arena, *chunks, chunk)) return sr_work_no_memory(w);
            kind = 0;
        }
        if (tag == 0) continue;
        float p = role ? 1.0f - t->p_none[at] : t->p[at];
        if (!kind) {
            kind = (tag + 1) / 2;
            chunk = (struct sr_answer_chunk){i, i, (uint16_t)(label + kind - 1), 0.0f};
        }
        if (!role) chunk.p += p;
        else if (p > chunk.p) chunk.p = p;
    }
    return SR_OK;
}

/* Tag a group of O, B, I anew, by its best path: I stands only after B or I, and each chunk costs something, so that
 * a word which looks like a content all by itself makes none, and a word amid a content doesn't break it. */
static enum sr_status best_path(const struct sr_answer_work *w, struct tagger *t, uint32_t group, float cost) {
    const uint32_t n = w->tokens.count;
    uint8_t(*back)[3] = sr_arena_alloc(w->scratch, n, sizeof *back);
    float before[3] = {0.0f, -INFINITY, -INFINITY};
    if (!back) return sr_work_no_memory(w);
    for (uint32_t i = 0; i < n; i++) {
        const float *x = t->scores + ((size_t)i * t->groups + group) * 3;
        uint8_t any = (uint8_t)sr_argmax(before, 3), inside = before[2] > before[1] ? 2 : 1;
        const float now[3] = {before[any] + x[0], before[any] + x[1] - cost, before[inside] + x[2]};
        back[i][0] = back[i][1] = any;
        back[i][2] = inside;
        memcpy(before, now, sizeof before);
    }
    for (uint32_t i = n, tag = (uint32_t)sr_argmax(before, 3); i-- > 0; tag = back[i][tag]) {
        size_t at = (size_t)i * t->groups + group;
        w->m->kernel->softmax(t->scores + at * 3, 3);
        t->tags[at] = (uint16_t)tag;
        t->p[at] = t->scores[at * 3 + tag];
    }
    return SR_OK;
}

static enum sr_status find_attribution_chunks(struct sr_answer_work *w) {
    struct sr_answer_chunks *const out[3] = {&w->out->sources, &w->out->cues, &w->out->contents};
    const float costs[3] = {0.0f, 0.0f, CONTENT_COST};
    struct tagger t = {.matrix = &w->m->attr_bio, .groups = 3, .labels = 3, .keeps = true};
    enum sr_status status = tag(w, &t);
    for (uint32_t g = 0; g < 3 && status == SR_OK; g++) {
        struct chunk_list chunks = {0};
        status = best_path(w, &t, g, costs[g]);
        if (status == SR_OK) status = add_chunks(w, &t, g, false, 0, &chunks);
        *out[g] = (struct sr_answer_chunks){chunks.items, chunks.count};
    }
    return status;
}

static enum sr_status find_times(struct sr_answer_work *w) {
    struct tagger t = {.matrix = &w->m->timex, .groups = 1, .labels = w->m->timex.columns};
    struct chunk_list chunks = {0};
    enum sr_status status = tag(w, &t);
    if (status == SR_OK) status = add_chunks(w, &t, 0, false, 0, &chunks);
    w->out->times = (struct sr_answer_chunks){chunks.items, chunks.count};
    return status;
}

/* Names: words of one that touch are one name, whatever their labels ("South" place, "Vietnam" place), of the surest
 * word's type. It ends with its sentence, and before a label B on a new line: names in a list stand one to a line. */
static enum sr_status find_names(struct sr_answer_work *w) {
    struct tagger t = {.matrix = &w->m->name, .groups = 1, .labels = w->m->name.columns};
    struct chunk_list chunks = {0};
    enum sr_status status = tag(w, &t);
    if (status != SR_OK) return status;
    for (uint32_t s = 0; s < w->out->sentence_count; s++) {
        struct sr_answer_chunk *open = NULL;
        for (uint32_t i = w->out->sentences[s].first; i < w->out->sentences[s].end; i++) {
            const bool begins = t.tags[i] % 2 == 1 && w->pieces.gaps[i] >= SR_GAP_LINE;
            if (t.tags[i] == 0 || begins) open = NULL;
            if (t.tags[i] == 0) continue;
            if (!open) {
                if (!SR_PUSH(w->arena, chunks, ((struct sr_answer_chunk){i, i, 0, 0.0f}))) return sr_work_no_memory(w);
                open = &chunks.items[chunks.count - 1];
            }
            open->end = i + 1;
            if (t.p[i] > open->p) open->p = t.p[i], open->label = (uint16_t)((t.tags[i] + 1) / 2 - 1);
        }
    }
    w->out->names = (struct sr_answer_chunks){chunks.items, chunks.count};
    return SR_OK;
}

static int by_place(const void *a, const void *b) {
    const struct sr_answer_chunk *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->label < y->label ? -1 : x->label > y->label;
}

static enum sr_status find_roles(struct sr_answer_work *w) {
    struct tagger t = {.matrix = &w->m->muc_bio, .groups = w->m->labels[SR_LABELS_MUC_ROLE].count, .labels = 3};
    struct chunk_list chunks = {0};
    enum sr_status status = tag(w, &t);
    for (uint32_t g = 0; g < t.groups && status == SR_OK; g++) status = add_chunks(w, &t, g, true, g, &chunks);
    if (chunks.count > 1) qsort(chunks.items, chunks.count, sizeof *chunks.items, by_place);
    w->out->roles = (struct sr_answer_chunks){chunks.items, chunks.count};
    return status;
}

/* --- the rest --------------------------------------------------------------------------------------------------- */

static enum sr_status judge_document(struct sr_answer_work *w) {
    const struct sr_matrix *matrix = &w->m->muc_doc;
    float *best = sr_arena_alloc(w->arena, matrix->columns, sizeof *best);
    float *scores = sr_work_floats(w, 1, matrix->columns16);
    if (!best || !scores) return sr_work_no_memory(w);
    for (uint32_t k = 0; k < w->windows.count; k++) {
        sr_linear(w, matrix, &w->encoded.windows, k, 1, scores);
        for (uint32_t i = 0; i < matrix->columns; i++) {
            float pair[2] = {scores[i], 0.0f};
            w->m->kernel->softmax(pair, 2);
            if (pair[0] > best[i]) best[i] = pair[0];
        }
    }
    w->out->document = best;
    return SR_OK;
}

static enum sr_status find_numbers(struct sr_answer_work *w) {
    struct tagger measure = {.matrix = &w->m->measure, .groups = 1, .labels = w->m->measure.columns};
    struct tagger polarity = {.matrix = &w->m->polarity, .groups = 1, .labels = w->m->polarity.columns};
    enum sr_status status = tag(w, &measure);
    if (status == SR_OK) status = tag(w, &polarity);
    if (status != SR_OK) return status;
    for (uint32_t t = 0; t < w->tokens.count; t++) {
        if (polarity.p[t] < measure.p[t]) measure.p[t] = polarity.p[t];
    }
    w->out->measures = measure.tags;
    w->out->polarities = polarity.tags;
    w->out->p_numbers = measure.p;
    return SR_OK;
}

enum sr_status sr_answer_tokens(struct sr_answer_work *w) {
    const bool *has = w->m->has;
    struct tagger upos = {.matrix = &w->m->upos, .groups = 1, .labels = w->m->upos.columns};
    struct tagger xpos = {.matrix = &w->m->xpos, .groups = 1, .labels = w->m->xpos.columns};
    enum sr_status status = find_sentences(w);
    if (status == SR_OK && has[SR_HEAD_UPOS]) status = tag(w, &upos);
    if (status == SR_OK && has[SR_HEAD_XPOS]) status = tag(w, &xpos);
    w->out->upos = upos.tags;
    w->out->p_upos = upos.p;
    w->out->xpos = xpos.tags;
    if (status == SR_OK && has[SR_HEAD_ATTR]) status = find_attribution_chunks(w);
    if (status == SR_OK && has[SR_HEAD_TIMEX]) status = find_times(w);
    if (status == SR_OK && has[SR_HEAD_NAME]) status = find_names(w);
    if (status == SR_OK && has[SR_HEAD_MUC]) status = find_roles(w);
    if (status == SR_OK && has[SR_HEAD_MUC]) status = judge_document(w);
    if (status == SR_OK && has[SR_HEAD_NUMBER]) status = find_numbers(w);
    if (status == SR_OK && has[SR_HEAD_NEWS]) status = judge_news(w);
    return status;
}
