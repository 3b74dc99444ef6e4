/* Holds sr_find_times against tests/corpus/time (its README tells the format). With arguments, prints the times of
 * each. */
#include "time/timex.h"

#include "base/files_test.h"

static void times_of(const void *context, const char *text, struct sr_buf *out) {
    const struct sr_lexicon *lexicon = context;
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 64u << 20);
    struct sr_document d = {.text = sr_str_c(text), .has_published = true};
    (void)sr_date_parse(SR_STR("2015-11-20"), &d.published);
    struct sr_reading reading;
    struct sr_times times;
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
    if (sr_test_told(argc, argv, times_of, &lexicon)) return 0;
    sr_test_each_file("tests/corpus/time", sr_test_marks_of_file, &(struct sr_test_marks){times_of, &lexicon});
    check_memory(&lexicon);
    return sr_test_end("time/timex");
}
