/* encoder_link.c: the heads that link: mentions to their antecedents, contents to cues, cues to sources. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "reader/encoder_work.h"

#define BACK_MAX 200u /* mentions that an antecedent may lie back */

enum feature {
    FEATURE_DISTANCE = 0, /* eight of them */
    FEATURE_SAME_TEXT = 8,
    FEATURE_SAME_HEAD,
    FEATURE_OTHER_NAME, /* both are names, of other words */
    FEATURE_PRONOUN,
    FEATURE_OF_PRONOUN,
    FEATURE_SAME_TYPE,
    FEATURE_INSIDE,
    FEATURE_SAME_SENTENCE,
    FEATURE_SAME_PRONOUN,
};

static uint32_t log2_bucket(uint32_t distance) {
    uint32_t bucket = 0;
    while (bucket < 7 && distance >> (bucket + 1)) bucket++;
    return bucket;
}

/* --- coreference ------------------------------------------------------------------------------------------------ */

/* What the features ask of a mention. */
struct traits {
    uint32_t text, head; /* equal for equal words, letter case apart */
    bool name, pronoun;
};

struct linker {
    struct sr_answer_work *w;
    struct sr_answer_mention *mentions;
    uint32_t count;
    struct traits *traits;
    float *vector; /* [count][coref width] */
    float *from;   /* [count][coref width] LIN(bi, vector) */
    float *fresh;  /* [count][16]: the score of being new in column 0 */
    struct sr_map words;
};

/* A number for the words of tokens [first, end), lower-cased, one blank between; SR_NONE when there is no memory. */
static uint32_t number_words(struct linker *l, uint32_t first, uint32_t end) {
    const struct sr_answer_work *w = l->w;
    const struct sr_span *tokens = w->tokens.items;
    size_t room = 0;
    for (uint32_t t = first; t < end; t++) room += 3u * (size_t)sr_span_size(tokens[t]) + 1; /* U+FFFD of one byte */
    char *p = sr_arena_alloc(w->scratch, room, 1);
    struct sr_str key = {p, 0};
    if (!p) return SR_NONE;
    for (uint32_t t = first; t < end; t++) {
        struct sr_str token = sr_slice(w->text.p, tokens[t]);
        uint32_t size;
        if (t > first) p[key.n++] = ' ';
        for (uint32_t i = 0; i < token.n; i += size) {
            char bytes[4];
            uint32_t n = sr_utf8_put(sr_lower(sr_utf8_at(token.p + i, token.p + token.n, &size)), bytes);
            memcpy(p + key.n, bytes, n);
            key.n += n;
        }
    }
    uint32_t number = sr_map_get(&l->words, key);
    if (number != SR_NONE) return number;
    number = l->words.count;
    return sr_map_set(&l->words, w->scratch, key, number) ? number : SR_NONE;
}

static bool has_tag(const struct sr_answer_work *w, uint32_t token, const char *tag) {
    if (!w->out->upos) return false;
    return sr_str_is(w->m->labels[SR_LABELS_UPOS].items[w->out->upos[token]], tag);
}

static bool find_traits(struct linker *l) {
    for (uint32_t i = 0; i < l->count; i++) {
        const struct sr_answer_mention *m = &l->mentions[i];
        struct traits *t = &l->traits[i];
        t->text = number_words(l, m->first, m->end);
        t->head = number_words(l, m->head, m->head + 1);
        t->name = has_tag(l->w, m->head, "PROPN");
        t->pronoun = m->end - m->first == 1 && (has_tag(l->w, m->first, "PRON") || has_tag(l->w, m->first, "DET"));
        if (t->text == SR_NONE || t->head == SR_NONE) return false;
    }
    return true;
}

/* A mention's vector: of its first, last and head word, as its sentence's window has them. */
static bool find_vectors(struct linker *l) {
    const struct sr_answer_work *w = l->w;
    const struct sr_encoder *m = w->m;
    const uint32_t width = m->coref_width;
    float *part = sr_work_floats(w, 1, width);
    struct sr_quants q;
    if (!part || !sr_work_quants(w, 1, width, &q)) return false;
    const struct sr_matrix *matrices[3] = {&m->coref_start, &m->coref_end, &m->coref_head};
    for (uint32_t i = 0; i < l->count; i++) {
        const struct sr_answer_mention *x = &l->mentions[i];
        const uint32_t window = w->out->sentences[x->sentence].window, tokens[3] = {x->first, x->end - 1, x->head};
        float *vector = l->vector + (size_t)i * width;
        for (uint32_t k = 0; k < 3; k++) {
            sr_linear(w, matrices[k], &w->encoded.tokens, sr_work_row(w, window, tokens[k]), 1, k ? part : vector);
            for (uint32_t d = 0; k && d < width; d++) vector[d] += part[d];
        }
        sr_relu(vector, width);
        m->kernel->quantise(vector, 1, width, width, 0, &q);
        sr_linear(w, &m->coref_bi, &q, 0, 1, l->from + (size_t)i * width);
        sr_linear(w, &m->coref_new, &q, 0, 1, l->fresh + (size_t)i * SR_COLUMNS_STEP);
    }
    return true;
}

/* The sum of the weights of what holds of mention i and an earlier mention j. */
static float weigh_features(const struct linker *l, uint32_t i, uint32_t j) {
    const struct sr_answer_mention *x = &l->mentions[i], *y = &l->mentions[j];
    const struct traits *a = &l->traits[i], *b = &l->traits[j];
    const bool same_text = a->text == b->text, same_head = !same_text && a->head == b->head;
    const bool holds[] = {
        [FEATURE_SAME_TEXT] = same_text,
        [FEATURE_SAME_HEAD] = same_head,
        [FEATURE_OTHER_NAME] = a->name && b->name && !same_text && !same_head,
        [FEATURE_PRONOUN] = a->pronoun,
        [FEATURE_OF_PRONOUN] = b->pronoun,
        [FEATURE_SAME_TYPE] = x->label == y->label,
        [FEATURE_INSIDE] = y->first <= x->first && y->end >= x->end,
        [FEATURE_SAME_SENTENCE] = x->sentence == y->sentence,
        [FEATURE_SAME_PRONOUN] = a->pronoun && b->pronoun && same_text,
    };
    float sum = l->w->m->coref_feature[FEATURE_DISTANCE + log2_bucket(i - j)];
    for (uint32_t k = FEATURE_SAME_TEXT; k < sizeof holds; k++) {
        if (holds[k]) sum += l->w->m->coref_feature[k];
    }
    return sum;
}

static void link_mentions(struct linker *l) {
    const struct sr_encoder *m = l->w->m;
    const uint32_t width = m->coref_width;
    const float root = sqrtf((float)width);
    float scores[BACK_MAX + 1];
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t from = i > BACK_MAX ? i - BACK_MAX : 0;
        scores[0] = l->fresh[(size_t)i * SR_COLUMNS_STEP];
        m->kernel->dot(l->from + (size_t)i * width, width, 1, l->vector + (size_t)from * width, width, i - from, width,
                       scores + 1, BACK_MAX);
        for (uint32_t j = from; j < i; j++) {
            float *score = &scores[1 + j - from];
            *score = *score / root + weigh_features(l, i, j);
        }
        uint32_t best = sr_argmax(scores, 1 + i - from);
        m->kernel->softmax(scores, 1 + i - from);
        struct sr_answer_mention *x = &l->mentions[i];
        x->antecedent = best ? from + best - 1 : SR_NONE;
        x->cluster = best ? l->mentions[x->antecedent].cluster : i;
        x->p_link = scores[best];
    }
}

enum sr_status sr_answer_coreference(struct sr_answer_work *w) {
    struct linker l = {.w = w, .count = w->out->mention_count};
    size_t count = l.count;
    if (!w->m->has[SR_HEAD_COREF]) return SR_OK;
    l.mentions = sr_arena_alloc(w->arena, count, sizeof *l.mentions);
    l.traits = sr_arena_alloc(w->scratch, count, sizeof *l.traits);
    l.vector = sr_work_floats(w, count, w->m->coref_width);
    l.from = sr_work_floats(w, count, w->m->coref_width);
    l.fresh = sr_work_floats(w, count, SR_COLUMNS_STEP);
    if (!l.mentions || !l.traits || !l.vector || !l.from || !l.fresh) return sr_work_no_memory(w);
    if (count) memcpy(l.mentions, w->out->mentions, count * sizeof *l.mentions);
    if (!find_traits(&l) || !find_vectors(&l)) return sr_work_no_memory(w);
    link_mentions(&l);
    w->out->mentions = l.mentions;
    w->out->has_coreference = true;
    return SR_OK;
}

/* --- attribution ------------------------------------------------------------------------------------------------ */

/* From the first token of one chunk to that of another. */
struct chooser {
    const struct sr_matrix *from, *to;
    const float *none, *distance;
    uint32_t width;
};

struct choice {
    uint32_t chunk; /* or SR_NONE */
    float p;
};

static uint32_t distance_bucket(uint32_t from, uint32_t to) {
    if (from == to) return 7;
    uint32_t bucket = log2_bucket(from < to ? to - from : from - to) + 1;
    if (bucket > 7) bucket = 7;
    return from < to ? 7 + bucket : 7 - bucket;
}

/* For each chunk of `froms` the best of `tos` in the same window, or none. Only chunks near it in the list can be. */
static struct choice *choose(const struct sr_answer_work *w, const struct chooser *c, struct sr_answer_chunks froms,
                             struct sr_answer_chunks tos) {
    const struct sr_kernel *kernel = w->m->kernel;
    const float root = sqrtf((float)c->width);
    uint32_t room = w->m->window + 1, begin = 0;
    struct choice *out = sr_arena_alloc(w->scratch, froms.count, sizeof *out);
    float *from = sr_work_floats(w, 1, c->width), *to = sr_work_floats(w, 1, c->width);
    float *scores = sr_work_floats(w, 1, room);
    if (!out || !from || !to || !scores) return NULL;
    for (uint32_t i = 0; i < froms.count; i++) {
        const uint32_t at = froms.items[i].first, window = w->owner[at];
        sr_linear(w, c->from, &w->encoded.tokens, sr_work_row(w, window, at), 1, from);
        kernel->dot(from, c->width, 1, c->none, c->width, 1, c->width, scores, 1);
        scores[0] /= root;
        uint32_t count = 1;
        while (begin < tos.count && w->owner[tos.items[begin].first] < window) begin++;
        for (uint32_t j = begin; j < tos.count && w->owner[tos.items[j].first] == window && count < room; j++) {
            const uint32_t target = tos.items[j].first;
            sr_linear(w, c->to, &w->encoded.tokens, sr_work_row(w, window, target), 1, to);
            kernel->dot(from, c->width, 1, to, c->width, 1, c->width, scores + count, 1);
            scores[count] = scores[count] / root + c->distance[distance_bucket(at, target)];
            count++;
        }
        uint32_t best = sr_argmax(scores, count);
        kernel->softmax(scores, count);
        out[i] = (struct choice){best ? begin + best - 1 : SR_NONE, scores[best]};
    }
    return out;
}

/* The contents of each cue, and the cues that have any. */
static enum sr_status gather(struct sr_answer_work *w, const struct choice *source, const struct choice *cue) {
    struct sr_answers *out = w->out;
    struct sr_answer_attribution *items = sr_arena_alloc(w->arena, out->cues.count, sizeof *items);
    uint32_t *contents = sr_arena_alloc(w->arena, out->contents.count, sizeof *contents);
    uint32_t *ends = sr_arena_alloc(w->scratch, (size_t)out->cues.count + 1, sizeof *ends); /* [c]: where c's begin */
    if (!items || !contents || !ends) return sr_work_no_memory(w);
    for (uint32_t i = 0; i < out->contents.count; i++) {
        if (cue[i].chunk != SR_NONE) ends[cue[i].chunk + 1]++;
    }
    for (uint32_t c = 0; c < out->cues.count; c++) {
        struct sr_answer_attribution a = {c, source[c].chunk, {contents + ends[c], ends[c + 1]}, source[c].p, 1.0f};
        ends[c + 1] += ends[c];
        if (a.contents.count) items[out->attribution_count++] = a;
    }
    for (uint32_t i = 0; i < out->contents.count; i++) {
        if (cue[i].chunk != SR_NONE) contents[ends[cue[i].chunk]++] = i;
    }
    for (uint32_t k = 0; k < out->attribution_count; k++) {
        for (uint32_t i = 0; i < items[k].contents.count; i++) {
            float p = cue[items[k].contents.items[i]].p;
            if (p < items[k].p_content) items[k].p_content = p;
        }
    }
    out->attributions = items;
    return SR_OK;
}

enum sr_status sr_answer_attributions(struct sr_answer_work *w) {
    const struct sr_encoder *m = w->m;
    if (!m->has[SR_HEAD_ATTR]) return SR_OK;
    const struct chooser to_source = {.from = &m->source_from,
                                      .to = &m->source_to,
                                      .none = m->source_none,
                                      .distance = m->source_distance,
                                      .width = m->source_width};
    const struct chooser to_cue = {.from = &m->content_from,
                                   .to = &m->content_to,
                                   .none = m->content_none,
                                   .distance = m->content_distance,
                                   .width = m->content_width};
    const struct choice *source = choose(w, &to_source, w->out->cues, w->out->sources);
    const struct choice *cue = choose(w, &to_cue, w->out->contents, w->out->cues);
    return source && cue ? gather(w, source, cue) : sr_work_no_memory(w);
}
