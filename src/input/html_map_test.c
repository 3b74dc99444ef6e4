/* html_map_test.c: a page's text leads back to its bytes. Each row's map is told as the source's bytes, run by run. */
#include "base/test.h"
#include "input/html.h"
#include "lexicon/lexicon.h"

static const struct {
    const char *name, *page, *expected;
} rows[] = {
    {"plain", "<p>Two men died.", "Two men died."},
    {"an element within", "<p>Two <b>men</b> died.", "Two|men| died."},
    {"entities", "<p>Caf&eacute; &amp; bar&#8212;six&#x2019;s died.",
     "Caf|&eacute;| |&amp;| bar|&#8212;|six|&#x2019;|s died."},
    {"entities without an end", "<p>Caf&eacute six &copy2019 died &#82st men.",
     "Caf|&eacute| six |&copy|2019 died |&#82|st men."},
    {"no entities", "<p>R&D&D, AT&T & Co, Q&amp1; died.", "R&D&D, AT&T & Co, Q|&amp|1; died."},
    {"an escaped entity", "<p>Say &amp;amp; and &amp;eacute; twice.", "Say |&amp;|amp; and |&amp;|eacute; twice."},
    {"white space is squeezed", "<p>Two\n  men &nbsp; died.", "Two| men| died."},
    {"soft hyphens go", "<p>kid\xC2\xADnapped", "kid|napped"},
    {"line ends of a typewriter", "<p>Two\r\nmen died.", "Two|men died."},
    {"preformatted", "<pre>\nTwo men died.</pre>", "Two men died."},
};

static void run(const struct sr_lexicon *lexicon, size_t i) {
    struct sr_arena arena;
    struct sr_document d = {0};
    struct sr_err err = {0};
    char got[512] = "";
    struct sr_html_in in = {.bytes = sr_str_c(rows[i].page), .lexicon = lexicon, .whole = true};
    sr_arena_init(&arena, 0);
    SR_CHECK_INT(rows[i].name, sr_html_read(&in, &arena, &d, &err), SR_OK);
    for (uint32_t k = 0; k < d.source_map.count; k++) {
        const struct sr_source_run *r = &d.source_map.runs[k];
        size_t n = strlen(got);
        (void)snprintf(got + n, sizeof got - n, "%s%.*s", k ? "|" : "", (int)r->length, rows[i].page + r->source);
    }
    SR_CHECK_C(rows[i].name, got, rows[i].expected);
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) run(&lexicon, i);
    return sr_test_end("html map");
}
