#include <jansson.h>

#include "base/file.h"
#include "base/map.h"
#include "base/files_test.h"
#include "base/utf8.h"
#include "input/html.h"
#include "lexicon/lexicon.h"

/* Saved pages of our own (tests/corpus/pages, whose README says how): the body's words, the facts, and each character's
 * place in the source. Bars: a page's word F1 >= 0.85, the mean >= 0.95, facts right in >= 95 of 100. */

static const char folder[] = "tests/corpus/pages";
static struct sr_lexicon lexicon;
static uint32_t facts, facts_right, pages;
static double sum;

/* Count the words of a text: letters and digits, lower case. `by` adds 1 for the page's, 1 << 16 for the wanted. */
static uint32_t count_words(struct sr_str s, struct sr_map *map, struct sr_arena *arena, uint32_t by) {
    uint32_t words = 0, n;
    char word[256];
    uint32_t size = 0;
    const char *end = s.p + s.n;
    for (const char *p = s.p; p <= end; p += n) {
        int32_t c = p < end ? sr_utf8_at(p, end, &n) : ' ';
        if (p == end) n = 1;
        if ((sr_is_letter(c) || sr_is_digit(c)) && size < 250) {
            size += sr_utf8_put(sr_lower(c), word + size);
            continue;
        }
        if (!size) continue;
        struct sr_str key = sr_arena_str(arena, (struct sr_str){word, size});
        uint32_t seen = sr_map_get(map, key);
        if (!sr_map_set(map, arena, key, (seen == SR_NONE ? 0 : seen) + by)) abort();
        words++;
        size = 0;
    }
    return words;
}

static double score(struct sr_str got, struct sr_str want) {
    struct sr_arena arena;
    struct sr_map map = {0};
    sr_arena_init(&arena, 0);
    uint32_t g = count_words(got, &map, &arena, 1), w = count_words(want, &map, &arena, 1u << 16), same = 0;
    for (uint32_t i = 0; i < map.count; i++) {
        uint32_t a = map.values[i] & 0xFFFF, b = map.values[i] >> 16;
        same += a < b ? a : b;
    }
    sr_arena_release(&arena);
    return g + w ? 2.0 * same / (g + w) : 1;
}

static void check_fact(const char *page, const char *name, struct sr_str got, const json_t *want) {
    if (!json_is_string(want)) return;
    facts++;
    struct sr_str w = sr_str_c(json_string_value(want));
    if (sr_str_eq(got, w)) facts_right++;
    else printf("%s: %s: got '%.*s', want '%s'\n", page, name, (int)got.n, got.n ? got.p : "", w.p);
}

static void check_facts(const char *page, const struct sr_document *d, const json_t *want, struct sr_arena *arena) {
    struct sr_str published = {0};
    if (d->has_published) published = sr_date_write(arena, &d->published);
    struct sr_date date;
    const json_t *told = json_object_get(want, "published");
    check_fact(page, "title", d->title, json_object_get(want, "title"));
    check_fact(page, "outlet", d->outlet, json_object_get(want, "outlet"));
    check_fact(page, "author", d->author, json_object_get(want, "author"));
    check_fact(page, "url", d->url, json_object_get(want, "url"));
    if (json_is_string(told) && sr_date_parse(sr_str_c(json_string_value(told)), &date) && d->has_published &&
        sr_date_seconds(&date) == sr_date_seconds(&d->published) && date.has_offset == d->published.has_offset) {
        facts++;
        facts_right++;
    } else check_fact(page, "published", published, told);
    if (json_is_null(told)) SR_CHECK_INT(page, d->has_published, 0);
    const json_t *updates = json_object_get(want, "updates");
    SR_CHECK_INT(page, d->update_count, updates ? json_integer_value(updates) : 0);
    for (uint32_t i = 0; i < d->update_count; i++) {
        SR_CHECK(page, d->updates[i].has_at);
        SR_CHECK(page, d->updates[i].span.start < d->updates[i].span.end && d->updates[i].span.end <= d->text.n);
    }
}

/* An ASCII letter of the body must stand in the source where the map says. */
static void check_map(const char *page, const struct sr_document *d, const struct sr_buf *source, uint32_t title) {
    uint32_t letters = 0, placed = 0;
    for (uint32_t i = title; i < d->text.n && d->source_map.count; i++) {
        char c = d->text.p[i];
        uint32_t at;
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) continue;
        letters++;
        if (!sr_source_map_at(&d->source_map, i, &at)) continue;
        placed += at < source->size && source->p[at] == c;
    }
    SR_CHECK_INT(page, placed, letters);
}

static void check_page(const char *name) {
    char path[512], page[256];
    struct sr_buf html = {0}, text = {0}, json = {0};
    size_t n = strlen(name) - 5;
    (void)snprintf(page, sizeof page, "%.*s", (int)n, name);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    SR_CHECK(path, sr_test_slurp(path, &html));
    (void)snprintf(path, sizeof path, "%s/%s.txt", folder, page);
    SR_CHECK(path, sr_test_slurp(path, &text));
    (void)snprintf(path, sizeof path, "%s/%s.json", folder, page);
    SR_CHECK(path, sr_test_slurp(path, &json));
    json_error_t fault;
    json_t *want = json_loadb(json.p ? json.p : "", json.size, 0, &fault);
    SR_CHECK(path, want != NULL);
    struct sr_arena arena;
    struct sr_document d = {0};
    struct sr_err err = {0};
    struct sr_html_in in = {.bytes = {html.p, (uint32_t)html.size}, .lexicon = &lexicon};
    sr_arena_init(&arena, 0);
    enum sr_status status = sr_html_read(&in, &arena, &d, &err);
    SR_CHECK_C(page, status ? err.message : "", "");
    pages++;
    if (!status && want) {
        uint32_t title = d.title.n ? d.title.n + 2 : 0;
        double f1 =
            score((struct sr_str){d.text.p + title, d.text.n - title}, (struct sr_str){text.p, (uint32_t)text.size});
        if (f1 < 0.95) printf("%s: word F1 %.3f, got:\n%.*s\n", page, f1, (int)d.text.n, d.text.p);
        SR_CHECK(page, f1 >= 0.85);
        sum += f1;
        check_facts(page, &d, want, &arena);
        check_map(page, &d, &html, title);
    }
    json_decref(want);
    sr_arena_release(&arena);
    sr_buf_release(&html);
    sr_buf_release(&text);
    sr_buf_release(&json);
}

/* Every allocation of the result in turn fails: the document is untouched. */
static void check_short_memory(void) {
    static const char page[] =
        "<title>Blast kills two - The Example</title><link rel=canonical href=u><h1>Blast kills two</h1>"
        "<p class=byline>By A. Person<p>Two men were killed in a blast on Monday, police said.</p>";
    uint32_t failed = 0;
    for (uint64_t n = 1; n < 40; n++) {
        struct sr_arena arena;
        struct sr_document d = {.line = 9};
        struct sr_err err;
        struct sr_html_in in = {.bytes = SR_STR(page), .lexicon = &lexicon};
        sr_arena_init(&arena, 0);
        arena.fail_after = n;
        enum sr_status status = sr_html_read(&in, &arena, &d, &err);
        failed += status != SR_OK;
        if (status) SR_CHECK_INT("status", status, SR_ERR_MEMORY);
        if (status) SR_CHECK_INT("untouched", d.text.n, 0);
        else SR_CHECK_C("whole", d.title.p, "Blast kills two");
        sr_arena_release(&arena);
    }
    SR_CHECK("some allocation failed", failed >= 5);
}

/* Depth is no danger: no walk recurses, and what lies deeper than browsers look is read as if it lay higher. */
static void check_deep(void) {
    static const char *const tags[] = {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<svg><g>", "<p>x", "<h1>a"};
    enum { DEEP = 100000, COSTLY = 10000, CHEAP_TAGS = 2 };
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++) {
        struct sr_buf page = {0};
        for (int i = 0; i < (t < CHEAP_TAGS ? DEEP : COSTLY); i++) sr_buf_c(&page, tags[t]);
        sr_buf_c(&page, "<p>Two men were killed in a blast in the market on Monday, police said.</p>");
        struct sr_arena arena;
        struct sr_document d = {0};
        struct sr_err err = {0};
        struct sr_html_in in = {.bytes = {page.p, (uint32_t)page.size}, .lexicon = &lexicon};
        sr_arena_init(&arena, 0);
        enum sr_status status = sr_html_read(&in, &arena, &d, &err);
        SR_CHECK(tags[t], status == SR_OK || status == SR_ERR_EMPTY);
        sr_arena_release(&arena);
        sr_buf_release(&page);
    }
}

int main(void) {
    struct sr_err err;
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0 || sr_lexicon_open(&lexicon, &err)) return 1;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        if (strlen(name) > 5 && strcmp(name + strlen(name) - 5, ".html") == 0) check_page(name);
        free(entries[i]);
    }
    free(entries);
    check_short_memory();
    check_deep();
    SR_CHECK("pages", pages >= 30);
    printf("pages: %u, mean word F1 %.4f, facts %u of %u\n", pages, pages ? sum / pages : 0, facts_right, facts);
    SR_CHECK("mean word F1", sum >= 0.95 * pages);
    SR_CHECK("facts", facts_right * 100 >= facts * 95);
    return sr_test_end("html corpus");
}
