#include <jansson.h>

#include "input/html_parts.h"

/* JSON-LD (schema.org): the article's facts as its publisher writes them for machines. Objects stand alone, in a list,
 * or in "@graph"; the first that is an article is this page's. */

enum { RANK = 10, DEEPEST = 6 };

static struct sr_str string_of(const json_t *v) {
    if (!json_is_string(v) || json_string_length(v) > UINT32_MAX / 2) return (struct sr_str){0};
    return (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)};
}

static bool is_type(const json_t *object, bool (*test)(struct sr_str)) {
    const json_t *type = json_object_get(object, "@type");
    if (json_is_array(type)) {
        for (size_t i = 0; i < json_array_size(type); i++)
            if (test(string_of(json_array_get(type, i)))) return true;
        return false;
    }
    return test(string_of(type));
}

static bool ends_with(struct sr_str s, const char *end) {
    uint32_t n = (uint32_t)strlen(end);
    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* Article, NewsArticle, ReportageNewsArticle, LiveBlogPosting, BlogPosting, SocialMediaPosting, Report … */
static bool article_type(struct sr_str type) {
    return ends_with(type, "Article") || ends_with(type, "Posting") || sr_str_is(type, "Report");
}

static bool live_type(struct sr_str type) {
    return ends_with(type, "LiveBlogPosting");
}

/* A name: a string, an object with "name", or a list of either, joined by ", ". */
static struct sr_str name_of(const json_t *v, struct sr_arena *arena) {
    if (json_is_string(v)) return sr_html_line(string_of(v), arena);
    if (json_is_object(v)) return name_of(json_object_get(v, "name"), arena);
    struct sr_str all = {0};
    for (size_t i = 0; i < json_array_size(v) && i < 8; i++) {
        const json_t *item = json_array_get(v, i);
        if (json_is_array(item)) continue;
        struct sr_str one = name_of(item, arena);
        if (!one.n) continue;
        all = all.n ? sr_arena_printf(arena, "%.*s, %.*s", (int)all.n, all.p, (int)one.n, one.p) : one;
    }
    return all;
}

static struct sr_str text_in(const json_t *object, const char *key, struct sr_arena *arena) {
    struct sr_str s = string_of(json_object_get(object, key));
    return s.n ? sr_arena_str(arena, s) : s;
}

static bool take_updates(const json_t *list, const struct sr_lexicon *lexicon, struct sr_arena *arena,
                         struct sr_html_facts *f) {
    json_t *one = NULL;
    size_t count = json_is_array(list) ? json_array_size(list) : 0;
    for (size_t i = 0; i < count; i++) {
        one = json_array_get(list, i);
        if (!json_is_object(one)) continue;
        struct sr_html_stamp s = {0};
        s.title = sr_html_line(string_of(json_object_get(one, "headline")), arena);
        s.body = text_in(one, "articleBody", arena);
        s.has_at = sr_page_date(lexicon, string_of(json_object_get(one, "datePublished")), &s.at);
        if ((s.body.n || s.title.n) && !SR_PUSH(arena, f->stamps, s)) return false;
    }
    return true;
}

static bool take_article(const json_t *o, const struct sr_lexicon *lexicon, struct sr_arena *arena,
                         struct sr_html_facts *f) {
    struct sr_date date;
    const json_t *page = json_object_get(o, "mainEntityOfPage");
    struct sr_str headline = string_of(json_object_get(o, "headline"));
    if (!headline.n) headline = string_of(json_object_get(o, "name"));
    sr_html_fact(&f->title, &f->title_rank, sr_html_line(headline, arena), RANK);
    sr_html_fact(&f->outlet, &f->outlet_rank, name_of(json_object_get(o, "publisher"), arena), RANK);
    sr_html_fact(&f->author, &f->author_rank, name_of(json_object_get(o, "author"), arena), RANK);
    struct sr_str url = text_in(o, "url", arena);
    if (!url.n) url = json_is_object(page) ? text_in(page, "@id", arena) : text_in(o, "mainEntityOfPage", arena);
    sr_html_fact(&f->url, &f->url_rank, url, RANK);
    if ((!f->published_rank || f->published_rank > RANK) &&
        sr_page_date(lexicon, string_of(json_object_get(o, "datePublished")), &date)) {
        f->published = date;
        f->has_published = true;
        f->published_rank = RANK;
    }
    if (!f->body.n) f->body = text_in(o, "articleBody", arena);
    if (!f->language.n) f->language = text_in(o, "inLanguage", arena);
    if (is_type(o, live_type)) f->live = true;
    return take_updates(json_object_get(o, "liveBlogUpdate"), lexicon, arena, f);
}

/* The first article in it; one that hangs on "mainEntity" or "@graph" counts. */
static const json_t *find_article(const json_t *v, int depth) {
    static const char *const ways[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > DEEPEST) return NULL;
    if (json_is_object(v)) {
        if (is_type(v, article_type)) return v;
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
            const json_t *found = find_article(json_object_get(v, ways[i]), depth + 1);
            if (found) return found;
        }
    }
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *found = find_article(json_array_get(v, i), depth + 1);
        if (found) return found;
    }
    return NULL;
}

static void take_site(const json_t *v, struct sr_arena *arena, struct sr_html_facts *f) {
    static const char *const sites[] = {"WebSite", "NewsMediaOrganization", "Organization"};
    const json_t *list = json_is_object(v) ? json_object_get(v, "@graph") : v;
    for (size_t i = 0; i <= json_array_size(list); i++) {
        const json_t *o = i ? json_array_get(list, i - 1) : v;
        struct sr_str type = json_is_object(o) ? string_of(json_object_get(o, "@type")) : (struct sr_str){0};
        for (uint32_t k = 0; k < sizeof sites / sizeof *sites; k++)
            if (sr_str_is(type, sites[k]))
                sr_html_fact(&f->outlet, &f->outlet_rank, name_of(json_object_get(o, "name"), arena), 25 + k);
    }
}

bool sr_html_linked_data(struct sr_str json, const struct sr_lexicon *lexicon, struct sr_arena *arena,
                         struct sr_html_facts *facts) {
    const char *begin = json.n ? memchr(json.p, '{', json.n) : NULL,
               *list = json.n ? memchr(json.p, '[', json.n) : NULL;
    if (list && (!begin || list < begin)) begin = list;
    if (!begin) return true;
    json.n -= (uint32_t)(begin - json.p);
    json.p = begin;
    /* real pages break strings over lines, which JSON forbids; a control character between tokens is only white space
     */
    char *clean = sr_arena_alloc(arena, (size_t)json.n + 1, 1);
    if (!clean) return false;
    for (uint32_t i = 0; i < json.n; i++) clean[i] = (unsigned char)json.p[i] < 32 ? ' ' : json.p[i];
    json_error_t fault;
    json_t *root = json_loadb(clean, json.n, JSON_DISABLE_EOF_CHECK, &fault);
    if (!root) return true;
    bool fine = true;
    const json_t *article = facts->title_rank == RANK ? NULL : find_article(root, 0);
    if (article) fine = take_article(article, lexicon, arena, facts);
    take_site(root, arena, facts);
    json_decref(root);
    return fine;
}
