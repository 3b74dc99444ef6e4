#include "base/utf8.h"
#include "input/dateline.h"
#include "input/input.h"

enum {
    LONGEST = 200, /* bytes of a title */
    WORDS = 30,
    TOLD_LINES = 8, /* lines among which a title told from outside is looked for */
};

/* Is it the same line but for white space, letter case, quotation marks and a full stop at the end? */
static bool same_line(struct sr_str a, struct sr_str b) {
    const char *p = a.p, *pe = a.p + a.n, *q = b.p, *qe = b.p + b.n;
    for (;;) {
        uint32_t n = 0, m = 0;
        int32_t c = 0, d = 0;
        for (; p < pe; p += n) {
            c = sr_utf8_at(p, pe, &n);
            if (sr_is_letter(c) || sr_is_digit(c)) break;
        }
        for (; q < qe; q += m) {
            d = sr_utf8_at(q, qe, &m);
            if (sr_is_letter(d) || sr_is_digit(d)) break;
        }
        if (p >= pe || q >= qe) return p >= pe && q >= qe;
        if (sr_lower(c) != sr_lower(d)) return false;
        p += n;
        q += m;
    }
}

static struct sr_span find_told(struct sr_str text, struct sr_str told) {
    uint32_t at = 0;
    struct sr_span line;
    for (int i = 0; i < TOLD_LINES && sr_next_line(text, &at, &line); i++)
        if (same_line(sr_slice(text.p, line), told)) return line;
    return (struct sr_span){0};
}

static uint32_t words_in(struct sr_str text, struct sr_span line) {
    uint32_t words = 0, step;
    bool inside = false;
    for (uint32_t i = line.start; i < line.end; i += step) {
        int32_t c = sr_utf8_at(text.p + i, text.p + line.end, &step);
        bool space = sr_is_space(c);
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

/* Was the line ended on purpose? A paragraph that is wrapped to a width ends a line only where the next line's first
 * word would not have fitted; `widest` is the widest line nearby. */
static bool ended_on_purpose(struct sr_str text, struct sr_span line, struct sr_span next) {
    uint32_t widest = sr_span_size(next), at = next.end, word = next.start;
    struct sr_span other;
    for (int i = 0; i < 4 && sr_next_line(text, &at, &other); i++)
        if (sr_span_size(other) > widest) widest = sr_span_size(other);
    while (word < next.end && text.p[word] != ' ' && text.p[word] != '\t') word++;
    uint32_t step;
    int32_t first = sr_utf8_at(text.p + next.start, text.p + next.end, &step);
    return !sr_is_lower(first) && sr_span_size(line) + 1 + (word - next.start) <= widest;
}

struct sr_span sr_title_find(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_str told) {
    struct sr_span none = {0}, line, next;
    uint32_t at = 0;
    if (told.n) return find_told(text, told);
    struct sr_written_date date;
    do
        if (!sr_next_line(text, &at, &line)) return none;
    while (sr_line_is_date(lexicon, text, line, &date));
    if (!sr_next_line(text, &at, &next)) return none;
    if (sr_span_size(line) > LONGEST || words_in(text, line) > WORDS || sr_line_is_byline(text, line)) return none;
    if (sr_dateline_at(lexicon, text, line.start, NULL).span.end) return none;
    uint32_t breaks = 0;
    for (uint32_t i = line.end; i < next.start; i++) breaks += text.p[i] == '\n';
    if (breaks < 2 && !ended_on_purpose(text, line, next)) return none;
    if (!sr_line_ends_sentence(text, line)) return line;
    /* a sentence above a dateline or a byline is a headline that was given its stop */
    bool heads = sr_line_is_byline(text, next) || sr_dateline_at(lexicon, text, next.start, NULL).span.end;
    return heads ? line : none;
}
