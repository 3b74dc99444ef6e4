#include "base/files_test.h"
#include "reader/show_test.h"

/* Texts marked by hand (tests/corpus/reader, whose README says how): the reader must put the same marks back. */

static const char folder[] = "tests/corpus/reader";
static const char bar[] = "\xE2\x80\x96", pilcrow[] = "\xC2\xB6";

static uint32_t mark_at(struct sr_str s, uint32_t i) {
    if (s.n - i >= 3 && memcmp(s.p + i, bar, 3) == 0) return 3;
    return s.n - i >= 2 && memcmp(s.p + i, pilcrow, 2) == 0 ? 2 : 0;
}

/* The text without marks, each with the space before it. */
static void unmark(struct sr_str marked, struct sr_buf *out) {
    for (uint32_t i = 0; i < marked.n;) {
        bool space = marked.p[i] == ' ' && i + 1 < marked.n;
        uint32_t n = mark_at(marked, i + space);
        if (n) {
            i += space + n;
        } else {
            sr_buf_char(out, marked.p[i++]);
        }
    }
}

static void mark_again(const struct sr_reading *r, struct sr_str text, struct sr_buf *out) {
    uint32_t at = 0;
    for (uint32_t i = 0; i + 1 < r->sentence_count; i++) {
        const struct sr_sentence *s = &r->sentences[i];
        sr_buf_add(out, text.p + at, s->span.end - at);
        at = s->span.end;
        sr_buf_char(out, ' ');
        sr_buf_c(out, r->sentences[i + 1].paragraph == s->paragraph ? bar : pilcrow);
    }
    sr_buf_add(out, text.p + at, text.n - at);
}

static void run(void *user, const char *name, const char *file) {
    struct sr_show *s = user;
    struct sr_buf text = {0}, again = {0};
    const char *rule = strstr(file, "\n---\n");
    SR_CHECK(name, rule != NULL);
    if (rule) {
        struct sr_str marked = sr_str_c(rule + 5);
        unmark(marked, &text);
        struct sr_str plain = {text.p, (uint32_t)text.size};
        sr_show_read(s, name, plain);
        mark_again(&s->reading, plain, &again);
        SR_CHECK_STR(name, ((struct sr_str){again.p, (uint32_t)again.size}), marked);
    }
    sr_buf_release(&text);
    sr_buf_release(&again);
}

int main(void) {
    struct sr_show s;
    sr_show_open(&s);
    sr_test_each_file(folder, run, &s);
    sr_show_close(&s);
    return sr_test_end("reader/corpus");
}
