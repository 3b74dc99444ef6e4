/* files_test.h: the folders of marked texts that tests hold the stages against. */
#ifndef SR_BASE_FILES_TEST_H
#define SR_BASE_FILES_TEST_H

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/test.h"

/* Append a whole file; false when it can't be read. */
static inline bool sr_test_slurp(const char *path, struct sr_buf *out) {
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) sr_buf_add(out, part, n);
    (void)fclose(f);
    return true;
}

/* The next line, without its end; *p moves behind it. */
static inline struct sr_str sr_test_line(const char **p) {
    const char *end = strchr(*p, '\n');
    struct sr_str s = {*p, end ? (uint32_t)(end - *p) : (uint32_t)strlen(*p)};
    *p = end ? end + 1 : *p + s.n;
    return s;
}

typedef void sr_test_file(void *user, const char *name, const char *text);

/* Each *.txt of a folder, by name; `text` ends in NUL. */
static inline void sr_test_each_file(const char *folder, sr_test_file *run, void *user) {
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    SR_CHECK(folder, count > 0);
    for (int i = 0; i < count; i++) {
        char path[512];
        struct sr_buf text = {0};
        size_t n = strlen(entries[i]->d_name);
        (void)snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (n > 4 && strcmp(entries[i]->d_name + n - 4, ".txt") == 0) {
            SR_CHECK(path, sr_test_slurp(path, &text));
            sr_buf_char(&text, '\0');
            run(user, entries[i]->d_name, text.p);
        }
        sr_buf_release(&text);
        free(entries[i]);
    }
    free(entries);
}

/* ---- a text a line, then what is found in it, a line each after a tab; "-": nothing ---- */

/* Append what is found in the text, in the form of the marks. */
typedef void sr_test_tell(const void *context, const char *text, struct sr_buf *out);

struct sr_test_marks {
    sr_test_tell *tell;
    const void *context;
};

static inline void sr_test_marks_of_file(void *user, const char *name, const char *p) {
    const struct sr_test_marks *m = user;
    char text[2048] = "";
    struct sr_buf want = {0}, got = {0};
    (void)name;
    for (bool more = true; more;) {
        more = *p != 0;
        struct sr_str line = sr_test_line(&p);
        if (more && line.n && line.p[0] == '\t') {
            if (!sr_str_is(line, "\t-")) sr_buf_printf(&want, "%.*s\n", (int)line.n, line.p);
            continue;
        }
        if (*text) {
            sr_buf_clear(&got);
            m->tell(m->context, text, &got);
            SR_CHECK_STR(text, ((struct sr_str){got.p, (uint32_t)got.size}),
                         ((struct sr_str){want.p, (uint32_t)want.size}));
        }
        sr_buf_clear(&want);
        (void)snprintf(text, sizeof text, "%.*s", line.n && line.p[0] != '#' ? (int)line.n : 0, line.p);
    }
    sr_buf_release(&want);
    sr_buf_release(&got);
}

/* The program of such a test: its arguments are texts, and what is found in each is printed; without any, true: run the
 * folder's files. */
static inline bool sr_test_told(int argc, char **argv, sr_test_tell *tell, const void *context) {
    struct sr_buf out = {0};
    for (int i = 1; i < argc; i++) {
        sr_buf_clear(&out);
        tell(context, argv[i], &out);
        printf("%.*s", (int)out.size, out.p ? out.p : "");
    }
    sr_buf_release(&out);
    return argc > 1;
}

/* ---- passages: "== name", the text, "--", marks ---- */

/* Run the passage that begins with its name's line at `p`; gives where the next begins, or the text's end. */
typedef const char *sr_test_passage(const void *context, const char *file, const char *p);

struct sr_test_passages {
    sr_test_passage *run;
    const void *context;
    uint32_t count;
};

static inline void sr_test_passages_of_file(void *user, const char *name, const char *text) {
    struct sr_test_passages *all = user;
    for (const char *p = strstr(text, "== "); p && *p; all->count++) p = all->run(all->context, name, p);
}

#endif
