#include "reader/word.h"

#include "base/utf8.h"

enum { KEY = 32 };

bool sr_is_apostrophe(int32_t c) {
    return c == '\'' || c == 0x2019 || c == '`' || c == 0x02BC || c == 0x2032;
}

static int32_t at_(const struct sr_read_work *w, uint32_t at, uint32_t end, uint32_t *size) {
    *size = 0;
    return at < end ? sr_utf8_at(w->text.p + at, w->text.p + end, size) : 0;
}

static int32_t peek(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t size;
    return at_(w, at, end, &size);
}

/* Soft hyphens and joiners belong to the word around them. */
static bool is_inner(int32_t c) {
    return sr_is_letter(c) || c == '_' || c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/* The folded form of a short piece of text; {0} when it doesn't fit. */
static struct sr_str key_of(const struct sr_read_work *w, uint32_t start, uint32_t end, char out[KEY]) {
    uint32_t n = 0, size;
    for (uint32_t i = start; i < end; i += size) {
        int32_t c = at_(w, i, end, &size);
        if (n + 4 > KEY) return (struct sr_str){out, 0};
        if (sr_is_apostrophe(c)) c = '\'';
        n += sr_utf8_put(sr_lower(c), out + n);
    }
    return (struct sr_str){out, n};
}

static uint32_t row_of(const struct sr_read_work *w, enum sr_table_id table, struct sr_str key) {
    return key.n ? sr_table_find(&w->lexicon->tables[table], key) : SR_NONE;
}

/* The first character after the chunk's end, past white space within the block; 0 when the block ends. */
static int32_t beyond(const struct sr_read_work *w, uint32_t end, uint32_t *at) {
    uint32_t stop = w->blocks.items[w->block].end, size;
    while (end < stop) {
        int32_t c = at_(w, end, stop, &size);
        if (!sr_is_space(c)) break;
        end += size;
    }
    *at = end;
    return peek(w, end, stop);
}

static bool after_comma(const struct sr_read_work *w) {
    return w->tokens.count && sr_str_is(w->tokens.items[w->tokens.count - 1].norm, ",");
}

static bool closed_word_at(const struct sr_read_work *w, uint32_t at) {
    char key[KEY];
    uint32_t stop = w->blocks.items[w->block].end, end = at, size;
    while (end < stop && sr_is_letter(at_(w, end, stop, &size))) end += size;
    return row_of(w, SR_TABLE_CLOSED_WORDS, key_of(w, at, end, key)) != SR_NONE;
}

/* "J. Smith", "George W. Bush": a lone capital with a stop before a name, not "Plan B. The", not "and I. He". */
static bool is_initial(const struct sr_read_work *w, uint32_t start, uint32_t dot, uint32_t end) {
    uint32_t size, at;
    int32_t c = at_(w, start, dot, &size);
    if (start + size != dot || !sr_is_upper(c)) return false;
    int32_t next = dot + 1 < end ? peek(w, dot + 1, end) : beyond(w, end, &at);
    if (dot + 1 < end) return sr_is_upper(next) && !w->capitals;
    const struct sr_token *t = w->tokens.count ? &w->tokens.items[w->tokens.count - 1] : NULL;
    bool named = t && t->span.end > w->blocks.items[w->block].start && t->shape == SR_SHAPE_TITLE;
    if (sr_is_lower(next)) return named && c != 'I';                            /* Ann B. and Salim K. Noor */
    if (sr_is_digit(next)) return c == 'N' || c == 'S' || c == 'E' || c == 'W'; /* on S. 10th Street */
    if (!sr_is_upper(next) || closed_word_at(w, at)) return false;
    return c != 'I' || named;
}

static bool needs_met(const struct sr_read_work *w, const char *needs, uint32_t start, uint32_t stop, uint32_t end) {
    if (!*needs) return true;
    uint32_t at = stop;
    int32_t next = stop < end ? peek(w, stop, end) : beyond(w, end, &at);
    if (strcmp(needs, "digit") == 0) return sr_is_digit(next);
    if (!sr_is_upper(peek(w, start, end))) return false;
    if (strcmp(needs, "capital") == 0) return true;
    if (strcmp(needs, "date") == 0) return sr_is_digit(next) || next == ',';
    if (strcmp(needs, "comma") == 0) return after_comma(w);
    return after_comma(w) || next == ','; /* place */
}

/* The abbreviation that begins at `start`, its last full stop included; 0 bytes when there is none. Dotted letters are
 * one whatever they are ("U.S.", "a.m.", "L.L.C"); the rest is in the table ("Gen.", "Ph.D."). */
static uint32_t abbreviation(const struct sr_read_work *w, uint32_t start, uint32_t end) {
    uint32_t i = start, size, dotted = 0, part = 0, best = 0;
    char key[KEY];
    for (; i < end && i - start < KEY; i += size) {
        int32_t c = at_(w, i, end, &size);
        if (sr_is_letter(c)) {
            part++;
            continue;
        }
        if (c != '.' || !part) break;
        uint32_t stop = i + 1;
        uint32_t row = row_of(w, SR_TABLE_ABBREVIATIONS, key_of(w, start, stop, key));
        int32_t next = peek(w, stop, end);
        if (row != SR_NONE && !sr_is_letter(next) && next != '.' &&
            needs_met(w, sr_table_cell(&w->lexicon->tables[SR_TABLE_ABBREVIATIONS], row, 2), start, stop, end))
            best = stop - start;
        dotted = part == 1 ? dotted + 1 : 0;
        if (part != 1 && !best && row == SR_NONE) { /* "Ph." of "Ph.D." is no row, but may go on */
            if (!sr_is_letter(next)) break;
        }
        if (dotted > 1 && !sr_is_letter(next)) best = stop - start;
        part = 0;
    }
    if (dotted >= 1 && part == 1 && (i == end || !is_inner(peek(w, i, end))) && !best) return i - start; /* "U.S" */
    return best;
}

uint32_t sr_plain_run(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t size;
    for (; at < end; at += size) {
        int32_t c = at_(w, at, end, &size);
        if (!is_inner(c) && !sr_is_digit(c)) break;
    }
    return at;
}

static bool is_marked(const struct sr_read_work *w, uint32_t at) { /* a quotation mark stands at `at` */
    for (uint32_t i = w->next_mark; i < w->marks.count && w->marks.items[i].at <= at; i++)
        if (w->marks.items[i].at == at) return true;
    return false;
}

/* May the word [start, i) go on over the character at i? */
static bool goes_on(const struct sr_read_work *w, uint32_t start, uint32_t i, uint32_t end, uint32_t part) {
    uint32_t size;
    int32_t c = at_(w, i, end, &size), next = peek(w, i + size, end);
    char key[KEY];
    if (is_inner(c) || sr_is_digit(c)) return true;
    if (i == start) return sr_is_apostrophe(c);
    if (sr_is_apostrophe(c)) return sr_is_letter(next) && !is_marked(w, i);
    if (c == '&') return sr_is_upper(next) && sr_is_upper(peek(w, start, end)) && i - start <= 4;
    if (c == '$') return i - start <= 3 && sr_is_digit(next);
    if (c == '-' || c == 0x2010 || c == 0x2011)
        return (sr_is_letter(next) || sr_is_digit(next)) &&
               row_of(w, SR_TABLE_PREFIXES, key_of(w, part, i, key)) != SR_NONE;
    return false;
}

bool sr_word_end(const struct sr_read_work *w, uint32_t at, uint32_t end, uint32_t *next) {
    uint32_t n = abbreviation(w, at, end), i = at, size, part = at;
    if (n) {
        *next = at + n;
        return true;
    }
    for (; i < end && goes_on(w, at, i, end, part); i += size) {
        int32_t c = at_(w, i, end, &size);
        if (c == '$') { /* "US$5" */
            *next = i + 1;
            return true;
        }
        if (c == '-' || c == 0x2010 || c == 0x2011) part = i + size;
    }
    int32_t c = at_(w, i, end, &size), last = 0;
    uint32_t back;
    if (i > at) last = sr_utf8_before(w->text.p + at, w->text.p + i, &back);
    if (c == '.' && is_initial(w, at, i, end)) i += 1;
    else if (sr_is_apostrophe(c) && sr_is_letter(last) && !is_marked(w, i)) i += size; /* hostages', singin' */
    else if (c == '-' && i + 1 == end && i - at <= 2 && sr_is_lower(last)) i += 1;     /* a word broken off: "th-" */
    *next = i > at ? i : at + size;
    return true;
}

/* d{3}-d{4}, d{3}-d{3}-d{4}, 1-d{3}-d{3}-d{4}, d{1,4}-d{1,2}-d{2,4}: telephone numbers and dates, not a range. */
static uint32_t dashed(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t parts[5], count = 0, i = at, n = 0;
    for (; i <= end; i++) {
        char c = i < end ? w->text.p[i] : ' ';
        if (c >= '0' && c <= '9') {
            n++;
            continue;
        }
        if (!n || count == 5) return 0;
        parts[count++] = n;
        n = 0;
        if (c != '-' || i + 1 >= end || w->text.p[i + 1] < '0' || w->text.p[i + 1] > '9') break;
    }
    bool phone = count > 1 && parts[count - 1] == 4 && parts[count - 2] == 3 &&
                 (count == 2 || (parts[count - 3] == 3 && (count == 3 || (count == 4 && parts[0] == 1))));
    bool date = count == 3 && parts[1] <= 2 && ((parts[0] == 4 && parts[2] <= 2) || (parts[0] <= 2 && parts[2] <= 4));
    phone = phone || (count == 2 && parts[1] == 4 && (parts[0] == 1 || parts[0] == 5)); /* extension, ZIP+4 */
    return phone || date ? i - at : 0;
}

static uint32_t digits(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t size;
    while (at < end && sr_is_digit(at_(w, at, end, &size))) at += size;
    return at;
}

/* "9/11", "1/2", "20/11/2015"; not "200/300 people". */
static uint32_t slashed(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t i = at;
    for (uint32_t part = 0; part < 3; part++) {
        uint32_t stop = digits(w, i, end), n = stop - i;
        if (!n || n > (part == 2 ? 4u : 2u)) return 0;
        i = stop;
        if (i >= end || w->text.p[i] != '/') return part ? i - at : 0;
        i++;
    }
    return 0;
}

uint32_t sr_number_end(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t n = dashed(w, at, end);
    if (!n) n = slashed(w, at, end);
    if (n && !sr_is_letter(peek(w, at + n, end))) return at + n;
    uint32_t i = digits(w, at, end), size;
    for (;;) {
        int32_t c = at_(w, i, end, &size);
        uint32_t stop = digits(w, i + size, end);
        if (!c || stop == i + size) break;
        if (c == ',' ? stop - i != 4 : c != '.' && c != ':') break;
        i = stop;
    }
    uint32_t stop = i;
    while (stop < end && sr_is_letter(at_(w, stop, end, &size))) stop += size;
    if (stop == i) { /* "the 1970's" is one token, "2003's" two */
        if (w->text.p[i - 1] != '0') return i;
        if (!sr_is_apostrophe(at_(w, i, end, &size)) || is_marked(w, i) || sr_lower(peek(w, i + size, end)) != 's')
            return i;
        return sr_is_letter(peek(w, i + size + 1, end)) ? i : i + size + 1;
    }
    char key[KEY];
    if (row_of(w, SR_TABLE_NUMBER_SUFFIXES, key_of(w, i, stop, key)) != SR_NONE) return i;
    return sr_plain_run(w, i, end);
}

static uint32_t cut_of(const struct sr_read_work *w, uint32_t start, uint32_t end) {
    static const char *const tails[] = {"n't", "'s", "'m", "'re", "'ve", "'ll", "'d"};
    char key[KEY];
    uint32_t from = end - start > 12 ? end - 12 : start; /* tails are short: the word's end is enough */
    while (from > start && ((unsigned char)w->text.p[from] & 0xC0) == 0x80) from--;
    struct sr_str s = key_of(w, from, end, key);
    if (s.n && s.p[s.n - 1] == '\'') { /* a possessive "hostages'"; not "singin'" */
        uint32_t size;
        (void)sr_utf8_before(w->text.p + start, w->text.p + end, &size);
        uint32_t cut = end - size;
        int32_t before = cut > start ? sr_utf8_before(w->text.p + start, w->text.p + cut, &size) : 0;
        return before == 's' || before == 'S' || before == 'z' || before == 'x' ? cut : end;
    }
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        uint32_t n = (uint32_t)strlen(tails[i]);
        if (s.n <= n || memcmp(s.p + s.n - n, tails[i], n) != 0) continue;
        uint32_t cut = end, size;
        for (uint32_t k = 0; k < n; k++) {
            (void)sr_utf8_before(w->text.p + start, w->text.p + cut, &size);
            cut -= size;
        }
        return cut;
    }
    return end;
}

uint32_t sr_word_cuts(const struct sr_read_work *w, uint32_t start, uint32_t end, uint32_t cuts[SR_MOST_PARTS]) {
    uint32_t found[SR_MOST_PARTS], n = 0, stop = end;
    char key[KEY];
    while (n < SR_MOST_PARTS) {
        uint32_t cut = cut_of(w, start, stop);
        if (cut <= start || cut >= stop) break;
        found[n++] = cut;
        stop = cut;
    }
    for (uint32_t i = 0; i < n; i++) cuts[i] = found[n - 1 - i];
    if (n || end - start > 8) return n;
    uint32_t row = row_of(w, SR_TABLE_CONTRACTIONS, key_of(w, start, end, key));
    if (row == SR_NONE) return 0;
    const struct sr_table *t = &w->lexicon->tables[SR_TABLE_CONTRACTIONS];
    cuts[0] = start + (uint32_t)sr_table_number(t, row, 1, 1);
    return cuts[0] < end;
}
