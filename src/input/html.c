#include "input/html.h"

#include "base/utf8.h"
#include "input/charset.h"
#include "input/html_parts.h"
#include "input/input.h"

enum { CHECKPOINT = 1024, STAMP_BYTES = 60 };

/* Scratch for the parser: its tree takes some fifty bytes for each of the page's, a worst case without measure. */
#define SCRATCH_LEAST ((size_t)64 << 20)
#define SCRATCH_A_BYTE ((size_t)100)

struct composer {
    const struct sr_html_tree *tree;
    const struct sr_html_paragraphs *all;
    const struct sr_decoded *decoded;
    struct sr_arena *arena; /* of the result */
    struct sr_buf text;
    SR_VEC(struct sr_source_run) runs;
    SR_VEC(struct sr_update) updates;
    uint32_t *characters; /* [..] before each CHECKPOINT bytes of the decoded source; of a single-byte encoding */
    uint32_t update;      /* node of the update that is being written, or SR_NONE */
    bool failed;
};

bool sr_source_map_at(const struct sr_source_map *map, uint32_t text, uint32_t *source) {
    uint32_t low = 0, high = map->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (map->runs[middle].text + map->runs[middle].size <= text) low = middle + 1;
        else high = middle;
    }
    if (low == map->count || map->runs[low].text > text) return false;
    const struct sr_source_run *run = &map->runs[low];
    *source = run->source + (run->size == run->length ? text - run->text : 0);
    return true;
}

/* ---- where the source's bytes are, through the sieve and the encoding ---- */

static bool count_characters(struct composer *c, struct sr_arena *scratch) {
    struct sr_str s = c->decoded->text;
    if (!c->decoded->single) return true;
    c->characters = sr_arena_alloc(scratch, s.n / CHECKPOINT + 2, sizeof *c->characters);
    if (!c->characters) return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (i % CHECKPOINT == 0) c->characters[i / CHECKPOINT] = count;
        count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    }
    return true;
}

static uint32_t byte_of(const struct composer *c, uint32_t kept) {
    uint32_t at = sr_html_source_of(&c->tree->sieve, kept);
    if (!c->characters) return at + c->decoded->skipped;
    uint32_t count = c->characters[at / CHECKPOINT];
    for (uint32_t i = at - at % CHECKPOINT; i < at && i < c->decoded->text.n; i++)
        count += ((unsigned char)c->decoded->text.p[i] & 0xC0) != 0x80;
    return count;
}

/* ---- writing ---- */

static void add_run(struct composer *c, struct sr_source_run run) {
    struct sr_source_run *last = c->runs.count ? &c->runs.items[c->runs.count - 1] : NULL;
    if (!last || !sr_source_run_join(last, &run)) c->failed = c->failed || !SR_PUSH(c->arena, c->runs, run);
}

/* A run of kept bytes may cross a cut of the sieve (a comment within a word), or hold characters that are one byte in
 * the source: it is taken apart where it does. */
static void add_source(struct composer *c, uint32_t text, const char *p, uint32_t kept, uint32_t size) {
    uint32_t begin = 0;
    for (uint32_t i = 1; i <= size; i++) {
        bool wide = c->characters && ((unsigned char)p[i - 1] >= 0x80 || (i < size && (unsigned char)p[i] >= 0x80));
        bool inside = i < size && ((unsigned char)p[i] & 0xC0) == 0x80;
        if (i < size && (inside || !wide)) continue;
        bool one = c->characters && (unsigned char)p[begin] >= 0x80;
        add_run(c, (struct sr_source_run){text + begin, i - begin, byte_of(c, kept + begin), one ? 1 : i - begin});
        begin = i;
    }
}

static void add_runs(struct composer *c, uint32_t index, uint32_t at) {
    const struct sr_html_paragraph *p = &c->all->items[index];
    uint32_t end = index + 1 < c->all->count ? c->all->items[index + 1].first_run : c->all->run_count;
    for (uint32_t i = p->first_run; i < end; i++) {
        const struct sr_source_run *r = &c->all->runs[i];
        uint32_t last = r->source + (r->length ? r->length - 1 : 0);
        uint32_t text = at + (r->text - p->span.start);
        if (r->length != r->size) { /* an entity */
            uint32_t source = byte_of(c, r->source);
            add_run(c, (struct sr_source_run){text, r->size, source, byte_of(c, last) + 1 - source});
            continue;
        }
        if (sr_html_source_of(&c->tree->sieve, last) - sr_html_source_of(&c->tree->sieve, r->source) ==
            last - r->source) {
            add_source(c, text, c->all->text.p + r->text, r->source, r->size);
            continue;
        }
        for (uint32_t k = 0; k < r->size; k++) add_source(c, text + k, c->all->text.p + r->text + k, r->source + k, 1);
    }
}

static uint32_t update_of(const struct composer *c, uint32_t node) {
    uint32_t update = SR_NONE;
    if (!c->tree->live) return update;
    for (; node != SR_NONE; node = c->tree->nodes[node].parent)
        if (c->tree->nodes[node].hints & SR_HINT_UPDATE) update = node;
    return update;
}

/* The time that an update is stamped with, and whether the reader of the page sees it. */
static bool stamp_of(const struct composer *c, const struct sr_lexicon *lexicon, uint32_t update, struct sr_date *at,
                     bool *shown) {
    *shown = false;
    for (uint32_t i = update; i < c->tree->nodes[update].end; i++) {
        const struct sr_html_node *n = &c->tree->nodes[i];
        const char *when = n->tag == GUMBO_TAG_TIME ? sr_html_attribute(n, "datetime") : NULL;
        const char *itemprop = sr_html_attribute(n, "itemprop");
        if (!when && itemprop && strcmp(itemprop, "datePublished") == 0) when = sr_html_attribute(n, "content");
        if (!when || !sr_page_date(lexicon, sr_str_c(when), at)) continue;
        for (uint32_t k = i + 1; k < n->end; k++)
            *shown =
                *shown || (c->tree->nodes[k].text && !c->tree->nodes[k].dropped && c->tree->nodes[k].text->text[0]);
        return true;
    }
    return false;
}

static void begin_update(struct composer *c, const struct sr_lexicon *lexicon, uint32_t update) {
    uint32_t at = (uint32_t)c->text.size;
    bool shown;
    struct sr_update u = {.span = {at, at}};
    u.has_at = stamp_of(c, lexicon, update, &u.at, &shown);
    c->update = update;
    if (u.has_at && !shown) {
        struct sr_str stamp = sr_date_write(c->arena, &u.at);
        sr_buf_str(&c->text, stamp);
        sr_buf_c(&c->text, "\n\n");
    }
    c->failed = c->failed || !SR_PUSH(c->arena, c->updates, u);
}

static void write_body(struct composer *c, const struct sr_lexicon *lexicon) {
    bool any = false, row = false;
    for (uint32_t i = 0; i < c->all->count; i++) {
        const struct sr_html_paragraph *p = &c->all->items[i];
        if (!p->kept) continue;
        if (any) sr_buf_c(&c->text, row && p->row ? "\n" : "\n\n");
        uint32_t update = update_of(c, p->node);
        if (update == SR_NONE) c->update = SR_NONE;
        else if (update != c->update) begin_update(c, lexicon, update);
        uint32_t at = (uint32_t)c->text.size;
        sr_buf_str(&c->text, sr_slice(c->all->text.p, p->span));
        add_runs(c, i, at);
        if (update != SR_NONE && c->updates.count)
            c->updates.items[c->updates.count - 1].span.end = (uint32_t)c->text.size;
        any = true;
        row = p->row;
    }
}

static uint32_t words_of(struct sr_str s) {
    uint32_t words = 0;
    bool in = false;
    for (uint32_t i = 0; i < s.n; i++) {
        bool blank = (unsigned char)s.p[i] <= ' ';
        words += !blank && !in;
        in = !blank;
    }
    return words;
}

static uint32_t words_kept(const struct sr_html_paragraphs *all) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < all->count; i++) words += all->items[i].kept ? all->items[i].words : 0;
    return words;
}

/* The updates as JSON-LD tells them, for a page that fills in its own by script. */
static void write_stamps(struct composer *c, const struct sr_html_facts *f) {
    for (uint32_t i = 0; i < f->stamps.count; i++) {
        const struct sr_html_stamp *s = &f->stamps.items[i];
        struct sr_update u = {.at = s->at, .has_at = s->has_at};
        if (i) sr_buf_c(&c->text, "\n\n");
        u.span.start = (uint32_t)c->text.size;
        if (s->has_at) {
            sr_buf_str(&c->text, sr_date_write(c->arena, &s->at));
            sr_buf_c(&c->text, "\n\n");
        }
        if (s->title.n) sr_buf_str(&c->text, s->title);
        if (s->title.n && s->body.n) sr_buf_c(&c->text, "\n\n");
        sr_buf_str(&c->text, sr_html_squeeze(s->body, c->arena));
        u.span.end = (uint32_t)c->text.size;
        c->failed = c->failed || !SR_PUSH(c->arena, c->updates, u);
    }
}

/* JSON-LD's articleBody: plain text, its paragraphs parted by line breaks or by nothing. */
static void write_told_body(struct composer *c, struct sr_str body) {
    bool any = false;
    for (uint32_t i = 0; i < body.n;) {
        const char *nl = memchr(body.p + i, '\n', body.n - i);
        uint32_t end = nl ? (uint32_t)(nl - body.p) : body.n;
        struct sr_str line = sr_html_line((struct sr_str){body.p + i, end - i}, c->arena);
        if (line.n && any) sr_buf_c(&c->text, "\n\n");
        sr_buf_str(&c->text, line);
        any = any || line.n;
        i = end + 1;
    }
}

static enum sr_status compose(struct composer *c, const struct sr_html_in *in, const struct sr_html_facts *f,
                              struct sr_arena *scratch, struct sr_document *d, struct sr_err *err) {
    if (!count_characters(c, scratch)) return sr_fail_memory(err, "reading a page");
    uint32_t kept = words_kept(c->all), told = words_of(f->body), stamped = 0;
    for (uint32_t i = 0; i < f->stamps.count; i++) stamped += words_of(f->stamps.items[i].body);
    struct sr_str title = in->title.n ? in->title : f->title;
    if (title.n) {
        sr_buf_str(&c->text, title);
        sr_buf_c(&c->text, "\n\n");
    }
    size_t head = c->text.size;
    if (kept * 2 < stamped) write_stamps(c, f);
    else if (kept * 2 < told) write_told_body(c, f->body);
    else write_body(c, in->lexicon);
    if (c->text.size == head && !(in->whole && head))
        return sr_fail(err, SR_ERR_EMPTY, "save the page once its text shows, or give the text itself",
                       "no article's text was found in the page");
    if (c->text.size == head) c->text.size -= 2;
    if (c->text.size > UINT32_MAX)
        return sr_fail(err, SR_ERR_LIMIT, "split it", "the page's text is longer than 4 GiB");
    d->text = sr_arena_str(c->arena, (struct sr_str){c->text.p, (uint32_t)c->text.size});
    d->title = sr_arena_str(c->arena, title);
    d->outlet = sr_arena_str(c->arena, f->outlet);
    d->author = sr_arena_str(c->arena, f->author);
    d->url = sr_arena_str(c->arena, f->url);
    if (c->failed || c->text.failed || !d->text.p || !d->title.p || !d->outlet.p || !d->author.p || !d->url.p)
        return sr_fail_memory(err, "reading a page");
    d->published = f->published;
    d->has_published = f->has_published;
    d->extracted = true;
    d->repaired = c->decoded->repaired;
    d->updates = c->updates.items;
    d->update_count = c->updates.count;
    d->source_map = (struct sr_source_map){c->runs.items, c->runs.count, c->decoded->utf8 || c->decoded->single};
    return SR_OK;
}

static enum sr_status read_page(const struct sr_html_in *in, struct sr_arena *arena, struct sr_arena *scratch,
                                struct sr_document *d, struct sr_err *err) {
    struct sr_str told = in->charset.n ? in->charset : sr_charset_of_page(in->bytes);
    struct sr_decoded decoded;
    struct sr_html_tree tree;
    struct sr_html_paragraphs all;
    struct sr_html_facts facts = {0};
    enum sr_status status = sr_charset_decode(in->bytes, told, scratch, &decoded, err);
    if (!status) status = sr_text_check(decoded.text, "the page", err);
    if (!status) status = sr_html_parse(in->lexicon, decoded.text, scratch, &tree, err);
    if (!status && !in->whole) status = sr_html_facts(in->lexicon, &tree, scratch, &facts, err);
    if (!status) status = sr_html_break(&tree, scratch, &all, err);
    if (status) return status;
    struct sr_str title = in->title.n ? in->title : facts.title;
    if (!sr_html_choose(in->lexicon, &tree, &all, title, in->whole, scratch))
        return sr_fail_memory(err, "reading a page");
    if (!in->whole && !sr_html_head_lines(in->lexicon, &tree, &all, scratch, &facts))
        return sr_fail_memory(err, "reading a page");
    struct composer c = {.tree = &tree, .all = &all, .decoded = &decoded, .arena = arena, .update = SR_NONE};
    status = compose(&c, in, &facts, scratch, d, err);
    if (!status && !d->source_map.whole) d->source_map = (struct sr_source_map){0};
    sr_buf_release(&c.text);
    return status;
}

enum sr_status sr_html_read(const struct sr_html_in *in, struct sr_arena *arena, struct sr_document *out,
                            struct sr_err *err) {
    struct sr_arena scratch;
    struct sr_document d = *out;
    sr_arena_init(&scratch, SCRATCH_LEAST + SCRATCH_A_BYTE * in->bytes.n);
    enum sr_status status = read_page(in, arena, &scratch, &d, err);
    sr_arena_release(&scratch);
    if (!status) *out = d;
    return status;
}

struct sr_str sr_html_line(struct sr_str piece, struct sr_arena *arena) {
    bool markup = piece.n && (memchr(piece.p, '&', piece.n) || memchr(piece.p, '<', piece.n));
    if (!markup) return sr_html_squeeze(piece.n ? piece : SR_STR(""), arena);
    struct sr_arena scratch;
    struct sr_lexicon none = {0};
    struct sr_html_tree tree;
    struct sr_err err;
    struct sr_str line = {0};
    sr_arena_init(&scratch, SCRATCH_LEAST + SCRATCH_A_BYTE * piece.n);
    if (sr_html_parse(&none, piece, &scratch, &tree, &err) == SR_OK && tree.count)
        line = sr_html_text_of(&tree, 0, UINT32_MAX / 2, arena);
    sr_arena_release(&scratch);
    return line;
}
