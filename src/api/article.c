#include <stdio.h>

#include "api/api.h"
#include "reader/conllu.h"
#include "record/record.h"

#define MAX_MEMORY ((size_t)4 << 30)

struct sr_article *sr_article_open(const struct sr_context *context, struct sr_error *error) {
    struct sr_article *article = calloc(1, sizeof *article);
    if (!article) {
        struct sr_err err;
        (void)sr_fail_memory(&err, "opening an article");
        (void)sr_error_from(&err, error);
        return NULL;
    }
    article->context = context;
    sr_arena_init(&article->arena, MAX_MEMORY);
    return article;
}

void sr_article_close(struct sr_article *article) {
    if (!article) return;
    sr_raw_release(&article->raw);
    sr_arena_release(&article->arena);
    sr_buf_release(&article->out);
    free(article);
}

const char *sr_article_id(const struct sr_article *article) {
    return article->read && article->document.id.p ? article->document.id.p : "";
}

const char *sr_article_warning(const struct sr_article *article) { return article->warning[0] ? article->warning : NULL; }

static void warn(struct sr_article *article) {
    const struct sr_document *d = &article->document;
    article->warning[0] = 0;
    if (!d->repaired) return;
    char place[560];
    (void)snprintf(place, sizeof place, d->line ? "%.500s:%llu" : "%.500s", d->file.n ? d->file.p : "the text",
                   (unsigned long long)d->line);
    (void)snprintf(article->warning, sizeof article->warning,
                   "%s: %u %s not UTF-8 and became U+FFFD; if the file is in another encoding, convert it first: "
                   "iconv -f WINDOWS-1252 -t UTF-8",
                   place, d->repaired, d->repaired == 1 ? "byte was" : "bytes were");
}

static int decode(struct sr_article *article, const struct sr_options *options, struct sr_error *error) {
    struct sr_err err;
    struct sr_date published;
    struct sr_decode_in in = {.raw = &article->raw, .lexicon = &article->context->lexicon};
    if (options->published) {
        if (!sr_date_parse(sr_str_c(options->published), &published)) {
            (void)sr_fail(&err, SR_ERR_DATE, "write it as 2015-11-20 or 2015-11-20T07:00Z",
                          "the time of publication is not a date: '%.60s'", options->published);
            return sr_error_from(&err, error);
        }
        in.published = &published;
    }
    if (options->outlet) {
        in.outlet = sr_arena_str(&article->arena, sr_str_c(options->outlet));
        if (!in.outlet.p) {
            (void)sr_fail_memory(&err, "reading a document");
            return sr_error_from(&err, error);
        }
    }
    if (sr_decode(&in, &article->arena, &article->document, &err)) return sr_error_from(&err, error);
    warn(article);
    return 0;
}

static const struct sr_options DEFAULTS = {0};

int sr_article_read(struct sr_article *article, const struct sr_options *options, struct sr_error *error) {
    if (!options) options = &DEFAULTS;
    struct sr_err err;
    article->read = false;
    article->warning[0] = 0;
    if (!article->loaded) {
        (void)sr_fail(&err, SR_ERR_USAGE, "call sr_input_next first", "the article holds no document");
        return sr_error_from(&err, error);
    }
    uint32_t until = options->until ? sr_stage_from(sr_str_c(options->until)) : SR_STAGE_COUNT - 1;
    if (until == SR_STAGE_COUNT)
        return sr_error_choice(options->until, "stage",
                               "input, reader, time, place, attribution, figure, incident, reconcile", error);
    if (options->conllu && options->conllu_size > UINT32_MAX) {
        (void)sr_fail(&err, SR_ERR_LIMIT, "split it", "the CoNLL-U file is longer than 4 GiB");
        return sr_error_from(&err, error);
    }
    sr_arena_reset(&article->arena);
    article->arena.limit = options->max_memory ? options->max_memory : MAX_MEMORY;
    int code = decode(article, options, error);
    if (code) return code;
    struct sr_find_in in = {.document = &article->document,
                            .lexicon = &article->context->lexicon,
                            .conllu = {options->conllu, (uint32_t)options->conllu_size},
                            .conllu_file = options->conllu_name,
                            .until = (enum sr_stage)until,
                            .rule = options->rule};
    if (sr_find(&in, &article->arena, &article->findings, &err)) {
        /* an error of the stand-in's own file has its place already */
        if (!err.file[0]) sr_err_at(&err, article->document.file.p, article->document.line, 0);
        return sr_error_from(&err, error);
    }
    article->read = true;
    return 0;
}

static int offsets_of(const char *name) {
    static const char *const names[] = {"codepoints", "bytes", "utf16"};
    for (int i = 0; name && i < 3; i++)
        if (strcmp(name, names[i]) == 0) return i;
    return name ? -1 : SR_OFFSETS_CODEPOINTS;
}

static enum sr_status write_jsonl(struct sr_article *article, const struct sr_options *options, struct sr_err *err) {
    struct sr_record_options record = {.offsets = (enum sr_offsets)offsets_of(options->offsets),
                                       .with_text = options->with_text,
                                       .numbers_all = options->numbers_all};
    enum sr_status status = sr_record_write(&article->findings, &record, &article->out, err);
    if (!status) sr_buf_char(&article->out, '\n');
    return status;
}

int sr_article_write(struct sr_article *article, const char *format, const struct sr_options *options, const char **bytes,
                     size_t *size, struct sr_error *error) {
    if (!options) options = &DEFAULTS;
    struct sr_err err;
    enum sr_status status;
    if (!article->read) {
        (void)sr_fail(&err, SR_ERR_USAGE, "call sr_article_read first", "nothing was read");
        return sr_error_from(&err, error);
    }
    if (offsets_of(options->offsets) < 0)
        return sr_error_choice(options->offsets, "unit of offsets", "codepoints, bytes, utf16", error);
    sr_buf_clear(&article->out);
    if (strcmp(format, "jsonl") == 0) status = write_jsonl(article, options, &err);
    else if (strcmp(format, "conllu") == 0) {
        sr_conllu_write(&article->document, &article->findings.reading, &article->out);
        status = SR_OK;
    } else return sr_error_choice(format, "format", "jsonl, conllu, text", error);
    if (!status && article->out.failed) status = sr_fail_memory(&err, "writing a record");
    if (status) {
        if (!err.file[0]) sr_err_at(&err, article->document.file.p, article->document.line, 0);
        return sr_error_from(&err, error);
    }
    *bytes = article->out.p;
    *size = article->out.size;
    return 0;
}
