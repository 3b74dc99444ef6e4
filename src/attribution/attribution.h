/* attribution.h: who says what.
 *
 * Takes a reading; gives the document's attributions: for each the source S, the cue Q and the content C, as spans
 * of the text, and the speakers behind the sources. It doesn't judge which speaker is right (reconcile/) and reads no
 * numbers (figure/).
 *
 *     At least 22 people were killed, the security ministry said, AFP reported.
 *     CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC  SSS QQQQQQQQ    0
 *     CCCCCCCCCCCCCCCCCCCCCCCCCCCCCC  SSSSSSSSSSSSSSSSSSSSS QQQQ                  1, inside 0
 *
 * Method: the source, cue and content of Pareti (2015), "Attribution: a computational approach", PhD thesis,
 * University of Edinburgh. We differ in one thing: a speaker named only by a pronoun keeps the pronoun's span.
 * The cues of a table are tried, with the clause's shape by its words and punctuation: tags and trees are not asked, since
 * a trained reader's cost more speakers than they brought (docs/decisions/0001-reader.md). With mentions, speakers are told
 * apart by entity; a trained reader's labels of speech add what the rules don't see and bear out what they do (label.c).
 */
#ifndef SR_ATTRIBUTION_ATTRIBUTION_H
#define SR_ATTRIBUTION_ATTRIBUTION_H

#include "reader/reader.h"

struct sr_source {       /* a speaker, once a document */
    uint32_t entity;     /* index into the reading's entities, or SR_NONE */
    struct sr_span name; /* the mention that tells most: "a Malian military source" */
    uint8_t kind;        /* enum sr_source_kind */
    bool own;            /* the document's own outlet: it is implied, and no link of a chain */
    bool anonymous;      /* no name is given: "a source", "officials", "witnesses" */
};

struct sr_attribution {
    struct sr_spans source;  /* [0..n] none when nobody is named ("reportedly") */
    struct sr_spans cue;     /* [0..n] "said", "according to"; none for a bare quotation */
    struct sr_spans content; /* [1..n] what is said, its quotation marks included */
    struct sr_indices
        speakers;             /* indices into sources: joint speakers ("police and witnesses") in order; may be empty */
    struct sr_indices relays; /* who was told and passes it on ("told AFP"): next in the chain, before `inside` */
    uint32_t inside;          /* the attribution whose content holds this one: a smaller index, or SR_NONE */
    uint8_t speech;           /* enum sr_speech */
    uint8_t stance;           /* enum sr_stance */
    bool tells;               /* it tells of the world ("said", "counted"), so a figure in its content is the speaker's;
                                 false: an attitude or a wish ("criticised", "wants"), which vouches for no figure */
    float p;
};

struct sr_attributions {
    const struct sr_attribution *items; /* [count], by start of content, outer before inner */
    const struct sr_source *sources;    /* [source_count], by first mention */
    uint32_t count, source_count;
};

struct sr_attribute_in { /* all borrowed, none written to */
    const struct sr_document *document;
    const struct sr_reading *reading;
    const struct sr_lexicon *lexicon;
};

/* Find the attributions of one document.
 *
 * Spans    bytes of the document's text, half-open, ascending, not overlapping within one list.
 * Owns     `out` points into `arena` and lives as long as it; nothing else is allocated.
 * Errors   SR_ERR_MEMORY when the arena's limit is met; `out` is unchanged, `err` (may be NULL) says where.
 *          Odd text is no error: a quotation that never closes ends with its paragraph.
 * Threads  safe, each call with its own arena.
 * Cost     linear in tokens; nesting deeper than 8 is read as 8.
 */
SR_MUST_USE enum sr_status sr_attribute(const struct sr_attribute_in *in, struct sr_arena *arena,
                                        struct sr_attributions *out, struct sr_err *err);

/* The innermost attribution that tells and whose content holds the span whole, or SR_NONE. */
uint32_t sr_attribution_at(const struct sr_attributions *attributions, struct sr_span span);

struct sr_attribution_link {    /* one step of the chain of speakers */
    struct sr_indices speakers; /* indices into sources, never empty */
    uint32_t attribution;
};

enum { SR_CHAIN_LONGEST = 16 };

/* The chain of speakers of what stands in attribution `at` (SR_NONE: an empty chain), innermost first: its speakers,
 * then its relays, then those of attributions[inside], and so on outwards. Attributions that name nobody, that don't
 * tell, and the document's own outlet are passed over; who stands in the chain already is not repeated. Returns how
 * many links were written. */
uint32_t sr_attribution_chain(const struct sr_attributions *attributions, uint32_t at,
                              struct sr_attribution_link links[SR_CHAIN_LONGEST]);

#endif
