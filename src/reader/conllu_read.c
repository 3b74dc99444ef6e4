#include <stdlib.h>

#include "base/utf8.h"
#include "reader/conllu.h"
#include "reader/parts.h"
#include "reader/word.h"

/* A CoNLL-U file laid over the document's text, character by character, white space apart. Lines are read one by one;
 * a word's span is found as it comes, so that the first difference names its own line. */

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

struct lay {
    struct sr_read_work *w;
    const char *file;
    struct sr_err *err;
    struct sr_str column[COLUMNS];
    uint64_t line;
    uint32_t at;                     /* byte of the text up to which words are laid */
    uint32_t first;                  /* the open sentence's first token */
    uint32_t multi_first, multi_end; /* the numbers of the first and last word of the last multi-word token, or 0 */
    uint32_t multi_stop;             /* the byte where its surface ends */
    bool open, paragraph, any_paragraph, tags, trees;
    SR_VEC(uint64_t) lines; /* of each token of the open sentence */
};

static enum sr_status fault(struct lay *l, uint64_t line, const char *mend, const char *what, struct sr_str subject) {
    enum sr_status s = sr_fail(l->err, SR_ERR_FORMAT, mend, "%s: '%.*s'", what, (int)(subject.n > 80 ? 80 : subject.n),
                               subject.p ? subject.p : "");
    sr_err_at(l->err, l->file, line, 0);
    return s;
}

static uint32_t skip_space(const struct lay *l, uint32_t at) {
    uint32_t size;
    struct sr_str t = l->w->text;
    while (at < t.n && sr_is_space(sr_utf8_at(t.p + at, t.p + t.n, &size))) at += size;
    return at;
}

/* Lay `form` over the text from `at`: true with its span, white space around it left out. */
static bool lay_form(const struct lay *l, struct sr_str form, uint32_t at, uint32_t stop, struct sr_span *span) {
    uint32_t i = 0, size, n;
    at = skip_space(l, at);
    span->start = span->end = at;
    while (i < form.n) {
        int32_t c = sr_utf8_at(form.p + i, form.p + form.n, &size);
        i += size;
        if (sr_is_space(c)) continue;
        at = skip_space(l, at);
        if (at >= stop) return false;
        if (sr_utf8_at(l->w->text.p + at, l->w->text.p + stop, &n) != c) return false;
        at += n;
        span->end = at;
    }
    return span->end > span->start;
}

static bool number_of(struct sr_str s, uint32_t *value) {
    if (!s.n || s.n > 6) return false;
    *value = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        *value = *value * 10 + (uint32_t)(s.p[i] - '0');
    }
    return true;
}

static bool split_columns(struct lay *l, struct sr_str line) {
    uint32_t from = 0, n = 0;
    for (uint32_t i = 0; i <= line.n; i++) {
        if (i < line.n && line.p[i] != '\t') continue;
        if (n == COLUMNS) return false;
        l->column[n++] = (struct sr_str){line.p + from, i - from};
        from = i + 1;
    }
    return n == COLUMNS;
}

static struct sr_str kept(struct lay *l, struct sr_str s, bool *bad) { /* "_" is nothing; the rest is copied */
    if (!s.n || sr_str_is(s, "_")) return SR_STR("");
    struct sr_str copy = sr_arena_str(l->w->arena, s);
    *bad = *bad || !copy.p;
    return copy;
}

/* A part of a multi-word token: its own letters where they can be found, else one character, the last part the rest. */
static bool lay_part(const struct lay *l, struct sr_str form, uint32_t number, struct sr_span *span) {
    uint32_t left = l->multi_end - number, size;
    if (!left) {
        *span = (struct sr_span){l->at, l->multi_stop};
        return span->start < span->end;
    }
    struct sr_span found;
    if (lay_form(l, form, l->at, l->multi_stop, &found) && found.start == l->at && l->multi_stop - found.end >= left) {
        *span = found;
        return true;
    }
    if (l->at >= l->multi_stop) return false;
    (void)sr_utf8_at(l->w->text.p + l->at, l->w->text.p + l->multi_stop, &size);
    *span = (struct sr_span){l->at, l->at + size};
    return span->end < l->multi_stop;
}

static enum sr_status surface(struct lay *l, uint32_t from, uint32_t to) {
    struct sr_span span;
    if (from != l->w->tokens.count - l->first + 1 || to <= from)
        return fault(l, l->line, "number a sentence's words from 1 without gaps", "this range is out of turn",
                     l->column[ID]);
    if (!lay_form(l, l->column[FORM], l->at, l->w->text.n, &span))
        return fault(l, l->line, "give the text that the file was made from", "the text does not go on with this",
                     l->column[FORM]);
    l->at = span.start;
    l->multi_stop = span.end;
    l->multi_first = from;
    l->multi_end = to;
    return SR_OK;
}

static enum sr_token_kind kind_of(const struct lay *l, const struct sr_token *t) {
    uint32_t size;
    struct sr_str s = sr_slice(l->w->text.p, t->span);
    int32_t c = sr_utf8_at(s.p, s.p + s.n, &size);
    if (sr_is_digit(c)) return SR_TOKEN_NUMBER;
    if (sr_is_letter(c) || t->joined)
        return sr_address_at(l->w, t->span.start, t->span.end) ? SR_TOKEN_URL : SR_TOKEN_WORD;
    if (s.n > size && sr_is_digit(sr_utf8_at(s.p + size, s.p + s.n, &size))) return SR_TOKEN_NUMBER;
    if (sr_is_apostrophe(c) && s.n > size) return SR_TOKEN_WORD;
    return sr_is_punct(c) ? SR_TOKEN_PUNCT : sr_is_symbol(c) ? SR_TOKEN_SYMBOL : SR_TOKEN_OTHER;
}

static enum sr_status word(struct lay *l, uint32_t number) {
    struct sr_read_work *w = l->w;
    struct sr_str *c = l->column;
    struct sr_token t = {.head = SR_NONE, .p_upos = 1, .p_head = 1};
    bool part = number <= l->multi_end, bad = false;
    if (number != w->tokens.count - l->first + 1)
        return fault(l, l->line, "number a sentence's words from 1 without gaps", "this word is out of turn", c[ID]);
    if (part ? !lay_part(l, c[FORM], number, &t.span) : !lay_form(l, c[FORM], l->at, w->text.n, &t.span))
        return fault(l, l->line, "give the text that the file was made from", "the text does not go on with this",
                     c[FORM]);
    uint32_t before = w->tokens.count ? w->tokens.items[w->tokens.count - 1].span.end : 0;
    t.space_before = t.span.start > before || t.span.start == 0;
    t.joined = part && number > l->multi_first;
    l->at = t.span.end;
    t.lemma = kept(l, c[LEMMA], &bad);
    t.xpos = kept(l, c[XPOS], &bad);
    t.feats = kept(l, c[FEATS], &bad);
    t.upos = (uint8_t)sr_upos_from(c[UPOS]);
    struct sr_str rel = c[DEPREL];
    const char *colon = rel.n ? memchr(rel.p, ':', rel.n) : NULL;
    if (colon) {
        uint32_t n = (uint32_t)(colon - rel.p);
        t.subtype = kept(l, (struct sr_str){colon + 1, rel.n - n - 1}, &bad);
        rel.n = n;
    } else {
        t.subtype = SR_STR("");
    }
    t.deprel = (uint8_t)sr_deprel_from(rel);
    l->tags = l->tags && t.upos != SR_UPOS_NONE;
    uint32_t head;
    if (number_of(c[HEAD], &head)) t.head = head ? l->first + head - 1 : w->tokens.count;
    else l->trees = false;
    t.kind = (uint8_t)kind_of(l, &t);
    if (bad || !sr_token_dress(w, &t) || !SR_PUSH(w->scratch, w->tokens, t) || !SR_PUSH(w->scratch, l->lines, l->line))
        return sr_fail_memory(l->err, "reading CoNLL-U");
    return SR_OK;
}

/* Heads lie in the sentence and lead to a root; otherwise whoever climbs them would never arrive. */
static enum sr_status check_tree(struct lay *l) {
    struct sr_token *tokens = l->w->tokens.items;
    uint32_t end = l->w->tokens.count, first = l->first;
    uint32_t *walk = sr_arena_alloc(l->w->scratch, end - first, sizeof *walk); /* the walk that passed here, from 1 */
    if (!walk) return sr_fail_memory(l->err, "reading CoNLL-U");
    for (uint32_t i = first; i < end; i++)
        if (tokens[i].head != SR_NONE && tokens[i].head >= end)
            return fault(l, l->lines.items[i - first], "a head is a word of the same sentence, or 0",
                         "the head is outside the sentence", sr_slice(l->w->text.p, tokens[i].span));
    for (uint32_t i = first; i < end; i++) {
        uint32_t k = i, mine = i - first + 1;
        while (!walk[k - first] && tokens[k].head != k && tokens[k].head != SR_NONE) {
            walk[k - first] = mine;
            k = tokens[k].head;
        }
        if (walk[k - first] == mine)
            return fault(l, l->lines.items[i - first], "let every word lead to the sentence's root",
                         "the heads form a circle at", sr_slice(l->w->text.p, tokens[i].span));
    }
    return SR_OK;
}

static bool new_paragraph(struct lay *l, struct sr_span s) {
    struct sr_read_work *w = l->w;
    if (w->paragraphs.count && !l->paragraph) {
        struct sr_paragraph *p = &w->paragraphs.items[w->paragraphs.count - 1];
        uint32_t b = w->block;
        while (b < w->blocks.count && w->blocks.items[b].end <= s.start) b++;
        bool same = l->any_paragraph || b == w->block;
        w->block = b;
        if (same) {
            p->span.end = s.end;
            p->end = w->sentences.count;
            return true;
        }
    }
    l->paragraph = false;
    struct sr_paragraph p = {s, w->sentences.count - 1, w->sentences.count};
    return SR_PUSH(w->scratch, w->paragraphs, p);
}

static enum sr_status close_sentence(struct lay *l) {
    struct sr_read_work *w = l->w;
    if (!l->open) return SR_OK;
    if (w->tokens.count == l->first) return fault(l, l->line, "give it words", "a sentence has no words", SR_STR(""));
    enum sr_status status = check_tree(l);
    if (status) return status;
    struct sr_sentence s = {.span = {w->tokens.items[l->first].span.start, l->at},
                            .first = l->first,
                            .end = w->tokens.count,
                            .p_end = 1,
                            .p_background = -1};
    for (uint32_t i = s.first; i < s.end; i++) w->tokens.items[i].sentence = w->sentences.count;
    if (!SR_PUSH(w->scratch, w->sentences, s) || !new_paragraph(l, s.span))
        return sr_fail_memory(l->err, "reading CoNLL-U");
    w->sentences.items[w->sentences.count - 1].paragraph = w->paragraphs.count - 1;
    l->open = false;
    return SR_OK;
}

static bool begins(struct sr_str s, const char *with) {
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

static enum sr_status comment(struct lay *l, struct sr_str line) {
    enum sr_status status = close_sentence(l);
    if ((begins(line, "# newpar") && !begins(line, "# newpar_block")) || begins(line, "# newdoc"))
        l->paragraph = l->any_paragraph = true;
    return status;
}

static enum sr_status row(struct lay *l, struct sr_str line) {
    if (!split_columns(l, line)) return fault(l, l->line, "CoNLL-U has ten, parted by tabs", "not ten columns", line);
    struct sr_str id = l->column[ID];
    if (id.n && memchr(id.p, '.', id.n)) return SR_OK; /* an empty node stands for nothing in the text */
    if (!l->open) {
        l->open = true;
        l->first = l->w->tokens.count;
        l->lines.count = 0;
        l->multi_first = l->multi_end = 0;
    }
    uint32_t from, to;
    const char *dash = id.n ? memchr(id.p, '-', id.n) : NULL;
    if (dash) {
        uint32_t n = (uint32_t)(dash - id.p);
        if (number_of((struct sr_str){id.p, n}, &from) && number_of((struct sr_str){dash + 1, id.n - n - 1}, &to))
            return surface(l, from, to);
    } else if (number_of(id, &from)) {
        return word(l, from);
    }
    return fault(l, l->line, "write 3 or, for a multi-word token, 3-4", "not a word's number", id);
}

static struct sr_str rest_of_line(struct sr_str text, uint32_t at) {
    const char *nl = memchr(text.p + at, '\n', text.n - at);
    return (struct sr_str){text.p + at, nl ? (uint32_t)(nl - text.p) - at : text.n - at};
}

static enum sr_status lay_file(struct lay *l, struct sr_str conllu) {
    enum sr_status status = SR_OK;
    for (uint32_t at = 0; at < conllu.n && !status;) {
        const char *nl = memchr(conllu.p + at, '\n', conllu.n - at);
        uint32_t end = nl ? (uint32_t)(nl - conllu.p) : conllu.n;
        struct sr_str line = {conllu.p + at, end - at};
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        l->line++;
        if (!line.n) status = close_sentence(l);
        else if (line.p[0] == '#') status = comment(l, line);
        else status = row(l, line);
        at = end + 1;
    }
    if (!status) status = close_sentence(l);
    if (!status && skip_space(l, l->at) < l->w->text.n)
        status = fault(l, l->line, "give the text that the file was made from",
                       "the file ends before the text does, at", rest_of_line(l->w->text, skip_space(l, l->at)));
    return status;
}

static enum sr_status fill(struct lay *l, struct sr_str conllu, struct sr_reading *out) {
    struct sr_read_work *w = l->w;
    if (!sr_find_blocks(w)) return sr_fail_memory(l->err, "reading CoNLL-U");
    enum sr_status status = lay_file(l, conllu);
    if (status) return status;
    bool done = true;
    for (uint32_t i = 0; i < w->paragraphs.count; i++) {
        const struct sr_paragraph *p = &w->paragraphs.items[i];
        struct sr_sentence *s = &w->sentences.items[p->first];
        if (p->end == p->first + 1 && sr_is_heading(w, s->first, s->end)) s->kind = SR_SENTENCE_HEADING;
    }
    for (uint32_t i = 0; done && i < w->paragraphs.count; i++) done = sr_find_marks(w, w->paragraphs.items[i].span);
    done = done && sr_find_quotations(w);
    if (l->tags && w->tokens.count) out->has |= SR_HAS_TAGS;
    if (l->trees && w->tokens.count) out->has |= SR_HAS_TREES;
    done = done && sr_find_mentions(w, &out->has);
    return done && sr_read_finish(w, out) ? SR_OK : sr_fail_memory(l->err, "reading CoNLL-U");
}

enum sr_status sr_conllu_read(const struct sr_read_in *in, struct sr_str conllu, const char *file,
                              struct sr_arena *arena, struct sr_reading *out, struct sr_err *err) {
    struct sr_arena scratch;
    sr_arena_init(&scratch, arena->limit);
    struct sr_read_work w = {.text = in->document->text,
                             .document = in->document,
                             .lexicon = in->lexicon,
                             .arena = arena,
                             .scratch = &scratch};
    struct lay l = {.w = &w, .file = file, .err = err, .tags = true, .trees = true};
    struct sr_reading result = {.p_news = -1};
    enum sr_status status = fill(&l, conllu, &result);
    sr_arena_release(&scratch);
    if (!status) *out = result;
    return status;
}
