/* Holds sr_find_places against tests/corpus/place (its README tells the format). With arguments, prints the places of
 * each. */
#include "place/place.h"

#include "base/files_test.h"

static void places_of(const void *context, const char *text, struct sr_buf *out) {
    const struct sr_lexicon *lexicon = context;
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 64u << 20);
    struct sr_document d = {.text = sr_str_c(text)};
    d.dateline = sr_dateline_find(lexicon, d.text, d.title_span, NULL);
    struct sr_reading reading;
    struct sr_places places;
    if (sr_read_text(&(struct sr_read_in){&d, lexicon}, &arena, &reading, &err) ||
        sr_find_places(&(struct sr_place_in){&d, &reading, lexicon}, &arena, &places, &err)) {
        sr_buf_c(out, "error");
    } else {
        for (uint32_t i = 0; i < places.count; i++) {
            const struct sr_place *p = &places.items[i];
            sr_buf_printf(out, "\t%.*s / %s / %s", (int)p->name.n, p->name.p, p->country,
                          sr_place_class_name(p->class));
            if (p->class == SR_PLACE_CITY && p->precision == 2) sr_buf_c(out, " / near");
            if (p->admin.n && p->class == SR_PLACE_CITY && strcmp(p->country, "US") == 0)
                sr_buf_printf(out, " / %.*s", (int)p->admin.n, p->admin.p);
            bool unknown = p->class == SR_PLACE_CITY && (!p->has_point || (!p->geonameid && p->within != SR_NONE));
            if (unknown) sr_buf_c(out, "?");
            if (p->within != SR_NONE && (p->class != SR_PLACE_CITY || unknown))
                sr_buf_printf(out, "@%.*s", (int)places.items[p->within].name.n, places.items[p->within].name.p);
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
    struct sr_document d = {.text = SR_STR("President Bush flew from Bangor, Maine, to San Luis de la Reina in El "
                                           "Salvador. The Ritz hotel in Bogotá burned.")};
    struct sr_reading reading;
    enum sr_status status = sr_read_text(&(struct sr_read_in){&d, lexicon}, &read, &reading, &err);
    SR_CHECK_INT("the reader reads", status, SR_OK);
    for (uint64_t n = 1; !status; n++) {
        struct sr_places out = {.count = 77};
        sr_arena_init(&arena, 64u << 20);
        arena.fail_after = n;
        enum sr_status got = sr_find_places(&(struct sr_place_in){&d, &reading, lexicon}, &arena, &out, &err);
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
    if (sr_test_told(argc, argv, places_of, &lexicon)) return 0;
    sr_test_each_file("tests/corpus/place", sr_test_marks_of_file, &(struct sr_test_marks){places_of, &lexicon});
    check_memory(&lexicon);
    return sr_test_end("place/place");
}
