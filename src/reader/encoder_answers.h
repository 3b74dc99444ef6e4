/* encoder_answers.h: what the heads say of a document, decoded so that it can't contradict itself.
 *
 * Everything is in tokens, half-open. Labels are indices into the model's own lists (sr_encoder.labels). What the model
 * has no head for is NULL or counts 0. train/FORMAT.md, sections 6 and 7; train/decode.py must give the same.
 */
#ifndef SR_READER_ENCODER_ANSWERS_H
#define SR_READER_ENCODER_ANSWERS_H

#include "reader/encoder.h"

struct sr_answer_sentence {
    uint32_t first, end;
    uint32_t window; /* from which it is read: holds all of it */
    float p;         /* that it begins here */
};

struct sr_answer_mention {
    uint32_t first, end;
    uint32_t head; /* its head word */
    uint32_t sentence;
    uint32_t antecedent; /* an earlier mention, or SR_NONE: new */
    uint32_t cluster;    /* the first mention of its cluster */
    uint16_t label;      /* of the labels MENTION, never 0 */
    float p, p_link;     /* p_link: of the antecedent, or of being new */
};

struct sr_answer_chunk {
    uint32_t first, end;
    uint16_t label; /* of times and names the type: 0 for the one that label 1 begins; of roles the role; else 0 */
    float p;        /* the mean over its tokens; for names and roles the surest */
};

struct sr_answer_chunks {
    const struct sr_answer_chunk *items; /* [count], ascending */
    uint32_t count;
};

struct sr_answer_attribution {
    uint32_t cue, source;       /* chunks; source SR_NONE: nobody is named */
    struct sr_indices contents; /* chunks, ascending, at least one */
    float p_source;             /* of the link, or of there being none */
    float p_content;            /* of the least sure link to a content */
};

struct sr_answers {
    uint32_t token_count;
    const struct sr_answer_sentence *sentences; /* [sentence_count], cover all tokens */
    uint32_t sentence_count;
    const uint16_t *upos, *xpos;              /* [token_count] labels */
    const float *p_upos;                      /* [token_count] */
    const uint32_t *heads;                    /* [token_count] a token of the same sentence; its own index: the root */
    const float *p_heads;                     /* [token_count] */
    const uint16_t *rels;                     /* [token_count] labels */
    const struct sr_answer_mention *mentions; /* [mention_count] by first token, the longer first; none cross */
    uint32_t mention_count;
    bool has_coreference;
    struct sr_answer_chunks sources, cues, contents, times, names, roles;
    const struct sr_answer_attribution *attributions; /* [attribution_count], by cue */
    uint32_t attribution_count;
    const uint16_t *measures, *polarities; /* [token_count] labels, to be asked at the first token of a number */
    const float *p_numbers;                /* [token_count] the lesser of the two */
    const float *news;                     /* [token_count][labels NEWS], to be asked as the measures are */
    const float *document;                 /* [labels MUC_DOC] the greatest over the windows */
};

/* Answer for a document: cut, encode, ask every head, decode.
 *
 * Takes    tokens as spans of `text`, ascending, not overlapping, none empty; `begins` [tokens] is 1 where a sentence
 *          begins whatever the model thinks (and there alone, if it has no head for them), or NULL.
 * Owns     `out` lives in `arena`; `scratch` may be reset afterwards.
 * Errors   SR_ERR_MEMORY; `out` is unchanged.
 * Threads  safe, each call with its own arenas; the encoder is shared.
 * Cost     linear in the text but for sentences, which cost their square, and mentions, which look 200 back. */
SR_MUST_USE enum sr_status sr_answer(const struct sr_encoder *encoder, struct sr_str text, struct sr_spans tokens,
                                     const uint8_t *begins, struct sr_arena *arena, struct sr_arena *scratch,
                                     struct sr_answers *out, struct sr_err *err);

#endif
