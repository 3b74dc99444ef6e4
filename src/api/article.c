#include <stdio.h>

#include "api/api.h"
#include "reader/conllu.h"
#include "record/record.h"
#include "report/report.h"

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

const char *sr_article_warning(const struct sr_article *article) {
    return article->warning[0] ? article->warning : NULL;
}

static void warn(struct sr_article *article) {
    const struct sr_document *d = &article->document;
    article->warning[0] = 0;
    if (!d->repaired && !d->encoding.n) return;
    char place[560];
    (void)snprintf(place, sizeof place, d->line ? "%.500s:%llu" : "%.500s", d->file.n ? d->file.p : "the text",
                   (unsigned long long)d->line);
    if (d->encoding.n)
        (void)snprintf(article->warning, sizeof article->warning,
                       "%s: the text is not UTF-8; it was read as %s, and the record carries it", place, d->encoding.p);
    else
        (void)snprintf(article->warning, sizeof article->warning,
                       "%s: %u %s not UTF-8 and became U+FFFD; if the file is in another encoding, convert it first: "
                       "iconv -f WINDOWS-1252 -t UTF-8",
                       place, d->repaired, d->repaired == 1 ? "byte was" : "bytes were");
}

static int decode(struct sr_article *article, const struct sr_plan *plan, struct sr_error *error) {
    struct sr_err err;
    struct sr_decode_in in = {.raw = &article->raw, .lexicon = &article->context->lexicon};
    if (plan->has_published) in.published = &plan->published;
    if (plan->options->outlet) {
        in.outlet = sr_arena_str(&article->arena, sr_str_c(plan->options->outlet));
        if (!in.outlet.p) {
            (void)sr_fail_memory(&err, "reading a document");
            return sr_error_from(&err, error);
        }
    }
    if (sr_decode(&in, &article->arena, &article->document, &err)) return sr_error_from(&err, error);
    warn(article);
    return 0;
}

/* Where the inner error has no place of its own, the document is the place. */
static int fail_here(const struct sr_article *article, struct sr_err *err, struct sr_error *error) {
    if (!err->file[0]) sr_err_at(err, article->document.file.p, article->document.line, 0);
    return sr_error_from(err, error);
}

int sr_article_read(struct sr_article *article, const struct sr_options *options, struct sr_error *error) {
    struct sr_err err;
    struct sr_plan plan;
    article->read = false;
    article->warning[0] = 0;
    if (!article->loaded) {
        (void)sr_fail(&err, SR_ERR_USAGE, "call sr_input_next first", "the article holds no document");
        return sr_error_from(&err, error);
    }
    int code = sr_options_check(options, &plan, error);
    if (code) return code;
    options = plan.options;
    sr_arena_reset(&article->arena);
    article->arena.limit = options->max_memory ? options->max_memory : MAX_MEMORY;
    code = decode(article, &plan, error);
    if (code) return code;
    struct sr_find_in in = {.document = &article->document,
                            .lexicon = &article->context->lexicon,
                            .conllu_file = options->conllu_name,
                            .until = plan.until,
                            .rule = options->rule,
                            .learned = article->context->learned.encoder ? &article->context->learned : NULL};
    uint64_t lines_before = 0;
    if (options->conllu) {
        const struct sr_str all = {options->conllu, (uint32_t)options->conllu_size};
        if (sr_conllu_part(all, options->conllu_name, article->document.id, &in.conllu, &lines_before, &err))
            return fail_here(article, &err, error);
    }
    if (sr_find(&in, &article->arena, &article->findings, &err)) {
        bool in_conllu = options->conllu_name && strcmp(err.file, options->conllu_name) == 0;
        if (in_conllu && err.line) err.line += lines_before;
        return fail_here(article, &err, error);
    }
    article->read = true;
    return 0;
}

const char *sr_html_open(void) {
    return sr_report_html_open();
}

const char *sr_html_close(void) {
    return sr_report_html_close();
}

static enum sr_status write_as(struct sr_article *article, int format, const struct sr_plan *plan, struct sr_err *err) {
    struct sr_record_options record = {.offsets = plan->offsets,
                                       .with_text = plan->options->with_text,
                                       .source_map = plan->options->source_map,
                                       .numbers_all = plan->options->numbers_all};
    enum sr_status status;
    switch (format) {
    case SR_WRITE_JSONL:
        status = sr_record_write(&article->findings, &record, &article->out, err);
        if (!status) sr_buf_char(&article->out, '\n');
        return status;
    case SR_WRITE_CONLLU: sr_conllu_write(&article->document, &article->findings.reading, &article->out); return SR_OK;
    case SR_WRITE_HTML: {
        struct sr_report_in in = {&article->findings, &article->context->lexicon};
        return sr_report_html(&in, plan->options->section, &article->out, err);
    }
    default: {
        struct sr_report_in in = {&article->findings, &article->context->lexicon};
        struct sr_report_options report = {
            .width = plan->options->width, .colour = plan->options->colour, .numbers_all = plan->options->numbers_all};
        if (format == SR_WRITE_EXPLAIN)
            return sr_report_explain(&in, &report, plan->options->measure, &article->out, err);
        return sr_report_text(&in, &report, &article->out, err);
    }
    }
}

int sr_article_write(struct sr_article *article, const char *format, const struct sr_options *options,
                     const char **bytes, size_t *size, struct sr_error *error) {
    struct sr_err err;
    struct sr_plan plan;
    if (!article->read) {
        (void)sr_fail(&err, SR_ERR_USAGE, "call sr_article_read first", "nothing was read");
        return sr_error_from(&err, error);
    }
    int kind = sr_choose_format(format, error), code = sr_options_check(options, &plan, error);
    if (kind < 0 || code) return kind < 0 ? SR_CODE_USAGE : code;
    sr_buf_clear(&article->out);
    enum sr_status status = write_as(article, kind, &plan, &err);
    if (!status && article->out.failed) status = sr_fail_memory(&err, "writing a record");
    if (status) return fail_here(article, &err, error);
    *bytes = article->out.p;
    *size = article->out.size;
    return 0;
}
