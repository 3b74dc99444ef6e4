/* utf8.h: characters. The Unicode library (utf8proc) decides what a letter is; a char never meets <ctype.h>. */
#ifndef SR_BASE_UTF8_H
#define SR_BASE_UTF8_H

#include "base/arena.h"

/* The code point at p (p < end) and its size in bytes through *size (1–4). Bytes that are not UTF-8 give U+FFFD, one
 * byte at a time, so that any bytes can be walked. */
int32_t sr_utf8_at(const char *p, const char *end, uint32_t *size);

/* The code point that ends before p (begin < p). */
int32_t sr_utf8_before(const char *begin, const char *p, uint32_t *size);

/* Write a code point (1–4 bytes) to out; returns the size. */
uint32_t sr_utf8_put(int32_t c, char out[4]);

bool sr_is_letter(int32_t c); /* L* and combining marks */
bool sr_is_upper(int32_t c);  /* Lu, Lt */
bool sr_is_lower(int32_t c);  /* Ll */
bool sr_is_digit(int32_t c);  /* Nd */
bool sr_is_space(int32_t c);  /* Z* and the ASCII controls that separate; NBSP included */
bool sr_is_punct(int32_t c);  /* P* */
bool sr_is_symbol(int32_t c); /* S* */

int32_t sr_lower(int32_t c); /* simple lower-casing */

/* The folded form that tables are looked up by: lower case; typographic apostrophes, quotation marks, dashes and
 * spaces as their ASCII kin; soft hyphens and joiners dropped. {NULL, 0} when the arena's limit is met. */
struct sr_str sr_fold(struct sr_arena *arena, struct sr_str text);

/* The same without accents, for tables whose keys have none: "Pétionville" and "Łódź" give "petionville", "lodz" when
 * they were folded before. Text that is ASCII is returned as it is. {NULL, 0} when the arena's limit is met. */
struct sr_str sr_unaccent(struct sr_arena *arena, struct sr_str text);

/* True when the bytes are valid UTF-8; else *bad (may be NULL) is the offset of the first byte that isn't. */
bool sr_utf8_valid(const char *p, size_t size, size_t *bad);

/* How many code points, and UTF-16 units, the bytes hold. Valid UTF-8 only. */
uint32_t sr_count_codepoints(const char *p, size_t size);
uint32_t sr_count_utf16(const char *p, size_t size);

#endif
