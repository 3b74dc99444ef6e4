/* encoder_check.h: the rules of reading.h that any reading keeps, checked; for tests and fuzzing. */
#ifndef SR_READER_ENCODER_CHECK_H
#define SR_READER_ENCODER_CHECK_H

#include "reader/reading.h"

static inline bool sr_check_p(float p) {
    return p >= 0.0f && p <= 1.0f + 1e-5f;
}

static inline const char *sr_check_tree(const struct sr_reading *r, const struct sr_sentence *s) {
    uint32_t roots = 0;
    for (uint32_t t = s->first; t < s->end; t++) {
        uint32_t at = t, steps = 0;
        if (r->tokens[t].head == t) roots++;
        while (at >= s->first && at < s->end && r->tokens[at].head != at && steps++ <= s->end - s->first) {
            at = r->tokens[at].head;
        }
        if (at < s->first || at >= s->end) return "a head outside its sentence";
        if (r->tokens[at].head != at) return "a circle in a tree";
        if (!sr_check_p(r->tokens[t].p_head)) return "the probability of a head";
    }
    return roots == 1 ? NULL : "a sentence without exactly one root";
}

static inline const char *sr_check_sentences(const struct sr_reading *r) {
    uint32_t token = 0, sentence = 0;
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        const struct sr_sentence *x = &r->sentences[s];
        if (x->first != token || x->end <= x->first || x->end > r->token_count) return "sentences leave tokens out";
        if (x->span.start != r->tokens[x->first].span.start) return "a sentence's span";
        if (x->span.end != r->tokens[x->end - 1].span.end) return "a sentence's span";
        if (!sr_check_p(x->p_end)) return "the probability of a sentence";
        for (; token < x->end; token++) {
            if (r->tokens[token].sentence != s) return "a token's sentence";
        }
        const char *fault = r->has & SR_HAS_TREES ? sr_check_tree(r, x) : NULL;
        if (fault) return fault;
    }
    if (token != r->token_count) return "sentences leave tokens out";
    for (uint32_t p = 0; p < r->paragraph_count; p++) {
        const struct sr_paragraph *x = &r->paragraphs[p];
        if (x->first != sentence || x->end <= x->first || x->end > r->sentence_count) return "a paragraph's sentences";
        for (; sentence < x->end; sentence++) {
            if (r->sentences[sentence].paragraph != p) return "a sentence's paragraph";
        }
    }
    return sentence == r->sentence_count ? NULL : "paragraphs leave sentences out";
}

/* Quadratic within a sentence. */
static inline const char *sr_check_mentions(const struct sr_reading *r) {
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sr_mention *m = &r->mentions[i];
        if (m->end <= m->first || m->end > r->token_count) return "a mention's tokens";
        if (m->head < m->first || m->head >= m->end) return "a mention's head";
        if (r->tokens[m->first].sentence != r->tokens[m->end - 1].sentence) return "a mention across sentences";
        if (!sr_check_p(m->p) || !sr_check_p(m->p_link)) return "the probability of a mention";
        if (m->entity >= r->entity_count || m->type >= SR_ENTITY_COUNT) return "a mention's entity or type";
        for (uint32_t j = i; j-- > 0 && r->tokens[r->mentions[j].first].sentence == r->tokens[m->first].sentence;) {
            const struct sr_mention *o = &r->mentions[j];
            if (o->first > m->first || (o->first == m->first && o->end <= m->end)) return "the order of mentions";
            if (o->end > m->first && o->end < m->end) return "mentions that cross";
        }
    }
    uint32_t members = 0;
    for (uint32_t e = 0; e < r->entity_count; e++) {
        const struct sr_entity *x = &r->entities[e];
        if (x->mentions.count == 0) return "an entity without mentions";
        if (x->name >= r->mention_count || r->mentions[x->name].entity != e) return "an entity's name";
        for (uint32_t i = 0; i < x->mentions.count; i++, members++) {
            uint32_t m = x->mentions.items[i];
            if (m >= r->mention_count || r->mentions[m].entity != e) return "an entity's mentions";
            if (i > 0 && m <= x->mentions.items[i - 1]) return "the order of an entity's mentions";
        }
    }
    return members == r->mention_count ? NULL : "mentions without an entity";
}

static inline bool sr_check_spans(struct sr_spans spans, struct sr_str text) {
    for (uint32_t i = 0; i < spans.count; i++) {
        if (spans.items[i].start >= spans.items[i].end || spans.items[i].end > text.n) return false;
        if (i > 0 && spans.items[i].start < spans.items[i - 1].end) return false;
    }
    return true;
}

static inline const char *sr_check_labels(const struct sr_reading *r, struct sr_str text) {
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sr_attribution_label *a = &r->attributions[i];
        if (!sr_check_spans(a->source, text) || !sr_check_spans(a->cue, text)) return "an attribution's spans";
        if (!sr_check_spans(a->content, text) || a->content.count == 0) return "an attribution's content";
        if (!sr_check_p(a->p)) return "the probability of an attribution";
    }
    for (uint32_t i = 0; i < r->timex_count; i++) {
        if (!sr_check_spans((struct sr_spans){&r->timexes[i].span, 1}, text)) return "a time's span";
        if (r->timexes[i].type >= SR_TIMEX_COUNT || !sr_check_p(r->timexes[i].p)) return "a time's type";
    }
    for (uint32_t i = 0; i < r->name_count; i++) {
        const struct sr_name_label *n = &r->names[i];
        if (n->first >= n->end || n->end > r->token_count) return "a name's tokens";
        if (n->span.start != r->tokens[n->first].span.start || n->span.end != r->tokens[n->end - 1].span.end)
            return "a name's span";
        if (i > 0 && n->first < n[-1].end) return "names that overlap";
        if (n->type >= SR_ENTITY_COUNT || !sr_check_p(n->p)) return "a name's type";
    }
    for (uint32_t i = 0; i < r->role_count; i++) {
        if (!sr_check_spans((struct sr_spans){&r->roles[i].span, 1}, text)) return "a role's span";
        if (r->roles[i].role >= SR_ROLE_COUNT || !sr_check_p(r->roles[i].p)) return "a role";
    }
    for (uint32_t i = 0; i < r->number_count; i++) {
        if (r->numbers[i].token >= r->token_count || !sr_check_p(r->numbers[i].p)) return "a number's token";
        if (r->numbers[i].measure > SR_MEASURE_COUNT) return "a number's measure";
        if (r->numbers[i].polarity >= SR_POLARITY_COUNT) return "a number's polarity";
    }
    return NULL;
}

/* What is wrong with a reading, or NULL. */
static inline const char *sr_check_reading(const struct sr_reading *r, struct sr_str text) {
    const char *fault = sr_check_sentences(r);
    if (!fault) fault = sr_check_mentions(r);
    return fault ? fault : sr_check_labels(r, text);
}

#endif
