/* parts.h: what the files of this folder share; nobody else includes it.
 *
 * Everything is worked out in tokens and turned into bytes at the end. A draft is an attribution being made:
 *
 *     words.c    what each token can be, where quotations begin and end
 *     phrase.c   the noun phrase that ends before, or begins at, a token
 *     content.c  how far what is said reaches, to the right and to the left
 *     around.c   who stands before or after a verb, and who was told
 *     said.c     the words said before, after and around it
 *     verb.c     cues that are verbs: "police said …", "…, said the mayor", "is believed to …"
 *     other.c    "according to", "citing", "reportedly", "the claim that", "Police: …"
 *     quote.c    quotations: which go on with an attribution, which have no cue of their own
 *     label.c    what a learned reader says of speech
 *     relay.c    who passes it on: "told AFP", "quoted by the agency", "a report citing …"
 *     describe.c what a phrase tells of its speaker: kind, name, anonymity
 *     speaker.c  who the sources are, each once; pronouns, joint speakers
 *     nest.c     which attribution stands in which, the order, the result
 */
#ifndef SR_ATTRIBUTION_PARTS_H
#define SR_ATTRIBUTION_PARTS_H

#include "attribution/attribution.h"
#include "lexicon/lexicon.h"
#include "reader/match.h"

enum sr_word { /* what a token can be, by clause_words.tsv */
               SR_WORD_DET = 1,
               SR_WORD_POSSESSIVE = 2,
               SR_WORD_PREP = 4,
               SR_WORD_SUB = 8,
               SR_WORD_COORD = 16,
               SR_WORD_REL = 32,
               SR_WORD_SUBJECT = 64,
               SR_WORD_OBJECT = 128,
               SR_WORD_BE = 256,
               SR_WORD_AUX = 512,
               SR_WORD_NEG = 1024,
               SR_WORD_ADVERB = 2048,
               SR_WORD_TIME = 4096,
               SR_WORD_VERB = 8192,
               SR_WORD_SCENE = 16384,
               SR_WORD_CONNECTIVE = 32768,
               SR_WORD_PUNCT = 65536,
               SR_WORD_COMMA = 131072,
               SR_WORD_MARK = 262144, /* a quotation mark that opens or closes */
               SR_WORD_CUE = 524288,  /* a verb of cues.tsv that is finite here as far as can be seen */
               SR_WORD_TURN = 2097152,
               SR_WORD_QUESTION = 4194304,
               SR_WORD_ALONE = 8388608,
               SR_WORD_SPEAKER = 16777216,
               SR_WORD_PARTICIPLE = 33554432,
               SR_WORD_LAST = 67108864,
               SR_WORD_NAME = 1048576 /* written as a name: a capital where the sentence doesn't ask for one */
};

struct sr_range {
    uint32_t first, end;
}; /* tokens [first, end); first == end: none */

enum { SR_RANGES = 6 };

struct sr_ranges {
    struct sr_range items[SR_RANGES];
    uint32_t count;
};

enum sr_cue_class { SR_CUE_VERB, SR_CUE_PREP, SR_CUE_RELAY, SR_CUE_ADVERB, SR_CUE_NOUN, SR_CUE_COLON, SR_CUE_NONE };

struct sr_draft {
    struct sr_range source, told;    /* told: to whom ("told reporters") */
    struct sr_range passive_subject; /* "Reuters was told by" */
    struct sr_range passed_to;       /* the agency or outlet among them, which passes it on */
    struct sr_range cue;
    struct sr_ranges content;
    uint32_t parent;  /* another draft, where it is known already; or SR_NONE */
    uint32_t same_as; /* the draft whose speaker this one has (carried over); or SR_NONE */
    uint32_t sentence;
    uint8_t stance, cls;
    bool tells, dropped, relay;
    bool person_tells; /* only where a person is the speaker */
    float p;
    /* filled by speaker.c and nest.c */
    struct sr_indices speakers, relays;
    uint32_t depth;
};

typedef SR_VEC(struct sr_draft) sr_drafts;

struct sr_attributing {
    const struct sr_attribute_in *in;
    const struct sr_reading *reading;
    const struct sr_token *tokens;
    const struct sr_table *cues, *cue_nouns, *words, *nouns, *modifiers, *outlets, *agencies;
    struct sr_arena *arena;
    uint32_t n;               /* tokens */
    uint32_t *word;           /* [n] enum sr_word, or-ed */
    uint32_t *opens, *closes; /* [n] the outermost quotation that begins at, ends with, the token; or SR_NONE */
    uint32_t *within;         /* [n] the outermost quotation that holds the token, marks included; or SR_NONE */
    uint8_t *quoted;          /* [quotation_count] 1: an attribution has it */
    sr_drafts drafts;
    uint32_t *told_first, *told; /* drafts whose content touches sentence s: told[told_first[s] .. told_first[s + 1]) */
    SR_VEC(struct sr_source) sources;
    bool failed; /* the arena's limit was met */
};

/* words.c */
bool sr_att_prepare(struct sr_attributing *a);
static inline bool sr_att_is(const struct sr_attributing *a, uint32_t token, uint32_t words) {
    return token < a->n && (a->word[token] & words) != 0;
}
bool sr_att_text_is(const struct sr_attributing *a, uint32_t token, const char *norm);
bool sr_att_noun(const struct sr_attributing *a, uint32_t token); /* could be the noun or name of a phrase */
bool sr_att_long_quote(
    const struct sr_attributing *a,
    uint32_t quotation); /* speech rather than a quoted word: it is long, or ends in a comma or stop */
struct sr_range sr_att_sentence(const struct sr_attributing *a, uint32_t token);
bool sr_att_finite(const struct sr_attributing *a, struct sr_range r); /* holds a finite verb, as far as can be seen */

/* phrase.c */
struct sr_range sr_att_phrase_before(const struct sr_attributing *a, uint32_t low, uint32_t end);
struct sr_range sr_att_phrase_after(const struct sr_attributing *a, uint32_t first, uint32_t high, bool fronted);

/* content.c */
bool sr_att_push_range(struct sr_ranges *ranges, struct sr_range r);
struct sr_range sr_att_trim(const struct sr_attributing *a,
                            struct sr_range r); /* without full stop, commas at the edges */
uint32_t sr_att_clause_end(const struct sr_attributing *a, uint32_t first, uint32_t high);
uint32_t sr_att_object_end(const struct sr_attributing *a, uint32_t first, uint32_t high);
struct sr_range sr_att_left(const struct sr_attributing *a, uint32_t low, uint32_t end);
bool sr_att_own_cue(const struct sr_attributing *a, uint32_t i, uint32_t high); /* a speaker and a cue begin at i */
uint32_t sr_att_skip_scene(const struct sr_attributing *a, uint32_t first,
                           uint32_t high); /* "on Friday", "in a statement" */

/* verb.c */
/* What follows a verb of saying, after the one who was told and the scene: it decides where the words said stand. */
enum sr_after { AFTER_NOTHING, AFTER_THAT, AFTER_QUOTE, AFTER_COLON, AFTER_COMMA, AFTER_ADVERBIAL, AFTER_CLAUSE };

struct sr_verb {
    uint32_t low, high; /* the sentence, or the quotation in it, that the verb stands in */
    uint32_t sentence, row;
    struct sr_range cue; /* with auxiliaries and adverbs */
    uint32_t head;       /* the verb itself */
    bool gerund, passive, negated;
    struct sr_range source, told, subject;
    struct sr_range quoted_by; /* "was quoted by AFP as saying" */
    bool inverted;
    enum sr_after after;
    uint32_t start; /* where what follows begins */
};

bool sr_att_takes(const struct sr_attributing *a, const struct sr_verb *v, const char *what);
bool sr_att_ends_in(struct sr_str s, const char *suffix);
bool sr_att_gerund(const struct sr_attributing *a, uint32_t i);
void sr_att_mark_cues(struct sr_attributing *a); /* sets SR_WORD_CUE; first of all */

/* around.c */
bool sr_att_figure_at(const struct sr_attributing *a, uint32_t i, uint32_t high); /* a number, or a hedge before one */
void sr_att_look_right(const struct sr_attributing *a, struct sr_verb *v);
bool sr_att_look_inverted(const struct sr_attributing *a, struct sr_verb *v);
bool sr_att_look_left(const struct sr_attributing *a, struct sr_verb *v);

/* said.c */
void sr_att_passive_content(struct sr_attributing *a, struct sr_verb *v, struct sr_ranges *out);
void sr_att_active_content(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out);
void sr_att_next_paragraph(struct sr_attributing *a, const struct sr_verb *v, struct sr_ranges *out);

/* describe.c */
enum sr_who { SR_WHO_UNKNOWN, SR_WHO_PERSON, SR_WHO_INSTITUTION, SR_WHO_DOCUMENT };

struct sr_speaker {
    struct sr_range all, name; /* the phrase; its part that tells most */
    uint32_t head;             /* row of source_nouns.tsv of its head, or SR_NONE */
    uint32_t outlet;           /* see sr_att_outlet_at; or SR_NONE */
    uint32_t entity;
    uint8_t kind, who;
    bool named, definite, pronoun, plural, capitals;
    uint32_t last; /* token of its last mention so far */
};

typedef SR_VEC(struct sr_speaker) sr_known_speakers;

struct sr_speaker sr_att_describe(const struct sr_attributing *a, struct sr_range r);
bool sr_att_name_word(const struct sr_attributing *a, uint32_t i, bool capitals);
uint32_t sr_att_entity_of(const struct sr_attributing *a, struct sr_range r);

/* verb.c, other.c, quote.c, relay.c, speaker.c, nest.c */
void sr_att_verbs(struct sr_attributing *a, uint32_t sentence);
void sr_att_others(struct sr_attributing *a, uint32_t sentence);
void sr_att_headline(struct sr_attributing *a, uint32_t sentence);
void sr_att_label(struct sr_attributing *a, uint32_t sentence); /* "Fire service: …" at a paragraph's head */
void sr_att_quotes(struct sr_attributing *a);
void sr_att_labels(struct sr_attributing *a); /* after all rules, before relays */
void sr_att_relays(struct sr_attributing *a);
/* The agency or outlet whose name begins at token i: its row in news_outlets.tsv, or in agencies.tsv past those rows.
 */
struct sr_match sr_att_outlet_at(const struct sr_attributing *a, uint32_t i, uint32_t end);
const char *sr_att_outlet_kind(const struct sr_attributing *a, uint32_t row);
bool sr_att_is_outlet(const struct sr_attributing *a, struct sr_range r, bool *agency);
bool sr_att_own_outlet(const struct sr_attributing *a, struct sr_range r);
void sr_att_speakers(struct sr_attributing *a);
bool sr_att_index(struct sr_attributing *a); /* fills told; once all drafts are there */
bool sr_att_finish(struct sr_attributing *a, struct sr_attributions *out);
bool sr_att_source_like(const struct sr_attributing *a, struct sr_range r);
struct sr_draft *sr_att_draft(struct sr_attributing *a, uint8_t cls, uint32_t sentence);

#endif
