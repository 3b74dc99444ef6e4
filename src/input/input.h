/* input.h: from bytes to documents, in two steps, so that a stream can be taken apart in one thread and read in many.
 *
 *     files, folders, stdin  →  sr_source_next  →  sr_raw: one document's bytes, and where they stood
 *     sr_raw                 →  sr_decode       →  sr_document: valid text, title, dateline, time of publication
 *
 * Formats. Plain text: a file is a document, its id the file's name (within a walked folder: its path from there). JSON
 * Lines: a line is a document, an object with "id" and "text" (strings), and perhaps "title", "published" (ISO 8601),
 * "outlet" and "url" (strings or null); other keys are ignored, blank lines too. Two documents may have one id. HTML: a
 * page is a document (html.h). Feeds: an item is one (feed.h). WARC: a record that holds a page or text is one
 * (warc.h). Any of them may be packed by gzip or zstd (unpack.h). PDF, DOCX and their like are refused with the
 * converter's name.
 *
 * Text. Bytes that are not UTF-8 become U+FFFD, one for each maximal part of a character (Unicode 15, section 3.9,
 * "U+FFFD substitution of maximal subparts", as Python and browsers do it), and are counted; an escape of half a
 * surrogate pair in JSON does too. A byte-order mark stays in a text file's text, for offsets count it; at the head of
 * a JSON Lines file it is no part of any text. Line ends stay as they are. A text file in UTF-16, or whose broken
 * characters are more than its whole ones of several bytes, is in another encoding: it is converted (charset.h), the
 * document names the encoding, and the record carries the text.
 */
#ifndef SR_INPUT_INPUT_H
#define SR_INPUT_INPUT_H

#include "base/file.h"
#include "input/document.h"

struct sr_lexicon;

enum sr_format { SR_FORMAT_AUTO, SR_FORMAT_TEXT, SR_FORMAT_JSONL, SR_FORMAT_HTML, SR_FORMAT_FEED, SR_FORMAT_WARC };

#define SR_MAX_SIZE_DEFAULT ((size_t)64 << 20) /* bytes of a text file or of a JSON line */
#define SR_MAX_SIZE_LARGEST ((size_t)1 << 30)  /* so that a repaired text still has 32-bit offsets */

struct sr_raw {
    struct sr_buf bytes;   /* one document as it came; owned, its memory kept from one document to the next */
    struct sr_buf file;    /* where it was read from, for messages; "" when that has no name */
    struct sr_buf id;      /* of a text: its file's name */
    uint64_t line;         /* its line there, from 1; 0: it is the whole file */
    enum sr_format format; /* TEXT, JSONL or HTML */
    struct sr_buf head;    /* of a feed's item, an archive's page: what was said of it, "name: value" lines */
};

/* A value of the head: id, url, title, outlet, author, published, type (with charset), piece; n = 0: none. */
struct sr_str sr_raw_head(const struct sr_raw *raw, const char *name);

void sr_raw_release(struct sr_raw *raw);

struct sr_source; /* a queue of things to read */

/* NULL when memory is short. `max_size` 0: the default. */
struct sr_source *sr_source_new(enum sr_format format, size_t max_size);
void sr_source_free(struct sr_source *source); /* NULL is fine; closes what it opened itself */

/* Add what is to be read next. AUTO takes a name's ending (.txt, .jsonl, .ndjson, .html, .htm, .xhtml, .rss, .atom,
 * .warc; .gz or .zst may follow), else looks at the first bytes: `{` and a quotation mark begin JSON Lines. A folder is
 * walked when its turn comes: files with these endings or .xml in it and in its folders, by name in byte order, hidden
 * ones left out, links to folders not followed. `path` and `name` are copied, bytes and fd borrowed. SR_ERR_MEMORY
 * only. */
SR_MUST_USE enum sr_status sr_source_add_path(struct sr_source *source, const char *path, struct sr_err *err);
SR_MUST_USE enum sr_status sr_source_add_fd(struct sr_source *source, int fd, const char *name, struct sr_err *err);
SR_MUST_USE enum sr_status sr_source_add_bytes(struct sr_source *source, const char *bytes, size_t size,
                                               const char *name, struct sr_err *err);

/* The next document's bytes; *end when there are no more. An error concerns one document, file or folder, and names it:
 * call again for the rest. Nothing is read ahead of a line that is whole, so a pipe's lines come as they are written.
 */
SR_MUST_USE enum sr_status sr_source_next(struct sr_source *source, struct sr_raw *raw, bool *end, struct sr_err *err);

struct sr_decode_in {
    const struct sr_raw *raw; /* must outlive the document, which may borrow its bytes */
    const struct sr_lexicon *lexicon;
    const struct sr_date *published; /* stands before the record's own; NULL: none */
    struct sr_str outlet;            /* likewise; n = 0: none */
};

/* Make a document of the bytes.
 * Owns     `out` points into `arena` and into in->raw.
 * Errors   SR_ERR_EMPTY: no text in it; SR_ERR_ENCODING: it holds NUL or mostly control characters;
 *          SR_ERR_FORMAT: it is UTF-16, HTML, XML, a PDF, compressed …;
 *          SR_ERR_JSON, SR_ERR_FIELD, SR_ERR_DATE with line and column; SR_ERR_MEMORY.
 * Threads  safe, each call with its own arena and raw. Cost: linear. */
SR_MUST_USE enum sr_status sr_decode(const struct sr_decode_in *in, struct sr_arena *arena, struct sr_document *out,
                                     struct sr_err *err);

/* The parts of sr_decode, for its own files and their tests. */
SR_MUST_USE enum sr_status sr_text_repair(struct sr_str bytes, struct sr_arena *arena, struct sr_str *text,
                                          uint32_t *repaired, struct sr_err *err);
/* SR_ERR_FORMAT: it begins as a PDF, an archive, a page … does, and is no text. */
SR_MUST_USE enum sr_status sr_text_format(struct sr_str text, const char *what, struct sr_err *err);
SR_MUST_USE enum sr_status sr_text_check(struct sr_str text, const char *what, struct sr_err *err);
SR_MUST_USE enum sr_status sr_jsonl_read(struct sr_str line, struct sr_arena *arena, struct sr_document *out,
                                         struct sr_err *err);

/* Where the title stands: `told` is looked for among the first lines; with none told, the first line or short paragraph
 * is one if it ends without a stop and something follows, or if a dateline follows it. {0, 0}: it stands nowhere. */
struct sr_span sr_title_find(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_str told);

#endif
