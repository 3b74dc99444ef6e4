#include "base/utf8.h"
#include "reader/parts.h"

/* Where sentences end.
 *
 *     It was over. Police left.            after a stop, before a capital
 *     "It is over. We won," he said.       within a quotation too
 *     "Is it over?" he asked.              not before a small letter
 *     "It is over." Police left.           what closes goes with the sentence
 *     Gen. Smith left the U.S. The army …  an abbreviation's stop ends one only before a word that often opens one
 *     (He was alone. He ran.) Then …       not inside brackets that opened within the sentence
 *
 * p_end is a fixed guess for each reason, from the two treebanks' development parts. */

struct reason {
    bool ends;
    float p;
};

static const struct reason NO = {false, 0};

static const struct sr_token *tok(const struct sr_read_work *w, uint32_t i) {
    return &w->tokens.items[i];
}

static bool is_mark(const struct sr_read_work *w, uint32_t i, bool opens) {
    uint32_t low = 0, high = w->marks.count, at = tok(w, i)->span.start;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->marks.items[mid].at < at) low = mid + 1;
        else high = mid;
    }
    return low < w->marks.count && w->marks.items[low].at == at && w->marks.items[low].opens == opens;
}

static bool is_closer(const struct sr_read_work *w, uint32_t i) {
    const struct sr_token *t = tok(w, i);
    if (t->kind == SR_TOKEN_SYMBOL) return sr_table_find(&w->lexicon->tables[SR_TABLE_EMOTICONS], t->norm) != SR_NONE;
    if (t->kind != SR_TOKEN_PUNCT) return false;
    char c = t->norm.n == 1 ? t->norm.p[0] : 0;
    return c == ')' || c == ']' || c == '}' || is_mark(w, i, false) ||
           (c == '"' && !is_mark(w, i, true) && !t->space_before);
}

/* Does the token stop a sentence: 1 a full stop, 2 a mark of tone, 3 dots, 4 an abbreviation with its stop. */
static int stop_of(const struct sr_read_work *w, uint32_t i) {
    const struct sr_token *t = tok(w, i);
    uint32_t n = t->norm.n;
    if (!n) return 0;
    char last = t->norm.p[n - 1];
    if (t->kind == SR_TOKEN_PUNCT) {
        if (n == 1) return last == '.' ? 1 : last == '!' || last == '?' ? 2 : 0;
        if (t->norm.p[0] == '.' || (unsigned char)t->norm.p[0] == 0xE2) {
            for (uint32_t k = 0; k < n; k++)
                if (t->norm.p[k] == '!' || t->norm.p[k] == '?') return 2;
            return t->norm.p[0] == '.' || (n >= 3 && memcmp(t->norm.p, "\xE2\x80\xA6", 3) == 0) ? 3 : 0;
        }
        return t->norm.p[0] == '!' || t->norm.p[0] == '?' ? 2 : 0;
    }
    return last == '.' && n > 1 && t->kind != SR_TOKEN_URL ? 4 : 0;
}

/* The first token at or after `i` that is no opening mark, bracket or bullet. */
static uint32_t opener_skip(const struct sr_read_work *w, uint32_t i, uint32_t end) {
    while (i < end) {
        const struct sr_token *t = tok(w, i);
        char c = t->norm.n == 1 ? t->norm.p[0] : 0;
        if (!(c == '(' || c == '[' || (t->kind == SR_TOKEN_PUNCT && is_mark(w, i, true)))) break;
        i++;
    }
    return i;
}

static bool is_small(const struct sr_token *t) {
    return t->shape == SR_SHAPE_LOWER;
}

/* A word that often opens a sentence: of a closed class, with its capital. In ALL CAPITALS a determiner, pronoun or
 * conjunction must do, for "U.S. IN" is no boundary. */
static bool opens_sentence(const struct sr_read_work *w, const struct sr_token *t) {
    const struct sr_table *table = &w->lexicon->tables[SR_TABLE_CLOSED_WORDS];
    uint32_t row = sr_table_find(table, t->norm);
    if (row == SR_NONE || is_small(t) || sr_table_has(table, row, 1, "date")) return false;
    if (!w->capitals) return !sr_table_has(table, row, 1, "aux");
    return sr_table_has(table, row, 1, "det") || sr_table_has(table, row, 1, "pron");
}

static struct reason after_abbreviation(const struct sr_read_work *w, uint32_t stop, uint32_t next, bool closed) {
    const struct sr_token *t = tok(w, stop), *n = tok(w, next);
    const struct sr_table *table = &w->lexicon->tables[SR_TABLE_ABBREVIATIONS];
    uint32_t row = sr_table_find(table, t->norm);
    const char *kind = row == SR_NONE ? "name" : sr_table_cell(table, row, 1);
    if (is_small(n) || n->kind == SR_TOKEN_PUNCT) return NO;
    if (strcmp(kind, "title") == 0 || strcmp(kind, "number") == 0 || strcmp(kind, "inside") == 0) return NO;
    if (closed && n->shape != SR_SHAPE_NONE) return (struct reason){true, 0.8f};
    if (opens_sentence(w, n)) return (struct reason){true, 0.9f};
    if (row == SR_NONE && t->norm.n <= 3) return NO; /* an initial before a name */
    bool other = strcmp(kind, "other") == 0 || strcmp(kind, "time") == 0;
    if (!other || n->shape == SR_SHAPE_NONE || w->capitals) return NO;
    if (strcmp(kind, "time") == 0) { /* 7 a.m. GMT, 7 a.m. Friday */
        const struct sr_table *closed_words = &w->lexicon->tables[SR_TABLE_CLOSED_WORDS];
        uint32_t date = sr_table_find(closed_words, n->norm);
        if (n->shape == SR_SHAPE_UPPER || (date != SR_NONE && sr_table_has(closed_words, date, 1, "date"))) return NO;
    }
    return (struct reason){true, 0.6f};
}

/* "Why?" Smith asked: a capital after a quotation that asks or shouts; the verb of saying tells, one or two words on.
 */
static bool is_told(const struct sr_read_work *w, uint32_t next, uint32_t end) {
    for (uint32_t i = next; i < end && i < next + 4; i++) {
        const struct sr_token *t = tok(w, i);
        if (t->kind == SR_TOKEN_PUNCT) return false;
        if (sr_table_find(&w->lexicon->tables[SR_TABLE_SAYING], t->norm) != SR_NONE) return is_small(t);
    }
    return false;
}

static struct reason boundary(const struct sr_read_work *w, uint32_t stop, int kind, uint32_t next, uint32_t end,
                              bool closed) {
    uint32_t first = opener_skip(w, next, end);
    if (first >= end) return NO;
    const struct sr_token *n = tok(w, first);
    if (kind == 4) return after_abbreviation(w, stop, first, closed);
    if (n->kind == SR_TOKEN_PUNCT && first == next && !is_mark(w, first, true)) {
        char c = n->norm.p[0];
        if (c != '-' && c != '*' && c != '[' && c != '_') return NO;
        if (kind != 1) return NO;
    }
    if (is_small(n)) { /* after a quotation's end or dots the sentence goes on: "Why?" he asked */
        if (kind > 2 || first > next || closed || !n->space_before) return NO;
        return (struct reason){true, 0.6f};
    }
    if (!n->space_before && first == next && !closed && n->kind == SR_TOKEN_NUMBER) return NO;
    if (kind == 3) return (struct reason){n->shape != SR_SHAPE_NONE, 0.6f};
    if (kind == 2 && closed && is_told(w, first, end)) return NO;
    return (struct reason){true, kind == 1 ? 0.98f : 0.93f};
}

static bool push_sentence(struct sr_read_work *w, uint32_t first, uint32_t end, enum sr_sentence_kind kind, float p) {
    uint32_t index = w->sentences.count;
    for (uint32_t i = first; i < end; i++) w->tokens.items[i].sentence = index;
    struct sr_sentence s = {.span = {tok(w, first)->span.start, tok(w, end - 1)->span.end},
                            .first = first,
                            .end = end,
                            .paragraph = w->paragraphs.count,
                            .kind = (uint8_t)kind,
                            .p_end = p,
                            .p_background = -1};
    return SR_PUSH(w->scratch, w->sentences, s);
}

/* The bracket opened within the sentence at `first` and still open before `i`, if a closing one follows in the block.
 */
static bool in_brackets(const struct sr_read_work *w, uint32_t first, uint32_t i, uint32_t end) {
    uint32_t depth = 0, begun = first, from = i - first > 400 ? i - 400 : first; /* so that the cost stays linear */
    for (uint32_t k = from; k < i; k++) {
        const struct sr_token *t = tok(w, k);
        if (t->norm.n != 1) continue;
        if (t->norm.p[0] == '(' || t->norm.p[0] == '[') {
            if (!depth++) begun = k;
        } else if (depth && (t->norm.p[0] == ')' || t->norm.p[0] == ']')) {
            depth--;
        }
    }
    if (!depth || begun == first) return false;
    for (uint32_t k = i; k < end && k < i + 40; k++)
        if (tok(w, k)->norm.n == 1 && (tok(w, k)->norm.p[0] == ')' || tok(w, k)->norm.p[0] == ']')) return true;
    return false;
}

/* "[6]" after a stop: a note's number, which belongs to the sentence before it. */
static uint32_t note_after(const struct sr_read_work *w, uint32_t i, uint32_t end) {
    if (i + 2 >= end || !sr_str_is(tok(w, i)->norm, "[") || !sr_str_is(tok(w, i + 2)->norm, "]")) return 0;
    return tok(w, i + 1)->kind == SR_TOKEN_NUMBER ? 3 : 0;
}

/* "(AP) Police said …": brackets that opened the sentence close it, before a capital. */
static bool is_bracketed(const struct sr_read_work *w, uint32_t first, uint32_t i, uint32_t end) {
    if (i + 1 >= end || i - first > 30 || !sr_str_is(tok(w, i)->norm, ")") || !sr_str_is(tok(w, first)->norm, "("))
        return false;
    for (uint32_t k = first + 1; k < i; k++)
        if (sr_str_is(tok(w, k)->norm, ")")) return false;
    const struct sr_token *n = tok(w, i + 1);
    return !w->capitals && n->space_before && (n->shape == SR_SHAPE_TITLE || is_mark(w, i + 1, true));
}

/* "3." or "b." at a paragraph's head is the item's number. */
static bool is_item_number(const struct sr_read_work *w, uint32_t first, uint32_t stop) {
    return stop == first + 1 && (tok(w, first)->kind == SR_TOKEN_NUMBER || tok(w, first)->norm.n == 1);
}

/* No writer's sentence is as long. Later stages look for a verb's clause, a number's noun up to the sentence's end, so that
 * a list or a log without a full stop would cost the square of its length. */
enum { LONGEST = 1000 };

static bool split(struct sr_read_work *w, uint32_t first, uint32_t end, enum sr_sentence_kind kind) {
    bool begun = false; /* a sentence of the block has ended */
    for (uint32_t i = first; i < end; i++) {
        if (i - first >= LONGEST && !tok(w, i)->joined) {
            if (!push_sentence(w, first, i, kind, 0.5f)) return false;
            first = i;
        }
        int stop = stop_of(w, i);
        uint32_t next = i + 1;
        if (!stop) {
            if (!begun || !is_bracketed(w, first, i, end)) continue;
            if (!push_sentence(w, first, next, kind, 0.8f)) return false;
            first = next;
            continue;
        }
        while (next < end &&
               (is_closer(w, next) || (stop_of(w, next) && stop_of(w, next) != 4 && !tok(w, next)->space_before)))
            next++;
        next += note_after(w, next, end);
        if (next >= end) break;
        if (is_item_number(w, first, i)) continue;
        struct reason r = boundary(w, i, stop, next, end, next > i + 1);
        if (!r.ends || in_brackets(w, first, next, end)) continue;
        if (!push_sentence(w, first, next, kind, r.p)) return false;
        first = next;
        begun = true;
        i = next - 1;
    }
    return push_sentence(w, first, end, kind, 0.99f);
}

bool sr_is_heading(const struct sr_read_work *w, uint32_t first, uint32_t end) {
    if (end - first > 20) return false;
    uint32_t last = end - 1;
    while (last > first && is_closer(w, last)) last--;
    int stop = stop_of(w, last);
    if (stop == 1 || stop == 3) return false;
    char c = tok(w, last)->norm.n == 1 ? tok(w, last)->norm.p[0] : 0;
    if (c == ':' || c == ',' || c == ';' || (stop == 2 && is_closer(w, end - 1) && end - 1 != last)) return false;
    for (uint32_t i = first; i < last; i++)
        if (stop_of(w, i) == 1 || stop_of(w, i) == 2) return false;
    return true;
}

bool sr_find_sentences(struct sr_read_work *w, struct sr_span block, uint32_t first, uint32_t end) {
    if (first == end) return true;
    struct sr_paragraph p = {.span = block, .first = w->sentences.count};
    struct sr_span line = w->document->dateline.span, title = w->document->title_span;
    uint32_t from = first;
    if (line.end > line.start && line.start < block.end && line.end > block.start) { /* the dateline, alone */
        while (from < end && tok(w, from)->span.start < line.start) from++;
        if (from > first && !split(w, first, from, SR_SENTENCE_TEXT)) return false;
        first = from;
        while (from < end && tok(w, from)->span.end <= line.end) from++;
        if (from > first && !push_sentence(w, first, from, SR_SENTENCE_DATELINE, 0.99f)) return false;
    }
    bool is_title = title.end > title.start && title.start <= block.start && block.end <= title.end;
    enum sr_sentence_kind kind =
        from == first && (is_title || sr_is_heading(w, from, end)) ? SR_SENTENCE_HEADING : SR_SENTENCE_TEXT;
    if (from < end && !split(w, from, end, kind)) return false;
    p.end = w->sentences.count;
    return SR_PUSH(w->scratch, w->paragraphs, p);
}
