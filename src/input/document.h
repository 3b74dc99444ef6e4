/* document.h: what the rest of the program reads: one immutable text and what is known of it from outside.
 *
 * `text` is valid UTF-8 and never changes; every span of every later stage is a pair of byte offsets into it. For plain
 * text and JSON Lines it is the input as it is (after UTF-8 repair, see input.h). All strings live in the arena that
 * the document was read into; "" (n = 0) means not known.
 */
#ifndef SR_INPUT_DOCUMENT_H
#define SR_INPUT_DOCUMENT_H

#include "base/date.h"

enum sr_zone_from { SR_ZONE_UNKNOWN, SR_ZONE_STATED, SR_ZONE_DATELINE, SR_ZONE_OUTLET, SR_ZONE_INFERRED };

struct sr_dateline {        /* "BAMAKO, Mali, Nov. 20 (Reuters) —" at the head of the body */
    struct sr_span span;    /* all of it, its dash included; {0, 0} when there is none */
    struct sr_span place;   /* "BAMAKO, Mali"; {0, 0} when none is given */
    struct sr_span date;    /* "Nov. 20"; {0, 0} when none is given */
    struct sr_span agency;  /* "Reuters"; {0, 0} when none is given */
    struct sr_date written; /* the date with the year as written or taken from the time of publication */
    bool has_date;
};

struct sr_update {       /* an entry of a live blog */
    struct sr_span span; /* its paragraphs, its stamp included; they follow each other */
    struct sr_date at;
    bool has_at;
};

struct sr_source_run { /* `size` bytes at `text` of the text are `length` bytes at `source` of the source */
    uint32_t text, size, source,
        length; /* size == length: the same bytes; else one character: an entity, or in Latin-1 … */
};

struct sr_source_map { /* where the text's characters stood in the file, or in the record of a web archive */
    const struct sr_source_run *runs; /* [count], by text; what lies between two was made here (line breaks, tabs) */
    uint32_t count;
    bool whole; /* false: the source was in an encoding of several bytes that isn't UTF-8, and there are no runs */
};

/* The source's byte for a byte of the text; false when that was made here or isn't known. */
bool sr_source_map_at(const struct sr_source_map *map, uint32_t text, uint32_t *source);

struct sr_lexicon;

struct sr_document {
    struct sr_str text;
    struct sr_str id;          /* file name, JSON Lines "id", feed GUID or URL */
    struct sr_str title;       /* as told from outside; may also stand in the text */
    struct sr_span title_span; /* where it stands in the text; {0, 0} when it doesn't */
    struct sr_str outlet, url, language, zone;
    enum sr_zone_from zone_from;
    struct sr_date published;
    bool has_published;
    bool extracted;    /* the text was made from markup, so the record must carry it */
    uint32_t repaired; /* bytes that were not UTF-8 and became U+FFFD */
    struct sr_dateline dateline;
    struct sr_str encoding;          /* what the text was converted from; n = 0: it was UTF-8 */
    struct sr_str author;            /* "Ann Example, Bo Sample"; n = 0: not known */
    const struct sr_update *updates; /* [update_count], in the order of the text */
    uint32_t update_count;
    struct sr_source_map source_map; /* of a page, and of a plain text in UTF-8 */
    struct sr_str file;              /* where it was read from, for messages */
    uint64_t line;                   /* its line there, from 1; 0 when it is the whole file */
};

/* The update of a live blog that holds a byte of the text; NULL: none does. */
const struct sr_update *sr_update_at(const struct sr_document *document, uint32_t byte);

/* Does the place that the dateline names hold the span? Not where there is no dateline. */
bool sr_in_dateline(const struct sr_document *document, struct sr_span span);

/* Find the dateline at the head of the body (after the title, if the text holds one). Gives span {0, 0} when there is
 * none. It knows the shapes of agencies, FBIS included: "SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT]". */
struct sr_dateline sr_dateline_find(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span title,
                                    const struct sr_date *published);

#endif
