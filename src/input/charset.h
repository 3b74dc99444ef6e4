/* charset.h: bytes in any encoding → valid UTF-8. For the files of input/ and their tests.
 *
 * Which encoding, in this order: a byte-order mark; UTF-8, where the bytes are that (other encodings' text hardly ever
 * is by chance, while pages with an old `charset` over UTF-8 are common); what was told from outside (HTTP, XML
 * declaration, meta); what the detector takes it for (uchardet: Mozilla's, after Li & Momoi 2001, "A composite approach
 * to language/encoding detection"); windows-1252. A text with few
 * bytes beyond ASCII is the last without asking the detector. UTF-8 with a few broken bytes stays UTF-8 and is
 * repaired. Labels are read as browsers do (WHATWG Encoding): "iso-8859-1", "latin1" and "ascii" mean windows-1252.
 */
#ifndef SR_INPUT_CHARSET_H
#define SR_INPUT_CHARSET_H

#include "base/arena.h"

struct sr_decoded {
    struct sr_str text; /* valid UTF-8, without a byte-order mark */
    char name[32];      /* "UTF-8", "WINDOWS-1252" … */
    uint32_t skipped;   /* bytes of a byte-order mark before the text */
    uint32_t repaired;  /* bytes that were no characters and became U+FFFD */
    bool utf8;          /* the text's bytes are the source's */
    bool single;        /* one byte of the source a character */
    bool guessed;       /* nothing told the encoding */
};

/* Owns: out->text points into `bytes` or `arena`. Errors: SR_ERR_MEMORY, SR_ERR_LIMIT (4 GiB of text). */
SR_MUST_USE enum sr_status sr_charset_decode(struct sr_str bytes, struct sr_str told, struct sr_arena *arena,
                                             struct sr_decoded *out, struct sr_err *err);

/* The label that a page's first bytes give: <meta charset>, <meta http-equiv content="…charset=…">, <?xml encoding?>.
 * n = 0: none. */
struct sr_str sr_charset_of_page(struct sr_str bytes);

/* The label in "text/html; charset=utf-8"; n = 0: none. */
struct sr_str sr_charset_of_type(struct sr_str type);

/* The characters that the 256 bytes of a single-byte encoding stand for; -1: none. False: it is no such encoding. */
bool sr_charset_bytes(const char *name, int32_t map[256]);

#endif
