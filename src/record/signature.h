/* signature.h: a document's signature, by which reprints are found without the text.
 *
 * MinHash (Broder 1997, "On the resemblance and containment of documents") of the document's shingles: runs of five
 * folded words, 32 minima of 32 bits each, written as 256 hexadecimal digits. The share of equal places in two
 * signatures estimates the share of runs of words that the documents have in common. Numbers are kept as words.
 */
#ifndef SR_RECORD_SIGNATURE_H
#define SR_RECORD_SIGNATURE_H

#include "reader/reading.h"

enum { SR_SIGNATURE_PLACES = 32 };

/* The signature as text, in `arena`; {NULL, 0} for a document of fewer than five words, or when memory runs out. */
struct sr_str sr_signature(struct sr_arena *arena, const struct sr_reading *reading);

#endif
