/* reading.h: what the reader found in one document. Frozen: every reader fills this, every later stage reads it.
 *
 * A reading always has tokens, sentences, paragraphs and quotations. Whatever else it has is told by `has`; a stage
 * that finds a layer missing follows the rule in its own header. Items are in the order of the text; they refer to each
 * other by index, SR_NONE for none. Spans are bytes of the document's text. Probabilities are 0–1; a reader by rule
 * writes a fixed honest guess. All of it lives in the arena of the call that made it and is read-only from then on.
 *
 *     Two gunmen were killed, AFP said.
 *     0   1      2    3     4 5   6   7       tokens; sentence 0, paragraph 0
 */
#ifndef SR_READER_READING_H
#define SR_READER_READING_H

#include "base/arena.h"
#include "lexicon/terms.h"

enum sr_upos { /* Universal Dependencies v2, https://universaldependencies.org/u/pos/ */
#define X(ID, name) SR_UPOS_##ID,
#include "reader/upos.def"
#undef X
               SR_UPOS_COUNT
};

enum sr_deprel { /* UD v2 relations, subtypes cut off (they stand in sr_token.subtype) */
#define X(ID, name) SR_DEP_##ID,
#include "reader/deprel.def"
#undef X
                 SR_DEP_COUNT
};

enum sr_token_kind { SR_TOKEN_WORD, SR_TOKEN_NUMBER, SR_TOKEN_PUNCT, SR_TOKEN_SYMBOL, SR_TOKEN_URL, SR_TOKEN_OTHER };

enum sr_shape { SR_SHAPE_NONE, SR_SHAPE_LOWER, SR_SHAPE_TITLE, SR_SHAPE_UPPER, SR_SHAPE_MIXED };

struct sr_token {        /* a syntactic word of UD: "don't" is two tokens, "Mali's" too */
    struct sr_span span; /* parts of one surface word touch: "do" [0,2) "n't" [2,5) */
    struct sr_str norm;  /* folded form (sr_fold): what tables are looked up by */
    struct sr_str lemma; /* "" when not known */
    struct sr_str xpos, feats,
        subtype; /* Penn tag, UD features "A=b|C=d", subtype of the relation; "" when not known */
    uint32_t sentence;
    uint32_t head;        /* token; its own index: root; SR_NONE: no tree */
    uint8_t upos, deprel; /* SR_UPOS_NONE, SR_DEP_NONE when not known */
    uint8_t kind, shape;  /* enum sr_token_kind, enum sr_shape */
    bool space_before;    /* white space (or the text's beginning) precedes it */
    bool joined;          /* same surface word as the token before it (a UD multi-word token) */
    float p_upos, p_head;
};

enum sr_sentence_kind { SR_SENTENCE_TEXT, SR_SENTENCE_HEADING, SR_SENTENCE_DATELINE, SR_SENTENCE_OTHER };

struct sr_sentence {
    struct sr_span span;
    uint32_t first, end; /* tokens [first, end), never empty */
    uint32_t paragraph;
    uint8_t kind;       /* enum sr_sentence_kind */
    float p_end;        /* that it ends here */
    float p_background; /* that it tells background rather than the news; < 0: not known (SR_HAS_NEWS) */
};

struct sr_paragraph {
    struct sr_span span;
    uint32_t first, end; /* sentences [first, end), never empty */
};

struct sr_quotation {     /* words between quotation marks */
    struct sr_span span;  /* marks included */
    struct sr_span inner; /* marks excluded */
    uint32_t first, end;  /* tokens [first, end), marks included */
    uint32_t continues;   /* the quotation, in the paragraph before, that this one goes on with; or SR_NONE */
    uint8_t depth;        /* 0 outermost */
    bool closed;          /* false: it ends with its paragraph because no mark closes it */
};

enum sr_mention_form { SR_FORM_NAME, SR_FORM_NOMINAL, SR_FORM_PRONOUN };

struct sr_mention {
    struct sr_span span;
    uint32_t first, end; /* tokens [first, end) */
    uint32_t head;       /* token */
    uint32_t entity;     /* index into entities: each mention belongs to one */
    uint8_t type;        /* enum sr_entity_type */
    uint8_t form;        /* enum sr_mention_form */
    float p;             /* that it is one, of this type */
    float p_link;        /* that it belongs to its entity */
};

struct sr_entity {              /* coreferent mentions */
    uint32_t name;              /* the mention that tells most */
    struct sr_indices mentions; /* ascending, never empty */
    uint8_t type;               /* enum sr_entity_type */
};

struct sr_attribution_label { /* what the learned reader says of speech; attribution/ makes attributions of it */
    struct sr_spans source, cue, content;
    float p;
};

struct sr_timex_label {
    struct sr_span span;
    uint8_t type; /* enum sr_timex_type */
    float p;
};

struct sr_name_label { /* a bare name: "Mezza" of "the local restaurant Mezza"; no pronoun, no nominal */
    struct sr_span span;
    uint32_t first, end; /* tokens [first, end) */
    uint8_t type;        /* enum sr_entity_type: person, organization, place */
    float p;
};

struct sr_number_label { /* what a number counts */
    uint32_t token;      /* its first token */
    uint8_t measure;     /* enum sr_measure; SR_MEASURE_COUNT: it counts nothing (age, date, money …) */
    uint8_t polarity;    /* enum sr_polarity */
    uint8_t side;        /* enum sr_side; SR_SIDE_COUNT: not said */
    float p;
};

struct sr_role_label { /* who did what to whom with what */
    struct sr_span span;
    uint32_t trigger; /* token that tells of the event; SR_NONE: the document's */
    uint8_t role;     /* enum sr_role */
    uint8_t kind;     /* enum sr_incident_kind */
    float p;          /* that it plays this role in what the document reports; from 0.8 on worth believing */
};

enum sr_has {
    SR_HAS_TAGS = 1,     /* upos (and xpos, lemma where not "") */
    SR_HAS_TREES = 2,    /* head, deprel */
    SR_HAS_MENTIONS = 4, /* mentions, each its own entity unless SR_HAS_COREFERENCE */
    SR_HAS_COREFERENCE = 8,
    SR_HAS_ATTRIBUTIONS = 16,
    SR_HAS_TIMEXES = 32,
    SR_HAS_NUMBERS = 64,
    SR_HAS_ROLES = 128,
    SR_HAS_NEWS = 256, /* p_background; kind probabilities */
    SR_HAS_NAMES = 512,
    SR_HAS_SHOWN = 1024,
};

struct sr_shown { /* the entities that a record shows, where they are not those that the stages ask (reader/shown.h) */
    const struct sr_mention *mentions; /* none has the span of another */
    const struct sr_entity *entities;
    /* [entities of the reading] the same among these, each of at most one; SR_NONE: not found */
    const uint32_t *of_entity;
    uint32_t mention_count, entity_count;
};

struct sr_reading {
    uint32_t has; /* enum sr_has, or-ed */
    const struct sr_token *tokens;
    const struct sr_sentence *sentences;
    const struct sr_paragraph *paragraphs;
    const struct sr_quotation *quotations;
    const struct sr_mention *mentions;
    const struct sr_entity *entities;
    const struct sr_attribution_label *attributions;
    const struct sr_timex_label *timexes;
    const struct sr_name_label *names; /* none overlap */
    const struct sr_number_label *numbers;
    const struct sr_role_label *roles;
    uint32_t token_count, sentence_count, paragraph_count, quotation_count, mention_count, entity_count;
    uint32_t attribution_count, timex_count, name_count, number_count, role_count;
    struct sr_shown shown;       /* with SR_HAS_SHOWN */
    float p_kind[SR_KIND_COUNT]; /* that the document's main incident is of this kind; all 0 when not known */
    float p_news;                /* that an incident is reported here; < 0: not known */
};

const char *sr_upos_name(uint32_t upos);     /* "NOUN"; "_" for none */
uint32_t sr_upos_from(struct sr_str name);   /* SR_UPOS_NONE for none */
const char *sr_deprel_name(uint32_t deprel); /* "nsubj"; "_" for none */
uint32_t sr_deprel_from(struct sr_str name); /* without subtype; SR_DEP_NONE for none */

/* The first mention that begins at the token or after it, or mention_count. Binary search. */
uint32_t sr_mention_from(const struct sr_reading *reading, uint32_t token);

/* The innermost mention that holds the token (a token of the reading), or SR_NONE. */
uint32_t sr_mention_at(const struct sr_reading *reading, uint32_t token);

/* The first token that ends after `byte`, or token_count. Binary search. */
uint32_t sr_token_at(const struct sr_reading *reading, uint32_t byte);

/* The innermost quotation whose inner words hold the token, or SR_NONE. */
uint32_t sr_quotation_at(const struct sr_reading *reading, uint32_t token);

#endif
