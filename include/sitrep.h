/* sitrep.h: reads the news of an incident and keeps its record. The library's whole public face.
 *
 *     #include <sitrep.h>
 *
 *     struct sr_error error;
 *     struct sr_context *context = sr_context_open(&error);
 *     struct sr_input *input = sr_input_open("auto", 0, &error);
 *     struct sr_article *article = sr_article_open(context, &error);
 *     struct sr_options options = {.published = "2015-11-20"};
 *
 *     sr_input_add_path(input, "bamako.txt", &error);
 *     while (sr_input_next(input, article, &error) == SR_NEXT_ARTICLE) {
 *         const char *bytes;
 *         size_t size;
 *         if (sr_article_read(article, &options, &error) == 0 &&
 *             sr_article_write(article, "jsonl", &options, &bytes, &size, &error) == 0)
 *             fwrite(bytes, 1, size, stdout);
 *     }
 *     sr_article_close(article);
 *     sr_input_close(input);
 *     sr_context_close(context);
 *
 * cc program.c $(pkg-config --cflags --libs sitrep)
 *
 * Errors. A call that can fail returns 0 for success, else a code (enum sr_code); it then fills the caller's sr_error,
 * which may be NULL. Nothing prints, exits or aborts; nothing looks at the clock, the locale or the environment.
 * Threads. A context is read-only: any number of threads may use one. An input or an article belongs to one thread at
 * a time, and may be handed from one to another.
 * Ownership. Whoever opens closes; close takes NULL. What a call lends is told with it. Strings given to a call are
 * copied or not looked at again after it, except where its comment says "borrowed".
 */
#ifndef SITREP_H
#define SITREP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef SR_API
#define SR_API __attribute__((visibility("default")))
#endif

/* "0.1.0" */
SR_API const char *sr_version(void);

/* ---- errors ---- */

enum sr_code {
    SR_CODE_OK,
    SR_CODE_MEMORY,    /* out of memory, or sr_options.max_memory was met */
    SR_CODE_IO,        /* a read or write failed */
    SR_CODE_NOT_FOUND, /* no such file or directory */
    SR_CODE_ACCESS,    /* permission denied */
    SR_CODE_USAGE,     /* an option's value is none of those it can have */
    SR_CODE_ENCODING,  /* the bytes are not text */
    SR_CODE_EMPTY,     /* there is nothing to read */
    SR_CODE_JSON,      /* not JSON */
    SR_CODE_FIELD,     /* a field is missing or of the wrong type */
    SR_CODE_DATE,      /* not a date */
    SR_CODE_FORMAT,    /* the input is not in the format named */
    SR_CODE_LIMIT,     /* a limit was met */
    SR_CODE_TABLE,     /* a table has a bad row */
    SR_CODE_MODEL,     /* a model file is damaged or not for this program */
    SR_CODE_SPAN,      /* a position is outside its text */
    SR_CODE_SCHEMA,    /* a record does not follow the schema */
    SR_CODE_BUSY,      /* another writer holds the store */
    SR_CODE_FULL,      /* no room is left */
    SR_CODE_DAMAGED,   /* the store is damaged */
    SR_CODE_CONFLICT,  /* what was to be changed has changed since */
    SR_CODE_INTERNAL   /* a fault of the program's own */
};

struct sr_error {
    int code;          /* enum sr_code */
    char file[512];    /* "" when the input has no name */
    uint64_t line;     /* from 1; 0: not known */
    uint64_t column;   /* bytes, from 1; 0: not known */
    char message[512]; /* the fault, in lower case, no full stop */
    char mend[256];    /* how to mend it; may be "" */
};

/* "feed.jsonl:14:22: 'published' is not a date: '20-11-2015'; write it as 2015-11-20", cut to fit; ends in NUL. */
SR_API void sr_error_format(const struct sr_error *error, char *out, size_t size);

/* "date"; "unknown" for a number that is no code. */
SR_API const char *sr_error_name(int code);

/* ---- context: what all readers share: the tables, and the model where one reads ---- */

struct sr_context;

/* All defaults. NULL on failure. The tables are linked in and read in place: cheap without a model; see below. */
SR_API struct sr_context *sr_context_open(struct sr_error *error);

/* A table of the user's own, which adds to a built-in one: TSV text whose first line names its columns, in any order.
 *
 *     "gazetteer"   name, country; class, admin, lat, lon, geonameid, population, zone      places
 *     "outlets"     name, zone                                 who publishes, in which time zone (IANA name)
 *     "sources"     name, kind; who                            who speaks, and of which kind
 *
 * sitrep.conf(5) tells the columns. */
struct sr_table_text {
    const char *table; /* "gazetteer", "outlets" or "sources" */
    const char *bytes; /* [size] the text; not looked at again after the call */
    size_t size;
    const char *name; /* what messages call it; NULL: as `table` */
};

/* Who reads. "rules": rules over words alone. "learned": a trained encoder, for all that it has been trained in. "auto":
 * both, each for what it reads better; rules alone where no model is linked in or given. */
struct sr_context_options {
    const struct sr_table_text *tables; /* [table_count]; of two with the same name of something, the later counts */
    size_t table_count;
    const char *reader; /* NULL: "auto" */
    const char *model;  /* [model_size] a model (a safetensors file) in place of the one linked in, aligned as malloc
                           aligns; borrowed until the context is closed. NULL: the one linked in, if there is one */
    size_t model_size;
    const char *model_name; /* its name, for messages; may be NULL */
};

/* SR_CODE_TABLE, with file, line and column, for a bad row; SR_CODE_USAGE for a table or reader that is none, or the
 * reader "learned" without a model; SR_CODE_MODEL for a model that is damaged or not for this version. `options` may be
 * NULL. Cost: linear in the tables; a model takes some 10 ms and, once for all threads, twice its file's size. */
SR_API struct sr_context *sr_context_open_with(const struct sr_context_options *options, struct sr_error *error);

/* Close it when no article uses it any more. */
SR_API void sr_context_close(struct sr_context *context);

/* ---- input: a queue of files, folders, descriptors and buffers, taken apart into documents ---- */

struct sr_input;
struct sr_article;

/* `format`: "text" (a file is a document), "jsonl" (a line is one), "html" (a page is one), "feed" (an item of an RSS,
 * Atom or JSON Feed is one), "warc" (a page of a web archive is one) or "auto" (by a name's ending, else by the first
 * bytes); NULL: "auto". Any of them may be packed by gzip or zstd. `max_size`: the most bytes of a text, page, item or
 * JSON line; 0: 64 MiB; at most 1 GiB. NULL on failure: SR_CODE_USAGE, SR_CODE_MEMORY. */
SR_API struct sr_input *sr_input_open(const char *format, size_t max_size, struct sr_error *error);
SR_API void sr_input_close(struct sr_input *input);

/* Add to the queue's end. A folder is walked when its turn comes: *.txt, *.jsonl, *.ndjson, *.html, *.htm,
 * *.xhtml, *.xml, *.rss, *.atom and *.warc, packed or not, by name in byte order, hidden ones left out. `fd` and `bytes` are borrowed until the input is closed; an fd is not closed. `name` (may be
 * NULL) is what messages call it, and a text's id. SR_CODE_MEMORY. */
SR_API int sr_input_add_path(struct sr_input *input, const char *path, struct sr_error *error);
SR_API int sr_input_add_fd(struct sr_input *input, int fd, const char *name, struct sr_error *error);
SR_API int sr_input_add_bytes(struct sr_input *input, const char *bytes, size_t size, const char *name,
                              struct sr_error *error);

enum sr_next {
    SR_NEXT_END,     /* nothing is left */
    SR_NEXT_ARTICLE, /* the article holds the next document's bytes */
    SR_NEXT_FAILED   /* one document, file or folder could not be had: `error` says which; call again for the rest */
};

/* Put the next document into `article`, in place of what it held. Its bytes are looked at by sr_article_read only.
 * Reads no further than it must: a line that comes down a pipe is given when it is whole. Returns enum sr_next. */
SR_API int sr_input_next(struct sr_input *input, struct sr_article *article, struct sr_error *error);

/* ---- article: one document and what is found in it; made once, used for document after document ---- */

struct sr_options {
    const char *published; /* ISO 8601; stands before what the document says of itself; NULL: not told */
    const char *outlet;    /* likewise */
    const char *until;     /* the last stage to run: "input", "reader", "time", "place", "attribution", "figure",
                              "incident", "reconcile"; NULL: all */
    const char *rule;      /* how figures are reconciled: "latest", "ucdp" or "acled"; NULL: "latest" */
    const char *measure;   /* of the format "explain": this measure alone ("killed"); NULL: all */
    const char *offsets;   /* "codepoints", "bytes" or "utf16"; NULL: "codepoints" */
    bool numbers_all;      /* tell every number that is no claim, and why */
    bool with_text;        /* put the text into the record */
    bool source_map;       /* and which bytes of the file its characters were */
    bool colour;           /* of the text report */
    uint32_t width;        /* columns of the text report; 0: 80 */
    bool section;          /* "html": one document's <article> alone, for a page of several (sr_html_open) */
    const char *conllu;    /* bytes of a CoNLL-U file that stands in for the reader; NULL: none; borrowed until the
                              article is read */
    size_t conllu_size;
    const char *conllu_name; /* its name, for messages */
    size_t max_memory;       /* the most bytes that one document's findings may take; 0: 4 GiB */
};

/* Are they values that an option can have? For telling a wrong one where it was written; reading checks them too. `options`
 * may be NULL. SR_CODE_USAGE, SR_CODE_DATE, SR_CODE_LIMIT. */
SR_API int sr_options_validate(const struct sr_options *options, struct sr_error *error);

/* NULL on failure: SR_CODE_MEMORY. The context is borrowed until the article is closed. */
SR_API struct sr_article *sr_article_open(const struct sr_context *context, struct sr_error *error);
SR_API void sr_article_close(struct sr_article *article);

/* Read the document: decode it and run the stages. `options` may be NULL: all defaults. On failure the article holds no
 * findings: SR_CODE_EMPTY, SR_CODE_ENCODING, SR_CODE_FORMAT, SR_CODE_JSON, SR_CODE_FIELD, SR_CODE_DATE, SR_CODE_USAGE,
 * SR_CODE_MEMORY, and for options->conllu SR_CODE_FORMAT. Odd text is no error. Cost: linear in the text. */
SR_API int sr_article_read(struct sr_article *article, const struct sr_options *options, struct sr_error *error);

/* Write the findings. `format`: "jsonl" (one `sitrep/1` object and a line break), "conllu", "text" (a report for a
 * terminal) or "html" (the report beside the article, as a web page that asks for nothing outside it). *bytes (UTF-8, not ended by NUL) is lent until the article's next call. Every span is checked first:
 * SR_CODE_SPAN. SR_CODE_USAGE: nothing was read, or the format is none. */
SR_API int sr_article_write(struct sr_article *article, const char *format, const struct sr_options *options,
                            const char **bytes, size_t *size, struct sr_error *error);

/* What stands before and after the sections (sr_options.section) of a page of several documents. Never freed. */
SR_API const char *sr_html_open(void);
SR_API const char *sr_html_close(void);

/* Of the article read last; "" when there is none. Lent until the article's next document. */
SR_API const char *sr_article_id(const struct sr_article *article);

/* What a careful reader should know of the article read last, such as bytes that were not UTF-8; NULL: nothing. */
SR_API const char *sr_article_warning(const struct sr_article *article);

/* ---- stream: every document of an input, by several threads, in order ---- */

struct sr_result {
    const char *bytes; /* what sr_article_write gave; NULL when the document was skipped */
    size_t size;
    const struct sr_error *error; /* why it was skipped; NULL when it wasn't */
    const char *warning;          /* as sr_article_warning */
    uint64_t documents, skipped;  /* so far, this one included */
};

/* Called in the thread that called sr_read_stream, once a document, in the order of the input. Nothing of `result`
 * outlives the call. Another value than 0 ends the stream. */
typedef int sr_sink(void *user, const struct sr_result *result);

/* Read all that is in `input` with `workers` threads (0 or 1: in the calling thread). Memory is constant: at most four
 * documents a worker are under way, however many there are. A document that fails is handed to `sink` with its error
 * and the stream goes on. Returns 0 when the input's end was reached or the sink ended it; else SR_CODE_USAGE or
 * SR_CODE_MEMORY. `context`, `input` and `options` are borrowed for the call. */
SR_API int sr_read_stream(const struct sr_context *context, struct sr_input *input, const struct sr_options *options,
                          const char *format, unsigned workers, sr_sink *sink, void *user, struct sr_error *error);

/* ---- records: their schema, whether they follow it, and the incidents that they tell of ---- */

/* The JSON Schema (draft 2020-12) of "sitrep/1" or "sitrep-incident/1"; NULL for another name. Never freed. */
SR_API const char *sr_schema(const char *name);

/* Check every line of `fd`: that it follows its schema, and what no schema can say (positions within the text, ids that
 * refer to something, low <= best <= high). `sink` is called for each fault, with result->error, its file, line and
 * what is wrong, led by a JSON Pointer; and once, without error, for each record that has none. result->documents
 * counts the records so far, result->skipped those with faults. At most 20 faults a record are told. `max_size`: of a
 * line; 0: 1 GiB. Returns 0 when the input's end was reached or the sink ended it; SR_CODE_IO, SR_CODE_MEMORY. */
SR_API int sr_validate_stream(int fd, const char *name, size_t max_size, sr_sink *sink, void *user,
                              struct sr_error *error);

/* Read the sitrep/1 lines of `fd`, give sitrep-incident/1 lines to `sink`. A line that is no record is handed to it
 * with its error, and left out. Memory is that of the longest line. Returns as sr_validate_stream. */
SR_API int sr_merge_stream(int fd, const char *name, size_t max_size, sr_sink *sink, void *user,
                           struct sr_error *error);

/* Why two of the sitrep/1 lines of `fd` are held to tell of one incident, or not: a text, to `sink`, of what speaks for it
 * and against it, with what weight. `ids`: of their documents; NULL: the first two lines. SR_CODE_NOT_FOUND: there are no
 * such records. A line that is none is handed to `sink` with its error. Else as sr_validate_stream. */
SR_API int sr_explain_merge_stream(int fd, const char *name, const char *const ids[2], size_t max_size, sr_sink *sink,
                                   void *user, struct sr_error *error);

/* ---- export: records and incidents in the formats that others use ---- */

struct sr_export;

struct sr_export_options {                     /* copied; all may be NULL or false */
    const char *incident;                      /* of incidents: only the one with this id */
    bool extra;                                /* "ucdp", "acled": sitrep's own columns after the standard's */
    const char *url;                           /* "liveblog": the page's address */
    const char *publisher;                     /* "liveblog": whose page it is */
    const char *coverage_start, *coverage_end; /* "liveblog": ISO 8601 */
    const char *prepared_by, *authorized_by;   /* "edxl", which needs them: names */
    const char *at; /* "edxl", which needs it: when it was prepared, ISO 8601, time and offset */
};

/* `format`: of records "claims" (CSV) and "annotation" (W3C Web Annotation, a line each); of incidents "ucdp", "acled"
 * (CSV), "geojson", "liveblog" (schema.org, a line each) and "edxl" (XML). docs/formats/ tells what each holds and what it
 * cannot. NULL on failure: SR_CODE_USAGE, SR_CODE_DATE, SR_CODE_MEMORY. */
SR_API struct sr_export *sr_export_open(const char *format, const struct sr_export_options *options,
                                        struct sr_error *error);
SR_API void sr_export_close(struct sr_export *target);

/* Add sitrep/1 and sitrep-incident/1 lines, records before the incidents that they are of. What they give is handed to
 * `sink` as it comes; a line that is no record, or that the format cannot hold, with its error, and left out. May be called
 * again, for the next file. Memory is that of the longest line, and for formats of incidents some hundred bytes a record.
 * Returns as sr_validate_stream. */
SR_API int sr_export_fd(struct sr_export *target, int fd, const char *name, size_t max_size, sr_sink *sink, void *user,
                        struct sr_error *error);
SR_API int sr_export_bytes(struct sr_export *target, const char *bytes, size_t size, const char *name, sr_sink *sink,
                           void *user, struct sr_error *error);

/* The file's end, once. SR_CODE_FORMAT: "edxl", and there was no incident, or several; SR_CODE_MEMORY. */
SR_API int sr_export_end(struct sr_export *target, sr_sink *sink, void *user, struct sr_error *error);

/* After the end, what was left out, and why; NULL: nothing. Lent until the export is closed. */
SR_API const char *sr_export_note(const struct sr_export *target);

#ifdef __cplusplus
}
#endif

#endif
