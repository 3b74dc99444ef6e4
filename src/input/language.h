/* language.h: which language a text is in; first of all, whether it is English.
 *
 * A text in a script that English isn't written in is told by its letters. One in Latin letters by its commonest words
 * and, where those are few, by runs of letters that one language has and others haven't ("ção", "sch"): rows of
 * data/en/languages.tsv. English is the answer unless another language has clearly more: a report in capitals, of three
 * words, or full of foreign names is English.
 *
 *     Gunmen from the Frente por la Libertad stormed the hotel      en: "from", "the", "the" against "por", "la"
 *     Hombres armados irrumpieron en el hotel                      es: "en", "el", "-aron"
 */
#ifndef SR_INPUT_LANGUAGE_H
#define SR_INPUT_LANGUAGE_H

#include "base/arena.h"

struct sr_lexicon;

struct sr_language {
    const char *code; /* "en", "es" …; "und" where it isn't English and the language isn't known */
    const char *name; /* "Spanish"; of the table, never freed */
};

/* Threads: safe. Cost: linear in the first 20,000 bytes; nothing is allocated. */
struct sr_language sr_language_of(const struct sr_lexicon *lexicon, struct sr_str text);

/* The name for a code ("es" → "Spanish"); "" when the table lacks it. */
const char *sr_language_name(const struct sr_lexicon *lexicon, struct sr_str code);

#endif
