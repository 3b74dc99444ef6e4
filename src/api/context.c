#include "api/api.h"
#include "lexicon/user.h"
#include "reader/encoder.h"

#ifndef SR_VERSION
#define SR_VERSION "0.1.0"
#endif

const char *sr_version(void) {
    return SR_VERSION;
}

static enum sr_status add_table(struct sr_context *context, const struct sr_table_text *table, struct sr_err *err) {
    static const char mend[] = "take one of: gazetteer, outlets, sources";
    uint32_t which = table->table ? sr_user_table_from(sr_str_c(table->table)) : SR_USER_COUNT;
    if (which == SR_USER_COUNT)
        return sr_fail(err, SR_ERR_USAGE, mend, "'%.60s' is no table", table->table ? table->table : "");
    if (table->size > UINT32_MAX / 4) return sr_fail(err, SR_ERR_LIMIT, "split it", "the table is longer than 1 GiB");
    struct sr_str tsv = {table->bytes, (uint32_t)table->size};
    return sr_lexicon_add(&context->lexicon, (enum sr_user_table)which, tsv, table->name ? table->name : table->table,
                          &context->tables, err);
}

enum { READER_AUTO, READER_RULES, READER_LEARNED };

/* The weights that are linked in (mk/reader.mk); begin and end are one where there are none. */
extern const char sr_model_begin[], sr_model_end[];

static enum sr_status open_model(struct sr_context *context, const struct sr_context_options *options, int reader,
                                 struct sr_err *err) {
    const char *bytes = options->model ? options->model : sr_model_begin;
    size_t size = options->model ? options->model_size : (size_t)(sr_model_end - sr_model_begin);
    struct sr_encoder *encoder;
    if (reader == READER_RULES || (reader == READER_AUTO && !options->model && !size)) return SR_OK;
    if (!options->model && !size)
        return sr_fail(err, SR_ERR_USAGE, "name one: --model FILE", "no model is linked in for the reader 'learned'");
    enum sr_status status = sr_encoder_open(bytes, size, NULL, &context->weights, &encoder, err);
    if (status == SR_ERR_MODEL && options->model_name) sr_err_at(err, options->model_name, 0, 0);
    if (status) return status;
    context->learned.encoder = encoder;
    context->learned.parts = reader == READER_LEARNED ? SR_LEARN_ALL : SR_LEARN_BEST;
    return SR_OK;
}

struct sr_context *sr_context_open_with(const struct sr_context_options *options, struct sr_error *error) {
    static const struct sr_context_options defaults = {0};
    static const char *const readers[] = {"auto", "rules", "learned", NULL};
    struct sr_err err;
    if (!options) options = &defaults;
    int reader = options->reader ? sr_choose(options->reader, readers, "reader", error) : READER_AUTO;
    if (reader < 0) return NULL;
    struct sr_context *context = calloc(1, sizeof *context);
    enum sr_status status = context ? sr_lexicon_open(&context->lexicon, &err) : sr_fail_memory(&err, "opening");
    if (!status) {
        sr_arena_init(&context->tables, 0);
        sr_arena_init(&context->weights, 0);
    }
    for (size_t i = 0; !status && i < options->table_count; i++) status = add_table(context, &options->tables[i], &err);
    if (!status) status = open_model(context, options, reader, &err);
    if (!status) return context;
    sr_context_close(context);
    (void)sr_error_from(&err, error);
    return NULL;
}

struct sr_context *sr_context_open(struct sr_error *error) {
    return sr_context_open_with(NULL, error);
}

void sr_context_close(struct sr_context *context) {
    if (!context) return;
    sr_arena_release(&context->tables);
    sr_arena_release(&context->weights);
    free(context);
}

struct sr_input *sr_input_open(const char *format, size_t max_size, struct sr_error *error) {
    static const char *const formats[] = {"auto", "text", "jsonl", "html",
                                          "feed", "warc", NULL}; /* as enum sr_format has them */
    int kind = format ? sr_choose(format, formats, "format of input", error) : SR_FORMAT_AUTO;
    if (kind < 0) return NULL;
    struct sr_err err;
    if (max_size > SR_MAX_SIZE_LARGEST) {
        (void)sr_fail(&err, SR_ERR_USAGE, "1 GiB is the most", "the limit of %zu bytes is too large", max_size);
        (void)sr_error_from(&err, error);
        return NULL;
    }
    struct sr_input *input = calloc(1, sizeof *input);
    if (input && (input->source = sr_source_new((enum sr_format)kind, max_size))) return input;
    free(input);
    (void)sr_fail_memory(&err, "opening an input");
    (void)sr_error_from(&err, error);
    return NULL;
}

void sr_input_close(struct sr_input *input) {
    if (!input) return;
    sr_source_free(input->source);
    free(input);
}

int sr_input_add_path(struct sr_input *input, const char *path, struct sr_error *error) {
    struct sr_err err;
    return sr_source_add_path(input->source, path, &err) ? sr_error_from(&err, error) : 0;
}

int sr_input_add_fd(struct sr_input *input, int fd, const char *name, struct sr_error *error) {
    struct sr_err err;
    return sr_source_add_fd(input->source, fd, name, &err) ? sr_error_from(&err, error) : 0;
}

int sr_input_add_bytes(struct sr_input *input, const char *bytes, size_t size, const char *name,
                       struct sr_error *error) {
    struct sr_err err;
    return sr_source_add_bytes(input->source, bytes, size, name, &err) ? sr_error_from(&err, error) : 0;
}

int sr_input_next(struct sr_input *input, struct sr_article *article, struct sr_error *error) {
    struct sr_err err;
    bool end;
    article->loaded = article->read = false;
    article->warning[0] = 0;
    if (sr_source_next(input->source, &article->raw, &end, &err)) {
        (void)sr_error_from(&err, error);
        return SR_NEXT_FAILED;
    }
    article->loaded = !end;
    return end ? SR_NEXT_END : SR_NEXT_ARTICLE;
}
