/* text.h: the words that a record's spans mark, where it carries its text. Private to export/. */
#ifndef SR_EXPORT_TEXT_H
#define SR_EXPORT_TEXT_H

#include "export/parts.h"
#include "record/position.h"

struct sr_text {
    struct sr_str text;        /* {NULL, 0}: the record has none */
    struct sr_positions units; /* bytes to what the record counts in */
    struct sr_positions codepoints;
};

/* View a document's text; in the line's arena. Cost: linear in the text. */
void sr_text_open(struct sr_exporter *e, const json_t *document, struct sr_text *out);

/* The byte at which the position stands; SR_NONE: there is no text, it is beyond its end, or inside a character. */
uint32_t sr_text_byte(const struct sr_text *text, const json_t *position);

/* The words of a span [start, end]; {NULL, 0} where they can't be had. */
struct sr_str sr_text_words(const struct sr_text *text, const json_t *span);

#endif
