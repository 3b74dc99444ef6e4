/* Holds the scene of the main incident, as the rules alone find it, against tests/corpus/scene (its README tells the
 * format). With arguments, prints the scene of each. */
#include "base/files_test.h"
#include "input/document.h"
#include "record/findings.h"

static void scene_of(const void *context, const char *text, struct sr_buf *out) {
    struct sr_document d = {.text = sr_str_c(text)};
    d.dateline = sr_dateline_find(context, d.text, d.title_span, NULL);
    struct sr_find_in in = {.document = &d, .lexicon = context, .until = SR_STAGE_INCIDENT};
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_findings f;
    if (sr_find(&in, &arena, &f, NULL)) {
        sr_buf_c(out, "error");
    } else if (f.incidents.count && f.incidents.items[0].main && f.incidents.items[0].place != SR_NONE) {
        const struct sr_place *p = &f.places.items[f.incidents.items[0].place];
        sr_buf_printf(out, "\t%.*s / %s / ", (int)p->name.n, p->name.p, p->country);
        if (p->has_point) sr_buf_printf(out, "%.2f %.2f\n", p->lat, p->lon);
        else sr_buf_c(out, "no point\n");
    }
    sr_arena_release(&arena);
}

int main(int argc, char **argv) {
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the tables open", sr_lexicon_open(&lexicon, &err), SR_OK);
    if (sr_test_told(argc, argv, scene_of, &lexicon)) return 0;
    sr_test_each_file("tests/corpus/scene", sr_test_marks_of_file, &(struct sr_test_marks){scene_of, &lexicon});
    return sr_test_end("record/scene_corpus");
}
