/* Holds sr_find_times against tests/corpus/time (its README tells the format). With arguments, prints the times of
 * each. */
#include "time/timex.h"

#include <dirent.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/test.h"

static void times_of(const struct sr_lexicon *lexicon, const char *text, struct sr_buf *out) {
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 64u << 20);
    struct sr_document d = {.text = sr_str_c(text), .has_published = true};
    (void)sr_date_parse(SR_STR("2015-11-20"), &d.published);
    struct sr_reading reading;
    struct sr_times times;
    sr_buf_clear(out);
    if (sr_read_text(&(struct sr_read_in){&d, lexicon}, &arena, &reading, &err) ||
        sr_find_times(&(struct sr_time_in){&d, &reading, lexicon}, &arena, &times, &err)) {
        sr_buf_c(out, "error");
    } else {
        for (uint32_t i = 0; i < times.count; i++) {
            const struct sr_timex *t = &times.items[i];
            struct sr_str s = sr_slice(text, t->span);
            sr_buf_printf(out, "\t%.*s = %s %.*s", (int)s.n, s.p, sr_timex_type_name(t->type), (int)t->value.n,
                          t->value.p);
            struct sr_str b = sr_date_write(&arena, &t->begin), e = sr_date_write(&arena, &t->end_date);
            if (t->has_interval) sr_buf_printf(out, " [%.*s, %.*s)", (int)b.n, b.p, (int)e.n, e.p);
            if (t->zone.n) sr_buf_printf(out, " %.*s", (int)t->zone.n, t->zone.p);
            sr_buf_char(out, '\n');
        }
    }
    sr_arena_release(&arena);
}

/* A file of tests/corpus/time: a text, then its marks after a tab. */
static void check_file(const struct sr_lexicon *lexicon, const char *path) {
    FILE *file = fopen(path, "rb");
    char line[2048], text[2048] = "";
    struct sr_buf want = {0}, got = {0};
    SR_CHECK(path, file != NULL);
    while (file) {
        bool more = fgets(line, sizeof line, file) != NULL;
        line[strcspn(line, "\n")] = 0;
        if (more && line[0] == '\t') {
            if (line[1] != '-' || line[2]) sr_buf_printf(&want, "\t%s\n", line + 1);
            continue;
        }
        if (*text) {
            times_of(lexicon, text, &got);
            SR_CHECK_STR(text, ((struct sr_str){got.p, (uint32_t)got.size}),
                         ((struct sr_str){want.p, (uint32_t)want.size}));
        }
        if (!more) break;
        sr_buf_clear(&want);
        snprintf(text, sizeof text, "%s", line[0] == '#' ? "" : line);
    }
    if (file) fclose(file);
    sr_buf_release(&want);
    sr_buf_release(&got);
}

static void check_folder(const struct sr_lexicon *lexicon, const char *folder) {
    DIR *dir = opendir(folder);
    char path[512];
    SR_CHECK(folder, dir != NULL);
    for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
        size_t n = strlen(e->d_name);
        if (n < 5 || strcmp(e->d_name + n - 4, ".txt")) continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        check_file(lexicon, path);
    }
    if (dir) closedir(dir);
}

/* Each allocation fails in turn: an error comes back, nothing is written, nothing leaks. */
static void check_memory(const struct sr_lexicon *lexicon) {
    struct sr_arena read, arena;
    struct sr_err err = {0};
    sr_arena_init(&read, 64u << 20);
    struct sr_document d = {
        .text = SR_STR(
            "On Friday at 7 a.m. GMT, two days ago, in the third quarter of 1998, every Monday, they met last night.")};
    struct sr_reading reading;
    enum sr_status status = sr_read_text(&(struct sr_read_in){&d, lexicon}, &read, &reading, &err);
    SR_CHECK_INT("the reader reads", status, SR_OK);
    for (uint64_t n = 1; !status; n++) {
        struct sr_times out = {.count = 77};
        sr_arena_init(&arena, 64u << 20);
        arena.fail_after = n;
        enum sr_status got = sr_find_times(&(struct sr_time_in){&d, &reading, lexicon}, &arena, &out, &err);
        if (got) SR_CHECK_INT("out of memory", got, SR_ERR_MEMORY);
        if (got) SR_CHECK_INT("untouched", out.count, 77);
        sr_arena_release(&arena);
        if (!got) break;
    }
    sr_arena_release(&read);
}

int main(int argc, char **argv) {
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the tables open", sr_lexicon_open(&lexicon, &err), SR_OK);
    struct sr_buf out = {0};
    for (int i = 1; i < argc; i++) {
        times_of(&lexicon, argv[i], &out);
        printf("%.*s", (int)out.size, out.p ? out.p : "");
    }
    sr_buf_release(&out);
    if (argc > 1) return 0;
    check_folder(&lexicon, "tests/corpus/time");
    check_memory(&lexicon);
    return sr_test_end("time/timex");
}
