#include <dirent.h>
#include <stdlib.h>

#include "reader/show_test.h"

/* Texts marked by hand (tests/corpus/reader, whose README says how): the reader must put the same marks back. */

static const char folder[] = "tests/corpus/reader";
static const char bar[] = "\xE2\x80\x96", pilcrow[] = "\xC2\xB6";

static bool slurp(const char *path, struct sr_buf *out) {
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) sr_buf_add(out, chunk, n);
    (void)fclose(f);
    return true;
}

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

static void run(struct sr_show *s, const char *name) {
    char path[512];
    struct sr_buf file = {0}, text = {0}, again = {0};
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    SR_CHECK(path, slurp(path, &file));
    sr_buf_char(&file, 0);
    const char *rule = strstr(file.p, "\n---\n");
    SR_CHECK(path, rule != NULL);
    if (rule) {
        struct sr_str marked = {rule + 5, (uint32_t)(file.p + file.size - 1 - (rule + 5))};
        unmark(marked, &text);
        struct sr_str plain = {text.p, (uint32_t)text.size};
        sr_show_read(s, path, plain);
        mark_again(&s->reading, plain, &again);
        SR_CHECK_STR(path, ((struct sr_str){again.p, (uint32_t)again.size}), marked);
    }
    sr_buf_release(&file);
    sr_buf_release(&text);
    sr_buf_release(&again);
}

static int is_text(const struct dirent *e) {
    size_t n = strlen(e->d_name);
    return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

int main(void) {
    struct sr_show s;
    struct dirent **list = NULL;
    sr_show_open(&s);
    int n = scandir(folder, &list, is_text, alphasort);
    SR_CHECK("there are marked texts", n > 0);
    for (int i = 0; i < n; i++) {
        run(&s, list[i]->d_name);
        free(list[i]);
    }
    free(list);
    sr_show_close(&s);
    return sr_test_end("reader/corpus");
}
