/* Reads tests/corpus/roles (its README tells the format) and holds the roles of the main incident against every mark. */
#include "base/files_test.h"
#include "input/document.h"
#include "record/findings.h"

static const char folder[] = "tests/corpus/roles";

static const char *const names[SR_ROLE_COUNT] = {[SR_ROLE_PERPETRATOR_INDIVIDUAL] = "attackers",
                                                 [SR_ROLE_PERPETRATOR_ORGANIZATION] = "organisation",
                                                 [SR_ROLE_TARGET] = "target",
                                                 [SR_ROLE_VICTIM] = "victim",
                                                 [SR_ROLE_WEAPON] = "weapon"};

static struct sr_str view(const struct sr_buf *b) {
    return (struct sr_str){b->p, (uint32_t)b->size};
}

static void tell(struct sr_buf *b, const struct sr_findings *f, uint32_t role, const struct sr_role_filler *x) {
    sr_buf_clear(b);
    sr_buf_printf(b, "%s: ", names[role]);
    sr_buf_str(b, sr_slice(f->document->text.p, x->span));
    if (x->as != SR_AS_STATED) sr_buf_printf(b, " | %s", sr_role_as_name(x->as));
}

/* Every mark is a filler, and every filler is marked. `marks` runs to the next passage. */
static void compare(const char *name, const struct sr_findings *f, const char *marks, const char *end) {
    struct sr_buf got = {0}, all = {0};
    uint32_t found = 0, wanted = 0;
    const struct sr_incident *main = f->incidents.count && f->incidents.items[0].main ? &f->incidents.items[0] : NULL;
    SR_CHECK(name, main != NULL);
    for (uint32_t k = 0; main && k < SR_ROLE_COUNT; k++)
        for (uint32_t n = 0; names[k] && n < main->roles[k].count; n++, found++) {
            tell(&got, f, k, &main->roles[k].items[n]);
            sr_buf_str(&all, view(&got));
            sr_buf_char(&all, '\n');
        }
    sr_buf_char(&all, '\0');
    for (const char *p = marks; p < end;) {
        struct sr_str want = sr_test_line(&p);
        if (!want.n || sr_str_is(want, "none")) continue;
        wanted++;
        sr_buf_clear(&got);
        sr_buf_str(&got, want);
        sr_buf_char(&got, '\n');
        bool there = memmem(all.p, all.size, got.p, got.size) != NULL;
        SR_CHECK_STR(name, there ? want : sr_str_c(all.p), want);
    }
    SR_CHECK_INT(name, found, wanted);
    if (found != wanted) printf("%s: fillers that were found:\n%s", name, all.p);
    sr_buf_release(&got);
    sr_buf_release(&all);
}

/* One passage, from its name's line on; returns where the next begins. */
static const char *passage(const void *context, const char *file, const char *p) {
    const struct sr_lexicon *lexicon = context;
    bool hold = strcmp(file, "open.txt") != 0;
    char name[300];
    struct sr_str head = sr_test_line(&p);
    (void)snprintf(name, sizeof name, "%s: %.*s", file, head.n > 103 ? 100 : (int)head.n - 3, head.p + 3);
    const char *end = strstr(p, "\n--\n"), *next = strstr(p, "\n== ");
    SR_CHECK(name, end != NULL);
    if (!end) return p + strlen(p);
    next = next ? next + 1 : p + strlen(p);
    struct sr_document d = {.text = {p, (uint32_t)(end - p)}, .id = sr_str_c(name)};
    SR_CHECK("its date", sr_date_parse(SR_STR("1990-01-03"), &d.published));
    d.has_published = true;
    d.dateline = sr_dateline_find(lexicon, d.text, d.title_span, &d.published);
    struct sr_find_in in = {.document = &d, .lexicon = lexicon, .until = SR_STAGE_INCIDENT};
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_findings f;
    enum sr_status status = sr_find(&in, &arena, &f, NULL);
    SR_CHECK_INT(name, status, SR_OK);
    if (!status && hold) compare(name, &f, end + 4, next);
    sr_arena_release(&arena);
    return next;
}

int main(void) {
    struct sr_lexicon lexicon;
    SR_CHECK_INT("lexicon", sr_lexicon_open(&lexicon, NULL), SR_OK);
    struct sr_test_passages all = {passage, &lexicon, 0};
    sr_test_each_file(folder, sr_test_passages_of_file, &all);
    SR_CHECK("at least 25 passages were read", all.count >= 25);
    return sr_test_end("record/roles corpus");
}
