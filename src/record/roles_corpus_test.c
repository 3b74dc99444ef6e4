/* Reads tests/corpus/roles (its README tells the format) and holds the roles of the main incident against every mark. */
#include <dirent.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/test.h"
#include "input/document.h"
#include "record/findings.h"

static const char folder[] = "tests/corpus/roles";

static const char *const names[SR_ROLE_COUNT] = {[SR_ROLE_PERPETRATOR_INDIVIDUAL] = "attackers",
                                                 [SR_ROLE_PERPETRATOR_ORGANIZATION] = "organisation",
                                                 [SR_ROLE_TARGET] = "target",
                                                 [SR_ROLE_VICTIM] = "victim",
                                                 [SR_ROLE_WEAPON] = "weapon"};

static struct sr_str line_at(const char **p) {
    const char *end = strchr(*p, '\n');
    struct sr_str s = {*p, end ? (uint32_t)(end - *p) : (uint32_t)strlen(*p)};
    *p = end ? end + 1 : *p + s.n;
    return s;
}

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
        struct sr_str want = line_at(&p);
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
static const char *passage(const struct sr_lexicon *lexicon, const char *file, const char *p, bool hold) {
    char name[300];
    struct sr_str head = line_at(&p);
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

static char *slurp(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    struct sr_buf b = {0};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) sr_buf_add(&b, part, n);
    (void)fclose(f);
    sr_buf_char(&b, '\0');
    return b.p;
}

int main(void) {
    struct sr_lexicon lexicon;
    SR_CHECK_INT("lexicon", sr_lexicon_open(&lexicon, NULL), SR_OK);
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort), passages = 0;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        size_t n = strlen(name);
        if (n > 4 && strcmp(name + n - 4, ".txt") == 0) {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s", folder, name);
            char *text = slurp(path);
            SR_CHECK(path, text != NULL);
            for (const char *p = text ? strstr(text, "== ") : NULL; p && *p; passages++)
                p = passage(&lexicon, name, p, strcmp(name, "open.txt") != 0);
            free(text);
        }
        free(entries[i]);
    }
    free(entries);
    SR_CHECK("at least 25 passages were read", passages >= 25);
    return sr_test_end("record/roles corpus");
}
