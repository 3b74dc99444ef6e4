#include "input/input.h"

#include "input/dateline.h"
#include "lexicon/lexicon.h"

static enum sr_status decode_text(const struct sr_decode_in *in, struct sr_arena *arena, struct sr_document *d,
                                  struct sr_err *err) {
    const struct sr_raw *raw = in->raw;
    struct sr_str bytes = {raw->bytes.p, (uint32_t)raw->bytes.size};
    enum sr_status status = sr_text_check(bytes, raw->file.size ? "the file" : "the text", err);
    if (status) return status;
    if ((status = sr_text_repair(bytes, arena, &d->text, &d->repaired, err))) return status;
    d->id = sr_arena_str(arena, (struct sr_str){raw->id.p, (uint32_t)raw->id.size});
    return d->id.p ? SR_OK : sr_fail_memory(err, "reading a text");
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
    else status = decode_text(in, arena, &d, err);
    if (status) {
        if (err) sr_err_at(err, file.p, raw->line, err->column);
        return status;
    }
    d.file = file;
    d.line = raw->line;
    d.language = SR_STR("en");
    if (in->outlet.n) d.outlet = in->outlet;
    d.title_span = sr_title_find(in->lexicon, d.text, d.title);
    if (!d.title.n) d.title = sr_slice(d.text.p, d.title_span);
    date_document(in, &d);
    *out = d;
    return SR_OK;
}
