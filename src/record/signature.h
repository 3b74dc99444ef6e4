/* signature.h: a document's signature, by which reprints are found without the text.
 *
 * MinHash (Broder 1997, "On the resemblance and containment of documents") of the document's runs of three folded words,
 * numbers among them, by one permutation (Li, Owen and Zhang 2012, "One permutation hashing"): a run's hash says in which
 * of 128 places it stands, and of each place the least run's hash is kept, of it eight bits (Li and König 2010, "b-bit
 * minwise hashing"). Written as two hexadecimal digits a place, 00 where no run stands, and four for how many runs there
 * are: so that what the shorter text shares can be told (merge/reprint.h), whose rewrite may be half as long.
 */
#ifndef SR_RECORD_SIGNATURE_H
#define SR_RECORD_SIGNATURE_H

#include "reader/reading.h"

enum { SR_SIGNATURE_PLACES = 128, SR_SIGNATURE_DIGITS = 2 * SR_SIGNATURE_PLACES + 4 };

/* The signature as text, in `arena`; {NULL, 0} for a document of fewer than three words, or when memory runs out. */
struct sr_str sr_signature(struct sr_arena *arena, const struct sr_reading *reading);

#endif
