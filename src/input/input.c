#include "input/input.h"

#include "base/utf8.h"
#include "input/charset.h"
#include "input/dateline.h"
#include "input/html.h"
#include "input/language.h"
#include "input/updates.h"
#include "lexicon/lexicon.h"

struct sr_str sr_raw_head(const struct sr_raw *raw, const char *name) {
    uint32_t n = (uint32_t)strlen(name), size = (uint32_t)raw->head.size;
    for (uint32_t at = 0; at < size;) {
        const char *line = raw->head.p + at, *nl = memchr(line, '\n', size - at);
        uint32_t length = nl ? (uint32_t)(nl - line) : size - at;
        if (length > n + 2 && memcmp(line, name, n) == 0 && memcmp(line + n, ": ", 2) == 0)
            return (struct sr_str){line + n + 2, length - n - 2};
        at += length + 1;
    }
    return (struct sr_str){0};
}

/* UTF-8 stays the input as it is, its byte-order mark included; what isn't is converted, or repaired. */
static enum sr_status decode_charset(const struct sr_raw *raw, struct sr_str bytes, struct sr_arena *arena,
                                     struct sr_document *d, struct sr_err *err) {
    struct sr_decoded decoded;
    struct sr_str told = sr_charset_of_type(sr_raw_head(raw, "type"));
    if (!bytes.n || sr_utf8_valid(bytes.p, bytes.n, NULL)) {
        struct sr_source_run *all = sr_arena_alloc(arena, 1, sizeof *all);
        if (!all) return sr_fail_memory(err, "reading a text");
        *all = (struct sr_source_run){0, bytes.n, 0, bytes.n};
        d->text = bytes;
        d->source_map = (struct sr_source_map){all, 1, true};
        return SR_OK;
    }
    enum sr_status status = sr_charset_decode(bytes, told, arena, &decoded, err);
    if (status) return status;
    if (strcmp(decoded.name, "UTF-8") == 0) return sr_text_repair(bytes, arena, &d->text, &d->repaired, err);
    d->text = decoded.text;
    d->repaired = decoded.repaired;
    d->extracted = true; /* its positions are those of a text that nobody else has */
    d->encoding = sr_arena_str(arena, sr_str_c(decoded.name));
    return d->encoding.p ? SR_OK : sr_fail_memory(err, "reading a text");
}

static enum sr_status decode_text(const struct sr_decode_in *in, struct sr_arena *arena, struct sr_document *d,
                                  struct sr_err *err) {
    const struct sr_raw *raw = in->raw;
    struct sr_str bytes = {raw->bytes.p, (uint32_t)raw->bytes.size};
    const char *what = raw->file.size ? "the file" : "the text";
    struct sr_str url = sr_raw_head(raw, "url"), id = sr_raw_head(raw, "id");
    enum sr_status status = sr_text_format(bytes, what, err);
    if (status || (status = decode_charset(raw, bytes, arena, d, err))) return status;
    if ((status = sr_text_check(d->text, what, err))) return status;
    if (url.n) d->url = sr_arena_str(arena, url);
    d->id = sr_arena_str(arena, id.n ? id : (struct sr_str){raw->id.p, (uint32_t)raw->id.size});
    return d->id.p ? SR_OK : sr_fail_memory(err, "reading a text");
}

static enum sr_status decode_html(const struct sr_decode_in *in, struct sr_arena *arena, struct sr_document *d,
                                  struct sr_err *err) {
    const struct sr_raw *raw = in->raw;
    struct sr_html_in html = {.bytes = {raw->bytes.p ? raw->bytes.p : "", (uint32_t)raw->bytes.size},
                              .charset = sr_charset_of_type(sr_raw_head(raw, "type")),
                              .lexicon = in->lexicon,
                              .whole = sr_raw_head(raw, "piece").n > 0};
    struct sr_str title = sr_raw_head(raw, "title"), id = sr_raw_head(raw, "id"), date = sr_raw_head(raw, "published");
    struct sr_str url = sr_raw_head(raw, "url"), outlet = sr_raw_head(raw, "outlet"),
                  author = sr_raw_head(raw, "author");
    if (title.n) html.title = sr_html_line(title, arena);
    if (html.whole && !html.bytes.n && html.title.n) html.bytes = SR_STR("<p></p>");
    enum sr_status status = sr_html_read(&html, arena, d, err);
    if (status) return status;
    if (html.whole)
        d->source_map = (struct sr_source_map){0}; /* the item's bytes are not the feed's: they were escaped */
    if (!id.n) id = (struct sr_str){raw->id.p, (uint32_t)raw->id.size};
    d->id = sr_arena_str(arena, id);
    if (url.n && !d->url.n) d->url = sr_arena_str(arena, url);
    if (outlet.n) d->outlet = sr_html_line(outlet, arena);
    if (author.n) d->author = sr_html_line(author, arena);
    if (date.n && sr_page_date(in->lexicon, date, &d->published)) d->has_published = true;
    return d->id.p ? SR_OK : sr_fail_memory(err, "reading a page");
}

/* An outlet that the tables know stamps its articles in the zone of its desk. */
static enum sr_status zone_of_outlet(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_document *d,
                                     struct sr_err *err) {
    if (d->zone.n || !d->outlet.n) return SR_OK;
    const struct sr_table *t = &lexicon->tables[SR_TABLE_OUTLET_ZONES];
    struct sr_str key = sr_fold(arena, d->outlet);
    if (!key.p) return sr_fail_memory(err, "reading a document");
    uint32_t row = sr_table_find(t, key);
    if (row == SR_NONE) return SR_OK;
    d->zone = sr_str_c(sr_table_cell(t, row, 1));
    d->zone_from = SR_ZONE_OUTLET;
    return SR_OK;
}

/* What is told from outside stands before what the record says; the text's own dateline comes last. */
static void date_document(const struct sr_decode_in *in, struct sr_document *d) {
    if (in->published) {
        d->published = *in->published;
        d->has_published = true;
    }
    d->dateline = sr_dateline_find(in->lexicon, d->text, d->title_span, d->has_published ? &d->published : NULL);
    if (d->has_published) return;
    if (d->dateline.has_date) {
        d->published = d->dateline.written;
        d->has_published = true;
    } else d->has_published = sr_head_date(in->lexicon, d->text, d->title_span, &d->published);
}

enum sr_status sr_decode(const struct sr_decode_in *in, struct sr_arena *arena, struct sr_document *out,
                         struct sr_err *err) {
    const struct sr_raw *raw = in->raw;
    struct sr_document d = {0};
    struct sr_str file = sr_arena_str(arena, (struct sr_str){raw->file.p, (uint32_t)raw->file.size});
    enum sr_status status;
    if (!file.p) return sr_fail_memory(err, "reading a document");
    if (raw->format == SR_FORMAT_JSONL)
        status = sr_jsonl_read((struct sr_str){raw->bytes.p, (uint32_t)raw->bytes.size}, arena, &d, err);
    else if (raw->format == SR_FORMAT_HTML) status = decode_html(in, arena, &d, err);
    else status = decode_text(in, arena, &d, err);
    if (status) {
        if (err) sr_err_at(err, file.p, raw->line, err->column);
        return status;
    }
    d.file = file;
    d.line = raw->line;
    d.language = sr_str_c(sr_language_of(in->lexicon, d.text).code);
    if (in->outlet.n) d.outlet = in->outlet;
    if ((status = zone_of_outlet(in->lexicon, arena, &d, err))) return status;
    d.title_span = sr_title_find(in->lexicon, d.text, d.title);
    if (!d.title.n) d.title = sr_slice(d.text.p, d.title_span);
    date_document(in, &d);
    if (!d.update_count && !sr_updates_find(in->lexicon, arena, &d)) return sr_fail_memory(err, "reading a document");
    *out = d;
    return SR_OK;
}
