/* Reads tests/corpus/attribution (its README tells the format) and holds sr_attribute against every mark. */

#include "attribution/attribution.h"
#include "base/files_test.h"

static const char folder[] = "tests/corpus/attribution";

struct passage {
    struct sr_document document;
    struct sr_reading reading;
    struct sr_attributions found;
    bool *matched; /* [found.count] */
};

static void add_spans(struct sr_buf *b, struct sr_spans s, const char *text) {
    if (!s.count) sr_buf_char(b, '-');
    for (uint32_t i = 0; i < s.count; i++) {
        if (i) sr_buf_c(b, " ... ");
        sr_buf_str(b, sr_slice(text, s.items[i]));
    }
}

static void tell(struct sr_buf *b, const struct sr_attribution *x, const char *text) {
    sr_buf_clear(b);
    add_spans(b, x->source, text);
    sr_buf_c(b, " | ");
    add_spans(b, x->cue, text);
    sr_buf_c(b, " | ");
    add_spans(b, x->content, text);
    if (x->speech != SR_SPEECH_INDIRECT) sr_buf_printf(b, " | %s", sr_speech_name(x->speech));
    if (x->stance != SR_STANCE_ASSERTS) sr_buf_printf(b, " | %s", sr_stance_name(x->stance));
    if (!x->tells) sr_buf_c(b, " | wish");
}

static void add_names(struct sr_buf *b, const struct passage *p, struct sr_indices who) {
    for (uint32_t i = 0; i < who.count; i++) {
        if (i) sr_buf_char(b, '+');
        sr_buf_str(b, sr_slice(p->document.text.p, p->found.sources[who.items[i]].name));
    }
}

static struct sr_str view(const struct sr_buf *b) {
    return (struct sr_str){b->p, (uint32_t)b->size};
}

static void check_attribution(const char *name, struct passage *p, struct sr_str want) {
    struct sr_buf got = {0}, all = {0};
    bool found = false;
    for (uint32_t i = 0; i < p->found.count && !found; i++) {
        tell(&got, &p->found.items[i], p->document.text.p);
        if (!p->matched[i] && sr_str_eq(view(&got), want)) found = p->matched[i] = true;
        sr_buf_str(&all, view(&got));
        sr_buf_c(&all, "\n         ");
    }
    SR_CHECK_STR(name, found ? want : view(&all), want);
    sr_buf_release(&got);
    sr_buf_release(&all);
}

static void check_chain(const char *name, const struct passage *p, struct sr_str mark) {
    const char *colon = memchr(mark.p, ':', mark.n);
    SR_CHECK(name, colon != NULL);
    if (!colon) return;
    uint32_t n = (uint32_t)(colon - mark.p);
    const char *at = memmem(p->document.text.p, p->document.text.n, mark.p, n);
    SR_CHECK(name, at != NULL);
    if (!at) return;
    struct sr_span span = {(uint32_t)(at - p->document.text.p), (uint32_t)(at - p->document.text.p) + n};
    struct sr_attribution_link links[SR_CHAIN_LONGEST];
    uint32_t count = sr_attribution_chain(&p->found, sr_attribution_at(&p->found, span), links);
    struct sr_buf got = {0};
    if (!count) sr_buf_char(&got, '-');
    for (uint32_t i = 0; i < count; i++) {
        if (i) sr_buf_c(&got, " ; ");
        add_names(&got, p, links[i].speakers);
    }
    SR_CHECK_STR(name, view(&got), ((struct sr_str){colon + 2, mark.n - n - 2}));
    sr_buf_release(&got);
}

static void check_kind(const char *name, const struct passage *p, struct sr_str mark) {
    struct sr_buf got = {0};
    for (uint32_t i = 0; i < p->found.source_count; i++) {
        const struct sr_source *s = &p->found.sources[i];
        sr_buf_clear(&got);
        sr_buf_str(&got, sr_slice(p->document.text.p, s->name));
        sr_buf_printf(&got, ": %s%s", sr_source_kind_name(s->kind), s->anonymous ? " anonymous" : "");
        if (sr_str_eq(view(&got), mark)) break;
    }
    SR_CHECK_STR(name, view(&got), mark);
    sr_buf_release(&got);
}

static bool begins(struct sr_str s, const char *with) {
    uint32_t n = (uint32_t)strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

/* One passage, from its name's line on; returns where the next begins. */
static const char *passage(const void *context, const char *file, const char *p) {
    const struct sr_lexicon *lexicon = context;
    bool hold = strcmp(file, "open.txt") != 0;
    char name[400];
    struct sr_str head = sr_test_line(&p);
    snprintf(name, sizeof name, "%s: %.*s", file, head.n > 103 ? 100 : (int)head.n - 3, head.p + 3);
    struct passage x = {0};
    if (strncmp(p, "outlet: ", 8) == 0) {
        struct sr_str line = sr_test_line(&p);
        x.document.outlet = (struct sr_str){line.p + 8, line.n - 8};
        sr_test_line(&p);
    }
    const char *end = strstr(p, "\n--\n");
    SR_CHECK(name, end != NULL);
    if (!end) return p + strlen(p);
    x.document.text = (struct sr_str){p, (uint32_t)(end - p)};
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_read_in read = {&x.document, lexicon};
    SR_CHECK_INT(name, sr_read_text(&read, &arena, &x.reading, NULL), SR_OK);
    struct sr_attribute_in in = {&x.document, &x.reading, lexicon};
    SR_CHECK_INT(name, sr_attribute(&in, &arena, &x.found, NULL), SR_OK);
    x.matched = sr_arena_alloc(&arena, x.found.count, sizeof *x.matched);
    for (p = end + 4; *p && strncmp(p, "== ", 3) != 0;) {
        struct sr_str line = sr_test_line(&p);
        if (!line.n || !hold) continue;
        struct sr_str rest = {line.p + 2, line.n > 2 ? line.n - 2 : 0};
        if (begins(line, "> ")) check_chain(name, &x, rest);
        else if (begins(line, "@ ")) check_kind(name, &x, rest);
        else check_attribution(name, &x, line);
    }
    struct sr_buf got = {0};
    for (uint32_t i = 0; i < x.found.count && hold; i++) {
        if (x.matched[i]) continue;
        tell(&got, &x.found.items[i], x.document.text.p);
        SR_CHECK_STR(name, view(&got), SR_STR("no attribution that isn't marked"));
    }
    sr_buf_release(&got);
    sr_arena_release(&arena);
    return p;
}

int main(void) {
    struct sr_lexicon lexicon;
    SR_CHECK_INT("lexicon", sr_lexicon_open(&lexicon, NULL), SR_OK);
    struct sr_test_passages all = {passage, &lexicon, 0};
    sr_test_each_file(folder, sr_test_passages_of_file, &all);
    SR_CHECK("at least forty passages were read", all.count >= 40);
    return sr_test_end("attribution corpus");
}
