#include "input/input.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/test.h"
#include "lexicon/lexicon.h"

static struct sr_lexicon lexicon;

/* ---- titles ---- */

static const struct {
    const char *text, *told, *title; /* told NULL: none; title "": none */
} titles[] = {
    {"Gunmen storm hotel\n\nAt least 12 people died.", NULL, "Gunmen storm hotel"},
    {"Gunmen storm hotel\nAt least 12 people died in an attack on a hotel.", NULL, "Gunmen storm hotel"},
    {"\n  Gunmen storm hotel \r\n\r\nAt least 12 people died.", NULL, "Gunmen storm hotel"},
    {"27 November 2005\nGunmen storm hotel\n\nAt least 12 people died.", NULL, "Gunmen storm hotel"},
    {"Gunmen storm hotel.\n\nROME - At least 12 people died.", NULL, "Gunmen storm hotel."},
    {"Gunmen storm hotel...\n\nAt least 12 people died.", NULL, "Gunmen storm hotel..."},
    {"At least 12 people died.\n\nPolice said so.", NULL, ""},
    {"At least 12 people died", NULL, ""},
    {"By A. Reporter\n\nAt least 12 people died.", NULL, ""},
    {"BAMAKO, Mali (AP) - At least 12\npeople died.", NULL, ""},
    {"At least twelve people died in an attack\non a hotel in the capital on Friday, the\npolice said.", NULL, ""},
    {"AT LEAST TWELVE PEOPLE DIED IN AN ATTACK\nON A HOTEL IN THE CAPITAL ON FRIDAY, THE\nPOLICE SAID.", NULL, ""},
    {"Gunmen storm hotel\n\nAt least 12 people died.", "Gunmen Storm Hotel", "Gunmen storm hotel"},
    {"Gunmen storm ‘hotel’.\n\nAt least 12 people died.", "Gunmen storm 'hotel'", "Gunmen storm ‘hotel’."},
    {"A kicker\nGunmen storm hotel\n\nAt least 12 people died.", "Gunmen storm hotel", "Gunmen storm hotel"},
    {"A kicker\n\nAt least 12 people died.", "Gunmen storm hotel", ""},
    {"", NULL, ""},
};

static void check_titles(void) {
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct sr_str text = sr_str_c(titles[i].text);
        struct sr_span span = sr_title_find(&lexicon, text, sr_str_c(titles[i].told));
        SR_CHECK_STR(titles[i].text, sr_slice(text.p, span), sr_str_c(titles[i].title));
    }
}

/* ---- repair ---- */

static const struct {
    const char *bytes, *text;
    uint32_t repaired;
} repairs[] = {
    {"plain", "plain", 0},
    {"caf\xC3\xA9", "café", 0},
    {"caf\xE9 bar", "caf\xEF\xBF\xBD bar", 1},
    {"\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
    {"\xE2\x80", "\xEF\xBF\xBD", 2}, /* a dash cut short: one part */
    {"\xE2\x80X", "\xEF\xBF\xBDX", 2},
    {"\xE0\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3}, /* too long a form */
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3}, /* half a surrogate pair */
    {"\xF0\x9F\x98", "\xEF\xBF\xBD", 3},
    {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4}, /* beyond U+10FFFF */
    {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
    {"\xFF"
     "a\xFF",
     "\xEF\xBF\xBD"
     "a\xEF\xBF\xBD",
     2},
    {"\xEF\xBB\xBF"
     "a",
     "\xEF\xBB\xBF"
     "a",
     0},
};

static void check_repairs(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++) {
        struct sr_str text = {0};
        uint32_t repaired = 99;
        struct sr_err err;
        SR_CHECK_INT("repair", sr_text_repair(sr_str_c(repairs[i].bytes), &arena, &text, &repaired, &err), SR_OK);
        SR_CHECK_STR(repairs[i].text, text, sr_str_c(repairs[i].text));
        SR_CHECK_INT(repairs[i].text, repaired, repairs[i].repaired);
    }
    sr_arena_release(&arena);
}

/* ---- lines of JSON ---- */

static const struct {
    const char *line;
    enum sr_status status;
    uint64_t column;
    const char *wanted; /* the text, or the message */
} lines[] = {
    {"{\"id\":\"a\",\"text\":\"Hello.\"}", SR_OK, 0, "Hello."},
    {"{\"text\":\"Hello.\",\"more\":{\"id\":7},\"id\":\"a\"}", SR_OK, 0, "Hello."},
    {"{\"id\":\"a\",\"text\":\"Hello.\",\"title\":null,\"published\":null,\"outlet\":null,\"url\":null}", SR_OK, 0,
     "Hello."},
    {"{\"id\":\"a\",\"text\":\"half \\ud83d a pair\"}", SR_OK, 0, "half \xEF\xBF\xBD a pair"},
    {"{\"id\":\"a\",\"text\":\"low \\udE00\"}", SR_OK, 0, "low \xEF\xBF\xBD"},
    {"{\"id\":\"a\",\"text\":\"whole \\ud83d\\ude00 pair\"}", SR_OK, 0, "whole \xF0\x9F\x98\x80 pair"},
    {"{\"id\":\"a\",\"text\":\"a \\\\ud83d is text\"}", SR_OK, 0, "a \\ud83d is text"},
    {"{\"id\":\"a\",\"text\":\"\xE9\"}", SR_OK, 0, "\xEF\xBF\xBD"},
    {"{\"id\":\"a\",\"text\":\"a\\u0000b\"}", SR_ERR_ENCODING, 18, "'text' is a binary, not text: byte 1 is NUL"},
    {"{\"id\":\"a\",\"text\":\"\"}", SR_ERR_EMPTY, 18, "'text' is empty"},
    {"{\"id\":\"a\",\"text\":\" \\n\"}", SR_ERR_EMPTY, 18, "'text' holds only white space"},
    {"{\"id\":\"a\"}", SR_ERR_FIELD, 0, "'text' is missing"},
    {"{\"text\":\"a\"}", SR_ERR_FIELD, 0, "'id' is missing"},
    {"{\"id\":\"\",\"text\":\"a\"}", SR_ERR_FIELD, 7, "'id' is empty"},
    {"{\"id\":7,\"text\":\"a\"}", SR_ERR_FIELD, 7, "'id' must be a string, not a number"},
    {"{\"id\":\"a\",\"text\":null}", SR_ERR_FIELD, 18, "'text' must be a string, not null"},
    {"{\"id\":\"a\",\"text\":\"b\",\"title\":[]}", SR_ERR_FIELD, 30, "'title' must be a string, not a list"},
    {"{\"id\":\"a\",\"text\":\"b\", \"published\" : \"20-11-2015\"}", SR_ERR_DATE, 37,
     "'published' is not a date: '20-11-2015'"},
    {"{\"id\":\"published\",\"text\":\"b\",\"published\":\"x\"}", SR_ERR_DATE, 42, "'published' is not a date: 'x'"},
    {"{\"id\":\"a\",\"text\":\"b\",\"published\":\"a\\u001b[31m\"}", SR_ERR_DATE, 34,
     "'published' is not a date: 'a?[31m'"},
    {"{\"id\":\"a\",\"id\":\"b\",\"text\":\"b\"}", SR_ERR_JSON, 14, "not JSON: duplicate object key"},
    {"{\"id\":\"a\"", SR_ERR_JSON, 9, "not JSON: '}' expected"},
    {" [1]", SR_ERR_JSON, 2, "not a JSON object"},
    {"7", SR_ERR_JSON, 1, "not a JSON object"},
    {"", SR_ERR_JSON, 1, "not a JSON object"},
    {"{\"id\":\"a\",\"text\":\"b\"} {}", SR_ERR_JSON, 23, "not JSON: end of file expected"},
};

static void check_lines(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct sr_document d = {.line = 7};
        struct sr_err err = {0};
        enum sr_status status = sr_jsonl_read(sr_str_c(lines[i].line), &arena, &d, &err);
        SR_CHECK_INT(lines[i].line, status, lines[i].status);
        SR_CHECK_STR(lines[i].line, status ? sr_str_c(err.message) : d.text, sr_str_c(lines[i].wanted));
        SR_CHECK_INT(lines[i].line, err.column, lines[i].column);
        SR_CHECK_INT(lines[i].line, d.line, status ? 7 : 0); /* untouched on failure */
    }
    sr_arena_release(&arena);
}

/* ---- whole documents ---- */

static const struct {
    const char *format, *bytes, *published; /* published: told from outside, or NULL */
    enum sr_status status;
    const char *id, *title, *date; /* or, on failure: the message, NULL, NULL */
} documents[] = {
    {"text", "A blast\n\nSAN SALVADOR, 3 JAN 90 (AFP) -- A bomb went off.", NULL, SR_OK, "doc", "A blast",
     "1990-01-03"},
    {"text", "A blast\n\nSAN SALVADOR, 3 JAN 90 (AFP) -- A bomb went off.", "2001", SR_OK, "doc", "A blast", "2001"},
    {"text", "A blast\n\nSunday, October 25, 2009\n\nA bomb went off.", NULL, SR_OK, "doc", "A blast", "2009-10-25"},
    {"text", "A bomb went off on October 25, 2009.", NULL, SR_OK, "doc", "", ""},
    {"jsonl", "{\"id\":\"x\",\"text\":\"Hi.\",\"published\":\"2015-11-20T07:00Z\"}", NULL, SR_OK, "x", "",
     "2015-11-20T07:00+00:00"},
    {"jsonl", "{\"id\":\"x\",\"text\":\"Hi.\",\"published\":\"2015-11-20T07:00Z\"}", "2001-02-03", SR_OK, "x", "",
     "2001-02-03"},
    {"jsonl", "{\"id\":\"x\",\"text\":\"Hi.\",\"title\":\"A blast\"}", NULL, SR_OK, "x", "A blast", ""},
    {"text", "", NULL, SR_ERR_EMPTY, "the file is empty", NULL, NULL},
    {"text", " \n\xC2\xA0\n", NULL, SR_ERR_EMPTY, "the file holds only white space", NULL, NULL},
    {"text", "\x01\x02\x03 text", NULL, SR_ERR_ENCODING,
     "the file is a binary, not text: 3 of its 8 bytes are control characters", NULL, NULL},
    {"text", "%PDF-1.4 x", NULL, SR_ERR_FORMAT, "the file is a PDF", NULL, NULL},
};

static void check_documents(void) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        const char *bytes = documents[i].bytes;
        struct sr_raw raw = {.line = 3};
        raw.format = strcmp(documents[i].format, "text") == 0 ? SR_FORMAT_TEXT : SR_FORMAT_JSONL;
        sr_buf_c(&raw.bytes, bytes);
        sr_buf_c(&raw.file, "dir/doc");
        sr_buf_c(&raw.id, "doc");
        struct sr_date published = {0};
        if (documents[i].published) SR_CHECK(bytes, sr_date_parse(sr_str_c(documents[i].published), &published));
        struct sr_decode_in in = {
            .raw = &raw, .lexicon = &lexicon, .published = documents[i].published ? &published : NULL};
        struct sr_document d = {0};
        struct sr_err err = {0};
        enum sr_status status = sr_decode(&in, &arena, &d, &err);
        SR_CHECK_INT(bytes, status, documents[i].status);
        SR_CHECK_STR(bytes, status ? sr_str_c(err.message) : d.id, sr_str_c(documents[i].id));
        if (!status) {
            SR_CHECK_STR(bytes, d.title, sr_str_c(documents[i].title));
            struct sr_str date = d.has_published ? sr_date_write(&arena, &d.published) : (struct sr_str){0};
            SR_CHECK_STR(bytes, date, sr_str_c(documents[i].date));
        } else {
            SR_CHECK_C(bytes, err.file, "dir/doc");
            SR_CHECK_INT(bytes, err.line, 3);
        }
        sr_raw_release(&raw);
    }
    sr_arena_release(&arena);
}

/* ---- sources ---- */

/* All that a source gives, as "id:bytes|…" with "!message" for errors. */
static void collect(struct sr_source *source, char *out, size_t size) {
    struct sr_raw raw = {0};
    bool end = false;
    size_t at = 0;
    out[0] = 0;
    for (int i = 0; i < 50; i++) {
        struct sr_err err = {0};
        int n;
        if (sr_source_next(source, &raw, &end, &err)) n = snprintf(out + at, size - at, "!%s|", err.message);
        else if (end) break;
        else
            n = snprintf(out + at, size - at, "%.*s/%d:%.*s|", (int)raw.id.size, raw.id.p ? raw.id.p : "",
                         (int)raw.line, (int)raw.bytes.size, raw.bytes.p ? raw.bytes.p : "");
        if (n < 0 || (size_t)n >= size - at) break;
        at += (size_t)n;
    }
    sr_raw_release(&raw);
}

static const struct {
    enum sr_format format;
    size_t max_size;
    const char *bytes, *wanted;
} sources[] = {
    {SR_FORMAT_AUTO, 0, "Hello.\nAgain.\n", "in/0:Hello.\nAgain.\n|"},
    {SR_FORMAT_AUTO, 0, "{\"a\":1}\n\n \t\r\n{\"b\":2}", "in/1:{\"a\":1}|in/4:{\"b\":2}|"},
    {SR_FORMAT_AUTO, 0, "\xEF\xBB\xBF \n{ \"a\":1}\n", "in/2:{ \"a\":1}|"},
    {SR_FORMAT_AUTO, 0, "{braces} are text", "in/0:{braces} are text|"},
    {SR_FORMAT_TEXT, 0, "{\"a\":1}\n", "in/0:{\"a\":1}\n|"},
    {SR_FORMAT_JSONL, 0, "\xEF\xBB\xBFone\ntwo\n", "in/1:one|in/2:two|"},
    {SR_FORMAT_JSONL, 4, "one\nthree\nfour\nfive5",
     "in/1:one|!the line is longer than the limit of 4 bytes|in/3:four|!the line is longer than the limit of 4 bytes|"},
    {SR_FORMAT_TEXT, 4, "three", "!the document is longer than the limit of 4 bytes|"},
    {SR_FORMAT_TEXT, 5, "three", "in/0:three|"},
    {SR_FORMAT_TEXT, 0, "", "in/0:|"},
    {SR_FORMAT_JSONL, 0, "", ""},
    {SR_FORMAT_JSONL, 0, "\n\n", ""},
};

static void check_sources(void) {
    char got[4096];
    struct sr_err err;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const char *bytes = sources[i].bytes;
        struct sr_source *memory = sr_source_new(sources[i].format, sources[i].max_size);
        SR_CHECK_INT(bytes, sr_source_add_bytes(memory, bytes, strlen(bytes), "in", &err), SR_OK);
        collect(memory, got, sizeof got);
        SR_CHECK_C(bytes, got, sources[i].wanted);
        sr_source_free(memory);

        int ends[2];
        if (pipe(ends)) return;
        SR_CHECK_INT("pipe", write(ends[1], bytes, strlen(bytes)), (int64_t)strlen(bytes));
        (void)close(ends[1]);
        struct sr_source *fd = sr_source_new(sources[i].format, sources[i].max_size);
        SR_CHECK_INT(bytes, sr_source_add_fd(fd, ends[0], "in", &err), SR_OK);
        collect(fd, got, sizeof got);
        SR_CHECK_C(bytes, got, sources[i].wanted);
        sr_source_free(fd);
        (void)close(ends[0]);
    }
}

static void put(const char *dir, const char *name, const char *bytes) {
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    if (!f) return;
    (void)fputs(bytes, f);
    (void)fclose(f);
}

static void check_folder(void) {
    char dir[] = "/tmp/sitrep-input-XXXXXX", sub[64], path[600], got[4096];
    struct sr_err err;
    if (!mkdtemp(dir)) {
        SR_CHECK("mkdtemp", false);
        return;
    }
    (void)snprintf(sub, sizeof sub, "%s/m", dir);
    (void)mkdir(sub, 0700);
    put(dir, "b.txt", "B");
    put(dir, "a.txt", "A");
    put(dir, "z.jsonl", "1\n2\n");
    put(dir, "note.md", "not read");
    put(dir, ".hidden.txt", "not read");
    put(sub, "c.txt", "C");
    struct sr_source *s = sr_source_new(SR_FORMAT_AUTO, 0);
    (void)snprintf(path, sizeof path, "%s/none.txt", dir);
    SR_CHECK_INT("add", sr_source_add_path(s, path, &err), SR_OK);
    SR_CHECK_INT("add", sr_source_add_path(s, dir, &err), SR_OK);
    (void)snprintf(path, sizeof path, "%s/note.md", dir);
    SR_CHECK_INT("add", sr_source_add_path(s, path, &err), SR_OK);
    collect(s, got, sizeof got);
    char wanted[1024];
    (void)snprintf(
        wanted, sizeof wanted,
        "!no such file: '%s/none.txt'|a.txt/0:A|b.txt/0:B|m/c.txt/0:C|z.jsonl/1:1|z.jsonl/2:2|note.md/0:not read|",
        dir);
    SR_CHECK_C("folder", got, wanted);
    sr_source_free(s);
    static const char *const names[] = {"b.txt", "a.txt", "z.jsonl", "note.md", ".hidden.txt", "m/c.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)unlink(path);
    }
    s = sr_source_new(SR_FORMAT_AUTO, 0);
    SR_CHECK_INT("add", sr_source_add_path(s, sub, &err), SR_OK);
    collect(s, got, sizeof got);
    (void)snprintf(wanted, sizeof wanted, "!the folder '%s' holds nothing to read|", sub);
    SR_CHECK_C("an empty folder", got, wanted);
    sr_source_free(s);
    (void)rmdir(sub);
    (void)rmdir(dir);
}

/* Every allocation in turn fails: no crash, and the document is untouched. */
static void check_short_memory(void) {
    struct sr_raw raw = {.format = SR_FORMAT_JSONL};
    sr_buf_c(&raw.bytes,
             "{\"id\":\"a\",\"text\":\"caf\xE9 \\ud800\",\"title\":\"t\",\"published\":\"2015\",\"url\":\"u\"}");
    struct sr_decode_in in = {.raw = &raw, .lexicon = &lexicon};
    uint64_t failed = 0;
    for (uint64_t n = 1; n < 40; n++) {
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        arena.fail_after = n;
        struct sr_document d = {.line = 9};
        struct sr_err err;
        enum sr_status status = sr_decode(&in, &arena, &d, &err);
        if (status) {
            failed++;
            SR_CHECK_INT("status", status, SR_ERR_MEMORY);
            SR_CHECK_INT("untouched", d.line, 9);
        }
        sr_arena_release(&arena);
    }
    SR_CHECK("some allocation failed", failed > 4);
    sr_raw_release(&raw);
}

int main(void) {
    struct sr_err err;
    if (sr_lexicon_open(&lexicon, &err)) return 1;
    check_titles();
    check_repairs();
    check_lines();
    check_documents();
    check_sources();
    check_folder();
    check_short_memory();
    return sr_test_end("input");
}
