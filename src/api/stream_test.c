/* The public face, used as a program outside would: sitrep.h and nothing else of ours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/test.h"
#include "sitrep.h"

static const struct sr_options TO_INPUT = {.until = "input"};

/* `count` documents as JSON Lines, of very different lengths, every `bad`th without a text (0: none). */
static char *documents(unsigned count, unsigned bad, size_t *size) {
    char *out = NULL;
    FILE *f = open_memstream(&out, size);
    if (!f) abort();
    for (unsigned i = 0; i < count; i++) {
        (void)fprintf(f, "{\"id\":\"d%u\",", i);
        if (bad && i % bad == bad - 1) (void)fprintf(f, "\"no\":1}\n");
        else {
            (void)fprintf(f, "\"text\":\"Report %u.", i);
            for (unsigned j = 0; j < i * 7919u % 97; j++)
                (void)fprintf(f, " Two men were killed in the market, police said.");
            (void)fprintf(f, "\"}\n");
        }
    }
    (void)fclose(f);
    return out;
}

struct gathered {
    char *bytes;
    size_t size;
    FILE *file;
    uint64_t documents, skipped;
    unsigned stop_after;
};

static int gather(void *user, const struct sr_result *r) {
    struct gathered *g = user;
    if (r->bytes) (void)fwrite(r->bytes, 1, r->size, g->file);
    else (void)fprintf(g->file, "!%s\n", r->error->message);
    g->documents = r->documents;
    g->skipped = r->skipped;
    return g->stop_after && r->documents == g->stop_after ? 7 : 0;
}

static struct gathered stream(const char *bytes, size_t size, unsigned workers, unsigned stop_after) {
    struct gathered g = {.stop_after = stop_after};
    struct sr_error error;
    struct sr_context *context = sr_context_open(&error);
    struct sr_input *input = sr_input_open("jsonl", 0, &error);
    g.file = open_memstream(&g.bytes, &g.size);
    SR_CHECK("opened", context && input && g.file);
    SR_CHECK_INT("add", sr_input_add_bytes(input, bytes, size, "in", &error), 0);
    SR_CHECK_INT("stream", sr_read_stream(context, input, &TO_INPUT, "jsonl", workers, gather, &g, &error), 0);
    (void)fclose(g.file);
    sr_input_close(input);
    sr_context_close(context);
    return g;
}

static void check_order(void) {
    size_t size;
    char *bytes = documents(400, 9, &size);
    struct gathered one = stream(bytes, size, 1, 0);
    SR_CHECK_INT("documents", one.documents, 400);
    SR_CHECK_INT("skipped", one.skipped, 44);
    for (unsigned workers = 2; workers < 9; workers += 3) {
        struct gathered many = stream(bytes, size, workers, 0);
        SR_CHECK_INT("documents", many.documents, 400);
        SR_CHECK("many workers write what one writes",
                 many.size == one.size && memcmp(many.bytes, one.bytes, one.size) == 0);
        free(many.bytes);
        struct gathered some = stream(bytes, size, workers, 25);
        SR_CHECK_INT("the sink ends it", some.documents, 25);
        SR_CHECK("what came before is whole", some.size <= one.size && memcmp(some.bytes, one.bytes, some.size) == 0);
        free(some.bytes);
    }
    free(one.bytes);
    struct gathered none = stream("", 0, 3, 0);
    SR_CHECK_INT("no documents", none.documents, 0);
    free(none.bytes);
    free(bytes);
}

/* A record must be out before the next line comes in, or a live feed would lag one behind. */
struct talk {
    int to;
    unsigned given;
};

static int answer(void *user, const struct sr_result *r) {
    struct talk *talk = user;
    static const char line[] = "{\"id\":\"x\",\"text\":\"Hello.\"}\n";
    talk->given += r->bytes != NULL;
    if (r->documents < 5) return write(talk->to, line, sizeof line - 1) < 0;
    return close(talk->to);
}

static void check_live(void) {
    for (unsigned workers = 1; workers < 4; workers++) {
        int ends[2];
        if (pipe(ends)) return;
        struct talk talk = {ends[1], 0};
        struct sr_error error;
        struct sr_result first = {.documents = 0};
        struct sr_context *context = sr_context_open(&error);
        struct sr_input *input = sr_input_open("auto", 0, &error);
        SR_CHECK_INT("add", sr_input_add_fd(input, ends[0], "pipe", &error), 0);
        SR_CHECK_INT("first line", answer(&talk, &first), 0);
        (void)alarm(20); /* a stream that waits for more than a line would wait for ever */
        SR_CHECK_INT("stream", sr_read_stream(context, input, &TO_INPUT, "jsonl", workers, answer, &talk, &error), 0);
        (void)alarm(0);
        SR_CHECK_INT("each line was answered", talk.given, 5);
        (void)close(ends[0]);
        sr_input_close(input);
        sr_context_close(context);
    }
}

static int drop(void *user, const struct sr_result *r) {
    *(uint64_t *)user = r->documents;
    return 0;
}

/* Read `count` documents down a pipe in a child of its own; its peak memory in KiB. */
static long peak_kib(unsigned count) {
    int ends[2];
    if (pipe(ends)) return -1;
    pid_t writer = fork();
    if (writer == 0) {
        (void)close(ends[0]);
        FILE *f = fdopen(ends[1], "w");
        for (unsigned i = 0; f && i < count; i++) {
            (void)fprintf(f, "{\"id\":\"%u\",\"text\":\"", i);
            for (unsigned j = 0; j < 20; j++)
                (void)fprintf(f, "At least %u people were killed, officials said on Friday. ", i % 50);
            (void)fprintf(f, "\"}\n");
        }
        if (f) (void)fclose(f);
        _exit(0);
    }
    (void)close(ends[1]);
    pid_t reader = fork();
    if (reader == 0) {
        uint64_t done = 0;
        struct sr_error error;
        struct sr_context *context = sr_context_open(&error);
        struct sr_input *input = sr_input_open("jsonl", 0, &error);
        int bad = sr_input_add_fd(input, ends[0], NULL, &error) ||
                  sr_read_stream(context, input, &TO_INPUT, "jsonl", 2, drop, &done, &error);
        _exit(bad || done != count);
    }
    (void)close(ends[0]);
    struct rusage usage;
    int status;
    (void)waitpid(writer, NULL, 0);
    if (wait4(reader, &status, 0, &usage) != reader || status != 0) return -1;
    return usage.ru_maxrss;
}

static void check_memory(void) {
    long few = peak_kib(1000), many = peak_kib(10000);
    SR_CHECK("both were read", few > 0 && many > 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* which keep what was freed */
    printf("stream: peak of 1,000 documents %ld KiB, of 10,000 %ld KiB\n", few, many);
    SR_CHECK("ten times the documents, at most 1.2 times the memory", 5 * many <= 6 * few);
#endif
}

static const struct {
    const char *name;
    struct sr_options options;
    const char *format;
    int code;
    const char *message;
} wrong[] = {
    {"format",
     {.until = "input"},
     "xml",
     SR_CODE_USAGE,
     "'xml' is no format; take one of: jsonl, conllu, text, explain, html"},
    {"until",
     {.until = "soon"},
     "jsonl",
     SR_CODE_USAGE,
     "'soon' is no stage; take one of: input, reader, time, place, attribution, figure, incident, reconcile"},
    {"offsets",
     {.offsets = "feet"},
     "jsonl",
     SR_CODE_USAGE,
     "'feet' is no unit of offsets; take one of: codepoints, bytes, utf16"},
    {"published",
     {.published = "soon"},
     "jsonl",
     SR_CODE_DATE,
     "the time of publication is not a date: 'soon'; write it as 2015-11-20 or 2015-11-20T07:00Z"},
};

static void check_wrong(void) {
    struct sr_error error;
    char line[1024];
    struct sr_context *context = sr_context_open(&error);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct gathered g = {0};
        struct sr_input *input = sr_input_open(NULL, 0, &error);
        SR_CHECK_INT("add", sr_input_add_bytes(input, "Hello.", 6, NULL, &error), 0);
        int code = sr_read_stream(context, input, &wrong[i].options, wrong[i].format, 1, gather, &g, &error);
        SR_CHECK_INT(wrong[i].name, code, wrong[i].code);
        SR_CHECK_INT(wrong[i].name, error.code, wrong[i].code);
        sr_error_format(&error, line, sizeof line);
        SR_CHECK_C(wrong[i].name, line, wrong[i].message);
        SR_CHECK_INT("nothing was read", g.documents, 0);
        sr_input_close(input);
    }
    SR_CHECK("no such input", sr_input_open("xml", 0, &error) == NULL);
    SR_CHECK_C("its message", error.message, "'xml' is no format of input");
    SR_CHECK("too large", sr_input_open("text", (size_t)2 << 30, &error) == NULL);
    SR_CHECK_C("a code's name", sr_error_name(SR_CODE_DATE), "date");
    SR_CHECK_C("no code's name", sr_error_name(-1), "unknown");
    SR_CHECK_C("no code's name", sr_error_name(1000), "unknown");
    sr_context_close(context);
}

static void check_article(void) {
    struct sr_error error;
    const char *bytes = NULL;
    size_t size = 0;
    struct sr_context *context = sr_context_open(&error);
    struct sr_input *input = sr_input_open("text", 0, &error);
    struct sr_article *article = sr_article_open(context, &error);
    SR_CHECK_INT("nothing to read", sr_article_read(article, NULL, &error), SR_CODE_USAGE);
    SR_CHECK_INT("nothing to write", sr_article_write(article, "jsonl", NULL, &bytes, &size, &error), SR_CODE_USAGE);
    SR_CHECK_C("no id", sr_article_id(article), "");
    SR_CHECK_INT("add", sr_input_add_bytes(input, "one caf\xE9, two bars, three shops", 31, "menu", &error), 0);
    SR_CHECK_INT("add", sr_input_add_path(input, "/nowhere/at/all", NULL), 0);
    SR_CHECK_INT("next", sr_input_next(input, article, &error), SR_NEXT_ARTICLE);
    SR_CHECK_INT("read", sr_article_read(article, &TO_INPUT, &error), 0);
    SR_CHECK_C("id", sr_article_id(article), "menu");
    const char *warning = sr_article_warning(article);
    SR_CHECK("it is warned of", warning && strstr(warning, "menu: the text is not UTF-8; it was read as WINDOWS-1252"));
    SR_CHECK_INT("write", sr_article_write(article, "jsonl", NULL, &bytes, &size, &error), 0);
    SR_CHECK("one line", size > 2 && memchr(bytes, '\n', size) == bytes + size - 1);
    SR_CHECK_INT("no such file", sr_input_next(input, article, &error), SR_NEXT_FAILED);
    SR_CHECK_INT("its code", error.code, SR_CODE_NOT_FOUND);
    SR_CHECK_INT("the end", sr_input_next(input, article, &error), SR_NEXT_END);
    SR_CHECK_INT("and again", sr_input_next(input, article, NULL), SR_NEXT_END);
    struct sr_options little = {.until = "input", .max_memory = 1};
    struct sr_input *again = sr_input_open(NULL, 0, &error);
    SR_CHECK_INT("add", sr_input_add_bytes(again, "Hello.", 6, NULL, &error), 0);
    SR_CHECK_INT("next", sr_input_next(again, article, &error), SR_NEXT_ARTICLE);
    (void)sr_article_read(article, &little,
                          NULL); /* whether a byte is enough is the arena's business; it mustn't crash */
    sr_input_close(again);
    sr_article_close(article);
    sr_input_close(input);
    sr_context_close(context);
    sr_article_close(NULL);
    sr_input_close(NULL);
    sr_context_close(NULL);
}

int main(void) {
    check_memory(); /* first, while this program is small */
    check_order();
    check_live();
    check_wrong();
    check_article();
    return sr_test_end("stream");
}
